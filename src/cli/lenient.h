/*
 * lenient.h - a project with settings that may be broken, for commands that must work even then.
 */
#ifndef BATON_CLI_LENIENT_H
#define BATON_CLI_LENIENT_H

#include "baton/core/command.h"
#include "baton/model/event.h"

/*
 * Like context_open() here, but settings with an error are used as far as they go: then 0 and a
 * sentence in *complaint.  -1 with a sentence when there is no folder to work in.
 */
int lenient_open(Context **ret_context, Message *complaint);

/*
 * The event is on disk, whatever is wrong with the settings or the ledger; what is wrong is the Context's notice.
 * *ret_spooled: it waits in a file, and no projection knows of it yet.  DONE or REFUSED.
 */
int lenient_record(Cmd *cmd, Event *e, bool *ret_spooled);

#endif
