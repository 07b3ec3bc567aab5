/*
 * lenient.h - a project with settings that may be broken, for commands that must work even then.
 */
#ifndef BATON_CLI_LENIENT_H
#define BATON_CLI_LENIENT_H

#include "baton/core/context.h"

/*
 * Like context_open() here, but settings with an error are used as far as they go: then 0 and a
 * sentence in *complaint.  -1 with a sentence when there is no folder to work in.
 */
int lenient_open(Context **ret_context, Message *complaint);

#endif
