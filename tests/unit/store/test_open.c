/*
 * test_open.c - opening: new, old, newer, foreign, broken, read-only, and many at once.
 */
#include "open.h"

#include "ledger_help.h"

static void a_new_ledger_is_empty_and_marked(void **state)
{
    Bench *b = *state;
    Message m = { "before" };

    assert_int_equal(store_open(b->db, STORE_WRITE, 1000, &b->s, &m), 0);
    assert_string_equal(m.text, "");
    assert_string_equal(store_path(b->s), b->db);
    assert_int_equal(store_last_seq(b->s), 0);
    assert_rows(b->s, "PRAGMA journal_mode", "wal;");
    assert_rows(b->s, "PRAGMA synchronous", "2;");
    assert_rows(b->s, "PRAGMA mmap_size", "0;");
    assert_int_equal(sql_int(b->s, "PRAGMA application_id", ""), LEDGER_APPLICATION_ID);
    assert_int_equal(sql_int(b->s, "PRAGMA user_version", ""), migrate_count());
}

static void the_schema_stays_small_and_strict(void **state)
{
    Bench *b = *state;

    assert_int_equal(bench_open(b), 0);
    /* Each process parses them all.  47: the gate added seven tables, and indexes that keep looks short; escalations two
     * tables, for the events of each and for what files say now, and two indexes;
     * a long ledger one on the states of handoffs, and three on the times of escalations. */
    assert_true(sql_int(b->s, "SELECT count(*) FROM sqlite_schema", "") <= 47);
    assert_rows(
        b->s,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
        "AND name NOT LIKE 'sqlite_%'",
        "");
}

static void every_state_has_its_counter(void **state)
{
    Bench *b = *state;
    assert_int_equal(bench_open(b), 0);
    for (TaskState t = 0; t < TASK_STATE_COUNT; t++) {
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT sum(tasks_%s) FROM agent", task_state_text(t));
        assert_rows(b->s, sql, "(null);");
    }
}

static void events_are_there_after_opening_again(void **state)
{
    Bench *b = *state;

    assert_int_equal(bench_open(b), 0);
    say(b->s, "r", "a", "START", "x");
    b->s = store_free(b->s);
    assert_int_equal(bench_open(b), 0);
    assert_int_equal(store_last_seq(b->s), 1);
}

#define OLD_GONE_TASK \
    "DROP TABLE gone_task; CREATE TABLE gone_task(file TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, " \
    "ref TEXT NOT NULL, title TEXT NOT NULL, section TEXT NOT NULL, PRIMARY KEY (file, id)) STRICT, WITHOUT ROWID; "

/* What an older baton wrote is folded into the tables that it did not know. */
static void an_older_ledger_is_folded_anew(void **state)
{
    Bench *b = *state;
    TaskRows rows = { 0 };
    Message m = { 0 };

    assert_int_equal(bench_open(b), 0);
    add_task(b->s, "t1", "{\"file\":\"s.md\",\"line\":1,\"ref\":\"T-1\",\"title\":\"a\",\"state\":\"in_progress\","
                         "\"assignee\":\"be\"}");
    add(b->s, (Event){ .kind = EVENT_TELEMETRY, .run = "r", .agent = "qa", .action = "START", .reason = "T-1" });
    b->s = store_free(b->s);
    tamper(b->db, "DROP TABLE claim; DROP TABLE edit; DROP INDEX task_by_ref; DROP INDEX task_started; "
                  OLD_GONE_TASK "DROP TABLE revision; DROP TABLE check_result; DROP TABLE decision; "
                  "DROP TABLE effect; DROP TABLE snooze; DROP TABLE lease; DROP TABLE viewed; DROP INDEX event_kind; "
                  "DROP INDEX handoff_state; "
                  "DROP TABLE escalation_event; DROP TABLE escalation_mark; "
                  "PRAGMA user_version = 1");
    assert_int_equal(store_open(b->db, STORE_WRITE, 1000, &b->s, &m), 0);
    assert_int_equal(store_tasks(b->s, b->a, &(TaskQuery){ .id = "t1" }, &rows), 0);
    assert_int_equal(rows.items[0].conflict.len, 2);
    assert_int_equal(store_verify(b->s, NULL, &m), 0);
}

