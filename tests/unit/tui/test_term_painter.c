/*
 * test_term_painter.c - how many bytes a change costs, without any terminal.
 */
#include "tui_test.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "term_painter.h"

typedef struct {
    Painter *painter;
    Canvas *canvas;
    Buf out;
} Screen;

static Screen open_kind(const char *kind, int rows, int cols)
{
    Screen s = { .canvas = canvas_new(rows, cols), .out = BUF_INIT };
    Theme theme;
    theme_builtin(&theme);
    assert_int_equal(painter_new(kind, rows, cols, &s.painter), 0);
    painter_theme(s.painter, &theme);
    return s;
}

static Screen open_screen(int rows, int cols)
{
    return open_kind("xterm-256color", rows, cols);
}

static void close_screen(Screen *s)
{
    painter_free(s->painter);
    canvas_free(s->canvas);
    buf_done(&s->out);
}

static size_t frame(Screen *s)
{
    buf_clear(&s->out);
    painter_frame(s->painter, s->canvas, &s->out);
    return s->out.len;
}

static void fill(Screen *s, int from)
{
    char line[64];
    for (int y = 0; y < canvas_rows(s->canvas); y++) {
        snprintf(line, sizeof line, "%d row with some text 作者 %d", y + from, (y + from) * 7919);
        canvas_put_width(s->canvas, y, 0, canvas_cols(s->canvas), STYLE_TEXT, raw(line));
    }
}

static void test_the_same_again_costs_nothing(void **state)
{
    (void)state;
    Screen s = open_screen(40, 120);
    fill(&s, 0);
    assert_true(frame(&s) > 40 * 20);
    fill(&s, 0);
    assert_int_equal(frame(&s), 0);
    close_screen(&s);
}

static void test_budgets(void **state)
{
    (void)state;
    Screen s = open_screen(40, 120);
    fill(&s, 0);
    frame(&s);
    canvas_put_width(s.canvas, 3, 0, 120, STYLE_STATE_BAD, raw("changed"));
    assert_true(frame(&s) <= 2 * 120);              /* one row */
    canvas_put(s.canvas, 5, 30, STYLE_TEXT, SAFE("x"));
    assert_true(frame(&s) <= 31);                   /* one cell: a clock's tick */
    canvas_mark_row(s.canvas, (Rect){ 0, 7, 120, 1 });
    assert_true(frame(&s) <= 256);                  /* the cursor moves onto a row */
    close_screen(&s);
}

static void test_it_enters_once_with_the_first_frame(void **state)
{
    (void)state;
    Screen s = open_screen(10, 40);
    Str enter = STR("\033[?1049h"), leave = STR("\033[?1049l");
    assert_int_equal(s.out.len, 0);
    painter_leave(s.painter, &s.out);                   /* it never entered */
    assert_int_equal(s.out.len, 0);
    frame(&s);
    ptrdiff_t at = str_find(buf_str(&s.out), enter);
    assert_true(at >= 0 && str_find(buf_str(&s.out), leave) < 0);
    assert_true(str_find(str_slice(buf_str(&s.out), (size_t)at + 1, s.out.len), enter) < 0);
    painter_leave(s.painter, &s.out);
    assert_true(str_find(buf_str(&s.out), leave) >= 0);
    assert_true(str_find(buf_str(&s.out), STR("\033[r\033[10;1H")) >= 0);       /* all rows of it scroll again */
    close_screen(&s);
}

static void test_redraw_sends_everything(void **state)
{
    (void)state;
    Screen s = open_screen(10, 40);
    fill(&s, 0);
    frame(&s);
    painter_redraw(s.painter);
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("\033[2J")) >= 0);
    assert_true(str_find(buf_str(&s.out), STR("\033[?6l")) >= 0);
    assert_true(str_find(buf_str(&s.out), STR("\033[?25l")) >= 0);
    for (int y = 0; y < 10; y++) {
        char number[16];
        snprintf(number, sizeof number, "%d", y * 7919);
        assert_true(str_find(buf_str(&s.out), str_from(number)) >= 0);
    }
    close_screen(&s);
}

/* What only moved is moved by the terminal, and what comes in is painted. */
static void test_scrolling(void **state)
{
    (void)state;
    Screen s = open_screen(40, 120);
    fill(&s, 0);
    frame(&s);
    fill(&s, 1);
    assert_true(frame(&s) <= 100);
    assert_true(str_find(buf_str(&s.out), STR("\033[1;40r\033[40;1H\n\033[1;40r")) >= 0);
    assert_true(str_find(buf_str(&s.out), STR("40 row with some text")) >= 0);
    assert_true(str_find(buf_str(&s.out), STR("39 row with some text")) < 0);
    fill(&s, -2);
    assert_true(frame(&s) <= 250);
    assert_true(str_find(buf_str(&s.out), STR("\033M\033M\033M")) >= 0);
    close_screen(&s);
}

