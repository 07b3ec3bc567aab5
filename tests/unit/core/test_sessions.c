/*
 * test_sessions.c - session files that are made, put away and taken out again; tasks stay the same ones.
 */
#include "baton/core/edit.h"
#include "baton/core/runs.h"
#include "project_test.h"

#define DIR_ ".claude/tasks/"
#define CURRENT DIR_ "session-current.md"

static void define(Scene *s, const char *name)
{
    put(s, arena_printf(s->arena, ".claude/agents/%s.md", name),
        arena_printf(s->arena, "---\nname: %s\ndescription: does it\n---\nWork.\n", name));
}

static bool is_there(Scene *s, const char *name)
{
    return access(scene_path(s, name), F_OK) == 0;
}

static const char *text_of(Scene *s, const char *name)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    assert_int_equal(file_read(scene_path(s, name), 1 << 20, &text, NULL), 0);
    return arena_str(s->arena, buf_str(&text));
}

static const char *made(Scene *s, int (*fn)(Context *, const char *, Arena *, const char **, Message *), const char *arg)
{
    Message m = { 0 };
    const char *file = NULL;
    if (fn(s->c, arg, s->arena, &file, &m) < 0)
        fail_msg("%s", m.text);
    return file;
}

static int refused(Scene *s, int (*fn)(Context *, const char *, Arena *, const char **, Message *), const char *arg,
                   const char *words)
{
    Message m = { 0 };
    const char *file = NULL;
    int r = fn(s->c, arg, s->arena, &file, &m);
    if (r >= 0 || !strstr(m.text, words))
        fail_msg("%d, not '%s': %s", r, words, m.text);
    return r;
}

static void edit(Scene *s, EditOrder o)
{
    Message m = { 0 };
    EditReport report;
    o.source = SOURCE_CLI;
    if (edit_task(s->c, &o, s->arena, &report, &m) < 0)
        fail_msg("%s", m.text);
}

static void test_a_new_one_can_be_worked_with(void **state)
{
    Scene *s = *state;
    define(s, "backend-engineer");
    define(s, "qa-engineer");
    assert_string_equal(made(s, session_new, "Rates # for `checkout`"), CURRENT);
    CLEANUP(facts_free_ptr) Facts *f = doc_read(CURRENT, str_from(text_of(s, CURRENT)));
    assert_int_equal(f->problems.len, 0);
    assert_int_equal(f->tasks.len, 2);
    assert_string_equal(f->tasks.items[0].assignee, "backend-engineer");
    assert_string_equal(f->tasks.items[1].assignee, "qa-engineer");
    assert_int_equal(strncmp(text_of(s, CURRENT), "# Session: Rates for checkout\n", 30), 0);
    edit(s, (EditOrder){ .file = CURRENT,
                         .wish = { .kind = EDIT_ADD, .text = "Write tests", .section = "qa-engineer" } });
    assert_string_equal(task(s, "Write tests").assignee, "qa-engineer");
    edit(s, (EditOrder){ .task = task(s, "Write tests").id, .wish = { .kind = EDIT_STATE, .state = TASK_DONE } });
    assert_int_equal(task(s, "Write tests").state, TASK_DONE);
    edit(s, (EditOrder){ .task = task(s, "Plan the part of backend-engineer").id,
                         .wish = { .kind = EDIT_STATE, .state = TASK_IN_PROGRESS } });
    assert_as_fresh(s, CURRENT);
    refused(s, session_new, "again", "archive");
    assert_sound(s);
}

static void test_without_agents(void **state)
{
    Scene *s = *state;
    made(s, session_new, NULL);
    assert_int_equal(task_count(s, CURRENT), 1);
    edit(s, (EditOrder){ .file = CURRENT, .wish = { .kind = EDIT_ADD, .text = "Another" } });
    assert_int_equal(task_count(s, CURRENT), 2);
}

static void test_archives_are_numbered(void **state)
{
    static const struct { const char *description, *file; } cases[] = {
        { "Rates & taxes", DIR_ "session-008-rates-taxes.md" },
        { NULL, DIR_ "session-009-the-title.md" },
        { "../../up", DIR_ "session-010-up.md" },
        { "\xc3\x84rger", DIR_ "session-011-\xc3\x84rger.md" },
        { "\x1b[2J", DIR_ "session-012-2j.md" },
        { "!!", DIR_ "session-013.md" },
    };
    Scene *s = *state;
    put(s, DIR_ "session-007-old.md", "# Old\n\n- [x] Gone by\n");
    put(s, DIR_ "session-2026-01-03.md", "# A day\n");
    refused(s, session_archive, NULL, "no '" CURRENT "' to archive");
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        made(s, session_new, "The title");
        assert_string_equal(made(s, session_archive, cases[i].description), cases[i].file);
        assert_true(is_there(s, cases[i].file));
        assert_false(is_there(s, CURRENT));
    }
    assert_string_equal(text_of(s, DIR_ "session-007-old.md"), "# Old\n\n- [x] Gone by\n");
}

