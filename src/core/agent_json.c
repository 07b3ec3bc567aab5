/*
 * agent_json.c - AgentDef to JSON and back, made from the lists of its fields.
 */
#include "baton/core/agent_json.h"

Json *agent_json(const AgentDef *d)
{
    Json *j = json_object();

#define X(field, json, title) json_put_str(j, json, d->field);
    AGENT_TEXTS(X)
#undef X
#define X(field, json, title) json_put_list(j, json, &d->field);
    AGENT_LISTS(X)
#undef X
    return j;
}

AgentDef *agent_from_json(Arena *a, const Json *j)
{
    if (!json_is_object(j))
        return NULL;
    AgentDef *d = arena_alloc(a, sizeof *d);

#define X(field, json, title) d->field = arena_strdup(a, json_get_str(j, json));
    AGENT_TEXTS(X)
#undef X
#define X(field, json, title) json_get_list(j, json, a, &d->field);
    AGENT_LISTS(X)
#undef X
    return d;
}
