/*
 * ledger.c - reading an event's row, and the hash that ties it to the row before.
 */
#include "ledger.h"

#include "baton/base/digest.h"

bool ledger_row_read(sqlite3_stmt *st, LedgerRow *ret_row)
{
    Event e = {
        .seq = sqlite3_column_int64(st, 0),
        .id = sql_borrow(st, 1),
        .at = sqlite3_column_int64(st, 2),
        .run = sql_borrow(st, 4),
        .agent = sql_borrow(st, 5),
        .action = sql_borrow(st, 7),
        .subject = sql_borrow(st, 8),
        .actor = sql_borrow(st, 9),
        .host = sql_borrow(st, 11),
        .reason = sql_borrow(st, 12),
        .body = sql_borrow(st, 13),
    };
    *ret_row = (LedgerRow){
        .e = e, .slug = sql_borrow(st, 6), .kind = sql_borrow(st, 3), .source = sql_borrow(st, 10)
    };
    ret_row->chain.data = sqlite3_column_blob(st, 14);
    ret_row->chain.len = (size_t)sqlite3_column_bytes(st, 14);
    bool known = event_kind_parse(ret_row->kind, &ret_row->e.kind) == 0;
    return source_parse(ret_row->source, &ret_row->e.source) == 0 && known;
}

/* In decimal; two of each event, so that printf() would be a tenth of what appending costs. */
static void add_number(DigestFields *d, int64_t n)
{
    char text[24], *end = text + sizeof text, *p = end;
    uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;

    do
        *--p = (char)('0' + rest % 10);
    while (rest /= 10);
    if (n < 0)
        *--p = '-';
    digest_fields_add_str(d, (Str){ p, (size_t)(end - p) });
}

void ledger_chain(Str prev, const LedgerRow *row, uint8_t out[CHAIN_SIZE])
{
    const Event *e = &row->e;
    const char *const texts[] = {
        e->id, row->kind, e->run, e->agent, row->slug, e->action, e->subject, e->actor,
        row->source, e->host, e->reason, e->body,
    };
    DigestFields *d = digest_fields_new();

    digest_fields_add_str(d, prev);
    add_number(d, e->seq);
    add_number(d, e->at);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        digest_fields_add(d, texts[i]);
    digest_fields_end(d, out);
}
