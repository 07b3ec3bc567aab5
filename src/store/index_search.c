/*
 * index_search.c - finding words: in events, newest first, and in documents.
 *
 * What is behind the mark goes through a full-text table in memory, so that a word means the same on both sides.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "index_db.h"
#include "index_wanted.h"
#include "open.h"
#include "queries.h"

enum { LOOKED_AT_MAX = 100000, LIMIT = 50,      /* LOOKED_AT_MAX: events that a filter may turn away */
       STEPS = 8,               /* of SQLite between two looks at the clock: a few rows, or pages of words */
       TAIL_SOON = 24 };        /* events behind the mark that are read where it has to be quick */

const char index_words_schema[] = "CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0, "
                                  "prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 2');";

/* ---- events ---- */

typedef struct {
    Store *s;
    Arena *a;
    const SearchQuery *q;
    const Wanted *wanted;
    const char *slug;
    int64_t limit, looked_at;
    SearchHits *hits;
    Seqs *seqs;                 /* not NULL: only these are wanted, and nothing is filtered */
    int budget_us;              /* 0: as long as it takes */
    int64_t deadline;           /* from the first look on */
    bool over;                  /* time was: there may be more */
} Search;

static bool fits(const Search *w, const LedgerRow *row)
{
    const SearchQuery *q = w->q;
    return (!q->run || strcmp(row->e.run, q->run) == 0) && (!w->slug || strcmp(row->slug, w->slug) == 0) &&
           (!q->since || row->e.at >= q->since) && (!q->until || row->e.at <= q->until);
}

static void add_hit(Search *w, sqlite3_stmt *st, const LedgerRow *row)
{
    CLEANUP(buf_done) Buf words = BUF_INIT;
    int number = 0;

    index_words_of(row, &words);
    SearchHit hit = { .event = event_read(w->a, st),
                      .text = arena_str(w->a, wanted_line(w->wanted, buf_str(&words), &number)) };
    AVEC_PUSH(w->hits, w->a, hit);
}

static int look_at(Search *w, int64_t seq)
{
    if (w->seqs) {
        AVEC_PUSH(w->seqs, w->a, seq);
        return 0;
    }
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(w->s, "SELECT " EVENT_COLUMNS " FROM event WHERE seq = ?", "i", seq);
    LedgerRow row;
    int r = sql_step(w->s, st);

    if (r == 1 && ledger_row_read(st, &row) && fits(w, &row))
        add_hit(w, st, &row);
    return MIN(r, 0);
}

static int64_t run_end(Store *s, const char *run, const char *sql)
{
    return run && *run ? sql_int(s, sql, "t", run) : 0;
}

/* FTS5 may walk far for one row.  It reads its pages by statements, so that SQLite looks here on the way too. */
static int is_over(void *ctx)
{
    const Search *w = ctx;
    return clock_mono_us() >= w->deadline;
}

static void begin_looking(Search *w, Store *words)
{
    if (w->budget_us && !w->deadline)
        w->deadline = clock_mono_us() + w->budget_us;
    if (w->budget_us)
        sqlite3_progress_handler(words->db, STEPS, is_over, w);
}

static int end_looking(Search *w, Store *words, int r)
{
    if (w->budget_us)
        sqlite3_progress_handler(words->db, 0, NULL, NULL);
    w->over |= w->budget_us && r == -EINTR;
    return w->over ? 0 : MIN(r, 0);
}

/* A run's events stand together: outside of them nothing has to be looked at. */
static int find_events(Search *w, Store *words, const char *match, int64_t below, int64_t first)
{
    first = MAX(first, run_end(w->s, w->q->run, "SELECT min(seq) FROM event WHERE run = ? AND run <> ''"));
    int64_t last = run_end(w->s, w->q->run, "SELECT max(seq) FROM event WHERE run = ? AND run <> ''");
    if (w->q->run && *w->q->run)
        below = MIN(below, last + 1);
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(words, "SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? AND rowid >= ? ORDER BY rowid DESC",
                  "tii", match, below, first);
    int r = 0;

    begin_looking(w, words);
    while (r == 0 && (int64_t)(w->seqs ? w->seqs->len : w->hits->len) < w->limit && w->looked_at++ < LOOKED_AT_MAX &&
           (r = sql_step(words, st)) == 1)
        r = look_at(w, sqlite3_column_int64(st, 0));
    return end_looking(w, words, r);
}

