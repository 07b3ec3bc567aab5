/*
 * index.h - what makes a long ledger quick to look back on: full-text search, and who did what when.
 *
 * A cache in a database of its own (.baton/index.db), filled from the ledger behind a mark, in batches, by
 * whoever has time: the dashboard's worker, `baton watch`, a command that searches.  Writers of
 * events never touch it.  It can be removed at any time and is made anew; what was redacted leaves it with the
 * next batch, and before anything is shown.  Queries look at what is behind the mark too, in the ledger itself, as far
 * as INDEX_TAIL_MAX events.  One Index belongs to one thread.
 */
#ifndef BATON_STORE_INDEX_H
#define BATON_STORE_INDEX_H

#include "baton/store/store.h"

enum { INDEX_TAIL_MAX = 2000 };

typedef struct Index Index;

/* -ENOENT with STORE_READ: there is none yet.  One that is damaged or of another version is made anew. */
int index_open(const char *baton_dir, StoreMode mode, int timeout_ms, Index **ret_index, Message *m);
Index *index_free(Index *x);
static inline void index_free_ptr(Index **x) { *x = index_free(*x); }

/*
 * Empties the one that is there, and its files of every byte that was in it: for what was redacted.  -EBUSY: somebody
 * reads in it; then it is removed, and whoever has it open still holds the bytes until he ends.
 */
int index_forget(const char *baton_dir, int timeout_ms);

/* Takes in events for about so long.  1: more is left; 0: up to date; -EBUSY: another process is at it. */
int index_catch_up(Index *x, Store *s, int budget_ms);
int64_t index_seq(Index *x);                    /* up to which event it goes; 0: none */

/* ---- documents: core reads them, the index keeps their words ---- */

/* 1: it has this digest of it already. */
int index_has_document(Index *x, const char *path, const char *digest);
int index_document(Index *x, const char *path, const char *digest, Str text);
int index_keep_documents(Index *x, const StrList *paths);      /* drops all others */

/* ---- search ---- */

typedef struct {
    const char *words;          /* all of them; the last one may be the beginning of one; "…" keeps words together */
    const char *run, *agent;
    int64_t since, until;       /* ms UTC; 0: open */
    int64_t before;             /* seq, exclusive: the next page; 0: from the newest */
    bool documents;             /* else events */
    int64_t limit;
} SearchQuery;
typedef struct {
    Event event;                /* seq 0: it is a line of a document */
    const char *file;
    int line;
    const char *text;           /* what holds the words: a reason, a comment, a line; Raw */
} SearchHit;
typedef struct { SearchHit *items; size_t len, cap; } SearchHits;
/* Newest first; x NULL: only the tail is looked at.  -EINVAL: there is no word in it. */
int index_search(Index *x, Store *s, Arena *a, const SearchQuery *q, SearchHits *ret_hits);
/* Only which events, for a list that reads those in sight: at most so many, newest first. */
int index_matches(Index *x, Store *s, Arena *a, const char *words, int64_t limit, Seqs *ret_seqs);
/*
 * The newest of them that are found within about so many microseconds, none left out between them; 1: there may be
 * more.  Words that are everywhere and never together take long, and events behind the mark do: none is found then.
 */
int index_matches_soon(Index *x, Store *s, Arena *a, const char *words, int64_t limit, int budget_us,
                       Seqs *ret_seqs);

/* ---- which events, for a query of the ledger itself ---- */

typedef struct { int64_t first, last; } SeqSpan;        /* both inclusive; first > last: none */
/* Outside of it no event is from since … until (0: open).  -ENOENT: the index does not know. */
int index_span(Index *x, Store *s, int64_t since, int64_t until, SeqSpan *ret);
/*
 * As index_matches(), within a span (and of a run only where its events are), and however far the index goes: the
 * rest is read from the ledger.
 */
int index_matches_in(Index *x, Store *s, Arena *a, const SearchQuery *q, SeqSpan in, Seqs *ret_seqs);

/* ---- who did what when ---- */

/* Widths of a bucket of time that are kept, in minutes; a bucket begins at a multiple of its width since 1970 UTC. */
#define INDEX_LEVELS(X) X(1) X(5) X(15) X(60) X(240) X(1440)
enum {
#define X(minutes) +1
    INDEX_LEVEL_COUNT = 0 INDEX_LEVELS(X)
#undef X
};
int64_t index_level_ms(int level);              /* 0 … INDEX_LEVEL_COUNT - 1 */

enum {                          /* what happened in a bucket: bits */
    BEAT_START = 1, BEAT_END = 2, BEAT_TEST = 4, BEAT_ESCALATION = 8, BEAT_HANDOFF = 16, BEAT_DECISION = 32,
    BEAT_OTHER = 64,
};
typedef struct {
    const char *slug, *name;    /* "" for what names no agent */
    int64_t at;                 /* beginning of the bucket, ms UTC; less than `from`: the state it came with */
    AgentState state;           /* at its end: what it said of itself, its handoffs and its blocked tasks */
    unsigned marks;
    int64_t events;
    int64_t last_seq;           /* the newest of them, for opening it */
} Beat;
typedef struct { Beat *items; size_t len, cap; } Beats;
/*
 * Buckets with something in them that begin in [from, to), by slug and time; before those of an agent, one
 * with what it was at before `from`, if anything is known.  run NULL: any.  A run's are counted from its events.
 */
int index_beats(Index *x, Store *s, Arena *a, int level, int64_t from, int64_t to, const char *run, Beats *ret_beats);

/* How many tasks were in which state at the end of each bucket where that changed. */
typedef struct { int64_t at; int64_t n[TASK_STATE_COUNT]; } Burn;
typedef struct { Burn *items; size_t len, cap; } Burns;
int index_burn(Index *x, Store *s, Arena *a, int level, int64_t from, int64_t to, Burns *ret_burns);

#endif
