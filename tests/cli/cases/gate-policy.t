requires: ssh-keygen

What the settings of the gate say, as doctor sees it, and a policy that nobody can meet.

  $ export BATON_DATA=$PWD/../data
  $ plain() { sed -E -e "s/\b$(id -un)\b/ME/g" -e 's/\b[0-9a-f]{8}\b/<short>/g'; }
  $ gate() { baton doctor --json | grep -E '"check":"(signatures|policy|person|agent client)"' | plain; }
  $ mkdir -p .agents .claude/agents .baton
  $ for who in backend-engineer qa-engineer; do
  >   printf -- '---\nname: %s\ndescription: Rates.\n---\n' $who >.claude/agents/$who.md
  > done
  $ gate
  {"check":"signatures","level":"ok","text":"ssh-keygen can sign and verify","mend":null},
  {"check":"policy","level":"ok","text":"0 rules, 0 required checks, decisions are not signed","mend":null},
  {"check":"person","level":"ok","text":"ME; the settings name no people, so any person may decide","mend":null},
  {"check":"agent client","level":"ok","text":"not inside one","mend":null},
  $ cat >.baton/config.yaml <<END
  > theme: light
  > people:
  >   - {name: Vera, unix: $(id -un), key: vera@example.org, roles: [lead, owner]}
  >   - {name: Otto, unix: otto, roles: [lead]}
  > approvals:
  >   require: [artifact]
  >   rules:
  >     - {role: lead, count: 2}
  > END
  $ gate
  {"check":"signatures","level":"ok","text":"ssh-keygen can sign and verify","mend":null},
  {"check":"policy","level":"ok","text":"1 rule, 1 required check, decisions are not signed","mend":null},
  {"check":"person","level":"ok","text":"Vera (ME, lead, owner)","mend":null},
  {"check":"agent client","level":"ok","text":"not inside one","mend":null},
  $ baton config theme
  light
  $ baton lint

Two people have to say so, a required check blocks, and a waiver needs a reason.

  $ printf '# Handoff\n\nFrom: backend-engineer\nTo: qa-engineer\n\n## Accomplishments\n- Rates\n' >.agents/active_handoff.md
  $ baton handoff submit 2>&1 | tail -1 | plain
  Handoff 1 is submitted at <short>, from backend-engineer (the artifact says so) to qa-engineer; 1 of 3 checks failed (artifact).  'baton handoff wait 1' waits for the decision.
  $ baton handoff approve 1 2>&1 | plain
  baton: handoff 1 cannot be approved: the required check 'artifact' failed; mend it, or waive it with a reason (`baton handoff waive 1 artifact --comment …`)
  $ baton handoff approve 1 --waive artifact
  baton: --waive needs a reason: --comment TEXT
  [2]
  $ baton handoff waive 1 artifact --comment 'a small thing' | plain
  Handoff 1: artifact waived at <short> by Vera.  'baton handoff approve 1' decides.
  $ baton handoff approve 1 | plain
  Handoff 1: the approval of <short> by Vera is kept; waived: artifact; failed or not finished: artifact; it still needs 1 more lead.
  $ baton handoff approve 1 2>&1 | plain
  baton: handoff 1: Vera has approved this revision already; it still needs somebody else
  $ baton gate qa-engineer | plain
  The gate of qa-engineer is shut: handoff 1 from backend-engineer is not approved: it needs 2 lead.
  $ baton gate qa-engineer --json | grep open
    "open": false,
  $ baton handoff show 1 | sed -n '/Decisions/,/Checks/p' | plain
  Decisions
    ≈ waived           Vera at <short>, 2026-01-02T03:04:05Z (unsigned)
                       a small thing
                       waived: artifact
                       failed or not finished: artifact
    ✔ approved         Vera at <short>, 2026-01-02T03:04:05Z (unsigned)
                       waived: artifact
                       failed or not finished: artifact
  
  Checks

Rules that nobody can meet are an error with its place, and nothing is decided under them.

  $ cat >.baton/config.yaml <<END
  > people:
  >   - {name: Vera, unix: $(id -un), roles: [lead]}
  > approvals:
  >   rules:
  >     - {role: owner}
  > END
  $ gate
  {"check":"signatures","level":"ok","text":"ssh-keygen can sign and verify","mend":null},
  {"check":"policy","level":"bad","text":".baton/config.yaml:5: nobody has the role 'owner'; give it to somebody under 'people:'","mend":"nothing can be decided until it is understood"},
  {"check":"agent client","level":"ok","text":"not inside one","mend":null},
  $ baton handoff approve 1
  baton: nothing may be decided under a policy that is not understood: .baton/config.yaml:5: nobody has the role 'owner'; give it to somebody under 'people:'
  [1]
  $ baton gate qa-engineer
  The gate of qa-engineer is shut: .baton/config.yaml:5: nobody has the role 'owner'; give it to somebody under 'people:'.
  [1]
  $ baton handoffs --json | grep -o '"verified":[a-z]*'
  [1]
  $ baton verify
  baton: 10 events: the chain holds, and the projections are what the events say, but no decision was verified: .baton/config.yaml:5: nobody has the role 'owner'; give it to somebody under 'people:'
  [1]
  $ printf '# nobody yet\n' >../signers
  $ baton verify --signers ../signers
  baton: event 9 (handoff.decided), handoff 1 waived by 'Vera', does not verify: it is not signed
  [1]
  $ sed -i 's/role: owner/role: lead/' .baton/config.yaml && baton verify | sed 's/[0-9][0-9]* events/N events/'
  N events: the chain holds, and the projections are what the events say.
