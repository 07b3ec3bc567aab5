/*
 * test_index_span.c - between which events a time lies, and words within it: as a look at each event says it, however
 * the events came in and however far the index goes.
 */
#include "ledger_help.h"

#include "index_db.h"

static const int64_t MINUTE = 60000, DAY = 24 * 60 * 60000;
static const int64_t day0 = 1767571200000LL;    /* 2026-01-05T00:00Z */

enum { EVENTS = 600, LATE = 40 };

static unsigned random_state = 7;

static unsigned pick(unsigned n)
{
    random_state = random_state * 1103515245u + 12345u;
    return (random_state >> 8) % n;
}

static void note(Bench *b, int64_t at)
{
    static const char *const agents[] = { "Backend", "qa", "", "lead" };
    static const char *const words[] = { "harbour", "sill", "tide", "the harbour sill" };
    Event e = { .kind = EVENT_TELEMETRY, .at = at, .run = pick(3) ? "r1" : "r2", .agent = agents[pick(4)],
                .action = "NOTE", .reason = words[pick(4)] };
    assert_int_equal(store_append(b->s, &e, NULL), 0);
}

/* Ten days in order, with old logs in between that came in late. */
static void work(Bench *b, int64_t from, int64_t n)
{
    for (int64_t i = from; i < from + n; i++)
        note(b, i % LATE == LATE - 1 ? day0 + (int64_t)pick(10 * 24 * 60) * MINUTE : day0 + i * 24 * MINUTE);
}

static Index *index_of(Bench *b)
{
    Message m = { 0 };
    Index *x = NULL;
    assert_int_equal(index_open(b->dir, STORE_WRITE, 1000, &x, &m), 0);
    return x;
}

static void fill(Index *x, Store *s)
{
    while (index_catch_up(x, s, 1000) == 1)
        ;
    assert_int_equal(index_seq(x), store_last_seq(s));
}

static void naive_span(Bench *b, int64_t since, int64_t until, SeqSpan *ret)
{
    EventRows rows = { 0 };
    *ret = (SeqSpan){ INT64_MAX, 0 };
    assert_int_equal(store_events(b->s, b->a, &(EventQuery){ .since = since, .until = until }, &rows), 0);
    for (size_t i = 0; i < rows.len; i++) {
        ret->first = MIN(ret->first, rows.items[i].seq);
        ret->last = MAX(ret->last, rows.items[i].seq);
    }
}

static void assert_holds(Bench *b, Index *x, int64_t since, int64_t until)
{
    SeqSpan span, naive;
    assert_int_equal(index_span(x, b->s, since, until, &span), 0);
    naive_span(b, since, until, &naive);
    if (naive.first <= naive.last && (span.first > naive.first || span.last < naive.last))
        fail_msg("%lld … %lld: %lld to %lld leaves out some of %lld to %lld", (long long)since, (long long)until,
                 (long long)span.first, (long long)span.last, (long long)naive.first, (long long)naive.last);
}

static void assert_spans(Bench *b, Index *x)
{
    assert_holds(b, x, 0, 0);
    for (int i = 0; i < 300; i++) {
        int64_t since = day0 + (int64_t)pick(12 * 24 * 60) * MINUTE - DAY, width = (int64_t)pick(3 * 24 * 60) * MINUTE;
        assert_holds(b, x, since, since + width);
        assert_holds(b, x, since, since + pick(5) * MINUTE);
        assert_holds(b, x, since, 0);
        assert_holds(b, x, 0, since);
    }
}

static void test_spans(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = index_of(b);
    SeqSpan span;

    work(b, 0, EVENTS);
    assert_int_equal(index_span(x, b->s, day0, 0, &span), -ENOENT);      /* nothing in it yet */
    assert_int_equal(index_span(NULL, b->s, day0, 0, &span), -ENOENT);
    fill(x, b->s);
    assert_spans(b, x);
    work(b, EVENTS, 100);
    assert_spans(b, x);
    fill(x, b->s);
    assert_spans(b, x);
}

