/*
 * fold_run.c - runs: started, ended, and heard of in telemetry before anybody said that they began.
 */
#include "fold.h"

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
static int run_count(Fold *f)
{
    return sql_run(f->s,
                   "UPDATE run SET events = events + 1, started_at = min(started_at, ?2), "
                   "last_agent = CASE WHEN ?3 <> '' AND heard_at <= ?2 THEN ?3 ELSE last_agent END, "
                   "heard_at = CASE WHEN ?3 <> '' THEN max(heard_at, ?2) ELSE heard_at END WHERE id = ?1",
                   "tit", f->e->run, f->e->at, *f->slug ? f->e->agent : "");
}

int run_heard(Fold *f)
{
    int r = run_count(f);

    if (r < 0 || changed(f->s))
        return r;
    r = run_insert(f, f->e->run, RUN_ACTIVE, false);
    return r < 0 ? r : run_count(f);
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
