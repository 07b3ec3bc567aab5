/*
 * test_list.c - the cursor of a list reaches every row, wherever the headings are and however few rows are held.
 */
#include "tui_test.h"

#include <stdio.h>

#include "list.h"

enum { ROWS_MAX = 90, LISTS = 400 };

/* Which rows are headings: never two in a row, and never the last. */
typedef struct { bool heading[ROWS_MAX]; int len, fetched; } Rows;
static Rows rows;

static int64_t count(List *l)
{
    (void)l;
    return rows.len;
}

static void fetch(List *l, int64_t offset, int64_t limit)
{
    for (int64_t i = offset; i < rows.len && i < offset + limit; i++) {
        list_add(l, (ListRow){ .kind = rows.heading[i] ? ITEM_NONE : ITEM_TASK, .id = arena_printf(l->arena, "%d", (int)i) });
        rows.fetched++;
    }
}

static const ListClass class = { .name = "rows", .title = "Rows", .count = count, .fetch = fetch };

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void make_rows(unsigned *seed)
{
    rows = (Rows){ .len = 1 + (int)(next_random(seed) % ROWS_MAX) };
    for (int i = 0; i + 1 < rows.len; i++)
        rows.heading[i] = (!i || !rows.heading[i - 1]) && next_random(seed) % 3 == 0;
}

static void expect_at(const List *l, int64_t at)
{
    char id[16];
    snprintf(id, sizeof id, "%d", (int)at);
    assert_int_equal(l->cursor, at);
    assert_non_null(list_selected(l));
    assert_string_equal(list_selected(l)->id, id);
    assert_true(l->cursor >= l->top && l->cursor < l->top + l->height);
}

static void walk(List *l, const char *command, int by)
{
    for (int64_t at = l->cursor;;) {
        expect_at(l, at);
        do
            at += by;
        while (at >= 0 && at < rows.len && rows.heading[at]);
        if (at < 0 || at >= rows.len)
            return;
        list_move(l, command);
    }
}

static void the_cursor_reaches_every_row(void **state)
{
    unsigned seed = 11;
    (void)state;
    for (int i = 0; i < LISTS; i++) {
        List l;
        make_rows(&seed);
        list_init(&l, &class, NULL);
        list_update(&l, 2 + (int)(next_random(&seed) % 20));
        walk(&l, "down", 1);
        walk(&l, "up", -1);
        list_close(&l);
    }
}

static void the_first_frame_reads_what_it_shows(void **state)
{
    List l;
    (void)state;
    rows = (Rows){ .len = ROWS_MAX };
    list_init(&l, &class, NULL);
    list_update(&l, 10);
    assert_int_equal(rows.fetched, 11);
    list_mark(&l);                      /* now there is a cursor to follow */
    list_update(&l, 10);
    assert_int_equal(rows.fetched, 11 + 30);
    list_close(&l);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cursor_reaches_every_row),
        cmocka_unit_test(the_first_frame_reads_what_it_shows),
    };
    return cmocka_run_group_tests(tests, utf8_setup, NULL);
}
