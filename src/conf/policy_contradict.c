/*
 * policy_contradict.c - a policy that nobody could meet is told when it is read, not when somebody decides.
 */
#include "baton/conf/policy.h"
#include "policy_read.h"

const char *const policy_check_names[] = {
    "artifact", "scope", "session", "sections", "inputs", "references", "records", "budget", "environment",
    "contradiction", "command", NULL,
};

static const PolicyLayer *first_with_people(const Policy *p)
{
    for (size_t i = 0; i < p->layers.len; i++)
        if (p->layers.items[i].has_people)
            return &p->layers.items[i];
    return NULL;
}

/* Everybody whom all layers know, with the roles that all give. */
static size_t everybody(const Policy *p, const PolicyLayer *layer, Arena *a, Approver **ret)
{
    size_t n = 0;
    Approver *all = arena_alloc(a, (layer->people.len + 1) * sizeof *all);
    for (size_t i = 0; i < layer->people.len; i++) {
        policy_approver(p, layer->people.items[i].unix_name, a, &all[n]);
        n += all[n].known;
    }
    *ret = all;
    return n;
}

static int count_role(const Approver *all, size_t n, const char *role)
{
    int count = 0;
    for (size_t i = 0; i < n; i++)
        count += !role || strlist_has(&all[i].roles, role);
    return count;
}

static const char *nearest_role(const Approver *all, size_t n, const char *role, Arena *a)
{
    StrList roles = { 0 };
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < all[i].roles.len; j++)
            strlist_add(&roles, a, all[i].roles.items[j]);
    return nearest_of(role, &roles);
}

static int judge_rule(const ApprovalRule *r, const Approver *all, size_t n, Arena *a, Message *m)
{
    int have = count_role(all, n, r->role);
    if (r->count <= have)
        return 0;
    if (!r->role)
        return fail(m, "%s: the rule asks for %d people, and there are %d; name more, or lower 'count'", r->where,
                    r->count, have);
    const char *near = have ? NULL : nearest_role(all, n, r->role, a);
    if (near)
        return fail(m, "%s: nobody has the role '%s'; did you mean '%s'?", r->where, r->role, near);
    if (!have)
        return fail(m, "%s: nobody has the role '%s'; give it to somebody under 'people:'", r->where, r->role);
    return fail(m, "%s: the rule asks for %d people with the role '%s', and %d have it", r->where, r->count, r->role,
                have);
}

static int judge_rules(const Policy *p, const Approver *all, size_t n, bool people, Arena *a, Message *m)
{
    for (size_t i = 0; i < p->layers.len; i++)
        for (size_t j = 0; j < p->layers.items[i].rules.len; j++) {
            const ApprovalRule *r = &p->layers.items[i].rules.items[j];
            if (!people && r->role)
                return fail(m, "%s: the rule asks for the role '%s', and no 'people:' are named who could have it",
                            r->where, r->role);
            if (people && judge_rule(r, all, n, a, m) < 0)
                return -1;
        }
    return 0;
}

static int judge_people(const Policy *p, Arena *a, Message *m)
{
    const PolicyLayer *layer = first_with_people(p);
    Approver *all = NULL;
    size_t n = layer ? everybody(p, layer, a, &all) : 0;
    if (layer && !n)
        return fail(m, "%s: nobody is among the 'people:' of all policies; nobody could decide", layer->where);
    return judge_rules(p, all, n, layer != NULL, a, m);
}

static void known_checks(const Policy *p, Arena *a, StrList *ret)
{
    for (const char *const *name = policy_check_names; *name; name++)
        strlist_add(ret, a, *name);
    for (size_t i = 0; i < p->commands.len; i++)
        strlist_add(ret, a, p->commands.items[i].name);
}

/* "command npm test" also names a command that only a definition proposes: nobody but it knows which. */
static int judge_require(const Policy *p, const StrList *require_where, Arena *a, Message *m)
{
    StrList known = { 0 };
    known_checks(p, a, &known);
    for (size_t i = 0; i < require_where->len; i++) {
        Str where = str_from(require_where->items[i]);
        const char *name = arena_str(a, str_cut(&where, '\n'));
        if (strlist_has(&known, name) || str_starts(str_from(name), STR("command ")))
            continue;
        const char *near = nearest_of(name, &known);
        if (near)
            return fail(m, "%.*s: no check '%s'; did you mean '%s'?", STR_ARG(where), name, near);
        return fail(m, "%.*s: no check '%s'; 'baton check --help' and 'checks:' name them", STR_ARG(where), name);
    }
    return 0;
}

static int judge_commands(const Policy *p, Message *m)
{
    for (size_t i = 0; i < p->commands.len; i++)
        for (const char *const *name = policy_check_names; *name; name++)
            if (strcmp(p->commands.items[i].name, *name) == 0)
                return fail(m, "%s: '%s' is a check of baton's own; give this one another name",
                            p->commands.items[i].where, *name);
    return 0;
}

int policy_contradictions(const Policy *p, const StrList *require_where, Arena *a, Message *m)
{
    if (judge_people(p, a, m) < 0 || judge_commands(p, m) < 0)
        return -1;
    return judge_require(p, require_where, a, m);
}
