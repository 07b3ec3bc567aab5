/*
 * test_agent_json.c - an agent definition survives the way to JSON and back, field by field.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "baton/core/agent_json.h"

/* Every field differs from every other, so that a swapped pair is seen. */
static AgentDef *full_agent(Arena *a)
{
    AgentDef *d = arena_alloc(a, sizeof *d);
    int n = 0;

#define X(field, json, title) d->field = arena_printf(a, "%s \"%d\"\n\\ ä", json, n++);
    AGENT_TEXTS(X)
#undef X
#define X(field, json, title) \
    for (int i = 0; i <= n % 3; i++) \
        strlist_add(&d->field, a, arena_printf(a, "%s %d", json, i)); \
    n++;
    AGENT_LISTS(X)
#undef X
    return d;
}

static void same_text(const char *name, const char *got, const char *want)
{
    if (!got != !want || (got && strcmp(got, want) != 0))
        fail_msg("%s is '%s', not '%s'", name, got ? got : "(none)", want ? want : "(none)");
}

static void same_list(const char *name, const StrList *got, const StrList *want)
{
    assert_int_equal(got->len, want->len);
    for (size_t i = 0; i < got->len; i++)
        same_text(name, got->items[i], want->items[i]);
}

static void same_agent(const AgentDef *got, const AgentDef *want)
{
#define X(field, json, title) same_text(json, got->field, want->field);
    AGENT_TEXTS(X)
#undef X
#define X(field, json, title) same_list(json, &got->field, &want->field);
    AGENT_LISTS(X)
#undef X
}

static AgentDef *round_trip(Arena *a, const AgentDef *d)
{
    CLEANUP(json_free_ptr) Json *out = agent_json(d);
    CLEANUP(json_free_ptr) Json *in = NULL;
    CLEANUP(buf_done) Buf text = BUF_INIT;

    json_write(&text, out, false);
    assert_int_equal(json_parse(buf_str(&text), &in), 0);
    return agent_from_json(a, in);
}

static void test_round_trip(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentDef empty = { 0 };
    (void)state;
    same_agent(round_trip(a, full_agent(a)), full_agent(a));
    same_agent(round_trip(a, &empty), &empty);
}

/* As with a tree of it, whatever it is. */
static void expect_same_reading(const char *text)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(json_free_ptr) Json *j = NULL;
    const AgentDef *want = json_parse(str_from(text), &j) == 0 ? agent_from_json(a, j) : NULL;
    const AgentDef *got = agent_read(a, text);
    if (!got != !want)
        fail_msg("'%s' is %s", text, got ? "read" : "not read");
    if (got)
        same_agent(got, want);
}

static void test_read(void **state)
{
    static const char *const texts[] = {
        "{}", "[]", "null", "", "{\"name\":\"a\"}", "{\"name\":\"a\"} ", "{\"name\":\"a\"}x", "{\"name\":\"a\",}",
        "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":\"a\",\"name\":3}", "{\"name\":\"a\",\"name\":null}",
        "{\"tools\":[\"a\"],\"tools\":\"b\"}", "{\"tools\":\"b\",\"tools\":[\"a\"]}", "{\"name\":[\"a\"]}",
        "{\"tools\":[]}", "{\"tools\":[\"a\",]}", "{\"tools\":[,\"a\"]}", "{\"tools\":[\"a\" ,\"b\"]}", "{\"tools\":[\"a\"\"b\"]}",
        "{\"tools\":[\"a\",[\"b\"]]}", "{\"name\":\"\\u0041\"}", "{\"name\":\"\\u0000\"}", "{\"name\":\"\\/\\b\\f\"}",
        "{\"name\":\"\\\\x\\\\\"}", "{\"name\":\"\\q\"}", "{\"name\":\"\\\"}", "{\"name\":\"a\\", "{\"name\":\"\xff\"}",
        "{\"other\":[\"a\"],\"name\":\"b\"}", "{\"other\":{\"name\":\"a\"}}", "{\"NAME\":\"a\"}", "{\"name\":nullx}",
        "{\"name\":\"a\nb\"}", "{,\"name\":\"a\"}", "{\"name\"\"a\"}", "{\"name\":}",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        expect_same_reading(texts[i]);
    assert_null(agent_read(NULL, NULL));
}

static void test_read_mutated(void **state)
{
    static const char letters[] = "\"\"\\,:[]{}nu a";
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(json_free_ptr) Json *j = agent_json(full_agent(a));
    CLEANUP(buf_done) Buf text = BUF_INIT;
    unsigned seed = 5;
    (void)state;
    json_write(&text, j, false);
    expect_same_reading(text.data);
    for (int i = 0; i < 20000; i++) {
        seed = seed * 1664525u + 1013904223u;
        size_t at = (seed >> 8) % text.len;
        char was = text.data[at];
        text.data[at] = letters[(seed >> 4) % (sizeof letters - 1)];
        expect_same_reading(text.data);
        text.data[at] = was;
    }
    for (; text.len; text.data[--text.len] = '\0')
        expect_same_reading(text.data);         /* however it is cut */
}

static void test_names(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(json_free_ptr) Json *j = agent_json(full_agent(a));
    size_t fields = 0;
    (void)state;
    for (const Json *field = json_first(j); field; field = json_next(field))
        fields++;
#define X(field, json, title) + 1
    assert_int_equal(fields, 0 AGENT_TEXTS(X) AGENT_LISTS(X));
#undef X
    assert_string_equal(json_get_str(j, "name"), full_agent(a)->name);
    assert_true(json_is_array(json_get(j, "write_scope")));
}

static void test_odd_json(void **state)
{
    static const struct { const char *text, *name; size_t tools; bool object; } cases[] = {
        { "{}", NULL, 0, true },
        { "{\"name\": 3, \"tools\": \"Read\"}", NULL, 0, true },
        { "{\"name\": \"x\", \"tools\": [\"a\", 1, null, \"b\"], \"other\": {}}", "x", 2, true },
        { "[]", NULL, 0, false },
        { "null", NULL, 0, false },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(json_free_ptr) Json *j = NULL;
        assert_int_equal(json_parse(str_from(cases[i].text), &j), 0);
        AgentDef *d = agent_from_json(a, j);
        assert_int_equal(d != NULL, cases[i].object);
        if (!d)
            continue;
        same_text("name", d->name, cases[i].name);
        assert_int_equal(d->tools.len, cases[i].tools);
    }
    assert_null(agent_from_json(NULL, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_read_mutated),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_odd_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
