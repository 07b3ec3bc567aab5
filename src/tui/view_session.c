/*
 * view_session.c - the session file, its Markdown rendered, following the file.
 *
 * The file is read here and now, not from the ledger: what is on disk is what is shown.  The place
 * is kept by source line when the file changes, and the end is followed when one is at the end.
 */
#include "screen.h"

#include <errno.h>
#include <stdio.h>

#include "baton/base/file.h"
#include "baton/core/ingest.h"
#include "baton/doc/doc.h"
#include "baton/format/markdown.h"
#include "panes.h"

enum { MAX_SHOWN = 2 << 20 };

typedef struct {
    Arena *arena;
    TextPane pane;
    char *file;                 /* relative to the root; NULL: none */
    FileId id;
    int width;
    bool stale, known, follow;
    ListRow place;
    char note[160];             /* why there is nothing, or what was left out */
} Session;

static StyleId span_style(unsigned style, StyleId base)
{
    if (style & MD_CODE_SPAN)
        return STYLE_CODE;
    if (style & MD_LINK)
        return STYLE_LINK;
    if (style & MD_STRONG)
        return STYLE_STRONG;
    if (style & MD_EMPHASIS)
        return STYLE_EMPHASIS;
    return style & MD_STRIKE ? STYLE_DIM : base;
}

static void put_spans(TextWriter *w, const MdSpan *spans, size_t n, StyleId base)
{
    for (size_t i = 0; i < n; i++) {
        bool field_next = i + 1 < n && spans[i + 1].style & MD_STRONG;
        if (spans[i].line_break || (spans[i].soft_break && field_next))
            text_end_line(w);           /* agents write one "**Key**: value" a line, and mean it */
        text_words(w, span_style(spans[i].style, base), raw_str(spans[i].text));
    }
}

/* The mark of a task shows its state by shape and colour, as everywhere else. */
static void put_box(TextWriter *w, char box, bool ascii)
{
    TaskState s = box == ' ' ? TASK_PENDING : box == 'x' || box == 'X' ? TASK_DONE
                : box == '/' || box == '~' ? TASK_IN_PROGRESS : box == '-' ? TASK_CANCELLED
                : box == '!' ? TASK_BLOCKED : TASK_UNKNOWN;
    text_verbatim(w, task_style(s), raw(task_state_glyph(s, ascii)));
    text_verbatim(w, STYLE_TEXT, raw(" "));
}

/* Agents write "[/]" and "[!]" too, which Markdown takes for text. */
static void find_box(MdBlock *b)
{
    Str t = b->span_count ? b->spans[0].text : (Str){ 0 };
    if (b->kind != MD_ITEM || b->box || b->continued || t.len < 4)
        return;
    if (t.data[0] != '[' || !strchr("/-~!", t.data[1]) || t.data[2] != ']' || t.data[3] != ' ')
        return;
    b->box = t.data[1];
    b->spans[0].text = str_slice(t, 4, t.len);
}

static void put_item(TextWriter *w, const MdBlock *b, bool ascii)
{
    w->indent = b->quote * 2 + b->level * 2 + 1;
    if (!b->continued) {
        if (b->box)
            put_box(w, b->box, ascii);
        else if (b->number)
            text_verbatim(w, STYLE_DIM, raw(arena_printf(w->text->arena, "%d. ", b->number)));
        else
            text_verbatim(w, STYLE_DIM, raw(ascii ? "- " : "• "));
    }
    w->indent += b->number ? 3 : 2;
    put_spans(w, b->spans, b->span_count, b->box == 'x' ? STYLE_DIM : STYLE_TEXT);
}

static void put_code(TextWriter *w, const MdBlock *b)
{
    w->indent = b->quote * 2 + 2;
    for (size_t i = 0; i < b->span_count; i++) {
        text_verbatim(w, STYLE_CODE, raw_str(b->spans[i].text));
        text_break(w);
        if (w->source_line)
            w->source_line++;
    }
}

/* ---- tables: columns line up where the whole table fits, else cells follow each other and wrap ---- */

enum { MAX_COLUMNS = 16 };

typedef struct {
    int widths[MAX_COLUMNS];
    bool fits;
} Columns;

static size_t cell_end(const MdBlock *b, size_t i)
{
    return i + 1 < b->cell_count ? b->cells[i + 1] : b->span_count;
}

static int cell_width(Arena *a, const MdBlock *b, size_t i)
{
    int cols = 0;
    for (size_t s = b->cells[i]; s < cell_end(b, i); s++)
        cols += safe_line(a, raw_str(b->spans[s].text), -1).cols;
    return cols;
}

