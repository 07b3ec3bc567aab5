requires: ssh-keygen
requires: ssh-agent

Whose key signs, and what is said when it cannot or does not count.

  $ export BATON_DATA=$PWD/../data
  $ me=$(id -un)
  $ plain() { sed -E -e "s/\b$me\b/ME/g" -e 's/\b[0-9a-f]{8}\b/<short>/g' -e 's/\b[0-9a-f]{12}\b/<short>/g' -e 's|SHA256:[A-Za-z0-9+/]*|SHA256:…|g'; }
  $ mkdir -p .agents .claude/agents .baton ../keys
  $ for who in backend-engineer qa-engineer; do
  >   printf -- '---\nname: %s\ndescription: Rates.\n---\n' $who >.claude/agents/$who.md
  > done
  $ for key in mine other; do ssh-keygen -q -t ed25519 -N '' -C $key -f ../keys/$key; done
  $ ssh-keygen -q -t ed25519 -N 'a passphrase' -C locked -f ../keys/locked
  $ cat >.baton/config.yaml <<END
  > people:
  >   - {name: Vera, unix: $me, key: vera@example.org, roles: [lead]}
  > approvals: {signed: true, rules: [{role: lead}]}
  > END
  $ echo "vera@example.org $(cut -d' ' -f1,2 ../keys/mine.pub)" >.baton/allowed_signers
  $ cp .baton/allowed_signers ../trusted
  $ printf '# Handoff\n\nFrom: backend-engineer\nTo: qa-engineer\n\n## Accomplishments\n- Rates\n' >.agents/active_handoff.md
  $ baton handoff submit >/dev/null

No key, a key that is not there, one that is locked, one that nobody lists.

  $ baton handoff approve 1 2>&1 | plain
  baton: handoff 1 was not decided on: it has to be signed; give the key with --key FILE, or set approvals.key
  $ baton handoff approve 1 --key ../keys/none 2>&1 | plain
  baton: cannot sign with '../keys/none': No such file or directory
  $ baton handoff approve 1 --key ../keys/locked 2>&1 | plain
  baton: the decision was not signed: '../keys/locked' asks for a passphrase, and there is no terminal to ask on; ssh-add it, or decide in a terminal
  $ baton handoff approve 1 --key ../keys/other 2>&1 | plain
  baton: handoff 1 was not decided on: the signature does not verify as 'vera@example.org' with '$SCRATCH/.baton/allowed_signers': it was not made with a key that is listed for 'vera@example.org'
  $ baton gate qa-engineer
  The gate of qa-engineer is shut: handoff 1 from backend-engineer waits for a decision.
  [1]

One that an agent holds, by its public half.

  $ eval "$(ssh-agent -s)" >/dev/null && ssh-add -q ../keys/mine && mv ../keys/mine ../keys/away
  $ baton handoff approve 1 --key ../keys/mine.pub 2>&1 | plain
  Handoff 1 approved at <short> by Vera (signed as vera@example.org); failed or not finished: artifact; the gate of qa-engineer is open.
  $ ssh-agent -k >/dev/null
  $ baton gate qa-engineer
  The gate of qa-engineer is open: handoff 1 from backend-engineer was approved by Vera.
  $ baton handoff show 1 | grep -A1 Decisions | plain
  Decisions
    ✔ approved         Vera at <short>, 2026-01-02T03:04:05Z (verified)

A key that is removed later still counts where a decision by a key of today covers the list that had it.

  $ printf '# Handoff\n\nFrom: qa-engineer\nTo: lead\n\n## Accomplishments\n- Looked at rates\n' >.agents/handoff.md
  $ baton handoff submit --file .agents/handoff.md >/dev/null
  $ echo "vera@example.org $(cut -d' ' -f1,2 ../keys/other.pub)" >>.baton/allowed_signers
  $ baton handoff reject 2 --comment 'a new key' --key ../keys/other | plain
  Handoff 2 rejected at <short> by Vera (signed as vera@example.org); qa-engineer mends it and submits it again.
  $ sed -i 1d .baton/allowed_signers
  $ baton gate qa-engineer
  The gate of qa-engineer is open: handoff 1 from backend-engineer was approved by Vera.
  $ baton handoff show 1 | grep -A2 Decisions | plain
  Decisions
    ✔ approved         Vera at <short>, 2026-01-02T03:04:05Z (verified, key
                       removed since)
  $ baton verify | sed 's/^[0-9]* //'
  events: the chain holds, and the projections are what the events say.
  signed decisions: every signature verifies.

A list of one's own is strict.

  $ cat ../trusted .baton/allowed_signers >../both
  $ baton verify --signers ../both | sed 's/^[0-9]* //'
  events: the chain holds, and the projections are what the events say.
  signed decisions: every signature verifies.
  $ baton verify --signers .baton/allowed_signers 2>&1 | plain
  baton: event 10 (handoff.decided), handoff 1 approved by 'Vera', does not verify: it was not made with a key that is listed for 'vera@example.org'
  $ baton verify --signers nowhere
  baton: cannot use the signers in 'nowhere': No such file or directory
  [1]
  $ echo "* $(cut -d' ' -f1,2 ../keys/other.pub)" >../everybody
  $ baton verify --signers ../everybody
  baton: $SCRATCH/../everybody:1: a principal that is only wild cards would let this key sign as anybody; name who it is
  [1]
  $ echo "nonsense" >../broken
  $ baton verify --signers ../broken
  baton: $SCRATCH/../broken:1: no type of key stands behind the principal; a line is 'PRINCIPAL [OPTIONS] ssh-ed25519 KEY'
  [1]

The signature alone is not enough: of another text, of another name for its use.

  $ baton handoff export 1 ../dossier >/dev/null
  $ cd ../dossier
  $ ssh-keygen -Y verify -f allowed_signers -I vera@example.org -n baton-decision -s decisions/1.sig <decisions/1.statement | plain
  Good "baton-decision" signature for vera@example.org with ED25519 key SHA256:…
  $ ssh-keygen -Y verify -f allowed_signers -I vera@example.org -n file -s decisions/1.sig <decisions/1.statement 2>/dev/null
  Could not verify signature.
  [255]
  $ sed 's/approved/rejected/' decisions/1.statement | ssh-keygen -Y verify -f allowed_signers -I vera@example.org -n baton-decision -s decisions/1.sig 2>/dev/null
  Could not verify signature.
  [255]
  $ cd - >/dev/null

Doctor looks at the list as well.

  $ signers() { baton doctor --json | grep '"check":"signers"'; }
  $ signers
  {"check":"signers","level":"ok","text":"'$SCRATCH/.baton/allowed_signers' lists a key of 'vera@example.org'","mend":null},
  $ cat ../trusted >>.baton/allowed_signers; signers
  {"check":"signers","level":"ok","text":"'$SCRATCH/.baton/allowed_signers' lists a key of 'vera@example.org'","mend":null},
  $ echo 'vera@example.org nonsense' >.baton/allowed_signers; signers
  {"check":"signers","level":"bad","text":"$SCRATCH/.baton/allowed_signers:1: it has an option that is not known; there are cert-authority, namespaces, valid-after, valid-before","mend":"mend it: ssh-keygen(1) tells how, at ALLOWED SIGNERS"},
  $ echo "otto@example.org $(cut -d' ' -f1,2 ../keys/other.pub)" >.baton/allowed_signers; signers
  {"check":"signers","level":"warn","text":"'$SCRATCH/.baton/allowed_signers' lists no key of 'vera@example.org': what it signs does not verify","mend":"add a line 'vera@example.org KEYTYPE KEY'"},
  $ rm .baton/allowed_signers; signers
  [1]
