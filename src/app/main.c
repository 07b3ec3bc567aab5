/*
 * main.c - the only place that knows every face: joins their commands into one table and starts the
 * command line, which opens the dashboard when it is asked to.
 *
 * Both faces have a `help`.  The first row of a name wins, so each face gets the table with its own
 * rows first.
 */
#include <malloc.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include "baton/cli/cli.h"
#include "baton/tui/tui.h"

typedef const CommandRow *const *Rows;

static size_t rows_count(Rows rows)
{
    size_t n = 0;
    while (rows[n])
        n++;
    return n;
}

static const CommandRow **rows_join(Rows first, Rows second)
{
    size_t n = rows_count(first), m = rows_count(second);
    const CommandRow **all = mem_alloc((n + m + 1) * sizeof *all);
    memcpy(all, first, n * sizeof *all);
    memcpy(all + n, second, m * sizeof *all);
    return all;
}

/*
 * Reading a file takes a few hundred KB and gives them back: handing them to the kernel each time, to
 * be zeroed for the next file, costs a fifth of the reading.
 */
static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
#endif
}

/*
 * The first frame takes a megabyte, and the kernel stops us for each page of it.  So the heap grows once, and another
 * thread asks for its pages; what it does not get, or gets too late, comes as ever.  In pieces, since nobody else may
 * map anything meanwhile.
 */
enum { FRAME_MEMORY = 1 << 20, PIECE = 64 * 1024 };

static void *fetch_pages(void *from)
{
#if defined __GLIBC__ && defined MADV_POPULATE_WRITE
    for (size_t at = 0; at < FRAME_MEMORY; at += PIECE)
        (void)madvise((char *)from + at, PIECE, MADV_POPULATE_WRITE);
#endif
    return from;
}

/* Where the heap goes on, at the begin of a page. */
static void *heap_grow(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    void *room = mem_resize(NULL, FRAME_MEMORY + page);
    uintptr_t from = ((uintptr_t)room + page - 1) & ~(page - 1);
    free(room);
    return (void *)from;
}

static int dashboard(Context *c, const char *view, Message *m)
{
    CLEANUP(free_mem) const CommandRow **table = rows_join(tui_commands, cli_commands);
    pthread_t thread;
    bool begun = pthread_create(&thread, NULL, fetch_pages, heap_grow()) == 0;
    int r = tui_run(c, table, view, m);
    if (begun)
        pthread_join(thread, NULL);
    return r;
}

int main(int argc, char *argv[])
{
    keep_memory();
    CLEANUP(free_mem) const CommandRow **table = rows_join(cli_commands, tui_commands);
    return cli_main(argc, (const char *const *)argv, table, dashboard);
}
