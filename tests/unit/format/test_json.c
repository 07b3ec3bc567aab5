/*
 * test_json.c - what is read, what is refused, and the exact text that is written.
 */
#include "cases.h"

#include <errno.h>

#include "baton/base/utf8.h"
#include "baton/format/json.h"

static const struct {
    Str in;
    const char *out;            /* NULL: refused */
} cases[] = {
    { STR("{\"a\":1,\"b\":[true,false,null],\"c\":\"x\"}"),
      "{\"a\":1,\"b\":[true,false,null],\"c\":\"x\"}" },
    { STR(" [ ] \n"), "[]" },
    { STR("{}"), "{}" },
    { STR("\"x\""), "\"x\"" },
    { STR("-12.5"), "-12.5" },
    { STR("1e3"), "1000" },
    { STR("0.1"), "0.1" },
    { STR("9007199254740992"), "9007199254740992" },
    { STR("1700000000000"), "1700000000000" },
    { STR("\"\\u00e9\\ud83d\\ude00\""), "\"\u00e9\U0001F600\"" },
    { STR("\"cut \\ud83d\""), "\"cut \uFFFD\"" },
    { STR("\"\\ude00\\ud83d\\ud83d\\ude00\""), "\"\uFFFD\uFFFD\U0001F600\"" },
    { STR("\"a\xFFz\""), "\"a\uFFFDz\"" },
    { STR("\"\\b\\f\\n\\r\\t\\\"\\\\\\/\\u0001\x7f\""),
      "\"\\b\\f\\n\\r\\t\\\"\\\\/\\u0001\\u007f\"" },
    { STR("\"\\\\u0000\""), "\"\\\\u0000\"" },
    { STR(""), NULL },
    { STR("  "), NULL },
    { STR("{} x"), NULL },
    { STR("{}{}"), NULL },
    { STR("{\"a\":}"), NULL },
    { STR("{\"a\":1"), NULL },
    { STR("[1,]"), NULL },
    { STR("\"open"), NULL },
    { STR("\"end\\"), NULL },
    { STR("\"a\\u0000b\""), NULL },
    { STR("\"a\0b\""), NULL },
    { STR("{\"k\\u0000\":1}"), NULL },
    { STR("\"\\u12\""), NULL },
    { STR("{}\0"), NULL },
};

static void test_reading_and_writing(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        CLEANUP(json_free_ptr) Json *j = NULL;
        assert_int_equal(json_parse(cases[i].in, &j), cases[i].out ? 0 : -EINVAL);
        assert_int_equal(j != NULL, cases[i].out != NULL);
        if (!j)
            continue;
        json_write(&out, j, false);
        assert_string_equal(out.data, cases[i].out);
    }
}

static int parse_nested(int depth)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    CLEANUP(json_free_ptr) Json *j = NULL;
    for (int i = 0; i < depth; i++)
        buf_addc(&b, '[');
    for (int i = 0; i < depth; i++)
        buf_addc(&b, ']');
    return json_parse(buf_str(&b), &j);
}

static void test_depth_is_bounded(void **state)
{
    (void)state;
    assert_int_equal(parse_nested(64), 0);
    assert_int_equal(parse_nested(65), -EINVAL);
    assert_int_equal(parse_nested(100000), -EINVAL);
}

static Json *make_tree(void)
{
    const char *items[] = { "one", "two" };
    StrList list = { items, 2, 2 };
    Json *j = json_object();
    json_put_str(j, "text", "a \"b\"");
    json_put_str(j, "none", NULL);
    json_put_int(j, "big", INT64_C(9007199254740993));
    json_put_bool(j, "yes", true);
    json_put_time(j, "at", 1767323045678);
    json_put_time(j, "never", 0);
    json_put_list(j, "list", &list);
    json_put(j, "empty", json_array());
    json_put(j, "object", json_object());
    return j;
}

static void test_pretty_text(void **state)
{
    (void)state;
    CLEANUP(json_free_ptr) Json *j = make_tree();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    json_write(&out, j, true);
    assert_string_equal(out.data,
        "{\n"
        "  \"text\": \"a \\\"b\\\"\",\n"
        "  \"none\": null,\n"
        "  \"big\": 9007199254740993,\n"
        "  \"yes\": true,\n"
        "  \"at\": \"2026-01-02T03:04:05.678Z\",\n"
        "  \"never\": null,\n"
        "  \"list\": [\n"
        "    \"one\",\n"
        "    \"two\"\n"
        "  ],\n"
        "  \"empty\": [],\n"
        "  \"object\": {}\n"
        "}");
}

static void test_looking_things_up(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(json_free_ptr) Json *j = make_tree();
    StrList list;
    assert_string_equal(json_get_str(j, "text"), "a \"b\"");
    assert_null(json_get_str(j, "none"));
    assert_null(json_get_str(j, "yes"));
    assert_null(json_get_str(j, "Text"));
    assert_true(json_get_bool(j, "yes", false));
    assert_true(json_get_bool(j, "text", true));
    assert_true(json_get_int(j, "big", 0) == INT64_C(9007199254740993));
    assert_int_equal(json_get_int(j, "text", 7), 7);
    assert_int_equal(json_get_int(NULL, "text", 7), 7);
    json_get_list(j, "list", a, &list);
    assert_int_equal(list.len, 2);
    assert_string_equal(list.items[1], "two");
    json_get_list(j, "text", a, &list);
    assert_int_equal(list.len, 0);
    assert_int_equal(json_len(json_get(j, "list")), 2);
    assert_int_equal(json_len(j), 0);
    assert_true(json_is_object(j) && json_is_array(json_get(j, "list")));
    assert_true(json_is_null(json_get(j, "none")) && !json_is_null(json_get(j, "gone")));
    assert_string_equal(json_key(json_next(json_first(j))), "none");
    assert_null(json_key(json_first(json_get(j, "list"))));
    assert_null(json_first(json_get(j, "text")));
    assert_null(json_next(NULL));
    assert_null(json_text(NULL));
}

static void test_the_last_of_equal_keys_counts(void **state)
{
    (void)state;
    CLEANUP(json_free_ptr) Json *j = NULL;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    assert_int_equal(json_parse(STR("{\"a\":1,\"A\":2,\"a\":3}"), &j), 0);
    assert_int_equal(json_get_int(j, "a", 0), 3);
    CLEANUP(json_free_ptr) Json *copy = json_copy(j);
    json_put_int(copy, "A", 5);
    json_remove(copy, "a");
    json_put_str(copy, "b\xFF", "\xFF");
    json_write(&out, copy, false);
    assert_string_equal(out.data, "{\"A\":5,\"a\":3,\"b\uFFFD\":\"\uFFFD\"}");
    assert_null(json_copy(NULL));
}

static void test_numbers_that_are_no_whole_ones(void **state)
{
    (void)state;
    CLEANUP(json_free_ptr) Json *j = NULL;
    assert_int_equal(json_parse(STR("[1.5,1e300,-7,true]"), &j), 0);
    const Json *n = json_first(j);
    assert_int_equal(json_number(n, -1), -1);
    assert_int_equal(json_number(n = json_next(n), -1), -1);
    assert_int_equal(json_number(n = json_next(n), -1), -7);
    assert_int_equal(json_number(json_next(n), -1), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading_and_writing),
        cmocka_unit_test(test_depth_is_bounded),
        cmocka_unit_test(test_pretty_text),
        cmocka_unit_test(test_looking_things_up),
        cmocka_unit_test(test_the_last_of_equal_keys_counts),
        cmocka_unit_test(test_numbers_that_are_no_whole_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
