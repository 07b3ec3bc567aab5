Watching says what happens in the ledger and in files, and what waits for somebody.

  $ shown() { for _ in $(seq 500); do grep -q "$2" "$1" 2>/dev/null && return; sleep 0.02; done; echo "no '$2' in $1"; }
  $ baton init >/dev/null
  $ baton watch >lines & lines=$!
  $ baton watch --plain >plain & plain=$!
  $ baton watch --json >json & json=$!
  $ shown lines Watching; shown plain Watching; shown json watching
  $ baton event --run_id=r-1 --agent=/backend-engineer --action=ESCALATE --reason=$'needs \e[31mRLS'
  $ shown lines 'Waits'; shown plain Waits; shown json '"notice"'
  $ mkdir -p .claude/tasks; printf '# S\n\n- [ ] Seed the rates\n' >.claude/tasks/session-current.md
  $ shown lines Seed; shown plain Seed; shown json Seed
  $ baton event --run_id=r-1 --agent=qa --action=TEST --reason="all of it"
  $ shown lines 'all of it'; shown plain 'all of it'; shown json 'all of it'
  $ kill $lines; kill -INT $plain; kill -HUP $json
  $ wait $lines; echo $?; wait $plain; echo $?; wait $json; echo $?
  0
  0
  0
  $ cat lines
  Watching project; nothing waits for a human.
  03:04:05  backend-engineer      ESCALATE            needs ^[[31mRLS
  03:04:05  Waits for you: backend-engineer escalated: needs ^[[31mRLS (press n in baton, or run: baton escalation show 1)
  03:04:05  backend-engineer      agent.defined       baton:backend-engineer.md
  03:04:05  -                     task.added          Seed the rates
  03:04:05  qa                    TEST                all of it
  $ cat plain
  Watching project; nothing waits for a human.
  03:04:05  backend-engineer: ESCALATE, needs ^[[31mRLS
  03:04:05  Waits for you: backend-engineer escalated: needs ^[[31mRLS (press n in baton, or run: baton escalation show 1)
  03:04:05  backend-engineer: agent.defined, baton:backend-engineer.md
  03:04:05  task.added, Seed the rates
  03:04:05  qa: TEST, all of it
  $ head -1 json
  {"at":"2026-01-02T03:04:05.000Z","watching":{"project":"project","seq":0,"needs":0}}
  $ grep -o '"notice":{.*' json
  "notice":{"kind":"escalation","subject":"1","project":"project","agent":"backend-engineer","title":"needs \u001b[31mRLS","text":"backend-engineer escalated: needs \u001b[31mRLS","press":"press n in baton, or run: baton escalation show 1","since":"2026-01-02T03:04:05.000Z","again":false}}
  $ grep -o '"kind":"[a-z.]*","run"' json
  "kind":"telemetry","run"
  "kind":"agent.defined","run"
  "kind":"document.read","run"
  "kind":"task.added","run"
  "kind":"telemetry","run"

It ends when it was told to, and when nobody reads.

  $ baton watch --for 1s
  Watching project; 1 thing waits for a human: 'baton needs' shows it.
  03:04:05  Waits for you: backend-engineer escalated: needs ^[[31mRLS (press n in baton, or run: baton escalation show 1)
  $ baton watch --plain | head -1
  Watching project; 1 thing waits for a human: 'baton needs' shows it.
  $ baton watch --for ever
  baton: --for does not understand 'ever': say 90s, 15m, 2h or 3d
  [2]

A full disk behind its output is not the ledger's fault.

  $ baton watch --for 1s >/dev/full
  baton: cannot write the output: No space left on device
  [1]
