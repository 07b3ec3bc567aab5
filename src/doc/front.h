/*
 * front.h - what the front matter of a document says of a task, however it was read.
 */
#ifndef BATON_SRC_DOC_FRONT_H
#define BATON_SRC_DOC_FRONT_H

#include "baton/format/yaml.h"
#include "baton/model/facts.h"

typedef enum {
    FIELD_STATUS, FIELD_TITLE, FIELD_ASSIGNEE, FIELD_ID, FIELD_DEPENDS, FIELD_COUNT, FIELD_NONE
} FrontField;

typedef struct {
    bool said;                  /* the key is there, maybe with nothing behind it */
    Str text;                   /* without quotes; of a list its first entry */
    int line;                   /* of the file */
    Span at;                    /* with quotes; nowhere when it goes over several lines */
} FrontValue;

enum { FRONT_DEPENDS_MAX = 64, FRONT_INNER_MAX = 1000 };

typedef struct Front Front;
struct Front {
    FrontValue values[FIELD_COUNT];
    StrList depends;
    Front *inner;               /* tasks below the keys: "spawned_agents: - task: …" */
    size_t inner_count, inner_cap;
};

FrontField front_field(Str key);
void front_set(Front *f, FrontField field, const FrontValue *v);        /* the first that says something */
void front_depend(Front *f, Arena *a, Str names);       /* "[TASK-1, 'TASK-2']", "TASK-1" */
bool front_is_nothing(Str text);

/* By libyaml; -EINVAL when it is no mapping of keys, the line counted from that of m->yaml. */
int front_read_yaml(Arena *a, const FrontMatter *m, Front *out, YamlError *reterr);

/* Line by line, of what is no YAML. */
void front_read_lines(Arena *a, const FrontMatter *m, Front *out);

#endif
