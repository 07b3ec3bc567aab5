/*
 * event_line.c - one event in one line: when, who, what, and the gist of its body.
 */
#include "event_line.h"

#include "baton/base/clock.h"
#include "baton/core/history.h"
#include "lists.h"
#include "output.h"
#include "table.h"

static void add_event(Table *t, const Event *e, const char *who, const char *about)
{
    char time[TIME_TEXT_SIZE];
    table_cellf(t, "%lld", (long long)e->seq);
    // Without milliseconds: lines are for people.
    table_cellf(t, "%.19sZ", time_format(e->at, time));
    table_cell(t, who);
    table_cell(t, e->action && *e->action ? e->action : event_kind_text(e->kind));
    table_cell(t, about);
}

static void lines(Cmd *cmd, const EventRows *rows, bool newest_first, const char *indent, bool of_one)
{
    const Column columns[] = {
        { "SEQ", 0, true }, { "TIME", 0, false }, { of_one ? "WHO" : "AGENT", 24, false }, { "WHAT", 20, false },
        { "ABOUT", 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < rows->len; i++) {
        const Event *e = &rows->items[newest_first ? rows->len - 1 - i : i];
        const char *change = of_one ? event_change(cmd->arena, e, cmd_ascii(cmd)) : NULL;
        add_event(t, e, of_one ? event_who(e) : e->agent,
                  change ? change : event_summary(cmd->arena, e, cmd_ascii(cmd)));
    }
    table_write(t, cmd->out, output_width(cmd), indent);
}

void event_lines(Cmd *cmd, const EventRows *rows, bool newest_first, const char *indent)
{
    lines(cmd, rows, newest_first, indent, false);
}

void history_lines(Cmd *cmd, const EventRows *rows, bool newest_first, const char *indent)
{
    lines(cmd, rows, newest_first, indent, true);
}
