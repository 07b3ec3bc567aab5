/*
 * doc.c - the door: bytes in, facts out.
 */
#include "baton/doc/doc.h"

#include <limits.h>

#include "bytes.h"
#include "dialect.h"

enum { DOC_BYTES_MAX = 64 << 20 };

static void tell_repairs(Facts *f, const Decoded *d)
{
    if (d->bad_line)
        facts_problem(f, d->bad_line, "the bytes here are not UTF-8: they are shown as U+FFFD");
    if (d->nul_line)
        facts_problem(f, d->nul_line, "NUL bytes from here on were left out");
    if (d->wide_line && strcmp(d->name, "mixed") == 0)
        facts_problem(f, d->wide_line, "the lines from here on are UTF-16 in a UTF-8 file");
}

/* One raw line: LF, CRLF and CR end it, as when the text was decoded. */
static Str raw_line(Str *rest)
{
    Str line = { rest->data, 0 };
    (void)str_next_line(rest, &line);
    return line;
}

/* Whether the first `end` bytes of a line stand in the file as they were decoded. */
static bool stands(Str raw, Str decoded, int end)
{
    return (size_t)end <= raw.len && (size_t)end <= decoded.len &&
           memcmp(raw.data, decoded.data, (size_t)end) == 0;
}

/*
 * Columns count bytes of the file.  Where repairs moved them, no place is better than a wrong one.
 */
static void settle_spans(Facts *f, Str bytes, Str text, const Decoded *d)
{
    VEC(Str) raw = { 0 };
    VEC(Str) lines = { 0 };
    Str rest = str_slice(bytes, d->bom, bytes.len), line;
    while (rest.len) {
        line = raw_line(&rest);
        VEC_PUSH(&raw, line);
    }
    while (str_next_line(&text, &line))
        VEC_PUSH(&lines, line);
    for (size_t i = 0; i < f->tasks.len; i++) {
        Span *s = &f->tasks.items[i].state_at;
        size_t at = (size_t)s->line - 1;
        bool wide = d->wide_line && s->line >= d->wide_line;
        if (!s->line)
            continue;
        if (wide || at >= raw.len || at >= lines.len ||
            !stands(raw.items[at], lines.items[at], s->end))
            *s = (Span){ 0 };
        else if (s->line == 1)
            s->col += (int)d->bom, s->end += (int)d->bom;
    }
    VEC_DONE(&raw);
    VEC_DONE(&lines);
}

static void read_text(Facts *f, const char *path, Str bytes, Buf *text, const Decoded *d)
{
    const DialectDef *dialect = dialect_find(path, buf_str(text));
    bool repaired = d->bom || d->bad_line || d->nul_line || d->wide_line;
    CLEANUP(buf_done) Buf copy = BUF_INIT;
    if (repaired)
        buf_add(&copy, text->data, text->len);
    f->dialect = dialect->name;
    dialect->read(&(Reading){ f, f->file, text->data, text->len });
    if (repaired)
        settle_spans(f, bytes, buf_str(&copy), d);
}

Facts *doc_read(const char *path, Str bytes)
{
    Facts *f = facts_new(path);
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (bytes.len > DOC_BYTES_MAX) {
        facts_problem(f, 0, "the file has more than %d MiB and was not read", DOC_BYTES_MAX >> 20);
        return f;
    }
    Decoded d = bytes_decode(bytes, &text);
    f->encoding = d.name;
    if (strcmp(d.name, "binary") == 0) {
        f->dialect = "binary";
        facts_problem(f, 0, "the file is binary and was not read");
        return f;
    }
    tell_repairs(f, &d);
    if (text.len)
        read_text(f, path, bytes, &text, &d);
    return f;
}
