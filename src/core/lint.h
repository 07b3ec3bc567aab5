/*
 * lint.h - what the rules of `baton lint` look at and how they speak.
 */
#ifndef CORE_LINT_PRIVATE_H
#define CORE_LINT_PRIVATE_H

#include "baton/core/lint.h"
#include "baton/doc/doc.h"
#include "baton/doc/lint.h"
#include "documents.h"

typedef struct {
    const char *name;           /* as it is printed */
    const char *path;           /* below the root, or as given: decides what it is */
    const char *full;
    DocumentKind kind;
    bool wanted;                /* findings in it are printed */
    bool compared;              /* other files are held against it: boards and the session of now */
    Facts *facts;               /* NULL for a definition */
    AgentDef *agent;            /* NULL for any other document */
    Str text;                   /* of a definition, decoded */
    DocScan scan;
} LintFile;

typedef struct {
    Arena *arena;
    const Context *context;     /* NULL: no project */
    struct { LintFile *items; size_t len, cap; } files;
    StrList known;              /* slugs of agents that are defined, shipped ones too; sorted */
    bool defines;               /* the project has definitions of its own */
    StrList folders;            /* dead references: where else a path could begin */
    bool folders_known;
    int tries;                  /* how often was looked there */
    const char *rule;           /* the one that speaks */
    LintFindings *out;
} Lint;

#define X(id, name, help) void lint_##id(Lint *l);
LINT_RULES(X)
#undef X

/* Every rule goes over the files with these; a list without items has none to point at. */
#define FACT_EACH(T, x, list) \
    for (T *x = (list).items, *x##_end = x ? x + (list).len : x; x < x##_end; x++)
#define LINT_EACH(l, f) FACT_EACH(LintFile, f, (l)->files)

PRINTF(4, 5) void lint_say(Lint *l, const LintFile *f, int line, const char *fmt, ...);

/* "line 12" in the same file, "TASKS.md:12" in another. */
const char *lint_where(Lint *l, const LintFile *from, const LintFile *f, int line);

/* What a message calls a task: its ref, or its title, short. */
const char *lint_task_name(Lint *l, const TaskFact *t);

/* One title for people: equal but for case, marks, the ref and a bracket behind; or one begins the other. */
bool lint_same_title(const TaskFact *a, const TaskFact *b);

/* "TASK-8", "T001", "bd-12": names one thing over all files, unlike "Task 1", "2.1" and "7". */
bool lint_is_id(const char *ref);

/* The first line of a definition that holds the text; 1 when none does. */
int lint_line_of(const LintFile *f, const char *text);

/* "the user", "team lead", "anyone": people and crowds, who need no definition. */
bool lint_is_person(const char *slug);

/* Reads like the name of an agent: "qa-engineer", "API Agent"; neither "Ann Smith" nor "gavin". */
bool lint_is_role(const char *written);

/* "; did you mean 'x'?" when a known agent is near, else "". */
const char *lint_near_agent(Lint *l, const char *slug);

/* lint_time.c: a time as agents write it.  -EINVAL when not every part of it is certain. */
typedef struct {
    int64_t ms;                 /* of a clock without a date: since midnight */
    bool has_date, has_clock, has_zone;
} WrittenTime;
int lint_time_read(const char *text, WrittenTime *ret);
/* "2h 30m", "45 minutes", "1:30:00"; *ret_unit: the smallest unit named.  -EINVAL likewise. */
int lint_span_read(const char *text, int64_t *ret_ms, int64_t *ret_unit);

#endif
