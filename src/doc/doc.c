/*
 * doc.c - the door: bytes in, facts out.
 */
#include "baton/doc/doc.h"

#include "bytes.h"
#include "dialect.h"

enum { DOC_BYTES_MAX = 128 << 20 };

static void tell_repairs(Facts *f, const Decoded *d)
{
    if (d->bad_line)
        facts_problem(f, d->bad_line, "the bytes here are not UTF-8: they are shown as U+FFFD");
    if (d->nul_line)
        facts_problem(f, d->nul_line, "NUL bytes from here on were left out");
    if (d->wide_line && strcmp(d->name, "mixed") == 0)
        facts_problem(f, d->wide_line, "the lines from here on are UTF-16 in a UTF-8 file");
}

static void read_text(Facts *f, const char *path, Buf *text)
{
    const DialectDef *dialect = dialect_find(path, buf_str(text));
    f->dialect = dialect->name;
    dialect->read(&(Reading){ f, f->file, text->data, text->len });
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
        read_text(f, path, &text);
    return f;
}
