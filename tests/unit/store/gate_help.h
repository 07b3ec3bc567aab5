/*
 * gate_help.h - short ways to bring a handoff into each state, for the tests of the gate's ledger.
 */
#ifndef GATE_HELP_H
#define GATE_HELP_H

#include "baton/store/gate.h"

#include "ledger_help.h"

typedef struct {
    const char *id, *state, *revision, *from, *run, *file;
} Revise;

/* What is not said is of h, submitted, revision d1, from be, without a run. */
static inline int64_t revise_as(Store *s, Revise v)
{
    char body[500];
    snprintf(body, sizeof body,
             "{\"file\":\"%s\",\"artifact\":\"a-%s\",\"revision\":\"%s\",\"state\":\"%s\",\"from\":\"%s\",\"to\":\"lead\","
             "\"base\":\"b0\",\"base_why\":\"the run started there\",\"head\":\"head-%s\",\"tree\":\"/w\","
             "\"files\":[{\"path\":\"x.c\"}],\"summary\":\"Rates\",\"text\":\"# Rates\"}",
             v.file ? v.file : "h.md", v.revision ? v.revision : "d1", v.revision ? v.revision : "d1",
             v.state ? v.state : "submitted", v.from ? v.from : "be", v.revision ? v.revision : "d1");
    return add(s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = v.id ? v.id : "h", .run = v.run, .body = body });
}

typedef struct { const char *id, *verdict, *state, *revision, *person, *effects; } Decide;

static inline int64_t decide_as(Store *s, Decide d)
{
    char body[500];
    snprintf(body, sizeof body, "{\"verdict\":\"%s\",\"state\":\"%s\",\"revision\":\"%s\",\"person\":\"%s\",\"effects\":%s}",
             d.verdict, d.state ? d.state : d.verdict, d.revision ? d.revision : "d1", d.person ? d.person : "ann",
             d.effects ? d.effects : "[]");
    return add(s, (Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = d.id ? d.id : "h", .actor = "ann-login",
                           .reason = "because", .body = body });
}

/* The handoff h, of revision d1, in this state. */
static inline void reach(Store *s, HandoffState state)
{
    revise_as(s, (Revise){ .state = state == HANDOFF_DRAFT ? "draft" : "submitted" });
    if (state == HANDOFF_SUPERSEDED)
        revise_as(s, (Revise){ .id = "later" });
    else if (state != HANDOFF_DRAFT && state != HANDOFF_SUBMITTED)
        decide_as(s, (Decide){ .verdict = handoff_state_text(state) });
}

static inline HandoffState state_now(Store *s, const char *id)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "SELECT state FROM handoff WHERE id = ?", "t", id);
    HandoffState state = HANDOFF_STATE_COUNT;
    assert_int_equal(sql_step(s, st), 1);
    assert_int_equal(handoff_state_parse(sql_borrow(st, 0), &state), 0);
    return state;
}

static inline void assert_clean(Store *s)
{
    Message m = { 0 };
    if (store_verify(s, NULL, &m))
        fail_msg("%s", m.text);
}

static inline Store *memory_store(void)
{
    Store *s = NULL;
    Message m = { 0 };
    assert_int_equal(store_open(STORE_MEMORY, STORE_WRITE, 0, &s, &m), 0);
    return s;
}

#endif
