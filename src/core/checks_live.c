/*
 * checks_live.c - what a command that checks says while it runs, for whoever looks on.
 *
 * A file per command below .baton/live; what is kept for good goes to the ledger when the command ends.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "checking.h"

enum { LIVE_BYTES_MAX = 4 * 1024 * 1024, REVISION_DIGITS = 16 };

static const char *live_dir(const Context *c, const char *revision, Arena *a)
{
    char digits[REVISION_DIGITS + 1] = "";
    size_t n = 0;
    for (; revision && revision[n] && n < REVISION_DIGITS; n++)
        digits[n] = strchr("0123456789abcdef", revision[n]) ? revision[n] : '_';
    digits[n] = '\0';
    return path_join(a, path_join(a, c->project->baton_dir, "live"), digits);
}

/* A name of a check is anything; of a file, it is only letters, digits and "_". */
const char *checks_live_file(const Context *c, const char *revision, const char *name, Arena *a)
{
    char hex[DIGEST_HEX_SIZE];
    char *plain = arena_strdup(a, name);
    for (char *p = plain; *p; p++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", *p))
            *p = '_';
    const char *file = arena_printf(a, "%.60s-%.8s", plain, digest_hex(str_from(name), hex));
    return path_join(a, live_dir(c, revision, a), file);
}

/* Only a help for the eye: what cannot be written there is not missed. */
void live_write(void *live, const char *name, Str chunk)
{
    LiveOutput *l = live;
    if (l->written >= LIVE_BYTES_MAX)
        return;
    const char *path = checks_live_file(l->c, l->revision, name, l->arena);
    if (!l->written && dir_make_all(path_dir(l->arena, path), 0700) < 0)
        return;
    CLEANUP(close_fd) int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    l->written += chunk.len;
    if (fd >= 0)
        (void)fd_write_all(fd, chunk);
}

void live_end(const LiveOutput *live)
{
    const char *path = live_dir(live->c, live->revision, live->arena);
    CLEANUP(close_dir) DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (e->d_name[0] != '.')
            (void)unlinkat(dirfd(dir), e->d_name, 0);
    (void)rmdir(path);
}
