/*
 * screen.c - one screen: the view on it, what is stale, and where keys go.
 */
#include "screen.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "baton/base/clock.h"
#include "baton/base/utf8.h"
#include "baton/core/figures.h"
#include "baton/core/index.h"
#include "layout.h"
#include "panes.h"

enum { WHEEL_ROWS = 3, AWAY_MS = 5 * 60 * 1000 };

extern const ViewClass view_dashboard, view_session, view_tasks, view_handoffs, view_escalations, view_events,
    view_timeline, view_agents, view_review, view_help, view_pager;

const ViewClass *const view_classes[VIEW_COUNT] = {
    [VIEW_DASHBOARD] = &view_dashboard, [VIEW_SESSION] = &view_session,         [VIEW_TASKS] = &view_tasks,
    [VIEW_HANDOFFS] = &view_handoffs,   [VIEW_ESCALATIONS] = &view_escalations, [VIEW_EVENTS] = &view_events,
    [VIEW_TIMELINE] = &view_timeline,   [VIEW_AGENTS] = &view_agents,           [VIEW_REVIEW] = &view_review,
    [VIEW_HELP] = &view_help,           [VIEW_PAGER] = &view_pager,
};

Screen *screen_new(Context *c, const CommandRow *const table[], const ScreenHost *host, int rows, int cols)
{
    Screen *s = mem_alloc(sizeof *s);
    s->context = c;
    s->table = table;
    s->host = *host;
    s->canvas = canvas_new(rows, cols);
    canvas_set_ascii(s->canvas, conf_bool(c->conf, CONF_ASCII));
    s->prompt.text = BUF_INIT;
    s->failures = BUF_INIT;
    s->seq = store_last_seq(c->store);
    s->data_version = store_data_version(c->store);
    s->stale = s->header_stale = true;
    for (int i = 0; i < VIEW_COUNT; i++)
        s->views[i] = (View){ .class = view_classes[i], .screen = s };
    screen_show(s, VIEW_DASHBOARD);
    return s;
}

Screen *screen_free(Screen *s)
{
    if (!s)
        return NULL;
    for (int i = 0; i < VIEW_COUNT; i++) {
        if (s->views[i].opened)
            s->views[i].class->close(&s->views[i]);
        free(s->views[i].state);
    }
    prompt_done(&s->prompt);
    history_done(&s->commands);
    history_done(&s->filters);
    buf_done(&s->failures);
    free(s->pager_title);
    free(s->pager_text);
    free(s->facts);
    canvas_free(s->canvas);
    index_free(s->index);
    free(s);
    return NULL;
}

View *screen_view(Screen *s)
{
    return &s->views[s->current];
}

void screen_show(Screen *s, ViewId id)
{
    View *v = &s->views[id];
    bool aside = s->current == VIEW_HELP || s->current == VIEW_PAGER;       /* never a place to go back to */
    if (s->current != id && !aside)
        s->previous = s->current;
    if (id != VIEW_HELP && id != VIEW_PAGER && !aside)
        s->back = VIEW_DASHBOARD;
    if (s->current == VIEW_DASHBOARD && id != VIEW_DASHBOARD && id < VIEW_HELP)
        screen_looked_now(s);
    s->current = id;
    s->stale = true;
    if (!v->opened) {
        v->state = mem_alloc(v->class->state_size);
        v->opened = true;
        v->class->open(v);
    }
    v->class->marked(v, TOPIC_ALL);
}

/* Only for views whose state is panes. */
void screen_go(Screen *s, ViewId id, ItemKind kind, const char *row)
{
    screen_show(s, id);
    panes_seek(s->views[id].state, kind, row);
}

void screen_resize(Screen *s, int rows, int cols)
{
    canvas_resize(s->canvas, rows, cols);
    s->prompt.ask.whole = false;        /* until it was painted anew */
    s->stale = s->header_stale = true;
}

void screen_mark(Screen *s, unsigned topics)
{
    if (!topics)
        return;
    for (int i = 0; i < VIEW_COUNT; i++)
        if (s->views[i].opened && (int)s->current == i)
            s->views[i].class->marked(&s->views[i], topics);
    s->header_stale = true;
    s->stale = true;
}

bool screen_poll(Screen *s)
{
    int64_t version = store_data_version(s->context->store);
    if (version == s->data_version)
        return false;
    s->data_version = version;
    unsigned topics = topics_since(s->context->store, &s->seq);
    screen_mark(s, topics);
    return topics != 0;
}

