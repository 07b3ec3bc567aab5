/*
 * pty_notify.c - what a terminal hears of a dashboard: one bell and one notification for what begins to wait, nothing
 * while somebody looks, and nothing of an agent's text that could steer it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "project.h"
#include "pty.h"

enum { NOTHING_MS = 500 };      /* in which nothing must come */

#define OSC9 "\033]9;"
#define FOCUS_IN "\033[I"
#define FOCUS_OUT "\033[O"

static const char *env[] = { state_env, config_env, "BATON_DIR", "SSH_CONNECTION", "TZ=UTC", "TMUX", "STY", NULL };

static int set_up(void **state)
{
    (void)state;
    project_begin();
    make_folder(".claude");
    make_folder(".claude/tasks");
    write_at(".claude/tasks/session-current.md", "# Session\n\n## Work\n- [ ] T-1 collect words\n", O_TRUNC);
    return 0;
}

static Pty *start_with(const char *const with[])
{
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = run_baton, .env = with, .cwd = root,
                                      .sync = true });
    assert_true(pty_wait_text(p, "T-1 collect words"));
    assert_int_equal(pty_count_sent(p, "\a"), 0);
    return p;
}

static Pty *start(void) { return start_with(env); }

static void escalate(const char *reason)
{
    char option[512];
    snprintf(option, sizeof option, "--reason=%s", reason);
    const char *const argv[] = { BATON, "event", "--agent=/printer", "--action=ESCALATE", option, NULL };
    assert_int_equal(run_beside(env, argv), 0);
}

typedef struct { const char *bytes; size_t n; } Times;

static bool was_sent(Pty *p, const void *times)
{
    const Times *t = times;
    return pty_count_sent(p, t->bytes) >= t->n;
}

/* Behind the last notification a frame begins before one ends: none was open where it stands. */
static void expect_between_frames(Pty *p)
{
    const char *at = pty_last_sent(p, OSC9);
    const char *begin = at ? strstr(at, "\033[?2026h") : NULL, *end = at ? strstr(at, "\033[?2026l") : NULL;
    assert_true(!end || (begin && begin < end));
}

/* So many bells and notifications by now, and no more of them in a while. */
static void expect_told(Pty *p, size_t n)
{
    assert_true(pty_wait(p, was_sent, &(Times){ OSC9, n }, PTY_DEADLINE_MS));
    pty_serve(p, NOTHING_MS);
    assert_int_equal(pty_count_sent(p, OSC9), n);
    assert_int_equal(pty_count_sent(p, "\a"), n);
    expect_between_frames(p);
}

static void test_one_bell_and_one_notification(void **state)
{
    (void)state;
    static const char want[] = OSC9 "words: printer escalated: no paper left - press n in baton, or run: "
                                    "baton escalation show 1\033\\";
    Pty *p = start();
    escalate("no paper left");
    expect_told(p, 1);
    assert_true(pty_sent(p, want));
    assert_true(pty_wait_text(p, "no paper left"));
    escalate("no paper left");
    escalate("No paper  left.");
    expect_told(p, 1);
    escalate("no ink either");
    expect_told(p, 2);
    pty_free(p);
}

static void test_what_waited_before_is_no_news(void **state)
{
    (void)state;
    escalate("no paper left");
    Pty *p = start();
    assert_true(pty_wait_text(p, "no paper left"));
    expect_told(p, 0);
    pty_free(p);
}

static void test_nobody_is_told_while_he_looks(void **state)
{
    (void)state;
    Pty *p = start();
    pty_keys(p, FOCUS_IN);
    pty_serve(p, 100);
    escalate("no paper left");
    assert_true(pty_wait_text(p, "no paper left"));
    expect_told(p, 0);
    pty_keys(p, FOCUS_OUT);             /* and it is not made up for */
    expect_told(p, 0);
    escalate("no ink either");
    expect_told(p, 1);
    pty_keys(p, FOCUS_IN);
    pty_serve(p, 100);
    escalate("no hands");
    assert_true(pty_wait_text(p, "no hands"));
    expect_told(p, 1);
    pty_free(p);
}

static void test_quiet_hours(void **state)
{
    (void)state;
    static const char *with[] = { state_env, config_env, "BATON_DIR", "SSH_CONNECTION", "TZ=UTC", "TMUX", "STY",
                                  "BATON_REMINDERS_QUIET=mon-sun", NULL };
    Pty *p = start_with(with);
    escalate("no paper left");
    assert_true(pty_wait_text(p, "no paper left"));
    expect_told(p, 0);
    pty_free(p);
}

static void test_what_is_resolved_and_said_again(void **state)
{
    (void)state;
    static const char *const resolve[] = { BATON, "escalation", "resolve", "1", NULL };
    Pty *p = start();
    escalate("no paper left");
    expect_told(p, 1);
    assert_int_equal(run_beside(env, resolve), 0);
    assert_true(pty_wait_text(p, "Nothing waits for you"));
    expect_told(p, 1);
    escalate("no paper left");
    expect_told(p, 2);
    pty_free(p);
}

/* Everything between the notification's begin and end is text. */
static void test_hostile_text(void **state)
{
    (void)state;
    static const char hostile[] = "a\033]9;b\a\033\\c\nd\xc2\x9d" "e\x9c" "f;g\033[2Jh\rEND";
    Pty *p = start();
    escalate(hostile);
    expect_told(p, 1);
    const char *text = pty_last_sent(p, OSC9) + strlen(OSC9);
    assert_non_null(text);
    size_t len = strcspn(text, "\033");
    assert_int_equal(strncmp(text + len, "\033\\", 2), 0);
    for (size_t i = 0; i < len; i++)
        assert_true((unsigned char)text[i] >= ' ' && text[i] != ';' && text[i] != 0x7f);
    assert_non_null(memmem(text, len, "END", 3));
    assert_null(memmem(text, len, "\xc2\x9d", 2));
    assert_null(memmem(text, len, "\x9c", 1));
    assert_false(pty_sent(p, "\033[2Jh"));
    pty_free(p);
}

