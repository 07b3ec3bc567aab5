/*
 * report.c - `baton report`: looking back in numbers.
 */
#include "baton/core/figures.h"
#include "commands.h"
#include "filter.h"
#include "lists.h"
#include "output.h"

enum { REFRESH_MS = 60000 };

static const FlagDef flags[] = {
    { "run", 'r', "RUN", "of this run: its id, or how it begins", false },
    { "since", 0, "TIME", "from then on: 2h, 3d, or a time such as 2026-01-02T15:00:00Z", false },
    { "until", 0, "TIME", "up to then", false },
    { "markdown", 0, NULL, "print Markdown, to keep", false },
    FLAG_JSON_ONE,
    FLAGS_END,
};

/* A report waits for the index: it is asked for once, and has to be right. */
static int refresh(Cmd *cmd, Index **ret_index)
{
    int r = index_for(cmd->context, true, ret_index, &cmd->error);
    if (r < 0)
        return REFUSED;
    if (*ret_index)
        (void)index_refresh(cmd->context, *ret_index, REFRESH_MS);
    return DONE;
}

static int print(Cmd *cmd, const Figures *f)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, figures_json(f));
    if (cmd_has(cmd, "markdown"))
        figures_markdown(f, &text);
    else
        figures_text(f, output_page_width(cmd), cmd_ascii(cmd), &text);
    say_lines(cmd, buf_str(&text));
    return DONE;
}

static int run(Cmd *cmd)
{
    CLEANUP(index_free_ptr) Index *x = NULL;
    FigureQuery q = { .run = cmd_flag(cmd, "run") };
    Figures f;

    if (cmd_has(cmd, "json") && cmd_has(cmd, "markdown"))
        return cmd_usage(cmd, "--json and --markdown are two forms: give one of them");
    int r = filter_time(cmd, "since", &q.from);
    if (r == DONE)
        r = filter_time(cmd, "until", &q.to);
    if (r != DONE)
        return r;
    if (q.from && q.to && q.from >= q.to)
        return cmd_usage(cmd, "--until lies before --since");
    r = refresh(cmd, &x);
    if (r == DONE && figures_read(cmd->context, x, &q, cmd->arena, &f, &cmd->error) < 0)
        r = REFUSED;
    return r == DONE ? print(cmd, &f) : r;
}

const CommandRow cmd_report = {
    .name = "report",
    .args = "",
    .help = "Look back in numbers: decisions, waiting, tasks and events over time.",
    .detail = "Without flags it looks at everything that the ledger holds.  The span is widened to whole buckets\n"
              "of time, which are as wide as the span needs.",
    .flags = flags,
    .needs = NEED_LEDGER,
    .run = run,
};
