/*
 * yaml.c - YAML text to a small tree.
 *
 * libyaml gives events; this file bounds them and keeps the line of every node, because what is
 * wrong in a settings file is told with its line.
 */
#include "baton/format/yaml.h"

#include <errno.h>
#include <yaml.h>

#include "baton/base/utf8.h"

enum { DEPTH_MAX = 16, TEXT_MAX = 1 << 20 };

typedef struct {
    size_t line, line_at;       /* from 0; where it begins in the text */
    size_t characters, bytes;   /* of that line, walked over so far */
} Place;

typedef struct {
    yaml_parser_t parser;
    yaml_event_t event;         /* the one being looked at; empty before the first */
    Arena *arena;
    Str text;
    Place place;
    YamlError error;
} Reader;

static void reader_done(Reader *r)
{
    yaml_event_delete(&r->event);
    yaml_parser_delete(&r->parser);
}

static int refuse(Reader *r, int line, const char *what)
{
    r->error = (YamlError){ line, what };
    return -EINVAL;
}

static int event_line(const Reader *r)
{
    return (int)r->event.start_mark.line + 1;
}

/*
 * libyaml counts lines and characters, we count bytes.  Marks come in order, nearly: the walk goes
 * on where the last one ended, so that long lines stay cheap.
 */
static int bytes_at(Reader *r, yaml_mark_t mark)
{
    Place *p = &r->place;
    Str rest = str_slice(r->text, p->line_at, r->text.len), line;
    while (p->line < mark.line && str_next_line(&rest, &line))
        *p = (Place){ .line = p->line + 1, .line_at = (size_t)(rest.data - r->text.data) };
    if (mark.column < p->characters)
        p->characters = p->bytes = 0;
    rest = str_slice(r->text, p->line_at + p->bytes, r->text.len);
    for (int32_t cp; rest.len && p->characters < mark.column; p->characters++) {
        size_t n = utf8_next(rest, &cp);
        rest = str_slice(rest, n, rest.len);
        p->bytes += n;
    }
    return (int)p->bytes;
}

static void place_node(Reader *r, YamlNode *n, yaml_mark_t from)
{
    yaml_mark_t to = r->event.end_mark;
    n->end = from.line == to.line ? bytes_at(r, to) : 0;
}

static int line_at(Str text, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset && i < text.len; i++)
        line += text.data[i] == '\n';
    return line;
}

/* Problems of bytes have an offset, the others a mark. */
static int refuse_parser(Reader *r)
{
    const yaml_parser_t *p = &r->parser;
    int line = p->error == YAML_READER_ERROR ? line_at(r->text, p->problem_offset)
                                             : (int)p->problem_mark.line + 1;
    return refuse(r, line, p->problem ? arena_strdup(r->arena, p->problem) : "this is not YAML");
}

/* Moves on to the next event and returns its type, or -EINVAL. */
static int next_event(Reader *r)
{
    yaml_event_delete(&r->event);
    if (!yaml_parser_parse(&r->parser, &r->event))
        return refuse_parser(r);
    if (r->event.type == YAML_ALIAS_EVENT)
        return refuse(r, event_line(r), "aliases are not allowed");
    return (int)r->event.type;
}

static int scalar_text(Reader *r, const char **ret_text)
{
    Str value = { (const char *)r->event.data.scalar.value, r->event.data.scalar.length };
    if (str_chr(value, '\0') >= 0)
        return refuse(r, event_line(r), "a NUL character is not allowed");
    *ret_text = arena_str(r->arena, value);
    return 0;
}

static int read_node(Reader *r, int depth, YamlNode **ret_node);

/* Reads a key and moves on to its value. */
static int read_key(Reader *r, const char **ret_key, int *ret_line)
{
    if (r->event.type != YAML_SCALAR_EVENT)
        return refuse(r, event_line(r), "a key must be one word or a text");
    *ret_line = event_line(r);
    int e = scalar_text(r, ret_key);
    return e < 0 ? e : next_event(r);
}

static int read_children(Reader *r, YamlNode *parent, int depth)
{
    bool map = parent->type == YAML_MAP;
    int end = map ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT;
    YamlNode **tail = &parent->first;
    int e;
    while ((e = next_event(r)) != end) {
        const char *key = NULL;
        int key_line = 0;
        if (e >= 0 && map)
            e = read_key(r, &key, &key_line);
        if (e >= 0)
            e = read_node(r, depth + 1, tail);
        if (e < 0)
            return e;
        (*tail)->key = key;
        (*tail)->key_line = key_line;
        tail = &(*tail)->next;
    }
    return 0;
}

/* Makes the node that the current event begins. */
static int read_node(Reader *r, int depth, YamlNode **ret_node)
{
    YamlNode *n = arena_alloc(r->arena, sizeof *n);
    yaml_mark_t from = r->event.start_mark;
    n->line = event_line(r);
    n->col = bytes_at(r, from);
    place_node(r, n, from);
    *ret_node = n;
    if (depth > DEPTH_MAX)
        return refuse(r, n->line, "this is nested too deeply");
    if (r->event.type == YAML_SCALAR_EVENT) {
        n->type = YAML_SCALAR;
        n->plain = r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        return scalar_text(r, &n->text);
    }
    n->type = r->event.type == YAML_MAPPING_START_EVENT ? YAML_MAP : YAML_LIST;
    int e = read_children(r, n, depth);
    if (e == 0)
        place_node(r, n, from);
    return e;
}

static int read_document(Reader *r, YamlNode **ret_root)
{
    int e = next_event(r);                      /* the start of the stream */
    if (e >= 0)
        e = next_event(r);
    if (e < 0 || e == YAML_STREAM_END_EVENT)
        return MIN(e, 0);
    e = next_event(r);                          /* past the start of the document */
    if (e >= 0)
        e = read_node(r, 1, ret_root);
    if (e >= 0)
        e = next_event(r);                      /* its end */
    if (e >= 0)
        e = next_event(r);
    if (e >= 0 && e != YAML_STREAM_END_EVENT)
        return refuse(r, event_line(r), "only one document is allowed");
    return MIN(e, 0);
}

int yaml_parse(Arena *a, Str text, YamlNode **ret_root, YamlError *reterr)
{
    Reader r = { .arena = a, .text = text };
    YamlNode *root = NULL;
    if (text.len > TEXT_MAX) {
        *reterr = (YamlError){ 1, "this is larger than 1 MiB" };
        return -EINVAL;
    }
    BUG_ON(!yaml_parser_initialize(&r.parser));
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text.data, text.len);
    int e = read_document(&r, &root);
    reader_done(&r);
    if (e < 0)
        *reterr = r.error;
    else
        *ret_root = root;
    return e;
}

const YamlNode *yaml_get(const YamlNode *map, const char *key)
{
    const YamlNode *found = NULL;
    for (const YamlNode *n = map && map->type == YAML_MAP ? map->first : NULL; n; n = n->next)
        if (strcmp(n->key, key) == 0)
            found = n;
    return found;
}

const char *yaml_text(const YamlNode *n)
{
    return n && n->type == YAML_SCALAR ? n->text : NULL;
}

int yaml_bool(const YamlNode *n, bool *ret)
{
    static const struct {
        Str word;
        bool value;
    } words[] = {
        { { "true", 4 }, true }, { { "yes", 3 }, true }, { { "on", 2 }, true },
        { { "false", 5 }, false }, { { "no", 2 }, false }, { { "off", 3 }, false },
    };
    Str text = str_from(yaml_text(n));
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ieq(text, words[i].word)) {
            *ret = words[i].value;
            return 0;
        }
    return -EINVAL;
}
