/*
 * policy_fields.c - the keys of a policy and what each of them says.
 */
#include "policy_read.h"

/* ---- people ---- */

static int person_name(PolicyReader *r, const YamlNode *n, void *into)
{
    return node_text(r, n, &((Person *)into)->name);
}

static int person_unix(PolicyReader *r, const YamlNode *n, void *into)
{
    return node_text(r, n, &((Person *)into)->unix_name);
}

static int person_key(PolicyReader *r, const YamlNode *n, void *into)
{
    const char *key;
    if (node_text(r, n, &key) < 0)
        return -1;
    if (strpbrk(key, "*?!, \t\""))
        return bad_node(r, n, "'%s' is no principal: it takes one name as it stands in allowed_signers", key);
    ((Person *)into)->key = key;
    return 0;
}

static int person_roles(PolicyReader *r, const YamlNode *n, void *into)
{
    return node_list(r, n, &((Person *)into)->roles);
}

static const PolicyField person_fields[] = {
    { "name", person_name }, { "unix", person_unix }, { "key", person_key }, { "roles", person_roles }, { 0 },
};

static const char *principal(const Person *p)
{
    return p->key ? p->key : p->name;
}

static int refuse_twice(PolicyReader *r, const YamlNode *n, const Person *who)
{
    for (size_t i = 0; i < r->layer->people.len; i++) {
        const Person *p = &r->layer->people.items[i];
        if (strcmp(p->name, who->name) == 0)
            return bad_node(r, n, "'%s' stands among the people twice; join the two", who->name);
        if (strcmp(p->unix_name, who->unix_name) == 0)
            return bad_node(r, n, "'%s' and '%s' have the same login '%s'; say 'unix:' for each", p->name, who->name,
                            who->unix_name);
        if (strcmp(principal(p), principal(who)) == 0)
            return bad_node(r, n, "'%s' and '%s' have the same key '%s'; each person signs with their own", p->name,
                            who->name, principal(who));
    }
    return 0;
}

static int read_person(PolicyReader *r, const YamlNode *n)
{
    Person who = { 0 };
    if (policy_map(r, n, person_fields, "a person", &who) < 0)
        return -1;
    if (!who.name)
        return bad_node(r, n, "a person has no 'name:'");
    if (!who.unix_name)
        who.unix_name = who.name;
    if (refuse_twice(r, n, &who) < 0)
        return -1;
    AVEC_PUSH(&r->layer->people, r->arena, who);
    return 0;
}

static int read_items(PolicyReader *r, const YamlNode *n, size_t max, int (*read)(PolicyReader *, const YamlNode *))
{
    size_t count = 0;
    if (n->type != YAML_LIST)
        return bad_node(r, n, "'%s' takes a list: '- name: value' below it", n->key);
    for (const YamlNode *c = n->first; c; c = c->next) {
        if (++count > max)
            return bad_node(r, c, "'%s' has more than %zu items", n->key, max);
        if (read(r, c) < 0)
            return -1;
    }
    return 0;
}

static int top_people(PolicyReader *r, const YamlNode *n, void *into)
{
    (void)into;
    if (read_items(r, n, PEOPLE_MAX, read_person) < 0)
        return -1;
    if (!r->layer->people.len)
        return bad_node(r, n, "'people' is an empty list: nobody could decide; name somebody, or leave it out");
    r->layer->has_people = true;
    return 0;
}

/* ---- approvals ---- */

static int rule_from(PolicyReader *r, const YamlNode *n, void *into)
{
    return node_agent(r, n, &((ApprovalRule *)into)->from);
}

static int rule_to(PolicyReader *r, const YamlNode *n, void *into)
{
    return node_agent(r, n, &((ApprovalRule *)into)->to);
}

static int rule_paths(PolicyReader *r, const YamlNode *n, void *into)
{
    StrList *paths = &((ApprovalRule *)into)->paths;
    if (node_list(r, n, paths) < 0)
        return -1;
    if (!paths->len)
        return bad_node(r, n, "'paths' is an empty list: no change would match; name a path or leave it out");
    for (size_t i = 0; i < paths->len; i++)
        if (paths->items[i][0] == '!')
            return bad_node(r, n, "'%s' would take paths out; a rule only adds, name those it is for", paths->items[i]);
    return 0;
}

static int rule_role(PolicyReader *r, const YamlNode *n, void *into)
{
    return node_text(r, n, &((ApprovalRule *)into)->role);
}

