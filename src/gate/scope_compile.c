/*
 * scope_compile.c - the scope of an agent, from its definition and the policy.
 */
#include "scope_parts.h"

static void read_list(Scope *s, const StrList *entries, bool writes, Arena *a)
{
    for (size_t i = 0; i < entries->len; i++)
        if (!scope_read_entry(s, str_from(entries->items[i]), writes, a))
            strlist_add(&s->not_understood, a, entries->items[i]);
}

void scope_compile(const AgentDef *def, const StrList *protected, Arena *a, Scope *ret)
{
    *ret = (Scope){ 0 };
    if (def) {
        read_list(ret, &def->write_scope, true, a);
        read_list(ret, &def->read_only, false, a);
    }
    for (size_t i = 0; protected && i < protected->len; i++)
        scope_add_globs(&ret->protected, protected->items[i], true, a);
}
