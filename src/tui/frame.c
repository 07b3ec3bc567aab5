/*
 * frame.c - the first and the last line.
 *
 * The first says where we are and how much needs me.  The last is the prompt while one types, a
 * sentence when there is one, else the keys that do something here and now.
 */
#include "screen.h"

#include <stdio.h>

#include "baton/base/clock.h"
#include "baton/base/utf8.h"

static void copy_safe(char *out, size_t size, const char *text, int cols)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    snprintf(out, size, "%s", safe_line(a, raw(text), cols).data);
}

void frame_update(Screen *s)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    NeedRows needs = { 0 };

    if (!s->header_stale)
        return;
    s->header_stale = false;
    s->header_stamp = stamp_new();
    if (s->update.needs < 0)
        needs_read_with(s->context, a, screen_agents(s), &needs);
    s->header.needs = s->update.needs < 0 ? (int64_t)needs.len : s->update.needs;
    s->header.escalations = store_open_escalations(s->context->store);
    const char *run = store_current_run(s->context->store, a);
    const char *branch = project_branch(s->context->project, a);
    copy_safe(s->header.project, sizeof s->header.project, s->context->project->name, 40);
    copy_safe(s->header.run, sizeof s->header.run, run ? run : "", 32);
    copy_safe(s->header.branch, sizeof s->header.branch, branch ? branch : "", 24);
    s->header.clock[0] = '\0';
    if (conf_bool(s->context->conf, CONF_CLOCK))
        time_format_hm(clock_now(), s->header.clock);
}

static int put(Canvas *c, int y, int x, StyleId style, const char *text)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    return x + canvas_put(c, y, x, style, safe_line(a, raw(text), -1));
}

static int width_of(const char *text)
{
    int cols = 0;
    for (Str rest = str_from(text); rest.len;) {
        int32_t cp;
        size_t n = utf8_next(rest, &cp);
        cols += MAX(cp_width(cp), 0);
        rest = str_slice(rest, n, rest.len);
    }
    return cols;
}

/* What needs me stands at the right and is never pushed out by a long name. */
static int put_alerts(Screen *s, Rect row)
{
    bool ascii = canvas_ascii(s->canvas);
    char needs[48] = "", escalations[48] = "";
    int right = row.x + row.w - 1;

    if (s->header.needs)
        snprintf(needs, sizeof needs, "%s %lld need%s you", ascii ? "*" : "⚑", (long long)s->header.needs,
                 s->header.needs == 1 ? "s" : "");
    if (s->header.escalations && row.w >= 70)
        snprintf(escalations, sizeof escalations, "%s %lld escalation%s",
                 escalation_state_glyph(ESCALATION_OPEN, ascii), (long long)s->header.escalations,
                 s->header.escalations == 1 ? "" : "s");
    if (s->header.clock[0]) {
        right -= 5;
        put(s->canvas, row.y, right, STYLE_HEADER, s->header.clock);
        right -= 3;
    }
    if (*escalations) {
        right -= width_of(escalations);
        put(s->canvas, row.y, right, STYLE_STATE_BAD, escalations);
        right -= 3;
    }
    if (*needs) {
        right -= width_of(needs);
        put(s->canvas, row.y, right, STYLE_HEADER_ALERT, needs);
        right -= 2;
    }
    return right;
}

/* As much as there is room for; a name that is cut shows it. */
static int put_cut(Canvas *c, int y, int x, int right, StyleId style, const char *text)
{
    int width = MIN(width_of(text), right - x);
    return x + (width > 0 ? canvas_put_width(c, y, x, width, style, raw(text)) : 0);
}

enum { DOT_COLS = 3 + 4 };              /* with fewer left, nothing that says something fits behind a dot */

static void paint_header(Screen *s, Rect row)
{
    const char *dot = canvas_ascii(s->canvas) ? " - " : " · ";
    struct {
        StyleId style;
        const char *text;
    } parts[] = {
        { STYLE_HEADER, "baton  " },
        { STYLE_HEADER_NAME, s->header.project },
        { STYLE_STATE_HUMAN, s->read_only ? "  read-only" : "" },
        { STYLE_STATE_HUMAN, s->polled ? "  polling files" : "" },
        { STYLE_HEADER, dot },
        { STYLE_HEADER, *s->header.run ? "run " : "no run" },
        { STYLE_HEADER_NAME, s->header.run },
        { STYLE_HEADER, *s->header.branch ? dot : "" },
        { STYLE_HEADER, s->header.branch },
    };
    uint64_t what = stamp_mix(stamp_mix(s->header_stamp, s->read_only), s->polled != NULL);
    if (!canvas_begin(s->canvas, row, what))
        return;
    canvas_fill(s->canvas, row, STYLE_HEADER);
    int right = put_alerts(s, row), x = row.x + 1;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (parts[i].text == dot && right - x < DOT_COLS)
            break;
        x = put_cut(s->canvas, row.y, x, right, parts[i].style, parts[i].text);
    }
    canvas_end(s->canvas, row, what);
}

