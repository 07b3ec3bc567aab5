/*
 * list_agents.c - agents with state, source and age.
 */
#include "screen.h"

#include "baton/base/clock.h"
#include "baton/core/needs.h"
#include "row_paint.h"

static int64_t read_agents(List *l)
{
    AgentRows rows = { 0 };
    arena_free(l->data_arena);
    l->data_arena = arena_new();
    store_agents(l->screen->context->store, l->data_arena, &(AgentQuery){ .text = l->filter, .brief = true }, &rows);
    l->data = arena_alloc(l->data_arena, sizeof rows);
    *(AgentRows *)l->data = rows;
    l->screen->update.agents = l->filter ? NULL : l->data;
    return (int64_t)rows.len;
}

static void agents_fetch(List *l, int64_t offset, int64_t limit)
{
    const AgentRows *all = l->data;
    for (int64_t i = offset; i < (int64_t)all->len && i < offset + limit; i++) {
        const AgentRow *r = &all->items[i];
        bool shipped = r->file && str_starts(str_from(r->file), STR("baton:"));
        list_add(l, (ListRow){ .kind = ITEM_AGENT, .record = r, .data = r, .id = r->file ? r->file : r->name,
                               .file = shipped ? NULL : r->file, .line = 1 });
    }
}

/* It said that it works, and then nothing for longer than the settings allow. */
static bool is_silent(List *l, const AgentRow *r)
{
    bool works = r->state == AGENT_WORKING && r->reported == AGENT_WORKING && r->heard_at;
    int64_t limit = works ? silent_limit(l->screen->context->conf, r->name) : 0;
    return limit && clock_now() - r->heard_at > limit;
}

static StyleId state_style(bool silent, const AgentRow *r)
{
    return silent ? STYLE_STATE_HUMAN : agent_style(r->state);
}

static const char *state_phrase(List *l, const AgentRow *r, bool silent)
{
    char age[AGE_TEXT_SIZE];
    bool why = r->why && *r->why && r->state != AGENT_ESCALATED && r->state != AGENT_IDLE;
    if (silent)
        return arena_printf(l->arena, "working, silent for %s", age_format(r->heard_at, clock_now(), age));
    if (why && (!r->task || strcmp(r->why, r->task) != 0))
        return arena_printf(l->arena, "%s: %s", agent_state_text(r->state), r->why);
    return agent_state_text(r->state);
}

/* Where it is known from, and since when: at the right end of every line about an agent. */
static void paint_source(RowPaint *p, const AgentRow *r)
{
    char age[AGE_TEXT_SIZE];
    bool heard = r->state != AGENT_UNKNOWN && r->at;
    row_right(p, STYLE_DIM, 4, heard ? age_format(r->at, clock_now(), age) : "");
    row_right(p, STYLE_DIM, 4, heard ? source_text(r->source) : "");
}

static void agents_paint(List *l, Canvas *c, Rect row, const ListRow *item)
{
    const AgentRow *r = item->data;
    bool silent = is_silent(l, r);
    RowPaint p = row_begin(c, row);

    row_glyph(&p, state_style(silent, r), agent_state_glyph(r->state, canvas_ascii(c)));
    row_left(&p, STYLE_TEXT, MIN(20, (p.right - p.left) / 2), r->shown && *r->shown ? r->shown : r->name);
    paint_source(&p, r);
    int free_cols = p.right - p.left;
    bool task = r->task && free_cols > 34;
    int task_cols = task ? (int)MIN(strlen(r->task), (size_t)16) + 1 : 0;
    row_left(&p, state_style(silent, r), MAX(free_cols - task_cols, free_cols / 2), state_phrase(l, r, silent));
    row_rest(&p, STYLE_DIM, task ? r->task : "");
}

/* The complete list says where each is defined instead of what it does. */
static void agents_all_paint(List *l, Canvas *c, Rect row, const ListRow *item)
{
    const AgentRow *r = item->data;
    bool silent = is_silent(l, r);
    RowPaint p = row_begin(c, row);

    row_glyph(&p, state_style(silent, r), agent_state_glyph(r->state, canvas_ascii(c)));
    row_left(&p, STYLE_TEXT, MIN(22, (p.right - p.left) / 3), r->shown && *r->shown ? r->shown : r->name);
    paint_source(&p, r);
    if (silent)
        row_left(&p, STYLE_STATE_HUMAN, 22, state_phrase(l, r, true));
    else
        row_left(&p, agent_style(r->state), 10, agent_state_text(r->state));
    row_right(&p, STYLE_DIM, 7, arena_printf(l->arena, "%lld open", (long long)r->open_tasks));
    row_rest(&p, STYLE_DIM, r->file ? r->file : "not defined in a file");
}

const ListClass list_agents = {
    .name = "agents", .title = "Agents",
    .empty = "No agent yet: definitions are read from .claude/agents and others.",
    .topics = TOPIC_ALL & ~(TOPIC_DOCUMENTS), .count = read_agents, .fetch = agents_fetch, .paint_row = agents_paint,
};

const ListClass list_agents_all = {
    .name = "agents", .title = "Agents",
    .empty = "No agent yet: definitions are read from .claude/agents and others.",
    .topics = TOPIC_ALL & ~(TOPIC_DOCUMENTS), .count = read_agents, .fetch = agents_fetch,
    .paint_row = agents_all_paint,
};
