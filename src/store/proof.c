/*
 * proof.c - what the chain says of single events: is it as it was recorded, what was the head.
 */
#include <stdio.h>

#include "baton/format/json.h"
#include "baton/store/gate.h"
#include "redacted.h"

static bool is_chain(Str chain)
{
    return chain.len == CHAIN_SIZE;
}

/* Also where something was taken out of it: then the last event.redacted that names it has to know it so. */
static int row_fits(Store *s, const LedgerRow *row, Str prev)
{
    uint8_t chain[CHAIN_SIZE];
    char is[DIGEST_HEX_SIZE], should[DIGEST_HEX_SIZE];

    ledger_chain(prev, row, chain);
    if (str_eq(row->chain, (Str){ (const char *)chain, CHAIN_SIZE }))
        return 1;
    int r = redacted_find(s, row->e.seq, should);
    if (r != 1 || !is_chain(row->chain))
        return MIN(r, 0);
    redacted_digest(row, is);
    return strcmp(is, should) == 0;
}

typedef struct { char data[CHAIN_SIZE]; size_t len; } Chain;

static Str chain_str(const Chain *c)
{
    return (Str){ c->data, c->len };
}

/* Of the event before; the first one follows nothing. */
static int chain_of(Store *s, int64_t seq, Chain *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "SELECT chain FROM event WHERE seq = ?", "i", seq);
    int r = seq > 0 ? sql_step(s, st) : 0;

    *ret = (Chain){ .len = 0 };
    if (r == 1 && sqlite3_column_bytes(st, 0) == CHAIN_SIZE) {
        ret->len = CHAIN_SIZE;
        memcpy(ret->data, sqlite3_column_blob(st, 0), CHAIN_SIZE);
    }
    return MIN(r, 0);
}

/* Its row, of this kind and subject when they are given, follows from the row before. */
static int is_linked(Store *s, int64_t seq, const char *kind, const char *subject)
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
    return row_fits(s, &row, chain_str(&prev));
}

/* Who bends an event and its chain value as well is betrayed by the event after it. */
int store_event_proven(Store *s, int64_t seq, EventKind kind, const char *subject)
{
    int r = seq > 0 ? is_linked(s, seq, event_kind_text(kind), subject) : 0;
    bool last = r == 1 && sql_int(s, "SELECT 1 FROM event WHERE seq = ?", "i", seq + 1) == 0;
    return r != 1 || last ? r : is_linked(s, seq + 1, NULL, NULL);
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

const char *store_signers_before(Store *s, Arena *a, int64_t seq, int64_t *ret_seq)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT seq, body FROM event WHERE kind IN ('signers.read', 'event.redacted') "
                  "AND kind = 'signers.read' AND seq < ? ORDER BY seq DESC LIMIT 1",
                  "i", seq);
    CLEANUP(json_free_ptr) Json *body = NULL;

    if (sql_step(s, st) != 1 || json_parse(str_from(sql_borrow(st, 1)), &body) < 0)
        return NULL;
    const char *text = json_get_str(body, "text");
    if (!text)
        return NULL;
    *ret_seq = sqlite3_column_int64(st, 0);
    return arena_strdup(a, text);
}
