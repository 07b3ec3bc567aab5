/*
 * tui.c - the dashboard on a terminal: loop, terminal, watcher and screen put together.
 *
 * Callbacks mark; before_sleep() paints, once a turn, at most every FRAME_MS, and never while the
 * last frame is on its way.  Reads happen on this thread through a connection that waits for no
 * lock; writes happen on workers.
 */
#include "baton/tui/tui.h"

#include <errno.h>
#include <stdio.h>

#include "baton/base/clock.h"
#include "baton/base/file.h"
#include "baton/sys/proc.h"
#include "aside.h"
#include "live.h"
#include "notify.h"
#include "reader.h"
#include "runner.h"
#include "screen.h"
#include "term.h"

enum { MOVING_MS = 500, FRAME_MS = 16, SCREEN_TIMEOUT_MS = 50, SWEEP_MS = 5000, MINUTE_MS = 60000,
       SENT_TRIES = 8 };

typedef struct {
    Loop *loop;
    Term *term;
    Screen *screen;
    Live *live;
    Runner *runner;
    Notifier *notifier;
    Reader *reader;
    Prepare *prepare;
    Timer *first, *frame, *minute, *moving;
    Context *context;
    int64_t painted_at, swept_at;
    int sent_tries;                     /* looks whether the first frame is out */
    bool focused;                       /* the terminal said that it has the focus */
} Tui;

/* ---- painting ---- */

static void wake(void *ctx)
{
    (void)ctx;                          /* only makes the loop turn, so that before_sleep() runs */
}

static void show_cursor(Tui *t)
{
    int y = -1, x = 0;
    if (!screen_cursor(t->screen, &y, &x))
        y = -1;
    term_cursor(t->term, y, x);
}

static void paint(Tui *t)
{
    screen_settle(t->screen);
    show_cursor(t);
    term_frame(t->term, t->screen->canvas);
    if (t->screen->moving && t->moving)
        timer_start(t->moving, MOVING_MS, 0);
}

static void before_sleep(void *ctx)
{
    Tui *t = ctx;
    int64_t now = clock_mono();
    if (!t->screen->stale || term_busy(t->term))
        return;
    if (now < t->painted_at + FRAME_MS) {
        timer_start(t->frame, (uint64_t)(t->painted_at + FRAME_MS - now), 0);
        return;
    }
    t->painted_at = now;
    paint(t);
}

/* A key is answered at once: the frame rate limits what changes by itself. */
static void on_keys_done(void *ctx)
{
    Tui *t = ctx;
    t->painted_at = 0;
}

/* Before everything is watched there is nothing to look again at. */
static void look(Tui *t)
{
    if (t->live)
        live_look(t->live);
}

/* ---- the terminal ---- */

static void focused(Tui *t, bool in)
{
    t->focused = in;
    if (t->notifier)
        notifier_focus(t->notifier, in);
}

static void on_key(void *ctx, const Key *k)
{
    Tui *t = ctx;
    if (k->kind == KEY_FOCUS_IN || k->kind == KEY_FOCUS_OUT)
        focused(t, k->kind == KEY_FOCUS_IN);
    screen_key(t->screen, k);
    int64_t now = clock_mono();
    if (now - t->swept_at < SWEEP_MS)
        return;
    t->swept_at = now;                  /* file events get lost: somebody is here, so look once more */
    look(t);
}

static void on_resized(void *ctx, int rows, int cols)
{
    Tui *t = ctx;
    screen_resize(t->screen, rows, cols);
}

static void on_resumed(void *ctx)
{
    Tui *t = ctx;
    int rows, cols;
    term_size(t->term, &rows, &cols);
    screen_resize(t->screen, rows, cols);
    look(t);
}

static void on_hangup(void *ctx)
{
    Tui *t = ctx;
    loop_stop(t->loop);
}

/* ---- what the screen asks for ---- */

static void host_quit(void *ctx)
{
    Tui *t = ctx;
    loop_stop(t->loop);
}

static void host_suspend(void *ctx)
{
    Tui *t = ctx;
    term_suspend(t->term);
}

static void host_redraw(void *ctx)
{
    Tui *t = ctx;
    term_redraw(t->term);
    t->screen->stale = true;
    screen_mark(t->screen, TOPIC_ALL);
    look(t);
}

static void host_look(void *ctx)
{
    Tui *t = ctx;
    look(t);
}

