/*
 * test_ingest.c - files that agents save, taken into the ledger.
 */
#include <sys/wait.h>

#include "project_test.h"

#define SESSION ".claude/tasks/session-current.md"
#define BOARD "TASKS.md"
#define LOG ".agents/logs/orchestration/2026-01.jsonl"

static const char first_save[] =
    "# Session\n\n## Tasks\n\n- [ ] write the parser\n- [x] draw the plan\n- [ ] test the parser\n";

static void test_a_session_file_becomes_tasks(void **state)
{
    Scene *s = *state;
    put(s, SESSION, first_save);
    look(s);
    assert_int_equal(s->report.seen, 1);
    assert_int_equal(s->report.read, 1);
    assert_int_equal(s->report.events, 4);
    assert_int_equal(task_count(s, SESSION), 3);
    assert_int_equal(task(s, "draw the plan").state, TASK_DONE);
    assert_int_equal(task(s, "test the parser").line, 7);
    assert_string_equal(task(s, "test the parser").section.items[0], "Tasks");
    assert_as_fresh(s, SESSION);
    assert_sound(s);
}

static void test_nothing_changed_costs_nothing(void **state)
{
    Scene *s = *state;
    put(s, SESSION, first_save);
    look(s);
    int64_t seq = store_last_seq(s->c->store);
    look(s);
    assert_int_equal(s->report.read, 0);
    assert_int_equal(s->report.events, 0);
    put(s, SESSION, first_save);                /* saved again, the same bytes */
    look(s);
    assert_int_equal(s->report.read, 1);
    assert_int_equal(s->report.events, 0);
    scene_reopen(s);
    look(s);
    assert_int_equal(s->report.read, 0);
    assert_int_equal(store_last_seq(s->c->store), seq);
}

static void test_tasks_keep_their_identity(void **state)
{
    Scene *s = *state;
    put(s, SESSION, first_save);
    look(s);
    TaskRow parser = task(s, "write the parser"), plan = task(s, "draw the plan"),
            test = task(s, "test the parser");

    put(s, SESSION,
        "# Session\n\nSome words.\n\n## Tasks\n\n- [x] write the YAML parser\n- [x] draw the plan\n"
        "- [ ] something new\n- [ ] test the parser\n");
    look(s);
    assert_string_equal(task(s, "write the YAML parser").id, parser.id);
    assert_int_equal(task(s, "write the YAML parser").state, TASK_DONE);
    assert_string_equal(task(s, "draw the plan").id, plan.id);
    assert_string_equal(task(s, "test the parser").id, test.id);
    assert_int_equal(task(s, "test the parser").line, 10);
    assert_int_equal(event_count(s, EVENT_TASK_ADDED), 4);
    assert_int_equal(event_count(s, EVENT_TASK_STATE), 1);
    assert_int_equal(event_count(s, EVENT_TASK_EDITED), 1);
    assert_int_equal(event_count(s, EVENT_TASK_MOVED), 0);
    assert_int_equal(event_count(s, EVENT_TASK_GONE), 0);
    assert_as_fresh(s, SESSION);
    assert_sound(s);
}

static void test_changes_while_nobody_looked(void **state)
{
    Scene *s = *state;
    put(s, SESSION, first_save);
    look(s);
    TaskRow test = task(s, "test the parser");
    s->c = context_free(s->c);
    put(s, SESSION, "# Session\n\n## Tasks\n\n- [x] test the parser\n");
    scene_open(s);
    look(s);
    assert_int_equal(task_count(s, NULL), 1);
    assert_string_equal(task(s, "test the parser").id, test.id);
    assert_int_equal(event_count(s, EVENT_TASK_GONE), 2);
    assert_sound(s);
}

static void test_a_line_in_front_of_many_is_one_event(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    buf_adds(&text, "\n# Board\n\n## Tasks\n\n");
    for (int i = 0; i < 500; i++)
        buf_addf(&text, "- [ ] task number %d\n", i);
    put(s, BOARD, text.data + 1);
    look(s);
    assert_int_equal(s->report.events, 501);
    put(s, BOARD, text.data);
    look(s);
    assert_int_equal(s->report.events, 1);
    assert_as_fresh(s, BOARD);
    assert_sound(s);
}

