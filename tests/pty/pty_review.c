/*
 * pty_review.c - deciding on a real terminal: a person approves with one key and one Enter; text that was pasted,
 * with brackets or without, approves nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pwd.h>

#include "project.h"
#include "pty.h"

enum { A_MOMENT_MS = 400 };

/* Whoever runs these tests may be an agent; here a person sits at the terminal. */
static const char *env[] = { state_env, config_env, "BATON_DIR", "SSH_CONNECTION", "TZ=UTC", "CLAUDECODE",
                             "CLAUDE_CODE_ENTRYPOINT", "CODEX_SANDBOX", "GEMINI_CLI", "OPENCODE", "AI_AGENT",
                             "SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY", NULL };

static const char artifact[] =
    "# Handoff: the words are sorted\n\nFrom: printer\nTo: binder\n\n## Accomplishments\n- sorted them all\n\n"
    "## Blockers\nnone\n\n## Next steps\n- binder binds\n";

static int set_up(void **state)
{
    (void)state;
    project_begin();
    make_folder(".agents");
    write_at(".agents/active_handoff.md", artifact, O_TRUNC);
    return 0;
}

/* Another process of the same person, as on another terminal. */
static int run_other(const char *const argv[])
{
    return run_beside(env, argv);
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

/* Who decides before the checks are there is told, once they come, that they have gone on. */
static bool shows_checks(Pty *p, const void *unused)
{
    (void)unused;
    const char *screen = pty_screen(p);
    return strstr(screen, "Decides") && !strstr(screen, "No check has reported yet");
}

/* On the review of the only handoff. */
static Pty *start(void)
{
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = run_baton, .env = env, .cwd = root });
    assert_true(pty_wait_text(p, "printer → binder"));
    pty_keys(p, "\r");
    assert_true(pty_wait(p, shows_checks, NULL, PTY_DEADLINE_MS));
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

/* ---- signed ---- */

/* A key with a passphrase, whose owner is listed under the name that we are logged in with. */
static bool make_key(void)
{
    char key[96], pub[104], line[1024], allowed[1280], config[512];
    snprintf(key, sizeof key, "%s/key", scratch);
    snprintf(pub, sizeof pub, "%s.pub", key);
    const char *const make[] = { "/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "sesame", "-C", "me", "-f", key,
                                 NULL };
    if (access(make[0], X_OK) < 0 || run_other(make) != 0)
        return false;
    int fd = open(pub, O_RDONLY);
    assert_true(fd >= 0);
    ssize_t n = read(fd, line, sizeof line - 1);
    close(fd);
    assert_true(n > 0);
    line[n] = '\0';
    const struct passwd *me = getpwuid(getuid());
    snprintf(allowed, sizeof allowed, "%s %s", me ? me->pw_name : "root", line);
    write_at(".baton/allowed_signers", allowed, O_TRUNC);
    snprintf(config, sizeof config, "approvals:\n  signed: true\n  key: %s\n", key);
    write_at(".baton/config.yaml", config, O_TRUNC);
    return true;
}

/* What stood there before stays on the terminal: ssh-keygen asks for the nth time. */
static bool asks_for_the_nth_time(Pty *p, const void *n)
{
    int left = *(const int *)n;
    for (const char *at = pty_screen(p); left && (at = strstr(at, "Enter passphrase")); at++)
        left--;
    return !left && !pty_alternate(p);
}

static void ask_and_confirm(Pty *p, int nth)
{
    pty_keys(p, "a");
    assert_true(pty_wait_text(p, "It is signed"));
    pty_serve(p, A_MOMENT_MS);
    pty_keys(p, "\r");
    if (!pty_wait(p, asks_for_the_nth_time, &nth, PTY_DEADLINE_MS))
        fail_msg("ssh-keygen does not ask; the screen shows:\n%s", pty_screen(p));
}

/* The screen steps aside for the passphrase; a wrong one decides nothing and is said. */
static void test_signs_with_a_passphrase(void **state)
{
    (void)state;
    if (!make_key()) {
        print_message("there is no ssh-keygen here: signing is not tested\n");
        skip();
    }
    Pty *p = start();
    ask_and_confirm(p, 1);
    pty_keys(p, "wrong\r");
    assert_true(pty_wait_text(p, "Press Enter to go back"));
    pty_keys(p, "\r");
    assert_true(pty_wait_text(p, "Nothing was decided"));
    assert_true(pty_alternate(p));
    ask_and_confirm(p, 2);
    pty_keys(p, "sesame\r");
    assert_true(pty_wait_text(p, "Handoff 1 is approved"));
    assert_true(pty_alternate(p));
    assert_true(pty_wait(p, file_holds, "approved", PTY_DEADLINE_MS));
    stop(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_paste_without_brackets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_paste_with_brackets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_paste_into_the_question, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_paste_of_a_command, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_person_approves, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_somebody_else_was_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_rejects_with_a_comment_on_a_line, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_signs_with_a_passphrase, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
