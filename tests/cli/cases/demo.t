The demo plays a session into a project of its own.

  $ baton demo --once --dir play | sed 's|(main)||'
  project  play 
  run      tide-warnings-1
  session  .claude/tasks/session-current.md
  
  Needs you (2)
    ▲ escalation 1  frontend-specialist → backend-engineer                     <1m
        Task 5 needs a column for the sill; migrations are out of my bounds
    ⇄ handoff 1  backend-engineer → senior-tech-lead                           <1m
        Handoff: readings and their interface
  
  Agents (4)   ◐ 1 working   ● 1 waiting   ▲ 1 escalated   ✔ 1 done
    ▲ escalated  frontend-specialist  <1m  escalation 1
    ● waiting    backend-engineer     <1m  approval of handoff 1
    ◐ working    master-orchestrator  <1m  ROUTE
    ✔ done       senior-tech-lead      2h  COMPLETED
  
  Tasks (8)   ○ 2 pending   ■ 1 blocked   ◎ 1 review   ✔ 4 done
    backend-engineer     ✔ 2
    frontend-specialist  ■ 1  ✔ 2
    master-orchestrator  ○ 1
    senior-tech-lead     ○ 1  ◎ 1
  
  The demo is in $SCRATCH/play
  $ cd play && baton status --something
  $ baton tasks
  STATE      REF     AGENT                PLACE                                TASK
  ✔ done     Task 1  backend-engineer     .claude/tasks/session-current.md:8   Task 1: Store tide readings by harbour
  ✔ done     Task 2  backend-engineer     .claude/tasks/session-current.md:12  Task 2: Serve a day of readings at /api/tides
  ○ pending  Task 3  senior-tech-lead     .claude/tasks/session-current.md:17  Task 3: Work out when the depth is not safe
  ✔ done     Task 4  frontend-specialist  .claude/tasks/session-current.md:24  Task 4: Draw the tide curve of today
  ■ blocked  Task 5  frontend-specialist  .claude/tasks/session-current.md:28  Task 5: Show the warning above the curve
  ✔ done     Task 6  frontend-specialist  .claude/tasks/session-current.md:33  Task 6: Read the curve aloud for screen readers
  ◎ review   Task 7  senior-tech-lead     .claude/tasks/session-current.md:39  Task 7: Review the schema and the interface
  ○ pending  Task 8  master-orchestrator  .claude/tasks/session-current.md:44  Task 8: Write the release notes
  $ baton escalations
  ID  STATE   AGENT                TO                AGE  TIMES  REASON
   1  ▲ open  frontend-specialist  backend-engineer  <1m      2  Task 5 needs a column for the sill; migrations are out of my bounds
  $ baton handoff show 1 | head -6
  Handoff              1
  Summary              Handoff: readings and their interface
  State                ⇄ submitted
  From                 backend-engineer
  Author known by      the artifact says so
  To                   senior-tech-lead
  $ baton events --kind check.reported | sed -n 's/.*check.reported *//p'
  11 checks: 7 passed, 1 failed, 3 skipped
  11 checks: 8 passed, 3 skipped
  $ baton handoff diff 1 | grep -c '^diff'
  3
  $ baton events --kind telemetry | grep -c Z
  37
  $ baton verify | sed 's/[0-9]* events/N events/'
  N events: the chain holds, and the projections are what the events say.
  $ cd .. && baton demo --once --dir play
  baton: 'play' is not empty; the demo wants a folder of its own
  [1]
  $ baton demo --once | tail -1
  The demo is in $SCRATCH/../tmp/baton-demo-XXXXXX
  $ ls "$TMPDIR"/baton-demo-*/.claude/agents
  FILE-MAP.md
  backend-engineer.md
  frontend-specialist.md
  master-orchestrator.md
  senior-tech-lead.md
  $ ls -A
  play

Without a terminal nobody watches, so it does not wait either.

  $ timeout 20 baton demo --dir quick >/dev/null; echo $?
  0
