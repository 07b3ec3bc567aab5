/*
 * watch.c - `baton watch`: what happens, line by line, and reminders of what waits for a human.
 *
 * For a second pane, a log, or ears: nothing is drawn over, and with --plain every line is a sentence.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/core/follow.h"
#include "baton/core/ingest.h"
#include "baton/core/remind.h"
#include "baton/core/rows_json.h"
#include "commands.h"
#include "event_line.h"
#include "filter.h"
#include "lists.h"
#include "output.h"

enum { PAGE = 500 };

static const FlagDef flags[] = {
    { "json", 'j', NULL, "print JSON, one object a line; beside events: \"notice\", \"closed\" (by itself)", false },
    { "plain", 0, NULL, "whole sentences, no columns and no signs: for screen readers", false },
    { "for", 0, "TIME", "end after 90s, 15m, 2h", false },
    FLAGS_END,
};

typedef struct {
    Cmd *cmd;
    Context *c;
    bool json, plain;
    int64_t seq;                /* said up to here */
    Reminder *reminder;
    NoticePrograms programs;
    Arena *kept;                /* of live */
    EscalationRows live;        /* escalations that were not over when it looked last */
} Watch;

/* ---- events ---- */

/* A file that was read is no news in itself: what it said is. */
static bool is_news(const Event *e)
{
    return e->kind != EVENT_DOCUMENT_READ && e->kind != EVENT_SIGNERS_READ;
}

static void say_event(Watch *w, const Event *e)
{
    if (w->json)
        output_json_line(w->cmd, event_json(e));
    else if (is_news(e))
        event_line_follow(w->cmd, e, w->plain);
}

/* What was said is forgotten at once, so that watching for weeks takes no memory. */
static int say_new_events(Watch *w)
{
    size_t n = PAGE;
    while (n == PAGE) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        Arena *kept = w->cmd->arena;
        EventRows rows = { 0 };
        int r = store_events(w->c->store, a, &(EventQuery){ .after = w->seq, .limit = PAGE }, &rows);
        if (r < 0)
            return r;
        n = rows.len;
        w->cmd->arena = a;
        for (size_t i = 0; i < n; i++)
            say_event(w, &rows.items[i]);
        w->cmd->arena = kept;
        w->seq = n ? rows.items[n - 1].seq : w->seq;
    }
    return 0;
}

/* ---- lines of its own ---- */

static void say_with_time(Watch *w, const char *sentence)
{
    char clock[9];
    say_line(w->cmd, "%s  %s", time_format_hms(clock_now(), clock), sentence);
}

/* ---- escalations that close by themselves: no event of their own says it ---- */

static void say_closed(Watch *w, int number, Arena *a)
{
    EscalationRows rows = { 0 };
    if (store_escalations(w->c->store, a, &(EscalationQuery){ .id = arena_printf(a, "%d", number) }, &rows) < 0 ||
        rows.len != 1 || rows.items[0].state != ESCALATION_RESOLVED || !rows.items[0].closed_why)
        return;
    const EscalationRow *e = &rows.items[0];
    if (!w->json) {
        say_with_time(w, arena_printf(a, "Escalation %d closed by itself (%s): %s", number, e->closed_why,
                                      e->reason ? e->reason : "it gave no reason"));
        return;
    }
    Json *j = json_object();
    json_put_time(j, "at", clock_now());
    json_put(j, "closed", escalation_json(e));
    output_json_line(w->cmd, j);
}

static int look_at_escalations(Watch *w)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    EscalationRows now = { 0 };
    EscalationQuery live = { .states = 1u << ESCALATION_OPEN | 1u << ESCALATION_ACKNOWLEDGED };
    int r = store_escalations(w->c->store, a, &live, &now);
    if (r < 0)
        return r;
    for (size_t i = 0, j = 0; i < w->live.len; i++) {
        int number = w->live.items[i].number;
        while (j < now.len && now.items[j].number < number)
            j++;
        if (j == now.len || now.items[j].number != number)
            say_closed(w, number, a);
    }
    Arena *old = w->kept;
    w->kept = a;
    w->live = now;
    a = old;
    return 0;
}

/* ---- reminders ---- */

static Json *notice_json(const Notice *n, Arena *a)
{
    Json *j = json_object(), *notice = json_object();
    json_put_str(notice, "kind", n->kind);
    json_put_str(notice, "subject", n->subject);
    json_put_str(notice, "project", n->project);
    json_put_str(notice, "agent", n->agent);
    json_put_str(notice, "title", n->title);
    json_put_str(notice, "text", notice_text(n, a));
    json_put_str(notice, "press", n->press);
    json_put_time(notice, "since", n->since);
    json_put_bool(notice, "again", n->again);
    json_put_time(j, "at", clock_now());
    json_put(j, "notice", notice);
    return j;
}

