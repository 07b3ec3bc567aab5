/*
 * policy.h - the settings of the gate, from the files that hold them.
 *
 * Read from .baton/config.yaml, the person's config.yaml, /etc/baton/policy.yaml and $BATON_POLICY, in
 * that order; model/policy.h says how the layers join.  The last is one more layer and has to be there
 * when it is named: a variable takes no rule away.  In YAML:
 *   people: [{name, unix, key, roles: […]}]
 *   approvals: {signed, key, require: […], rules: [{from, to, paths: […], role, count}]}
 *   allowed_signers: FILE   require: […]   scope: {protected: […]}   budgets: {GLOB: LINES}
 *   environment: {EXAMPLE: LOCAL}   inputs: {NAME: GLOB}   on_approved: [ARGV…]
 *   checks: [{name, run: [ARGV…], dir, agents: […], timeout: SECONDS}]
 * Paths that are not full are taken from the project's folder; "~/" is the home folder.  allowed_signers is
 * .baton/allowed_signers where the project does not say it and that file exists.
 * Unknown keys, roles that nobody has, rules that nobody can meet and the like are errors with
 * file, line, and how to mend them.
 */
#ifndef BATON_CONF_POLICY_H
#define BATON_CONF_POLICY_H

#include "baton/base/message.h"
#include "baton/conf/project.h"
#include "baton/model/policy.h"

/* It lives in the arena.  -1 with a sentence: nothing may be decided under a policy that is not understood. */
int policy_load(const Project *p, Arena *a, Policy *ret, Message *m);

/* Names that `require` knows beside those of `checks:`; ends with NULL.  As the rows of the checks are named. */
extern const char *const policy_check_names[];

/* Top-level names that belong to the gate: conf leaves them to us. */
bool policy_has_key(const char *name);

#endif