static bool host_read(void *ctx, ReadJob *job)
{
    Tui *t = ctx;
    return t->reader && reader_start(t->reader, job);
}

static const char *editor_line(Tui *t)
{
    const char *set = conf_text(t->context->conf, CONF_EDITOR);
    const char *env[] = { set, getenv("VISUAL"), getenv("EDITOR"), "vi" };
    for (size_t i = 0; i < ARRAY_LEN(env); i++)
        if (env[i] && *env[i])
            return env[i];
    return "vi";
}

static void host_edit(void *ctx, const char *file, int line)
{
    Tui *t = ctx;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList argv = { 0 };
    const char *path = path_join(a, t->context->project->root, file);

    if (command_split(a, editor_line(t), &argv) < 0 || !argv.len) {
        screen_fail(t->screen, "The editor setting has an open quote: %s", editor_line(t));
        return;
    }
    if (line > 0)
        strlist_add(&argv, a, arena_printf(a, "+%d", line));
    strlist_add(&argv, a, path);
    const char *name = argv.items[0];
    strlist_add(&argv, a, NULL);
    term_leave(t->term);
    int r = proc_foreground(argv.items, t->context->project->root);
    term_enter(t->term);
    if (r < 0)
        screen_fail(t->screen, "The editor '%s' could not be started: %s; set $EDITOR.", name, strerror(-r));
    on_resumed(t);
}

static void host_run(void *ctx, const CommandRow *row, const StrList *words)
{
    Tui *t = ctx;
    size_t before = runner_pending(t->runner);
    if (runner_start(t->runner, row, words) < 0)
        screen_fail(t->screen, "'%s' was not run: %zu commands wait already; press the key again in a moment.",
                    row->name, before);
    else if (before)
        screen_say(t->screen, "%s … after %zu more", row->name, before);
    else
        screen_say(t->screen, "%s …", row->name);
}

static void host_aside(void *ctx, const CommandRow *row, const StrList *words)
{
    Tui *t = ctx;
    term_leave(t->term);
    AsideEnd end = aside_run(t->context->project->root, words);
    term_enter(t->term);
    aside_tell(t->screen, row, words, &end);
    on_resumed(t);
    screen_poll(t->screen);
}

static void on_command_done(void *ctx, const CommandRow *row, int code, const char *out, const char *error)
{
    Tui *t = ctx;
    screen_outcome(t->screen, row, code, out, error, runner_pending(t->runner) > 0);
    screen_poll(t->screen);
}

/* ---- what happens elsewhere ---- */

static void on_files(void *ctx)
{
    Tui *t = ctx;
    if (t->screen->current == VIEW_SESSION)
        screen_mark(t->screen, TOPIC_DOCUMENTS);
}

static void on_ledger(void *ctx)
{
    Tui *t = ctx;
    screen_poll(t->screen);
    if (live_polled(t->live) != t->screen->polled) {
        t->screen->polled = live_polled(t->live);
        t->screen->stale = true;
    }
    if (t->notifier)                    /* at the end the loop still turns until the last command is done */
        notifier_look(t->notifier);
}

static void on_trouble(void *ctx, const char *sentence)
{
    Tui *t = ctx;
    screen_fail(t->screen, "%s", sentence);
}

static void on_notice(void *ctx, Str bytes)
{
    Tui *t = ctx;
    term_notify(t->term, bytes);
}

/* An agent has become silent, or what was put off is back. */
static void on_due(void *ctx)
{
    Tui *t = ctx;
    screen_tick(t->screen);
}

/* What a check says while it runs stands in a file that nobody watches. */
static void on_moving(void *ctx)
{
    Tui *t = ctx;
    if (t->screen->moving)
        screen_mark(t->screen, TOPIC_HANDOFFS);
}

static void on_minute(void *ctx)
{
    Tui *t = ctx;
    screen_tick(t->screen);
    if (t->notifier)
        notifier_tick(t->notifier);
    timer_start(t->minute, (uint64_t)(MINUTE_MS - clock_now() % MINUTE_MS), 0);
}

/* ---- start and end ---- */

/* Where nothing can be written the dashboard still shows what is there, and says so. */
static int open_ledger(Context *c, Message *m)
{
    Message why = { 0 };
    if (c->store || context_store(c, STORE_WRITE, &why) == 0)
        return 0;
    if (context_store(c, STORE_READ, m) < 0)
        return -1;
    if (!*c->notice.text)
        c->notice = why;
    return 0;
}