static void test_ways_to_save(void **state)
{
    Scene *s = *state;
    put(s, SESSION, first_save);
    look(s);
    TaskRow test = task(s, "test the parser");

    put(s, ".claude/tasks/new.tmp",
        "# Session\n\n## Tasks\n\n- [ ] test the parser\n- [ ] by rename\n");
    assert_int_equal(rename(scene_path(s, ".claude/tasks/new.tmp"), scene_path(s, SESSION)), 0);
    look(s);
    assert_string_equal(task(s, "test the parser").id, test.id);
    assert_int_equal(task_count(s, NULL), 2);

    drop(s, SESSION);
    put(s, SESSION, "# Session\n\n## Tasks\n\n- [ ] by delete and create\n- [ ] test the parser\n");
    look(s);
    assert_string_equal(task(s, "test the parser").id, test.id);
    assert_int_equal(event_count(s, EVENT_DOCUMENT_GONE), 0);

    append(s, SESSION, "- [ ] appended\n");
    look(s);
    assert_int_equal(task(s, "appended").line, 7);
    assert_as_fresh(s, SESSION);
    assert_sound(s);
}

static void test_a_file_that_goes_away(void **state)
{
    Scene *s = *state;
    put(s, SESSION, first_save);
    look(s);
    drop(s, SESSION);
    look(s);
    assert_int_equal(task_count(s, NULL), 0);
    assert_int_equal(event_count(s, EVENT_TASK_GONE), 3);
    assert_int_equal(event_count(s, EVENT_DOCUMENT_GONE), 1);
    look(s);
    assert_int_equal(s->report.events, 0);
    put(s, SESSION, first_save);
    look(s);
    assert_int_equal(task_count(s, SESSION), 3);
    assert_sound(s);
}

/* An agent that empties the file and writes it a moment later has not made other tasks. */
static void test_tasks_that_come_back_are_the_same(void **state)
{
    Scene *s = *state;
    put(s, SESSION, first_save);
    look(s);
    TaskRow test = task(s, "test the parser");
    put(s, SESSION, "");
    look(s);
    assert_int_equal(task_count(s, NULL), 0);
    put(s, SESSION, "# Session\n\n## Tasks\n\n- [ ] new in front\n- [x] test the parser\n");
    look(s);
    assert_string_equal(task(s, "test the parser").id, test.id);
    assert_int_equal(task(s, "test the parser").state, TASK_DONE);
    assert_int_equal(task(s, "test the parser").line, 6);
    assert_string_not_equal(task(s, "new in front").id, test.id);

    drop(s, SESSION);
    look(s);
    put(s, SESSION, first_save);
    look(s);
    assert_string_equal(task(s, "test the parser").id, test.id);
    assert_as_fresh(s, SESSION);
    assert_sound(s);
}

static void test_a_file_that_is_renamed(void **state)
{
    Scene *s = *state;
    put(s, SESSION, first_save);
    look(s);
    TaskRow plan = task(s, "draw the plan");
    assert_int_equal(rename(scene_path(s, SESSION), scene_path(s, ".claude/tasks/session-7.md")),
                     0);
    look(s);
    TaskRow now = task(s, "draw the plan");
    assert_string_equal(now.id, plan.id);
    assert_string_equal(now.file, ".claude/tasks/session-7.md");
    assert_int_equal(task_count(s, NULL), 3);
    assert_int_equal(event_count(s, EVENT_TASK_GONE), 0);
    assert_int_equal(event_count(s, EVENT_TASK_MOVED), 3);
    assert_as_fresh(s, ".claude/tasks/session-7.md");
    assert_sound(s);
}

static void test_a_file_that_is_renamed_and_edited(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    put(s, SESSION, first_save);
    look(s);
    TaskRow plan = task(s, "draw the plan");
    const char *renamed = scene_path(s, ".claude/tasks/session-7.md");
    assert_int_equal(rename(scene_path(s, SESSION), renamed), 0);
    usleep(100000);                     /* the folder is quiet, the file is not */
    append(s, ".claude/tasks/session-7.md", "- [ ] one more\n");
    assert_int_equal(ingest(s->c, false, &s->report, &m), 0);
    look(s);
    assert_string_equal(task(s, "draw the plan").id, plan.id);
    assert_int_equal(event_count(s, EVENT_TASK_GONE), 0);
    assert_int_equal(task_count(s, NULL), 4);
    assert_sound(s);
}

static void test_a_young_file_is_left_alone(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    assert_int_equal(conf_set(s->c->conf, CONF_QUIET_MS, "300", "test", &m), 0);
    put(s, SESSION, first_save);
    assert_int_equal(ingest(s->c, false, &s->report, &m), 0);
    assert_true(s->report.unsettled);
    assert_int_equal(task_count(s, NULL), 0);
    look(s);
    assert_int_equal(task_count(s, NULL), 3);
}

