/*
 * index_window.h - a window of time while it is read: who is in it, and the bucket that is being read.
 *
 * A row of the index has the cells of all agents of one run in one bucket, so that a window is one walk through
 * neighbouring rows, forwards in it and backwards before it.
 */
#ifndef BATON_STORE_INDEX_WINDOW_H
#define BATON_STORE_INDEX_WINDOW_H

#include "index_db.h"

typedef struct {
    const char *slug, *name;
    int64_t number;             /* in the index; -1: it is not there yet */
    Since since;                /* in the index; of a run, not before that began */
    bool settled;               /* nothing from before the window is looked for any more */
    Cell held;                  /* what holds at the end of what was read; at: the newest bucket before the window */
    size_t count;               /* of its beats */
} Actor;

typedef struct {
    Index *x;                   /* NULL: what it holds must not be shown, or there is none */
    Arena *a;
    int level;
    int64_t from, to;           /* from: the beginning of a bucket */
    const char *run;
    struct { Actor *items; size_t len, cap; } actors;           /* by slug */
    struct { size_t *items; size_t len, cap; } places;          /* in actors, by number */
    Cells tail;                 /* by time; number: of the actor, as in the bucket */
    Cells bucket;               /* the one that is being read */
    int64_t at;                 /* its beginning */
    bool mixed;                 /* it comes from several rows */
    Beats told;                 /* by time */
    struct { size_t *items; size_t len, cap; } whose;           /* of each of them */
} Window;

/* index_actors.c: everybody who is in the index or in the tally, whose cells become the window's tail. */
int window_actors(Window *w, const Tally *t);

/* index_before.c: fills what everybody holds when the window begins, as far as the index knows. */
int window_before(Window *w);

/* ---- index_buckets.c ---- */

/* Rows of those in [from, to) for bucket_add(); its column 0 is where one begins. */
sqlite3_stmt *buckets(Window *w, int level, int64_t from, int64_t to, bool back);
void bucket_begin(Window *w, int64_t at);
int bucket_add(Window *w, sqlite3_stmt *st);    /* the cells of a row; -EBADMSG */
/* Those of one agent are neighbours then, the last recorded one last. */
void bucket_sort(Window *w);

#endif
