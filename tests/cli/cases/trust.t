Programs that a project proposes run when a person trusts them, and not before.

  $ export BATON_DATA=$PWD/../data
  $ mkdir -p .claude/agents .baton bin
  $ printf '#!/bin/sh\necho "it ran here"\nexit 3\n' >bin/try && chmod +x bin/try
  $ cat >.claude/agents/qa-engineer.md <<'END'
  > ---
  > name: qa-engineer
  > description: Looks at rates.
  > ---
  > END
  $ cat >.baton/config.yaml <<'END'
  > checks:
  >   - {name: try it, run: [bin/try, "a word"], timeout: 20}
  > END
  $ baton trust
  try it: not trusted
    runs         bin/try 'a word'
    in           $SCRATCH
    proposed by  .baton/config.yaml:2
  1 of 1 may not run yet: 'baton trust NAME' or 'baton trust --all' lets them.
  $ baton check qa-engineer
  Nothing to mend for qa-engineer: 1 check passed; skipped: artifact (there is no handoff artifact yet), scope (there is no git repository, so nobody knows what was changed), command try it (not trusted).
  $ baton trust nonsense
  baton: nobody proposes 'nonsense'; 'baton trust' lists what is proposed
  [1]
  $ baton trust 'try it'
  Trusted: try it may run bin/try 'a word' in $SCRATCH.
  $ baton trust --json
  [
  {"name":"try it","argv":["bin/try","a word"],"dir":"$SCRATCH","from":".baton/config.yaml:2","trusted":true,"refused":null,"digest":"<digest>"}
  ]
  $ baton check qa-engineer
  command try it: try it ended with status 3
  it ran here
  1 of 4 checks of qa-engineer failed; skipped: artifact (there is no handoff artifact yet), scope (there is no git repository, so nobody knows what was changed).
  [1]
  $ baton check qa-engineer --quick
  Nothing to mend for qa-engineer: 1 check passed; skipped: artifact (there is no handoff artifact yet), scope (there is no git repository, so nobody knows what was changed).
  $ sed -i 's/a word/another/' .baton/config.yaml
  $ baton trust
  try it: not trusted
    runs         bin/try another
    in           $SCRATCH
    proposed by  .baton/config.yaml:2
  1 of 1 may not run yet: 'baton trust NAME' or 'baton trust --all' lets them.
  $ baton check qa-engineer
  Nothing to mend for qa-engineer: 1 check passed; skipped: artifact (there is no handoff artifact yet), scope (there is no git repository, so nobody knows what was changed), command try it (not trusted).
  $ baton trust --all
  Trusted: try it may run bin/try another in $SCRATCH.
  $ baton trust --drop 'try it'
  Trusted no more: try it.
  $ baton trust --all | wc -l
  1

What waits for a decision is checked again when its program may run.

  $ mkdir .agents && printf '# Handoff\n\nFrom: qa-engineer\nTo: lead\n\n## Accomplishments\n- Looked at bin/try\n' >.agents/active_handoff.md
  $ baton trust --drop 'try it' && baton handoff submit >/dev/null
  Trusted no more: try it.
  $ baton handoff show 1 | grep 'try it'
    − skipped          command try it: not trusted
  $ baton trust 'try it'
  Trusted: try it may run bin/try another in $SCRATCH.
  The checks of handoff 1 run again; 'baton handoff show 1' tells.
  $ for n in $(seq 100); do baton handoff show 1 | grep -q 'failed  *command try it' && break; sleep 0.1; done
  $ baton handoff show 1 | grep -A1 'try it'
    ✘ failed           command try it
                       try it ended with status 3
  

What an approval would run is not run untrusted; that is said, and trust that comes later is for later ones.

  $ rm -rf .baton .agents && mkdir -p .baton .agents && printf 'on_approved: [bin/told]\n' >.baton/config.yaml
  $ printf '#!/bin/sh\necho told >>told.txt\n' >bin/told && chmod +x bin/told
  $ printf '# Handoff\n\nFrom: qa-engineer\nTo: lead\n\n## Accomplishments\n- Looked at bin/try\n' >.agents/active_handoff.md
  $ baton handoff submit >/dev/null && baton handoff approve 1 | tail -1
  on_approved failed: not run: not trusted (`baton trust`).
  $ baton handoff show 1 | grep -c 'on_approved failed'
  1
  $ baton handoff show 1 --markdown | grep 'did not follow'
      - did not follow: on_approved failed: not run: not trusted (\`baton trust\`)
  $ baton handoff show 1 --json | grep -c 'not run: not trusted'
  1
  $ baton trust on_approved
  Trusted: on_approved may run bin/told in $SCRATCH.
  $ baton handoffs >/dev/null && ls told.txt 2>&1 | grep -c 'No such file'
  1
  $ baton handoff revoke 1 --comment 'once more' >/dev/null && baton handoff approve 1 >/dev/null && cat told.txt
  told
