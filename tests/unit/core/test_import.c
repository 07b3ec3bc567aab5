/*
 * test_import.c - logs that exist already: every event once, whatever the layout and however often.
 */
#include "baton/core/import.h"
#include "baton/base/digest.h"
#include "project_test.h"

#define LOG "old.jsonl"
#define WATCHED ".agents/logs/orchestration/2026-01.jsonl"
#define LINE(second, action)                                                                       \
    "{\"timestamp\":\"2026-01-01T00:00:" second                                                    \
    ".000Z\",\"run_id\":\"PM-1\",\"active_agent\":\"/qa-engineer\","                               \
    "\"action\":\"" action "\",\"reason\":\"because\",\"duration_ms\":5}\n"

static ImportReport import_with(Scene *s, const char *name, const ImportOrder *o)
{
    ImportReport report;
    Message m = { 0 };
    if (import_file(s->c, o, scene_path(s, name), s->arena, &report, &m) < 0)
        fail_msg("%s", m.text);
    return report;
}

static ImportReport import(Scene *s, const char *name)
{
    return import_with(s, name, &(ImportOrder){ 0 });
}

static int64_t telemetry(Scene *s)
{
    return event_count(s, EVENT_TELEMETRY);
}

static Event newest(Scene *s)
{
    EventRows rows = { 0 };
    EventQuery q = { .telemetry_only = true, .newest_first = true, .limit = 1 };
    assert_int_equal(store_events(s->c->store, s->arena, &q, &rows), 0);
    assert_int_equal(rows.len, 1);
    return rows.items[0];
}

static void test_layouts(void **state)
{
    static const struct { const char *text; int events, bad; int64_t bad_line; } cases[] = {
        { "", 0, 0, 0 },
        { "\n\n", 0, 0, 0 },
        { "{\"agent\":\"qa\",\"action\":\"A\"}", 1, 0, 0 },
        { "\xef\xbb\xbf{\"agent\":\"qa\",\"action\":\"A\"}\r\n\r\n{\"agent\":\"qa\",\"action\":\"B\"}\r\n", 2, 0, 0 },
        { "no JSON\n{\"agent\":\"qa\"}\n{\"agent\":\n{\"action\":\"B\"}\n", 2, 2, 1 },
        { "{\"agent\":\"qa\"}\n{\"x\":1}\n[1,2]\n", 1, 2, 2 },
        { "[]", 0, 0, 0 },
        { "[{\"agent\":\"qa\"},{\"agent\":\"qa\"}]", 2, 0, 0 },
        { "[\n {\"agent\":\"qa\"},\n {\"agent\":\"be\"}\n]\n", 2, 0, 0 },
        { "{\n \"agent\": \"q\\\"a}\",\n \"k\": {\"a\": [1]}\n}\n{\n \"action\": \"B\"\n}\n", 2, 0, 0 },
        { "[{\"agent\":\"qa},\n \"x\":{\"y\":1}},\n {\"agent\":\"be\"}]", 1, 1, 1 },
        { "[{\"agent\":\"qa\"},{\"agent\":", 1, 1, 1 },
        { "[{\"agent\":\"qa\"}, 17, \"x\"\n,{\"agent\":\"be\"}]", 2, 1, 1 },
        { "plain text\nof two lines\n", 0, 2, 1 },
        { "{\"a\":{\"a\":{\"a\":1}}}", 0, 1, 1 },
    };
    Scene *s = *state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *name = arena_printf(s->arena, "case-%zu.log", i);
        put(s, name, cases[i].text);
        ImportReport r = import(s, name);
        if (r.events != cases[i].events || r.bad != cases[i].bad || r.bad_lines[0] != cases[i].bad_line)
            fail_msg("case %zu: %lld events, %lld bad, first in line %lld", i, (long long)r.events,
                     (long long)r.bad, (long long)r.bad_lines[0]);
        ImportReport again = import(s, name);
        assert_int_equal(again.events, 0);
        assert_int_equal(again.known, r.events);
    }
    assert_sound(s);
}

static void test_fields(void **state)
{
    Scene *s = *state;
    put(s, LOG, LINE("01", "free words"));
    ImportReport r = import(s, LOG);
    Event e = newest(s);
    assert_string_equal(e.run, "PM-1");
    assert_string_equal(e.agent, "qa-engineer");
    assert_string_equal(e.action, "free words");
    assert_string_equal(e.body, "{\"duration_ms\":5}");
    assert_int_equal(r.first_at, 1767225601000);
    assert_int_equal(r.last_at, r.first_at);
    put(s, "other.jsonl", "{\"ts\":1767225602,\"event\":\"TEST\"}\n{\"event\":\"TEST\"}\n");
    r = import_with(s, "other.jsonl", &(ImportOrder){ .run = "R", .agent = "/be" });
    e = newest(s);
    assert_string_equal(e.run, "R");
    assert_string_equal(e.agent, "be");
    assert_int_equal(e.at, 1767225602000);      /* of the line before */
    assert_int_equal(r.untimed, 1);
}

static void test_growth(void **state)
{
    Scene *s = *state;
    put(s, LOG, LINE("01", "START") LINE("02", "TEST") LINE("02", "TEST"));
    assert_int_equal(import(s, LOG).events, 3);
    append(s, LOG, LINE("02", "TEST") LINE("03", "COMPLETED"));
    ImportReport r = import(s, LOG);
    assert_int_equal(r.events, 2);
    assert_int_equal(r.known, 3);
    assert_int_equal(telemetry(s), 5);
    CLEANUP(buf_done) Buf many = BUF_INIT;
    for (int i = 0; i < 150; i++)
        buf_adds(&many, LINE("04", "TEST"));
    append(s, LOG, many.data);
    assert_int_equal(import(s, LOG).events, 150);
    assert_int_equal(import(s, LOG).events, 0);
    assert_sound(s);
}

