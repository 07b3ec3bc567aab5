/*
 * show.c - fields of one thing, wrapped to the page.
 */
#include "show.h"

#include "baton/base/clock.h"
#include "baton/base/safe.h"
#include "event_line.h"
#include "output.h"

enum { TITLE_COLS = 21, ITEM_COLS = 4, HISTORY_MAX = 200 };

static void add_blanks(Buf *out, int n)
{
    while (n-- > 0)
        buf_addc(out, ' ');
}

typedef struct {
    Buf *out;
    int left, width;            /* where text begins, and where it ends */
    int at;
} Wrap;

static void wrap_line(Wrap *w)
{
    buf_addc(w->out, '\n');
    add_blanks(w->out, w->left);
    w->at = w->left;
}

static void wrap_word(Wrap *w, Str word)
{
    CLEANUP(buf_done) Buf safe = BUF_INIT;
    int cols = safe_add(&safe, raw_str(word), -1);
    int gap = w->at > w->left;

    if (gap && w->at + gap + cols > w->width) {
        wrap_line(w);
        gap = 0;
    }
    add_blanks(w->out, gap);
    buf_add_str(w->out, buf_str(&safe));
    w->at += gap + cols;
}

static void wrap_paragraph(Wrap *w, Str text)
{
    while (text.len) {
        Str word = str_cut(&text, ' ');
        if (word.len)
            wrap_word(w, word);
    }
}

static void wrap_text(Wrap *w, Str text)
{
    Str line;
    bool first = true;
    while (str_next_line(&text, &line)) {
        if (!first)
            wrap_line(w);
        first = false;
        wrap_paragraph(w, line);
    }
    buf_addc(w->out, '\n');
}

static void put(Cmd *cmd, const char *title, const char *text)
{
    Wrap w = {
        .out = cmd->out, .left = TITLE_COLS, .width = output_page_width(cmd), .at = TITLE_COLS
    };
    int cols = safe_add(cmd->out, raw(title), TITLE_COLS - 1);
    add_blanks(cmd->out, TITLE_COLS - cols);
    wrap_text(&w, str_trim(str_from(text)));
}

void show_text(Cmd *cmd, const char *title, const char *text)
{
    if (text && *text)
        put(cmd, title, text);
}

void show_textf(Cmd *cmd, const char *title, const char *fmt, ...)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&text, fmt, ap);
    va_end(ap);
    show_text(cmd, title, text.data);
}

void show_list(Cmd *cmd, const char *title, const StrList *list)
{
    for (size_t i = 0; i < list->len; i++)
        put(cmd, i ? "" : title, list->items[i]);
}

void show_item(Cmd *cmd, const char *text)
{
    Wrap w = {
        .out = cmd->out, .left = ITEM_COLS, .width = output_page_width(cmd), .at = ITEM_COLS
    };
    buf_adds(cmd->out, "  - ");
    wrap_text(&w, str_trim(str_from(text)));
}

void show_time(Cmd *cmd, const char *title, int64_t at)
{
    char time[TIME_TEXT_SIZE], age[AGE_TEXT_SIZE];
    if (at)
        show_textf(cmd, title, "%s (%s)", time_format(at, time), age_format(at, clock_now(), age));
}

void show_heading(Cmd *cmd, const char *title)
{
    buf_addf(cmd->out, "\n%s\n", title);
}

void show_events(Cmd *cmd, const EventRows *rows)
{
    if (!rows->len)
        return;
    show_heading(cmd, "History");
    history_lines(cmd, rows, false, "  ");
}

int show_history(Cmd *cmd, const EventQuery *q)
{
    EventQuery newest = *q;
    EventRows rows = { 0 };
    newest.newest_first = true;
    newest.limit = HISTORY_MAX;
    if (store_events(cmd->context->store, cmd->arena, &newest, &rows) < 0)
        return cmd_refuse(cmd, "cannot read the events of the ledger");
    if (!rows.len)
        return DONE;
    show_heading(cmd, "History");
    if (q->subject)
        history_lines(cmd, &rows, true, "  ");
    else
        event_lines(cmd, &rows, true, "  ");
    return DONE;
}
