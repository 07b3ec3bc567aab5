/*
 * test_redact.c - what was taken out is nowhere any more, and the ledger still says what it said.
 */
#include <signal.h>

#include "baton/store/gate.h"

#include "ledger_help.h"

#define SECRET "hunter2-\"key\"/ä"
#define SECRET_HEX "68756e746572322d226b6579222fc3a4"

static const char *const spellings[] = {
    SECRET, SECRET_HEX, "68756E746572322D226B6579222FC3A4", "hunter2-\\\"key\\\"/ä", "hunter2-\\u0022",
};

/* How often any spelling stands in the bytes of the ledger and its log. */
static int times_in_files(Bench *b)
{
    static const char *const suffixes[] = { "", "-wal" };
    int n = 0;

    for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
        CLEANUP(buf_done) Buf bytes = BUF_INIT;
        if (file_read(arena_printf(b->a, "%s%s", b->db, suffixes[i]), 1 << 26, &bytes, NULL) < 0)
            continue;
        for (size_t k = 0; k < ARRAY_LEN(spellings); k++)
            n += str_find(buf_str(&bytes), str_from(spellings[k])) >= 0;
    }
    return n;
}

static void assert_verifies(Store *s)
{
    Message m = { 0 };
    if (store_verify(s, NULL, &m))
        fail_msg("%s", m.text);
}

static void assert_bad(Store *s, const char *part)
{
    Message m = { 0 };
    assert_int_equal(store_verify(s, NULL, &m), 1);
    if (!strstr(m.text, part))
        fail_msg("'%s' does not say '%s'", m.text, part);
}

static int redact(Bench *b)
{
    return store_redact(b->s, STR(SECRET), "ann", "it leaked: " SECRET, SOURCE_CLI);
}

/* One event per place where it can stand; the first one is clean. */
static const Event places[] = {
    { .kind = EVENT_TELEMETRY, .agent = "be", .action = "START", .reason = "clean", .body = "{\"a\":\"\\u00e4\"}" },
    { .kind = EVENT_TELEMETRY, .agent = "be", .reason = "it is " SECRET ", twice " SECRET },
    { .kind = EVENT_TELEMETRY, .agent = SECRET },
    { .kind = EVENT_TELEMETRY, .run = SECRET, .agent = "be" },
    { .kind = EVENT_TELEMETRY, .action = SECRET },
    { .kind = EVENT_DOCUMENT_READ, .subject = SECRET, .body = "{\"digest\":\"d\"}" },
    { .kind = EVENT_TELEMETRY, .actor = SECRET, .host = "x" SECRET "x" },
    { .kind = EVENT_TELEMETRY, .id = "id-" SECRET },
    { .kind = EVENT_TELEMETRY, .body = "{\"a\":[{\"b\":\"hunter2-\\\"key\\\"/ä\"}]}" },
    { .kind = EVENT_TELEMETRY, .body = "{\"a\":\"hunter2-\\u0022key\\u0022\\/\\u00e4\"}" },
    { .kind = EVENT_TELEMETRY, .body = "{\"a\":\"{\\\"b\\\":\\\"hunter2-\\\\\\\"key\\\\\\\"/ä\\\"}\"}" },
    { .kind = EVENT_TELEMETRY, .body = "{\"hunter2-\\\"key\\\"/ä\":true}" },
    { .kind = EVENT_TELEMETRY, .body = "no json " SECRET },
    { .kind = EVENT_EDIT_MADE, .subject = "t", .body = "{\"what\":\"state\",\"patch\":{\"old\":\"20" SECRET_HEX "\"}}" },
    { .kind = EVENT_TELEMETRY, .body = "{\"bytes\":\"68756E746572322D226B6579222FC3A4\"}" },
    { .kind = EVENT_TELEMETRY, .id = "esc", .agent = "be", .action = "ESCALATE", .reason = "needs " SECRET,
      .body = "{\"to\":\"hunter2-\\\"key\\\"/ä\",\"task\":\"hunter2-\\\"key\\\"/ä\"}" },
    { .kind = EVENT_ESCALATION_STATED, .subject = "x/" SECRET, .reason = "ESCALATION: needs " SECRET ". Routing to /x.",
      .body = "{\"mark\":\"hunter2-\\\"key\\\"/ä\",\"via\":\"section\"}" },
    { .kind = EVENT_ESCALATION_DECIDED, .subject = "esc", .actor = SECRET, .reason = SECRET,
      .body = "{\"act\":\"route\",\"to\":\"hunter2-\\\"key\\\"/ä\"}" },
    { .kind = EVENT_TASK_ADDED, .subject = "secret task",
      .body = "{\"title\":\"hunter2-\\\"key\\\"/ä\",\"state\":\"blocked\",\"assignee\":\"qa\"}" },
};

