/*
 * conf.c - the settings that hold, and where each was said.
 */
#include "baton/conf/conf.h"

#include <stdlib.h>

#include "baton/base/clock.h"
#include "baton/base/file.h"
#include "layers.h"

static void set_initial(Conf *c)
{
    for (int i = 0; i < CONF_COUNT; i++) {
        const SettingDef *d = conf_def((SettingId)i);
        Message m;
        StrList items = items_split(str_from(d->initial), '\n', c->arena);
        int r = d->type == SETTING_LIST
            ? value_from_list(d, &items, "built in", c->arena, &c->values[i], &m)
            : value_from_text(d, d->initial, "built in", c->arena, &c->values[i], &m);
        BUG_ON(r < 0);
        c->from[i] = "built in";
    }
}

static const char *person_file(Arena *a)
{
    const char *config = path_xdg(a, "XDG_CONFIG_HOME", ".config");
    return config ? path_join(a, config, "baton/config.yaml") : NULL;
}

Conf *conf_free(Conf *c)
{
    if (c)
        arena_free(c->arena);
    free(c);
    return NULL;
}

int conf_set(Conf *c, SettingId id, const char *text, const char *from, Message *m)
{
    const SettingDef *d = conf_def(id);
    StrList items = { 0 };
    int r;
    if (d->type == SETTING_LIST) {
        items = items_split(str_from(text), items_separator(d), c->arena);
        r = value_from_list(d, &items, from, c->arena, &c->values[id], m);
    } else {
        r = value_from_text(d, text, from, c->arena, &c->values[id], m);
    }
    if (r == 0)
        c->from[id] = arena_strdup(c->arena, from);
    return r;
}

/* "files.session" -> "BATON_FILES_SESSION" */
static const char *setting_variable(const SettingDef *d, Arena *a)
{
    static const char prefix[] = "BATON_";
    size_t n = strlen(d->name), head = sizeof prefix - 1;
    char *name = arena_alloc(a, head + n + 1);
    memcpy(name, prefix, head);
    for (size_t i = 0; i < n; i++) {
        char c = d->name[i];
        name[head + i] = c == '.' ? '_' : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return name;
}

/* BATON_CLOCK may also be a time, at which base/clock.h stops the clock for a test. */
static bool is_for_us(SettingId id, const char *text)
{
    int64_t at;
    return text && text[0] && !(id == CONF_CLOCK && time_parse(str_from(text), &at) == 0);
}

static int layer_environment(Conf *c, Message *m)
{
    for (int i = 0; i < CONF_COUNT; i++) {
        const char *variable = setting_variable(conf_def((SettingId)i), c->arena);
        const char *text = getenv(variable);
        if (is_for_us((SettingId)i, text) && conf_set(c, (SettingId)i, text, variable, m) < 0)
            return -1;
    }
    return 0;
}

static int load(Conf *c, const Project *project, Message *m)
{
    const char *person = person_file(c->arena);
    if (person && layer_file(c, person, false, m) < 0)
        return -1;
    if (project && layer_file(c, path_join(c->arena, project->baton_dir, "config.yaml"), true, m) < 0)
        return -1;
    return layer_environment(c, m);
}

int conf_load(const Project *project, Conf **ret_conf, Message *m)
{
    Conf *c = mem_alloc(sizeof *c);
    c->arena = arena_new();
    set_initial(c);
    *ret_conf = c;
    return load(c, project, m);
}

static const Value *value(const Conf *c, SettingId id, SettingType type)
{
    BUG_ON(conf_def(id)->type != type);
    return &c->values[id];
}

bool conf_bool(const Conf *c, SettingId id)
{
    return value(c, id, SETTING_BOOL)->flag;
}

int64_t conf_int(const Conf *c, SettingId id)
{
    return value(c, id, SETTING_INT)->number;
}

int64_t conf_span(const Conf *c, SettingId id)
{
    return value(c, id, SETTING_SPAN)->number;
}

const char *conf_text(const Conf *c, SettingId id)
{
    return value(c, id, conf_def(id)->type)->text;
}

const StrList *conf_list(const Conf *c, SettingId id)
{
    return &value(c, id, SETTING_LIST)->list;
}

const char *conf_from(const Conf *c, SettingId id)
{
    BUG_ON((unsigned)id >= CONF_COUNT);
    return c->from[id];
}
