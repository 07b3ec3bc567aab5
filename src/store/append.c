/*
 * append.c - one event more at the end of the ledger, and everything that follows from it.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/base/digest.h"
#include "baton/base/utf8.h"
#include "fold.h"
#include "ledger.h"

/* The ledger holds valid UTF-8 only, so that no reader has to wonder. */
static const char *clean(Arena *a, const char *text)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Str s = str_from(text);

    if (utf8_valid(s))
        return s.data;
    utf8_add_valid(&out, s);
    return arena_str(a, buf_str(&out));
}

static LedgerRow make_row(Arena *a, const Event *e)
{
    int64_t at = e->at ? e->at : clock_now();
    const char *agent = clean(a, e->agent);
    const char *slug = agent_slug(a, str_from(agent));
    const char *id = e->id && *e->id ? clean(a, e->id) : uuid7(at, arena_alloc(a, UUID_TEXT_SIZE));

    return (LedgerRow){
        .e = { .id = id,
               .at = at,
               .kind = e->kind,
               .run = clean(a, e->run),
               .agent = agent,
               .action = clean(a, e->action),
               .subject = clean(a, e->subject),
               .actor = clean(a, e->actor),
               .source = e->source,
               .host = clean(a, e->host),
               .reason = clean(a, e->reason),
               .body = e->body && *e->body ? clean(a, e->body) : "{}" },
        .slug = slug ? slug : "",
        .kind = event_kind_text(e->kind),
        .source = source_text(e->source),
    };
}

/* Nobody else writes while we hold the lock, so the end is looked up once in a transaction. */
static int find_tail(Store *s)
{
    if (s->tail_known)
        return 0;
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT seq, chain FROM event ORDER BY seq DESC LIMIT 1", "");
    int r = sql_step(s, st);
    s->tail_seq = 0;
    if (r == 1) {
        s->tail_seq = sqlite3_column_int64(st, 0);
        if (sqlite3_column_bytes(st, 1) != CHAIN_SIZE)
            return -EBADMSG;
        memcpy(s->tail_chain, sqlite3_column_blob(st, 1), CHAIN_SIZE);
    }
    s->tail_known = r >= 0;
    return MIN(r, 0);
}

/* What was in the way can only be the id: SQLite counts the numbers. */
static int not_inserted(Store *s, const Event *e)
{
    return sql_int(s, "SELECT 1 FROM event WHERE id = ?", "t", e->id) == 1 ? 1 : -EBADMSG;
}

/*
 * 1: that id is there already.  A short-lived process prepares this each time: with names of columns and a clause
 * for the conflict it takes twice as long.  A number that SQLite counts itself is the next one, and needs no search
 * for its place.
 */
static int insert(Store *s, LedgerRow *row)
{
    const Event *e = &row->e;
    uint8_t chain[CHAIN_SIZE];
    int r = find_tail(s);

    if (r < 0)
        return r;
    row->e.seq = s->tail_seq + 1;
    ledger_chain((Str){ (const char *)s->tail_chain, s->tail_seq ? CHAIN_SIZE : 0 }, row, chain);
    r = sql_run(s,
                "INSERT OR IGNORE INTO event VALUES(NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",  /* EVENT_COLUMNS */
                "titttttttttttb", e->id, e->at, row->kind, e->run, e->agent, row->slug,
                e->action, e->subject, e->actor, row->source, e->host, e->reason, e->body,
                (Str){ (const char *)chain, CHAIN_SIZE });
    if (r < 0)
        return r;
    if (sqlite3_changes(s->db) == 0)
        return not_inserted(s, e);
    if (sqlite3_last_insert_rowid(s->db) != e->seq)
        return -EBADMSG;
    s->tail_seq = e->seq;
    memcpy(s->tail_chain, chain, CHAIN_SIZE);
    return 0;
}

static int append(Store *s, const Event *e, int64_t *ret_seq)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    LedgerRow row = make_row(a, e);
    s->folds = true;
    int r = insert(s, &row);
    if (r == 0)
        r = fold_event(s, &row);
    s->folds = false;
    if (r == 0 && ret_seq)
        *ret_seq = row.e.seq;
    if (r < 0)
        s->failed = r;
    return r;
}

int store_append(Store *s, const Event *e, int64_t *ret_seq)
{
    if (!sqlite3_get_autocommit(s->db))
        return append(s, e, ret_seq);
    int r = store_begin(s);
    if (r < 0)
        return r;
    r = append(s, e, ret_seq);
    if (r != 0) {
        store_rollback(s);
        return r;
    }
    return store_commit(s);
}
