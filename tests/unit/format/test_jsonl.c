/*
 * test_jsonl.c - the skip scanner, held against the reader that builds trees.
 */
#include "cases.h"

#include <errno.h>

#include "baton/base/utf8.h"
#include "baton/format/json.h"
#include "baton/format/jsonl.h"

static const char *const fields[] = { "timestamp|ts|time", "agent|active_agent", "reason" };

static const struct {
    Str line;
    const char *time, *agent, *reason;      /* as text; NULL: not there */
    int time_key;
} good[] = {
    { STR("{}"), NULL, NULL, NULL, 0 },
    { STR(" { } \r\n"), NULL, NULL, NULL, 0 },
    { STR("{\"ts\":\"1\",\"agent\":\"x\"}"), "1", "x", NULL, 1 },
    { STR("{\"time\":3,\"ts\":2,\"timestamp\":1}"), "1", NULL, NULL, 0 },
    { STR("{\"timestamp\":1,\"ts\":2,\"time\":3}"), "1", NULL, NULL, 0 },
    { STR("{\"ts\":1,\"ts\":2}"), "2", NULL, NULL, 1 },
    { STR("{ \"agent\" : \"a\" , \"reason\" : null }"), NULL, "a", NULL, 0 },
    { STR("{\"x\":{\"agent\":\"no\",\"y\":[\"}\",\"\\\"]\"]},\"agent\":\"yes\"}"), NULL, "yes",
      NULL, 0 },
    { STR("{\"reason\":\"say \\\"hi\\\" \\\\\",\"agent\":\"b\"}"), NULL, "b", "say \"hi\" \\", 0 },
    { STR("{\"reason\":\"a\\n\\t\\u00e9\\ud83d\\ude00\\/\"}"), NULL, NULL, "a\n\t\u00e9\U0001F600/",
      0 },
    { STR("{\"reason\":\"\\ud83d \\u0000 \\ude00\"}"), NULL, NULL, "\uFFFD \uFFFD \uFFFD", 0 },
    { STR("{\"reason\":\"a\xFF\"}"), NULL, NULL, "a\uFFFD", 0 },
    { STR("{\"reason\":\"a\0b\"}"), NULL, NULL, "a\uFFFDb", 0 },
    { STR("{\"reason\":\"\",\"agent\":true,\"ts\":-1.5e3}"), "-1.5e3", "true", "", 1 },
    { STR("{\"reason\":{\"a\":[1]}}"), NULL, NULL, "{\"a\":[1]}", 0 },
    { STR("{\"reaso\":1,\"reasons\":2,\"\":3,\"nosaer\":4}"), NULL, NULL, NULL, 0 },
    { STR("{\"long enough to leave the first words behind it\":0,\"reason\":"
          "\"a text that is longer than what is looked at in words \\\" and goes on\"}"),
      NULL, NULL, "a text that is longer than what is looked at in words \" and goes on", 0 },
};

static void assert_text(Arena *a, JsonlValue v, const char *want)
{
    char *text = jsonl_text(a, v.raw);
    assert_int_equal(text != NULL, want != NULL);
    if (want)
        assert_string_equal(text, want);
}

static void test_wanted_values(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        JsonlValue v[3];
        assert_int_equal(jsonl_scan(good[i].line, fields, 3, v), 0);
        assert_text(a, v[0], good[i].time);
        assert_text(a, v[1], good[i].agent);
        assert_text(a, v[2], good[i].reason);
        assert_int_equal(v[0].key, good[i].time_key);
    }
}

static void test_what_is_no_object(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "", " ", "x", "[]", "\"x\"", "{", "}", "{}}", "{} {}", "{\"a\"}", "{\"a\":}", "{\"a\":1",
        "{\"a\":1,}",
        "{,}", "{\"a\":1 \"b\":2}", "{a:1}", "{\"a\":\"x}", "{\"a\":[1}", "{\"a\":\"\\\"}",
        "{\"a\":'x'}",
    };
    JsonlValue v[3];
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(jsonl_scan(str_from(bad[i]), fields, 3, v), -EINVAL);
}

