/*
 * session_template.h - what a new session file says.
 */
#ifndef BATON_SRC_CORE_SESSION_TEMPLATE_H
#define BATON_SRC_CORE_SESSION_TEMPLATE_H

#include "baton/core/context.h"

/* A part for each agent that this project defines, else one for all.  title NULL: none. */
int session_template(Context *c, const char *title, Arena *a, Buf *out, Message *m);

#endif
