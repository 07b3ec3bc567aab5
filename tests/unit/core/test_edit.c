/*
 * test_edit.c - edits from the ledger's side: who did what, what became of it, and the way back.
 */
#include "project_test.h"

#include "baton/core/edit.h"

#define FILE_NAME ".claude/tasks/session-current.md"

static const char text[] = "# Session\n\n## Tasks\n\n"
                           "- [ ] T-1 first thing\n- [ ] T-2 second thing\n- [x] T-3 third thing\n";

static Message said;

static int set(Scene *s, const char *task_name, TaskState state, const char *agent, EditReport *r)
{
    said = (Message){ 0 };
    EditOrder o = { .task = task_name, .agent = agent, .source = SOURCE_CLI,
                    .wish = { .kind = EDIT_STATE, .state = state } };
    return edit_task(s->c, &o, s->arena, r, &said);
}

static int undo(Scene *s, const char *edit, EditReport *r)
{
    said = (Message){ 0 };
    return edit_undo(s->c, edit, NULL, SOURCE_CLI, s->arena, r, &said);
}

static void expect(Scene *s, const char *expected)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    assert_int_equal(file_read(scene_path(s, FILE_NAME), 1 << 20, &bytes, NULL), 0);
    assert_string_equal(bytes.data, expected);
}

static EditRow edit_row(Scene *s, int64_t number)
{
    EditRows rows = { 0 };
    assert_int_equal(store_edits(s->c->store, s->arena, &(EditQuery){ .number = number }, &rows), 0);
    assert_int_equal(rows.len, 1);
    return rows.items[0];
}

/* The text with one piece of it replaced. */
static const char *with(Scene *s, const char *old, const char *new)
{
    Str all = str_from(text);
    ptrdiff_t at = str_find(all, str_from(old));
    assert_true(at >= 0);
    return arena_printf(s->arena, "%.*s%s%s", (int)at, text, new, text + at + strlen(old));
}

static void an_edit_is_an_event_of_who_made_it(void **state)
{
    Scene *s = *state;
    EditReport r;
    EventRows events = { 0 };
    put(s, FILE_NAME, text);
    assert_int_equal(set(s, "T-1", TASK_DONE, "qa-engineer", &r), 0);
    expect(s, with(s, "[ ] T-1", "[x] T-1"));
    assert_string_equal(r.before, "[ ]");
    assert_string_equal(r.after, "[x]");
    assert_string_equal(r.file, FILE_NAME);
    assert_int_equal(r.line, 5);
    assert_true(r.in_place);
    EventQuery q = { .subject = r.task, .newest_first = true };
    assert_int_equal(store_events(s->c->store, s->arena, &q, &events), 0);
    assert_int_equal(events.items[0].kind, EVENT_EDIT_MADE);
    assert_int_equal(events.items[1].kind, EVENT_TASK_STATE);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(events.items[i].source, SOURCE_CLI);
        assert_string_equal(events.items[i].actor, "qa-engineer");
    }
    look(s);
    assert_as_fresh(s, FILE_NAME);
    assert_int_equal(edit_row(s, 1).state, EDIT_STANDING);
    assert_sound(s);
}

static void what_is_not_certain_is_refused(void **state)
{
    Scene *s = *state;
    EditReport r;
    put(s, FILE_NAME, "## A\n\n- [ ] T-1 one\n- [ ] T-1 other\n- [x] T-3 three\n");
    assert_int_equal(set(s, "T-1", TASK_DONE, NULL, &r), -ENOTUNIQ);
    assert_non_null(strstr(said.text, FILE_NAME ":4"));
    assert_int_equal(set(s, "T-9", TASK_DONE, NULL, &r), -ENOENT);
    assert_int_equal(set(s, "", TASK_DONE, NULL, &r), -ENOENT);
    assert_non_null(strstr(said.text, "is empty"));
    assert_int_equal(set(s, "T-3", TASK_DONE, NULL, &r), -EALREADY);
    assert_true(*said.text);
    assert_int_equal(set(s, "session-current.md:4", TASK_DONE, NULL, &r), 0);
    expect(s, "## A\n\n- [ ] T-1 one\n- [x] T-1 other\n- [x] T-3 three\n");
    chmod(scene_path(s, FILE_NAME), 0444);
    assert_int_equal(set(s, "T-3", TASK_PENDING, NULL, &r), -EACCES);
    assert_non_null(strstr(said.text, "may not be written"));
}

