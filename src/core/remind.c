/*
 * remind.c - which notices are due, from what waits now and what waited at the last look.
 *
 * Moments follow from when a thing began (model/remind.h), so one that is started late goes on where others would
 * be.  What is remembered is only what the clock cannot say: which things are new since the last look.
 */
#include "baton/core/remind.h"

#include "silent.h"

typedef struct {
    const char *kind, *subject;
    int64_t since;              /* as the ledger has it: another one is another cause */
    int64_t begun;              /* from when its moments are counted */
    int64_t until;              /* put off until then; 0: it waits */
    bool owed;                  /* its first telling, or that it came back, is still to come */
    bool again;                 /* it was told of before */
} Known;
typedef VEC(Known) KnownList;

struct Reminder {
    const Context *context;
    int64_t started;
    int64_t upto;               /* moments until here are told of */
    Arena *arena;               /* texts of known */
    KnownList known;
    QuietHours *quiet;
    size_t quiet_len;
};

Reminder *reminder_new(const Context *c, int64_t now)
{
    const StrList *hours = conf_list(c->conf, CONF_REMIND_QUIET);
    Reminder *r = mem_alloc(sizeof *r);
    *r = (Reminder){ .context = c, .started = now, .upto = now, .arena = arena_new() };
    r->quiet = mem_alloc((hours->len + 1) * sizeof *r->quiet);
    for (size_t i = 0; i < hours->len; i++)
        r->quiet_len += quiet_parse(str_from(hours->items[i]), &r->quiet[r->quiet_len]) == 0;
    return r;
}

Reminder *reminder_free(Reminder *r)
{
    if (!r)
        return NULL;
    VEC_DONE(&r->known);
    free(r->quiet);
    arena_free(r->arena);
    free(r);
    return NULL;
}

/* ---- rules ---- */

static int64_t limit_of(const Conf *conf, const char *kind, const char *subject)
{
    if (strcmp(kind, "escalation") == 0)
        return conf_span(conf, CONF_REMIND_ESCALATION);
    if (strcmp(kind, "handoff") == 0)
        return conf_span(conf, CONF_REMIND_HANDOFF);
    if (strcmp(kind, "silent") == 0)
        return silent_limit(conf, subject);
    return conf_span(conf, CONF_REMIND_OTHER);
}

static int64_t next_moment(const Reminder *r, const Known *k, int64_t after)
{
    const Conf *conf = r->context->conf;
    const RemindRule rule = {
        .at_once = true,
        .limit_ms = limit_of(conf, k->kind, k->subject),
        .longest_ms = conf_span(conf, CONF_REMIND_LONGEST),
        .times = (int)conf_int(conf, CONF_REMIND_TIMES),
    };
    return remind_next(&rule, k->begun, after);
}

/* An agent is silent from when its time was up, not from when it was heard. */
static int64_t begin_of(const Reminder *r, const NeedRow *n)
{
    bool silent = strcmp(n->kind, "silent") == 0;
    return n->since + (silent ? silent_limit(r->context->conf, n->subject) : 0);
}

/* ---- what was there ---- */

static const Known *known_find(const Reminder *r, const NeedRow *n)
{
    for (size_t i = 0; i < r->known.len; i++) {
        const Known *k = &r->known.items[i];
        if (k->since == n->since && strcmp(k->subject, n->subject) == 0 && strcmp(k->kind, n->kind) == 0)
            return k;
    }
    return NULL;
}

static Known known_now(const Reminder *r, const NeedRow *n, int64_t now)
{
    const Known *was = known_find(r, n);
    int64_t begun = begin_of(r, n);
    Known k = { .since = n->since, .begun = MIN(begun, now), .until = n->until };
    if (was) {
        bool came_back = was->until && !n->until && was->until <= now;
        k.begun = was->begun;
        k.owed = was->owed || came_back;
        k.again = was->again || came_back;
    } else {
        k.owed = begun >= r->started && !n->until;
    }
    return k;
}

static void learn(const Reminder *r, const NeedRows *rows, int64_t now, Arena *a, KnownList *list)
{
    for (size_t i = 0; i < rows->len; i++) {
        Known k = known_now(r, &rows->items[i], now);
        k.kind = arena_strdup(a, rows->items[i].kind);
        k.subject = arena_strdup(a, rows->items[i].subject);
        VEC_PUSH(list, k);
    }
}

static void earlier(int64_t *next, int64_t at)
{
    if (at && (!*next || at < *next))
        *next = at;
}

/* ---- looking ---- */

static const char *press_for(const NeedRow *n, Arena *a)
{
    static const struct { const char *kind, *command; } shows[] = {
        { "escalation", "baton escalation show" },
        { "handoff", "baton handoff show" },
        { "silent", "baton agent explain" },
        { "conflict", "baton task show" },
    };
    for (size_t i = 0; i < ARRAY_LEN(shows); i++)
        if (strcmp(shows[i].kind, n->kind) == 0)
            return arena_printf(a, "press n in baton, or run: %s %s", shows[i].command, n->subject);
    return "press n in baton, or run: baton needs";
}

static Notice notice_of(const Reminder *r, const NeedRow *n, bool again, Arena *a)
{
    return (Notice){
        .kind = n->kind, .subject = n->subject, .project = r->context->project ? r->context->project->name : "",
        .agent = n->agent, .title = n->title ? n->title : "", .press = press_for(n, a), .since = n->since,
        .again = again,
    };
}

static bool is_due(const Reminder *r, const Known *k, int64_t now)
{
    int64_t at = k->until ? 0 : next_moment(r, k, r->upto);
    return !k->until && (k->owed || (at && at <= now && at > k->begun));
}

/* The first of them are what waits, in the order of needs. */
static void tell(Reminder *r, const NeedRows *needs, int64_t now, Arena *a, Notices *due)
{
    for (size_t i = 0; i < needs->len; i++) {
        Known *k = &r->known.items[i];
        if (!is_due(r, k, now))
            continue;
        Notice n = notice_of(r, &needs->items[i], !k->owed || k->again, a);
        AVEC_PUSH(due, a, n);
        k->owed = false;
        k->again = true;
    }
    r->upto = MAX(r->upto, now);
}

static int64_t next_look(const Reminder *r, int64_t now, int64_t quiet, int64_t coming)
{
    int64_t next = coming;
    for (size_t i = 0; i < r->known.len; i++) {
        const Known *k = &r->known.items[i];
        if (!k->until && quiet && is_due(r, k, now))
            earlier(&next, quiet);
        else if (!k->until)
            earlier(&next, next_moment(r, k, MAX(r->upto, now)));
    }
    return next;
}

void reminder_look(Reminder *r, const NeedRows *needs, int64_t now, Arena *a, Notices *ret_due, int64_t *ret_next)
{
    Arena *texts = arena_new();
    KnownList known = { 0 };
    NeedRows snoozed = { 0 };
    int64_t coming = 0, quiet = quiet_until(r->quiet, r->quiet_len, now);

    *ret_due = (Notices){ 0 };
    if (r->context->store)
        (void)needs_coming(r->context, a, now, &snoozed, &coming);      /* not to be read: by the next look */
    learn(r, needs, now, texts, &known);
    learn(r, &snoozed, now, texts, &known);
    VEC_DONE(&r->known);
    arena_free(r->arena);
    r->known = known;
    r->arena = texts;
    if (!quiet)
        tell(r, needs, now, a, ret_due);
    *ret_next = next_look(r, now, quiet, coming);
}
