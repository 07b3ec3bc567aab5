/*
 * store.h - the project's memory on disk: one append-only ledger of events, and projections of it.
 *
 * One Store is one SQLite connection; it belongs to the thread that opened it and is never carried
 * across fork().  Rows come back as plain structs that live in the arena given to the query.  Every
 * call blocks for at most the timeout given to store_open(), so a screen thread opens its Store
 * with a short one.  A read never leaves a statement or a snapshot open (but see store_look()).
 *
 * Projections change in the same transaction as the event, by one function per kind of event;
 * store_rebuild() folds the ledger again and must give the same.  The chain value of an event is
 * the SHA-256 of the previous chain value and the event's fields, each framed by its length.
 *
 * Codes: -ENOENT no such thing, -EBUSY somebody else holds the lock past the timeout, -EROFS it
 * cannot be written, -ENOSPC, -EIO, -EBADMSG it is damaged, -EPROTO it is of a newer baton.
 */
#ifndef BATON_STORE_STORE_H
#define BATON_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "baton/base/file.h"
#include "baton/base/message.h"
#include "baton/base/str.h"
#include "baton/model/agent.h"
#include "baton/model/event.h"
#include "baton/model/states.h"

typedef struct Store Store;

typedef enum {
    STORE_READ,     /* must exist; nothing is written (also works where .baton is read-only) */
    STORE_WRITE,    /* created and migrated when needed; its folder must exist */
} StoreMode;

/* As db_path with STORE_WRITE: an empty ledger that goes with this Store. */
#define STORE_MEMORY ":memory:"

/*
 * On failure a sentence in m.  On success m is empty, or holds a notice: a file that was no
 * database was kept aside (state.db.kept-<UTC time>, with its -wal and -shm) and a new ledger was
 * begun.  -EBADMSG: it is a database and damaged, or was to be read only; nothing is moved then.
 * -EEXIST: a database of another program.  -ENOTSUP: on a network file system.  Damage further
 * inside shows when it is met (-EBADMSG from any call) and in store_verify(), which looks at all.
 */
int store_open(const char *db_path, StoreMode mode, int timeout_ms, Store **ret_store, Message *m);
Store *store_free(Store *s);    /* accepts NULL, returns NULL */
static inline void store_free_ptr(Store **s) { *s = store_free(*s); }
const char *store_path(const Store *s);

/* Changes whenever another connection committed (a hint); a few microseconds. */
int64_t store_data_version(Store *s);
int64_t store_last_seq(Store *s);       /* 0 in an empty ledger */

/*
 * Everything read between the two is of one moment, and the ledger is locked once.  Nothing may be written in between,
 * and nothing waited for: that would keep others from shortening the log.  False: it is under way already.
 */
bool store_look(Store *s);
void store_looked(Store *s, bool begun);        /* with what store_look() gave */

/* ---- writing: everything goes through a transaction that starts as BEGIN IMMEDIATE ---- */

int store_begin(Store *s);              /* -EINPROGRESS: one is open already */
/*
 * synchronous=FULL: acknowledged means on disk.  After a store_append() that failed nothing can be
 * committed: it rolls back and returns that error.
 */
int store_commit(Store *s);
void store_rollback(Store *s);          /* fine when none is open */

/*
 * Appends one event and folds it into the projections; inside a transaction, or as one of its own.
 * ret_seq may be NULL.  1: an event of this id is there already, nothing was changed.  Texts are
 * made valid UTF-8; at 0 becomes now.
 */
int store_append(Store *s, const Event *e, int64_t *ret_seq);

/*
 * The event could not be written to the ledger: keep it as a file in baton_dir/spool, or in the
 * person's state folder when that cannot be written either.  ret_where lives in the arena.
 */
