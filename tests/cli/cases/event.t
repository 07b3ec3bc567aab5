`baton event` takes the place of the script that prompts of agents call.

  $ baton event --run_id=r1 --agent=/backend-engineer --action=START --reason="Rates with dates"
  $ baton event --run-id r1 --agent backend-engineer --action TEST --reason 'two words' --duration_ms 840 --dry --note=x
  $ baton event --run_id="$(cat .agents/.current_run 2>/dev/null)" --agent="/qa-engineer" --action="COMPLETED" --reason=""
  $ baton events | cut -c 1-200
  SEQ  TIME                  AGENT             WHAT           ABOUT
    1  2026-01-02T03:04:05Z  backend-engineer  START          Rates with dates
    2  2026-01-02T03:04:05Z  backend-engineer  TEST           two words
    3  2026-01-02T03:04:05Z  qa-engineer       COMPLETED      -
    4  2026-01-02T03:04:05Z  backend-engineer  agent.defined  baton:backend-engineer.md

Flags that are not known are kept as fields, numbers as numbers.

  $ baton events --json --action TEST | grep -o '"duration_ms":840'
  "duration_ms":840
  $ baton events --json --action TEST | grep -o '"dry":true'
  "dry":true
  $ baton events --json --action TEST | grep -o '"note":"x"'
  "note":"x"

--id makes a repeat one event, also when it says something else.

  $ baton event --id=e1 --agent=a --action=START --reason=one
  $ baton event --id=e1 --agent=a --action=START --reason=two
  $ baton events --agent=a
  SEQ  TIME                  AGENT  WHAT   ABOUT
    5  2026-01-02T03:04:05Z  a      START  one

--timestamp says when it happened.

  $ baton event --agent=a --action=START --timestamp=2025-12-31T23:00:00+01:00 --reason=then
  $ baton events --agent=a --until=2026-01-01
  SEQ  TIME                  AGENT  WHAT   ABOUT
    6  2025-12-31T22:00:00Z  a      START  then

The run is that of .agents/.current_run when none is given.

  $ mkdir .agents && echo run-9 >.agents/.current_run
  $ baton event --agent=a --action=COMPLETED
  $ baton events --run=run-9 --kind telemetry
  SEQ  TIME                  AGENT  WHAT       ABOUT
    7  2026-01-02T03:04:05Z  a      COMPLETED  -

ESCALATE opens an escalation; the same cause again counts.

  $ baton event --agent=/frontend-specialist --action=ESCALATE --reason="needs RLS" --to=backend-engineer
  $ baton event --agent=/frontend-specialist --action=ESCALATE --reason="needs RLS" --to=backend-engineer
  $ baton escalations
  ID  STATE   AGENT                TO                AGE  TIMES  REASON
   1  ▲ open  frontend-specialist  backend-engineer  <1m      2  needs RLS
  $ baton escalation show 1
  Escalation           1
  Reason               needs RLS
  State                ▲ open
  Agent                frontend-specialist
  To                   backend-engineer
  Should take it       backend-engineer: it was said
  Run                  run-9
  Known from           cli
  Because              the agent reported it
  Said                 2 times
  Id                   <id>
  First                2026-01-02T03:04:05.000Z (<1m)
  Last                 2026-01-02T03:04:05.000Z (<1m)
  
  History
    SEQ  TIME                  WHO                  WHAT      ABOUT
     10  2026-01-02T03:04:05Z  frontend-specialist  ESCALATE  needs RLS
     11  2026-01-02T03:04:05Z  frontend-specialist  ESCALATE  needs RLS
  $ baton needs
  ▲ escalation 1  frontend-specialist → backend-engineer  <1m  needs RLS

What is missing or cannot be read.

  $ baton event --agent=a --reason=x
  baton: an event needs --action, as in: baton event --agent=qa-engineer --action=START
  [2]
  $ baton event --action=
  baton: an event needs --action, as in: baton event --agent=qa-engineer --action=START
  [2]
  $ baton event --action=START --timestamp=noon
  baton: --timestamp does not understand 'noon': say a time as in 2026-01-02T03:04:05Z
  [2]
  $ baton event --action=START --id=
  baton: --id is empty; leave it out to have one made
  [2]
  $ baton event --action
  baton: --action needs a value: --action ACTION
  [2]

Words that a shell left over from an unquoted reason are kept too.

  $ baton event --agent=b --action=START --reason=all tests pass
  $ baton events --agent=b --json | grep -o '"words":\[[^]]*\]'
  "words":["tests","pass"]

  $ baton verify
  13 events: the chain holds, and the projections are what the events say.