/* Blocked tasks and old reports become escalations when a ledger of before comes to know them. */
static void escalations_of_an_older_ledger_are_folded_anew(void **state)
{
    Bench *b = *state;
    Message m = { 0 };

    assert_int_equal(bench_open(b), 0);
    say(b->s, "r", "fe", "ESCALATE", "needs RLS");
    add_task(b->s, "t1", "{\"file\":\"s.md\",\"line\":1,\"title\":\"a\",\"state\":\"blocked\",\"assignee\":\"be\"}");
    say(b->s, "r", "fe", "ESCALATE", "Needs RLS.");
    b->s = store_free(b->s);
    tamper(b->db, "DROP TABLE escalation; DROP TABLE escalation_event; DROP TABLE escalation_mark; "
                  "CREATE TABLE escalation(number INTEGER PRIMARY KEY, id TEXT NOT NULL, cause TEXT NOT NULL, "
                  "state TEXT NOT NULL, slug TEXT NOT NULL, agent TEXT NOT NULL, to_name TEXT NOT NULL, "
                  "reason TEXT NOT NULL, run TEXT NOT NULL, task TEXT NOT NULL, source TEXT NOT NULL, "
                  "count INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL) STRICT; "
                  "CREATE INDEX escalation_state ON escalation(state, cause); "
                  "INSERT INTO escalation VALUES(1,'x','c','open','fe','fe','','needs RLS','r','','cli',1,1,1); "
                  "DROP INDEX handoff_state; DROP INDEX event_kind; CREATE INDEX event_rare ON event(kind) "
                  "WHERE kind IN ('signers.read', 'event.redacted'); PRAGMA user_version = 4");
    assert_int_equal(store_open(b->db, STORE_WRITE, 1000, &b->s, &m), 0);
    assert_rows(b->s, "SELECT number, via, state, count, slug FROM escalation",
                "1|event|open|2|fe;2|task|open|1|be;");
    assert_int_equal(store_verify(b->s, NULL, &m), 0);
}

/* What only helps to look things up leaves alone what was folded: a long ledger takes its time for that. */
static void ways_to_look_up_are_added_alone(void **state)
{
    Bench *b = *state;
    Message m = { 0 };

    assert_int_equal(bench_open(b), 0);
    say(b->s, "r", "fe", "ESCALATE", "needs RLS");
    b->s = store_free(b->s);
    tamper(b->db, "DROP INDEX escalation_first; DROP INDEX escalation_last; DROP INDEX escalation_opened; "
                  "DROP INDEX handoff_state; DROP INDEX event_kind; CREATE INDEX event_rare ON event(kind) "
                  "WHERE kind IN ('signers.read', 'event.redacted'); "
                  "UPDATE escalation SET reason = 'as it was'; PRAGMA user_version = 5");
    assert_int_equal(store_open(b->db, STORE_WRITE, 1000, &b->s, &m), 0);
    assert_rows(b->s, "SELECT reason FROM escalation", "as it was;");
    assert_rows(b->s, "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name IN ('escalation_first', "
                      "'escalation_last', 'escalation_opened', 'event_kind', 'handoff_state')", "5;");
    assert_int_equal(sql_int(b->s, "PRAGMA user_version", ""), migrate_count());
    assert_int_equal(store_escalation_told(b->s, "fe", 0, INT64_MAX), 1);
    assert_int_equal(store_rebuild(b->s, NULL), 0);
    assert_int_equal(store_verify(b->s, NULL, &m), 0);
}