static void an_agent_takes_back_its_own(void **state)
{
    Scene *s = *state;
    EditReport r;
    put(s, FILE_NAME, text);
    assert_int_equal(set(s, "T-1", TASK_DONE, "qa-engineer", &r), 0);
    assert_int_equal(set(s, "T-2", TASK_DONE, NULL, &r), 0);
    assert_int_equal(edit_undo(s->c, NULL, "dba", SOURCE_CLI, s->arena, &r, &said), -ENOENT);
    assert_non_null(strstr(said.text, "no edit of dba's"));
    assert_int_equal(edit_undo(s->c, NULL, "qa-engineer", SOURCE_CLI, s->arena, &r, &said), 0);
    expect(s, with(s, "[ ] T-2", "[x] T-2"));
    EventRows events = { 0 };
    EventQuery q = { .subject = r.task, .newest_first = true };
    assert_int_equal(store_events(s->c->store, s->arena, &q, &events), 0);
    assert_int_equal(events.items[0].kind, EVENT_EDIT_UNDONE);
    assert_string_equal(events.items[0].actor, "qa-engineer");
    assert_int_equal(undo(s, NULL, &r), 0);
    expect(s, text);
    assert_sound(s);
}

static void a_file_that_is_not_there_is_said_so(void **state)
{
    Scene *s = *state;
    EditReport r;
    put(s, FILE_NAME, text);
    assert_int_equal(set(s, "T-1", TASK_DONE, NULL, &r), 0);
    const char *path = scene_path(s, FILE_NAME);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("nowhere.md", path), 0);
    assert_int_equal(undo(s, NULL, &r), -ENOLINK);
    assert_non_null(strstr(said.text, "a link to a file that is not there"));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(undo(s, NULL, &r), -ENOENT);
    assert_non_null(strstr(said.text, "it is not there"));
    assert_sound(s);
}

/* Without a ref it is the only one that "" would fit. */
static void an_empty_name_names_no_task(void **state)
{
    Scene *s = *state;
    EditReport r;
    static const char one[] = "# S\n\n- [ ] T-1 one\n- [ ] two\n";
    put(s, FILE_NAME, one);
    assert_int_equal(set(s, "", TASK_DONE, NULL, &r), -ENOENT);
    expect(s, one);
}

static void a_file_that_is_too_large_is_said_so(void **state)
{
    Scene *s = *state;
    EditReport r;
    put(s, ".beads/issues.jsonl", "{\"id\":\"bd-1\",\"title\":\"One\",\"status\":\"open\"}\n");
    assert_int_equal(set(s, "bd-1", TASK_DONE, NULL, &r), 0);
    assert_int_equal(truncate(scene_path(s, ".beads/issues.jsonl"), 17 << 20), 0);
    assert_int_equal(undo(s, NULL, &r), -EFBIG);
    assert_non_null(strstr(said.text, "more than 16 MiB"));
}

static void undo_goes_back_step_by_step(void **state)
{
    Scene *s = *state;
    EditReport r;
    put(s, FILE_NAME, text);
    assert_int_equal(set(s, "T-1", TASK_DONE, NULL, &r), 0);
    assert_int_equal(set(s, "T-1", TASK_PENDING, NULL, &r), 0);
    assert_int_equal(edit_row(s, 1).state, EDIT_PASSED);
    assert_int_equal(undo(s, "1", &r), -ESTALE);
    assert_int_equal(undo(s, NULL, &r), 0);
    assert_int_equal(edit_row(s, 1).state, EDIT_STANDING);
    expect(s, with(s, "[ ] T-1", "[x] T-1"));
    assert_int_equal(undo(s, NULL, &r), 0);
    expect(s, text);
    assert_int_equal(undo(s, NULL, &r), -ENOENT);
    assert_int_equal(undo(s, "1", &r), -EALREADY);
    assert_sound(s);
}

static void undo_finds_a_line_that_moved_and_refuses_one_that_changed(void **state)
{
    Scene *s = *state;
    EditReport r;
    put(s, FILE_NAME, text);
    assert_int_equal(set(s, "T-1", TASK_DONE, NULL, &r), 0);
    put(s, FILE_NAME, with(s, "- [ ] T-1", "- [ ] T-0 zero\n- [x] T-1"));
    assert_int_equal(undo(s, NULL, &r), 0);
    assert_int_equal(r.line, 6);
    expect(s, with(s, "- [ ] T-1", "- [ ] T-0 zero\n- [ ] T-1"));
    assert_int_equal(set(s, "T-2", TASK_DONE, NULL, &r), 0);
    put(s, FILE_NAME, with(s, "[ ] T-2 second thing", "[x] T-2 second thing, more or less"));
    assert_int_equal(undo(s, NULL, &r), -ESTALE);
    assert_non_null(strstr(said.text, "not as baton left it"));
}

static void the_line_of_a_new_task_is_that_of_its_heading(void **state)
{
    Scene *s = *state;
    EditReport r;
    put(s, FILE_NAME, "# Session\n\n#### Task 1: One\n**Assigned to**: qa\n**Status**: pending\n");
    EditOrder add = { .source = SOURCE_CLI, .wish = { .kind = EDIT_ADD, .state = TASK_PENDING, .text = "Two" } };
    assert_int_equal(edit_task(s->c, &add, s->arena, &r, &said), 0);
    expect(s, "# Session\n\n#### Task 1: One\n**Assigned to**: qa\n**Status**: pending\n\n"
              "#### Task 2: Two\n**Status**: pending\n");
    assert_int_equal(r.line, 7);
}

