/*
 * gate_test.h - handoffs in a project of the test's own: agents that hand over, humans that decide.
 *
 * Tests of deciding must not run inside of an agent client, and may well be started by one: main() goes
 * through outside_of_clients(), which has no such ancestors and no such marks.
 */
#ifndef BATON_TESTS_UNIT_CORE_GATE_TEST_H
#define BATON_TESTS_UNIT_CORE_GATE_TEST_H

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "project_test.h"

#include "baton/core/handoff.h"

#define ARTIFACT ".agents/active_handoff.md"

/* Kept over clearenv(): how often, and how the sanitizers report. */
static inline void clear_environment(void)
{
    static const char *const kept[] = { "BATON_ROUNDS", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS" };
    static char values[ARRAY_LEN(kept)][1024];
    for (size_t i = 0; i < ARRAY_LEN(kept); i++)
        snprintf(values[i], sizeof values[i], "%s", getenv(kept[i]) ? getenv(kept[i]) : "");
    clearenv();
    setenv("PATH", "/usr/local/bin:/usr/bin:/bin", 1);
    for (size_t i = 0; i < ARRAY_LEN(kept); i++)
        if (*values[i])
            setenv(kept[i], values[i], 1);
}

/* Ends with the tests, or when nobody waits for them any more. */
static inline int watch_over(pid_t tests, int life)
{
    int status = -1;
    struct pollfd p = { .fd = life };
    while (waitpid(tests, &status, WNOHANG) == 0)
        if (poll(&p, 1, 20) > 0)
            kill(tests, SIGKILL);
    return status;
}

/* Runs the tests in a process that descends from nobody, and returns what it returned. */
static inline int outside_of_clients(int (*run)(void))
{
    int pipes[2], life[2], status = -1;
    assert_int_equal(pipe2(pipes, O_CLOEXEC), 0);
    assert_int_equal(pipe2(life, O_CLOEXEC), 0);
    fflush(NULL);
    pid_t first = fork();
    if (first == 0) {
        close(life[1]);
        setsid();
        if (fork() != 0)
            _exit(0);
        clear_environment();
        pid_t tests = fork();
        if (tests == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(pipes[1]);
            exit(run());
        }
        status = watch_over(tests, life[0]);
        _exit(write(pipes[1], &status, sizeof status) != sizeof status);
    }
    close(pipes[1]);
    waitpid(first, NULL, 0);
    bool told = read(pipes[0], &status, sizeof status) == sizeof status;
    close(pipes[0]);
    close(life[1]);
    return told && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static inline int gate_setup(void **state)
{
    scene_setup(state);
    Scene *s = *state;
    put(s, ".agents/.current_run", "PM-1\n");
    look(s);
    return 0;
}

#define GATE_TEST(fn) cmocka_unit_test_setup_teardown(fn, gate_setup, scene_teardown)

static inline void hand_over_in(Scene *s, const char *file, const char *from, const char *to, const char *done)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    buf_addf(&text, "# Handoff\n\n- **From**: %s\n", from);
    if (to)
        buf_addf(&text, "- **To**: %s\n", to);
    buf_addf(&text, "\n## Accomplishments\n\n- %s\n\n## Blockers\n\n- None.\n", done);
    if (to)
        buf_addf(&text, "\n## Recommended next agent\n\n- %s\n", to);
    put_bytes(s, file, buf_str(&text));
    look(s);
}

static inline void hand_over(Scene *s, const char *from, const char *to, const char *done)
{
    hand_over_in(s, ARTIFACT, from, to, done);
}

static inline HandoffRow handoff(Scene *s, const char *id)
{
    HandoffRows rows = { 0 };
    assert_int_equal(store_handoffs(s->c->store, s->arena, &(HandoffQuery){ .id = id }, &rows), 0);
    if (rows.len != 1)
        fail_msg("%zu handoffs are '%s'", rows.len, id);
    return rows.items[0];
}

typedef struct {
    int code;
    DecideReport report;
    Message m;
} Decided;

static inline Decided decide_as(Scene *s, DecideOrder o)
{
    Decided d = { 0 };
    if (!o.handoff)
        o.handoff = "1";
    o.source = SOURCE_CLI;
    d.code = handoff_decide(s->c, &o, s->arena, &d.report, &d.m);
    return d;
}

#define decide(s, ...) decide_as((s), (DecideOrder){ __VA_ARGS__ })

static inline void assert_decided(const Decided *d, HandoffState state)
{
    if (d->code != 0)
        fail_msg("%d: %s", d->code, d->m.text);
    assert_int_equal(d->report.handoff.state, state);
}

static inline GateAnswer gate(Scene *s, const char *agent)
{
    GateAnswer g;
    Message m = { 0 };
    if (gate_ask(s->c, agent, s->arena, &g, &m) != 0)
        fail_msg("%s", m.text);
    assert_non_null(g.why);
    return g;
}

static inline const char *text_of(Scene *s, const char *name)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    assert_int_equal(file_read(scene_path(s, name), 1 << 24, &text, NULL), 0);
    return arena_str(s->arena, buf_str(&text));
}

static inline int times_in(const char *text, const char *what)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, what)); p += strlen(what))
        n++;
    return n;
}

static inline DecisionRows decisions(Scene *s, const char *id)
{
    DecisionRows rows = { 0 };
    assert_int_equal(store_decisions(s->c->store, s->arena, handoff(s, id).id, &rows), 0);
    return rows;
}

static inline EffectRows effects(Scene *s)
{
    EffectRows rows = { 0 };
    assert_int_equal(store_effects(s->c->store, s->arena, NULL, false, &rows), 0);
    return rows;
}

/* Runs a program and wants it to succeed. */
static inline void must_run(Scene *s, const char *const argv[])
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    ExecResult result = { 0 };
    int r = s->c->exec(&(ExecOrder){ .argv = argv, .dir = s->dir, .timeout_ms = 30000, .max = 4096 }, &out, &result);
    if (r < 0 || result.status)
        fail_msg("%s: %d, status %d: %s", argv[0], r, result.status, out.data);
}
#define MUST_RUN(s, ...) must_run((s), (const char *const[]){ __VA_ARGS__, NULL })

static inline void commit_all(Scene *s, const char *what)
{
    MUST_RUN(s, "git", "-c", "user.name=t", "-c", "user.email=t@example.org", "add", "-A");
    MUST_RUN(s, "git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m",
             what);
}

#endif
