/*
 * wal_probe.c - preloaded into a baton that decides: when what holds a mark was on disk.
 *
 * The file that PROBE names is shared with bench-decide: it holds the mark to look for in what is written
 * to the ledger's log, and gets the time when the flush after it was done.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "wal_probe.h"

static Probe *probe;
static volatile int written;

__attribute__((constructor)) static void find_probe(void)
{
    const char *path = getenv("PROBE");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    void *p = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *probe, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    probe = p == MAP_FAILED ? NULL : p;
    if (fd >= 0)
        close(fd);
}

static void look(const void *bytes, size_t n)
{
    if (probe && probe->mark[0] && memmem(bytes, n, probe->mark, strlen(probe->mark)))
        written = 1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "pwrite64");
    look(bytes, n);
    return real(fd, bytes, n, at);
}

int fdatasync(int fd)
{
    static int (*real)(int);
    struct timespec t;
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "fdatasync");
    int r = real(fd);
    clock_gettime(CLOCK_MONOTONIC, &t);
    if (written && !probe->committed_ns)
        probe->committed_ns = t.tv_sec * 1000000000LL + t.tv_nsec;
    written = 0;
    return r;
}
