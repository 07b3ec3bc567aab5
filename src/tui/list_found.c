/*
 * list_found.c - what a filter finds, where finding it takes longer than a key may: it is sought elsewhere.
 */
#include "list_found.h"

#include <errno.h>

typedef struct {
    ReadJob job;
    List *list;
    FoundSeek *seek;
    Found found;
    int64_t last;               /* the newest event that was there */
    int r;
} Seeking;

static bool is_wanted(const List *l, const Found *f)
{
    return l->filter && f && f->words && strcmp(f->words, l->filter) == 0;
}

bool found_is_for_filter(const List *l)
{
    return is_wanted(l, l->data);
}

void found_put(List *l, Arena *a, Found *f)
{
    arena_free(l->data_arena);
    l->data_arena = a;
    l->data = f;
}

void found_forget(List *l)
{
    l->data_arena = arena_free(l->data_arena);
    l->data = NULL;
}

static void seek(Context *c, ReadJob *job)
{
    Seeking *k = (Seeking *)job;
    k->last = store_last_seq(c->store);
    k->r = k->seek(c, job->arena, k->found.words, &k->found);
}

static void show_found(Screen *s, ReadJob *job)
{
    Seeking *k = (Seeking *)job;
    List *l = k->list;
    l->reading = false;
    if (k->r == -EAGAIN)
        return;                         /* nobody could read it there: the next event or key asks again */
    if (k->r == -EIO)
        screen_drop_index(s);
    list_mark(l);
    s->stale = true;
    if (!is_wanted(l, &k->found))
        return;                         /* other words are sought by now */
    found_put(l, TAKE(job->arena), &k->found);
    l->arrived = k->last == store_last_seq(s->context->store);
    if (l->arrived)
        list_count(l);
}

void found_seek(List *l, FoundSeek *how)
{
    if (l->reading)
        return;
    Arena *a = arena_new();
    Seeking *k = arena_alloc(a, sizeof *k);
    *k = (Seeking){ .job = { a, seek, show_found }, .list = l, .seek = how,
                    .found.words = arena_strdup(a, l->filter), .r = -EAGAIN };
    l->reading = true;
    screen_read(l->screen, &k->job);
}

void found_now(List *l, FoundSeek *how)
{
    Arena *a = arena_new();
    Found *f = arena_alloc(a, sizeof *f);
    f->words = arena_strdup(a, l->filter);
    (void)how(l->screen->context, a, f->words, f);
    found_put(l, a, f);
}

const char *found_among(const List *l, size_t from, size_t to)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    const Found *f = l->data;
    for (size_t i = from; i < MIN(to, f->seqs.len); i++)
        buf_addf(&out, "%c%lld", i > from ? ',' : '[', (long long)f->seqs.items[i]);
    return arena_printf(l->arena, "%s]", out.len ? out.data : "[");
}
