/*
 * test_canvas.c - what is cut, what is blanked, and what a frame looks like.
 */
#include "tui_test.h"

#include <stdio.h>

#include "canvas_grid.h"

static void expect_text(Canvas *c, const char *want)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    canvas_text(c, &out);
    assert_string_equal(out.data, want);
}

static void expect_styles(Canvas *c, const char *want)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    canvas_styles(c, &out);
    assert_string_equal(out.data, want);
}

static int put(Canvas *c, int y, int x, const char *text)
{
    Arena *a = arena_new();
    int used = canvas_put(c, y, x, STYLE_TEXT, safe_line(a, raw(text), -1));
    arena_free(a);
    return used;
}

/* What stands in a canvas of 1 x 8 after the puts. */
static const struct {
    const char *why;
    struct {
        int x;
        const char *text;
    } puts[3];
    const char *want;
} put_cases[] = {
    { "plain", { { 0, "abc" } }, "abc\n" },
    { "cut at the right", { { 6, "abc" } }, "      ab\n" },
    { "cut at the left", { { -2, "abc" } }, "c\n" },
    { "outside", { { 8, "abc" }, { -3, "abc" } }, "\n" },
    { "wide", { { 1, "作者" } }, " 作者\n" },
    { "wide does not fit", { { 5, "作者" } }, "     作\n" },
    { "wide is cut at the left", { { -1, "作者" } }, " 者\n" },
    { "left half overwritten", { { 1, "作" }, { 1, "x" } }, " x\n" },
    { "right half overwritten", { { 1, "作" }, { 2, "x" } }, "  x\n" },
    { "wide over two wide halves", { { 0, "作者" }, { 1, "木" } }, " 木\n" },
    { "marks stay with their base", { { 0, "e\xcc\x81x" } }, "e\xcc\x81x\n" },
    { "escape sequence is text", { { 0, "\033[1mx" } }, "^[[1mx\n" },
};

static void test_puts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(put_cases); i++) {
        Canvas *c = canvas_new(1, 8);
        for (int k = 0; k < 3 && put_cases[i].puts[k].text; k++)
            put(c, 0, put_cases[i].puts[k].x, put_cases[i].puts[k].text);
        expect_text(c, put_cases[i].want);
        canvas_free(c);
    }
}

static void test_put_returns_columns_even_when_cut(void **state)
{
    (void)state;
    Canvas *c = canvas_new(2, 4);
    assert_int_equal(put(c, 0, 2, "作者x"), 5);
    assert_int_equal(put(c, 7, 0, "abc"), 3);
    assert_int_equal(put(c, -1, 0, "abc"), 3);
    expect_text(c, "  作\n\n");
    canvas_free(c);
}

static void test_clip(void **state)
{
    (void)state;
    Canvas *c = canvas_new(3, 6);
    Rect before = canvas_clip(c, (Rect){ 2, 1, 2, 1 });
    assert_int_equal(before.w, 6);
    assert_int_equal(before.h, 3);
    for (int y = 0; y < 3; y++)
        put(c, y, 0, "abcdef");
    canvas_fill(c, (Rect){ 0, 0, 1, 3 }, STYLE_ERROR);
    canvas_mark_row(c, (Rect){ 0, 1, 3, 1 });
    canvas_clip(c, before);
    expect_text(c, "\n  cd\n\n");
    expect_styles(c, "\n..C\n\n");
    before = canvas_clip(c, (Rect){ -5, -5, 3, 3 });        /* nothing is left */
    put(c, 0, 0, "x");
    canvas_clip(c, before);
    expect_text(c, "\n  cd\n\n");
    canvas_free(c);
}

static const struct {
    const char *text;
    int width;
    const char *want;
} widths[] = {
    { "abc", 5, "abc  |" },   { "abcde", 5, "abcde|" },  { "abcdef", 5, "abcd…|" }, { "作者木", 5, "作者…|" },
    { "作者", 4, "作者|" },   { "作者木", 4, "作… |" },  { "abc木", 3, "ab…|" },    { "", 2, "  |" },
    { "abc", 1, "…|" },       { "abc", 0, "|" },         { "a\nb", 4, "a b |" },    { "abc", -3, "|" },
};