void screen_tick(Screen *s)
{
    screen_mark(s, TOPIC_ALL & ~(unsigned)TOPIC_DOCUMENTS);
}

static ScreenLayout layout_of(const Screen *s)
{
    return layout_screen(canvas_rows(s->canvas), canvas_cols(s->canvas));
}

/*
 * Reads what is stale: before painting, and before a command that acts on what is selected.  Where the ledger changed,
 * that is much, and is read of one moment; a key reads a row or two.
 */
void screen_update(Screen *s)
{
    View *v = screen_view(s);
    bool begun = s->header_stale && v->class->reads_only && store_look(s->context->store);
    s->update.on = true;
    s->update.agents = NULL;
    s->update.needs = -1;
    s->moving = false;
    v->class->update(v, layout_of(s).body);
    frame_update(s);
    s->update.on = false;
    store_looked(s->context->store, begun);
}

/* What the last frame left is cleared, unless everything of it is painted over or stays. */
static void begin_frame(Screen *s)
{
    View *v = screen_view(s);
    Rect all = { 0, 0, canvas_cols(s->canvas), canvas_rows(s->canvas) };
    uint64_t places = v->class->ground ? v->class->ground(v) : 0;
    uint64_t ground = places ? stamp_mix(places, s->current) : 0;

    canvas_clip(s->canvas, all);
    if (!ground || ground != s->ground || s->covered)
        canvas_fill(s->canvas, all, STYLE_TEXT);
    s->ground = ground;
    s->covered = false;
}

void screen_settle(Screen *s)
{
    ScreenLayout l = layout_of(s);
    View *v = screen_view(s);

    if (!s->stale)
        return;
    s->stale = false;
    screen_update(s);
    begin_frame(s);
    v->class->paint(v, s->canvas, l.body);
    frame_paint(s, l.header, l.footer);
    if (s->prompt.active && !s->prompt.ask.painted_at)
        s->prompt.ask.painted_at = clock_mono();
}

bool screen_cursor(const Screen *s, int *ret_y, int *ret_x)
{
    if (!s->prompt.active)
        return false;
    *ret_y = canvas_rows(s->canvas) - 1;
    *ret_x = MIN(prompt_label(s) + prompt_col(s) - prompt_scroll(s), canvas_cols(s->canvas) - 1);
    return true;
}

/* ---- since when something is new ---- */

/* When it is asked for first: the first frame says nothing of it, and whose look it was takes a moment to find out. */
int64_t screen_looked_at(Screen *s)
{
    int64_t seq = 0;
    if (!s->looked_known)
        s->looked_at = looked_at(s->context, &seq);
    s->looked_known = true;
    return s->looked_at;
}

void screen_looked_now(Screen *s)
{
    (void)screen_looked_at(s);          /* while it can be told */
    looked_now(s->context);
}

/* ---- what takes long ---- */

Index *screen_index(Screen *s)
{
    Message why = { 0 };
    if (!s->index)
        (void)index_for(s->context, false, &s->index, &why);
    return s->index;
}

void screen_drop_index(Screen *s)
{
    s->index = index_free(s->index);
}

void screen_show_read(Screen *s, ReadJob *job)
{
    job->show(s, job);
    arena_free(job->arena);
}

void screen_read(Screen *s, ReadJob *job)
{
    if (s->host.read && s->host.read(s->host.ctx, job))
        return;
    job->read(s->context, job);
    screen_show_read(s, job);
}

/* ---- sentences ---- */

PRINTF(3, 0) static void say(Screen *s, bool error, const char *fmt, va_list ap)
{
    vsnprintf(s->line.text, sizeof s->line.text, fmt, ap);
    s->line_is_error = error;
    s->stale = true;
}

void screen_say(Screen *s, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    say(s, false, fmt, ap);
    va_end(ap);
}

void screen_fail(Screen *s, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    say(s, true, fmt, ap);
    va_end(ap);
}

void screen_pager(Screen *s, const char *title, const char *text)
{
    free(s->pager_title);
    free(s->pager_text);
    s->pager_title = mem_strdup(title);
    s->pager_text = mem_strdup(text ? text : "");
    screen_show(s, VIEW_PAGER);
}

/* ---- keys and commands ---- */

