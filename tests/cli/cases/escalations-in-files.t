Agents say in files that they stop: each thing is said once, and a list of escalations closes what it ticks off.

  $ export BATON_INGEST_QUIET=0
  $ export BATON_DATA=$PWD/../data
  $ mkdir -p .claude/tasks .agents/logs
  $ printf 'PM-7\n' >.agents/.current_run
  $ cat >.claude/tasks/session-current.md <<'END'
  > # Session
  > 
  > ## Rules
  > - Out of bounds: print `⚠️ ESCALATION: [reason]. Routing to /[agent].`
  > 
  > ## backend-engineer
  > - [ ] T-1 The route
  > 
  > ⚠️ ESCALATION: the schema of T-1 is not ours. Routing to /data-engineer.
  > 
  > ## Pending escalations
  > - [ ] qa-engineer: no browser licences → devops-engineer
  > - none
  > END
  $ printf 'starting\n[INFO] ⚠️ ESCALATION: the bucket is closed. Routing to /devops-engineer.\n' >.agents/logs/qa-engineer.log
  $ baton escalations
  ID  STATE   AGENT             TO               AGE  TIMES  REASON
   1  ▲ open  backend-engineer  data-engineer    <1m      1  the schema of T-1 is not ours
   2  ▲ open  qa-engineer       devops-engineer  <1m      1  no browser licences
   3  ▲ open  qa-engineer       devops-engineer  <1m      1  the bucket is closed

The same text again, moved and read anew, is no repeat; a second line in the log is.

  $ sed -i '1a Some words.\n' .claude/tasks/session-current.md
  $ printf 'more\n[INFO] ⚠️ ESCALATION: The bucket is closed. Routing to /devops-engineer.\n' >>.agents/logs/qa-engineer.log
  $ baton escalations
  ID  STATE   AGENT             TO               AGE  TIMES  REASON
   1  ▲ open  backend-engineer  data-engineer    <1m      1  the schema of T-1 is not ours
   2  ▲ open  qa-engineer       devops-engineer  <1m      1  no browser licences
   3  ▲ open  qa-engineer       devops-engineer  <1m      2  the bucket is closed

A box that is ticked closes its entry; a printed line that goes closes nothing.

  $ sed -i -e 's/\[ \] qa/[x] qa/' -e '/^⚠️/d' .claude/tasks/session-current.md
  $ baton escalations
  ID  STATE   AGENT             TO               AGE  TIMES  REASON
   1  ▲ open  backend-engineer  data-engineer    <1m      1  the schema of T-1 is not ours
   3  ▲ open  qa-engineer       devops-engineer  <1m      2  the bucket is closed
  1 is over; --all shows it.
  $ baton parse .claude/tasks/session-current.md
  File                 .claude/tasks/session-current.md
  Read as              session, utf-8
  
  LINE  STATE      REF  AGENT             TASK
     9  ○ pending  T-1  backend-engineer  T-1 The route
  
  Escalations
  qa-engineer          no browser licences -> devops-engineer (line 13, over)
  $ baton verify
  13 events: the chain holds, and the projections are what the events say.
