A run by hand: one at a time, and a page of it is kept.

  $ baton init >/dev/null
  $ baton run start Rates for checkout
  Run Rates-for-checkout began: '.agents/.current_run' names it.
  $ cat .agents/.current_run
  Rates-for-checkout
  $ baton run start another
  baton: run Rates-for-checkout goes on, for <1m now ('.agents/.current_run' names it); end it with `baton run stop`
  [1]
  $ baton event --agent qa-engineer --action START --reason "first"
  $ baton run list
  STATE     RUN                 STARTED  ENDED  EVENTS  LEFT OPEN
  ◐ active  Rates-for-checkout      <1m      -       1  qa-engineer: 1 START without an end
  $ baton run stop
  Run Rates-for-checkout ended; its report is '.agents/runs/Rates-for-checkout.md'.
  $ cat .agents/runs/Rates-for-checkout.md
  # Run Rates-for-checkout
  
  - Started: 2026-01-02T03:04:05Z
  - Ended: 2026-01-02T03:04:05Z
  - Telemetry events: 1
  
  ## Agents
  
  | Agent | Events | Last heard |
  |---|---|---|
  | qa-engineer | 1 | 2026-01-02T03:04:05Z |
  
  # Report of run Rates-for-checkout
  
  From 2026-01-02T03:04:00.000Z to 2026-01-02T03:04:05.000Z.
  
  | figure | value |
  |---|---|
  | decisions | 0 |
  | approved | 0 |
  | rejected | 0 |
  | median time to decision | - |
  | tasks done | 0 |
  | tasks open | 0 |
  | events | 2 |
  | escalations | 0 (0 open) |
  
  ## Events per 1m
  
  | from | events |
  |---|---|
  | 2026-01-02T03:04Z | 2 |
  $ ls .agents/.current_run
  ls: cannot access '.agents/.current_run': No such file or directory
  [2]
  $ baton run stop
  baton: no run goes on; `baton run start` begins one
  [1]
  $ baton run start "Rates for checkout"
  baton: there was a run Rates-for-checkout already; give this one another name
  [1]
  $ baton run start --json | sed 's/"id": "[^"]*"/"id": ""/'
  {
    "id": "",
    "file": ".agents/.current_run",
    "archive": null
  }

An orchestrator that takes the file away ends it.

  $ rm .agents/.current_run
  $ baton runs --active
  No runs match.
  $ baton run
  baton: 'run' needs one of these behind it: show, start, stop, list; or did you mean 'runs'?
  [2]