static int rule_count(PolicyReader *r, const YamlNode *n, void *into)
{
    return node_int(r, n, 1, COUNT_MAX, &((ApprovalRule *)into)->count);
}

static const PolicyField rule_fields[] = {
    { "from", rule_from }, { "to", rule_to }, { "paths", rule_paths }, { "role", rule_role }, { "count", rule_count },
    { 0 },
};

static int read_rule(PolicyReader *r, const YamlNode *n)
{
    ApprovalRule rule = { .count = 1, .where = node_where(r, n) };
    if (policy_map(r, n, rule_fields, "a rule", &rule) < 0)
        return -1;
    AVEC_PUSH(&r->layer->rules, r->arena, rule);
    return 0;
}

static int approvals_signed(PolicyReader *r, const YamlNode *n, void *into)
{
    bool is_signed;
    (void)into;
    if (node_bool(r, n, &is_signed) < 0)
        return -1;
    r->policy->is_signed |= is_signed;
    return 0;
}

static int approvals_key(PolicyReader *r, const YamlNode *n, void *into)
{
    (void)into;
    return node_path(r, n, &r->policy->key);
}

static int approvals_rules(PolicyReader *r, const YamlNode *n, void *into)
{
    (void)into;
    return read_items(r, n, RULES_MAX, read_rule);
}

/* Where each was said goes along as "NAME\nWHERE": whether the name is known can be told only at the end. */
static int top_require(PolicyReader *r, const YamlNode *n, void *into)
{
    StrList names = { 0 };
    if (node_list(r, n, &names) < 0)
        return -1;
    for (size_t i = 0; i < names.len; i++) {
        strlist_add_new(&r->policy->require, r->arena, str_from(names.items[i]));
        strlist_add(into, r->arena, arena_printf(r->arena, "%s\n%s:%d", names.items[i], r->path, node_line(n)));
    }
    return 0;
}

static const PolicyField approvals_fields[] = {
    { "signed", approvals_signed }, { "key", approvals_key }, { "require", top_require }, { "rules", approvals_rules },
    { 0 },
};

static int top_approvals(PolicyReader *r, const YamlNode *n, void *into)
{
    return policy_map(r, n, approvals_fields, "'approvals'", into);
}

static int top_signers(PolicyReader *r, const YamlNode *n, void *into)
{
    (void)into;
    r->signers_where = arena_printf(r->arena, "%s:%d", r->path, node_line(n));
    return node_path(r, n, &r->layer->signers);
}

/* ---- scope, budgets, environment, inputs ---- */

static int scope_protected(PolicyReader *r, const YamlNode *n, void *into)
{
    (void)into;
    return node_list(r, n, &r->policy->protected);
}

static const PolicyField scope_fields[] = { { "protected", scope_protected }, { 0 } };

static int top_scope(PolicyReader *r, const YamlNode *n, void *into)
{
    return policy_map(r, n, scope_fields, "'scope'", into);
}

/* Maps whose names are the user's own: each once, at most LIST_MAX. */
static int read_pairs(PolicyReader *r, const YamlNode *n, int (*read)(PolicyReader *, const YamlNode *))
{
    size_t count = 0;
    if (n->type != YAML_MAP)
        return bad_node(r, n, "'%s' takes 'name: value' pairs below it", n->key);
    for (const YamlNode *c = n->first; c; c = c->next) {
        for (const YamlNode *o = n->first; o != c; o = o->next)
            if (strcmp(o->key, c->key) == 0)
                return bad_node(r, c, "'%s' stands in line %d already", c->key, o->key_line);
        if (++count > LIST_MAX)
            return bad_node(r, c, "'%s' has more than %d items", n->key, LIST_MAX);
        if (read(r, c) < 0)
            return -1;
    }
    return 0;
}

static int read_budget(PolicyReader *r, const YamlNode *n)
{
    Budget b = { arena_strdup(r->arena, n->key), 0 };
    if (node_int(r, n, 1, BUDGET_MAX, &b.lines) < 0)
        return bad_node(r, n, "the budget of '%s' is a number of lines from 1 to %d", n->key, BUDGET_MAX);
    for (size_t i = 0; i < r->policy->budgets.len; i++) {
        Budget *o = &r->policy->budgets.items[i];
        if (strcmp(o->pattern, b.pattern) == 0) {
            o->lines = MIN(o->lines, b.lines);
            return 0;
        }
    }
    AVEC_PUSH(&r->policy->budgets, r->arena, b);
    return 0;
}

static int top_budgets(PolicyReader *r, const YamlNode *n, void *into)
{
    (void)into;
    return read_pairs(r, n, read_budget);
}

