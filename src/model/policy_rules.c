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

bool policy_path_matches(const char *pattern, const char *path)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Str p = str_from(pattern);
    bool anchored = str_starts(p, STR("/"));
    while (str_starts(p, STR("./")) || str_starts(p, STR("/")))
        p = str_slice(p, p.data[0] == '/' ? 1 : 2, p.len);
    bool folder = str_ends(p, STR("/"));
    while (str_ends(p, STR("/")))
        p.len--;
    if (!p.len)
        return anchored || folder;              /* "/": everything */
    if (!anchored && str_chr(p, '/') < 0)
        buf_adds(&text, "**/");
    buf_add_str(&text, p);
    if (!folder && glob_match(text.data, path))
        return true;
    buf_adds(&text, "/**");
    return glob_match(text.data, path);
}

static bool touches(const ApprovalRule *r, const StrList *changed)
{
    for (size_t i = 0; changed && i < changed->len; i++)
        for (size_t j = 0; j < r->paths.len; j++)
            if (policy_path_matches(r->paths.items[j], changed->items[i]))
                return true;
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
