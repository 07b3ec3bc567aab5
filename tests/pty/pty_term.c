/*
 * pty_term.c - taking a terminal over, and giving it back in every way there is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "baton/base/macros.h"
#include "pty.h"

static char state_dir[64], state_env[96];

/* A sanitizer would take the fatal signals for itself. */
#define PROG_ENV state_env, "ASAN_OPTIONS=handle_segv=0:handle_abort=0:detect_leaks=0:use_sigaltstack=0"

static const char *const prog[] = { TERM_PROG, NULL };
static const char *const prog_mouse[] = { TERM_PROG, "--mouse", NULL };
static const char *const prog_env[] = { PROG_ENV, NULL };

static Pty *start(int rows, int cols)
{
    Pty *p = pty_start(&(PtyOptions){ .rows = rows, .cols = cols, .argv = prog, .env = prog_env });
    assert_true(pty_wait_text(p, "corner"));
    return p;
}

static bool is_cooked(Pty *p)
{
    struct termios t = pty_modes(p);
    return (t.c_lflag & (ECHO | ICANON | ISIG)) == (ECHO | ICANON | ISIG) && t.c_oflag & OPOST && t.c_iflag & ICRNL;
}

static bool is_raw(Pty *p)
{
    struct termios t = pty_modes(p);
    return !(t.c_lflag & (ECHO | ICANON | ISIG)) && !(t.c_oflag & OPOST) && !(t.c_iflag & ICRNL);
}

static void assert_given_back(Pty *p)
{
    assert_false(pty_alternate(p));
    assert_true(pty_cursor_shown(p));
    assert_false(pty_mouse_wanted(p));
    assert_true(is_cooked(p));
    assert_true(pty_sent(p, "\033[?2004l"));
    assert_true(pty_sent(p, "\033[?1004l"));
}

static int exit_code(Pty *p)
{
    int status;
    assert_true(pty_wait_exit(p, &status));
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void test_start_and_quit(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    assert_string_equal(pty_row(p, 0), "size 80x24");
    assert_true(pty_alternate(p));
    assert_false(pty_cursor_shown(p));
    assert_false(pty_mouse_wanted(p));
    assert_true(is_raw(p));
    assert_true(pty_sent(p, "\033[?2004h"));
    assert_int_equal(strlen(pty_row(p, 23)), 80);
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    assert_given_back(p);
    pty_free(p);
}

static void test_cells_have_their_looks(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    assert_string_equal(pty_row(p, 4), "wide 作者 e\xcc\x81 ●");
    PtyCell title = pty_cell(p, 0, 0), bad = pty_cell(p, 3, 0), wide = pty_cell(p, 4, 5), blank = pty_cell(p, 4, 60);
    assert_true(title.bold && title.bg == -1);
    assert_int_equal(bad.fg, 203);
    assert_int_equal(wide.width, 2);
    assert_int_equal(wide.fg, 75);                      /* its own colour on the ground of the cursor */
    assert_int_equal(wide.bg, 238);
    assert_int_equal(blank.bg, 238);
    assert_int_equal(pty_cell(p, 5, 60).bg, -1);
    pty_free(p);
}

static const struct {
    const char *term;
    int fg, bg;                 /* of the selected row */
    bool reverse;
} kinds[] = {
    { "TERM=xterm-256color", 75, 238, false },
    { "TERM=xterm", 6, -1, true },                      /* no grey to lie under: reversed */
    { "TERM=vt100", -1, -1, true },
};

static void test_fewer_colours(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        const char *const env[] = { PROG_ENV, kinds[i].term, NULL };
        Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = prog, .env = env });
        assert_true(pty_wait_text(p, "corner"));
        PtyCell cell = pty_cell(p, 4, 0);
        assert_int_equal(cell.fg, kinds[i].fg);
        assert_int_equal(cell.bg, kinds[i].bg);
        assert_int_equal(cell.reverse, kinds[i].reverse);
        pty_free(p);
    }
}

static bool shows_size(Pty *p, const void *size)
{
    const char *last = strstr(pty_screen(p), "corner");
    char want[32];
    snprintf(want, sizeof want, "size %s", (const char *)size);
    return last && strcmp(pty_row(p, 0), want) == 0 && (int)strlen(pty_row(p, pty_rows(p) - 1)) == pty_cols(p);
}

