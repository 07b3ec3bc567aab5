/*
 * test_ledger.c - what is promised of one ledger and many processes: nothing that was acknowledged
 * is lost, nothing is there twice, and the chain is whole, also when writers are killed.
 */
#include <signal.h>
#include <sys/mman.h>
#include <time.h>

#include "ledger_help.h"

enum { WRITERS = 16, EACH = 50 };

static Event event_of(Arena *a, int writer, int nr)
{
    return (Event){
        .id = arena_printf(a, "w%d-%d", writer, nr),
        .at = T0 + nr,
        .kind = EVENT_TELEMETRY,
        .run = "r",
        .agent = arena_printf(a, "agent-%d", writer),
        .action = nr % 10 ? "TEST" : "ESCALATE",
        .reason = nr % 20 ? "one" : "another",
        .source = SOURCE_CLI,
    };
}

static int write_all(void *ctx, int writer)
{
    Bench *b = ctx;
    Message m = { 0 };
    Store *s = NULL;

    if (store_open(b->db, STORE_WRITE, 30000, &s, &m) < 0)
        return 1;
    for (int i = 0; i < EACH; i++) {
        Event e = event_of(b->a, writer, i);
        if (store_append(s, &e, NULL) != 0)
            return 2;
    }
    store_free(s);
    return 0;
}

static void check_whole(Bench *b, int64_t events)
{
    Message m = { 0 };
    int64_t n = 0;

    if (!b->s)
        assert_int_equal(bench_open(b), 0);
    if (store_verify(b->s, &n, &m))
        fail_msg("%s", m.text);
    assert_int_equal(n, events);
}

static void sixteen_writers_lose_nothing(void **state)
{
    Bench *b = *state;

    in_processes(WRITERS, write_all, b);
    check_whole(b, WRITERS * EACH);
    assert_rows(b->s, "SELECT events FROM run", "800;");
    assert_int_equal(sql_int(b->s, "SELECT count(*) FROM agent", ""), WRITERS);
    assert_int_equal(sql_int(b->s, "SELECT count(*) FROM escalation", ""), 2 * WRITERS);
    assert_int_equal(sql_int(b->s, "SELECT sum(count) FROM escalation", ""), WRITERS * EACH / 10);
}

/* A hook that is called again after a timeout says the same event: it counts once. */
static void the_same_events_from_everywhere_are_there_once(void **state)
{
    Bench *b = *state;

    fflush(NULL);
    for (int i = 0; i < 8; i++)
        if (fork() == 0) {
            Message m = { 0 };
            Store *s = NULL;
            int bad = store_open(b->db, STORE_WRITE, 30000, &s, &m) < 0;
            for (int nr = 0; !bad && nr < EACH; nr++) {
                Event e = event_of(b->a, 0, nr);
                bad = store_append(s, &e, NULL) < 0;
            }
            _exit(bad);
        }
    int status, failed = 0;
    while (wait(&status) > 0)
        failed |= status;
    assert_int_equal(failed, 0);
    check_whole(b, EACH);
}

/* One process for each event, as `baton event` is. */
static int write_one(void *ctx, int nr)
{
    Bench *b = ctx;
    Message m = { 0 };
    Store *s = NULL;
    Event e = event_of(b->a, 0, nr);
    int r = store_open(b->db, STORE_WRITE, 30000, &s, &m);

    if (r == 0)
        r = store_append(s, &e, NULL);
    store_free(s);
    return r < 0;
}

static void a_process_for_each_event(void **state)
{
    Bench *b = *state;

    for (int round = 0; round < 3; round++)
        in_processes(24, write_one, b);
    check_whole(b, 24); /* the second and third round say nothing new */
}

/* Readers see whole states only: a run has as many events as its counter says. */
static int read_on(void *ctx, int nr)
{
    Bench *b = ctx;
    Message m = { 0 };
    Store *s = NULL;

    if (nr < 4)
        return write_all(ctx, nr);
    if (store_open(b->db, STORE_READ, 5000, &s, &m) < 0)
        return 3;
    for (int i = 0; i < 100; i++) {
        CLEANUP(sql_done) sqlite3_stmt *st = sql_query(
            s, "SELECT (SELECT count(*) FROM event), (SELECT ifnull(sum(events), 0) FROM run)", "");
        if (sql_step(s, st) != 1)
            return 4;
        if (sqlite3_column_int64(st, 0) != sqlite3_column_int64(st, 1))
            return 5;
    }
    store_free(s);
    return 0;
}

