/*
 * review_move.c - the cursor line of the review: by lines, pages, parts, files, hunks and matches.
 */
#include "review.h"

static void keep_in_sight(Review *r)
{
    int64_t all = review_rows(r), height = MAX(r->height, 1);
    r->cursor = MAX(MIN(r->cursor, all - 1), 0);
    if (r->cursor < r->top)
        r->top = r->cursor;
    if (r->cursor >= r->top + height)
        r->top = r->cursor - height + 1;
    r->top = MAX(MIN(r->top, all - height), 0);
}

void review_go(Review *r, int64_t to)
{
    r->cursor = to;
    keep_in_sight(r);
}

/* A place that one jumps to stands near the top, so that what belongs to it can be read. */
static void jump(Review *r, int64_t to)
{
    r->cursor = to;
    if (to < r->top || to >= r->top + MAX(r->height * 2 / 3, 1))
        r->top = MAX(to - 1, 0);
    keep_in_sight(r);
}

void review_scroll(Review *r, int rows)
{
    r->top = MAX(MIN(r->top + rows, review_rows(r) - r->height), 0);
    r->cursor = MAX(MIN(r->cursor, r->top + r->height - 1), r->top);
    keep_in_sight(r);
}

/* ---- to the next of a kind ---- */

typedef bool Wanted(const Review *r, ReviewPart part, const ReviewRow *row);

static bool is_file(const Review *r, ReviewPart part, const ReviewRow *row)
{
    (void)r;
    return part == PART_DIFF && row->kind == ROW_FILE && !row->more;
}

static bool is_hunk(const Review *r, ReviewPart part, const ReviewRow *row)
{
    (void)r;
    return part == PART_DIFF && row->kind == ROW_HUNK && !row->more;
}

static bool is_match(const Review *r, ReviewPart part, const ReviewRow *row)
{
    return r->search && review_match(&r->parts[part], row, r->search);
}

static bool find(const Review *r, int64_t from, int by, Wanted *wanted, int64_t *ret_at)
{
    ReviewPart part = PART_HEAD;
    const ReviewRow *row;
    for (int64_t at = from; (row = review_row(r, at, &part)); at += by)
        if (wanted(r, part, row)) {
            *ret_at = at;
            return true;
        }
    return false;
}

static void seek(Review *r, int by, Wanted *wanted, const char *none)
{
    int64_t at;
    if (find(r, r->cursor + by, by, wanted, &at))
        jump(r, at);
    else
        screen_say(r->screen, "%s", none);
}

static void next_part(Review *r, int by)
{
    ReviewPart part = PART_HEAD;
    if (!review_row(r, r->cursor, &part))
        return;
    bool inside = r->cursor > review_part_at(r, part);
    int to = by > 0 ? (int)part + 1 : (int)part - (inside ? 0 : 1);
    to = (to + PART_COUNT) % PART_COUNT;
    r->cursor = review_part_at(r, (ReviewPart)to);
    r->top = r->cursor;
    keep_in_sight(r);
}

/* ---- searching ---- */

bool review_match(const ReviewTable *t, const ReviewRow *row, const char *text)
{
    Str wanted = str_from(text);
    if (row->rich < 0)
        return str_ifind(row->text, wanted) >= 0;
    CLEANUP(buf_done) Buf line = BUF_INIT;
    const TextLine *l = &t->text.items[row->rich];
    for (size_t i = 0; i < l->len; i++)
        buf_add(&line, l->items[i].text.data, l->items[i].text.len);
    return str_ifind(buf_str(&line), wanted) >= 0;
}

void review_search(Review *r, const char *text)
{
    int64_t at;
    free(r->search);
    r->search = text && *text ? mem_strdup(text) : NULL;
    r->screen->line = (Message){ 0 };           /* of the letter before */
    if (r->search && (find(r, r->cursor, 1, is_match, &at) || find(r, 0, 1, is_match, &at)))
        jump(r, at);
    else if (r->search)
        screen_say(r->screen, "'%s' is not in this review.", r->search);
}

static void next_match(Review *r, int by)
{
    int64_t at, from = by > 0 ? 0 : review_rows(r) - 1;
    if (!r->search)
        screen_say(r->screen, "Nothing is searched for: / begins.");
    else if (find(r, r->cursor + by, by, is_match, &at) || find(r, from, by, is_match, &at))
        jump(r, at);
    else
        screen_say(r->screen, "'%s' is not in this review.", r->search);
}

/* ---- commands ---- */

static const struct {
    const char *name;
    int rows, halves;
    int64_t to;                 /* -1: relative */
} moves[] = {
    { "down", 1, 0, -1 },      { "up", -1, 0, -1 },
    { "page-down", 0, 2, -1 }, { "page-up", 0, -2, -1 },
    { "half-down", 0, 1, -1 }, { "half-up", 0, -1, -1 },
    { "top", 0, 0, 0 },        { "bottom", 0, 0, INT64_MAX / 2 },
};

static bool move_by(Review *r, const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(moves); i++) {
        if (strcmp(moves[i].name, name) != 0)
            continue;
        int64_t by = moves[i].rows + moves[i].halves * MAX(r->height / 2, 1);
        if (moves[i].halves)
            r->top += by;               /* the page moves, the cursor with it */
        review_go(r, moves[i].to >= 0 ? moves[i].to : r->cursor + by);
        return true;
    }
    return false;
}

bool review_move(Review *r, const char *name)
{
    static const struct {
        const char *name;
        int by;
        Wanted *wanted;
        const char *none;
    } seeks[] = {
        { "next-file", 1, is_file, "This is the last file." },
        { "previous-file", -1, is_file, "This is the first file." },
        { "next-hunk", 1, is_hunk, "This is the last change." },
        { "previous-hunk", -1, is_hunk, "This is the first change." },
    };
    if (move_by(r, name))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(seeks); i++)
        if (strcmp(seeks[i].name, name) == 0) {
            seek(r, seeks[i].by, seeks[i].wanted, seeks[i].none);
            return true;
        }
    if (strcmp(name, "next-pane") == 0 || strcmp(name, "previous-pane") == 0)
        next_part(r, name[0] == 'n' ? 1 : -1);
    else if (strcmp(name, "next-match") == 0 || strcmp(name, "previous-match") == 0)
        next_match(r, name[0] == 'n' ? 1 : -1);
    else
        return false;
    return true;
}