static void it_is_taken_out_of_every_place(void **state)
{
    Bench *b = *state;

    for (size_t i = 0; i < ARRAY_LEN(places); i++)
        add(b->s, places[i]);
    assert_true(times_in_files(b) > 0);
    assert_int_equal(redact(b), (int)ARRAY_LEN(places) - 1);
    assert_int_equal(times_in_files(b), 0);
    assert_verifies(b->s);
    assert_rows(b->s, "SELECT reason, body FROM event WHERE seq = 1", "clean|{\"a\":\"\\u00e4\"};");
    assert_rows(b->s, "SELECT reason FROM event WHERE seq = 2", "it is [redacted], twice [redacted];");
    assert_rows(b->s, "SELECT agent, slug FROM event WHERE seq = 3", "[redacted]|redacted;");
    assert_rows(b->s, "SELECT subject FROM event WHERE seq = 6", "[redacted];");
    assert_rows(b->s, "SELECT path FROM document", "[redacted];");
    assert_rows(b->s, "SELECT actor, host FROM event WHERE seq = 7", "[redacted]|x[redacted]x;");
    assert_rows(b->s, "SELECT id FROM event WHERE seq = 8", "[redacted]-8;");
    assert_rows(b->s, "SELECT body FROM event WHERE seq IN (9, 10)",
                "{\"a\":[{\"b\":\"[redacted]\"}]};{\"a\":\"[redacted]\"};");
    assert_rows(b->s, "SELECT body FROM event WHERE seq = 13", "no json [redacted];");
    assert_rows(b->s, "SELECT patch FROM edit", "{\"old\":\"205b72656461637465645d\"};");
    assert_rows(b->s, "SELECT kind, actor, source, reason FROM event WHERE seq = 20",
                "event.redacted|ann|cli|it leaked: [redacted];");
    assert_rows(b->s, "SELECT json_extract(body, '$.count'), json_extract(body, '$.events[0].seq') FROM event "
                      "WHERE seq = 20", "18|2;");
    assert_rows(b->s, "SELECT reason, to_name, task, file, actor, comment, routed_to FROM escalation WHERE number = 1",
                "needs [redacted]|[redacted]|[redacted]|x/[redacted]|[redacted]|[redacted]|[redacted];");
    assert_rows(b->s, "SELECT reason FROM escalation WHERE number = 2", "[redacted] is blocked;");
    assert_rows(b->s, "SELECT file, mark FROM escalation_mark", "x/[redacted]|[redacted];");
    assert_rows(b->s, "SELECT channel FROM escalation_event WHERE number = 0", "to:redacted;");
}

/* Numbers are no strings, and a text may begin in one value and end in the next. */
static void what_is_no_string_goes_too(void **state)
{
    Bench *b = *state;

    add(b->s, (Event){ .kind = EVENT_TELEMETRY, .body = "{\"pin\":12345678,\"n\":1}" });
    assert_int_equal(store_redact(b->s, STR("12345678"), "ann", "", SOURCE_CLI), 1);
    assert_rows(b->s, "SELECT body FROM event WHERE seq = 1", "{\"pin\":\"[redacted]\",\"n\":1};");
    add(b->s, (Event){ .kind = EVENT_TELEMETRY, .body = "{\"a\":\"begins\",\"b\":\"ends\"}" });
    assert_int_equal(store_redact(b->s, STR("begins\",\"b\":\"ends"), "ann", "", SOURCE_CLI), 1);
    assert_rows(b->s, "SELECT body FROM event WHERE seq = 3", "{\"redacted\":true};");
    assert_verifies(b->s);
}

