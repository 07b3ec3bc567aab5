/*
 * pty_painter.c - the painter against an emulator: whatever was painted before, the screen shows the canvas.
 *
 * Random scripts paint, scroll, mark, resize, change the theme, leave and come back to a terminal that others used.
 * After each frame every cell of the emulator is compared with the canvas, in the end with the same canvas painted from
 * nothing, and what was left behind with what was found.  BATON_ROUNDS makes more.
 */
#include "tui_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

#include "baton/base/mem.h"
#include "baton/base/utf8.h"
#include "term_painter.h"

enum { STEPS = 80, ROWS_MAX = 40, COLS_MAX = 120, LINES = 200 };

typedef struct {
    VTerm *vt;
    VTermScreen *screen;
    bool cursor_shown, alternate;
} Emulator;

/* Only the text is compared with the canvas where a terminal of that name shows fewer looks. */
typedef enum { XTERM, WRAPS_ANYWAY, SHOWS_LESS, SHOWS_LESS_AND_NO_CORNER } Likeness;

typedef struct {
    uint64_t seed;
    Likeness likeness;
    bool odd;                   /* others leave the terminal as they should not */
    int rows, cols;
    Theme theme;
    Canvas *canvas;
    Painter *painter;
    Emulator emulator;
    int top, cursor_y, cursor_x;
    size_t bytes;
} Script;

/* ---- the emulator ---- */

static int on_property(VTermProp property, VTermValue *value, void *ctx)
{
    Emulator *e = ctx;
    if (property == VTERM_PROP_CURSORVISIBLE)
        e->cursor_shown = value->boolean;
    if (property == VTERM_PROP_ALTSCREEN)
        e->alternate = value->boolean;
    return 1;
}

static void emulator_open(Emulator *e, int rows, int cols)
{
    static const VTermScreenCallbacks callbacks = { .settermprop = on_property };
    e->vt = vterm_new(rows, cols);
    vterm_set_utf8(e->vt, 1);
    e->screen = vterm_obtain_screen(e->vt);
    e->cursor_shown = true;
    vterm_screen_set_callbacks(e->screen, &callbacks, e);
    vterm_screen_enable_altscreen(e->screen, 1);
    vterm_screen_reset(e->screen, 1);
}

static VTermScreenCell emulator_cell(const Emulator *e, int y, int x)
{
    VTermScreenCell cell;
    assert_true(vterm_screen_get_cell(e->screen, (VTermPos){ .row = y, .col = x }, &cell));
    return cell;
}

/* ---- random scripts ---- */

static unsigned pick(Script *s, unsigned n)
{
    s->seed = s->seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(s->seed >> 33) % n;
}

static Rect any_rect(Script *s)
{
    int x = (int)pick(s, (unsigned)s->cols), y = (int)pick(s, (unsigned)s->rows);
    return (Rect){ x, y, 1 + (int)pick(s, (unsigned)(s->cols - x)), 1 + (int)pick(s, (unsigned)(s->rows - y)) };
}

static StyleId any_style(Script *s)
{
    return (StyleId)pick(s, STYLE_COUNT);
}

static void put_words(Script *s)
{
    static const char *const words[] = {
        "plain", "     ", "作者", "─────", "●", "x", "\xf0\x9f\x98\x80 smile", "                    ", "木",
        "a longer piece of text", "…",
    };
    for (unsigned i = pick(s, 12); i > 0; i--) {
        Rect r = any_rect(s);
        canvas_put_width(s->canvas, r.y, r.x, MIN(r.w, 1 + (int)pick(s, 30)), any_style(s),
                         raw(words[pick(s, ARRAY_LEN(words))]));
    }
}

/* libvterm 0.1.4 takes a mark in the last column for a character of the next row: there are none. */
static void put_marks(Script *s)
{
    int x = (int)pick(s, (unsigned)s->cols);
    if (x + 2 < s->cols)
        canvas_put(s->canvas, (int)pick(s, (unsigned)s->rows), x, any_style(s),
                   pick(s, 2) ? SAFE("e\xcc\x81") : (Safe){ "\xe2\x9a\xa0\xef\xb8\x8f", 6, 1 });
}

