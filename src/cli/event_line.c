/*
 * event_line.c - one event in one line: when, who, what, and the gist of its body.
 */
#include "event_line.h"

#include "baton/base/clock.h"
#include "baton/base/safe.h"
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

static void add_padded(Buf *out, const char *text, int width)
{
    int cols = safe_add(out, raw(text), width);
    for (; cols < width + 2; cols++)
        buf_addc(out, ' ');
}

void event_line_follow(Cmd *cmd, const Event *e, bool plain)
{
    char clock[9];
    const char *what = e->action && *e->action ? e->action : event_kind_text(e->kind);
    const char *who = e->agent && *e->agent ? e->agent : e->actor && *e->actor ? e->actor : "-";
    const char *about = event_summary(cmd->arena, e, plain || cmd_ascii(cmd));
    int width = plain ? 0 : output_width(cmd);

    buf_addf(cmd->out, "%s  ", time_format_hms(e->at, clock));
    if (plain) {
        bool named = strcmp(who, "-") != 0;
        const char *line = arena_printf(cmd->arena, "%s%s%s%s%s", named ? who : "", named ? ": " : "", what,
                                        about ? ", " : "", about ? about : "");
        safe_add(cmd->out, raw(line), -1);
    } else {
        add_padded(cmd->out, who, 20);
        add_padded(cmd->out, what, 18);
        safe_add(cmd->out, raw(about ? about : "-"), width ? MAX(width - 52, 10) : -1);
    }
    buf_addc(cmd->out, '\n');
}
