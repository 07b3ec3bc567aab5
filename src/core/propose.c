/*
 * propose.c - who should take what an agent stopped at, from what agents say of themselves.
 *
 * What was said counts most.  Else every definition is held against the reason: files in its write scope, words of
 * what is in its bounds and of its description, less what it says is out of them.  A word is worth more the fewer
 * agents use it.  Who leads clearly is proposed; where several are near, whom the stopped agent's own definition
 * sends such things to.  A wrong proposal costs more than none.
 */
#include "baton/core/agent_json.h"
#include "baton/core/escalate.h"
#include "baton/gate/scope.h"
#include "propose_words.h"

/* Tenths, so that halves and thirds of a word stay whole numbers. */
enum {
    WORTH_WORD = 60,            /* of a word that one definition alone has among its bounds */
    WORTH_PATH = 120, WORTH_FOLDER = 10, FOLDERS_MAX = 6,
    WORTH_NAME = 150,
    ENOUGH = 60,                /* less than this is nothing */
    LEAD_OF = 3, LEAD_TO = 2,   /* who wins has half as much again as the next */
    AGENTS_MAX = 1000,
};

typedef struct {
    const char *slug;
    const AgentDef *def;
    StrList in, about;          /* stems: of in_bounds, of name and description */
    int worth, best;            /* the sum, and its largest part */
    const char *why;            /* of that part */
} Candidate;

typedef struct {
    Arena *a;
    const EscalationRow *e;
    const AgentRows *agents;
    const char *stopped;        /* slug, or NULL */
    const AgentDef *by;         /* the definition of who stopped, or NULL */
    StrList words, paths;       /* of the reason */
    struct { Candidate *items; size_t len, cap; } all;
} Proposing;

/* ---- who there is ---- */

static void add_candidate(Proposing *p, const char *slug, const AgentDef *def)
{
    Candidate c = { .slug = slug, .def = def };
    for (size_t i = 0; i < def->in_bounds.len; i++)
        words_of(str_from(def->in_bounds.items[i]), p->a, &c.in);
    words_of(str_from(slug), p->a, &c.about);
    words_of(str_from(def->description), p->a, &c.about);
    AVEC_PUSH(&p->all, p->a, c);
}

static void read_agents(Proposing *p)
{
    for (size_t i = 0; i < p->agents->len && p->all.len < AGENTS_MAX; i++) {
        const AgentRow *row = &p->agents->items[i];
        const AgentDef *def = agent_read(p->a, row->def);
        if (!def)
            continue;
        if (text_same(row->name, p->stopped))
            p->by = p->by ? p->by : def;
        else
            add_candidate(p, row->name, def);
    }
}

/* ---- what speaks for one ---- */

static void gain(Candidate *c, int worth, const char *why)
{
    c->worth += worth;
    if (worth > c->best) {
        c->best = worth;
        c->why = why;
    }
}

/* How many agents have the word: several files may define one. */
static int holders(const Proposing *p, const char *word)
{
    int n = 0;
    for (size_t i = 0; i < p->all.len; i++) {
        const Candidate *c = &p->all.items[i];
        bool seen = i && strcmp(p->all.items[i - 1].slug, c->slug) == 0;
        n += !seen && (strlist_has(&c->in, word) || strlist_has(&c->about, word));
    }
    return MAX(n, 1);
}

/* Of the words of a text that the reason has too. */
static int overlap(const Proposing *p, const StrList *words)
{
    int worth = 0;
    for (size_t i = 0; i < words->len; i++)
        if (strlist_has(&p->words, words->items[i]))
            worth += WORTH_WORD / holders(p, words->items[i]);
    return worth;
}

static int overlap_text(const Proposing *p, const char *text)
{
    StrList words = { 0 };
    words_of(str_from(text), p->a, &words);
    return overlap(p, &words);
}

/* Folders in front of the first wildcard: the more of them, the more it is about just this. */
static int folders_in(const char *glob)
{
    int n = 0;
    for (const char *g = glob; *g && !strchr("*?[{", *g); g++)
        n += *g == '/';
    return MIN(n, (int)FOLDERS_MAX);
}

static bool is_any(const char *glob)
{
    return !glob || strspn(glob, "*/.") == strlen(glob);
}

