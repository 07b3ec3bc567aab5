/*
 * text.c - writing, wrapping and scrolling styled lines.
 */
#include "text.h"

#include <stdarg.h>

#include "baton/base/utf8.h"

enum { MAX_LINES = 100000 };

TextWriter text_begin(Text *t, Arena *a, int width)
{
    *t = (Text){ .arena = a };
    return (TextWriter){ .text = t, .width = MAX(width, 8), .col = -1 };
}

static TextLine *last_line(TextWriter *w)
{
    return &w->text->items[w->text->len - 1];
}

static void open_line(TextWriter *w)
{
    if (w->col >= 0)
        return;
    int indent = MIN(w->indent, w->width / 2);
    AVEC_PUSH(w->text, w->text->arena, ((TextLine){ .indent = indent, .source_line = w->source_line }));
    w->col = indent;
    w->blank_due = false;
}

static bool is_full(const TextWriter *w)
{
    return w->text->len >= MAX_LINES;
}

static void push_piece(TextWriter *w, StyleId style, Safe piece)
{
    open_line(w);
    TextLine *line = last_line(w);
    AVEC_PUSH(line, w->text->arena, ((TextPiece){ piece, style }));
    w->col += piece.cols;
}

/* The bytes of text that fit into cols columns; at least one character, so that wrapping moves on. */
Safe text_fitting(Str text, int cols)
{
    size_t used = 0;
    int width = 0;
    while (used < text.len) {
        int32_t cp;
        bool plain = (unsigned char)(text.data[used] - ' ') < 0x7f - ' ';
        size_t n = plain ? 1 : utf8_next(str_slice(text, used, text.len), &cp);
        int w = plain ? 1 : MAX(cp_width(cp), 0);
        if (used && width + w > cols)
            break;
        used += n;
        width += w;
    }
    return (Safe){ text.data, used, width };
}

static void put_broken(TextWriter *w, StyleId style, Str rest)
{
    while (rest.len && !is_full(w)) {
        open_line(w);
        Safe piece = text_fitting(rest, MAX(w->width - w->col, 1));
        if (piece.cols > w->width - w->col && w->col > last_line(w)->indent) {
            text_end_line(w);
            continue;
        }
        push_piece(w, style, piece);
        rest = str_slice(rest, piece.len, rest.len);
        if (rest.len)
            text_end_line(w);
    }
}

/* The words of a line that stand behind each other in one text, with one blank between them, are one piece. */
static bool add_to_piece(TextWriter *w, StyleId style, Safe word)
{
    TextLine *line = last_line(w);
    TextPiece *last = &line->items[line->len - 1];
    const char *end = last->text.data + last->text.len;
    if (last->style != style || end + 1 != word.data || *end != ' ')
        return false;
    last->text.len += 1 + word.len;
    last->text.cols += 1 + word.cols;
    w->col += 1 + word.cols;
    return true;
}

static void put_word(TextWriter *w, StyleId style, Str word)
{
    static const Safe space = { " ", 1, 1 };
    Safe whole = text_fitting(word, 1 << 24);
    bool blank = w->blank_due && w->col > 0 && last_line(w)->len > 0;

    if (w->col >= 0 && w->col + (blank ? 1 : 0) + whole.cols > w->width && last_line(w)->len > 0)
        text_end_line(w);
    else if (blank && add_to_piece(w, style, whole))
        word.len = 0;
    else if (blank)
        push_piece(w, style, space);
    w->blank_due = false;
    put_broken(w, style, word);
}

void text_words(TextWriter *w, StyleId style, Raw text)
{
    Safe safe = safe_line(w->text->arena, text, -1);
    Str rest = { safe.data, safe.len };

    while (rest.len && !is_full(w)) {
        size_t blanks = strspn(rest.data, " ");
        blanks = MIN(blanks, rest.len);
        if (blanks)
            w->blank_due = true;
        rest = str_slice(rest, blanks, rest.len);
        ptrdiff_t end = str_chr(rest, ' ');
        Str word = str_slice(rest, 0, end < 0 ? rest.len : (size_t)end);
        if (word.len)
            put_word(w, style, word);
        rest = str_slice(rest, word.len, rest.len);
    }
}

void text_wordsf(TextWriter *w, StyleId style, const char *fmt, ...)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    text_words(w, style, raw_str(buf_str(&b)));
}

void text_verbatim(TextWriter *w, StyleId style, Raw text)
{
    Safe safe = safe_line(w->text->arena, text, -1);
    put_broken(w, style, (Str){ safe.data, safe.len });
}

/* Where the next column begins, in bytes: behind two blanks or more; 0: there is none. */
static size_t next_column(Str line, size_t from)
{
    for (size_t i = from; i + 2 < line.len; i++)
        if (line.data[i] == ' ' && line.data[i + 1] == ' ') {
            while (i < line.len && line.data[i] == ' ')
                i++;
            return i < line.len ? i : 0;
        }
    return 0;
}

