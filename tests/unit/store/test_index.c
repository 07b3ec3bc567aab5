/*
 * test_index.c - the cache beside the ledger: who did what when, and that it says the same however it was filled.
 */
#include "ledger_help.h"

#include "baton/store/gate.h"
#include "index_db.h"

static const int64_t MINUTE = 60000, HOUR = 60 * 60000, DAY = 24 * 60 * 60000;

/* 2026-01-05T00:00Z: the beginning of a bucket of every width. */
static const int64_t day0 = 1767571200000LL;

static Index *open_index(Bench *b)
{
    Message m = { 0 };
    Index *x = NULL;
    int r = index_open(b->dir, STORE_WRITE, 1000, &x, &m);
    if (r < 0)
        fail_msg("%s", m.text);
    return x;
}

static void fill(Index *x, Store *s)
{
    int r;
    while ((r = index_catch_up(x, s, 1)) == 1)
        ;
    assert_int_equal(r, 0);
    assert_int_equal(index_seq(x), store_last_seq(s));
}

static void beats_text(Bench *b, Index *x, int level, int64_t from, int64_t to, const char *run, Buf *out)
{
    Beats beats = { 0 };
    assert_int_equal(index_beats(x, b->s, b->a, level, from, to, run, &beats), 0);
    for (size_t i = 0; i < beats.len; i++) {
        const Beat *t = &beats.items[i];
        if (t->at < from)
            buf_addf(out, "%s before %s; ", t->slug, agent_state_text(t->state));
        else
            buf_addf(out, "%s %lld %s %u x%lld #%lld; ", t->slug, (long long)((t->at - day0) / MINUTE),
                     agent_state_text(t->state), t->marks, (long long)t->events, (long long)t->last_seq);
    }
}

static void assert_beats(Bench *b, Index *x, int level, int64_t from, int64_t to, const char *run, const char *expected)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    beats_text(b, x, level, from, to, run, &out);
    assert_string_equal(out.data, expected);
}

static void burn_text(Bench *b, Index *x, int level, int64_t from, int64_t to, Buf *out)
{
    Burns burns = { 0 };
    assert_int_equal(index_burn(x, b->s, b->a, level, from, to, &burns), 0);
    for (size_t i = 0; i < burns.len; i++) {
        buf_addf(out, "%lld:", (long long)((burns.items[i].at - day0) / MINUTE));
        for (int k = 0; k < TASK_STATE_COUNT; k++)
            buf_addf(out, " %lld", (long long)burns.items[i].n[k]);
        buf_adds(out, "; ");
    }
}

static void said(Bench *b, int64_t minute, const char *run, const char *agent, const char *action)
{
    add(b->s, (Event){ .kind = EVENT_TELEMETRY, .at = day0 + minute * MINUTE, .run = run, .agent = agent,
                       .action = action });
}

static void happened(Bench *b, int64_t minute, EventKind kind, const char *agent, const char *subject,
                     const char *body)
{
    add(b->s, (Event){ .kind = kind, .at = day0 + minute * MINUTE, .run = "r1", .agent = agent, .subject = subject,
                       .body = body });
}

static void test_states(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);

    said(b, 0, "r1", "Backend", "START");
    said(b, 3, "r1", "Backend", "TEST");
    said(b, 7, "r1", "Backend", "ESCALATE");
    said(b, 61, "r1", "Backend", "COMPLETED");
    happened(b, 62, EVENT_HANDOFF_REVISED, NULL, "h1", "{\"from\":\"/backend\",\"state\":\"submitted\",\"revision\":\"d\"}");
    happened(b, 80, EVENT_HANDOFF_DECIDED, NULL, "h1", "{\"verdict\":\"approved\",\"state\":\"approved\",\"revision\":\"d\"}");
    fill(x, b->s);
    assert_beats(b, x, 0, day0, day0 + DAY, NULL,
                 "backend 0 working 1 x1 #1; backend 3 working 4 x1 #2; backend 7 escalated 8 x1 #3; "
                 "backend 61 done 2 x1 #4; backend 62 waiting 16 x1 #5; backend 80 done 32 x1 #6; ");
    assert_beats(b, x, 2, day0 + 10 * MINUTE, day0 + DAY, NULL,
                 "backend before escalated; backend 60 waiting 18 x2 #5; backend 75 done 32 x1 #6; ");
    assert_beats(b, x, 0, day0 + 70 * MINUTE, day0 + 75 * MINUTE, NULL, "backend before waiting; ");
    assert_beats(b, x, 5, day0 + 40 * DAY, day0 + 50 * DAY, NULL, "backend before done; ");
}