/* A list of lines that are the same wherever they stand. */
static void put_list(Script *s)
{
    int by = (int)pick(s, 7) - 3;
    s->top = MIN(MAX(s->top + by, 0), LINES);
    Rect list = { 0, 1, pick(s, 4) ? s->cols : s->cols / 2, MAX(s->rows - 1 - (int)pick(s, 2), 1) };
    canvas_fill(s->canvas, list, STYLE_TEXT);
    for (int i = 0; i < list.h; i++) {
        char line[64];
        int n = s->top + i;
        snprintf(line, sizeof line, "%d %s %d", n, n % 3 ? "row 作" : "another row", n * 7919 % 1000);
        canvas_put_width(s->canvas, list.y + i, 0, list.w, (StyleId)(n % STYLE_COUNT), raw(line));
        canvas_put(s->canvas, list.y + i, list.w - 1, STYLE_TEXT, SAFE("|"));
    }
    canvas_mark_row(s->canvas, (Rect){ 0, list.y + (int)pick(s, (unsigned)list.h), list.w, 1 });
}

static void resize(Script *s)
{
    s->rows = 1 + (int)pick(s, ROWS_MAX);
    s->cols = 2 + (int)pick(s, COLS_MAX);
    vterm_set_size(s->emulator.vt, s->rows, s->cols);
    painter_resize(s->painter, s->rows, s->cols);
    canvas_resize(s->canvas, s->rows, s->cols);
}

/* The looks that cells have differ from style to style, in every way that there is. */
static void any_theme(Script *s)
{
    theme_builtin(&s->theme);
    for (int i = 0; i < STYLE_COUNT; i++)
        s->theme.looks[i] = (Look){
            .fg = pick(s, 3) ? (int16_t)pick(s, 256) : -1,
            .bg = pick(s, 4) ? -1 : (int16_t)pick(s, 256),
            .attr = pick(s, 2) ? 0 : (uint8_t)pick(s, 32),
        };
    painter_theme(s->painter, &s->theme);
}

static void show(Script *s, const char *bytes)
{
    vterm_input_write(s->emulator.vt, bytes, strlen(bytes));
}

/* A row that goes out at the top, written with the looks that are in use then. */
static void assert_left_as_found(Script *s)
{
    assert_true(s->emulator.cursor_shown);
    assert_false(s->emulator.alternate);
    show(s, "\033[Hx");
    VTermScreenCell first = emulator_cell(&s->emulator, 0, 0);
    assert_int_equal(first.chars[0], 'x');
    assert_true(VTERM_COLOR_IS_DEFAULT_FG(&first.fg) && VTERM_COLOR_IS_DEFAULT_BG(&first.bg));
    assert_false(first.attrs.bold || first.attrs.underline || first.attrs.reverse || first.attrs.italic);
    show(s, "\033[999;1H\n");
    assert_int_not_equal(emulator_cell(&s->emulator, 0, 0).chars[0], 'x');
}

/* With a region, origin mode, insert mode, lines for letters, no cursor, looks, or no wrapping. */
static void use_otherwise(Script *s)
{
    static const char *const odd[] = {
        "\033[2;3r", "\033[2;3r\033[?6h", "\033[4h", "\033(0", "\033[?25l", "\033[1;4;7;31;44m", "\033[?7l",
    };
    int n = ARRAY_LEN(odd) - (s->likeness == WRAPS_ANYWAY);
    show(s, "$ echo what the shell does meanwhile\r\n");
    for (int i = 0; i < 3 && s->odd; i++)
        show(s, odd[pick(s, (unsigned)n)]);
}

static void leave(Script *s)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    painter_leave(s->painter, &out);
    show(s, out.data ? out.data : "");
    if (s->likeness < SHOWS_LESS && !s->odd && out.len)
        assert_left_as_found(s);
    use_otherwise(s);
}

static void step(Script *s)
{
    switch (pick(s, 16)) {
    case 0: canvas_fill(s->canvas, any_rect(s), any_style(s)); break;
    case 1: canvas_mark_row_unfocused(s->canvas, any_rect(s)); break;
    case 2: canvas_frame(s->canvas, any_rect(s), pick(s, 2), SAFE("title"), SAFE("1")); break;
    case 3: s->cursor_y = (int)pick(s, 50) - 5, s->cursor_x = (int)pick(s, 150); break;
    case 4: pick(s, 4) ? painter_redraw(s->painter) : resize(s); break;
    case 5: pick(s, 4) ? put_words(s) : any_theme(s); break;
    case 6: pick(s, 4) ? put_words(s) : leave(s); break;
    case 7: put_marks(s); break;
    case 8: case 9: put_words(s); break;
    default: put_list(s);
    }
}

/* ---- what must hold ---- */

