/*
 * facts.c - making and releasing what a document says.
 */
#include "baton/model/facts.h"

#include <stdarg.h>
#include <stdio.h>

Facts *facts_new(const char *file)
{
    Arena *a = arena_new();
    Facts *f = arena_alloc(a, sizeof *f);
    f->arena = a;
    f->file = arena_strdup(a, file);
    f->dialect = "text";
    f->encoding = "utf-8";
    return f;
}

Facts *facts_free(Facts *f)
{
    if (f)
        arena_free(f->arena);
    return NULL;
}

void facts_problem(Facts *f, int line, const char *fmt, ...)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&text, fmt, ap);
    va_end(ap);
    AVEC_PUSH(&f->problems, f->arena, ((ProblemFact){ line, arena_str(f->arena, buf_str(&text)) }));
}
