/*
 * fold_claim.c - who said to be at work on which task.
 *
 * A file says it by the assignee of a task in progress, telemetry by a START that names it, a log
 * in a session file by its task.  A claim ends with the progress of its task, when its agent says to be at
 * another one, and when its log or its telemetry says that it stopped.
 */
#include <ctype.h>

#include "held.h"

enum { WORDS_MAX = 32, WORD_MAX = 64, NAMED_MAX = 8, EARLY_MS = 10 * 60 * 1000 };

static const char from_file[] = "file", from_telemetry[] = "telemetry", from_report[] = "report";

int claims_clear(Fold *f, const char *task)
{
    return sql_run(f->s, "DELETE FROM claim WHERE task = ?", "t", task);
}

/* Who begins something stands no more on a task that is assigned to somebody else. */
static int leave_others(Fold *f, const char *slug, const char *task)
{
    return sql_run(f->s, "DELETE FROM claim WHERE slug = ?1 AND task <> ?2 AND NOT EXISTS "
                   "(SELECT 1 FROM task WHERE task.id = claim.task AND task.slug = ?1)", "tt", slug, task);
}

static int claim(Fold *f, const char *task, const char *slug, const char *name, const char *source)
{
    held_end_claims(f->s, slug, false);
    return sql_run(f->s, "INSERT OR REPLACE INTO claim(slug, task, source, name, at, seq) VALUES(?,?,?,?,?,?)",
                   "ttttii", slug, task, source, name, f->e->at, f->e->seq);
}

int claim_by_file(Fold *f, const char *task, const char *slug, const char *name)
{
    int r = *slug ? leave_others(f, slug, task) : 0;
    return r < 0 || !*slug ? r : claim(f, task, slug, name, from_file);
}

int claim_drop(Fold *f, const char *task, const char *slug)
{
    return sql_run(f->s, "DELETE FROM claim WHERE slug = ? AND task = ?", "tt", slug, task);
}

/* An agent may say that it starts just before the file does; what it said long ago is over. */
int claims_begin(Fold *f, const char *task)
{
    return sql_run(f->s, "DELETE FROM claim WHERE task = ? AND at < ?", "ti", task, f->e->at - EARLY_MS);
}

/* ---- tasks that a text names ---- */

/* Of tasks that are still to be done. */
static int claim_found(Fold *f, const char *sql, const char *name, const char *file, const char *source)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(f->s, sql, "tt", name, file);
    StrList ids = { 0 };
    int r;

    while ((r = sql_step(f->s, st)) == 1 && ids.len < NAMED_MAX)
        strlist_add(&ids, f->a, sql_full_text(f->a, st, 0));
    for (size_t i = 0; r >= 0 && i < ids.len; i++)
        r = claim(f, ids.items[i], f->slug, f->e->agent, source);
    return r < 0 ? r : (int)ids.len;
}

#define STILL_OPEN " AND state IN ('in_progress', 'pending', 'unknown')"

static int claim_named(Fold *f, const char *name, const char *source)
{
    return claim_found(f, "SELECT id FROM task WHERE ((ref = ?1 AND ref <> '') OR id = ?1) AND ?2 = ''"
                       STILL_OPEN, name, "", source);
}

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.';
}

/* "3" or "done" in a sentence names no task: letters and digits together do. */
static bool is_like_ref(Str w)
{
    bool letter = false, digit = false;
    for (size_t i = 0; i < w.len; i++) {
        letter |= isalpha((unsigned char)w.data[i]) != 0;
        digit |= isdigit((unsigned char)w.data[i]) != 0;
    }
    return letter && digit && w.len <= WORD_MAX;
}

static int claim_words(Fold *f, const char *text, const char *source)
{
    int r = 0;
    for (int n = 0; r >= 0 && *text && n < WORDS_MAX;) {
        size_t len = 0;
        while (text[len] && in_word(text[len]))
            len++;
        Str w = { text, len };
        while (w.len && w.data[w.len - 1] == '.')
            w.len--;
        if (is_like_ref(w)) {
            r = claim_named(f, arena_str(f->a, w), source);
            n++;
        }
        text += len ? len : 1;
    }
    return MIN(r, 0);
}

const char *task_field(const Fold *f)
{
    static const char *const keys[] = { "task_id", "task", "ticket" };
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        const char *text = json_get_str(f->body, keys[i]);
        if (text && *text)
            return text;
    }
    return NULL;
}

/* An agent does one thing at a time: what it says now replaces what it said before.  Mostly that claimed nothing. */
static int claims_end(Fold *f, const char *source)
{
    if (!sql_int(f->s, "SELECT 1 FROM claim WHERE slug = ? LIMIT 1", "t", f->slug))
        return 0;
    int r = sql_run(f->s, "DELETE FROM claim WHERE slug = ? AND source = ?", "tt", f->slug, source);
    return r < 0 ? r : leave_others(f, f->slug, "");
}

/* Most of a log starts and ends what names no task: then there is nothing to end the second time. */
static int telemetry_ends(Fold *f)
{
    if (held_claims_ended(f->s, f->slug))
        return 0;
    int r = claims_end(f, from_telemetry);
    held_end_claims(f->s, f->slug, r == 0);
    return r;
}

bool is_start(const Event *e)
{
    return str_ieq(str_from(e->action), STR("START"));
}

int claim_by_telemetry(Fold *f)
{
    static const char *const ends[] = { "COMPLETED", "COMPLETE", "DONE", "STOP", "STOPPED", "FAILED", "HANDOFF" };
    const char *field = task_field(f);
    bool end = false;
    int r;

    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        end |= str_ieq(str_from(f->e->action), str_from(ends[i]));
    if (end)
        return telemetry_ends(f);
    if (!is_start(f->e))
        return 0;
    if ((r = telemetry_ends(f)) < 0)
        return r;
    if (!field)
        return claim_words(f, f->e->reason ? f->e->reason : "", from_telemetry);
    r = claim_named(f, field, from_telemetry);
    return r ? MIN(r, 0) : claim_words(f, field, from_telemetry);
}

int claim_by_report(Fold *f, bool working, const char *task, const char *file)
{
    int r = claims_end(f, from_report);
    if (r < 0 || !working || !*task)
        return r;
    if ((r = claim_named(f, task, from_report)) == 0)
        r = claim_found(f, "SELECT id FROM task WHERE file = ?2 AND title = ?1" STILL_OPEN, task, file,
                        from_report);
    return r ? MIN(r, 0) : claim_words(f, task, from_report);
}