/* A task that went away before is the same when it comes back. */
static void tasks_that_went_are_kept(void **state)
{
    Bench *b = *state;
    TaskRows rows = { 0 };
    Message m = { 0 };

    assert_int_equal(bench_open(b), 0);
    add_task(b->s, "t1", "{\"file\":\"s.md\",\"line\":1,\"ref\":\"T-1\",\"title\":\"a\",\"state\":\"done\"}");
    add(b->s, (Event){ .kind = EVENT_TASK_GONE, .subject = "t1", .body = "{\"file\":\"s.md\"}" });
    b->s = store_free(b->s);
    tamper(b->db, OLD_GONE_TASK "INSERT INTO gone_task VALUES('s.md', 't1', 2, 'T-1', 'a', '[]'); "
                  "CREATE INDEX gone_task_seq ON gone_task(seq); PRAGMA user_version = 7");
    assert_int_equal(store_open(b->db, STORE_WRITE, 1000, &b->s, &m), 0);
    assert_int_equal(store_tasks_gone(b->s, b->a, "s.md", &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_string_equal(rows.items[0].id, "t1");
    assert_int_equal(store_verify(b->s, NULL, &m), 0);
}

static void refused(Bench *b, StoreMode mode, int error, const char *part)
{
    Message m = { 0 };
    Store *s = NULL;

    assert_int_equal(store_open(b->db, mode, 200, &s, &m), error);
    assert_null(s);
    assert_non_null(strstr(m.text, b->db));
    if (!strstr(m.text, part))
        fail_msg("'%s' does not say '%s'", m.text, part);
}

static void a_newer_ledger_is_refused_in_both_modes(void **state)
{
    Bench *b = *state;

    assert_int_equal(bench_open(b), 0);
    b->s = store_free(b->s);
    tamper(b->db, "PRAGMA user_version = 99");
    refused(b, STORE_WRITE, -EPROTO, "newer baton");
    refused(b, STORE_READ, -EPROTO, "newer baton");
}

static void a_database_of_another_program_is_left_alone(void **state)
{
    Bench *b = *state;

    tamper(b->db, "CREATE TABLE bookmarks(url TEXT)");
    refused(b, STORE_WRITE, -EEXIST, "another program");
    refused(b, STORE_READ, -EEXIST, "another program");
    tamper(b->db, "SELECT url FROM bookmarks");
}

static void what_is_missing_is_said(void **state)
{
    Bench *b = *state;

    refused(b, STORE_READ, -ENOENT, "baton init");
    snprintf(b->db, sizeof b->db, "%s/no/state.db", b->dir);
    refused(b, STORE_WRITE, -ENOENT, "baton init");
}

static void a_folder_in_its_place_is_said(void **state)
{
    Bench *b = *state;

    assert_int_equal(mkdir(b->db, 0700), 0);
    refused(b, STORE_WRITE, -EISDIR, "folder");
    refused(b, STORE_READ, -EISDIR, "folder");
}

typedef struct { Bench *b; StrList names; } Kept;

static bool collect(void *ctx, const char *path)
{
    Kept *k = ctx;
    if (strstr(path, ".kept-"))
        strlist_add(&k->names, k->b->a, path_join(k->b->a, k->b->dir, path));
    return true;
}

static StrList kept_files(Bench *b)
{
    Kept k = { .b = b };
    assert_int_equal(MIN(glob_files(b->dir, "*", 100, collect, &k), 0), 0);
    return k.names;
}

static const char *const no_databases[] = {
    "xy",
    "# Tasks\n- [ ] one\n",
    "SQLite format 3 was what I wanted to write about, and this text is long enough to be taken for a first page, "
    "or so one might think, if one did not know that pages are at least five hundred and twelve bytes long and that "
    "the fields behind the magic have to make sense, which these here surely do not: they are letters of a sentence. "
    "Still more letters follow, and more, and more, and more, and more, and more, and more, and more, and more, and "
    "so on until there are enough of them to fill what would be the first page of a very small database.",
};

static void what_is_no_database_is_kept_aside(void **state)
{
    Bench *b = *state;

    for (size_t i = 0; i < ARRAY_LEN(no_databases); i++) {
        Message m = { 0 };
        CLEANUP(buf_done) Buf text = BUF_INIT;
        write_file(b->db, no_databases[i]);
        refused(b, STORE_READ, -EBADMSG, "put a backup in its place");
        assert_int_equal(store_open(b->db, STORE_WRITE, 1000, &b->s, &m), 0);
        assert_non_null(strstr(m.text, "kept as"));
        say(b->s, "r", "a", "START", "x");
        b->s = store_free(b->s);

        StrList kept = kept_files(b);
        assert_int_equal(kept.len, i + 1);
        bool found = false;
        for (size_t k = 0; k < kept.len; k++) {
            buf_clear(&text);
            assert_int_equal(file_read(kept.items[k], 4096, &text, NULL), 0);
            found |= strcmp(text.data, no_databases[i]) == 0;
        }
        assert_true(found);
        unlink(b->db);
    }
}

/* A log that stays behind would be taken for the new ledger's. */
static void what_lies_beside_it_is_kept_too(void **state)
{
    Bench *b = *state;
    const char *log = path_join(b->a, b->dir, "state.db-wal");
    CLEANUP(buf_done) Buf text = BUF_INIT;

    write_file(b->db, "no database");
    write_file(log, "nor a log");
    assert_int_equal(bench_open(b), 0);
    say(b->s, "r", "a", "START", "x");
    StrList kept = kept_files(b);
    for (size_t i = 0; i < kept.len; i++)
        if (str_ends(str_from(kept.items[i]), STR("-wal")))
            assert_int_equal(file_read(kept.items[i], 4096, &text, NULL), 0);
    assert_string_equal(text.data, "nor a log");
}

static void an_empty_file_becomes_a_ledger(void **state)
{
    Bench *b = *state;

    write_file(b->db, "");
    refused(b, STORE_READ, -ENOENT, "baton init");
    assert_int_equal(bench_open(b), 0);
    assert_int_equal(kept_files(b).len, 0);
}

static void a_ledger_in_memory_needs_no_file(void **state)
{
    Bench *b = *state;
    Message m = { 0 };

    assert_int_equal(store_open(STORE_MEMORY, STORE_WRITE, 0, &b->s, &m), 0);
    say(b->s, "r", "a", "START", "x");
    assert_int_equal(store_last_seq(b->s), 1);
    assert_int_equal(access(b->db, F_OK), -1);
}

static void reading_writes_nothing(void **state)
{
    Bench *b = *state;
    Message m = { 0 };

    assert_int_equal(bench_open(b), 0);
    say(b->s, "r", "a", "START", "x");
    b->s = store_free(b->s);
    assert_int_equal(store_open(b->db, STORE_READ, 100, &b->s, &m), 0);
    assert_int_equal(store_last_seq(b->s), 1);
    assert_int_equal(store_begin(b->s), -EROFS);
    assert_int_equal(store_append(b->s, &(Event){ .kind = EVENT_TELEMETRY }, NULL), -EROFS);
    assert_int_equal(store_rebuild(b->s, NULL), -EROFS);
    assert_int_equal(store_seen_put(b->s, "x", &(FileId){ 0 }, ""), -EROFS);
    assert_int_equal(store_seen_drop(b->s, "x"), -EROFS);
    assert_int_equal(store_last_seq(b->s), 1);
}

/* ---- as somebody who may not write: root would be let in anyway ---- */

static int as_nobody(int (*fn)(Bench *b), Bench *b)
{
    int status = -1;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        if (geteuid() == 0 && (setgid(65534) < 0 || setuid(65534) < 0))
            _exit(100);
        _exit(fn(b));
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static int expect_one_event(Bench *b)
{
    Message m = { 0 };
    CLEANUP(store_free_ptr) Store *s = NULL;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    EventRows rows = { 0 };

    if (store_open(b->db, STORE_READ, 100, &s, &m) < 0) {
        print_message("%s\n", m.text);
        return 1;
    }
    if (store_events(s, a, &(EventQuery){ 0 }, &rows) < 0)
        return 2;
    return rows.len == 1 ? 0 : 3;
}

static int expect_refusal(Bench *b)
{
    Message m = { 0 };
    CLEANUP(store_free_ptr) Store *s = NULL;
    int r = store_open(b->db, STORE_WRITE, 100, &s, &m);
    if (r != -EROFS)
        return 4;
    return strstr(m.text, "read-only for you") ? 0 : 5;
}

static void make_read_only(Bench *b)
{
    assert_int_equal(chmod(b->dir, 0555), 0);
    assert_int_equal(chmod(b->db, 0444), 0);
}

static void a_closed_ledger_in_a_read_only_folder_is_read(void **state)
{
    Bench *b = *state;

    assert_int_equal(bench_open(b), 0);
    say(b->s, "r", "a", "START", "x");
    b->s = store_free(b->s);
    make_read_only(b);
    assert_int_equal(as_nobody(expect_one_event, b), 0);
    assert_int_equal(as_nobody(expect_refusal, b), 0);
}

static void a_ledger_in_use_is_read_by_who_may_not_write(void **state)
{
    Bench *b = *state;

    assert_int_equal(bench_open(b), 0);
    say(b->s, "r", "a", "START", "x");
    make_read_only(b);
    assert_int_equal(as_nobody(expect_one_event, b), 0);
    assert_int_equal(as_nobody(expect_refusal, b), 0);
}

/* What a crash leaves: a log without its index, in a folder that became read-only. */
static void a_log_that_was_left_behind_is_read_too(void **state)
{
    Bench *b = *state;

    fflush(NULL);
    if (fork() == 0) {
        bench_open(b);
        say(b->s, "r", "a", "START", "x");
        _exit(0);
    }
    assert_true(wait(NULL) > 0);
    assert_int_equal(unlink(path_join(b->a, b->dir, "state.db-shm")), 0);
    chmod(path_join(b->a, b->dir, "state.db-wal"), 0444);
    make_read_only(b);
    assert_int_equal(as_nobody(expect_one_event, b), 0);
}

static void odd_names_are_only_names(void **state)
{
    Bench *b = *state;

    snprintf(b->db, sizeof b->db, "%s/a%%20b?mode=memory#c.db", b->dir);
    assert_int_equal(bench_open(b), 0);
    say(b->s, "r", "a", "START", "x");
    b->s = store_free(b->s);
    assert_int_equal(access(b->db, F_OK), 0);
    make_read_only(b);
    assert_int_equal(as_nobody(expect_one_event, b), 0);
}

/* ---- many at once ---- */

static int open_and_say(void *ctx, int nr UNUSED)
{
    Bench *b = ctx;
    if (bench_open(b) < 0)
        return 1;
    int r = store_append(b->s, &(Event){ .kind = EVENT_TELEMETRY, .run = "r", .at = T0 }, NULL);
    b->s = store_free(b->s);
    return r < 0 ? 2 : 0;
}

static void sixteen_processes_make_one_ledger(void **state)
{
    Bench *b = *state;

    for (int round = 0; round < 20; round++) {
        in_processes(16, open_and_say, b);
        assert_int_equal(bench_open(b), 0);
        assert_int_equal(store_last_seq(b->s), 16);
        b->s = store_free(b->s);
        unlink(b->db);
    }
}

static void sixteen_processes_keep_one_file_aside(void **state)
{
    Bench *b = *state;

    write_file(b->db, "no database");
    in_processes(16, open_and_say, b);
    assert_int_equal(kept_files(b).len, 1);
    assert_int_equal(bench_open(b), 0);
    assert_int_equal(store_last_seq(b->s), 16);
}

static void waiting_ends_with_the_timeout(void **state)
{
    Bench *b = *state;
    Message m = { 0 };
    CLEANUP(store_free_ptr) Store *other = NULL;

    assert_int_equal(bench_open(b), 0);
    assert_int_equal(store_open(b->db, STORE_WRITE, 30, &other, &m), 0);
    assert_int_equal(store_begin(b->s), 0);
    assert_int_equal(store_begin(other), -EBUSY);
    store_rollback(b->s);
    assert_int_equal(store_begin(other), 0);
    store_rollback(other);
}

static void others_commits_change_the_data_version(void **state)
{
    Bench *b = *state;
    Message m = { 0 };
    CLEANUP(store_free_ptr) Store *other = NULL;

    assert_int_equal(bench_open(b), 0);
    assert_int_equal(store_open(b->db, STORE_WRITE, 1000, &other, &m), 0);
    int64_t v = store_data_version(b->s);
    say(b->s, "r", "a", "START", "x");
    assert_int_equal(store_data_version(b->s), v);
    say(other, "r", "a", "START", "x");
    assert_int_not_equal(store_data_version(b->s), v);
}

static void this_folder_is_on_no_network(void **state UNUSED)
{
    assert_null(network_fs("/tmp"));
    assert_null(network_fs("/nowhere/at/all"));
}

static void the_warning_follows_the_version(void **state UNUSED)
{
    assert_string_equal(store_sqlite_version(), sqlite3_libversion());
    assert_int_equal(store_sqlite_warning() != NULL, sqlite3_libversion_number() < 3051003);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make_dir, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_new_ledger_is_empty_and_marked),
        TEST(the_schema_stays_small_and_strict),
        TEST(every_state_has_its_counter),
        TEST(events_are_there_after_opening_again),
        TEST(an_older_ledger_is_folded_anew),
        TEST(escalations_of_an_older_ledger_are_folded_anew),
        TEST(ways_to_look_up_are_added_alone),
        TEST(tasks_that_went_are_kept),
        TEST(a_newer_ledger_is_refused_in_both_modes),
        TEST(a_database_of_another_program_is_left_alone),
        TEST(what_is_missing_is_said),
        TEST(a_folder_in_its_place_is_said),
        TEST(what_is_no_database_is_kept_aside),
        TEST(what_lies_beside_it_is_kept_too),
        TEST(an_empty_file_becomes_a_ledger),
        TEST(a_ledger_in_memory_needs_no_file),
        TEST(reading_writes_nothing),
        TEST(a_closed_ledger_in_a_read_only_folder_is_read),
        TEST(a_ledger_in_use_is_read_by_who_may_not_write),
        TEST(a_log_that_was_left_behind_is_read_too),
        TEST(odd_names_are_only_names),
        TEST(sixteen_processes_make_one_ledger),
        TEST(sixteen_processes_keep_one_file_aside),
        TEST(waiting_ends_with_the_timeout),
        TEST(others_commits_change_the_data_version),
        TEST(this_folder_is_on_no_network),
        TEST(the_warning_follows_the_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