static Columns measure_table(const MdBlock *rows, size_t n, int width)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Columns c = { .fits = true };
    int all = 0;
    for (size_t r = 0; r < n && rows[r].kind == MD_TABLE_ROW && (r == 0 || rows[r].level); r++)
        for (size_t i = 0; i < MIN(rows[r].cell_count, (size_t)MAX_COLUMNS); i++)
            c.widths[i] = MAX(c.widths[i], cell_width(a, &rows[r], i));
    for (int i = 0; i < MAX_COLUMNS; i++)
        all += c.widths[i] + 3;
    c.fits = all - 3 * MAX_COLUMNS + 3 * (int)rows[0].cell_count - 3 <= width;
    return c;
}

static void pad_to(TextWriter *w, int col)
{
    static const char blanks[] = "                                                                ";
    int n = MIN(col - MAX(w->col, 0), (int)sizeof blanks - 1);
    if (n > 0)
        text_verbatim(w, STYLE_TEXT, (Raw){ blanks, (size_t)n });
}

static void put_row(TextWriter *w, const MdBlock *b, bool ascii, const Columns *c)
{
    StyleId style = b->level == 0 ? STYLE_HEADING : STYLE_TEXT;
    int col = w->indent;
    for (size_t i = 0; i < b->cell_count; i++) {
        if (i && c->fits)
            pad_to(w, col);
        if (i)
            text_verbatim(w, STYLE_DIM, raw(ascii ? " | " : " │ "));
        put_spans(w, b->spans + b->cells[i], cell_end(b, i) - b->cells[i], style);
        col += (i ? 3 : 0) + (i < MAX_COLUMNS ? c->widths[i] : 0);
    }
}

static void put_rule(TextWriter *w, bool ascii)
{
    CLEANUP(buf_done) Buf line = BUF_INIT;
    for (int i = 0; i < w->width; i++)
        buf_adds(&line, ascii ? "-" : "─");
    text_verbatim(w, STYLE_BORDER, raw_str(buf_str(&line)));
}

static void put_block(TextWriter *w, const MdBlock *b, bool ascii, const Columns *table)
{
    w->source_line = b->line;
    w->indent = b->quote * 2;
    switch (b->kind) {
    case MD_HEADING: put_spans(w, b->spans, b->span_count, b->level == 1 ? STYLE_TITLE : STYLE_HEADING); break;
    case MD_ITEM: put_item(w, b, ascii); break;
    case MD_CODE: put_code(w, b); break;
    case MD_TABLE_ROW: put_row(w, b, ascii, table); break;
    case MD_RULE: put_rule(w, ascii); break;
    case MD_HTML: put_spans(w, b->spans, b->span_count, STYLE_DIM); break;
    case MD_PARAGRAPH: put_spans(w, b->spans, b->span_count, b->quote ? STYLE_QUOTE : STYLE_TEXT); break;
    }
    text_end_line(w);
}

static bool wants_gap(const MdBlock *before, const MdBlock *b)
{
    bool same_list = before->kind == MD_ITEM && b->kind == MD_ITEM;
    bool same_table = before->kind == MD_TABLE_ROW && b->kind == MD_TABLE_ROW;
    return !same_list && !same_table;
}

static void render(Session *st, Str text, bool ascii)
{
    MdDoc doc = { 0 };
    Columns table = { 0 };
    TextWriter w = text_begin(&st->pane.text, st->arena, st->width);

    if (*st->note) {
        text_words(&w, STYLE_DIM, raw(st->note));
        text_gap(&w);
    }
    if (markdown_parse(st->arena, text, &doc) < 0) {
        text_words(&w, STYLE_ERROR, raw("This file cannot be shown as Markdown."));
        return;
    }
    for (size_t i = 0; i < doc.count; i++) {
        if (i && wants_gap(&doc.blocks[i - 1], &doc.blocks[i]))
            text_gap(&w);
        if (doc.blocks[i].kind == MD_TABLE_ROW && doc.blocks[i].level == 0)
            table = measure_table(&doc.blocks[i], doc.count - i, st->width);
        find_box(&doc.blocks[i]);
        put_block(&w, &doc.blocks[i], ascii, &table);
    }
}

static void say_why(Session *st, const char *path, int r)
{
    const char *why = r == -EFBIG ? "is larger than 2 MiB; open it with e" : r == -EISDIR ? "is a folder"
                    : strerror(-r);
    snprintf(st->note, sizeof st->note, "%s %s%s.", path, r == -EFBIG || r == -EISDIR ? "" : "cannot be read: ", why);
}

