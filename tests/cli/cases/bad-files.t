Files that are no documents: no crash, and what else is there is still shown.

  $ mkdir -p .claude/tasks .agents
  $ printf -- '- [ ] T-1 Good task\n' >.claude/tasks/session-current.md
  $ head -c 20000 /dev/zero | tr '\0' '\1' >.claude/tasks/session-binary.md
  $ : >.claude/tasks/session-empty.md
  $ mkdir .claude/tasks/session-folder.md
  $ ln -s nowhere .claude/tasks/session-link.md
  $ mkfifo .claude/tasks/session-pipe.md
  $ printf -- '- [ ] T-2 after\0NUL\n' >.claude/tasks/session-nul.md
  $ printf -- '\377\376-\0 \0[\0x\0]\0 \0T\0-\0003\0 \0w\0i\0d\0e\0\n\0' >.claude/tasks/session-wide.md
  $ timeout 60 baton tasks
  STATE      REF  AGENT  PLACE                               TASK
  ○ pending  T-1  -      .claude/tasks/session-current.md:1  T-1 Good task
  ○ pending  T-2  -      .claude/tasks/session-nul.md:1      T-2 afterNUL
  ✔ done     T-3  -      .claude/tasks/session-wide.md:1     T-3 wide

A file of 10 MB, a line of 5 MB, and very many tasks.

  $ { yes 'A paragraph that says nothing of interest, again and again.' | head -c 10485760; echo; echo '- [ ] T-8 At the very end'; } >.agents/TASKS.md
  $ timeout 60 baton tasks --file .agents/TASKS.md
  STATE      REF  AGENT  PLACE                    TASK
  ○ pending  T-8  -      .agents/TASKS.md:174764  T-8 At the very end
  $ { printf -- '- [ ] T-9 '; head -c 5242880 /dev/zero | tr '\0' x; echo; } >.agents/TASKS.md
  $ timeout 60 baton tasks --file .agents/TASKS.md | cut -c 1-60
  STATE      REF  AGENT  PLACE               TASK
  ○ pending  T-9  -      .agents/TASKS.md:1  T-9 xxxxxxxxxxx
  $ yes -- '- [ ] a line of a big file with some text in it to read' | head -n 5000 >.agents/TASKS.md
  $ timeout 60 baton tasks --json --file .agents/TASKS.md | grep -c title
  5000
  $ for f in .claude/tasks/*.md .agents/TASKS.md; do timeout 60 baton parse --json "$f" >/dev/null; echo "$? $f"; done
  0 .claude/tasks/session-binary.md
  0 .claude/tasks/session-current.md
  0 .claude/tasks/session-empty.md
  baton: '.claude/tasks/session-folder.md' is a folder; name a file in it
  1 .claude/tasks/session-folder.md
  baton: cannot read '.claude/tasks/session-link.md': No such file or directory
  1 .claude/tasks/session-link.md
  0 .claude/tasks/session-nul.md
  baton: '.claude/tasks/session-pipe.md' is no regular file; 'baton parse - --name=PATH' reads from a pipe
  1 .claude/tasks/session-pipe.md
  0 .claude/tasks/session-wide.md
  0 .agents/TASKS.md
  $ yes -- '- [ ] a line' | head -c 10485760 | timeout 60 baton parse --json --name TASKS.md - | tail -c 2
  }
