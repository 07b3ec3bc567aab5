/*
 * test_index_mend.c - an index that came with a repository or was damaged: nothing of somebody else's is touched,
 * nobody waits, and what is asked is answered.
 */
#include "ledger_help.h"

#include "index_db.h"
#include "open.h"

typedef struct { Bench *b; const char *path, *other; } Place;

static void sql_into(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static int64_t count_in(const char *path, const char *table)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    char sql[100];
    int64_t n = -1;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(db);
    return n;
}

/* ---- what may be found there ---- */

static void put_link(Place *p)
{
    sql_into(p->other, "CREATE TABLE bookmark(a); INSERT INTO bookmark VALUES(1), (2)");
    assert_int_equal(symlink(p->other, p->path), 0);
}

static void put_loose_link(Place *p)
{
    assert_int_equal(symlink(p->other, p->path), 0);
}

static void put_own_link(Place *p)
{
    assert_int_equal(symlink("index.db", p->path), 0);
}

static void put_linked_log(Place *p)
{
    assert_int_equal(symlink(p->other, path_join(p->b->a, p->b->dir, "index.db-wal")), 0);
}

static void put_pipe(Place *p)
{
    assert_int_equal(mkfifo(p->path, 0600), 0);
}

static void put_text(Place *p)
{
    assert_int_equal(file_write_new(p->path, STR("not a database, but long enough to be taken for one"), 0600), 0);
}

static void put_views(Place *p)
{
    sql_into(p->path, "CREATE VIEW mark AS SELECT 1 AS seq; CREATE VIEW item AS SELECT 1; PRAGMA user_version=7");
}

static void put_unknown_module(Place *p)
{
    sql_into(p->path, "CREATE TABLE x(a); PRAGMA writable_schema=1; UPDATE sqlite_schema SET rootpage = 0, "
                      "sql = 'CREATE VIRTUAL TABLE x USING nonesuch(a)'; PRAGMA application_id=1112820056");
}

/* It would never come to an end. */
static void put_trigger(Place *p)
{
    Message m = { 0 };
    Index *x = NULL;
    assert_int_equal(index_open(p->b->dir, STORE_WRITE, 1000, &x, &m), 0);
    x = index_free(x);
    sql_into(p->path, "CREATE TRIGGER t BEFORE INSERT ON beat BEGIN DELETE FROM beat WHERE at IN "
                      "(WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c); END");
}

static void put_other_table(Place *p)
{
    Message m = { 0 };
    Index *x = NULL;
    assert_int_equal(index_open(p->b->dir, STORE_WRITE, 1000, &x, &m), 0);
    x = index_free(x);
    sql_into(p->path, "DROP TABLE burn; CREATE TABLE burn(level, at, n0)");
}

static const struct { const char *name; void (*put)(Place *); } strange[] = {
    { "a link to another program's database", put_link }, { "a link to nothing", put_loose_link },
    { "a link to itself", put_own_link },                 { "a link as its log", put_linked_log },
    { "a pipe", put_pipe },                               { "a text", put_text },
    { "views with our names", put_views },                { "a table of an unknown module", put_unknown_module },
    { "a trigger", put_trigger },                         { "a table of ours, otherwise", put_other_table },
};

static void assert_found(Bench *b, Index *x, const char *what)
{
    SearchHits hits = { 0 };
    int r = index_search(x, b->s, b->a, &(SearchQuery){ .words = "schema" }, &hits);
    if (r != 0 || hits.len != 3)
        fail_msg("%s: %d, %zu hits", what, r, hits.len);
}

static void say_three(Bench *b)
{
    for (int i = 0; i < 3; i++)
        add(b->s, (Event){ .kind = EVENT_TELEMETRY, .at = T0 + i, .agent = "be", .action = "TOOL_CALL",
                           .reason = "the schema" });
}