/* Reads what is on disk into st->arena, decoded; empty text with a note when it cannot be. */
static Str read_file(Session *st, const char *root)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *path = path_join(st->arena, root, st->file);
    int r = file_read(path, MAX_SHOWN, &bytes, &st->id);

    *st->note = '\0';
    if (r < 0 && r != -EAGAIN)
        say_why(st, st->file, r);
    else if (strcmp(doc_decode(buf_str(&bytes), &text), "binary") == 0)
        snprintf(st->note, sizeof st->note, "%s is no text.", st->file);
    return (Str){ arena_str(st->arena, buf_str(&text)), text.len };
}

static int line_at_top(const Session *st)
{
    for (int64_t i = st->pane.top; i < (int64_t)st->pane.text.len; i++)
        if (st->pane.text.items[i].source_line)
            return st->pane.text.items[i].source_line;
    return 0;
}

static void go_to_line(Session *st, int line)
{
    for (size_t i = 0; line && i < st->pane.text.len; i++)
        if (st->pane.text.items[i].source_line >= line) {
            st->pane.top = (int64_t)i;
            return;
        }
}

static bool at_end(const Session *st)
{
    return st->pane.top + st->pane.height >= (int64_t)st->pane.text.len;
}

static void session_open(View *v)
{
    Session *st = v->state;
    st->stale = true;
}

static void find_file(View *v, Session *st)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *file = ingest_session_file(v->screen->context, a);
    free(st->file);
    st->file = mem_strdup(file);
}

static void session_update(View *v, Rect area)
{
    Session *st = v->state;
    int width = MAX(rect_inside(area).w - 2, 8);
    if (!st->stale && width == st->width)
        return;
    int line = line_at_top(st);
    st->follow = st->known && st->pane.text.len > (size_t)st->pane.height && at_end(st);
    find_file(v, st);
    arena_free(st->arena);
    st->arena = arena_new();
    st->width = width;
    st->stale = false;
    Str text = { "", 0 };
    if (st->file)
        text = read_file(st, v->screen->context->project->root);
    else
        snprintf(st->note, sizeof st->note, "No session file yet: agents share .claude/tasks/session-current.md.");
    render(st, text, canvas_ascii(v->screen->canvas));
    go_to_line(st, line);
    if (st->follow)
        st->pane.top = INT32_MAX;
    st->known = true;
}

static void session_paint(View *v, Canvas *c, Rect area)
{
    Session *st = v->state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Rect inside = rect_inside(area);
    inside.x++;
    inside.w -= 2;
    text_pane_clamp(&st->pane, inside.h);
    int64_t all = (int64_t)st->pane.text.len;
    const char *where = all <= inside.h ? "all" : at_end(st) ? "end, following"
                      : arena_printf(a, "%d%%", (int)(100 * st->pane.top / MAX(all - inside.h, 1)));
    canvas_frame(c, area, true, safe_line(a, raw(st->file ? st->file : "Session"), MAX(area.w - 24, 8)),
                 safe_line(a, raw(where), -1));
    text_pane_paint(&st->pane, c, inside);
}

static bool session_command(View *v, const char *name, const char *arg)
{
    Session *st = v->state;
    (void)arg;
    return text_pane_scroll(&st->pane, name);
}

static void session_wheel(View *v, int y, int x, int rows)
{
    Session *st = v->state;
    (void)y, (void)x;
    text_pane_move(&st->pane, rows);
}

/* What `e` opens: the file, at the line in the first row. */
static const ListRow *session_selected(View *v)
{
    Session *st = v->state;
    st->place = (ListRow){ .file = st->file, .line = MAX(line_at_top(st), 1) };
    return &st->place;
}

static void session_marked(View *v, unsigned topics)
{
    Session *st = v->state;
    if (topics & TOPIC_DOCUMENTS)
        st->stale = true;
}

static void session_close(View *v)
{
    Session *st = v->state;
    arena_free(st->arena);
    free(st->file);
}

const ViewClass view_session = {
    .name = "session", .title = "session", .digit = '2', .keymap = "text", .topics = TOPIC_DOCUMENTS,
    .state_size = sizeof(Session), .open = session_open, .update = session_update, .paint = session_paint,
    .command = session_command, .wheel = session_wheel, .selected = session_selected, .marked = session_marked,
    .close = session_close,
};