static const char *shown_key(const Binding *b)
{
    if (strcmp(b->key, "<Enter>") == 0)
        return "enter";
    if (strcmp(b->key, "<Esc>") == 0)
        return "esc";
    return strcmp(b->key, "<Tab>") == 0 ? "tab" : b->key;
}

static int hint_width(const Binding *b)
{
    return (int)(strlen(shown_key(b)) + 1 + strlen(b->hint) + 2);
}

/* "+- zoom": keys that do the same, there and back. */
static bool is_pair(const Binding *a, const Binding *b)
{
    return strcmp(a->map, b->map) == 0 && strcmp(a->hint, b->hint) == 0;
}

static const Binding *hint_at(Screen *s, const char *map, size_t i)
{
    const Binding *b = &bindings[i];
    if (!b->hint || (strcmp(b->map, "any") != 0 && strcmp(b->map, map) != 0))
        return NULL;
    return binding_changes(s, b) ? b : NULL;
}

enum { HINTS_MAX = 32 };

typedef struct {
    const Binding *items[HINTS_MAX];
    int len, width;
} Hints;

/* As many as there is room for; the key that lists all keys always has its place, at the end. */
static void choose_hints(Screen *s, int room, Hints *h)
{
    const char *map = screen_view(s)->class->keymap;
    const Key question = { .kind = KEY_CHAR, .cp = '?' };
    const Binding *keys = binding_next(map, &question, NULL);

    *h = (Hints){ .width = hint_width(keys) };
    for (size_t i = 0; i < binding_count && h->len < HINTS_MAX - 1; i++) {
        const Binding *b = &bindings[i] == keys ? NULL : hint_at(s, map, i);
        if (!b)
            continue;
        int more = h->len && is_pair(h->items[h->len - 1], b) ? (int)strlen(shown_key(b)) : hint_width(b);
        if (h->width + more > room)
            continue;
        h->width += more;
        h->items[h->len++] = b;
    }
    h->items[h->len++] = keys;
}

static void paint_hints(Screen *s, Rect row, const Hints *h)
{
    int x = row.x + row.w - h->width + 1;     /* the last hint ends one column before the edge */
    for (int i = 0; i < h->len; i++) {
        const Binding *b = h->items[i];
        x = put(s->canvas, row.y, x, STYLE_FOOTER_KEY, shown_key(b));
        if (i + 1 == h->len || !is_pair(b, h->items[i + 1]))
            x = put(s->canvas, row.y, x + 1, STYLE_FOOTER, b->hint) + 2;
    }
}

/* Its digit, and its title where there is room. */
static bool is_titled(const Screen *s, Rect row, int view)
{
    return row.w >= 132 || view == (int)s->current;
}

/* Where the views' digits stand; returns the columns that they take. */
static int place_views(Screen *s, Rect row)
{
    int x = row.x + 1;
    memset(s->tabs, 0, sizeof s->tabs);
    for (int i = 0; i < VIEW_COUNT; i++) {
        const ViewClass *c = view_classes[i];
        if (!c->digit || (row.w < 40 && i != (int)s->current))
            continue;
        s->tabs[i].from = x;
        s->tabs[i].to = x + 1 + (is_titled(s, row, i) ? 1 + (int)strlen(c->title) : 0);
        x = s->tabs[i].to + 1;
    }
    return x - row.x;
}

static void paint_views(Screen *s, Rect row)
{
    for (int i = 0; i < VIEW_COUNT; i++) {
        const ViewClass *c = view_classes[i];
        const char digit[2] = { c->digit, 0 };
        if (!s->tabs[i].to)
            continue;
        int x = put(s->canvas, row.y, s->tabs[i].from, STYLE_FOOTER_KEY, digit);
        if (is_titled(s, row, i))
            put(s->canvas, row.y, x + 1, i == (int)s->current ? STYLE_TITLE : STYLE_FOOTER, c->title);
    }
}