static const char *scope_with(const Scope *s, const char *path, Arena *a)
{
    const char *by = NULL;
    bool folder = str_ends(str_from(path), STR("/"));
    ScopeAnswer answer = scope_ask(s, folder ? arena_printf(a, "%sx", path) : path, &by);
    return answer == SCOPE_IN && !is_any(by) ? by : NULL;
}

static void weigh_paths(const Proposing *p, Candidate *c)
{
    Scope may, must_not;
    AgentDef out = { .write_scope = c->def->out_of_bounds };
    if (!p->paths.len)
        return;
    scope_compile(c->def, NULL, p->a, &may);
    scope_compile(&out, NULL, p->a, &must_not);
    for (size_t i = 0; i < p->paths.len; i++) {
        const char *path = p->paths.items[i], *by = scope_with(&may, path, p->a);
        if (by)
            gain(c, WORTH_PATH + WORTH_FOLDER * folders_in(by), arena_printf(p->a, "`%s` is in its write scope", path));
        if (scope_with(&must_not, path, p->a))
            c->worth -= WORTH_PATH;
    }
}

static void weigh_bounds(const Proposing *p, Candidate *c)
{
    int best = 0, worst = 0;
    const char *item = NULL;
    for (size_t i = 0; i < c->def->in_bounds.len; i++) {
        int worth = overlap_text(p, c->def->in_bounds.items[i]);
        item = worth > best ? c->def->in_bounds.items[i] : item;
        best = MAX(best, worth);
    }
    for (size_t i = 0; i < c->def->out_of_bounds.len; i++)
        worst = MAX(worst, overlap_text(p, c->def->out_of_bounds.items[i]));
    if (item)
        gain(c, best, arena_printf(p->a, "in bounds: \"%s\"", item));
    c->worth -= worst;
}

/* A description praises: its words count half, and only those that its bounds do not have. */
static void weigh_description(const Proposing *p, Candidate *c)
{
    CLEANUP(buf_done) Buf shared = BUF_INIT;
    int worth = 0;
    for (size_t i = 0; i < c->about.len; i++) {
        const char *word = c->about.items[i];
        if (!strlist_has(&p->words, word) || strlist_has(&c->in, word))
            continue;
        worth += WORTH_WORD / 2 / holders(p, word);
        buf_addf(&shared, "%s\"%s\"", shared.len ? ", " : "", word_of(str_from(p->e->reason), word, p->a));
    }
    if (worth)
        gain(c, worth, arena_printf(p->a, "its description has %s", shared.data));
}

static void weigh(Proposing *p)
{
    for (size_t i = 0; i < p->all.len; i++) {
        Candidate *c = &p->all.items[i];
        weigh_paths(p, c);
        weigh_bounds(p, c);
        weigh_description(p, c);
        if (text_names_agent(str_from(p->e->reason), c->slug))
            gain(c, WORTH_NAME, "the reason names it");
    }
}

/* ---- who wins ---- */

/* Of another agent than this one, if one is given. */
static const Candidate *strongest(const Proposing *p, const char *but)
{
    const Candidate *best = NULL;
    for (size_t i = 0; i < p->all.len; i++) {
        const Candidate *c = &p->all.items[i];
        if ((!but || strcmp(c->slug, but) != 0) && c->worth > 0 && (!best || c->worth > best->worth))
            best = c;
    }
    return best;
}

static bool names_slug(const Proposing *p, const StrList *names, const char *slug)
{
    for (size_t i = 0; i < names->len; i++) {
        const char *name = is_nobody(names->items[i]) ? NULL : agent_slug(p->a, str_from(names->items[i]));
        if (name && strcmp(name, slug) == 0)
            return true;
    }
    return false;
}

static bool is_near(const Candidate *c, int best)
{
    return c->worth > 0 && c->worth * LEAD_OF > best * LEAD_TO;
}

/* The only one of those near the top that is in this list of who stopped; NULL: none, or several. */
static const Candidate *sent_to(const Proposing *p, const StrList *names, int best)
{
    const Candidate *found = NULL;
    for (size_t i = 0; i < p->all.len; i++) {
        const Candidate *c = &p->all.items[i];
        if ((best && !is_near(c, best)) || !names_slug(p, names, c->slug))
            continue;
        if (found && strcmp(found->slug, c->slug) != 0)
            return NULL;
        found = found ? found : c;
    }
    return found;
}

