/*
 * escalation_help.h - short ways to say that an agent stopped, and to look at what became of it.
 */
#ifndef ESCALATION_HELP_H
#define ESCALATION_HELP_H

#include "gate_help.h"

/* One statement; `at` counts from T0.  mark NULL: an event, else a line (or "section") of a file. */
typedef struct {
    const char *run, *agent, *reason, *to, *task, *mark, *file, *via;
    int at;
} Said;
#define SAID(r, a, text, ...) { .run = r, .agent = a, .reason = text, ##__VA_ARGS__ }

static inline const char *said_body(Arena *a, const Said *v)
{
    return arena_printf(a, "{\"via\":\"%s\",\"mark\":\"%s\",\"line\":7,\"to\":\"%s\",\"task\":\"%s\"}",
                        v->via ? v->via : "line", v->mark ? v->mark : "", v->to ? v->to : "", v->task ? v->task : "");
}

static inline void tell(Bench *b, Said v)
{
    Event e = { .kind = v.mark ? EVENT_ESCALATION_STATED : EVENT_TELEMETRY, .run = v.run, .agent = v.agent,
                .action = v.mark ? NULL : "ESCALATE", .reason = v.reason, .at = v.at ? T0 + v.at : 0,
                .body = said_body(b->a, &v) };
    if (v.mark)
        e.subject = v.file ? v.file : "out.log";
    add(b->s, e);
}

static inline void unsay(Bench *b, const char *file, const char *marks, const char *why)
{
    add(b->s, (Event){ .kind = EVENT_ESCALATION_UNSAID, .subject = file,
                       .body = arena_printf(b->a, "{\"marks\":%s,\"why\":\"%s\"}", marks, why ? why : "") });
}

/* An act on an escalation by its number. */
static inline void act_on(Bench *b, int number, const char *act, const char *to)
{
    EscalationRows rows = { 0 };
    const char *id = arena_printf(b->a, "%d", number);
    assert_int_equal(store_escalations(b->s, b->a, &(EscalationQuery){ .id = id }, &rows), 0);
    assert_int_equal(rows.len, 1);
    add(b->s, (Event){ .kind = EVENT_ESCALATION_DECIDED, .subject = rows.items[0].id, .agent = rows.items[0].agent,
                       .actor = "ann", .reason = arena_printf(b->a, "%s it", act),
                       .body = arena_printf(b->a, "{\"act\":\"%s\",\"to\":\"%s\"}", act, to ? to : "") });
}

/* "number state count agent;" of all of them. */
static inline const char *standing(Bench *b)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    EscalationRows rows = { 0 };
    assert_int_equal(store_escalations(b->s, b->a, &(EscalationQuery){ 0 }, &rows), 0);
    for (size_t i = 0; i < rows.len; i++) {
        const EscalationRow *e = &rows.items[i];
        buf_addf(&out, "%d %s %d %s;", e->number, escalation_state_text(e->state), e->count, e->agent ? e->agent : "-");
    }
    return arena_str(b->a, buf_str(&out));
}

static inline EscalationRow escalation_now(Bench *b, int number)
{
    EscalationRows rows = { 0 };
    assert_int_equal(store_escalations(b->s, b->a, &(EscalationQuery){ .id = arena_printf(b->a, "%d", number) }, &rows),
                     0);
    assert_int_equal(rows.len, 1);
    return rows.items[0];
}

#endif
