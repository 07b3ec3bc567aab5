A project with a session file, a handoff, definitions and telemetry.

  $ export BATON_INGEST_QUIET=0
  $ mkdir -p .claude/tasks .claude/agents .agents/logs
  $ cat >.claude/tasks/session-current.md <<'EOF'
  > # Session: rates
  > 
  > ## Plan
  > 
  > - [x] T-1 Schema for the rate table
  > - [ ] T-2 Effective dates @backend-engineer
  > - [ ] T-3 Rate picker @frontend-specialist
  > 
  > #### Task 4: Row level security
  > **Assigned to**: backend-engineer
  > **Dependencies**: T-2
  > **Status**: blocked
  > EOF
  $ cat >.agents/active_handoff.md <<'EOF'
  > **From**: /backend-engineer
  > 
  > 1. **Accomplishments**: Table of rates (`db/0007_rates.sql:1-40`).
  > 2. **Blockers**: None.
  > 3. **Recommended Next Agent**: Handoff to `/senior-tech-lead` for review.
  > EOF
  $ cat >.claude/agents/backend-engineer.md <<'EOF'
  > ---
  > name: backend-engineer
  > description: Builds the interface and the database.
  > tools: Read, Edit
  > model: sonnet
  > color: blue
  > ---
  > # Backend engineer
  > 
  > ## Sandbox
  > - **Read/Write Scope**: `src/api/`, `db/`
  > EOF
  $ echo run-7 >.agents/.current_run
  $ baton event --agent=/qa-engineer --action=START --reason="Smoke tests"

  $ baton status
  project  project
  run      run-7
  session  .claude/tasks/session-current.md
  
  Needs you (2)
    ▲ escalation 1  backend-engineer → senior-tech-lead?                       <1m
        Task 4: Row level security is blocked
    ⇄ handoff 1  backend-engineer → senior-tech-lead                           <1m
        ✘ 3 checks failed  Table of rates (`db/0007_rates.sql:1-40`).
  
  Agents (4)   ○ 2 idle   ◐ 1 working   ● 1 waiting
    ● waiting  backend-engineer     <1m  approval of handoff 1
    ◐ working  qa-engineer          <1m  START
    ○ idle     frontend-specialist    -  1 open
    ○ idle     senior-tech-lead       -  -
  
  Tasks (4)   ○ 2 pending   ■ 1 blocked   ✔ 1 done
    backend-engineer     ○ 1  ■ 1
    frontend-specialist  ○ 1
    nobody               ✔ 1
  $ baton
  project  project
  run      run-7
  session  .claude/tasks/session-current.md
  
  Needs you (2)
    ▲ escalation 1  backend-engineer → senior-tech-lead?                       <1m
        Task 4: Row level security is blocked
    ⇄ handoff 1  backend-engineer → senior-tech-lead                           <1m
        ✘ 3 checks failed  Table of rates (`db/0007_rates.sql:1-40`).
  
  Agents (4)   ○ 2 idle   ◐ 1 working   ● 1 waiting
    ● waiting  backend-engineer     <1m  approval of handoff 1
    ◐ working  qa-engineer          <1m  START
    ○ idle     frontend-specialist    -  1 open
    ○ idle     senior-tech-lead       -  -
  
  Tasks (4)   ○ 2 pending   ■ 1 blocked   ✔ 1 done
    backend-engineer     ○ 1  ■ 1
    frontend-specialist  ○ 1
    nobody               ✔ 1
  $ baton status --something
  $ baton tasks
  STATE      REF     AGENT                PLACE                               TASK
  ✔ done     T-1     -                    .claude/tasks/session-current.md:5  T-1 Schema for the rate table
  ○ pending  T-2     backend-engineer     .claude/tasks/session-current.md:6  T-2 Effective dates @backend-engineer
  ○ pending  T-3     frontend-specialist  .claude/tasks/session-current.md:7  T-3 Rate picker @frontend-specialist
  ■ blocked  Task 4  backend-engineer     .claude/tasks/session-current.md:9  Task 4: Row level security
  $ baton tasks --agent backend-engineer
  STATE      REF     AGENT             PLACE                               TASK
  ○ pending  T-2     backend-engineer  .claude/tasks/session-current.md:6  T-2 Effective dates @backend-engineer
  ■ blocked  Task 4  backend-engineer  .claude/tasks/session-current.md:9  Task 4: Row level security
  $ baton tasks --agent=-
  STATE   REF  AGENT  PLACE                               TASK
  ✔ done  T-1  -      .claude/tasks/session-current.md:5  T-1 Schema for the rate table
  $ baton tasks --state=blocked,done
  STATE      REF     AGENT             PLACE                               TASK
  ✔ done     T-1     -                 .claude/tasks/session-current.md:5  T-1 Schema for the rate table
  ■ blocked  Task 4  backend-engineer  .claude/tasks/session-current.md:9  Task 4: Row level security
  $ baton tasks --text RATE
  STATE      REF  AGENT                PLACE                               TASK
  ✔ done     T-1  -                    .claude/tasks/session-current.md:5  T-1 Schema for the rate table
  ○ pending  T-3  frontend-specialist  .claude/tasks/session-current.md:7  T-3 Rate picker @frontend-specialist
  $ baton tasks --file nowhere.md
  No tasks match.
  $ baton agents
  STATE      AGENT                BY    AGE  OPEN  DONE  DEFINED IN                          ABOUT
  ● waiting  backend-engineer     file  <1m     2     0  .claude/agents/backend-engineer.md  approval of handoff 1
  ◐ working  qa-engineer          cli   <1m     0     0  -                                   START
  ○ idle     frontend-specialist  -       -     1     0  baton:frontend-specialist.md        1 open
  ○ idle     senior-tech-lead     -       -     0     0  baton:senior-tech-lead.md           -
  $ baton agents --text qa
  STATE      AGENT        BY   AGE  OPEN  DONE  DEFINED IN  ABOUT
  ◐ working  qa-engineer  cli  <1m     0     0  -           START
  $ baton handoffs
  ID  STATE        FROM              TO                AGE  SUMMARY
   1  ⇄ submitted  backend-engineer  senior-tech-lead  <1m  Table of rates (`db/0007_rates.sql:1-40`).
  $ baton handoffs --state draft
  No handoffs match.
  $ baton runs
  STATE     RUN    STARTED  ENDED  EVENTS  LEFT OPEN
  ◐ active  run-7      <1m      -       1  qa-engineer: 1 START without an end
  $ baton events --kind telemetry
  SEQ  TIME                  AGENT        WHAT   ABOUT
    1  2026-01-02T03:04:05Z  qa-engineer  START  Smoke tests
  $ baton needs
  ▲ escalation 1  backend-engineer → senior-tech-lead?  <1m  Task 4: Row level security is blocked
  ⇄ handoff 1     backend-engineer → senior-tech-lead   <1m  ✘ 3 checks failed  Table of rates (`db/0007_rates.sql:1-40`).

