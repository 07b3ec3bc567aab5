/*
 * policy.c - who somebody is to a policy, and whether those who approved are enough.
 */
#include "baton/model/policy.h"

#include "baton/base/macros.h"
#include "baton/model/agent.h"

static const Person *layer_person(const PolicyLayer *l, const char *login)
{
    for (size_t i = 0; i < l->people.len; i++) {
        const Person *p = &l->people.items[i];
        if (strcmp(p->unix_name ? p->unix_name : p->name, login) == 0)
            return p;
    }
    return NULL;
}

static void keep_common(StrList *roles, const StrList *others)
{
    size_t n = 0;
    for (size_t i = 0; i < roles->len; i++)
        if (strlist_has(others, roles->items[i]))
            roles->items[n++] = roles->items[i];
    roles->len = n;
}

/* A second layer takes roles away; a key of its own must be the one that was said before. */
static bool join_person(Approver *who, const Person *p, bool first, Arena *a)
{
    if (first) {
        who->name = p->name;
        for (size_t i = 0; i < p->roles.len; i++)
            strlist_add(&who->roles, a, p->roles.items[i]);
    } else {
        keep_common(&who->roles, &p->roles);
    }
    if (p->key && who->principal && strcmp(p->key, who->principal) != 0)
        return false;
    if (p->key)
        who->principal = p->key;
    return true;
}

void policy_approver(const Policy *p, const char *login, Arena *a, Approver *ret)
{
    const Approver nobody = { .name = login, .principal = login };
    Approver who = { .known = true };
    for (size_t i = 0; i < p->layers.len; i++) {
        const PolicyLayer *l = &p->layers.items[i];
        if (!l->has_people)
            continue;
        const Person *person = layer_person(l, login);
        if (!person || !join_person(&who, person, !who.name, a)) {
            *ret = nobody;
            return;
        }
    }
    if (!who.name)
        who.name = login;
    if (!who.principal)
        who.principal = who.name;
    *ret = who;
}

bool policy_is_author(const char *login, const char *author)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *slug = agent_slug(a, str_from(login));
    return slug && author && strcmp(slug, author) == 0;
}

static bool meets(const ApprovalNeed *need, const Approver *who)
{
    return who->known && (!need->role || strlist_has(&who->roles, need->role));
}

static bool same_person(const Approver *a, const Approver *b)
{
    return strcmp(a->name, b->name) == 0 || strcmp(a->principal, b->principal) == 0;
}

static bool came_before(const Approver *approvers, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (same_person(&approvers[j], &approvers[i]))
            return true;
    return false;
}

const ApprovalNeed *policy_missing(const ApprovalNeeds *needs, const Approver *approvers, size_t n)
{
    for (size_t i = 0; i < needs->len; i++) {
        int have = 0;
        for (size_t j = 0; j < n; j++)
            have += meets(&needs->items[i], &approvers[j]) && !came_before(approvers, j);
        if (have < needs->items[i].count)
            return &needs->items[i];
    }
    return NULL;
}

bool policy_counts(const ApprovalNeeds *needs, const Approver *who)
{
    for (size_t i = 0; i < needs->len; i++)
        if (meets(&needs->items[i], who))
            return true;
    return false;
}

bool check_is_named(const char *result, const char *name)
{
    static const Str command = { "command ", 8 };
    Str r = str_from(result), n = str_from(name);
    if (str_eq(r, n))
        return true;
    return str_starts(r, command) && (str_eq(n, STR("command")) || str_eq(str_slice(r, command.len, r.len), n));
}

bool policy_requires(const Policy *p, const char *result)
{
    for (size_t i = 0; i < p->require.len; i++)
        if (check_is_named(result, p->require.items[i]))
            return true;
    return false;
}
