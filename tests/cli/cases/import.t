Logs that exist already become events, each once, whatever their keys and layout.

  $ mkdir .agents .agents/logs
  $ cat >old.jsonl <<'.'
  > {"timestamp":"2026-01-01T00:00:01Z","run_id":"PM-1","active_agent":"/qa-engineer","action":"START","tokens":7}
  > not JSON
  > {"ts":1767225602,"event":"agent invoked","subagent":"qa-engineer","summary":"twice"}
  > {"ts":1767225602,"event":"agent invoked","subagent":"qa-engineer","summary":"twice"}
  > {"event":"note"}
  > .
  $ baton import --dry-run old.jsonl
  old.jsonl: 4 events would be taken in, from 2026-01-01T00:00:01Z to 2026-01-01T00:00:02Z
  old.jsonl: 1 do not say when: they have the time of the one before them
  old.jsonl:2: this is no JSON object with an agent or an action; it was passed over
  $ baton import --run R --agent be old.jsonl
  old.jsonl: 4 events taken in, from 2026-01-01T00:00:01Z to 2026-01-01T00:00:02Z
  old.jsonl: 1 do not say when: they have the time of the one before them
  old.jsonl:2: this is no JSON object with an agent or an action; it was passed over
  $ baton import old.jsonl --json
  [
  {"file":"old.jsonl","events":0,"known":4,"untimed":1,"open_escalations":0,"not_understood":1,"not_understood_lines":[2],"first_at":"2026-01-01T00:00:01.000Z","last_at":"2026-01-01T00:00:02.000Z"}
  ]
  $ echo '{"ts":1767225603,"event":"agent invoked","subagent":"be"}' >>old.jsonl
  $ baton import old.jsonl | head -1
  old.jsonl: 1 event taken in, 4 were there already, from 2026-01-01T00:00:01Z to 2026-01-01T00:00:03Z
  $ baton events
  SEQ  TIME                  AGENT        WHAT           ABOUT
    1  2026-01-01T00:00:01Z  qa-engineer  START          -
    2  2026-01-01T00:00:02Z  qa-engineer  agent invoked  twice
    3  2026-01-01T00:00:02Z  qa-engineer  agent invoked  twice
    4  2026-01-01T00:00:02Z  be           note           -
    5  2026-01-01T00:00:03Z  be           agent invoked  -

A list of objects, laid out over lines, from stdin; a log that baton watches.

  $ printf '[\n  {\n    "ts": "2026-01-02",\n    "agent": "be",\n    "action": "DONE"\n  },\n  {"x": 1}\n]\n' | baton import -
  stdin: 1 event taken in, from 2026-01-02T00:00:00Z to 2026-01-02T00:00:00Z
  stdin:7: this is no JSON object with an agent or an action; it was passed over
  $ cp old.jsonl .agents/logs/seen.jsonl
  $ baton import .agents/logs/seen.jsonl | head -1
  .agents/logs/seen.jsonl: 0 events taken in, 5 were there already, from 2026-01-01T00:00:01Z to 2026-01-01T00:00:03Z
  $ baton events --json --action "AGENT invoked" | grep -c '"seq"'
  3

Under another name it is the same log: copied, linked, renamed; only what has no time is new.

  $ cp old.jsonl copy.jsonl; ln -s old.jsonl linked.jsonl; mv .agents/logs/seen.jsonl .agents/logs/seen.1.jsonl
  $ baton import copy.jsonl linked.jsonl | grep taken
  copy.jsonl: 1 event taken in, 4 were there already, from 2026-01-01T00:00:01Z to 2026-01-01T00:00:03Z
  linked.jsonl: 1 event taken in, 4 were there already, from 2026-01-01T00:00:01Z to 2026-01-01T00:00:03Z
  $ baton import - <old.jsonl | grep taken
  stdin: 1 event taken in, 4 were there already, from 2026-01-01T00:00:01Z to 2026-01-01T00:00:03Z
  $ baton events --json --action "AGENT invoked" | grep -c '"seq"'
  3

An old escalation that nobody answered is still open, and is as old as its log says.

  $ echo '{"ts":"2025-11-30T10:00:00Z","agent":"be","action":"ESCALATE","reason":"no key"}' >stop.jsonl
  $ baton import stop.jsonl
  stop.jsonl: 1 event taken in, from 2025-11-30T10:00:00Z to 2025-11-30T10:00:00Z
  stop.jsonl: 1 escalation of them is still open: `baton escalations` lists it
  $ baton escalation resolve 1 >/dev/null; sed 's/:00Z/:01Z/' stop.jsonl >again.jsonl
  $ baton import again.jsonl
  again.jsonl: 1 event taken in, from 2025-11-30T10:00:01Z to 2025-11-30T10:00:01Z

What cannot be read is said; what came before it stays.

  $ baton import old.jsonl none.jsonl
  old.jsonl: 0 events taken in, 5 were there already, from 2026-01-01T00:00:01Z to 2026-01-01T00:00:03Z
  old.jsonl: 1 do not say when: they have the time of the one before them
  old.jsonl:2: this is no JSON object with an agent or an action; it was passed over
  baton: 'none.jsonl' cannot be read: No such file or directory
  [1]
  $ baton import .
  baton: '.' is a folder; name the logs in it, as in './*.jsonl'
  [1]
  $ baton import
  baton: 'import' needs FILE…: baton import FILE…
  [2]
  $ seq 30 >numbers; baton import numbers | tail -2
  numbers:20: this is no JSON object with an agent or an action; it was passed over
  numbers: 10 more were passed over
