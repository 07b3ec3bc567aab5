/*
 * facts_json.c - what a document says as `baton parse --json` prints it.
 */
#include "baton/core/facts_json.h"

#include "baton/base/digest.h"

static void put_text(Json *o, const char *key, const char *text)
{
    json_put_str(o, key, text);
}

static void put_span(Json *o, const char *key, Span s)
{
    if (!s.line) {
        json_put(o, key, json_null());
        return;
    }
    Json *at = json_object();
    json_put_int(at, "line", s.line);
    json_put_int(at, "col", s.col);
    json_put_int(at, "end", s.end);
    json_put(o, key, at);
}

static const char *form_text(Form form)
{
    static const char *const words[] = {
        [FORM_NONE] = "none", [FORM_BOX] = "box",     [FORM_CELL] = "cell", [FORM_VALUE] = "value",
        [FORM_WORD] = "word", [FORM_FRONT] = "front", [FORM_JSON] = "json",
    };
    return words[form];
}

static Json *task_json(const TaskFact *t)
{
    Json *o = json_object();
    const char confidence[2] = { t->confidence, '\0' };
    json_put_int(o, "line", t->line);
    put_text(o, "ref", t->ref);
    put_text(o, "title", t->title);
    put_text(o, "state", task_state_text(t->state));
    put_text(o, "state_raw", t->state_raw);
    put_text(o, "assignee", t->assignee);
    put_span(o, "at", t->at);
    put_span(o, "state_at", t->state_at);
    put_text(o, "state_form", form_text(t->state_form));
    put_span(o, "assignee_at", t->assignee_at);
    put_text(o, "assignee_form", form_text(t->assignee_form));
    json_put_list(o, "section", &t->section);
    json_put_list(o, "depends_on", &t->depends_on);
    json_put_int(o, "depth", t->depth);
    put_text(o, "confidence", confidence);
    return o;
}

static Json *note_json(const NoteFact *n)
{
    Json *o = json_object();
    const char confidence[2] = { n->confidence, '\0' };
    json_put_int(o, "line", n->line);
    put_span(o, "at", n->at);
    put_text(o, "title", n->title);
    put_text(o, "state", n->has_state ? task_state_text(n->state) : NULL);
    put_text(o, "state_raw", n->state_raw);
    put_text(o, "confidence", confidence);
    return o;
}

/* A value with the line that it stands on; null: none. */
static void put_lined(Json *o, const char *key, const char *text, int line)
{
    if (!text) {
        json_put(o, key, json_null());
        return;
    }
    Json *value = json_object();
    json_put_int(value, "line", line);
    put_text(value, "text", text);
    json_put(o, key, value);
}

static Json *agent_json(const AgentFact *a)
{
    Json *o = json_object();
    json_put_int(o, "line", a->line);
    put_span(o, "at", a->at);
    put_text(o, "name", a->name);
    put_text(o, "state", task_state_text(a->state));
    put_text(o, "state_raw", a->state_raw);
    put_span(o, "state_at", a->state_at);
    put_text(o, "task", a->task);
    put_lined(o, "started", a->started, a->started_line);
    put_lined(o, "ended", a->ended, a->ended_line);
    put_lined(o, "took", a->took, a->took_line);
    return o;
}

static Json *citation_json(const Citation *c)
{
    Json *o = json_object();
    put_text(o, "path", c->path);
    json_put_int(o, "first", c->first);
    json_put_int(o, "last", c->last);
    return o;
}

static Json *item_json(const HandoffItem *item)
{
    Json *o = json_object(), *citations = json_array();
    json_put_int(o, "line", item->line);
    put_span(o, "at", item->at);
    put_text(o, "text", item->text);
    for (size_t i = 0; i < item->citation_count; i++)
        json_put(citations, NULL, citation_json(&item->citations[i]));
    json_put(o, "citations", citations);
    return o;
}

static void put_items(Json *o, const char *key, const HandoffItems *items)
{
    Json *list = json_array();
    for (size_t i = 0; i < items->len; i++)
        json_put(list, NULL, item_json(&items->items[i]));
    json_put(o, key, list);
}

