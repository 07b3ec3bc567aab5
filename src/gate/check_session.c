/*
 * check_session.c - did the agent leave its part of the session file and the board as it should?
 *
 * Its part is what is assigned to it, and what a document says of it.  A task in review is closed: it
 * waits for somebody else.
 */
#include "baton/base/clock.h"
#include "check_parts.h"

typedef struct {
    const CheckInput *in;
    Arena *a;
    CheckResult *r;
    size_t parts;               /* documents with a part of this agent */
    int64_t newest;
    const char *path;           /* of the one that was changed last */
} Session;

static void judge_task(Session *s, const CheckDocument *d, const TaskFact *t)
{
    bool refers = t->ref && !str_starts(str_from(t->title), str_from(t->ref));
    const char *name = refers ? arena_printf(s->a, "%s \"%s\"", t->ref, t->title)
                              : arena_printf(s->a, "\"%s\"", t->title);
    if (t->state == TASK_UNKNOWN)
        check_finding(s->r, s->a, d->path, t->line, "%s is in a state that is not known: \"%s\"", name,
                      t->state_raw ? t->state_raw : "");
    else if (!task_is_closed(t->state))
        check_finding(s->r, s->a, d->path, t->line, "%s is still %s", name, task_state_text(t->state));
}

static bool judge_tasks(Session *s, const CheckDocument *d)
{
    bool own = false;
    for (size_t i = 0; i < d->facts->tasks.len; i++) {
        const TaskFact *t = &d->facts->tasks.items[i];
        if (!task_is_of(s->in, t, s->a))
            continue;
        own = true;
        judge_task(s, d, t);
    }
    return own;
}

/* What the document says of the agent; the last word counts. */
static bool judge_log(Session *s, const CheckDocument *d)
{
    const AgentFact *last = NULL;
    for (size_t i = 0; i < d->facts->agents.len; i++)
        if (names_agent(d->facts->agents.items[i].name, s->in->author_name, s->a))
            last = &d->facts->agents.items[i];
    if (last && last->state == TASK_IN_PROGRESS)
        check_finding(s->r, s->a, d->path, last->line, "says that %s still works: \"%s\"", s->in->author_name,
                      last->state_raw ? last->state_raw : "");
    return last != NULL;
}

static void judge_document(Session *s, const CheckDocument *d)
{
    bool tasks = judge_tasks(s, d), log = judge_log(s, d);
    if (!tasks && !log)
        return;
    s->parts++;
    if (d->changed_at >= s->newest) {
        s->newest = d->changed_at;
        s->path = d->path;
    }
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    size_t documents = 0;
    char since[TIME_TEXT_SIZE];
    Session s = { .in = in, .a = a, .r = check_add(ret, a, "session") };
    for (size_t i = 0; i < in->documents.len; i++) {
        const CheckDocument *d = &in->documents.items[i];
        if ((!d->session && !d->board) || !d->facts)
            continue;
        documents++;
        judge_document(&s, d);
    }
    if (documents && !s.parts)
        check_skip(s.r, a, "no session file or board speaks of %s", in->author_name);
    else if (s.parts && in->since && s.newest && s.newest < in->since)
        check_finding(s.r, a, s.path, 0, "was not changed since the work began at %s; it has the part of %s",
                      time_format(in->since, since), in->author_name);
    return documents > 0;
}

const CheckRow check_session = {
    .name = "session",
    .help = "the agent's part of the session file or board was updated, and its tasks are closed",
    .reads = "session files and boards",
    .when = "there is a session file or a board",
    .run = run,
};
