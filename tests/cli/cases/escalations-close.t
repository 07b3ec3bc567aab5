An escalation goes away when its cause does, and it is said why.

  $ export BATON_DATA=$PWD/../data
  $ git init -q .; git config user.email a@example.org; git config user.name A
  $ mkdir -p .claude/agents .agents packages/core apps/web
  $ cat >.claude/agents/backend-engineer.md <<'END'
  > ---
  > name: backend-engineer
  > description: Builds it
  > ---
  > ## Sandbox
  > - **Read/Write Scope**: `packages/core/`
  > - **Read-Only References**: `apps/web/`
  > END
  $ sed -e s/backend-engineer/ui-designer/ -e 's,packages/core,apps/web,' -e /Read-Only/d .claude/agents/backend-engineer.md >.claude/agents/ui-designer.md
  $ printf '# Tasks\n\n| ID | Task | Owner | Status |\n|---|---|---|---|\n| T-7 | Seed the rates | qa-engineer | blocked |\n' >TASKS.md
  $ git add -A; git commit -qm 'begin'
  $ baton tasks | head -1
  STATE      REF  AGENT        PLACE       TASK
  $ echo a >packages/core/a.ts; echo b >apps/web/b.css
  $ printf '1. **Accomplishments**: `packages/core/a.ts:1`\n2. **Blockers**: None\n3. **Recommended Next Agent**: Route to /ui-designer.\n' >.agents/active_handoff.md
  $ baton handoff submit --from backend-engineer | grep -c scope
  2
  $ baton escalations
  ID  STATE   AGENT             TO            AGE  TIMES  REASON
   1  ▲ open  qa-engineer       -             <1m      1  T-7 Seed the rates is blocked
   2  ▲ open  backend-engineer  ui-designer?  <1m      1  apps/web/b.css is read-only for backend-engineer (apps/web/**)

The file goes: no revision moves by that, and still the check looks again.

  $ baton watch --for 20s >../lines & lines=$!
  $ shown() { for _ in $(seq 500); do grep -q "$1" ../lines 2>/dev/null && return; sleep 0.02; done; echo "no '$1'"; }
  $ shown Watching
  $ rm apps/web/b.css
  $ baton handoff refresh 1 | grep scope:
  [1]
  $ shown 'Escalation 2 closed'
  $ sed -i s/blocked/done/ TASKS.md; baton escalations --all
  ID  STATE       AGENT             TO  AGE  TIMES  REASON
   1  ✔ resolved  qa-engineer       -   <1m      1  T-7 Seed the rates is blocked
   2  ✔ resolved  backend-engineer  -   <1m      1  apps/web/b.css is read-only for backend-engineer (apps/web/**)
  $ shown 'Escalation 1 closed'; kill $lines; wait $lines
  $ grep Escalation ../lines
  03:04:05  Escalation 2 closed by itself (the scope check of handoff 1 passed): apps/web/b.css is read-only for backend-engineer (apps/web/**)
  03:04:05  Escalation 1 closed by itself (T-7 is done): T-7 Seed the rates is blocked
  $ baton escalation show 2 | grep Closed
  Closed by itself     the scope check of handoff 1 passed

A task that is routed is not the one that it is about.

  $ mkdir -p .claude/tasks; printf '# Session\n\n## ui-designer\n\n- [ ] Pick colours\n' >.claude/tasks/session-current.md
  $ baton escalate --agent backend-engineer --to ui-designer --reason 'T-8 needs a picture'
  Escalation 3 is open: ui-designer should take it (it was said).
  $ baton escalation route 3
  Escalation 3 is routed to ui-designer: its task is at .claude/tasks/session-current.md:6.
  $ tail -1 .claude/tasks/session-current.md; baton tasks | grep 'escalation 3'
  - [ ] Look at T-8 needs a picture (escalation 3)
  ○ pending  -    ui-designer  .claude/tasks/session-current.md:6  Look at T-8 needs a picture (escalation 3)

A session file that is one task takes no other: it is said what is left to do.

  $ printf -- '---\ntask: Rates\nstatus: pending\nagent: backend-engineer\n---\n# Session\n' >.claude/tasks/session-current.md
  $ baton escalate --agent backend-engineer --to ui-designer --reason 'needs a map'
  Escalation 4 is open: ui-designer should take it (it was said).
  $ baton escalation route 4
  baton: escalation 4 was not routed: .claude/tasks/session-current.md:2: the file is one task: a new one is a new file; tell ui-designer yourself, then 'baton escalation resolve 4'
  [1]
