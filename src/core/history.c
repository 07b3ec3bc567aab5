/*
 * history.c - events in words: what changed, and what it was about.
 */
#include "baton/core/history.h"

#include "baton/format/json.h"
#include "history_escalation.h"
#include "history_gate.h"

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

static const char *joined(const Json *body, const char *key, Arena *a, const char *gap)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    StrList list = { 0 };
    json_get_list(body, key, a, &list);
    for (size_t i = 0; i < list.len; i++)
        buf_addf(&text, "%s%s", i ? gap : "", list.items[i]);
    return arena_str(a, buf_str(&text));
}

PRINTF(2, 3) static void add_part(Buf *out, const char *fmt, ...)
{
    va_list ap;
    buf_adds(out, out->len ? "; " : "");
    va_start(ap, fmt);
    buf_vaddf(out, fmt, ap);
    va_end(ap);
}

/* What a file says of a task now and did not say before. */
static const char *task_edited(Arena *a, const Json *body)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    if (json_get(body, "title"))
        add_part(&out, "renamed to '%s'", text_of(body, "title"));
    if (json_get(body, "ref"))
        add_part(&out, "called %s", *text_of(body, "ref") ? text_of(body, "ref") : "by its title");
    if (json_get(body, "assignee"))
        add_part(&out, "assigned to %s", *text_of(body, "assignee") ? text_of(body, "assignee") : "nobody");
    if (json_get(body, "section"))
        add_part(&out, "now under '%s'", joined(body, "section", a, " / "));
    if (json_get(body, "depends_on"))
        add_part(&out, "depends on %s", json_len(json_get(body, "depends_on"))
                                            ? joined(body, "depends_on", a, ", ") : "nothing");
    if (json_get(body, "state_raw") && *text_of(body, "state_raw"))
        add_part(&out, "written as '%s'", text_of(body, "state_raw"));
    return out.len ? arena_str(a, buf_str(&out)) : NULL;
}

static const char *place_of(Arena *a, const Json *body, const char *how)
{
    const char *file = text_of(body, "file");
    return *file ? arena_printf(a, "%s %s:%lld", how, file, (long long)json_get_int(body, "line", 0)) : NULL;
}

static const char *task_gone(Arena *a, const Json *body)
{
    const char *other = text_of(body, "same_as"), *place = place_of(a, body, "was at");
    return *other ? arena_printf(a, "it is the task %s", other) : place;
}

/* For the history of one task: its title stands above. */
static const char *task_change(Arena *a, const Event *e, const Json *body)
{
    switch (e->kind) {
    case EVENT_TASK_ADDED: {
        const char *place = place_of(a, body, "at"), *state = text_of(body, "state");
        return place && *state ? arena_printf(a, "%s, %s", state, place) : place;
    }
    case EVENT_TASK_EDITED:
        return task_edited(a, body);
    case EVENT_TASK_MOVED:
        return place_of(a, body, "now at");
    case EVENT_TASK_GONE:
        return task_gone(a, body);
    default:
        return NULL;
    }
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
    const char *change = gate_change(a, e, body);
    if (!change)
        change = escalation_change(a, e, body);
    if (!change)
        change = given(e->reason);
    if (!change)
        change = body_change(a, e, body, ascii);
    return change ? change : task_change(a, e, body);
}

const char *event_who(const Event *e)
{
    const char *agent = given(e->agent), *actor = given(e->actor);
    bool by_hand = e->source == SOURCE_CLI || e->source == SOURCE_TUI;
    if (e->kind != EVENT_TELEMETRY && by_hand && actor)
        return actor;
    return agent ? agent : actor;
}

const char *event_summary(Arena *a, const Event *e, bool ascii)
{
    CLEANUP(json_free_ptr) Json *body = body_of(e);
    const char *title = text_of(body, "title"), *change = gate_change(a, e, body);
    if (!change)
        change = escalation_change(a, e, body);
    if (!change)
        change = given(e->reason);
    if (change)
        return change;
    change = body_change(a, e, body, ascii);
    if (change && *title && !strstr(change, title))
        change = arena_printf(a, "%s  %s", change, title);
    if (!change)
        change = body_about(a, body);
    if (!change)
        change = task_change(a, e, body);
    return change ? change : given(e->subject);
}
