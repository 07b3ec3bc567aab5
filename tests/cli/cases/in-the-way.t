Something else where .baton should be: what the files say is shown all the same, and why nothing is kept.

  $ mkdir -p .claude/tasks && printf -- '- [ ] T-1 One\n' >.claude/tasks/session-current.md
  $ echo 'a note of somebody' >.baton
  $ baton tasks
  STATE      REF  AGENT  PLACE                               TASK
  ○ pending  T-1  -      .claude/tasks/session-current.md:1  T-1 One
  baton: nothing can be kept in '$SCRATCH/.baton': what is shown is read-only and lasts until baton ends
  $ baton event --agent=a --action=START
  baton: spooled to $SCRATCH/../home/.local/state/baton/spool/<digest>/<id>.json; the next baton that can write the ledger takes it in
  $ baton init
  baton: '$SCRATCH/.baton' is no folder, so nothing can be kept in it: move it away
  [1]
  $ baton verify
  There is no ledger yet: nothing to verify.
  $ baton doctor --json | grep '"ledger"'
  {"check":"ledger","level":"bad","text":"'$SCRATCH/.baton' is no folder: nothing can be kept in it","mend":"move it away"},
  $ cat .baton
  a note of somebody

It is moved away, and the event is there.

  $ mv .baton note
  $ baton events --agent=a
  SEQ  TIME                  AGENT  WHAT   ABOUT
    1  2026-01-02T03:04:05Z  a      START  -

A link to nothing.

  $ rm -rf .baton && ln -s nowhere .baton
  $ baton tasks
  STATE      REF  AGENT  PLACE                               TASK
  ○ pending  T-1  -      .claude/tasks/session-current.md:1  T-1 One
  baton: nothing can be kept in '$SCRATCH/.baton': what is shown is read-only and lasts until baton ends
  $ baton init
  baton: '$SCRATCH/.baton' is no folder, so nothing can be kept in it: move it away
  [1]
  $ ls -A
  .baton
  .claude
  note
