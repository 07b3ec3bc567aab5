/*
 * taking.h - what the parts of ingest share: one pass over the documents.
 *
 * Every take_…() below runs inside an open transaction, returns 0 or -errno, and leaves commit
 * and rollback to take_document().
 */
#ifndef CORE_TAKING_H
#define CORE_TAKING_H

#include "baton/base/digest.h"
#include "baton/core/ingest.h"
#include "baton/format/json.h"
#include "baton/model/facts.h"
#include "documents.h"
#include "line_id.h"

enum { DOCUMENT_MAX_BYTES = 16 * 1024 * 1024, PROBLEMS_MAX = 200, REPORTS_MAX = 500 };

typedef struct {
    Context *c;
    Store *store;
    Arena *arena;               /* lives as long as the pass */
    Documents documents;
    StrList gone;               /* seen before and no longer there */
    const char *run;            /* the current one, or NULL */
    int64_t wait_ms;            /* until the youngest of the unsettled is quiet */
    bool held;                  /* a file that was never seen before was left for later */
    bool vanishing;             /* a file went away just now: it may have moved */
    Source source;              /* who changed what is taken in: a file, unless baton itself did */
    const char *actor;          /* NULL: whoever saved the file */
    int64_t now_ns;             /* when this pass began, by the clock of the file system */
    int pending;                /* events of the open transaction */
    StrList *revised;           /* ids of handoffs with a new revision; NULL: nobody asks */
    Arena *revised_arena;
    IngestReport report;
} Ingest;

/* A document as it was read outside the transaction. */
typedef struct {
    const Document *document;
    FileId id;
    char digest[DIGEST_HEX_SIZE];
    Buf bytes;
    Facts *facts;               /* NULL: it could not be read, or it is an agent definition */
    AgentDef *agent;
    Arena *arena;
    struct NewRevision *revision;   /* of a handoff whose artifact changed (submit.h), or NULL */
    const char *commit;         /* of the file that names the run: what HEAD is */
    char problem[256];          /* why it could not be read; "": it was */
} Reading;

/* One event about a file, with everything filled in; body may be NULL and is freed. */
int ledger_event(Ingest *in, EventKind kind, const char *subject, const char *agent, Json *body);
/* The same for one that has more fields: kind, subject, agent, reason … stand in it. */
int ledger_add(Ingest *in, const Event *what, Json *body);

/* Milliseconds until a file saved at mtime_ns has been quiet long enough; 0: it has. */
int64_t quiet_left(const Ingest *in, int64_t mtime_ns);
void leave_for_later(Ingest *in, int64_t wait_ms);

/* ingest() without the checks: the ids of handoffs with a new revision are the caller's to look after. */
int ingest_files(Context *c, bool wait_quiet, Arena *a, StrList *ret_revised, IngestReport *ret_report, Message *m);

/* Runs the quick checks of these and starts the slow ones; nothing in a ledger that does not stay. */
void evidence_collect(Context *c, const StrList *handoffs, Arena *a);
/* The same for what processes that were killed have left; one lookup when there is nothing. */
void evidence_heal(Context *c);

int take_document(Ingest *in, const Document *d);       /* opens its own transaction */
int take_written(Ingest *in, const Document *d, Str bytes);     /* does not: what an edit has just written */
int take_log(Ingest *in, const Document *d,
             const char *seen_digest);                  /* so does this; NULL: never seen */
int take_gone(Ingest *in, const char *path);            /* and this */
int take_shipped(Ingest *in);                           /* and this: definitions that baton ships */

int take_tasks(Ingest *in, const Reading *r);           /* DOCUMENT_READ with shifts, then the tasks */
int take_edits(Ingest *in, const Reading *r);           /* after the tasks: do our edits still stand? */
int take_reports(Ingest *in, const Reading *r);
int take_escalations(Ingest *in, const Reading *r);

/* A piece of a log: its lines follow `lines` others; counts: of equal ones from its start, NULL when it grew. */
typedef struct {
    const char *path;
    int64_t lines;
    Counts *counts;
    int64_t saved_at;
} LogSaid;
int take_escalations_said(Ingest *in, const LogSaid *l, const Facts *f);
int handoff_look(Ingest *in, Reading *r);       /* before the transaction: runs git */
int take_handoff(Ingest *in, const Reading *r);
int take_run(Ingest *in, const Reading *r);
int take_agent(Ingest *in, const Reading *r);

int take_tasks_gone(Ingest *in, const char *path);
int handoff_gone(Ingest *in, const char *path);
int agent_gone(Ingest *in, const char *path);
int escalations_gone(Ingest *in, const char *path);
int run_gone(Ingest *in, const char *path, const char *but_not, const char *why);

/* The body of DOCUMENT_READ without shifts: digest, dialect, encoding, problems. */
Json *document_body(const Reading *r, const char *dialect);

#endif
