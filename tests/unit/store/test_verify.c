/*
 * test_verify.c - one byte that somebody changed is found, wherever it stands.
 */
#include <fcntl.h>

#include "fold.h"

#include "ledger_help.h"

static void fill(Store *s)
{
    for (int i = 0; i < 3; i++) {
        add(s, (Event){ .kind = EVENT_TELEMETRY,
                        .id = (const char *[]){ "e1", "e2", "e3" }[i],
                        .run = "r",
                        .agent = "be",
                        .action = "ESCALATE",
                        .subject = "s",
                        .actor = "ann",
                        .source = SOURCE_CLI,
                        .host = "h",
                        .reason = "x",
                        .body = "{\"to\":\"lead\"}" });
    }
    add_task(
        s, "t1",
        "{\"file\":\"s.md\",\"line\":1,\"title\":\"a\",\"state\":\"in_progress\",\"assignee\":\"be\"}");
    add_task(s, "t2", "{\"file\":\"s.md\",\"line\":2,\"title\":\"b\",\"state\":\"done\"}");
    add_task(s, "t3", "{\"file\":\"s.md\",\"line\":3,\"title\":\"c\",\"state\":\"done\"}");
    add(s, (Event){ .kind = EVENT_TASK_GONE, .subject = "t3" });
    add(s, (Event){ .kind = EVENT_DOCUMENT_READ,
                    .subject = "s.md",
                    .body = "{\"digest\":\"d\",\"dialect\":\"session\"}" });
    add(s, (Event){ .kind = EVENT_HANDOFF_REVISED,
                    .subject = "h1",
                    .body = "{\"state\":\"submitted\",\"from\":\"be\",\"to\":\"lead\",\"revision\":\"d\"}" });
    add(s, (Event){ .kind = EVENT_AGENT_DEFINED, .subject = "be.md", .body = "{\"name\":\"be\"}" });
    add(s, (Event){ .kind = EVENT_EDIT_MADE,
                    .subject = "t1",
                    .body = "{\"what\":\"state\",\"file\":\"s.md\",\"line\":1,\"became\":\"done\"}" });
    add(s, (Event){ .kind = EVENT_CHECK_REPORTED,
                    .subject = "h1",
                    .body = "{\"revision\":\"d\",\"checks\":[{\"name\":\"scope\",\"state\":\"passed\"}]}" });
    add(s, (Event){ .kind = EVENT_HANDOFF_DECIDED,
                    .subject = "h1",
                    .body = "{\"verdict\":\"approved\",\"state\":\"approved\",\"revision\":\"d\","
                            "\"effects\":[\"block\"]}" });
    add(s, (Event){ .kind = EVENT_NEED_SNOOZED, .subject = "handoff:1", .body = "{\"until\":9}" });
}

static void expect_found(Bench *b, const char *sql, const char *part)
{
    Message m = { 0 };
    int r = store_verify(b->s, NULL, &m);
    if (r != 1 || !strstr(m.text, part))
        fail_msg("after %s: %d, '%s' does not say '%s'", sql, r, m.text, part);
}

/* A changed value of the same kind: one letter, one number, one byte. */
static const char *bent(Arena *a, const char *column, const char *type)
{
    if (strcmp(type, "INTEGER") == 0)
        return arena_printf(a, "%s = %s + 1", column, column);
    if (strcmp(type, "BLOB") == 0)
        return arena_printf(a, "%s = CAST(substr(%s, 1, 31) || 'x' AS BLOB)", column, column);
    return arena_printf(a, "%s = '#' || substr(%s, 2)", column, column);
}

static StrList columns_of(Bench *b, const char *table)
{
    StrList out = { 0 };
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(b->s, "SELECT name, type FROM pragma_table_info(?)", "t", table);
    while (sql_step(b->s, st) == 1) {
        strlist_add(&out, b->a, sql_full_text(b->a, st, 0));
        strlist_add(&out, b->a, sql_full_text(b->a, st, 1));
    }
    return out;
}

static void a_whole_ledger_verifies(void **state)
{
    Bench *b = *state;
    Message m = { 0 };
    CLEANUP(store_free_ptr) Store *reader = NULL;
    int64_t n = 0;

    fill(b->s);
    assert_int_equal(store_verify(b->s, &n, &m), 0);
    assert_int_equal(n, 14);
    assert_string_equal(m.text, "");
    assert_int_equal(store_begin(b->s), 0);             /* a writer is no reason to wait */
    assert_int_equal(store_open(b->db, STORE_READ, 0, &reader, &m), 0);
    assert_int_equal(store_verify(reader, &n, &m), 0);
    store_rollback(b->s);
}

