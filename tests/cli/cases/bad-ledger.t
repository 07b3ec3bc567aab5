requires: sqlite3

A database that is none is kept aside, told, and never deleted.

  $ mkdir -p .claude/tasks .baton && printf -- '- [ ] T-1 One\n' >.claude/tasks/session-current.md
  $ printf 'this is no database, but somebody may want it\n' >.baton/state.db
  $ baton tasks
  STATE      REF  AGENT  PLACE                               TASK
  ○ pending  T-1  -      .claude/tasks/session-current.md:1  T-1 One
  baton: '$SCRATCH/.baton/state.db' was no database: it was kept as '$SCRATCH/.baton/state.db.kept-20260102T030405Z' and a new ledger was begun
  $ cat .baton/state.db?*[0-9]* 2>/dev/null | head -1
  this is no database, but somebody may want it
  $ baton tasks
  STATE      REF  AGENT  PLACE                               TASK
  ○ pending  T-1  -      .claude/tasks/session-current.md:1  T-1 One

A database of a newer baton is refused with a sentence, and is not touched.

  $ sqlite3 .baton/state.db 'pragma user_version = 9999'
  $ baton tasks
  baton: the ledger '$SCRATCH/.baton/state.db' was written by a newer baton: install that version, or set BATON_DIR to another folder
  [1]
  $ baton event --agent=a --action=START
  baton: spooled to $SCRATCH/.baton/spool/<id>.json; the next baton that can write the ledger takes it in
  $ baton doctor --json | grep '"bad"'
  {"check":"ledger","level":"bad","text":"The ledger '$SCRATCH/.baton/state.db' was written by a newer baton: install that version, or set BATON_DIR to another folder","mend":null},
