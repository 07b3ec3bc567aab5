/*
 * view_text.c - the views that are only read: the key help, made from the keymap, and the pager for output.
 */
#include "panes.h"
#include "screen.h"
#include "timeline.h"

typedef struct {
    Arena *arena;
    TextPane pane;
    int width;
    const char *title;
    bool stale;
} Reading;

static void reading_open(View *v)
{
    ((Reading *)v->state)->stale = true;
}

static bool is_twin(const Binding *a, const Binding *b)
{
    return strcmp(a->map, b->map) == 0 && strcmp(a->command, b->command) == 0;
}

/* Keys of one map that run the same command stand on one line. */
static void help_line(TextWriter *w, size_t first)
{
    const Binding *b = &bindings[first];
    CLEANUP(buf_done) Buf keys = BUF_INIT;
    for (size_t i = 0; i < first; i++)
        if (is_twin(&bindings[i], b))
            return;
    for (size_t i = first; i < binding_count; i++)
        if (is_twin(&bindings[i], b))
            buf_addf(&keys, "%s%s", keys.len ? " " : "", bindings[i].key);
    text_field(w, arena_str(w->text->arena, buf_str(&keys)), 22, STYLE_TEXT, b->note);
}

static void help_map(TextWriter *w, const char *map, const char *heading)
{
    text_gap(w);
    text_words(w, STYLE_HEADING, raw(heading));
    text_end_line(w);
    for (size_t i = 0; i < binding_count; i++)
        if (strcmp(bindings[i].map, map) == 0 && binding_item(&bindings[i]) == ITEM_NONE)
            help_line(w, i);
}

/* Keys for what is selected in the view that the help was opened from: others do nothing there. */
static void help_item(TextWriter *w, Screen *s)
{
    View *v = &s->views[s->previous];
    const ListRow *r = v->opened && v->class->selected ? v->class->selected(v) : NULL;
    if (!r || r->kind == ITEM_NONE)
        return;
    size_t before = w->text->len;
    for (size_t i = 0; i < binding_count; i++) {
        bool here = strcmp(bindings[i].map, "any") == 0 || strcmp(bindings[i].map, v->class->keymap) == 0;
        if (!here || !binding_acts_on(&bindings[i], r) || !binding_is_known(s, &bindings[i]))
            continue;
        if (w->text->len == before) {
            text_gap(w);
            text_wordsf(w, STYLE_HEADING, "On the selected %s", item_name(r->kind));
            text_end_line(w);
        }
        help_line(w, i);
    }
}

static void help_states(TextWriter *w, bool ascii)
{
    text_gap(w);
    text_words(w, STYLE_HEADING, raw("States of agents"));
    text_end_line(w);
    for (int i = 0; i < AGENT_STATE_COUNT; i++)
        text_field(w, arena_printf(w->text->arena, "%s %s", agent_state_glyph(i, ascii), agent_state_text(i)), 22,
                   STYLE_TEXT, agent_state_help(i));
    text_gap(w);
    text_words(w, STYLE_HEADING, raw("States of tasks"));
    text_end_line(w);
    for (int i = 0; i < TASK_STATE_COUNT; i++)
        text_field(w, arena_printf(w->text->arena, "%s %s", task_state_glyph(i, ascii), task_state_text(i)), 22,
                   STYLE_TEXT, task_state_help(i));
}

static void help_commands(TextWriter *w, const CommandRow *const table[])
{
    text_gap(w);
    text_words(w, STYLE_HEADING, raw("Commands, after :"));
    text_end_line(w);
    for (; *table; table++)
        text_field(w, arena_printf(w->text->arena, "%s %s", (*table)->name, (*table)->args), 22, STYLE_TEXT,
                   (*table)->help);
}

static void help_timeline(TextWriter *w, bool ascii)
{
    CLEANUP(buf_done) Buf legend = BUF_INIT;
    help_map(w, "timeline", "On the timeline");
    time_legend(1000, ascii, &legend);
    text_field(w, "what it shows", 22, STYLE_TEXT, legend.data);
}

static void help_build(View *v, TextWriter *w)
{
    Reading *r = v->state;
    r->title = "Keys";
    help_item(w, v->screen);
    if (v->screen->previous == VIEW_REVIEW)
        help_map(w, "review", "On this handoff");
    if (v->screen->previous == VIEW_TIMELINE)
        help_timeline(w, canvas_ascii(v->screen->canvas));
    help_map(w, "any", "Everywhere");
    help_map(w, "list", "In lists");
    help_map(w, "text", "In text");
    help_states(w, canvas_ascii(v->screen->canvas));
    help_commands(w, v->screen->table);
}

static void pager_build(View *v, TextWriter *w)
{
    Reading *r = v->state;
    Str rest = str_from(v->screen->pager_text), line;
    r->title = v->screen->pager_title ? v->screen->pager_title : "Output";
    while (str_next_line(&rest, &line))
        text_columns(w, STYLE_TEXT, STYLE_TEXT, raw_str(line));
    if (!w->text->len)
        text_words(w, STYLE_DIM, raw("There is no output."));
}

static void reading_update(View *v, Rect area, void (*build)(View *, TextWriter *))
{
    Reading *r = v->state;
    int width = rect_inside(area).w - 2;
    if (!r->stale && width == r->width)
        return;
    arena_free(r->arena);
    r->arena = arena_new();
    r->width = width;
    r->stale = false;
    TextWriter w = text_begin(&r->pane.text, r->arena, width);
    build(v, &w);
}

static void help_update(View *v, Rect area) { reading_update(v, area, help_build); }
static void pager_update(View *v, Rect area) { reading_update(v, area, pager_build); }

static void reading_paint(View *v, Canvas *c, Rect area)
{
    Reading *r = v->state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Rect inside = rect_inside(area);
    inside.x++;
    inside.w -= 2;
    text_pane_clamp(&r->pane, inside.h);
    int64_t below = (int64_t)r->pane.text.len - r->pane.top - inside.h;
    canvas_frame(c, area, true, safe_line(a, raw(r->title), MAX(area.w - 20, 8)),
                 safe_line(a, raw(below > 0 ? arena_printf(a, "%lld more", (long long)below) : ""), -1));
    text_pane_paint(&r->pane, c, inside);
}

static bool reading_command(View *v, const char *name, const char *arg)
{
    (void)arg;
    return text_pane_scroll(&((Reading *)v->state)->pane, name);
}

static void reading_wheel(View *v, int y, int x, int rows)
{
    (void)y, (void)x;
    text_pane_move(&((Reading *)v->state)->pane, rows);
}

static void reading_marked(View *v, unsigned topics)
{
    if (topics == TOPIC_ALL)            /* shown anew: another text may stand there */
        ((Reading *)v->state)->stale = true;
}

static void reading_close(View *v)
{
    arena_free(((Reading *)v->state)->arena);
}

const ViewClass view_help = {
    .name = "keys", .title = "keys", .keymap = "text", .state_size = sizeof(Reading),
    .open = reading_open, .update = help_update, .paint = reading_paint, .command = reading_command,
    .wheel = reading_wheel, .marked = reading_marked, .close = reading_close,
};
const ViewClass view_pager = {
    .name = "pager", .title = "output", .keymap = "text", .state_size = sizeof(Reading),
    .open = reading_open, .update = pager_update, .paint = reading_paint, .command = reading_command,
    .wheel = reading_wheel, .marked = reading_marked, .close = reading_close,
};