/* In order, an hour is narrow: else nothing was won. */
static void test_narrow(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = index_of(b);
    SeqSpan span;

    for (int i = 0; i < EVENTS; i++)
        note(b, day0 + i * 24 * MINUTE);
    fill(x, b->s);
    assert_int_equal(index_span(x, b->s, day0 + 3 * DAY, day0 + 3 * DAY + 59 * MINUTE, &span), 0);
    assert_int_equal(span.first, 181);
    assert_int_equal(span.last, 183);
    assert_int_equal(index_span(x, b->s, day0 + 2 * DAY, day0 + 5 * DAY - 1, &span), 0);
    assert_int_equal(span.first, 121);
    assert_int_equal(span.last, 300);
    assert_int_equal(index_span(x, b->s, day0 - 9 * DAY, day0 - DAY, &span), 0);
    assert_true(span.first > span.last);
    note(b, day0 - 3 * DAY);                                             /* behind the mark */
    assert_int_equal(index_span(x, b->s, day0 - 9 * DAY, day0 - DAY, &span), 0);
    assert_int_equal(span.first, EVENTS + 1);
    assert_int_equal(span.last, EVENTS + 1);
    fill(x, b->s);
    assert_int_equal(index_span(x, b->s, day0 - 9 * DAY, day0 - DAY, &span), 0);
    assert_int_equal(span.first, EVENTS + 1);
}

/* ---- words ---- */

static void assert_words(Bench *b, Index *x, SeqSpan in)
{
    EventRows rows = { 0 };
    Seqs seqs = { 0 };
    size_t n = 0;
    SearchQuery q = { .words = "harbour ", .limit = INT64_MAX };

    assert_int_equal(index_matches_in(x, b->s, b->a, &q, in, &seqs), 0);
    EventQuery naive = { .text = "harbour", .after = in.first - 1, .before = in.last + 1, .newest_first = true };
    assert_int_equal(store_events(b->s, b->a, &naive, &rows), 0);
    for (; n < rows.len && n < seqs.len && rows.items[n].seq == seqs.items[n]; n++)
        ;
    if (n != rows.len || n != seqs.len || !n)
        fail_msg("%zu are found in %lld to %lld, but %zu are there; %zu are the same", seqs.len, (long long)in.first,
                 (long long)in.last, rows.len, n);
}

/* More than what a search reads behind the mark. */
static void test_words_behind_the_mark(void **state)
{
    Bench *b = *state;
    CLEANUP(index_free_ptr) Index *x = index_of(b);
    Seqs seqs = { 0 };

    work(b, 0, EVENTS);
    fill(x, b->s);
    work(b, EVENTS, 2 * INDEX_TAIL_MAX + 100);
    int64_t end = store_last_seq(b->s);
    const SeqSpan spans[] = { { 1, end },       { 100, 400 },  { 500, 800 },
                              { 1000, 1100 }, { 2000, end }, { end - 30, end } };
    for (size_t i = 0; i < ARRAY_LEN(spans); i++) {
        assert_words(b, x, spans[i]);
        assert_words(b, NULL, spans[i]);
    }
    Event accents = { .kind = EVENT_TELEMETRY, .at = day0, .reason = "the \xc3\x89" "clair-lock" };
    assert_int_equal(store_append(b->s, &accents, NULL), 0);
    static const char *const found[] = { "eclair", "the lock", "éclair-lo", "\"eclair lock\"" };
    for (size_t i = 0; i < ARRAY_LEN(found); i++) {
        SearchQuery q = { .words = found[i], .limit = 9 };
        assert_int_equal(index_matches_in(NULL, b->s, b->a, &q, (SeqSpan){ 1, end + 1 }, &seqs), 0);
        assert_int_equal(seqs.len, 1);
    }
    assert_int_equal(index_matches_in(x, b->s, b->a, &(SearchQuery){ .words = "-", .limit = 1 }, spans[0], &seqs),
                     -EINVAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_spans, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_narrow, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_words_behind_the_mark, bench_make, bench_drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
