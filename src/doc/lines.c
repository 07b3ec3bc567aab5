/*
 * lines.c - which lines of a text speak: blank, fenced and commented ones do not.
 *
 * Broken Markdown must not swallow the rest of a file: a fence or a comment that nobody closes is
 * taken for a line of its own.  Everything here is linear in the size of the text.
 */
#include "page.h"

typedef struct {
    uint32_t line;
    uint32_t len;
    char mark;
    bool bare;                  /* no word behind it: may close */
    bool markdown;              /* "```markdown": fences may nest in it */
    bool closes;                /* some later line closes it */
} Fence;

typedef VEC(Fence) Fences;

static inline bool is_gap(char c)
{
    return c == ' ' || c == '\t' || c == '\f';
}

static uint32_t first_mark(Str line)
{
    size_t i = 0;
    while (i < line.len && is_gap(line.data[i]))
        i++;
    return (uint32_t)i;
}

static uint16_t columns(Str line, uint32_t start)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < start && n < 1000; i++)
        n = line.data[i] == '\t' ? (n / 4 + 1) * 4 : n + 1;
    return (uint16_t)MIN(n, 1000u);
}

static size_t trimmed_len(Str line)
{
    while (line.len && is_gap(line.data[line.len - 1]))
        line.len--;
    return line.len;
}

void lines_split(Page *p)
{
    Str rest = { p->text, p->len };
    bool gap = true;
    for (int number = p->first_line; rest.len; number++) {
        Str line = str_cut(&rest, '\n');
        uint32_t start = first_mark(line);
        if (start == line.len) {
            gap = true;
            continue;
        }
        if (p->lines.len == PAGE_LINES_MAX) {
            facts_problem(p->facts, number, "more than %d lines: the rest was not read",
                          PAGE_LINES_MAX);
            return;
        }
        Line l = { .at = (uint32_t)(line.data - p->text),
                   .len = (uint32_t)trimmed_len(line),
                   .start = start,
                   .number = number,
                   .indent = columns(line, start),
                   .gap = gap };
        VEC_PUSH(&p->lines, l);
        gap = false;
    }
}

/* What could be a fence, behind ">" and the mark of a list item. */
static Str behind_containers(Str s)
{
    while (s.len && (s.data[0] == '>' || s.data[0] == ' '))
        s = str_slice(s, 1, s.len);
    if (s.len > 2 && strchr("-*+", s.data[0]) && s.data[1] == ' ')
        s = str_trim(str_slice(s, 2, s.len));
    return s;
}

static bool fence_read(Str s, Fence *ret)
{
    s = behind_containers(s);
    if (!s.len || (s.data[0] != '`' && s.data[0] != '~'))
        return false;
    size_t n = 0;
    while (n < s.len && s.data[n] == s.data[0])
        n++;
    Str info = str_trim(str_slice(s, n, s.len));
    if (n < 3 || (s.data[0] == '`' && str_chr(info, '`') >= 0))
        return false;
    *ret = (Fence){ .len = (uint32_t)n, .mark = s.data[0], .bare = info.len == 0,
                    .markdown = str_istarts(info, STR("markdown")) || str_ieq(info, STR("md")) };
    return true;
}

static inline bool may_be_fence(char c)
{
    return c == '`' || c == '~' || c == '>' || c == '-' || c == '*' || c == '+';
}

static void fences_find(const Page *p, Fences *out)
{
    for (uint32_t i = 0; i < p->lines.len; i++) {
        Str s = line_text(p, &p->lines.items[i]);
        Fence f;
        if (may_be_fence(s.data[0]) && fence_read(s, &f)) {
            f.line = i;
            VEC_PUSH(out, f);
        }
    }
    uint32_t longest[2] = { 0, 0 };
    for (size_t i = out->len; i-- > 0;) {
        Fence *f = &out->items[i];
        uint32_t *most = &longest[f->mark == '~'];
        f->closes = *most >= f->len;
        if (f->bare)
            *most = MAX(*most, f->len);
    }
}

/* Index of the fence that closes the one at `open`; 0: none, when nesting was taken for real. */
static size_t fence_close(const Fences *all, size_t open, bool nest)
{
    const Fence *o = &all->items[open];
    int depth = 0;
    for (size_t i = open + 1; i < all->len; i++) {
        const Fence *f = &all->items[i];
        if (f->mark != o->mark || f->len < o->len)
            continue;
        if (!f->bare)
            depth += nest && o->markdown;
        else if (depth-- == 0)
            return i;
    }
    return 0;
}

