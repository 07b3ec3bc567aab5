/*
 * million.c - what a long ledger costs: writing it in bulk, its index, and the query of each screen.
 *
 * usage: bench-million make DIR [EVENTS [OF]] appends them, the first ones of a story of so many, to DIR/.baton/state.db,
 *                                             and says how fast beside plain INSERTs
 *        bench-million index DIR              how long its index takes to make
 *        bench-million queries DIR [PART]     the first call and the median of each query (PART: of those whose name
 *                                             has it), beside the simplest SELECT
 * Prints milliseconds and ratios of one run; gates on nothing.
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "baton/store/gate.h"
#include "baton/store/index.h"
#include "db.h"
#include "story.h"

enum { STEP = 10000, TIMES = 201, PAGE = 50 };

static void must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "bench-million: %s\n", what);
    exit(1);
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Of this process, its own and the kernel's for it: what others do at the same time shows less. */
static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

typedef struct { double wall, cpu; } Took;
static Took took_begin(void) { return (Took){ now_ms(), cpu_ms() }; }
static Took took_since(Took from) { return (Took){ now_ms() - from.wall, cpu_ms() - from.cpu }; }

static Store *open_store(Arena *a, const char *dir, StoreMode mode)
{
    Message m = { 0 };
    Store *s = NULL;
    if (store_open(path_join(a, dir, ".baton/state.db"), mode, 5000, &s, &m) < 0)
        must(false, m.text);
    return s;
}

/* ---- writing ---- */

static const char plain_schema[] =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000;"
    "CREATE TABLE event(seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER, kind TEXT, run TEXT, agent TEXT,"
    " slug TEXT, action TEXT, subject TEXT, actor TEXT, source TEXT, host TEXT, reason TEXT, body TEXT, chain BLOB)"
    " STRICT;"
    "CREATE INDEX event_run ON event(run) WHERE run <> ''; CREATE INDEX event_agent ON event(slug) WHERE slug <> '';"
    "CREATE INDEX event_subject ON event(subject) WHERE subject <> '';";

static void insert_plain(sqlite3 *db, sqlite3_stmt *st, const Event *e, int64_t seq)
{
    static const char chain[32];
    char id[48];
    const char *const texts[] = { event_kind_text(e->kind), e->run, e->agent, e->agent, e->action, e->subject, e->actor,
                                  source_text(e->source), e->host, e->reason, e->body };
    snprintf(id, sizeof id, "0197a000-0000-7000-8000-%012" PRIx64, seq);
    sqlite3_bind_int64(st, 1, seq);
    sqlite3_bind_text(st, 2, id, -1, SQLITE_STATIC);
    sqlite3_bind_int64(st, 3, e->at);
    for (int i = 0; i < (int)ARRAY_LEN(texts); i++)
        sqlite3_bind_text(st, 4 + i, texts[i] ? texts[i] : "", -1, SQLITE_STATIC);
    sqlite3_bind_blob(st, 15, chain, sizeof chain, SQLITE_STATIC);
    must(sqlite3_step(st) == SQLITE_DONE, sqlite3_errmsg(db));
    sqlite3_reset(st);
}

/* The same rows with the same indexes, and nothing else. */
static Took plain(Arena *a, const char *dir, int64_t n, int64_t of)
{
    const char *path = path_join(a, dir, ".baton/plain.db");
    sqlite3 *db;
    sqlite3_stmt *st;
    unlink(path);
    must(sqlite3_open(path, &db) == SQLITE_OK && sqlite3_exec(db, plain_schema, NULL, NULL, NULL) == SQLITE_OK, path);
    sqlite3_prepare_v2(db, "INSERT INTO event VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", -1, &st, NULL);
    Story *y = story_new(of);
    Took from = took_begin();
    for (int64_t i = 0; i < n; i++) {
        if (i % STEP == 0)
            sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        insert_plain(db, st, story_next(y), i + 1);
        if (i % STEP == STEP - 1 || i == n - 1)
            sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    }
    Took took = took_since(from);
    story_free(y);
    sqlite3_finalize(st);
    sqlite3_close(db);
    unlink(path);
    return took;
}

