/*
 * scope.h - which files an agent may write.
 *
 * Made from write_scope and read_only of its definition as people write them ("src/api" and globs below it,
 * "`supabase/migrations/` (schema only)", "Components in src/ui") and from what the policy protects.
 * A path outside of the work tree, or that reaches outside through "..", an absolute name or a symbolic
 * link, is never inside.  Paths compare byte by byte, also where case differs.
 */
#ifndef BATON_GATE_SCOPE_H
#define BATON_GATE_SCOPE_H

#include "baton/base/str.h"
#include "baton/model/agent.h"

typedef struct {
    StrList write;              /* globs; empty: the definition names none */
    StrList read_only;          /* globs that win over write */
    StrList protected;          /* of the policy; win over everything */
    StrList not_understood;     /* entries without a path in them */
} Scope;

void scope_compile(const AgentDef *def, const StrList *protected, Arena *a, Scope *ret);

typedef enum { SCOPE_IN, SCOPE_OUT, SCOPE_READ_ONLY, SCOPE_PROTECTED, SCOPE_ESCAPES } ScopeAnswer;
/*
 * By name alone; ret_by: the glob that decided, or NULL.  Without write globs nothing is out.  A name that is
 * absolute or has ".." in it escapes, wherever it would lead: git gives no such names.
 */
ScopeAnswer scope_ask(const Scope *s, const char *path, const char **ret_by);
/* And looks where links on the way lead: SCOPE_ESCAPES when that is outside, else as the target is. */
ScopeAnswer scope_ask_file(const Scope *s, const char *tree, const char *path, Arena *a, const char **ret_by);

#endif
