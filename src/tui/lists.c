/*
 * lists.c - what is listed: handoffs.  All others have files of their own.
 */
#include "screen.h"

#include "baton/base/clock.h"
#include "baton/format/json.h"
#include "baton/store/gate.h"
#include "list_found.h"
#include "row_paint.h"

enum { AGE_WIDTH = 4, AGENT_WIDTH = 20, FAIR = 64 };      /* columns of a row */

static void paint_age(RowPaint *p, int64_t at)
{
    char age[AGE_TEXT_SIZE];
    row_right(p, STYLE_DIM, AGE_WIDTH, age_format(at, clock_now(), age));
}

static const char *arrow(List *l, const char *from, const char *to)
{
    bool ascii = canvas_ascii(l->screen->canvas);
    return arena_printf(l->arena, "%s %s %s", from ? from : "?", ascii ? "->" : "→", to ? to : "?");
}

/* ---- handoffs ---- */

static int seek_handoffs(Context *c, Arena *a, const char *words, Found *ret)
{
    return store_handoff_numbers(c->store, a, &(HandoffQuery){ .text = words }, &ret->seqs);
}

static int64_t handoffs_count(List *l)
{
    int64_t all = store_handoff_count(l->screen->context->store, &(HandoffQuery){ 0 });
    if (!l->filter)
        found_forget(l);
    else if (!l->arrived)
        (all > FOUND_AT_ONCE ? found_seek : found_now)(l, seek_handoffs);
    l->arrived = false;
    const Found *f = l->data;
    return f ? (int64_t)f->seqs.len : all;
}

typedef struct {
    HandoffRow row;
    int checks[CHECK_STATE_COUNT];
} HandoffLine;

/* Of the revision that is there now. */
static void count_checks(Store *s, Arena *a, HandoffLine *line)
{
    CheckRowsKept rows = { 0 };
    if (!line->row.digest || store_checks(s, a, line->row.id, line->row.digest, &rows) < 0)
        return;
    for (size_t i = 0; i < rows.len; i++)
        line->checks[rows.items[i].state]++;
}

static void handoffs_fetch(List *l, int64_t offset, int64_t limit)
{
    HandoffRows rows = { 0 };
    HandoffQuery q = { .limit = limit, .offset = offset };
    if (l->data)
        q = (HandoffQuery){ .among = found_among(l, (size_t)offset, (size_t)(offset + limit)) };
    store_handoffs(l->screen->context->store, l->arena, &q, &rows);
    HandoffLine *lines = arena_alloc(l->arena, rows.len * sizeof *lines + 1);
    for (size_t i = 0; i < rows.len; i++) {
        lines[i].row = rows.items[i];
        count_checks(l->screen->context->store, l->arena, &lines[i]);
        list_add(l, (ListRow){ .kind = ITEM_HANDOFF, .id = arena_printf(l->arena, "%d", lines[i].row.number),
                               .file = lines[i].row.file, .line = 1, .data = &lines[i],
                               .state = handoff_state_text(lines[i].row.state) });
    }
}

/* "✔3 ✘2": how many checks are in which state, those that matter first from the right. */
static void paint_checks(RowPaint *p, Arena *a, const HandoffLine *line, bool ascii)
{
    static const CheckState shown[] = { CHECK_FAILED, CHECK_RUNNING, CHECK_PASSED };
    for (size_t i = 0; i < ARRAY_LEN(shown); i++) {
        int n = line->checks[shown[i]];
        const char *text = n ? arena_printf(a, "%s%d", check_state_glyph(shown[i], ascii), n) : "";
        if (p->right - p->left > 30)
            row_right(p, check_style(shown[i]), 3, text);
    }
}

static void handoffs_paint(List *l, Canvas *c, Rect row, const ListRow *r)
{
    const HandoffLine *line = r->data;
    const HandoffRow *h = &line->row;
    RowPaint p = row_begin(c, row);
    row_glyph(&p, handoff_style(h->state), handoff_state_glyph(h->state, canvas_ascii(c)));
    row_left(&p, STYLE_DIM, MAX(3, (int)strlen(arena_printf(l->arena, "%lld", (long long)l->count))), r->id);
    if (row.w >= FAIR)                  /* below, the glyph alone says it */
        row_left(&p, handoff_style(h->state), 10, handoff_state_text(h->state));
    paint_age(&p, h->updated_at);
    paint_checks(&p, l->arena, line, canvas_ascii(c));
    if (row.w >= FAIR && h->digest)
        row_right(&p, STYLE_DIM, 8, digest_short(h->digest).text);
    row_left(&p, STYLE_TEXT, MIN(42, (p.right - p.left) * 2 / 3), arrow(l, h->from, h->to));
    row_rest(&p, STYLE_DIM, h->summary);
}

const ListClass list_handoffs = {
    .name = "handoffs", .title = "Handoffs",
    .empty = "No handoff yet: an agent writes .agents/active_handoff.md when its phase is done.",
    .topics = TOPIC_HANDOFFS, .count = handoffs_count, .fetch = handoffs_fetch, .paint_row = handoffs_paint,
};
