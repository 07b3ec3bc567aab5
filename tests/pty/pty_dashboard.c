/*
 * pty_dashboard.c - the whole program on a real terminal: start, live changes, events from other
 * processes, resizing, suspension, a terminal that stops reading, hang-up, and bad surroundings.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>

#include "project.h"
#include "pty.h"

static const char *env[] = { state_env, config_env, "BATON_DIR", "SSH_CONNECTION", "TZ=UTC", NULL };

static const char first_session[] = "# Session\n\n## Work\n**Assigned To**: printer\n- [ ] T-1 collect words\n- [ ] T-2 sort words\n";

/* ---- a scratch project ---- */

static void save(const char *text) { write_at(".claude/tasks/session-current.md", text, O_TRUNC); }
static void append(const char *text) { write_at(".claude/tasks/session-current.md", text, O_APPEND); }

static void save_by_rename(const char *text)
{
    char from[256], to[256];
    write_at(".claude/tasks/.draft", text, O_TRUNC);
    snprintf(from, sizeof from, "%s/.claude/tasks/.draft", root);
    snprintf(to, sizeof to, "%s/.claude/tasks/session-current.md", root);
    assert_int_equal(rename(from, to), 0);
}

static void remove_session(void)
{
    char path[256];
    snprintf(path, sizeof path, "%s/.claude/tasks/session-current.md", root);
    assert_int_equal(unlink(path), 0);
}

static int set_up(void **state)
{
    (void)state;
    project_begin();
    make_folder(".claude");
    make_folder(".claude/tasks");
    save(first_session);
    return 0;
}

/* Another process, as an agent would start it. */
static int run_other(const char *const argv[])
{
    return run_beside(env, argv);
}

static Pty *start(int rows, int cols)
{
    Pty *p = pty_start(&(PtyOptions){ .rows = rows, .cols = cols, .argv = run_baton, .env = env, .cwd = root });
    assert_true(pty_wait_text(p, "T-2 sort words"));
    return p;
}

static int exit_code(Pty *p)
{
    int status;
    assert_true(pty_wait_exit(p, &status));
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* ---- what a user would see ---- */

static void test_starts_and_quits(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    assert_non_null(strstr(pty_row(p, 0), "words"));
    assert_true(pty_wait_text(p, "Needs you"));
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    assert_false(pty_alternate(p));
    pty_free(p);
}

static void test_shows_each_way_of_saving(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    append("- [ ] T-3 appended words\n");
    assert_true(pty_wait_text(p, "T-3 appended words"));
    save_by_rename("# Session\n\n- [x] T-1 collect words\n- [ ] T-4 renamed words\n");
    assert_true(pty_wait_text(p, "T-4 renamed words"));
    assert_true(pty_wait_no_text(p, "T-3 appended words"));
    save("# Session\n\n- [ ] T-5 rewritten words\n");
    assert_true(pty_wait_text(p, "T-5 rewritten words"));
    remove_session();
    assert_true(pty_wait_no_text(p, "T-5 rewritten words"));
    save("# Session\n\n- [ ] T-6 created words\n");
    assert_true(pty_wait_text(p, "T-6 created words"));
    pty_free(p);
}

static void test_shows_a_folder_that_comes_later(void **state)
{
    (void)state;
    Pty *p = start(40, 120);
    make_folder(".agents");
    write_at(".agents/.current_run", "run-77\n", O_TRUNC);
    assert_true(pty_wait_text(p, "run-77"));
    write_at(".agents/active_handoff.md",
             "**From**: printer\n\n1. **Accomplishments**: sorted `words.txt:1-9`\n2. **Blockers**: None\n"
             "3. **Recommended Next Agent**: `/reader`\n", O_TRUNC);
    assert_true(pty_wait_text(p, "printer → reader"));
    pty_free(p);
}

static void test_shows_events_of_other_processes(void **state)
{
    (void)state;
    const char *const escalate[] = { BATON, "event", "--agent=/printer", "--action=ESCALATE", "--reason=no paper left", NULL };
    Pty *p = start(24, 80);
    assert_int_equal(run_other(escalate), 0);
    assert_true(pty_wait_text(p, "no paper left"));
    assert_true(pty_wait_text(p, "1 needs you"));
    pty_free(p);
}

static void test_session_view_follows_the_end(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    for (int i = 0; i < 30; i++)
        append("\nAnother paragraph of the session.\n");
    pty_keys(p, "2G");
    assert_true(pty_wait_text(p, "end, following"));
    append("\nThe very last line.\n");
    assert_true(pty_wait_text(p, "The very last line."));
    pty_free(p);
}

static void test_survives_a_storm_of_sizes(void **state)
{
    (void)state;
    static const int sizes[][2] = { { 60, 200 }, { 20, 60 }, { 5, 20 }, { 1, 1 }, { 2, 300 }, { 60, 200 }, { 24, 80 } };
    Pty *p = start(60, 200);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pty_resize(p, sizes[i][0], sizes[i][1]);
        pty_keys(p, "j");
        pty_serve(p, 20);
    }
    assert_true(pty_wait_text(p, "T-2 sort words"));
    assert_true(pty_wait_text(p, "1 dashboard"));
    assert_int_equal(pty_cols(p), 80);
    pty_free(p);
}

