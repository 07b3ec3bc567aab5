/*
 * gate_guard.c - what only humans do is refused inside of an agent client, and the try is recorded.
 *
 * A guard-rail, no lock: it keeps an agent from approving its own work by mistake or by zeal.
 */
#include <errno.h>
#include <unistd.h>

#include "baton/gate/client.h"
#include "deciding.h"
#include "taking.h"

static void record_try(Context *c, const char *what, const char *subject, const char *client, const char *how,
                       Source source, Arena *a)
{
    Message m = { 0 };
    if (context_store(c, STORE_WRITE, &m) < 0)
        return;                         /* it is refused all the same */
    Json *body = json_object();
    json_put_str(body, "act", what);
    json_put_str(body, "client", client);
    json_put_str(body, "how", how);
    Ingest in = { .c = c, .store = c->store, .arena = a, .source = source, .actor = context_user(),
                  .run = store_current_run(c->store, a) };
    (void)ledger_event(&in, EVENT_GATE_REFUSED, subject, NULL, body);
}

/* Handoffs are named by numbers; the ledger knows them by UUID. */
static const char *subject_of(Context *c, const char *subject, Arena *a)
{
    HandoffRows rows = { 0 };
    if (c->store && subject && store_handoffs(c->store, a, &(HandoffQuery){ .id = subject }, &rows) == 0 &&
        rows.len == 1)
        return rows.items[0].id;
    return subject;
}

int gate_guard_word(Context *c, const char *what, const char *subject, Source source, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *how = NULL, *client = client_find(environ, "/proc", getpid(), a, &how);
    if (!client)
        return 0;
    record_try(c, what, subject_of(c, subject, a), client, how, source, a);
    return fail_with(m, -EPERM, "Only a human may %s, and this runs inside of %s (%s); use a terminal of your own",
                     what, client, how ? how : "it shows");
}

int gate_guard(Context *c, Act act, const char *subject, Source source, Message *m)
{
    return act_is_human(act) ? gate_guard_word(c, act_text(act), subject, source, m) : 0;
}
