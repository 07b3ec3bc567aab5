Agents that stop at their bounds: saying so, who should take it, and what is done about it.

  $ export BATON_DATA=$PWD/../data BATON_AGENT=master-orchestrator
  $ mkdir -p .claude/tasks .claude/agents .agents
  $ printf 'PM-7\n' >.agents/.current_run
  $ cat >.claude/agents/backend-engineer.md <<'END'
  > ---
  > name: backend-engineer
  > description: Builds endpoints.
  > ---
  > - **Read/Write Scope**: `supabase/functions/`
  > - **In-Bounds**: Adjusting RLS protocols, writing endpoints
  > - **Out-of-Bounds**: CSS styling
  > END
  $ cat >.claude/agents/ui-designer.md <<'END'
  > ---
  > name: ui-designer
  > description: Draws screens.
  > ---
  > - **Read/Write Scope**: `apps/web/`
  > - **In-Bounds**: CSS styling, React components
  > END
  $ cat >.claude/tasks/session-current.md <<'END'
  > # Session
  > 
  > ## backend-engineer
  > - [ ] T-1 The route
  > 
  > ## ui-designer
  > - [ ] T-2 The picker
  > END

  $ baton escalations
  No escalations yet: an event with --action=ESCALATE opens one.
  $ baton escalate --agent /ui-designer
  baton: what did you stop at?  Say it with --reason, as in: baton escalate --agent=qa-engineer --reason="the schema has to change"
  [2]
  $ baton escalate --agent /ui-designer --task T-2 --reason 'the RLS protocols refuse the picker'
  Escalation 1 is open: backend-engineer should take it (in bounds: "Adjusting RLS protocols").
  $ baton escalate --agent /ui-designer --reason 'The RLS protocols refuse the picker!'
  Escalation 1 is open, said 2 times: backend-engineer should take it (in bounds: "Adjusting RLS protocols").
  $ baton event --agent=backend-engineer --action=ESCALATE --reason='apps/web/rates.css has to change'
  $ baton escalate --agent backend-engineer --to '[recommended-agent]' --reason 'Nobody knows the tariff'
  Escalation 3 is open: a human has to say who takes it; no definition fits the reason.
  $ baton escalate --agent backend-engineer --to designer-in-chief --reason 'the picker has to be larger'
  Escalation 4 is open: designer-in-chief should take it (it was said, but no agent of that name is known here).
  $ baton escalations
  ID  STATE   AGENT             TO                 AGE  TIMES  REASON
   1  ▲ open  ui-designer       backend-engineer?  <1m      2  the RLS protocols refuse the picker
   2  ▲ open  backend-engineer  ui-designer?       <1m      1  apps/web/rates.css has to change
   3  ▲ open  backend-engineer  -                  <1m      1  Nobody knows the tariff
   4  ▲ open  backend-engineer  designer-in-chief  <1m      1  the picker has to be larger
  $ baton escalation show 1
  Escalation           1
  Reason               the RLS protocols refuse the picker
  State                ▲ open
  Agent                ui-designer
  Should take it       backend-engineer: in bounds: "Adjusting RLS protocols"
  Task                 T-2 The picker (.claude/tasks/session-current.md:7)
  Run                  PM-7
  Known from           cli
  Because              the agent reported it
  Said                 2 times
  Id                   <id>
  First                2026-01-02T03:04:05.000Z (<1m)
  Last                 2026-01-02T03:04:05.000Z (<1m)
  
  History
    SEQ  TIME                  WHO          WHAT      ABOUT
     10  2026-01-02T03:04:05Z  ui-designer  ESCALATE  the RLS protocols refuse the picker
     11  2026-01-02T03:04:05Z  ui-designer  ESCALATE  The RLS protocols refuse the picker!

  $ baton escalation ack 1 --comment 'looking into it'
  Escalation 1 is acknowledged.
  $ baton escalation ack 1
  baton: escalation 1 cannot take 'ack': it is acknowledged: somebody looks at it already; master-orchestrator acknowledged it at 2026-01-02T03:04:05.000Z: looking into it
  [1]
  $ baton escalation comment 1
  baton: escalation 1: a comment needs words; give them with --comment
  [1]
  $ baton escalation comment 1 -m 'halfway'
  The comment on escalation 1 is kept; its state is acknowledged, as before.
  $ baton escalation route 1
  Escalation 1 is routed to backend-engineer: its task is at .claude/tasks/session-current.md:5.
  $ baton escalation route 1 backend-engineer
  baton: escalation 1 is routed to backend-engineer already: .claude/tasks/session-current.md:5; master-orchestrator did that
  [1]
  $ baton escalation route 2 ui-desinger
  baton: escalation 2 was not routed: there is no agent 'ui-desinger'; did you mean 'ui-designer'?
  [1]
  $ baton escalation route 2 backend-engineer
  baton: escalation 2 was not routed: backend-engineer is who stopped; route it to somebody else
  [1]
  $ baton escalation route 3
  baton: escalation 3: it does not say who should take it, and no definition fits best; say it: baton escalation route 3 AGENT
  [1]
  $ baton escalation route 4
  baton: escalation 4 was not routed: there is no agent 'designer-in-chief'; 'baton agents' lists them all
  [1]
  $ baton escalation resolve 3 -m 'it is 1.5 %'
  Escalation 3 is resolved.
  $ baton escalation ack 9
  baton: there is no escalation '9'; 'baton escalations --all' lists them all
  [1]
  $ baton escalation snooze 2
  baton: for how long? --for 30m, 2h or 1d
  [2]
  $ baton escalation snooze 2 --for 2h
  Put off until 2026-01-02T05:04Z: escalation 2.  'baton needs unsnooze escalation 2' brings it back.
  $ cat .claude/tasks/session-current.md
  # Session
  
  ## backend-engineer
  - [ ] T-1 The route
  - [ ] T-3 the RLS protocols refuse the picker (escalation 1)
  
  ## ui-designer
  - [ ] T-2 The picker
  $ baton escalations
  ID  STATE   AGENT             TO                 AGE  TIMES  REASON
   2  ▲ open  backend-engineer  ui-designer?       <1m      1  apps/web/rates.css has to change
   4  ▲ open  backend-engineer  designer-in-chief  <1m      1  the picker has to be larger
  2 are over; --all shows them.
  $ baton escalations --state resolved,rerouted --agent ui-designer
  ID  STATE       AGENT        TO                AGE  TIMES  REASON
   1  » rerouted  ui-designer  backend-engineer  <1m      2  the RLS protocols refuse the picker
  $ baton escalations --all --text tariff
  ID  STATE       AGENT             TO  AGE  TIMES  REASON
   3  ✔ resolved  backend-engineer  -   <1m      1  Nobody knows the tariff
  $ baton needs
  ▲ escalation 4  backend-engineer → designer-in-chief  <1m  the picker has to be larger
  1 more is put off: 'baton needs --snoozed'.
  $ baton escalation show 1
  Escalation           1
  Reason               the RLS protocols refuse the picker
  State                » rerouted
  Agent                ui-designer
  Routed to            backend-engineer
  Task                 T-2 The picker (.claude/tasks/session-current.md:8)
  Run                  PM-7
  Known from           cli
  Because              the agent reported it
  Said                 2 times
  Id                   <id>
  First                2026-01-02T03:04:05.000Z (<1m)
  Last                 2026-01-02T03:04:05.000Z (<1m)
  Changed              2026-01-02T03:04:05.000Z (<1m)
  By                   master-orchestrator
  
  History
    SEQ  TIME                  WHO                  WHAT                ABOUT
     10  2026-01-02T03:04:05Z  ui-designer          ESCALATE            the RLS protocols refuse the picker
     11  2026-01-02T03:04:05Z  ui-designer          ESCALATE            The RLS protocols refuse the picker!
     15  2026-01-02T03:04:05Z  master-orchestrator  escalation.decided  acknowledged: looking into it
     16  2026-01-02T03:04:05Z  master-orchestrator  escalation.decided  commented: halfway
     20  2026-01-02T03:04:05Z  master-orchestrator  escalation.decided  routed to backend-engineer, task at .claude/tasks/session-current.md:5
  $ baton escalation reopen 3 --json
  {
    "id": "<id>",
    "number": 3,
    "agent": "backend-engineer",
    "to": "[recommended-agent]",
    "reason": "Nobody knows the tariff",
    "state": "open",
    "via": "event",
    "count": 1,
    "task": null,
    "source": "cli",
    "file": null,
    "line": null,
    "handoff": null,
    "run": "PM-7",
    "first_at": "2026-01-02T03:04:05.000Z",
    "last_at": "2026-01-02T03:04:05.000Z",
    "opened_at": "2026-01-02T03:04:05.000Z",
    "changed_at": "2026-01-02T03:04:05.000Z",
    "actor": "master-orchestrator",
    "comment": null,
    "closed_why": null,
    "routed_to": null,
    "proposed": null,
    "proposed_why": "no definition fits the reason"
  }
  $ baton escalate --agent backend-engineer --reason 'nobody knows the tariff' --json | grep -E '"(number|count|proposed)'
    "number": 3,
    "count": 2,
    "proposed": null,
    "proposed_why": "no definition fits the reason"
  $ baton verify
  24 events: the chain holds, and the projections are what the events say.
