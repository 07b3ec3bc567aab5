What contradicts itself, one line each; nothing is recorded.

  $ mkdir -p agents docs
  $ cat >TASKS.md <<'END'
  > # Board
  > 
  > | ID | Task | Agent | Status |
  > |---|---|---|---|
  > | AB-1 | Schema of the rates | backend-enginer | in progres |
  > | AB-2 | Rate picker | backend-engineer | todo |
  > 
  > See [the plan](docs/plan.md).
  > END
  $ printf -- '---\nname: backend-engineer\ndescription: Builds.\n---\n' >agents/backend-engineer.md
  $ baton lint
  TASKS.md:5: AB-1 is for 'backend-enginer', but no agent of that name is defined; did you mean 'backend-engineer'?
  TASKS.md:5: baton does not know the state 'in progres'; did you mean 'in progress'?
  TASKS.md:8: there is no document 'docs/plan.md' beside this file or at the root of the project; mend the path, or take the reference out
  [1]
  $ baton lint --json | head -2
  [
  {"file":"TASKS.md","line":5,"rule":"assignee","message":"AB-1 is for 'backend-enginer', but no agent of that name is defined; did you mean 'backend-engineer'?"},
  $ baton lint agents/backend-engineer.md
  $ baton lint --json agents/backend-engineer.md
  []
  $ baton lint nowhere.md
  baton: cannot read 'nowhere.md': No such file or directory
  [1]
  $ baton lint docs
  baton: cannot read 'docs': it is a folder
  [1]
  $ touch docs/plan.md
  $ sed -i -e 's/enginer/engineer/' -e 's/progres /progress /' TASKS.md
  $ baton lint
  $ ls -A
  TASKS.md
  agents
  docs

Files of any folder are held against the project.

  $ mkdir notes
  $ printf -- '- [x] AB-2 Rate picker\n' >notes/today.md
  $ baton lint notes/today.md
  notes/today.md:1: AB-2 is done here, but pending in TASKS.md:6; make them agree, or keep only one
  [1]
  $ baton lint --rules | head -3
  RULE              FINDS
  reading           bytes or lines that could not be read
  template          a line of a form that nobody has filled in
