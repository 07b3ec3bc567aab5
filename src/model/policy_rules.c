/*
 * policy_rules.c - which rules a handoff falls under.
 */
#include "baton/base/file.h"
#include "baton/model/policy.h"

static bool is_any(const char *pattern)
{
    return !pattern || strcmp(pattern, "*") == 0 || strcmp(pattern, "**") == 0;
}

static bool names(const char *pattern, const char *slug)
{
    return is_any(pattern) || (slug && glob_match(pattern, slug));
}

/* from and to 3, from 2, to 1, none 0. */
static int specificity(const ApprovalRule *r)
{
    return 2 * !is_any(r->from) + !is_any(r->to);
}

static bool is_for(const ApprovalRule *r, const char *from, const char *to)
{
    return names(r->from, from) && names(r->to, to);
}

/* A path of a rule as the globs it stands for, made once for all the files that it is held against. */
typedef struct {
    Buf itself, below;          /* empty: no such glob */
    bool all;
} PathGlobs;

static void globs_done(PathGlobs *g)
{
    buf_done(&g->itself);
    buf_done(&g->below);
}

static PathGlobs globs_of(const char *pattern)
{
    PathGlobs g = { BUF_INIT, BUF_INIT, false };
    Str p = str_from(pattern);
    bool anchored = str_starts(p, STR("/"));
    while (str_starts(p, STR("./")) || str_starts(p, STR("/")))
        p = str_slice(p, p.data[0] == '/' ? 1 : 2, p.len);
    bool folder = str_ends(p, STR("/"));
    while (str_ends(p, STR("/")))
        p.len--;
    g.all = !p.len && anchored;
    if (!p.len)
        return g;
    const char *depth = !anchored && str_chr(p, '/') < 0 ? "**/" : "";
    if (!folder)
        buf_addf(&g.itself, "%s%.*s", depth, STR_ARG(p));
    buf_addf(&g.below, "%s%.*s/**", depth, STR_ARG(p));
    return g;
}

static bool globs_match(const PathGlobs *g, const char *path)
{
    return g->all || (g->itself.len && glob_match(g->itself.data, path)) ||
           (g->below.len && glob_match(g->below.data, path));
}

static bool touches(const ApprovalRule *r, const StrList *changed)
{
    for (size_t j = 0; changed && j < r->paths.len; j++) {
        CLEANUP(globs_done) PathGlobs g = globs_of(r->paths.items[j]);
        for (size_t i = 0; i < changed->len; i++)
            if (globs_match(&g, changed->items[i]))
                return true;
    }
    return false;
}

static int most_specific(const PolicyLayer *l, const char *from, const char *to)
{
    int best = -1;
    for (size_t i = 0; i < l->rules.len; i++) {
        const ApprovalRule *r = &l->rules.items[i];
        if (!r->paths.len && is_for(r, from, to))
            best = MAX(best, specificity(r));
    }
    return best;
}

static void add_layer(const PolicyLayer *l, const char *from, const char *to, const StrList *changed, Arena *a,
                      ApprovalNeeds *needs)
{
    int best = most_specific(l, from, to);
    for (size_t i = 0; i < l->rules.len; i++) {
        const ApprovalRule *r = &l->rules.items[i];
        if (!is_for(r, from, to) || !(r->paths.len ? touches(r, changed) : specificity(r) == best))
            continue;
        ApprovalNeed need = { r->role, MAX(r->count, 1), r->where };
        AVEC_PUSH(needs, a, need);
    }
}

void policy_needs(const Policy *p, const char *from, const char *to, const StrList *changed, Arena *a,
                  ApprovalNeeds *ret)
{
    ApprovalNeeds needs = { 0 };
    for (size_t i = 0; i < p->layers.len; i++)
        add_layer(&p->layers.items[i], from, to, changed, a, &needs);
    if (!needs.len) {
        ApprovalNeed anybody = { NULL, 1, NULL };
        AVEC_PUSH(&needs, a, anybody);
    }
    *ret = needs;
}