static int open_screen(Tui *t, const CommandRow *const table[], const char *view, Message *m)
{
    Theme theme;
    Message theme_trouble = { 0 };
    const ScreenHost host = { host_quit, host_suspend, host_redraw, host_edit, host_run, host_aside, host_look,
                              host_read, t };
    int rows, cols;

    theme_load(conf_text(t->context->conf, CONF_THEME), &theme, &theme_trouble);
    if (getenv("NO_COLOR") && *getenv("NO_COLOR"))
        theme_without_colour(&theme);
    if (term_ready(t->term, m) < 0)     /* before a look at the ledger is kept */
        return -1;
    term_size(t->term, &rows, &cols);
    t->screen = screen_new(t->context, table, &host, rows, cols);
    t->reader = reader_new(t->loop, t->context, t->screen);
    t->screen->timed = true;
    t->screen->read_only = t->context->store_mode == STORE_READ;
    if (view)
        screen_command(t->screen, "view", view);
    if (*theme_trouble.text)
        screen_fail(t->screen, "%s", theme_trouble.text);
    else if (*t->context->notice.text)
        screen_fail(t->screen, "%s", t->context->notice.text);
    screen_settle(t->screen);           /* the first frame goes out with the modes */
    return term_open(t->term, &theme, t->screen->canvas, m);
}

/* All that the first frame does without: what is watched, who is told, what is new. */
static void begin(Tui *t)
{
    const LiveEvents live = { on_files, on_ledger, on_trouble, t };
    const NotifyEvents notices = { on_notice, on_due, on_trouble, t };
    live_new(t->loop, t->context, &live, &t->live);
    live_look(t->live);
    t->swept_at = clock_mono();
    screen_greet(t->screen);
    t->notifier = notifier_new(t->loop, t->context, &notices);
    notifier_focus(t->notifier, t->focused);
}

/* A terminal takes a frame in pieces; one that takes none any more is not waited for long. */
static void on_first(void *ctx)
{
    Tui *t = ctx;
    if (term_busy(t->term) && t->sent_tries < SENT_TRIES)
        timer_start(t->first, 1u << t->sent_tries++, 0);
    else
        begin(t);
}

static void start(Tui *t)
{
    if (t->screen->stale && !term_busy(t->term))        /* else it shows, before anything is watched or read */
        paint(t);
    t->first = timer_new(t->loop, on_first, t);
    t->prepare = prepare_new(t->loop, before_sleep, t);
    t->frame = timer_new(t->loop, wake, t);
    t->minute = timer_new(t->loop, on_minute, t);
    t->moving = timer_new(t->loop, on_moving, t);
    t->runner = runner_new(t->loop, t->context->project->root, t->screen->table, on_command_done, t);
    if (conf_bool(t->context->conf, CONF_CLOCK))
        timer_start(t->minute, (uint64_t)(MINUTE_MS - clock_now() % MINUTE_MS), 0);
    timer_start(t->first, 0, 0);
}

static void stop(Tui *t)
{
    t->term = term_close(t->term);
    t->prepare = prepare_free(t->prepare);
    t->first = timer_free(t->first);
    t->frame = timer_free(t->frame);
    t->minute = timer_free(t->minute);
    t->moving = timer_free(t->moving);
    t->notifier = notifier_free(t->notifier);
    t->runner = runner_free(t->runner);
    t->live = live_free(t->live);
    t->reader = reader_free(t->reader);
    t->screen = screen_free(t->screen);
    t->loop = loop_free(t->loop);
}

int tui_run(Context *c, const CommandRow *const table[], const char *view, Message *m)
{
    Tui t = { .context = c };
    const TermEvents events = { on_key, on_keys_done, on_resized, on_resumed, on_hangup, &t };
    int r = loop_new(&t.loop);

    if (r < 0)
        return fail(m, "The event loop cannot be started: %s.", strerror(-r));
    t.term = term_new(t.loop, conf_bool(c->conf, CONF_MOUSE), &events);
    c->timeout_ms = SCREEN_TIMEOUT_MS;
    if (open_ledger(c, m) < 0 || open_screen(&t, table, view, m) < 0) {
        stop(&t);
        return -1;
    }
    start(&t);
    loop_run(t.loop);
    stop(&t);
    return DONE;
}