static void a_change_in_any_column_of_an_event_is_found(void **state)
{
    Bench *b = *state;

    fill(b->s);
    StrList columns = columns_of(b, "event");
    assert_int_equal(columns.len, 2 * 15);
    for (size_t i = 0; i < columns.len; i += 2) {
        bool seq = strcmp(columns.items[i], "seq") == 0;
        const char *change = seq ? "seq = 100" : bent(b->a, columns.items[i], columns.items[i + 1]);
        const char *sql = arena_printf(b->a,
                                       "CREATE TABLE saved AS SELECT * FROM event WHERE id = 'e2'; "
                                       "UPDATE event SET %s WHERE id = 'e2'",
                                       change);
        tamper(b->db, sql);
        expect_found(b, sql, "vent 2 ");
        tamper(
            b->db,
            "DELETE FROM event WHERE seq IN (2, 100); INSERT INTO event SELECT * FROM saved; DROP TABLE saved");
        Message m;
        if (store_verify(b->s, NULL, &m))
            fail_msg("after taking back %s: %s", sql, m.text);
    }
}

static void events_that_vanish_or_change_places_are_found(void **state)
{
    Bench *b = *state;

    fill(b->s);
    tamper(
        b->db,
        "UPDATE event SET seq = 100 WHERE seq = 2; UPDATE event SET seq = 2 WHERE seq = 3; "
           "UPDATE event SET seq = 3 WHERE seq = 100");
    expect_found(b, "swap", "Event 2 ");
    tamper(b->db, "DELETE FROM event WHERE seq = 1");
    expect_found(b, "delete", "Event 1 is missing");
}

static void an_event_that_was_put_in_is_found(void **state)
{
    Bench *b = *state;

    fill(b->s);
    tamper(
        b->db,
        "INSERT INTO event SELECT 15, 'new', at, kind, run, agent, slug, action, subject, "
           "actor, source, host, reason, body, chain "
        "FROM event WHERE seq = 14");
    expect_found(b, "insert", "Event 15 ");
}

static void a_change_in_any_projection_is_found(void **state)
{
    Bench *b = *state;

    fill(b->s);
    add(b->s, (Event){ .kind = EVENT_ESCALATION_STATED, .subject = "s.md", .agent = "be", .run = "r", .reason = "y",
                       .body = "{\"via\":\"line\",\"mark\":\"m\",\"line\":3}" });
    for (size_t p = 0; p < projection_count; p++) {
        const char *table = projections[p].table;
        StrList columns = columns_of(b, table);
        for (size_t i = 0; i < columns.len; i += 2) {
            const char *sql = arena_printf(b->a, "UPDATE %s SET %s", table,
                                           bent(b->a, columns.items[i], columns.items[i + 1]));
            if (strcmp(table, "task") == 0)             /* unique columns: one row only */
                sql = arena_printf(b->a, "%s WHERE seq = (SELECT max(seq) FROM task)", sql);
            if (strncmp(table, "escalation", strlen("escalation")) == 0)
                sql = arena_printf(b->a, "%s WHERE number = 2", sql);
            if (strcmp(table, "agent") == 0)
                sql = arena_printf(b->a, "%s WHERE slug = 'be' AND file <> ''", sql);
            tamper(b->db, sql);
            expect_found(b, sql, arena_printf(b->a, "The table %s ", table));
            assert_int_equal(store_rebuild(b->s, NULL), 0);
        }
    }
}

static void rows_too_many_and_too_few_are_found(void **state)
{
    Bench *b = *state;

    fill(b->s);
    tamper(b->db, "DELETE FROM task WHERE id = 't2'");
    expect_found(b, "delete", "The table task lacks the row '5'");
    assert_int_equal(store_rebuild(b->s, NULL), 0);
    tamper(b->db, "INSERT INTO document VALUES('zz.md','','','',0,0,0,'[]')");
    expect_found(b, "insert", "row");
    assert_int_equal(store_rebuild(b->s, NULL), 0);
    tamper(b->db, "UPDATE task SET title = 'other' WHERE id = 't2'");
    expect_found(b, "update",
                 "The table task differs from the ledger in the row '5', column title");
}

/* Bytes of the file itself: verify says so, and nothing crashes. */
static void a_damaged_file_is_said(void **state)
{
    Bench *b = *state;
    Message m = { 0 };
    int found = 0;

    fill(b->s);
    for (int i = 0; i < 40; i++)
        say(b->s, "r", "be", "TEST",
            "a reason that is long enough to make these events fill more than one page of the file");
    b->s = store_free(b->s);
    FileId id;
    assert_int_equal(file_id(b->db, &id), 0);
    for (int64_t at = 4096; at < id.size; at += 4096) {
        CLEANUP(buf_done) Buf bytes = BUF_INIT;
        assert_int_equal(file_read(b->db, 1 << 24, &bytes, NULL), 0);
        int fd = open(b->db, O_WRONLY | O_CLOEXEC);
        assert_int_equal(pwrite(fd, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10, at), 10);
        close(fd);
        CLEANUP(store_free_ptr) Store *s = NULL;
        if (store_open(b->db, STORE_READ, 100, &s, &m) < 0 || store_verify(s, NULL, &m) != 0)
            found++;
        s = store_free(s);
        fd = open(b->db, O_WRONLY | O_CLOEXEC);
        assert_int_equal(pwrite(fd, bytes.data, bytes.len, 0), (ssize_t)bytes.len);
        close(fd);
    }
    assert_int_equal(found, id.size / 4096 - 1);
    assert_int_equal(bench_open(b), 0);
    assert_int_equal(store_verify(b->s, NULL, &m), 0);
}

