/*
 * fuzz_import.c - any bytes as a log that is imported, at once and in parts.  The first byte is how long the parts are.
 *
 * However the bytes arrive, the pieces are the same; each begins where it says, one behind the other.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../../src/core/import_split.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    Buf texts;                  /* of all pieces, with their places */
    Str log;
    int64_t last;               /* where the piece before began */
} Taken;

static void require(bool holds)
{
    if (!holds)
        abort();
}

static int64_t line_at(Str log, int64_t offset)
{
    int64_t line = 1;
    for (int64_t i = 0; i < offset; i++)
        line += log.data[i] == '\n';
    return line;
}

static int take(void *ctx, const Piece *p)
{
    Taken *t = ctx;
    require(p->offset > t->last && p->offset < (int64_t)t->log.len && p->line == line_at(t->log, p->offset));
    require(str_chr(p->text, '\n') < 0);
    t->last = p->offset;
    buf_addf(&t->texts, "%lld %lld ", (long long)p->line, (long long)p->offset);
    buf_add_str(&t->texts, p->text);
    buf_addc(&t->texts, '\n');
    return 0;
}

static void split(Str log, size_t part, Taken *t)
{
    CLEANUP(split_done) Split s = { .take = take, .ctx = t, .held = BUF_INIT };
    *t = (Taken){ .texts = BUF_INIT, .log = log, .last = -1 };
    for (size_t at = 0; at < log.len; at += part)
        require(split_feed(&s, str_slice(log, at, at + part), false) == 0);
    require(split_feed(&s, STR(""), true) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Taken whole, parts;
    if (!size || size > 4096)
        return 0;
    Str log = { (const char *)data + 1, size - 1 };
    split(log, log.len + 1, &whole);
    split(log, (size_t)data[0] % 32 + 1, &parts);
    require(str_eq(buf_str(&whole.texts), buf_str(&parts.texts)));
    buf_done(&whole.texts);
    buf_done(&parts.texts);
    return 0;
}
