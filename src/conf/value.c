/*
 * value.c - text to values, with a sentence for what does not fit.
 */
#include "value.h"

#include <inttypes.h>

#include "baton/base/file.h"
#include "baton/format/yaml.h"
#include "baton/model/remind.h"

typedef struct {
    const SettingDef *def;
    const char *where;
    Message *m;
} Place;

static int bad(const Place *p, const char *text, const char *takes)
{
    return fail(p->m, "%s: '%s' is '%s'; it takes %s", p->where, p->def->name, text, takes);
}

static int read_bool(const Place *p, const char *text, Value *v)
{
    YamlNode n = { .type = YAML_SCALAR, .text = text };
    return yaml_bool(&n, &v->flag) < 0 ? bad(p, text, "true or false") : 0;
}

static int read_int(const Place *p, const char *text, Value *v)
{
    const SettingDef *d = p->def;
    if (str_to_i64(str_from(text), &v->number) == 0 && v->number >= d->min && v->number <= d->max)
        return 0;
    return fail(p->m, "%s: '%s' is '%s'; it takes a number of %s from %" PRId64 " to %" PRId64,
                p->where, d->name, text, d->unit, d->min, d->max);
}

static int read_text(const Place *p, const char *text)
{
    int64_t len = (int64_t)strlen(text);
    if (len < p->def->min)
        return fail(p->m, "%s: '%s' is empty", p->where, p->def->name);
    if (len > p->def->max)
        return fail(p->m, "%s: '%s' is longer than %" PRId64 " bytes", p->where, p->def->name,
                    p->def->max);
    return 0;
}

static int read_choice(const Place *p, const char *text)
{
    CLEANUP(buf_done) Buf choices = BUF_INIT;
    for (const char *const *c = p->def->choices; *c; c++) {
        if (strcmp(*c, text) == 0)
            return 0;
        buf_addf(&choices, "%s%s", choices.len ? ", " : "one of ", *c);
    }
    return bad(p, text, choices.data);
}

static int read_span(const Place *p, const char *text, Value *v)
{
    return span_parse(str_from(text), &v->number) < 0 ? bad(p, text, "a time such as 90s, 15m, 2h or 3d, or off") : 0;
}

static int read_one(const Place *p, const char *text, Value *v)
{
    switch (p->def->type) {
    case SETTING_BOOL:      return read_bool(p, text, v);
    case SETTING_INT:       return read_int(p, text, v);
    case SETTING_CHOICE:    return read_choice(p, text);
    case SETTING_SPAN:      return read_span(p, text, v);
    case SETTING_TEXT:
    case SETTING_LIST:      break;
    }
    return read_text(p, text);
}

int value_from_text(const SettingDef *d, const char *text, const char *where, Arena *a, Value *ret,
                    Message *m)
{
    Place p = { d, where, m };
    Value v = { 0 };
    if (d->type == SETTING_LIST) {
        StrList items = { 0 };
        if (d->item == ITEM_PATTERN)
            strlist_add(&items, a, text);
        else
            items = items_split(str_from(text), items_separator(d), a);
        return value_from_list(d, &items, where, a, ret, m);
    }
    if (read_one(&p, text, &v) < 0)
        return -1;
    v.text = arena_strdup(a, text);
    *ret = v;
    return 0;
}

/* Patterns are below the project's root; a file elsewhere could not be named in the ledger. */
static bool stays_below(const char *pattern)
{
    Str first = str_from(pattern);
    first = str_cut(&first, '/');
    return first.len && !str_eq(first, STR(".")) && !str_eq(first, STR(".."));
}

static int add_pattern(const Place *p, const char *text, Arena *a, StrList *list)
{
    const char *pattern = path_normal(a, text);
    if (!stays_below(pattern))
        return fail(p->m, "%s: '%s' has the pattern '%s', which is not below the project", p->where, p->def->name,
                    text);
    strlist_add_new(list, a, str_from(pattern));
    return 0;
}

/* "30m", "off", "backend-engineer=45m", "backend-*=off" */
static bool is_silence(Str text)
{
    int64_t ms;
    Str rest = text, name = str_cut(&rest, '=');
    if (str_chr(text, '=') < 0)
        return span_parse(text, &ms) == 0;
    return name.len && span_parse(rest, &ms) == 0;
}

static int add_item(const Place *p, const char *text, Arena *a, StrList *list)
{
    QuietHours hours;
    Str item = str_trim(str_from(text));
    if (p->def->item == ITEM_PATTERN)
        return add_pattern(p, text, a, list);
    if (p->def->item == ITEM_SILENCE && !is_silence(item))
        return bad(p, text, "a time such as 30m, or AGENT=45m, AGENT=off");
    if (p->def->item == ITEM_HOURS && quiet_parse(item, &hours) < 0)
        return bad(p, text, "hours such as 22:00-07:00, sat, or fri 18:00-24:00");
    strlist_add(list, a, p->def->item == ITEM_WORD ? arena_strdup(a, text) : arena_str(a, item));
    return 0;
}

int value_from_list(const SettingDef *d, const StrList *items, const char *where, Arena *a,
                    Value *ret, Message *m)
{
    Place p = { d, where, m };
    Value v = { 0 };
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (d->type != SETTING_LIST)
        return fail(m, "%s: '%s' takes one value, not a list", where, d->name);
    if (items->len > (size_t)d->max)
        return fail(m, "%s: '%s' has more than %" PRId64 " %s", where, d->name, d->max,
                    d->item == ITEM_PATTERN ? "patterns" : "items");
    for (size_t i = 0; i < items->len; i++)
        if (add_item(&p, items->items[i], a, &v.list) < 0)
            return -1;
    for (size_t i = 0; i < v.list.len; i++) {
        buf_adds(&text, i ? "\n" : "");
        buf_adds(&text, v.list.items[i]);
    }
    v.text = arena_str(a, buf_str(&text));
    *ret = v;
    return 0;
}

char items_separator(const SettingDef *d)
{
    switch (d->item) {
    case ITEM_PATTERN:  return ':';
    case ITEM_WORD:     return ' ';
    case ITEM_SILENCE:
    case ITEM_HOURS:    break;
    }
    return ',';
}

StrList items_split(Str text, char at, Arena *a)
{
    StrList items = { 0 };
    while (text.len) {
        Str item = str_cut(&text, at);
        if (item.len)
            strlist_add(&items, a, arena_str(a, item));
    }
    return items;
}