static void test_one_file_of_two_kinds_is_read_once(void **state)
{
    Scene *s = *state;
    put(s, ".claude/agents/CURRENT-TASKS.md",
        "# Board\n\n## In Progress\n\n| Task | Agent |\n|---|---|\n| one | qa |\n");
    put(s, ".claude/agents/README.md", "# About these agents\n\nWords.\n");
    look(s);
    assert_int_equal(s->report.seen, 2);
    assert_int_equal(task_count(s, NULL), 1);
    assert_int_equal(event_count(s, EVENT_AGENT_DEFINED), 0);
    assert_int_equal(event_count(s, EVENT_DOCUMENT_READ), 1);
    look(s);
    assert_int_equal(s->report.read, 0);
}

/* ---- runs and agents ---- */

static const char *run_of(Scene *s)
{
    const char *run = store_current_run(s->c->store, s->arena);
    return run ? run : "none";
}

static void test_runs_begin_and_end(void **state)
{
    Scene *s = *state;
    look(s);
    assert_string_equal(run_of(s), "none");
    put(s, ".agents/.current_run", "PM-1\n");
    put(s, SESSION, first_save);
    look(s);
    assert_string_equal(run_of(s), "PM-1");
    assert_int_equal(
        store_event_count(s->c->store, &(EventQuery){ .run = "PM-1", .kind = "task.added" }), 3);
    put(s, ".agents/.current_run", "PM-1\n\n");
    look(s);
    assert_string_equal(run_of(s), "PM-1");
    assert_int_equal(event_count(s, EVENT_RUN_ENDED), 0);
    put(s, ".agents/.current_run", "PM-2\n");
    look(s);
    assert_string_equal(run_of(s), "PM-2");
    assert_int_equal(event_count(s, EVENT_RUN_ENDED), 1);
    drop(s, ".agents/.current_run");
    look(s);
    assert_string_equal(run_of(s), "none");
    assert_int_equal(event_count(s, EVENT_RUN_STARTED), 2);
    assert_int_equal(event_count(s, EVENT_RUN_ENDED), 2);
    assert_sound(s);
}

static AgentRow agent(Scene *s, const char *name)
{
    AgentRows rows = { 0 };
    assert_int_equal(store_agents(s->c->store, s->arena, &(AgentQuery){ .name = name }, &rows), 0);
    return rows.len ? rows.items[0] : (AgentRow){ .name = "none" };
}

static void test_agents_are_defined_and_go(void **state)
{
    Scene *s = *state;
    const char *file = ".claude/agents/qa-engineer.md";
    put(s, file, "---\nname: qa-engineer\ndescription: Tests.\n---\n\n# QA\n");
    look(s);
    assert_string_equal(agent(s, "qa-engineer").file, file);
    assert_int_equal(event_count(s, EVENT_AGENT_DEFINED), 1);
    put(s, file, "---\nname: qa-engineer\ndescription: Tests all.\n---\n\n# QA\n");
    look(s);
    assert_int_equal(event_count(s, EVENT_AGENT_DEFINED), 2);
    drop(s, file);
    look(s);
    assert_string_equal(agent(s, "qa-engineer").name, "none");
    assert_sound(s);
}

static void test_shipped_definitions_fill_in(void **state)
{
    Scene *s = *state;
    put(s, ".data/agents/qa-engineer.md",
        "---\nname: qa-engineer\ndescription: Shipped.\n---\n\n# QA\n");
    put(s, ".data/agents/writer.md",
        "---\nname: writer\ndescription: Nobody mentions it.\n---\n\n# W\n");
    look(s);
    assert_string_equal(agent(s, "qa-engineer").name, "none");

    put(s, BOARD,
        "# Board\n\n## In Progress\n\n| Task | Agent |\n|---|---|\n| one | qa-engineer |\n");
    look(s);
    assert_string_equal(agent(s, "qa-engineer").file, "baton:qa-engineer.md");
    assert_string_equal(agent(s, "writer").name, "none");
    look(s);
    assert_int_equal(s->report.events, 0);

    put(s, "agents/qa.md", "---\nname: qa-engineer\ndescription: Our own.\n---\n\n# QA\n");
    look(s);
    assert_string_equal(agent(s, "qa-engineer").file, "agents/qa.md");
    assert_int_equal(event_count(s, EVENT_AGENT_GONE), 1);
    assert_sound(s);
}