/* The timeline and the rows of agents have one table of words. */
static void test_words_are_the_states_of_the_ledger(void **state)
{
    static const struct { const char *action, *reason, *state; unsigned mark; } cases[] = {
        { "BLOCKED", NULL, "blocked", BEAT_OTHER }, { "TEST", NULL, "working", BEAT_TEST },
        { "blocked", NULL, "blocked", BEAT_OTHER }, { "Completed", NULL, "done", BEAT_END },
        { "ROUTE", NULL, "working", BEAT_OTHER }, { "ESCALATE", NULL, "escalated", BEAT_ESCALATION },
        { "START", NULL, "working", BEAT_START },
        { "NOTE", "⚠️ ESCALATION: no key for it. Routing to /lead.", "escalated", BEAT_ESCALATION },
    };
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);

    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t at = day0 + (int64_t)i * MINUTE;
        Beats beats = { 0 };
        add(b->s, (Event){ .kind = EVENT_TELEMETRY, .at = at, .run = "r1", .agent = "dev", .action = cases[i].action,
                           .reason = cases[i].reason });
        fill(x, b->s);
        assert_int_equal(index_beats(x, b->s, b->a, 0, at, at + MINUTE, NULL, &beats), 0);
        assert_string_equal(agent_state_text(beats.items[beats.len - 1].state), cases[i].state);
        assert_int_equal(beats.items[beats.len - 1].marks, cases[i].mark);
        assert_rows(b->s, "SELECT reported FROM agent", arena_printf(b->a, "%s;", cases[i].state));
    }
}

static void test_late_import(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);

    said(b, 10, "r2", "qa", "COMPLETED");
    fill(x, b->s);
    said(b, 5, "r1", "qa", "START");
    fill(x, b->s);
    assert_beats(b, x, 0, day0, day0 + DAY, NULL, "qa 5 working 1 x1 #2; qa 10 done 2 x1 #1; ");
    assert_beats(b, x, 2, day0, day0 + DAY, NULL, "qa 0 done 3 x2 #2; ");
    assert_beats(b, x, 2, day0, day0 + DAY, "r1", "qa 0 working 1 x1 #2; ");
    assert_beats(b, x, 2, day0 + HOUR, day0 + DAY, "r2", "qa before done; ");
}

static void test_blocked_and_burn(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);
    CLEANUP(buf_done) Buf out = BUF_INIT;

    happened(b, 0, EVENT_TASK_ADDED, "dev", "t1", "{\"state\":\"pending\",\"assignee\":\"dev\",\"title\":\"a\"}");
    happened(b, 1, EVENT_TASK_ADDED, "dev", "t2", "{\"state\":\"blocked\",\"assignee\":\"dev\",\"title\":\"b\"}");
    happened(b, 20, EVENT_TASK_STATE, "dev", "t1", "{\"from\":\"pending\",\"to\":\"done\"}");
    happened(b, 40, EVENT_TASK_GONE, "dev", "t2", "{}");
    fill(x, b->s);
    assert_beats(b, x, 0, day0, day0 + DAY, NULL,
                 "dev 0 unknown 64 x1 #1; dev 1 blocked 64 x1 #2; dev 20 blocked 64 x1 #3; dev 40 unknown 64 x1 #4; ");
    burn_text(b, x, 0, day0, day0 + DAY, &out);
    assert_string_equal(out.data, "0: 0 1 0 0 0 0 0; 1: 0 1 0 1 0 0 0; 20: 0 0 0 1 0 1 0; 40: 0 0 0 0 0 1 0; ");
    buf_clear(&out);
    burn_text(b, x, 2, day0 + 15 * MINUTE, day0 + DAY, &out);
    assert_string_equal(out.data, "15: 0 0 0 1 0 1 0; 30: 0 0 0 0 0 1 0; ");
    buf_clear(&out);
    burn_text(b, x, 0, day0 + 30 * MINUTE, day0 + 35 * MINUTE, &out);
    assert_string_equal(out.data, "30: 0 0 0 1 0 1 0; ");
}