static void test_suspends_and_returns(void **state)
{
    (void)state;
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = run_baton, .env = env, .cwd = root, .job_control = true });
    assert_true(pty_wait_text(p, "T-2 sort words"));
    pty_keys(p, "\032");
    while (!pty_stopped(p))
        pty_serve(p, 10);
    assert_false(pty_alternate(p));
    append("- [ ] T-9 written while stopped\n");
    pty_continue(p);
    assert_true(pty_wait_text(p, "T-9 written while stopped"));
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    pty_free(p);
}

/* The ledger goes on while nobody reads the screen; afterwards the screen shows the latest state. */
static void test_a_stalled_terminal_stalls_nothing(void **state)
{
    (void)state;
    const char *const events[] = { BATON, "events", "--json", NULL };
    Pty *p = start(60, 200);
    pty_stall(p, true);
    for (int i = 0; i < 40; i++)
        pty_keys(p, i % 2 ? "6" : "1");
    save("# Session\n\n- [ ] T-8 saved while stalled\n");
    pty_serve(p, 300);
    assert_int_equal(run_other(events), 0);
    pty_stall(p, false);
    pty_keys(p, "1");
    assert_true(pty_wait_text(p, "T-8 saved while stalled"));
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    pty_free(p);
}

static void test_leaves_when_the_terminal_goes(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_hang_up(p);
    int status;
    assert_true(pty_wait_exit(p, &status));
    pty_free(p);
}

static void test_runs_a_command_of_the_palette(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_keys(p, ":verify\r");
    assert_true(pty_wait_text(p, "the chain holds"));           /* one line: a sentence */
    assert_true(pty_wait_text(p, "T-2 sort words"));
    pty_keys(p, ":tasks\r");
    assert_true(pty_wait_text(p, "╭ tasks "));                  /* more: the pager */
    pty_keys(p, "\033");
    assert_true(pty_wait_text(p, "Needs you"));
    pty_keys(p, ":tusks\r");
    assert_true(pty_wait_text(p, "did you mean 'tasks'"));
    pty_free(p);
}

/* ---- tasks changed by a key ---- */

static void assert_file(const char *want)
{
    char path[256], got[1024] = "";
    snprintf(path, sizeof path, "%s/.claude/tasks/session-current.md", root);
    int fd = open(path, O_RDONLY);
    assert_true(fd >= 0);
    assert_true(read(fd, got, sizeof got - 1) >= 0);
    close(fd);
    assert_string_equal(got, want);
}

static void test_a_key_changes_the_file(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_keys(p, "3d");
    assert_true(pty_wait_text(p, "u undoes"));
    assert_file("# Session\n\n## Work\n**Assigned To**: printer\n- [x] T-1 collect words\n- [ ] T-2 sort words\n");
    assert_true(pty_wait_text(p, "✔ T-1 collect words"));
    pty_keys(p, "u");
    assert_true(pty_wait_text(p, "○ T-1 collect words"));
    assert_file(first_session);
    pty_free(p);
}

/* The second is pressed while the first is under way; leaving at once loses neither. */
static void test_quick_presses_are_all_done(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_keys(p, "3djdq");
    assert_int_equal(exit_code(p), 0);
    assert_file("# Session\n\n## Work\n**Assigned To**: printer\n- [x] T-1 collect words\n- [x] T-2 sort words\n");
    pty_free(p);
}

static void test_an_edit_that_is_refused_says_why(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_keys(p, ":task done T-404\r");
    assert_true(pty_wait_text(p, "T-404"));
    assert_true(pty_wait_no_text(p, "task done …"));
    assert_file(first_session);
    pty_keys(p, "d");                               /* an agent is selected, for nothing waits */
    assert_true(pty_wait_text(p, "d is for a task"));
    pty_keys(p, "\td");
    assert_true(pty_wait_text(p, "u undoes"));
    pty_free(p);
}

static void test_a_note_is_taken_as_written(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_keys(p, "3Nthey don't \"fit\"\r");
    assert_true(pty_wait_text(p, "u undoes"));
    char path[256], got[1024] = "";
    snprintf(path, sizeof path, "%s/.claude/tasks/session-current.md", root);
    int fd = open(path, O_RDONLY);
    assert_true(fd >= 0);
    assert_true(read(fd, got, sizeof got - 1) > 0);
    close(fd);
    assert_non_null(strstr(got, "they don't \"fit\"\n"));
    pty_free(p);
}

static void test_pasted_text_presses_no_key(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_keys(p, "3\033[200~dsbvoqCu\033[201~");
    pty_keys(p, "?");
    assert_true(pty_wait_text(p, "On the selected task"));      /* still here, and on the help */
    assert_file(first_session);
    pty_free(p);
}

