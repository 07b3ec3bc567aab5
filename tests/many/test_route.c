/*
 * test_route.c - several processes route one escalation at once, while somebody saves the file, and are killed at it.
 *
 * Promised: one of them routes it and the others are told so; its task stands in the session file exactly once; what
 * the ledger says was routed has its line.  BATON_ROUNDS=100 plays as often; without it a tenth of that.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "project_test.h"

#include "baton/base/clock.h"
#include "baton/core/escalate.h"
#include "baton/core/record.h"

#define SESSION ".claude/tasks/session-current.md"

enum { ROUNDS = 10, PLAYERS = 4, SAVES = 6 };

static int rounds(void)
{
    int64_t n;
    const char *text = getenv("BATON_ROUNDS");
    return text && str_to_i64(str_from(text), &n) == 0 && n > 0 ? (int)n : ROUNDS;
}

static int setup(void **state)
{
    int r = scene_setup(state);
    Scene *s = *state;
    put(s, ".baton/config.yaml", "ingest: {quiet: 0}\n");
    put(s, ".claude/agents/qa-engineer.md", "---\nname: qa-engineer\n---\n");
    put(s, ".claude/agents/release-manager.md", "---\nname: release-manager\n---\n");
    put(s, SESSION, "# Session\n\n## backend-engineer\n- [ ] One\n\n## qa-engineer\n- [ ] Two\n\n"
                    "## release-manager\n- [ ] Three\n");
    scene_reopen(s);
    look(s);
    return r;
}

#define ROUTE_TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, scene_teardown)

/* The next one, by its number. */
static const char *stop(Scene *s, int n)
{
    const char *spooled = NULL;
    Message m = { 0 };
    Event e = { .agent = "backend-engineer", .action = "ESCALATE", .source = SOURCE_CLI,
                .reason = arena_printf(s->arena, "grant number %d is missing", n) };
    assert_int_equal(record_event(s->c, &e, s->arena, &spooled, &m), 0);
    return arena_printf(s->arena, "%d", n);
}

/* ---- players: each a process with a context of its own, waiting for the pipe to close ---- */

static void wait_for_start(int fd)
{
    char c;
    while (read(fd, &c, 1) > 0)
        continue;
}

static int route(const char *dir, int start, const char *id, const char *to)
{
    CLEANUP(context_free_ptr) Context *c = NULL;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    EscalationReport report;
    Message m = { 0 };
    if (context_open(dir, &c, &m) < 0 || context_store(c, STORE_WRITE, &m) < 0)
        return 70;
    wait_for_start(start);
    int r = escalation_act(c, &(EscalationOrder){ .escalation = id, .act = ESCALATION_ACT_ROUTE, .to = to,
                                                  .source = SOURCE_CLI }, a, &report, &m);
    if (r < 0 && r != -EALREADY)
        fprintf(stderr, "route: %s\n", m.text);
    return r == 0 ? 0 : r == -EALREADY ? 1 : 2;
}

static int save(const char *dir, int start)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    wait_for_start(start);
    for (int i = 0; i < SAVES; i++) {
        int fd = open(path_join(a, dir, SESSION), O_WRONLY | O_APPEND | O_CLOEXEC);
        if (fd < 0 || write(fd, "<!-- saved -->\n", 15) != 15)
            return 70;
        close(fd);
        clock_sleep(3);
    }
    return 0;
}

/* to NULL: saves the file. */
static pid_t player(Scene *s, const int gate[2], const char *id, const char *to)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(gate[1]);
        _exit(to ? route(s->dir, gate[0], id, to) : save(s->dir, gate[0]));
    }
    return pid;
}

static int ended(pid_t pid)
{
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- what must hold ---- */

static EscalationRow row(Scene *s, const char *id)
{
    EscalationRow e;
    Message m = { 0 };
    if (escalation_find(s->c, id, s->arena, &e, &m) < 0)
        fail_msg("%s", m.text);
    return e;
}

static int lines_with(Scene *s, const char *id)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *mark = arena_printf(s->arena, "(escalation %s)", id);
    int n = 0;
    assert_int_equal(file_read(scene_path(s, SESSION), 1 << 20, &text, NULL), 0);
    for (const char *p = text.data; (p = strstr(p, mark)); p++)
        n++;
    return n;
}