/* Who is known only from the index, and was in no bucket yet. */
static void test_author_of_a_draft(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);

    happened(b, 0, EVENT_HANDOFF_REVISED, "lead", "h1", "{\"from\":\"/dev\",\"state\":\"draft\",\"revision\":\"d\"}");
    fill(x, b->s);
    happened(b, 2, EVENT_HANDOFF_DECIDED, "qa", "h1", "{\"verdict\":\"commented\",\"state\":\"draft\",\"revision\":\"d\"}");
    for (int i = 0; i < 2; i++) {
        assert_beats(b, x, 0, day0, day0 + DAY, NULL, "dev 2 unknown 32 x1 #2; lead 0 unknown 16 x1 #1; ");
        fill(x, b->s);
    }
}

/* A clock that was never set. */
static void test_before_1970(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);
    int64_t minute0 = -day0 / MINUTE;

    said(b, minute0 - 60, "r1", "dev", "COMPLETED");
    fill(x, b->s);
    said(b, minute0 - 70, "r1", "dev", "START");
    happened(b, minute0 - 8, EVENT_TASK_ADDED, "dev", "t1", "{\"state\":\"pending\",\"title\":\"a\"}");
    for (int i = 0; i < 2; i++) {
        assert_beats(b, x, 0, -5 * MINUTE, DAY, NULL, "dev before done; ");
        fill(x, b->s);
    }
}

/* ---- however it was filled ---- */

static unsigned random_state;
static unsigned pick(unsigned n)
{
    random_state = random_state * 1103515245 + 12345;
    return (random_state >> 16) % n;
}

static void add_random(Bench *b)
{
    static const char *const actions[] = { "START", "COMPLETED", "TEST", "ESCALATE", "ROUTE", "thinking" };
    static const char *const agents[] = { "ann", "ben", "cy" };
    static const char *const runs[] = { "r1", "r2", NULL };
    static const char *const states[] = { "pending", "in_progress", "blocked", "done" };
    const char *agent = agents[pick(3)];
    char id[8], body[160];
    int64_t minute = pick(3 * 24 * 60);

    snprintf(id, sizeof id, "t%u", pick(6));
    snprintf(body, sizeof body, "{\"state\":\"%s\",\"to\":\"%s\",\"assignee\":\"%s\",\"title\":\"x\"}", states[pick(4)],
             states[pick(4)], agents[pick(3)]);
    switch (pick(6)) {
    case 0: happened(b, minute, EVENT_TASK_ADDED, agent, id, body); break;
    case 1: happened(b, minute, EVENT_TASK_STATE, agent, id, body); break;
    case 2: happened(b, minute, EVENT_TASK_GONE, agent, id, body); break;
    case 3: happened(b, minute, EVENT_HANDOFF_REVISED, NULL, id,
                     pick(2) ? "{\"from\":\"ann\",\"state\":\"submitted\",\"revision\":\"d\"}"
                             : "{\"from\":\"ben\",\"state\":\"draft\",\"revision\":\"e\"}"); break;
    default: said(b, minute, runs[pick(3)], agent, actions[pick(6)]);
    }
}

static void everything(Bench *b, Index *x, Buf *out)
{
    static const char *const runs[] = { NULL, "r1" };
    for (int level = 0; level < INDEX_LEVEL_COUNT; level++)
        for (size_t i = 0; i < ARRAY_LEN(runs); i++)
            for (int64_t from = day0; from < day0 + 2 * DAY; from += 7 * HOUR + 13 * MINUTE) {
                beats_text(b, x, level, from, from + DAY, runs[i], out);
                burn_text(b, x, level, from, from + DAY, out);
                buf_addc(out, '\n');
            }
}