static void lines_that_were_put_in_go_out_again(void **state)
{
    Scene *s = *state;
    EditReport r;
    put(s, FILE_NAME, text);
    EditOrder add = { .source = SOURCE_CLI,
                      .wish = { .kind = EDIT_ADD, .state = TASK_PENDING, .text = "a new thing" } };
    EditOrder note = { .task = "T-1", .source = SOURCE_CLI, .wish = { .kind = EDIT_NOTE, .text = "mind this" } };
    if (edit_task(s->c, &add, s->arena, &r, &said) != 0)
        fail_msg("%s", said.text);
    assert_int_equal(task_count(s, FILE_NAME), 4);
    if (edit_task(s->c, &note, s->arena, &r, &said) != 0)
        fail_msg("%s", said.text);
    assert_int_equal(task_count(s, FILE_NAME), 4);
    assert_int_equal(undo(s, "1", &r), 0);
    assert_int_equal(task_count(s, FILE_NAME), 3);
    assert_int_equal(undo(s, NULL, &r), 0);
    expect(s, text);
    assert_sound(s);
}

static size_t needs(Scene *s)
{
    NeedRows rows = { 0 };
    assert_int_equal(store_needs(s->c->store, s->arena, &rows), 0);
    return rows.len;
}

static void an_older_copy_over_an_edit_is_seen(void **state)
{
    Scene *s = *state;
    EditReport r;
    put(s, FILE_NAME, text);
    assert_int_equal(set(s, "T-1", TASK_DONE, NULL, &r), 0);
    assert_int_equal(set(s, "T-2", TASK_DONE, NULL, &r), 0);
    put(s, FILE_NAME, text);                    /* somebody read it before */
    look(s);
    assert_int_equal(edit_row(s, 1).state, EDIT_LOST);
    assert_int_equal(edit_row(s, 2).state, EDIT_LOST);
    assert_int_equal(needs(s), 2);
    assert_int_equal(set(s, "T-1", TASK_DONE, NULL, &r), 0);
    assert_int_equal(edit_row(s, 1).state, EDIT_PASSED);
    assert_int_equal(undo(s, "2", &r), 0);      /* dismissed */
    expect(s, with(s, "[ ] T-1", "[x] T-1"));
    assert_int_equal(needs(s), 0);
    assert_sound(s);
}

/* Two edits, and a copy from before both: the value is the first one's past. */
static void a_copy_from_before_several_edits_is_older_too(void **state)
{
    Scene *s = *state;
    EditReport r;
    put(s, FILE_NAME, with(s, "- [ ] T-2", "- [~] T-2"));
    assert_int_equal(set(s, "T-1", TASK_DONE, NULL, &r), 0);
    assert_int_equal(set(s, "T-1", TASK_IN_PROGRESS, NULL, &r), 0);
    put(s, FILE_NAME, with(s, "- [ ] T-2", "- [~] T-2"));
    look(s);
    assert_int_equal(edit_row(s, 1).state, EDIT_PASSED);
    assert_int_equal(edit_row(s, 2).state, EDIT_LOST);
    put(s, FILE_NAME, with(s, "- [ ] T-1", "- [~] T-1"));
    look(s);
    assert_int_equal(edit_row(s, 2).state, EDIT_PASSED);        /* it is there again */
    assert_sound(s);
}

static void backlog_words_come_from_its_settings(void **state)
{
    Scene *s = *state;
    EditReport r;
    put(s, "backlog/config.yml", "statuses: [\"To Do\", \"In Progress\", \"Done\"]\n");
    put(s, "backlog/tasks/task-1 - a.md", "---\nid: task-1\ntitle: a\nstatus: To Do\n---\n\n## Description\n\nText.\n");
    look(s);
    TaskRow t = task(s, "a");
    if (strcmp(t.id, "none") == 0)
        skip();                                 /* not among the watched files */
    assert_int_equal(set(s, t.id, TASK_BLOCKED, NULL, &r), -ENOTSUP);
    assert_int_equal(set(s, t.id, TASK_IN_PROGRESS, NULL, &r), 0);
    assert_string_equal(r.after, "In Progress");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(an_edit_is_an_event_of_who_made_it),
        SCENE_TEST(what_is_not_certain_is_refused),
        SCENE_TEST(an_agent_takes_back_its_own),
        SCENE_TEST(a_file_that_is_not_there_is_said_so),
        SCENE_TEST(an_empty_name_names_no_task),
        SCENE_TEST(a_file_that_is_too_large_is_said_so),
        SCENE_TEST(undo_goes_back_step_by_step),
        SCENE_TEST(undo_finds_a_line_that_moved_and_refuses_one_that_changed),
        SCENE_TEST(the_line_of_a_new_task_is_that_of_its_heading),
        SCENE_TEST(lines_that_were_put_in_go_out_again),
        SCENE_TEST(an_older_copy_over_an_edit_is_seen),
        SCENE_TEST(a_copy_from_before_several_edits_is_older_too),
        SCENE_TEST(backlog_words_come_from_its_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
