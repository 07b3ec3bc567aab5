/*
 * fuzz_policy.c - a policy from any bytes: it is refused with file, line and a sentence, or it asks for at
 * least one person, whoever hands over to whom.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../../src/conf/policy_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_MAX = 8192 };               /* yaml_get() for every key is quadratic */

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_values(const Policy *p, const PolicyLayer *layer)
{
    for (size_t i = 0; i < layer->rules.len; i++)
        require(layer->rules.items[i].count >= 1 && layer->rules.items[i].where);
    for (size_t i = 0; i < layer->people.len; i++)
        require(layer->people.items[i].name && layer->people.items[i].unix_name);
    for (size_t i = 0; i < p->budgets.len; i++)
        require(p->budgets.items[i].pattern && p->budgets.items[i].lines >= 1);
    for (size_t i = 0; i < p->commands.len; i++) {
        const CommandCheck *c = &p->commands.items[i];
        require(c->name && c->argv.len && c->argv.items[0][0] && c->timeout_ms > 0 && c->where);
    }
}

/* Nobody is asked less than the rules say, and nobody without a role counts where one is asked for. */
static void check_needs(const Policy *p, const PolicyLayer *layer, Arena *a)
{
    static const char *const agents[] = { "backend-engineer", "qa" };
    StrList changed = { 0 };
    ApprovalNeeds needs = { 0 };
    Approver who, stranger = { .name = "\x01", .principal = "\x01", .known = true };
    strlist_add(&changed, a, "src/api/routes.c");
    policy_needs(p, agents[0], agents[1], &changed, a, &needs);
    require(needs.len >= 1);
    require(policy_missing(&needs, NULL, 0));
    for (size_t i = 0; i < needs.len; i++) {
        require(needs.items[i].count >= 1);
        require(!needs.items[i].role || policy_missing(&needs, &stranger, 1));
    }
    for (size_t i = 0; i < layer->people.len && i < 4; i++)
        policy_approver(p, layer->people.items[i].unix_name, a, &who);
}

static int read_policy(YamlNode *root, Arena *a, Policy *p, PolicyLayer *layer, Message *m)
{
    StrList require_where = { 0 };
    PolicyReader r = { .arena = a, .path = "p.yaml", .shown = "p.yaml", .root = "/p", .policy = p, .layer = layer, .m = m };
    if (policy_map(&r, root, policy_fields, "the policy", &require_where) < 0)
        return -1;
    AVEC_PUSH(&p->layers, a, *layer);
    return policy_contradictions(p, &require_where, a, m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Str text = { size ? (const char *)data : "", size };
    Policy p = { 0 };
    PolicyLayer layer = { .where = "p.yaml" };
    YamlNode *root = NULL;
    YamlError error;
    Message m = { 0 };
    if (size > TEXT_MAX || yaml_parse(a, text, &root, &error) < 0 || !root || root->type != YAML_MAP)
        return 0;
    if (read_policy(root, a, &p, &layer, &m) < 0) {
        require(m.text[0]);
        return 0;
    }
    check_values(&p, &layer);
    check_needs(&p, &layer, a);
    return 0;
}
