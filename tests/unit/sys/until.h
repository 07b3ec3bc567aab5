/*
 * until.h - running a loop until something is true, with a deadline instead of a sleep.
 */
#ifndef BATON_TESTS_UNIT_SYS_UNTIL_H
#define BATON_TESTS_UNIT_SYS_UNTIL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "baton/base/macros.h"
#include "baton/sys/loop.h"

enum { DEADLINE_MS = 20 * 1000 };   /* generous: it is only used up by a failing test */

typedef struct {
    Loop *loop;
    bool (*met)(void *ctx);
    void *ctx;
    bool done;
} Until;

static inline void until_look(void *ctx)
{
    Until *u = ctx;
    if (u->met && u->met(u->ctx)) {
        u->done = true;
        loop_stop(u->loop);
    }
}

static inline void until_over(void *ctx)
{
    loop_stop(((Until *)ctx)->loop);
}

/* Turns the loop until met(ctx), looked at each turn.  false: ms went by first. */
static inline bool loop_until(Loop *l, uint64_t ms, bool (*met)(void *ctx), void *ctx)
{
    Until u = { l, met, ctx, false };
    Prepare *look = prepare_new(l, until_look, &u);
    Timer *over = timer_new(l, until_over, &u);
    timer_start(over, ms, 0);
    loop_run(l);
    prepare_free(look);
    timer_free(over);
    return u.done;
}

/* What loop_for() itself costs: its deadline, and closing the handles of the call before. */
enum { FEW_TURNS = 4 };

/* Only for "nothing more happens": lets the loop live for a while. */
static inline void loop_for(Loop *l, uint64_t ms)
{
    loop_until(l, ms, NULL, NULL);
}

static inline bool is_set(void *flag)
{
    return *(bool *)flag;
}

#endif