static void test_resize_storm(void **state)
{
    (void)state;
    Pty *p = start(60, 200);
    for (int i = 0; i < 40; i++) {
        pty_resize(p, i % 2 ? 60 : 20, i % 2 ? 200 : 60);
        pty_serve(p, i % 5);
    }
    pty_resize(p, 20, 60);
    assert_true(pty_wait(p, shows_size, "60x20", PTY_DEADLINE_MS));
    pty_resize(p, 60, 200);
    assert_true(pty_wait(p, shows_size, "200x60", PTY_DEADLINE_MS));
    assert_string_equal(pty_row(p, 1), "key");
    assert_string_equal(pty_row(p, 30), "");
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    pty_free(p);
}

static const struct {
    int rows, cols;
    const char *row0;
} sizes[] = { { 5, 20, "size 20x5" }, { 1, 6, "corner" }, { 1, 1, "r" }, { 300, 500, "size 500x300" } };

static void test_silly_sizes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        PtyOptions o = { .rows = sizes[i].rows, .cols = sizes[i].cols, .argv = prog, .env = prog_env };
        Pty *p = pty_start(&o);
        assert_true(pty_wait_text(p, sizes[i].row0));
        pty_keys(p, "q");
        assert_int_equal(exit_code(p), 0);
        assert_given_back(p);
        pty_free(p);
    }
}

static bool is_stopped(Pty *p, const void *ctx)
{
    (void)ctx;
    return pty_stopped(p);
}

/* by: what stops it */
static void suspend_and_resume(void (*by)(Pty *p))
{
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = prog, .env = prog_env, .job_control = true });
    assert_true(pty_wait_text(p, "corner"));
    by(p);
    assert_true(pty_wait(p, is_stopped, NULL, PTY_DEADLINE_MS));
    assert_given_back(p);
    assert_null(strstr(pty_screen(p), "corner"));
    pty_resize(p, 20, 60);
    pty_forget_sent(p);
    pty_continue(p);
    assert_true(pty_wait(p, shows_size, "60x20", PTY_DEADLINE_MS));
    assert_true(pty_wait_text(p, "resumed 1"));
    assert_true(pty_alternate(p));
    assert_true(is_raw(p));
    assert_true(pty_sent(p, "\033[?2004h"));
    assert_false(pty_sent(p, "\033]104"));         /* the palette is the person's */
    pty_keys(p, "j");
    assert_true(pty_wait_text(p, "key j"));
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    assert_given_back(p);
    pty_free(p);
}

static void press_ctrl_z(Pty *p)
{
    pty_keys(p, "\032");
}

static void send_tstp(Pty *p)
{
    pty_signal(p, SIGTSTP);
}

static void test_suspend_by_key(void **state)
{
    (void)state;
    suspend_and_resume(press_ctrl_z);
}

static void test_suspend_by_signal(void **state)
{
    (void)state;
    suspend_and_resume(send_tstp);
}

/* Stopped without being asked (SIGSTOP): the shell has changed the modes, and we put them right. */
static void test_continue_after_a_hard_stop(void **state)
{
    (void)state;
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = prog, .env = prog_env, .job_control = true });
    assert_true(pty_wait_text(p, "corner"));
    pty_signal(p, SIGSTOP);
    assert_true(pty_wait(p, is_stopped, NULL, PTY_DEADLINE_MS));
    pty_forget_sent(p);
    pty_continue(p);
    assert_true(pty_wait_text(p, "resumed 1"));
    assert_true(is_raw(p));
    assert_true(pty_sent(p, "\033[?2004h"));
    pty_free(p);
}

/* Without a shell to continue us, Ctrl-Z must not stop us for ever. */
static void test_suspend_without_job_control_goes_on(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_keys(p, "\032");
    assert_true(pty_wait_text(p, "resumed 1"));
    assert_true(pty_alternate(p));
    pty_free(p);
}

static int ticks_shown(Pty *p)
{
    const char *at = strstr(pty_screen(p), "ticks ");
    return at ? (int)strtol(at + 6, NULL, 10) : -1;
}

static bool ticks_over(Pty *p, const void *least)
{
    return ticks_shown(p) >= *(const int *)least;
}

