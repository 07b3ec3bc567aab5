Help is made from the table of commands.

  $ baton help | sed '/^Inside the dashboard/,$d'
  usage: baton [-C DIR] [COMMAND] [flags] [arguments]
  
  Without a command: the dashboard, or the status when the output is no terminal.
  
    status              Say who does what, and what needs you.
    tasks               List the tasks of all documents.
    agents              List the agents, those that need attention first.
    handoffs            List the handoffs between agents.
    escalations         List the agents that stopped at their bounds.
    events              List what happened, newest last.
    search              Find words in what happened and in documents.
    runs                List the runs: pieces of work from start to end.
    needs               List what waits for a human, most pressing first.
    needs snooze        Put off what waits for you.
    needs unsnooze      Bring back what was put off.
    records             List the decisions and the maps of files that agents keep.
    task show           Show one task and its history.
    agent show          Show an agent: its definition, its state, what it reported.
    agent explain       Say why an agent is said to be in its state.
    handoff show        Show one handoff: what was done, what was found, who decided.
    escalation show     Show one escalation: why an agent stopped, and who should take it.
    run show            Show one run and what happened in it.
    task start          Say in its file that somebody works on a task.
    task done           Say in its file that a task is finished.
    task block          Say in its file that a task waits for something else.
    task review         Say in its file that a task waits for a second look.
    task reopen         Say in its file that a task is still to do.
    task cancel         Say in its file that a task is given up.
    task assign         Say in its file who has a task.
    task note           Write a line below a task.
    task add            Put a task into a file, beside others and written as they are.
    undo                Take back an edit, your last one unless another is named.
    edits               List what baton changed in files.
    handoff submit      Hand over: record this revision of the artifact and the work, and check it.
    handoff wait        Wait until people have decided, over all revisions to come.
    handoff approve     Let the work pass on to the next agent.
    handoff reject      Send the work back, with comments on its lines.
    handoff comment     Say something about a handoff without deciding.
    handoff waive       Let a required check off, with a reason.
    handoff withdraw    Take a handoff back before anybody decided on it.
    handoff revoke      Take an approval back, with a reason: the gate shuts again.
    handoff refresh     Look at the work again: its next revision, when files moved since.
    handoff diff        Print the diff of a revision, as it was kept.
    handoff export      Write the dossier of a handoff into a new folder.
    escalate            Stop at one's bounds: tell a human, and who should take it.
    escalation ack      Say that somebody looks at an escalation.
    escalation resolve  Say that what an agent stopped at is settled.
    escalation route    Give what an agent stopped at to another agent.
    escalation snooze   Put off an escalation.
    escalation reopen   Say that an escalation is not over.
    escalation comment  Say something about an escalation, with --comment.
    gate                Say whether an agent may start: 0 open, 1 shut, with the reason.
    check               Check the work of an agent as it is now; nothing is recorded.
    trust               List the programs that this project proposes to run, and let them.
    watch               Say what happens as it happens, and remind of what waits.
    event               Record what an agent did.
    import              Take in logs that exist already, each event once.
    run start           Begin a run: what happens from now on belongs to it.
    run stop            End the run that goes on, and keep a report of it in .agents/runs.
    run list            The same as 'runs'.
    session new         Make a session file with a part for each agent.
    session archive     Put the current session away as session-NNN-description.md.
    session switch      Make another session the current one, and put away the one that was.
    session list        List the session files, with the current one last.
    report              Look back in numbers: decisions, waiting, tasks and events over time.
    since               Say what changed since you looked last, or since a time.
    contradictions      List claims that the evidence does not bear out.
    parse               Show what baton understands of one document.
    lint                Show what documents contradict and what was not understood.
    init                Make .baton here and say what is watched.
    demo                Play a session into a small project of its own, and show it.
    config              Show the settings, and where each was said.
    doctor              Look for what keeps baton from working well, and say how to mend it.
    verify              Hold the ledger against its chain, and decisions against their signatures.
    rebuild             Fold tasks, agents and handoffs from the events again.
    redact              Take a secret out of everything that the ledger keeps.
    help                List the commands, or tell more about one.
    version             Say which baton this is.
  
    -C DIR            work as if started in DIR
    --theme NAME      theme of the dashboard
    --view NAME       view that the dashboard opens first
    --version, --help
  
  'baton help COMMAND' tells more about one.
  
  $ baton --help | cmp - <(baton help) && baton help help
  usage: baton help [COMMAND]
  
  List the commands, or tell more about one.
  
    -h, --help            say this
  $ for c in status tasks agents handoffs escalations events runs needs; do baton $c --help; done
  usage: baton status [flags]
  
  Say who does what, and what needs you.
  
    -j, --json            print JSON: one object
        --something       say nothing; exit with 0 when there is a session here, with 1 when there is none
    -h, --help            say this
  usage: baton tasks [flags]
  
  List the tasks of all documents.
  
  States: pending, in_progress, blocked, review, done, cancelled, unknown.
  
    -j, --json            print JSON: one array of objects
    -a, --agent AGENT     only tasks of this agent; - for those of nobody
    -s, --state STATE     only in this state; several: a,b
    -t, --text TEXT       only with this in title, ref or agent
    -f, --file FILE       only from this file
    -h, --help            say this
  usage: baton agents [flags]
  
  List the agents, those that need attention first.
  
    -j, --json            print JSON: one array of objects
    -t, --text TEXT       only with this in name or file
    -h, --help            say this
  usage: baton handoffs [flags]
  
  List the handoffs between agents.
  
  States: draft, submitted, approved, rejected, withdrawn, superseded.
  
    -j, --json            print JSON: one array of objects
    -s, --state STATE     only in this state; several: a,b
    -t, --text TEXT       only with this in its text
    -h, --help            say this
  usage: baton escalations [flags]
  
  List the agents that stopped at their bounds.
  
  States: open, acknowledged, resolved, rerouted; without --state and --all those that
  are open or acknowledged, with --json all of them.  TO is who was asked for; with a
  question mark it is who fits best by the definitions: 'baton escalation show' says why.
  
    -j, --json            print JSON: one array of objects
    -s, --state STATE     only in this state; several: a,b
    -a, --agent AGENT     only of this agent
    -t, --text TEXT       only with this in its reason
    -A, --all             also those that are resolved or rerouted
    -h, --help            say this
  usage: baton events [flags]
  
  List what happened, newest last.
  
  Actions are compared without case.  --text: all words have to be there, in reason, agent, action,
  subject or a comment; the last one may be the beginning of one; "…" keeps words together.
  With --follow and --json every event is an object in a line of its own.
  
    -j, --json            print JSON: one array of objects
    -r, --run ID          only of this run
    -a, --agent AGENT     only of this agent; several: of any of them
        --action ACTION   only this action of telemetry; several: any of them
    -k, --kind KIND       only this kind, as in task.state; several: any of them
    -t, --text TEXT       only with these words, as `baton search` finds them
        --since TIME      only later ones: 90s, 15m, 2h, 3d or a time
        --until TIME      only earlier ones
        --between TIME    only from this time to another one: --between A B, or --between A..B
        --before SEQ      the newest before this number: the page before
        --after SEQ       the oldest after this number: the page after
    -n, --limit N         the newest N; 50 when it is not given
    -f, --follow          go on with new ones as they come
    -h, --help            say this
  usage: baton runs [flags]
  
  List the runs: pieces of work from start to end.
  
  Telemetry that names no run is counted below them.  LEFT OPEN: agents that said START and not
  COMPLETED, or the other way round.
  
    -j, --json            print JSON: one array of objects
        --active          only those that go on
    -h, --help            say this
  usage: baton needs [flags]
  
  List what waits for a human, most pressing first.
  
    -j, --json            print JSON: one array of objects
    -s, --snoozed         list what was put off instead
    -h, --help            say this
  $ for c in task agent handoff escalation run; do baton $c show --help; done
  usage: baton task show [flags] X
  
  Show one task and its history.
  
  X is its id or the beginning of it, what its document calls it (T-3), its place
  (FILE:LINE), or words of its title that no other has. A task that is gone has its id.
  
    -j, --json            print JSON: one object
    -h, --help            say this
  usage: baton agent show [flags] NAME
  
  Show an agent: its definition, its state, what it reported.
  
  NAME is a name or the file of a definition.  Where several files define one name,
  all are shown.
  
    -j, --json            print JSON: one object
    -h, --help            say this
  usage: baton handoff show [flags] ID
  
  Show one handoff: what was done, what was found, who decided.
  
  ID is its number as in 'baton handoffs', or its long id.  --json and --markdown print the whole
  dossier: artifact, checks with their output, diff, decisions with their signatures, history.
  
    -j, --json            print JSON: one object
    -m, --markdown        print the whole dossier as Markdown
    -h, --help            say this
  usage: baton escalation show [flags] ID
  
  Show one escalation: why an agent stopped, and who should take it.
  
  ID is its number as in 'baton escalations', or its long id.
  
    -j, --json            print JSON: one object
    -h, --help            say this
  usage: baton run show [flags] ID
  
  Show one run and what happened in it.
  
  ID '-': what agents reported without a run.
  
    -j, --json            print JSON: one object
    -h, --help            say this
  $ for c in event parse init demo config doctor verify rebuild version; do baton $c --help; done
  usage: baton event [flags]
  
  Record what an agent did.
  
  Prints nothing and ends with 0 when the event is safe on disk.  Flags that
  are not listed are kept as fields.  The action ESCALATE opens an escalation;
  --to=AGENT says who should take it.
  
        --run_id ID       the run; without it that of .agents/.current_run
        --agent AGENT     who reports
        --action ACTION   START, COMPLETED, TEST, BLOCKED, ESCALATE or any other word
        --reason TEXT     why, in a sentence
        --id ID           makes a repeat of this call the same event
        --timestamp TIME  when it happened; without it now
    -h, --help            say this
  usage: baton parse [flags] FILE
  
  Show what baton understands of one document.
  
  FILE - is standard input.  The state of a task is never guessed: what was not
  understood is listed.
  
    -j, --json            print JSON: one object
        --name PATH       read as if the file stood there: decides what kind of document it is
    -h, --help            say this
  usage: baton init [flags]
  
  Make .baton here and say what is watched.
  
  Its config.yaml holds the settings of the gate, as comments.
  
        --telemetry-shim  write .agents/telemetry/cli.ts, which hands events to baton
    -h, --help            say this
  usage: baton demo [flags]
  
  Play a session into a small project of its own, and show it.
  
  On a terminal the dashboard opens, and the folder is removed when it is closed.
  Otherwise the session is played (without waiting, unless --speed says how
  fast), its status is printed, and the folder stays
  where the last line says.
  
        --speed N         play N times as fast; 1 takes 75 seconds
        --once            play everything without waiting and print the status
        --dir DIR         play in this new or empty folder and keep it
        --keep            keep the temporary folder
        --play DIR        only play into the folder of a demo, and show nothing
    -h, --help            say this
  usage: baton config [flags] [NAME]
  
  Show the settings, and where each was said.
  
  Settings stand in .baton/config.yaml, in $XDG_CONFIG_HOME/baton/config.yaml and
  in BATON_… variables of the environment.  With NAME only its value is printed.
  
    -j, --json            print JSON: one array of objects
    -h, --help            say this
  usage: baton doctor [flags]
  
  Look for what keeps baton from working well, and say how to mend it.
  
  Ends with 1 when something is bad.  Changes nothing.
  
    -j, --json            print JSON: one array of objects
    -h, --help            say this
  usage: baton verify [flags]
  
  Hold the ledger against its chain, and decisions against their signatures.
  
  Ends with 1 and names the first row that is not as it was written.  Whoever gives a file of
  signers that agents cannot write gets a true answer, whatever happened to the rest.
  
    -s, --signers FILE    only this file of allowed signers counts, and every approval has to verify by it
    -h, --help            say this
  usage: baton rebuild
  
  Fold tasks, agents and handoffs from the events again.
  
  The events themselves are never changed.
  
    -h, --help            say this
  usage: baton version
  
  Say which baton this is.
  
    -h, --help            say this

All spellings say the same, and help is never refused because of what else is there.

  $ baton help tasks | cmp - <(baton tasks -h)
  $ baton help task show | cmp - <(baton task show --help)
  $ baton --help tasks | cmp - <(baton tasks --help)
  $ baton task show one two three --help | head -1
  usage: baton task show [flags] X

A first word that several commands share.

  $ baton help run | head -1
  usage: baton run show [flags] ID

  $ baton version | sed 's/SQLite [0-9.]*/SQLite X/'
  baton 0.1.0 (SQLite X)
  $ baton --version | cmp - <(baton version)