int store_spool(const char *baton_dir, const Event *e, Arena *a, const char **ret_where);
/* Takes in what was spooled, each exactly once; returns how many, or -errno. */
int store_unspool(Store *s, const char *baton_dir);
/* All spooled files; and of them those that cannot be understood: kept, for doctor to name. */
void store_spool_list(const char *baton_dir, Arena *a, StrList *ret_files);
void store_spool_broken(const char *baton_dir, Arena *a, StrList *ret_files);

int store_rebuild(Store *s, int64_t *ret_events);
/*
 * Walks the chain and compares the projections with a fold.  0: all is well; 1: m says which row
 * is the first that is not (its seq) or which projection differs.  -errno otherwise.
 */
int store_verify(Store *s, int64_t *ret_events, Message *m);

/* What a file looked like when it was last read: a cache, no projection. */
int store_seen_get(Store *s, const char *path, FileId *ret_id, char ret_digest[65]);    /* -ENOENT */
int store_seen_put(Store *s, const char *path, const FileId *id, const char *digest);
int store_seen_list(Store *s, Arena *a, StrList *ret_paths);
int store_seen_drop(Store *s, const char *path);

/*
 * ---- queries ----
 *
 * All lists are oldest first unless said otherwise.  What names a row (id, slug, path), a task's
 * title and file, a handoff's file and every body are never NULL; other texts are NULL when nothing
 * is known.  An id that several things begin with gives all of them: the caller asks which one.
 */

typedef struct { Event *items; size_t len, cap; } EventRows;
typedef struct { int64_t *items; size_t len, cap; } Seqs;       /* numbers alone, where only those in sight are read */

typedef struct {
    const char *id, *ref, *title, *state_raw, *assignee, *file;
    const char *assignee_slug;  /* "" when nobody is assigned */
    TaskState state;
    StrList section, depends_on;
    int line, depth;
    int64_t position;           /* as told when it was added or moved; order in a file is by line */
    int64_t seq;                /* of the event that added it first */
    StrList conflict;           /* the agents that are at it at once, as written; empty: none or one */
    int64_t state_at, updated_at;
} TaskRow;
typedef struct { TaskRow *items; size_t len, cap; } TaskRows;

typedef struct {
    const char *id;             /* id, unique prefix of one, or ref */
    const char *assignee;       /* slug; "" for nobody; NULL for anybody */
    const char *file;           /* then in the order of the file */
    const char *text;           /* substring of title, ref or assignee, without case for ASCII */
    unsigned states;            /* bit per TaskState; 0: all */
    bool by_agent;              /* grouped: assignee slug (nobody last), then file, then line */
    int64_t limit, offset;      /* limit 0: no limit */
} TaskQuery;
int store_tasks(Store *s, Arena *a, const TaskQuery *q, TaskRows *ret_rows);
const char *store_task_title(Store *s, Arena *a, const char *id);       /* NULL: there is none with this id */
/*
 * Tasks that this file once held, the last to go first; only id, ref, title, section, file, seq
 * and updated_at (when they went) are set.  What is somewhere else by now is not among them.
 */
int store_tasks_gone(Store *s, Arena *a, const char *file, TaskRows *ret_rows);
/* The same of all other files, when they went after `since` (ms UTC). */
int store_tasks_strayed(Store *s, Arena *a, const char *not_in, int64_t since, TaskRows *ret_rows);
/* The gone task that is meant by an id or the beginning of one, or several: each once. */
int store_tasks_lost(Store *s, Arena *a, const char *id, TaskRows *ret_rows);
/* What other files hold that was added after `since` and since then did not change its state. */
int store_tasks_fresh(Store *s, Arena *a, const char *not_in, int64_t since, TaskRows *ret_rows);
int64_t store_task_count(Store *s, const TaskQuery *q);
/* How many of q come before that task in the order of by_agent, whether or not it is one of them. */
int64_t store_task_place(Store *s, const TaskQuery *q, const char *id);