static void assert_text(const Cell *want, const VTermScreenCell *got, int y, int x)
{
    if (want->width == 0)
        return;
    bool blank = want->cp[0] == ' ' && !want->cp[1];
    if (blank && got->chars[0] == 0)
        return;
    for (int i = 0; i <= CELL_MARKS; i++)
        if (got->chars[i] != (uint32_t)want->cp[i])
            fail_msg("row %d, column %d: U+%04X, where U+%04X should be", y, x, got->chars[i], (unsigned)want->cp[i]);
        else if (!want->cp[i])
            break;
    if (got->width != want->width)
        fail_msg("row %d, column %d: width %d, not %d", y, x, got->width, want->width);
}

static Look look_of(const Script *s, const Cell *cell)
{
    Look look = s->theme.looks[cell->style], text = s->theme.looks[STYLE_TEXT];
    if (!cell->flags)
        return look;
    Look cursor = s->theme.looks[cell->flags & CELL_CURSOR ? STYLE_CURSOR : STYLE_CURSOR_DIM];
    look.fg = look.fg == text.fg ? cursor.fg : look.fg;
    look.bg = cursor.bg >= 0 ? cursor.bg : look.bg;
    look.attr |= cursor.attr;
    return look;
}

static int colour_of(VTermColor c, bool is_default)
{
    return is_default ? -1 : VTERM_COLOR_IS_INDEXED(&c) ? c.indexed.idx : 1000;
}

static void assert_look(Look want, bool blank, const VTermScreenCell *got, int y, int x)
{
    int fg = colour_of(got->fg, VTERM_COLOR_IS_DEFAULT_FG(&got->fg));
    int bg = colour_of(got->bg, VTERM_COLOR_IS_DEFAULT_BG(&got->bg));
    bool lines = want.attr & (ATTR_UNDERLINE | ATTR_REVERSE);
    bool same = bg == want.bg && !got->attrs.reverse == !(want.attr & ATTR_REVERSE) &&
                !got->attrs.underline == !(want.attr & ATTR_UNDERLINE);

    if (!blank || lines)
        same = same && fg == want.fg && !got->attrs.bold == !(want.attr & ATTR_BOLD) &&
               !got->attrs.italic == !(want.attr & ATTR_ITALIC);
    if (!same)
        fail_msg("row %d, column %d: looks like fg %d bg %d, not fg %d bg %d attr %d", y, x, fg, bg, want.fg, want.bg,
                 want.attr);
}

static void assert_shows_canvas(const Script *s)
{
    bool with_looks = s->likeness < SHOWS_LESS;
    for (int y = 0; y < s->rows; y++)
        for (int x = 0; x < s->cols; x++) {
            const Cell *want = &canvas_row(s->canvas, y)[x];
            VTermScreenCell got = emulator_cell(&s->emulator, y, x);
            if (s->likeness == SHOWS_LESS_AND_NO_CORNER && y == s->rows - 1 && x + MAX(want->width, 1) >= s->cols)
                continue;
            assert_text(want, &got, y, x);
            if (with_looks && want->width)
                assert_look(look_of(s, want), want->cp[0] == ' ' && !want->cp[1], &got, y, x);
        }
}

/* The emulator would show a character there, where the terminal would scroll. */
static void assert_corner_is_blank(const Script *s)
{
    VTermScreenCell corner = emulator_cell(&s->emulator, s->rows - 1, s->cols - 1);
    assert_true(corner.chars[0] == 0 || corner.chars[0] == ' ');
}

static void assert_cursor(const Script *s)
{
    bool wanted = s->cursor_y >= 0 && s->cursor_y < s->rows && s->cursor_x < s->cols;
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(s->emulator.vt), &at);
    assert_int_equal(s->emulator.cursor_shown, wanted);
    if (!wanted)
        return;
    assert_int_equal(at.row, s->cursor_y);
    assert_int_equal(at.col, s->cursor_x);
}

static void frame(Script *s)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    painter_cursor(s->painter, s->cursor_y, s->cursor_x);
    painter_frame(s->painter, s->canvas, &out);
    vterm_input_write(s->emulator.vt, out.data ? out.data : "", out.len);
    s->bytes += out.len;
    buf_clear(&out);
    painter_frame(s->painter, s->canvas, &out);
    assert_int_equal(out.len, 0);                   /* the same again costs nothing */
}

