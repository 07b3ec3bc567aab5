/*
 * trust.h - which programs a person lets this project run.
 *
 * Definitions and settings propose commands; each is trusted by the digest of project, folder and argv,
 * kept as a file in the person's state folder, outside of the project.  What changed must be trusted anew.
 */
#ifndef BATON_GATE_TRUST_H
#define BATON_GATE_TRUST_H

#include "baton/base/digest.h"
#include "baton/base/message.h"
#include "baton/model/agent.h"
#include "baton/model/policy.h"

typedef struct {
    const char *name;           /* "npm test", the name in the settings, or "on_approved" */
    StrList argv;
    const char *dir;            /* full path */
    const char *from;           /* who proposes it: "agents/qa.md", "config.yaml:12" */
    int timeout_ms;
    char digest[DIGEST_HEX_SIZE];
    bool trusted;
    const char *refused;        /* why it can never run: "it needs a shell …"; NULL */
} Proposal;
typedef struct { Proposal *items; size_t len, cap; } Proposals;

/* "$XDG_STATE_HOME/baton" or "~/.local/state/baton"; NULL: no home. */
const char *trust_dir(Arena *a);

/* What `checks` of a definition and the policy propose for this agent; def NULL: the policy alone. */
void proposals_of(const AgentDef *def, const char *slug, const Policy *p, const char *root, const char *tree,
                  const char *state_dir, Arena *a, Proposals *ret);
/* on_approved of the policy; false: there is none. */
bool proposal_on_approved(const Policy *p, const char *root, const char *state_dir, Arena *a, Proposal *ret);

int trust_add(const char *state_dir, const Proposal *p, const char *who, Message *m);
int trust_drop(const char *state_dir, const Proposal *p, Message *m);

#endif
