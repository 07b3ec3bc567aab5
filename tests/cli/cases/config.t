Every setting, and where it was said.

  $ baton config | cut -c 1-70
  SETTING               FROM      VALUE
  theme                 built in  dark
  ascii                 built in  no
  mouse                 built in  yes
  clock                 built in  yes
  editor                built in  (empty)
  files.session         built in  .claude/tasks/session-current.md
                                  .claude/tasks/session-*.md
                                  .claude/tasks/context_session*.md
                                  .claude/session.md
  files.boards          built in  .claude/agents/CURRENT-TASKS.md
                                  TASK_BOARD.md
                                  TASKS.md
                                  TODO.md
                                  .agents/TASKS.md
                                  backlog/tasks/*.md
                                  .taskmaster/tasks/tasks.json
                                  .beads/issues.jsonl
  files.records         built in  .claude/agents/DECISIONS.md
                                  .claude/agents/FILE-MAP.md
                                  .claude/agents/project-state.md
                                  FILE-MAP.md
                                  project-state.md
  files.handoff         built in  .agents/active_handoff.md
                                  .agents/handoff.md
                                  .agents/*/handoff.md
                                  AGENT_HANDOFF.md
                                  .claude/HANDOFF.md
                                  .claude/handoffs/*.md
  files.run             built in  .agents/.current_run
  files.telemetry       built in  .agents/logs/**/*.jsonl
  files.agents          built in  .claude/agents/**/*.md
                                  .agent/workflows/*.md
                                  .agents/workflows/*.md
                                  agents/**/*.md
                                  .github/agents/*.agent.md
                                  .opencode/agent/*.md
                                  .gemini/agents/*.md
  files.output          built in  .agents/logs/**/*.log
                                  .agents/logs/**/*.txt
                                  .agents/output/**/*.log
                                  .agents/output/**/*.txt
  ingest.quiet          built in  25 ms
  ingest.poll           built in  2000 ms
  agents.old_section    built in  30m
  reminders.escalation  built in  15m
  reminders.handoff     built in  30m
  reminders.other       built in  1h
  reminders.longest     built in  4h
  reminders.times       built in  6 times
  reminders.silent      built in  30m
  reminders.quiet       built in  (empty)
  reminders.bell        built in  yes
  reminders.desktop     built in  osc9
  reminders.command     built in  (empty)
  $ baton config theme
  dark
  $ BATON_THEME=light baton config theme
  light
  $ BATON_THEME=light baton config --json theme
  {
    "name": "theme",
    "value": "light",
    "from": "BATON_THEME",
    "unit": null,
    "help": "theme of the dashboard: a name in themes/ or a path to a file"
  }
  $ baton config files.run
  .agents/.current_run
  $ baton config them
  baton: there is no setting 'them'; did you mean 'theme'?
  [1]
  $ baton config frob
  baton: there is no setting 'frob'; 'baton config' lists them all
  [1]

The project's file wins over the person's.

  $ mkdir -p ~/.config/baton .baton && echo 'theme: light' >~/.config/baton/config.yaml
  $ baton config --json theme | grep -E 'value|from'
    "value": "light",
    "from": "$SCRATCH/../home/.config/baton/config.yaml:1",
  $ echo 'theme: mono' >.baton/config.yaml
  $ baton config --json theme | grep -E 'value|from'
    "value": "mono",
    "from": "$SCRATCH/.baton/config.yaml:1",

A slip is an error with its place and the nearest name; an event is recorded all the same.

  $ printf 'theme: dark\nmuose: yes\n' >.baton/config.yaml
  $ baton config theme
  dark
  baton: $SCRATCH/.baton/config.yaml:2: no setting 'muose'; did you mean 'mouse'?
  [1]
  $ baton status
  baton: $SCRATCH/.baton/config.yaml:2: no setting 'muose'; did you mean 'mouse'?
  [1]
  $ baton doctor --json | grep settings
  {"check":"settings","level":"bad","text":"$SCRATCH/.baton/config.yaml:2: no setting 'muose'; did you mean 'mouse'?","mend":"'baton config' shows what is in force; events are recorded all the same"},
  $ baton event --agent=a --action=START
  baton: $SCRATCH/.baton/config.yaml:2: no setting 'muose'; did you mean 'mouse'?
  $ rm .baton/config.yaml
  $ baton events --agent=a
  SEQ  TIME                  AGENT  WHAT   ABOUT
    1  2026-01-02T03:04:05Z  a      START  -

A project that was cloned must not start programs: such a setting counts only in the person's own file.

  $ printf 'reminders:\n  silent: [30m, qa-engineer=2h]\n  command: [touch, oops]\n' >.baton/config.yaml
  $ baton status
  baton: $SCRATCH/.baton/config.yaml:3: 'reminders.command' counts only in your own settings (~/.config/baton/config.yaml), because a project must not start programs; take the line out
  [1]
  $ baton config reminders.command
  baton: $SCRATCH/.baton/config.yaml:3: 'reminders.command' counts only in your own settings (~/.config/baton/config.yaml), because a project must not start programs; take the line out
  [1]
  $ rm .baton/config.yaml
  $ printf 'reminders:\n  command: [notify-send, "{project}", "{reason}"]\n' >~/.config/baton/config.yaml
  $ baton config --json reminders.command | grep -vE 'from|help'
  {
    "name": "reminders.command",
    "value": [
      "notify-send",
      "{project}",
      "{reason}"
    ],
    "unit": null,
  }
  $ BATON_REMINDERS_QUIET=22:00-07:00,sat baton config reminders.quiet
  22:00-07:00
  sat
  $ BATON_REMINDERS_QUIET=22-07 baton config reminders.quiet
  baton: BATON_REMINDERS_QUIET: 'reminders.quiet' is '22-07'; it takes hours such as 22:00-07:00, sat, or fri 18:00-24:00
  [1]