/* All from the tail, all at once, and one event at a time with some of it in the tail: the same. */
static void test_any_filling(void **state)
{
    Bench *b = *state;
    CLEANUP(buf_done) Buf tail = BUF_INIT, once = BUF_INIT, steps = BUF_INIT;
    CLEANUP(index_free_ptr) Index *x = open_index(b);

    random_state = 7;
    for (int i = 0; i < 120; i++) {
        add_random(b);
        if (pick(3) == 0 && i < 110)
            fill(x, b->s);
    }
    assert_true(index_seq(x) < store_last_seq(b->s));
    everything(b, NULL, &tail);
    everything(b, x, &steps);
    assert_string_equal(tail.data, steps.data);
    x = index_free(x);
    unlink(path_join(b->a, b->dir, "index.db"));
    x = open_index(b);
    fill(x, b->s);
    everything(b, x, &once);
    assert_string_equal(tail.data, once.data);
}

/* ---- search ---- */

static void found_text(Bench *b, Index *x, SearchQuery q, Buf *out)
{
    SearchHits hits = { 0 };
    int r = index_search(x, b->s, b->a, &q, &hits);
    if (r < 0)
        buf_addf(out, "%d", r);
    for (size_t i = 0; i < hits.len; i++) {
        const SearchHit *h = &hits.items[i];
        if (h->file)
            buf_addf(out, "%s:%d %s; ", h->file, h->line, h->text);
        else
            buf_addf(out, "%lld ", (long long)h->event.seq);
    }
}

static void add_searched(Bench *b)
{
    say(b->s, "r1", "backend", "NOTE", "Caf\303\251 tables are ready");
    say(b->s, "r1", "qa", "TEST", "the migration of tables failed");
    say(b->s, "r2", "backend", "NOTE", "migrated; OR AND NOT \"quoted\" x:y (");
    happened(b, 5, EVENT_HANDOFF_DECIDED, NULL, "h1",
             "{\"verdict\":\"rejected\",\"remarks\":[{\"file\":\"a.c\",\"text\":\"mind the sluice\"}],\"digest\":\"deadbeef\"}");
    say(b->s, "r2", "ops", "NOTE", "tables again");
}

static const struct {
    SearchQuery q;
    const char *expected;
} searches[] = {
    { { .words = "tables" }, "5 2 1 " },
    { { .words = "migr" }, "3 2 " },
    { { .words = "migr " }, "" },
    { { .words = "\"migr\"" }, "" },
    { { .words = "Migra" }, "3 2 " },
    { { .words = "migrati" }, "2 " },
    { { .words = "migrati " }, "" },
    { { .words = "migrax" }, "" },
    { { .words = "tables migrat" }, "2 " },
    { { .words = "\"tables failed\" migrat" }, "2 " },
    { { .words = "\"tables are\" migrat" }, "" },
    { { .words = "\342\206\222 migrati" }, "2 " },
    { { .words = "tables \342\206\222 migrati" }, "2 " },
    { { .words = "of-table" }, "2 " },
    { { .words = "are-table" }, "" },
    { { .words = "caf\303\251-table" }, "1 " },
    { { .words = "xcaf\303\251table" }, "" },
    { { .words = "cafe" }, "1 " },
    { { .words = "CAF\303\211" }, "1 " },
    { { .words = "tables migration" }, "2 " },
    { { .words = "\"tables are\"" }, "1 " },
    { { .words = "\"are tables\"" }, "" },
    { { .words = "sluice" }, "4 " },
    { { .words = "deadbeef" }, "" },
    { { .words = "OR" }, "3 " },
    { { .words = "NOT (" }, "3 " },
    { { .words = "x:y" }, "3 " },
    { { .words = "quoted\"" }, "3 " },
    { { .words = "*" }, "-22" },
    { { .words = "" }, "-22" },
    { { .words = " - \"\" " }, "-22" },
    { { .words = "tables", .run = "r2" }, "5 " },
    { { .words = "tables", .run = "" }, "" },
    { { .words = "tables", .run = "none" }, "" },
    { { .words = "tables", .agent = "@Backend" }, "1 " },
    { { .words = "tables", .before = 5 }, "2 1 " },
    { { .words = "tables", .limit = 1 }, "5 " },
    { { .words = "tables", .since = T0 + 3 }, "5 " },
    { { .words = "tables", .until = T0 + 3 }, "2 1 " },
};

