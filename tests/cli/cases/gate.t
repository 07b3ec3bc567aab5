requires: git
requires: ssh-keygen
requires: sqlite3

Work goes from one agent to the next: handed over, checked, sent back, mended, approved by a key, and proven.

  $ export GIT_AUTHOR_DATE=2026-01-01T00:00:00Z GIT_COMMITTER_DATE=2026-01-01T00:00:00Z BATON_DATA=$PWD/../data
  $ me=$(id -un)
  $ plain() { sed -E -e "s/\b$me\b/ME/g" -e 's/\b[0-9a-f]{8}\b/<short>/g'; }
  $ git init -q -b main . && git config user.name Vera && git config user.email vera@example.org
  $ mkdir -p .claude/agents .claude/tasks .agents src docs ../keys
  $ cat >.claude/agents/backend-engineer.md <<'END'
  > ---
  > name: backend-engineer
  > description: Rates.
  > ---
  > ## Write scope
  > - `src/**`
  > END
  $ cat >.claude/agents/qa-engineer.md <<'END'
  > ---
  > name: qa-engineer
  > description: Looks at rates.
  > ---
  > END
  $ printf 'run-7\n' >.agents/.current_run
  $ printf '# Session\n\n## Tasks\n\n- [ ] T-1 Rates @backend-engineer\n' >.claude/tasks/session-current.md
  $ printf 'int rate;\n' >src/rates.c
  $ printf '.baton/\n' >.gitignore
  $ git add -A && git commit -qm start
  $ ssh-keygen -q -t ed25519 -N '' -C lead -f ../keys/lead
  $ mkdir -p .baton && echo "vera@example.org $(cut -d' ' -f1,2 ../keys/lead.pub)" >.baton/allowed_signers
  $ cat >.baton/config.yaml <<END
  > people:
  >   - {name: Vera, unix: $me, key: vera@example.org, roles: [lead]}
  > approvals:
  >   signed: true
  >   key: $PWD/../keys/lead
  >   rules:
  >     - {role: lead, count: 1}
  > budgets: {"src/*.c": 5}
  > END

