/*
 * effect_session.c - the receiver's task in the session file: one line that names the handoff.
 */
#include "effects.h"
#include "session_task.h"

int effect_session(Effect *e)
{
    Message m = { 0 };
    SessionTaskReport done;
    const char *from = e->handoff.from ? e->handoff.from : "the author";
    int r = session_task(e->c, &(SessionTask){
        .mark = arena_printf(e->arena, "(handoff %d)", e->handoff.number), .text = e->handoff.summary,
        .otherwise = arena_printf(e->arena, "Take over from %s", from), .assignee = e->handoff.to,
        .reason = arena_printf(e->arena, "handoff %d was approved", e->handoff.number), .source = SOURCE_CLI,
    }, e->arena, &done, &m);
    if (r == 0)
        e->detail = !done.file ? "there is no session file"
                  : done.added ? arena_printf(e->arena, "added to '%s'", done.file)
                               : arena_printf(e->arena, "it is in '%s' already", done.file);
    else if (!effect_is_passing(r))
        e->detail = arena_strdup(e->arena, m.text);
    return r;
}
