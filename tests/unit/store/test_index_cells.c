/*
 * test_index_cells.c - the cells of a bucket as bytes: what goes in comes out, and nothing else is taken for cells.
 */
#include <errno.h>
#include <stdlib.h>

#include "ledger_help.h"

#include "index_db.h"

enum { MANY = 400 };

static unsigned random_state = 5;
static unsigned pick(unsigned n)
{
    random_state = random_state * 1103515245 + 12345;
    return (random_state >> 16) % n;
}

/* Of any size in bits, as small numbers are the most usual. */
static int64_t pick_number(int bits)
{
    uint64_t n = (uint64_t)pick(65536) << 47 ^ (uint64_t)pick(65536) << 31 ^ (uint64_t)pick(65536) << 15 ^ pick(32768);
    return (int64_t)(n >> 1 >> (62 - pick((unsigned)bits)));
}

static Cell random_cell(int64_t at)
{
    Cell c = { .slug = "", .run = "", .at = at, .number = pick_number(40), .marks = pick(128),
               .first_seq = 1 + pick_number(50) };
    c.last_seq = c.first_seq + pick_number(50);
    c.events = pick_number(20) % c.last_seq;
    for (int i = 0; i < LAYER_COUNT; i++)
        c.layers[i] = pick(2) ? -1 : ((layer_time(at) + pick_number(30)) << 8 | pick(8));
    return c;
}

static void assert_same(const Cell *a, const Cell *b)
{
    assert_int_equal(a->at, b->at);
    assert_int_equal(a->number, b->number);
    assert_int_equal(a->marks, b->marks);
    assert_int_equal(a->events, b->events);
    assert_int_equal(a->first_seq, b->first_seq);
    assert_int_equal(a->last_seq, b->last_seq);
    for (int i = 0; i < LAYER_COUNT; i++)
        assert_int_equal(a->layers[i], b->layers[i]);
}

static void what_is_packed_is_unpacked(void **state)
{
    static const int64_t times[] = { 0, -60000, T0 / 60000 * 60000, 253402300740000 };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(times); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf packed = BUF_INIT;
        Cell cells[MANY];
        Cells out = { 0 };
        for (size_t k = 0; k < MANY; k++)
            cells[k] = random_cell(times[i]);
        for (size_t k = 1; k < MANY; k++)
            cells[k].number = cells[k - 1].number + 1 + cells[k].number % 1000;
        cells_pack(cells, MANY, &packed);
        assert_int_equal(cells_unpack(buf_str(&packed), times[i], a, &out), 0);
        assert_int_equal(out.len, MANY);
        for (size_t k = 0; k < MANY; k++)
            assert_same(&out.items[k], &cells[k]);
    }
}

/* What is cut off inside of a cell is noticed. */
static void no_part_of_a_cell_is_one(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    (void)state;
    for (int k = 0; k < MANY; k++) {
        CLEANUP(buf_done) Buf packed = BUF_INIT;
        Cell c = random_cell(T0);
        cells_pack(&c, 1, &packed);
        for (size_t len = 1; len < packed.len; len++) {
            /* exactly so many bytes, so that one read too many is found */
            char *part = malloc(len);
            Cells out = { 0 };
            assert_non_null(part);
            memcpy(part, packed.data, len);
            assert_int_equal(cells_unpack((Str){ part, len }, T0, a, &out), -EBADMSG);
            free(part);
        }
    }
}

static void any_bytes_are_harmless(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    int taken = 0, refused = 0;
    (void)state;
    for (int k = 0; k < 20000; k++) {
        size_t len = pick(24);
        char *bytes = malloc(len + 1);
        Cells out = { 0 };
        assert_non_null(bytes);
        for (size_t i = 0; i < len; i++)
            bytes[i] = (char)(pick(3) ? pick(128) : pick(256));
        int r = cells_unpack((Str){ bytes, len }, T0, a, &out);
        taken += r == 0 && len > 0;
        refused += r == -EBADMSG;
        for (size_t i = 0; r == 0 && i < out.len; i++) {
            assert_true(out.items[i].number >= 0 && out.items[i].events >= 0);
            assert_true(out.items[i].events <= out.items[i].last_seq);
        }
        free(bytes);
    }
    assert_true(taken > 100 && refused > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_packed_is_unpacked),
        cmocka_unit_test(no_part_of_a_cell_is_one),
        cmocka_unit_test(any_bytes_are_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
