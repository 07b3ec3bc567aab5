requires: node

The script that prompts call is written once, renewed where it is ours, and never put over another one.

  $ baton init --telemetry-shim | tail -1
  '.agents/telemetry/cli.ts' was written: it hands events to 'baton event'.
  $ baton init --telemetry-shim | tail -1
  '.agents/telemetry/cli.ts' is up to date.
  $ echo '// more' >>.agents/telemetry/cli.ts
  $ baton init --telemetry-shim | tail -1
  '.agents/telemetry/cli.ts' was renewed.
  $ tail -1 .agents/telemetry/cli.ts
  );
  $ mkdir elsewhere; mv .agents/telemetry/cli.ts elsewhere; echo '// mine' >.agents/telemetry/cli.ts
  $ baton init --telemetry-shim | tail -1
  baton: '.agents/telemetry/cli.ts' is not baton's and was left as it is; move it away first
  Nothing to watch yet: a session file such as .claude/tasks/session-current.md or an agent definition is found as soon as it is there.
  $ cat .agents/telemetry/cli.ts
  // mine
  $ mv elsewhere/cli.ts .agents/telemetry/cli.ts

It is JavaScript in every sense, so that node runs it as either kind of module.

  $ for kind in cjs mjs; do cp .agents/telemetry/cli.ts .agents/telemetry/try.$kind; done
  $ for kind in cjs mjs; do
  >   node .agents/telemetry/try.$kind --run_id=r-1 --agent=/qa-engineer --action=START \
  >     --reason='why $(touch no) "now"' --duration_ms=5 || echo "failed: $kind"
  > done
  $ ls no
  ls: cannot access 'no': No such file or directory
  [2]
  $ baton events --json --action START | sed -n 's/.*"reason":\(.*\)}.*/\1/p'
  "why $(touch no) \"now\"","body":{"duration_ms":5}
  "why $(touch no) \"now\"","body":{"duration_ms":5}

What baton does not understand is said as baton says it.

  $ node .agents/telemetry/try.mjs --agent=qa-engineer
  baton: an event needs --action, as in: baton event --agent=qa-engineer --action=START
  [2]

Without baton the line goes to the log of this month, and baton takes it in later.

  $ ln -s "$(command -v node)" elsewhere/node; echo PM-1 >.agents/.current_run
  $ for kind in cjs mjs; do
  >   PATH=$PWD/elsewhere elsewhere/node .agents/telemetry/try.$kind --agent=/qa-engineer --action TEST \
  >     --reason "two words" --duration_ms=5 --flag || echo "failed: $kind"
  > done
  $ sed 's/"timestamp":"[^"]*"/"timestamp":""/' .agents/logs/orchestration/*.jsonl
  {"timestamp":"","run_id":"PM-1","active_agent":"/qa-engineer","action":"TEST","reason":"two words","duration_ms":5,"flag":true}
  {"timestamp":"","run_id":"PM-1","active_agent":"/qa-engineer","action":"TEST","reason":"two words","duration_ms":5,"flag":true}
  $ ls .agents/logs/orchestration | grep -cE '^20[0-9][0-9]-[01][0-9]\.jsonl$'
  1
  $ baton events --json --action TEST | sed -n 's/.*"run":\([^,]*\),.*"reason":\(.*\)}.*/\1 \2/p'
  "PM-1" "two words","body":{"duration_ms":5,"flag":true}
  "PM-1" "two words","body":{"duration_ms":5,"flag":true}