/* The loop ticks on while nobody reads the frames; afterwards the screen is whole and new. */
static void test_stalled_terminal(void **state)
{
    (void)state;
    Pty *p = start(60, 200);
    pty_keys(p, "f");
    assert_true(pty_wait(p, ticks_over, &(int){ 10 }, PTY_DEADLINE_MS));
    int before = ticks_shown(p);
    pty_stall(p, true);
    pty_serve(p, 1500);
    pty_keys(p, "f");                               /* is heard although nothing can be shown */
    pty_stall(p, false);
    assert_true(pty_wait(p, ticks_over, &(int){ before + 40 }, PTY_DEADLINE_MS));
    assert_true(pty_wait(p, shows_size, "200x60", PTY_DEADLINE_MS));
    pty_keys(p, "j");
    assert_true(pty_wait_text(p, "key j"));
    assert_string_equal(pty_row(p, 30), "");        /* the flood has stopped, no byte of it is left over */
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    assert_given_back(p);
    pty_free(p);
}

/* Quitting while the terminal does not read must neither hang nor leave modes on. */
static void test_quit_while_stalled(void **state)
{
    (void)state;
    Pty *p = start(60, 200);
    pty_keys(p, "f");
    assert_true(pty_wait(p, ticks_over, &(int){ 10 }, PTY_DEADLINE_MS));
    pty_stall(p, true);
    pty_serve(p, 500);
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    pty_stall(p, false);
    pty_serve(p, 50);
    assert_given_back(p);
    pty_free(p);
}

static const struct {
    const char *key;
    int code;                   /* negative: by this signal */
    const char *says;
} deaths[] = {
    { "c", -SIGSEGV, NULL },
    { "a", -SIGABRT, NULL },
    { "o", -SIGSEGV, NULL },                        /* the stack is full */
    { "b", -SIGABRT, "this should not happen: p->ticks >= 0" },
    { "x", 5, NULL },                               /* somebody calls exit() */
};

static void test_deaths_give_the_terminal_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(deaths); i++) {
        Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 250, .argv = prog_mouse, .env = prog_env });
        assert_true(pty_wait_text(p, "corner"));
        assert_true(pty_mouse_wanted(p));
        pty_keys(p, deaths[i].key);
        assert_int_equal(exit_code(p), deaths[i].code);
        assert_given_back(p);
        if (deaths[i].says)
            assert_non_null(strstr(pty_screen(p), deaths[i].says));
        pty_free(p);
    }
}

static const struct {
    int sig, code;
} endings[] = { { SIGTERM, 3 }, { SIGHUP, 3 }, { SIGINT, 3 }, { SIGQUIT, 3 } };

static void test_signals_end_cleanly(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        Pty *p = start(24, 80);
        pty_signal(p, endings[i].sig);
        assert_int_equal(exit_code(p), endings[i].code);
        assert_given_back(p);
        pty_free(p);
    }
}

static void test_the_terminal_goes_away(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_hang_up(p);
    assert_int_equal(exit_code(p), 3);
    pty_free(p);
}

static const struct {
    const char *env, *says;
} refusals[] = {
    { "TERM", "TERM is not set" },
    { "TERM=", "TERM is not set" },
    { "TERM=no-such-terminal", "TERM is 'no-such-terminal', which is not known here" },
    { "TERM=dumb", "TERM is 'dumb', a terminal without a cursor that can be placed" },
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
        const char *const env[] = { PROG_ENV, refusals[i].env, NULL };
        Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = prog, .env = env });
        assert_int_equal(exit_code(p), 1);
        assert_non_null(strstr(pty_screen(p), refusals[i].says));
        assert_true(is_cooked(p));
        assert_false(pty_sent(p, "\033[?1049h"));
        pty_free(p);
    }
}

