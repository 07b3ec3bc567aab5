A folder without anything to watch: every list says what would fill it, and nothing is made.

  $ baton
  Nothing to show in $SCRATCH yet: a session file such as .claude/tasks/session-current.md, an agent definition or 'baton event' fills it; 'baton demo' shows how that looks.
  $ baton status
  Nothing to show in $SCRATCH yet: a session file such as .claude/tasks/session-current.md, an agent definition or 'baton event' fills it; 'baton demo' shows how that looks.
  $ baton tasks
  No tasks yet: a session file such as .claude/tasks/session-current.md fills this list.
  $ baton agents
  No agents yet: a definition such as .claude/agents/NAME.md or an event fills this list.
  $ baton handoffs
  No handoffs yet: an artifact such as .agents/active_handoff.md fills this list.
  $ baton escalations
  No escalations yet: an event with --action=ESCALATE opens one.
  $ baton events
  No events yet: 'baton event --action=START …' and changes of watched files are recorded here.
  $ baton runs
  No runs yet: an id in .agents/.current_run begins one.
  $ baton needs
  Nothing needs you.
  $ baton verify
  There is no ledger yet: nothing to verify.
  $ baton rebuild
  baton: there is no ledger in '$SCRATCH'; 'baton init' makes one
  [1]

The same for programs.

  $ for list in tasks agents handoffs escalations events runs needs; do baton $list --json; done
  []
  []
  []
  []
  []
  []
  []

One thing is not found.

  $ baton task show 1
  baton: there is no task '1'; 'baton tasks' lists them all
  [1]
  $ baton agent show qa-engineer
  baton: there is no agent 'qa-engineer'; 'baton agents' lists them all
  [1]
  $ baton handoff show 1
  baton: there is no handoff '1'; 'baton handoffs' lists them all
  [1]
  $ baton escalation show 1
  baton: there is no escalation '1'; 'baton escalations --all' lists them all
  [1]
  $ baton run show x
  baton: there is no run 'x'; 'baton runs' lists them all
  [1]

Nothing to see here, and asking is no reason to make a project.  Definitions in agents/ alone are no session.

  $ baton status --something
  [1]
  $ mkdir agents && printf -- '---\nname: qa-engineer\ndescription: Tests.\n---\n' >agents/qa-engineer.md
  $ baton status --something
  [1]
  $ baton verify
  There is no ledger yet: nothing to verify.
  $ rm -r agents

Nothing was made, here or at home.

  $ ls -A . ~
  .:
  
  $SCRATCH/../home:
