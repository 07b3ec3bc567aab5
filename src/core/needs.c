/*
 * needs.c - what the ledger knows of what waits for a human, and the agents that are silent.
 */
#include "baton/core/needs.h"

#include "baton/base/clock.h"
#include "silent.h"

/* Behind the rest: an agent that says nothing may just be thinking. */
static int add_silent(const Context *c, Arena *a, const NeedRows *silent, bool snoozed, NeedRows *rows)
{
    int r = 0;
    for (size_t i = 0; r == 0 && i < silent->len; i++) {
        NeedRow row = silent->items[i];
        r = store_snoozed_until(c->store, row.kind, row.subject, &row.until);
        if (r == 0 && snoozed == (row.until != 0))
            AVEC_PUSH(rows, a, row);
    }
    return r;
}

int needs_read_with(const Context *c, Arena *a, const AgentRows *agents, NeedRows *ret_rows)
{
    NeedRows rows = { 0 }, silent = { 0 };
    int r = store_needs(c->store, a, &rows);
    if (r == 0)
        r = agents ? silent_among(c, a, agents, clock_now(), &silent, NULL)
                   : silent_read(c, a, clock_now(), &silent, NULL);
    if (r == 0)
        r = add_silent(c, a, &silent, false, &rows);
    if (r == 0)
        *ret_rows = rows;
    return r;
}

int needs_read(const Context *c, Arena *a, NeedRows *ret_rows)
{
    return needs_read_with(c, a, NULL, ret_rows);
}

static int snoozed_at(const Context *c, Arena *a, int64_t now, NeedRows *ret_rows, int64_t *ret_next)
{
    NeedRows rows = { 0 }, silent = { 0 };
    int r = store_snoozed(c->store, a, &rows);
    if (r == 0)
        r = silent_read(c, a, now, &silent, ret_next);
    if (r == 0)
        r = add_silent(c, a, &silent, true, &rows);
    if (r == 0)
        *ret_rows = rows;
    return r;
}

int needs_snoozed(const Context *c, Arena *a, NeedRows *ret_rows)
{
    return snoozed_at(c, a, clock_now(), ret_rows, NULL);
}

int needs_coming(const Context *c, Arena *a, int64_t now, NeedRows *ret_snoozed, int64_t *ret_next)
{
    NeedRows snoozed = { 0 };
    int64_t next = 0;
    int r = snoozed_at(c, a, now, &snoozed, &next);
    for (size_t i = 0; r == 0 && i < snoozed.len; i++) {
        int64_t back = MAX(snoozed.items[i].until, now + 1);
        if (!next || back < next)
            next = back;
    }
    if (r == 0) {
        *ret_snoozed = snoozed;
        *ret_next = next;
    }
    return r;
}
