doctor tells events that wait from those that will never be taken in.

  $ mkdir -p .baton/spool
  $ baton doctor | grep spool
  ok    spool          no events wait
  $ printf '{"id":"x","kind":"of the future","source":"cli"}' >.baton/spool/x.json
  $ baton tasks >"$TMPDIR/out" 2>&1; baton doctor --json | grep '"spool"'
  {"check":"spool","level":"warn","text":"1 of the events that wait cannot be understood, the first is '$SCRATCH/.baton/spool/x.json'","mend":"look into it, then delete it"},
  $ ls .baton/spool
  x.json
