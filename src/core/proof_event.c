/*
 * proof_event.c - a decision as its event says it, beside what the projection says.
 *
 * Whoever opens a gate starts here: rows of projections are lists for screens, events are what happened.
 */
#include <errno.h>

#include "deciding.h"

static const char *text_of(const Json *body, const char *key, Arena *a)
{
    const char *text = json_get_str(body, key);
    return text && *text ? arena_strdup(a, text) : NULL;
}

static const char *json_of(const Json *body, const char *key, Arena *a)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const Json *value = json_get(body, key);
    if (!value || json_is_null(value))
        return "[]";
    json_write(&text, value, false);
    return arena_str(a, buf_str(&text));
}

static void fill(const Event *e, const Json *body, Arena *a, EventDecision *ret)
{
    DecisionRow *d = &ret->row;
    d->person = text_of(body, "person", a);
    d->principal = text_of(body, "principal", a);
    d->statement = text_of(body, "statement", a);
    d->signature = text_of(body, "signature", a);
    d->signer = text_of(body, "signer", a);
    d->checks = text_of(body, "checks", a);
    d->tty = text_of(body, "tty", a);
    d->ssh = text_of(body, "ssh", a);
    d->remarks = json_of(body, "remarks", a);
    json_get_list(body, "roles", a, &d->roles);
    json_get_list(body, "waived", a, &d->waived);
    json_get_list(body, "failed", a, &d->failed);
    json_get_list(body, "effects", a, &ret->effects);
    ret->head = text_of(body, "head", a);
    ret->signers = text_of(body, "signers", a);
    d->seq = e->seq;
    d->at = e->at;
    d->handoff = arena_strdup(a, e->subject ? e->subject : "");
    d->actor = arena_strdup(a, e->actor ? e->actor : "");
    d->comment = arena_strdup(a, e->reason ? e->reason : "");
    d->host = arena_strdup(a, e->host ? e->host : "");
    d->source = source_text(e->source);
}

bool decision_of_event(const Event *e, Arena *a, EventDecision *ret)
{
    Json *tree = NULL;
    if (e->kind != EVENT_HANDOFF_DECIDED || json_parse(str_from(e->body), &tree) < 0)
        return false;
    CLEANUP(json_free_ptr) Json *body = tree;
    *ret = (EventDecision){ .row = { .state = HANDOFF_SUBMITTED } };
    const char *verdict = json_get_str(body, "verdict"), *state = json_get_str(body, "state");
    if (!verdict || verdict_parse(verdict, &ret->row.verdict) < 0)
        return false;
    if (state)
        (void)handoff_state_parse(state, &ret->row.state);
    ret->row.revision = text_of(body, "revision", a);
    fill(e, body, a, ret);
    return true;
}

int decision_load(Store *s, int64_t seq, Arena *a, EventDecision *ret)
{
    EventRows rows = { 0 };
    EventQuery q = { .kind = event_kind_text(EVENT_HANDOFF_DECIDED), .after = seq - 1, .before = seq + 1 };
    int r = seq > 0 ? store_events(s, a, &q, &rows) : -ENOENT;
    if (r < 0)
        return r;
    return rows.len == 1 && decision_of_event(&rows.items[0], a, ret) ? 0 : -ENOENT;
}

static bool names_seq(const Event *e, int64_t seq)
{
    Json *tree = NULL;
    if (json_parse(str_from(e->body), &tree) < 0)
        return false;
    CLEANUP(json_free_ptr) Json *body = tree;
    for (const Json *j = json_first(json_get(body, "events")); j; j = json_next(j))
        if (json_get_int(j, "seq", 0) == seq)
            return true;
    return false;
}

bool event_is_redacted(Store *s, int64_t seq)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    EventRows rows = { 0 };
    EventQuery q = { .kind = event_kind_text(EVENT_EVENT_REDACTED), .after = seq };
    if (store_events(s, a, &q, &rows) < 0)
        return false;
    for (size_t i = 0; i < rows.len; i++)
        if (names_seq(&rows.items[i], seq) &&
            store_event_proven(s, rows.items[i].seq, EVENT_EVENT_REDACTED, "") == 1)
            return true;
    return false;
}
