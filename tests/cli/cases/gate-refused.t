requires: git

What the gate refuses, and how it says so.

  $ export BATON_DATA=$PWD/../data
  $ me=$(id -un)
  $ plain() { sed -E -e "s/\b$me\b/ME/g" -e 's/\b[0-9a-f]{8}\b/<short>/g'; }
  $ mkdir -p .agents .claude/agents
  $ for who in backend-engineer qa-engineer; do
  >   printf -- '---\nname: %s\ndescription: Rates.\n---\n' $who >.claude/agents/$who.md
  > done
  $ printf '# Handoff\n\nFrom: backend-engineer\n\n## Accomplishments\n- Rates\n' >.agents/active_handoff.md
  $ baton handoff submit 2>&1 | plain
  .agents/active_handoff.md:1: artifact: says nothing of blockers or questions; add "**Blockers**: none" when there are none
  .agents/active_handoff.md:1: artifact: recommends no next agent; add "**Recommended next agent**: /name"
  .agents/active_handoff.md:6: artifact: no accomplishment cites a file; write `path:first-last` behind each
  Handoff 1 is a draft at <short>: the receiver is not known.  Name it in .agents/active_handoff.md, or with --to.
  $ baton handoff approve 1 2>&1 | plain
  baton: handoff 1 cannot take 'approve': it is a draft: its author or receiver is not known
  $ baton handoff approve 7
  baton: there is no handoff '7'; 'baton handoffs' lists them all
  [1]
  $ baton handoff approve
  baton: 'handoff approve' needs ID: baton handoff approve ID
  [2]
  $ baton handoff wait 1 --timeout soon
  baton: --timeout does not understand 'soon': say 90s, 15m, 2h or 3d
  [2]
  $ baton handoff comment 1
  baton: a comment needs --comment TEXT or --line FILE:LINE:TEXT
  [2]
  $ baton handoff comment 1 --line nowhere
  baton: --line wants FILE:LINE:TEXT, as in src/rates.c:14:'use the table', not 'nowhere'
  [2]
  $ echo 'a remark from a pipe' | baton handoff comment 1 --comment - 2>&1 | plain
  The comment of ME on handoff 1 is kept; its state is draft, as before.
  $ baton handoff waive 1 scope
  baton: to waive a check needs a reason: --comment TEXT
  [2]
  $ baton handoff revoke 1
  baton: to revoke an approval needs a reason: --comment TEXT
  [2]

Inside an agent client only people's words are refused, and the try is recorded.

  $ baton handoff submit --to qa-engineer 2>&1 | plain
  .agents/active_handoff.md:1: artifact: says nothing of blockers or questions; add "**Blockers**: none" when there are none
  .agents/active_handoff.md:1: artifact: recommends no next agent; add "**Recommended next agent**: /name"
  .agents/active_handoff.md:6: artifact: no accomplishment cites a file; write `path:first-last` behind each
  Handoff 1 is submitted at <short>, from backend-engineer (the artifact says so) to qa-engineer; 1 of 3 checks failed (artifact).  'baton handoff wait 1' waits for the decision.
  $ CLAUDECODE=1 baton handoff approve 1
  baton: only a human may approve, and this runs inside of Claude Code (CLAUDECODE is set); use a terminal of your own
  [1]
  $ CLAUDECODE=1 baton handoff reject 1
  baton: only a human may reject, and this runs inside of Claude Code (CLAUDECODE is set); use a terminal of your own
  [1]
  $ BATON_AGENT=qa-engineer baton handoff approve 1
  baton: only a human may approve, and this runs inside of an agent's shell (BATON_AGENT is set); use a terminal of your own
  [1]
  $ CLAUDECODE=1 baton trust --all
  baton: only a human may trust, and this runs inside of Claude Code (CLAUDECODE is set); use a terminal of your own
  [1]
  $ echo a-long-secret | CLAUDECODE=1 baton redact
  baton: only a human may redact, and this runs inside of Claude Code (CLAUDECODE is set); use a terminal of your own
  [1]
  $ CLAUDECODE=1 baton handoff comment 1 --comment 'from inside' 2>&1 | plain
  The comment of ME on handoff 1 is kept; its state is submitted, as before.
  $ baton events --json | grep -c '"kind":"gate.refused"'
  5
  $ baton handoff show 1 --json | grep '"state"' | head -1
    "state": "submitted",
  $ CLAUDECODE=1 baton doctor --json | grep '"agent client"'
  {"check":"agent client","level":"warn","text":"inside Claude Code (CLAUDECODE is set): approve, reject, waive, revoke, trust and answer are refused here","mend":"decide from a terminal of your own"},

