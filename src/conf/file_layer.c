/*
 * file_layer.c - a config.yaml: nested maps are dotted names ("files: session:" is files.session).
 */
#include <errno.h>

#include "baton/base/file.h"
#include "baton/conf/policy.h"
#include "baton/format/yaml.h"
#include "layers.h"
#include "nearest.h"
#include "policy_read.h"

enum { FILE_MAX = 1 << 20, TRIES = 5 };

/* Settings that others read themselves, beside those of the gate. */
static const char *const reserved[] = { "ledger" };

typedef struct {
    Conf *conf;
    const char *path;
    bool project;
    Message *m;
    int lines[CONF_COUNT];      /* where each was set in this file; 0: not yet */
} Reader;

static bool is_reserved(const Reader *r, const char *name)
{
    Str rest = str_from(name);
    const char *first = arena_str(r->conf->arena, str_cut(&rest, '.'));
    for (size_t i = 0; i < ARRAY_LEN(reserved); i++)
        if (strcmp(first, reserved[i]) == 0)
            return true;
    return policy_has_key(first);
}

/* "files" holds settings and is none itself. */
static bool is_group(const char *name)
{
    Str part = str_from(name);
    for (int i = 0; i < CONF_COUNT; i++) {
        Str known = str_from(conf_def((SettingId)i)->name);
        if (str_starts(known, part) && known.data[part.len] == '.')
            return true;
    }
    return false;
}

static int find(const char *name)
{
    for (int i = 0; i < CONF_COUNT; i++)
        if (strcmp(conf_def((SettingId)i)->name, name) == 0)
            return i;
    return -1;
}

static int unknown(const Reader *r, const char *name, int line)
{
    const char *near = nearest_setting(name);
    if (!near)
        near = policy_nearest_key(name);
    if (near)
        return fail(r->m, "%s:%d: no setting '%s'; did you mean '%s'?", r->path, line, name, near);
    return fail(r->m, "%s:%d: no setting '%s'; 'baton config' lists them", r->path, line, name);
}

static int set_list(Reader *r, SettingId id, const YamlNode *list, const char *where)
{
    StrList items = { 0 };
    for (const YamlNode *n = list->first; n; n = n->next) {
        if (n->type != YAML_SCALAR)
            return fail(r->m, "%s:%d: '%s' takes a plain list of texts", r->path, n->line,
                        conf_def(id)->name);
        strlist_add(&items, r->conf->arena, n->text);
    }
    return value_from_list(conf_def(id), &items, where, r->conf->arena, &r->conf->values[id], r->m);
}

static int set(Reader *r, SettingId id, const YamlNode *n)
{
    const SettingDef *d = conf_def(id);
    const char *where = arena_printf(r->conf->arena, "%s:%d", r->path, n->key_line);
    int e;
    if (r->lines[id])
        return fail(r->m, "%s: '%s' stands in line %d already", where, d->name, r->lines[id]);
    if (r->project && d->personal)
        return fail(r->m, "%s: '%s' counts only in your own settings (~/.config/baton/config.yaml), because a project "
                          "must not start programs; take the line out", where, d->name);
    if (n->type == YAML_MAP)
        e = fail(r->m, "%s: '%s' takes a value and has no settings below it", where, d->name);
    else if (n->type == YAML_LIST)
        e = set_list(r, id, n, where);
    else
        e = value_from_text(d, n->text, where, r->conf->arena, &r->conf->values[id], r->m);
    if (e < 0)
        return e;
    r->lines[id] = n->key_line;
    r->conf->from[id] = where;
    return 0;
}

static int walk(Reader *r, const YamlNode *map, const char *prefix);

static int enter_group(Reader *r, const YamlNode *n, const char *name)
{
    if (n->type == YAML_MAP)
        return walk(r, n, name);
    if (n->type == YAML_SCALAR && !n->text[0])
        return 0;                           /* everything below it is commented out */
    return fail(r->m, "%s:%d: '%s' is a group; its settings stand below it, indented", r->path,
                n->key_line, name);
}

static int walk(Reader *r, const YamlNode *map, const char *prefix)
{
    for (const YamlNode *n = map->first; n; n = n->next) {
        const char *name = prefix ? arena_printf(r->conf->arena, "%s.%s", prefix, n->key) : n->key;
        int id = find(name), e = 0;
        if (id >= 0)
            e = set(r, (SettingId)id, n);
        else if (is_group(name))
            e = enter_group(r, n, name);
        else if (!is_reserved(r, name))
            e = unknown(r, name, n->key_line);
        if (e < 0)
            return e;
    }
    return 0;
}

/* A file that is just being saved is read again, since nobody looks at settings a second time. */
static int read_settled(const char *path, Buf *text)
{
    int r = -EAGAIN;
    for (int i = 0; i < TRIES && r == -EAGAIN; i++)
        r = file_read(path, FILE_MAX, text, NULL);
    return r;
}

static int parse(Conf *c, const char *path, Str text, YamlNode **ret_root, Message *m)
{
    YamlError error;
    YamlNode *root = NULL;
    if (yaml_parse(c->arena, text, &root, &error) < 0)
        return fail(m, "%s:%d: %s", path, error.line, error.what);
    if (root && root->type == YAML_SCALAR && !root->text[0])
        root = NULL;
    if (root && root->type != YAML_MAP)
        return fail(m, "%s:%d: settings are written as 'name: value'", path, root->line);
    *ret_root = root;
    return 0;
}

int layer_file(Conf *c, const char *path, bool project, Message *m)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Reader reader = { .conf = c, .path = path, .project = project, .m = m };
    YamlNode *root = NULL;
    int r = read_settled(path, &text);
    if (r == -ENOENT || r == -ENOTDIR)
        return 0;
    if (r == -EFBIG)
        return fail(m, "'%s' is larger than 1 MiB and not read", path);
    if (r < 0)
        return fail(m, "Cannot read '%s': %s", path, strerror(-r));
    if (parse(c, path, buf_str(&text), &root, m) < 0)
        return -1;
    return root ? walk(&reader, root, NULL) : 0;
}
