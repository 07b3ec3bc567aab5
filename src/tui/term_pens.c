/*
 * term_pens.c - which attributes and colours a style has here, and how to get from one to the next.
 */
#include "term_pens.h"

#include <stdlib.h>

#include "baton/base/mem.h"
#include "theme_colour.h"

static const Pen plain = { .fg = -1, .bg = -1 };

void pens_init(Pens *s, const Caps *caps)
{
    *s = (Pens){ .caps = caps, .used = plain };
    for (int kind = 0; kind < PEN_KINDS; kind++)
        s->of[STYLE_COUNT][kind] = plain;
}

void pens_done(Pens *s)
{
    for (size_t i = 0; i < ARRAY_LEN(s->fg); i++) {
        free(s->fg[i]);
        free(s->bg[i]);
    }
}

/* ---- styles ---- */

static uint8_t attr_here(const Caps *c, uint8_t attr, bool coloured)
{
    static const struct {
        uint8_t attr;
        Cap cap;
    } needs[] = {
        { ATTR_BOLD, CAP_BOLD }, { ATTR_DIM, CAP_DIM }, { ATTR_UNDERLINE, CAP_UNDERLINE },
        { ATTR_REVERSE, CAP_REVERSE }, { ATTR_ITALIC, CAP_ITALIC },
    };
    for (size_t i = 0; i < ARRAY_LEN(needs); i++)
        if (!c->text[needs[i].cap])
            attr &= (uint8_t)~needs[i].attr;
    return coloured ? attr & (uint8_t)~c->not_with_colour : attr;
}

/* A terminal that cannot go back to its own colours has white on black instead. */
static int16_t colour_here(const Caps *c, int16_t colour, int16_t own)
{
    if (!c->colours)
        return -1;
    if (colour < 0)
        return c->colours_reset || c->text[CAP_OWN_COLOURS] ? -1 : own;
    return (int16_t)colour_nearest(colour, c->colours);
}

/*
 * With few colours the greys of a background all become black, and the selected row would vanish:
 * there a mixed background is shown by reversing.
 */
static Pen pen_for(const Caps *c, Look look)
{
    if (look.bg >= 16 && c->colours < 256) {
        look.attr |= ATTR_REVERSE;
        look.bg = -1;
    }
    Pen pen = { .fg = colour_here(c, look.fg, 7), .bg = colour_here(c, look.bg, 0) };
    pen.attr = attr_here(c, look.attr, pen.fg >= 0 || pen.bg >= 0);
    return pen;
}

/* A selected cell: the cursor's ground and attributes under the text's own colour and attributes. */
static Look under(Look text, Look cursor, Look text_style)
{
    return (Look){
        .fg = text.fg == text_style.fg ? cursor.fg : text.fg,
        .bg = cursor.bg >= 0 ? cursor.bg : text.bg,
        .attr = text.attr | cursor.attr,
    };
}

void pens_theme(Pens *s, const Theme *theme)
{
    Theme t = *theme;
    if (!s->caps->colours)
        theme_without_colour(&t);
    for (int i = 0; i < STYLE_COUNT; i++) {
        Look look = t.looks[i], text = t.looks[STYLE_TEXT];
        s->of[i][0] = pen_for(s->caps, look);
        s->of[i][CELL_CURSOR_DIM] = pen_for(s->caps, under(look, t.looks[STYLE_CURSOR_DIM], text));
        s->of[i][CELL_CURSOR] = pen_for(s->caps, under(look, t.looks[STYLE_CURSOR], text));
        s->of[i][CELL_CURSOR | CELL_CURSOR_DIM] = s->of[i][CELL_CURSOR];
    }
}

/* ---- bytes ---- */

/* Plain, by the shortest way; where that leaves the colours, these go by their own. */
static void make_plain(Pens *s, const char *bytes, Buf *out)
{
    if (bytes)
        buf_adds(out, bytes);
    if (!s->caps->colours_reset)
        caps_add(s->caps, CAP_OWN_COLOURS, out);
    s->used = plain;
    if (s->caps->colours && !s->caps->colours_reset && !s->caps->text[CAP_OWN_COLOURS])
        s->used.fg = s->used.bg = -2;
}

void pens_forget(Pens *s, Buf *out)
{
    make_plain(s, s->caps->text[CAP_PLAIN], out);
}

static void add_attrs(Pens *s, uint8_t attr, Buf *out)
{
    static const Cap caps[] = { CAP_BOLD, CAP_DIM, CAP_UNDERLINE, CAP_REVERSE, CAP_ITALIC };
    for (size_t i = 0; i < ARRAY_LEN(caps); i++)
        if (attr & 1 << i)
            caps_add(s->caps, caps[i], out);
    s->used.attr |= attr;
}

static void add_colour(const Caps *c, Cap cap, char **known, int colour, Buf *out)
{
    if (!known[colour]) {
        CLEANUP(buf_done) Buf made = BUF_INIT;
        caps_add_with(c, cap, colour, 0, &made);
        known[colour] = buf_take(&made);
    }
    buf_adds(out, known[colour]);
}

/* Its own colours are set by a way of their own, which not every terminal knows for one of the two. */
static bool needs_plain(const Pens *s, Pen next)
{
    bool own = (s->used.fg != -1 && next.fg == -1) || (s->used.bg != -1 && next.bg == -1);
    bool shorter = pen_equal(next, plain) || !s->caps->colours_reset;
    return s->used.attr & ~next.attr || (own && shorter);
}

void pens_use(Pens *s, Pen next, Buf *out)
{
    if (pen_equal(s->used, next))
        return;
    if (needs_plain(s, next))
        make_plain(s, s->caps->plain, out);
    if (next.attr != s->used.attr)
        add_attrs(s, next.attr & (uint8_t)~s->used.attr, out);
    if (next.fg != s->used.fg && next.fg >= 0)
        add_colour(s->caps, CAP_FOREGROUND, s->fg, next.fg, out);
    else if (next.fg != s->used.fg)
        buf_adds(out, "\033[39m");
    if (next.bg != s->used.bg && next.bg >= 0)
        add_colour(s->caps, CAP_BACKGROUND, s->bg, next.bg, out);
    else if (next.bg != s->used.bg)
        buf_adds(out, "\033[49m");
    s->used = next;
}