static void test_a_watched_log(void **state)
{
    Scene *s = *state;
    put(s, WATCHED, LINE("01", "START") LINE("02", "TEST") LINE("02", "TEST"));
    look(s);
    assert_int_equal(import(s, WATCHED).known, 3);
    append(s, WATCHED, LINE("02", "TEST") LINE("03", "COMPLETED"));
    assert_int_equal(import(s, WATCHED).events, 2);
    look(s);
    assert_int_equal(telemetry(s), 5);
    append(s, WATCHED, LINE("02", "TEST"));
    look(s);
    assert_int_equal(telemetry(s), 6);
    assert_int_equal(import(s, WATCHED).events, 0);
    assert_int_equal(chdir(s->dir), 0);
    ImportReport r;
    Message m = { 0 };
    assert_int_equal(import_file(s->c, &(ImportOrder){ 0 }, "./.agents/../" WATCHED, s->arena, &r, &m), 0);
    assert_int_equal(r.events, 0);
    assert_int_equal(chdir("/"), 0);
}

static void test_a_dry_run(void **state)
{
    Scene *s = *state;
    put(s, LOG, LINE("01", "START") LINE("02", "TEST"));
    ImportReport r = import_with(s, LOG, &(ImportOrder){ .dry_run = true });
    assert_int_equal(r.events, 2);
    assert_int_equal(telemetry(s), 0);
    assert_int_equal(import(s, LOG).events, 2);
    assert_int_equal(import_with(s, LOG, &(ImportOrder){ .dry_run = true }).known, 2);
}

static void count_call(void *ctx, int64_t events, int64_t bytes, int64_t size)
{
    int *calls = ctx;
    assert_true(bytes <= size);
    assert_true(events > 0);
    ++*calls;
}

/* More than a batch, with lines that are none spread over it. */
static void test_batches(void **state)
{
    enum { LINES = 25000, EVERY = 500 };
    Scene *s = *state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    int calls = 0;
    for (int i = 1; i <= LINES; i++)
        buf_addf(&text, i % EVERY ? "{\"agent\":\"qa\",\"action\":\"STEP\",\"n\":%d}\n" : "line %d\n", i);
    put(s, LOG, text.data);
    ImportReport r = import_with(s, LOG, &(ImportOrder){ .progress = count_call, .ctx = &calls });
    assert_int_equal(r.bad, LINES / EVERY);
    assert_int_equal(r.events, LINES - LINES / EVERY);
    for (int i = 0; i < IMPORT_BAD_MAX; i++)
        assert_int_equal(r.bad_lines[i], (i + 1) * EVERY);
    assert_int_equal(calls, 3);
}

static void test_refusals(void **state)
{
    Scene *s = *state;
    ImportReport r;
    Message m = { 0 };
    assert_int_equal(import_file(s->c, &(ImportOrder){ 0 }, scene_path(s, "none"), s->arena, &r, &m), -ENOENT);
    assert_non_null(strstr(m.text, "none"));
    assert_int_equal(import_file(s->c, &(ImportOrder){ 0 }, s->dir, s->arena, &r, &m), -EISDIR);
    assert_non_null(strstr(m.text, "is a folder"));
}

/* As they were made before ids began with the time: digests of path, text and place among its like. */
static void test_ids_of_older_batons(void **state)
{
    static const char line[] = LINE("01", "START");
    Scene *s = *state;
    uint8_t text[DIGEST_SIZE], all[DIGEST_SIZE];
    char id[5 + DIGEST_HEX_SIZE] = "line-";
    DigestFields *d = digest_fields_new();
    digest_bytes(str_trim(str_from(line)), text);
    digest_fields_add(d, LOG);
    digest_fields_add_str(d, (Str){ (const char *)text, sizeof text });
    digest_fields_add(d, "0");
    digest_fields_end(d, all);
    hex_from(all, sizeof all, id + 5);
    Event e = { .id = id, .kind = EVENT_TELEMETRY, .action = "START", .source = SOURCE_FILE };
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
    put(s, LOG, LINE("01", "START") LINE("01", "START") LINE("02", "TEST"));
    ImportReport r = import(s, LOG);
    assert_int_equal(r.known, 1);
    assert_int_equal(r.events, 2);
    assert_sound(s);
}

static void test_ids_rise_with_time(void **state)
{
    Scene *s = *state;
    EventRows rows = { 0 };
    put(s, LOG, LINE("01", "A") LINE("02", "B") LINE("02", "C") LINE("03", "D") LINE("04", "E") LINE("05", "F"));
    assert_int_equal(import(s, LOG).events, 6);
    assert_int_equal(store_events(s->c->store, s->arena, &(EventQuery){ .telemetry_only = true }, &rows), 0);
    for (size_t i = 1; i < rows.len; i++)
        assert_true(strncmp(rows.items[i - 1].id, rows.items[i].id, sizeof "log-019b76daabe8" - 1) <= 0);
    assert_string_not_equal(rows.items[1].id, rows.items[2].id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_layouts), SCENE_TEST(test_fields), SCENE_TEST(test_growth), SCENE_TEST(test_a_watched_log),
        SCENE_TEST(test_a_dry_run), SCENE_TEST(test_batches), SCENE_TEST(test_ids_of_older_batons),
        SCENE_TEST(test_ids_rise_with_time), SCENE_TEST(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