A handoff taken back, and one that a later one replaced, end the wait with 1.

  $ baton handoff withdraw 1 --agent backend-engineer 2>&1 | plain
  Handoff 1 is withdrawn; nobody needs to decide on it.
  $ baton handoff wait 1 2>&1 | plain
  Handoff 1 is withdrawn at <short> by backend-engineer
  ME commented before:
  from inside
  $ baton handoff approve 1
  baton: handoff 1 cannot take 'approve': it is withdrawn; backend-engineer withdrew it at 2026-01-02T03:04:05.000Z
  [1]

Off the list until later.

  $ printf '# Handoff\n\nFrom: backend-engineer\nTo: qa-engineer\n\n## Accomplishments\n- More rates\n' >.agents/active_handoff.md
  $ baton handoff submit 2>&1 | plain
  .agents/active_handoff.md:1: artifact: says nothing of blockers or questions; add "**Blockers**: none" when there are none
  .agents/active_handoff.md:7: artifact: no accomplishment cites a file; write `path:first-last` behind each
  Handoff 2 is submitted at <short>, from backend-engineer (the artifact says so) to qa-engineer; 1 of 3 checks failed (artifact).  'baton handoff wait 2' waits for the decision.
  $ baton needs snooze handoff 2 --for 2h
  Put off until 2026-01-02T05:04Z: handoff 2.  'baton needs unsnooze handoff 2' brings it back.
  $ baton needs
  Nothing needs you.
  1 more is put off: 'baton needs --snoozed'.
  $ baton needs --snoozed
  ⇄ handoff 2  until 2026-01-02T05:04Z  ✘ artifact failed  More rates
  $ baton status --json | grep snoozed
    "snoozed": 1
  $ baton needs snooze handoff 2 --for 2h
  baton: no handoff '2' waits for you; 'baton needs' lists what does
  [1]
  $ baton needs unsnooze handoff 2
  Back again: handoff 2.
  $ baton needs | tr -s ' '
  ⇄ handoff 2 backend-engineer → qa-engineer <1m ✘ artifact failed More rates
  $ baton needs snooze handoff 2
  baton: for how long? --for 30m, 2h or 1d
  [2]

A later handoff takes the place of one that waits; that one's waiter is told.

  $ printf '# Handoff\n\nFrom: backend-engineer\nTo: lead\n\n## Accomplishments\n- All rates\n' >.agents/active_handoff.md
  $ baton handoff submit >/dev/null
  $ baton handoff wait 2 2>&1 | plain
  Handoff 2 is superseded at <short>
  $ baton handoff wait 2 --json | grep -E '^  "(outcome|state)"'
    "state": "superseded",
    "outcome": "superseded"
  $ baton handoff wait 9
  baton: there is no handoff '9'; 'baton handoffs' lists them all
  [1]
  $ baton gate lead
  The gate of lead is shut: handoff 3 from backend-engineer waits for a decision.
  [1]
  $ baton gate qa-engineer
  The gate of qa-engineer is open: nobody hands over to qa-engineer in this run.
  $ baton gate '((('
  baton: '(((' is no name of an agent
  [2]
