Looking back: why an agent is in its state, what changed, what does not fit, and numbers.

  $ baton since
  baton: you have not looked at this project yet: open the dashboard, or say since when, as in: baton since 2h
  [1]
  $ baton contradictions
  No claim contradicts the evidence.
  $ baton report
  From          2026-01-02T03:04Z
  To            2026-01-02T03:04Z
  Decisions     none
  Tasks         0 done, 0 open
  Events        0, at most 0 in 1m
  Escalations   0, 0 of them open
  $ mkdir -p .claude/tasks .agents && echo run-1 >.agents/.current_run
  $ cat >.claude/tasks/session-current.md <<'END'
  > # Session
  > 
  > ## backend-engineer
  > 
  > ### Task 1: a table for readings
  > **Status**: done
  > 
  > ### Task 2: the interface
  > **Status**: in_progress
  > END
  $ baton status >out && head -2 out
  project  project
  run      run-1
  $ baton event --agent=/backend-engineer --action=START --reason="Task 2" --timestamp=2026-01-02T01:04:05Z
  $ baton event --agent=/qa-engineer --action=ESCALATE --reason="needs an account" --timestamp=2026-01-02T02:04:05Z

Every fact has its source and its age.

  $ baton agents
  STATE        AGENT             BY   AGE  OPEN  DONE  DEFINED IN                 ABOUT
  ▲ escalated  qa-engineer       cli   1h     0     0  -                          escalation 1
  ◐ working    backend-engineer  cli   2h     1     1  baton:backend-engineer.md  START; no word for 2h
  $ baton agent explain backend-engineer
  Agent       backend-engineer
  State       ◐ working: said START (cli, 2h ago)
  Lasts       until it says something else
  Heard of    2h ago; that is longer than the 30m that it may be silent
  Outvoted    ◐ working: Task 2 is in progress (file, <1m ago); its own word START weighs more
  $ baton agent explain qa-engineer
  Agent       qa-engineer
  State       ▲ escalated: escalation 1 is open: needs an account (cli, 1h ago)
  Lasts       until escalation 1 is closed, or it is heard of again
  Heard of    1h ago
  Outvoted    ▲ escalated: said ESCALATE (cli, 1h ago); escalation 1 weighs more
  $ baton agent explain qa-enginer
  baton: no agent 'qa-enginer'; did you mean 'qa-engineer'?
  [1]
  $ baton agent explain qa-engineer --json
  {
    "agent": "qa-engineer",
    "slug": "qa-engineer",
    "state": "escalated",
    "heard_at": "2026-01-02T02:04:05.000Z",
    "silent_limit_ms": 1800000,
    "silent": false,
    "reasons": [
      {
        "state": "escalated",
        "fact": "escalation 1 is open: needs an account",
        "source": "cli",
        "at": "2026-01-02T02:04:05.000Z",
        "believed": true,
        "outvoted": null,
        "until": "until escalation 1 is closed, or it is heard of again"
      },
      {
        "state": "escalated",
        "fact": "said ESCALATE",
        "source": "cli",
        "at": "2026-01-02T02:04:05.000Z",
        "believed": false,
        "outvoted": "escalation 1 weighs more",
        "until": "until it is heard of again, or its escalation is closed"
      }
    ]
  }

Claims against evidence.

  $ baton contradictions
  No claim contradicts the evidence.
  $ baton event --agent=/backend-engineer --action=COMPLETED --reason="all tests pass"
  $ baton contradictions
  KIND        AGENT             AGE  WHERE                               CLAIM                      EVIDENCE
  tests       backend-engineer  <1m  event 9                             COMPLETED: all tests pass  no TEST event of backend-engineer in this run
  open-tasks  backend-engineer  <1m  .claude/tasks/session-current.md:8  COMPLETED: all tests pass  "Task 2: the interface" is in_progress
  $ baton contradictions --json | grep -o '"kind":"[a-z-]*"'
  "kind":"tests"
  "kind":"open-tasks"
  $ baton event --agent=/backend-engineer --action=TEST --reason="12 passed" --timestamp=2026-01-02T02:50:00Z
  $ baton contradictions
  KIND        AGENT             AGE  WHERE                               CLAIM                      EVIDENCE
  open-tasks  backend-engineer  <1m  .claude/tasks/session-current.md:8  COMPLETED: all tests pass  "Task 2: the interface" is in_progress

