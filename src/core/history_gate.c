/*
 * history_gate.c - what the events of the gate say, in a few words.
 */
#include "history_gate.h"

#include "baton/base/clock.h"
#include "baton/base/digest.h"

static const char *text_of(const Json *body, const char *key)
{
    const char *text = json_get_str(body, key);
    return text ? text : "";
}

static const char *decided(Arena *a, const Event *e, const Json *body)
{
    const char *said = e->reason && *e->reason ? e->reason : "";
    return arena_printf(a, "%s %s%s%s", text_of(body, "verdict"),
                        digest_short(text_of(body, "revision")).text, *said ? ": " : "",
                        said);
}

/* "9 checks: 2 failed, 1 running" */
static const char *reported(Arena *a, const Json *body)
{
    const Json *checks = json_get(body, "checks");
    const char *text = arena_printf(a, "%zu check%s", json_len(checks), json_len(checks) == 1 ? "" : "s");
    int n[CHECK_STATE_COUNT] = { 0 };
    bool first = true;
    for (const Json *c = json_first(checks); c; c = json_next(c)) {
        CheckState state;
        if (check_state_parse(text_of(c, "state"), &state) == 0)
            n[state]++;
    }
    for (int i = 0; i < CHECK_STATE_COUNT; i++)
        if (n[i]) {
            text = arena_printf(a, "%s%s%d %s", text, first ? ": " : ", ", n[i], check_state_text((CheckState)i));
            first = false;
        }
    return text;
}

static const char *done(Arena *a, const Event *e, const Json *body)
{
    const char *kind = e->subject ? strrchr(e->subject, ':') : NULL, *detail = text_of(body, "detail");
    return arena_printf(a, "%s %s%s%s", kind ? kind + 1 : "effect", text_of(body, "state"), *detail ? ": " : "",
                        detail);
}

static const char *snoozed(Arena *a, const Json *body)
{
    char time[TIME_TEXT_SIZE];
    int64_t until = json_get_int(body, "until", 0);
    return until ? arena_printf(a, "put off until %.16sZ", time_format(until, time)) : "back again";
}

const char *gate_change(Arena *a, const Event *e, const Json *body)
{
    switch (e->kind) {
    case EVENT_HANDOFF_DECIDED:
        return decided(a, e, body);
    case EVENT_HANDOFF_EVIDENCE:
        return arena_printf(a, "diff of %s", digest_short(text_of(body, "revision")).text);
    case EVENT_CHECK_REPORTED:
        return reported(a, body);
    case EVENT_EFFECT_DONE:
        return done(a, e, body);
    case EVENT_GATE_REFUSED:
        return arena_printf(a, "%s refused inside %s (%s)", text_of(body, "act"), text_of(body, "client"),
                            text_of(body, "how"));
    case EVENT_NEED_SNOOZED:
        return snoozed(a, body);
    case EVENT_EVENT_REDACTED:
        return arena_printf(a, "a text taken out of %lld events%s%s", (long long)json_get_int(body, "count", 0),
                            e->reason && *e->reason ? ": " : "", e->reason ? e->reason : "");
    default:
        return NULL;
    }
}
