/*
 * fold_escalation_act.c - what people and agents do about an escalation.
 *
 * Here stands once more what core checks before it records an act: one that does not fit the state changes nothing.
 */
#include "baton/model/escalation.h"
#include "fold_escalation.h"

typedef struct { int64_t number; EscalationState state; } Current;

/* 1: there is such an escalation. */
static int find(Fold *f, Current *ret)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s, "SELECT number, state FROM escalation WHERE id = ?", "t", f->e->subject);
    int r = sql_step(f->s, st);

    if (r == 1) {
        *ret = (Current){ .number = sqlite3_column_int64(st, 0) };
        (void)escalation_state_parse(sql_borrow(st, 1), &ret->state);
    }
    return r;
}

static int put_words(Fold *f, int64_t number)
{
    return sql_run(f->s, "UPDATE escalation SET actor = ?2, comment = ?3 WHERE number = ?1", "itt", number, f->e->actor,
                   f->e->reason);
}

static int put_state(Fold *f, int64_t number, EscalationState state)
{
    const bool opens = state == ESCALATION_OPEN;
    return sql_run(f->s,
                   "UPDATE escalation SET state = ?2, changed_at = ?3, closed_why = '', "
                   "opened_at = CASE WHEN ?4 THEN ?3 ELSE opened_at END, "
                   "routed_to = CASE WHEN ?4 THEN '' ELSE routed_to END WHERE number = ?1",
                   "itii", number, escalation_state_text(state), f->e->at, (int64_t)opens);
}

/* Both agents see it: who stopped is the event's own, who has it now finds it in a channel. */
static int route(Fold *f, int64_t number)
{
    const char *to = fold_text(f, "to"), *slug = fold_slug(f, to);
    int r = sql_run(f->s, "UPDATE escalation SET routed_to = ?2 WHERE number = ?1", "it", number, to);

    if (r < 0 || !*slug)
        return r;
    r = agent_mention(f, slug, to);
    return r < 0 ? r : escalation_note(f, 0, arena_printf(f->a, "to:%s", slug), NULL);
}

int fold_escalation_decided(Fold *f)
{
    EscalationAct act;
    Current now;
    int r = escalation_act_parse(fold_text(f, "act"), &act) < 0 ? 0 : find(f, &now);

    if (r != 1 || escalation_act_refused(act, now.state))
        return MIN(r, 0);
    r = put_words(f, now.number);
    if (r == 0 && act != ESCALATION_ACT_COMMENT)
        r = put_state(f, now.number, escalation_after(act, now.state));
    if (r == 0 && act == ESCALATION_ACT_ROUTE)
        r = route(f, now.number);
    return r == 0 ? escalation_note(f, now.number, "act", NULL) : r;
}
