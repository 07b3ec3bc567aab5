/*
 * event_line.c - one event in one line: when, who, what, and the gist of its body.
 */
#include "event_line.h"

#include "baton/base/clock.h"
#include "baton/format/json.h"
#include "output.h"
#include "table.h"

static const char *change_text(Arena *a, const Json *body)
{
    const char *from = json_get_str(body, "from"), *to = json_get_str(body, "to");
    const char *title = json_get_str(body, "title");
    if (!to)
        return title;
    return arena_printf(a, "%s%s%s%s%s", from ? from : "", from ? " → " : "", to, title ? "  " : "",
                        title ? title : "");
}

/* "[ ] → [x]  T-3 Effective dates"; of a line that was put in, that line. */
static const char *edit_text(Arena *a, const Json *body)
{
    const char *before = json_get_str(body, "before"), *after = json_get_str(body, "after");
    const char *title = json_get_str(body, "title");
    bool changed = before && *before;
    return arena_printf(a, "%s%s%s  %s", changed ? before : "", changed ? " → " : "", after ? after : "",
                        title ? title : "");
}

/* The first of these keys that the body has says most. */
static const char *body_text(Arena *a, const Json *body)
{
    static const char *const keys[] = { "title", "summary", "state", "dialect", "file", "name" };
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        const char *text = json_get_str(body, keys[i]);
        if (text && *text)
            return arena_strdup(a, text);
    }
    return NULL;
}

/* What happened, in a few words: "pending → in_progress", a reason, a title.  In the arena. */
static const char *event_summary(Arena *a, const Event *e)
{
    if (e->reason && *e->reason)
        return e->reason;
    Json *tree = NULL;
    if (!e->body || json_parse(str_from(e->body), &tree) < 0)
        return e->subject;
    CLEANUP(json_free_ptr) Json *body = tree;
    const char *text = NULL;
    if (e->kind == EVENT_TASK_STATE)
        text = arena_strdup(a, change_text(a, body));
    if (e->kind == EVENT_EDIT_MADE)
        text = edit_text(a, body);
    if (e->kind == EVENT_EDIT_UNDONE || e->kind == EVENT_EDIT_LOST || e->kind == EVENT_EDIT_PASSED)
        text = arena_printf(a, "edit %lld", (long long)json_get_int(body, "edit", 0));
    if (!text)
        text = body_text(a, body);
    return text ? text : e->subject;
}

static void add_event(Table *t, Arena *a, const Event *e)
{
    char time[TIME_TEXT_SIZE];
    table_cellf(t, "%lld", (long long)e->seq);
    // Without milliseconds: lines are for people.
    table_cellf(t, "%.19sZ", time_format(e->at, time));
    table_cell(t, e->agent);
    table_cell(t, e->action && *e->action ? e->action : event_kind_text(e->kind));
    table_cell(t, event_summary(a, e));
}

void event_lines(Cmd *cmd, const EventRows *rows, bool newest_first, const char *indent)
{
    static const Column columns[] = {
        { "SEQ", 0, true }, { "TIME", 0, false }, { "AGENT", 24, false }, { "WHAT", 20, false },
        { "ABOUT", 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < rows->len; i++)
        add_event(t, cmd->arena, &rows->items[newest_first ? rows->len - 1 - i : i]);
    table_write(t, cmd->out, output_width(cmd), indent);
}
