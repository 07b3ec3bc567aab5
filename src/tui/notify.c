/*
 * notify.c - asks the Reminder when the ledger changed or its time has come, and sends what is due.
 */
#include "notify.h"

#include <signal.h>

#include "baton/base/clock.h"
#include "baton/core/remind.h"

enum {
    SOON_MS = 10,               /* the screen is painted first */
    BETWEEN_MS = 250,           /* looks, however many commits there are */
    TIMER_MIN_MS = 1000,        /* of one that waits for the wall clock, which may stand still */
    RETRY_MS = 1000,
};

struct Notifier {
    Loop *loop;
    const Context *context;
    NotifyEvents events;
    Reminder *reminder;
    Timer *timer;
    Signal *child;              /* from the first program on */
    int64_t next;               /* of the wall clock; 0: nothing is to come */
    int64_t looked_at;          /* monotonic */
    int64_t looked_wall;
    bool soon;                  /* the timer is for a look because the ledger changed */
    bool focused;
    int64_t version;
    NoticePrograms programs;
};

/* ---- the user's own command ---- */

static void on_child(void *ctx, int signum)
{
    Notifier *n = ctx;
    (void)signum;
    notice_reap(&n->programs);
}

static void start_program(Notifier *n, const Notice *notice)
{
    Message m = { 0 };
    int r = notice_start(n->context->conf, notice, &n->programs, &m);
    if (r < 0)
        n->events.trouble(n->events.ctx, m.text);
    if (r <= 0 || n->child)
        return;
    n->child = signal_new(n->loop, SIGCHLD, on_child, n);
    notice_reap(&n->programs);          /* it may have been faster than we */
}

static void send(Notifier *n, const Notices *due)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    if (n->focused || !due->len)
        return;
    notices_bytes(n->context->conf, due, &bytes);
    if (bytes.len)
        n->events.bytes(n->events.ctx, buf_str(&bytes));
    for (size_t i = 0; i < MIN(due->len, (size_t)NOTICES_MAX); i++)
        start_program(n, &due->items[i]);
}

/* ---- looking ---- */

static void arm(Notifier *n, int64_t now)
{
    n->soon = false;
    if (n->next)
        timer_start(n->timer, (uint64_t)MAX(n->next - now, (int64_t)TIMER_MIN_MS), 0);
    else
        timer_stop(n->timer);
}

static void look(Notifier *n)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    NeedRows needs = { 0 };
    Notices due = { 0 };
    int64_t now = clock_now();

    n->looked_at = clock_mono();
    n->looked_wall = now;
    n->version = store_data_version(n->context->store);
    if (needs_read(n->context, a, &needs) < 0) {
        n->version = 0;
        n->soon = true;
        timer_start(n->timer, RETRY_MS, 0);
        return;
    }
    reminder_look(n->reminder, &needs, now, a, &due, &n->next);
    arm(n, now);
    send(n, &due);
}

static void on_timer(void *ctx)
{
    Notifier *n = ctx;
    bool by_time = !n->soon;
    n->soon = false;
    if (by_time && clock_now() <= n->looked_wall)
        return;                         /* a clock that stands still brings nothing */
    look(n);
    if (by_time)
        n->events.due(n->events.ctx);
}

void notifier_look(Notifier *n)
{
    if (n->soon || store_data_version(n->context->store) == n->version)
        return;
    int64_t wait = n->looked_at ? n->looked_at + BETWEEN_MS - clock_mono() : 0;
    n->soon = true;
    timer_start(n->timer, (uint64_t)MAX(wait, (int64_t)SOON_MS), 0);
}

void notifier_tick(Notifier *n)
{
    if (n->next && !n->soon && clock_now() >= n->next)
        on_timer(n);
}

void notifier_focus(Notifier *n, bool focused)
{
    n->focused = focused;
}

Notifier *notifier_new(Loop *l, const Context *c, const NotifyEvents *events)
{
    Notifier *n = mem_alloc(sizeof *n);
    *n = (Notifier){ .loop = l, .context = c, .events = *events };
    n->reminder = reminder_new(c, clock_now());
    n->timer = timer_new(l, on_timer, n);
    look(n);
    return n;
}

Notifier *notifier_free(Notifier *n)
{
    if (!n)
        return NULL;
    notice_reap(&n->programs);
    n->timer = timer_free(n->timer);
    n->child = signal_free(n->child);
    n->reminder = reminder_free(n->reminder);
    free(n);
    return NULL;
}