What changed since a time, or since the dashboard was looked at.

  $ baton since 90m
  Since 2026-01-02T01:34Z, 1h ago: 9 events
  Tasks       2 new
  Escalations 1 opened
     <1m  backend-engineer  COMPLETED  all tests pass
      1h  qa-engineer  ESCALATE  needs an account
     <1m  –  run.started  .agents/.current_run
  $ baton since 2026-01-01 --json | grep -E '"(events|tasks_added|escalations)"'
    "events": 10,
    "tasks_added": 2,
    "escalations": 1,
  $ baton since yesterday
  baton: 'yesterday' is no time: say 15m, 2h, 3d or a time as in 2026-01-02T03:04:05Z
  [2]

Numbers.

  $ baton report --since 2026-01-02T01:00:00Z
  From          2026-01-02T01:00Z
  To            2026-01-02T03:04Z
  Decisions     none
  Tasks         1 done, 1 open
    all                                                                        █ 2
    done                                                                       ▄ 1
    in_progress                                                                ▄ 1
    blocked                                                                      0
  Events        10, at most 7 in 1m
    in 1m         ▁                              ▁                       ▁      █ 
  Escalations   1, 1 of them open
  $ BATON_ASCII=yes baton report --run run-1
  Run           run-1
  From          2026-01-02T01:04Z
  To            2026-01-02T03:04Z
  Decisions     none
  Tasks         1 done, 1 open
    all                                                                        # 2
    done                                                                       = 1
    in_progress                                                                = 1
    blocked                                                                      0
  Events        9, at most 6 in 1m
    in 1m       .                               .                        .      # 
  Escalations   1, 1 of them open
  $ baton report --markdown --since 2h
  # Report
  
  From 2026-01-02T01:04:00.000Z to 2026-01-02T03:04:05.000Z.
  
  | figure | value |
  |---|---|
  | decisions | 0 |
  | approved | 0 |
  | rejected | 0 |
  | median time to decision | - |
  | tasks done | 1 |
  | tasks open | 1 |
  | events | 10 |
  | escalations | 1 (1 open) |
  
  ## Tasks over time
  
  | at | unknown | pending | in_progress | blocked | review | done | cancelled |
  |---|---|---|---|---|---|---|---|
  | 2026-01-02T01:04Z | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
  | 2026-01-02T03:04Z | 0 | 0 | 1 | 0 | 0 | 1 | 0 |
  
  ## Events per 1m
  
  | from | events |
  |---|---|
  | 2026-01-02T01:04Z | 1 |
  | 2026-01-02T02:04Z | 1 |
  | 2026-01-02T02:50Z | 1 |
  | 2026-01-02T03:04Z | 7 |
  $ baton report --json | head -6
  {
    "run": null,
    "from": "2026-01-02T01:04:00.000Z",
    "to": "2026-01-02T03:04:05.000Z",
    "bucket_ms": 60000,
    "decisions": 0,
  $ baton report --run nosuch
  baton: no run 'nosuch'; 'baton runs' lists them
  [1]
  $ baton report --json --markdown
  baton: --json and --markdown are two forms: give one of them
  [2]
  $ baton report --since 1h --until 2h
  baton: --until lies before --since
  [2]

What was done about an escalation is told of who did it, not of the agent that it is about.

  $ baton escalation comment 1 -m 'asked for it'
  The comment on escalation 1 is kept; its state is open, as before.
  $ baton since 90m | grep -o '[^ ]*  escalation  .*' | sed "s/^$(id -un) /PERSON /"
  PERSON  escalation  commented: asked for it
