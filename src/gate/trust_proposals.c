/*
 * trust_proposals.c - the commands that definitions and the policy would like to run.
 */
#include <stdlib.h>

#include "baton/base/file.h"
#include "baton/gate/check.h"
#include "trust_parts.h"

typedef struct {
    const char *root, *tree, *state_dir;
    Arena *arena;
    Proposals *list;
} Proposing;

/* The folder counts as it lies below the work tree: what is trusted is so in every work tree of the project. */
static void digest_of(const char *root, const char *below, const StrList *argv, const char *refused,
                      char out[DIGEST_HEX_SIZE])
{
    uint8_t sum[DIGEST_SIZE];
    DigestFields *d = digest_fields_new();
    digest_fields_add(d, refused ? "baton command that cannot run" : "baton command 1");
    digest_fields_add(d, root);
    digest_fields_add(d, below);
    for (size_t i = 0; i < argv->len; i++)
        digest_fields_add(d, argv->items[i]);
    digest_fields_end(d, sum);
    hex_from(sum, sizeof sum, out);
}

/* Whoever trusts, trusts the folder that a link leads to, and not whatever the link is made to name later. */
static const char *behind_links(const Proposing *k, const char *below, const char **ret_dir)
{
    CLEANUP(free_mem) char *tree = realpath(k->tree, NULL);
    CLEANUP(free_mem) char *real = realpath(path_join(k->arena, k->tree, below), NULL);
    if (!tree || !real || strcmp(real, path_join(k->arena, tree, below)) == 0)
        return below;
    *ret_dir = arena_strdup(k->arena, real);
    const char *inside = path_below(tree, *ret_dir);
    return inside ? inside : *ret_dir;
}

static bool is_there(const Proposals *list, const Proposal *p)
{
    for (size_t i = 0; i < list->len; i++)
        if (strcmp(list->items[i].digest, p->digest) == 0)
            return true;
    return false;
}

static void finish(const Proposing *k, Proposal *p, const char *below)
{
    const char *dir = below && below[0] ? path_normal(k->arena, below) : "";
    if (strcmp(dir, ".") == 0)
        dir = "";
    p->dir = dir[0] ? path_join(k->arena, k->tree, dir) : k->tree;
    if (dir[0])
        dir = behind_links(k, dir, &p->dir);
    digest_of(k->root, dir, &p->argv, p->refused, p->digest);
    p->trusted = !p->refused && trust_has(k->state_dir, p->digest);
}

static bool is_for(const CommandCheck *c, const char *slug)
{
    for (size_t i = 0; slug && i < c->agents.len; i++)
        if (glob_match(c->agents.items[i], slug))
            return true;
    return !slug || !c->agents.len;
}

static void add_policy(const Proposing *k, const Policy *p, const char *slug)
{
    for (size_t i = 0; i < p->commands.len; i++) {
        const CommandCheck *c = &p->commands.items[i];
        if (!is_for(c, slug))
            continue;
        Proposal one = { .name = c->name, .argv = c->argv, .from = c->where,
                         .timeout_ms = c->timeout_ms > 0 ? c->timeout_ms : COMMAND_TIMEOUT_MS };
        finish(k, &one, c->dir);
        AVEC_PUSH(k->list, k->arena, one);
    }
}

static void add_definition(const Proposing *k, const AgentDef *def)
{
    Commands commands = { 0 };
    for (size_t i = 0; i < def->checks.len && commands.len < PROPOSALS_MAX; i++)
        commands_of_text(str_from(def->checks.items[i]), k->arena, &commands);
    for (size_t i = 0; i < commands.len; i++) {
        const Command *c = &commands.items[i];
        Proposal one = { .name = c->text, .argv = c->argv, .from = def->file ? def->file : def->name,
                         .timeout_ms = COMMAND_TIMEOUT_MS, .refused = c->refused };
        if (c->dir)
            one.name = arena_printf(k->arena, "%s in %s", c->text, c->dir);
        finish(k, &one, c->dir);
        if (k->list->len < PROPOSALS_MAX && !is_there(k->list, &one))   /* it may only repeat what settings name */
            AVEC_PUSH(k->list, k->arena, one);
    }
}

void proposals_of(const AgentDef *def, const char *slug, const Policy *p, const char *root, const char *tree,
                  const char *state_dir, Arena *a, Proposals *ret)
{
    *ret = (Proposals){ 0 };
    Proposing k = { root, tree, state_dir, a, ret };
    add_policy(&k, p, slug ? agent_slug(a, str_from(slug)) : NULL);
    if (def)
        add_definition(&k, def);
}

bool proposal_on_approved(const Policy *p, const char *root, const char *state_dir, Arena *a, Proposal *ret)
{
    Proposing k = { root, root, state_dir, a, NULL };
    if (!p->on_approved.len)
        return false;
    *ret = (Proposal){ .name = "on_approved", .argv = p->on_approved, .from = "on_approved of the policy",
                       .timeout_ms = COMMAND_TIMEOUT_MS };
    finish(&k, ret, NULL);
    return true;
}
