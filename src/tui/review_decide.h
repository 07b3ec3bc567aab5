/*
 * review_decide.h - what the files that decide share.
 */
#ifndef BATON_TUI_REVIEW_DECIDE_H
#define BATON_TUI_REVIEW_DECIDE_H

#include "review.h"

const char *review_row_name(Act act);                   /* of the table of commands */
void review_comment(Review *r, const char *text);       /* on the handoff, at once */

/* Keeps what a question is about, with the revision on the screen; NULL: not about that. */
void review_asked(Review *r, const char *check, const char *file);

/* review_remark.c: comments on lines. */
void review_remark_ask(Review *r, View *v);
void review_remark_drop(Review *r);
void review_remarks_sent(Review *r, const char *handoff);

#endif
