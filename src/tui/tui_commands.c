/*
 * tui_commands.c - the commands that only the dashboard can run, as rows of the one table.
 *
 * Most of them are answered by the view on the screen; what no view answers is answered here.
 */
#include <stdio.h>

#include "baton/core/escalate.h"
#include "baton/core/figures.h"
#include "baton/tui/tui.h"
#include "screen.h"

static int run_here(Cmd *cmd)
{
    return screen_command(cmd->face, cmd->row->name, cmd->args.len ? cmd->args.items[0] : "");
}

#define HERE(word, row_name, row_args, min, max, text) \
    static const CommandRow word = { \
        .name = row_name, .args = row_args, .min_args = min, .max_args = max, .help = text, \
        .needs = NEED_SCREEN, .run = run_here, \
    };

HERE(row_approve, "approve", "[HANDOFF]", 0, 1, "Approve the handoff under review, or this one, after a question.")
HERE(row_back, "back", "", 0, 0, "Close the detail, drop the filter, or go to the dashboard.")
HERE(row_begin, "begin", "", 0, 0, "Go to where the timeline begins.")
HERE(row_bottom, "bottom", "", 0, 0, "Go to the last row.")
HERE(row_detail_down, "detail-down", "", 0, 0, "Scroll the detail pane down.")
HERE(row_detail_up, "detail-up", "", 0, 0, "Scroll the detail pane up.")
HERE(row_down, "down", "", 0, 0, "Go to the next row.")
HERE(row_drop_remark, "drop-remark", "", 0, 0, "Drop the last comment that waits for the decision.")
HERE(row_earlier, "earlier", "", 0, 0, "Go a column of time back.")
HERE(row_edit, "edit", "", 0, 0, "Open the file of what is selected, at its line, in the editor.")
HERE(row_explain, "explain", "AGENT", 1, 1, "Say which facts the state of an agent rests on.")
HERE(row_filter, "filter", "[TEXT]", 0, 1, "Show only rows with this text; without one, all.")
HERE(row_follow, "follow", "", 0, 0, "Keep now in the timeline, or let it pass.")
HERE(row_half_down, "half-down", "", 0, 0, "Go half a page down.")
HERE(row_half_up, "half-up", "", 0, 0, "Go half a page up.")
HERE(row_keys, "keys", "", 0, 0, "Show the keys and commands.")
HERE(row_later, "later", "", 0, 0, "Go a column of time on.")
HERE(row_look_again, "look-again", "", 0, 0, "Look at the files again: the next revision, when they moved.")
HERE(row_next_file, "next-file", "", 0, 0, "Go to the next file of the diff.")
HERE(row_next_hunk, "next-hunk", "", 0, 0, "Go to the next change of the diff.")
HERE(row_next_match, "next-match", "", 0, 0, "Go to the next place of what is searched for.")
HERE(row_next_need, "next-need", "", 0, 0, "Go to the next thing that waits for a human.")
HERE(row_next_pane, "next-pane", "", 0, 0, "Go to the next pane.")
HERE(row_now, "now", "", 0, 0, "Go to now in the timeline, and follow it.")
HERE(row_only_new, "only-new", "", 0, 0, "Show only files that are new since you looked, or all.")
HERE(row_open, "open", "", 0, 0, "Open what is selected.")
HERE(row_page_down, "page-down", "", 0, 0, "Go a page down.")
HERE(row_page_up, "page-up", "", 0, 0, "Go a page up.")
HERE(row_previous_file, "previous-file", "", 0, 0, "Go to the file before in the diff.")
HERE(row_previous_hunk, "previous-hunk", "", 0, 0, "Go to the change before in the diff.")
HERE(row_previous_match, "previous-match", "", 0, 0, "Go to the place before of what is searched for.")
HERE(row_previous_pane, "previous-pane", "", 0, 0, "Go to the previous pane.")
HERE(row_prompt, "prompt", "MARK", 1, 1, "Type a filter (/) or a command (:); 'prompt \":task add \"' begins one.")
HERE(row_quit, "quit", "", 0, 0, "Leave the dashboard.")
HERE(row_redraw, "redraw", "", 0, 0, "Paint everything anew and look at all files.")
HERE(row_reject, "reject", "[HANDOFF]", 0, 1, "Reject the handoff under review, or this one, after a question.")
HERE(row_remark, "remark", "", 0, 0, "Comment on the line under the cursor, kept until the decision.")
HERE(row_review, "review", "HANDOFF", 1, 1, "Open a handoff to read it and decide.")
static const CommandRow row_route = {
    .name = "route", .args = "ESCALATION", .min_args = 1, .max_args = 1, .needs = NEED_SCREEN | NEED_WRITABLE,
    .help = "Begin the line that hands an escalation to another agent, with who is proposed.", .run = run_here,
};
HERE(row_screen_earlier, "screen-earlier", "", 0, 0, "Go a screen of time back.")
HERE(row_screen_later, "screen-later", "", 0, 0, "Go a screen of time on.")
HERE(row_suspend, "suspend", "", 0, 0, "Give the terminal back; fg returns.")
HERE(row_top, "top", "", 0, 0, "Go to the first row.")
HERE(row_up, "up", "", 0, 0, "Go to the previous row.")
HERE(row_waive, "waive", "", 0, 0, "Waive the check under the cursor, with a reason.")
HERE(row_view, "view", "NAME", 1, 1,
     "Show a view: dashboard session tasks handoffs escalations events timeline agents.")
