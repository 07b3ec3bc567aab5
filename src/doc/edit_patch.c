/*
 * edit_patch.c - bytes for a proposal, and reading them back.
 */
#include "baton/doc/doc.h"
#include "edit_parts.h"

bool edit_try(Edit *e, const Patch *p)
{
    CLEANUP(buf_done) Buf file = BUF_INIT;
    buf_add(&file, e->bytes.data, p->at);
    buf_add_str(&file, p->with);
    buf_add_str(&file, str_slice(e->bytes, p->at + p->len, e->bytes.len));
    CLEANUP(facts_free_ptr) Facts *after = doc_read(e->path, buf_str(&file));
    if (!edit_check(e, after, p))
        return false;
    e->patch = *p;
    return true;
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
    return edit_try(e, &(Patch){ .at = at.at,
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
    return edit_try(e, &(Patch){ .at = at.at + at.len + end_len,
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
