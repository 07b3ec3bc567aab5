/*
 * redacted.c - which events were redacted, and whether a row is what it should be.
 */
#include "redacted.h"

#include <stdio.h>

#include "baton/format/json.h"

void redacted_digest(const LedgerRow *row, char out[DIGEST_HEX_SIZE])
{
    uint8_t digest[CHAIN_SIZE];
    ledger_chain(row->chain, row, digest);
    hex_from(digest, sizeof digest, out);
}

static int by_seq(const void *a, const void *b)
{
    const Redacted *x = a, *y = b;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

const char *redacted_in(const RedactedList *list, int64_t seq)
{
    const Redacted key = { .seq = seq };
    const Redacted *found =
        list->len ? bsearch(&key, list->items, list->len, sizeof *list->items, by_seq) : NULL;
    return found ? found->digest : NULL;
}

bool redacted_row_fits(const RedactedList *list, const LedgerRow *row, Str prev)
{
    const char *left = redacted_in(list, row->e.seq);
    char digest[DIGEST_HEX_SIZE];
    uint8_t chain[CHAIN_SIZE];

    if (left) {
        redacted_digest(row, digest);
        return row->chain.len == CHAIN_SIZE && strcmp(digest, left) == 0;
    }
    ledger_chain(prev, row, chain);
    return str_eq(row->chain, (Str){ (const char *)chain, CHAIN_SIZE });
}

int chain_of(Store *s, int64_t seq, Chain *ret)
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

/* An event can only be named by a later one. */
static void add_named(const LedgerRow *by, Arena *a, RedactedList *list)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    const RedactedList newer = *list;

    if (json_parse(str_from(by->e.body), &body) < 0)
        return;
    for (const Json *e = json_first(json_get(body, "events")); e; e = json_next(e)) {
        Redacted one = { .seq = json_get_int(e, "seq", 0) };
        const char *digest = json_get_str(e, "digest");
        if (one.seq <= 0 || one.seq >= by->e.seq || redacted_in(&newer, one.seq))
            continue;
        snprintf(one.digest, sizeof one.digest, "%s", digest ? digest : "");
        AVEC_PUSH(list, a, one);
    }
    if (list->len)
        qsort(list->items, list->len, sizeof *list->items, by_seq);
}

/*
 * The newest comes first: what it says counts, also of older redactions.  The condition stands here as
 * in the index, so that it is used.
 */
int redacted_list(Store *s, Arena *a, RedactedList *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT " EVENT_COLUMNS " FROM event WHERE kind <> 'telemetry' "
                  "AND kind = 'event.redacted' ORDER BY seq DESC",
                  "");
    RedactedList list = { 0 };
    LedgerRow row;
    Chain prev;
    int r;

    while ((r = sql_step(s, st)) == 1) {
        (void)ledger_row_read(st, &row);
        r = chain_of(s, row.e.seq - 1, &prev);
        if (r < 0)
            return r;
        if (redacted_row_fits(&list, &row, (Str){ prev.data, prev.len }))
            add_named(&row, a, &list);
    }
    if (r == 0)
        *ret = list;
    return r;
}
