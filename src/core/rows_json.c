/*
 * rows_json.c - rows as JSON: the names that scripts rely on.
 */
#include "baton/core/rows_json.h"

#include "baton/core/escalate.h"
#include "baton/core/ingest.h"
#include "baton/core/needs.h"
#include "baton/model/agent.h"

Json *task_json(const TaskRow *t)
{
    Json *j = json_object();
    json_put_str(j, "id", t->id);
    json_put_str(j, "ref", t->ref);
    json_put_str(j, "title", t->title);
    json_put_str(j, "state", task_state_text(t->state));
    json_put_str(j, "state_raw", t->state_raw);
    json_put_str(j, "assignee", t->assignee);
    json_put_list(j, "section", &t->section);
    json_put_str(j, "file", t->file);
    json_put_int(j, "line", t->line);
    json_put_int(j, "depth", t->depth);
    json_put_list(j, "depends_on", &t->depends_on);
    json_put_time(j, "state_at", t->state_at);
    json_put_time(j, "updated_at", t->updated_at);
    json_put_list(j, "conflict", &t->conflict);
    return j;
}

/* Every name is there, whether the file says it or not, or there is no file at all. */
static void put_definition(Json *j, const Json *def)
{
    static const char *const texts[] = {
#define X(field, json, title) json,
        AGENT_TEXTS(X)
    };
    static const char *const lists[] = {
        AGENT_LISTS(X)
#undef X
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        json_put_str(j, texts[i], json_get_str(def, texts[i]));
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        const Json *list = json_get(def, lists[i]);
        json_put(j, lists[i], json_is_array(list) ? json_copy(list) : json_array());
    }
}

static void replace_str(Json *j, const char *key, const char *text)
{
    json_remove(j, key);
    json_put_str(j, key, text);
}

Json *agent_row_json(const AgentRow *r)
{
    CLEANUP(json_free_ptr) Json *def = NULL;
    Json *j = json_object();

    if (r->def)
        (void)json_parse(str_from(r->def), &def);
    put_definition(j, def);
    if (!json_get_str(j, "name"))
        replace_str(j, "name", r->shown ? r->shown : r->name);
    replace_str(j, "file", r->file);
    json_put_str(j, "slug", r->name);
    json_put_str(j, "state", agent_state_text(r->state));
    json_put_str(j, "state_source", r->at ? source_text(r->source) : NULL);
    json_put_time(j, "state_at", r->at);
    json_put_str(j, "state_why", r->why);
    json_put_str(j, "task", r->task);
    json_put_str(j, "task_id", r->task_id);
    json_put_int(j, "open_tasks", r->open_tasks);
    json_put_int(j, "done_tasks", r->done_tasks);
    json_put_time(j, "heard_at", r->heard_at);
    return j;
}

static void put_copy(Json *j, const Json *from, const char *key)
{
    const Json *list = json_get(from, key);
    json_put(j, key, json_is_array(list) ? json_copy(list) : json_array());
}

/* Every name is there, also where nobody has looked at it and nobody has decided. */
Json *handoff_json(const HandoffRow *h)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    Json *j = json_object();

    if (h->body)
        (void)json_parse(str_from(h->body), &body);
    json_put_str(j, "id", h->id);
    json_put_int(j, "number", h->number);
    json_put_str(j, "from", h->from);
    json_put_str(j, "from_why", h->from_why);
    json_put_str(j, "to", h->to);
    json_put_str(j, "to_raw", h->to_raw);
    json_put_str(j, "state", handoff_state_text(h->state));
    json_put_str(j, "revision", h->digest);
    json_put_int(j, "revisions", h->revisions);
    json_put_str(j, "file", h->file);
    json_put_str(j, "run", h->run);
    json_put_str(j, "summary", h->summary);
    put_copy(j, body, "accomplishments");
    put_copy(j, body, "blockers");
    put_copy(j, body, "questions");
    json_put(j, "checks", json_array());
    json_put(j, "decision", json_null());
    json_put_time(j, "submitted_at", h->submitted_at);
    json_put_time(j, "decided_at", 0);
    json_put_time(j, "updated_at", h->updated_at);
    return j;
}

Json *escalation_json(const EscalationRow *e)
{
    Json *j = json_object();
    json_put_str(j, "id", e->id);
    json_put_int(j, "number", e->number);
    json_put_str(j, "agent", e->agent);
    json_put_str(j, "to", e->to);
    json_put_str(j, "reason", e->reason);
    json_put_str(j, "state", escalation_state_text(e->state));
    json_put_str(j, "via", escalation_via_text(e->via));
    json_put_int(j, "count", e->count);
    json_put_str(j, "task", e->task);
    json_put_str(j, "source", e->source);
    json_put_str(j, "file", e->file);
    json_put(j, "line", e->line ? json_int(e->line) : json_null());
    json_put_str(j, "handoff", e->handoff);
    json_put_str(j, "run", e->run);
    json_put_time(j, "first_at", e->first_at);
    json_put_time(j, "last_at", e->last_at);
    json_put_time(j, "opened_at", e->opened_at);
    json_put_time(j, "changed_at", e->changed_at);
    json_put_str(j, "actor", e->actor);
    json_put_str(j, "comment", e->comment);
    json_put_str(j, "closed_why", e->closed_why);
    json_put_str(j, "routed_to", e->routed_to);
    return j;
}

