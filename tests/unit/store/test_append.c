/*
 * test_append.c - events at the end of the ledger: once, whole, in order, for good.
 */
#include "baton/base/utf8.h"

#include "ledger_help.h"

static void an_event_comes_back_as_it_was_given(void **state)
{
    Bench *b = *state;
    Event e = {
        .id = "e-1",
        .at = 1767323045678,
        .kind = EVENT_TASK_STATE,
        .run = "run \"1\"",
        .agent = "/Backend Engineer",
        .action = "it's",
        .subject = "t;DROP TABLE event",
        .actor = "ann",
        .source = SOURCE_TUI,
        .host = "höst",
        .reason = "line\nbreak",
        .body = "{\"to\":\"done\"}",
    };
    EventRows rows = { 0 };
    int64_t seq = 0;

    assert_int_equal(store_append(b->s, &e, &seq), 0);
    assert_int_equal(seq, 1);
    assert_int_equal(store_events(b->s, b->a, &(EventQuery){ 0 }, &rows), 0);
    assert_int_equal(rows.len, 1);
    const Event *r = rows.items;
    assert_int_equal(r->seq, 1);
    assert_int_equal(r->at, e.at);
    assert_int_equal(r->kind, e.kind);
    assert_int_equal(r->source, e.source);
    assert_string_equal(r->id, e.id);
    assert_string_equal(r->run, e.run);
    assert_string_equal(r->agent, e.agent);
    assert_string_equal(r->action, e.action);
    assert_string_equal(r->subject, e.subject);
    assert_string_equal(r->actor, e.actor);
    assert_string_equal(r->host, e.host);
    assert_string_equal(r->reason, e.reason);
    assert_string_equal(r->body, e.body);
}

static void what_is_not_given_is_null_and_the_rest_is_made(void **state)
{
    Bench *b = *state;
    EventRows rows = { 0 };

    assert_int_equal(store_append(b->s, &(Event){ .kind = EVENT_TELEMETRY, .reason = "" }, NULL),
                     0);
    assert_int_equal(store_events(b->s, b->a, &(EventQuery){ 0 }, &rows), 0);
    assert_int_equal(strlen(rows.items[0].id), 36);
    assert_true(rows.items[0].at > 0);
    assert_string_equal(rows.items[0].body, "{}");
    assert_null(rows.items[0].run);
    assert_null(rows.items[0].agent);
    assert_null(rows.items[0].reason);
}

static void the_same_id_is_the_same_event(void **state)
{
    Bench *b = *state;
    int64_t seq = 77;

    Event e = { .id = "once",
                .at = T0,
                .kind = EVENT_TELEMETRY,
                .run = "r",
                .agent = "a",
                .action = "ESCALATE" };
    assert_int_equal(store_append(b->s, &e, NULL), 0);
    e.reason = "another";
    assert_int_equal(store_append(b->s, &e, &seq), 1);
    assert_int_equal(seq, 77);
    assert_int_equal(store_last_seq(b->s), 1);
    assert_rows(b->s, "SELECT events FROM run", "1;");
    assert_rows(b->s, "SELECT count FROM escalation", "1;");

    assert_int_equal(store_begin(b->s),
                     0); /* and inside a transaction the next one still follows */
    assert_int_equal(store_append(b->s, &e, NULL), 1);
    assert_int_equal(say(b->s, "r", "a", "START", ""), 2);
    assert_int_equal(store_append(b->s, &e, NULL), 1);
    assert_int_equal(say(b->s, "r", "a", "START", ""), 3);
    assert_int_equal(store_commit(b->s), 0);
    Message m;
    assert_int_equal(store_verify(b->s, NULL, &m), 0);
}

static void an_event_is_never_changed_or_deleted(void **state)
{
    static const char *const tries[] = {
        "UPDATE event SET reason = 'x'",
        "UPDATE event SET seq = seq + 1",
        "DELETE FROM event",
        "DELETE FROM event WHERE seq = 1",
    };
    Bench *b = *state;
    say(b->s, "r", "a", "START", "x");
    for (size_t i = 0; i < ARRAY_LEN(tries); i++)
        assert_int_equal(sqlite3_exec(b->s->db, tries[i], NULL, NULL, NULL),
                         SQLITE_CONSTRAINT_TRIGGER);
    assert_int_equal(store_last_seq(b->s), 1);
}

static void what_is_rolled_back_was_never_there(void **state)
{
    Bench *b = *state;

    say(b->s, "r", "a", "START", "x");
    assert_int_equal(store_begin(b->s), 0);
    assert_int_equal(store_begin(b->s), -EINPROGRESS);
    say(b->s, "r2", "b", "START", "x");
    add_task(b->s, "t1", "{\"title\":\"x\"}");
    store_rollback(b->s);
    store_rollback(b->s);
    assert_int_equal(store_last_seq(b->s), 1);
    assert_rows(b->s, "SELECT id FROM run", "r;");
    assert_rows(b->s, "SELECT slug FROM agent", "a;");
    assert_int_equal(say(b->s, "r", "a", "START", "x"), 2);
}

