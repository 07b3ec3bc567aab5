requires: sqlite3

`baton verify` names the first row that is not as it was written.

  $ for n in 1 2 3 4; do baton event --agent=a --action=START --reason="number $n"; done
  $ baton verify
  4 events: the chain holds, and the projections are what the events say.
  $ sqlite3 .baton/state.db "drop trigger event_fixed; update event set reason = 'number 9' where reason = 'number 3'"
  $ baton verify
  baton: event 3 (telemetry) is not what was recorded: the chain breaks there
  [1]
  $ baton doctor --json | grep '"bad"'
  {"check":"ledger","level":"bad","text":"Event 3 (telemetry) is not what was recorded: the chain breaks there","mend":"'baton rebuild' mends projections; a broken chain says that somebody changed the file: compare it with a backup"},
