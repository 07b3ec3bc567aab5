/*
 * needs.c - what the ledger knows of what waits for a human, and the agents that are silent.
 */
#include "baton/core/needs.h"

#include "baton/base/clock.h"
#include "silent.h"

/* Behind the rest: an agent that says nothing may just be thinking. */
static int add_silent(const Context *c, Arena *a, bool snoozed, NeedRows *rows)
{
    NeedRows silent = { 0 };
    int r = silent_read(c, a, clock_now(), &silent, NULL);
    for (size_t i = 0; r == 0 && i < silent.len; i++) {
        NeedRow row = silent.items[i];
        r = store_snoozed_until(c->store, row.kind, row.subject, &row.until);
        if (r == 0 && snoozed == (row.until != 0))
            AVEC_PUSH(rows, a, row);
    }
    return r;
}

int needs_read(const Context *c, Arena *a, NeedRows *ret_rows)
{
    NeedRows rows = { 0 };
    int r = store_needs(c->store, a, &rows);
    if (r == 0)
        r = add_silent(c, a, false, &rows);
    if (r == 0)
        *ret_rows = rows;
    return r;
}

int needs_snoozed(const Context *c, Arena *a, NeedRows *ret_rows)
{
    NeedRows rows = { 0 };
    int r = store_snoozed(c->store, a, &rows);
    if (r == 0)
        r = add_silent(c, a, true, &rows);
    if (r == 0)
        *ret_rows = rows;
    return r;
}
