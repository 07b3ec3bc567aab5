/*
 * agent_json.c - AgentDef to JSON and back, made from the lists of its fields.
 */
#include "baton/core/agent_json.h"

#include "baton/base/utf8.h"

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

/* ---- as json_write() wrote it ---- */

typedef struct {
    Arena *arena;
    const char *at;
} Plain;

static bool take(Plain *p, char c)
{
    bool there = *p->at == c;
    p->at += there;
    return there;
}

/* In place; false: an escape that json_write() has no need of. */
static bool unescape(char *text)
{
    static const char letters[] = "\"\\bfnrt", bytes[] = "\"\\\b\f\n\r\t";
    char *out = text;
    for (const char *in = text; *in; in++) {
        const char *letter = *in == '\\' ? strchr(letters, *++in) : "";
        if (!letter)
            return false;
        *out++ = *letter ? bytes[letter - letters] : *in;
    }
    *out = '\0';
    return true;
}

/* NULL: no string stands here, or none that is plain. */
static const char *take_string(Plain *p)
{
    const char *from = p->at + 1, *end = from;
    if (*p->at != '"')
        return NULL;
    while (*(end += strcspn(end, "\"\\")) == '\\' && end[1])
        end += 2;
    if (*end != '"')
        return NULL;
    char *text = arena_strndup(p->arena, from, (size_t)(end - from));
    p->at = end + 1;
    return !memchr(from, '\\', (size_t)(end - from)) || unescape(text) ? text : NULL;
}

static bool take_list(Plain *p, StrList *ret)
{
    if (!take(p, '['))
        return false;
    for (char end = take(p, ']'); !end; end = take(p, ']')) {
        const char *item = ret->len && !take(p, ',') ? NULL : take_string(p);
        if (!item)
            return false;
        strlist_add(ret, p->arena, item);
    }
    return true;
}

/* A text, a list of texts, or null. */
static bool take_value(Plain *p, const char **ret_text, StrList *ret_list)
{
    *ret_text = NULL;
    *ret_list = (StrList){ 0 };
    if (*p->at == '[')
        return take_list(p, ret_list);
    if (strncmp(p->at, "null", 4) != 0)
        return (*ret_text = take_string(p)) != NULL;
    p->at += 4;
    return true;
}

static void set_field(AgentDef *d, const char *key, const char *text, const StrList *list)
{
#define X(field, json, title) if (strcmp(key, json) == 0) d->field = text;
    AGENT_TEXTS(X)
#undef X
#define X(field, json, title) if (strcmp(key, json) == 0) d->field = *list;
    AGENT_LISTS(X)
#undef X
}

/* NULL: it was not written by us, or is damaged. */
static AgentDef *read_plain(Plain *p)
{
    AgentDef *d = arena_alloc(p->arena, sizeof *d);
    const char *key, *text;
    StrList list;
    for (char before = '{'; take(p, before); before = ',') {
        if (!(key = take_string(p)) || !take(p, ':') || !take_value(p, &text, &list))
            return NULL;
        set_field(d, key, text, &list);
    }
    return take(p, '}') && !*p->at ? d : NULL;
}

AgentDef *agent_read(Arena *a, const char *text)
{
    CLEANUP(json_free_ptr) Json *tree = NULL;
    AgentDef *d = text && utf8_valid(str_from(text)) ? read_plain(&(Plain){ a, text }) : NULL;
    if (d || !text || json_parse(str_from(text), &tree) < 0)
        return d;
    return agent_from_json(a, tree);
}
