/*
 * detail.c - everything about one thing, as text for a width.
 */
#include "detail.h"

#include "baton/base/clock.h"
#include "baton/core/agent_json.h"
#include "baton/core/history.h"
#include "baton/format/json.h"

void detail_time(TextWriter *w, const char *label, int64_t at)
{
    char text[TIME_TEXT_SIZE], age[AGE_TEXT_SIZE];
    if (!at)
        return;
    time_format(at, text);
    text[10] = ' ';
    text[16] = '\0';
    const char *value = arena_printf(w->text->arena, "%s UTC, %s ago", text, age_format(at, clock_now(), age));
    text_field(w, label, LABEL, STYLE_TEXT, value);
}

void detail_title(TextWriter *w, const char *text)
{
    text_words(w, STYLE_TITLE, raw(text ? text : ""));
    text_end_line(w);
}

const char *detail_place(Arena *a, const char *file, int line)
{
    if (!file)
        return NULL;
    return line ? arena_printf(a, "%s:%d", file, line) : file;
}

static const char *joined(Arena *a, const StrList *l, const char *between)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    for (size_t i = 0; i < l->len; i++)
        buf_addf(&b, "%s%s", i ? between : "", l->items[i]);
    return arena_str(a, buf_str(&b));
}

void detail_state(TextWriter *w, StyleId style, const char *glyph, const char *word, const char *more)
{
    const char *value = arena_printf(w->text->arena, more ? "%s %s, %s" : "%s %s", glyph, word, more);
    text_field(w, "State", LABEL, style, value);
}

static void history_line(TextWriter *w, const Event *e, bool ascii)
{
    char time[TIME_TEXT_SIZE];
    time_format(e->at, time);
    time[10] = ' ';
    time[16] = '\0';
    w->indent = 1;
    text_words(w, STYLE_DIM, raw(time + 5));
    w->indent = 13;
    text_wordsf(w, STYLE_TEXT, " %s", e->action && *e->action ? e->action : event_kind_text(e->kind));
    const char *who = event_who(e);
    const char *change = event_change(w->text->arena, e, ascii);
    if (who)
        text_wordsf(w, STYLE_DIM, change ? " %s:" : " %s", who);
    if (change)
        text_wordsf(w, STYLE_TEXT, " %s", change);
    text_end_line(w);
    w->indent = 0;
}

void detail_history(Screen *s, TextWriter *w, EventQuery q)
{
    EventRows rows = { 0 };
    q.newest_first = true;
    q.limit = HISTORY;
    store_events(s->context->store, w->text->arena, &q, &rows);
    if (!rows.len)
        return;
    text_gap(w);
    text_words(w, STYLE_HEADING, raw("History, newest first"));
    text_end_line(w);
    for (size_t i = 0; i < rows.len; i++)
        history_line(w, &rows.items[i], canvas_ascii(s->canvas));
}

void detail_events(Screen *s, TextWriter *w, const EventRows *rows)
{
    if (!rows->len)
        return;
    text_gap(w);
    text_words(w, STYLE_HEADING, raw("History"));
    text_end_line(w);
    for (size_t i = 0; i < rows->len; i++)
        history_line(w, &rows->items[i], canvas_ascii(s->canvas));
}

/* Why a person is asked about this task, as the list of needs says it. */
static void task_needs(Screen *s, TextWriter *w, const char *id)
{
    NeedRows needs = { 0 };
    store_needs(s->context->store, w->text->arena, &needs);
    for (size_t i = 0; i < needs.len; i++)
        if (strcmp(needs.items[i].kind, "conflict") == 0 && strcmp(needs.items[i].subject, id) == 0)
            text_field(w, "Conflict", LABEL, STYLE_STATE_BAD, needs.items[i].title);
}

static const TaskRow *task_of(Screen *s, Arena *a, const ListRow *row)
{
    TaskRows rows = { 0 };
    if (row->record)
        return row->record;
    store_tasks(s->context->store, a, &(TaskQuery){ .id = row->id, .limit = 1 }, &rows);
    return rows.len ? &rows.items[0] : NULL;
}

static void task_detail(Screen *s, TextWriter *w, const ListRow *row)
{
    Arena *a = w->text->arena;
    const TaskRow *t = task_of(s, a, row);
    if (!t)
        return;
    detail_title(w, t->title);
    text_gap(w);
    detail_state(w, task_style(t->state), task_state_glyph(t->state, canvas_ascii(s->canvas)),
                task_state_text(t->state),
                t->state_raw ? arena_printf(a, "written as %s", t->state_raw) : "nothing states it");
    if (t->conflict.len)
        task_needs(s, w, t->id);
    text_field(w, "Ref", LABEL, STYLE_TEXT, t->ref);
    text_field(w, "Assignee", LABEL, STYLE_TEXT, t->assignee ? t->assignee : "nobody");
    text_field(w, "Section", LABEL, STYLE_TEXT, joined(a, &t->section, " > "));
    text_field(w, "Depends on", LABEL, STYLE_TEXT, joined(a, &t->depends_on, ", "));
    text_field(w, "Place", LABEL, STYLE_TEXT, detail_place(a, t->file, t->line));
    detail_time(w, "Since", t->state_at);
    detail_time(w, "Changed", t->updated_at);
    text_field(w, "Id", LABEL, STYLE_DIM, t->id);
    detail_history(s, w, (EventQuery){ .subject = t->id });
}

