/*
 * context.h - one project, opened: what every command and every face works with.
 *
 * The ledger is opened when it is first asked for.  A Context belongs to one thread; a worker
 * opens its own with context_fork().
 */
#ifndef BATON_CORE_CONTEXT_H
#define BATON_CORE_CONTEXT_H

#include "baton/base/message.h"
#include "baton/conf/conf.h"
#include "baton/conf/project.h"
#include "baton/model/exec.h"
#include "baton/store/store.h"

/* since's own: up to which event was looked when. */
typedef struct { struct { int64_t at, seq; } items[4]; } Looks;

typedef struct {
    Project *project;
    Conf *conf;
    Store *store;               /* NULL until context_store() */
    StoreMode store_mode;
    int timeout_ms;
    Exec *exec;                 /* runs programs: exec_run(), unless a test gives its own */
    bool forked;                /* project and settings belong to another Context */
    int64_t names_seq;          /* ingest's own: up to which event agents' names were looked at */
    Looks looks;
    Message notice;             /* for the user to see once: read-only, ledger kept aside … */
} Context;

/* start: -C DIR or NULL.  -1 with a sentence; configuration errors are such. */
int context_open(const char *start, Context **ret_context, Message *m);
Context *context_free(Context *c);
static inline void context_free_ptr(Context **c) { *c = context_free(*c); }

/*
 * The ledger, opened for reading or writing.  For STORE_WRITE .baton is made when it is missing.
 * Where it cannot be written, a read falls back to a read-only ledger, or to an empty one in memory
 * when there is none, and c->notice says so.  -errno with a sentence.
 */
int context_store(Context *c, StoreMode mode, Message *m);

/* Documents can be taken in: the ledger is open for writing, or in memory (mode STORE_READ). */
bool context_may_record(const Context *c);

/* A second one for another thread: shares project and settings, has its own connection. */
int context_fork(const Context *c, int timeout_ms, Context **ret_context, Message *m);

const char *context_user(void);         /* who we are: the login name */
const char *context_host(void);

#endif