/* Pages that were given up before keep their bytes until the file is written anew. */
static void it_leaves_pages_that_were_given_up(void **state)
{
    Bench *b = *state;

    for (int i = 0; i < 40; i++)
        add_task(b->s, arena_printf(b->a, "t%d", i), "{\"file\":\"s.md\",\"title\":\"hunter2-\\\"key\\\"/ä\"}");
    for (int i = 0; i < 40; i++)
        add(b->s, (Event){ .kind = EVENT_TASK_GONE, .subject = arena_printf(b->a, "t%d", i) });
    assert_int_equal(store_seen_put(b->s, SECRET ".md", &(FileId){ .size = 1 }, "d"), 0);
    assert_int_equal(store_seen_put(b->s, "other.md", &(FileId){ .size = 1 }, "d"), 0);
    assert_int_equal(redact(b), 40);
    assert_int_equal(times_in_files(b), 0);
    assert_rows(b->s, "SELECT path FROM seen", "other.md;");
    assert_verifies(b->s);
}

static void the_guard_of_the_ledger_is_back(void **state)
{
    static const char guards[] = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name";
    Bench *b = *state;
    CLEANUP(buf_done) Buf before = BUF_INIT, after = BUF_INIT;

    rows_text(b->s->db, guards, &before);
    say(b->s, "r", "be", "START", SECRET);
    assert_int_equal(redact(b), 1);
    rows_text(b->s->db, guards, &after);
    assert_string_equal(before.data, after.data);
    assert_int_not_equal(sqlite3_exec(b->s->db, "UPDATE event SET reason = 'x'", NULL, NULL, NULL), SQLITE_OK);
}

static void what_nobody_holds_changes_nothing(void **state)
{
    static const char *const no_secrets[] = { "", "abc", "redacted", "5b72" };
    Bench *b = *state;

    say(b->s, "r", "be", "START", "abc redacted 5b72");
    assert_int_equal(redact(b), 0);
    assert_int_equal(store_last_seq(b->s), 1);
    for (size_t i = 0; i < ARRAY_LEN(no_secrets); i++)
        assert_int_equal(store_redact(b->s, str_from(no_secrets[i]), "ann", "", SOURCE_CLI), -EINVAL);
    assert_int_equal(store_begin(b->s), 0);
    assert_int_equal(redact(b), -EINPROGRESS);
    store_rollback(b->s);
    assert_verifies(b->s);
}

/* Each must name the event that was changed, not one behind it. */
static void a_redacted_event_is_held_to_what_was_left(void **state)
{
    static const struct { const char *sql, *said; } cases[] = {
        { "UPDATE event SET reason = 'another' WHERE seq = 2", "Event 2 (telemetry) is not what its redaction left" },
        { "UPDATE event SET reason = 'it is hunter2' WHERE seq = 2", "Event 2 " },
        { "UPDATE event SET chain = CAST(substr(chain, 1, 31) || CASE substr(chain, 32) WHEN x'78' THEN 'y' ELSE 'x' "
          "END AS BLOB) WHERE seq = 2", "Event 2 " },
        { "UPDATE event SET chain = x'00' WHERE seq = 2", "Event 2 " },
        { "UPDATE event SET body = replace(body, '\"seq\":2', '\"seq\":3') WHERE seq = 4", "Event 2 " },
        { "UPDATE event SET actor = 'eve' WHERE seq = 4", "Event 2 " },
        { "UPDATE event SET reason = 'x' WHERE seq = 3", "Event 3 " },
    };
    Bench *b = *state;

    say(b->s, "r", "be", "START", "clean");
    say(b->s, "r", "be", "START", SECRET);
    say(b->s, "r", "be", "START", "clean");
    assert_int_equal(redact(b), 1);
    assert_int_equal(store_event_proven(b->s, 2, EVENT_TELEMETRY, ""), 1);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        tamper(b->db, "CREATE TABLE saved AS SELECT * FROM event");
        tamper(b->db, cases[i].sql);
        assert_bad(b->s, cases[i].said);
        tamper(b->db, "DELETE FROM event; INSERT INTO event SELECT * FROM saved; DROP TABLE saved");
        assert_verifies(b->s);
    }
}