static void test_opens_the_editor_at_the_line(void **state)
{
    (void)state;
    char script[128], editor_env[160];
    snprintf(script, sizeof script, "%s/editor", scratch);
    int fd = open(script, O_WRONLY | O_CREAT, 0755);
    static const char text[] = "#!/bin/sh\nprintf 'edited %s %s\\n' \"$1\" \"${2##*/}\"; exec sleep 1\n";
    assert_int_equal(write(fd, text, sizeof text - 1), (ssize_t)sizeof text - 1);
    close(fd);
    snprintf(editor_env, sizeof editor_env, "VISUAL=%s", script);
    const char *with_editor[] = { state_env, config_env, editor_env, NULL };
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = run_baton, .env = with_editor, .cwd = root });
    assert_true(pty_wait_text(p, "T-2 sort words"));
    pty_keys(p, "3Ge");
    assert_true(pty_wait_text(p, "edited +6 session-current.md"));
    assert_true(pty_wait_text(p, "T-2 sort words"));
    pty_free(p);
}

static void test_hostile_text_is_harmless(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    save("# Session\n\n- [ ] T-7 evil \033]0;owned\007 \033[2J title\n- [ ] T-8 \xe2\x80\xae\x62\x61\x64 after\n");
    assert_true(pty_wait_text(p, "T-8"));
    assert_true(pty_wait_text(p, "^[]0;owned^G"));
    assert_false(pty_sent(p, "\033]0;owned"));
    assert_true(pty_wait_text(p, "<202E>"));
    pty_free(p);
}

/* ---- bad surroundings ---- */

static void assert_refuses(const char *const argv[], const char *term, const char *sentence)
{
    char term_env[64];
    snprintf(term_env, sizeof term_env, term ? "TERM=%s" : "TERM", term);
    const char *bad[] = { state_env, config_env, term_env, NULL };
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = argv, .env = bad, .cwd = root });
    int status;
    assert_true(pty_wait_exit(p, &status));
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    assert_non_null(strstr(pty_screen(p), sentence));
    pty_free(p);
}

static void test_an_unknown_terminal_is_refused(void **state)
{
    (void)state;
    assert_refuses(run_baton, "no-such-terminal", "no-such-terminal");
    assert_refuses(run_baton, NULL, "TERM");
}

static void test_who_was_refused_has_not_looked(void **state)
{
    (void)state;
    const char *const view[] = { BATON, "--view", "agents", NULL }, *const since[] = { BATON, "since", NULL };
    assert_refuses(view, "dumb", "TERM");
    assert_refuses(view, NULL, "TERM");
    assert_int_equal(run_other(since), 1);      /* "you have not looked at this project yet" */
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = view, .env = env, .cwd = root });
    assert_true(pty_wait_text(p, "8 agents"));
    pty_free(p);
    assert_int_equal(run_other(since), 0);
}

static void test_no_colour_means_none(void **state)
{
    (void)state;
    const char *plain[] = { state_env, config_env, "NO_COLOR=1", NULL };
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = run_baton, .env = plain, .cwd = root });
    assert_true(pty_wait_text(p, "T-2 sort words"));
    for (int y = 0; y < 24; y++)
        for (int x = 0; x < 80; x++) {
            assert_int_equal(pty_cell(p, y, x).fg, -1);
            assert_int_equal(pty_cell(p, y, x).bg, -1);
        }
    pty_free(p);
}

/* Root may write everywhere, so there the program runs as nobody, who may read what is here. */
static void test_a_read_only_folder_is_shown(void **state)
{
    (void)state;
    char path[256];
    static const char *const as_nobody[] = { "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", BATON, NULL };
    const char *const once[] = { BATON, "status", NULL };
    assert_int_equal(run_other(once), 0);
    snprintf(path, sizeof path, "%s/.baton", root);
    assert_int_equal(chmod(path, 0555), 0);
    assert_int_equal(chmod(scratch, 0755), 0);
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = geteuid() == 0 ? as_nobody : run_baton,
                                      .env = env, .cwd = root });
    assert_true(pty_wait_text(p, "read-only"));
    assert_true(pty_wait_text(p, "T-2 sort words"));
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    pty_free(p);
    assert_int_equal(chmod(path, 0755), 0);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_starts_and_quits),
        TEST(test_shows_each_way_of_saving),
        TEST(test_shows_a_folder_that_comes_later),
        TEST(test_shows_events_of_other_processes),
        TEST(test_session_view_follows_the_end),
        TEST(test_survives_a_storm_of_sizes),
        TEST(test_suspends_and_returns),
        TEST(test_a_stalled_terminal_stalls_nothing),
        TEST(test_leaves_when_the_terminal_goes),
        TEST(test_runs_a_command_of_the_palette),
        TEST(test_a_key_changes_the_file),
        TEST(test_quick_presses_are_all_done),
        TEST(test_an_edit_that_is_refused_says_why),
        TEST(test_a_note_is_taken_as_written),
        TEST(test_pasted_text_presses_no_key),
        TEST(test_opens_the_editor_at_the_line),
        TEST(test_hostile_text_is_harmless),
        TEST(test_an_unknown_terminal_is_refused),
        TEST(test_who_was_refused_has_not_looked),
        TEST(test_no_colour_means_none),
        TEST(test_a_read_only_folder_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
