/*
 * term_log.c - where stderr goes while the screen is up.
 *
 * Libraries print when one least wants it.  A stderr that is no terminal is left alone: somebody
 * has sent it where they want it.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "term_state.h"

enum { LOG_MAX = 1024 * 1024 };

static const char *log_dir(Arena *a)
{
    const char *state = path_xdg(a, "XDG_STATE_HOME", ".local/state");
    return state ? path_join(a, state, "baton") : NULL;
}

static int open_log(void)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *dir = log_dir(a);
    struct stat st;
    int fd = -1;

    if (dir && dir_make_all(dir, 0700) == 0)
        fd = open(path_join(a, dir, "screen.log"),
                  O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > LOG_MAX && ftruncate(fd, 0) < 0)
        close(fd), fd = -1;
    return fd >= 0 ? fd : open("/dev/null", O_WRONLY | O_CLOEXEC);
}

int log_begin(void)
{
    if (!isatty(STDERR_FILENO))
        return -1;
    int saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    int fd = saved >= 0 ? open_log() : -1;
    if (fd >= 0) {
        dup2(fd, STDERR_FILENO);
        close(fd);
    }
    return saved;
}

void log_end(int saved_stderr)
{
    if (saved_stderr < 0)
        return;
    dup2(saved_stderr, STDERR_FILENO);
    close(saved_stderr);
}
