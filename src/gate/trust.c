/*
 * trust.c - what a person said yes to, a file each in a folder that only they can write.
 *
 * Nothing here follows a link: a folder or file that is not a plain one of ours is no trust.
 */
#include "baton/gate/trust.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/fd.h"
#include "baton/base/file.h"
#include "trust_parts.h"

const char *trust_dir(Arena *a)
{
    const char *state = path_xdg(a, "XDG_STATE_HOME", ".local/state");
    return state ? path_join(a, state, "baton") : NULL;
}

static bool is_ours(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && st.st_uid == geteuid() && !(st.st_mode & (S_IWGRP | S_IWOTH));
}

/* The folder of trust files; -errno, -EPERM when somebody else could write there. */
static int open_folder(const char *state_dir)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    int fd = state_dir ? open(path_join(a, state_dir, "trust"), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
    if (fd < 0)
        return state_dir ? -errno : -ENOENT;
    if (is_ours(fd))
        return fd;
    close_fd(&fd);
    return -EPERM;
}

static int make_folder(const char *state_dir)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    int r = dir_make_all(state_dir, 0700);
    if (r < 0)
        return r;
    if (mkdir(path_join(a, state_dir, "trust"), 0700) < 0 && errno != EEXIST)
        return -errno;
    return open_folder(state_dir);
}

static bool is_trust_file(int folder, const char *digest)
{
    struct stat st;
    return fstatat(folder, digest, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
           !(st.st_mode & (S_IWGRP | S_IWOTH));
}

bool trust_has(const char *state_dir, const char *digest)
{
    CLEANUP(close_fd) int folder = open_folder(state_dir);
    return folder >= 0 && is_trust_file(folder, digest);
}

static void add_quoted(Buf *out, const char *text)
{
    buf_addc(out, '"');
    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\')
            buf_addf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            buf_addf(out, "\\u%04x", c);
        else
            buf_addc(out, (char)c);
    }
    buf_addc(out, '"');
}

static void write_text(const Proposal *p, const char *who, Buf *out)
{
    char when[TIME_TEXT_SIZE];
    buf_adds(out, "# A command that baton may run; remove this file to take that back.\nwho: ");
    add_quoted(out, who);
    buf_addf(out, "\nwhen: %s\nfrom: ", time_format(clock_now(), when));
    add_quoted(out, p->from ? p->from : "");
    buf_adds(out, "\ndir: ");
    add_quoted(out, p->dir);
    buf_adds(out, "\nargv: [");
    for (size_t i = 0; i < p->argv.len; i++) {
        buf_adds(out, i ? ", " : "");
        add_quoted(out, p->argv.items[i]);
    }
    buf_adds(out, "]\n");
}

static int write_file(int folder, const char *digest, Str text)
{
    CLEANUP(close_fd) int fd = openat(folder, digest, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST && is_trust_file(folder, digest) ? 0 : -errno;
    int r = fd_write_all(fd, text);
    if (r == 0 && (fsync(fd) < 0 || fsync(folder) < 0))
        r = -errno;
    if (r < 0)
        unlinkat(folder, digest, 0);
    return r;
}

static int refuse(const char *state_dir, const Proposal *p, int r, Message *m)
{
    if (r == -EPERM || r == -ELOOP || r == -ENOTDIR || r == -EEXIST)
        return fail_with(m, r, "Cannot trust '%s': in '%s' the folder 'trust' or what lies in it is not plain, yours "
                         "and yours alone to write; look at it and remove it", p->name, state_dir);
    return fail_with(m, r, "Cannot trust '%s': '%s/trust': %s", p->name, state_dir, strerror(-r));
}

int trust_add(const char *state_dir, const Proposal *p, const char *who, Message *m)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (p->refused)
        return fail_with(m, -EINVAL, "'%s' can never run: %s", p->name, p->refused);
    if (!state_dir)
        return fail_with(m, -ENOENT, "There is no folder for what you trust: neither $XDG_STATE_HOME nor $HOME is set");
    CLEANUP(close_fd) int folder = make_folder(state_dir);
    if (folder < 0)
        return refuse(state_dir, p, folder, m);
    write_text(p, who, &text);
    int r = write_file(folder, p->digest, buf_str(&text));
    return r < 0 ? refuse(state_dir, p, r, m) : 0;
}

int trust_drop(const char *state_dir, const Proposal *p, Message *m)
{
    CLEANUP(close_fd) int folder = open_folder(state_dir);
    int r = folder < 0 ? folder : unlinkat(folder, p->digest, 0) < 0 ? -errno : 0;
    if (r == -ENOENT)
        return fail_with(m, r, "'%s' is not trusted", p->name);
    return r < 0 ? fail_with(m, r, "Cannot take back the trust in '%s': %s", p->name, strerror(-r)) : 0;
}