/* Moments come without any event: each its own, as many as the settings say, and none once it is over. */
static void test_reminders_come_by_time(void **state)
{
    (void)state;
    static const char *with[] = { state_env, config_env, "BATON_DIR", "SSH_CONNECTION", "TZ=UTC", "TMUX", "STY",
                                  "BATON_REMINDERS_ESCALATION=1s", "BATON_REMINDERS_TIMES=2", NULL };
    static const char *const resolve[] = { BATON, "escalation", "resolve", "2", NULL };
    Pty *p = start_with(with);
    escalate("no paper left");
    assert_true(pty_wait(p, was_sent, &(Times){ OSC9, 3 }, PTY_DEADLINE_MS));
    assert_int_equal(pty_count_sent(p, OSC9 "words: still waits: printer escalated: no paper left"), 2);
    pty_serve(p, 1500);
    expect_told(p, 3);
    escalate("no ink either");
    assert_true(pty_wait(p, was_sent, &(Times){ OSC9, 4 }, PTY_DEADLINE_MS));
    assert_int_equal(run_beside(env, resolve), 0);
    pty_serve(p, NOTHING_MS);
    size_t by_now = pty_count_sent(p, OSC9);        /* a reminder may have been faster */
    pty_serve(p, 3500);
    expect_told(p, by_now);
    pty_free(p);
}

static void test_an_agent_becomes_silent(void **state)
{
    (void)state;
    static const char *with[] = { state_env, config_env, "BATON_DIR", "SSH_CONNECTION", "TZ=UTC", "TMUX", "STY",
                                  "BATON_REMINDERS_SILENT=2s,reader=off", "BATON_REMINDERS_TIMES=0", NULL };
    const char *const work[] = { BATON, "event", "--agent=/printer", "--action=START", NULL };
    const char *const read[] = { BATON, "event", "--agent=/reader", "--action=START", NULL };
    Pty *p = start_with(with);
    assert_int_equal(run_beside(env, read), 0);
    assert_int_equal(run_beside(env, work), 0);
    assert_true(pty_wait_text(p, "works, and was not heard of"));
    assert_true(pty_wait_text(p, "1 needs you"));
    expect_told(p, 1);
    assert_true(pty_sent(p, OSC9 "words: printer works, and was not heard of for"));
    assert_int_equal(run_beside(env, work), 0);
    assert_true(pty_wait_text(p, "Nothing waits for you"));
    pty_free(p);
}

static bool has_file(Pty *p, const void *name)
{
    (void)p;
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, (const char *)name);
    return access(path, F_OK) == 0;
}

static void test_the_users_command(void **state)
{
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s/baton", scratch);
    assert_int_equal(mkdir(path, 0755), 0);
    write_at("../baton/config.yaml", "reminders:\n  command: [touch, 'told {project} {kind} {id} $(touch oops)']\n",
             O_TRUNC);
    Pty *p = start();
    escalate("no paper left");
    assert_true(pty_wait(p, has_file, "told words escalation 1 $(touch oops)", PTY_DEADLINE_MS));
    expect_told(p, 1);
    assert_false(has_file(p, "oops"));
    pty_free(p);
}

static void test_a_command_that_cannot_start(void **state)
{
    (void)state;
    static const char *with[] = { state_env, config_env, "BATON_DIR", "SSH_CONNECTION", "TZ=UTC", "TMUX", "STY",
                                  "BATON_REMINDERS_COMMAND=no-such-program-here {reason}", NULL };
    Pty *p = start_with(with);
    escalate("no paper left");
    assert_true(pty_wait_text(p, "'no-such-program-here' could not be started"));
    expect_told(p, 1);
    pty_free(p);
}

/* Where no dashboard runs, `baton watch` tells the same. */
static void test_watch_tells_the_same(void **state)
{
    (void)state;
    static const char *const watch[] = { BATON, "watch", NULL };
    static const char *const resolve[] = { BATON, "escalation", "resolve", "1", NULL };
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = watch, .env = env, .cwd = root });
    assert_true(pty_wait_text(p, "Watching words"));
    escalate("no paper\033]9;x\a left");
    expect_told(p, 1);
    assert_true(pty_wait_text(p, "Waits for you: printer escalated"));
    escalate("no paper\033]9;x\a left");
    expect_told(p, 1);
    assert_int_equal(run_beside(env, resolve), 0);
    expect_told(p, 1);
    pty_free(p);
}

#define IN_PROJECT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PROJECT(test_one_bell_and_one_notification),
        IN_PROJECT(test_what_waited_before_is_no_news),
        IN_PROJECT(test_nobody_is_told_while_he_looks),
        IN_PROJECT(test_quiet_hours),
        IN_PROJECT(test_what_is_resolved_and_said_again),
        IN_PROJECT(test_hostile_text),
        IN_PROJECT(test_reminders_come_by_time),
        IN_PROJECT(test_an_agent_becomes_silent),
        IN_PROJECT(test_the_users_command),
        IN_PROJECT(test_a_command_that_cannot_start),
        IN_PROJECT(test_watch_tells_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
