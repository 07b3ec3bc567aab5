/*
 * list_contradictions.c - what agents say and the evidence does not.
 */
#include "screen.h"

#include "baton/base/clock.h"
#include "baton/core/explain.h"
#include "row_paint.h"

enum { AGE_WIDTH = 4, AGENT_WIDTH = 18, NARROW = 40 };
enum { REST = 20 };             /* not read for so many times as long as reading took */

const char *contradiction_id(Arena *a, const Contradiction *c)
{
    return arena_printf(a, "%s:%s:%lld:%d", contradiction_text(c->kind), c->agent ? c->agent : "", (long long)c->seq,
                        c->line);
}

static bool matches(const Contradiction *c, const char *filter)
{
    const char *texts[] = { c->agent, c->claim, c->evidence, contradiction_text(c->kind) };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (texts[i] && str_ifind(str_from(texts[i]), str_from(filter)) >= 0)
            return true;
    return false;
}

/* What was read last, until it is read anew: they are sought in many events. */
typedef struct {
    ReadJob job;
    List *list;
    Contradictions all, kept;   /* kept: by the filter */
    int64_t took_ms;
} Claims;

static void read_claims(Context *c, ReadJob *job)
{
    Claims *claims = (Claims *)job;
    int64_t began = clock_mono();
    contradictions_read(c, job->arena, &claims->all);
    claims->took_ms = clock_mono() - began;
}

static void show_claims(Screen *s, ReadJob *job)
{
    Claims *claims = (Claims *)job;
    List *l = claims->list;
    arena_free(l->data_arena);
    l->data_arena = TAKE(job->arena);
    l->data = claims;
    l->reading = false;
    l->due = clock_mono() + claims->took_ms * REST;
    list_mark(l);
    l->arrived = true;
    list_count(l);
    s->stale = true;
}

/* Not more often than it costs: it is asked again soon. */
static void ask_claims(List *l)
{
    Screen *s = l->screen;
    if (l->reading || (s->timed && clock_mono() < l->due)) {
        s->moving = true;
        return;
    }
    Arena *a = arena_new();
    Claims *claims = arena_alloc(a, sizeof *claims);
    *claims = (Claims){ .job = { a, read_claims, show_claims }, .list = l };
    l->reading = true;
    screen_read(s, &claims->job);
}

static int64_t contradictions_count(List *l)
{
    if (!l->arrived)
        ask_claims(l);
    l->arrived = false;
    Claims *claims = l->data;
    if (!claims)
        return 0;
    claims->kept = (Contradictions){ 0 };
    for (size_t i = 0; i < claims->all.len; i++)
        if (!l->filter || matches(&claims->all.items[i], l->filter))
            AVEC_PUSH(&claims->kept, l->data_arena, claims->all.items[i]);
    return (int64_t)claims->kept.len;
}

static void contradictions_fetch(List *l, int64_t offset, int64_t limit)
{
    const Claims *claims = l->data;
    for (int64_t i = offset; claims && i < (int64_t)claims->kept.len && i < offset + limit; i++) {
        const Contradiction *c = &claims->kept.items[i];
        list_add(l, (ListRow){ .kind = ITEM_CONTRADICTION, .id = contradiction_id(l->arena, c), .data = c,
                               .file = c->file, .line = c->line, .agent = c->agent });
    }
}

static void contradictions_paint(List *l, Canvas *canvas, Rect row, const ListRow *r)
{
    const Contradiction *c = r->data;
    char age[AGE_TEXT_SIZE];
    RowPaint p = row_begin(canvas, row);
    (void)l;
    row_glyph(&p, STYLE_STATE_HUMAN, canvas_ascii(canvas) ? "#" : "≠");
    row_right(&p, STYLE_DIM, AGE_WIDTH, age_format(c->at, clock_now(), age));
    row_left(&p, STYLE_TEXT, MIN(AGENT_WIDTH, (p.right - p.left) / 3), c->agent ? c->agent : "?");
    if (row.w >= NARROW)
        row_left(&p, STYLE_DIM, 12, contradiction_text(c->kind));
    row_rest(&p, STYLE_TEXT, c->claim);
}

const ListClass list_contradictions = {
    .name = "contradictions", .title = "Contradictions", .empty = "Nothing is claimed that the evidence does not say.",
    .topics = TOPIC_ALL,
    .count = contradictions_count, .fetch = contradictions_fetch, .paint_row = contradictions_paint,
};