/* Who cannot make a chain cannot excuse a change either. */
static void a_forged_redaction_excuses_nothing(void **state)
{
    Bench *b = *state;

    say(b->s, "r", "be", "START", "one");
    say(b->s, "r", "be", "START", "two");
    tamper(b->db, "INSERT INTO event SELECT 3, 'forged', at, 'event.redacted', '', '', '', '', '', '', source, '', '', "
                  "'{\"events\":[{\"seq\":1,\"digest\":\"00\"}]}', chain FROM event WHERE seq = 2");
    assert_bad(b->s, "Event 3 (event.redacted) ");
    assert_int_equal(store_event_proven(b->s, 1, EVENT_TELEMETRY, ""), 1);
    tamper(b->db, "UPDATE event SET reason = 'bent' WHERE seq = 1");
    assert_bad(b->s, "Event 1 (telemetry) is not what was recorded");
    assert_int_equal(store_event_proven(b->s, 1, EVENT_TELEMETRY, ""), 0);
}

/* Also what a redaction itself says can be redacted, and an event more than once. */
static void it_can_be_done_again(void **state)
{
    Bench *b = *state;

    say(b->s, "r", "be", "START", SECRET " and other-word");
    assert_int_equal(store_redact(b->s, STR(SECRET), "ann", "not the other-word", SOURCE_CLI), 1);
    assert_int_equal(store_redact(b->s, STR("other-word"), "ann", "", SOURCE_CLI), 2);
    assert_int_equal(store_redact(b->s, STR("START"), "ann", "", SOURCE_CLI), 1);
    assert_rows(b->s, "SELECT action, reason FROM event WHERE kind <> 'telemetry' OR seq = 1",
                "[redacted]|[redacted] and [redacted];|not the [redacted];|;|;");
    assert_verifies(b->s);
    for (int64_t seq = 2; seq <= 4; seq++)
        assert_int_equal(store_event_proven(b->s, seq, EVENT_EVENT_REDACTED, ""), 1);
    assert_int_equal(store_event_proven(b->s, 1, EVENT_TELEMETRY, ""), 1);
    assert_int_equal(store_rebuild(b->s, NULL), 0);
    assert_verifies(b->s);
    say(b->s, "r", "be", "START", "life goes on");
    assert_verifies(b->s);
}

static void an_artifact_with_a_hole_is_said(void **state)
{
    Bench *b = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;

    add(b->s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = "h", .body = "{\"text\":\"hunter2-\\\"key\\\"/ä\"}" });
    assert_int_equal(store_artifact(b->s, 1, &out), 0);
    assert_string_equal(out.data, SECRET);
    assert_int_equal(redact(b), 1);
    buf_clear(&out);
    assert_int_equal(store_artifact(b->s, 1, &out), -ESTALE);
    assert_int_equal(out.len, 0);
    assert_int_equal(times_in_files(b), 0);
}

