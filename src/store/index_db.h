/*
 * index_db.h - the database behind an Index, and the steps of filling it.
 *
 * The connection is a Store, so that statements, waiting and results are those of the ledger; nothing else of
 * a Store is used.
 */
#ifndef BATON_STORE_INDEX_DB_H
#define BATON_STORE_INDEX_DB_H

#include "baton/store/index.h"
#include "ledger.h"
#include "redacted.h"

enum { INDEX_APPLICATION_ID = 0x42544958, INDEX_VERSION = 6 };  /* "BTIX" */

/* What is behind the mark, in a full-text table in memory: events in (from, to]. */
typedef struct {
    Store words;
    int64_t from, to, redacted;
} Tail;
void tail_drop(Tail *t);

struct Index {
    Store db;
    Tail tail;
    bool damaged;               /* nothing is read from it any more */
};

/* Where filling got to, and what the ledger looked like then. */
typedef struct {
    int64_t seq;
    int64_t redacted;           /* the last event.redacted that is known */
    Chain chain;                /* of the event at seq */
} IndexMark;
int index_mark_get(Index *x, IndexMark *ret);
int index_mark_put(Index *x, const IndexMark *m);
int64_t index_last_redaction(Store *s);
/* True: what stands in it was taken from this ledger as it is now. */
bool index_fits(Store *s, const IndexMark *m);
int64_t index_known(Index *x, Store *s);        /* up to which event it may be shown; 0: nothing of it */

/* index.c: empties it, inside no transaction. */
int index_remake(Index *x);
int index_connect(Index *x);                    /* as its mode is; -ENOENT: there is none to read */
extern const char index_schema[];

/* ---- index_mend.c: what is not as baton makes it ---- */

bool index_has_strange_files(const Index *x);   /* links, pipes, folders */
void index_remove_files(const Index *x);
bool index_is_ours(Index *x);                   /* nothing in it but the tables of this version */
bool index_is_foreign(Index *x);                /* another program's, or one with views or triggers */
bool index_is_damaged(Index *x, int r);         /* r says so: nothing is read from it until it is renewed */
Index *index_usable(Index *x);                  /* NULL: look at the ledger instead */
int index_renew(Index *x);                      /* an empty one in its place */
bool index_gave_up(Index *x, int r);            /* the same as damaged, and a new one is begun where it may */
/*
 * Reads both as they are at one moment, the index first, so that no event is on both sides of the mark; x is NULL
 * where there is none, and once more where it turns out to be damaged: begin anew then.
 */
typedef int (*IndexReader)(void *ctx, Index *x, Store *s);
int index_read(Index *x, Store *s, IndexReader read, void *ctx);

/* ---- index_tally.c: what events say of time ---- */

enum { LAYER_SAID, LAYER_ALARM, LAYER_WAITS, LAYER_BLOCKED, LAYER_COUNT };

/* What one agent did in one run in one bucket.  A layer: layer_time() when it was set << 8 | value; -1: it was not. */
typedef struct {
    const char *slug, *run;
    int64_t at;
    int64_t layers[LAYER_COUNT];
    unsigned marks;
    int64_t events, first_seq, last_seq;
    int64_t number;             /* of the agent; see Item */
} Cell;
typedef struct { Cell *items; size_t len, cap; } Cells;

/* How many tasks more (or fewer) are in each state from this bucket on. */
typedef struct { int64_t at; int64_t n[TASK_STATE_COUNT]; } Shift;
typedef struct { Shift *items; size_t len, cap; } Shifts;

/* The minute since which something is known: before that nobody needs to look for it. */
typedef struct { int64_t first, layers[LAYER_COUNT]; } Since;
extern const Since since_never;

/* What has to be known to read the next event, or buckets: one task, handoff, agent, author in one run, run. */
typedef enum { ITEM_TASK, ITEM_HANDOFF, ITEM_AGENT, ITEM_AUTHOR, ITEM_RUN } ItemKind;
typedef struct {
    ItemKind kind;
    const char *id;
    int64_t state;              /* of a task: its state, -1 when it is gone */
    const char *slug, *run;     /* of a task and a handoff: whose; of an author: slug is the handoff that waits */
    const char *shown;          /* of an agent */
    int64_t waits, blocked;     /* of an agent: how many handoffs and tasks of its own */
    int64_t number;             /* of an agent that is in a bucket: 0, 1, 2 …; else -1 */
    Since since;                /* of an agent, and of a run: buckets with it; layers: when first set */
} Item;
/* The columns of an item's since; with NULL for never. */
#define SINCE_COLUMNS "first, first_said, first_alarm, first_waits, first_blocked"
Since since_column(sqlite3_stmt *st, int col);

typedef struct {
    Index *x;                   /* NULL: nothing is known from before */
    Arena *a;
    Cells cells;                /* of minutes, one per event until cells_merge() */
    Shifts shifts;
    struct { Item **items; size_t len, cap; } items;
    Item **places;              /* the items by hash */
    size_t place_count;
    int failed;                 /* what the index knows of an item could not be read: -errno */
} Tally;

void tally_begin(Tally *t, Index *x, Arena *a);
void tally_event(Tally *t, const LedgerRow *row);
int tally_tail(Tally *t, Store *s, int64_t known);      /* events behind this one, as far as is allowed */
int tally_write(Tally *t);                      /* into the index, inside a transaction */
const Item *tally_find_agent(const Tally *t, const char *slug);         /* NULL: none of its events was told */
void tally_number_cells(Tally *t);              /* by their agents, which know since when they are in buckets */

/* ---- index_cells.c: buckets of time ---- */

int64_t level_floor(int level, int64_t at);
int64_t level_ceil(int level, int64_t at);
int64_t layer_time(int64_t at);                 /* since the year 0, so that none is negative */
void cells_floor(Cells *c, int level);
void cells_merge(Cells *c);                     /* by time, run, number and slug; one each */
void cell_join(Cell *into, const Cell *more);   /* more was recorded later */
/* Those of one run in one bucket, in their order, without slug, time and run. */
void cells_pack(const Cell *cells, size_t n, Buf *out);
/* Behind those in it; -EBADMSG, also where their numbers do not rise: nobody is in a row twice. */
int cells_unpack(Str packed, int64_t at, Arena *a, Cells *into);
void shifts_floor(Shifts *s, int level);
void shifts_merge(Shifts *s);                   /* by time */

/* ---- index_words.c: what a person would search for ---- */

/* Appends every text of an event that a human wrote or reads, one to a line. */
void index_words_of(const LedgerRow *row, Buf *out);
extern const char index_words_schema[];         /* the table of them: words(text), rowid is seq */

/* index_fill.c: events behind `after`, oldest first, at most n; returns how many, or -errno. */
typedef int (*RowTaker)(void *ctx, const LedgerRow *row);
int index_each_row(Store *s, int64_t after, int64_t n, RowTaker take, void *ctx, int64_t *ret_last);

#endif