static void test_put_width_fills_exactly(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(widths); i++) {
        Canvas *c = canvas_new(1, 10);
        canvas_fill(c, (Rect){ 0, 0, 10, 1 }, STYLE_TEXT);
        put(c, 0, 0, "##########");
        int used = canvas_put_width(c, 0, 0, widths[i].width, STYLE_TEXT, raw(widths[i].text));
        assert_int_equal(used, MAX(widths[i].width, 0));
        put(c, 0, used, "|");
        canvas_fill(c, (Rect){ used + 1, 0, 10, 1 }, STYLE_TEXT);
        char want[40];
        snprintf(want, sizeof want, "%s\n", widths[i].want);
        expect_text(c, want);
        canvas_free(c);
    }
}

static void test_put_right(void **state)
{
    (void)state;
    Canvas *c = canvas_new(1, 8);
    canvas_put_right(c, 0, 8, STYLE_DIM, SAFE("12m"));
    expect_text(c, "     12m\n");
    expect_styles(c, ".....ddd\n");
    canvas_free(c);
}

static void test_cursor_lies_under_the_text(void **state)
{
    (void)state;
    Canvas *c = canvas_new(2, 6);
    canvas_put(c, 0, 0, STYLE_STATE_BAD, SAFE("!"));
    canvas_put(c, 0, 2, STYLE_TEXT, SAFE("task"));
    canvas_mark_row(c, (Rect){ 0, 0, 6, 1 });
    canvas_mark_row_unfocused(c, (Rect){ 1, 1, 2, 1 });
    expect_text(c, "! task\n\n");
    expect_styles(c, "!CCCCC\n.cc\n");
    assert_int_equal(canvas_row(c, 0)[0].flags, CELL_CURSOR);
    assert_int_equal(canvas_row(c, 0)[0].style, STYLE_STATE_BAD);
    assert_null(canvas_row(c, 2));
    canvas_free(c);
}

static const struct {
    Rect r;
    const char *title, *counts, *want;
    const char *inside;
} frames[] = {
    { { 0, 0, 20, 3 }, "Tasks", "3 open", "╭ Tasks ── 3 open ─╮\n│                  │\n╰──────────────────╯\n", "18x1" },
    { { 0, 0, 17, 3 }, "Tasks", "3 open", "╭ Tasks ────────╮\n│               │\n╰───────────────╯\n", "15x1" },
    { { 0, 0, 20, 3 }, "", "", "╭──────────────────╮\n│                  │\n╰──────────────────╯\n", "18x1" },
    { { 0, 0, 6, 3 }, "Tasks", "", "╭ Tas╮\n│    │\n╰────╯\n", "4x1" },
    { { 0, 0, 20, 2 }, "Tasks", "", "╭ Tasks ───────────╮\n╰──────────────────╯\n\n", "18x0" },
    { { 0, 0, 20, 1 }, "Tasks", "", "╭ Tasks ───────────╮\n\n\n", "18x0" },
    { { 0, 0, 1, 3 }, "Tasks", "", "╭\n│\n╰\n", "0x1" },
    { { 0, 0, 2, 3 }, "Tasks", "1", "╭╮\n││\n╰╯\n", "0x1" },
    { { 0, 0, 0, 3 }, "Tasks", "1", "\n\n\n", "0x0" },
    { { 15, 1, 20, 3 }, "Tasks", "", "\n               ╭ Tas\n               │\n", "18x1" },
};

static void test_frames(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(frames); i++) {
        Canvas *c = canvas_new(3, 20);
        Rect in = canvas_frame(c, frames[i].r, false, safe_literal(frames[i].title), safe_literal(frames[i].counts));
        char inside[32];
        snprintf(inside, sizeof inside, "%dx%d", in.w, in.h);
        expect_text(c, frames[i].want);
        assert_string_equal(inside, frames[i].inside);
        canvas_free(c);
    }
}

static void test_frame_clears_its_inside_and_shows_focus(void **state)
{
    (void)state;
    Canvas *c = canvas_new(3, 8);
    put(c, 1, 0, "########");
    canvas_frame(c, (Rect){ 0, 0, 8, 3 }, true, SAFE("T"), SAFE(""));
    expect_text(c, "╭ T ───╮\n│      │\n╰──────╯\n");
    expect_styles(c, "BtttBBBB\nB......B\nBBBBBBBB\n");
    canvas_free(c);
}

