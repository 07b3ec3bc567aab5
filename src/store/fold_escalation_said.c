/*
 * fold_escalation_said.c - escalations that somebody said: in telemetry, in a line, in a list of a file.
 */
#include "baton/model/escalation.h"
#include "fold_escalation.h"

/* ---- telemetry ---- */

/* Every event passes here: the word alone is looked for first, by what libc finds quickly. */
static bool is_printed(const Event *e, EscalationLine *ret)
{
    return (strstr(e->reason, "scalation") || strstr(e->reason, "SCALATION")) &&
           escalation_in(str_from(e->reason), ret);
}

bool escalation_is_told(const Event *e)
{
    EscalationLine line;
    return str_ieq(str_from(e->action), STR("ESCALATE")) || is_printed(e, &line);
}

int escalation_by_telemetry(Fold *f)
{
    const char *task = task_field(f);
    Statement said = { .via = VIA_EVENT, .run = f->e->run, .slug = f->slug, .agent = f->e->agent,
                       .reason = f->e->reason, .to = fold_text(f, "to"), .task = task ? task : "", .file = "",
                       .channel = "event" };
    EscalationLine line;
    int64_t number;

    if (is_printed(f->e, &line)) {
        said.reason = arena_str(f->a, line.reason);
        said.to = line.to.len ? arena_str(f->a, line.to) : said.to;
    }
    int r = escalation_say(f, &said, &number);
    return r == 0 ? escalation_meets_task(f, number) : r;
}

/* ---- what files say ---- */

/* 1: this file says it already. */
static int is_marked(Fold *f, const char *mark)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s, "SELECT 1 FROM escalation_mark WHERE file = ? AND mark = ?", "tt", f->e->subject, mark);
    return sql_step(f->s, st);
}

static int mark(Fold *f, const char *what, int64_t number, EscalationVia via)
{
    return sql_run(f->s, "INSERT INTO escalation_mark VALUES(?,?,?,?)", "ttii", f->e->subject, what, number,
                   (int64_t)(via == VIA_SECTION));
}

/* The number of what is said; 0 in a session that is over: there it is no news. */
static int say_stated(Fold *f, EscalationVia via, int64_t *ret_number)
{
    const char *file = f->e->subject;
    const Statement said = { .via = via, .run = f->e->run, .slug = f->slug, .agent = f->e->agent,
                             .reason = f->e->reason, .to = fold_text(f, "to"), .task = fold_text(f, "task"),
                             .file = file, .channel = arena_printf(f->a, "file:%s", file),
                             .line = json_get_int(f->body, "line", 0) };

    *ret_number = 0;
    if (session_is_archived(file))
        return 0;
    int r = escalation_say(f, &said, ret_number);
    return r == 0 ? escalation_meets_task(f, *ret_number) : r;
}

int fold_escalation_stated(Fold *f)
{
    const char *what = fold_text(f, "mark");
    EscalationVia via = VIA_LINE;
    int64_t number;

    if (!*f->e->subject || !*what)
        return 0;
    (void)escalation_via_parse(fold_text(f, "via"), &via);
    if (via != VIA_SECTION)
        via = VIA_LINE;
    int r = is_marked(f, what);
    if (r)
        return MIN(r, 0);
    r = say_stated(f, via, &number);
    return r == 0 ? mark(f, what, number, via) : r;
}

/* 1: the file said it, *ret_number is what; 0 when that was no entry of a list. */
static int unmark(Fold *f, const char *what, int64_t *ret_number)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s, "DELETE FROM escalation_mark WHERE file = ? AND mark = ? RETURNING number, listed", "tt",
                  f->e->subject, what);
    int r = sql_step(f->s, st);

    *ret_number = r == 1 && sqlite3_column_int64(st, 1) ? sqlite3_column_int64(st, 0) : 0;
    return MIN(r, 0);
}

/* Nothing else says it: no other list, no event, no printed line. */
static int drop_entry(Fold *f, int64_t number)
{
    const char *why = fold_text(f, "why");
    int r = sql_run(f->s, "UPDATE escalation SET listed = listed - 1 WHERE number = ?", "i", number);

    if (r < 0 || sql_int(f->s, "SELECT 1 FROM escalation WHERE number = ? AND listed <= 0 AND spoken = 0", "i",
                         number) != 1)
        return r;
    return escalation_close(f, number, *why ? why : arena_printf(f->a, "%s does not list it any more", f->e->subject));
}

int fold_escalation_unsaid(Fold *f)
{
    int64_t number;
    int r = 0;

    for (const Json *m = json_first(json_get(f->body, "marks")); r == 0 && m; m = json_next(m)) {
        r = json_text(m) ? unmark(f, json_text(m), &number) : 0;
        if (r == 0 && json_text(m) && number)
            r = drop_entry(f, number);
    }
    return r;
}