static void paint_keys(Screen *s, Rect row)
{
    Hints hints;
    choose_hints(s, row.w - place_views(s, row) - 1, &hints);
    uint64_t what = stamp_bytes(s->current, hints.items, sizeof *hints.items * (size_t)hints.len);
    if (!canvas_begin(s->canvas, row, what))
        return;
    canvas_fill(s->canvas, row, STYLE_FOOTER);
    paint_views(s, row);
    paint_hints(s, row, &hints);
    canvas_end(s->canvas, row, what);
}

static void paint_prompt(Screen *s, Rect row)
{
    char mark[2] = { s->prompt.mark, 0 };
    int label = prompt_label(s);
    canvas_fill(s->canvas, row, STYLE_PROMPT);
    Rect before = canvas_clip(s->canvas, (Rect){ row.x + label, row.y, MAX(row.w - label, 0), 1 });
    put(s->canvas, row.y, row.x + label - prompt_scroll(s), STYLE_PROMPT, s->prompt.text.data);
    canvas_clip(s->canvas, before);
    put(s->canvas, row.y, row.x, s->prompt.mark ? STYLE_PROMPT : STYLE_HEADING,
        s->prompt.mark ? mark : s->prompt.ask.label);
}

static void write_ask(const Ask *ask, TextWriter *w)
{
    Str rest = str_from(ask->text), line;
    for (bool first = true; str_next_line(&rest, &line); first = false) {
        bool alarm = str_starts(line, STR("!"));
        text_words(w, alarm ? STYLE_STATE_BAD : first ? STYLE_TITLE : STYLE_TEXT,
                   raw_str(str_slice(line, alarm, line.len)));
        text_end_line(w);
    }
    if (!ask->held)
        return;
    text_words(w, STYLE_ERROR, raw("That Enter came together with other keys, or too soon, as in pasted text: it is a "
                                   "blank here. Press Enter by itself."));
}

/*
 * What is asked stands above the line, whole: a person decides on what is read here.  Where there is no
 * room for it nothing can be answered.
 */
static void paint_ask(Screen *s, Rect footer)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    TextPane pane = { 0 };
    TextWriter w = text_begin(&pane.text, a, footer.w - 2);
    bool narrow = false;

    write_ask(&s->prompt.ask, &w);
    if ((int)pane.text.len > footer.y) {
        narrow = true;
        w = text_begin(&pane.text, a, footer.w - 2);
        text_words(&w, STYLE_ERROR, raw("There is no room for the question: make the window larger, or Esc."));
    }
    int rows = MIN((int)pane.text.len, footer.y);
    s->prompt.ask.whole = !narrow;
    if (!rows)
        return;
    Rect area = { footer.x, footer.y - rows, footer.w, rows };
    s->covered = true;
    canvas_fill(s->canvas, area, STYLE_FOOTER);
    text_pane_paint(&pane, s->canvas, (Rect){ area.x + 1, area.y, area.w - 2, area.h });
}

enum { SENTENCE_ROWS = 4 };

/* A sentence that is longer than the line takes rows of the view above: it says what to do at its end. */
static void paint_sentence(Screen *s, Rect footer)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    TextPane pane = { 0 };
    TextWriter w = text_begin(&pane.text, a, footer.w - 2);
    text_words(&w, s->line_is_error ? STYLE_ERROR : STYLE_NOTICE, raw(s->line.text));
    int rows = MAX(MIN(MIN((int)pane.text.len, SENTENCE_ROWS), footer.y), 1);
    Rect area = { footer.x, footer.y - rows + 1, footer.w, rows };
    s->covered = rows > 1;
    canvas_fill(s->canvas, area, STYLE_FOOTER);
    text_pane_paint(&pane, s->canvas, (Rect){ area.x + 1, area.y, area.w - 2, area.h });
}

void frame_paint(Screen *s, Rect header, Rect footer)
{
    if (header.h > 0)
        paint_header(s, header);
    s->prompt.ask.whole = false;
    if (footer.h <= 0)
        return;
    if (s->prompt.active) {
        paint_prompt(s, footer);
        paint_ask(s, footer);
    } else if (*s->line.text) {
        paint_sentence(s, footer);
    } else {
        paint_keys(s, footer);
    }
}
