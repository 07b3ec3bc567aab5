/*
 * redact.c - takes a text out of the whole ledger, and out of the file's bytes.
 *
 * Texts hide in other forms: escaped where JSON stands inside of a string, as hex in patches and in
 * artifacts that are no UTF-8.  Bodies are parsed, so that no escape of theirs hides anything.  What is
 * made from the events is made again; at last the file is written anew, because pages that SQLite gave
 * up long ago keep their bytes.
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>

#include "baton/base/utf8.h"
#include "baton/format/json.h"
#include "baton/store/gate.h"
#include "fold.h"
#include "redacted.h"

enum { SECRET_MIN = 4 };                /* shorter ones stand everywhere by chance */

static const char mark[] = "[redacted]";
static const char mark_hex[] = "5b72656461637465645d";

typedef struct { Str what; const char *with; } Spelling;
typedef struct {
    Arena *a;
    Spelling forms[4];
    size_t count;
} Forms;

static void form_add(Forms *f, Str what, const char *with)
{
    for (size_t i = 0; i < f->count; i++)
        if (str_eq(f->forms[i].what, what))
            return;
    f->forms[f->count++] = (Spelling){ what, with };
}

static Str upper(Arena *a, Str s)
{
    char *out = arena_strndup(a, s.data, s.len);
    for (size_t i = 0; i < s.len; i++)
        out[i] = (char)toupper((unsigned char)out[i]);
    return (Str){ out, s.len };
}

static Str escaped(Arena *a, const char *text)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    CLEANUP(json_free_ptr) Json *j = json_string(text);

    json_write(&out, j, false);
    return str_from(arena_str(a, str_slice(buf_str(&out), 1, out.len - 1)));
}

static void forms_make(Forms *f, Str secret)
{
    char *hex = arena_alloc(f->a, 2 * secret.len + 1);

    hex_from((const uint8_t *)secret.data, secret.len, hex);
    form_add(f, secret, mark);
    form_add(f, str_from(hex), mark_hex);
    form_add(f, upper(f->a, str_from(hex)), mark_hex);
    if (utf8_valid(secret) && str_chr(secret, '\0') < 0)
        form_add(f, escaped(f->a, arena_str(f->a, secret)), mark);
}

static bool holds(const Forms *f, Str text)
{
    for (size_t i = 0; i < f->count; i++)
        if (str_find(text, f->forms[i].what) >= 0)
            return true;
    return false;
}

static const char *without_form(Arena *a, Str text, const Spelling *form)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    ptrdiff_t at;

    while ((at = str_find(text, form->what)) >= 0) {
        buf_add(&out, text.data, (size_t)at);
        buf_adds(&out, form->with);
        text = str_slice(text, (size_t)at + form->what.len, text.len);
    }
    buf_add_str(&out, text);
    return arena_str(a, buf_str(&out));
}

/* The same pointer when nothing is in it. */
static const char *without(const Forms *f, const char *text)
{
    for (size_t i = 0; i < f->count; i++)
        if (str_find(str_from(text), f->forms[i].what) >= 0)
            text = without_form(f->a, str_from(text), &f->forms[i]);
    return text;
}

static Json *value_without(const Forms *f, const Json *j);

static Json *members_without(const Forms *f, const Json *j, Json *into)
{
    for (const Json *child = json_first(j); child; child = json_next(child))
        json_put(into, json_key(child) ? without(f, json_key(child)) : NULL, value_without(f, child));
    return into;
}

/* A number may be the secret as well. */
static Json *value_without(const Forms *f, const Json *j)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;

    if (json_text(j))
        return json_string(without(f, json_text(j)));
    if (json_is_object(j))
        return members_without(f, j, json_object());
    if (json_is_array(j))
        return members_without(f, j, json_array());
    json_write(&out, j, false);
    return holds(f, buf_str(&out)) ? json_string(mark) : json_copy(j);
}

static const char *json_line(Arena *a, const Json *j)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    json_write(&out, j, false);
    return arena_str(a, buf_str(&out));
}

/* What stands across several values cannot be cut out: then the whole body goes. */
static const char *body_without(const Forms *f, const char *body)
{
    CLEANUP(json_free_ptr) Json *was = NULL, *is = NULL;

    if (!holds(f, str_from(body)) && !strchr(body, '\\'))
        return body;
    if (json_parse(str_from(body), &was) < 0)
        return without(f, body);
    is = value_without(f, was);
    const char *before = json_line(f->a, was), *after = json_line(f->a, is);
    if (strcmp(before, after) == 0 && !holds(f, str_from(body)))
        return body;
    return holds(f, str_from(after)) ? "{\"redacted\":true}" : after;
}

/* True: something was taken out.  Texts live in the arena or are those of the row. */
static bool row_redact(const Forms *f, LedgerRow *row)
{
    Event *e = &row->e;
    const char **const texts[] = { &e->run, &e->agent, &row->slug, &e->action, &e->subject, &e->actor, &e->host,
                                   &e->reason };
    const char *body = body_without(f, e->body);
    bool changed = body != e->body;

    e->body = body;
    if (holds(f, str_from(e->agent))) {
        const char *slug = agent_slug(f->a, str_from(without(f, e->agent)));
        row->slug = slug ? slug : "";
    }
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        const char *text = without(f, *texts[i]);
        changed |= text != *texts[i];
        *texts[i] = text;
    }
    if (holds(f, str_from(e->id))) {            /* ids differ from each other */
        e->id = arena_printf(f->a, "%s-%" PRId64, mark, e->seq);
        changed = true;
    }
    return changed;
}

