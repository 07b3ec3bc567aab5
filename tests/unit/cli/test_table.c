/*
 * Columns: alignment, cutting, and that nothing gets past the gate.
 */
#include <locale.h>

#include "cases.h"
#include "table.h"

static const Column head[] = { { "NAME", 0, false }, { "N", 0, true }, { "TEXT", 0, false } };

typedef struct {
    Arena *a;
    Table *t;
    Buf out;
} Paper;

static Paper paper(const Column *columns, size_t n)
{
    Paper p = { .a = arena_new(), .out = BUF_INIT };
    p.t = table_new(p.a, columns, n);
    return p;
}

static void paper_done(Paper *p)
{
    arena_free(p->a);
    buf_done(&p->out);
}

static void add(Paper *p, const char *a, const char *b, const char *c)
{
    table_cell(p->t, a);
    table_cell(p->t, b);
    table_cell(p->t, c);
}

static void columns_line_up(void **state)
{
    (void)state;
    CLEANUP(paper_done) Paper p = paper(head, 3);
    add(&p, "a", "7", "first");
    add(&p, "longer", "1234", "second one");
    table_write(p.t, &p.out, 0, "");
    assert_string_equal(p.out.data,
        "NAME       N  TEXT\n"
        "a          7  first\n"
        "longer  1234  second one\n");
}

static void empty_cells_are_seen(void **state)
{
    (void)state;
    CLEANUP(paper_done) Paper p = paper(head, 3);
    add(&p, NULL, "", "x");
    table_write(p.t, &p.out, 0, "> ");
    assert_string_equal(p.out.data, "> NAME  N  TEXT\n> -     -  x\n");
}

static void only_the_last_column_is_cut_to_the_screen(void **state)
{
    (void)state;
    CLEANUP(paper_done) Paper p = paper(head, 3);
    add(&p, "name", "1", "this text is longer than the screen");
    table_write(p.t, &p.out, 24, "  ");
    assert_string_equal(p.out.data, "  NAME  N  TEXT\n  name  1  this text is…\n");
}

static void a_screen_without_room_still_shows_something(void **state)
{
    (void)state;
    CLEANUP(paper_done) Paper p = paper(head, 3);
    add(&p, "a long name", "1", "abcdefghijkl");
    table_write(p.t, &p.out, 5, "");
    assert_non_null(strstr(p.out.data, "abcdefg…"));
}

static void a_column_has_a_limit_of_its_own(void **state)
{
    (void)state;
    static const Column narrow[] = { { NULL, 4, false }, { NULL, 0, false } };
    CLEANUP(paper_done) Paper p = paper(narrow, 2);
    table_cell(p.t, "abcdefgh");
    table_cellf(p.t, "%d", 7);
    table_write(p.t, &p.out, 0, "");
    assert_string_equal(p.out.data, "abc…  7\n");
}

static void wide_characters_count_as_they_are_drawn(void **state)
{
    (void)state;
    static const Column two[] = { { NULL, 0, false }, { NULL, 0, false } };
    CLEANUP(paper_done) Paper p = paper(two, 2);
    table_cell(p.t, "进行");
    table_cell(p.t, "a");
    table_cell(p.t, "ab");
    table_cell(p.t, "b");
    table_write(p.t, &p.out, 0, "");
    assert_string_equal(p.out.data, "进行  a\nab    b\n");
}

static void escapes_come_out_harmless(void **state)
{
    (void)state;
    CLEANUP(paper_done) Paper p = paper(head, 3);
    add(&p, "\033]0;title\a", "\r\n", "\xc2\x9b" "31m\xff");
    table_write(p.t, &p.out, 0, "");
    for (size_t i = 0; i < p.out.len; i++)
        assert_true((unsigned char)p.out.data[i] >= 0x20 || p.out.data[i] == '\n');
    assert_null(strstr(p.out.data, "\xc2\x9b"));
    assert_null(strchr(p.out.data, '\xff'));
    assert_non_null(strstr(p.out.data, "^[]0;title^G"));
}

static void a_table_knows_that_it_is_empty(void **state)
{
    (void)state;
    CLEANUP(paper_done) Paper p = paper(head, 3);
    assert_true(table_empty(p.t));
    table_cell(p.t, "x");
    assert_false(table_empty(p.t));
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_line_up),
        cmocka_unit_test(empty_cells_are_seen),
        cmocka_unit_test(only_the_last_column_is_cut_to_the_screen),
        cmocka_unit_test(a_screen_without_room_still_shows_something),
        cmocka_unit_test(a_column_has_a_limit_of_its_own),
        cmocka_unit_test(wide_characters_count_as_they_are_drawn),
        cmocka_unit_test(escapes_come_out_harmless),
        cmocka_unit_test(a_table_knows_that_it_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
