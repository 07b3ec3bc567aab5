/*
 * safe.c - the gate that text from outside passes on its way to a terminal.
 *
 * What would move the cursor, change direction, hide or be drawn differently by two terminals is
 * shown as what it is ("^[", "<202E>") or left out, so that the width we count is the width that
 * is drawn.
 */
#include "baton/base/safe.h"

#include <stdio.h>
#include <utf8proc.h>

#include "baton/base/utf8.h"

enum { MARKS_MAX = 4, PIECE_SIZE = 16 };

static const Str ELLIPSIS = { "\xE2\x80\xA6", 3 };

/* One character as it will be shown. */
typedef struct {
    char text[PIECE_SIZE];
    size_t len;
    int cols;                   /* 0 with text: a mark on the character before it */
} Piece;

static bool is_between(int32_t cp, int32_t first, int32_t last)
{
    return cp >= first && cp <= last;
}

/* Joiners, blanks without width, variation selectors, skin tones, tags: terminals disagree here. */
static bool is_dropped(int32_t cp)
{
    return cp == 0xad || cp == 0x34f || is_between(cp, 0x200b, 0x200d) || cp == 0x2060 ||
           is_between(cp, 0x180b, 0x180f) || is_between(cp, 0xfe00, 0xfe0f) || cp == 0xfeff ||
           is_between(cp, 0x1f3fb, 0x1f3ff) || is_between(cp, 0xe0000, 0xe01ef);
}

static bool is_named(int32_t cp)
{
    switch (utf8proc_category(cp)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return cp_width(cp) < 0;
    }
}

static void piece_set(Piece *p, Str text, int cols)
{
    memcpy(p->text, text.data, text.len);
    p->len = text.len;
    p->cols = cols;
}

static void piece_ascii(Piece *p, unsigned char c)
{
    char caret[2] = { '^', (char)(c ^ 0x40) };
    if (c >= 0x20 && c < 0x7f)
        piece_set(p, (Str){ (const char *)&c, 1 }, 1);
    else if (c == '\t' || c == '\n')
        piece_set(p, STR(" "), 1);
    else
        piece_set(p, (Str){ caret, 2 }, 2);
}

/* Makes the piece for the character at the front of s and returns the bytes it used. */
static size_t piece_next(Piece *p, Str s)
{
    int32_t cp;
    size_t used = utf8_next(s, &cp);
    if (cp < 0) {
        piece_set(p, STR(UTF8_REPLACEMENT), 1);
    } else if (cp < 0x80) {
        piece_ascii(p, (unsigned char)cp);
    } else if (is_dropped(cp)) {
        p->len = 0;
        p->cols = 0;
    } else if (is_named(cp)) {
        p->len = (size_t)snprintf(p->text, PIECE_SIZE, "<%04X>", (unsigned)cp);
        p->cols = (int)p->len;
    } else {
        piece_set(p, (Str){ s.data, used }, cp_width(cp));
    }
    return used;
}

/*
 * Appends the text in at most max_cols columns.  When it does not fit, it ends with `end` in
 * their last columns.
 */
static int add_cut(Buf *out, Str s, int max_cols, Str end, int end_cols)
{
    int cols = 0, marks = MARKS_MAX, cut_cols = 0;      /* a mark needs a base before it */
    size_t cut = out->len;
    bool cutting = false;
    Piece p;
    while (s.len) {
        s = str_slice(s, piece_next(&p, s), s.len);
        if (!p.len || (p.cols == 0 && marks >= MARKS_MAX))
            continue;
        if (max_cols >= 0 && p.cols > max_cols - cols) {
            buf_cut(out, cut);
            if (end_cols <= max_cols) {
                buf_add_str(out, end);
                cut_cols += end_cols;
            }
            return cut_cols;
        }
        cutting = cutting || (max_cols >= 0 && p.cols > max_cols - end_cols - cols);
        marks = p.cols ? 0 : marks + 1;
        buf_add(out, p.text, p.len);
        cols += p.cols;
        if (!cutting) {
            cut = out->len;
            cut_cols = cols;
        }
    }
    return cols;
}

enum { PLAIN_MAX = 4096 };      /* bytes that are looked at a second time at most */

/* Most text is short and plain: those bytes are their own columns. */
static bool is_plain(Raw text)
{
    if (text.len >= PLAIN_MAX)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.data[i] < 0x20 || (unsigned char)text.data[i] >= 0x7f)
            return false;
    return true;
}

Safe safe_line(Arena *a, Raw text, int max_cols)
{
    Str s = { text.data, text.len };
    if ((max_cols < 0 || text.len <= (size_t)max_cols) && is_plain(text))
        return (Safe){ arena_str(a, s), s.len, (int)s.len };
    CLEANUP(buf_done) Buf out = BUF_INIT;
    int cols = add_cut(&out, s, max_cols, ELLIPSIS, 1);
    return (Safe){ arena_str(a, buf_str(&out)), out.len, cols };
}

int safe_add(Buf *out, Raw text, int max_cols)
{
    if (is_plain(text)) {
        size_t n = max_cols < 0 ? text.len : MIN(text.len, (size_t)max_cols);
        buf_add(out, text.data, n);
        return (int)n;
    }
    return add_cut(out, (Str){ text.data, text.len }, max_cols, (Str){ "", 0 }, 0);
}

void safe_lines(Buf *out, Str text)
{
    Str line;
    while (str_next_line(&text, &line)) {
        for (bool first = true; line.len || first; first = false) {
            if (!first)
                buf_addc(out, '\t');
            safe_add(out, raw_str(str_cut(&line, '\t')), -1);
        }
        buf_addc(out, '\n');
    }
}

Safe safe_literal(const char *lit)
{
    Str s = str_from(lit);
    Safe safe = { lit, s.len, 0 };
    while (s.len) {
        int32_t cp;
        s = str_slice(s, utf8_next(s, &cp), s.len);
        safe.cols += MAX(cp_width(cp), 0);
    }
    return safe;
}
