/*
 * yaml.h - YAML to a tree (libyaml), for front matter, settings and themes.
 *
 * Bounded: 1 MiB of text, depth 16, no aliases, no tags with effect.  Scalars stay text: who wants
 * a number or a boolean says so (yaml_bool() …).  Nodes live in the arena given to yaml_parse().
 */
#ifndef BATON_FORMAT_YAML_H
#define BATON_FORMAT_YAML_H

#include "baton/base/str.h"

typedef enum { YAML_SCALAR, YAML_LIST, YAML_MAP } YamlType;

typedef struct YamlNode YamlNode;
struct YamlNode {
    YamlType type;
    int line;                   /* 1-based, in the text given */
    int col, end;               /* bytes of that line, quotes included; end 0: goes on below it */
    bool plain;                 /* scalar written without quotes */
    const char *text;           /* scalar: its value, else NULL */
    const char *key;            /* in a map: the key of this node, else NULL */
    int key_line;
    YamlNode *first, *next;     /* children, in order; duplicate keys are kept as they come */
};

typedef struct {
    int line;
    const char *what;           /* "mapping values are not allowed in this context"; in the arena */
} YamlError;

/* 0 with NULL root for empty text; -EINVAL: not YAML or over a bound, *reterr filled. */
int yaml_parse(Arena *a, Str text, YamlNode **ret_root, YamlError *reterr);

const YamlNode *yaml_get(const YamlNode *map, const char *key);     /* the last one; NULL: none */
const char *yaml_text(const YamlNode *n);                           /* NULL unless a scalar */
int yaml_bool(const YamlNode *n, bool *ret);                        /* true, yes, on …; -EINVAL */

/*
 * Front matter: "---" on line 1 to the next "---" or "...".  body_line: of the rest's first byte.
 * When it is not closed, yaml and body are both everything after the first mark.
 */
typedef struct {
    bool present, closed;
    Str yaml;                   /* between the marks */
    int yaml_line;              /* line of its first byte */
    Str body;
    int body_line;
} FrontMatter;

FrontMatter front_matter_cut(Str text);

#endif
