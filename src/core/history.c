/*
 * history.c - events in words: what changed, and what it was about.
 */
#include "baton/core/history.h"

#include "baton/format/json.h"

const char *change_text(Arena *a, const char *before, const char *after, bool ascii)
{
    if (!*before)
        return arena_printf(a, "put in '%s'", after);
    if (!*after)
        return arena_printf(a, "took out '%s'", before);
    return arena_printf(a, "%s %s %s", before, ascii ? "->" : "→", after);
}

static const char *text_of(const Json *body, const char *key)
{
    const char *text = json_get_str(body, key);
    return text ? text : "";
}

/* A task that is new has a state, but nothing that it was before. */
static const char *state_change(Arena *a, const Json *body, bool ascii)
{
    const char *from = text_of(body, "from"), *to = text_of(body, "to");
    if (!*from || !*to)
        return *to ? arena_strdup(a, to) : NULL;
    return change_text(a, from, to, ascii);
}

static const char *because(Arena *a, const char *change, const char *why)
{
    return *why ? arena_printf(a, "%s (%s)", change, why) : change;
}

static const char *body_change(Arena *a, const Event *e, const Json *body, bool ascii)
{
    switch (e->kind) {
    case EVENT_TASK_STATE:
        return state_change(a, body, ascii);
    case EVENT_EDIT_MADE:
        return because(a, change_text(a, text_of(body, "before"), text_of(body, "after"), ascii),
                       text_of(body, "reason"));
    case EVENT_EDIT_UNDONE: case EVENT_EDIT_LOST: case EVENT_EDIT_PASSED:
        return because(a, arena_printf(a, "edit %lld", (long long)json_get_int(body, "edit", 0)),
                       text_of(body, "why"));
    default:
        return NULL;
    }
}

/* The first of these keys that the body has says most. */
static const char *body_about(Arena *a, const Json *body)
{
    static const char *const keys[] = { "title", "summary", "state", "dialect", "file", "name" };
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        if (*text_of(body, keys[i]))
            return arena_strdup(a, text_of(body, keys[i]));
    return NULL;
}

static const char *given(const char *text)
{
    return text && *text ? text : NULL;
}

/* NULL: it has none, which reads as one without keys. */
static Json *body_of(const Event *e)
{
    Json *body = NULL;
    return e->body && json_parse(str_from(e->body), &body) == 0 ? body : NULL;
}

const char *event_change(Arena *a, const Event *e, bool ascii)
{
    CLEANUP(json_free_ptr) Json *body = body_of(e);
    const char *change = given(e->reason);
    return change ? change : body_change(a, e, body, ascii);
}

const char *event_summary(Arena *a, const Event *e, bool ascii)
{
    CLEANUP(json_free_ptr) Json *body = body_of(e);
    const char *title = text_of(body, "title"), *change = given(e->reason);
    if (change)
        return change;
    change = body_change(a, e, body, ascii);
    if (!change)
        change = body_about(a, body);
    else if (*title && !strstr(change, title))
        change = arena_printf(a, "%s  %s", change, title);
    return change ? change : given(e->subject);
}
