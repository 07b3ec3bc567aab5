/*
 * test_index.c - the cache beside the ledger: who did what when, and that it says the same however it was filled.
 */
#include "ledger_help.h"

#include "baton/store/gate.h"
#include "baton/store/index.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_states, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_late_import, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_blocked_and_burn, bench_make, bench_drop),
        cmocka_unit_test_setup_teardown(test_any_filling, bench_make, bench_drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
