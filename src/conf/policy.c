/*
 * policy.c - the files of a policy, each a layer that only tightens.
 */
#include "baton/conf/policy.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "baton/conf/conf.h"
#include "policy_read.h"

#define MACHINE_FILE "/etc/baton/policy.yaml"

enum { POLICY_FILE_MAX = 1 << 20, TRIES = 5 };

typedef struct {
    const Project *project;
    Arena *arena;
    Policy *policy;
    StrList require_where, signers_where;   /* "NAME\nWHERE" */
    Message *m;
} Loading;

/* must: somebody named it, so that it has to be there.  alone: it holds a policy and no other settings. */
typedef struct { const char *path; bool must, alone, project; } LayerFile;

bool policy_has_key(const char *name)
{
    for (const PolicyField *f = policy_fields; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return true;
    return false;
}

static bool is_setting(const char *key)
{
    Str name = str_from(key);
    Str first = str_cut(&name, '.');
    if (str_eq(first, STR("ledger")))
        return true;
    for (int i = 0; i < CONF_COUNT; i++) {
        Str known = str_from(conf_def((SettingId)i)->name);
        if (str_eq(first, str_cut(&known, '.')))
            return true;
    }
    return false;
}

/* A config.yaml has other settings too: conf reads those, we only what is ours and what nobody knows. */
static YamlNode *without_settings(YamlNode *root)
{
    YamlNode **at = &root->first;
    while (*at) {
        if (!policy_has_key((*at)->key) && is_setting((*at)->key))
            *at = (*at)->next;
        else
            at = &(*at)->next;
    }
    return root;
}

static int read_file(const LayerFile *f, Buf *text, Message *m)
{
    int r = -EAGAIN;
    for (int i = 0; i < TRIES && r == -EAGAIN; i++)
        r = file_read(f->path, POLICY_FILE_MAX, text, NULL);
    if ((r == -ENOENT || r == -ENOTDIR) && !f->must)
        return 1;
    if (r == -EFBIG)
        return fail(m, "'%s' is larger than 1 MiB; no policy is that long", f->path);
    if (r < 0)
        return fail(m, "Cannot read the policy '%s': %s; nothing may be decided without it", f->path, strerror(-r));
    return 0;
}

static int parse(Loading *l, const LayerFile *f, Str text, YamlNode **ret_root)
{
    YamlError error;
    YamlNode *root = NULL;
    if (yaml_parse(l->arena, text, &root, &error) < 0)
        return fail(l->m, "%s:%d: %s", f->path, error.line, error.what);
    if (root && root->type == YAML_SCALAR && !root->text[0])
        root = NULL;
    if (root && root->type != YAML_MAP)
        return fail(l->m, "%s:%d: a policy is written as 'name: value'", f->path, root->line);
    *ret_root = root && !f->alone ? without_settings(root) : root;
    return 0;
}

static void default_signers(PolicyReader *r, const LayerFile *f, const Project *p)
{
    const char *path = f->project ? path_join(r->arena, p->baton_dir, "allowed_signers") : NULL;
    if (path && access(path, F_OK) == 0)
        r->layer->signers = path;
}

static const char *shown_path(const Loading *l, const char *path)
{
    const char *below = l->project ? path_below(l->project->root, path) : NULL;
    return below ? below : path;
}

static void take_signers(Loading *l, PolicyReader *r, const LayerFile *f)
{
    if (r->signers_where)
        strlist_add(&l->signers_where, l->arena, arena_printf(l->arena, "%s\n%s", r->layer->signers, r->signers_where));
    else
        default_signers(r, f, l->project);
}

static int load_layer(Loading *l, const LayerFile *f)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    PolicyLayer layer = { .where = f->path };
    YamlNode *root = NULL;
    int r = read_file(f, &text, l->m);
    if (r < 0 || (r == 0 && parse(l, f, buf_str(&text), &root) < 0))
        return -1;
    PolicyReader reader = { .arena = l->arena, .path = f->path, .shown = shown_path(l, f->path), .m = l->m,
                            .root = l->project ? l->project->root : NULL, .policy = l->policy, .layer = &layer };
    if (root && policy_map(&reader, root, policy_fields, "the policy", &l->require_where) < 0)
        return -1;
    take_signers(l, &reader, f);
    if (root || layer.signers)
        AVEC_PUSH(&l->policy->layers, l->arena, layer);
    return 0;
}

static int check_signed(const Loading *l)
{
    if (!l->policy->is_signed)
        return 0;
    for (size_t i = 0; i < l->signers_where.len; i++) {
        Str where = str_from(l->signers_where.items[i]);
        const char *path = arena_str(l->arena, str_cut(&where, '\n'));
        if (access(path, R_OK) < 0)
            return fail(l->m, "%.*s: approvals are signed, and allowed_signers '%s' cannot be read: %s", STR_ARG(where),
                        path, strerror(errno));
    }
    for (size_t i = 0; i < l->policy->layers.len; i++)
        if (l->policy->layers.items[i].signers)
            return 0;
    return fail(l->m, "approvals.signed is true, and there is no allowed_signers file to verify with; write one to "
                ".baton/allowed_signers, or name it as 'allowed_signers: FILE'");
}

int policy_load(const Project *p, Arena *a, Policy *ret, Message *m)
{
    Policy policy = { 0 };
    Loading l = { .project = p, .arena = a, .policy = &policy, .m = m };
    const char *config = path_xdg(a, "XDG_CONFIG_HOME", ".config"), *named = getenv("BATON_POLICY");
    LayerFile files[] = {
        { .path = p ? path_join(a, p->baton_dir, "config.yaml") : NULL, .project = true },
        { .path = config ? path_join(a, config, "baton/config.yaml") : NULL },
        { .path = MACHINE_FILE, .alone = true },
        { .path = named && named[0] ? arena_strdup(a, named) : NULL, .must = true, .alone = true },
    };
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        if (files[i].path && load_layer(&l, &files[i]) < 0)
            return -1;
    if (check_signed(&l) < 0 || policy_contradictions(&policy, &l.require_where, a, m) < 0)
        return -1;
    *ret = policy;
    return 0;
}
