/*
 * main.c - the only place that knows every face: joins their commands into one table and starts the
 * command line, which opens the dashboard when it is asked to.
 */
#include "baton/cli/cli.h"
#include "baton/tui/tui.h"

static size_t rows_count(const CommandRow *const rows[])
{
    size_t n = 0;
    while (rows[n])
        n++;
    return n;
}

/* One process, one table: the dashboard is called back without it. */
static const CommandRow **table;

static void table_join(void)
{
    size_t cli = rows_count(cli_commands), tui = rows_count(tui_commands);
    table = mem_alloc((cli + tui + 1) * sizeof *table);
    memcpy(table, cli_commands, cli * sizeof *table);
    memcpy(table + cli, tui_commands, tui * sizeof *table);
}

static int dashboard(Context *c, const char *view, Message *m)
{
    return tui_run(c, table, view, m);
}

int main(int argc, char *argv[])
{
    table_join();
    int code = cli_main(argc, (const char *const *)argv, table, dashboard);
    free(table);
    return code;
}