static void test_logs_of_agents_report(void **state)
{
    Scene *s = *state;
    put(s, SESSION, "# Session\n\n### qa-engineer - [Status: in_progress]\n\nWords.\n");
    look(s);
    assert_int_equal(event_count(s, EVENT_AGENT_REPORTED), 1);
    assert_int_equal(agent(s, "qa-engineer").state, AGENT_WORKING);
    put(s, SESSION,
        "# Session\n\nMore words.\n\n### qa-engineer - [Status: in_progress]\n\nWords.\n");
    look(s);
    assert_int_equal(event_count(s, EVENT_AGENT_REPORTED), 1);
    put(s, SESSION,
        "# Session\n\n### qa-engineer - [Status: in_progress]\n\n### qa-engineer - [Status: "
        "completed]\n");
    look(s);
    assert_int_equal(event_count(s, EVENT_AGENT_REPORTED), 2);
    assert_int_equal(agent(s, "qa-engineer").state, AGENT_DONE);
    append(s, SESSION, "\nA word more.\n");
    look(s);
    assert_int_equal(event_count(s, EVENT_AGENT_REPORTED), 2);
    assert_sound(s);
}

/* ---- several processes ---- */

/* Saves ever longer lists, in place, without a pause. */
static void child_writes(const char *path)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (int i = 0; i < 150; i++) {
        int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
        buf_addf(&text, "- [ ] task number %d of the list\n", i);
        for (size_t at = 0; at < text.len; at += 64) {
            size_t n = MIN(text.len - at, (size_t)64);
            if (write(fd, text.data + at, n) != (ssize_t)n)
                _exit(1);
        }
        close(fd);
        usleep(500);
    }
    buf_done(&text);
    _exit(0);
}

static void test_a_file_that_moves_while_it_is_read(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    int status;
    assert_int_equal(conf_set(s->c->conf, CONF_QUIET_MS, "0", "test", &m), 0);
    put(s, BOARD, "- [ ] task number 0 of the list\n");
    look(s);
    pid_t pid = fork();
    if (pid == 0)
        child_writes(scene_path(s, BOARD));
    while (waitpid(pid, &status, WNOHANG) == 0)
        assert_int_equal(ingest(s->c, false, &s->report, &m), 0);
    assert_int_equal(status, 0);
    look(s);
    assert_int_equal(task_count(s, BOARD), 150);
    assert_as_fresh(s, BOARD);
    assert_sound(s);
}

enum { PROCESSES = 6 };

static void child_looks(const char *dir)
{
    Context *c = NULL;
    Message m = { 0 };
    IngestReport report;
    int r = context_open(dir, &c, &m) < 0 || context_store(c, STORE_WRITE, &m) < 0 ||
            ingest(c, true, &report, &m) < 0;
    if (r)
        fprintf(stderr, "child: %s\n", m.text);
    context_free(c);
    _exit(r);
}

