/*
 * main.c - the only place that knows every face: joins their commands into one table and starts the
 * command line, which opens the dashboard when it is asked to.
 *
 * Both faces have a `help`.  The first row of a name wins, so each face gets the table with its own
 * rows first.
 */
#include <malloc.h>

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

static int dashboard(Context *c, const char *view, Message *m)
{
    CLEANUP(free_mem) const CommandRow **table = rows_join(tui_commands, cli_commands);
    return tui_run(c, table, view, m);
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
    mallopt(M_TOP_PAD, 1 << 20);        /* a page costs when it is touched, asking for it costs each time */
#endif
}

int main(int argc, char *argv[])
{
    keep_memory();
    CLEANUP(free_mem) const CommandRow **table = rows_join(cli_commands, tui_commands);
    return cli_main(argc, (const char *const *)argv, table, dashboard);
}
