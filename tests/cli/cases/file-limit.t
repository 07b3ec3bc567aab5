Where a file may not grow any more, baton is not killed: an event is kept elsewhere or refused, never lost.

  $ mkdir -p .claude/tasks && printf -- '- [ ] T-1 One\n' >.claude/tasks/session-current.md
  $ baton event --agent=a --action=START
  $ fill() { for i in $(seq 20); do baton event --agent=a --action=FILL --reason="$(printf '%04000d' "$i")" && echo acknowledged; done; }
  $ (ulimit -f 80; fill) >"$TMPDIR/out" 2>&1; grep -vc 'acknowledged\|spooled to' "$TMPDIR/out"
  0
  [1]
  $ grep -c spooled "$TMPDIR/out" | tr 1-9 n | cut -c 1
  n
  $ (ulimit -f 80; baton tasks)
  baton: the files cannot be taken into the ledger '$SCRATCH/.baton/state.db': Input/output error
  [1]
  $ baton events --limit=100 --json | grep -c FILL
  20
  $ baton verify
  23 events: the chain holds, and the projections are what the events say.
