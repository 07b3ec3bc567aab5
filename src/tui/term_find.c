/*
 * term_find.c - is there a terminal, and is it one that we can draw on?
 *
 * Each no is one sentence that says how to mend it.
 */
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#include "term_state.h"

static bool locale_is_utf8(void)
{
    return str_ieq(str_from(nl_langinfo(CODESET)), STR("UTF-8"));
}

/* wcwidth() goes by the locale; C.UTF-8 has no language, so it can stand in for any. */
static int want_utf8(Message *m)
{
    if (locale_is_utf8())
        return 0;
    if (setlocale(LC_CTYPE, "") && locale_is_utf8())
        return 0;
    if ((setlocale(LC_CTYPE, "C.UTF-8") || setlocale(LC_CTYPE, "en_US.UTF-8")) && locale_is_utf8())
        return 0;
    return fail(m, "The dashboard needs a UTF-8 locale and this machine has neither yours nor C.UTF-8;"
                " install one and set LC_ALL to it");
}

static int want_kind(const char **ret_kind, Message *m)
{
    const char *kind = getenv("TERM");
    if (!kind || !*kind)
        return fail(m, "TERM is not set, so nothing is known about this terminal; "
                    "try TERM=xterm-256color");
    *ret_kind = kind;
    return 0;
}

static int open_tty(const char *path)
{
    return open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
}

/* A descriptor of our own: making 0 or 1 non-blocking would do so for whoever shares them. */
static int find_tty(void)
{
    int fd = open_tty("/dev/tty");
    for (int i = 0; fd < 0 && i <= 2; i++) {
        const char *name = isatty(i) ? ttyname(i) : NULL;
        fd = name ? open_tty(name) : -1;
    }
    if (fd >= 0 && fd <= 2) {                   /* started with 0, 1 or 2 closed */
        int higher = fcntl(fd, F_DUPFD_CLOEXEC, 3);
        close(fd);
        fd = higher;
    }
    return fd;
}

int term_find(int *ret_fd, const char **ret_kind, Message *m)
{
    if (want_utf8(m) < 0 || want_kind(ret_kind, m) < 0)
        return -1;
    int fd = find_tty();
    if (fd < 0)
        return fail(m, "There is no terminal to draw on; `baton status` prints the same as text");
    *ret_fd = fd;
    return 0;
}
