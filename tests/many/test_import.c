/*
 * test_import.c - several processes take in one log that is also watched, while it grows, and are killed at it.
 *
 * Promised: in the end every line is one event, whoever read it and however often it was begun.
 * BATON_ROUNDS=100 kills as often; without it a tenth of that.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "project_test.h"

#include "baton/base/clock.h"
#include "baton/core/import.h"

#define LOG ".agents/logs/old.jsonl"

enum { ROUNDS = 10, PLAYERS = 3, LINES = 24000, LATER = 1000, LIKE = 40 };

static int rounds(void)
{
    int64_t n;
    const char *text = getenv("BATON_ROUNDS");
    return text && str_to_i64(str_from(text), &n) == 0 && n > 0 ? (int)n : ROUNDS;
}

/* Some lines are there several times, and some are none. */
static void add_lines(Buf *out, int from, int n)
{
    for (int i = from; i < from + n; i++) {
        int k = i % LIKE == 1 ? i - 1 : i;
        buf_addf(out, "{\"timestamp\":%lld,\"agent\":\"agent-%d\",\"run_id\":\"r%d\",\"action\":\"%s\",\"n\":%d}\n",
                 1767225600000 + k * 250LL, k % 7, k / 4000, k % 5 ? "TEST" : "START", k);
    }
}

static void play_import(const char *dir)
{
    CLEANUP(context_free_ptr) Context *c = NULL;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    ImportReport report;
    Message m = { 0 };
    if (context_open(dir, &c, &m) < 0 || context_store(c, STORE_WRITE, &m) < 0 ||
        import_file(c, &(ImportOrder){ 0 }, path_join(a, dir, LOG), a, &report, &m) < 0)
        fprintf(stderr, "import: %s\n", m.text);
}

static void play_watcher(const char *dir)
{
    CLEANUP(context_free_ptr) Context *c = NULL;
    IngestReport report;
    Message m = { 0 };
    if (context_open(dir, &c, &m) < 0 || context_store(c, STORE_WRITE, &m) < 0 || ingest(c, false, &report, &m) < 0)
        fprintf(stderr, "ingest: %s\n", m.text);
}

static pid_t start(void (*play)(const char *dir), const char *dir)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    play(dir);
    _exit(0);
}

/* Two who import and one who watches; killed after a while, or never. */
static void play_all(Scene *s, int kill_after_ms)
{
    pid_t pids[PLAYERS];
    for (int i = 0; i < PLAYERS; i++)
        pids[i] = start(i < 2 ? play_import : play_watcher, s->dir);
    if (kill_after_ms)
        clock_sleep(kill_after_ms);
    for (int i = 0; i < PLAYERS; i++) {
        int status;
        if (kill_after_ms)
            kill(pids[i], SIGKILL);
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_true(kill_after_ms ? !WIFSIGNALED(status) || WTERMSIG(status) == SIGKILL
                                  : WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
}

static void check_sound(Scene *s)
{
    Message m = { 0 };
    int64_t n;
    if (store_verify(s->c->store, &n, &m) != 0)
        fail_msg("%s", m.text);
}

static int64_t telemetry(Scene *s)
{
    return store_event_count(s->c->store, &(EventQuery){ .kind = "telemetry" });
}

static void a_log_is_taken_in_once(void **state)
{
    CLEANUP(buf_done) Buf more = BUF_INIT;
    Scene *s = *state;
    int lines = LINES;
    bool partly = false;

    s->c = context_free(s->c);
    add_lines(&more, 0, lines);
    put(s, LOG, more.data);
    for (int i = 0; i < rounds(); i++) {
        play_all(s, 10 + 90 * i % 1000);
        scene_open(s);
        check_sound(s);
        int64_t have = telemetry(s);
        partly = partly || (have > 0 && have < lines);
        assert_in_range(have, 0, lines);
        s->c = context_free(s->c);
        buf_clear(&more);
        add_lines(&more, lines, LATER);
        append(s, LOG, more.data);
        lines += LATER;
    }
    assert_true(partly);                        /* else nobody was killed at it */
    play_all(s, 0);
    play_all(s, 0);
    scene_open(s);
    check_sound(s);
    assert_int_equal(telemetry(s), lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_log_is_taken_in_once, scene_setup, scene_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
