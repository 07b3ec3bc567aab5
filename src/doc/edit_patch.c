/*
 * edit_patch.c - bytes for a proposal, and reading them back.
 */
#include "baton/doc/doc.h"
#include "edit_parts.h"

static void patch_apply(const Edit *e, const Patch *p, Buf *out)
{
    buf_add(out, e->bytes.data, p->at);
    buf_add_str(out, p->with);
    buf_add_str(out, str_slice(e->bytes, p->at + p->len, e->bytes.len));
}

bool edit_try(Edit *e, const Patch *p)
{
    CLEANUP(buf_done) Buf file = BUF_INIT;
    patch_apply(e, p, &file);
    CLEANUP(facts_free_ptr) Facts *after = doc_read(e->path, buf_str(&file));
    if (!edit_check(e, after, p))
        return false;
    e->patch = *p;
    return true;
}

/* Whether every other line still decodes to what it was: runs of UTF-16 end where bytes say so. */
static bool keeps_lines(const Edit *e, const Patch *p)
{
    CLEANUP(buf_done) Buf file = BUF_INIT;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    patch_apply(e, p, &file);
    doc_decode(buf_str(&file), &text);
    Str rest = buf_str(&text), line;
    int n = 1, old = 1, last = (int)e->lines.len;
    for (; str_next_line(&rest, &line); n++) {
        bool ours = p->lines ? n >= p->line && n < p->line + p->lines : n == p->line;
        if (ours && p->lines)
            continue;
        if (old > last || (!ours && !str_eq(line, edit_line(e, old))))
            return false;
        old++;
    }
    return old == last + 1 && n == last + 1 + p->lines;
}

static bool try_text(Edit *e, const Patch *p)
{
    return keeps_lines(e, p) && edit_try(e, p);
}

static Str encode(Edit *e, Code code, Str text)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    place_encode(&out, code, text);
    return (Str){ arena_str(e->a, buf_str(&out)), out.len };
}

bool edit_try_span(Edit *e, Span span, Str with)
{
    Place at;
    Str before = edit_slice(e, span);
    if (!span.line || str_eq(before, with) || place_find(e->bytes, span, &at) < 0)
        return false;
    return try_text(e, &(Patch){ .at = at.at,
                                   .len = at.len,
                                   .with = encode(e, at.code, with),
                                   .line = span.line,
                                   .before = arena_str(e->a, before),
                                   .after = arena_str(e->a, with) });
}

/* How lines end where the last line has no end to look at. */
static const char *usual_end(const Edit *e)
{
    Place at;
    const char *end = "";
    for (int n = (int)e->lines.len - 1; n > 0; n--)
        if (place_line(e->bytes, n, &at, &end) == 0 && *end)
            return end;
    return "\n";
}

static int add_lines(Buf *out, Str text, const char *end, bool first_needs_end)
{
    int n = 0;
    while (text.len) {
        Str line = str_cut(&text, '\n');
        if (first_needs_end)
            buf_adds(out, end);
        buf_add_str(out, line);
        if (!first_needs_end)
            buf_adds(out, end);
        n++;
    }
    return n;
}

bool edit_try_below(Edit *e, int line, Str text)
{
    Place at;
    const char *end;
    CLEANUP(buf_done) Buf lines = BUF_INIT;
    if (place_line(e->bytes, line, &at, &end) < 0)
        return false;
    bool last = !*end;
    size_t end_len = strlen(end) * (at.code == CODE_UTF8 ? 1 : 2);
    int n = add_lines(&lines, text, last ? usual_end(e) : end, last);
    return try_text(e, &(Patch){ .at = at.at + at.len + end_len,
                                   .with = encode(e, at.code, buf_str(&lines)),
                                   .line = line + 1,
                                   .lines = n,
                                   .before = "",
                                   .after = arena_str(e->a, str_trim(text)) });
}

void ways_add(Ways *w, Str s)
{
    for (size_t i = 0; i < w->len; i++)
        if (str_eq(w->items[i], s))
            return;
    if (w->len < WAYS_MAX)
        w->items[w->len++] = s;
}