/* A few rows that became like many others are painted: moving those would blank rows that stand as they should. */
static void test_what_is_lost_by_scrolling(void **state)
{
    (void)state;
    Screen s = open_screen(40, 120);
    fill(&s, 0);
    for (int y = 20; y < 40; y++)
        canvas_put_width(s.canvas, y, 0, 120, STYLE_TEXT, raw("| a row like the others |"));
    frame(&s);
    for (int y = 15; y < 20; y++)
        canvas_put_width(s.canvas, y, 0, 120, STYLE_TEXT, raw("| a row like the others |"));
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("r\033[")) < 0);           /* no region */
    assert_true(str_find(buf_str(&s.out), STR("a row like the others")) >= 0);
    close_screen(&s);
}

/* A blank needs no colour of its own, a stretch of them no blanks, and a few cells between two changes no move. */
static void test_few_bytes(void **state)
{
    (void)state;
    Screen s = open_screen(3, 80);
    canvas_put(s.canvas, 0, 0, STYLE_HEADING, SAFE("one"));
    canvas_put(s.canvas, 0, 4, STYLE_HEADING, SAFE("two"));
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("one two")) >= 0);
    canvas_fill(s.canvas, (Rect){ 0, 0, 80, 1 }, STYLE_TEXT);
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("\033[K")) >= 0);
    canvas_put(s.canvas, 1, 0, STYLE_TEXT, SAFE("a234567b"));
    frame(&s);
    canvas_put(s.canvas, 1, 0, STYLE_TEXT, SAFE("x234y67z"));
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("x234y67z")) >= 0);
    close_screen(&s);
}

static void test_resize(void **state)
{
    (void)state;
    Screen s = open_screen(10, 40);
    fill(&s, 0);
    frame(&s);
    painter_resize(s.painter, 5, 20);
    assert_true(frame(&s) > 0);                     /* a canvas of the old size is cut */
    canvas_resize(s.canvas, 5, 20);
    fill(&s, 3);
    assert_true(frame(&s) > 0);
    painter_resize(s.painter, 60, 200);             /* and one that is too small leaves blanks */
    assert_true(frame(&s) > 0);
    assert_true(str_find(buf_str(&s.out), STR("\033[1;60r")) >= 0);      /* all rows scroll again */
    close_screen(&s);
}

static void test_cursor(void **state)
{
    (void)state;
    Screen s = open_screen(10, 40);
    fill(&s, 0);
    frame(&s);
    painter_cursor(s.painter, 2, 5);
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("\033[?25h")) >= 0);
    assert_true(str_find(buf_str(&s.out), STR("\033[3;6H")) >= 0);
    painter_cursor(s.painter, -1, 0);
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("\033[?25l")) >= 0);
    painter_cursor(s.painter, 400, 400);            /* outside is hidden */
    assert_int_equal(frame(&s), 0);
    close_screen(&s);
}

static void test_leave_and_come_back(void **state)
{
    (void)state;
    Screen s = open_screen(10, 40);
    fill(&s, 0);
    size_t first = frame(&s);
    buf_clear(&s.out);
    painter_leave(s.painter, &s.out);
    assert_true(str_find(buf_str(&s.out), STR("\033[?1049l")) >= 0);
    assert_true(frame(&s) + 60 >= first);
    assert_true(str_find(buf_str(&s.out), STR("\033[?1049h")) >= 0);
    assert_true(str_find(buf_str(&s.out), STR("\033]104")) < 0);
    close_screen(&s);
}

/* A wide character and what lies beside it change together, whichever half differs. */
static void test_wide_characters_change_whole(void **state)
{
    (void)state;
    Screen s = open_screen(2, 10);
    canvas_put(s.canvas, 0, 0, STYLE_TEXT, SAFE("ab作cd"));
    frame(&s);
    canvas_put(s.canvas, 0, 2, STYLE_TEXT, SAFE("木"));
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("木")) >= 0);
    canvas_put(s.canvas, 0, 3, STYLE_TEXT, SAFE("x"));
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("x")) >= 0);
    assert_true(str_find(buf_str(&s.out), STR("木")) < 0);
    close_screen(&s);
}

