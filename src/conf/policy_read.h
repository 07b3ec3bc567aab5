/*
 * policy_read.h - the inside of reading a policy: one file's reader, and its values by kind.
 */
#ifndef BATON_SRC_CONF_POLICY_READ_H
#define BATON_SRC_CONF_POLICY_READ_H

#include "baton/base/message.h"
#include "baton/format/yaml.h"
#include "baton/model/policy.h"

enum { PEOPLE_MAX = 1000, RULES_MAX = 1000, LIST_MAX = 1000, COUNT_MAX = 100, BUDGET_MAX = 1000000,
       TIMEOUT_SECONDS_MAX = 86400 };

typedef struct {
    Arena *arena;
    const char *path;           /* as sentences name it */
    const char *shown;          /* shorter: as rules remember it */
    const char *root;           /* of the project */
    Policy *policy;
    PolicyLayer *layer;
    const char *signers_where;  /* where allowed_signers was said in this file */
    Message *m;
} PolicyReader;

/* A key of a map and who reads its value. */
typedef struct {
    const char *name;
    int (*read)(PolicyReader *r, const YamlNode *n, void *into);
} PolicyField;

extern const PolicyField policy_fields[];       /* top level; ends with a NULL name */

/* Each reads one map by a table: unknown keys and those said twice are errors.  what: "a rule". */
int policy_map(PolicyReader *r, const YamlNode *n, const PolicyField *fields, const char *what, void *into);

bool yaml_is_empty(const YamlNode *n);          /* "name:" and nothing behind it */
int node_line(const YamlNode *n);               /* of the key where there is one */
const char *node_where(const PolicyReader *r, const YamlNode *n);       /* "config.yaml:12" */
PRINTF(3, 4) int bad_node(PolicyReader *r, const YamlNode *n, const char *fmt, ...);

int node_text(PolicyReader *r, const YamlNode *n, const char **ret);    /* not empty */
int node_bool(PolicyReader *r, const YamlNode *n, bool *ret);
int node_int(PolicyReader *r, const YamlNode *n, int64_t min, int64_t max, int *ret);
int node_list(PolicyReader *r, const YamlNode *n, StrList *ret);        /* added; one text counts as one item */
int node_argv(PolicyReader *r, const YamlNode *n, StrList *ret);
int node_path(PolicyReader *r, const YamlNode *n, const char **ret);    /* full: ~ and the project's folder */
int node_below(PolicyReader *r, const YamlNode *n, const char **ret);   /* stays below the project's folder */
int node_agent(PolicyReader *r, const YamlNode *n, const char **ret);   /* a slug, or a glob of slugs */

/* The nearest of these names, or NULL. */
const char *nearest_of(const char *name, const StrList *names);
const char *policy_nearest_key(const char *name);                       /* of those at the top level */

/* ---- what holds for all layers together ---- */
int policy_contradictions(const Policy *p, const StrList *require_where, Arena *a, Message *m);

#endif
