/*
 * front_yaml.c - front matter as libyaml understands it, with the place of every value.
 */
#include <errno.h>

#include "front.h"
#include "text.h"

/* Values are met in the order of their lines: the last line found is where the next is looked for. */
typedef struct {
    Arena *arena;
    const FrontMatter *m;
    int number;                 /* of line; 0: none yet */
    Str line, rest;             /* rest: what is below it */
} FrontText;

static Str line_at(FrontText *s, int number)
{
    if (!s->number || number < s->number) {
        s->number = 0;
        s->line = STR("");
        s->rest = s->m->yaml;
    }
    while (s->number < number && str_next_line(&s->rest, &s->line))
        s->number++;
    return s->number == number ? s->line : STR("");
}

/*
 * Where a value stands.  libyaml ends lines at characters that nobody else does, so what stands
 * there has to be the value; else no place is better than a wrong one.
 */
static Span place_of(FrontText *s, const YamlNode *n)
{
    Str line = line_at(s, n->line), raw = str_slice(line, (size_t)n->col, (size_t)n->end);
    Span at = { s->m->yaml_line + n->line - 1, n->col, n->end };
    bool opens = n->type == YAML_LIST ? str_starts(raw, STR("[")) : raw.len && strchr("'\"", raw.data[0]);
    if (!n->end || (size_t)n->end > line.len)
        return (Span){ 0 };
    if (n->type == YAML_SCALAR && n->plain)
        opens = str_eq(raw, str_from(n->text));
    if (opens && !raw.len && (size_t)at.col < line.len && line.data[at.col] == ' ')
        at.col++, at.end++;     /* "assignee: " with nothing behind it */
    return opens ? at : (Span){ 0 };
}

static FrontValue value_of(FrontText *s, const YamlNode *n)
{
    const YamlNode *one = n->type == YAML_LIST ? n->first : n;
    bool single = n->type == YAML_SCALAR || (one && !n->end && !one->next);
    bool blank = n->type == YAML_SCALAR && n->plain && front_is_nothing(str_from(n->text));
    return (FrontValue){
        .said = true,
        .text = blank ? STR("") : str_from(yaml_text(one)),
        .line = s->m->yaml_line + n->line - 1,
        .at = place_of(s, single ? one : n),
    };
}

static void depend_on(FrontText *s, Front *out, const YamlNode *n)
{
    if (n->type == YAML_SCALAR)
        front_depend(out, s->arena, str_from(n->text));
    for (const YamlNode *c = n->type == YAML_LIST ? n->first : NULL; c; c = c->next)
        if (yaml_text(c))
            front_depend(out, s->arena, str_from(yaml_text(c)));
}

static void read_map(FrontText *s, Front *out, const YamlNode *map)
{
    for (const YamlNode *n = map->first; n; n = n->next) {
        FrontField field = front_field(str_from(n->key));
        if (field == FIELD_NONE || n->type == YAML_MAP)
            continue;
        FrontValue v = value_of(s, n);
        front_set(out, field, &v);
        if (field == FIELD_DEPENDS)
            depend_on(s, out, n);
    }
}

/* Entries of lists anywhere below that have a title and a state. */
static void read_inner(FrontText *s, Front *out, const YamlNode *n)
{
    for (const YamlNode *c = n->first; c; c = c->next) {
        if (c->type == YAML_SCALAR)
            continue;
        if (n->type == YAML_LIST && c->type == YAML_MAP && out->inner_count < FRONT_INNER_MAX) {
            Front one = { 0 };
            read_map(s, &one, c);
            if (one.values[FIELD_STATUS].text.len && one.values[FIELD_TITLE].text.len) {
                struct { Front *items; size_t len, cap; } list = {
                    out->inner, out->inner_count, out->inner_cap };
                AVEC_PUSH(&list, s->arena, one);
                out->inner = list.items;
                out->inner_count = list.len;
                out->inner_cap = list.cap;
            }
        }
        read_inner(s, out, c);
    }
}

int front_read_yaml(Arena *a, const FrontMatter *m, Front *out, YamlError *reterr)
{
    YamlNode *root = NULL;
    FrontText s = { .arena = a, .m = m };
    if (yaml_parse(a, m->yaml, &root, reterr) < 0)
        return -EINVAL;
    if (!root || root->type != YAML_MAP) {
        *reterr = (YamlError){ .line = 1, .what = "no \"key: value\" pairs" };
        return -EINVAL;
    }
    read_map(&s, out, root);
    read_inner(&s, out, root);
    return 0;
}
