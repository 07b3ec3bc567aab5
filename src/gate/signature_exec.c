/*
 * signature_exec.c - running ssh-keygen.
 */
#include "signature_exec.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "baton/base/fd.h"

int memory_file(Str data, Arena *a, int *ret_fd, const char **ret_path)
{
    CLEANUP(close_fd) int fd = memfd_create("baton", MFD_CLOEXEC);
    int r = fd < 0 ? -errno : fd_write_all(fd, data);
    if (r < 0)
        return r;
    *ret_path = arena_printf(a, "/proc/%d/fd/%d", (int)getpid(), fd);
    *ret_fd = fd;
    fd = -1;
    return 0;
}

int ssh_keygen(Exec *exec, const ExecOrder *o, Buf *out, int *ret_status, Message *m)
{
    ExecResult result = { 0 };
    int r = exec(o, out, &result);
    if (r == -ENOENT)
        return fail_with(m, r, "ssh-keygen is not there; signatures need it: install the OpenSSH client");
    if (r < 0)
        return fail_with(m, r, "Cannot run ssh-keygen: %s", strerror(-r));
    if (result.timed_out)
        return fail_with(m, -ETIMEDOUT, "ssh-keygen did not end within %d seconds and was stopped; nothing was signed "
                         "or verified", o->timeout_ms / 1000);
    *ret_status = result.status;
    return 0;
}

/* "/proc/1/fd/5:1: key has expired" says "key has expired". */
static Str without_path(Str line)
{
    if (!str_starts(line, STR("/proc/")))
        return line;
    ptrdiff_t at = str_find(line, STR(": "));
    return at < 0 ? line : str_slice(line, (size_t)at + 2, line.len);
}

const char *ssh_words(Str output, Arena *a)
{
    Str line;
    while (str_next_line(&output, &line)) {
        line = str_trim(line);
        if (line.len && !str_starts(line, STR("Signing data")) && !str_starts(line, STR("@@@@")) &&
            !str_starts(line, STR("Enter passphrase:")))
            return arena_str(a, without_path(line));
    }
    return "it gives no reason";
}
