/*
 * test_logs.c - ".current_run" and telemetry.
 */
#include "doc_test.h"

#include "baton/base/clock.h"
#include "baton/base/digest.h"

static const struct { const char *text, *id; int line; size_t problems; } runs[] = {
    { "7f3c2a\n", "7f3c2a", 1, 0 },
    { "\n  PM-20260222105713  \n\n", "PM-20260222105713", 2, 0 },
    { "", NULL, 0, 0 },
    { "\n\n", NULL, 0, 0 },
    { "one\ntwo\n", "one", 1, 1 },
    { "two words\n", NULL, 0, 1 },
};

static void test_runs(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(runs); i++) {
        CLEANUP(facts_free_ptr) Facts *f = read_doc(".agents/.current_run", runs[i].text);
        assert_int_equal(f->run != NULL, runs[i].id != NULL);
        assert_int_equal(f->problems.len, runs[i].problems);
        if (!f->run)
            continue;
        assert_string_equal(f->run->id, runs[i].id);
        assert_int_equal(f->run->line, runs[i].line);
        assert_string_equal(f->dialect, "run");
    }
}

static const struct { const char *line, *at, *run, *agent, *action, *reason, *body; } events[] = {
    { "{\"timestamp\":\"2026-02-22T10:57:13.123Z\",\"run_id\":\"r1\",\"active_agent\":\"/"
      "backend-engineer\",\"action\":\"START\",\"reason\":\"go\"}",
      "2026-02-22T10:57:13.123Z", "r1", "/backend-engineer", "START", "go", NULL },
    { "{\"ts\":\"2026-02-22T10:57:13.123456\",\"event\":\"stop\",\"session\":\"s\",\"priority\":2,"
      "\"source\":\"hook\"}",
      "2026-02-22T10:57:13.123Z", "s", "hook", "stop", NULL, "{\"priority\":2}" },
    { "{\"ts\":\"2026-02-22T10:57:13+00:00\",\"ticket\":\"T-1\",\"event\":\"agent_invoked\","
      "\"subagent\":\"qa\",\"tokens\":{\"in\":5}}",
      "2026-02-22T10:57:13.000Z", "T-1", "qa", "agent_invoked", NULL, "{\"tokens\":{\"in\":5}}" },
    { "{\"time\":1771757833,\"agent\":\"a\",\"status\":\"x\",\"message\":\"caf\\u00e9\"}",
      "2026-02-22T10:57:13.000Z", NULL, "a", "x", "café", NULL },
    { "{\"time\":1771757833123,\"agent\":\"a\"}", "2026-02-22T10:57:13.123Z", NULL, "a", NULL, NULL,
      NULL },
    { "{\"ts\":1771757833.1239,\"agent\":\"a\"}", "2026-02-22T10:57:13.123Z", NULL, "a", NULL, NULL,
      NULL },
    { "{\"ts\":\"1771757833.5\",\"agent\":\"a\"}", "2026-02-22T10:57:13.500Z", NULL, "a", NULL, NULL,
      NULL },
    { "{\"ts\":1771757833123456,\"agent\":\"a\"}", "2026-02-22T10:57:13.123Z", NULL, "a", NULL, NULL,
      NULL },
    { "{\"ts\":1771757833123456789,\"agent\":\"a\"}", "2026-02-22T10:57:13.123Z", NULL, "a", NULL,
      NULL, NULL },
    { "{\"ts\":-5,\"agent\":\"a\"}", NULL, NULL, "a", NULL, NULL, NULL },
    { "{\"time\":\"2026-02-22 12:57:13.5+02:00\",\"session\":\"s\",\"source\":\"x\",\"type\":\"t\"}",
      "2026-02-22T10:57:13.500Z", "s", "x", "t", NULL, NULL },
    { "{\"agent\":\"a\",\"source\":\"kept\",\"subagent\":7}", NULL, NULL, "a", NULL, NULL,
      "{\"source\":\"kept\",\"subagent\":7}" },
    { "{\"action\":\"TEST\",\"event\":\"kept\",\"timestamp\":\"soon\"}", NULL, NULL, NULL, "TEST",
      NULL, "{\"event\":\"kept\"}" },
    { "{\"agent\":{\"name\":\"a\"},\"action\":\"x\"}", NULL, NULL, NULL, "x", NULL,
      "{\"agent\":{\"name\":\"a\"}}" },
};

static void assert_same(const char *have, const char *want)
{
    assert_int_equal(have != NULL, want != NULL);
    if (want)
        assert_string_equal(have, want);
}

static void test_events(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(events); i++) {
        CLEANUP(facts_free_ptr) Facts *f = read_doc(".agents/logs/2026-02.jsonl", events[i].line);
        char at[TIME_TEXT_SIZE];
        uint8_t digest[DIGEST_SIZE];
        assert_int_equal(f->telemetry.len, 1);
        const TelemetryFact *t = &f->telemetry.items[0];
        assert_same(t->at ? time_format(t->at, at) : NULL, events[i].at);
        assert_same(t->run, events[i].run);
        assert_same(t->agent, events[i].agent);
        assert_same(t->action, events[i].action);
        assert_same(t->reason, events[i].reason);
        assert_same(t->body, events[i].body);
        digest_bytes(str_from(events[i].line), digest);
        assert_memory_equal(t->digest, digest, sizeof digest);
    }
}

/* A broken line is said once, with its place, and the lines behind it are read. */
static void test_broken_lines(void **state)
{
    (void)state;
    CLEANUP(facts_free_ptr)
    Facts *f = read_doc(
        "log.jsonl",
        "{\"action\":\"a\"}\nnonsense\n\n[1]\r\n{\"x\":1}\n{\"action\":\"b\"}\r\n{\"action\":");
    assert_int_equal(f->telemetry.len, 2);
    assert_int_equal(f->telemetry.items[1].line, 6);
    assert_string_equal(f->telemetry.items[1].action, "b");
    static const int lines[] = { 2, 4, 5, 7 };
    assert_int_equal(f->problems.len, ARRAY_LEN(lines));
    for (size_t i = 0; i < ARRAY_LEN(lines); i++)
        assert_int_equal(f->problems.items[i].line, lines[i]);
}

/* The same line in another file, with another line end, is the same event. */
static void test_digests(void **state)
{
    (void)state;
    CLEANUP(facts_free_ptr) Facts *a = read_doc("a.jsonl", "{\"action\":\"a\"}\n");
    CLEANUP(facts_free_ptr)
    Facts *b = read_doc("logs/b.jsonl", "\n{\"action\":\"a\"}\r\n{\"action\":\"b\"}");
    assert_memory_equal(a->telemetry.items[0].digest, b->telemetry.items[0].digest, 32);
    assert_memory_not_equal(b->telemetry.items[0].digest, b->telemetry.items[1].digest, 32);
}

static void test_many_broken_lines(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (int i = 0; i < 5000; i++)
        buf_adds(&text, "{\n");
    CLEANUP(facts_free_ptr) Facts *f = doc_read("a.jsonl", buf_str(&text));
    assert_true(f->problems.len < 50);
    assert_non_null(strstr(f->problems.items[f->problems.len - 1].message, "more lines"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_events),
        cmocka_unit_test(test_broken_lines),
        cmocka_unit_test(test_digests),
        cmocka_unit_test(test_many_broken_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
