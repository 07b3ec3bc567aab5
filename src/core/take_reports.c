/*
 * take_reports.c - what a session file says of an agent: "### qa-engineer - Status: in_progress".
 *
 * Logs are appended to, so the last word of a file about an agent is the one that holds.  The
 * subject of the event is the file, so that the last report of this file is found again.
 */
#include "taking.h"

static bool is_last_word(const Facts *f, size_t i, const char *slug)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t k = i + 1; k < f->agents.len; k++) {
        const char *other = agent_slug(a, str_from(f->agents.items[k].name));
        if (other && strcmp(other, slug) == 0)
            return false;
    }
    return true;
}

/* Nothing new: the state and the task are what this file said the last time. */
static bool is_reported(Ingest *in, const Reading *r, const AgentFact *f, const char *slug)
{
    EventRows rows = { 0 };
    EventQuery q = { .agent = slug,
                     .subject = r->document->path,
                     .kind = event_kind_text(EVENT_AGENT_REPORTED),
                     .newest_first = true,
                     .limit = 1 };
    CLEANUP(json_free_ptr) Json *body = NULL;

    if (store_events(in->store, r->arena, &q, &rows) < 0 || !rows.len ||
        json_parse(str_from(rows.items[0].body), &body) < 0)
        return false;
    return text_same(json_get_str(body, "state"), task_state_text(f->state)) &&
           text_same(json_get_str(body, "state_raw"), f->state_raw) &&
           text_same(json_get_str(body, "task"), f->task);
}

static int report(Ingest *in, const Reading *r, const AgentFact *f)
{
    Json *body = json_object();
    json_put_str(body, "state", task_state_text(f->state));
    json_put_str(body, "state_raw", f->state_raw);
    json_put_str(body, "file", r->document->path);
    json_put_int(body, "line", f->line);
    json_put_str(body, "task", f->task);
    return ledger_event(in, EVENT_AGENT_REPORTED, r->document->path, f->name, body);
}

int take_reports(Ingest *in, const Reading *r)
{
    size_t n = MIN(r->facts->agents.len, (size_t)REPORTS_MAX);
    int e = 0;

    for (size_t i = 0; e == 0 && i < n; i++) {
        const AgentFact *f = &r->facts->agents.items[i];
        const char *slug = f->name ? agent_slug(r->arena, str_from(f->name)) : NULL;
        if (slug && is_last_word(r->facts, i, slug) && !is_reported(in, r, f, slug))
            e = report(in, r, f);
    }
    return e;
}