One thing at a time.

  $ baton task show T-2
  Title                T-2 Effective dates @backend-engineer
  State                ○ pending
  As written           [ ]
  Ref                  T-2
  Id                   <id>
  Agent                backend-engineer
  Place                .claude/tasks/session-current.md:6
  Section              Plan
  In this state since  2026-01-02T03:04:05.000Z (<1m)
  Changed              2026-01-02T03:04:05.000Z (<1m)
  
  History
    SEQ  TIME                  WHO               WHAT        ABOUT
      8  2026-01-02T03:04:05Z  backend-engineer  task.added  pending, at .claude/tasks/session-current.md:6
  $ baton task show session-current.md:9
  Title                Task 4: Row level security
  State                ■ blocked
  As written           blocked
  Ref                  Task 4
  Id                   <id>
  Agent                backend-engineer
  Place                .claude/tasks/session-current.md:9
  Section              Plan
  Depends on           T-2
  In this state since  2026-01-02T03:04:05.000Z (<1m)
  Changed              2026-01-02T03:04:05.000Z (<1m)
  
  History
    SEQ  TIME                  WHO               WHAT        ABOUT
     10  2026-01-02T03:04:05Z  backend-engineer  task.added  blocked, at .claude/tasks/session-current.md:9
  $ baton task show T-9
  baton: there is no task 'T-9'; did you mean 'T-1'?
  [1]
  $ baton agent show backend-engineer
  Name                 backend-engineer
  File                 .claude/agents/backend-engineer.md
  Description          Builds the interface and the database.
  Model                sonnet
  Colour               blue
  Tools                Read
                       Edit
  Write scope          src/api/
                       db/
  
  State                ● waiting
  Because              approval of handoff 1
  Known from           file
  Since                2026-01-02T03:04:05.000Z (<1m)
  Task                 Task 4
  Tasks                2 open, 0 done
  $ baton agent show backend
  baton: there is no agent 'backend'; did you mean 'backend-engineer'?
  [1]
  $ baton agent show .claude/agents/backend-engineer.md | head -2
  Name                 backend-engineer
  File                 .claude/agents/backend-engineer.md
  $ cp .claude/agents/backend-engineer.md .claude/agents/000-second.md
  $ baton agent show backend-engineer --json | grep '"file":'
    "file": ".claude/agents/000-second.md",
    "file": ".claude/agents/backend-engineer.md",
  $ baton agent show 000-second --json | grep '"file":'
    "file": ".claude/agents/000-second.md",
  $ baton agent show 000-second.md --json | grep '"name":'
    "name": "backend-engineer",
  $ rm .claude/agents/000-second.md
  $ baton handoff show 1 | sed -E -e "s/  $(id -un) +(handoff|check)/  ME                \1/" -e 's/diff of [0-9a-f]*/diff of <short>/'
  Handoff              1
  Summary              Table of rates (`db/0007_rates.sql:1-40`).
  State                ⇄ submitted
  From                 backend-engineer
  Author known by      the artifact says so
  To                   senior-tech-lead
  As written           Handoff to `/senior-tech-lead` for review.
  File                 .agents/active_handoff.md
  Run                  run-7
  Revisions            1
  Digest               <digest>
  Id                   <id>
  Submitted            2026-01-02T03:04:05.000Z (<1m)
  Changed              2026-01-02T03:04:05.000Z (<1m)
  
  Checks
    ✘ failed           artifact
                       .agents/active_handoff.md:3: cites
                       "db/0007_rates.sql:1-40", which is not there
    − skipped          scope: there is no git repository, so nobody knows what was
                       changed
    ✘ failed           session
                       .claude/tasks/session-current.md:6: "T-2 Effective dates
                       @backend-engineer" is still pending
                       .claude/tasks/session-current.md:9: "Task 4: Row level
                       security" is still blocked
    ✘ failed           contradiction
                       .claude/tasks/session-current.md:9: "Task 4: Row level
                       security" is blocked, while .agents/active_handoff.md names
                       no blocker
  
  Accomplishments
    - Table of rates (`db/0007_rates.sql:1-40`).
  
  History
    SEQ  TIME                  WHO               WHAT              ABOUT
     12  2026-01-02T03:04:05Z  backend-engineer  handoff.revised   Table of rates (`db/0007_rates.sql:1-40`).
     15  2026-01-02T03:04:05Z  ME                handoff.evidence  diff of <short>
     16  2026-01-02T03:04:05Z  ME                check.reported    4 checks: 3 failed, 1 skipped
  $ baton handoff show 2
  baton: there is no handoff '2'; 'baton handoffs' lists them all
  [1]
  $ baton run show run-7 | sed 's/diff of [0-9a-f]*/diff of <short>/'
  Run                  run-7
  State                ◐ active
  File                 .agents/.current_run
  Started              2026-01-02T03:04:05.000Z (<1m)
  Events               1
  Left open            qa-engineer: 1 START without an end
  
  History
    SEQ  TIME                  AGENT                WHAT              ABOUT
      1  2026-01-02T03:04:05Z  qa-engineer          START             Smoke tests
      3  2026-01-02T03:04:05Z  -                    run.started       .agents/.current_run
      4  2026-01-02T03:04:05Z  -                    document.read     agent
      5  2026-01-02T03:04:05Z  backend-engineer     agent.defined     .claude/agents/backend-engineer.md
      6  2026-01-02T03:04:05Z  -                    document.read     session
      7  2026-01-02T03:04:05Z  -                    task.added        T-1 Schema for the rate table
      8  2026-01-02T03:04:05Z  backend-engineer     task.added        T-2 Effective dates @backend-engineer
      9  2026-01-02T03:04:05Z  frontend-specialist  task.added        T-3 Rate picker @frontend-specialist
     10  2026-01-02T03:04:05Z  backend-engineer     task.added        Task 4: Row level security
     11  2026-01-02T03:04:05Z  -                    document.read     handoff
     12  2026-01-02T03:04:05Z  backend-engineer     handoff.revised   Table of rates (`db/0007_rates.sql:1-40`).
     13  2026-01-02T03:04:05Z  frontend-specialist  agent.defined     baton:frontend-specialist.md
     14  2026-01-02T03:04:05Z  senior-tech-lead     agent.defined     baton:senior-tech-lead.md
     15  2026-01-02T03:04:05Z  backend-engineer     handoff.evidence  diff of <short>
     16  2026-01-02T03:04:05Z  backend-engineer     check.reported    4 checks: 3 failed, 1 skipped
     17  2026-01-02T03:04:05Z  -                    document.read     agent
     18  2026-01-02T03:04:05Z  backend-engineer     agent.defined     .claude/agents/000-second.md
     19  2026-01-02T03:04:05Z  backend-engineer     agent.gone        .claude/agents/000-second.md
     20  2026-01-02T03:04:05Z  -                    document.gone     .claude/agents/000-second.md
  $ baton run show run-8
  baton: there is no run 'run-8'; did you mean 'run-7'?
  [1]

