/*
 * submit_find.c - one handoff by what people call it.
 */
#include <errno.h>

#include "baton/core/handoff.h"

int handoff_find(Context *c, const char *id, Arena *a, HandoffRow *ret, Message *m)
{
    HandoffRows rows = { 0 };
    int r = context_store(c, STORE_READ, m);
    if (r < 0)
        return r;
    r = store_handoffs(c->store, a, &(HandoffQuery){ .id = id }, &rows);
    if (r < 0 && r != -ENOENT)
        return fail_with(m, r, "The ledger '%s' cannot be read: %s", store_path(c->store), strerror(-r));
    if (!rows.len)
        return fail_with(m, -ENOENT, "There is no handoff '%s'; 'baton handoffs' lists them all", id);
    if (rows.len > 1)
        return fail_with(m, -ENOTUNIQ, "Several handoffs begin with '%s': say more of it, or the number", id);
    *ret = rows.items[0];
    return 0;
}
