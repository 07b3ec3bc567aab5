Words are found in events and in documents, however they are written.

  $ mkdir -p .claude/tasks && printf '# Session\n\n- [ ] T-1 Read the tides of the harbour\n' > .claude/tasks/session-current.md
  $ baton init >/dev/null && baton event --run_id=r1 --agent=qa --action=TEST --reason='the Harbour café is closed' >/dev/null
  $ baton event --run_id=r2 --agent=backend --action=NOTE --reason='harbours have a sill' >/dev/null
  $ baton search harbour cafe
  SEQ  TIME                  AGENT  WHAT  ABOUT
    3  2026-01-02T03:04:05Z  qa     TEST  the Harbour café is closed
  $ baton search harbours --events
  SEQ  TIME                  AGENT    WHAT  ABOUT
    4  2026-01-02T03:04:05Z  backend  NOTE  harbours have a sill
  $ baton search harb -d
  .claude/tasks/session-current.md:3: - [ ] T-1 Read the tides of the harbour
  $ baton search harb --run r2 --json | sed 's/"host":"[^"]*"/"host":"H"/'
  [
  {"seq":4,"id":"<id>","at":"2026-01-02T03:04:05.000Z","kind":"telemetry","run":"r2","agent":"backend","action":"NOTE","subject":null,"actor":"backend","source":"cli","host":"H","reason":"harbours have a sill","body":{},"text":"harbours have a sill"}
  ]
  $ baton search '"a sill"' --agent backend
  SEQ  TIME                  AGENT    WHAT  ABOUT
    4  2026-01-02T03:04:05Z  backend  NOTE  harbours have a sill
  $ baton search 'sill a'
  Nothing holds "sill a".
  $ baton search '***'
  baton: there is no word in '***': say a word, the beginning of one, or several in quotes
  [2]
  $ baton search nowhere
  Nothing holds nowhere.
  $ ls .baton/index.db; rm .baton/index.db*; baton search sill --events
  .baton/index.db
  SEQ  TIME                  AGENT    WHAT  ABOUT
    4  2026-01-02T03:04:05Z  backend  NOTE  harbours have a sill