/* Counts from maintained counters: cost does not grow with the number of tasks. */
typedef struct {
    const char *assignee;       /* slug, "" for nobody; NULL in the total */
    const char *name;           /* as last written */
    int64_t n[TASK_STATE_COUNT];
} TaskGroup;
typedef struct { TaskGroup *items; size_t len, cap; } TaskGroups;
int store_task_groups(Store *s, Arena *a, TaskGroups *ret_groups);      /* order of by_agent */
int store_task_totals(Store *s, TaskGroup *ret_total);

typedef struct {
    const char *name;           /* the slug; for a definition, the slug of its name */
    const char *shown;          /* name as written */
    const char *file;           /* NULL: mentioned, not defined; "baton:NAME.md": shipped with baton */
    const char *def;            /* the definition as JSON (see core/agent_json.h), or NULL */
    AgentState state;
    Source source;
    int64_t at;
    const char *why;            /* what the state rests on: "approval of handoff 12", "START" */
    const char *task_id, *task; /* what it works on: ref or title; NULL */
    int64_t open_tasks, done_tasks;
    int64_t heard_at;           /* when it was heard of last, by whatever source; 0: never */
    AgentState reported;        /* what it said itself last; AGENT_UNKNOWN: nothing */
} AgentRow;
typedef struct { AgentRow *items; size_t len, cap; } AgentRows;
typedef struct {
    const char *name;           /* a name, or a file */
    const char *text;
    bool working;               /* only who said itself that it works; its definitions are not read */
    bool brief;                 /* without def: what stands in the files may be much */
} AgentQuery;
/* Ordered by what needs attention: escalated, waiting, blocked, working, then the rest by name. */
int store_agents(Store *s, Arena *a, const AgentQuery *q, AgentRows *ret_rows);
/* What stands in this file of this one (a slug), as AgentRow.def has it; NULL: it is not defined there. */
const char *store_agent_def(Store *s, Arena *a, const char *slug, const char *file);
/* What the state of this one (a slug) rests on, for agent_weigh().  -ENOENT: nothing speaks of it. */
int store_agent_evidence(Store *s, Arena *a, const char *slug, AgentEvidence *ret);

typedef struct {
    const char *id;             /* UUID */
    int number;
    const char *file, *from, *from_why, *to, *to_raw, *summary, *run;
    const char *digest;         /* of its current revision */
    const char *artifact;       /* digest of the artifact of that revision, without baton's block */
    const char *base, *tree;
    HandoffState state;
    const char *body;           /* the last event's, JSON: accomplishments, blockers, text … */
    int revisions;
    int64_t submitted_at, updated_at, decided_at;       /* decided_at 0: it is not */
    bool gone;                  /* its file is not there any more */
} HandoffRow;
typedef struct { HandoffRow *items; size_t len, cap; } HandoffRows;
typedef struct {
    const char *id;             /* number, UUID, or how one begins */
    const char *file, *text;
    const char *among;          /* only of these: numbers as a JSON array; NULL: of all */
    unsigned states;
    int64_t limit, offset;
} HandoffQuery;
int store_handoffs(Store *s, Arena *a, const HandoffQuery *q, HandoffRows *ret_rows);
/* Of all pages, without id. */
int store_handoff_numbers(Store *s, Arena *a, const HandoffQuery *q, Seqs *ret_numbers);
int64_t store_handoff_count(Store *s, const HandoffQuery *q);   /* of all pages, without id; no filter: reads no rows */
/* For a list: "12: what it is about"; NULL: there is none with this id. */
const char *store_handoff_line(Store *s, Arena *a, const char *id);
/* Ids of those that events up to this one, in [from, to), tell of, newest first: of so many events at most. */
enum { HANDOFFS_TOLD_MAX = 32 };
int store_handoffs_told(Store *s, Arena *a, int64_t seq, int64_t from, int64_t to, StrList *ret_ids);
/* The newest handoff of this artifact, in whatever state.  -ENOENT */
int store_handoff_latest(Store *s, Arena *a, const char *file, HandoffRow *ret);

