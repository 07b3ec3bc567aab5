/*
 * test_spool.c - events that had to wait are taken in exactly once.
 */
#include "ledger_help.h"

static Event some_event(const char *id)
{
    return (Event){ .id = id,
                    .at = T0,
                    .kind = EVENT_TELEMETRY,
                    .run = "r",
                    .agent = "be",
                    .action = "START",
                    .subject = "s",
                    .actor = "ann",
                    .source = SOURCE_HOOK,
                    .host = "h",
                    .reason = "a \"reason\"\n\xff",
                    .body = "{\"n\":12345678901234567890}" };
}

static bool count_one(void *ctx, const char *path UNUSED)
{
    ++*(int *)ctx;
    return true;
}

static int waiting(Bench *b)
{
    int n = 0;
    glob_files(path_join(b->a, b->dir, "spool"), "*", 1000, count_one, &n);
    return n;
}

static const char *spool(Bench *b, Event e)
{
    const char *where = NULL;
    assert_int_equal(store_spool(b->dir, &e, b->a, &where), 0);
    assert_non_null(where);
    assert_int_equal(access(where, F_OK), 0);
    return where;
}

static void nothing_waits_at_first(void **state)
{
    Bench *b = *state;
    assert_int_equal(store_unspool(b->s, b->dir), 0);
}

static void what_waited_comes_in_whole(void **state)
{
    Bench *b = *state;
    EventRows rows = { 0 };

    const char *where = spool(b, some_event("e-1"));
    assert_non_null(strstr(where, "/spool/e-1.json"));
    assert_int_equal(store_unspool(b->s, b->dir), 1);
    assert_int_equal(waiting(b), 0);
    assert_int_equal(store_unspool(b->s, b->dir), 0);
    assert_int_equal(store_events(b->s, b->a, &(EventQuery){ 0 }, &rows), 0);
    assert_int_equal(rows.len, 1);
    const Event *e = rows.items;
    assert_string_equal(e->id, "e-1");
    assert_int_equal(e->at, T0);
    assert_int_equal(e->source, SOURCE_HOOK);
    assert_string_equal(e->agent, "be");
    assert_string_equal(e->subject, "s");
    assert_string_equal(e->actor, "ann");
    assert_string_equal(e->host, "h");
    assert_string_equal(e->reason, "a \"reason\"\n\xef\xbf\xbd");
    assert_string_equal(e->body, "{\"n\":12345678901234567890}");
}

static void repeats_are_one_event(void **state)
{
    Bench *b = *state;

    spool(b, some_event("e-1"));
    spool(b, some_event("e-1"));
    assert_int_equal(waiting(b), 1);
    assert_int_equal(store_unspool(b->s, b->dir), 1);
    spool(b, some_event("e-1")); /* a crash between commit and unlink leaves this */
    assert_int_equal(store_unspool(b->s, b->dir), 0);
    assert_int_equal(waiting(b), 0);
    assert_int_equal(store_last_seq(b->s), 1);
}

static void an_event_without_an_id_gets_one(void **state)
{
    Bench *b = *state;

    spool(b, some_event(NULL));
    spool(b, some_event(""));
    assert_int_equal(waiting(b), 2);
    assert_int_equal(store_unspool(b->s, b->dir), 2);
}

static void ids_are_no_paths(void **state)
{
    static const char *const ids[] = {
        "../../evil",
        "a/b",
        ".",
        "..",
        ".hidden",
        "x y",
        "\x1b[31m",
        "é",
        "CON",
        "a-name-of-more-than-sixty-four-letters-that-is-too-long-for-us-to-take-as-it-is"
    };
    Bench *b = *state;

    for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
        const char *where = spool(b, some_event(ids[i]));
        assert_string_equal(path_dir(b->a, where), path_join(b->a, b->dir, "spool"));
    }
    assert_int_equal(waiting(b), ARRAY_LEN(ids));
    assert_int_equal(store_unspool(b->s, b->dir), ARRAY_LEN(ids));
    EventRows rows = { 0 };
    assert_int_equal(store_events(b->s, b->a, &(EventQuery){ 0 }, &rows), 0);
    for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
        bool found = false;
        for (size_t k = 0; k < rows.len; k++)
            found |= strcmp(rows.items[k].id, ids[i]) == 0;
        assert_true(found);
    }
}

