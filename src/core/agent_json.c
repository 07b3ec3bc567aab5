/*
 * agent_json.c - AgentDef to JSON and back, made from the lists of its fields.
 */
#include "baton/core/agent_json.h"

#include "baton/base/utf8.h"
#include "baton/format/json_scan.h"

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

/* ---- without a tree ---- */

/* false: neither a text nor a list of texts nor null, as agent_json() makes them. */
static bool set_field(AgentDef *d, Arena *a, Str key, const JsonToken *value)
{
    const char *text = json_scan_text(a, value);
    StrList list = { 0 };
    bool fits = json_is_kind(value, '[') ? json_scan_texts(a, value, &list) : text || str_eq(value->raw, STR("null"));

#define X(field, json, title) if (str_eq(key, STR("\"" json "\""))) d->field = text;
    AGENT_TEXTS(X)
#undef X
#define X(field, json, title) if (str_eq(key, STR("\"" json "\""))) d->field = list;
    AGENT_LISTS(X)
#undef X
    return fits;
}

/* NULL: it is not as agent_json() makes it; a tree may still make something of it. */
static AgentDef *read_scanned(Arena *a, Str text)
{
    AgentDef *d = arena_alloc(a, sizeof *d);
    JsonScan s;
    JsonToken key, value;

    json_scan(&s, text, 1);
    if (json_scan_peek(&s) != '{')
        return NULL;
    json_scan_inside(&s, &(JsonToken){ .raw = text, .line = 1 });
    while (json_scan_member(&s, &key) && json_scan_value(&s, &value))
        if (str_chr(key.raw, '\\') >= 0 || !set_field(d, a, key.raw, &value))
            return NULL;
    return s.error || s.slip || json_scan_peek(&s) ? NULL : d;
}

AgentDef *agent_read(Arena *a, const char *text)
{
    CLEANUP(json_free_ptr) Json *tree = NULL;
    AgentDef *d = text && utf8_valid(str_from(text)) ? read_scanned(a, str_from(text)) : NULL;
    if (d || !text || json_parse(str_from(text), &tree) < 0)
        return d;
    return agent_from_json(a, tree);
}
