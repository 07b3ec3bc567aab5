/*
 * lenient.c - a slip in config.yaml must neither lose an agent's report nor keep doctor from saying
 * where it is.
 */
#include "lenient.h"

enum { TIMEOUT_MS = 5000 };

int lenient_open(Context **ret_context, Message *complaint)
{
    CLEANUP(context_free_ptr) Context *c = mem_alloc(sizeof *c);
    c->timeout_ms = TIMEOUT_MS;
    *complaint = (Message){ 0 };
    if (project_find(NULL, &c->project, complaint) < 0)
        return -1;
    if (conf_load(c->project, &c->conf, complaint) < 0 && !c->conf)
        return -1;
    *ret_context = TAKE(c);
    return 0;
}
