/*
 * message.c - wording one sentence, and stopping on a broken invariant.
 */
#include "baton/base/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void (*bug_hook)(void);

void bug_set_hook(void (*restore)(void))
{
    bug_hook = restore;
}

void bug(const char *file, int line, const char *what)
{
    if (bug_hook)
        bug_hook();
    fprintf(stderr, "\nbaton: %s:%d: this should not happen: %s\n", file, line, what);
    abort();
}

int fail(Message *m, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(m->text, sizeof m->text, fmt, ap);
    va_end(ap);
    return -1;
}

int fail_with(Message *m, int r, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(m->text, sizeof m->text, fmt, ap);
    va_end(ap);
    return r;
}
