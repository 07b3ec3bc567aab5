/*
 * page.c - a text becomes a page.
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