A session file with a part for each agent, put away and taken out again.

  $ mkdir -p .claude/agents
  $ for a in backend-engineer qa-engineer; do printf -- '---\nname: %s\ndescription: works\n---\n' $a >.claude/agents/$a.md; done
  $ baton session list
  No sessions yet: 'baton session new TITLE' makes a session file.
  $ baton session new Rates for checkout
  '.claude/tasks/session-current.md' was made.
  $ cat .claude/tasks/session-current.md
  # Session: Rates for checkout
  
  **Date**: 2026-01-02
  **Objective**: Rates for checkout
  **Status**: Active
  
  ## Tasks
  
  ### qa-engineer
  
  **Assigned To**: qa-engineer
  
  - [ ] Plan the part of qa-engineer
  
  ### backend-engineer
  
  **Assigned To**: backend-engineer
  
  - [ ] Plan the part of backend-engineer
  
  ## Decisions
  
  ## Notes
  $ baton lint
  $ baton task add "Write tests" --section qa-engineer
  Write tests: put in '- [ ] Write tests'  .claude/tasks/session-current.md:14
  $ baton task done "$(baton tasks --json | sed -n 's/.*"id":"\([^"]*\)".*"title":"Plan the part of backend-engineer".*/\1/p')" | sed 's/^.*: //'
  [ ] → [x]  .claude/tasks/session-current.md:20
  $ baton session new again
  baton: '.claude/tasks/session-current.md' is there already: `baton session archive` it first
  [1]
  $ baton session archive
  The session is '.claude/tasks/session-001-rates-for-checkout.md' now.
  2 tasks in it are still open:
    ○ pending  Plan the part of qa-engineer
    ○ pending  Write tests
  $ baton session archive
  baton: there is no '.claude/tasks/session-current.md' to archive; `baton session new` makes one
  [1]
  $ baton session new Taxes >/dev/null
  $ baton session switch 1
  '.claude/tasks/session-current.md' is 'Rates for checkout' now.
  The one before it is '.claude/tasks/session-002-taxes.md'.
  2 tasks in it are still open:
    ○ pending  Plan the part of qa-engineer
    ○ pending  Plan the part of backend-engineer
  $ baton session list | sed -E 's/ +<1m|  +[0-9]+[smhd]/ AGE/' | cut -d' ' -f1
  SESSION
  archived
  current
  $ baton session list --json | sed 's/"saved_at":"[^"]*"/"saved_at":""/'
  [
  {"file":".claude/tasks/session-002-taxes.md","title":"Taxes","current":false,"archived":true,"saved_at":"","open":2,"done":0},
  {"file":".claude/tasks/session-current.md","title":"Rates for checkout","current":true,"archived":false,"saved_at":"","open":2,"done":1}
  ]
  $ baton session switch 7
  baton: there is no session file '7'; `baton session list` shows them
  [1]
  $ baton tasks --json | grep -c '"id"'
  5
  $ baton session archive "../../etc/passwd" | head -1
  The session is '.claude/tasks/session-003-etc-passwd.md' now.

What telemetry leaves open, and what names no run, is shown as it is.

  $ baton run start pairs >/dev/null
  $ baton event --agent qa --action START --timestamp 2026-01-01T00:00:01Z
  $ baton event --agent qa --action start --timestamp 2026-01-01T00:00:02Z
  $ baton event --agent qa --action COMPLETED --timestamp 2026-01-01T00:00:03Z
  $ baton event --agent be --action COMPLETED --timestamp 2026-01-01T00:00:01Z
  $ baton event --agent be --action START --timestamp 2026-01-01T00:00:02Z
  $ baton run stop >/dev/null
  $ baton event --agent ops --action COMPLETED
  $ baton event --agent ops --action TEST
  $ baton runs | grep -E 'LEFT|pairs|no run'
  STATE    RUN                                   STARTED  ENDED  EVENTS  LEFT OPEN
  ✔ ended  pairs                                      1d    <1m       5  be: 1 START without an end; be: 1 end without a START; qa: 1 START without an end
  -        (no run)                                    -      -       2  ops: 1 end without a START
  $ baton runs --json | grep -E '"pairs"|null,"started' | sed 's/^.*"events"/"events"/'
  "events":5,"unfinished":[{"agent":"be","count":1},{"agent":"qa","count":1}],"unstarted":[{"agent":"be","count":1}]},
  "events":2,"unfinished":[],"unstarted":[{"agent":"ops","count":1}]}
  $ baton run show pairs | grep -A2 Left
  Left open            be: 1 START without an end
                       be: 1 end without a START
                       qa: 1 START without an end
  $ baton run show - | head -3
  Run                  (no run)
  Events               2
  Left open            ops: 1 end without a START
  $ baton run show "(no run)" --json
  {
    "id": null,
    "started_at": null,
    "ended_at": null,
    "state": null,
    "file": null,
    "events": 2,
    "unfinished": [],
    "unstarted": [
      {
        "agent": "ops",
        "count": 1
      }
    ]
  }

A project that was cloned may lead us to any file: what holds more than a name of a run stays as it is.

  $ rm -f .agents/.current_run; seq 2000 >"$HOME/precious"; ln -s "$HOME/precious" .agents/.current_run
  $ baton run start mine
  baton: '.agents/.current_run' holds more than the name of a run and was not written over; is files.run right?
  [1]
  $ baton run stop
  baton: '.agents/.current_run' holds more than the name of a run and was not removed; is files.run right?
  [1]
  $ wc -l <"$HOME/precious"; ls .agents/.current_run
  2000
  .agents/.current_run
  $ rm .agents/.current_run; ln -s "$HOME/nothing" .agents/.current_run
  $ baton run start mine
  baton: '.agents/.current_run' is a link to another place: remove it, then start the run
  [1]
  $ ls "$HOME/nothing"
  ls: cannot access '$SCRATCH/../home/nothing': No such file or directory
  [2]
  $ rm .agents/.current_run; printf 'one\ntwo\n' >notes
  $ BATON_FILES_RUN=notes baton run stop
  baton: 'notes' holds more than the name of a run and was not removed; is files.run right?
  [1]
  $ cat notes
  one
  two
  $ baton run start -- -rf; baton run stop
  Run -rf began: '.agents/.current_run' names it.
  Run -rf ended; its report is '.agents/runs/run--rf.md'.
