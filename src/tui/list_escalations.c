/*
 * list_escalations.c - agents that stopped: what is open first, what is over last and dim.
 *
 * Who should take one is what it says; else it is proposed here, from the agents' definitions, with a question
 * mark, and stored nowhere.
 */
#include "screen.h"

#include "baton/base/clock.h"
#include "baton/core/escalate.h"
#include "list_found.h"
#include "row_paint.h"

enum { NUMBER_WIDTH = 3, AGE_WIDTH = 4, AGENT_WIDTH = 18, TAKER_WIDTH = 24, FAIR = 90 };    /* columns of a row */

#define BIT(state) (1u << ESCALATION_##state)
#define OPEN_STATES (BIT(OPEN) | BIT(ACKNOWLEDGED))
#define CLOSED_STATES (BIT(RESOLVED) | BIT(REROUTED))

typedef struct {
    EscalationRow row;
    const char *taker;          /* "→ name", "→ name?" */
} EscalationLine;

static int64_t count_states(const StoreCounts *counts, unsigned states)
{
    int64_t n = 0;
    for (int i = 0; i < ESCALATION_STATE_COUNT; i++)
        n += states & 1u << i ? counts->escalations[i] : 0;
    return n;
}

/* What is open comes first. */
static int seek_escalations(Context *c, Arena *a, const char *words, Found *ret)
{
    const EscalationQuery open = { .text = words, .states = OPEN_STATES };
    const EscalationQuery closed = { .text = words, .states = CLOSED_STATES };
    Seqs over = { 0 };
    int r = store_escalation_numbers(c->store, a, &open, &ret->seqs);
    ret->first = ret->seqs.len;
    if (r == 0)
        r = store_escalation_numbers(c->store, a, &closed, &over);
    for (size_t i = 0; i < over.len; i++)
        AVEC_PUSH(&ret->seqs, a, over.items[i]);
    return r;
}

/* Without a filter only how many are open: there those that are over begin. */
static int64_t count_all(List *l)
{
    StoreCounts counts = { 0 };
    Arena *a = arena_new();
    Found *f = arena_alloc(a, sizeof *f);
    store_counts(l->screen->context->store, &counts);
    f->first = (size_t)count_states(&counts, OPEN_STATES);
    found_put(l, a, f);
    return (int64_t)f->first + count_states(&counts, CLOSED_STATES);
}

static int64_t escalations_count(List *l)
{
    if (l->filter && !l->arrived) {
        int64_t all = store_escalation_count(l->screen->context->store, &(EscalationQuery){ 0 });
        (all > FOUND_AT_ONCE ? found_seek : found_now)(l, seek_escalations);
    }
    l->arrived = false;
    const Found *f = l->data;
    return l->filter && f && f->words ? (int64_t)f->seqs.len : count_all(l);
}

static const char *taker_of(List *l, const EscalationRow *e, AgentRows *agents)
{
    const char *arrow = canvas_ascii(l->screen->canvas) ? "->" : "→";
    const char *known = e->routed_to && *e->routed_to ? e->routed_to : e->to;
    Proposal p = { 0 };
    if (known && *known)
        return arena_printf(l->arena, "%s %s", arrow, known);
    if (!(OPEN_STATES & 1u << e->state))
        return "";
    if (!agents->len)                   /* read once, for the first that needs them */
        store_agents(l->screen->context->store, l->arena, &(AgentQuery){ 0 }, agents);
    escalation_propose(e, agents, l->arena, &p);
    return p.agent ? arena_printf(l->arena, "%s %s?", arrow, p.agent) : "";
}

/* Of one of the two parts of the list. */
static EscalationQuery query_of(const List *l, unsigned states, int64_t offset, int64_t limit)
{
    const Found *f = l->data;
    size_t begin = states == OPEN_STATES ? 0 : f->first, from = begin + (size_t)offset;
    if (!f->words)
        return (EscalationQuery){ .states = states, .limit = limit, .offset = offset };
    return (EscalationQuery){ .among = found_among(l, from, from + (size_t)limit) };
}

static void fetch_states(List *l, unsigned states, int64_t offset, int64_t limit, AgentRows *agents)
{
    EscalationRows rows = { 0 };
    if (limit <= 0)
        return;
    EscalationQuery q = query_of(l, states, offset, limit);
    store_escalations(l->screen->context->store, l->arena, &q, &rows);
    EscalationLine *lines = arena_alloc(l->arena, rows.len * sizeof *lines + 1);
    for (size_t i = 0; i < rows.len; i++) {
        const EscalationRow *e = &rows.items[i];
        const char *id = arena_printf(l->arena, "%d", e->number);
        bool waits = e->state == ESCALATION_OPEN;
        lines[i] = (EscalationLine){ *e, taker_of(l, e, agents) };
        list_add(l, (ListRow){ .kind = ITEM_ESCALATION, .id = id, .data = &lines[i], .file = e->file, .line = e->line,
                               .state = escalation_state_text(e->state), .agent = e->agent,
                               .need = waits ? arena_printf(l->arena, "escalation %s", id) : NULL });
    }
}

static void escalations_fetch(List *l, int64_t offset, int64_t limit)
{
    AgentRows agents = { 0 };
    int64_t open = (int64_t)((const Found *)l->data)->first, here = MIN(MAX(open - offset, 0), limit);
    fetch_states(l, OPEN_STATES, offset, here, &agents);
    fetch_states(l, CLOSED_STATES, MAX(offset - open, 0), limit - here, &agents);
}

static void escalations_paint(List *l, Canvas *c, Rect row, const ListRow *r)
{
    const EscalationLine *line = r->data;
    const EscalationRow *e = &line->row;
    bool over = !(OPEN_STATES & 1u << e->state);
    StyleId text = over ? STYLE_DIM : STYLE_TEXT;
    char age[AGE_TEXT_SIZE];
    RowPaint p = row_begin(c, row);

    row_glyph(&p, escalation_style(e->state), escalation_state_glyph(e->state, canvas_ascii(c)));
    row_left(&p, STYLE_DIM, MAX(NUMBER_WIDTH, (int)strlen(arena_printf(l->arena, "%lld", (long long)l->count))), r->id);
    if (row.w >= FAIR)                  /* below, the glyph alone says it */
        row_left(&p, escalation_style(e->state), 12, escalation_state_text(e->state));
    row_right(&p, STYLE_DIM, AGE_WIDTH, age_format(over ? e->changed_at : e->opened_at, clock_now(), age));
    if (e->count > 1)
        row_right(&p, text, 3, arena_printf(l->arena, "%dx", e->count));
    row_left(&p, text, MIN(AGENT_WIDTH, row.w / 5), e->agent ? e->agent : "?");
    if (*line->taker) {
        int taker = safe_line(l->arena, raw(line->taker), MIN(TAKER_WIDTH, (p.right - p.left) * 2 / 5)).cols;
        row_right(&p, over ? STYLE_DIM : STYLE_STATE_HUMAN, taker, line->taker);
    }
    row_rest(&p, text, e->reason && *e->reason ? e->reason : "no reason given");
}

const ListClass list_escalations = {
    .name = "escalations", .title = "Escalations",
    .empty = "No escalation: an agent that stops says so with `baton escalate`.",
    .topics = TOPIC_ESCALATIONS | TOPIC_HANDOFFS | TOPIC_TASKS | TOPIC_AGENTS,
    .count = escalations_count, .fetch = escalations_fetch, .paint_row = escalations_paint,
};