static void what_cannot_be_understood_stays_and_is_named(void **state)
{
    static const char *const texts[] = {
        "",
        "not json",
        "[]",
        "{}",
        "{\"id\":\"x\",\"kind\":\"telemetry\"}",
        "{\"id\":\"x\",\"kind\":\"of the future\",\"source\":\"cli\"}",
        "{\"id\":\"\",\"kind\":\"telemetry\",\"source\":\"cli\"}",
        "{\"id\":\"x\",\"kind\":\"telemetry\",\"source\":\"cli\"",
    };
    Bench *b = *state;
    StrList broken = { 0 }, all = { 0 };

    spool(b, some_event("good"));
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        write_file(arena_printf(b->a, "%s/spool/%zu.json", b->dir, i), texts[i]);
    store_spool_list(b->dir, b->a, &all);
    assert_int_equal(all.len, ARRAY_LEN(texts) + 1);
    assert_int_equal(store_unspool(b->s, b->dir), 1);
    assert_int_equal(waiting(b), ARRAY_LEN(texts));
    store_spool_broken(b->dir, b->a, &broken);
    assert_int_equal(broken.len, ARRAY_LEN(texts));
    assert_non_null(strstr(broken.items[0], "/spool/0.json"));
    assert_int_equal(store_unspool(b->s, b->dir), 0);
}

static void half_written_files_are_not_touched(void **state)
{
    Bench *b = *state;

    spool(b, some_event("good"));
    write_file(arena_printf(b->a, "%s/spool/.e.json", b->dir), "{\"id\":\"x\"");
    assert_int_equal(store_unspool(b->s, b->dir), 1);
    assert_int_equal(waiting(b), 1);
}

static void many_come_in_batches(void **state)
{
    enum { MANY = 600 };
    Bench *b = *state;

    for (int i = 0; i < MANY; i++)
        spool(b, some_event(arena_printf(b->a, "e%04d", i)));
    assert_int_equal(store_unspool(b->s, b->dir), MANY);
    assert_int_equal(store_last_seq(b->s), MANY);
    assert_int_equal(waiting(b), 0);
}

static int take_all(void *ctx, int nr UNUSED)
{
    Bench *b = ctx;
    if (bench_open(b) < 0)
        return 1;
    int r = store_unspool(b->s, b->dir);
    b->s = store_free(b->s);
    return r < 0 ? 2 : 0;
}

static void several_processes_take_each_once(void **state)
{
    Bench *b = *state;

    b->s = store_free(b->s);
    for (int i = 0; i < 50; i++)
        spool(b, some_event(arena_printf(b->a, "e%d", i)));
    in_processes(8, take_all, b);
    assert_int_equal(bench_open(b), 0);
    assert_int_equal(store_last_seq(b->s), 50);
    assert_int_equal(waiting(b), 0);
}

static void a_rolled_back_batch_leaves_its_files(void **state)
{
    Bench *b = *state;

    spool(b, some_event("e-1"));
    tamper(b->db, "ALTER TABLE run RENAME TO hidden");
    assert_true(store_unspool(b->s, b->dir) < 0);
    assert_int_equal(waiting(b), 1);
    tamper(b->db, "ALTER TABLE hidden RENAME TO run");
    assert_int_equal(store_unspool(b->s, b->dir), 1);
}

/* .baton itself cannot be written: the person's own folder takes it, for this project only. */
static void the_persons_folder_is_the_second_choice(void **state)
{
    Bench *b = *state;
    char other[] = "/tmp/baton-store-XXXXXX";
    const char *where = NULL;

    assert_non_null(mkdtemp(other));
    setenv("XDG_STATE_HOME", other, 1);
    Event e = some_event("e-1");
    const char *nowhere =
        path_join(b->a, b->db, "no folder"); /* below a file: nobody can write there */
    assert_int_equal(store_spool(nowhere, &e, b->a, &where), 0);
    assert_int_equal(strncmp(where, other, strlen(other)), 0);
    assert_int_equal(store_unspool(b->s, b->dir), 0);
    assert_int_equal(store_unspool(b->s, nowhere), 1);
    assert_int_equal(access(where, F_OK), -1);

    setenv("XDG_STATE_HOME", nowhere, 1);
    assert_true(store_spool(nowhere, &e, b->a, &where) < 0);
    unsetenv("XDG_STATE_HOME");
    const char *dir = path_dir(b->a, where);
    for (int i = 0; i < 4 && rmdir(dir) == 0; i++)
        dir = path_dir(b->a, dir);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(nothing_waits_at_first),
        TEST(what_waited_comes_in_whole),
        TEST(repeats_are_one_event),
        TEST(an_event_without_an_id_gets_one),
        TEST(ids_are_no_paths),
        TEST(what_cannot_be_understood_stays_and_is_named),
        TEST(half_written_files_are_not_touched),
        TEST(many_come_in_batches),
        TEST(several_processes_take_each_once),
        TEST(a_rolled_back_batch_leaves_its_files),
        TEST(the_persons_folder_is_the_second_choice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
