/*
 * figures.h - looking back in numbers: for a run, a span of time, or since somebody looked last.
 */
#ifndef BATON_CORE_FIGURES_H
#define BATON_CORE_FIGURES_H

#include "baton/core/index.h"
#include "baton/format/json.h"

typedef struct {
    const char *run;            /* its whole time; NULL: all that lies between */
    int64_t from, to;           /* ms UTC; 0: from the first event, until now */
} FigureQuery;

typedef struct { const char *agent; int64_t waited_ms; int handoffs; bool waits; } WaitFigure;
typedef struct { int64_t at, events; } RateFigure;

typedef struct {
    const char *run;
    int64_t from, to;
    int level;                  /* of index.h: width of the buckets of burn and rate */
    int decisions, approved, rejected;
    int64_t median_ms;          /* from a revision to its decision; -1: nothing was decided */
    struct { WaitFigure *items; size_t len, cap; } waits;       /* longest first; waits: still does */
    Burns burn;
    struct { RateFigure *items; size_t len, cap; } rate;        /* every bucket, also empty ones */
    int64_t events, escalations, escalations_open, tasks_done, tasks_open;
} Figures;
int figures_read(Context *c, Index *x, const FigureQuery *q, Arena *a, Figures *ret, Message *m);
Json *figures_json(const Figures *f);
void figures_markdown(const Figures *f, Buf *out);
void figures_text(const Figures *f, int width, bool ascii, Buf *out);    /* with plots; Raw */

/*
 * A plot of one line: n values scaled to the largest, as blocks of eight heights, or " .:-=+*#" in ASCII; squeezed
 * or stretched to width columns.
 */
void plot_line(const double *values, size_t n, int width, bool ascii, Buf *out);

/* ---- since I last looked ---- */

/* What a person saw of this ledger: kept per person, beside the ledger (no event).  0: never. */
int64_t looked_at(Context *c, int64_t *ret_seq);
int looked_now(Context *c);

typedef struct {
    int64_t from, seq;          /* when and up to which event it was looked at */
    int64_t events;
    int64_t counted;            /* what follows is of the newest so many of them: fewer where there are very many */
    int tasks_done, tasks_started, tasks_added, tasks_blocked;
    int handoffs, approved, rejected, escalations, closed;
    struct { Event *items; size_t len, cap; } notable;  /* newest first: what somebody would want to read */
} Since;
/* from 0: since this person looked last.  -ENOENT: never looked before. */
int since_read(Context *c, int64_t from, Arena *a, Since *ret);
void since_text(const Since *s, bool ascii, Arena *a, Buf *out);         /* Raw */
Json *since_json(const Since *s);

#endif