static void test_no_terminal(void **state)
{
    (void)state;
    int out[2], status;
    char text[512] = "";
    assert_int_equal(pipe(out), 0);
    pid_t pid = fork();
    if (pid == 0) {
        setsid();                                   /* no /dev/tty either */
        int null = open("/dev/null", O_RDWR);
        dup2(null, 0);
        dup2(null, 1);
        dup2(out[1], 2);
        setenv("TERM", "xterm-256color", 1);
        execl(TERM_PROG, TERM_PROG, (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    assert_true(read(out[0], text, sizeof text - 1) > 0);
    close(out[0]);
    waitpid(pid, &status, 0);
    assert_int_equal(WEXITSTATUS(status), 1);
    assert_non_null(strstr(text, "There is no terminal to draw on"));
}

/* A locale that is not UTF-8 is replaced, or every wide character would become several cells. */
static void test_plain_c_locale(void **state)
{
    (void)state;
    const char *const env[] = { PROG_ENV, "LC_ALL=C", NULL };
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = prog, .env = env });
    assert_true(pty_wait_text(p, "wide 作者 e\xcc\x81 ●"));
    pty_free(p);
}

/* Its end may come late: until then everything is text, and Esc is the way out when it never comes. */
static void test_a_paste_in_pieces_presses_no_key(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_keys(p, "\033[200~cc");
    assert_true(pty_wait_text(p, "key <Paste> cc"));
    pty_keys(p, "ab");                              /* would crash it if these were keys */
    assert_true(pty_wait_text(p, "key <Paste> ab"));
    pty_keys(p, "xc\033[2");
    assert_true(pty_wait_text(p, "key <Paste> xc"));
    pty_keys(p, "01~k");
    assert_true(pty_wait_text(p, "key k"));
    pty_keys(p, "\033[200~dd");
    assert_true(pty_wait_text(p, "key <Paste> dd"));
    pty_keys(p, "\033");
    pty_serve(p, 1500);                             /* longer than an end is waited for */
    pty_keys(p, "j");
    assert_true(pty_wait_text(p, "key j"));
    pty_keys(p, "q");
    int status;
    assert_true(pty_wait_exit(p, &status));
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    pty_free(p);
}

static void test_keys_arrive(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_keys(p, "\033");
    assert_true(pty_wait_text(p, "key <Esc>"));
    pty_keys(p, "\033[5~");
    assert_true(pty_wait_text(p, "key <PgUp>"));
    pty_keys(p, "\033[200~c\ra\033[201~");         /* would crash it if these were keys */
    assert_true(pty_wait_text(p, "key <Paste> c^Ma"));
    pty_keys(p, "\xc3\xa9");
    assert_true(pty_wait_text(p, "key é"));
    pty_keys(p, "\033[I");
    assert_true(pty_wait_text(p, "key <FocusIn>"));
    pty_keys(p, "\033[?2026;2$yk");                 /* a reply is no key */
    assert_true(pty_wait_text(p, "key k"));
    pty_keys(p, "p");
    assert_true(pty_wait_text(p, "key p"));
    assert_true(pty_cursor_shown(p));
    pty_free(p);
}

/* A hundred keys at once are one frame, or a few. */
static void test_keys_are_drained_before_painting(void **state)
{
    (void)state;
    char keys[101];
    memset(keys, 'j', 100);
    keys[99] = 'k';
    keys[100] = '\0';
    Pty *p = start(24, 80);
    pty_keys(p, keys);
    assert_true(pty_wait_text(p, "key k"));
    const char *at = strstr(pty_screen(p), "done ");
    assert_true(strtol(at + 5, NULL, 10) < 20);
    pty_free(p);
}

static void test_frames_are_held_back_where_the_terminal_can(void **state)
{
    (void)state;
    for (int sync = 0; sync < 2; sync++) {
        Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = prog, .env = prog_env, .sync = sync });
        assert_true(pty_wait_text(p, "corner"));
        pty_serve(p, 50);                           /* the answer may come after the first frame */
        pty_forget_sent(p);
        pty_keys(p, "j");
        assert_true(pty_wait_text(p, "key j"));
        assert_false(pty_sent(p, "\033[?2026h"));   /* a small one is not worth it */
        pty_keys(p, "f");
        assert_true(pty_wait(p, ticks_over, &(int){ 30 }, PTY_DEADLINE_MS));
        assert_int_equal(pty_sent(p, "\033[?2026h"), sync);
        assert_int_equal(pty_sent(p, "\033[?2026l"), sync);
        pty_keys(p, "q");
        assert_int_equal(exit_code(p), 0);
        pty_free(p);
    }
}

