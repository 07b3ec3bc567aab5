/*
 * line_id.c - counting equal lines, and ids made from them.
 */
#include "line_id.h"

#include <stdio.h>
#include <stdlib.h>

enum { COUNTED_MAX = 1 << 20 };

void counts_done(Counts *c)
{
    free(c->items);
    *c = (Counts){ 0 };
}

static Counted *counts_slot(Counts *c, uint64_t key)
{
    size_t i = (size_t)(key * 0x9e3779b97f4a7c15u) & (c->cap - 1);
    while (c->items[i].key && c->items[i].key != key)
        i = (i + 1) & (c->cap - 1);
    return &c->items[i];
}

static void counts_grow(Counts *c)
{
    Counts bigger = { .cap = c->cap ? c->cap * 2 : 1024 };
    bigger.items = mem_alloc(bigger.cap * sizeof *bigger.items);
    for (size_t i = 0; i < c->cap; i++)
        if (c->items[i].key)
            *counts_slot(&bigger, c->items[i].key) = c->items[i];
    bigger.len = c->len;
    free(c->items);
    *c = bigger;
}

int counts_next(Counts *c, const uint8_t digest[DIGEST_SIZE])
{
    uint64_t key;
    memcpy(&key, digest, sizeof key);
    key |= 1;
    if (c->len * 2 >= c->cap)
        counts_grow(c);
    Counted *slot = counts_slot(c, key);
    if (!slot->key && c->len >= COUNTED_MAX)
        return -1;
    if (!slot->key) {
        slot->key = key;
        c->len++;
    }
    return slot->count < TWINS_MAX ? (int)slot->count++ : -1;
}

LineId line_id(const char *path, const uint8_t digest[DIGEST_SIZE], int twin, int64_t offset)
{
    DigestFields *d = digest_fields_new();
    uint8_t out[DIGEST_SIZE];
    char which[32];
    LineId id = { "line-" };

    snprintf(which, sizeof which, "%s%lld", twin < 0 ? "at " : "",
             twin < 0 ? (long long)offset : (long long)twin);
    digest_fields_add(d, path);
    digest_fields_add_str(d, (Str){ (const char *)digest, DIGEST_SIZE });
    digest_fields_add(d, which);
    digest_fields_end(d, out);
    hex_from(out, sizeof out, id.text + 5);
    return id;
}
