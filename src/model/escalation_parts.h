/*
 * escalation_parts.h - the parts of a printed escalation, one file each.
 */
#ifndef BATON_MODEL_ESCALATION_PARTS_H
#define BATON_MODEL_ESCALATION_PARTS_H

#include "baton/model/escalation.h"

/* What stands in the line before the word. */
typedef struct {
    bool warned;                /* a sign of warning, whatever became of its bytes */
    bool heading;               /* "#": it begins a section, or it is a remark in a script */
    bool table;                 /* a row of a table: other cells follow */
    bool timed;                 /* a time or the name of a log level */
    bool phrase;                /* somebody's name of several words */
    bool prose;                 /* a sentence that ended */
    Str speaker;                /* the name nearest to the word */
} EscalationLead;

/* False: the line speaks of the word, quotes it, or has ticked it off. */
bool escalation_lead(Str before, EscalationLead *ret);

/* Where it goes, in the text behind the colon. */
typedef struct {
    Str to;                     /* empty: it does not say */
    Str reason;                 /* what stands before it */
    bool named;                 /* it cannot be mistaken: "/agent", or "Routing to …" */
} EscalationReceiver;

/* False: the receiver is a form to fill in ("/[agent]").  listed: in a list of escalations a bare "→ dba" is one. */
bool escalation_receiver(Str body, bool listed, EscalationReceiver *ret);

/* A form to fill in: "[reason]", "<what is wrong>", "…". */
bool escalation_blank_form(Str reason);
/* What stands in brackets names what belongs there: "reason", "recommended-agent". */
bool escalation_asks_to_fill_in(Str inside);
/* "none", "N/A": there is no escalation. */
bool escalation_says_none(Str reason);
/* "resolved by …", "done": there is none any more. */
bool escalation_reports_end(Str reason);
/* It tells when or how to print one: "if you find …, stop". */
bool escalation_instructs(Str reason);

/* Marks around a text that are none of its words: blanks, emphasis, and a point at its end. */
Str escalation_bare(Str text);

#endif
