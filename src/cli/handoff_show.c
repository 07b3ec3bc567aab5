/*
 * handoff_show.c - `baton handoff show ID`: what was accomplished, what blocks, who is next.
 */
#include <errno.h>

#include "baton/core/rows_json.h"
#include "commands.h"
#include "lists.h"
#include "output.h"
#include "show.h"

static const FlagDef flags[] = { FLAG_JSON_ONE, FLAGS_END };

static void print_items(Cmd *cmd, const char *title, const Json *items)
{
    if (!json_len(items))
        return;
    show_heading(cmd, title);
    for (const Json *item = json_first(items); item; item = json_next(item)) {
        const char *text = json_is_object(item) ? json_get_str(item, "text") : json_text(item);
        if (text)
            show_item(cmd, text);
    }
}

static void print_body(Cmd *cmd, const HandoffRow *h)
{
    static const char *const parts[][2] = {
        { "accomplishments", "Accomplishments" }, { "blockers", "Blockers" },
        { "questions", "Questions" }, { "next_steps", "Next steps" },
    };
    Json *tree = NULL;
    if (!h->body || json_parse(str_from(h->body), &tree) < 0)
        return;
    CLEANUP(json_free_ptr) Json *body = tree;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        print_items(cmd, parts[i][1], json_get(body, parts[i][0]));
}

static int print_handoff(Cmd *cmd, const HandoffRow *h)
{
    show_textf(cmd, "Handoff", "%d", h->number);
    show_text(cmd, "Summary", h->summary);
    show_text(cmd, "State", STATE_TEXT(cmd, handoff_state, h->state));
    show_text(cmd, "From", h->from);
    show_text(cmd, "Author known by", h->from_why);
    show_text(cmd, "To", h->to);
    show_text(cmd, "As written", h->to_raw);
    show_text(cmd, "File", h->file);
    show_text(cmd, "Run", h->run);
    show_textf(cmd, "Revisions", "%d", h->revisions);
    show_text(cmd, "Digest", h->digest);
    show_text(cmd, "Id", h->id);
    show_time(cmd, "Submitted", h->submitted_at);
    show_time(cmd, "Changed", h->updated_at);
    print_body(cmd, h);
    return show_history(cmd, &(EventQuery){ .subject = h->id });
}

static int run(Cmd *cmd)
{
    HandoffRows rows = { 0 };
    int r = store_handoffs(cmd->context->store, cmd->arena,
                           &(HandoffQuery){ .id = cmd->args.items[0] }, &rows);
    if (r < 0 && r != -ENOENT)
        return list_failed(cmd, "handoffs");
    if (!rows.len)
        return not_found(cmd, "handoff", NULL);
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, handoff_json(&rows.items[0]));
    return print_handoff(cmd, &rows.items[0]);
}

const CommandRow cmd_handoff_show = {
    .name = "handoff show", .args = "ID", .min_args = 1, .max_args = 1, .flags = flags,
    .help = "Show one handoff: what was done, what blocks, who is next.",
    .detail = "ID is its number as in 'baton handoffs', or its long id.",
    .needs = NEED_LEDGER, .run = run,
};