void text_columns(TextWriter *w, StyleId label, StyleId style, Raw text)
{
    Safe safe = safe_line(w->text->arena, text, -1);
    Str line = { safe.data, safe.len };
    size_t start = strspn(line.data, " "), second = next_column(line, start), hang = start;
    for (size_t at = second; at && text_fitting(str_slice(line, 0, at), 1 << 24).cols <= w->width / 2;
         at = next_column(line, at))
        hang = at;
    text_end_line(w);
    w->indent = 0;
    if (safe.cols <= w->width)
        hang = line.len;
    if (!second && start)               /* a label that fills its column */
        second = start + strcspn(line.data + start, " ");
    second = MIN(second, hang);
    put_broken(w, label, str_slice(line, 0, second));
    put_broken(w, style, str_slice(line, second, hang));
    w->indent = text_fitting(str_slice(line, 0, hang), 1 << 24).cols;
    text_words(w, style, raw_str(str_slice(line, hang, line.len)));
    text_break(w);
    w->indent = 0;
}

void text_end_line(TextWriter *w)
{
    w->col = -1;
    w->blank_due = false;
}

void text_break(TextWriter *w)
{
    if (w->col < 0 && !is_full(w))
        open_line(w);
    text_end_line(w);
}

void text_gap(TextWriter *w)
{
    text_end_line(w);
    if (w->text->len && last_line(w)->len)
        text_break(w);
}

void text_field(TextWriter *w, const char *label, int at, StyleId style, const char *value)
{
    if (!value || !*value)
        return;
    text_end_line(w);
    w->indent = 0;
    Safe name = safe_line(w->text->arena, raw(label), at - 1);
    push_piece(w, STYLE_LABEL, name);
    w->indent = at;
    int gap = MIN(MAX(at - name.cols, 1), 32);
    push_piece(w, STYLE_LABEL, (Safe){ "                                ", (size_t)gap, gap });
    Str rest = str_from(value), line;
    while (str_next_line(&rest, &line)) {
        text_words(w, style, raw_str(line));
        text_end_line(w);
    }
    w->indent = 0;
}

void text_list(TextWriter *w, const char *heading, const StrList *items)
{
    if (!items->len)
        return;
    text_gap(w);
    text_words(w, STYLE_HEADING, raw(heading));
    text_end_line(w);
    for (size_t i = 0; i < items->len; i++) {
        w->indent = 1;
        text_verbatim(w, STYLE_DIM, raw("• "));
        w->indent = 3;
        text_words(w, STYLE_TEXT, raw(items->items[i]));
        text_end_line(w);
    }
    w->indent = 0;
}

/* ---- window ---- */

void text_pane_clamp(TextPane *p, int height)
{
    int64_t last = MAX((int64_t)p->text.len - MAX(height, 1), 0);
    p->height = height;
    p->top = MAX(MIN(p->top, last), 0);
}

/* NULL: below the last one. */
static const TextLine *line_at(const TextPane *p, int y)
{
    return p->top + y < (int64_t)p->text.len ? &p->text.items[p->top + y] : NULL;
}

static void put_pieces(const TextLine *line, Canvas *c, int y, int x)
{
    x += line->indent;
    for (size_t i = 0; i < line->len; i++)
        x += canvas_put(c, y, x, line->items[i].style, line->items[i].text);
}

void text_pane_paint(TextPane *p, Canvas *c, Rect area)
{
    text_pane_clamp(p, area.h);
    Rect before = canvas_clip(c, area);
    for (int y = 0; y < area.h && line_at(p, y); y++)
        put_pieces(line_at(p, y), c, area.y + y, area.x);
    canvas_clip(c, before);
}

static uint64_t line_stamp(const TextLine *line)
{
    if (!line || !line->len)
        return STAMP_BLANK;
    uint64_t stamp = stamp_mix(STAMP_BLANK, (uint64_t)line->indent);
    for (size_t i = 0; i < line->len; i++)
        stamp = stamp_bytes(stamp_mix(stamp, line->items[i].style), line->items[i].text.data, line->items[i].text.len);
    return stamp;
}

void text_pane_keep(TextPane *p, Canvas *c, Rect area)
{
    text_pane_clamp(p, area.h);
    Rect before = canvas_clip(c, area);
    for (int y = 0; y < area.h; y++) {
        Rect row = { area.x, area.y + y, area.w, 1 };
        uint64_t what = line_stamp(line_at(p, y));
        if (!canvas_begin(c, row, what))
            continue;
        if (what != STAMP_BLANK)
            put_pieces(line_at(p, y), c, row.y, row.x);
        canvas_end(c, row, what);
    }
    canvas_clip(c, before);
}

void text_pane_move(TextPane *p, int lines)
{
    p->top += lines;
    text_pane_clamp(p, p->height);
}

static const struct {
    const char *name;
    int lines, pages;
    int64_t to;                 /* -1: relative */
} scrolls[] = {
    { "down", 1, 0, -1 },     { "up", -1, 0, -1 },
    { "page-down", 0, 1, -1 }, { "page-up", 0, -1, -1 },
    { "half-down", 0, 2, -1 }, { "half-up", 0, -2, -1 },
    { "top", 0, 0, 0 },       { "bottom", 0, 0, INT64_MAX },
};

bool text_pane_scroll(TextPane *p, const char *command)
{
    for (size_t i = 0; i < ARRAY_LEN(scrolls); i++) {
        if (strcmp(scrolls[i].name, command) != 0)
            continue;
        int page = MAX(p->height - 1, 1);
        if (scrolls[i].to >= 0)
            p->top = scrolls[i].to;
        else if (scrolls[i].pages == 2 || scrolls[i].pages == -2)
            p->top += scrolls[i].pages / 2 * MAX(page / 2, 1);
        else
            p->top += scrolls[i].lines + scrolls[i].pages * page;
        text_pane_clamp(p, p->height);
        return true;
    }
    return false;
}
