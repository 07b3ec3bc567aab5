/*
 * fuzz_search.c - anything as the words of a search, over a ledger of a few events.
 *
 * What is typed is words and never a query: there is something to find in it or not, and nothing fails.  A list of
 * numbers, as a filter asks for, has the same events as the hits, with an index and without one.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "baton/store/index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static Store *ledger(void)
{
    static Store *s;
    static const char *const reasons[] = { "the grant is missing", "NEAR AND OR NOT (a b)", "na\u00efve \"quotes\" * ^",
                                           "grants and granted, missing1999 gran\u00e9t" };
    Message m = { 0 };
    if (s)
        return s;
    require(store_open(STORE_MEMORY, STORE_WRITE, 0, &s, &m) == 0);
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++) {
        Event e = { .kind = EVENT_TELEMETRY, .at = 1000 + (int64_t)i, .agent = "qa", .action = "START",
                    .reason = reasons[i] };
        require(store_append(s, &e, NULL) == 0);
    }
    return s;
}

/* Its file is in no folder any more as soon as it is filled. */
static Index *filled_index(Store *s)
{
    static const char *const names[] = { "index.db", "index.db-wal", "index.db-shm" };
    static Index *x;
    char dir[] = "/tmp/baton-fuzz-XXXXXX";
    Message m = { 0 };
    if (x)
        return x;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    require(mkdtemp(dir) && index_open(dir, STORE_WRITE, 1000, &x, &m) == 0 && index_catch_up(x, s, 1000) == 0);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        (void)unlink(path_join(a, dir, names[i]));
    require(rmdir(dir) == 0);
    return x;
}

static void require_same(Arena *a, const char *words, int expected, const SearchHits *hits, Index *x)
{
    Seqs seqs = { 0 };
    require(index_matches(x, ledger(), a, words, 50, &seqs) == expected);
    require(seqs.len == hits->len);
    for (size_t i = 0; i < hits->len; i++)
        require(hits->items[i].event.seq == seqs.items[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    SearchHits hits = { 0 };
    if (size > 512)
        return 0;
    const char *words = arena_strndup(a, (const char *)data, size);
    int r = index_search(NULL, ledger(), a, &(SearchQuery){ .words = words }, &hits);
    require(r == 0 || r == -EINVAL);
    require_same(a, words, r, &hits, NULL);
    require_same(a, words, r, &hits, filled_index(ledger()));
    return 0;
}