/* Where a text stands in the file, -1: nowhere (any more). */
static ptrdiff_t find_from(Str bytes, size_t from, Str text)
{
    ptrdiff_t at = str_find(str_slice(bytes, from, bytes.len), text);
    return at < 0 ? at : at + (ptrdiff_t)from;
}

static void write_byte(const char *path, ptrdiff_t at, char c)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    assert_int_equal(pwrite(fd, &c, 1, at), 1);
    close(fd);
}

/* The file as it is after everybody went: every copy of the text stands in a row or in an index. */
static void write_whole(Bench *b)
{
    assert_int_equal(sqlite3_exec(b->s->db, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL), SQLITE_OK);
    b->s = store_free(b->s);
}

/* What verify says after one byte of the file was another; empty: all is well. */
static const char *said_after_flip(Bench *b, ptrdiff_t at, char now)
{
    CLEANUP(store_free_ptr) Store *s = NULL;
    Message *m = arena_alloc(b->a, sizeof *m);

    write_byte(b->db, at, now);
    int r = store_open(b->db, STORE_READ, 100, &s, m);
    if (r == 0)
        r = store_verify(s, NULL, m);
    return r ? m->text : "";
}

/* Each place in turn: bodies and columns of events, rows of projections, keys of indexes. */
static void a_flipped_byte_is_found_and_its_row_named(void **state)
{
    static const struct { const char *text; const char *rows[6]; } cases[] = {
        { "Qreason", { "Event 1 " } },
        { "Qtitle", { "Event 2 ", "The table task " } },
        { "Qsubject", { "Event 3 ", "The table handoff ", "The table revision ", "The table check_result ",
                        "The table decision ", " index " } },
        { "Qsummary", { "Event 3 ", "The table handoff ", "The table revision " } },
        { "Qoutput", { "Event 4 ", "The table check_result " } },
        { "Qstatement", { "Event 5 " } },
    };
    Bench *b = *state;

    say(b->s, "r", "be", "TEST", "Qreason");
    add_task(b->s, "t", "{\"file\":\"s.md\",\"line\":1,\"title\":\"Qtitle\"}");
    add(b->s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = "Qsubject",
                       .body = "{\"state\":\"submitted\",\"revision\":\"d\",\"summary\":\"Qsummary\"}" });
    add(b->s, (Event){ .kind = EVENT_CHECK_REPORTED, .subject = "Qsubject",
                       .body = "{\"revision\":\"d\",\"checks\":[{\"name\":\"npm\",\"state\":\"failed\","
                               "\"output\":\"Qoutput\"}]}" });
    add(b->s, (Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = "Qsubject",
                       .body = "{\"verdict\":\"approved\",\"state\":\"approved\",\"revision\":\"d\","
                               "\"statement\":\"Qstatement\"}" });
    write_whole(b);
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    assert_int_equal(file_read(b->db, 1 << 24, &bytes, NULL), 0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        unsigned named = 0, all = 0;
        for (ptrdiff_t at = 0; (at = find_from(buf_str(&bytes), (size_t)at, str_from(cases[i].text))) >= 0; at++) {
            const char *said = said_after_flip(b, at, 'P');
            write_byte(b->db, at, 'Q');
            if (!*said)
                fail_msg("%s at %d was not found", cases[i].text, (int)at);
            for (size_t k = 0; k < ARRAY_LEN(cases[i].rows) && cases[i].rows[k]; k++)
                named |= strstr(said, cases[i].rows[k]) ? 1u << k : 0;
        }
        for (size_t k = 0; k < ARRAY_LEN(cases[i].rows) && cases[i].rows[k]; k++)
            all |= 1u << k;
        if (named != all)
            fail_msg("%s: named %x of %x", cases[i].text, named, all);
    }
    assert_int_equal(bench_open(b), 0);
    assert_int_equal(store_verify(b->s, NULL, &(Message){ 0 }), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_whole_ledger_verifies),
        TEST(a_change_in_any_column_of_an_event_is_found),
        TEST(events_that_vanish_or_change_places_are_found),
        TEST(an_event_that_was_put_in_is_found),
        TEST(a_change_in_any_projection_is_found),
        TEST(rows_too_many_and_too_few_are_found),
        TEST(a_damaged_file_is_said),
        TEST(a_flipped_byte_is_found_and_its_row_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
