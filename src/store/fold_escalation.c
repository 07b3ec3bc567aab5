/*
 * fold_escalation.c - an agent that stopped: one row per cause, raised, counted, opened again, closed.
 *
 * Agents repeat themselves with small differences, and say the same in several places.  A cause is a run, a
 * reason as escalation_key() has it, and an agent; a run or an agent that one side does not know is that of the
 * other.  How often it was said is the most of any one channel, so that an event and the printed line of one stop
 * count once.
 */
#include "fold_escalation.h"

#include "baton/base/digest.h"
#include "baton/model/escalation.h"

typedef struct {
    int64_t number, changed_at;
    bool closed;
} Found;

static const char *cause_of(Fold *f, const char *reason)
{
    CLEANUP(buf_done) Buf key = BUF_INIT;

    escalation_key(str_from(reason), &key);
    return digest_hex(buf_str(&key), arena_alloc(f->a, DIGEST_HEX_SIZE));
}

/*
 * The same cause with everything as it is said here; else one where a side does not know run or agent.  The index
 * begins with the agent, so where nobody is named all names are tried; who escalates has a row of his own.
 */
#define COLUMNS "SELECT number, changed_at, state IN ('resolved', 'rerouted') FROM escalation "
#define NEWEST "ORDER BY run = ?2 DESC, slug = ?3 DESC, number DESC LIMIT 1"
#define SLUG_FITS \
    "slug IN (SELECT ?3 UNION ALL SELECT '' UNION ALL SELECT slug FROM agent WHERE file = '' AND ?3 = '') "

static const char same_sql[] = COLUMNS "WHERE cause = ?1 AND run = ?2 AND slug = ?3 ORDER BY number DESC LIMIT 1";
static const char fitting_sql[] = COLUMNS "WHERE cause = ?1 AND run IN (?2, '') AND " SLUG_FITS NEWEST;
static const char any_run_sql[] = COLUMNS "WHERE cause = ?1 AND " SLUG_FITS NEWEST;

/* 1: there is one. */
static int look(Fold *f, const char *sql, const Statement *said, const char *run, Found *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(f->s, sql, "ttt", said->cause, run, said->slug);
    int r = sql_step(f->s, st);

    if (r == 1)
        *ret = (Found){ sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 2) != 0 };
    return r;
}

static bool is_said(EscalationVia via)
{
    return via != VIA_TASK && via != VIA_CHECK;
}

/* A task that is blocked is the same in every run. */
static int find(Fold *f, const Statement *said, Found *ret)
{
    const char *run = is_said(said->via) ? said->run : "";
    int r = look(f, same_sql, said, run, ret);
    return r ? r : look(f, *run ? fitting_sql : any_run_sql, said, run, ret);
}

int escalation_note(Fold *f, int64_t number, const char *channel, int64_t *ret_n)
{
    int64_t n = 1 + sql_int(f->s,
                            "SELECT n FROM escalation_event WHERE number = ? AND channel = ? ORDER BY n DESC LIMIT 1",
                            "it", number, channel);
    if (ret_n)
        *ret_n = n;
    return sql_run(f->s, "INSERT OR REPLACE INTO escalation_event VALUES(?,?,?,?)", "itii", number, channel, n,
                   f->e->seq);
}

static int insert(Fold *f, const Statement *v, int64_t number)
{
    const Event *e = f->e;
    return sql_run(f->s,
                   "INSERT INTO escalation VALUES(?1,?2,?3,'open',?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,"
                   "0,0,0,?15,?15,?15,0,'','','','')",
                   "itttttttttt" "tiii", number, e->id, v->cause, escalation_via_text(v->via), source_text(e->source),
                   v->run, v->slug, v->agent, v->to, v->reason, v->task, v->file, v->line, v->handoff, e->at);
}

/* The newest word on who should take it counts; what is known of the rest stays. */
static int count(Fold *f, const Statement *v, int64_t number, int64_t n)
{
    return sql_run(f->s,
                   "UPDATE escalation SET count = max(count, ?2), first_at = min(first_at, ?3), "
                   "to_name = CASE WHEN ?4 <> '' AND (to_name = '' OR ?3 >= last_at) THEN ?4 ELSE to_name END, "
                   "task = CASE WHEN ?5 <> '' AND (task = '' OR ?3 >= last_at) THEN ?5 ELSE task END, "
                   "last_at = max(last_at, ?3), run = CASE WHEN run = '' THEN ?6 ELSE run END, "
                   "agent = CASE WHEN slug = '' THEN ?8 ELSE agent END, "
                   "slug = CASE WHEN slug = '' THEN ?7 ELSE slug END, "
                   "line = CASE WHEN file = '' THEN ?10 ELSE line END, "
                   "file = CASE WHEN file = '' THEN ?9 ELSE file END, "
                   "spoken = max(spoken, ?11), listed = listed + ?12 WHERE number = ?1",
                   "iiittttttiii", number, n, f->e->at, v->to, v->task, v->run, v->slug, v->agent, v->file, v->line,
                   (int64_t)(v->via != VIA_SECTION), (int64_t)(v->via == VIA_SECTION));
}

static int open_again(Fold *f, const Statement *v, int64_t number)
{
    return sql_run(f->s,
                   "UPDATE escalation SET state = 'open', opened_at = ?2, changed_at = ?2, closed_why = '', "
                   "actor = '', comment = '', routed_to = '', spoken = ?3, handoff = max(handoff, ?4) "
                   "WHERE number = ?1",
                   "iiii", number, f->e->at, (int64_t)(v->via != VIA_SECTION), v->handoff);
}

/* Said after it was closed; tasks and checks tell of what is now. */
static bool opens(const Fold *f, const Statement *v, const Found *was)
{
    return was->closed && (!is_said(v->via) || f->e->at > was->changed_at);
}

int escalation_say(Fold *f, const Statement *said, int64_t *ret_number)
{
    Statement v = *said;
    Found was = { 0 };
    int64_t n = 0;

    if (is_said(v.via) && !*v.task)
        v.task = escalation_task_in(f, v.slug, v.reason);
    if (!v.cause)
        v.cause = cause_of(f, v.reason);
    int r = find(f, &v, &was), found = r;
    if (r == 0 && is_said(v.via) && *v.task)
        r = found = escalation_take_over(f, &v, &was.number);
    if (r == 0) {
        was.number = 1 + sql_int(f->s, "SELECT number FROM escalation ORDER BY number DESC LIMIT 1", "");
        r = insert(f, &v, was.number);
    }
    if (found == 1)
        r = opens(f, &v, &was) ? open_again(f, &v, was.number) : 0;
    if (r == 0)
        r = escalation_note(f, was.number, v.channel, &n);
    if (r == 0)
        r = count(f, &v, was.number, n);
    *ret_number = was.number;
    return r == 0 && *v.slug ? agent_mention(f, v.slug, v.agent) : r;
}

int escalation_close(Fold *f, int64_t number, const char *why)
{
    int r = sql_run(f->s,
                    "UPDATE escalation SET state = 'resolved', changed_at = ?2, actor = '', comment = '', "
                    "closed_why = ?3 WHERE number = ?1 AND state <> 'resolved'",
                    "iit", number, f->e->at, why);
    return r < 0 || !sqlite3_changes(f->s->db) ? r : escalation_note(f, number, "close", NULL);
}