static void agent_state(Screen *s, TextWriter *w, const AgentRow *r)
{
    Arena *a = w->text->arena;
    char age[AGE_TEXT_SIZE];
    const char *more = r->at ? arena_printf(a, "%s %s ago", source_text(r->source), age_format(r->at, clock_now(), age))
                             : "nothing was heard of it";
    detail_state(w, agent_style(r->state), agent_state_glyph(r->state, canvas_ascii(s->canvas)),
                agent_state_text(r->state), more);
    text_field(w, "Because", LABEL, STYLE_TEXT, r->why);
    text_field(w, "Task", LABEL, STYLE_TEXT, r->task);
    text_field(w, "Tasks", LABEL, STYLE_TEXT,
               arena_printf(a, "%lld open, %lld done", (long long)r->open_tasks, (long long)r->done_tasks));
    text_field(w, "File", LABEL, STYLE_TEXT, r->file ? r->file : "not defined in a file");
}

static void agent_definition(TextWriter *w, const char *def)
{
    const AgentDef *d = agent_read(w->text->arena, def);
    if (!d)
        return;
    text_field(w, "Model", LABEL, STYLE_TEXT, d->model);
    text_field(w, "Colour", LABEL, STYLE_TEXT, d->color);
    text_field(w, "Codename", LABEL, STYLE_TEXT, d->codename);
    text_field(w, "Telemetry", LABEL, STYLE_TEXT, d->telemetry);
    text_field(w, "Hands over", LABEL, STYLE_TEXT, d->handoff_artifact);
    if (d->description && *d->description) {
        Str rest = str_from(d->description), line;
        text_gap(w);
        while (str_next_line(&rest, &line)) {
            text_words(w, STYLE_TEXT, raw_str(line));
            text_end_line(w);
        }
    }
#define X(field, json, heading) text_list(w, heading, &d->field);
    AGENT_LISTS(X)
#undef X
}

/* A list has them without their definitions. */
static const AgentRow *agent_of(Screen *s, Arena *a, const ListRow *row)
{
    AgentRows rows = { 0 };
    if (row->record) {
        AgentRow *r = arena_alloc(a, sizeof *r);
        *r = *(const AgentRow *)row->record;
        r->def = r->file ? store_agent_def(s->context->store, a, r->name, r->file) : NULL;
        return r;
    }
    store_agents(s->context->store, a, &(AgentQuery){ .name = row->id }, &rows);
    return rows.len ? &rows.items[0] : NULL;
}

static void agent_detail(Screen *s, TextWriter *w, const ListRow *row)
{
    const AgentRow *r = agent_of(s, w->text->arena, row);
    if (!r)
        return;
    detail_title(w, r->shown && *r->shown ? r->shown : r->name);
    text_gap(w);
    agent_state(s, w, r);
    agent_definition(w, r->def);
    if (r->heard_at)                    /* else there is none, which would take long to find out */
        detail_history(s, w, (EventQuery){ .agent = r->name, .telemetry_only = true });
}

static void body_fields(TextWriter *w, const char *text)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    if (!text || json_parse(str_from(text), &body) < 0 || !json_first(body))
        return;
    text_gap(w);
    text_words(w, STYLE_HEADING, raw("Fields"));
    text_end_line(w);
    for (const Json *f = json_first(body); f; f = json_next(f)) {
        CLEANUP(buf_done) Buf value = BUF_INIT;
        json_write(&value, f, false);
        const char *plain = json_text(f);
        text_field(w, json_key(f), LABEL + 5, STYLE_TEXT, plain ? plain : arena_str(w->text->arena, buf_str(&value)));
    }
}

static void event_detail(Screen *s, TextWriter *w, const ListRow *row)
{
    const Event *e = row->record;
    (void)s;
    if (!e)
        return;
    detail_title(w, e->action && *e->action ? e->action : event_kind_text(e->kind));
    text_gap(w);
    text_field(w, "Kind", LABEL, STYLE_TEXT, event_kind_text(e->kind));
    text_field(w, "Agent", LABEL, STYLE_TEXT, e->agent);
    text_field(w, "Reason", LABEL, STYLE_TEXT, e->reason);
    text_field(w, "Subject", LABEL, STYLE_TEXT, e->subject);
    text_field(w, "Run", LABEL, STYLE_TEXT, e->run);
    text_field(w, "Actor", LABEL, STYLE_TEXT, e->actor);
    text_field(w, "Source", LABEL, STYLE_TEXT, source_text(e->source));
    text_field(w, "Host", LABEL, STYLE_TEXT, e->host);
    detail_time(w, "At", e->at);
    text_field(w, "Id", LABEL, STYLE_DIM, arena_printf(w->text->arena, "%s, number %lld", e->id, (long long)e->seq));
    body_fields(w, e->body);
}

void detail_build(Screen *s, const ListRow *row, Text *text, Arena *a, int width)
{
    static void (*const builders[])(Screen *, TextWriter *, const ListRow *) = {
        [ITEM_TASK] = task_detail,       [ITEM_AGENT] = agent_detail, [ITEM_HANDOFF] = detail_handoff,
        [ITEM_ESCALATION] = detail_escalation, [ITEM_EVENT] = event_detail,
        [ITEM_CONTRADICTION] = detail_contradiction,
    };
    TextWriter w = text_begin(text, a, width);
    if (row)
        builders[row->kind](s, &w, row);
    if (!text->len)
        text_words(&w, STYLE_DIM, raw("Nothing is selected."));
}
