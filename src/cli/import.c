/*
 * import.c - `baton import`: logs that exist already, taken in once.
 */
#include "baton/core/import.h"

#include "baton/base/clock.h"
#include "commands.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = {
    FLAG_JSON,
    { "dry-run", 0, NULL, "only say what would be done", false },
    { "run", 'r', "ID", "the run of lines that name none", false },
    { "agent", 'a', "AGENT", "the agent of lines that name none", false },
    FLAGS_END,
};

/* On a terminal only: one line that is written over, and gone in the end. */
static void show_progress(void *ctx, int64_t events, int64_t bytes, int64_t size)
{
    Cmd *cmd = ctx;
    buf_addf(cmd->out, "\r%lld events", (long long)events);
    if (size)
        buf_addf(cmd->out, ", %lld %%", (long long)(MIN(bytes, size) * 100 / size));
    buf_adds(cmd->out, "\x1b[K");
    cmd->flush(cmd);
}

static const char *span_text(Cmd *cmd, const ImportReport *r)
{
    char first[TIME_TEXT_SIZE], last[TIME_TEXT_SIZE];
    if (!r->first_at)
        return "";
    time_format(r->first_at, first);
    time_format(r->last_at, last);
    return arena_printf(cmd->arena, ", from %.19sZ to %.19sZ", first, last);
}

static void print_report(Cmd *cmd, const char *file, const ImportReport *r)
{
    bool dry = cmd_has(cmd, "dry-run");
    const char *known = r->known ? arena_printf(cmd->arena, ", %lld were there already", (long long)r->known) : "";
    say_line(cmd, "%s: %lld event%s %s%s%s", file, (long long)r->events, r->events == 1 ? "" : "s",
             dry ? "would be taken in" : "taken in", known, span_text(cmd, r));
    if (r->untimed)
        say_line(cmd, "%s: %lld do not say when: they have the time of the one before them", file,
                 (long long)r->untimed);
    if (r->open_escalations)
        say_line(cmd, r->open_escalations == 1
                          ? "%s: %lld escalation of them is still open: `baton escalations` lists it"
                          : "%s: %lld escalations of them are still open: `baton escalations` lists them",
                 file, (long long)r->open_escalations);
    for (int64_t i = 0; i < MIN(r->bad, (int64_t)IMPORT_BAD_MAX); i++)
        say_line(cmd, "%s:%lld: this is no JSON object with an agent or an action; it was passed over", file,
                 (long long)r->bad_lines[i]);
    if (r->bad > IMPORT_BAD_MAX)
        say_line(cmd, "%s: %lld more were passed over", file, (long long)(r->bad - IMPORT_BAD_MAX));
}

static Json *report_json(const char *file, const ImportReport *r)
{
    Json *j = json_object(), *bad = json_array();
    json_put_str(j, "file", file);
    json_put_int(j, "events", r->events);
    json_put_int(j, "known", r->known);
    json_put_int(j, "untimed", r->untimed);
    json_put_int(j, "open_escalations", r->open_escalations);
    json_put_int(j, "not_understood", r->bad);
    for (int64_t i = 0; i < MIN(r->bad, (int64_t)IMPORT_BAD_MAX); i++)
        json_put(bad, NULL, json_int(r->bad_lines[i]));
    json_put(j, "not_understood_lines", bad);
    json_put_time(j, "first_at", r->first_at);
    json_put_time(j, "last_at", r->last_at);
    return j;
}

static int import_one(Cmd *cmd, const char *file, Json *rows)
{
    ImportReport report;
    bool json = cmd_has(cmd, "json"), shows = cmd->tty && !json;
    const char *name = strcmp(file, "-") == 0 ? "stdin" : file;
    ImportOrder order = {
        .dry_run = cmd_has(cmd, "dry-run"), .run = cmd_flag(cmd, "run"), .agent = cmd_flag(cmd, "agent"),
        .progress = shows ? show_progress : NULL, .ctx = cmd,
    };
    int r = import_file(cmd->context, &order, file, cmd->arena, &report, &cmd->error);
    if (shows)
        buf_adds(cmd->out, "\r\x1b[K");
    if (json)
        json_put(rows, NULL, report_json(name, &report));
    else if (r >= 0 || report.events)
        print_report(cmd, name, &report);
    return r < 0 ? REFUSED : DONE;
}

static int run(Cmd *cmd)
{
    Json *rows = json_array();
    int r = DONE;
    for (size_t i = 0; r == DONE && i < cmd->args.len; i++)
        r = import_one(cmd, cmd->args.items[i], rows);
    if (cmd_has(cmd, "json"))
        return output_json_rows(cmd, rows) == DONE ? r : REFUSED;
    json_free(rows);
    return r;
}

const CommandRow cmd_import = {
    .name = "import", .args = "FILE…", .min_args = 1, .max_args = -1, .flags = flags,
    .help = "Take in logs that exist already, each event once.",
    .detail = "JSON Lines, an array of objects, or objects one after the other; '-' is stdin.\n"
              "Whatever its keys, a line needs an agent or an action; other fields are kept.\n"
              "Importing a log again takes in only what is new, also when baton watches it.",
    .needs = NEED_PROJECT | NEED_LEDGER | NEED_WRITABLE | NEED_SHELL, .run = run,
};
