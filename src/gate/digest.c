/*
 * digest.c - what a decision is about, as one number.
 */
#include "baton/gate/work.h"

static void add_files(DigestFields *d, const Work *w)
{
    for (size_t i = 0; i < w->len; i++) {
        const WorkFile *f = &w->items[i];
        if (!f->counts)
            continue;
        digest_fields_add(d, f->path);
        digest_fields_add(d, f->mode);
        digest_fields_add(d, f->hash);
    }
}

static void end(DigestFields *d, char out[DIGEST_HEX_SIZE])
{
    uint8_t sum[DIGEST_SIZE];
    digest_fields_end(d, sum);
    hex_from(sum, sizeof sum, out);
}

void revision_digest(const Revision *r, char out[DIGEST_HEX_SIZE])
{
    DigestFields *d = digest_fields_new();
    digest_fields_add(d, "baton revision 1");
    digest_fields_add(d, r->artifact);
    digest_fields_add(d, r->from);
    digest_fields_add(d, r->to);
    digest_fields_add(d, r->work->base);
    add_files(d, r->work);
    end(d, out);
}

void work_digest(const Work *w, char out[DIGEST_HEX_SIZE])
{
    DigestFields *d = digest_fields_new();
    digest_fields_add(d, "baton files 1");
    add_files(d, w);
    end(d, out);
}
