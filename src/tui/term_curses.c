/*
 * term_curses.c - rows of cells through curses into a memory file.
 *
 * curses finds the cheapest bytes for a change, but looks at every cell it is given; so rows that
 * are the same as in the last frame are not given to it at all.
 */
#include "term_curses.h"

#define raw curses_raw          /* safe.h has a raw() of its own */
#include <curses.h>
#undef raw
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>

#include "theme_colour.h"

enum { LOOK_PLAIN, LOOK_CURSOR, LOOK_CURSOR_DIM, LOOK_COUNT, PAIRS_MAX = 256 };

typedef struct {
    attr_t attr;
    short pair;
} Pen;

struct Painter {
    SCREEN *screen;
    FILE *file;                 /* the memory file, as curses wants it */
    int fd;
    int rows, cols;
    int cursor_y, cursor_x;
    bool default_colours;
    bool left;                  /* the next frame enters again */
    Cell *last;                 /* rows * cols: what curses has been given */
    bool *known;                /* per row: last is true */
    uint64_t *written;          /* per row: canvas_row_written() of it */
    Pen pens[STYLE_COUNT][LOOK_COUNT];
    struct {
        short fg, bg;
    } pairs[PAIRS_MAX];         /* 1 … pair_count; 0 is curses' own */
    short pair_count;
};

static void forget(Painter *p)
{
    memset(p->known, 0, sizeof *p->known * (size_t)p->rows);
}

static void set_size(Painter *p, int rows, int cols)
{
    p->rows = rows;
    p->cols = cols;
    p->last = mem_resize(p->last, sizeof *p->last * (size_t)MAX(rows * cols, 1));
    p->known = mem_resize(p->known, sizeof *p->known * (size_t)MAX(rows, 1));
    p->written = mem_resize(p->written, sizeof *p->written * (size_t)MAX(rows, 1));
    forget(p);
}

/* ---- opening ---- */

static void set_up_curses(Painter *p)
{
    nonl();             /* the modes are term_modes.c's; curses must know this one */
    typeahead(-1);      /* else a frame stops half way, since a file can always be read */
    leaveok(stdscr, FALSE);
    if (has_colors()) {
        start_color();
        p->default_colours = use_default_colors() == OK;
    }
    curs_set(0);
}

/* curses would draw on anything; without this the whole screen would become one long line. */
static bool can_place_cursor(void)
{
    const char *cup = tigetstr("cup");
    return cup && cup != (char *)-1;
}

/*
 * Until curses has come back once it takes itself for a program that writes beside it, and empties its buffer at every
 * move of the cursor: a dozen system calls a frame.  So it leaves before the first frame, and what it said until then
 * it says again there.
 */
static void leave_first(Painter *p)
{
    CLEANUP(buf_done) Buf said = BUF_INIT;
    endwin();
    painter_take(p, &said);
    p->left = true;
}

static int open_file(Painter *p)
{
    p->fd = memfd_create("baton-frame", MFD_CLOEXEC);
    if (p->fd < 0)
        return -errno;
    p->file = fdopen(p->fd, "w+");
    return p->file ? 0 : -errno;
}

static int open_screen(Painter *p, const char *kind)
{
    int r = open_file(p);
    if (r < 0)
        return r;
    p->screen = newterm(kind, p->file, p->file);
    if (!p->screen)
        return -ENOENT;
    if (!can_place_cursor())
        return -ENOTSUP;
    set_up_curses(p);
    leave_first(p);
    return 0;
}

int painter_set_up(const char *kind, int rows, int cols, Painter **ret_painter)
{
    Painter *p = mem_alloc(sizeof *p);
    p->fd = p->cursor_y = -1;
    int r = open_screen(p, kind);
    if (r < 0) {
        painter_free(p);
        return r;
    }
    set_size(p, rows, cols);
    *ret_painter = p;
    return 0;
}