/* Drops what is fenced.  Nesting is tried until it fails once, so that the work stays linear. */
static void fences_drop(Page *p)
{
    CLEANUP(free_mem) Fences all = { 0 };
    bool nest = true;
    fences_find(p, &all);
    for (size_t i = 0; i < all.len; i++) {
        const Fence *f = &all.items[i];
        size_t close = f->closes ? fence_close(&all, i, nest) : 0;
        if (f->closes && !close && nest) {
            nest = false;
            close = fence_close(&all, i, false);
        }
        uint32_t last = close ? all.items[close].line : f->line;
        for (uint32_t k = f->line; k <= last; k++)
            p->lines.items[k].dropped = true;
        i = close ? close : i;
    }
}

/* Offset of "<!--" at or behind `from` that stands outside a code span; -1: none. */
static ptrdiff_t comment_open(Str s, size_t from)
{
    bool code = false;
    size_t ticks_from = 0;
    for (;;) {
        ptrdiff_t at = str_find(str_slice(s, from, s.len), STR("<!--"));
        if (at < 0)
            return -1;
        at += (ptrdiff_t)from;
        for (size_t i = ticks_from; i < (size_t)at; i++)
            code ^= s.data[i] == '`';
        if (!code)
            return at;
        ticks_from = (size_t)at;
        from = (size_t)at + 4;
    }
}

static void blank_out(Page *p, const Line *l, size_t from, size_t to)
{
    memset(p->text + l->at + from, ' ', to - from);
}

/* The last line that holds "-->", so that an opening one without an end is known at once. */
static ptrdiff_t last_comment_end(const Page *p)
{
    for (size_t i = p->lines.len; i-- > 0;)
        if (!p->lines.items[i].dropped &&
            str_find(line_all(p, &p->lines.items[i]), STR("-->")) >= 0)
            return (ptrdiff_t)i;
    return -1;
}

/* Blanks out the comments of one line; true when one goes on behind it. */
static bool comments_blank(Page *p, const Line *l, bool inside, bool may_go_on)
{
    Str s = line_all(p, l);
    size_t from = 0;
    if (inside) {
        ptrdiff_t end = str_find(s, STR("-->"));
        from = end < 0 ? s.len : (size_t)end + 3;
        blank_out(p, l, 0, from);
        if (end < 0)
            return true;
    }
    for (ptrdiff_t at; (at = comment_open(s, from)) >= 0;) {
        ptrdiff_t end = str_find(str_slice(s, (size_t)at + 4, s.len), STR("-->"));
        if (end < 0 && !may_go_on)
            return false;
        from = end < 0 ? s.len : (size_t)(at + 4 + end + 3);
        blank_out(p, l, (size_t)at, from);
        if (end < 0)
            return true;
    }
    return false;
}

/* Most files hold few "<": looking for that alone is much faster than for the four bytes. */
static bool holds_comment(Str text)
{
    for (ptrdiff_t at; (at = str_chr(text, '<')) >= 0;) {
        text = str_slice(text, (size_t)at, text.len);
        if (str_starts(text, STR("<!--")))
            return true;
        text = str_slice(text, 1, text.len);
    }
    return false;
}

static void comments_drop(Page *p)
{
    if (!holds_comment((Str){ p->text, p->len }))
        return;
    ptrdiff_t last = last_comment_end(p);
    bool inside = false;
    for (size_t i = 0; i < p->lines.len; i++) {
        Line *l = &p->lines.items[i];
        if (l->dropped)
            continue;
        inside = comments_blank(p, l, inside, (ptrdiff_t)i < last);
        Str s = line_all(p, l);
        l->start = first_mark(s);
        l->len = (uint32_t)trimmed_len(s);
        l->dropped = l->start >= l->len;
        l->indent = columns(s, l->start);
    }
}

void lines_skip(Page *p)
{
    size_t kept = 0;
    bool gap = false;
    fences_drop(p);
    comments_drop(p);
    for (size_t i = 0; i < p->lines.len; i++) {
        Line l = p->lines.items[i];
        if (!l.dropped) {
            l.gap |= gap;
            p->lines.items[kept++] = l;
        }
        gap = l.dropped;
    }
    p->lines.len = kept;
}
