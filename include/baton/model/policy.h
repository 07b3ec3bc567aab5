/*
 * policy.h - who may decide, what a decision needs, and what the gate checks.  Pure.
 *
 * A policy has layers: project, person, machine.  Each layer only tightens: every layer's rules
 * must be met, a person has a role only when every layer that names people gives it, lists of what is
 * required or protected are joined, of two budgets for one pattern the smaller counts.
 */
#ifndef BATON_MODEL_POLICY_H
#define BATON_MODEL_POLICY_H

#include <stdbool.h>

#include "baton/base/str.h"
#include "baton/model/states.h"

#define POLICY_LIST(T) struct { T *items; size_t len, cap; }

typedef struct {
    const char *name, *unix_name;   /* unix_name: the login; the name when it is not said */
    const char *key;                /* principal in allowed_signers; NULL: another layer says it, or it is the name */
    StrList roles;
} Person;

typedef struct {
    const char *from, *to;      /* slugs or globs of slugs; NULL: any */
    StrList paths;              /* globs; empty: whatever was changed */
    const char *role;           /* NULL: any person */
    int count;                  /* at least 1 */
    const char *where;          /* "config.yaml:12" */
} ApprovalRule;

typedef struct { const char *pattern; int lines; } Budget;
typedef struct { const char *example, *local; } EnvironmentPair;
typedef struct { const char *name, *path; } InputFile;          /* "database schema": a glob */
enum { COMMAND_TIMEOUT_MS = 10 * 60 * 1000 };       /* of a command that names none */
typedef struct {
    const char *name;
    StrList argv;
    const char *dir;            /* below the root; NULL: the root */
    StrList agents;             /* whose revisions; empty: everybody's */
    int timeout_ms;
    const char *where;
} CommandCheck;

typedef struct {
    const char *where;          /* the file */
    bool has_people;
    POLICY_LIST(Person) people;
    POLICY_LIST(ApprovalRule) rules;
    const char *signers;        /* full path of its allowed_signers, or NULL */
} PolicyLayer;

typedef struct {
    POLICY_LIST(PolicyLayer) layers;
    bool is_signed;             /* approvals.signed in any layer */
    const char *key;            /* approvals.key: private key, or public half of one in an agent; NULL */
    StrList require;            /* names of checks that block */
    StrList protected;          /* globs that no agent may write (scope.protected) */
    POLICY_LIST(Budget) budgets;
    POLICY_LIST(EnvironmentPair) environment;
    POLICY_LIST(InputFile) inputs;
    POLICY_LIST(CommandCheck) commands;
    StrList on_approved;        /* argv; empty: none */
} Policy;

/*
 * Who a login is to this policy.  name is the login where no layer names people.  Layers that give one
 * person different keys know nobody by that login.
 */
typedef struct {
    const char *name, *principal;
    StrList roles;
    bool known;                 /* no layer names people, or each that does names this login */
} Approver;
void policy_approver(const Policy *p, const char *login, Arena *a, Approver *ret);
/* Is this login the author (a slug)?  Nobody decides on what is their own. */
bool policy_is_author(const char *login, const char *author);

/* One thing that a decision needs: so many different people with this role.  where: NULL when no rule says so. */
typedef struct { const char *role; int count; const char *where; } ApprovalNeed;
typedef POLICY_LIST(ApprovalNeed) ApprovalNeeds;
/*
 * Of each layer: the most specific of its rules without paths (from and to named, from, to, none),
 * and all rules with paths that match one of these.  Never empty: at least one person.  A path of a rule is
 * read as in CODEOWNERS: without a slash it is a name at any depth, a folder means everything below it, a leading
 * slash the root.
 */
void policy_needs(const Policy *p, const char *from, const char *to, const StrList *changed, Arena *a,
                  ApprovalNeeds *ret);
/* The first need that these approvers, each named once or more, do not meet; NULL: all are met. */
const ApprovalNeed *policy_missing(const ApprovalNeeds *needs, const Approver *approvers, size_t n);
/* Whether this approver counts for at least one of them: who does not may not decide. */
bool policy_counts(const ApprovalNeeds *needs, const Approver *who);

/*
 * Is a result ("scope", "command npm test") among what this name means?  A name is that of a result, "command"
 * for all commands, or one of `checks:` by its name alone.
 */
bool check_is_named(const char *result, const char *name);
/* Does a result of this name block? */
bool policy_requires(const Policy *p, const char *result);

/* What is done to a handoff, and in which states it may be (GATE's table).  NULL: it may. */
typedef enum { ACT_SUBMIT, ACT_APPROVE, ACT_REJECT, ACT_COMMENT, ACT_WAIVE, ACT_WITHDRAW, ACT_REVOKE, ACT_REFRESH,
               ACT_COUNT } Act;
const char *act_text(Act act);                          /* "approve" */
const char *act_refused(Act act, HandoffState state);   /* a sentence's end: "it is a draft: …" */
bool act_is_human(Act act);                             /* refused inside agent clients */

#endif