/* The right half of a wide character has the looks of what stood there before, as far as the emulator tells. */
static bool looks_alike(const VTermScreenCell *a, const VTermScreenCell *b)
{
    bool blank = a->chars[0] == 0 || a->chars[0] == ' ';
    bool plain = blank && !a->attrs.reverse && !a->attrs.underline;
    if (a->chars[0] == (uint32_t)-1 && b->chars[0] == (uint32_t)-1)
        return true;
    if (a->attrs.reverse != b->attrs.reverse || a->attrs.underline != b->attrs.underline ||
        !vterm_color_is_equal(&a->bg, &b->bg))
        return false;
    return plain || (vterm_color_is_equal(&a->fg, &b->fg) && a->attrs.bold == b->attrs.bold &&
                     a->attrs.italic == b->attrs.italic);
}

/* The text was compared with the canvas before and is so again. */
static void assert_redraw_changes_nothing(Script *s)
{
    VTermScreenCell *before = mem_alloc(sizeof *before * (size_t)(s->rows * s->cols));
    for (int i = 0; i < s->rows * s->cols; i++)
        before[i] = emulator_cell(&s->emulator, i / s->cols, i % s->cols);
    painter_redraw(s->painter);
    frame(s);
    for (int i = 0; i < s->rows * s->cols; i++) {
        VTermScreenCell now = emulator_cell(&s->emulator, i / s->cols, i % s->cols);
        if (!looks_alike(&before[i], &now))
            fail_msg("row %d, column %d: looks otherwise when painted from nothing", i / s->cols, i % s->cols);
    }
    free(before);
}

static void run(const char *kind, uint64_t seed, Likeness likeness)
{
    Script s = { .seed = seed, .likeness = likeness, .rows = 24, .cols = 80, .cursor_y = -1 };
    s.canvas = canvas_new(s.rows, s.cols);
    assert_int_equal(painter_new(kind, s.rows, s.cols, &s.painter), 0);
    emulator_open(&s.emulator, s.rows, s.cols);
    s.odd = likeness < SHOWS_LESS && pick(&s, 2);
    any_theme(&s);
    use_otherwise(&s);
    for (unsigned i = 1 + pick(&s, STEPS); i > 0; i--) {
        step(&s);
        frame(&s);
        assert_shows_canvas(&s);
        if (likeness < SHOWS_LESS)
            assert_cursor(&s);
        if (likeness == SHOWS_LESS_AND_NO_CORNER)
            assert_corner_is_blank(&s);
    }
    assert_redraw_changes_nothing(&s);
    assert_shows_canvas(&s);
    painter_free(s.painter);
    canvas_free(s.canvas);
    vterm_free(s.emulator.vt);
}

static unsigned rounds(void)
{
    const char *asked = getenv("BATON_ROUNDS");
    return asked ? (unsigned)strtoul(asked, NULL, 10) : 60;
}

static void test_a_terminal_of_256_colours(void **state)
{
    (void)state;
    for (unsigned i = 0; i < rounds(); i++)
        run("xterm-256color", i, XTERM);
}

/* Without erasing in colours, without 39 and 49, with fewer colours, with none, and with a last column of its own. */
static void test_other_kinds(void **state)
{
    static const struct {
        const char *name;
        Likeness likeness;
    } kinds[] = {
        { "alacritty", XTERM }, { "kitty", XTERM }, { "konsole-256color", XTERM }, { "st-256color", WRAPS_ANYWAY },
        { "tmux-256color", WRAPS_ANYWAY }, { "rxvt-unicode-256color", WRAPS_ANYWAY }, { "screen-256color", SHOWS_LESS },
        { "putty-256color", SHOWS_LESS }, { "xterm-88color", SHOWS_LESS }, { "xterm-16color", SHOWS_LESS },
        { "xterm", SHOWS_LESS }, { "xterm-direct", SHOWS_LESS }, { "screen", SHOWS_LESS }, { "linux", SHOWS_LESS },
        { "vt100", SHOWS_LESS }, { "vt220", SHOWS_LESS }, { "wsvt25", SHOWS_LESS },
        { "ansi", SHOWS_LESS_AND_NO_CORNER }, { "teraterm-256color", SHOWS_LESS_AND_NO_CORNER },
        { "teken-2022", SHOWS_LESS_AND_NO_CORNER },
    };
    (void)state;
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++)
        for (unsigned i = 0; i < MAX(rounds() / 10, 1); i++)
            run(kinds[k].name, 1000 + i, kinds[k].likeness);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_terminal_of_256_colours),
        cmocka_unit_test(test_other_kinds),
    };
    return cmocka_run_group_tests(tests, utf8_setup, NULL);
}
