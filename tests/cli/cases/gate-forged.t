requires: sqlite3

Rows that somebody writes into the ledger behind baton's back open no gate, and show.

  $ export BATON_DATA=$PWD/../data
  $ mkdir -p .agents .claude/agents
  $ for who in backend-engineer qa-engineer; do
  >   printf -- '---\nname: %s\ndescription: Rates.\n---\n' $who >.claude/agents/$who.md
  > done
  $ printf '# Handoff\n\nFrom: backend-engineer\nTo: qa-engineer\n\n## Accomplishments\n- Rates\n' >.agents/active_handoff.md
  $ baton handoff submit >/dev/null
  $ cp -r .baton ../kept

A projection that says approved.

  $ sqlite3 .baton/state.db "update handoff set state = 'approved'"
  $ baton gate qa-engineer
  The gate of qa-engineer is shut: handoff 1 from backend-engineer waits for a decision.
  [1]
  $ baton verify
  baton: the table handoff differs from the ledger in the row '1', column state: `baton rebuild` makes it anew
  [1]

A decision in the list that no event made.

  $ rm -r .baton && cp -r ../kept .baton
  $ sqlite3 .baton/state.db "insert into decision select id, 3, 0, digest, 'approved', 'Vera', 'approved', 0 from handoff; update handoff set state = 'approved'"
  $ baton gate qa-engineer
  The gate of qa-engineer is shut: handoff 1 from backend-engineer waits for a decision.
  [1]
  $ baton handoff show 1 | sed 's/at [0-9a-f]*,/at <short>,/' | grep -A2 Decisions
  [1]
  $ baton verify
  baton: the table handoff differs from the ledger in the row '1', column state: `baton rebuild` makes it anew
  [1]

An event that nobody chained.

  $ rm -r .baton && cp -r ../kept .baton
  $ sqlite3 .baton/state.db .schema | sed -n '/CREATE TABLE event/,/STRICT/p' | tr -s ' \n' ' ' | grep -o 'chain [A-Z]*'
  chain BLOB
  $ sqlite3 .baton/state.db "create temp table e as select * from event where kind = 'handoff.revised' limit 1; update e set seq = (select max(seq) + 1 from event), id = '0190c0de-0000-7000-8000-00000000abcd', kind = 'handoff.decided', body = json_object('verdict', 'approved', 'state', 'approved', 'person', 'Vera', 'revision', (select digest from handoff)); insert into event select * from e; update handoff set state = 'approved'; insert into decision select id, (select max(seq) from event), 0, digest, 'approved', 'Vera', 'approved', 0 from handoff"
  $ baton gate qa-engineer
  The gate of qa-engineer is shut: event 9 of the ledger is not as it was recorded; `baton verify` tells more.
  [1]
  $ baton handoff show 1 | sed 's/at [0-9a-f]*,/at <short>,/' | grep -A2 Decisions
  Decisions
    ✔ approved         Vera at <short>, 2026-01-02T03:04:05Z (NOT VERIFIED: its
                       event 9 is not in the ledger as it was recorded)
  $ baton verify
  baton: event 9 (handoff.decided) is not what was recorded: the chain breaks there
  [1]

A required check that passes because somebody wrote so.

  $ rm -r .baton && cp -r ../kept .baton && printf 'require: [artifact]\n' >.baton/config.yaml
  $ baton handoff approve 1
  baton: handoff 1 cannot be approved: the required check 'artifact' failed; mend it, or waive it with a reason (`baton handoff waive 1 artifact --comment …`)
  [1]
  $ sqlite3 .baton/state.db "update check_result set state = 'passed', findings = '[]' where name = 'artifact'"
  $ baton handoff approve 1
  baton: handoff 1 was not decided on: the check 'artifact' is listed otherwise than the ledger's events say; `baton verify` tells more
  [1]
  $ baton handoff show 1 | grep -A4 '^Checks'
  Checks
  NOT PROVEN           The check 'artifact' is listed otherwise than the ledger's
                       events say; `baton verify` tells more
    ✔ passed           artifact
    − skipped          scope: there is no git repository, so nobody knows what was
  $ baton handoff show 1 --markdown | grep -A2 '^## Checks'
  ## Checks
  
  **These results are not proven.** The check 'artifact' is listed otherwise than the ledger's events say; \`baton verify\` tells more
  $ baton handoff show 1 --json | grep -E 'checks_(trouble|digest)'
        "checks_trouble": "The check 'artifact' is listed otherwise than the ledger's events say; `baton verify` tells more",
  $ baton handoff export 1 ../dossier
  baton: the check 'artifact' is listed otherwise than the ledger's events say; `baton verify` tells more
  [1]
  $ baton rebuild | sed 's/[0-9][0-9]*/N/'
  Folded N events again.
  $ baton handoff approve 1
  baton: handoff 1 cannot be approved: the required check 'artifact' failed; mend it, or waive it with a reason (`baton handoff waive 1 artifact --comment …`)
  [1]