static void make(Arena *a, const char *dir, int64_t n, int64_t of)
{
    CLEANUP(store_free_ptr) Store *s = open_store(a, dir, STORE_WRITE);
    Took from = took_begin();
    must(story_append(s, n, of, STEP) == 0, "an event could not be appended");
    Took took = took_since(from), floor = plain(a, dir, n, of);
    printf("appended %" PRId64 " events: %.0f ms, %.0f per s; plain INSERTs %.0f ms, %.0f per s; ratio %.2f\n", n,
           took.wall, (double)n / took.wall * 1e3, floor.wall, (double)n / floor.wall * 1e3, took.wall / floor.wall);
    printf("of processor time: %.0f per s; plain INSERTs %.0f per s; ratio %.2f\n", (double)n / took.cpu * 1e3,
           (double)n / floor.cpu * 1e3, took.cpu / floor.cpu);
}

static void make_index(Arena *a, const char *dir)
{
    CLEANUP(store_free_ptr) Store *s = open_store(a, dir, STORE_READ);
    CLEANUP(index_free_ptr) Index *x = NULL;
    Message m = { 0 };
    double from = now_ms(), worst = 0, before;
    int64_t had, batches = 0;
    int r;
    must(index_open(path_join(a, dir, ".baton"), STORE_WRITE, 5000, &x, &m) == 0, m.text);
    had = index_seq(x);
    do {
        before = now_ms();
        r = index_catch_up(x, s, 15);
        worst = MAX(worst, now_ms() - before);
        batches++;
    } while (r == 1);
    must(r == 0, "the index could not be made");
    printf("indexed %" PRId64 " events: %.0f ms in %" PRId64 " batches, the longest %.1f ms\n", index_seq(x) - had,
           now_ms() - from, batches, worst);
}

/* ---- queries ---- */

typedef struct {
    Store *s;
    Index *x;
    Arena *a;                   /* of one call */
    int64_t last, last_at;
} Look;

static int floor_select(Look *l) { return store_last_seq(l->s) > 0 ? 1 : -1; }

