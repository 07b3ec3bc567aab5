/*
 * review_make.c - the page out of its parts: which must be made anew, and where its rows are.
 */
#include "review.h"

void review_part_title(Review *r, ReviewTable *t, const char *title, const char *more)
{
    bool ascii = canvas_ascii(r->screen->canvas);
    CLEANUP(buf_done) Buf rule = BUF_INIT;
    TextWriter *w = &t->writer;
    text_wordsf(w, STYLE_HEADING, "%s", title);
    if (more && *more)
        text_wordsf(w, STYLE_DIM, " %s %s", ascii ? "-" : "·", more);
    text_words(w, STYLE_BORDER, raw(" "));
    for (int at = w->col + 1; at < w->width; at++)
        buf_adds(&rule, ascii ? "-" : "─");
    if (rule.len)
        text_wordsf(w, STYLE_BORDER, " %s", rule.data);
    table_take(t, (ReviewRow){ .kind = ROW_RICH, .item = -1 });
}

static void (*const makers[PART_COUNT])(Review *, ReviewTable *) = {
    [PART_HEAD] = review_make_head,   [PART_ARTIFACT] = review_make_artifact, [PART_CHECKS] = review_make_checks,
    [PART_DIFF] = review_make_diff,   [PART_HISTORY] = review_make_history,
};

/* Everything that the rows of artifact and diff hang on; both stay as they are while it is the same. */
static char *makings(const Review *r)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    buf_addf(&b, "%d %d %lld %lld %d\n", r->width, canvas_ascii(r->screen->canvas), (long long)r->body.revision_seq,
             (long long)r->body.evidence_seq, r->only_fresh);
    buf_addf(&b, "%s\n", r->data.seen ? r->data.seen->digest : "");
    for (size_t i = 0; i < r->data.notes.len; i++) {
        const ReviewNote *n = &r->data.notes.items[i];
        buf_addf(&b, "%s:%d:%d:%s\n", n->file, n->line, n->old, n->text);
    }
    return buf_take(&b);
}

static void make_part(Review *r, ReviewPart part)
{
    bool large = part == PART_ARTIFACT || part == PART_DIFF;
    char *from = large ? makings(r) : NULL;
    if (large && r->made[part] && strcmp(from, r->made[part]) == 0) {
        free(from);
        return;
    }
    free(r->made[part]);
    r->made[part] = from;
    table_begin(&r->parts[part], r->width - RICH_COLS);
    if (part == PART_HEAD || r->data.found)
        makers[part](r, &r->parts[part]);
}

/* The row that says the same as this one, near where it was. */
static int64_t find_again(const Review *r, ReviewPart part, const ReviewRow *was, int64_t within)
{
    const ReviewTable *t = &r->parts[part];
    int64_t from = review_part_at(r, part);
    for (size_t i = 0; was->line > 0 && i < t->rows.len; i++) {
        const ReviewRow *row = &t->rows.items[i];
        if (row->kind == was->kind && row->line == was->line && row->item == was->item && !row->more)
            return from + (int64_t)i;
    }
    return from + MAX(MIN(within, (int64_t)t->rows.len - 1), 0);
}

void review_make(Review *r)
{
    ReviewPart part = PART_HEAD;
    const ReviewRow *row = review_row(r, r->cursor, &part);
    ReviewRow was = row ? *row : (ReviewRow){ 0 };
    int64_t within = r->cursor - review_part_at(r, part), above = r->cursor - r->top;
    if (!r->data.seen)
        r->only_fresh = false;
    for (int p = 0; p < PART_COUNT; p++)
        make_part(r, (ReviewPart)p);
    if (!row)
        return;
    r->cursor = find_again(r, part, &was, within);
    r->top = MAX(r->cursor - above, 0);
}

int64_t review_rows(const Review *r)
{
    int64_t n = 0;
    for (int p = 0; p < PART_COUNT; p++)
        n += (int64_t)r->parts[p].rows.len;
    return n;
}

int64_t review_part_at(const Review *r, ReviewPart part)
{
    int64_t at = 0;
    for (int p = 0; p < (int)part; p++)
        at += (int64_t)r->parts[p].rows.len;
    return at;
}

const ReviewRow *review_row(const Review *r, int64_t at, ReviewPart *ret_part)
{
    for (int p = 0; p < PART_COUNT && at >= 0; p++) {
        int64_t n = (int64_t)r->parts[p].rows.len;
        if (at < n) {
            *ret_part = (ReviewPart)p;
            return &r->parts[p].rows.items[at];
        }
        at -= n;
    }
    return NULL;
}