static int row_update(Store *s, const LedgerRow *row)
{
    const Event *e = &row->e;
    return sql_run(s,
                   "UPDATE event SET id = ?2, run = ?3, agent = ?4, slug = ?5, action = ?6, subject = ?7, "
                   "actor = ?8, host = ?9, reason = ?10, body = ?11 WHERE seq = ?1",
                   "itttttttttt", e->seq, e->id, e->run, e->agent, row->slug, e->action, e->subject, e->actor,
                   e->host, e->reason, e->body);
}

static void name_event(Json *events, const LedgerRow *row)
{
    char digest[DIGEST_HEX_SIZE];
    Json *one = json_object();

    redacted_digest(row, digest);
    json_put_int(one, "seq", row->e.seq);
    json_put_str(one, "digest", digest);
    json_put(events, NULL, one);
}

/* 1: there was a next one; *seq is its own. */
static int redact_next(Store *s, const Forms *forms, int64_t *seq, Json *events)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT " EVENT_COLUMNS " FROM event WHERE seq > ? ORDER BY seq LIMIT 1", "i", *seq);
    Forms f = *forms;
    LedgerRow row;
    int r = sql_step(s, st);

    if (r != 1)
        return r;
    f.a = a;
    (void)ledger_row_read(st, &row);
    *seq = row.e.seq;
    if (!row_redact(&f, &row))
        return 1;
    name_event(events, &row);
    r = row_update(s, &row);
    return r < 0 ? r : 1;
}

static int redact_events(Store *s, const Forms *f, Json *events)
{
    int64_t seq = 0;
    int r;

    while ((r = redact_next(s, f, &seq, events)) == 1)
        ;
    return r;
}

static int run_sql(Store *s, const char *sql)
{
    return sql_errno(s->db, sqlite3_exec(s->db, sql, NULL, NULL, NULL));
}

/* Caches are filled anew by whoever needs them. */
static int forget_caches(Store *s, const Forms *f)
{
    static const char *const sql[] = {
        "DELETE FROM seen WHERE instr(CAST(path AS BLOB), ?)",
        "DELETE FROM viewed WHERE instr(CAST(who || char(10) || handoff || char(10) || revision AS BLOB), ?)",
        "DELETE FROM lease WHERE instr(CAST(name AS BLOB), ?)",
    };
    int r = 0;

    for (size_t i = 0; r == 0 && i < f->count * ARRAY_LEN(sql); i++)
        r = sql_run(s, sql[i % ARRAY_LEN(sql)], "b", f->forms[i / ARRAY_LEN(sql)].what);
    return r;
}

static int record(Store *s, const Forms *f, const Event *about, Json *events)
{
    CLEANUP(json_free_ptr) Json *body = json_object();

    json_put_int(body, "count", (int64_t)json_len(events));
    json_put(body, "events", json_copy(events));
    return store_append(s,
                        &(Event){ .kind = EVENT_EVENT_REDACTED,
                                  .actor = without(f, about->actor),
                                  .reason = without(f, about->reason),
                                  .source = about->source,
                                  .body = json_line(f->a, body) },
                        NULL);
}

/* The guard is off for as long as nobody else can write. */
static int redact(Store *s, const Forms *f, const Event *about, Json *events)
{
    int64_t folded;
    int r = run_sql(s, "DROP TRIGGER IF EXISTS event_fixed");

    if (r == 0)
        r = redact_events(s, f, events);
    if (r == 0)
        r = run_sql(s, "CREATE TRIGGER event_fixed BEFORE UPDATE ON event\n"
                       "BEGIN SELECT raise(ABORT, 'an event of the ledger is never changed'); END");
    if (r == 0 && json_len(events))
        r = record(s, f, about, events);
    if (r == 0 && json_len(events))
        r = fold_ledger(s, &folded);
    return r == 0 ? forget_caches(s, f) : r;
}

/*
 * The file is written anew without what was given up, and the log is emptied into it.  -EAGAIN: somebody is
 * in the way; what was recorded stays recorded.
 */
static int scrub(Store *s)
{
    int r = run_sql(s, "VACUUM");
    if (r < 0)
        return r == -EBUSY ? -EAGAIN : r;
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "PRAGMA wal_checkpoint(TRUNCATE)", "");
    r = sql_step(s, st);
    return r == -EBUSY || (r == 1 && sqlite3_column_int64(st, 0) != 0) ? -EAGAIN : MIN(r, 0);
}

int store_redact(Store *s, Str secret, const char *who, const char *why, Source source)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(json_free_ptr) Json *events = json_array();
    const Event about = { .actor = who ? who : "", .reason = why ? why : "", .source = source };
    Forms f = { .a = a };

    if (secret.len < SECRET_MIN || str_find(str_from(mark), secret) >= 0 || str_find(str_from(mark_hex), secret) >= 0)
        return -EINVAL;
    forms_make(&f, secret);
    int r = run_sql(s, "PRAGMA secure_delete=ON");
    if (r == 0)
        r = store_begin(s);
    if (r < 0)
        return r;
    r = redact(s, &f, &about, events);
    if (r == 0)
        r = store_commit(s);
    store_rollback(s);
    if (r == 0)
        r = scrub(s);
    return r < 0 ? r : (int)json_len(events);
}
