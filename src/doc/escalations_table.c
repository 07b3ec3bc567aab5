/*
 * escalations_table.c - a list of escalations that is a table: columns by their names.
 */
#include "escalations.h"

#include "boxes.h"
#include "names.h"
#include "rows.h"
#include "states.h"

enum { COL_NONE, COL_AGENT, COL_REASON, COL_TO, COL_STATUS, COL_TASK, COL_KINDS };

static const char *const columns[COL_KINDS] = {
    [COL_AGENT] = "agent|from|raised by|who|by|source|reported by|from agent|agent name|requester",
    [COL_REASON] = "reason|issue|description|escalation|what|problem|details|summary|blocker|topic|question|message",
    [COL_TO] = "to|route to|routed to|routing|target|recipient|receiver|escalated to|assigned to|owner|for|to agent|"
               "needs|route",
    [COL_STATUS] = "status|state|resolved|done|resolution",
    [COL_TASK] = "task|task id|ref|blocked task|blocks",
};

typedef struct {
    int at[COL_KINDS];
    size_t count;
} Columns;

static void read_head(const Page *p, uint32_t head, Columns *c)
{
    Row row;
    int other = -1;
    *c = (Columns){ { -1, -1, -1, -1, -1, -1 }, 0 };
    row_split(line_text(p, &p->lines.items[head]), 0, &row);
    c->count = row.count;
    for (size_t i = row.count; i-- > 0;) {
        int kind = COL_NONE;
        for (int k = COL_AGENT; k < COL_KINDS && !kind; k++)
            kind = text_is_one_of(text_marks_off(row.cells[i]), columns[k]) ? k : COL_NONE;
        if (kind)
            c->at[kind] = (int)i;
        else if (!text_is_one_of(row.cells[i], "#|id|no|date|time|when|at|priority|severity|age|notes"))
            other = (int)i;
    }
    if (c->at[COL_REASON] < 0)
        c->at[COL_REASON] = other;
}

/* A cell that says that it is over: "resolved", "[x]", "✅ done"; of "Resolved" also "yes". */
static bool is_closed(const Page *p, Str cell)
{
    Box box;
    EscalationLine line;
    StateHit hit;
    TaskState state = TASK_UNKNOWN;
    Str emoji, rest;
    if (box_is_whole(p, cell, &box))
        state = box.state;
    else if (state_at_start(cell, &hit) == 0)
        state = hit.state;
    else if (state_emoji(cell, &state, &emoji, &rest) < 0)
        state = TASK_UNKNOWN;
    return state == TASK_DONE || state == TASK_CANCELLED || text_is_one_of(cell, "yes|true") ||
           escalation_entry(cell, &line) == ESCALATION_ENTRY_OVER;
}

static Str bare_name(Str cell)
{
    Str name = name_clean(cell);
    while (name.len && strchr("/@", name.data[0]))
        name = str_slice(name, 1, name.len);
    return name;
}

static void read_row(Page *p, uint32_t i, const Columns *c, const EscalationDefaults *d)
{
    const Line *l = &p->lines.items[i];
    Row row;
    EscalationLine line = { 0 };
    row_split(line_text(p, l), c->count, &row);
    EscalationEntry found = escalation_entry(row_cell(&row, c->at[COL_REASON]), &line);
    if (found == ESCALATION_ENTRY_NONE)
        return;
    Str agent = bare_name(row_cell(&row, c->at[COL_AGENT])), to = bare_name(row_cell(&row, c->at[COL_TO]));
    Str task = name_clean(row_cell(&row, c->at[COL_TASK])), status = row_cell(&row, c->at[COL_STATUS]);
    (void)escalation_add(p->facts, &(EscalationSaid){
        .line = l->number, .at = page_span(p, i, line.reason), .reason = line.reason, .to = to.len ? to : line.to,
        .agent = agent.len ? agent : d->agent, .task = task.len ? task : escalation_task(line.reason), .listed = true,
        .closed = d->over || found == ESCALATION_ENTRY_OVER || (status.len && is_closed(p, status)),
    });
}

uint32_t escalations_table(Page *p, uint32_t head, const EscalationDefaults *d)
{
    Columns c;
    uint32_t i = head + 1;
    read_head(p, head, &c);
    for (; i < p->lines.len; i++) {
        if (p->lines.items[i].kind == LINE_TABLE_ROW && c.at[COL_REASON] >= 0)
            read_row(p, i, &c, d);
        else if (p->lines.items[i].kind != LINE_TABLE_RULE && p->lines.items[i].kind != LINE_TABLE_ROW)
            break;
    }
    return i - 1;
}
