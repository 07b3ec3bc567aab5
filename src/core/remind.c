/*
 * remind.c - which notices are due, from what waits now and what waited at the last look.
 *
 * Moments follow from when a thing began (model/remind.h), so one that is started late goes on where others would
 * be.  What is remembered is only what the clock cannot say: which things are new since the last look.
 */
#include "baton/core/remind.h"

#include "silent.h"

enum {
    TOLD_MAX = 500,             /* things whose first tellings are remembered */
    DAMP_MS = 60 * 1000,        /* between second and third telling of what comes and goes; then twice that, … */
};
static const int64_t DAY_MS = 24 * INT64_C(3600000);

typedef struct {
    const char *kind, *subject;
    int64_t since;              /* as the ledger has it: another one is another cause */
    int64_t begun;              /* from when its moments are counted */
    int64_t until;              /* put off until then; 0: it waits */
    int64_t upto;               /* moments until here are told of */
    bool owed;                  /* its first telling, or that it came back, is still to come */
    bool again;                 /* it was told of before */
} Known;
typedef VEC(Known) KnownList;

/* What comes and goes, as with a branch that is checked out and left: every telling of it as of something new. */
typedef struct {
    char *kind, *subject;
    int64_t at;
    int times;
} Told;
typedef VEC(Told) ToldList;

struct Reminder {
    const Context *context;
    int64_t started;
    int64_t upto;               /* when it looked and could tell last */
    Arena *arena;               /* texts of known */
    KnownList known;
    size_t near;                /* where the next of known is looked for first: they keep their order */
    ToldList told;
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

static void told_free(Told *t)
{
    free(t->kind);
    free(t->subject);
}

Reminder *reminder_free(Reminder *r)
{
    if (!r)
        return NULL;
    VEC_DONE(&r->known);
    for (size_t i = 0; i < r->told.len; i++)
        told_free(&r->told.items[i]);
    VEC_DONE(&r->told);
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

static const Known *known_find(Reminder *r, const NeedRow *n)
{
    for (size_t i = 0; i < r->known.len; i++) {
        size_t at = (r->near + i) % r->known.len;
        const Known *k = &r->known.items[at];
        if (k->since == n->since && strcmp(k->subject, n->subject) == 0 && strcmp(k->kind, n->kind) == 0) {
            r->near = at + 1;
            return k;
        }
    }
    return NULL;
}

static Known known_now(Reminder *r, const NeedRow *n, int64_t now)
{
    const Known *was = known_find(r, n);
    int64_t begun = begin_of(r, n);
    Known k = { .since = n->since, .begun = MIN(begun, now), .until = n->until, .upto = MIN(r->upto, now) };
    if (was) {
        if (was->until)
            k.upto = MAX(k.upto, now);
        bool came_back = was->until && !n->until && was->until <= now;
        k.begun = was->begun;
        k.upto = was->upto <= now + DAY_MS ? was->upto : now;   /* the clock was far ahead for a while */
        k.owed = was->owed || came_back;
        k.again = was->again || came_back;
    } else {
        k.owed = begun >= r->started && !n->until;
    }
    return k;
}

static void learn(Reminder *r, const NeedRows *rows, int64_t now, Arena *a, KnownList *list)
{
    for (size_t i = 0; i < rows->len; i++) {
        Known k = known_now(r, &rows->items[i], now);
        k.kind = arena_strdup(a, rows->items[i].kind);
        k.subject = arena_strdup(a, rows->items[i].subject);
        VEC_PUSH(list, k);
    }
}

/* ---- what comes and goes ---- */

static Told *told_find(const Reminder *r, const Known *k)
{
    for (size_t i = 0; i < r->told.len; i++) {
        Told *t = &r->told.items[i];
        if (strcmp(t->subject, k->subject) == 0 && strcmp(t->kind, k->kind) == 0)
            return t;
    }
    return NULL;
}

/* Coming back once is news at once; the more often it does, the longer it has to stay to be told of. */
static int64_t owed_from(const Reminder *r, const Known *k)
{
    const Told *t = k->again ? NULL : told_find(r, k);
    int64_t longest = conf_span(r->context->conf, CONF_REMIND_LONGEST), pause = 0;
    if (!t)
        return 0;
    for (int i = 1; i < t->times && pause < DAY_MS; i++)
        pause = pause ? 2 * pause : DAMP_MS;
    return pause ? t->at + MIN(pause, longest > 0 ? longest : DAY_MS) : 0;
}

static void note_told(Reminder *r, const Known *k, int64_t now)
{
    Told *t = told_find(r, k);
    if (!t) {
        if (r->told.len == TOLD_MAX) {
            told_free(&r->told.items[0]);
            memmove(&r->told.items[0], &r->told.items[1], --r->told.len * sizeof *t);
        }
        VEC_PUSH(&r->told, ((Told){ .kind = mem_strdup(k->kind), .subject = mem_strdup(k->subject) }));
        t = &r->told.items[r->told.len - 1];
    }
    t->times = now - t->at > DAY_MS ? 1 : t->times + 1;
    t->at = now;
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
    int64_t at = k->until ? 0 : next_moment(r, k, k->upto);
    return !k->until && ((k->owed && owed_from(r, k) <= now) || (at && at <= now && at > k->begun));
}

/* The first of them are what waits, in the order of needs. */
static void tell(Reminder *r, const NeedRows *needs, int64_t now, Arena *a, Notices *due)
{
    for (size_t i = 0; i < needs->len; i++) {
        Known *k = &r->known.items[i];
        bool due_now = is_due(r, k, now);
        k->upto = k->until ? k->upto : MAX(k->upto, now);
        if (!due_now)
            continue;
        Notice n = notice_of(r, &needs->items[i], !k->owed || k->again, a);
        AVEC_PUSH(due, a, n);
        if (k->owed && !k->again)
            note_told(r, k, now);
        k->owed = false;
        k->again = true;
    }
    r->upto = now;
}

static int64_t next_look(const Reminder *r, int64_t now, int64_t quiet, int64_t coming)
{
    int64_t next = coming;
    for (size_t i = 0; i < r->known.len; i++) {
        const Known *k = &r->known.items[i];
        if (!k->until && quiet && is_due(r, k, now))
            earlier(&next, quiet);
        else if (!k->until)
            earlier(&next, next_moment(r, k, MAX(k->upto, now)));
        if (!k->until && k->owed && owed_from(r, k) > now)
            earlier(&next, owed_from(r, k));
    }
    return next;
}

/* What begins from now on is news, though it begins before this was started. */
static void set_back(Reminder *r, int64_t now)
{
    r->started = now;
    for (size_t i = 0; i < r->told.len; i++)
        r->told.items[i].at = MIN(r->told.items[i].at, now);
}

void reminder_look(Reminder *r, const NeedRows *needs, int64_t now, Arena *a, Notices *ret_due, int64_t *ret_next)
{
    Arena *texts = arena_new();
    KnownList known = { 0 };
    NeedRows snoozed = { 0 };
    int64_t coming = 0, quiet = quiet_until(r->quiet, r->quiet_len, now);

    *ret_due = (Notices){ 0 };
    if (now < r->started)
        set_back(r, now);
    r->near = 0;
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