/* A fold that fails must not leave its event behind without what follows from it. */
static void a_transaction_that_failed_cannot_be_committed(void **state)
{
    Bench *b = *state;

    assert_int_equal(store_begin(b->s), 0);
    assert_int_equal(sqlite3_exec(b->s->db, "DROP TABLE run", NULL, NULL, NULL), SQLITE_OK);
    Event e = { .kind = EVENT_TELEMETRY, .run = "r", .agent = "a", .at = T0 };
    assert_true(store_append(b->s, &e, NULL) < 0);
    assert_true(store_commit(b->s) < 0);
    assert_int_equal(store_last_seq(b->s), 0);
    assert_int_equal(store_append(b->s, &e, NULL), 0);
}

static void one_that_fails_alone_leaves_nothing(void **state)
{
    Bench *b = *state;

    tamper(b->db, "ALTER TABLE run RENAME TO hidden");
    Event e = { .kind = EVENT_TELEMETRY, .run = "r", .agent = "a", .at = T0 };
    assert_true(store_append(b->s, &e, NULL) < 0);
    assert_int_equal(store_last_seq(b->s), 0);
    tamper(b->db, "ALTER TABLE hidden RENAME TO run");
    assert_int_equal(store_append(b->s, &e, NULL), 0);
}

static const char *const odd_texts[] = {
    "\xff",     "a\xc3",        "\xed\xa0\x80", "ok \xf0\x9f\x98",
    "\xc0\x80", "\x80\x80\x80", "\x1b[31m",     "\t\n",
};

static void every_text_is_valid_once_it_is_stored(void **state)
{
    Bench *b = *state;

    for (size_t i = 0; i < ARRAY_LEN(odd_texts); i++) {
        const char *t = odd_texts[i];
        add(b->s, (Event){ .kind = EVENT_TELEMETRY,
                           .run = t,
                           .agent = t,
                           .action = t,
                           .subject = t,
                           .actor = t,
                           .host = t,
                           .reason = t,
                           .body = t });
    }
    EventRows rows = { 0 };
    assert_int_equal(store_events(b->s, b->a, &(EventQuery){ 0 }, &rows), 0);
    assert_int_equal(rows.len, ARRAY_LEN(odd_texts));
    for (size_t i = 0; i < rows.len; i++) {
        assert_true(utf8_valid(str_from(rows.items[i].reason)));
        assert_true(utf8_valid(str_from(rows.items[i].body)));
        assert_true(utf8_valid(str_from(rows.items[i].agent)));
    }
    assert_string_equal(rows.items[0].reason, "\xef\xbf\xbd");
    assert_string_equal(rows.items[6].reason, "\x1b[31m");
    Message m;
    assert_int_equal(store_verify(b->s, NULL, &m), 0);
}

static void what_was_seen_is_remembered(void **state)
{
    Bench *b = *state;
    FileId id = { UINT64_MAX, 2, 3, -4, 5, 6 }, back;
    char digest[65];
    StrList paths = { 0 };

    assert_int_equal(store_seen_get(b->s, "a\xff", &back, digest), -ENOENT);
    assert_int_equal(store_seen_put(b->s, "b", &id, "one"), 0);
    assert_int_equal(store_seen_put(b->s, "a\xff", &id, "one"), 0);
    assert_int_equal(store_seen_put(b->s, "a\xff", &id, "two"), 0);
    assert_int_equal(store_seen_get(b->s, "a\xff", &back, digest), 0);
    assert_true(file_id_eq(&id, &back));
    assert_string_equal(digest, "two");
    assert_int_equal(store_seen_list(b->s, b->a, &paths), 0);
    assert_int_equal(paths.len, 2);
    assert_string_equal(paths.items[0], "a\xff");
    assert_int_equal(store_rebuild(b->s, NULL), 0);
    assert_int_equal(store_seen_drop(b->s, "a\xff"), 0);
    assert_int_equal(store_seen_get(b->s, "a\xff", &back, digest), -ENOENT);
    assert_int_equal(store_seen_get(b->s, "b", &back, digest), 0);
}

/* Two connections take turns: neither trusts what it knew of the end before. */
static void writers_in_turn_make_one_chain(void **state)
{
    Bench *b = *state;
    CLEANUP(store_free_ptr) Store *other = NULL;
    Message m = { 0 };

    assert_int_equal(store_open(b->db, STORE_WRITE, 1000, &other, &m), 0);
    for (int i = 0; i < 10; i++)
        assert_int_equal(say(i % 2 ? other : b->s, "r", "a", "TEST", ""), i + 1);
    assert_int_equal(store_verify(other, NULL, &m), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(an_event_comes_back_as_it_was_given),
        TEST(what_is_not_given_is_null_and_the_rest_is_made),
        TEST(the_same_id_is_the_same_event),
        TEST(an_event_is_never_changed_or_deleted),
        TEST(what_is_rolled_back_was_never_there),
        TEST(a_transaction_that_failed_cannot_be_committed),
        TEST(one_that_fails_alone_leaves_nothing),
        TEST(every_text_is_valid_once_it_is_stored),
        TEST(what_was_seen_is_remembered),
        TEST(writers_in_turn_make_one_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
