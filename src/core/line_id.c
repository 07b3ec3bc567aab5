/*
 * line_id.c - counting equal lines, and ids made from them.
 */
#include "line_id.h"

#include <stdio.h>
#include <stdlib.h>

enum { COUNTED_MAX = 1 << 20, HASH_BYTES = 16, TIME_BYTES = 6 };
#define OLD_PREFIX "line-"

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

/*
 * A log is renamed, copied and linked: what says when it was is the same event in each.  Without a time equal
 * lines of two logs may be two events.
 */
static const char *log_of(const char *path, const Line *l)
{
    return l->at && l->twin >= 0 ? "" : path;
}

static void hash_line(const char *path, const Line *l, uint8_t out[DIGEST_SIZE])
{
    DigestFields *d = digest_fields_new();
    char which[32];

    snprintf(which, sizeof which, "%s%lld", l->twin < 0 ? "at " : "",
             l->twin < 0 ? (long long)l->offset : (long long)l->twin);
    digest_fields_add(d, path);
    digest_fields_add_str(d, (Str){ (const char *)l->digest, DIGEST_SIZE });
    digest_fields_add(d, which);
    digest_fields_end(d, out);
}

typedef struct { char text[5 + DIGEST_HEX_SIZE]; } LineId;

static LineId id_of(const Line *l, const uint8_t hash[DIGEST_SIZE])
{
    LineId id = { "log-" };
    uint8_t at[TIME_BYTES];
    for (int i = 0; i < TIME_BYTES; i++)
        at[i] = (uint8_t)((uint64_t)l->at >> (8 * (TIME_BYTES - 1 - i)));
    hex_from(at, TIME_BYTES, id.text + 4);
    id.text[4 + 2 * TIME_BYTES] = '-';
    hex_from(hash, HASH_BYTES, id.text + 5 + 2 * TIME_BYTES);
    return id;
}

/* As batons made them whose ids did not begin with the time. */
static LineId old_id_of(const uint8_t hash[DIGEST_SIZE])
{
    LineId id = { OLD_PREFIX };
    hex_from(hash, DIGEST_SIZE, id.text + sizeof OLD_PREFIX - 1);
    return id;
}

bool lines_have_old_ids(Store *s)
{
    return store_has_event_like(s, OLD_PREFIX);
}

int line_append(Store *s, const char *path, const Line *l, bool old_ids, Event *e)
{
    uint8_t hash[DIGEST_SIZE];

    if (old_ids) {
        hash_line(path, l, hash);
        if (store_has_event_like(s, old_id_of(hash).text))
            return 1;
    }
    hash_line(log_of(path, l), l, hash);
    LineId id = id_of(l, hash);
    e->id = id.text;
    int r = store_append(s, e, NULL);
    e->id = NULL;
    return r;
}