HERE(row_whole_run, "whole-run", "", 0, 0, "Show all of this run in the timeline.")
HERE(row_zoom_in, "zoom-in", "", 0, 0, "Make the columns of the timeline narrower.")
HERE(row_zoom_out, "zoom-out", "", 0, 0, "Make the columns of the timeline wider.")

const CommandRow *const tui_commands[] = {
    &row_approve, &row_back, &row_begin, &row_bottom, &row_detail_down, &row_detail_up, &row_down,
    &row_drop_remark, &row_earlier, &row_edit, &row_explain, &row_filter, &row_follow, &row_half_down, &row_half_up,
    &row_keys, &row_later, &row_look_again, &row_next_file, &row_next_hunk, &row_next_match, &row_next_need,
    &row_next_pane, &row_now, &row_only_new, &row_open, &row_page_down, &row_page_up, &row_previous_file,
    &row_previous_hunk, &row_previous_match, &row_previous_pane, &row_prompt, &row_quit, &row_redraw,
    &row_reject, &row_remark, &row_review, &row_route, &row_screen_earlier, &row_screen_later, &row_suspend, &row_top,
    &row_up, &row_view, &row_waive, &row_whole_run, &row_zoom_in, &row_zoom_out, NULL,
};

static int show_named(Screen *s, const char *name)
{
    for (int i = 0; i < VIEW_COUNT; i++)
        if (strcmp(view_classes[i]->name, name) == 0 && i != VIEW_PAGER && i != VIEW_REVIEW) {
            screen_show(s, (ViewId)i);
            return DONE;
        }
    screen_fail(s, "There is no view '%s'; ? lists them.", name);
    return REFUSED;
}

static int edit_selected(Screen *s)
{
    View *v = screen_view(s);
    const ListRow *r = v->class->selected ? v->class->selected(v) : NULL;
    if (!r || !r->file) {
        screen_fail(s, "Nothing with a file is selected.");
        return REFUSED;
    }
    s->host.edit(s->host.ctx, r->file, r->line);
    return DONE;
}

static int go_back(Screen *s)
{
    ViewId to = s->current == VIEW_HELP || s->current == VIEW_PAGER ? s->previous : s->back;
    screen_show(s, to);
    return DONE;
}

/* Behind the mark may stand how the line begins. */
static int open_prompt(Screen *s, const char *arg)
{
    View *v = screen_view(s);
    bool filter = *arg == '/';
    if (filter && !v->class->filter) {
        screen_fail(s, "There is nothing to filter here.");
        return REFUSED;
    }
    prompt_open(s, filter ? '/' : ':', filter ? v->class->filter(v) : *arg ? arg + 1 : "");
    return DONE;
}

/* On another view than the dashboard, the first need is shown there. */
static int next_need(Screen *s)
{
    if (!s->header.needs) {
        screen_say(s, "Nothing waits for you.");
        return DONE;
    }
    screen_show(s, VIEW_DASHBOARD);
    View *v = screen_view(s);
    v->class->command(v, "next-need", "");
    return DONE;
}