The agent checks itself before it hands over.

  $ baton event --agent=backend-engineer --action=START --run_id=run-7
  $ for n in 1 2 3 4 5 6 7; do echo "int rate$n;" >>src/rates.c; done
  $ echo stray >docs/out.md
  $ cat >.agents/active_handoff.md <<'END'
  > # Handoff
  > 
  > From: backend-engineer
  > To: qa-engineer
  > 
  > ## Accomplishments
  > - Rates, see `src/rates.c:1-8`
  > 
  > ## Blockers
  > - none
  > 
  > ## Next agent
  > - qa-engineer
  > END
  $ baton check backend-engineer
  docs/out.md: scope: is outside of the write scope of backend-engineer
  .claude/tasks/session-current.md:5: session: "T-1 Rates @backend-engineer" is still pending
  src/rates.c:6: budget: has 8 lines, and src/*.c allows 5
  3 of 5 checks of backend-engineer failed.
  [1]
  $ baton handoff submit --agent backend-engineer 2>&1 | plain
  docs/out.md: scope: is outside of the write scope of backend-engineer
  .claude/tasks/session-current.md:5: session: "T-1 Rates @backend-engineer" is still pending
  src/rates.c:6: budget: has 8 lines, and src/*.c allows 5
  Handoff 1 is submitted at <short>, from backend-engineer (the artifact says so) to qa-engineer; 3 of 5 checks failed (scope, session and budget).  'baton handoff wait 1' waits for the decision.
  $ baton gate qa-engineer 2>&1 | plain
  The gate of qa-engineer is shut: handoff 1 from backend-engineer waits for a decision.
  $ baton gate backend-engineer
  The gate of backend-engineer is open: nobody hands over to backend-engineer in this run.
  $ baton needs | tr -s ' '
  ⇄ handoff 1 backend-engineer → qa-engineer <1m ✘ 3 checks failed Rates, see `src/rates.c:1-8`
  $ baton handoff diff 1 | grep '^+int' | head -2
  +int rate1;
  +int rate2;

A waiter waits; a person sends it back with comments on lines.

  $ baton handoff wait 1 --timeout 1s
  Handoff 1 is still submitted: nobody has decided yet.
  [4]
  $ CLAUDECODE=1 baton handoff comment 1 --line src/rates.c:8:'one too many' >/dev/null
  $ baton handoff reject 1 --comment 'too long' --line src/rates.c:3:'split it' --line .agents/active_handoff.md:7:'name the lines' 2>&1 | plain
  Handoff 1 rejected at <short> by Vera (signed as vera@example.org); backend-engineer mends it and submits it again.
  $ baton handoff wait 1 2>&1 | plain
  Handoff 1 is rejected at <short> by Vera
  too long
  src/rates.c:3: split it
  .agents/active_handoff.md:7: name the lines
  Vera commented before:
  src/rates.c:8: one too many
  docs/out.md: scope: is outside of the write scope of backend-engineer
  .claude/tasks/session-current.md:5: session: "T-1 Rates @backend-engineer" is still pending
  src/rates.c:6: budget: has 8 lines, and src/*.c allows 5
  Mend this, then run 'baton handoff submit'.
  $ baton handoff reject 1 2>&1 | plain
  baton: handoff 1 cannot take 'reject': it is rejected: its author has to submit it again; Vera rejected it at 2026-01-02T03:04:05.000Z: too long
  $ grep -c 'too long' .agents/active_handoff.md
  1

The agent mends it and submits again; the approval of what was there before is stale.

  $ old=$(baton handoff show 1 --json | sed -n 's/^  "revision": "\(........\).*/\1/p')
  $ git checkout -q src/rates.c && echo 'int rates[8];' >>src/rates.c && rm docs/out.md
  $ sed -i 's/1-8/1-2/' .agents/active_handoff.md
  $ sed -i 's/\[ \] T-1/[x] T-1/' .claude/tasks/session-current.md
  $ baton handoff submit --agent backend-engineer 2>&1 | plain
  Handoff 1 is submitted at <short>, from backend-engineer (the artifact says so) to qa-engineer; no check failed.  'baton handoff wait 1' waits for the decision.
  $ baton handoff approve 1 --revision $old 2>&1 | plain
  baton: handoff 1 was not decided on: <short> is revision 1 and stale, revision 2 (<short>) is the current one; look at it with `baton handoff show 1`
  $ echo 'int more;' >>src/rates.c
  $ baton handoff approve 1 2>&1 | plain
  baton: handoff 1 was not decided on: its revision <short> is stale, these moved since: M src/rates.c; `baton handoff refresh 1` makes the next revision
  $ baton handoff refresh 1 2>&1 | plain
  Handoff 1 is submitted at <short>, from backend-engineer (the artifact says so) to qa-engineer; no check failed.  'baton handoff wait 1' waits for the decision.
  $ (baton handoff wait 1 --timeout 30s 2>&1 | plain >../waited; echo "${PIPESTATUS[0]}" >>../waited) & sleep 0.2
  $ baton handoff approve 1 --comment 'well done' 2>&1 | plain
  Handoff 1 approved at <short> by Vera (signed as vera@example.org); the gate of qa-engineer is open.
  $ wait; cat ../waited
  Handoff 1 is approved at <short> by Vera
  well done
  0
  $ baton gate qa-engineer 2>&1 | plain
  The gate of qa-engineer is open: handoff 1 from backend-engineer was approved by Vera.
  $ baton handoff approve 1 2>&1 | plain
  baton: handoff 1 cannot take 'approve': it is approved; Vera approved it at 2026-01-02T03:04:05.000Z: well done
  $ baton handoffs --json | grep -o '"verdict":"[a-z]*"\|"signed":[a-z]*\|"verified":[a-z]*'
  "verdict":"approved"
  "signed":true
  "verified":true
  $ grep -c 'handoff 1' .claude/tasks/session-current.md
  1
  $ baton verify | sed 's/^[0-9]* //'
  events: the chain holds, and the projections are what the events say.
  signed decisions: every signature verifies.
  $ baton verify --signers .baton/allowed_signers | sed 's/^[0-9]* //'
  events: the chain holds, and the projections are what the events say.
  signed decisions: every signature verifies.

The dossier verifies without baton.

  $ baton handoff export 1 ../dossier
  Handoff 1 is written to '../dossier'; its README.md says how to verify it with sha256sum and ssh-keygen.
  $ (cd ../dossier && sed -n 's/^    \(sha256sum .*\)/\1/p' README.md | sh | grep -vc OK)
  0
  [1]
  $ (cd ../dossier && sed -n 's/^    \(ssh-keygen .*\)/\1/p' README.md | sh) | sed 's/SHA256:.*/SHA256:…/'
  Good "baton-decision" signature for vera@example.org with ED25519 key SHA256:…
  Good "baton-decision" signature for vera@example.org with ED25519 key SHA256:…
  $ baton handoff export 1 ../dossier
  baton: '../dossier' is not empty: name a new folder
  [1]
  $ baton handoff show 1 --markdown | grep '^## '
  ## Decisions
  ## Checks
  ## Accomplishments
  ## Files
  ## Artifact
  ## Accomplishments
  ## Blockers
  ## Next agent
  ## Diff
  ## Revisions
  ## History

Revoked, the gate shuts again; an edited row shows.

  $ baton handoff revoke 1
  baton: to revoke an approval needs a reason: --comment TEXT
  [2]
  $ baton handoff revoke 1 --comment 'a leak' 2>&1 | plain
  The approval of handoff 1 is revoked by Vera (signed as vera@example.org): it is submitted again, and the gate of qa-engineer is shut.
  $ baton gate qa-engineer 2>&1 | plain
  The gate of qa-engineer is shut: handoff 1 from backend-engineer is not approved: ME took the approval back.
  $ baton verify | sed 's/^[0-9]* //'
  events: the chain holds, and the projections are what the events say.
  signed decisions: every signature verifies.
  $ sqlite3 .baton/state.db "drop trigger event_fixed; update event set reason = 'well dons' where reason = 'well done'"
  $ baton verify
  baton: event 30 (handoff.decided) is not what was recorded: the chain breaks there
  [1]