/* Where the last column of the last row would scroll the screen, nothing is written there, in two columns neither. */
static void test_the_corner(void **state)
{
    (void)state;
    Screen s = open_kind("teken-2022", 3, 10);
    canvas_put(s.canvas, 2, 5, STYLE_TEXT, SAFE("abc木"));
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("abc")) >= 0);
    assert_true(str_find(buf_str(&s.out), STR("木")) < 0);
    canvas_put(s.canvas, 2, 5, STYLE_TEXT, SAFE("vwxyz"));
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("vwxy")) >= 0);
    assert_true(str_find(buf_str(&s.out), STR("z")) < 0);
    close_screen(&s);
    s = open_screen(3, 10);                         /* and a canvas that is too large is cut before a wide one */
    canvas_resize(s.canvas, 3, 20);
    canvas_put(s.canvas, 0, 7, STYLE_TEXT, SAFE("ab木c"));
    frame(&s);
    assert_true(str_find(buf_str(&s.out), STR("ab")) >= 0);
    assert_true(str_find(buf_str(&s.out), STR("木")) < 0);
    close_screen(&s);
}

/* Terminals do not agree on how wide these are: what follows is placed again. */
static void test_characters_of_unsure_width(void **state)
{
    static const char *const texts[] = { "\xf0\x9f\x98\x80", "\xe2\x8c\x9a" };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        Screen s = open_screen(3, 10);
        canvas_put(s.canvas, 0, 0, STYLE_TEXT, (Safe){ texts[i], strlen(texts[i]), 2 });
        canvas_put(s.canvas, 0, 2, STYLE_TEXT, SAFE("x"));
        frame(&s);
        assert_true(str_find(buf_str(&s.out), STR("\033[1;3Hx")) >= 0);
        close_screen(&s);
    }
}

/* What a look becomes with fewer colours: the next of those there are, and a mixed ground is shown by reversing. */
static void test_looks_of_other_kinds(void **state)
{
    static const struct {
        const char *kind;
        Look look;
        const char *bytes;
    } cases[] = {
        { "xterm-256color", { 40, 236, ATTR_BOLD }, "\033[1m\033[38;5;40m\033[48;5;236mx" },
        { "xterm-88color", { 40, 1, 0 }, "\033[32m\033[41mx" },
        { "xterm-16color", { 46, 9, 0 }, "\033[92m\033[101mx" },
        { "xterm", { 40, 1, 0 }, "\033[32m\033[41mx" },
        { "xterm", { 40, 236, 0 }, "\033[7m\033[32mx" },
        { "xterm-direct", { 1, -1, 0 }, "\033[31mx" },
        { "linux", { 1, -1, ATTR_UNDERLINE | ATTR_DIM | ATTR_BOLD }, "\033[1m\033[31mx" },
        { "linux", { -1, -1, ATTR_UNDERLINE | ATTR_DIM }, "\033[2m\033[4mx" },
        { "vt100", { 1, -1, ATTR_BOLD | ATTR_ITALIC }, "\033[1mx" },
        { "vt100", { 1, 236, 0 }, "\033[7mx" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Screen s = open_kind(cases[i].kind, 3, 10);
        Theme theme;
        theme_builtin(&theme);
        theme.looks[STYLE_CODE] = cases[i].look;
        painter_theme(s.painter, &theme);
        canvas_put(s.canvas, 0, 0, STYLE_CODE, SAFE("x"));
        frame(&s);
        ptrdiff_t at = str_find(buf_str(&s.out), STR("\033[1;1H"));
        assert_string_equal(s.out.data + at + strlen("\033[1;1H"), cases[i].bytes);
        close_screen(&s);
    }
}

static void test_unknown_kinds(void **state)
{
    (void)state;
    Painter *p = NULL;
    assert_int_equal(painter_new("no-such-terminal", 24, 80, &p), -ENOENT);
    assert_int_equal(painter_new("dumb", 24, 80, &p), -ENOTSUP);
    assert_null(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_again_costs_nothing),
        cmocka_unit_test(test_budgets),
        cmocka_unit_test(test_it_enters_once_with_the_first_frame),
        cmocka_unit_test(test_redraw_sends_everything),
        cmocka_unit_test(test_scrolling),
        cmocka_unit_test(test_few_bytes),
        cmocka_unit_test(test_resize),
        cmocka_unit_test(test_cursor),
        cmocka_unit_test(test_leave_and_come_back),
        cmocka_unit_test(test_wide_characters_change_whole),
        cmocka_unit_test(test_what_is_lost_by_scrolling),
        cmocka_unit_test(test_the_corner),
        cmocka_unit_test(test_characters_of_unsure_width),
        cmocka_unit_test(test_looks_of_other_kinds),
        cmocka_unit_test(test_unknown_kinds),
    };
    return cmocka_run_group_tests(tests, utf8_setup, NULL);
}
