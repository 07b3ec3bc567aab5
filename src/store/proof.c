/*
 * proof.c - what the chain says of single events: is it as it was recorded, what was the head.
 */
#include <errno.h>

#include "baton/format/json.h"
#include "baton/store/gate.h"
#include "redacted.h"

/* Its row, of this kind and subject when they are given, follows from the row before. */
static int is_linked(Store *s, const RedactedList *redacted, int64_t seq, const char *kind, const char *subject)
{
    Chain prev;
    int r = chain_of(s, seq - 1, &prev);
    if (r < 0 || (prev.len == 0) != (seq == 1))
        return MIN(r, 0);
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT " EVENT_COLUMNS " FROM event WHERE seq = ?", "i", seq);
    LedgerRow row;
    r = sql_step(s, st);
    if (r != 1)
        return r;
    (void)ledger_row_read(st, &row);
    if (kind && (strcmp(row.kind, kind) != 0 || strcmp(row.e.subject, subject ? subject : "") != 0))
        return 0;
    return redacted_row_fits(redacted, &row, (Str){ prev.data, prev.len });
}

/* Who bends an event and its chain value as well is betrayed by the event after it. */
int store_event_proven(Store *s, int64_t seq, EventKind kind, const char *subject)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    RedactedList redacted = { 0 };
    int r = seq > 0 ? redacted_list(s, a, &redacted) : -ENOENT;

    if (r < 0)
        return r == -ENOENT ? 0 : r;
    r = is_linked(s, &redacted, seq, event_kind_text(kind), subject);
    bool last = r == 1 && sql_int(s, "SELECT 1 FROM event WHERE seq = ?", "i", seq + 1) == 0;
    return r != 1 || last ? r : is_linked(s, &redacted, seq + 1, NULL, NULL);
}

static const char *hex_of(sqlite3_stmt *st, int col, char out[65])
{
    int len = sqlite3_column_bytes(st, col);
    hex_from(sqlite3_column_blob(st, col), len == CHAIN_SIZE ? CHAIN_SIZE : 0, out);
    return out;
}

int store_head(Store *s, int64_t *ret_seq, char ret_chain[65])
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT seq, chain FROM event ORDER BY seq DESC LIMIT 1", "");
    int r = sql_step(s, st);

    if (r < 0)
        return r;
    *ret_seq = r == 1 ? sqlite3_column_int64(st, 0) : 0;
    ret_chain[0] = '\0';
    if (r == 1)
        hex_of(st, 1, ret_chain);
    return 0;
}

/* An empty ledger was the head of every one. */
int store_was_head(Store *s, int64_t seq, const char *chain)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "SELECT chain FROM event WHERE seq = ?", "i", seq);
    char hex[65];
    int r = seq > 0 ? sql_step(s, st) : 0;

    if (seq == 0)
        return !*chain;
    return r == 1 ? *chain && strcmp(hex_of(st, 0, hex), chain) == 0 : r;
}

const char *store_project_id(Store *s, Arena *a)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "SELECT id FROM event WHERE seq = 1", "");
    return sql_step(s, st) == 1 ? sql_text(a, st, 0) : NULL;
}