static void test_tasks_stay_the_same(void **state)
{
    Scene *s = *state;
    put(s, CURRENT, "# Session: First\n\n## Tasks\n\n- [ ] Alpha\n- [x] Beta\n- [ ] Gamma\n");
    look(s);
    const char *alpha = arena_strdup(s->arena, task(s, "Alpha").id), *beta = arena_strdup(s->arena, task(s, "Beta").id);
    int64_t added = event_count(s, EVENT_TASK_ADDED);
    const char *archive = made(s, session_archive, NULL);
    assert_string_equal(archive, DIR_ "session-001-first.md");
    assert_string_equal(task(s, "Alpha").id, alpha);
    assert_string_equal(task(s, "Alpha").file, archive);
    assert_string_equal(task(s, "Beta").id, beta);
    assert_int_equal(task(s, "Beta").state, TASK_DONE);
    assert_int_equal(event_count(s, EVENT_TASK_ADDED), added);

    put(s, CURRENT, "# Session: Second\n\n## Tasks\n\n- [ ] Delta\n- [ ] Epsilon\n");
    look(s);
    const char *delta = arena_strdup(s->arena, task(s, "Delta").id);
    int64_t all = task_count(s, NULL);
    assert_string_equal(made(s, session_switch, "1"), DIR_ "session-002-second.md");
    assert_string_equal(task(s, "Alpha").id, alpha);
    assert_string_equal(task(s, "Alpha").file, CURRENT);
    assert_string_equal(task(s, "Delta").id, delta);
    assert_string_equal(task(s, "Delta").file, DIR_ "session-002-second.md");
    assert_string_equal(task(s, "Beta").id, beta);
    assert_int_equal(task_count(s, NULL), all);
    assert_as_fresh(s, CURRENT);
    assert_as_fresh(s, DIR_ "session-002-second.md");
    assert_string_equal(ingest_session_file(s->c, s->arena), CURRENT);
    assert_sound(s);
}

static void test_switching(void **state)
{
    Scene *s = *state;
    put(s, DIR_ "session-001-a.md", "# A\n");
    put(s, DIR_ "session-002-ab.md", "# B\n");
    refused(s, session_switch, "session-00", "could be");
    refused(s, session_switch, "9", "no session file '9'");
    made(s, session_switch, "session-002-ab.md");
    assert_string_equal(text_of(s, CURRENT), "# B\n");
    refused(s, session_switch, CURRENT, "already");
    assert_string_equal(made(s, session_switch, "./" DIR_ "session-001-a.md"), DIR_ "session-002-b.md");
    assert_string_equal(text_of(s, CURRENT), "# A\n");
}

/* The write lock of the ledger is what an edit holds while it writes. */
static void test_not_while_an_edit_goes_on(void **state)
{
    Scene *s = *state;
    CLEANUP(context_free_ptr) Context *other = NULL;
    Message m = { 0 };
    put(s, CURRENT, "# Session: First\n\n- [ ] Alpha\n");
    look(s);
    assert_int_equal(context_fork(s->c, 1000, &other, &m), 0);
    assert_int_equal(context_store(other, STORE_WRITE, &m), 0);
    assert_int_equal(store_begin(other->store), 0);
    s->c->store = store_free(s->c->store);
    assert_int_equal(store_open(s->c->project->db_path, STORE_WRITE, 50, &s->c->store, &m), 0);
    assert_int_equal(refused(s, session_archive, "x", "edit of baton is under way"), -EBUSY);
    assert_true(is_there(s, CURRENT));
    store_rollback(other->store);
    made(s, session_archive, "x");
}

static void test_the_list(void **state)
{
    Scene *s = *state;
    SessionRows rows = { 0 };
    Message m = { 0 };
    put(s, DIR_ "session-001-a.md", "no heading\n\n- [x] One\n- [ ] Two\n");
    put(s, CURRENT, "# Session \xe2\x80\x94 Now\n\n- [ ] Three\n");
    look(s);
    assert_int_equal(sessions_list(s->c, s->arena, &rows, &m), 0);
    assert_int_equal(rows.len, 2);
    assert_true(rows.items[0].archived && !rows.items[0].current);
    assert_null(rows.items[0].title);
    assert_int_equal(rows.items[0].open, 1);
    assert_int_equal(rows.items[0].done, 1);
    assert_true(rows.items[1].current && !rows.items[1].archived);
    assert_string_equal(rows.items[1].title, "Now");
    assert_true(rows.items[1].saved_at > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_a_new_one_can_be_worked_with), SCENE_TEST(test_without_agents),
        SCENE_TEST(test_archives_are_numbered), SCENE_TEST(test_tasks_stay_the_same), SCENE_TEST(test_switching),
        SCENE_TEST(test_not_while_an_edit_goes_on), SCENE_TEST(test_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