static void test_ascii_keeps_columns(void **state)
{
    (void)state;
    Canvas *c = canvas_new(3, 12);
    canvas_set_ascii(c, true);
    assert_true(canvas_ascii(c));
    Rect in = canvas_frame(c, (Rect){ 0, 0, 12, 3 }, false, SAFE("T"), SAFE(""));
    assert_int_equal(put(c, in.y, in.x, "● 作 é… →"), 9);
    expect_text(c, "+ T -------+\n|* ?? ?~ > |\n+----------+\n");
    canvas_free(c);
}

static void test_resize_is_blank_and_bounded(void **state)
{
    (void)state;
    Canvas *c = canvas_new(2, 4);
    put(c, 0, 0, "abcd");
    canvas_resize(c, 1, 3);
    expect_text(c, "\n");
    canvas_resize(c, -4, 1 << 30);
    assert_int_equal(canvas_rows(c), 0);
    assert_true(canvas_cols(c) <= 2000);
    put(c, 0, 0, "abcd");
    canvas_free(canvas_free(c));
}

/* After any puts a wide cell is followed by its right half, and a right half follows a wide cell. */
static void test_wide_cells_are_never_split(void **state)
{
    (void)state;
    static const char *const texts[] = { "作者", "a作b", "xyz", "木", "e\xcc\x81", "  " };
    Canvas *c = canvas_new(2, 9);
    uint32_t random = 12345;
    for (int i = 0; i < 20000; i++) {
        random = random * 1103515245u + 12345u;
        Rect before = canvas_clip(c, (Rect){ (int)(random >> 8 & 7), 0, (int)(random >> 11 & 7), 2 });
        put(c, (int)(random >> 14 & 1), (int)(random >> 16 & 15) - 4, texts[(random >> 20) % ARRAY_LEN(texts)]);
        canvas_clip(c, before);
        for (int x = 0; x < 9; x++) {
            const Cell *row = canvas_row(c, (int)(random >> 14 & 1));
            if (row[x].width == 2)
                assert_true(x + 1 < 9 && row[x + 1].width == 0);
            if (row[x].width == 0)
                assert_true(x > 0 && row[x - 1].width == 2);
        }
    }
    canvas_free(c);
}

/* ---- what is kept from frame to frame ---- */

static const Rect place = { 2, 0, 3, 2 };

static void keep(Canvas *c, const char *text, uint64_t what)
{
    assert_true(canvas_begin(c, place, what));
    put(c, 0, place.x, text);
    canvas_end(c, place, what);
}

static void put_inside(Canvas *c) { put(c, 1, 4, "x"); }
static void put_over_its_edge(Canvas *c) { put(c, 0, 0, "xyz"); }
static void put_beside(Canvas *c) { put(c, 0, 0, "xy"), put(c, 1, 5, "x"); }
static void put_below(Canvas *c) { put(c, 2, 2, "xyz"); }
static void put_cut_away(Canvas *c)
{
    Rect before = canvas_clip(c, (Rect){ 0, 2, 8, 1 });
    put(c, 0, 2, "xyz");
    canvas_clip(c, before);
}
static void fill_all(Canvas *c) { canvas_fill(c, (Rect){ 0, 0, 8, 3 }, STYLE_TEXT); }
static void mark_its_row(Canvas *c) { canvas_mark_row(c, (Rect){ 0, 1, 8, 1 }); }
static void turn_to_ascii(Canvas *c) { canvas_set_ascii(c, true); }
static void resize(Canvas *c) { canvas_resize(c, 3, 8); }
static void keep_another(Canvas *c) { canvas_end(c, (Rect){ 0, 0, 2, 3 }, 7); }
static void keep_over_it(Canvas *c) { canvas_end(c, (Rect){ 4, 1, 2, 1 }, 7); }

