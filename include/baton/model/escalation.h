/*
 * escalation.h - what makes two escalations one, and how agents print one.  Pure.
 *
 * One cause is one incident.  A cause is run, agent where it is known, and the reason as
 * escalation_key() has it.
 */
#ifndef BATON_MODEL_ESCALATION_H
#define BATON_MODEL_ESCALATION_H

#include <stdbool.h>

#include "baton/base/str.h"
#include "baton/model/states.h"

/* The printed line: "⚠️ ESCALATION: REASON. Routing to /AGENT."  Slices of the line. */
typedef struct {
    Str reason;                 /* never empty, without the point at its end */
    Str to;                     /* without "/" and "@"; empty: it does not say */
    Str speaker;                /* "backend-engineer: ⚠️ …": a name in front of it; empty: there is none */
} EscalationLine;

/*
 * True when one line of text is such a print: with or without the emoji, in mojibake, behind bullets, quote
 * marks of Markdown, emphasis, a time or the name of a log level.  An instruction that quotes the line, a form with
 * "[reason]" in it, and a sentence that merely has the word are none.
 */
bool escalation_line(Str line, EscalationLine *ret);
/* The first line of a text (a reason, a message) that is one. */
bool escalation_in(Str text, EscalationLine *ret);

/*
 * The same for an entry of a list of escalations, without bullet, box and name: there the frame may be missing
 * ("needs RLS → dba").  Over: it says so itself, "needs RLS — resolved"; the reason is then without that.
 */
typedef enum { ESCALATION_ENTRY_NONE, ESCALATION_ENTRY_OPEN, ESCALATION_ENTRY_OVER } EscalationEntry;
EscalationEntry escalation_entry(Str text, EscalationLine *ret);

/* The reason as causes compare it: without the frame, case, marks of Markdown, runs of blanks, marks at its end. */
void escalation_key(Str reason, Buf *out);

/* Nobody has to do anything about it any more. */
bool escalation_is_over(EscalationState s);
/* NULL: it may be done in this state; else a sentence's end: "it is resolved: …". */
const char *escalation_act_refused(EscalationAct act, EscalationState state);
/* What the act makes of it; a comment changes nothing. */
EscalationState escalation_after(EscalationAct act, EscalationState state);

/* A session file that is over, by its name: "session-012-rates.md".  What it says is no news. */
bool session_is_archived(const char *path);

#endif
