/*
 * The story of the demo holds together: every edit finds its place, in order, and every way of
 * saving leaves the same bytes.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cases.h"
#include "demo.h"

#include "baton/base/file.h"

static const char text[] =
    "#### Task 1: one\n**Status**: pending\n\n"
    "#### Task 2: two\n**Assigned to**: x\n**Status**: pending\n";

static void edit(const char *before, const char *heading, const char *to, const char *want)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    DemoStep step = { .heading = heading, .text = to };
    assert_int_equal(demo_edit(before, &step, &out), 0);
    assert_string_equal(out.data, want);
}

static void a_status_is_replaced_below_its_heading(void **state)
{
    (void)state;
    edit(text, "#### Task 1:", "done",
         "#### Task 1: one\n**Status**: done\n\n"
         "#### Task 2: two\n**Assigned to**: x\n**Status**: pending\n");
    edit(text, "#### Task 2:", "blocked (why)",
         "#### Task 1: one\n**Status**: pending\n\n"
         "#### Task 2: two\n**Assigned to**: x\n**Status**: blocked (why)\n");
    edit("# A\n**Status**: x", "# A", "y", "# A\n**Status**: y");
    edit("old", NULL, "new", "new");
    edit("old\n", "+", "more\n", "old\nmore\n");
}

static void an_edit_without_a_place_is_an_error(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    DemoStep step = { .heading = "#### Task 9:", .text = "done" };
    assert_true(demo_edit(text, &step, &out) < 0);
    assert_true(demo_edit("#### Task 9: nothing below\n", &step, &out) < 0);
    assert_int_equal(out.len, 0);
}

static const DemoStep *first_save(const char *path)
{
    for (size_t i = 0; i < demo_step_count; i++)
        if (demo_steps[i].path && strcmp(demo_steps[i].path, path) == 0)
            return &demo_steps[i];
    return NULL;
}

static void the_story_goes_forward_and_every_edit_fits(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf session = BUF_INIT;
    const char *path = ".claude/tasks/session-current.md";
    assert_ptr_equal(first_save(path)->heading, NULL);
    for (size_t i = 0; i < demo_step_count; i++) {
        const DemoStep *s = &demo_steps[i];
        assert_true(i == 0 || s->at_ms >= demo_steps[i - 1].at_ms);
        if (s->how == CALL_EVENT) {
            assert_true(*s->agent == '/' && *s->action && *s->reason);
            continue;
        }
        if (s->how == CALL_SUBMIT) {
            assert_true(*s->agent == '/');
            continue;
        }
        CLEANUP(buf_done) Buf after = BUF_INIT;
        assert_non_null(s->text);
        if (strcmp(s->path, path) != 0)
            continue;
        assert_int_equal(demo_edit(session.data, s, &after), 0);
        assert_string_not_equal(after.data, session.data);
        buf_clear(&session);
        buf_add_str(&session, buf_str(&after));
    }
    assert_non_null(strstr(session.data, "**Status**: blocked ("));
    assert_in_range(demo_steps[demo_step_count - 1].at_ms, 60000, 90000);
}

static void something_happens_in_the_first_two_seconds(void **state)
{
    (void)state;
    size_t saves = 0, events = 0;
    for (size_t i = 0; i < demo_step_count && demo_steps[i].at_ms < 2000; i++)
        *(demo_steps[i].how == CALL_EVENT ? &events : &saves) += 1;
    assert_true(saves >= 2);
    assert_true(events >= 1);
}

static void every_way_is_played(void **state)
{
    (void)state;
    bool used[CALL_SUBMIT + 1] = { false };
    for (size_t i = 0; i < demo_step_count; i++)
        used[demo_steps[i].how] = true;
    for (size_t i = 0; i < ARRAY_LEN(used); i++)
        assert_true(used[i]);
}

static void every_way_of_saving_leaves_the_same_bytes(void **state)
{
    (void)state;
    char dir[] = "/tmp/baton-test-XXXXXX";
    assert_non_null(mkdtemp(dir));
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *path = path_join(a, dir, "file");
    for (DemoHow how = SAVE_IN_PLACE; how < CALL_EVENT; how++) {
        static const char *const texts[] = { "first and long\n", "short\n", "",
                                             "again longer than that\n" };
        for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
            CLEANUP(buf_done) Buf got = BUF_INIT;
            assert_int_equal(demo_save(path, how, str_from(texts[i])), 0);
            assert_int_equal(file_read(path, 100, &got, NULL), 0);
            assert_string_equal(got.data, texts[i]);
        }
    }
    demo_folder_remove(dir);
    assert_int_equal(access(dir, F_OK), -1);
}

static void only_an_empty_folder_is_taken(void **state)
{
    (void)state;
    char dir[] = "/tmp/baton-test-XXXXXX";
    assert_non_null(mkdtemp(dir));
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *file = path_join(a, dir, "mine"), *got = NULL;
    Message m = { 0 };
    assert_int_equal(demo_save(file, SAVE_IN_PLACE, STR("work")), 0);
    assert_int_equal(demo_folder_make(a, dir, &got, &m), -1);
    assert_non_null(strstr(m.text, "is not empty"));
    assert_int_equal(access(file, F_OK), 0);
    demo_folder_remove(dir);
}

static void a_link_is_removed_and_not_followed(void **state)
{
    (void)state;
    char dir[] = "/tmp/baton-test-XXXXXX", other[] = "/tmp/baton-test-XXXXXX";
    assert_non_null(mkdtemp(dir));
    assert_non_null(mkdtemp(other));
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *kept = path_join(a, other, "kept");
    assert_int_equal(demo_save(kept, SAVE_IN_PLACE, STR("x")), 0);
    assert_int_equal(symlink(other, path_join(a, dir, "link")), 0);
    demo_folder_remove(dir);
    assert_int_equal(access(dir, F_OK), -1);
    assert_int_equal(access(kept, F_OK), 0);
    demo_folder_remove(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_status_is_replaced_below_its_heading),
        cmocka_unit_test(an_edit_without_a_place_is_an_error),
        cmocka_unit_test(the_story_goes_forward_and_every_edit_fits),
        cmocka_unit_test(something_happens_in_the_first_two_seconds),
        cmocka_unit_test(every_way_is_played),
        cmocka_unit_test(every_way_of_saving_leaves_the_same_bytes),
        cmocka_unit_test(only_an_empty_folder_is_taken),
        cmocka_unit_test(a_link_is_removed_and_not_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