static void test_strange(void **state)
{
    Bench *b = *state;
    say_three(b);
    for (size_t i = 0; i < ARRAY_LEN(strange); i++) {
        Message m = { 0 };
        Place p = { b, path_join(b->a, b->dir, "index.db"), path_join(b->a, b->dir, "other.db") };
        CLEANUP(index_free_ptr) Index *x = NULL, *reader = NULL;
        Place log = { b, path_join(b->a, b->dir, "index.db-wal"), NULL };
        unlink(p.path), unlink(log.path), unlink(p.other);
        strange[i].put(&p);
        assert_int_equal(index_open(b->dir, STORE_READ, 1000, &reader, &m), -ENOENT);
        if (index_open(b->dir, STORE_WRITE, 1000, &x, &m) < 0)
            fail_msg("%s: %s", strange[i].name, m.text);
        assert_int_equal(index_catch_up(x, b->s, 1000), 0);
        assert_int_equal(index_seq(x), store_last_seq(b->s));
        assert_found(b, x, strange[i].name);
        if (strange[i].put == put_link)
            assert_int_equal(count_in(p.other, "bookmark"), 2);
        else
            assert_int_equal(access(p.other, F_OK), -1);
    }
}

/* ---- damage ---- */

static void damage(const char *path, int page)
{
    char bytes[4096];
    memset(bytes, 0xa7, sizeof bytes);
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    assert_int_equal(fseek(f, page * (long)sizeof bytes, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, sizeof bytes, 1, f), 1);
    fclose(f);
}

static void ask(Bench *b, Index *x)
{
    Beats beats = { 0 };
    Burns burns = { 0 };
    Seqs seqs = { 0 };
    assert_int_equal(index_beats(x, b->s, b->a, 0, 0, T0 * 2, NULL, &beats), 0);
    assert_int_equal(beats.len, 1);
    assert_int_equal(index_burn(x, b->s, b->a, 0, 0, T0 * 2, &burns), 0);
    assert_int_equal(index_matches(x, b->s, b->a, "schema", 10, &seqs), 0);
    assert_int_equal(seqs.len, 3);
    assert_found(b, x, "damaged");
}

/* Pages that can be read, with rows that nobody wrote: the ledger answers, and the next index is whole. */
static void test_rows_of_nobody(void **state)
{
    static const char *const changes[] = {
        "UPDATE beat SET cells = x'ff'", "UPDATE beat SET cells = x'8080808080808080808080'",
        "UPDATE beat SET cells = substr(cells, 2)", "UPDATE beat SET cells = substr(cells, 1, length(cells) - 1)",
        "UPDATE beat SET cells = CAST(cells || cells AS BLOB)",
        "UPDATE item SET number = 1000000000000 WHERE number >= 0", "UPDATE item SET number = number + 1",
    };
    Bench *b = *state;
    const char *path = path_join(b->a, b->dir, "index.db");
    say_three(b);
    for (size_t i = 0; i < ARRAY_LEN(changes); i++)
        for (int round = 0; round < 2; round++) {
            CLEANUP(index_free_ptr) Index *x = NULL, *reader = NULL;
            Message m = { 0 };
            assert_int_equal(index_open(b->dir, STORE_WRITE, 1000, &x, &m), 0);
            assert_int_equal(index_catch_up(x, b->s, 1000), 0);
            if (round == 0)
                sql_into(path, changes[i]);
            assert_int_equal(index_open(b->dir, STORE_READ, 1000, &reader, &m), 0);
            ask(b, reader);
            ask(b, x);
        }
}

static void assert_told_as_in_the_ledger(Bench *b, Index *x, const char *change)
{
    Beats with = { 0 }, without = { 0 };
    Burns burns = { 0 }, told = { 0 };
    assert_int_equal(index_burn(x, b->s, b->a, 0, 0, T0 * 2, &burns), 0);
    assert_int_equal(index_burn(NULL, b->s, b->a, 0, 0, T0 * 2, &told), 0);
    assert_int_equal(burns.len, told.len);
    assert_int_equal(index_beats(x, b->s, b->a, 0, 0, T0 * 2, NULL, &with), 0);
    assert_int_equal(index_beats(NULL, b->s, b->a, 0, 0, T0 * 2, NULL, &without), 0);
    if (with.len != without.len)
        fail_msg("%s: %zu beats instead of %zu", change, with.len, without.len);
    for (size_t i = 0; i < with.len; i++) {
        assert_string_equal(with.items[i].slug, without.items[i].slug);
        assert_int_equal(with.items[i].last_seq, without.items[i].last_seq);
    }
}