static int events(Look *l, EventQuery q)
{
    EventRows rows = { 0 };
    q.limit = q.limit ? q.limit : PAGE;
    int r = store_events(l->s, l->a, &q, &rows);
    return r < 0 ? r : (int)rows.len;
}
static int newest(Look *l) { return events(l, (EventQuery){ .newest_first = true }); }
static int middle(Look *l) { return events(l, (EventQuery){ .after = l->last / 2 }); }
static int of_run(Look *l) { return events(l, (EventQuery){ .run = "run-030", .newest_first = true }); }
static int of_agent(Look *l) { return events(l, (EventQuery){ .agent = "qa-engineer", .newest_first = true }); }
static int of_both(Look *l) { return events(l, (EventQuery){ .run = "run-030", .agent = "qa-engineer", .newest_first = true }); }
static int of_action(Look *l) { return events(l, (EventQuery){ .action = "ESCALATE", .newest_first = true }); }
static int of_kind(Look *l) { return events(l, (EventQuery){ .kind = "handoff.decided", .newest_first = true }); }
static int of_rare(Look *l) { return events(l, (EventQuery){ .kind = "edit.lost", .newest_first = true }); }
static int since(Look *l) { return events(l, (EventQuery){ .since = l->last_at - 2 * 3600 * 1000, .newest_first = true }); }
static int until(Look *l) { return events(l, (EventQuery){ .until = l->last_at - 40LL * 24 * 3600 * 1000, .newest_first = true }); }
static int of_text(Look *l) { return events(l, (EventQuery){ .text = "(1999)", .newest_first = true }); }
static int counted(Look *l) { return store_event_count(l->s, &(EventQuery){ 0 }) > 0; }
static int counts(Look *l) { StoreCounts c; return store_counts(l->s, &c) == 0; }
static int needs(Look *l) { NeedRows r = { 0 }; return store_needs(l->s, l->a, &r) < 0 ? -1 : (int)r.len; }
static int agents(Look *l) { AgentRows r = { 0 }; return store_agents(l->s, l->a, &(AgentQuery){ 0 }, &r) < 0 ? -1 : (int)r.len; }
static int runs(Look *l) { RunRows r = { 0 }; return store_runs(l->s, l->a, &(RunQuery){ 0 }, &r) < 0 ? -1 : (int)r.len; }
static int run_now(Look *l) { return store_current_run(l->s, l->a) != NULL; }
static int task_groups(Look *l) { TaskGroups r = { 0 }; return store_task_groups(l->s, l->a, &r) < 0 ? -1 : (int)r.len; }
static int tasks(Look *l) { TaskRows r = { 0 }; return store_tasks(l->s, l->a, &(TaskQuery){ .by_agent = true, .limit = PAGE }, &r) < 0 ? -1 : (int)r.len; }
static int handoffs(Look *l) { HandoffRows r = { 0 }; return store_handoffs(l->s, l->a, &(HandoffQuery){ .limit = PAGE, .offset = 1940 }, &r) < 0 ? -1 : (int)r.len; }
/* As the lists count before they read a page, and what a filter looks for: elsewhere, where there are many. */
static int handoffs_all(Look *l) { return (int)store_handoff_count(l->s, &(HandoffQuery){ 0 }); }
static int handoffs_like(Look *l)
{
    Seqs found = { 0 };
    return store_handoff_numbers(l->s, l->a, &(HandoffQuery){ .text = "harbour" }, &found) < 0 ? -1 : (int)found.len;
}
static int escalations_like(Look *l)
{
    Seqs found = { 0 };
    return store_escalation_numbers(l->s, l->a, &(EscalationQuery){ .text = "harbour" }, &found) < 0 ? -1 : (int)found.len;
}
static const char *some_numbers(Look *l)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (int i = 0; i < PAGE; i++)
        buf_addf(&out, "%c%d", i ? ',' : '[', 1 + 37 * i);
    buf_addc(&out, ']');
    return arena_str(l->a, buf_str(&out));
}
static int handoffs_sparse(Look *l) { HandoffRows r = { 0 }; return store_handoffs(l->s, l->a, &(HandoffQuery){ .among = some_numbers(l) }, &r) < 0 ? -1 : (int)r.len; }
static int escalations_sparse(Look *l) { EscalationRows r = { 0 }; return store_escalations(l->s, l->a, &(EscalationQuery){ .among = some_numbers(l) }, &r) < 0 ? -1 : (int)r.len; }
static int tasks_like(Look *l) { TaskRows r = { 0 }; return store_tasks(l->s, l->a, &(TaskQuery){ .by_agent = true, .limit = PAGE, .text = "1" }, &r) < 0 ? -1 : (int)r.len + (store_task_count(l->s, &(TaskQuery){ .text = "1" }) > 0); }
static int agents_like(Look *l) { AgentRows r = { 0 }; return store_agents(l->s, l->a, &(AgentQuery){ .text = "qa" }, &r) < 0 ? -1 : (int)r.len; }
static int escalations(Look *l) { EscalationRows r = { 0 }; return store_escalations(l->s, l->a, &(EscalationQuery){ .limit = PAGE, .offset = 1940 }, &r) < 0 ? -1 : (int)r.len; }
static int closed(Look *l)
{
    EscalationRows r = { 0 };
    EscalationQuery q = { .states = 1u << ESCALATION_RESOLVED | 1u << ESCALATION_REROUTED, .limit = PAGE, .offset = 1930 };
    return store_escalations(l->s, l->a, &q, &r) < 0 ? -1 : (int)r.len;
}

