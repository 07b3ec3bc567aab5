/*
 * escalation_words.c - who has an escalation, or should, in a word.
 */
#include "escalation_words.h"

const char *taker_text(Arena *a, const EscalationRow *e, const Proposal *p)
{
    if (e->routed_to)
        return e->routed_to;
    if (e->to && !p)
        return strchr("[<{", *e->to) ? "" : e->to;      /* a form that nobody filled in is nobody */
    if (p && p->agent && str_starts(str_from(p->why), STR("it was said")))
        return p->agent;
    return p && p->agent && !escalation_is_over(e->state) ? arena_printf(a, "%s?", p->agent) : "";
}
