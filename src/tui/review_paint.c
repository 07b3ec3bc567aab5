/*
 * review_paint.c - the rows in sight, and nothing else.
 */
#include <stdio.h>

#include "panes.h"
#include "review.h"

static const struct {
    StyleId style, sign_style;
    const char *sign;
} looks[] = {
    [ROW_TEXT] = { STYLE_TEXT, STYLE_DIM, " " },       [ROW_OUTPUT] = { STYLE_CODE, STYLE_DIM, "|" },
    [ROW_META] = { STYLE_DIM, STYLE_DIM, " " },        [ROW_HUNK] = { STYLE_DIFF_HUNK, STYLE_DIFF_HUNK, " " },
    [ROW_CONTEXT] = { STYLE_TEXT, STYLE_DIM, " " },    [ROW_ADDED] = { STYLE_DIFF_ADDED, STYLE_DIFF_ADDED, "+" },
    [ROW_REMOVED] = { STYLE_DIFF_REMOVED, STYLE_DIFF_REMOVED, "-" },
    [ROW_LEFT_OUT] = { STYLE_STATE_HUMAN, STYLE_STATE_HUMAN, "#" },
};

/* What marks the whole file stands in the margin of each of its lines, where one looks while scrolling. */
static void paint_margin(Canvas *c, int y, int x, const ReviewRow *row)
{
    if (row->mark == MARK_OUTSIDE)
        canvas_put(c, y, x, STYLE_STATE_BAD, SAFE("!"));
    else if (row->mark == MARK_FRESH)
        canvas_put(c, y, x, STYLE_STATE_HUMAN, SAFE("*"));
}

static void paint_rich(Canvas *c, int y, int x, const ReviewTable *t, const ReviewRow *row)
{
    const TextLine *line = &t->text.items[row->rich];
    x += line->indent;
    for (size_t i = 0; i < line->len; i++)
        x += canvas_put(c, y, x, line->items[i].style, line->items[i].text);
}

static StyleId line_style(const ReviewRow *row)
{
    return row->kind == ROW_TEXT && row->item ? STYLE_HEADING : looks[row->kind].style;
}

static void paint_line(Canvas *c, int y, int x, const ReviewRow *row, Arena *a)
{
    char number[16] = "";
    if (row->line > 0 && !row->more && row->kind != ROW_HUNK)
        snprintf(number, sizeof number, "%*d", NUMBER_COLS, row->line);
    canvas_put(c, y, x, STYLE_DIM, safe_line(a, raw(number), -1));
    canvas_put(c, y, x + NUMBER_COLS + 1, looks[row->kind].sign_style, safe_literal(looks[row->kind].sign));
    canvas_put(c, y, x + NUMBER_COLS + 3, line_style(row), safe_line(a, raw_str(row->text), -1));
}

/* Matches are laid over the text of a line; of words the cursor line shows where they are. */
static void paint_matches(Canvas *c, int y, int x, const ReviewRow *row, const char *search, Arena *a)
{
    Str rest = row->text, wanted = str_from(search);
    int col = x + NUMBER_COLS + 3;
    for (ptrdiff_t at; (at = str_ifind(rest, wanted)) >= 0;) {
        col += safe_line(a, raw_str(str_slice(rest, 0, (size_t)at)), -1).cols;
        col += canvas_put(c, y, col, STYLE_MATCH,
                          safe_line(a, raw_str(str_slice(rest, (size_t)at, (size_t)at + wanted.len)), -1));
        rest = str_slice(rest, (size_t)at + wanted.len, rest.len);
    }
}

static void paint_row(Review *r, Canvas *c, Rect at, int64_t index, Arena *a)
{
    ReviewPart part;
    const ReviewRow *row = review_row(r, index, &part);
    if (!row)
        return;
    paint_margin(c, at.y, at.x, row);
    if (row->rich >= 0)
        paint_rich(c, at.y, at.x + RICH_COLS, &r->parts[part], row);
    else
        paint_line(c, at.y, at.x + 1, row, a);
    if (row->rich < 0 && r->search)
        paint_matches(c, at.y, at.x + 1, row, r->search, a);
    if (index == r->cursor)
        canvas_mark_row(c, at);
}

static const char *title(const Review *r, Arena *a)
{
    static const char *const names[] = { "", "Artifact", "Checks", "Diff", "History" };
    const char *dot = canvas_ascii(r->screen->canvas) ? "-" : "·";
    ReviewPart part = PART_HEAD;
    const ReviewRow *row = review_row(r, r->cursor, &part);
    const char *head = r->data.revision ? arena_printf(a, "Handoff %s %s %s", r->id, dot,
                                                        digest_short(r->data.revision->digest).text)
                                        : arena_printf(a, "Handoff %s", r->id ? r->id : "");
    if (!row || part == PART_HEAD)
        return head;
    bool file = part == PART_DIFF && row->item >= 0 && (size_t)row->item < r->body.diff.files.len;
    if (!file)
        return arena_printf(a, "%s %s %s", head, dot, names[part]);
    return arena_printf(a, "%s %s %d of %zu %s %s", head, dot, row->item + 1, r->body.diff.files.len, dot,
                        r->body.diff.files.items[row->item].path);
}

static const char *where(const Review *r, Arena *a)
{
    int64_t all = review_rows(r);
    if (all <= r->height)
        return "all";
    return arena_printf(a, "%d%%", (int)(100 * r->top / MAX(all - r->height, 1)));
}

void review_paint(Review *r, Canvas *c, Rect area)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Rect inside = rect_inside(area);
    canvas_frame(c, area, true, safe_line(a, raw(title(r, a)), MAX(area.w - 14, 8)),
                 safe_line(a, raw(where(r, a)), -1));
    Rect before = canvas_clip(c, inside);
    for (int y = 0; y < inside.h; y++)
        paint_row(r, c, (Rect){ inside.x, inside.y + y, inside.w, 1 }, r->top + y, a);
    canvas_clip(c, before);
}