static void test_a_terminal_that_never_answers(void **state)
{
    (void)state;
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = prog, .env = prog_env, .mute = true });
    assert_true(pty_wait_text(p, "corner"));
    pty_serve(p, 200);
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    assert_given_back(p);
    pty_free(p);
}

static void test_small_changes_are_few_bytes(void **state)
{
    (void)state;
    Pty *p = start(40, 120);
    pty_wait_stable(p, 100);
    size_t before = pty_bytes(p);
    pty_keys(p, "j");
    assert_true(pty_wait_text(p, "key j"));
    assert_true(pty_bytes(p) - before <= 3 * 120);  /* three rows differ in some columns */
    pty_free(p);
}

static void test_leave_and_enter(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    pty_keys(p, "e");
    assert_true(pty_wait_text(p, "key e"));
    assert_true(pty_alternate(p));
    assert_null(strstr(pty_screen(p), "outside the screen"));
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    assert_non_null(strstr(pty_screen(p), "outside the screen"));
    assert_null(strstr(pty_screen(p), "corner"));
    pty_free(p);
}

static void test_redraw_mends_the_screen(void **state)
{
    (void)state;
    Pty *p = start(24, 80);
    size_t before = pty_bytes(p);
    pty_keys(p, "\014");
    assert_true(pty_wait_text(p, "key <C-l>"));
    assert_true(pty_sent(p, "\033[H\033[2J"));
    assert_true(pty_bytes(p) - before > 100);
    pty_free(p);
}

static void test_stderr_goes_to_the_log(void **state)
{
    (void)state;
    char path[128], line[64] = "";
    Pty *p = start(24, 80);
    pty_keys(p, "n");
    assert_true(pty_wait_text(p, "key n"));
    assert_null(strstr(pty_screen(p), "noise"));
    pty_keys(p, "q");
    assert_int_equal(exit_code(p), 0);
    assert_false(pty_sent(p, "noise"));
    pty_free(p);
    snprintf(path, sizeof path, "%s/baton/screen.log", state_dir);
    FILE *f = fopen(path, "re");
    assert_non_null(f);
    assert_non_null(fgets(line, sizeof line, f));
    assert_string_equal(line, "noise of a library\n");
    fclose(f);
}

static int make_state(void **state)
{
    (void)state;
    snprintf(state_dir, sizeof state_dir, "/tmp/baton-pty-XXXXXX");
    if (!mkdtemp(state_dir))
        return -1;
    snprintf(state_env, sizeof state_env, "XDG_STATE_HOME=%s", state_dir);
    return 0;
}

static int remove_state(void **state)
{
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s/baton/screen.log", state_dir);
    unlink(path);
    snprintf(path, sizeof path, "%s/baton", state_dir);
    rmdir(path);
    return rmdir(state_dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_start_and_quit),
        cmocka_unit_test(test_cells_have_their_looks),
        cmocka_unit_test(test_fewer_colours),
        cmocka_unit_test(test_resize_storm),
        cmocka_unit_test(test_silly_sizes),
        cmocka_unit_test(test_suspend_by_key),
        cmocka_unit_test(test_suspend_by_signal),
        cmocka_unit_test(test_continue_after_a_hard_stop),
        cmocka_unit_test(test_suspend_without_job_control_goes_on),
        cmocka_unit_test(test_stalled_terminal),
        cmocka_unit_test(test_quit_while_stalled),
        cmocka_unit_test(test_deaths_give_the_terminal_back),
        cmocka_unit_test(test_signals_end_cleanly),
        cmocka_unit_test(test_the_terminal_goes_away),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_no_terminal),
        cmocka_unit_test(test_plain_c_locale),
        cmocka_unit_test(test_keys_arrive),
        cmocka_unit_test(test_a_paste_in_pieces_presses_no_key),
        cmocka_unit_test(test_keys_are_drained_before_painting),
        cmocka_unit_test(test_frames_are_held_back_where_the_terminal_can),
        cmocka_unit_test(test_a_terminal_that_never_answers),
        cmocka_unit_test(test_small_changes_are_few_bytes),
        cmocka_unit_test(test_leave_and_enter),
        cmocka_unit_test(test_redraw_mends_the_screen),
        cmocka_unit_test(test_stderr_goes_to_the_log),
    };
    return cmocka_run_group_tests(tests, make_state, remove_state);
}
