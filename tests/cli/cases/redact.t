requires: git

A secret that leaked into the ledger is taken out of it; the ledger still verifies.

  $ baton event --agent=backend-engineer --action=START --reason='the token is tok-4711-abcdef ok'
  $ baton event --agent=backend-engineer --action=NOTE --reason='nothing here'
  $ mkdir -p .agents
  $ printf '# Handoff\n\nFrom: a\nTo: b\n\n## Accomplishments\n- used tok-4711-abcdef for the call\n' >.agents/active_handoff.md
  $ baton handoff submit >/dev/null
  $ grep -ac tok-4711-abcdef .baton/state.db* | grep -vc ':0$'
  1
  $ baton search token | wc -l
  2
  $ cat .baton/index.db* | grep -ac tok-4711-abcdef
  1
  $ echo tok-4711-abcdef | baton redact --reason 'a token leaked' | sed 's/of [0-9]* events/of N events/'
  Taken out of N events; 'baton verify' still holds.  Files outside of the ledger are yours to clean, and the secret is to be changed.
  $ cat .baton/state.db* .baton/index.db* | grep -ac tok-4711-abcdef
  0
  [1]
  $ baton events --json --agent backend-engineer | grep -o 'the token is [^"]*'
  the token is [redacted] ok
  $ baton verify | sed 's/^[0-9]* //'
  events: the chain holds, and the projections are what the events say.
  $ baton rebuild >/dev/null && baton verify | sed 's/^[0-9]* //'
  events: the chain holds, and the projections are what the events say.
  $ baton handoff show 1 --markdown | grep -A5 '^## Artifact'
  ## Artifact
  
  Something was taken out of it since: it is not what was decided on, byte by byte.
  
  ```markdown
  # Handoff
  $ baton handoff export 1 ../dossier
  Handoff 1 is written to '../dossier'; its README.md says how to verify it with sha256sum and ssh-keygen.
  $ grep -c 'taken out of an artifact' ../dossier/README.md
  1
  $ grep -rc tok-4711 ../dossier | grep -vc ':0$'
  0
  [1]
  $ (cd ../dossier && sha256sum -c SHA256SUMS | grep -vc OK)
  0
  [1]
  $ echo tok-4711-abcdef | baton redact
  baton: no event holds that text: nothing was changed
  [1]
  $ printf 'abc' | baton redact
  baton: a text of less than 4 bytes stands in too many places: give all of it
  [1]
  $ baton redact tok-4711-abcdef
  baton: 'redact' cannot use 'tok-4711-abcdef'; see 'baton help redact'
  [2]
