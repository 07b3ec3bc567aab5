/*
 * test_figures.c - looking back in numbers: against a count over the events by hand, and as text.
 */
#include "project_test.h"

#include "baton/base/clock.h"
#include "figures_parts.h"

#define NOW "2026-01-10T12:00:00Z"
#define MINUTE 60000LL
#define HOUR (60 * MINUTE)

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* ---- handoffs: turns alone ---- */

#define SUBMIT(h, t, d) { .handoff = h, .revision = d, .from = "be", .state = HANDOFF_SUBMITTED, .at = t }
#define DECIDE(h, t, d, v, s) \
    { .handoff = h, .revision = d, .from = "be", .decided = true, .verdict = VERDICT_##v, .state = HANDOFF_##s, \
      .at = t }

typedef struct {
    const char *name;
    TurnRow turns[6];
    HandoffState now;
    int64_t changed_at;
    const char *figures;        /* "decisions approved rejected median; waited handoffs waits" */
} TurnCase;

static void test_turns(void **state)
{
    (void)state;
    static const TurnCase cases[] = {
        { "nothing", { { 0 } }, HANDOFF_DRAFT, 0, "0 0 0 -1" },
        { "still waits", { SUBMIT("h", 100, "a") }, HANDOFF_SUBMITTED, 100, "0 0 0 -1;be 900 1 w" },
        { "approved", { SUBMIT("h", 100, "a"), DECIDE("h", 250, "a", APPROVED, APPROVED) }, HANDOFF_APPROVED, 250,
          "1 1 0 150;be 150 1" },
        { "rejected, revised, approved",
          { SUBMIT("h", 100, "a"), DECIDE("h", 200, "a", REJECTED, REJECTED), SUBMIT("h", 500, "b"),
            DECIDE("h", 800, "b", APPROVED, APPROVED) },
          HANDOFF_APPROVED, 800, "2 1 1 200;be 400 1" },
        { "revised while it waits",
          { SUBMIT("h", 100, "a"), SUBMIT("h", 300, "b"), DECIDE("h", 400, "b", APPROVED, APPROVED) },
          HANDOFF_APPROVED, 400, "1 1 0 100;be 300 1" },
        { "the first of two approvals decides nothing",
          { SUBMIT("h", 100, "a"), DECIDE("h", 200, "a", APPROVED, SUBMITTED),
            DECIDE("h", 300, "a", APPROVED, APPROVED) },
          HANDOFF_APPROVED, 300, "1 1 0 200;be 200 1" },
        { "withdrawn", { SUBMIT("h", 100, "a"), DECIDE("h", 300, "a", WITHDRAWN, WITHDRAWN) }, HANDOFF_WITHDRAWN, 300,
          "0 0 0 -1;be 200 1" },
        { "superseded", { SUBMIT("h", 100, "a") }, HANDOFF_SUPERSEDED, 600, "0 0 0 -1;be 500 1" },
        { "revoked, and it waits again",
          { SUBMIT("h", 100, "a"), DECIDE("h", 200, "a", APPROVED, APPROVED),
            DECIDE("h", 700, "a", REVOKED, SUBMITTED) },
          HANDOFF_SUBMITTED, 700, "1 1 0 100;be 400 1 w" },
        { "before the span counts from its beginning",
          { SUBMIT("h", -500, "a"), DECIDE("h", 40, "a", REJECTED, REJECTED) }, HANDOFF_REJECTED,
          40, "1 0 1 540;be 40 1" },
        { "a draft does not wait",
          { { .handoff = "h", .revision = "a", .from = "be", .state = HANDOFF_DRAFT, .at = 100 } },
          HANDOFF_DRAFT, 100, "0 0 0 -1" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf out = BUF_INIT;
        TurnRows turns = { 0 };
        Figures f = { .from = 0, .to = 1001, .median_ms = -1 };
        for (size_t k = 0; k < ARRAY_LEN(cases[i].turns) && cases[i].turns[k].handoff; k++) {
            TurnRow t = cases[i].turns[k];
            t.now = cases[i].now;
            t.changed_at = cases[i].changed_at;
            AVEC_PUSH(&turns, a, t);
        }
        figures_handoffs(&turns, 1000, a, &f);
        buf_addf(&out, "%d %d %d %lld", f.decisions, f.approved, f.rejected, (long long)f.median_ms);
        for (size_t k = 0; k < f.waits.len; k++)
            buf_addf(&out, ";%s %lld %d%s", f.waits.items[k].agent, (long long)f.waits.items[k].waited_ms,
                     f.waits.items[k].handoffs, f.waits.items[k].waits ? " w" : "");
        if (strcmp(out.data, cases[i].figures) != 0)
            fail_msg("%s: %s, not %s", cases[i].name, out.data, cases[i].figures);
    }
}

/* ---- a ledger of random work ---- */

static int64_t now_at(void)
{
    int64_t at = 0;
    assert_int_equal(time_parse(STR(NOW), &at), 0);
    return at;
}

static void add(Scene *s, Event e)
{
    e.source = SOURCE_CLI;
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
}

static void add_handoff(Scene *s, uint32_t *random, int i, int64_t at)
{
    const char *id = arena_printf(s->arena, "h%d", i), *run = arena_printf(s->arena, "run-%d", i);
    const char *from = arena_printf(s->arena, "agent-%u", next_random(random) % 3);
    for (int revision = 0; revision < 3; revision++) {
        add(s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = id, .run = run, .agent = from, .at = at,
                        .body = arena_printf(s->arena, "{\"file\":\"h.md\",\"revision\":\"d%d\","
                                             "\"state\":\"submitted\",\"from\":\"%s\"}", revision, from) });
        if (next_random(random) % 4 == 0)
            return;
        at += 1 + next_random(random) % (5 * HOUR);
        const char *verdict = next_random(random) % 2 ? "approved" : "rejected";
        add(s, (Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = id, .run = run, .agent = from, .at = at,
                        .body = arena_printf(s->arena, "{\"verdict\":\"%s\",\"state\":\"%s\",\"revision\":\"d%d\"}",
                                             verdict, verdict, revision) });
        if (*verdict == 'a')
            return;
        at += 1 + next_random(random) % HOUR;
    }
}

