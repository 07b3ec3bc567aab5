requires: user

A .baton that cannot be written: lists still answer, and say so.

  $ mkdir -p .claude/tasks && printf -- '- [ ] T-1 One\n' >.claude/tasks/session-current.md
  $ baton tasks
  STATE      REF  AGENT  PLACE                               TASK
  ○ pending  T-1  -      .claude/tasks/session-current.md:1  T-1 One
  $ chmod -R a-w .baton
  $ baton tasks
  STATE      REF  AGENT  PLACE                               TASK
  ○ pending  T-1  -      .claude/tasks/session-current.md:1  T-1 One
  baton: the ledger '$SCRATCH/.baton/state.db' is read-only: what is shown may be older than the files
  $ baton doctor --json | grep '"check":"ledger"'
  {"check":"ledger","level":"ok","text":"2 events, the chain holds","mend":null},
  {"check":"ledger","level":"warn","text":"'$SCRATCH/.baton' cannot be written: what changes is not recorded","mend":"let your user write .baton, or ask its owner"},

An event is not lost: it is spooled, and the next command that can write takes it in.

  $ baton event --agent=a --action=START --reason=kept
  baton: spooled to $SCRATCH/../home/.local/state/baton/spool/<digest>/<id>.json; the next baton that can write the ledger takes it in
  $ chmod -R u+w .baton
  $ baton events --agent=a
  SEQ  TIME                  AGENT  WHAT   ABOUT
    3  2026-01-02T03:04:05Z  a      START  kept

A folder that cannot be written, without .baton.

  $ closed=$TMPDIR/closed; mkdir -p $closed/.claude/tasks && cp .claude/tasks/session-current.md $closed/.claude/tasks/
  $ here=$PWD; chmod a-w $closed && cd $closed
  $ baton tasks
  STATE      REF  AGENT  PLACE                               TASK
  ○ pending  T-1  -      .claude/tasks/session-current.md:1  T-1 One
  baton: nothing can be kept in '$SCRATCH/../tmp/closed/.baton': what is shown is read-only and lasts until baton ends
  $ ls -A
  .claude

A file that cannot be read.

  $ cd "$here" && chmod a-r .claude/tasks/session-current.md
  $ baton tasks
  STATE      REF  AGENT  PLACE                               TASK
  ○ pending  T-1  -      .claude/tasks/session-current.md:1  T-1 One
  $ baton parse .claude/tasks/session-current.md
  baton: cannot read '.claude/tasks/session-current.md': Permission denied
  [1]
  $ baton doctor --json | grep '"bad"'
  {"check":"files","level":"bad","text":"1 of 1 watched files cannot be read, such as '.claude/tasks/session-current.md'","mend":"let your user read them"},