Painter *painter_free(Painter *p)
{
    if (!p)
        return NULL;
    if (p->screen)
        delscreen(p->screen);
    if (p->file)
        fclose(p->file);
    else if (p->fd >= 0)
        close(p->fd);
    free(p->last);
    free(p->known);
    free(p->written);
    free(p);
    return NULL;
}

/* ---- looks ---- */

static short pair_for(Painter *p, int fg, int bg)
{
    if (fg < 0 && bg < 0)
        return 0;
    if (!p->default_colours) {                  /* a terminal that cannot go back to its own */
        fg = fg < 0 ? COLOR_WHITE : fg;
        bg = bg < 0 ? COLOR_BLACK : bg;
    }
    for (short i = 1; i <= p->pair_count; i++)
        if (p->pairs[i].fg == fg && p->pairs[i].bg == bg)
            return i;
    if (p->pair_count + 1 >= MIN(PAIRS_MAX, COLOR_PAIRS))
        return 0;
    short pair = (short)(p->pair_count + 1);
    if (init_pair(pair, (short)fg, (short)bg) == ERR)
        return 0;
    p->pair_count = pair;
    p->pairs[pair].fg = (short)fg;
    p->pairs[pair].bg = (short)bg;
    return pair;
}

static attr_t curses_attr(uint8_t attr)
{
    return (attr & ATTR_BOLD ? A_BOLD : 0) | (attr & ATTR_DIM ? A_DIM : 0) |
           (attr & ATTR_UNDERLINE ? A_UNDERLINE : 0) | (attr & ATTR_REVERSE ? A_REVERSE : 0) |
           (attr & ATTR_ITALIC ? A_ITALIC : 0);
}

/*
 * With few colours the greys of a background all become black, and the selected row would vanish:
 * there a mixed background is shown by reversing.
 */
static Pen pen_for(Painter *p, Look look)
{
    int colours = has_colors() ? COLORS : 0;
    if (look.bg >= 16 && colours < 256) {
        look.attr |= ATTR_REVERSE;
        look.bg = -1;
    }
    Pen pen = { .attr = curses_attr(look.attr) };
    if (colours >= 8)
        pen.pair = pair_for(p, colour_nearest(look.fg, colours), colour_nearest(look.bg, colours));
    return pen;
}

/* A selected cell: the cursor's ground and attributes under the text's own colour and attributes. */
static Look under(Look text, Look cursor, Look plain)
{
    return (Look){
        .fg = text.fg == plain.fg ? cursor.fg : text.fg,
        .bg = cursor.bg >= 0 ? cursor.bg : text.bg,
        .attr = text.attr | cursor.attr,
    };
}

void painter_theme(Painter *p, const Theme *theme)
{
    Theme t = *theme;
    if (!has_colors() || COLORS < 8)
        theme_without_colour(&t);
    for (int s = 0; s < STYLE_COUNT; s++) {
        Look look = t.looks[s], plain = t.looks[STYLE_TEXT];
        p->pens[s][LOOK_PLAIN] = pen_for(p, look);
        p->pens[s][LOOK_CURSOR] = pen_for(p, under(look, t.looks[STYLE_CURSOR], plain));
        p->pens[s][LOOK_CURSOR_DIM] = pen_for(p, under(look, t.looks[STYLE_CURSOR_DIM], plain));
    }
    forget(p);
}

static Pen pen_of(const Painter *p, const Cell *cell)
{
    int dim = cell->flags & CELL_CURSOR_DIM ? LOOK_CURSOR_DIM : LOOK_PLAIN;
    int look = cell->flags & CELL_CURSOR ? LOOK_CURSOR : dim;
    return p->pens[cell->style < STYLE_COUNT ? cell->style : STYLE_TEXT][look];
}

/* ---- frames ---- */