static void fill(Scene *s, uint32_t *random)
{
    static const char *const actions[] = { "START", "TEST", "NOTE", "ESCALATE", "COMPLETED" };
    int64_t begin = now_at() - 90 * HOUR;
    assert_int_equal(store_begin(s->c->store), 0);
    for (int i = 0; i < 400; i++)
        add(s, (Event){ .kind = EVENT_TELEMETRY, .run = i % 3 ? "r1" : "r2",
                        .agent = arena_printf(s->arena, "agent-%d", i % 4),
                        .action = actions[next_random(random) % ARRAY_LEN(actions)],
                        .reason = arena_printf(s->arena, "reason %u", next_random(random) % 5),
                        .at = begin + next_random(random) % (80 * HOUR) });
    for (int i = 0; i < 30; i++)
        add_handoff(s, random, i, begin + next_random(random) % (60 * HOUR));
    for (int i = 0; i < 40; i++) {
        const char *id = arena_printf(s->arena, "t%d", i);
        int64_t at = begin + next_random(random) % (40 * HOUR);
        add(s, (Event){ .kind = EVENT_TASK_ADDED, .subject = id, .at = at,
                        .body = arena_printf(s->arena, "{\"file\":\"s.md\",\"line\":%d,\"title\":\"task %d\","
                                             "\"state\":\"pending\"}", i + 1, i) });
        if (next_random(random) % 2)
            add(s, (Event){ .kind = EVENT_TASK_STATE, .subject = id, .at = at + next_random(random) % (40 * HOUR),
                            .body = "{\"from\":\"pending\",\"to\":\"done\"}" });
    }
    assert_int_equal(store_commit(s->c->store), 0);
}

/* What is counted by hand, over all events and nothing else. */
typedef struct {
    int64_t events, done, open, waited[3];
    int approved, rejected;
    int64_t spans[200];
    int span_count;
} Naive;

