/*
 * fold_escalation_check.c - handoffs whose check found files outside of the write scope.
 */
#include <limits.h>

#include "fold_escalation.h"

typedef struct { int64_t number; const char *run, *slug, *author; } Checked;

/* 1: this is the revision to look at, and somebody still has to. */
static int find(Fold *f, const char *revision, Checked *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s,
                  "SELECT number, run, from_slug, from_name FROM handoff WHERE id = ? AND digest = ? "
                  "AND state IN ('draft', 'submitted')",
                  "tt", f->e->subject, revision);
    int r = sql_step(f->s, st);

    if (r == 1)
        *ret = (Checked){ sqlite3_column_int64(st, 0), sql_full_text(f->a, st, 1), sql_full_text(f->a, st, 2),
                          sql_full_text(f->a, st, 3) };
    return r;
}

/* "src/rates.c is outside of the write scope of be, and 2 more" */
static const char *reason_of(Fold *f, const Json *check, const char **ret_file)
{
    const Json *list = json_get(check, "findings"), *first = json_first(list);
    const char *file = json_get_str(first, "file"), *text = json_get_str(first, "text");
    const char *why = json_get_str(check, "why");
    int64_t more = json_get_int(check, "findings_more", 0) + (json_is_array(list) ? (int64_t)json_len(list) : 0) - 1;

    *ret_file = file ? file : "";
    if (!text || !*text)
        return why && *why ? why : "files outside of the write scope";
    const char *one = arena_printf(f->a, "%s%s%s", *ret_file, **ret_file ? " " : "", text);
    return more > 0 ? arena_printf(f->a, "%s, and %d more", one, (int)MIN(more, INT_MAX)) : one;
}

static const char *cause_of(Fold *f)
{
    return arena_printf(f->a, "scope:%s", f->e->subject);
}

static int raise(Fold *f, const Json *check, const Checked *h)
{
    Statement said = { .via = VIA_CHECK, .cause = cause_of(f), .run = h->run, .slug = h->slug, .agent = h->author,
                       .to = "", .task = "", .channel = "check", .handoff = h->number };
    int64_t number;

    said.reason = reason_of(f, check, &said.file);
    said.line = json_get_int(json_first(json_get(check, "findings")), "line", 0);
    return escalation_say(f, &said, &number);
}

/* The files may be others by now. */
static int reword(Fold *f, const Json *check)
{
    const char *file, *reason = reason_of(f, check, &file);
    return sql_run(f->s,
                   "UPDATE escalation SET reason = ?2, file = ?3, line = ?4 WHERE cause = ?1 AND state <> 'resolved'",
                   "ttti", cause_of(f), reason, file,
                   json_get_int(json_first(json_get(check, "findings")), "line", 0));
}

/* It is known by its revision: a check that runs again over the same files finds nothing new. */
static int report_failed(Fold *f, const char *revision, const Json *check, const Checked *h)
{
    int r = sql_run(f->s, "INSERT OR IGNORE INTO escalation_mark VALUES('',?,0,0)", "t",
                    arena_printf(f->a, "%s:%s", cause_of(f), revision));
    if (r == 0 && sqlite3_changes(f->s->db))
        r = raise(f, check, h);
    return r < 0 ? r : reword(f, check);
}

static int report_passed(Fold *f, const char *revision, const Checked *h)
{
    int64_t number = sql_int(f->s, "SELECT number FROM escalation WHERE cause = ? AND state <> 'resolved'", "t",
                             cause_of(f));
    int r = sql_run(f->s, "DELETE FROM escalation_mark WHERE file = '' AND mark = ?", "t",
                    arena_printf(f->a, "%s:%s", cause_of(f), revision));
    return r < 0 || !number ? r
                            : escalation_close(f, number, arena_printf(f->a, "the scope check of handoff %d passed",
                                                                       (int)h->number));
}

int escalation_by_check(Fold *f, const char *revision, const Json *check)
{
    const char *name = json_get_str(check, "name"), *state = json_get_str(check, "state");
    Checked h;

    if (!text_same(name, "scope"))
        return 0;
    const bool failed = text_same(state, check_state_text(CHECK_FAILED));
    const bool passed = text_same(state, check_state_text(CHECK_PASSED));
    int r = failed || passed ? find(f, revision, &h) : 0;
    if (r != 1)
        return MIN(r, 0);
    return failed ? report_failed(f, revision, check, &h) : report_passed(f, revision, &h);
}

/* ---- nobody has to look at it any more ---- */

typedef struct { int64_t number; const char *why; } Over;
typedef VEC(Over) Overs;
static void done_overs(Overs *o) { VEC_DONE(o); }

static int find_over(Fold *f, Overs *out)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s,
                  "SELECT e.number, h.number, h.state FROM escalation e JOIN handoff h ON h.number = e.handoff "
                  "WHERE e.state <> 'resolved' AND e.via = 'check' "
                  "AND h.state IN ('approved', 'withdrawn', 'superseded') ORDER BY e.number",
                  "");
    int r;

    while ((r = sql_step(f->s, st)) == 1)
        VEC_PUSH(out, ((Over){ sqlite3_column_int64(st, 0),
                               arena_printf(f->a, "handoff %d is %s", sql_small(st, 1), sql_borrow(st, 2)) }));
    return r;
}

int escalations_of_decided(Fold *f)
{
    CLEANUP(done_overs) Overs all = { 0 };
    int r = find_over(f, &all);

    for (size_t i = 0; r == 0 && i < all.len; i++)
        r = escalation_close(f, all.items[i].number, all.items[i].why);
    return r;
}
