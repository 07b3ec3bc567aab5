/*
 * pty_review.c - deciding on a real terminal: a person approves with one key and one Enter; text that was pasted,
 * with brackets or without, approves nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pty.h"

enum { A_MOMENT_MS = 400 };

static char scratch[64], root[80], state_env[96], config_env[96];
static const char *const run_baton[] = { BATON, NULL };
/* Whoever runs these tests may be an agent; here a person sits at the terminal. */
static const char *env[] = { state_env, config_env, "BATON_DIR", "SSH_CONNECTION", "TZ=UTC", "CLAUDECODE",
                             "CLAUDE_CODE_ENTRYPOINT", "CODEX_SANDBOX", "GEMINI_CLI", "OPENCODE", "AI_AGENT", NULL };

static const char artifact[] =
    "# Handoff: the words are sorted\n\nFrom: printer\nTo: binder\n\n## Accomplishments\n- sorted them all\n\n"
    "## Blockers\nnone\n\n## Next steps\n- binder binds\n";

static void write_file(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
}

static void make_folder(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, name);
    assert_int_equal(mkdir(path, 0755), 0);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static int set_up(void **state)
{
    (void)state;
    snprintf(scratch, sizeof scratch, "/tmp/baton-pty-XXXXXX");
    assert_non_null(mkdtemp(scratch));
    snprintf(root, sizeof root, "%s/words", scratch);
    snprintf(state_env, sizeof state_env, "XDG_STATE_HOME=%s", scratch);
    snprintf(config_env, sizeof config_env, "XDG_CONFIG_HOME=%s", scratch);
    assert_int_equal(mkdir(root, 0755), 0);
    make_folder(".baton");
    make_folder(".agents");
    write_file(".agents/active_handoff.md", artifact);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return nftw(scratch, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Another process of the same person, as on another terminal. */
static int run_other(const char *const argv[])
{
    pid_t pid = fork();
    if (pid == 0) {
        for (size_t i = 0; env[i]; i++)
            strchr(env[i], '=') ? putenv((char *)env[i]) : unsetenv(env[i]);
        if (chdir(root) == 0)
            execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    int status = -1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool file_holds(Pty *p, const void *text)
{
    (void)p;
    char path[256], bytes[4096] = "";
    snprintf(path, sizeof path, "%s/.agents/active_handoff.md", root);
    int fd = open(path, O_RDONLY);
    ssize_t n = fd < 0 ? -1 : read(fd, bytes, sizeof bytes - 1);
    if (fd >= 0)
        close(fd);
    return n > 0 && strstr(bytes, text);
}

/* On the review of the only handoff. */
static Pty *start(void)
{
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = run_baton, .env = env, .cwd = root });
    assert_true(pty_wait_text(p, "printer → binder"));
    pty_keys(p, "\r");
    assert_true(pty_wait_text(p, "Decides"));
    assert_non_null(strstr(pty_screen(p), "submitted"));
    return p;
}

static void stop(Pty *p)
{
    int status;
    pty_keys(p, "q");
    assert_true(pty_wait_exit(p, &status));
    pty_free(p);
}

/* Nothing was decided: the handoff still waits. */
static void expect_undecided(Pty *p)
{
    pty_serve(p, A_MOMENT_MS);
    assert_null(strstr(pty_screen(p), "Approve handoff"));
    assert_null(strstr(pty_screen(p), "approved"));
    assert_non_null(strstr(pty_screen(p), "submitted"));
}

static void test_a_paste_without_brackets(void **state)
{
    (void)state;
    Pty *p = start();
    pty_keys(p, "a\rok\r");
    expect_undecided(p);
    pty_keys(p, "g");
    expect_undecided(p);
    stop(p);
}

static void test_a_paste_with_brackets(void **state)
{
    (void)state;
    Pty *p = start();
    pty_keys(p, "\033[200~a\rok\r\033[201~");
    expect_undecided(p);
    stop(p);
}

/* The question is open, and then text with line ends comes: it is the comment, and answers nothing. */
static void test_a_paste_into_the_question(void **state)
{
    (void)state;
    Pty *p = start();
    pty_keys(p, "a");
    assert_true(pty_wait_text(p, "Approve handoff 1"));
    pty_keys(p, "fine\r");
    assert_true(pty_wait_text(p, "Press Enter by itself"));
    pty_keys(p, "\033[200~ and so\r on\r\033[201~");
    assert_true(pty_wait_text(p, "comment: fine  and so  on"));
    assert_non_null(strstr(pty_screen(p), "Approve handoff 1"));
    pty_keys(p, "\033");
    assert_true(pty_wait_no_text(p, "Approve handoff 1"));
    expect_undecided(p);
    stop(p);
}

/* Over a slow line a paste comes byte by byte: each alone, but quicker than anybody types. */
static void test_a_paste_in_pieces(void **state)
{
    (void)state;
    static const char *const pieces[] = { "a", "o", "k", "\r" };
    Pty *p = start();
    for (size_t i = 0; i < 4; i++) {
        pty_keys(p, pieces[i]);
        pty_serve(p, 2);
    }
    assert_true(pty_wait_text(p, "Press Enter by itself"));
    pty_keys(p, "\033");
    assert_true(pty_wait_no_text(p, "Approve handoff 1"));
    expect_undecided(p);
    stop(p);
}

/* Nor does a line of the palette decide when it comes in one piece with its Enter. */
static void test_a_paste_of_a_command(void **state)
{
    (void)state;
    Pty *p = start();
    pty_keys(p, ":handoff approve 1\r");
    assert_true(pty_wait_text(p, "Press Enter by itself"));
    pty_keys(p, "\033");
    assert_true(pty_wait_no_text(p, ":handoff approve"));
    expect_undecided(p);
    stop(p);
}

static void test_a_person_approves(void **state)
{
    (void)state;
    Pty *p = start();
    pty_keys(p, "a");
    assert_true(pty_wait_text(p, "Approve handoff 1"));
    pty_keys(p, "well sorted");
    assert_true(pty_wait_text(p, "comment: well sorted"));
    pty_serve(p, A_MOMENT_MS);          /* no person is quicker */
    pty_keys(p, "\r");
    assert_true(pty_wait_text(p, "Handoff 1 approved"));
    assert_true(pty_wait_text(p, "Nothing waits for you"));
    stop(p);
}

/* The question is open while somebody else decides: that is said and shown, and nothing is overwritten. */
static void test_somebody_else_was_first(void **state)
{
    (void)state;
    static const char *const reject[] = { BATON, "handoff", "reject", "1", "--comment", "not sorted", NULL };
    Pty *p = start();
    pty_keys(p, "a");
    assert_true(pty_wait_text(p, "Approve handoff 1"));
    assert_int_equal(run_other(reject), 0);
    assert_true(pty_wait_text(p, "not sorted"));
    pty_serve(p, A_MOMENT_MS);
    pty_keys(p, "\r");
    assert_true(pty_wait_no_text(p, "Approve handoff 1"));
    assert_true(pty_wait_text(p, "rejected"));
    pty_serve(p, A_MOMENT_MS);
    assert_null(strstr(pty_screen(p), "approved"));
    assert_false(file_holds(p, "approved"));
    stop(p);
}

/* Comments on lines go back with the rejection, to where the agent reads. */
static void test_rejects_with_a_comment_on_a_line(void **state)
{
    (void)state;
    Pty *p = start();
    pty_keys(p, "/");
    pty_keys(p, "sorted them all");
    assert_true(pty_wait_text(p, "/sorted them all"));
    pty_keys(p, "\r");
    assert_true(pty_wait_text(p, "r reject"));
    pty_keys(p, "c");
    assert_true(pty_wait_text(p, "Comment on .agents/active_handoff.md:7"));
    pty_keys(p, "also the last page?");
    pty_serve(p, A_MOMENT_MS);
    pty_keys(p, "\r");
    assert_true(pty_wait_text(p, "you: also the last page?"));
    pty_keys(p, "r");
    assert_true(pty_wait_text(p, "Reject handoff 1"));
    pty_serve(p, A_MOMENT_MS);
    pty_keys(p, "\r");
    assert_true(pty_wait_text(p, "Handoff 1 rejected"));
    assert_true(pty_wait(p, file_holds, "also the last page?", PTY_DEADLINE_MS));
    stop(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_paste_without_brackets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_paste_with_brackets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_paste_into_the_question, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_paste_in_pieces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_paste_of_a_command, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_person_approves, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_somebody_else_was_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_rejects_with_a_comment_on_a_line, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