static void say_notice(Watch *w, const Notice *n, Arena *a)
{
    if (w->json)
        output_json_line(w->cmd, notice_json(n, a));
    else
        say_with_time(w, arena_printf(a, "%s: %s (%s)", n->again ? "Reminder" : "Waits for you", notice_text(n, a),
                                      n->press));
}

static void start_program(Watch *w, const Notice *n)
{
    Message m = { 0 };
    if (notice_start(w->c->conf, n, &w->programs, &m) < 0)
        output_error(m.text);
}

static int remind(Watch *w, int64_t *ret_next)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    NeedRows needs = { 0 };
    Notices due = { 0 };
    int r = needs_read(w->c, a, &needs);
    if (r < 0)
        return r;
    reminder_look(w->reminder, &needs, clock_now(), a, &due, ret_next);
    for (size_t i = 0; i < due.len; i++)
        say_notice(w, &due.items[i], a);
    if (w->cmd->tty && !w->json && due.len)
        notices_bytes(w->c->conf, &due, w->cmd->out);
    for (size_t i = 0; i < MIN(due.len, (size_t)NOTICES_MAX); i++)
        start_program(w, &due.items[i]);
    return 0;
}

/* ---- the command ---- */

static int look(void *ctx, int64_t *ret_next)
{
    Watch *w = ctx;
    *ret_next = 0;
    int r = say_new_events(w);
    if (r == 0)
        r = look_at_escalations(w);
    if (r == 0)
        r = remind(w, ret_next);
    int sent = output_send(w->cmd);
    return r < 0 ? r : sent;
}

static bool unread(void *ctx)
{
    Watch *w = ctx;
    notice_reap(&w->programs);
    return output_unread();
}

static void trouble(void *ctx, const char *sentence)
{
    (void)ctx;
    output_error(sentence);
}

/* From here on nothing is missed: for scripts that wait until it watches. */
static Json *begin_json(const Watch *w, const NeedRows *needs)
{
    Json *j = json_object(), *watching = json_object();
    json_put_str(watching, "project", w->c->project->name);
    json_put_int(watching, "seq", w->seq);
    json_put_int(watching, "needs", (int64_t)needs->len);
    json_put_time(j, "at", clock_now());
    json_put(j, "watching", watching);
    return j;
}

static void say_begin(Watch *w)
{
    NeedRows needs = { 0 };
    if (needs_read(w->c, w->cmd->arena, &needs) < 0)
        return;
    if (w->json) {
        output_json_line(w->cmd, begin_json(w, &needs));
        return;
    }
    const char *waits = !needs.len ? "nothing waits for a human"
                      : needs.len == 1 ? "1 thing waits for a human: 'baton needs' shows it"
                      : arena_printf(w->cmd->arena, "%zu things wait for a human: 'baton needs' lists them", needs.len);
    const char *line = arena_printf(w->cmd->arena, "Watching %s; %s.", w->c->project->name, waits);
    say_line(w->cmd, "%s", line);
}

static int run(Cmd *cmd)
{
    Watch w = { .cmd = cmd, .c = cmd->context, .json = cmd_has(cmd, "json"), .plain = cmd_has(cmd, "plain") };
    Follow f = { .files = true, .ctx = &w, .look = look, .unread = unread, .trouble = trouble };
    int r = filter_span(cmd, "for", &f.for_ms);
    if (r)
        return r;
    CLEANUP(reminder_free_ptr) Reminder *reminder = reminder_new(cmd->context, clock_now());
    w.reminder = reminder;
    w.seq = store_last_seq(cmd->context->store);
    say_begin(&w);
    r = follow(cmd->context, &f, &cmd->error);
    arena_free(w.kept);
    return r < 0 ? REFUSED : DONE;
}

const CommandRow cmd_watch = {
    .name = "watch", .args = "", .flags = flags,
    .help = "Say what happens as it happens, and remind of what waits.",
    .detail = "Takes in files as the dashboard does.  Reminders follow the settings reminders.*; bell and\n"
              "desktop notification go to a terminal only.  Times are local.  ^C ends it.",
    .needs = NEED_PROJECT | NEED_LEDGER | NEED_SHELL, .run = run,
};