/* What is read of them leads nowhere, and two agents are not taken for one. */
static void test_items_of_nobody(void **state)
{
    static const char *const changes[] = {
        "UPDATE item SET state = 1000000", "UPDATE item SET state = -1000000", "UPDATE item SET number = 0 WHERE number >= 0",
        "UPDATE burn SET n3 = -9223372036854775807 - 1",
        "UPDATE item SET waits = 9223372036854775807, blocked = 9223372036854775807",
        "UPDATE item SET slug = 'nobody', run = 'none'",
    };
    Bench *b = *state;
    const char *path = path_join(b->a, b->dir, "index.db");
    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        CLEANUP(index_free_ptr) Index *x = NULL;
        Message m = { 0 };
        add(b->s, (Event){ .kind = EVENT_TASK_ADDED, .at = T0, .agent = "be", .subject = "t1",
                           .body = "{\"state\":\"blocked\",\"assignee\":\"qa\",\"title\":\"a\"}" });
        add(b->s, (Event){ .kind = EVENT_HANDOFF_REVISED, .at = T0, .agent = "be", .subject = "h1",
                           .body = "{\"from\":\"qa\",\"state\":\"draft\",\"revision\":\"d\"}" });
        assert_int_equal(index_open(b->dir, STORE_WRITE, 1000, &x, &m), 0);
        assert_int_equal(index_catch_up(x, b->s, 1000), 0);
        sql_into(path, changes[i]);
        add(b->s, (Event){ .kind = EVENT_TASK_STATE, .at = T0 + 1, .agent = "be", .subject = "t1",
                           .body = "{\"from\":\"blocked\",\"to\":\"done\"}" });
        add(b->s, (Event){ .kind = EVENT_HANDOFF_DECIDED, .at = T0 + 1, .agent = "be", .subject = "h1",
                           .body = "{\"verdict\":\"commented\",\"state\":\"draft\",\"revision\":\"d\"}" });
        if (i < 4)
            assert_told_as_in_the_ledger(b, x, changes[i]);
        else
            assert_int_equal(index_beats(x, b->s, b->a, 0, 0, T0 * 2, NULL, &(Beats){ 0 }), 0);
        assert_int_equal(index_catch_up(x, b->s, 1000), 0);
        unlink(path);
    }
}

/* Whichever page it is: asked twice it answers, and what is filled behind that is whole. */
static void test_damaged(void **state)
{
    Bench *b = *state;
    const char *path = path_join(b->a, b->dir, "index.db");
    say_three(b);
    for (int page = 0; page < 12; page++) {
        for (int round = 0; round < 3; round++) {
            CLEANUP(index_free_ptr) Index *x = NULL;
            Message m = { 0 };
            if (index_open(b->dir, STORE_WRITE, 1000, &x, &m) < 0)
                fail_msg("page %d: %s", page, m.text);
            assert_int_equal(index_catch_up(x, b->s, 1000), 0);
            ask(b, x);
            if (round == 2)
                assert_int_equal(index_seq(x), store_last_seq(b->s));
            x = index_free(x);
            if (round == 0)
                damage(path, page);
        }
        CLEANUP(index_free_ptr) Index *reader = NULL;
        Message m = { 0 };
        damage(path, page);
        if (index_open(b->dir, STORE_READ, 1000, &reader, &m) == 0)
            ask(b, reader);
    }
}

/* Who reads goes over to the new one when somebody removed it. */
static void test_removed(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = NULL, *y = NULL, *reader = NULL;
    Message m = { 0 };
    say_three(b);
    assert_int_equal(index_open(b->dir, STORE_WRITE, 1000, &x, &m), 0);
    assert_int_equal(index_open(b->dir, STORE_READ, 1000, &reader, &m), 0);
    x = index_free(x);
    assert_int_equal(unlink(path_join(b->a, b->dir, "index.db")), 0);
    assert_int_equal(index_open(b->dir, STORE_WRITE, 1000, &y, &m), 0);
    assert_int_equal(index_catch_up(y, b->s, 1000), 0);
    ask(b, reader);
    assert_int_equal(index_seq(reader), store_last_seq(b->s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_strange, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_rows_of_nobody, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_items_of_nobody, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_damaged, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_removed, bench_make, bench_drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