Json *escalation_full_json(Context *c, const EscalationRow *e, Arena *a)
{
    Json *j = escalation_json(e);
    Proposal p = { NULL, NULL };
    (void)escalation_proposal(c, e, a, &p);
    json_put_str(j, "proposed", p.agent);
    json_put_str(j, "proposed_why", p.why);
    return j;
}

static const char *given(const char *text)
{
    return text && *text ? text : NULL;
}

Json *event_json(const Event *e)
{
    Json *j = json_object(), *body = NULL;
    json_put_int(j, "seq", e->seq);
    json_put_str(j, "id", e->id);
    json_put_time(j, "at", e->at);
    json_put_str(j, "kind", event_kind_text(e->kind));
    json_put_str(j, "run", given(e->run));
    json_put_str(j, "agent", given(e->agent));
    json_put_str(j, "action", given(e->action));
    json_put_str(j, "subject", given(e->subject));
    json_put_str(j, "actor", given(e->actor));
    json_put_str(j, "source", source_text(e->source));
    json_put_str(j, "host", given(e->host));
    json_put_str(j, "reason", given(e->reason));
    if (e->body)
        (void)json_parse(str_from(e->body), &body);
    json_put(j, "body", body ? body : json_object());
    return j;
}

Json *run_json(const RunRow *r)
{
    Json *j = json_object();
    json_put_str(j, "id", r->id);
    json_put_time(j, "started_at", r->started_at);
    json_put_time(j, "ended_at", r->ended_at);
    json_put_str(j, "state", run_state_text(r->state));
    json_put_str(j, "file", r->file);
    json_put_int(j, "events", r->events);
    return j;
}

Json *edit_row_json(const EditRow *e)
{
    Json *j = json_object();
    json_put_int(j, "number", e->number);
    json_put_str(j, "state", edit_state_text(e->state));
    json_put_str(j, "what", e->what);
    json_put_str(j, "task", e->task);
    json_put_str(j, "ref", e->ref);
    json_put_str(j, "title", e->title);
    json_put_str(j, "file", e->file);
    json_put_int(j, "line", e->line);
    json_put_str(j, "before", e->before);
    json_put_str(j, "after", e->after);
    json_put_str(j, "actor", e->actor);
    json_put_str(j, "agent", e->agent);
    json_put_time(j, "at", e->at);
    json_put_time(j, "changed_at", e->changed_at);
    return j;
}

Json *need_json(const NeedRow *n)
{
    Json *j = json_object();
    json_put_str(j, "kind", n->kind);
    json_put_str(j, "subject", n->subject);
    json_put_str(j, "title", n->title);
    json_put_str(j, "agent", n->agent);
    json_put_str(j, "to", n->to);
    json_put_time(j, "since", n->since);
    json_put_list(j, "failed", &n->failed);
    json_put_time(j, "until", n->until);
    return j;
}

/* ---- status ---- */

static Json *agent_counts(Store *s, Arena *a)
{
    int64_t n[AGENT_STATE_COUNT] = { 0 };
    AgentRows rows = { 0 };
    Json *j = json_object();

    (void)store_agents(s, a, &(AgentQuery){ 0 }, &rows);
    for (size_t i = 0; i < rows.len; i++)
        n[rows.items[i].state]++;
    for (int i = 0; i < AGENT_STATE_COUNT; i++)
        json_put_int(j, agent_state_text((AgentState)i), n[i]);
    return j;
}

static Json *task_counts(Store *s)
{
    TaskGroup total = { 0 };
    Json *j = json_object();

    (void)store_task_totals(s, &total);
    for (int i = 0; i < TASK_STATE_COUNT; i++)
        json_put_int(j, task_state_text((TaskState)i), total.n[i]);
    return j;
}

static Json *needs(const Context *c, Arena *a)
{
    NeedRows rows = { 0 };
    Json *j = json_array();

    (void)needs_read(c, a, &rows);
    for (size_t i = 0; i < rows.len; i++)
        json_put(j, NULL, need_json(&rows.items[i]));
    return j;
}

static int64_t snoozed(const Context *c, Arena *a)
{
    NeedRows rows = { 0 };
    (void)needs_snoozed(c, a, &rows);
    return (int64_t)rows.len;
}

Json *status_json(Context *c, Arena *a)
{
    StoreCounts counts = { 0 };
    Json *j = json_object(), *handoffs = json_object(), *escalations = json_object();

    (void)store_counts(c->store, &counts);
    for (int i = 0; i < HANDOFF_STATE_COUNT; i++)
        json_put_int(handoffs, handoff_state_text((HandoffState)i), counts.handoffs[i]);
    for (int i = 0; i < ESCALATION_STATE_COUNT; i++)
        json_put_int(escalations, escalation_state_text((EscalationState)i), counts.escalations[i]);
    json_put_str(j, "project", c->project->root);
    json_put_str(j, "run", store_current_run(c->store, a));
    json_put_str(j, "session_file", ingest_session_file(c, a));
    json_put(j, "agents", agent_counts(c->store, a));
    json_put(j, "tasks", task_counts(c->store));
    json_put(j, "handoffs", handoffs);
    json_put(j, "escalations", escalations);
    json_put(j, "needs", needs(c, a));
    json_put_int(j, "snoozed", snoozed(c, a));
    return j;
}
