/*
 * records.c - reading the files that hold decisions and maps of files.
 */
#include "baton/core/records.h"

#include "baton/doc/doc.h"
#include "documents.h"

enum { RECORDS_BYTES_MAX = 64 << 20 };

static int read_file(const Document *d, RecordTaker take, void *ctx)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    int r = d->error ? d->error : file_read(d->full, RECORDS_BYTES_MAX, &bytes, NULL);
    if (r < 0)
        return r;
    CLEANUP(facts_free_ptr) Facts *f = doc_read(d->path, buf_str(&bytes));
    for (size_t i = 0; i < f->records.len; i++)
        take(ctx, d->path, &f->records.items[i]);
    return 0;
}

int records_each(const Context *c, RecordTaker take, void *ctx, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Documents list = { 0 };
    int failed = 0;
    documents_find(c, a, &list);
    for (size_t i = 0; i < list.len; i++) {
        const Document *d = &list.items[i];
        int r = d->kind == DOCUMENT_RECORD ? read_file(d, take, ctx) : 0;
        if (r < 0 && !failed)
            failed = fail_with(m, r, "cannot read '%s': %s", d->path, strerror(-r));
    }
    return failed;
}
