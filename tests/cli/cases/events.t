Filters: several of a kind, without case, and times.

  $ baton init >/dev/null
  $ for n in 1 2 3 4 5 6; do
  >   baton event --agent=agent-$((n % 3)) --action=$([ $((n % 2)) = 0 ] && echo TEST || echo Note) --reason="number $n" \
  >     --timestamp=2026-01-01T0$n:00:00Z
  > done
  $ baton events --action note --agent agent-1 --agent agent-0
  SEQ  TIME                  AGENT    WHAT  ABOUT
    1  2026-01-01T01:00:00Z  agent-1  Note  number 1
    3  2026-01-01T03:00:00Z  agent-0  Note  number 3
  $ baton events --action test --action NOTE --kind telemetry --kind task.added -n 2
  SEQ  TIME                  AGENT    WHAT  ABOUT
    5  2026-01-01T05:00:00Z  agent-2  Note  number 5
    6  2026-01-01T06:00:00Z  agent-0  TEST  number 6
  There are older ones: add --before=5.
  $ baton events --between 2026-01-01T02:00:00Z 2026-01-01T03:00:00Z
  SEQ  TIME                  AGENT    WHAT  ABOUT
    2  2026-01-01T02:00:00Z  agent-2  TEST  number 2
    3  2026-01-01T03:00:00Z  agent-0  Note  number 3
  $ baton events --between 23h..21h -n 1
  SEQ  TIME                  AGENT    WHAT  ABOUT
    6  2026-01-01T06:00:00Z  agent-0  TEST  number 6
  There are older ones: add --before=6.
  $ baton events --text "4 numb"
  SEQ  TIME                  AGENT    WHAT  ABOUT
    4  2026-01-01T04:00:00Z  agent-1  TEST  number 4

Pages.

  $ baton events -n 2
  SEQ  TIME                  AGENT    WHAT  ABOUT
    5  2026-01-01T05:00:00Z  agent-2  Note  number 5
    6  2026-01-01T06:00:00Z  agent-0  TEST  number 6
  There are older ones: add --before=5.
  $ baton events -n 2 --before=5
  SEQ  TIME                  AGENT    WHAT  ABOUT
    3  2026-01-01T03:00:00Z  agent-0  Note  number 3
    4  2026-01-01T04:00:00Z  agent-1  TEST  number 4
  There are older ones: add --before=3.
  $ baton events -n 2 --before=3
  SEQ  TIME                  AGENT    WHAT  ABOUT
    1  2026-01-01T01:00:00Z  agent-1  Note  number 1
    2  2026-01-01T02:00:00Z  agent-2  TEST  number 2
  $ baton events -n 2 --after=0
  SEQ  TIME                  AGENT    WHAT  ABOUT
    1  2026-01-01T01:00:00Z  agent-1  Note  number 1
    2  2026-01-01T02:00:00Z  agent-2  TEST  number 2
  There are newer ones: add --after=2.
  $ baton events -n 4 --after=2
  SEQ  TIME                  AGENT    WHAT  ABOUT
    3  2026-01-01T03:00:00Z  agent-0  Note  number 3
    4  2026-01-01T04:00:00Z  agent-1  TEST  number 4
    5  2026-01-01T05:00:00Z  agent-2  Note  number 5
    6  2026-01-01T06:00:00Z  agent-0  TEST  number 6
  $ baton events --json -n 1 --before 2 | sed 's/"host":"[^"]*"/"host":""/'
  [
  {"seq":1,"id":"<id>","at":"2026-01-01T01:00:00.000Z","kind":"telemetry","run":null,"agent":"agent-1","action":"Note","subject":null,"actor":"agent-1","source":"cli","host":"","reason":"number 1","body":{}}
  ]

What does not fit together is said.

  $ baton events --between 2026-01-01
  baton: --between needs two times, as in --between 2026-01-02 2026-01-03 or --between 3h..1h
  [2]
  $ baton events --between 2026-01-02 2026-01-01
  baton: --between needs the earlier time first
  [2]
  $ baton events --between 1h..now
  baton: --between does not understand 'now': say 90s, 15m, 2h, 3d or a time as in 2026-01-02T03:04:05Z
  [2]
  $ baton events --between 3h..1h --since 2h
  baton: --between says it all; leave out --since and --until
  [2]
  $ baton events 7
  baton: 'events' takes no '7'
  [2]
  $ baton events --before=soon
  baton: --before needs the number of an event, not 'soon'
  [2]
  $ baton events --kind task.stat
  baton: 'task.stat' is no kind of event; did you mean 'task.state'?
  [2]
  $ baton events --follow --until 2h
  baton: --follow has no end: leave out --until, --between and --before
  [2]

Following: what is there, then what comes, until it is asked to end or nobody reads.

  $ shown() { for _ in $(seq 500); do grep -q "$2" "$1" 2>/dev/null && return; sleep 0.02; done; echo "no '$2' in $1"; }
  $ baton events --follow -n 1 --action test >lines & lines=$!
  $ baton events -f --json --after 6 >json & json=$!
  $ baton events -f --after 0 | head -7 >head & head=$!
  $ shown lines 'number 6'
  $ baton event --agent=agent-1 --action=OTHER --reason="left out"
  $ baton event --agent=agent-1 --action=Test --reason="number 7"
  $ shown lines 'number 7'; shown json 'number 7'
  $ kill $lines $json; wait $lines; echo "ended with $?"; wait $json; echo "ended with $?"
  ended with 0
  ended with 0
  $ cat lines
  06:00:00  agent-0               TEST                number 6
  03:04:05  agent-1               Test                number 7
  $ sed 's/.*"reason":\("[^"]*"\).*/\1/' json
  "left out"
  "number 7"
  $ wait $head; cut -c1-50 head | tail -1
  03:04:05  agent-1               OTHER             
