requires: sqlite3

A ledger of an older baton is brought up to date by whoever comes first, also by who only looks: an empty one would verify.

  $ baton event --agent=qa --action=ESCALATE --reason="needs RLS"
  $ baton event --agent=qa --action=NOTE --reason=more
  $ older() { sqlite3 .baton/state.db "DROP TABLE escalation; DROP TABLE escalation_event; DROP TABLE escalation_mark; CREATE TABLE escalation(number INTEGER PRIMARY KEY, id TEXT); CREATE INDEX escalation_state ON escalation(id); DROP INDEX handoff_state; DROP INDEX event_kind; CREATE INDEX event_rare ON event(kind) WHERE kind = 'signers.read'; PRAGMA user_version = 4"; }
  $ older
  $ baton verify
  2 events: the chain holds, and the projections are what the events say.
  $ older
  $ baton escalations
  ID  STATE   AGENT  TO  AGE  TIMES  REASON
   1  ▲ open  qa     -   <1m      1  needs RLS
  $ baton verify
  2 events: the chain holds, and the projections are what the events say.
