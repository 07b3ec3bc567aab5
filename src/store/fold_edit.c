/*
 * fold_edit.c - edits that baton made: standing, undone, lost or passed.
 *
 * A value that is set anew passes the edit that set it before; undoing the later one brings the
 * earlier back.  Lines that were put in stand beside each other and pass nothing.
 */
#include "fold.h"

static bool sets_value(const char *what)
{
    return strcmp(what, "state") == 0 || strcmp(what, "assign") == 0;
}

static int pass_earlier(Fold *f, int64_t number, const char *what)
{
    return sql_run(f->s,
                   "UPDATE edit SET state = 'passed', passed_by = CASE WHEN state = 'standing' THEN ?3 "
                   "ELSE 0 END, changed_at = ?4 WHERE task = ?1 AND what = ?2 "
                   "AND state IN ('standing', 'lost')",
                   "ttii", f->e->subject, what, number, f->e->at);
}

static const char *patch_text(const Fold *f)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    const Json *patch = json_get(f->body, "patch");
    if (!patch)
        return "{}";
    json_write(&out, patch, false);
    return arena_str(f->a, buf_str(&out));
}

int fold_edit_made(Fold *f)
{
    const Event *e = f->e;
    const char *what = fold_text(f, "what");
    int64_t number = sql_int(f->s, "SELECT ifnull(max(number), 0) + 1 FROM edit", "");
    int r = sets_value(what) ? pass_earlier(f, number, what) : 0;

    return r < 0 ? r
                 : sql_run(f->s,
                           "INSERT INTO edit VALUES(?,?,?,?,?,?,'standing',0,?,?,?,?,?,?,?,?,?,?,?)",
                           "ittttttittttttt" "ii", number, e->id, e->subject, fold_text(f, "title"),
                           fold_text(f, "ref"), what, fold_text(f, "file"),
                           json_get_int(f->body, "line", 0), fold_text(f, "before"),
                           fold_text(f, "after"), fold_text(f, "was"), fold_text(f, "became"),
                           e->actor, e->agent, patch_text(f), e->at, e->at);
}

static int set_state(Fold *f, const char *state)
{
    return sql_run(f->s, "UPDATE edit SET state = ?2, changed_at = ?3 WHERE number = ?1", "iti",
                   json_get_int(f->body, "edit", 0), state, f->e->at);
}

int fold_edit_undone(Fold *f)
{
    int r = set_state(f, "undone");
    if (r == 0)
        r = sql_run(f->s,
                    "UPDATE edit SET state = CASE WHEN ?2 THEN 'passed' ELSE 'standing' END, "
                    "passed_by = 0 WHERE passed_by = ?1",
                    "ii", json_get_int(f->body, "edit", 0),
                    (int64_t)json_get_bool(f->body, "dismissed", false));
    return r;
}

int fold_edit_lost(Fold *f)
{
    return set_state(f, "lost");
}

int fold_edit_passed(Fold *f)
{
    return set_state(f, "passed");
}