/* The same events as index_search() finds, each of them once. */
static void check_matches(Bench *b, Index *x, const char *words)
{
    SearchHits hits = { 0 };
    Seqs seqs = { 0 };
    int r = index_search(x, b->s, b->a, &(SearchQuery){ .words = words, .limit = 100 }, &hits);
    assert_int_equal(index_matches(x, b->s, b->a, words, 100, &seqs), r);
    assert_int_equal(seqs.len, hits.len);
    for (size_t i = 0; i < seqs.len; i++)
        assert_int_equal(seqs.items[i], hits.items[i].event.seq);
}

static void check_searches(Bench *b, Index *x, const char *how)
{
    for (size_t i = 0; i < ARRAY_LEN(searches); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        found_text(b, x, searches[i].q, &out);
        check_matches(b, x, searches[i].q.words);
        if (strcmp(out.data, searches[i].expected) != 0)
            fail_msg("%s, '%s': %s instead of %s", how, searches[i].q.words, out.data, searches[i].expected);
    }
}

static void test_search(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);

    add_searched(b);
    check_searches(b, NULL, "without an index");
    check_searches(b, x, "all behind the mark");
    fill(x, b->s);
    check_searches(b, x, "indexed");
    x = index_free(x);
    Message m = { 0 };
    assert_int_equal(index_open(b->dir, STORE_READ, 100, &x, &m), 0);
    check_searches(b, x, "read only");
    say(b->s, "r3", "late", "NOTE", "sluices");
    SearchHits hits = { 0 };
    assert_int_equal(index_search(x, b->s, b->a, &(SearchQuery){ .words = "sluice" }, &hits), 0);
    assert_int_equal(hits.len, 2);
    assert_int_equal(hits.items[0].event.seq, 6);
    assert_string_equal(hits.items[1].text, "mind the sluice");
}

/* What is being typed stands for few words, for many, and for words of other alphabets: the same is found. */
static void test_beginnings(void **state)
{
    static const char *const asked[] = { "words0", "Words", "wordsx", "words\303\251", "all words", "all-words1", "none words" };
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);

    for (int i = 0; i < 60; i++) {
        say(b->s, "r1", "qa", "NOTE",
            arena_printf(b->a, "all words%02d%s here", i % 40, i < 50 ? "" : i % 2 ? "\303\251" : "\320\266"));
        if (i % 20 == 9)
            fill(x, b->s);
        for (size_t k = 0; k < ARRAY_LEN(asked) && i % 3 == 0; k++) {
            Seqs with = { 0 }, without = { 0 };
            assert_int_equal(index_matches(x, b->s, b->a, asked[k], 100, &with), 0);
            assert_int_equal(index_matches(NULL, b->s, b->a, asked[k], 100, &without), 0);
            assert_int_equal(with.len, without.len);
            for (size_t n = 0; n < with.len; n++)
                assert_int_equal(with.items[n], without.items[n]);
            assert_true(k != 1 || with.len == (size_t)i + 1);
        }
    }
}

/* ---- documents ---- */

/* However soon it has to be: what is found is the newest of all, without a hole, and what is found later is all. */
static void test_soon(void **state)
{
    static const char *const asked[] = { "tide", "har", "tide harb", "sluice tide", "mole quay", "\"tide of\" har", "t" };
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);
    int cut = 0;

    for (int i = 0; i < 3000; i++) {
        say(b->s, "r1", "qa", "NOTE", arena_printf(b->a, "%s tide of the %s", i % 2 ? "mole" : "quay", i % 7 ? "harbour" : "sluice"));
        if (i % 600 == 599)
            fill(x, b->s);
    }
    for (int i = 0; i < 210; i++) {
        const char *words = asked[i % (int)ARRAY_LEN(asked)];
        Seqs all = { 0 }, soon = { 0 };
        int r = index_matches_soon(x, b->s, b->a, words, 1001, 1 + i * i / 20, &soon);
        assert_int_equal(index_matches(x, b->s, b->a, words, 1001, &all), 0);
        assert_true(r == 1 ? soon.len <= all.len : soon.len == all.len);
        for (size_t k = 0; k < soon.len; k++)
            assert_int_equal(soon.items[k], all.items[k]);
        assert_int_equal(strcmp(words, "mole quay") == 0, all.len == 0);
        cut += r;
    }
    assert_true(cut > 0);
    Seqs seqs = { 0 };
    assert_int_equal(index_matches_soon(x, b->s, b->a, "tide harb", 1001, 60000000, &seqs), 0);
    assert_int_equal(seqs.len, 1001);
    assert_int_equal(index_matches_soon(x, b->s, b->a, "-", 1001, 60000000, &seqs), -EINVAL);
}