static void readers_never_see_half_an_event(void **state)
{
    Bench *b = *state;

    assert_int_equal(bench_open(b), 0);
    b->s = store_free(b->s);
    in_processes(8, read_on, b);
    check_whole(b, 4 * EACH);
}

/* ---- kill -9 ---- */

/* Shared with the writers, who note here what was acknowledged to them. */
typedef struct { Bench *b; volatile int *acknowledged; } Storm;

static void write_until_killed(const Storm *storm, int writer)
{
    Message m = { 0 };
    Store *s = NULL;

    if (store_open(storm->b->db, STORE_WRITE, 30000, &s, &m) < 0)
        _exit(1);
    for (int nr = storm->acknowledged[writer];; nr++) {
        Event e = event_of(storm->b->a, writer, nr);
        if (store_append(s, &e, NULL) < 0)
            _exit(2);
        storm->acknowledged[writer] = nr + 1;
    }
}

static void kill_all(const pid_t *pids, int n, int after_ms)
{
    nanosleep(&(struct timespec){ .tv_nsec = (long)after_ms * 1000000 }, NULL);
    for (int i = 0; i < n; i++)
        kill(pids[i], SIGKILL);
    for (int i = 0; i < n; i++) {
        int status = 0;
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    }
}

static int64_t check_acknowledged(Bench *b, const volatile int *acknowledged, int writers)
{
    int64_t all = 0;

    for (int w = 0; w < writers; w++)
        for (int nr = 0; nr < acknowledged[w]; nr++, all++)
            if (!sql_int(b->s, "SELECT count(*) FROM event WHERE id = ?", "t",
                         event_of(b->a, w, nr).id))
                fail_msg("event %d of writer %d was acknowledged and is gone", nr, w);
    return all;
}

static void what_was_acknowledged_survives_kill_9(void **state)
{
    enum { KILLED = 4, ROUNDS = 8 };
    Bench *b = *state;
    Message m = { 0 };
    Storm storm = { b,
                    mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) };
    pid_t pids[KILLED];

    assert_true(storm.acknowledged != MAP_FAILED);
    for (int round = 0; round < ROUNDS; round++) {
        fflush(NULL);
        for (int i = 0; i < KILLED; i++)
            if ((pids[i] = fork()) == 0)
                write_until_killed(&storm, i);
        kill_all(pids, KILLED, 20 + 37 * round % 60);
        assert_int_equal(bench_open(b), 0);
        int64_t events = 0, all = check_acknowledged(b, storm.acknowledged, KILLED);
        if (store_verify(b->s, &events, &m))
            fail_msg("round %d: %s", round, m.text);
        assert_in_range(events, all,
                        all + (int64_t)KILLED * (round + 1)); /* at most one each was not told */
        b->s = store_free(b->s);
    }
    int written = 0;
    for (int i = 0; i < KILLED; i++)
        written += storm.acknowledged[i];
    assert_true(written > 20);
    munmap((void *)storm.acknowledged, 4096);
}

/* Killed while making a ledger: the next one finds it whole or makes it. */
static void a_ledger_that_was_half_made_is_made(void **state)
{
    Bench *b = *state;

    for (int round = 0; round < 30; round++) {
        fflush(NULL);
        pid_t pid = fork();
        if (pid == 0) {
            Message m = { 0 };
            Store *s = NULL;
            store_open(b->db, STORE_WRITE, 1000, &s, &m);
            for (;;)
                pause();
        }
        nanosleep(&(struct timespec){ .tv_nsec = 200 * 1000 * round }, NULL);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        assert_int_equal(bench_open(b), 0);
        assert_int_equal(say(b->s, "r", "a", "START", ""), 1);
        b->s = store_free(b->s);
        unlink(b->db);
        unlink(path_join(b->a, b->dir, "state.db-wal"));
        unlink(path_join(b->a, b->dir, "state.db-shm"));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make_dir, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(sixteen_writers_lose_nothing),
        TEST(the_same_events_from_everywhere_are_there_once),
        TEST(a_process_for_each_event),
        TEST(readers_never_see_half_an_event),
        TEST(what_was_acknowledged_survives_kill_9),
        TEST(a_ledger_that_was_half_made_is_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
