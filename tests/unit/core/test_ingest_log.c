/*
 * test_ingest_log.c - telemetry logs: every line once, whatever happens to the file.
 */
#include <sqlite3.h>

#include "baton/core/import.h"
#include "project_test.h"

#define LOG ".agents/logs/orchestration/2026-01.jsonl"
#define LINE(second, action)                                                                       \
    "{\"timestamp\":\"2026-01-01T00:00:" second                                                    \
    ".000Z\",\"run_id\":\"PM-1\",\"active_agent\":\"/qa-engineer\","                               \
    "\"action\":\"" action "\",\"reason\":\"because\",\"duration_ms\":5}\n"

static int64_t telemetry(Scene *s)
{
    return event_count(s, EVENT_TELEMETRY);
}

static Event newest(Scene *s)
{
    EventRows rows = { 0 };
    assert_int_equal(
        store_events(s->c->store, s->arena,
                     &(EventQuery){ .telemetry_only = true, .newest_first = true, .limit = 1 },
                     &rows),
        0);
    assert_int_equal(rows.len, 1);
    return rows.items[0];
}

static void test_lines_become_events(void **state)
{
    Scene *s = *state;
    put(s, LOG, LINE("01", "START"));
    look(s);
    Event e = newest(s);
    assert_string_equal(e.run, "PM-1");
    assert_string_equal(e.agent, "qa-engineer");
    assert_string_equal(e.action, "START");
    assert_string_equal(e.reason, "because");
    assert_int_equal(e.source, SOURCE_FILE);
    assert_int_equal(e.at, 1767225601000);
    assert_int_equal(strncmp(e.id, "log-019b76daabe8-", 17), 0);
    assert_non_null(strstr(e.body, "duration_ms"));
    assert_sound(s);
}

static void test_growth_costs_only_what_is_new(void **state)
{
    Scene *s = *state;
    put(s, LOG, LINE("01", "START"));
    look(s);
    append(s, LOG, LINE("02", "TEST") LINE("03", "COMPLETED"));
    look(s);
    assert_int_equal(s->report.events, 2);
    assert_int_equal(telemetry(s), 3);
    assert_string_equal(newest(s).action, "COMPLETED");
    look(s);
    assert_int_equal(s->report.read, 0);
    scene_reopen(s);
    append(s, LOG, LINE("04", "START"));
    look(s);
    assert_int_equal(telemetry(s), 4);
    assert_sound(s);
}

static void test_equal_lines_are_events_of_their_own(void **state)
{
    Scene *s = *state;
    put(s, LOG, LINE("01", "TEST") LINE("01", "TEST"));
    look(s);
    assert_int_equal(telemetry(s), 2);
    append(s, LOG, LINE("01", "TEST"));
    look(s);
    assert_int_equal(telemetry(s), 3);
    append(s, LOG, LINE("01", "TEST") LINE("01", "TEST"));
    look(s);
    assert_int_equal(telemetry(s), 5);
    assert_int_equal(store_seen_drop(s->c->store, LOG), 0);     /* read again from the start */
    look(s);
    assert_int_equal(telemetry(s), 5);
}

static void test_many_equal_lines(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (int i = 0; i < 150; i++)
        buf_adds(&text, LINE("01", "TEST"));
    put(s, LOG, text.data);
    look(s);
    assert_int_equal(telemetry(s), 150);
    append(s, LOG, text.data);
    look(s);
    assert_int_equal(telemetry(s), 300);
    assert_int_equal(store_seen_drop(s->c->store, LOG), 0);
    look(s);
    assert_int_equal(telemetry(s), 300);
}

static void test_rotation(void **state)
{
    Scene *s = *state;
    put(s, LOG, LINE("01", "START") LINE("02", "TEST") LINE("03", "TEST"));
    look(s);
    put(s, LOG, LINE("03", "TEST") LINE("04", "COMPLETED"));     /* the front was cut off */
    look(s);
    assert_int_equal(telemetry(s), 4);
    put(s, LOG, LINE("05", "START") LINE("06", "TEST") LINE("07", "TEST") LINE("08", "TEST"));
    look(s);
    assert_int_equal(telemetry(s), 8);
    put(s, LOG, "");
    look(s);
    append(s, LOG, LINE("09", "START"));
    look(s);
    assert_int_equal(telemetry(s), 9);
    drop(s, LOG);
    look(s);
    assert_int_equal(telemetry(s), 9);
    assert_sound(s);
}