/* Few events behind the mark are looked at as well; many would take longer than it may: then nothing is said. */
static void test_soon_behind_the_mark(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);
    const int much = 60000000;
    Seqs seqs = { 0 };

    say(b->s, "r1", "qa", "NOTE", "tide 0");
    fill(x, b->s);
    for (int i = 1; i <= 24; i++)
        say(b->s, "r1", "qa", "NOTE", arena_printf(b->a, "tide %d", i));
    assert_int_equal(index_matches_soon(x, b->s, b->a, "tide", 100, much, &seqs), 0);
    assert_int_equal(seqs.len, 25);
    for (int i = 25; i <= 48; i++)
        say(b->s, "r1", "qa", "NOTE", arena_printf(b->a, "tide %d", i));
    assert_int_equal(index_matches_soon(x, b->s, b->a, "tide", 100, much, &seqs), 0);   /* the first ones are kept */
    assert_int_equal(seqs.len, 49);
    for (int i = 49; i <= 73; i++)
        say(b->s, "r1", "qa", "NOTE", arena_printf(b->a, "tide %d", i));
    assert_int_equal(index_matches_soon(x, b->s, b->a, "tide", 100, much, &seqs), 1);
    assert_int_equal(seqs.len, 0);
    assert_int_equal(index_matches_soon(NULL, b->s, b->a, "tide", 100, much, &seqs), 1);
    assert_int_equal(seqs.len, 0);
    assert_int_equal(index_matches(x, b->s, b->a, "tide", 100, &seqs), 0);
    assert_int_equal(seqs.len, 74);
    fill(x, b->s);
    assert_int_equal(index_matches_soon(x, b->s, b->a, "tide", 100, much, &seqs), 0);
    assert_int_equal(seqs.len, 74);
}

static void test_documents(void **state)
{
    static const char plan[] = "# Plan\n\nThe harbour\nneeds a sill.\n- read tides\n- write warnings\n";
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);
    CLEANUP(buf_done) Buf out = BUF_INIT;
    StrList kept = { 0 };

    assert_int_equal(index_document(x, "plan.md", "d1", str_from(plan)), 0);
    assert_int_equal(index_document(x, "other.md", "d2", STR("warnings elsewhere\n")), 0);
    assert_int_equal(index_has_document(x, "plan.md", "d1"), 1);
    assert_int_equal(index_has_document(x, "plan.md", "d2"), 0);
    found_text(b, x, (SearchQuery){ .words = "harbour sill", .documents = true }, &out);
    assert_string_equal(out.data, "plan.md:3 The harbour; ");
    buf_clear(&out);
    found_text(b, x, (SearchQuery){ .words = "warnings", .documents = true }, &out);
    assert_string_equal(out.data, "other.md:1 warnings elsewhere; plan.md:6 - write warnings; ");
    assert_int_equal(index_document(x, "plan.md", "d3", STR("nothing any more\n")), 0);
    strlist_add(&kept, b->a, "plan.md");
    assert_int_equal(index_keep_documents(x, &kept), 0);
    buf_clear(&out);
    found_text(b, x, (SearchQuery){ .words = "warnings", .documents = true }, &out);
    assert_string_equal(out.data, "");
}

/* ---- a cache that cannot be trusted ---- */

static bool file_has(Bench *b, const char *name, const char *text)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    return file_read(path_join(b->a, b->dir, name), 1 << 24, &bytes, NULL) == 0 &&
           str_ifind(buf_str(&bytes), str_from(text)) >= 0;
}