static int find_in_index(Search *w, Index *x, int64_t below, int64_t first)
{
    CLEANUP(buf_done) Buf match = BUF_INIT;
    int r = wanted_match(w->wanted, &x->db, w->a, &match);
    return r == 1 ? find_events(w, &x->db, match.data, below, first) : r;
}

static int take_words(void *ctx, const LedgerRow *row)
{
    CLEANUP(buf_done) Buf words = BUF_INIT;
    index_words_of(row, &words);
    return words.len ? sql_run(ctx, "INSERT INTO words(rowid, text) VALUES(?,?)", "it", row->e.seq, words.data) : 0;
}

static int tail_make(Tail *t, Store *s, int64_t from)
{
    tail_drop(t);
    t->from = t->to = from;
    t->redacted = index_last_redaction(s);
    t->words.mode = STORE_WRITE;
    int r = connect_open(&t->words, ":memory:", SQLITE_OPEN_READWRITE, NULL);
    return r < 0 ? r : sql_errno(t->words.db, sqlite3_exec(t->words.db, index_words_schema, NULL, NULL, NULL));
}

/* A filter asks with every key: what was read for the last one is kept. */
static bool is_kept(const Tail *t, Store *s, int64_t from)
{
    return t->words.db && t->from <= from && from <= t->to && t->to - t->from <= 2 * INDEX_TAIL_MAX &&
           t->redacted == index_last_redaction(s) && t->to <= store_last_seq(s);
}

static int tail_read(Tail *t, Store *s, int64_t from)
{
    int r = is_kept(t, s, from) ? 0 : tail_make(t, s, from);

    if (r < 0)
        return r;
    (void)sqlite3_exec(t->words.db, "BEGIN", NULL, NULL, NULL);
    r = index_each_row(s, t->to, INDEX_TAIL_MAX, take_words, &t->words, &t->to);
    (void)sqlite3_exec(t->words.db, "COMMIT", NULL, NULL, NULL);
    return MIN(r, 0);
}

void tail_drop(Tail *t)
{
    connect_close(&t->words);
    *t = (Tail){ 0 };
}

/* What the index does not have yet. */
static int find_in_tail(Search *w, Tail *t, int64_t from, int64_t below)
{
    int64_t last = store_last_seq(w->s);
    w->over = w->budget_us && last - (is_kept(t, w->s, from) ? t->to : from) > TAIL_SOON;
    int r = last > from && !w->over ? tail_read(t, w->s, from) : 1;
    return r ? MIN(r, 0) : find_events(w, &t->words, w->wanted->match.data, below, from + 1);
}

static int search_events(Search *w, Index *x)
{
    Tail own = { 0 };
    int64_t known = index_known(x, w->s), from = MAX(known, store_last_seq(w->s) - INDEX_TAIL_MAX);
    int64_t below = w->q->before > 0 ? w->q->before : INT64_MAX;
    int r = below > from + 1 ? find_in_tail(w, x ? &x->tail : &own, from, below) : 0;

    tail_drop(&own);
    return r < 0 || !known || w->over ? r : find_in_index(w, x, MIN(below, known + 1), 0);
}

typedef struct { Store *words; const Wanted *wanted; } Piece;

static int take_likely(void *ctx, const LedgerRow *row)
{
    CLEANUP(buf_done) Buf words = BUF_INIT;
    const Piece *p = ctx;
    index_words_of(row, &words);
    return words.len && wanted_may_be_in(p->wanted, buf_str(&words))
               ? sql_run(p->words, "INSERT INTO words(rowid, text) VALUES(?,?)", "it", row->e.seq, words.data)
               : 0;
}

static int find_in_piece(Search *w, int64_t from, int64_t to)
{
    Tail t = { 0 };
    Piece piece = { &t.words, w->wanted };
    int64_t last = 0;
    int r = tail_make(&t, w->s, from);

    if (r == 0)
        r = MIN(index_each_row(w->s, from, to - from, take_likely, &piece, &last), 0);
    if (r == 0)
        r = find_events(w, &t.words, w->wanted->match.data, to + 1, from + 1);
    tail_drop(&t);
    return r;
}

