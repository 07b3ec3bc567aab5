/*
 * edit.h - changing a task in its file, and taking the change back.
 *
 * One edit is one transaction of the ledger: the file is read, the task is found in it again, the
 * patch (doc/edit.h) is written, the file is taken in, and an event with before and after is
 * appended under the name of who asked.  Two batons never edit at the same time.  A patch of equal
 * length is written in place, because whoever holds the file open must see it; another one
 * goes through a temporary file that changes places with the old one, so that a save by somebody
 * else in between is seen, put back, and the edit made anew on top of it.  Mode, owner and group stay, a
 * symbolic link stays a link.
 *
 * An edit stands as long as the file says what it wrote.  Somebody who saves an older copy over it
 * makes it lost: that is an event, and it is shown until the task is set anew or the edit dismissed.
 */
#ifndef BATON_CORE_EDIT_H
#define BATON_CORE_EDIT_H

#include "baton/core/context.h"
#include "baton/doc/edit.h"

typedef struct {
    const char *task;           /* id, unique prefix, ref, or FILE:LINE; ADD: beside which, or NULL */
    const char *file;           /* ADD without task: relative to the root; NULL: the session file */
    EditWish wish;
    const char *agent;          /* on whose behalf: an agent that calls, or NULL */
    const char *reason;         /* kept with the edit, not written into the file; NULL: none */
    Source source;
} EditOrder;

typedef struct {
    const char *edit;           /* the id that `undo` takes */
    const char *task, *title;   /* id and title of the task */
    const char *file;
    int line;
    const char *before, *after;
    bool in_place;
} EditReport;

/* The ledger must be open for writing.  -errno with a sentence; -EALREADY: nothing was to do. */
int edit_task(Context *c, const EditOrder *o, Arena *a, EditReport *ret, Message *m);

/*
 * Takes back the edit of this id, or the last one that stands of the agent that calls, else of this
 * user.  Refused when its line is not as baton left it.  One that is lost is dismissed: nothing is
 * written.
 */
int edit_undo(Context *c, const char *edit_or_null, const char *agent, Source source, Arena *a, EditReport *ret,
              Message *m);

#endif