static const struct {
    const char *why;
    void (*act)(Canvas *c);
    bool stays;
} keep_cases[] = {
    { "put inside", put_inside, false },       { "put over its edge", put_over_its_edge, false },
    { "put beside", put_beside, true },        { "put below", put_below, true },
    { "fill", fill_all, false },               { "mark", mark_its_row, false },
    { "ascii", turn_to_ascii, false },         { "resize", resize, false },
    { "another place", keep_another, true },   { "a place over it", keep_over_it, false },
    { "put outside of the clip", put_cut_away, true },
};

static void test_a_place_is_kept_until_something_is_painted_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(keep_cases); i++) {
        Canvas *c = canvas_new(3, 8);
        keep(c, "abc", 5);
        assert_false(canvas_begin(c, place, 5));
        keep_cases[i].act(c);
        if (canvas_begin(c, place, 5) == keep_cases[i].stays)
            fail_msg("%s", keep_cases[i].why);
        canvas_free(c);
    }
}

static void test_a_place_with_another_name_is_blanked(void **state)
{
    (void)state;
    Canvas *c = canvas_new(3, 8);
    keep(c, "abc", 5);
    assert_true(canvas_begin(c, place, 6));
    expect_text(c, "\n\n\n");
    canvas_end(c, place, 0);
    assert_true(canvas_begin(c, place, 0));
    canvas_free(c);
}

static void test_only_what_was_written_counts_as_written(void **state)
{
    (void)state;
    Canvas *c = canvas_new(3, 8);
    uint64_t was[3] = { canvas_row_written(c, 0), canvas_row_written(c, 1), canvas_row_written(c, 2) };
    put(c, 1, 0, "x");
    assert_true(canvas_row_written(c, 0) == was[0] && canvas_row_written(c, 2) == was[2]);
    assert_true(canvas_row_written(c, 1) != was[1]);
    canvas_free(c);
}

/* Whatever is painted where: what counts as kept stands there as it did. */
static void test_what_is_kept_is_unchanged(void **state)
{
    (void)state;
    enum { PLACES = 12, COLS = 24 };
    static const char *const texts[] = { "作者", "a作b", "xyz", "木", " " };
    Canvas *c = canvas_new(1, COLS);
    Cell then[PLACES][COLS];
    Rect places[PLACES];
    uint32_t random = 4711;
    int held = 0;

    for (int i = 0; i < PLACES; i++)
        places[i] = (Rect){ i * 2, 0, 2 + i % 3, 1 };
    for (int i = 0; i < 50000; i++) {
        random = random * 1103515245u + 12345u;
        int n = (int)(random >> 8) % PLACES;
        if (random >> 20 & 1)
            put(c, 0, (int)(random >> 12) % COLS - 2, texts[(random >> 22) % ARRAY_LEN(texts)]);
        else if (canvas_begin(c, places[n], (uint64_t)n + 2)) {
            canvas_end(c, places[n], (uint64_t)n + 2);
            memcpy(then[n], canvas_row(c, 0), sizeof then[n]);
        }
        for (int p = 0; p < PLACES; p++) {
            size_t bytes = sizeof(Cell) * (size_t)MIN(places[p].w, COLS - places[p].x);
            if (!canvas_has(c, places[p], (uint64_t)p + 2))
                continue;
            held++;
            assert_memory_equal(canvas_row(c, 0) + places[p].x, then[p] + places[p].x, bytes);
        }
    }
    assert_true(held > 1000);
    canvas_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_puts),
        cmocka_unit_test(test_put_returns_columns_even_when_cut),
        cmocka_unit_test(test_clip),
        cmocka_unit_test(test_put_width_fills_exactly),
        cmocka_unit_test(test_put_right),
        cmocka_unit_test(test_cursor_lies_under_the_text),
        cmocka_unit_test(test_frames),
        cmocka_unit_test(test_frame_clears_its_inside_and_shows_focus),
        cmocka_unit_test(test_ascii_keeps_columns),
        cmocka_unit_test(test_resize_is_blank_and_bounded),
        cmocka_unit_test(test_wide_cells_are_never_split),
        cmocka_unit_test(test_a_place_is_kept_until_something_is_painted_there),
        cmocka_unit_test(test_a_place_with_another_name_is_blanked),
        cmocka_unit_test(test_only_what_was_written_counts_as_written),
        cmocka_unit_test(test_what_is_kept_is_unchanged),
    };
    return cmocka_run_group_tests(tests, utf8_setup, NULL);
}
