/*
 * test_str.c - views, buffers and lists.
 */
#include "cases.h"

#include <errno.h>

static void test_lines_end_in_three_ways(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lines[6];
    } cases[] = {
        { "", { NULL } },
        { "a", { "a" } },
        { "a\n", { "a" } },
        { "a\nb", { "a", "b" } },
        { "a\r\nb\r\n", { "a", "b" } },
        { "a\rb\r", { "a", "b" } },
        { "\n\r\n\r", { "", "", "" } },
        { "a\n\rb", { "a", "", "b" } },
        { "a\r\r\nb", { "a", "", "b" } },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Str rest = str_from(cases[i].text), line;
        size_t n = 0;
        while (str_next_line(&rest, &line)) {
            assert_non_null(cases[i].lines[n]);
            assert_str_is(line, cases[i].lines[n++]);
        }
        assert_null(cases[i].lines[n]);
    }
}

/* Lines and their ends together are the text again, and no line holds an end. */
static void test_lines_add_up_to_the_text(void **state)
{
    (void)state;
    static const char alphabet[] = { 'a', 'b', '\n', '\r', '\0' };
    uint32_t random = 7;
    for (int round = 0; round < 20000; round++) {
        char text[600];
        size_t len = next_random(&random) % (round % 50 ? 12 : sizeof text), sum = 0;
        uint32_t rarity = 1 + next_random(&random) % 200;
        for (size_t i = 0; i < len; i++)
            text[i] = next_random(&random) % rarity ? 'x' : alphabet[next_random(&random) % 5];
        Str rest = { text, len }, line;
        while (str_next_line(&rest, &line)) {
            assert_ptr_equal(line.data, text + sum);
            assert_true(str_chr(line, '\n') < 0 && str_chr(line, '\r') < 0);
            size_t end = (size_t)(rest.data - line.data) - line.len;
            assert_in_range(end, rest.len ? 1 : 0, 2);
            if (end == 2)
                assert_memory_equal(line.data + line.len, "\r\n", 2);
            sum += line.len + end;
        }
        assert_int_equal(sum, len);
    }
}

static void test_many_lone_returns_take_no_time(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    size_t count = 0;
    buf_reserve(&text, 4 << 20);
    memset(text.data, '\r', 4 << 20);
    Str rest = { text.data, 4 << 20 }, line;
    while (str_next_line(&rest, &line))
        count++;
    assert_int_equal(count, 4 << 20);
}

static void test_cut_takes_all_without_the_mark(void **state)
{
    (void)state;
    Str rest = STR("key: value");
    assert_str_is(str_cut(&rest, ':'), "key");
    assert_str_is(rest, " value");
    assert_str_is(str_cut(&rest, ':'), " value");
    assert_int_equal(rest.len, 0);
    assert_str_is(str_cut(&rest, ':'), "");
}

static void test_searching(void **state)
{
    (void)state;
    assert_int_equal(str_find(STR("abcabc"), STR("ca")), 2);
    assert_int_equal(str_find(STR("abc"), STR("x")), -1);
    assert_int_equal(str_ifind(STR("To Do LIST"), STR("list")), 6);
    assert_int_equal(str_ifind(STR("ab"), STR("abc")), -1);
    assert_true(str_istarts(STR("Status: x"), STR("status")));
    assert_false(str_starts(STR("Status"), STR("status")));
    assert_true(str_ends(STR("a.md"), STR(".md")));
    assert_false(str_ends(STR("md"), STR(".md")));
    assert_str_is(str_trim(STR(" \t a b\r\n")), "a b");
    assert_str_is(str_slice(STR("abc"), 1, 99), "bc");
    assert_str_is(str_slice(STR("abc"), 9, 2), "");
}

static void test_numbers_are_whole_and_in_range(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int result;
        int64_t value;
    } cases[] = {
        { "0", 0, 0 }, { "-0", 0, 0 }, { "42", 0, 42 }, { "-7", 0, -7 },
        { "9223372036854775807", 0, INT64_MAX }, { "-9223372036854775808", 0, INT64_MIN },
        { "9223372036854775808", -ERANGE, 0 }, { "99999999999999999999", -ERANGE, 0 },
        { "", -EINVAL, 0 }, { "-", -EINVAL, 0 }, { "4 ", -EINVAL, 0 }, { "0x1", -EINVAL, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t v = 0;
        assert_int_equal(str_to_i64(str_from(cases[i].text), &v), cases[i].result);
        assert_true(v == cases[i].value);
    }
}

static void test_a_buffer_is_always_a_string(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf b = BUF_INIT;
    assert_string_equal(b.data, "");
    buf_clear(&b);
    buf_addf(&b, "%s-%d", "task", 7);
    buf_addc(&b, '!');
    buf_add(&b, NULL, 0);
    assert_string_equal(b.data, "task-7!");
    char *text = buf_take(&b);
    assert_string_equal(text, "task-7!");
    assert_string_equal(b.data, "");
    free(text);
    text = buf_take(&b);
    assert_string_equal(text, "");
    free(text);
    for (int i = 0; i < 5000; i++)
        buf_adds(&b, "abc");
    assert_int_equal(strlen(b.data), 15000);
    buf_cut(&b, 15000);
    assert_int_equal(strlen(b.data), 15000);
    buf_cut(&b, 4);
    assert_string_equal(b.data, "abca");
    assert_int_equal(b.len, 4);
    buf_clear(&b);
    assert_string_equal(b.data, "");
}

static void test_lists_grow_and_keep_one_of_each(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList l = { 0 };
    for (int i = 0; i < 100; i++) {
        char *name = arena_printf(a, "n%d", i % 50);
        strlist_add_new(&l, a, str_from(name));
    }
    assert_int_equal(l.len, 50);
    assert_true(strlist_has(&l, "n49"));
    assert_false(strlist_has(&l, "n50"));
    VEC(int) v = { 0 };
    for (int i = 0; i < 1000; i++)
        VEC_PUSH(&v, i);
    assert_int_equal(v.items[999], 999);
    VEC_DONE(&v);
    assert_null(v.items);
}

static void test_arenas_give_zeroed_aligned_memory(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t size = 1; size < 40000; size = size * 3 + 1) {
        unsigned char *p = arena_alloc(a, size);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xff, size);
    }
    assert_null(arena_strdup(a, NULL));
    assert_string_equal(arena_strndup(a, "abcdef", 3), "abc");
    assert_null(arena_free(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_end_in_three_ways),
        cmocka_unit_test(test_lines_add_up_to_the_text),
        cmocka_unit_test(test_many_lone_returns_take_no_time),
        cmocka_unit_test(test_cut_takes_all_without_the_mark),
        cmocka_unit_test(test_searching),
        cmocka_unit_test(test_numbers_are_whole_and_in_range),
        cmocka_unit_test(test_a_buffer_is_always_a_string),
        cmocka_unit_test(test_lists_grow_and_keep_one_of_each),
        cmocka_unit_test(test_arenas_give_zeroed_aligned_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
