/*
 * run_work.c - a START without an end and an end without a START, said as they are.
 */
#include "run_work.h"

static const char *counted(Cmd *cmd, const RunWork *w, int64_t n, const char *one, const char *more)
{
    return arena_printf(cmd->arena, "%s: %lld %s", w->agent, (long long)n, n == 1 ? one : more);
}

void run_work_words(Cmd *cmd, const RunWorks *works, const char *run, StrList *ret)
{
    for (size_t i = 0; i < works->len; i++) {
        const RunWork *w = &works->items[i];
        if (strcmp(w->run, run) != 0)
            continue;
        if (w->unfinished)
            strlist_add(ret, cmd->arena,
                        counted(cmd, w, w->unfinished, "START without an end", "STARTs without an end"));
        if (w->unstarted)
            strlist_add(ret, cmd->arena,
                        counted(cmd, w, w->unstarted, "end without a START", "ends without a START"));
    }
}

static void add_count(Json *list, const RunWork *w, int64_t n)
{
    if (!n)
        return;
    Json *j = json_object();
    json_put_str(j, "agent", w->agent);
    json_put_int(j, "count", n);
    json_put(list, NULL, j);
}

void run_work_json(Json *j, const RunWorks *works, const char *run)
{
    Json *unfinished = json_array(), *unstarted = json_array();
    for (size_t i = 0; i < works->len; i++)
        if (strcmp(works->items[i].run, run) == 0) {
            add_count(unfinished, &works->items[i], works->items[i].unfinished);
            add_count(unstarted, &works->items[i], works->items[i].unstarted);
        }
    json_put(j, "unfinished", unfinished);
    json_put(j, "unstarted", unstarted);
}