/* By its number, so that what is shown is one handoff and stays it. */
static int open_review(Screen *s, const char *arg)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    HandoffRows rows = { 0 };
    store_handoffs(s->context->store, a, &(HandoffQuery){ .id = arg, .limit = 2 }, &rows);
    if (rows.len != 1) {
        screen_fail(s, rows.len ? "Several handoffs begin with '%s'; 4 lists them."
                                : "There is no handoff '%s'; 4 lists them.", arg);
        return REFUSED;
    }
    screen_review(s, arena_printf(a, "%d", rows.items[0].number));
    return DONE;
}

/* Nobody decides on what is not on the screen: its review opens, and asks. */
static int ask_in_review(Screen *s, const char *name, const char *handoff)
{
    if (open_review(s, handoff) != DONE)
        return REFUSED;
    screen_update(s);
    View *v = screen_view(s);
    return v->class->command(v, name, "") ? DONE : REFUSED;
}

/* By its name: a row of agents may stand for a file. */
static int explain(Screen *s, const char *id)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    AgentRows rows = { 0 };
    Explanation x = { 0 };
    Message m = { 0 };
    store_agents(s->context->store, a, &(AgentQuery){ .name = id }, &rows);
    const char *name = rows.len ? rows.items[0].name : id;
    if (agent_explain(s->context, name, a, &x, &m) < 0) {
        screen_fail(s, "%s", *m.text ? m.text : "The agent's state cannot be explained.");
        return REFUSED;
    }
    explanation_text(&x, canvas_ascii(s->canvas), &text);
    screen_pager(s, arena_printf(a, "Why %s is %s", name, agent_state_text(x.agent.state)), text.data);
    return DONE;
}

static int route(Screen *s, const char *id)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    EscalationRow e = { 0 };
    Proposal p = { 0 };
    Message m = { 0 };
    if (escalation_find(s->context, id, a, &e, &m) < 0) {
        screen_fail(s, "%s", m.text);
        return REFUSED;
    }
    escalation_proposal(s->context, &e, a, &p);
    prompt_open(s, ':', arena_printf(a, "escalation route %d %s", e.number, p.agent ? p.agent : ""));
    return DONE;
}

static int call_host(void (*fn)(void *), void *ctx)
{
    fn(ctx);
    return DONE;
}

static int leave(Screen *s)
{
    if (s->current == VIEW_DASHBOARD)
        screen_looked_now(s);
    return call_host(s->host.quit, s->host.ctx);
}

static bool is_for_review(const char *name)
{
    static const char *const names[] = { "approve", "reject", "waive", "remark", "drop-remark", "look-again",
                                         "only-new" };
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

int screen_command(Screen *s, const char *name, const char *arg)
{
    View *v = screen_view(s);
    bool decides = strcmp(name, "approve") == 0 || strcmp(name, "reject") == 0;
    s->stale = true;
    if (decides && *arg)
        return ask_in_review(s, name, arg);
    if (v->class->command(v, name, arg))
        return DONE;
    if (strcmp(name, "view") == 0)
        return show_named(s, arg);
    if (strcmp(name, "keys") == 0)
        return show_named(s, "keys");
    if (strcmp(name, "prompt") == 0)
        return open_prompt(s, arg);
    if (strcmp(name, "edit") == 0)
        return edit_selected(s);
    if (strcmp(name, "back") == 0)
        return go_back(s);
    if (strcmp(name, "next-need") == 0)
        return next_need(s);
    if (strcmp(name, "explain") == 0)
        return explain(s, arg);
    if (strcmp(name, "route") == 0)
        return route(s, arg);
    if (strcmp(name, "review") == 0)
        return open_review(s, arg);
    if (is_for_review(name)) {
        screen_fail(s, "'%s' is for a handoff under review: Enter on a handoff opens it.", name);
        return REFUSED;
    }
    if (strcmp(name, "quit") == 0)
        return review_holds(s) ? REFUSED : leave(s);
    if (strcmp(name, "suspend") == 0)
        return call_host(s->host.suspend, s->host.ctx);
    if (strcmp(name, "redraw") == 0)
        return call_host(s->host.redraw, s->host.ctx);
    return DONE;                        /* moving where there is nothing to move in */
}
