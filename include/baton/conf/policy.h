/*
 * policy.h - the settings of the gate, from the files that hold them.
 *
 * Read from .baton/config.yaml, the person's config.yaml and $BATON_POLICY or /etc/baton/policy.yaml, in
 * that order; model/policy.h says how the layers join.  In YAML:
 *   people: [{name, unix, key, roles: […]}]
 *   approvals: {signed, key, require: […], rules: [{from, to, paths: […], role, count}]}
 *   allowed_signers: FILE   require: […]   scope: {protected: […]}   budgets: {GLOB: LINES}
 *   environment: {EXAMPLE: LOCAL}   inputs: {NAME: GLOB}   on_approved: [ARGV…]
 *   checks: [{name, run: [ARGV…], dir, agents: […], timeout: SECONDS}]
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

/* Top-level names that belong to the gate: conf leaves them to us. */
bool policy_has_key(const char *name);

#endif
