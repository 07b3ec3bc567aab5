/*
 * theme_load.c - themes/NAME.yaml to looks.
 *
 * A theme that extends another is read after it, rule over rule; parents are looked up only when
 * all files were read.  The first thing that is wrong is said with file and line, and the theme
 * without colours is used, so that a slip in a file never hides the screen.
 */
#include <errno.h>
#include <stdio.h>

#include "baton/base/file.h"
#include "baton/conf/conf.h"
#include "baton/format/yaml.h"
#include "theme_rules.h"

enum { THEME_FILE_MAX = 256 * 1024, EXTENDS_MAX = 8 };

typedef struct {
    Arena *arena;
    Rules rules;
    char name[64];
    Message *m;
} Loader;

static int load_file(Loader *l, const char *path, int depth);

static int field_set(Loader *l, const char *path, const YamlNode *n, Rule *rule)
{
    const char *text = yaml_text(n);
    bool fg = strcmp(n->key, "fg") == 0, bg = strcmp(n->key, "bg") == 0;
    bool attr = strcmp(n->key, "attr") == 0;

    if (!fg && !bg && !attr)
        return fail(l->m, "%s:%d: a style has 'fg', 'bg' and 'attr', not '%s'", path, n->key_line,
                    n->key);
    if (attr && (!text || attr_parse(text, &rule->look.attr) < 0))
        return fail(l->m, "%s:%d: '%s' is no attribute: use bold, dim, underline, reverse, italic "
                    "or none", path, n->line, text ? text : "");
    if (!attr && (!text || colour_parse(text, fg ? &rule->look.fg : &rule->look.bg) < 0))
        return fail(l->m, "%s:%d: '%s' is no colour: use default, a name such as red or bright-red, "
                    "0 to 255, or \"#rrggbb\" in quotes", path, n->line, text ? text : "");
    rule->set |= fg ? RULE_FG : bg ? RULE_BG : RULE_ATTR;
    return 0;
}

static int style_set(Loader *l, const char *path, const YamlNode *n)
{
    StyleId style;
    if (style_find(n->key, &style) < 0)
        return fail(l->m, "%s:%d: there is no style '%s'; themes/README.md lists them", path,
                    n->key_line, n->key);
    if (n->type != YAML_MAP)
        return fail(l->m, "%s:%d: style '%s' needs a map such as { fg: green, attr: bold }", path,
                    n->line, n->key);
    for (const YamlNode *field = n->first; field; field = field->next)
        if (field_set(l, path, field, &l->rules.rules[style]) < 0)
            return -1;
    return 0;
}

static int styles_set(Loader *l, const char *path, const YamlNode *styles)
{
    if (styles && styles->type != YAML_MAP)
        return fail(l->m, "%s:%d: 'styles' needs a map of styles", path, styles->line);
    for (const YamlNode *n = styles ? styles->first : NULL; n; n = n->next)
        if (style_set(l, path, n) < 0)
            return -1;
    return 0;
}

static const char *theme_path(Loader *l, const char *name)
{
    if (strchr(name, '/') || str_ends(str_from(name), STR(".yaml")))
        return name;
    const char *dir = conf_data_dir("themes", l->arena);
    return dir ? arena_printf(l->arena, "%s/%s.yaml", dir, name) : NULL;
}

/* A theme extends one that lies beside it, or one of ours. */
static const char *extended_path(Loader *l, const char *from, const char *name)
{
    FileId id;
    char *file = str_ends(str_from(name), STR(".yaml")) ? arena_strdup(l->arena, name)
                                                        : arena_printf(l->arena, "%s.yaml", name);
    const char *beside = path_join(l->arena, path_dir(l->arena, from), file);
    return file_id(beside, &id) == 0 ? beside : theme_path(l, name);
}

static int extends_load(Loader *l, const char *path, const YamlNode *extends, int depth)
{
    const char *name = yaml_text(extends);
    if (!extends)
        return 0;
    if (!name || !*name)
        return fail(l->m, "%s:%d: 'extends' needs the name of a theme", path, extends->line);
    const char *from = extended_path(l, path, name);
    FileId id;
    if (depth >= EXTENDS_MAX)
        return fail(l->m, "%s:%d: themes extend each other more than %d deep", path, extends->line,
                    EXTENDS_MAX);
    if (!from || file_id(from, &id) < 0)
        return fail(l->m, "%s:%d: there is no theme '%s' to extend", path, extends->line, name);
    return load_file(l, from, depth + 1);
}

static bool is_known_key(const char *key)
{
    return strcmp(key, "name") == 0 || strcmp(key, "extends") == 0 || strcmp(key, "styles") == 0;
}

static int keys_known(Loader *l, const char *path, const YamlNode *root)
{
    for (const YamlNode *n = root->first; n; n = n->next)
        if (!is_known_key(n->key))
            return fail(l->m, "%s:%d: a theme has 'name', 'extends' and 'styles', not '%s'", path,
                        n->key_line, n->key);
    return 0;
}

static int apply(Loader *l, const char *path, const YamlNode *root, int depth)
{
    const char *name = yaml_text(yaml_get(root, "name"));
    if (root && root->type != YAML_MAP)
        return fail(l->m, "%s:%d: a theme is a map with 'name' and 'styles'", path, root->line);
    if (root && keys_known(l, path, root) < 0)
        return -1;
    if (extends_load(l, path, yaml_get(root, "extends"), depth) < 0)
        return -1;
    snprintf(l->name, sizeof l->name, "%s", name ? name : path_base(path));
    return styles_set(l, path, yaml_get(root, "styles"));
}

static int load_file(Loader *l, const char *path, int depth)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    YamlNode *root = NULL;
    YamlError error = { 0 };
    int r = file_read(path, THEME_FILE_MAX, &text, NULL);

    if (r < 0)
        return fail(l->m, "Cannot read the theme '%s': %s", path, strerror(-r));
    if (yaml_parse(l->arena, buf_str(&text), &root, &error) < 0)
        return fail(l->m, "%s:%d: %s", path, error.line, error.what);
    return apply(l, path, root, depth);
}

static int find_and_load(Loader *l, const char *name)
{
    FileId id;
    const char *path = theme_path(l, name);
    if (!path)
        return fail(l->m, "Cannot find the folder of themes; set BATON_DATA to the folder that holds "
                    "it");
    if (file_id(path, &id) < 0)
        return fail(l->m, "There is no theme '%s': '%s' does not exist", name, path);
    return load_file(l, path, 0);
}

int theme_load(const char *name, Theme *ret_theme, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *arena = arena_new();
    Loader l = { .arena = arena, .m = m };

    if (find_and_load(&l, name) < 0) {
        theme_builtin(ret_theme);
        return -1;
    }
    *ret_theme = (Theme){ 0 };
    memcpy(ret_theme->name, l.name, sizeof ret_theme->name);
    rules_resolve(&l.rules, ret_theme);
    return 0;
}