static void test_redaction(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);
    CLEANUP(buf_done) Buf out = BUF_INIT;

    say(b->s, "r1", "qa", "NOTE", "the key is xyzzyplugh99");
    say(b->s, "r1", "qa", "NOTE", "another key");
    fill(x, b->s);
    assert_true(file_has(b, "index.db-wal", "xyzzyplugh99"));
    assert_int_equal(store_redact(b->s, STR("xyzzyplugh99"), "jo", "leaked", SOURCE_CLI), 1);
    found_text(b, x, (SearchQuery){ .words = "xyzzyplugh99" }, &out);
    assert_string_equal(out.data, "");
    found_text(b, x, (SearchQuery){ .words = "key" }, &out);
    assert_string_equal(out.data, "2 1 ");
    fill(x, b->s);
    buf_clear(&out);
    found_text(b, x, (SearchQuery){ .words = "redacted" }, &out);
    assert_string_equal(out.data, "3 1 ");
    assert_false(file_has(b, "index.db", "xyzzyplugh99"));
    assert_false(file_has(b, "index.db-wal", "xyzzyplugh99"));
}

/* Another ledger in the same place: nothing of the old one is shown. */
static void test_other_ledger(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = open_index(b);
    CLEANUP(buf_done) Buf out = BUF_INIT;

    say(b->s, "r1", "qa", "NOTE", "first");
    fill(x, b->s);
    b->s = store_free(b->s);
    unlink(b->db);
    assert_int_equal(bench_open(b), 0);
    say(b->s, "r1", "qa", "NOTE", "second");
    found_text(b, x, (SearchQuery){ .words = "first" }, &out);
    assert_string_equal(out.data, "");
    fill(x, b->s);
    found_text(b, x, (SearchQuery){ .words = "second" }, &out);
    assert_string_equal(out.data, "1 ");
}

static void test_made_anew(void **state)
{
    static const char *const ways[] = { "PRAGMA user_version = 99", "PRAGMA application_id = 7", NULL };
    Bench *b = *state;
    const char *path = path_join(b->a, b->dir, "index.db");

    say(b->s, "r1", "qa", "NOTE", "kept");
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        Message m = { 0 };
        Index *x = open_index(b);
        fill(x, b->s);
        index_free(x);
        if (ways[i])
            tamper(path, ways[i]);
        else
            write_file(path, "no database at all, but long enough to be looked at as one");
        x = NULL;
        assert_int_equal(index_open(b->dir, STORE_READ, 100, &x, &m), -ENOENT);
        x = open_index(b);
        assert_int_equal(index_seq(x), 0);
        fill(x, b->s);
        assert_int_equal(index_seq(x), 1);
        index_free(x);
    }
}

static void test_one_fills(void **state)
{
    Bench *b = *state;
    Message m = { 0 };
    CLEANUP(index_free_ptr) Index *x = open_index(b);
    CLEANUP(index_free_ptr) Index *y = NULL;

    say(b->s, "r1", "qa", "NOTE", "kept");
    assert_int_equal(index_open(b->dir, STORE_WRITE, 0, &y, &m), 0);
    assert_int_equal(index_document(x, "a.md", "d", STR("a")), 0);
    assert_int_equal(sqlite3_exec(x->db.db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(index_catch_up(y, b->s, 10), -EBUSY);
    assert_int_equal(sqlite3_exec(x->db.db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    fill(y, b->s);
    assert_int_equal(index_seq(x), 1);
}

static void test_mode(void **state)
{
    Bench *b = *state;
    FileId id;
    assert_int_equal(chmod(b->db, 0640), 0);
    CLEANUP(index_free_ptr) Index *x = open_index(b);
    assert_non_null(x);
    assert_int_equal(file_id(path_join(b->a, b->dir, "index.db"), &id), 0);
    assert_int_equal(id.mode & 0777, 0640);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_states, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_words_are_the_states_of_the_ledger, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_late_import, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_blocked_and_burn, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_author_of_a_draft, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_before_1970, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_any_filling, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_search, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_beginnings, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_soon, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_soon_behind_the_mark, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_documents, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_redaction, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_other_ledger, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_made_anew, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_one_fills, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_mode, bench_make, bench_drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