static void give_cells(Painter *p, int y, int from, int to, const Cell *row)
{
    cchar_t out[256];
    size_t n = 0;
    int start = from;

    for (int x = from; x < to; x++) {
        wchar_t text[1 + CELL_MARKS + 1] = { 0 };
        if (row[x].width == 0)
            continue;
        for (int i = 0; i <= CELL_MARKS && row[x].cp[i]; i++)
            text[i] = (wchar_t)row[x].cp[i];
        Pen pen = pen_of(p, &row[x]);
        setcchar(&out[n++], text, pen.attr, pen.pair, NULL);
        if (n == ARRAY_LEN(out)) {
            mvadd_wchnstr(y, start, out, (int)n);
            start = x + row[x].width;
            n = 0;
        }
    }
    if (n)
        mvadd_wchnstr(y, start, out, (int)n);
}

static bool same_cell(const Cell *a, const Cell *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* Gives curses the part of the row between the first and the last cell that changed. */
static void give_row(Painter *p, int y, const Cell *row, int cols)
{
    Cell *last = &p->last[y * p->cols];
    int from = 0, to = cols;

    if (p->known[y] && memcmp(last, row, sizeof *row * (size_t)cols) == 0)
        return;
    while (p->known[y] && same_cell(&last[from], &row[from]))
        from++;
    while (p->known[y] && same_cell(&last[to - 1], &row[to - 1]))
        to--;
    if (from > 0 && row[from].width == 0)       /* never from the middle of a wide character */
        from--;
    if (to < cols && row[to].width == 0)
        to++;
    give_cells(p, y, from, to, row);
    memcpy(&last[from], &row[from], sizeof *row * (size_t)(to - from));
    p->known[y] = true;
}

/*
 * When curses comes back it resets the terminal's palette, as if we had mixed colours: that would undo
 * a person's own.  The sequence cannot be part of a text.
 */
static void keep_palette(Buf *out, size_t from)
{
    const char *oc = has_colors() ? tigetstr("oc") : NULL;
    if (!oc || oc == (char *)-1 || !*oc)
        return;
    Str reset = str_from(oc);
    ptrdiff_t at = str_find(str_slice(buf_str(out), from, out->len), reset);
    if (at < 0)
        return;
    char *hole = out->data + from + at;
    size_t behind = out->len - from - (size_t)at - reset.len;
    memmove(hole, hole + reset.len, behind + 1);
    out->len -= reset.len;
}

void painter_take(Painter *p, Buf *out)
{
    size_t from = out->len;
    off_t len = lseek(p->fd, 0, SEEK_CUR);
    if (len <= 0)
        return;
    buf_reserve(out, (size_t)len + 1);
    ssize_t n = pread(p->fd, out->data + out->len, (size_t)len, 0);
    if (n > 0) {
        out->len += (size_t)n;
        out->data[out->len] = '\0';
    }
    lseek(p->fd, 0, SEEK_SET);
    if (p->left)
        keep_palette(out, from);
}

void painter_frame(Painter *p, const Canvas *c, Buf *out)
{
    int rows = MIN(p->rows, canvas_rows(c)), cols = MIN(p->cols, canvas_cols(c));
    bool cursor = p->cursor_y >= 0 && p->cursor_y < p->rows && p->cursor_x < p->cols;

    for (int y = 0; y < rows && cols > 0; y++) {
        uint64_t written = canvas_row_written(c, y);
        if (p->known[y] && written == p->written[y])
            continue;
        give_row(p, y, canvas_row(c, y), cols);
        p->written[y] = written;
    }
    curs_set(cursor ? 1 : 0);
    leaveok(stdscr, !cursor);
    if (cursor)
        move(p->cursor_y, p->cursor_x);
    wnoutrefresh(stdscr);
    doupdate();
    painter_take(p, out);
    p->left = false;
}

void painter_leave(Painter *p, Buf *out)
{
    if (p->left)
        return;
    curs_set(1);
    endwin();
    painter_take(p, out);
    p->left = true;
}

void painter_redraw(Painter *p)
{
    clearok(curscr, TRUE);
    forget(p);
}

void painter_resize(Painter *p, int rows, int cols)
{
    resize_term(rows, cols);
    set_size(p, rows, cols);
    painter_redraw(p);
}

void painter_cursor(Painter *p, int y, int x)
{
    p->cursor_y = y;
    p->cursor_x = MAX(x, 0);
}