typedef struct {
    const char *id;
    int number;
    const char *agent, *to, *reason, *run, *source;
    const char *task;           /* as it was said, or the id of the task that is blocked */
    EscalationState state;
    EscalationVia via;          /* how it became known first */
    int count;                  /* how often it was said: the most of any one channel */
    const char *file;           /* where it was said first, with line; NULL: by an event */
    int line;
    const char *handoff;        /* number of the handoff whose check found it; NULL */
    int64_t first_at, last_at;
    int64_t opened_at;          /* since when it is open: first_at, or when it was opened again */
    int64_t changed_at;         /* when somebody, or its cause, changed its state; 0: never */
    const char *actor, *comment;        /* of the last act; actor NULL: it closed by itself */
    const char *closed_why;     /* "T-5 is done": what closed it by itself; NULL */
    const char *routed_to;      /* NULL: not routed */
} EscalationRow;
typedef struct { EscalationRow *items; size_t len, cap; } EscalationRows;
typedef struct {
    const char *id;             /* number, id, or how one begins */
    const char *agent, *text;
    const char *among;          /* as of handoffs */
    unsigned states;
    int64_t limit, offset;
} EscalationQuery;
int store_escalations(Store *s, Arena *a, const EscalationQuery *q, EscalationRows *ret_rows);
int store_escalation_numbers(Store *s, Arena *a, const EscalationQuery *q, Seqs *ret_numbers);
int64_t store_escalation_count(Store *s, const EscalationQuery *q);     /* of all pages; reads no rows without filter */
/* The number of the newest one of an agent (NULL: any) that was first, last or again raised in [from, to); 0: none. */
int64_t store_escalation_told(Store *s, const char *slug, int64_t from, int64_t to);
int64_t store_escalations_left(Store *s, int64_t after);    /* open, and told of by what files said behind that seq */
/* The marks of escalation.stated events that this file still says, as the ledger has it. */
int store_escalation_marks(Store *s, Arena *a, const char *file, StrList *ret_marks);
/* Events that raised it, what was done about it, what closed it: the last ones, oldest first; limit 0: all. */
int store_escalation_events(Store *s, Arena *a, const EscalationRow *e, int64_t limit, EventRows *ret_rows);

enum { EVENT_ANY_MAX = 8 };     /* of each */
typedef struct {
    const char *run, *agent, *subject, *kind, *action;
    const StrList *kinds, *agents, *actions;    /* any of these (agents: slugs); NULL or empty: no such filter */
    const char *text;           /* substring of reason, action, agent or subject */
    int64_t since, until;       /* ms UTC, both inclusive; 0: open */
    int64_t after, before;      /* seq, exclusive; 0: open */
    const char *among;          /* only of these: seqs as a JSON array; NULL: of all */
    bool telemetry_only;
    bool newest_first;
    int64_t limit, offset;
} EventQuery;
int store_events(Store *s, Arena *a, const EventQuery *q, EventRows *ret_rows);
/* Just these, in the order in which they are named; one that is not there is left out. */
int store_events_at(Store *s, Arena *a, const int64_t *seqs, size_t n, EventRows *ret_rows);
bool store_has_event_like(Store *s, const char *prefix);        /* one whose id begins so, or is that: one seek */
int64_t store_event_count(Store *s, const EventQuery *q);       /* without filter: no scan */

