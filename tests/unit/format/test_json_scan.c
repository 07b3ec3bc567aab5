/*
 * test_json_scan.c - values with their places, and what is said of text that is no JSON.
 */
#include "cases.h"

#include "baton/format/json_scan.h"

static const struct { const char *text, *raw, *error; int line; } values[] = {
    { "{\"a\":[1,{\"b\":null}]}", "{\"a\":[1,{\"b\":null}]}", NULL, 1 },
    { "\n  \"x\\\"y\" ", "\"x\\\"y\"", NULL, 2 },
    { " -1.5e3,", "-1.5e3", NULL, 1 },
    { "true", "true", NULL, 1 },
    { "", NULL, "the text ends where a value was expected", 1 },
    { "\n\n!", NULL, "a value was expected here", 3 },
    { "nothing", NULL, "a value was expected here", 1 },
    { "[1,\n2", NULL, "the text ends inside of a list", 2 },
    { "{\"a\":1,\n", NULL, "the text ends inside of an object", 2 },
    { "{\n\"a\n\":1}", NULL, "a string does not end in its line", 2 },
    { "{\"a\":\"\\", NULL, "a backslash stands at the end of the line", 1 },
    { "{\"a\"\n1}", NULL, "a colon was expected behind this key", 2 },
    { "{a:1}", NULL, "a key in quotes was expected here", 1 },
    { "[\"abc", NULL, "the text ends inside of a string", 1 },
    { "[1}", NULL, "a value was expected here", 1 },
};

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        JsonScan s;
        JsonToken t;
        json_scan(&s, str_from(values[i].text), 1);
        assert_int_equal(json_scan_value(&s, &t), values[i].raw != NULL);
        if (values[i].raw)
            assert_str_is(t.raw, values[i].raw);
        else
            assert_string_equal(s.error, values[i].error);
        assert_int_equal(values[i].raw ? t.line : s.error_line, values[i].line);
        assert_true(!values[i].raw || !s.slip);
    }
}

static const struct { const char *text, *slip; int line; } slips[] = {
    { "[1,2,\n]", "a comma stands behind the last value", 2 },
    { "[1\n2]", "a comma is missing before this", 2 },
    { "{\"a\":1\n\"b\":2}", "a comma is missing before this", 2 },
    { "[,1]", "a comma stands here without a value before it", 1 },
};

static void test_slips(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(slips); i++) {
        JsonScan s;
        JsonToken t;
        json_scan(&s, str_from(slips[i].text), 1);
        assert_true(json_scan_value(&s, &t));
        assert_string_equal(s.slip, slips[i].slip);
        assert_int_equal(s.slip_line, slips[i].line);
    }
}

/* Every kind of line end counts, and columns begin behind it. */
static void test_places(void **state)
{
    (void)state;
    JsonScan s;
    JsonToken root, name, value;
    json_scan(&s, STR("\r\n{\r\"a\":\n  [7 ,\r\n\t8]}"), 1);
    assert_true(json_scan_value(&s, &root));
    assert_int_equal(root.line, 2);
    json_scan_inside(&s, &root);
    assert_true(json_scan_member(&s, &name));
    assert_int_equal(name.line, 3);
    assert_true(json_scan_value(&s, &value));
    assert_int_equal(value.line, 4);
    assert_int_equal(value.col, 2);
    assert_false(json_scan_member(&s, &name));
    assert_null(s.error);
    json_scan_inside(&s, &value);
    assert_true(json_scan_item(&s) && json_scan_value(&s, &name));
    assert_int_equal(name.col, 3);
    assert_true(json_scan_item(&s) && json_scan_value(&s, &name));
    assert_int_equal(name.line, 5);
    assert_int_equal(name.col, 1);
    assert_false(json_scan_item(&s));
    assert_null(s.error);
}

static void test_depth(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        JsonScan s;
        JsonToken t;
        for (int i = 0; i < JSON_SCAN_DEPTH + more; i++)
            buf_addc(&text, '[');
        for (int i = 0; i < JSON_SCAN_DEPTH + more; i++)
            buf_addc(&text, ']');
        json_scan(&s, buf_str(&text), 1);
        assert_int_equal(json_scan_value(&s, &t), !more);
    }
}

/* No prefix is read past its end, and none but the whole is a value. */
static void test_prefixes(void **state)
{
    (void)state;
    static const char text[] = "{\"a\":[true,\"\\u00e9\\\\\",-2],\"b\":{\"c\":null}}";
    for (size_t n = 0; n < sizeof text - 1; n++) {
        char *copy = mem_alloc(n + 1);
        JsonScan s;
        JsonToken t;
        memcpy(copy, text, n);
        char *tight = realloc(copy, n ? n : 1);
        json_scan(&s, (Str){ tight, n }, 1);
        assert_false(json_scan_value(&s, &t));
        assert_non_null(s.error);
        free(tight);
    }
}

/* As a tree has them, or not at all. */
static void test_texts(void **state)
{
    static const struct { const char *list, *texts; } lists[] = {
        { "[]", "" }, { "[\"a\"]", "a" }, { "[ \"a\" , \"\" ]", "a|" },
        { "[\"x\\\"y\\\\\",\"\\b\\f\\n\\r\\t\"]", "x\"y\\|\b\f\n\r\t" }, { "[\"ä木\"]", "ä木" },
        { "[\"\\u0041\"]", NULL }, { "[\"\\/\"]", NULL }, { "[\"\\q\"]", NULL }, { "[1]", NULL }, { "[null]", NULL },
        { "[[\"a\"]]", NULL }, { "[\"a\",]", NULL }, { "[,\"a\"]", NULL }, { "[\"a\"\"b\"]", NULL }, { "[\"a\"", NULL },
        { "[\"a\"]x", NULL }, { "[\"a\"] ", NULL }, { "\"a\"", NULL }, { "{}", NULL }, { "", NULL },
    };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        StrList list = { 0 };
        bool whole = json_scan_texts(a, &(JsonToken){ .raw = str_from(lists[i].list), .line = 1 }, &list);
        assert_int_equal(whole, lists[i].texts != NULL);
        CLEANUP(buf_done) Buf joined = BUF_INIT;
        for (size_t k = 0; whole && k < list.len; k++)
            buf_addf(&joined, "%s%s", k ? "|" : "", list.items[k]);
        if (whole)
            assert_string_equal(joined.len ? joined.data : "", lists[i].texts);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_slips),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
