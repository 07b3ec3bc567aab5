An agent that said that it works, and then nothing, is something to look at.

  $ baton event --agent=backend-engineer --action=START --reason='Table of rates'
  $ baton event --agent=qa-engineer --action=START
  $ baton needs
  Nothing needs you.
  $ export BATON_CLOCK=2026-01-02T03:51:05Z
  $ baton needs
  ◌ silent backend-engineer  backend-engineer  47m  works, and was not heard of for 47m (limit 30m)
  ◌ silent qa-engineer       qa-engineer       47m  works, and was not heard of for 47m (limit 30m)
  $ BATON_REMINDERS_SILENT=1h,qa-*=45m baton needs
  ◌ silent qa-engineer  qa-engineer  47m  works, and was not heard of for 47m (limit 45m)
  $ BATON_REMINDERS_SILENT=off baton needs
  Nothing needs you.
  $ baton needs --json
  [
  {"kind":"silent","subject":"backend-engineer","title":"works, and was not heard of for 47m (limit 30m)","agent":"backend-engineer","to":null,"since":"2026-01-02T03:04:05.000Z","failed":[],"until":null},
  {"kind":"silent","subject":"qa-engineer","title":"works, and was not heard of for 47m (limit 30m)","agent":"qa-engineer","to":null,"since":"2026-01-02T03:04:05.000Z","failed":[],"until":null}
  ]
  $ baton status --json | grep -A 8 '"needs"'
    "needs": [
      {
        "kind": "silent",
        "subject": "backend-engineer",
        "title": "works, and was not heard of for 47m (limit 30m)",
        "agent": "backend-engineer",
        "to": null,
        "since": "2026-01-02T03:04:05.000Z",
        "failed": [],
  $ baton needs snooze silent qa-engineer --for 1h
  Put off until 2026-01-02T04:51Z: silent qa-engineer.  'baton needs unsnooze silent qa-engineer' brings it back.
  $ baton needs
  ◌ silent backend-engineer  backend-engineer  47m  works, and was not heard of for 47m (limit 30m)
  1 more is put off: 'baton needs --snoozed'.
  $ baton needs --snoozed
  ◌ silent qa-engineer  until 2026-01-02T04:51Z  works, and was not heard of for 47m (limit 30m)
  $ baton needs unsnooze silent qa-engineer
  Back again: silent qa-engineer.

Whoever speaks again, or has finished, is not silent.

  $ baton event --agent=qa-engineer --action=TEST
  $ baton event --agent=backend-engineer --action=COMPLETED
  $ baton needs
  Nothing needs you.
  $ baton needs snooze silent qa-engineer --for 1h
  baton: no silent 'qa-engineer' waits for you; 'baton needs' lists what does
  [1]

A run that has ended explains that its agents are silent.

  $ mkdir .agents && echo run-1 >.agents/.current_run && baton status | grep run
  run      run-1
  $ baton event --agent=backend-engineer --action=START
  $ export BATON_CLOCK=2026-01-02T06:00:00Z
  $ baton needs
  ◌ silent backend-engineer  backend-engineer  2h  works, and was not heard of for 2h (limit 30m)
  ◌ silent qa-engineer       qa-engineer       2h  works, and was not heard of for 2h (limit 30m)
  $ rm .agents/.current_run
  $ baton needs
  ◌ silent qa-engineer  qa-engineer  2h  works, and was not heard of for 2h (limit 30m)
