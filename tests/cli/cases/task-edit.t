Changing tasks in their file, in its own words, and taking the changes back.

  $ export BATON_DATA=$PWD/../data
  $ mkdir -p .claude/tasks
  $ cat >.claude/tasks/session-current.md <<'END'
  > # Session: rates
  > 
  > ## Plan
  > 
  > - [x] T-1 Schema for the rate table
  > - [ ] T-2 Effective dates @backend-engineer
  > 
  > ## Later
  > 
  > - [ ] T-3 Rate picker
  > - [ ] T-3 Rate picker for phones
  > END
  $ chmod 640 .claude/tasks/session-current.md

  $ baton task done T-2
  T-2 Effective dates @backend-engineer: [ ] → [x]  .claude/tasks/session-current.md:6
  $ baton task done T-2
  baton: .claude/tasks/session-current.md:6: the task is done already
  [1]
  $ baton task start T-3 2>&1 | sed 's/t[0-9a-z]\{8\} (/<id> (/g'
  baton: 'T-3' names 2 tasks: <id> (.claude/tasks/session-current.md:10), <id> (.claude/tasks/session-current.md:11); give one of these ids or places instead
  $ baton task reopen session-current.md:5 --agent qa-engineer
  T-1 Schema for the rate table: [x] → [ ]  .claude/tasks/session-current.md:5
  $ baton task assign T-2 qa-engineer
  T-2 Effective dates @qa-engineer: backend-engineer → qa-engineer  .claude/tasks/session-current.md:6
  $ baton task note T-1 see the notes of Monday
  T-1 Schema for the rate table: put in '- see the notes of Monday'  .claude/tasks/session-current.md:6
  $ baton task add A new thing --section later
  T-4 A new thing: put in '- [ ] T-4 A new thing'  .claude/tasks/session-current.md:13
  $ baton task add A new thing --state sideways
  baton: 'sideways' is no state of a task; there are pending, in_progress, blocked, review, done and cancelled
  [2]
  $ baton task block T-9
  baton: there is no task 'T-9'; did you mean 'T-1'?
  [1]
  $ baton task block T-1 --note
  baton: --note writes the reason below the task: give one with --reason
  [2]
  $ cat .claude/tasks/session-current.md
  # Session: rates
  
  ## Plan
  
  - [ ] T-1 Schema for the rate table
    - see the notes of Monday
  - [x] T-2 Effective dates @qa-engineer
  
  ## Later
  
  - [ ] T-3 Rate picker
  - [ ] T-3 Rate picker for phones
  - [ ] T-4 A new thing
  $ stat -c %a .claude/tasks/session-current.md
  640

What was changed, by whom, and back again.

  $ baton edits | tr -s ' ' | sed "s/ $(id -un) / ME /"
  EDIT STATE WHAT WHO AGE PLACE CHANGE
   1 ✔ standing state ME <1m .claude/tasks/session-current.md:6 T-2 Effective dates @backend-engineer: [ ] → [x]
   2 ✔ standing state qa-engineer <1m .claude/tasks/session-current.md:5 T-1 Schema for the rate table: [x] → [ ]
   3 ✔ standing assign ME <1m .claude/tasks/session-current.md:6 T-2 Effective dates @qa-engineer: backend-engineer → qa-engineer
   4 ✔ standing note ME <1m .claude/tasks/session-current.md:6 T-1 Schema for the rate table: put in '- see the notes of Monday'
   5 ✔ standing add ME <1m .claude/tasks/session-current.md:13 T-4 A new thing: put in '- [ ] T-4 A new thing'
  $ baton undo
  T-4 A new thing: took out '- [ ] T-4 A new thing'  .claude/tasks/session-current.md:13
  $ baton undo 1
  baton: .claude/tasks/session-current.md:6: edit 3 changed the same line since; take that back first
  [1]
  $ baton undo 3
  T-2 Effective dates @qa-engineer: qa-engineer → backend-engineer  .claude/tasks/session-current.md:7
  $ baton undo 1
  T-2 Effective dates @backend-engineer: [x] → [ ]  .claude/tasks/session-current.md:7
  $ baton undo 99
  baton: there is no edit '99'; 'baton edits' lists them all
  [1]
  $ baton edits --json | grep -c '"state":"undone"'
  3

An older copy that is saved over an edit is seen, shown, and dismissed.

  $ cp -p .claude/tasks/session-current.md older
  $ baton task done T-1
  T-1 Schema for the rate table: [ ] → [x]  .claude/tasks/session-current.md:5
  $ cat older >.claude/tasks/session-current.md
  $ baton needs | tr -s ' ' | sed "s/ $(id -un) / ME /"
  ▲ edit 6 ME <1m state '[x]' of T-1 was overwritten in .claude/tasks/session-current.md:5
  $ baton undo $(baton edits --json | sed -n 's/.*"number":\([0-9]*\),"state":"lost".*/\1/p')
  T-1 Schema for the rate table: dismissed  .claude/tasks/session-current.md:5
  $ baton needs
  Nothing needs you.
  $ baton verify | sed 's/^[0-9]* //'
  events: the chain holds, and the projections are what the events say.

A file that may not be written, and a file that baton does not read.

  $ chmod 440 .claude/tasks/session-current.md
  $ baton task done T-1
  baton: '.claude/tasks/session-current.md' was not changed: it may not be written
  [1]
  $ chmod 640 .claude/tasks/session-current.md
  $ baton task add Something --file elsewhere.md
  baton: 'elsewhere.md' was not changed: it is not there
  [1]

A link stays a link, and a process that reads along sees a mark change.

  $ mv .claude/tasks/session-current.md real.md
  $ ln -s ../../real.md .claude/tasks/session-current.md
  $ exec 7<real.md
  $ baton task done T-1 --json | grep in_place
    "in_place": true
  $ grep T-1 <&7
  - [x] T-1 Schema for the rate table
  $ stat -c %F .claude/tasks/session-current.md
  symbolic link

A session that is over keeps its tasks: the current one is meant.

  $ mkdir -p old/.claude/tasks old/.baton && cd old
  $ printf '# Session\n\n- [ ] T-1 pick apples\n' >.claude/tasks/session-current.md
  $ cp .claude/tasks/session-current.md .claude/tasks/session-2026-01-01.md
  $ baton task done T-1
  T-1 pick apples: [ ] → [x]  .claude/tasks/session-current.md:3
  $ cat .claude/tasks/session-2026-01-01.md
  # Session
  
  - [ ] T-1 pick apples
