/*
 * page.c - a text becomes a page, and slices of it know their place.
 */
#include "page.h"

void page_cut(Page *p)
{
    p->arena = p->facts->arena;
    lines_split(p);
    lines_skip(p);
    lines_classify(p);
    sections_build(p);
}

void page_release(Page *p)
{
    VEC_DONE(&p->lines);
    VEC_DONE(&p->sections);
    VEC_DONE(&p->drafts);
}

/* The last line that begins at or before an offset. */
static const Line *line_of(const Page *p, size_t at)
{
    size_t from = 0, to = p->lines.len;
    while (from + 1 < to) {
        size_t mid = from + (to - from) / 2;
        if (p->lines.items[mid].at <= at)
            from = mid;
        else
            to = mid;
    }
    return p->lines.len ? &p->lines.items[from] : NULL;
}

Span page_span(const Page *p, uint32_t near, Str slice)
{
    if (slice.data < p->text || slice.data > p->text + p->len)
        return (Span){ 0 };
    size_t at = (size_t)(slice.data - p->text);
    const Line *l = near < p->lines.len ? &p->lines.items[near] : NULL;
    if (!l || at < l->at || at > l->at + l->len)
        l = line_of(p, at);
    if (!l || at < l->at)
        return (Span){ 0 };
    ptrdiff_t wrap = str_chr(slice, '\n');
    Str first = str_trim(str_slice(slice, 0, wrap < 0 ? slice.len : (size_t)wrap));
    int col = (int)((size_t)(first.len ? first.data - p->text : slice.data - p->text) - l->at);
    return (Span){ .line = l->number, .col = col, .end = col + (int)first.len };
}
