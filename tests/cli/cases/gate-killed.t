requires: sqlite3

A check in the background that somebody kills is begun anew by the next command.

  $ export BATON_DATA=$PWD/../data
  $ mkdir -p .agents .claude/agents .baton bin
  $ printf -- '---\nname: qa-engineer\ndescription: Looks at rates.\n---\n' >.claude/agents/qa-engineer.md
  $ cat >bin/try <<'END'
  > #!/bin/sh
  > for i in $(seq 600); do [ -e go ] && exit 0; sleep 0.05; done
  > exit 1
  > END
  $ chmod +x bin/try
  $ printf 'checks:\n  - {name: try it, run: [bin/try], timeout: 30}\n' >.baton/config.yaml
  $ baton trust --all
  Trusted: try it may run bin/try in $SCRATCH.
  $ state() { sqlite3 .baton/state.db ".timeout 2000" "select state from check_result where name = 'command try it'"; }
  $ holder() { sqlite3 .baton/state.db ".timeout 2000" "select pid from lease where name like 'checks:%:slow'"; }
  $ until_is() { for i in $(seq 400); do [ "$($1)" = "$2" ] && return; sleep 0.05; done; echo "$1 is '$($1)', not '$2'"; }
  $ holds() { [ -n "$(holder)" ] && echo yes; }
  $ printf '# Handoff\n\nFrom: qa-engineer\nTo: lead\n\n## Accomplishments\n- Looked at bin/try\n' >.agents/active_handoff.md
  $ baton handoff submit >/dev/null && until_is holds yes
  $ kill -9 -- -$(holder) && state
  running
  $ touch go && baton handoffs >/dev/null && until_is state passed && until_is holder ''
  $ sqlite3 .baton/state.db "select count(*) from event where kind = 'check.reported'"
  2
  $ baton handoffs >/dev/null && sqlite3 .baton/state.db "select count(*) from event where kind = 'check.reported'"
  2
  $ baton verify | sed 's/[0-9][0-9]* events/N events/'
  N events: the chain holds, and the projections are what the events say.