static int read_environment(PolicyReader *r, const YamlNode *n)
{
    EnvironmentPair p = { arena_strdup(r->arena, n->key), NULL };
    if (n->key[0] == '/' || n->key[0] == '~')
        return bad_node(r, n, "'%s' leaves the project; name it below the project's folder", n->key);
    if (node_below(r, n, &p.local) < 0)
        return -1;
    AVEC_PUSH(&r->policy->environment, r->arena, p);
    return 0;
}

static int top_environment(PolicyReader *r, const YamlNode *n, void *into)
{
    (void)into;
    return read_pairs(r, n, read_environment);
}

static int read_input(PolicyReader *r, const YamlNode *n)
{
    InputFile f = { arena_strdup(r->arena, n->key), NULL };
    if (node_below(r, n, &f.path) < 0)
        return -1;
    AVEC_PUSH(&r->policy->inputs, r->arena, f);
    return 0;
}

static int top_inputs(PolicyReader *r, const YamlNode *n, void *into)
{
    (void)into;
    return read_pairs(r, n, read_input);
}

/* ---- commands ---- */

static int check_name(PolicyReader *r, const YamlNode *n, void *into)
{
    return node_text(r, n, &((CommandCheck *)into)->name);
}

static int check_argv(PolicyReader *r, const YamlNode *n, void *into)
{
    return node_argv(r, n, &((CommandCheck *)into)->argv);
}

static int check_dir(PolicyReader *r, const YamlNode *n, void *into)
{
    return node_below(r, n, &((CommandCheck *)into)->dir);
}

static int check_agents(PolicyReader *r, const YamlNode *n, void *into)
{
    const char *slug;
    if (n->type == YAML_MAP)
        return bad_node(r, n, "'agents' takes a list of agents");
    for (const YamlNode *c = n->type == YAML_LIST ? n->first : n; c; c = n->type == YAML_LIST ? c->next : NULL) {
        if (node_agent(r, c, &slug) < 0)
            return -1;
        strlist_add_new(&((CommandCheck *)into)->agents, r->arena, str_from(slug));
    }
    return 0;
}

static int check_timeout(PolicyReader *r, const YamlNode *n, void *into)
{
    int seconds;
    if (node_int(r, n, 1, TIMEOUT_SECONDS_MAX, &seconds) < 0)
        return bad_node(r, n, "'timeout' takes a number of seconds from 1 to %d", TIMEOUT_SECONDS_MAX);
    ((CommandCheck *)into)->timeout_ms = seconds * 1000;
    return 0;
}

static const PolicyField check_fields[] = {
    { "name", check_name }, { "run", check_argv }, { "dir", check_dir }, { "agents", check_agents },
    { "timeout", check_timeout }, { 0 },
};

static int read_check(PolicyReader *r, const YamlNode *n)
{
    CommandCheck c = { .timeout_ms = COMMAND_TIMEOUT_MS, .where = node_where(r, n) };
    if (policy_map(r, n, check_fields, "a check", &c) < 0)
        return -1;
    if (!c.name || !c.argv.len)
        return bad_node(r, n, "a check has no '%s:'", c.name ? "run" : "name");
    for (size_t i = 0; i < r->policy->commands.len; i++)
        if (strcmp(r->policy->commands.items[i].name, c.name) == 0)
            return bad_node(r, n, "a check '%s' stands in %s already; give one another name", c.name,
                            r->policy->commands.items[i].where);
    AVEC_PUSH(&r->policy->commands, r->arena, c);
    return 0;
}

static int top_checks(PolicyReader *r, const YamlNode *n, void *into)
{
    (void)into;
    return read_items(r, n, LIST_MAX, read_check);
}

static int top_on_approved(PolicyReader *r, const YamlNode *n, void *into)
{
    (void)into;
    return node_argv(r, n, &r->policy->on_approved);
}

const PolicyField policy_fields[] = {
    { "people", top_people }, { "approvals", top_approvals }, { "allowed_signers", top_signers },
    { "require", top_require }, { "scope", top_scope }, { "budgets", top_budgets },
    { "environment", top_environment }, { "inputs", top_inputs }, { "checks", top_checks },
    { "on_approved", top_on_approved }, { 0 },
};

const char *policy_nearest_key(const char *name)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList names = { 0 };
    for (const PolicyField *f = policy_fields; f->name; f++)
        strlist_add(&names, a, f->name);
    return nearest_of(name, &names);            /* the names themselves are not in the arena */
}
