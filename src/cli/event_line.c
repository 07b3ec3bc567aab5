/*
 * event_line.c - one event in one line: when, who, what, and the gist of its body.
 */
#include "event_line.h"

#include "baton/base/clock.h"
#include "baton/core/history.h"
#include "lists.h"
#include "output.h"
#include "table.h"

static void add_event(Cmd *cmd, Table *t, const Event *e)
{
    char time[TIME_TEXT_SIZE];
    table_cellf(t, "%lld", (long long)e->seq);
    // Without milliseconds: lines are for people.
    table_cellf(t, "%.19sZ", time_format(e->at, time));
    table_cell(t, e->agent);
    table_cell(t, e->action && *e->action ? e->action : event_kind_text(e->kind));
    table_cell(t, event_summary(cmd->arena, e, cmd_ascii(cmd)));
}

void event_lines(Cmd *cmd, const EventRows *rows, bool newest_first, const char *indent)
{
    static const Column columns[] = {
        { "SEQ", 0, true }, { "TIME", 0, false }, { "AGENT", 24, false }, { "WHAT", 20, false },
        { "ABOUT", 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < rows->len; i++)
        add_event(cmd, t, &rows->items[newest_first ? rows->len - 1 - i : i]);
    table_write(t, cmd->out, output_width(cmd), indent);
}