/* Somebody still reads the state before: it is said, and done when it is asked for again. */
static void a_reader_keeps_the_bytes_until_it_ends(void **state)
{
    Bench *b = *state;
    sqlite3 *reader;

    b->s = store_free(b->s);
    Message m;
    assert_int_equal(store_open(b->db, STORE_WRITE, 50, &b->s, &m), 0);
    say(b->s, "r", "be", "START", SECRET);
    assert_int_equal(sqlite3_open(b->db, &reader), SQLITE_OK);
    assert_int_equal(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM event", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(redact(b), -EAGAIN);
    assert_rows(b->s, "SELECT reason FROM event WHERE seq = 1", "[redacted];");
    assert_int_equal(redact(b), -EAGAIN);
    assert_true(times_in_files(b) > 0);
    sqlite3_close(reader);
    assert_int_equal(redact(b), 0);
    assert_int_equal(times_in_files(b), 0);
    assert_verifies(b->s);
}

static void a_writer_in_the_way_leaves_everything_as_it_was(void **state)
{
    Bench *b = *state;
    sqlite3 *writer;
    Message m;

    b->s = store_free(b->s);
    assert_int_equal(store_open(b->db, STORE_WRITE, 50, &b->s, &m), 0);
    say(b->s, "r", "be", "START", SECRET);
    assert_int_equal(sqlite3_open(b->db, &writer), SQLITE_OK);
    assert_int_equal(sqlite3_exec(writer, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(redact(b), -EBUSY);
    sqlite3_close(writer);
    assert_rows(b->s, "SELECT reason FROM event", SECRET ";");
    assert_verifies(b->s);
}

static int steps_left;

static int die_when_used_up(void *ctx UNUSED)
{
    return steps_left-- > 0 ? 0 : raise(SIGKILL);
}

/* True: the process died before it was done. */
static bool dies_redacting(Bench *b, int steps)
{
    int status;

    fflush(NULL);
    if (fork() == 0) {
        steps_left = steps;
        if (bench_open(b) < 0)
            _exit(2);
        sqlite3_progress_handler(b->s->db, 20, die_when_used_up, NULL);
        _exit(redact(b) < 0);
    }
    assert_true(wait(&status) > 0);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

/* At whatever step it is killed, all was taken out or nothing; asked again, the bytes go too. */
static void a_kill_leaves_all_or_nothing(void **state)
{
    Bench *b = *state;
    int64_t done = 0, undone = 0;
    bool died = true;

    b->s = store_free(b->s);
    for (int steps = 0; died; steps += 1 + steps / 4) {
        assert_int_equal(bench_open(b), 0);
        for (int i = 0; i < 3; i++)
            add_task(b->s, arena_printf(b->a, "t%d", i), "{\"file\":\"s.md\",\"title\":\"hunter2-\\\"key\\\"/ä\"}");
        b->s = store_free(b->s);
        died = dies_redacting(b, steps);
        assert_int_equal(bench_open(b), 0);
        assert_verifies(b->s);
        int64_t left = sql_int(b->s, "SELECT count(*) FROM event WHERE instr(body, 'hunter2')", "");
        int64_t by = sql_int(b->s, "SELECT count(*) FROM event WHERE kind = 'event.redacted'", "");
        assert_int_equal(left, by ? 0 : 3);
        undone += !by;
        done += by != 0;
        assert_true(redact(b) >= 0);
        assert_int_equal(times_in_files(b), 0);
        b->s = store_free(b->s);
        unlink(b->db);
    }
    assert_true(done > 1 && undone > 1);                /* it was killed before the commit and after it */
    assert_int_equal(bench_open(b), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(it_is_taken_out_of_every_place),
        TEST(what_is_no_string_goes_too),
        TEST(it_leaves_pages_that_were_given_up),
        TEST(the_guard_of_the_ledger_is_back),
        TEST(what_nobody_holds_changes_nothing),
        TEST(a_redacted_event_is_held_to_what_was_left),
        TEST(a_forged_redaction_excuses_nothing),
        TEST(it_can_be_done_again),
        TEST(an_artifact_with_a_hole_is_said),
        TEST(a_reader_keeps_the_bytes_until_it_ends),
        TEST(a_writer_in_the_way_leaves_everything_as_it_was),
        TEST(a_kill_leaves_all_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