static int beats(Look *l, int level, int64_t span, const char *run)
{
    Beats b = { 0 };
    int r = index_beats(l->x, l->s, l->a, level, l->last_at - span, l->last_at + 1, run, &b);
    return r < 0 ? r : (int)b.len;
}
static int beats_hours(Look *l) { return beats(l, 0, 2 * 3600 * 1000LL, NULL); }
static int beats_wide(Look *l) { return beats(l, 0, 200 * 60 * 1000LL, NULL); }
static int beats_day(Look *l) { return beats(l, 2, 24 * 3600 * 1000LL, NULL); }
static int beats_run(Look *l) { return beats(l, 2, 24 * 3600 * 1000LL, "run-059"); }
static int beats_months(Look *l) { return beats(l, 5, 90 * 24 * 3600 * 1000LL, NULL); }
/* As the list of events asks with every key of a filter, and then for those in sight. */
static int filter(Look *l, const char *words)
{
    Seqs seqs = { 0 };
    int r = index_matches_soon(l->x, l->s, l->a, words, 1001, 120, &seqs);
    return r < 0 ? r : (int)seqs.len;
}
static int sparse(Look *l)
{
    int64_t seqs[PAGE];
    EventRows rows = { 0 };
    for (int i = 0; i < PAGE; i++)
        seqs[i] = l->last - 20 * i;
    return store_events_at(l->s, l->a, seqs, PAGE, &rows) < 0 ? -1 : (int)rows.len;
}
/* On a worker, where that was not all. */
static int filter_whole(Look *l, const char *words)
{
    Seqs seqs = { 0 };
    int r = index_matches(l->x, l->s, l->a, words, 1001, &seqs);
    return r < 0 ? r : (int)seqs.len;
}
static int filter_letter(Look *l) { return filter(l, "t"); }
static int filter_usual(Look *l) { return filter(l, "migration"); }
static int filter_two(Look *l) { return filter(l, "migration led"); }
static int filter_apart(Look *l) { return filter(l, "wrote tested"); }       /* never in one event */
static int filter_three(Look *l) { return filter(l, "wrote the harbour schema"); }
static int whole_usual(Look *l) { return filter_whole(l, "migration"); }
static int whole_two(Look *l) { return filter_whole(l, "migration led"); }
static int whole_apart(Look *l) { return filter_whole(l, "wrote tested"); }
static int filter_rare(Look *l) { return filter(l, "1999"); }
static int filter_none(Look *l) { return filter(l, "xyzzy"); }

/* As `baton events` asks for a span of time. */
static int spanned(Look *l)
{
    SeqSpan span = { 0 };
    EventQuery q = { .until = l->last_at - 40LL * 24 * 3600 * 1000, .newest_first = true };
    if (index_span(l->x, l->s, 0, q.until, &span) < 0)
        return -1;
    q.after = span.first - 1;
    q.before = span.last + 1;
    return events(l, q);
}

/* What stands below the cell under the cursor, and where Enter leads. */
static int told(Look *l)
{
    StrList ids = { 0 };
    int r = store_handoffs_told(l->s, l->a, l->last, l->last_at - 24 * 3600 * 1000LL, l->last_at + 1, &ids);
    return r < 0 ? r : (int)ids.len;
}
static int escalated(Look *l) { return store_escalation_told(l->s, "qa-engineer", l->last_at - 24 * 3600 * 1000LL, l->last_at + 1) > 0; }

static int burn(Look *l)
{
    Burns b = { 0 };
    int r = index_burn(l->x, l->s, l->a, 4, l->last_at - 30 * 24 * 3600 * 1000LL, l->last_at + 1, &b);
    return r < 0 ? r : (int)b.len;
}

typedef struct { const char *name; int (*run)(Look *l); } Question;

static const Question floor_question = { "floor: SELECT max(seq)", floor_select };

/* What a frame of some screen waits for. */
static const Question of_screens[] = {
    { "events, newest page", newest }, { "events, a page in the middle", middle }, { "events of a run", of_run },
    { "events of an agent", of_agent }, { "events of both", of_both },
    { "events of a kind", of_kind }, { "events of no such kind", of_rare }, { "events since 2 hours", since },
    { "count of events", counted }, { "counts by state", counts }, { "needs", needs }, { "agents", agents },
    { "runs", runs }, { "current run", run_now }, { "task groups", task_groups }, { "tasks, a page", tasks },
    { "handoffs, how many", handoffs_all }, { "handoffs of a filter, a page", handoffs_sparse },
    { "escalations of a filter, a page", escalations_sparse }, { "tasks with a text", tasks_like },
    { "agents with a text", agents_like },
    { "handoffs, last page", handoffs }, { "escalations, last page", escalations },
    { "escalations that are over", closed },
    { "timeline, 2 hours", beats_hours }, { "timeline, 200 columns", beats_wide },
    { "timeline, a day", beats_day }, { "timeline, a run", beats_run },
    { "timeline, 3 months", beats_months }, { "handoffs of a cell", told },
    { "escalation of a cell", escalated }, { "burn-up, a month", burn },
    { "filter of events, a letter", filter_letter }, { "filter of events, a word", filter_usual },
    { "filter of events, two words", filter_two }, { "filter of events, a rare word", filter_rare },
    { "filter of events, no such word", filter_none },
    { "filter of events, four words", filter_three }, { "filter of events, never together", filter_apart },
    { "events of a filter, a page", sparse }, { "span of until 40 days ago", spanned },
};

