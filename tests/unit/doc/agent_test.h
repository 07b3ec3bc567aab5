/*
 * agent_test.h - a reader without a file and lists as one line, for tests of the parts.
 */
#ifndef BATON_TESTS_AGENT_TEST_H
#define BATON_TESTS_AGENT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "agent_parts.h"

static inline AgentReader reader_for(Arena *a)
{
    AgentReader r = { .arena = a, .slug = "tester" };
    r.def = arena_alloc(a, sizeof *r.def);
    return r;
}

/* "a | b | c" */
static inline const char *list_line(Arena *a, const StrList *l)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (size_t i = 0; i < l->len; i++)
        buf_addf(&out, "%s%s", i ? " | " : "", l->items[i]);
    return arena_str(a, buf_str(&out));
}

#endif