/* Every beginning of a line is no whole object, and none makes the scanner read too far. */
static void test_every_prefix_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        Str line = str_trim(good[i].line);
        for (size_t n = 0; n < line.len; n++) {
            JsonlValue v[3];
            char *copy = mem_strndup(line.data, n);
            char *exact = mem_resize(copy, n ? n : 1);      /* no terminator to hide behind */
            assert_int_equal(jsonl_scan((Str){ exact, n }, fields, 3, v), -EINVAL);
            free(exact);
        }
    }
}

static void add_random_string(Buf *b, uint32_t *random)
{
    static const char *const pieces[] = { "a", "word ", "\\\"", "\\\\", "\\n", "}", "[", ",", ":",
        "\u00e9",
                                          "\\u00e9", "\\ud83d\\ude00",
                                          "a longer piece of a text " };
    buf_addc(b, '"');
    for (uint32_t n = next_random(random) % 9; n; n--)
        buf_adds(b, pieces[next_random(random) % ARRAY_LEN(pieces)]);
    buf_addc(b, '"');
}

static void add_random_value(Buf *b, uint32_t *random, int depth)
{
    uint32_t kind = next_random(random) % (depth ? 6 : 4);
    if (kind < 2) {
        add_random_string(b, random);
    } else if (kind == 2) {
        buf_addf(b, "%d", (int)(next_random(random) % 2000) - 1000);
    } else if (kind == 3) {
        buf_adds(b, next_random(random) % 2 ? "true" : "null");
    } else {
        buf_adds(b, kind == 4 ? "[" : "{\"agent\":");
        add_random_value(b, random, depth - 1);
        buf_adds(b, kind == 4 ? "]" : "}");
    }
}

/* What the scanner finds is what the tree has, for any object. */
static void test_the_scanner_agrees_with_the_tree(void **state)
{
    (void)state;
    static const char *const keys[] = { "reason", "other", "agent", "active_agent", "ts", "time" };
    uint32_t random = 5;
    for (int round = 0; round < 20000; round++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf b = BUF_INIT;
        CLEANUP(json_free_ptr) Json *tree = NULL;
        JsonlValue v[3];
        buf_addc(&b, '{');
        for (uint32_t i = 0, n = next_random(&random) % 5; i < n; i++) {
            buf_addf(&b, "%s\"%s\": ", i ? ", " : "", keys[next_random(&random) % ARRAY_LEN(keys)]);
            add_random_value(&b, &random, 3);
        }
        buf_addc(&b, '}');
        assert_int_equal(json_parse(buf_str(&b), &tree), 0);
        assert_int_equal(jsonl_scan(buf_str(&b), fields, 3, v), 0);
        const Json *reason = json_get(tree, "reason");
        assert_int_equal(v[2].raw.len > 0, reason != NULL);
        if (json_text(reason))
            assert_string_equal(jsonl_text(a, v[2].raw), json_text(reason));
    }
}

static void test_names_are_prepared_once(void **state)
{
    (void)state;
    JsonlFields f;
    JsonlValue v[3];
    jsonl_fields(&f, fields, 3);
    assert_int_equal(jsonl_scan_fields(STR("{\"reason\":1,\"time\":2}"), &f, v), 0);
    assert_str_is(v[2].raw, "1");
    assert_str_is(v[0].raw, "2");
    assert_int_equal(v[0].key, 2);
    assert_int_equal(jsonl_scan_fields(STR("{}"), &f, v), 0);
    assert_int_equal(v[0].raw.len + v[2].raw.len, 0);
}

static void test_texts_that_are_cut_short(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    assert_null(jsonl_text(a, STR("")));
    assert_null(jsonl_text(a, STR("null")));
    assert_string_equal(jsonl_text(a, STR("\"")), "");
    assert_string_equal(jsonl_text(a, STR("\"\\u12\"")), "\\u12");
    assert_string_equal(jsonl_text(a, STR("\"\\q\"")), "\\q");
    assert_string_equal(jsonl_text(a, STR("\"\\ud83d\\u12\"")), "\uFFFD\\u12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wanted_values),
        cmocka_unit_test(test_what_is_no_object),
        cmocka_unit_test(test_every_prefix_is_refused),
        cmocka_unit_test(test_the_scanner_agrees_with_the_tree),
        cmocka_unit_test(test_names_are_prepared_once),
        cmocka_unit_test(test_texts_that_are_cut_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
