/*
 * policy_read.c - values of a policy by kind, each with a sentence for what does not fit.
 */
#include "policy_read.h"

#include <inttypes.h>
#include <stdlib.h>

#include "baton/base/file.h"
#include "baton/model/agent.h"
#include "nearest.h"

bool yaml_is_empty(const YamlNode *n)
{
    return n->type == YAML_SCALAR && n->plain && !n->text[0];
}

int node_line(const YamlNode *n)
{
    return n->key ? n->key_line : n->line;
}

const char *node_where(const PolicyReader *r, const YamlNode *n)
{
    return arena_printf(r->arena, "%s:%d", r->shown, node_line(n));
}

int bad_node(PolicyReader *r, const YamlNode *n, const char *fmt, ...)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&text, fmt, ap);
    va_end(ap);
    return fail(r->m, "%s:%d: %s", r->path, node_line(n), text.data);
}

const char *nearest_of(const char *name, const StrList *names)
{
    const char *best = NULL;
    int best_distance = (int)MAX(strlen(name) / 3, (size_t)2) + 1;
    for (size_t i = 0; i < names->len; i++) {
        int d = edit_distance(name, names->items[i]);
        if (d < best_distance) {
            best_distance = d;
            best = names->items[i];
        }
    }
    return best;
}

static int unknown_key(PolicyReader *r, const YamlNode *n, const PolicyField *fields, const char *what)
{
    CLEANUP(buf_done) Buf names = BUF_INIT;
    StrList known = { 0 };
    for (const PolicyField *f = fields; f->name; f++) {
        strlist_add(&known, r->arena, f->name);
        buf_addf(&names, "%s%s", names.len ? ", " : "", f->name);
    }
    const char *near = nearest_of(n->key, &known);
    if (near)
        return bad_node(r, n, "no '%s' in %s; did you mean '%s'?", n->key, what, near);
    return bad_node(r, n, "no '%s' in %s; it takes %s", n->key, what, names.data);
}

static const YamlNode *said_before(const YamlNode *map, const YamlNode *n)
{
    for (const YamlNode *o = map->first; o != n; o = o->next)
        if (strcmp(o->key, n->key) == 0)
            return o;
    return NULL;
}

static const PolicyField *find_field(const PolicyField *fields, const char *name)
{
    for (; fields->name; fields++)
        if (strcmp(fields->name, name) == 0)
            return fields;
    return NULL;
}

int policy_map(PolicyReader *r, const YamlNode *n, const PolicyField *fields, const char *what, void *into)
{
    if (n->type != YAML_MAP)
        return bad_node(r, n, "%s is written as 'name: value', indented below it", what);
    for (const YamlNode *c = n->first; c; c = c->next) {
        const PolicyField *f = find_field(fields, c->key);
        const YamlNode *before = said_before(n, c);
        if (!f)
            return unknown_key(r, c, fields, what);
        if (before)
            return bad_node(r, c, "'%s' stands in line %d already", c->key, before->key_line);
        bool is_blank = fields == policy_fields && yaml_is_empty(c);    /* what stood below is commented out */
        if (!is_blank && f->read(r, c, into) < 0)
            return -1;
    }
    return 0;
}

static const char *node_name(const YamlNode *n)
{
    return n->key ? n->key : "an item of the list";
}

int node_text(PolicyReader *r, const YamlNode *n, const char **ret)
{
    const char *text = yaml_text(n);
    if (!text || !str_trim(str_from(text)).len)
        return bad_node(r, n, "'%s' takes one text", node_name(n));
    *ret = arena_strdup(r->arena, text);
    return 0;
}

int node_bool(PolicyReader *r, const YamlNode *n, bool *ret)
{
    if (n->type == YAML_SCALAR && yaml_bool(n, ret) == 0)
        return 0;
    return bad_node(r, n, "'%s' takes true or false", node_name(n));
}

int node_int(PolicyReader *r, const YamlNode *n, int64_t min, int64_t max, int *ret)
{
    int64_t value;
    const char *text = yaml_text(n);
    if (!text || str_to_i64(str_from(text), &value) < 0 || value < min || value > max)
        return bad_node(r, n, "'%s' takes a number from %" PRId64 " to %" PRId64, node_name(n), min, max);
    *ret = (int)value;
    return 0;
}

int node_list(PolicyReader *r, const YamlNode *n, StrList *ret)
{
    const char *text;
    if (n->type == YAML_MAP)
        return bad_node(r, n, "'%s' takes a list of texts", node_name(n));
    if (n->type == YAML_SCALAR) {
        int e = node_text(r, n, &text);
        if (e == 0)
            strlist_add_new(ret, r->arena, str_from(text));
        return e;
    }
    for (const YamlNode *c = n->first; c; c = c->next) {
        if (node_text(r, c, &text) < 0)
            return fail(r->m, "%s:%d: '%s' takes a list of texts", r->path, c->line, node_name(n));
        if (ret->len >= LIST_MAX)
            return bad_node(r, n, "'%s' has more than %d items", node_name(n), LIST_MAX);
        strlist_add_new(ret, r->arena, str_from(text));
    }
    return 0;
}

/* Unlike other lists: words may be empty or stand twice, and order is everything. */
int node_argv(PolicyReader *r, const YamlNode *n, StrList *ret)
{
    StrList argv = { 0 };
    if (n->type != YAML_LIST)
        return bad_node(r, n, "'%s' takes a program and its arguments as a list, as in [npm, test]; no shell reads it",
                        node_name(n));
    for (const YamlNode *c = n->first; c; c = c->next) {
        if (c->type != YAML_SCALAR || argv.len >= LIST_MAX)
            return bad_node(r, c, "'%s' takes a list of at most %d texts", node_name(n), LIST_MAX);
        strlist_add(&argv, r->arena, arena_strdup(r->arena, c->text));
    }
    if (!argv.len || !argv.items[0][0])
        return bad_node(r, n, "'%s' names no program; it takes a list as [npm, test]", node_name(n));
    *ret = argv;
    return 0;
}

int node_path(PolicyReader *r, const YamlNode *n, const char **ret)
{
    const char *text, *home = getenv("HOME");
    if (node_text(r, n, &text) < 0)
        return -1;
    if (str_starts(str_from(text), STR("~/"))) {
        if (!home || home[0] != '/')
            return bad_node(r, n, "'%s' begins with ~, and $HOME is not set", text);
        *ret = path_join(r->arena, home, text + 2);
        return 0;
    }
    if (text[0] != '/' && !r->root)
        return bad_node(r, n, "'%s' is relative to a project, and there is none; write the full path", text);
    *ret = path_normal(r->arena, path_join(r->arena, r->root ? r->root : "/", text));
    return 0;
}

int node_below(PolicyReader *r, const YamlNode *n, const char **ret)
{
    if (node_text(r, n, ret) < 0)
        return -1;
    if ((*ret)[0] == '/' || (*ret)[0] == '~' || path_climbs(*ret))
        return bad_node(r, n, "'%s' leaves the project; name it below the project's folder", *ret);
    return 0;
}

int node_agent(PolicyReader *r, const YamlNode *n, const char **ret)
{
    const char *text;
    if (node_text(r, n, &text) < 0)
        return -1;
    if (!strpbrk(text, "*?[")) {
        *ret = agent_slug(r->arena, str_from(text));
        return *ret ? 0 : bad_node(r, n, "'%s' is no name of an agent", text);
    }
    char *glob = arena_strdup(r->arena, text);
    for (char *p = glob; *p; p++)
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + ('a' - 'A')) : *p == ' ' || *p == '_' ? '-' : *p;
    *ret = glob;
    return 0;
}