static void run_row(Screen *s, const CommandRow *row, int used, const StrList *words)
{
    if (!(row->needs & NEED_SCREEN)) {
        s->host.run(s->host.ctx, row, words);
        return;
    }
    int given = (int)words->len - used;
    if (given < row->min_args || (row->max_args >= 0 && given > row->max_args)) {
        screen_fail(s, "Usage: %s %s", row->name, row->args);
        return;
    }
    screen_command(s, row->name, given ? words->items[used] : "");
}

static void run_words(Screen *s, const StrList *words)
{
    int used = 0;
    const char *near = NULL;
    const CommandRow *row = command_find(s->table, (int)words->len, words->items, &used, &near);

    if (row)
        run_row(s, row, used, words);
    else
        screen_fail(s, near ? "No command '%s'; did you mean '%s'?" : "No command '%s'; ? lists them.",
                    words->items[0], near);
}

void screen_run_line(Screen *s, const char *line)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList words = { 0 };
    if (line_split(s->table, a, line, &words) < 0)
        screen_fail(s, "A quote is open in: %s", line);
    else if (words.len)
        run_words(s, &words);
}

/* Of several bindings the first that applies; when none does, the first says why, or that of what is selected. */
void screen_press(Screen *s, const Key *k)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *map = screen_view(s)->class->keymap;
    const Binding *b = binding_next(map, k, NULL);
    Message why = { 0 };

    for (; b; b = binding_next(map, k, b)) {
        StrList words = { 0 };
        Message m = { 0 };
        int used = 0, r = binding_words(s, b, a, &words, &m);
        const CommandRow *row = binding_row(s, b, &used);
        if (r == 0 && row) {
            run_row(s, row, used, &words);
            return;
        }
        if (!*why.text || r == -EPERM)
            why = m;
    }
    if (*why.text)
        screen_fail(s, "%s", why.text);
}

static bool click_tab(Screen *s, int y, int x)
{
    Rect footer = layout_of(s).footer;
    for (int i = 0; i < VIEW_COUNT && footer.h > 0 && y == footer.y; i++)
        if (x >= s->tabs[i].from && x < s->tabs[i].to) {
            screen_show(s, (ViewId)i);
            return true;
        }
    return false;
}

/* While one types, a click would take the filter to another list. */
static void mouse(Screen *s, const Key *k)
{
    View *v = screen_view(s);
    bool wheel = k->mouse == MOUSE_WHEEL_DOWN || k->mouse == MOUSE_WHEEL_UP;
    if (s->stale)
        screen_update(s);
    if (wheel)
        v->class->wheel(v, k->y, k->x, k->mouse == MOUSE_WHEEL_DOWN ? WHEEL_ROWS : -WHEEL_ROWS);
    else if (k->mouse != MOUSE_PRESS || s->prompt.active)
        return;
    else if (!click_tab(s, k->y, k->x) && v->class->click)
        v->class->click(v, k->y, k->x);
    s->stale = true;
}

/* What is new counts from when a person went away, if he stayed away for a while. */
static void focus(Screen *s, bool in)
{
    int64_t now = clock_now();
    if (!in) {
        s->left_at = now;
        screen_looked_now(s);
        return;
    }
    if (s->left_at && now - s->left_at >= AWAY_MS) {
        s->looked_at = s->left_at;
        s->looked_known = true;
    }
    s->left_at = 0;
    s->host.look(s->host.ctx);
}

void screen_key(Screen *s, const Key *k)
{
    if (k->kind == KEY_FOCUS_IN || k->kind == KEY_FOCUS_OUT)
        focus(s, k->kind == KEY_FOCUS_IN);
    if (k->kind == KEY_FOCUS_IN || k->kind == KEY_FOCUS_OUT || k->kind == KEY_REPLY || k->kind == KEY_NONE)
        return;
    if (k->kind == KEY_MOUSE) {
        mouse(s, k);
        return;
    }
    if (s->prompt.active) {
        prompt_key(s, k);
        return;
    }
    if (*s->line.text && !(k->crowded && s->line_is_error)) {        /* a sentence stays until the next key */
        s->line = (Message){ 0 };
        s->stale = true;
    }
    if (k->kind == KEY_PASTE)           /* text presses no keys */
        return;
    if (s->stale)                       /* several keys may come at once: each sees what the one before did */
        screen_update(s);
    s->crowded = k->crowded;
    screen_press(s, k);
    s->crowded = false;
}
