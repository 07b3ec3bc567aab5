Usage errors are one sentence and end with 2.

  $ baton statsu
  baton: there is no command 'statsu'; did you mean 'status'?
  [2]
  $ baton agent
  baton: 'agent' needs one of these behind it: show, explain; or did you mean 'agents'?
  [2]
  $ baton handoff
  baton: 'handoff' needs one of these behind it: show, submit, wait, approve, reject, comment, waive, withdraw, revoke, refresh, diff, export; or did you mean 'handoffs'?
  [2]
  $ baton handoff frobnicate
  baton: 'handoff' needs one of these behind it: show, submit, wait, approve, reject, comment, waive, withdraw, revoke, refresh, diff, export; or did you mean 'handoffs'?
  [2]
  $ baton handoff aprove 1
  baton: 'handoff' needs one of these behind it: show, submit, wait, approve, reject, comment, waive, withdraw, revoke, refresh, diff, export; or did you mean 'handoffs'?
  [2]
  $ baton handoff --help | grep -c ^usage
  13
  $ baton frobnicate
  baton: there is no command 'frobnicate'; 'baton help' lists them all
  [2]
  $ baton help frobnicate
  baton: there is no command 'frobnicate'; 'baton help' lists them all
  [2]
  $ baton help taks
  baton: there is no command 'taks'; did you mean 'tasks'?
  [2]
  $ baton --frobnicate
  baton: there is no flag --frobnicate before a command; 'baton help' lists them
  [2]
  $ baton --thme=dark
  baton: there is no flag --thme before a command; did you mean --theme?
  [2]
  $ baton -C
  baton: -C needs a value
  [2]
  $ baton tasks --jsn
  baton: 'tasks' has no flag --jsn; did you mean --json?
  [2]
  $ baton tasks -x
  baton: 'tasks' has no flag -x; see 'baton help tasks'
  [2]
  $ baton tasks --json=yes
  baton: --json takes no value
  [2]
  $ baton tasks extra
  baton: 'tasks' cannot use 'extra'; see 'baton help tasks'
  [2]
  $ baton task show
  baton: 'task show' needs X: baton task show X
  [2]
  $ baton task show a b
  baton: 'task show' cannot use 'b'; see 'baton help task show'
  [2]
  $ baton tasks --agent
  baton: --agent needs a value: --agent AGENT
  [2]
  $ baton tasks --state=finished
  baton: 'finished' is no state of a task; states are unknown, pending, in_progress, blocked, review, done, cancelled
  [2]
  $ baton tasks --agent=a --agent=b
  baton: --agent was given twice
  [2]
  $ baton events --limit=0
  baton: --limit needs a number from 1 up, not '0'
  [2]
  $ baton events --since=yesterday
  baton: --since does not understand 'yesterday': say 90s, 15m, 2h, 3d or a time as in 2026-01-02T03:04:05Z
  [2]
  $ baton events --kind=task.stat
  baton: 'task.stat' is no kind of event; did you mean 'task.state'?
  [2]
  $ baton events --kind=frob
  baton: 'frob' is no kind of event; kinds are telemetry, task.state and others that 'baton events --json' shows
  [2]
  $ baton demo --speed=fast
  baton: --speed needs a number from 0.01 to 1000000, not 'fast'
  [2]
  $ baton parse
  baton: 'parse' needs FILE: baton parse FILE
  [2]

What is wrong in the surroundings ends with 1.

  $ baton -C nowhere status
  baton: cannot enter 'nowhere': No such file or directory
  [1]
  $ baton parse nowhere.md
  baton: cannot read 'nowhere.md': No such file or directory
  [1]
  $ baton parse .
  baton: '.' is a folder; name a file in it
  [1]

A name with an escape sequence in it comes out harmless.

  $ baton $'\e[31mred\a'
  baton: there is no command '^[[31mred^G'; 'baton help' lists them all
  [2]
  $ baton parse $'a\e]0;title\ab.md'
  baton: cannot read 'a^[]0;title^Gb.md': No such file or directory
  [1]

Nothing was made by all that.

  $ ls -A
