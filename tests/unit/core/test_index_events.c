/*
 * test_index_events.c - events with words in them and within times: the same as a look at each of them says, with an
 * index, with a part of one, and without.
 */
#include "project_test.h"

#include "baton/core/index.h"

enum { EVENTS = 3000, BEHIND = 2500 };

static const int64_t day0 = 1767571200000LL, MINUTE = 60000;

/* Every fiftieth came in late, from an old log. */
static void work(Scene *s, int from, int n)
{
    static const char *const agents[] = { "be", "qa", "lead" };
    for (int i = from; i < from + n; i++) {
        int minute = i % 50 == 49 ? (i * 7919) % 3000 : i;
        Event e = { .kind = EVENT_TELEMETRY, .at = day0 + minute * MINUTE, .agent = agents[i % 3],
                    .run = i < 2000 ? "r1" : "r2", .action = i % 4 ? "NOTE" : "TEST",
                    .reason = i % 7 ? "read the tides" : i % 5 ? "the harbour" : "mend the harbour sill" };
        assert_int_equal(store_append(s->c->store, &e, NULL), 0);
    }
}

static StrList two(const char *a, const char *b)
{
    static const char *items[2];
    items[0] = a;
    items[1] = b;
    return (StrList){ .items = items, .len = 2 };
}

static void assert_same(Scene *s, Index *x, EventQuery q, size_t number)
{
    EventRows rows = { 0 }, naive = { 0 };
    size_t n = 0;

    assert_int_equal(store_events(s->c->store, s->arena, &q, &naive), 0);
    assert_int_equal(index_events(s->c, x, s->arena, &q, &rows), 0);
    for (; n < rows.len && n < naive.len && rows.items[n].seq == naive.items[n].seq; n++)
        ;
    if (n != rows.len || n != naive.len)
        fail_msg("query %zu: %zu rows, not %zu; the first %zu are the same", number, rows.len, naive.len, n);
    EventQuery narrow = q;
    index_narrow(s->c, x, &narrow);
    assert_int_equal(store_events(s->c->store, s->arena, &narrow, &rows), 0);
    assert_int_equal(rows.len, naive.len);
}

static void assert_all(Scene *s, Index *x)
{
    const StrList agents = two("be", "lead");
    const EventQuery queries[] = {
        { .text = "harbour" },
        { .text = "harbour", .limit = 7 },
        { .text = "harbour", .agent = "qa", .limit = 40 },
        { .text = "harbour", .run = "r2", .action = "test" },
        { .text = "harbour", .after = 1500, .limit = 30 },
        { .text = "harbour", .before = 1500, .limit = 30 },
        { .text = "sill", .after = 700, .before = 1200 },
        { .text = "sill", .agents = &agents, .limit = 20 },
        { .text = "sill", .kind = "task.added" },
        { .text = "sill", .since = day0 + 1000 * MINUTE, .until = day0 + 1100 * MINUTE },
        { .text = "sill", .until = day0 + 100 * MINUTE },
        { .text = "tides", .since = day0 + 2900 * MINUTE, .limit = 11 },
        { .text = "tides", .since = day0 - 200 * MINUTE, .until = day0 - 100 * MINUTE },
        { .text = "nowhere" },
    };
    for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
        EventQuery q = queries[i];
        assert_same(s, x, q, i);
        q.newest_first = true;
        assert_same(s, x, q, i);
    }
}

static void test_events(void **state)
{
    Scene *s = *state;
    CLEANUP(index_free_ptr) Index *x = NULL;
    Message m = { 0 };
    EventRows rows = { 0 };

    work(s, 0, EVENTS);
    assert_int_equal(index_for(s->c, true, &x, &m), 0);
    assert_non_null(x);
    assert_all(s, NULL);
    assert_all(s, x);
    while (index_refresh(s->c, x, 1000) == 1)
        ;
    assert_all(s, x);
    work(s, EVENTS, BEHIND);
    assert_all(s, x);
    assert_int_equal(index_events(s->c, x, s->arena, &(EventQuery){ .text = "- -" }, &rows), -EINVAL);
    EventQuery nothing = { .text = "- -", .before = 1 };
    assert_int_equal(index_events(s->c, x, s->arena, &nothing, &rows), -EINVAL);
}

static int setup(void **state)
{
    static Scene s;
    scene_init(&s);
    *state = &s;
    return 0;
}

static int teardown(void **state)
{
    scene_done(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_events, setup, teardown) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
