/*
 * history_escalation.c - what files say of agents that stopped, and what was done about it, in a few words.
 */
#include "history_escalation.h"

#include "baton/model/states.h"

static const char *text_of(const Json *body, const char *key)
{
    const char *text = json_get_str(body, key);
    return text ? text : "";
}

static const char *place_of(Arena *a, const Json *body, const char *before)
{
    const char *file = text_of(body, "file");
    return *file ? arena_printf(a, "%s%s:%lld", before, file, (long long)json_get_int(body, "line", 0)) : "";
}

static const char *said(const Event *e)
{
    return e->reason ? e->reason : "";
}

/* "MISSING_GRANT to qa-engineer (in docs/log.txt:7)" */
static const char *stated(Arena *a, const Event *e, const Json *body)
{
    const char *to = text_of(body, "to"), *place = place_of(a, body, "in ");
    return arena_printf(a, "%s%s%s%s%s%s", *said(e) ? said(e) : "an agent stopped", *to ? ", to " : "", to,
                        *place ? " (" : "", place, *place ? ")" : "");
}

static const char *unsaid(Arena *a, const Event *e, const Json *body)
{
    size_t n = json_len(json_get(body, "marks"));
    const char *why = *said(e) ? said(e) : text_of(body, "why");
    return arena_printf(a, "%s does not say %s any more%s%s", e->subject ? e->subject : "the file",
                        n == 1 ? "it" : arena_printf(a, "%zu of them", n), *why ? ": " : "", why);
}

static const char *done_text(Arena *a, const Json *body)
{
    EscalationAct act;
    const char *word = text_of(body, "act"), *to = text_of(body, "to");
    if (escalation_act_parse(word, &act) < 0)
        return word;
    switch (act) {
    case ESCALATION_ACT_ACK:     return "acknowledged";
    case ESCALATION_ACT_RESOLVE: return "resolved";
    case ESCALATION_ACT_REOPEN:  return "opened again";
    case ESCALATION_ACT_COMMENT: return "commented";
    case ESCALATION_ACT_ROUTE:
        return arena_printf(a, "routed to %s%s", *to ? to : "another agent", place_of(a, body, ", task at "));
    default:                     return word;
    }
}

static const char *decided(Arena *a, const Event *e, const Json *body)
{
    return arena_printf(a, "%s%s%s", done_text(a, body), *said(e) ? ": " : "", said(e));
}

const char *escalation_change(Arena *a, const Event *e, const Json *body)
{
    switch (e->kind) {
    case EVENT_ESCALATION_STATED:  return stated(a, e, body);
    case EVENT_ESCALATION_UNSAID:  return unsaid(a, e, body);
    case EVENT_ESCALATION_DECIDED: return decided(a, e, body);
    default:                       return NULL;
    }
}
