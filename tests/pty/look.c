/*
 * look.c - what a person sees: cells and text of the emulator's screen.
 */
#include <stdlib.h>
#include <string.h>

#include "inner.h"

static size_t put_utf8(uint32_t c, char *out)
{
    if (c < 0x80)
        return out[0] = (char)c, 1;
    if (c < 0x800)
        return out[0] = (char)(0xc0 | c >> 6), out[1] = (char)(0x80 | (c & 63)), 2;
    if (c < 0x10000)
        return out[0] = (char)(0xe0 | c >> 12), out[1] = (char)(0x80 | (c >> 6 & 63)),
               out[2] = (char)(0x80 | (c & 63)), 3;
    return out[0] = (char)(0xf0 | c >> 18), out[1] = (char)(0x80 | (c >> 12 & 63)),
           out[2] = (char)(0x80 | (c >> 6 & 63)), out[3] = (char)(0x80 | (c & 63)), 4;
}

static int colour_of(VTermColor c, bool is_default)
{
    if (is_default)
        return -1;
    if (VTERM_COLOR_IS_INDEXED(&c))
        return c.indexed.idx;
    return 0x1000000 | (int)c.rgb.red << 16 | c.rgb.green << 8 | c.rgb.blue;
}

/* 16 to 255 as xterm has them, which libvterm does not. */
static uint32_t rgb_of_fixed(int colour)
{
    static const uint32_t steps[6] = { 0, 95, 135, 175, 215, 255 };
    if (colour >= 232)
        return (uint32_t)(8 + 10 * (colour - 232)) * 0x010101u;
    colour -= 16;
    return steps[colour / 36] << 16 | steps[colour / 6 % 6] << 8 | steps[colour % 6];
}

uint32_t pty_rgb(Pty *p, int colour)
{
    if (colour & 0x1000000)
        return (uint32_t)colour & 0xffffff;
    if (colour >= 16)
        return rgb_of_fixed(colour);
    VTermColor c;
    vterm_color_indexed(&c, (uint8_t)colour);
    vterm_screen_convert_color_to_rgb(p->screen, &c);
    return (uint32_t)c.rgb.red << 16 | (uint32_t)c.rgb.green << 8 | c.rgb.blue;
}

PtyCell pty_cell(Pty *p, int y, int x)
{
    VTermScreenCell vc;
    PtyCell cell = { 0 };
    size_t len = 0;

    if (!vterm_screen_get_cell(p->screen, (VTermPos){ .row = y, .col = x }, &vc))
        pty_die("no cell at row %d, column %d", y, x);
    bool right_half = vc.chars[0] == (uint32_t)-1;
    for (int i = 0; !right_half && i < VTERM_MAX_CHARS_PER_CELL && vc.chars[i]; i++)
        len += put_utf8(vc.chars[i], cell.text + len);
    if (len == 0 && !right_half)
        cell.text[0] = ' ';
    cell.width = right_half ? 0 : vc.width;
    cell.fg = colour_of(vc.fg, VTERM_COLOR_IS_DEFAULT_FG(&vc.fg));
    cell.bg = colour_of(vc.bg, VTERM_COLOR_IS_DEFAULT_BG(&vc.bg));
    cell.bold = vc.attrs.bold;
    cell.underline = vc.attrs.underline != 0;
    cell.italic = vc.attrs.italic;
    cell.reverse = vc.attrs.reverse;
    return cell;
}

static char *add_row(Pty *p, int y, char *at)
{
    char *end = at;
    for (int x = 0; x < p->cols; x++) {
        PtyCell cell = pty_cell(p, y, x);
        size_t len = strlen(cell.text);
        memcpy(at, cell.text, len);
        at += len;
        if (strcmp(cell.text, " ") != 0 && len)
            end = at;
    }
    *end = '\0';
    return end;
}

static char *text_room(Pty *p)
{
    free(p->text);
    p->text = malloc((size_t)p->rows * ((size_t)p->cols * sizeof(((PtyCell *)0)->text) + 1) + 1);
    if (!p->text)
        pty_die("no memory");
    return p->text;
}

const char *pty_screen(Pty *p)
{
    char *at = text_room(p);
    for (int y = 0; y < p->rows; y++) {
        at = add_row(p, y, at);
        *at++ = '\n';
    }
    *at = '\0';
    return p->text;
}

const char *pty_row(Pty *p, int y)
{
    add_row(p, y, text_room(p));
    return p->text;
}

int pty_rows(const Pty *p)
{
    return p->rows;
}

int pty_cols(const Pty *p)
{
    return p->cols;
}

bool pty_alternate(const Pty *p)
{
    return p->alternate;
}

bool pty_cursor_shown(const Pty *p)
{
    return p->cursor_shown;
}

bool pty_mouse_wanted(const Pty *p)
{
    return p->mouse;
}
