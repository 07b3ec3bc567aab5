requires: git

An agent that works in a linked work tree hands over from there, to the ledger of the main one.

  $ export GIT_AUTHOR_DATE=2026-01-01T00:00:00Z GIT_COMMITTER_DATE=2026-01-01T00:00:00Z BATON_DATA=$PWD/../data
  $ plain() { sed -E -e "s/\b$(id -un)\b/ME/g" -e 's/\b[0-9a-f]{8}\b/<short>/g'; }
  $ git init -q -b main . && git config user.name Vera && git config user.email vera@example.org
  $ mkdir -p .claude/agents .baton src
  $ for who in backend-engineer qa-engineer; do
  >   printf -- '---\nname: %s\ndescription: Rates.\n---\n' $who >.claude/agents/$who.md
  > done
  $ echo 'clock: no' >.baton/config.yaml && baton init >/dev/null
  $ echo 'int rate;' >src/rates.c
  $ git add -A && git commit -qm start && git ls-files .baton
  .baton/.gitignore
  .baton/config.yaml
  $ git worktree add -q -b rates ../rates && cd ../rates
  $ mkdir .agents && echo 'int rates[8];' >>src/rates.c
  $ printf '# Handoff\n\nFrom: backend-engineer\nTo: qa-engineer\n\n## Accomplishments\n- Rates, `src/rates.c:2`\n\n## Blockers\n- none\n' >.agents/active_handoff.md
  $ cd src && baton handoff submit 2>&1 | plain
  Handoff 1 is submitted at <short>, from backend-engineer (the artifact says so) to qa-engineer; no check failed.  'baton handoff wait 1' waits for the decision.
  $ baton handoff diff 1 | grep '^[+-]int'
  +int rates[8];
  $ cd ../../project && git status --short
  $ baton handoffs | plain
  ID  STATE        FROM              TO           AGE  SUMMARY
   1  ⇄ submitted  backend-engineer  qa-engineer  <1m  Rates, `src/rates.c:2`
  $ baton handoff approve 1 | plain
  Handoff 1 approved at <short> by ME; the gate of qa-engineer is open.
  $ grep -c 'Handoff 1: approved' ../rates/.agents/active_handoff.md
  1
  $ ls -A ../rates/.baton
  .gitignore
  config.yaml