static int64_t clip(int64_t from, int64_t to, int64_t low, int64_t high)
{
    int64_t a = from > low ? from : low, b = to < high ? to : high;
    return b > a ? b - a : 0;
}

static void count_handoffs(const EventRows *all, const Figures *f, Naive *n)
{
    for (int h = 0; h < 30; h++) {
        char id[16];
        int64_t since = 0;
        int who = 0;
        snprintf(id, sizeof id, "h%d", h);
        for (size_t i = 0; i < all->len; i++) {
            const Event *e = &all->items[i];
            if (!e->subject || strcmp(e->subject, id) != 0)
                continue;
            if (e->kind == EVENT_HANDOFF_REVISED) {
                since = e->at;
                who = e->agent[6] - '0';
                continue;
            }
            n->waited[who] += clip(since, e->at, f->from, f->to);
            if (e->at >= f->from && e->at < f->to) {
                n->spans[n->span_count++] = e->at - since;
                if (strstr(e->body, "\"verdict\":\"approved\""))
                    n->approved++;
                else
                    n->rejected++;
            }
            since = 0;
        }
        if (since)
            n->waited[who] += clip(since, now_at(), f->from, f->to);
    }
}

static int cmp(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static Naive count(Scene *s, const Figures *f)
{
    Naive n = { 0 };
    EventRows all = { 0 };
    assert_int_equal(store_events(s->c->store, s->arena, &(EventQuery){ 0 }, &all), 0);
    for (size_t i = 0; i < all.len; i++) {
        const Event *e = &all.items[i];
        n.events += e->at >= f->from && e->at < f->to;
        n.open += e->kind == EVENT_TASK_ADDED && e->at < f->to;
        n.done += e->kind == EVENT_TASK_STATE && e->at < f->to;
    }
    n.open -= n.done;
    count_handoffs(&all, f, &n);
    qsort(n.spans, (size_t)n.span_count, sizeof *n.spans, cmp);
    return n;
}

static int64_t middle(const Naive *n)
{
    int m = n->span_count / 2;
    return !n->span_count ? -1 : n->span_count % 2 ? n->spans[m] : (n->spans[m - 1] + n->spans[m]) / 2;
}

static void assert_counted(Scene *s, const Figures *f)
{
    Figures whole = *f;
    whole.to = f->rate.items[f->rate.len - 1].at + index_level_ms(f->level);
    Naive n = count(s, &whole);
    int64_t sum = 0, waited[3] = { 0 };
    assert_int_equal(f->events, n.events);
    assert_int_equal(f->approved, n.approved);
    assert_int_equal(f->rejected, n.rejected);
    assert_int_equal(f->decisions, n.approved + n.rejected);
    assert_int_equal(f->median_ms, middle(&n));
    assert_int_equal(f->tasks_done, n.done);
    assert_int_equal(f->tasks_open, n.open);
    for (size_t i = 0; i < f->waits.len; i++)
        waited[f->waits.items[i].agent[6] - '0'] += f->waits.items[i].waited_ms;
    for (int i = 0; i < 3; i++)
        assert_int_equal(waited[i], n.waited[i]);
    for (size_t i = 0; i < f->rate.len; i++) {
        sum += f->rate.items[i].events;
        assert_int_equal(f->rate.items[i].at, f->from + (int64_t)i * index_level_ms(f->level));
    }
    assert_int_equal(sum, f->events);
    assert_int_equal(f->to, MIN(whole.to, clock_now()));
}

static Figures read_figures(Scene *s, Index *x, FigureQuery q)
{
    Message m = { 0 };
    Figures f;
    if (figures_read(s->c, x, &q, s->arena, &f, &m) < 0)
        fail_msg("%s", m.text);
    return f;
}

/* With the index and without it, of all time and of spans. */
static void test_numbers_are_those_of_the_events(void **state)
{
    Scene *s = *state;
    uint32_t random = 11;
    CLEANUP(index_free_ptr) Index *x = NULL;
    Message m = { 0 };
    fill(s, &random);
    assert_int_equal(index_for(s->c, true, &x, &m), 0);
    assert_non_null(x);
    assert_int_equal(index_refresh(s->c, x, 10000), 0);
    for (int i = 0; i < 12; i++) {
        int64_t from = i ? now_at() - 90 * HOUR + next_random(&random) % (40 * HOUR) : 0;
        int64_t to = i % 2 ? from + HOUR + next_random(&random) % (45 * HOUR) : 0;
        FigureQuery q = { .from = from, .to = to };
        Figures with = read_figures(s, x, q), without = read_figures(s, NULL, q);
        assert_counted(s, &with);
        assert_counted(s, &without);
        assert_int_equal(with.from, without.from);
        assert_int_equal(with.level, without.level);
        assert_true(with.rate.len <= 200);
        assert_true(!from || (with.from <= from && from - with.from < index_level_ms(with.level)));
    }
}

static void test_of_one_run(void **state)
{
    Scene *s = *state;
    uint32_t random = 5;
    Message m = { 0 };
    Figures f;
    fill(s, &random);
    add(s, (Event){ .kind = EVENT_TELEMETRY, .run = "run-3", .agent = "agent-1", .action = "NOTE",
                    .at = now_at() - 91 * HOUR });
    Figures r1 = read_figures(s, NULL, (FigureQuery){ .run = "r1" });
    assert_string_equal(r1.run, "r1");
    assert_int_equal(r1.events, store_event_count(s->c->store, &(EventQuery){ .run = "r1" }));
    assert_int_equal(r1.decisions, 0);
    Figures one = read_figures(s, NULL, (FigureQuery){ .run = "run-3" });
    assert_int_equal(one.events, store_event_count(s->c->store, &(EventQuery){ .run = "run-3" }));
    assert_int_equal(one.waits.len, 1);
    /* its handoffs are decided when it is over */
    add(s, (Event){ .kind = EVENT_RUN_STARTED, .subject = "run-3", .run = "run-3", .at = now_at() - 91 * HOUR });
    add(s, (Event){ .kind = EVENT_RUN_ENDED, .subject = "run-3", .run = "run-3", .at = now_at() - 90 * HOUR });
    Figures over = read_figures(s, NULL, (FigureQuery){ .run = "run-3" });
    assert_true(over.to < one.to);
    assert_true(one.decisions > 0);
    assert_int_equal(over.decisions, one.decisions);
    assert_int_equal(over.median_ms, one.median_ms);
    assert_int_equal(over.waits.len, 1);
    assert_int_equal(over.waits.items[0].waited_ms, one.waits.items[0].waited_ms);
    assert_int_equal(figures_read(s->c, NULL, &(FigureQuery){ .run = "nosuch" }, s->arena, &f, &m), -ENOENT);
    assert_string_equal(m.text, "no run 'nosuch'; 'baton runs' lists them");
    assert_int_equal(figures_read(s->c, NULL, &(FigureQuery){ .run = "r" }, s->arena, &f, &m), -ENOENT);
    assert_string_equal(m.text, "several runs begin with 'r'; 'baton runs' lists them");
}

static void test_an_empty_ledger(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Figures f = read_figures(s, NULL, (FigureQuery){ 0 });
    assert_int_equal(f.events, 0);
    assert_int_equal(f.median_ms, -1);
    assert_int_equal(f.rate.len, 1);
    figures_text(&f, 60, true, &out);
    assert_non_null(strstr(out.data, "Decisions     none\n"));
    assert_non_null(strstr(out.data, "Tasks         0 done, 0 open\n"));
}

/* ---- plots and text ---- */

static void test_plots(void **state)
{
    (void)state;
    static const struct { double values[8]; size_t n; int width; bool ascii; const char *plot; } cases[] = {
        { { 0, 1, 2, 4, 8 }, 5, 5, false, " ▁▂▄█" },
        { { 0, 1, 2, 4, 7 }, 5, 5, true, " .:=#" },
        { { 0, 0, 0 }, 3, 3, true, "   " },
        { { 0.001, 1000 }, 2, 2, true, ".#" },          /* a little is not nothing */
        { { 0, 9, 0, 0, 0, 0, 0, 0 }, 8, 4, true, "#   " },     /* a peak stays */
        { { 1, 2 }, 2, 4, false, "▄▄██" },
        { { 1 }, 1, 0, true, "" },
        { { 1 }, 0, 9, true, "" },
        { { -3, 7 }, 2, 2, true, " #" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        plot_line(cases[i].values, cases[i].n, cases[i].width, cases[i].ascii, &out);
        assert_string_equal(out.data, cases[i].plot);
    }
}

static void test_spans(void **state)
{
    (void)state;
    static const struct { int64_t ms; const char *text; } cases[] = {
        { -1, "-" }, { 0, "0s" }, { 59999, "59s" }, { 60000, "1m" }, { HOUR - 1, "59m" }, { HOUR, "1h" },
        { 3 * HOUR + 12 * MINUTE, "3h 12m" }, { 24 * HOUR, "1d" }, { 53 * HOUR, "2d 5h" },
    };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_string_equal(span_words(cases[i].ms, a), cases[i].text);
}

static int columns(const char *line, size_t len)
{
    int n = 0;
    for (size_t i = 0; i < len; i++)
        n += (line[i] & 0xc0) != 0x80;
    return n;
}

/* At any width no plot is wider than the page, and plain ASCII stays plain. */
static void test_text_at_any_width(void **state)
{
    Scene *s = *state;
    uint32_t random = 3;
    fill(s, &random);
    Figures f = read_figures(s, NULL, (FigureQuery){ 0 });
    for (int width = 1; width < 200; width += 7) {
        CLEANUP(buf_done) Buf ascii = BUF_INIT;
        CLEANUP(buf_done) Buf wide = BUF_INIT;
        Str line, rest;
        figures_text(&f, width, true, &ascii);
        for (size_t i = 0; i < ascii.len; i++)
            assert_true((unsigned char)ascii.data[i] < 0x80);
        figures_text(&f, width, false, &wide);
        rest = buf_str(&wide);
        while (str_next_line(&rest, &line))
            if (str_starts(line, STR("  ")) && str_find(line, STR("handoff")) < 0)
                assert_true(columns(line.data, line.len) <= MAX(width, 20));
    }
}

static void test_markdown_and_json(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Figures f = { .run = "r|1", .from = 0, .to = 60000, .median_ms = 90000, .decisions = 3, .approved = 2,
                  .rejected = 1, .events = 7 };
    AVEC_PUSH(&f.waits, s->arena, ((WaitFigure){ "a_b", HOUR, 1, true }));
    AVEC_PUSH(&f.rate, s->arena, ((RateFigure){ 0, 7 }));
    figures_markdown(&f, &out);
    assert_non_null(strstr(out.data, "# Report of run r\\|1\n"));
    assert_non_null(strstr(out.data, "| rejected | 1 (33%) |\n"));
    assert_non_null(strstr(out.data, "| median time to decision | 1m |\n"));
    assert_non_null(strstr(out.data, "| a\\_b | 1h | 1 | still waits |\n"));
    CLEANUP(json_free_ptr) Json *j = figures_json(&f);
    assert_int_equal(json_get_int(j, "median_ms", -9), 90000);
    assert_int_equal(json_get_int(json_first(json_get(j, "waits")), "waited_ms", -9), HOUR);
    assert_true(json_get_bool(json_first(json_get(j, "waits")), "waits", false));
    f.median_ms = -1;
    CLEANUP(json_free_ptr) Json *none = figures_json(&f);
    assert_true(json_is_null(json_get(none, "median_ms")));
}

int main(void)
{
    setenv("BATON_CLOCK", NOW, 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_turns),
        cmocka_unit_test(test_plots),
        cmocka_unit_test(test_spans),
        SCENE_TEST(test_numbers_are_those_of_the_events),
        SCENE_TEST(test_of_one_run),
        SCENE_TEST(test_an_empty_ledger),
        SCENE_TEST(test_text_at_any_width),
        SCENE_TEST(test_markdown_and_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