/* At this line the ledger refuses: whoever reads gets no further, as if he was killed there. */
static void break_at(Scene *s, const char *reason)
{
    CLEANUP(buf_done) Buf sql = BUF_INIT;
    sqlite3 *db;
    buf_adds(&sql, reason ? "CREATE TRIGGER broken BEFORE INSERT ON event " : "DROP TRIGGER broken;");
    if (reason)
        buf_addf(&sql, "WHEN NEW.reason = '%s' BEGIN SELECT raise(ABORT, 'broken'); END;", reason);
    assert_int_equal(sqlite3_open(scene_path(s, ".baton/state.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql.data, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* Lines that were imported before, and a reader who is killed between them: each is one event, and none is left out. */
static void test_a_reader_who_is_killed(void **state)
{
    enum { LINES = 13000 };
    static const char *const places[] = { "line 99", "line 4098", "line 8097", "line 12990" };
    for (size_t i = 0; i < 2 * ARRAY_LEN(places); i++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        Scene *s = *state;
        Message m = { 0 };
        ImportReport report;
        for (int k = 0; k < LINES; k++)
            buf_addf(&text, "{\"timestamp\":%lld,\"agent\":\"qa\",\"action\":\"TEST\",\"reason\":\"line %d\"}\n",
                     1767225600000 + k / 3 * 3LL, k % 3 == 1 ? k - 1 : k);
        scene_done(s);
        scene_init(s);
        put(s, LOG, text.data);
        if (i % 2)
            assert_int_equal(import_file(s->c, &(ImportOrder){ 0 }, scene_path(s, LOG), s->arena, &report, &m), 0);
        break_at(s, places[i / 2]);
        assert_true(ingest(s->c, false, &s->report, &m) < 0);
        break_at(s, NULL);
        scene_reopen(s);
        look(s);                                /* the file is as it was */
        assert_int_equal(telemetry(s), LINES);
        append(s, LOG, LINE("01", "TEST") LINE("01", "TEST"));
        look(s);
        assert_int_equal(telemetry(s), LINES + 2);
        look(s);
        assert_int_equal(s->report.read, 0);
        assert_sound(s);
    }
}

static void test_an_unfinished_line_waits(void **state)
{
    Scene *s = *state;
    put(s, LOG, LINE("01", "START") "{\"timestamp\":\"2026-01-01T00:00:02Z\",\"run_id\":\"PM");
    look(s);
    assert_int_equal(telemetry(s), 1);
    append(s, LOG, "-1\",\"active_agent\":\"qa\",\"action\":\"TEST\"}");
    look(s);
    assert_int_equal(telemetry(s), 2);           /* whole, though its end is missing */
    append(s, LOG, "\n" LINE("03", "COMPLETED"));
    look(s);
    assert_int_equal(telemetry(s), 3);
    assert_string_equal(newest(s).action, "COMPLETED");
}

static void test_a_long_log_in_batches(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (int i = 0; i < 4500; i++)
        buf_addf(&text,
                 "{\"ts\":\"2026-01-01T00:00:00Z\",\"run_id\":\"PM-1\",\"agent\":\"qa\",\"action\":"
                 "\"STEP\",\"n\":%d}\n",
                 i);
    put(s, LOG, text.data);
    look(s);
    assert_int_equal(telemetry(s), 4500);
    append(s, LOG, LINE("01", "COMPLETED"));
    look(s);
    assert_int_equal(telemetry(s), 4501);
    assert_sound(s);
}

static void test_lines_that_are_no_telemetry(void **state)
{
    Scene *s = *state;
    ProblemRows rows = { 0 };
    put(s, LOG, LINE("01", "START") "this is no JSON\n" LINE("02", "TEST"));
    look(s);
    assert_int_equal(telemetry(s), 2);
    append(s, LOG, "nor is this\n");
    look(s);
    assert_int_equal(telemetry(s), 2);
    assert_int_equal(store_problems(s->c->store, s->arena, LOG, &rows), 0);
    assert_int_equal(rows.len, 2);
    assert_int_equal(rows.items[0].line, 2);
    assert_int_equal(rows.items[1].line, 4);
}

static void test_an_escalation(void **state)
{
    Scene *s = *state;
    EscalationRows rows = { 0 };
    put(s, LOG, LINE("01", "ESCALATE"));
    look(s);
    assert_int_equal(store_escalations(s->c->store, s->arena, &(EscalationQuery){ 0 }, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_string_equal(rows.items[0].agent, "qa-engineer");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_lines_become_events),
        SCENE_TEST(test_growth_costs_only_what_is_new),
        SCENE_TEST(test_equal_lines_are_events_of_their_own),
        SCENE_TEST(test_many_equal_lines),
        SCENE_TEST(test_rotation),
        SCENE_TEST(test_a_reader_who_is_killed),
        SCENE_TEST(test_an_unfinished_line_waits),
        SCENE_TEST(test_a_long_log_in_batches),
        SCENE_TEST(test_lines_that_are_no_telemetry),
        SCENE_TEST(test_an_escalation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
