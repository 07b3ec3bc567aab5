What agents write is never obeyed by the terminal.

  $ mkdir -p .claude/tasks
  $ printf -- '- [ ] T-1 \033]0;owned\007 red \033[31m text\r over \302\23331m \342\200\256evil\n- [ ] T-2 bad \377\376 bytes @a\033b\n' >.claude/tasks/session-current.md
  $ baton event --agent=$'x\e[2J' --action=$'A\aB' --reason=$'one\ntwo\e[1m'

Nothing below 0x20 but the line end, no C1, no direction override, only valid UTF-8.

  $ clean() { iconv -f UTF-8 -t UTF-8 >/dev/null && echo valid; }
  $ printf 'a\033[31m\nb\302\233\nc\342\200\256\n' | LC_ALL=C grep -c $'[\x01-\x09\x0b-\x1f\x7f]\|\xc2[\x80-\x9f]\|\xe2\x80\xae'
  3
  $ for c in status tasks agents events needs "task show T-1" "events --json" "tasks --json" "agents --json" "parse .claude/tasks/session-current.md" "parse --json .claude/tasks/session-current.md"; do baton $c >"$TMPDIR/out" 2>&1; LC_ALL=C grep -c $'[\x01-\x09\x0b-\x1f\x7f]\|\xc2[\x80-\x9f]\|\xe2\x80\xae' "$TMPDIR/out"; clean <"$TMPDIR/out"; done | sort | uniq -c | tr -s ' '
   11 0
   11 valid

  $ baton tasks
  STATE      REF  AGENT  PLACE                               TASK
  ○ pending  T-1  -      .claude/tasks/session-current.md:1  T-1 ^[]0;owned^G red ^[[31m text
  ○ pending  T-2  -      .claude/tasks/session-current.md:3  T-2 bad �� bytes @a^[b

What looks back as well: why an agent is in its state, figures, what changed, what a search finds.

  $ printf '# Sess\033]0;owned\007ion\n\n- [ ] \302\2331m \342\200\256evil \177 words\n' >.claude/tasks/session-current.md
  $ baton event --agent=$'x\e[2J' --action=ESCALATE --run_id=$'r\e]0;t\a\nRun forged' --reason=$'words \e]9;pwn\e\\ \302\233m \342\200\256evil'
  $ agent=$'x\e[2J' run=$'r\e]0;t\a\nRun forged'
  $ dirt() { "$@" >"$TMPDIR/out" 2>&1; LC_ALL=C grep -c $'[\x01-\x09\x0b-\x1f\x7f]\|\xc2[\x80-\x9f]\|\xe2\x80\xae' "$TMPDIR/out"; clean <"$TMPDIR/out"; }
  $ dirt baton agent explain "$agent"; dirt baton report --run "$run"; dirt baton report --markdown --run "$run"
  0
  valid
  0
  valid
  0
  valid
  $ dirt baton since 2h; dirt baton search words; dirt baton search --documents evil; dirt baton escalation show 1
  0
  valid
  0
  valid
  0
  valid
  0
  valid
  $ baton report --run "$run" | grep ^Run
  Run           r^[]0;t^G Run forged
  $ baton search $'no\e[31mthing'
  Nothing holds no^[[31mthing.
  $ baton agent explain "$agent" | head -2
  Agent       x^[[2J
  State       ▲ escalated: escalation 1 is open: words ^[]9;pwn^[\ <009B>m <202E>evil (cli, <1m ago)
  $ baton search --documents evil
  .claude/tasks/session-current.md:3: - [ ] <009B>1m <202E>evil ^? words

Errors as well.

  $ baton task show $'T\e[31m'
  baton: there is no task 'T^[[31m'; 'baton tasks' lists them all
  [1]
  $ baton -C $'a\e[31mb' status
  baton: cannot enter 'a^[[31mb': No such file or directory
  [1]
