Decisions and maps of files are read where they stand; no ledger is made for them.

  $ baton records
  No records yet: a file such as .claude/agents/DECISIONS.md fills this list.
  $ mkdir -p .claude/agents
  $ cat >.claude/agents/DECISIONS.md <<'EOF'
  > # Decisions
  > 
  > ## ADR-001 — One database
  > **Status:** Accepted
  > **Date:** 2026-04-12
  > **By:** backend-engineer
  > **Reason:** two were slow
  > 
  > ## Frontend
  > 
  > | Decision | Rationale |
  > |----------|-----------|
  > | No cookies | tokens do |
  > EOF
  $ cat >FILE-MAP.md <<'EOF'
  > | Path | Purpose |
  > |------|---------|
  > | `src/app.ts` | where it starts |
  > EOF
  $ baton records
  KIND      REF      DATE        BY                STATUS    WHERE                           WHAT
  decision  ADR-001  2026-04-12  backend-engineer  Accepted  .claude/agents/DECISIONS.md:3   One database — two were slow
  decision  -        -           -                 -         .claude/agents/DECISIONS.md:13  No cookies — tokens do
  file      -        -           -                 -         FILE-MAP.md:3                   src/app.ts — where it starts
  $ baton records --kind=file --json
  [
  {"line":3,"at":{"line":3,"col":3,"end":13},"kind":"file","ref":null,"title":"src/app.ts","date":null,"author":null,"status":null,"reason":"where it starts","section":[],"file":"FILE-MAP.md"}
  ]
  $ baton records --kind=decision --json | grep -c '"kind":"decision"'
  2
  $ baton records --kind=task
  baton: --kind: 'task' is none of decision, file
  [2]
  $ test -e .baton/state.db
  [1]
  $ rm FILE-MAP.md && mkdir FILE-MAP.md
  $ baton records --kind=file
  No records match.
  baton: cannot read 'FILE-MAP.md': Is a directory
  [1]
