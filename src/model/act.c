/*
 * act.c - what may be done to a handoff, and in which states.
 */
#include "baton/model/policy.h"

#include "baton/base/macros.h"

#define IN(state) (1u << HANDOFF_##state)

static const struct {
    const char *word;
    unsigned states;
    bool human;
} acts[] = {
    [ACT_SUBMIT]   = { "submit",   IN(DRAFT) | IN(SUBMITTED) | IN(REJECTED), false },
    [ACT_APPROVE]  = { "approve",  IN(SUBMITTED), true },
    [ACT_REJECT]   = { "reject",   IN(SUBMITTED), true },
    [ACT_COMMENT]  = { "comment",  ~0u, false },
    [ACT_WAIVE]    = { "waive",    IN(SUBMITTED), true },
    [ACT_WITHDRAW] = { "withdraw", IN(DRAFT) | IN(SUBMITTED), false },
    [ACT_REVOKE]   = { "revoke",   IN(APPROVED), true },
    [ACT_REFRESH]  = { "refresh",  IN(SUBMITTED), false },
};
_Static_assert(ARRAY_LEN(acts) == ACT_COUNT, "one row per act");

static const char *const why[] = {
    [HANDOFF_DRAFT] = "it is a draft: its author or receiver is not known",
    [HANDOFF_SUBMITTED] = "it is submitted and waits for a decision",
    [HANDOFF_APPROVED] = "it is approved",
    [HANDOFF_REJECTED] = "it is rejected: its author has to submit it again",
    [HANDOFF_WITHDRAWN] = "it is withdrawn",
    [HANDOFF_SUPERSEDED] = "it is superseded: a later handoff took its place",
};
_Static_assert(ARRAY_LEN(why) == HANDOFF_STATE_COUNT, "one sentence per state");

const char *act_text(Act act)
{
    BUG_ON((size_t)act >= ARRAY_LEN(acts));
    return acts[act].word;
}

const char *act_refused(Act act, HandoffState state)
{
    BUG_ON((size_t)act >= ARRAY_LEN(acts) || (size_t)state >= ARRAY_LEN(why));
    return acts[act].states & 1u << state ? NULL : why[state];
}

bool act_is_human(Act act)
{
    BUG_ON((size_t)act >= ARRAY_LEN(acts));
    return acts[act].human;
}
