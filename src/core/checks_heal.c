/*
 * checks_heal.c - evidence that somebody was killed over is collected by the next one who comes along.
 *
 * A revision may be recorded and its process be gone before the checks ran; a command may have been killed in
 * the background.  Each revision is tried once per process: what cannot be collected does not hold up every look
 * at the files.
 */
#include <pthread.h>
#include <stdio.h>

#include "baton/base/clock.h"
#include "baton/sys/exec.h"
#include "checking.h"
#include "taking.h"

/* The background needs so long to take its lease.  What is kept of each try: enough to tell them apart. */
enum { START_MS = 10 * 1000, TRIED_MAX = 256, MARK_SIZE = 32 };

static pthread_mutex_t trying = PTHREAD_MUTEX_INITIALIZER;
static char tried[TRIED_MAX][MARK_SIZE + 1];
static size_t tried_count;

static void mark_of(const UncheckedRow *row, char out[MARK_SIZE + 1], Arena *a)
{
    char hex[DIGEST_HEX_SIZE];
    const char *what = arena_printf(a, "%s %s %d", row->handoff, row->revision, row->running);
    snprintf(out, MARK_SIZE + 1, "%s", digest_hex(str_from(what), hex));
}

/* When there were too many, no more are tried. */
static bool is_first_try(const UncheckedRow *row, Arena *a)
{
    char mark[MARK_SIZE + 1];
    bool known = false;
    mark_of(row, mark, a);
    pthread_mutex_lock(&trying);
    for (size_t i = 0; i < tried_count && !known; i++)
        known = strcmp(tried[i], mark) == 0;
    bool first = !known && tried_count < TRIED_MAX;
    if (first)
        memcpy(tried[tried_count++], mark, sizeof mark);
    pthread_mutex_unlock(&trying);
    return first;
}

/* Somebody has the lease and lives, or is about to take it. */
static bool is_at_work(const UncheckedRow *row)
{
    if (row->pid)
        return row->started && proc_started(row->pid) == row->started;
    int64_t age = clock_now() - row->at;
    return row->running && age >= 0 && age < START_MS;
}

void evidence_heal(Context *c)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    UncheckedRows rows = { 0 };
    StrList due = { 0 };
    if (c->store_mode != STORE_WRITE || store_unchecked(c->store, a, &rows) < 0)
        return;
    for (size_t i = 0; i < rows.len; i++)
        if (!is_at_work(&rows.items[i]) && is_first_try(&rows.items[i], a))
            strlist_add_new(&due, a, str_from(rows.items[i].handoff));
    if (due.len)
        evidence_collect(c, &due, a);
}
