/*
 * parse.c - `baton parse FILE`: what baton understands of one document.  Needs no project and no
 * ledger.
 */
#include <errno.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "baton/core/facts_json.h"
#include "baton/doc/doc.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "show.h"

enum { FILE_MAX = 256 << 20 };

static const FlagDef flags[] = {
    FLAG_JSON_ONE,
    { "name", 0, "PATH", "read as if the file stood there: decides what kind of document it is",
      false },
    FLAGS_END,
};

static int read_stdin(Buf *out)
{
    for (;;) {
        buf_reserve(out, 64 << 10);
        ssize_t n = read(STDIN_FILENO, out->data + out->len, 64 << 10);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n ? -errno : 0;
        out->len += (size_t)n;
        out->data[out->len] = '\0';
        if (out->len > FILE_MAX)
            return -EFBIG;
    }
}

static int refuse_file(Cmd *cmd, const char *path, int r)
{
    switch (r) {
    case -EISDIR:
        return cmd_refuse(cmd, "'%s' is a folder; name a file in it", path);
    case -EFBIG:
        return cmd_refuse(cmd, "'%s' has more than %d MiB; baton reads no documents of that size",
                          path, FILE_MAX >> 20);
    case -ENOTSUP:
        return cmd_refuse(cmd,
                          "'%s' is no regular file; 'baton parse - --name=PATH' reads from a pipe",
                          path);
    default:
        return cmd_refuse(cmd, "cannot read '%s': %s", path, strerror(-r));
    }
}

static int read_document(Cmd *cmd, const char *path, Buf *out)
{
    int r = strcmp(path, "-") == 0 ? read_stdin(out) : file_read(path, FILE_MAX, out, NULL);
    if (r == -EAGAIN) {
        buf_clear(out);
        r = file_read(path, FILE_MAX, out, NULL);
    }
    return r < 0 ? refuse_file(cmd, path, r) : DONE;
}

static void print_tasks(Cmd *cmd, const Facts *f)
{
    static const Column columns[] = {
        { "LINE", 0, true }, { "STATE", 0, false }, { "REF", 12, false }, { "AGENT", 24, false },
        { "TASK", 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *task = &f->tasks.items[i];
        table_cellf(t, "%d", task->line);
        table_cell(t, STATE_TEXT(cmd, task_state, task->state));
        table_cell(t, task->ref);
        table_cell(t, task->assignee);
        table_cellf(t, "%*s%s", 2 * MIN(task->depth, 8), "", task->title);
    }
    if (table_empty(t))
        return;
    buf_addc(cmd->out, '\n');
    table_write(t, cmd->out, output_width(cmd), "");
}

static void print_items(Cmd *cmd, const char *title, const HandoffItems *items)
{
    for (size_t i = 0; i < items->len; i++)
        show_textf(cmd, i ? "" : title, "%d: %s", items->items[i].line, items->items[i].text);
}

static void print_handoff(Cmd *cmd, const HandoffFact *h)
{
    if (!h)
        return;
    show_heading(cmd, "Handoff");
    show_text(cmd, "From", h->from ? h->from : h->from_raw);
    show_text(cmd, "To", h->to ? h->to : h->to_raw);
    show_text(cmd, "Status", h->status);
    print_items(cmd, "Accomplishments", &h->accomplishments);
    print_items(cmd, "Blockers", &h->blockers);
    print_items(cmd, "Questions", &h->questions);
    print_items(cmd, "Next steps", &h->next_steps);
}

static void print_escalations(Cmd *cmd, const Facts *f)
{
    if (f->escalations.len)
        show_heading(cmd, "Escalations");
    for (size_t i = 0; i < f->escalations.len; i++) {
        const EscalationFact *e = &f->escalations.items[i];
        const char *to = e->to ? arena_printf(cmd->arena, " -> %s", e->to) : "";
        show_textf(cmd, e->agent ? e->agent : "(unknown)", "%s%s (line %d%s)", e->reason, to, e->line,
                   e->closed ? ", over" : "");
    }
}

static void print_others(Cmd *cmd, const Facts *f)
{
    if (f->agents.len)
        show_heading(cmd, "Agents");
    for (size_t i = 0; i < f->agents.len; i++)
        show_textf(cmd, f->agents.items[i].name, "%s (line %d)",
                   task_state_text(f->agents.items[i].state), f->agents.items[i].line);
    if (f->run)
        show_text(cmd, "Run", f->run->id);
    if (f->telemetry.len)
        show_textf(cmd, "Telemetry events", "%zu", f->telemetry.len);
    if (f->notes.len)
        show_textf(cmd, "Notes", "%zu lines that may be work, but not surely", f->notes.len);
}

static void print_problems(Cmd *cmd, const Facts *f)
{
    if (f->problems.len)
        show_heading(cmd, "Not understood");
    for (size_t i = 0; i < f->problems.len; i++)
        show_textf(cmd, arena_printf(cmd->arena, "  line %d", f->problems.items[i].line), "%s",
                   f->problems.items[i].message);
}

static void print_facts(Cmd *cmd, const Facts *f)
{
    show_text(cmd, "File", f->file);
    show_textf(cmd, "Read as", "%s, %s", f->dialect, f->encoding);
    print_tasks(cmd, f);
    print_handoff(cmd, f->handoff);
    print_escalations(cmd, f);
    print_others(cmd, f);
    print_problems(cmd, f);
}

static int run(Cmd *cmd)
{
    const char *path = cmd->args.items[0], *name = cmd_flag(cmd, "name");
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    int r = read_document(cmd, path, &bytes);
    if (r)
        return r;
    CLEANUP(facts_free_ptr) Facts *facts = doc_read(name ? name : path, buf_str(&bytes));
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, facts_json(facts));
    print_facts(cmd, facts);
    return DONE;
}

const CommandRow cmd_parse = {
    .name = "parse",
    .args = "FILE",
    .min_args = 1,
    .max_args = 1,
    .flags = flags,
    .help = "Show what baton understands of one document.",
    .detail = "FILE - is standard input.  The state of a task is never guessed: what was not\n"
              "understood is listed.",
    .run = run,
};