The project is found from a folder inside of it, and by -C from outside.

  $ mkdir -p src/api && (cd src/api && baton tasks --state blocked)
  STATE      REF     AGENT             PLACE                               TASK
  ■ blocked  Task 4  backend-engineer  .claude/tasks/session-current.md:9  Task 4: Row level security
  $ (cd / && baton -C "$OLDPWD" tasks --state blocked)
  STATE      REF     AGENT             PLACE                               TASK
  ■ blocked  Task 4  backend-engineer  .claude/tasks/session-current.md:9  Task 4: Row level security
  $ (cd / && baton -C "$OLDPWD" -C src/api tasks --state blocked)
  STATE      REF     AGENT             PLACE                               TASK
  ■ blocked  Task 4  backend-engineer  .claude/tasks/session-current.md:9  Task 4: Row level security

What an agent changes while baton is not running is found by the next command.

  $ sed -i 's/- \[ \] T-2/- [x] T-2/' .claude/tasks/session-current.md
  $ baton task show T-2 | sed -n '2p;/History/,$p' | cut -c 1-90
  State                ✔ done
  History
    SEQ  TIME                  WHO               WHAT        ABOUT
      8  2026-01-02T03:04:05Z  backend-engineer  task.added  pending, at .claude/tasks/sessi
     22  2026-01-02T03:04:05Z  backend-engineer  task.state  pending → done

  $ baton verify | sed 's/[0-9]* events/N events/'
  N events: the chain holds, and the projections are what the events say.
  $ baton rebuild | sed 's/[0-9]* events/N events/'
  Folded N events again.
  $ baton tasks
  STATE      REF     AGENT                PLACE                               TASK
  ✔ done     T-1     -                    .claude/tasks/session-current.md:5  T-1 Schema for the rate table
  ✔ done     T-2     backend-engineer     .claude/tasks/session-current.md:6  T-2 Effective dates @backend-engineer
  ○ pending  T-3     frontend-specialist  .claude/tasks/session-current.md:7  T-3 Rate picker @frontend-specialist
  ■ blocked  Task 4  backend-engineer     .claude/tasks/session-current.md:9  Task 4: Row level security