static void assert_routed(Scene *s, const char *id)
{
    look(s);
    EscalationRow e = row(s, id);
    assert_int_equal(e.state, ESCALATION_REROUTED);
    assert_int_equal(lines_with(s, id), 1);
    TaskRows rows = { 0 };
    const char *mark = arena_printf(s->arena, "(escalation %s)", id);
    assert_int_equal(store_tasks(s->c->store, s->arena, &(TaskQuery){ .text = mark }, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_string_equal(rows.items[0].assignee_slug, e.routed_to);
}

static int race(Scene *s, const char *id, const char *const to[PLAYERS])
{
    int gate[2], won = 0;
    pid_t pids[PLAYERS];
    assert_int_equal(pipe2(gate, O_CLOEXEC), 0);
    s->c = context_free(s->c);
    for (int i = 0; i < PLAYERS; i++)
        pids[i] = player(s, gate, id, to[i]);
    close(gate[0]);
    close(gate[1]);
    for (int i = 0; i < PLAYERS; i++) {
        int code = ended(pids[i]);
        assert_in_range(code, 0, 1);
        won += to[i] && code == 0;
    }
    scene_open(s);
    return won;
}

static void one_of_them_routes_it(void **state)
{
    static const char *const same[PLAYERS] = { "qa-engineer", "qa-engineer", "qa-engineer", NULL };
    Scene *s = *state;
    for (int i = 1; i <= rounds(); i++) {
        const char *id = stop(s, i);
        assert_int_equal(race(s, id, same), 1);
        assert_routed(s, id);
    }
    assert_int_equal(event_count(s, EVENT_ESCALATION_DECIDED), rounds());
    assert_sound(s);
}

/* Who looks after it was routed may route it on; whoever saw it open may not. */
static void it_ends_with_one_of_two(void **state)
{
    static const char *const both[PLAYERS] = { "qa-engineer", "release-manager", "qa-engineer", "release-manager" };
    Scene *s = *state;
    for (int i = 1; i <= rounds(); i++) {
        const char *id = stop(s, i);
        assert_in_range(race(s, id, both), 1, PLAYERS);
        look(s);
        EscalationRow e = row(s, id);
        assert_int_equal(e.state, ESCALATION_REROUTED);
        assert_in_range(lines_with(s, id), 1, 2);
    }
    assert_sound(s);
}

static void who_was_killed_left_nothing_half(void **state)
{
    Scene *s = *state;
    uint32_t seed = 7;
    for (int i = 1; i <= 2 * rounds(); i++) {
        int gate[2];
        const char *id = stop(s, i);
        assert_int_equal(pipe2(gate, O_CLOEXEC), 0);
        s->c = context_free(s->c);
        pid_t pid = player(s, gate, id, "qa-engineer");
        close(gate[0]);
        close(gate[1]);
        seed = seed * 1664525u + 1013904223u;
        usleep((seed >> 16) % 60000);
        kill(pid, SIGKILL);
        (void)ended(pid);
        scene_open(s);
        look(s);
        bool said = row(s, id).state == ESCALATION_REROUTED;
        assert_in_range(lines_with(s, id), said ? 1 : 0, 1);
        int again[2];
        assert_int_equal(pipe2(again, O_CLOEXEC), 0);
        close(again[1]);
        assert_int_equal(route(s->dir, again[0], id, "qa-engineer"), said ? 1 : 0);
        close(again[0]);
        assert_routed(s, id);
    }
    assert_sound(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = { ROUTE_TEST(one_of_them_routes_it), ROUTE_TEST(it_ends_with_one_of_two),
                                        ROUTE_TEST(who_was_killed_left_nothing_half) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
