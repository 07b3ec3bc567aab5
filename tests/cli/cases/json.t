requires: jq

Every list is one array of objects with the names that are promised, everything single is one object.

  $ mkdir -p .claude/tasks .claude/agents .agents
  $ printf '# S\n\n- [x] T-1 One\n- [ ] T-2 Two @qa-engineer\n' >.claude/tasks/session-current.md
  $ printf '**From**: /backend-engineer\n\n1. **Accomplishments**: All (`a/b.ts:1-2`).\n2. **Blockers**: None.\n3. **Recommended Next Agent**: `/qa-engineer`\n' >.agents/active_handoff.md
  $ printf -- '---\nname: qa-engineer\ndescription: Tests.\n---\n# QA\n' >.claude/agents/qa-engineer.md
  $ echo run-7 >.agents/.current_run
  $ baton event --agent=qa-engineer --action=ESCALATE --reason="no database"

  $ lacks() { jq -r --arg want "$1" '(if type == "array" then .[0] else . end) as $o | $want | split(" ")[] | select(. as $k | $o | has($k) | not)'; }
  $ baton tasks --json | lacks "id ref title state state_raw assignee section file line depends_on updated_at"
  $ baton agents --json | lacks "name file description tools model color codename state state_source state_at task write_scope read_only in_bounds out_of_bounds hands_over_to escalates_to definition_of_done checks output_sections references inputs rules metrics quality_checks telemetry problems"
  $ baton handoffs --json | lacks "id from to state revision file summary accomplishments blockers checks decision submitted_at decided_at"
  $ baton escalations --json | lacks "id agent to reason state count task source first_at last_at"
  $ baton events --json | lacks "seq id at kind run agent action subject actor source reason"
  $ baton runs --json | lacks "id started_at ended_at state"
  $ baton needs --json | lacks "kind subject title agent since"
  $ baton status --json | lacks "project run session_file agents tasks handoffs escalations needs"
  $ baton config --json | lacks "name value from"
  $ baton doctor --json | lacks "check level text mend"

  $ for list in tasks agents handoffs escalations events runs needs config doctor; do baton $list --json | jq -r type; done | uniq -c | tr -s ' '
   9 array
  $ for one in "status" "task show T-1" "agent show qa-engineer" "handoff show 1" "escalation show 1" "run show run-7" "parse .claude/tasks/session-current.md"; do baton $one --json | jq -r type; done | uniq -c | tr -s ' '
   7 object

  $ baton tasks --json | jq -c '.[] | [.ref, .title, .state, .assignee, .line]'
  ["T-1","T-1 One","done",null,3]
  ["T-2","T-2 Two @qa-engineer","pending","qa-engineer",4]
  $ baton task show T-2 --json | jq -r .title
  T-2 Two @qa-engineer
  $ baton tasks --json | jq -r '.[0].updated_at'
  2026-01-02T03:04:05.000Z
  $ baton tasks --json --state blocked | jq -c .
  []
  $ baton status --json | jq -c '.tasks, .needs[].kind'
  {"unknown":0,"pending":1,"in_progress":0,"blocked":0,"review":0,"done":1,"cancelled":0}
  "escalation"
  "handoff"
  $ baton parse --json .claude/tasks/session-current.md | jq -c '.dialect, .tasks[0].title'
  "session"
  "T-1 One"
  $ baton parse --json --name .claude/tasks/session-current.md - <.claude/tasks/session-current.md | jq -c '.file, (.tasks | length)'
  ".claude/tasks/session-current.md"
  2
