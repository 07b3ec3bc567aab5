What cannot be written was not said.

  $ mkdir -p .claude/tasks && yes -- '- [ ] one of many tasks with a title' | head -5000 >.claude/tasks/session-current.md
  $ baton tasks >/dev/full
  baton: cannot write the output: No space left on device
  [1]
  $ baton tasks >&-
  baton: cannot write the output: Bad file descriptor
  [1]
  $ baton help >/dev/full
  baton: cannot write the output: No space left on device
  [1]

A reader that went away needs no words about it.

  $ { baton tasks --json; echo "ended with $?" >&2; } | head -1 >/dev/null
  ended with 1

An event with its outputs closed is recorded all the same.

  $ baton event --agent=a --action=START <&- >&- 2>&-
  $ baton events --agent=a
   SEQ  TIME                  AGENT  WHAT   ABOUT
  5002  2026-01-02T03:04:05Z  a      START  -
