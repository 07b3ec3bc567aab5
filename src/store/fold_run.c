/*
 * fold_run.c - runs: started, ended, and heard of in telemetry before anybody said that they began.
 */
#include "held.h"

static int64_t changed(Store *s)
{
    return sqlite3_changes64(s->db);
}

static int run_insert(Fold *f, const char *id, RunState state, bool started)
{
    int64_t at = f->e->at;
    return sql_run(f->s, "INSERT INTO run VALUES(?,?,?,?,?,?,?,0,0,'')", "tttiiii", id,
                   fold_text(f, "file"), run_state_text(state), f->e->seq,
                   started ? f->e->seq : (int64_t)0, at, state == RUN_ENDED ? at : (int64_t)0);
}

/* One statement: this is the bulk of what a ledger is told. */
int run_add(Store *s, const RunNews *n)
{
    return sql_run(s,
                   "UPDATE run SET events = events + ?2, started_at = min(started_at, ?3), "
                   "last_agent = CASE WHEN ?4 <> '' AND heard_at <= ?5 THEN ?4 ELSE last_agent END, "
                   "heard_at = CASE WHEN ?4 <> '' THEN max(heard_at, ?5) ELSE heard_at END WHERE id = ?1",
                   "tiiti", n->id, n->events, n->started_at, n->agent, n->heard_at);
}

static int run_made(Fold *f, const RunNews *n)
{
    int r = run_add(f->s, n);

    if (r < 0 || changed(f->s))
        return r;
    r = run_insert(f, n->id, RUN_ACTIVE, false);
    return r < 0 ? r : run_add(f->s, n);
}

int run_heard(Fold *f)
{
    RunNews n = { .id = f->e->run, .events = 1, .started_at = f->e->at, .agent = *f->slug ? f->e->agent : "",
                  .heard_at = f->e->at };
    if (held_run(f->s, &n))
        return 0;
    int r = run_made(f, &n);
    if (r == 0)
        held_begin_run(f->s, n.id);
    return r;
}

int fold_run_started(Fold *f)
{
    int r = sql_run(
        f->s,
        "UPDATE run SET state = 'active', ended_at = 0, started_seq = ?2, file = ?3, "
        "started_at = CASE WHEN started_seq = 0 THEN min(started_at, ?4) ELSE started_at END "
        "WHERE id = ?1",
        "titi", f->e->subject, f->e->seq, fold_text(f, "file"), f->e->at);
    return r == 0 && changed(f->s) == 0 ? run_insert(f, f->e->subject, RUN_ACTIVE, true) : r;
}

int fold_run_ended(Fold *f)
{
    int r = sql_run(f->s, "UPDATE run SET state = 'ended', ended_at = ?2 WHERE id = ?1", "ti",
                    f->e->subject, f->e->at);
    return r == 0 && changed(f->s) == 0 ? run_insert(f, f->e->subject, RUN_ENDED, false) : r;
}
