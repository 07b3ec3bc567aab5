/*
 * record.c - one telemetry event, kept whatever happens.
 *
 * Agents call this on every step, so no document is read here but the one line that names the
 * run.  When the ledger cannot take the event it waits as a file, and ingest takes it in.
 */
#include "baton/core/record.h"

#include <errno.h>

#include "baton/base/clock.h"
#include "baton/base/digest.h"
#include "baton/model/agent.h"

enum { RUN_FILE_MAX = 4096 };

static const char *run_in(const char *dir, const char *name, Arena *a)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Str rest, line;

    if (file_read(path_join(a, dir, name), RUN_FILE_MAX, &text, NULL) < 0)
        return NULL;
    for (rest = buf_str(&text); str_next_line(&rest, &line);)
        if (str_trim(line).len && !memchr(line.data, '\0', line.len))
            return arena_str(a, str_trim(line));
    return NULL;
}

/* An agent in a linked work tree may have a run of its own. */
static const char *current_run(const Context *c, Arena *a)
{
    const StrList *files = conf_list(c->conf, CONF_FILES_RUN);
    const char *const dirs[] = { c->project->work_tree, c->project->root };

    for (size_t d = 0; d < ARRAY_LEN(dirs); d++)
        for (size_t i = 0; dirs[d] && i < files->len; i++) {
            const char *run = run_in(dirs[d], files->items[i], a);
            if (run)
                return run;
        }
    return NULL;
}

static bool is_given(const char *text)
{
    return text && *text;
}

/* All but seq: the event is the same whether it goes to the ledger or to the spool. */
static void complete(const Context *c, Event *e, Arena *a)
{
    e->kind = EVENT_TELEMETRY;
    if (!e->at)
        e->at = clock_now();
    if (!is_given(e->id))
        e->id = uuid7(e->at, arena_alloc(a, UUID_TEXT_SIZE));
    if (!is_given(e->run))
        e->run = current_run(c, a);
    e->agent = agent_bare_name(e->agent);
    if (!is_given(e->actor))
        e->actor = is_given(e->agent) ? e->agent : context_user();
    if (!is_given(e->host))
        e->host = context_host();
}

/* The event itself is at fault: keeping it for later would not help. */
static bool is_refused(int r)
{
    return r == -EINVAL || r == -E2BIG;
}

int record_event(Context *c, Event *e, Arena *a, const char **ret_where, Message *m)
{
    Message why = { 0 };
    *ret_where = NULL;
    complete(c, e, a);

    int r = context_store(c, STORE_WRITE, &why);
    if (r == 0)
        r = store_append(c->store, e, &e->seq);
    if (r >= 0)
        return r;
    if (is_refused(r))
        return fail_with(m, r, "The event cannot be recorded: %s", strerror(-r));
    int spooled = store_spool(c->project->baton_dir, e, a, ret_where);
    if (spooled == 0)
        return 0;
    if (*why.text)
        return fail_with(m, r, "The event could not be recorded, nor kept for later: %s", why.text);
    return fail_with(m, r, "The event could not be recorded (%s), nor kept for later (%s)",
                     strerror(-r), strerror(-spooled));
}