static Json *handoff_json(const HandoffFact *h)
{
    Json *o = json_object();
    json_put_int(o, "line", h->line);
    put_text(o, "from", h->from);
    put_text(o, "from_raw", h->from_raw);
    put_span(o, "from_at", h->from_at);
    put_text(o, "to", h->to);
    put_text(o, "to_raw", h->to_raw);
    put_span(o, "to_at", h->to_at);
    put_text(o, "summary", h->summary);
    put_text(o, "status", h->status);
    put_text(o, "date", h->date);
    put_items(o, "accomplishments", &h->accomplishments);
    put_items(o, "blockers", &h->blockers);
    put_items(o, "questions", &h->questions);
    put_items(o, "next_steps", &h->next_steps);
    put_items(o, "extras", &h->extras);
    return o;
}

static Json *run_json(const RunFact *r)
{
    Json *o = json_object();
    json_put_int(o, "line", r->line);
    put_span(o, "at", r->at);
    put_text(o, "id", r->id);
    return o;
}

Json *record_json(const RecordFact *r)
{
    Json *o = json_object();
    json_put_int(o, "line", r->line);
    put_span(o, "at", r->at);
    put_text(o, "kind", r->kind == RECORD_FILE ? "file" : "decision");
    put_text(o, "ref", r->ref);
    put_text(o, "title", r->title);
    put_text(o, "date", r->date);
    put_text(o, "author", r->author);
    put_text(o, "status", r->status);
    put_text(o, "reason", r->reason);
    json_put_list(o, "section", &r->section);
    return o;
}

static Json *escalation_json(const EscalationFact *e)
{
    Json *o = json_object();
    json_put_int(o, "line", e->line);
    put_span(o, "at", e->at);
    put_text(o, "reason", e->reason);
    put_text(o, "to", e->to);
    put_text(o, "agent", e->agent);
    put_text(o, "task", e->task);
    json_put_bool(o, "listed", e->listed);
    json_put_bool(o, "closed", e->closed);
    return o;
}

static Json *telemetry_json(const TelemetryFact *t)
{
    Json *o = json_object(), *body = NULL;
    char digest[DIGEST_HEX_SIZE];
    hex_from(t->digest, DIGEST_SIZE, digest);
    json_put_int(o, "line", t->line);
    json_put_time(o, "at", t->at);
    put_text(o, "run", t->run);
    put_text(o, "agent", t->agent);
    put_text(o, "action", t->action);
    put_text(o, "reason", t->reason);
    put_text(o, "digest", digest);
    if (t->body && json_parse(str_from(t->body), &body) == 0)
        json_put(o, "body", body);
    else
        json_put(o, "body", json_null());
    return o;
}

static Json *problem_json(const ProblemFact *p)
{
    Json *o = json_object();
    json_put_int(o, "line", p->line);
    put_text(o, "message", p->message);
    return o;
}

#define PUT_LIST(o, key, list, item) \
    do { \
        Json *array_ = json_array(); \
        for (size_t i_ = 0; i_ < (list)->len; i_++) \
            json_put(array_, NULL, item(&(list)->items[i_])); \
        json_put((o), (key), array_); \
    } while (0)

Json *facts_json(const Facts *f)
{
    Json *o = json_object();
    put_text(o, "file", f->file);
    put_text(o, "dialect", f->dialect);
    put_text(o, "encoding", f->encoding);
    PUT_LIST(o, "tasks", &f->tasks, task_json);
    PUT_LIST(o, "notes", &f->notes, note_json);
    PUT_LIST(o, "agents", &f->agents, agent_json);
    json_put(o, "handoff", f->handoff ? handoff_json(f->handoff) : json_null());
    if (f->run)
        json_put(o, "run", run_json(f->run));
    PUT_LIST(o, "records", &f->records, record_json);
    if (f->escalations.len)
        PUT_LIST(o, "escalations", &f->escalations, escalation_json);
    if (f->telemetry.len)
        PUT_LIST(o, "telemetry", &f->telemetry, telemetry_json);
    PUT_LIST(o, "problems", &f->problems, problem_json);
    return o;
}
