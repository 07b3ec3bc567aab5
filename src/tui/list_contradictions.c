/*
 * list_contradictions.c - what agents say and the evidence does not.
 */
#include "screen.h"

#include "baton/base/clock.h"
#include "baton/core/explain.h"
#include "row_paint.h"

enum { AGE_WIDTH = 4, AGENT_WIDTH = 18, NARROW = 40 };

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

static int64_t contradictions_count(List *l)
{
    arena_free(l->data_arena);
    l->data_arena = arena_new();
    Contradictions *all = l->data = arena_alloc(l->data_arena, sizeof *all);
    size_t kept = 0;
    contradictions_read(l->screen->context, l->data_arena, all);
    for (size_t i = 0; i < all->len; i++)
        if (!l->filter || matches(&all->items[i], l->filter))
            all->items[kept++] = all->items[i];
    all->len = kept;
    return (int64_t)kept;
}

static void contradictions_fetch(List *l, int64_t offset, int64_t limit)
{
    const Contradictions *all = l->data;
    for (int64_t i = offset; i < (int64_t)all->len && i < offset + limit; i++) {
        const Contradiction *c = &all->items[i];
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