/* What a worker reads while the screen goes on, and the command line where there is no index. */
static const Question of_others[] = {
    { "all of a filter, a word", whole_usual }, { "all of a filter, two words", whole_two },
    { "all of a filter, never together", whole_apart }, { "all of a filter of handoffs", handoffs_like },
    { "all of a filter of escalations", escalations_like },
    { "scan for a rare action", of_action }, { "scan until 40 days ago", until }, { "scan for a rare text", of_text },
};

static double once(Look *l, int (*run)(Look *l), int *ret_rows)
{
    l->a = arena_new();
    double from = now_ms();
    *ret_rows = run(l);
    double took = now_ms() - from;
    l->a = arena_free(l->a);
    return took;
}

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The first call has to prepare its statements, on a connection that has read nothing else. */
static double first_call(Arena *a, const char *dir, Look like, int (*run)(Look *l))
{
    double took[9];
    for (size_t i = 0; i < ARRAY_LEN(took); i++) {
        Message m = { 0 };
        Look l = like;
        int rows;
        l.s = open_store(a, dir, STORE_READ);
        l.x = NULL;
        (void)index_open(path_join(a, dir, ".baton"), STORE_READ, 100, &l.x, &m);
        took[i] = once(&l, run, &rows);
        l.x = index_free(l.x);
        l.s = store_free(l.s);
    }
    qsort(took, ARRAY_LEN(took), sizeof *took, by_size);
    return took[ARRAY_LEN(took) / 2];
}

static double warm_call(Look *l, int (*run)(Look *l), int *ret_rows)
{
    double took[TIMES], begun = now_ms();
    size_t n = 0;
    while (n < TIMES && (n < 3 || now_ms() - begun < 1500))
        took[n++] = once(l, run, ret_rows);
    qsort(took, n, sizeof *took, by_size);
    return took[n / 2];
}

static void ask(Arena *a, const char *dir, Look *l, const Question *q)
{
    int n = 0;
    double first = first_call(a, dir, *l, q->run), warm = warm_call(l, q->run, &n);
    printf("%-32s %6d %9.3f %9.3f%s\n", q->name, n, first, warm, warm > 0.2 || first > 0.5 ? "  *" : "");
}

static void ask_all(Arena *a, const char *dir, Look *l, const char *part, const Question *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(all[i].name, part))
            ask(a, dir, l, &all[i]);
}

static void queries(Arena *a, const char *dir, const char *part)
{
    Look l = { .s = open_store(a, dir, STORE_READ) };
    Message m = { 0 };
    EventRows rows = { 0 };
    (void)index_open(path_join(a, dir, ".baton"), STORE_READ, 100, &l.x, &m);
    l.last = store_last_seq(l.s);
    must(store_events(l.s, a, &(EventQuery){ .newest_first = true, .telemetry_only = true, .limit = 1 }, &rows) == 0 && rows.len, "no events");
    l.last_at = rows.items[0].at;
    printf("%" PRId64 " events; medians in ms\n%-32s %6s %9s %9s\n", l.last, "", "rows", "first", "warm");
    ask(a, dir, &l, &floor_question);
    ask_all(a, dir, &l, part, of_screens, ARRAY_LEN(of_screens));
    printf("not waited for by any frame:\n");
    ask_all(a, dir, &l, part, of_others, ARRAY_LEN(of_others));
    l.x = index_free(l.x);
    l.s = store_free(l.s);
}

int main(int argc, char **argv)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    setvbuf(stdout, NULL, _IOLBF, 0);   /* into a pipe too, as each is measured */
    if (argc >= 3 && strcmp(argv[1], "make") == 0)
        make(a, argv[2], argc > 3 ? atoll(argv[3]) : 1000000, argc > 3 ? atoll(argv[argc > 4 ? 4 : 3]) : 1000000);
    else if (argc == 3 && strcmp(argv[1], "index") == 0)
        make_index(a, argv[2]);
    else if (argc >= 3 && strcmp(argv[1], "queries") == 0)
        queries(a, argv[2], argc > 3 ? argv[3] : "");
    else
        must(false, "usage: bench-million make DIR [EVENTS [OF]] | index DIR | queries DIR [PART]");
    return 0;
}
