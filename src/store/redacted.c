/*
 * redacted.c - which events were redacted.
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

/* The condition stands here as in the index, so that it is used. */
#define REDACTIONS "FROM event WHERE kind IN ('signers.read', 'event.redacted') AND kind = 'event.redacted' "

static bool named_in(const Json *body, int64_t seq, char ret_digest[DIGEST_HEX_SIZE])
{
    for (const Json *e = json_first(json_get(body, "events")); e; e = json_next(e))
        if (json_get_int(e, "seq", 0) == seq) {
            const char *digest = json_get_str(e, "digest");
            if (ret_digest)
                snprintf(ret_digest, DIGEST_HEX_SIZE, "%s", digest ? digest : "");
            return true;
        }
    return false;
}

int redacted_find(Store *s, int64_t seq, char ret_digest[DIGEST_HEX_SIZE])
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT body " REDACTIONS "AND seq > ? ORDER BY seq DESC", "i", seq);
    int r;

    while ((r = sql_step(s, st)) == 1) {
        CLEANUP(json_free_ptr) Json *body = NULL;
        if (json_parse(str_from(sql_borrow(st, 0)), &body) == 0 && named_in(body, seq, ret_digest))
            return 1;
    }
    return r;
}

static int by_seq(const void *a, const void *b)
{
    const Redacted *x = a, *y = b;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

/* An event can only be named by a later one; the newest comes first, and what it says counts. */
static void add_all(const Json *body, int64_t by, Arena *a, RedactedList *list)
{
    const RedactedList newer = *list;

    for (const Json *e = json_first(json_get(body, "events")); e; e = json_next(e)) {
        Redacted one = { .seq = json_get_int(e, "seq", 0) };
        const char *digest = json_get_str(e, "digest");
        if (one.seq <= 0 || one.seq >= by || redacted_in(&newer, one.seq))
            continue;
        snprintf(one.digest, sizeof one.digest, "%s", digest ? digest : "");
        AVEC_PUSH(list, a, one);
    }
}

int redacted_list(Store *s, Arena *a, RedactedList *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "SELECT body, seq " REDACTIONS "ORDER BY seq DESC", "");
    RedactedList list = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1) {
        CLEANUP(json_free_ptr) Json *body = NULL;
        if (json_parse(str_from(sql_borrow(st, 0)), &body) < 0)
            continue;
        add_all(body, sqlite3_column_int64(st, 1), a, &list);
        if (list.len)
            qsort(list.items, list.len, sizeof *list.items, by_seq);
    }
    if (r == 0)
        *ret = list;
    return r;
}

const char *redacted_in(const RedactedList *list, int64_t seq)
{
    const Redacted key = { .seq = seq };
    const Redacted *found =
        list->len ? bsearch(&key, list->items, list->len, sizeof *list->items, by_seq) : NULL;
    return found ? found->digest : NULL;
}