static const Candidate *break_tie(const Proposing *p, int best, const char **ret_list)
{
    const Candidate *c = p->by ? sent_to(p, &p->by->escalates_to, best) : NULL;
    *ret_list = "escalates";
    if (!c && p->by && best) {
        c = sent_to(p, &p->by->hands_over_to, best);
        *ret_list = "hands over";
    }
    return c;
}

static void choose(const Proposing *p, Proposal *ret)
{
    const Candidate *first = strongest(p, NULL), *second = first ? strongest(p, first->slug) : NULL;
    const char *list = NULL;
    int best = first && first->worth >= ENOUGH ? first->worth : 0;
    if (best && !(second && is_near(second, best))) {
        *ret = (Proposal){ first->slug, first->why };
        return;
    }
    const Candidate *c = break_tie(p, best, &list);
    if (!c) {
        ret->why = best ? arena_printf(p->a, "%s and %s fit about as well", first->slug, second->slug)
                        : "no definition fits the reason";
        return;
    }
    ret->agent = c->slug;
    ret->why = c->why && best ? arena_printf(p->a, "%s, and %s %s to it", c->why, p->stopped, list)
                              : arena_printf(p->a, "%s %s to it", p->stopped, list);
}

/* ---- what was said ---- */

/* By slug, codename, or as the beginning of one agent's name alone; NULL: no such agent. */
static const char *agent_meant(const AgentRows *agents, const char *slug, Arena *a)
{
    const char *begins = NULL;
    bool several = false;
    for (size_t i = 0; i < agents->len; i++) {
        const AgentRow *row = &agents->items[i];
        if (strcmp(row->name, slug) == 0)
            return row->name;
        const AgentDef *def = row->def && strstr(row->def, "\"codename\"") ? agent_read(a, row->def) : NULL;
        const char *code = def && def->codename ? agent_slug(a, str_from(def->codename)) : NULL;
        if (code && strcmp(code, slug) == 0)
            return row->name;
        if (str_starts(str_from(row->name), str_from(slug)) && !text_same(begins, row->name)) {
            several |= begins != NULL;
            begins = row->name;
        }
    }
    return several ? NULL : begins;
}

static bool was_said(const Proposing *p, Proposal *ret)
{
    const char *slug = is_nobody(p->e->to) ? NULL : agent_slug(p->a, str_from(p->e->to));
    if (!slug || text_same(slug, p->stopped))
        return false;
    const char *known = agent_meant(p->agents, slug, p->a);
    if (known && text_same(known, p->stopped))
        return false;
    ret->agent = known ? known : slug;
    ret->why = !known ? "it was said, but no agent of that name is known here"
               : strcmp(known, slug) != 0 ? arena_printf(p->a, "it was said: \"%s\"", p->e->to) : "it was said";
    return true;
}

void escalation_propose(const EscalationRow *e, const AgentRows *agents, Arena *a, Proposal *ret)
{
    Proposing p = { .a = a, .e = e, .agents = agents };
    *ret = (Proposal){ NULL, "no definition fits the reason" };
    p.stopped = e->agent ? agent_slug(a, str_from(e->agent)) : NULL;
    if (was_said(&p, ret))
        return;
    words_of(str_from(e->reason), a, &p.words);
    paths_of(str_from(e->reason), a, &p.paths);
    read_agents(&p);
    weigh(&p);
    choose(&p, ret);
}

int escalation_proposal(Context *c, const EscalationRow *e, Arena *a, Proposal *ret)
{
    AgentRows agents = { 0 };
    int r = store_agents(c->store, a, &(AgentQuery){ 0 }, &agents);
    if (r == 0)
        escalation_propose(e, &agents, a, ret);
    return r;
}

int escalation_proposal_with(Context *c, const EscalationRow *e, const AgentRows *agents, Arena *a, Proposal *ret)
{
    AgentRows defined = { 0 };
    if (!agents)
        return escalation_proposal(c, e, a, ret);
    for (size_t i = 0; i < agents->len; i++) {
        AgentRow row = agents->items[i];
        row.def = row.file ? store_agent_def(c->store, a, row.name, row.file) : NULL;
        AVEC_PUSH(&defined, a, row);
    }
    escalation_propose(e, &defined, a, ret);
    return 0;
}