static void look_from_many(Scene *s)
{
    pid_t pids[PROCESSES];
    int status;
    s->c = context_free(s->c);
    for (int i = 0; i < PROCESSES; i++)
        if ((pids[i] = fork()) == 0)
            child_looks(s->dir);
    for (int i = 0; i < PROCESSES; i++) {
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    scene_open(s);
}

static void test_many_processes_at_once(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf text = BUF_INIT, log = BUF_INIT;

    for (int i = 0; i < 300; i++)
        buf_addf(&text, "- [ ] task number %d\n", i);
    for (int i = 0; i < 200; i++)
        buf_addf(&log, "{\"run_id\":\"r\",\"agent\":\"/qa\",\"action\":\"STEP %d\"}\n", i % 150);
    put(s, BOARD, text.data);
    put(s, LOG, log.data);
    look_from_many(s);
    assert_int_equal(task_count(s, NULL), 300);
    assert_int_equal(event_count(s, EVENT_TASK_ADDED), 300);
    assert_int_equal(event_count(s, EVENT_TELEMETRY), 200);
    append(s, LOG, log.data);
    look_from_many(s);
    assert_int_equal(event_count(s, EVENT_TELEMETRY), 400);
    assert_sound(s);
}

/* ---- a session of edits ---- */

static uint32_t dice_state = 11;
static int dice(int n)
{
    dice_state = dice_state * 1664525u + 1013904223u;
    return (int)((dice_state >> 16) % (uint32_t)n);
}

static void test_a_session_of_edits_folds_again(void **state)
{
    Scene *s = *state;
    int order[40], n = 0;
    CLEANUP(buf_done) Buf text = BUF_INIT;

    for (int turn = 0; turn < 15; turn++) {
        for (int k = 0; k < 4 && n < 39; k++) {
            int at = dice(n + 1);
            memmove(order + at + 1, order + at, (size_t)(n - at) * sizeof *order);
            order[at] = turn * 10 + k;
            n++;
        }
        if (n > 10)
            memmove(order + 3, order + 4, (size_t)(--n - 3) * sizeof *order);
        buf_clear(&text);
        buf_adds(&text, "# Board\n\n");
        for (int i = 0; i < n; i++)
            buf_addf(&text, "- [%c] task number %d\n%s", dice(3) ? ' ' : 'x', order[i],
                     dice(5) ? "" : "\n");
        put(s, BOARD, text.data);
        look(s);
        assert_as_fresh(s, BOARD);
    }
    assert_sound(s);
    assert_as_fresh(s, BOARD);
}

/* ---- where things are ---- */

static bool has_folder(Scene *s, const StrList *l, const char *name)
{
    return strlist_has(l, *name ? scene_path(s, name) : s->c->project->root);
}

static void test_folders_to_watch(void **state)
{
    Scene *s = *state;
    StrList l = { 0 };
    put(s, "agents/deep/one.md", "x");
    put(s, "agents/node_modules/two.md", "x");
    put(s, ".agents/qa/handoff.md", "x");
    put(s, "src/main.c", "x");
    ingest_folders(s->c, s->arena, &l);
    assert_true(has_folder(s, &l, ""));
    assert_true(has_folder(s, &l, "agents"));
    assert_true(has_folder(s, &l, "agents/deep"));
    assert_true(has_folder(s, &l, ".agents"));
    assert_true(has_folder(s, &l, ".agents/qa"));
    assert_false(has_folder(s, &l, "agents/node_modules"));
    assert_false(has_folder(s, &l, "src"));
    assert_false(has_folder(s, &l, ".claude/tasks"));
}

static void test_the_newest_session_file(void **state)
{
    Scene *s = *state;
    assert_false(ingest_anything(s->c));
    assert_null(ingest_session_file(s->c, s->arena));
    put(s, ".claude/tasks/session-1.md", "x");
    put(s, SESSION, "x");
    struct timespec old[2] = { { 1000, 0 }, { 1000, 0 } };
    assert_int_equal(utimensat(AT_FDCWD, scene_path(s, SESSION), old, 0), 0);
    assert_true(ingest_anything(s->c));
    assert_string_equal(ingest_session_file(s->c, s->arena), ".claude/tasks/session-1.md");
    put(s, SESSION, "y");
    old[0].tv_sec = old[1].tv_sec = time(NULL) + 100;
    assert_int_equal(utimensat(AT_FDCWD, scene_path(s, SESSION), old, 0), 0);
    assert_string_equal(ingest_session_file(s->c, s->arena), SESSION);
}

/* Cloned a moment ago: the file that was written last is no better than the one with the name. */
static void test_the_session_file_of_a_checkout(void **state)
{
    static const struct { time_t current; const char *want; } cases[] = {
        { 1000003, SESSION }, { 1000000, SESSION }, { 999990, ".claude/tasks/session-1.md" },
    };
    Scene *s = *state;
    struct timespec at[2] = { { 1000002, 0 }, { 1000002, 0 } };

    put(s, ".claude/tasks/session-1.md", "x");
    put(s, SESSION, "x");
    assert_int_equal(
        utimensat(AT_FDCWD, scene_path(s, ".claude/tasks/session-1.md"), at, 0), 0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        at[0].tv_sec = at[1].tv_sec = cases[i].current;
        assert_int_equal(utimensat(AT_FDCWD, scene_path(s, SESSION), at, 0), 0);
        assert_string_equal(ingest_session_file(s->c, s->arena), cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_a_session_file_becomes_tasks),
        SCENE_TEST(test_nothing_changed_costs_nothing),
        SCENE_TEST(test_tasks_keep_their_identity),
        SCENE_TEST(test_changes_while_nobody_looked),
        SCENE_TEST(test_a_line_in_front_of_many_is_one_event),
        SCENE_TEST(test_ways_to_save),
        SCENE_TEST(test_a_file_that_goes_away),
        SCENE_TEST(test_tasks_that_come_back_are_the_same),
        SCENE_TEST(test_a_file_that_is_renamed),
        SCENE_TEST(test_a_file_that_is_renamed_and_edited),
        SCENE_TEST(test_a_young_file_is_left_alone),
        SCENE_TEST(test_one_file_of_two_kinds_is_read_once),
        SCENE_TEST(test_runs_begin_and_end),
        SCENE_TEST(test_agents_are_defined_and_go),
        SCENE_TEST(test_shipped_definitions_fill_in),
        SCENE_TEST(test_logs_of_agents_report),
        SCENE_TEST(test_a_file_that_moves_while_it_is_read),
        SCENE_TEST(test_many_processes_at_once),
        SCENE_TEST(test_a_session_of_edits_folds_again),
        SCENE_TEST(test_folders_to_watch),
        SCENE_TEST(test_the_newest_session_file),
        SCENE_TEST(test_the_session_file_of_a_checkout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