typedef struct {
    const char *id, *file;
    RunState state;
    int64_t started_at, ended_at, events;
} RunRow;
typedef struct { RunRow *items; size_t len, cap; } RunRows;
typedef struct { const char *id; bool active; int64_t limit; } RunQuery;
int store_runs(Store *s, Arena *a, const RunQuery *q, RunRows *ret_rows);
/* Whether the run that the newest telemetry of this agent (its slug) names has ended. */
int store_last_run_ended(Store *s, const char *slug, bool *ret_ended);
/* The last that was started and not ended; one that telemetry only speaks of is none.  NULL: idle. */
const char *store_current_run(Store *s, Arena *a);
/* START without an end, and an end without a START, of an agent in a run; run "": telemetry that names none. */
typedef struct { const char *run, *agent; int64_t unfinished, unstarted; } RunWork;
typedef struct { RunWork *items; size_t len, cap; } RunWorks;
/* By run and agent, those that have either; run NULL: of all.  Reads the whole ledger. */
int store_run_work(Store *s, Arena *a, const char *run_or_null, RunWorks *ret_rows);
/* How much telemetry names no run. */
int64_t store_runless(Store *s);
/* The agent heard of last in this run, for a handoff whose author is not said.  NULL: none. */
const char *store_last_agent(Store *s, Arena *a, const char *run);

typedef struct {
    const char *path, *dialect, *encoding, *digest;
    int64_t read_at;
    bool gone;
    int64_t tasks, problems;
} DocumentRow;
typedef struct { DocumentRow *items; size_t len, cap; } DocumentRows;
int store_documents(Store *s, Arena *a, const char *path_or_null, DocumentRows *ret_rows);

typedef struct { const char *file; int line; const char *message; } ProblemRow;
typedef struct { ProblemRow *items; size_t len, cap; } ProblemRows;
int store_problems(Store *s, Arena *a, const char *file_or_null, ProblemRows *ret_rows);

/* Changes that baton made in files.  was and became: the value as a word of ours, for comparing. */
typedef struct {
    int64_t number;             /* what `undo` takes */
    const char *task, *title, *ref, *what, *file;
    const char *before, *after; /* as the file spells it */
    const char *was, *became;
    const char *actor, *agent;
    const char *patch;          /* JSON: what taking it back needs */
    EditState state;
    int64_t passed_by;
    int line;                   /* when it was made */
    int64_t at, changed_at;
} EditRow;
typedef struct { EditRow *items; size_t len, cap; } EditRows;
typedef struct {
    int64_t number;
    const char *file, *task, *what, *actor;
    unsigned states;
    bool watched;               /* standing or lost: quick with file */
    bool newest_first;
    int64_t since, limit;
} EditQuery;
int store_edits(Store *s, Arena *a, const EditQuery *q, EditRows *ret_rows);

/*
 * Everything in the ledger that waits for a human, most pressing first: escalations, lost edits, conflicts,
 * handoffs.  core/needs.h adds what takes a clock.
 */
typedef struct {
    const char *kind;           /* "handoff", "escalation", "edit", "conflict", "silent" */
    const char *subject;        /* id that commands take: the number as text */
    const char *title, *agent, *to;
    int64_t since;
    StrList failed;             /* names of checks that failed on the submitted revision: it comes first */
    int64_t until;              /* of one that is snoozed: when it comes back; else 0 */
} NeedRow;
typedef struct { NeedRow *items; size_t len, cap; } NeedRows;
/* What a need.snoozed of "kind:subject" put off is left out until its time (of the wall clock). */
int store_needs(Store *s, Arena *a, NeedRows *ret_rows);
int store_snoozed(Store *s, Arena *a, NeedRows *ret_rows);      /* just what is left out there */
/* The same of one need, whether or not the ledger knows it.  0: it was not put off. */
int store_snoozed_until(Store *s, const char *kind, const char *subject, int64_t *ret_until);

/* Counts by state for the header and `status`. */
typedef struct {
    int64_t handoffs[HANDOFF_STATE_COUNT], escalations[ESCALATION_STATE_COUNT], runs[RUN_STATE_COUNT];
} StoreCounts;
int store_counts(Store *s, StoreCounts *ret_counts);
int64_t store_open_escalations(Store *s);       /* of these alone: for what is read with every frame */

const char *store_sqlite_version(void);
const char *store_sqlite_warning(void);         /* what is known against it, or NULL: for doctor */

#endif