/* What the index does not have is taken through a table of words, the newest piece first. */
static int find_in(Search *w, Index *x, SeqSpan in)
{
    int64_t known = index_known(x, w->s);
    int64_t to = MIN(in.last, store_last_seq(w->s)), end = MAX(known, in.first - 1);
    int r = 0;

    while (r == 0 && to > end && (int64_t)w->seqs->len < w->limit) {
        int64_t from = MAX(end, to - INDEX_TAIL_MAX);
        r = find_in_piece(w, from, to);
        to = from;
    }
    return r < 0 || !known ? r : find_in_index(w, x, MIN(in.last, known) + 1, in.first);
}

/* ---- documents ---- */

static int search_documents(Search *w, Index *x)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(&x->db, "SELECT text, path, line FROM lines WHERE lines MATCH ? ORDER BY rowid DESC LIMIT ?", "ti",
                  w->wanted->match.data, w->limit);
    int r;

    while ((r = sql_step(&x->db, st)) == 1) {
        int number = 0;
        Str line = wanted_line(w->wanted, str_from(sql_borrow(st, 0)), &number);
        SearchHit hit = { .file = sql_full_text(w->a, st, 1), .line = sql_small(st, 2) + number,
                          .text = arena_str(w->a, str_trim(line)) };
        AVEC_PUSH(w->hits, w->a, hit);
    }
    return r;
}

/* ---- what is asked for ---- */

typedef struct {
    Arena *a;
    const SearchQuery *q;
    const SeqSpan *in;          /* NULL: as far back as the index goes */
    int budget_us;
    bool over;
    SearchHits hits;
    Seqs seqs;
} Asked;

static int find_seqs(void *ctx, Index *x, Store *s)
{
    Asked *k = ctx;
    Wanted wanted = { .match = BUF_INIT };
    Search w = { .s = s, .a = k->a, .q = k->q, .wanted = &wanted, .limit = k->q->limit, .seqs = &k->seqs,
                 .budget_us = k->budget_us };
    int r = wanted_read(&wanted, k->a, k->q->words);

    k->seqs = (Seqs){ 0 };
    if (r == 0)
        r = k->in ? find_in(&w, x, *k->in) : search_events(&w, x);
    k->over = w.over;
    buf_done(&wanted.match);
    return r;
}

static int find_hits(void *ctx, Index *x, Store *s)
{
    Asked *k = ctx;
    const SearchQuery *q = k->q;
    const char *slug = q->agent ? agent_slug(k->a, str_from(q->agent)) : NULL;
    Wanted wanted = { .match = BUF_INIT };
    Search w = { .s = s, .a = k->a, .q = q, .wanted = &wanted, .slug = q->agent && !slug ? "" : slug,
                 .limit = q->limit > 0 ? q->limit : LIMIT, .hits = &k->hits };
    int r = wanted_read(&wanted, k->a, q->words ? q->words : "");

    k->hits = (SearchHits){ 0 };
    if (r == 0 && q->documents)
        r = x ? search_documents(&w, x) : 0;
    else if (r == 0)
        r = search_events(&w, x);
    buf_done(&wanted.match);
    return r;
}

int index_search(Index *x, Store *s, Arena *a, const SearchQuery *q, SearchHits *ret_hits)
{
    Asked k = { .a = a, .q = q };
    int r = index_read(x, s, find_hits, &k);
    if (r == 0)
        *ret_hits = k.hits;
    return r;
}

int index_matches(Index *x, Store *s, Arena *a, const char *words, int64_t limit, Seqs *ret_seqs)
{
    Asked k = { .a = a, .q = &(SearchQuery){ .words = words, .limit = limit } };
    int r = index_read(x, s, find_seqs, &k);
    if (r == 0)
        *ret_seqs = k.seqs;
    return r;
}

int index_matches_soon(Index *x, Store *s, Arena *a, const char *words, int64_t limit, int budget_us,
                       Seqs *ret_seqs)
{
    Asked k = { .a = a, .q = &(SearchQuery){ .words = words, .limit = limit }, .budget_us = budget_us };
    int r = index_read(x, s, find_seqs, &k);
    if (r < 0)
        return r;
    *ret_seqs = k.seqs;
    return k.over;
}

int index_matches_in(Index *x, Store *s, Arena *a, const SearchQuery *q, SeqSpan in, Seqs *ret_seqs)
{
    Asked k = { .a = a, .q = q, .in = &in };
    int r = index_read(x, s, find_seqs, &k);
    if (r == 0)
        *ret_seqs = k.seqs;
    return r;
}
