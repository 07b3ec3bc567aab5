/*
 * test_remind.c - a Reminder with a clock of the test's own, over simulated weeks, and what a notice becomes.
 */
#include <signal.h>

#include "project_test.h"

#include "baton/base/clock.h"
#include "baton/core/remind.h"
#include "baton/sys/proc.h"

enum { MAX_SEEN = 400 };
static const int64_t MINUTE = 60 * 1000, HOUR = 3600 * 1000, DAY = 24 * INT64_C(3600000);

typedef struct {
    Scene scene;
    Context c;                  /* without a ledger: needs are the test's */
    Reminder *r;
    int64_t now, next;
    NeedRow rows[20];
    NeedRows needs;
    Arena *arena;
    Notices due;
    struct { int64_t at; const char *subject; bool again; } seen[MAX_SEEN];
    size_t seen_len;
} Clock;

static Clock clock_at;          /* large */

static int64_t at(const char *text)
{
    int64_t t = 0;
    assert_int_equal(time_parse(str_from(text), &t), 0);
    return t;
}

static void set_conf(Clock *k, SettingId id, const char *text)
{
    Message m = { 0 };
    if (conf_set(k->c.conf, id, text, "test", &m) < 0)
        fail_msg("%s", m.text);
}

static int set_up(void **state)
{
    Clock *k = *state = &clock_at;
    memset(k, 0, sizeof *k);
    scene_init(&k->scene);
    setenv("TZ", "UTC", 1);
    tzset();
    unsetenv("TMUX");
    unsetenv("STY");
    k->c = (Context){ .project = k->scene.c->project, .conf = k->scene.c->conf };
    k->needs.items = k->rows;
    k->arena = arena_new();
    k->now = at("2026-01-05T10:00:00Z");        /* a Monday */
    return 0;
}

static int tear_down(void **state)
{
    Clock *k = *state;
    k->r = reminder_free(k->r);
    k->arena = arena_free(k->arena);
    scene_done(&k->scene);
    return 0;
}

static void start(Clock *k)
{
    k->r = reminder_free(k->r);
    k->r = reminder_new(&k->c, k->now);
}

static void add(Clock *k, const char *kind, const char *subject, int64_t since)
{
    k->rows[k->needs.len++] = (NeedRow){ .kind = kind, .subject = subject, .title = "needs paper", .agent = "printer",
                                         .since = since };
}

static void ask(Clock *k)
{
    reminder_look(k->r, &k->needs, k->now, k->arena, &k->due, &k->next);
    assert_true(k->next == 0 || k->next > k->now);
    for (size_t i = 0; i < k->due.len; i++) {
        assert_true(k->seen_len < MAX_SEEN);
        k->seen[k->seen_len].at = k->now;
        k->seen[k->seen_len].again = k->due.items[i].again;
        k->seen[k->seen_len++].subject = arena_strdup(k->arena, k->due.items[i].subject);
    }
}

/* As a dashboard does: sleeps until the time it was given, or until `until`. */
static void run_until(Clock *k, int64_t until)
{
    int wakes = 0;
    ask(k);
    while (k->next && k->next <= until) {
        k->now = k->next;
        ask(k);
        assert_true(++wakes < 2000);
    }
    k->now = until;
    ask(k);
}

#define ASSERT_SEEN(k, ...) \
    do { \
        const int minutes_[] = { __VA_ARGS__ }; \
        assert_int_equal((k)->seen_len, ARRAY_LEN(minutes_)); \
        for (size_t i_ = 0; i_ < ARRAY_LEN(minutes_); i_++) \
            assert_int_equal(((k)->seen[i_].at - begun) / MINUTE, minutes_[i_]); \
    } while (0)

/* ---- causes ---- */

static void test_one_cause_over_three_weeks(void **state)
{
    Clock *k = *state;
    int64_t begun = k->now;
    start(k);
    add(k, "escalation", "3", begun);
    run_until(k, begun + 21 * DAY);
    ASSERT_SEEN(k, 0, 15, 45, 105, 225, 465, 705);
    assert_int_equal(k->next, 0);
    assert_false(k->seen[0].again);
    for (size_t i = 1; i < k->seen_len; i++)
        assert_true(k->seen[i].again);
}

/* 48 hours after it was resolved, looked at every minute: nothing. */
static void test_what_is_resolved_is_silent_for_good(void **state)
{
    Clock *k = *state;
    int64_t begun = k->now;
    start(k);
    add(k, "escalation", "3", begun);
    run_until(k, begun + 20 * MINUTE);
    assert_int_equal(k->seen_len, 2);
    k->needs.len = 0;
    ask(k);
    assert_int_equal(k->next, 0);
    for (int64_t end = k->now + 48 * HOUR; k->now < end; k->now += MINUTE)
        ask(k);
    ASSERT_SEEN(k, 0, 15);
}

static void test_a_repeat_is_no_news(void **state)
{
    Clock *k = *state;
    int64_t begun = k->now;
    start(k);
    add(k, "escalation", "3", begun);
    ask(k);
    for (int i = 0; i < 10; i++) {              /* the ledger changed: the count, other things */
        k->now += 1000;
        k->rows[0].title = arena_printf(k->arena, "needs paper (%d times)", i + 2);
        ask(k);
    }
    ASSERT_SEEN(k, 0);
}

static void test_what_opens_again_is_news(void **state)
{
    Clock *k = *state;
    int64_t begun = k->now;
    start(k);
    add(k, "escalation", "3", begun);
    ask(k);
    k->needs.len = 0;
    k->now += 5 * MINUTE;
    ask(k);
    k->now += 5 * MINUTE;
    add(k, "escalation", "3", k->now);
    run_until(k, k->now + 20 * MINUTE);
    ASSERT_SEEN(k, 0, 10, 25);
    assert_false(k->seen[1].again);
    k->now += MINUTE;                           /* from open to open, with nothing between two looks */
    k->rows[0].since = k->now;
    ask(k);
    assert_int_equal(k->seen_len, 4);
    assert_false(k->seen[3].again);
}

/* A task that is blocked and not, a branch that is checked out and left: a thousand times in two hours. */
static void test_what_comes_and_goes_rings_less_and_less(void **state)
{
    Clock *k = *state;
    int64_t begun = k->now;
    start(k);
    set_conf(k, CONF_REMIND_ESCALATION, "off");
    for (int i = 0; i < 1000; i++) {
        add(k, "escalation", "4", k->now);
        ask(k);
        k->needs.len = 0;
        k->now += 7 * 1000;
        ask(k);
    }
    assert_in_range(k->seen_len, 3, 9);
    assert_int_equal(k->seen[1].at, begun + 7 * 1000);
    for (size_t i = 2; i + 1 < k->seen_len; i++)
        assert_true(k->seen[i + 1].at - k->seen[i].at >= k->seen[i].at - k->seen[i - 1].at);
    size_t before = k->seen_len;
    add(k, "escalation", "4", k->now);                  /* and stays: it is not forgotten */
    run_until(k, k->now + 6 * HOUR);
    assert_int_equal(k->seen_len, before + 1);
    k->needs.len = 0;
    k->now += 2 * DAY;
    ask(k);
    add(k, "escalation", "4", k->now);                  /* a new day */
    ask(k);
    assert_int_equal(k->seen_len, before + 2);
}

static void test_a_clock_that_was_set(void **state)
{
    Clock *k = *state;
    int64_t begun = k->now;
    start(k);
    add(k, "escalation", "4", k->now);
    ask(k);
    k->now += 365 * DAY;                                /* far ahead, and back again */
    ask(k);
    k->now = begun + MINUTE;
    ask(k);
    size_t before = k->seen_len;
    add(k, "escalation", "5", k->now);
    ask(k);
    assert_int_equal(k->seen_len, before + 1);
    assert_string_equal(k->seen[before].subject, "5");
    run_until(k, begun + 3 * DAY);
    assert_true(k->seen_len > before + 3);              /* both are brought up again */
    k->now = begun - 5 * DAY;                           /* before it was started */
    ask(k);
    before = k->seen_len;
    add(k, "escalation", "6", k->now);
    ask(k);
    assert_int_equal(k->seen_len, before + 1);
}

static void test_a_late_start_rings_for_nothing_that_it_missed(void **state)
{
    Clock *k = *state;
    int64_t begun = k->now;
    add(k, "escalation", "3", begun);
    add(k, "handoff", "1", begun - 30 * DAY);
    k->now = begun + 3 * HOUR;
    start(k);
    ask(k);
    assert_int_equal(k->seen_len, 0);
    run_until(k, begun + 30 * DAY);
    ASSERT_SEEN(k, 225, 465, 705);              /* as for one that was there from the beginning */
}

static void test_a_long_sleep_is_one_notice_each(void **state)
{
    Clock *k = *state;
    int64_t begun = k->now;
    start(k);
    add(k, "escalation", "3", begun);
    add(k, "escalation", "4", begun);
    ask(k);
    k->now = begun + 9 * HOUR;                  /* the machine slept */
    ask(k);
    ASSERT_SEEN(k, 0, 0, 540, 540);
    run_until(k, begun + 30 * DAY);
    ASSERT_SEEN(k, 0, 0, 540, 540, 705, 705);
}

/* Another machine's clock may be ahead, or the event may come late. */
static void test_clocks_that_differ(void **state)
{
    Clock *k = *state;
    int64_t begun = k->now;
    start(k);
    k->now += HOUR;
    add(k, "escalation", "3", begun + 2 * HOUR);
    add(k, "escalation", "4", begun + 1);
    ask(k);
    assert_int_equal(k->seen_len, 2);
    k->now += 61 * MINUTE;
    ask(k);
    assert_int_equal(k->seen_len, 4);           /* each its reminder, and the first one not told anew */
    assert_true(k->seen[2].again && k->seen[3].again);
    k->now -= 5 * HOUR;                         /* and ours may jump back */
    ask(k);
    assert_int_equal(k->seen_len, 4);
    assert_true(k->next > k->now + 5 * HOUR);
}

static void test_limits_of_the_kinds(void **state)
{
    Clock *k = *state;
    int64_t begun = k->now;
    set_conf(k, CONF_REMIND_SILENT, "30m,qa-*=2h,qa-lead=off");
    set_conf(k, CONF_REMIND_ESCALATION, "off");
    set_conf(k, CONF_REMIND_TIMES, "1");
    start(k);
    add(k, "escalation", "3", begun);
    add(k, "handoff", "1", begun);
    add(k, "edit", "2", begun);
    run_until(k, begun + DAY);
    ASSERT_SEEN(k, 0, 0, 0, 30, 60);
    assert_string_equal(k->seen[3].subject, "1");
    assert_int_equal(silent_limit(k->c.conf, "printer"), 30 * MINUTE);
    assert_int_equal(silent_limit(k->c.conf, "qa-writer"), 2 * HOUR);
    assert_int_equal(silent_limit(k->c.conf, "qa-lead"), 0);
}

static void test_the_most_specific_limit_wins(void **state)
{
    Clock *k = *state;
    static const struct { const char *items, *slug; int minutes; } cases[] = {
        { "30m", "a", 30 },                    { "off", "a", 0 },
        { "a=5m,30m", "a", 5 },                { "30m,a=5m", "b", 30 },
        { "*=7m,30m", "b", 7 },                { "back*=1m,backend-*=2m,b*=3m", "backend-x", 2 },
        { "backend-engineer=9m,backend-enginee*=1m,backend-engineer*=2m", "backend-engineer", 9 },
        { "Backend Engineer=9m", "backend-engineer", 9 }, { "/qa=4m", "qa", 4 },
        { "b=1m", "a", 30 },                   { "1m,2m", "a", 2 },
        { "a=1m,a=off", "a", 0 },              { "", "a", 30 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        set_conf(k, CONF_REMIND_SILENT, cases[i].items);
        if (silent_limit(k->c.conf, cases[i].slug) != cases[i].minutes * MINUTE)
            fail_msg("%s for %s", cases[i].items, cases[i].slug);
    }
}

static void test_a_silent_agent_is_told_of_when_its_time_is_up(void **state)
{
    Clock *k = *state;
    int64_t heard = k->now - 10 * MINUTE, begun = k->now;
    start(k);
    run_until(k, heard + 30 * MINUTE + 1);
    add(k, "silent", "printer", heard);
    run_until(k, begun + 5 * HOUR);
    ASSERT_SEEN(k, 20, 50, 110, 230);
    k->needs.len = 0;
    ask(k);
    add(k, "silent", "printer", k->now - 31 * MINUTE);
    run_until(k, k->now + MINUTE);
    assert_int_equal(k->seen_len, 5);
    assert_false(k->seen[4].again);
}

/* ---- quiet hours ---- */

static void test_nothing_in_quiet_hours(void **state)
{
    Clock *k = *state;
    set_conf(k, CONF_REMIND_QUIET, "22:00-07:00,sat");
    int64_t begun = k->now = at("2026-01-05T21:50:00Z");
    start(k);
    add(k, "escalation", "3", begun);
    run_until(k, begun + 20 * MINUTE);
    add(k, "escalation", "4", k->now);          /* begins while it is quiet */
    add(k, "escalation", "5", k->now);
    ask(k);
    ASSERT_SEEN(k, 0);
    k->now += MINUTE;
    k->rows[2] = (NeedRow){ 0 };                /* and is over before anybody wakes */
    k->needs.len = 2;
    run_until(k, at("2026-01-06T07:00:00Z"));
    assert_int_equal(k->seen_len, 3);
    assert_int_equal(k->seen[1].at, at("2026-01-06T07:00:00Z"));
    assert_string_equal(k->seen[1].subject, "3");
    assert_true(k->seen[1].again);
    assert_string_equal(k->seen[2].subject, "4");
    assert_false(k->seen[2].again);
}

static bool is_quiet(int64_t now)
{
    time_t seconds = (time_t)(now / 1000);
    struct tm tm;
    localtime_r(&seconds, &tm);
    return tm.tm_hour >= 22 || tm.tm_hour < 7 || tm.tm_wday == 0;
}

static uint32_t seed = 7;

static int64_t any(int64_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % (uint32_t)below;
}

typedef struct { int64_t begun, last; int told; bool open; char subject[8]; } Cause;
enum { CAUSES = 8 };

static void expect_promises(Clock *k, Cause *causes, size_t from)
{
    for (size_t i = from; i < k->seen_len; i++) {
        Cause *c = &causes[atoi(k->seen[i].subject)];
        assert_true(c->open);
        assert_false(is_quiet(k->seen[i].at));
        assert_true(k->seen[i].at > c->last);
        assert_int_equal(k->seen[i].again, c->told > 0);
        c->last = k->seen[i].at;
        assert_true(++c->told <= 7);
    }
}

/* Causes come and go for six weeks in which the clock changes; whoever looks at any times keeps every promise. */
static void test_any_weeks(void **state)
{
    Clock *k = *state;
    Cause causes[CAUSES] = { 0 };
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    set_conf(k, CONF_REMIND_QUIET, "22:00-07:00,sun");
    k->now = at("2026-03-10T08:00:00Z");
    start(k);
    for (int64_t end = k->now + 42 * DAY; k->now < end;) {
        Cause *c = &causes[any(CAUSES)];
        if (c->open && any(4) == 0)
            c->open = false;
        else if (!c->open && any(2) == 0)
            *c = (Cause){ .begun = k->now, .open = true };
        k->needs.len = 0;
        for (int i = 0; i < CAUSES; i++)
            if (causes[i].open) {
                snprintf(causes[i].subject, sizeof causes[i].subject, "%d", i);
                add(k, i % 2 ? "escalation" : "handoff", causes[i].subject, causes[i].begun);
            }
        k->seen_len = 0;
        ask(k);
        expect_promises(k, causes, 0);
        int64_t later = k->now + any(90 * MINUTE) + 1;
        k->now = k->next ? MIN(k->next, later) : later;
    }
}

/* ---- what a notice becomes ---- */

static const char hostile[] = "no \033]9;boom\a paper;\x9b 2J\n\xc2\x9dx\x1b\\ \xff\xe2\x80\xae{press} end";

static Notice hostile_notice(void)
{
    return (Notice){ .kind = "escalation", .subject = "3", .project = "my;words\033[m", .agent = "printer\a",
                     .title = hostile, .press = "press n in baton", .since = 1 };
}

static const char *bytes_of(Clock *k, const Notice *n)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    notice_bytes(k->c.conf, n, &out);
    assert_int_equal(strlen(out.data), out.len);
    return arena_strdup(k->arena, out.data);
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, part)) != NULL; p += strlen(part))
        n++;
    return n;
}

static void test_bytes_for_each_terminal(void **state)
{
    Clock *k = *state;
    const Notice n = { .kind = "escalation", .subject = "3", .project = "words", .agent = "printer",
                       .title = "no paper; none", .press = "press n in baton" };
    static const struct { const char *desktop, *bell, *tmux, *sty, *bytes; } cases[] = {
        { "osc9", "on", "", "", "\a\033]9;words: printer escalated: no paper, none - press n in baton\033\\" },
        { "osc9", "off", "", "", "\033]9;words: printer escalated: no paper, none - press n in baton\033\\" },
        { "off", "on", "", "", "\a" },
        { "off", "off", "/tmp/x,1,0", "1.x", "" },
        { "osc777", "on", "", "",
          "\a\033]777;notify;words;printer escalated: no paper, none - press n in baton\033\\" },
        { "osc99", "on", "", "",
          "\a\033]99;i=baton-words-escalation-3:d=0:p=title;words\033\\"
          "\033]99;i=baton-words-escalation-3:d=1:p=body;printer escalated: no paper, none - press n in baton\033\\" },
        { "osc9", "on", "/tmp/x,1,0", "",
          "\a\033Ptmux;\033\033]9;words: printer escalated: no paper, none - press n in baton\033\033\\\033\\" },
        { "osc9", "on", "", "1.x",
          "\a\033P\033]9;words: printer escalated: no paper, none - press n in baton\a\033\\" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        set_conf(k, CONF_REMIND_DESKTOP, cases[i].desktop);
        set_conf(k, CONF_REMIND_BELL, cases[i].bell);
        setenv("TMUX", cases[i].tmux, 1);
        setenv("STY", cases[i].sty, 1);
        assert_string_equal(bytes_of(k, &n), cases[i].bytes);
    }
}

/* Nothing of an agent's text ends a sequence, begins one, or parts it. */
static void test_hostile_text_stays_text(void **state)
{
    Clock *k = *state;
    static const char *const desktops[] = { "osc9", "osc777", "osc99" };
    static const size_t escapes[] = { 2, 2, 4 }, separators[] = { 1, 3, 4 };
    Notice n = hostile_notice();
    for (size_t i = 0; i < ARRAY_LEN(desktops); i++) {
        set_conf(k, CONF_REMIND_DESKTOP, desktops[i]);
        const char *bytes = bytes_of(k, &n);
        assert_int_equal(count(bytes, "\033"), escapes[i]);
        assert_int_equal(count(bytes, "\a"), 1);
        assert_int_equal(count(bytes, ";"), separators[i]);
        assert_null(strpbrk(bytes, "\n\r\t"));
        assert_null(strstr(bytes, "\xc2\x9d"));
        assert_null(strstr(bytes, "\x9b"));
        assert_null(strstr(bytes, "\xe2\x80\xae"));
        assert_non_null(strstr(bytes, "end"));
    }
}

/* Any bytes at all, in any of the texts. */
static void test_any_text_stays_text(void **state)
{
    Clock *k = *state;
    static const char likely[] = "\033\a;\\]\n\x9b\x9c\xc2\x9d\xe2\x80\xae{}9-";
    for (int i = 0; i < 1500; i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf out = BUF_INIT;
        char *texts[4];
        for (size_t t = 0; t < 4; t++) {
            size_t len = (size_t)any(60);
            texts[t] = arena_alloc(a, len + 1);
            for (size_t c = 0; c < len; c++)
                texts[t][c] = any(2) ? likely[any(sizeof likely - 1)] : (char)(any(255) + 1);
        }
        const Notice n = { .kind = "escalation", .subject = texts[0], .project = texts[1], .agent = texts[2],
                           .title = texts[3], .press = "press n" };
        set_conf(k, CONF_REMIND_DESKTOP, i % 3 ? i % 3 == 1 ? "osc777" : "osc99" : "osc9");
        notice_bytes(k->c.conf, &n, &out);
        assert_int_equal(strlen(out.data), out.len);
        assert_int_equal(count(out.data, "\033"), i % 3 == 2 ? 4 : 2);
        assert_int_equal(count(out.data, ";"), i % 3 ? i % 3 == 1 ? 3 : 4 : 1);
        assert_int_equal(count(out.data, "\a"), 1);
        for (const char *p = out.data + 1; *p; p++)
            assert_true((unsigned char)*p >= ' ' || *p == '\033');
    }
}

static void test_a_few_programs_at_a_time(void **state)
{
    Clock *k = *state;
    Notice n = { .kind = "edit", .subject = "1", .title = "x" };
    NoticePrograms programs = { 0 };
    Message m = { 0 };
    assert_int_equal(notice_start(k->c.conf, &n, &programs, &m), 0);
    set_conf(k, CONF_REMIND_COMMAND, "sleep 60");
    for (int i = 0; i < NOTICE_PROGRAMS_MAX; i++)
        assert_int_equal(notice_start(k->c.conf, &n, &programs, &m), 1);
    assert_int_equal(notice_start(k->c.conf, &n, &programs, &m), -1);
    assert_string_equal(m.text, "'sleep' was not started for a reminder: 4 of them still run.");
    assert_int_equal(kill(programs.pids[2], SIGKILL), 0);
    for (int i = 0; i < 2000 && programs.pids[2]; i++, clock_sleep(5))
        notice_reap(&programs);
    assert_int_equal(programs.pids[2], 0);
    assert_int_equal(notice_start(k->c.conf, &n, &programs, &m), 1);
    for (int i = 0; i < NOTICE_PROGRAMS_MAX; i++)
        proc_stop(programs.pids[i]);
    programs = (NoticePrograms){ 0 };
    set_conf(k, CONF_REMIND_COMMAND, "/no/such/program");
    assert_int_equal(notice_start(k->c.conf, &n, &programs, &m), -1);
    assert_non_null(strstr(m.text, "could not be started"));
    assert_int_equal(programs.pids[0], 0);
}

static void test_long_text_is_bounded(void **state)
{
    Clock *k = *state;
    CLEANUP(buf_done) Buf title = BUF_INIT;
    for (int i = 0; i < 20000; i++)
        buf_adds(&title, i % 7 ? "e\u0301\u0301\u0301" : "\u5F8C ");
    Notice n = { .kind = "handoff", .subject = "1", .project = title.data, .agent = title.data, .title = title.data,
                 .press = "press n in baton" };
    static const char *const sties[] = { "", "1.x" };
    for (size_t i = 0; i < 2; i++) {
        setenv("STY", sties[i], 1);
        const char *bytes = bytes_of(k, &n);
        assert_true(strlen(bytes) < 2200);
        size_t piece = 0;
        for (const char *p = bytes; sties[i][0] && *p; p++) {
            piece = p[0] == '\033' && p[1] == 'P' ? 0 : piece + 1;
            assert_true(piece < 256);
        }
    }
    n.title = "short";
    n.project = n.agent = "x";
    unsetenv("STY");
    assert_non_null(strstr(bytes_of(k, &n), "press n in baton"));
}

static void test_many_are_one_bell(void **state)
{
    Clock *k = *state;
    start(k);
    for (int i = 0; i < 8; i++)
        add(k, "escalation", arena_printf(k->arena, "%d", i), k->now);
    ask(k);
    CLEANUP(buf_done) Buf out = BUF_INIT;
    notices_bytes(k->c.conf, &k->due, &out);
    assert_int_equal(count(out.data, "\a"), 1);
    assert_int_equal(count(out.data, "\033]9;"), NOTICES_MAX + 1);
    assert_non_null(strstr(out.data, "3 more wait for you - run: baton needs"));
    buf_clear(&out);
    k->due.len = NOTICES_MAX;
    notices_bytes(k->c.conf, &k->due, &out);
    assert_int_equal(count(out.data, "\033]9;"), NOTICES_MAX);
    buf_clear(&out);
    notices_bytes(k->c.conf, &(Notices){ 0 }, &out);
    assert_int_equal(out.len, 0);
}

static void test_the_users_command(void **state)
{
    Clock *k = *state;
    StrList argv = { 0 };
    Notice n = hostile_notice();
    notice_command(k->c.conf, &n, k->arena, &argv);
    assert_int_equal(argv.len, 0);

    set_conf(k, CONF_REMIND_COMMAND, "{agent} {project} --by={agent} {id}-{kind} {nobody} {{press} { } {reason}");
    notice_command(k->c.conf, &n, k->arena, &argv);
    assert_int_equal(argv.len, 9);
    assert_string_equal(argv.items[0], "{agent}");      /* an agent does not choose the program */
    assert_string_equal(argv.items[1], "my;words^[[m");
    assert_string_equal(argv.items[2], "--by=printer^G");
    assert_string_equal(argv.items[3], "3-escalation");
    assert_string_equal(argv.items[4], "{nobody}");
    assert_string_equal(argv.items[5], "{press n in baton");
    assert_string_equal(argv.items[6], "{");
    assert_string_equal(argv.items[7], "}");
    assert_non_null(strstr(argv.items[8], "{press} end"));      /* what was filled in is not filled in again */
    for (const char *p = argv.items[8]; *p; p++)
        assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);

    set_conf(k, CONF_REMIND_COMMAND, "say {reason} x{reason}");
    n = (Notice){ .kind = "edit", .subject = "1", .title = "--exec=rm -rf" };
    notice_command(k->c.conf, &n, k->arena, &argv);
    assert_string_equal(argv.items[1], "exec=rm -rf");  /* no option of the program */
    assert_string_equal(argv.items[2], "x--exec=rm -rf");
}

/* ---- with a ledger ---- */

static void say(Clock *k, const char *action, int64_t when)
{
    const Event e = { .kind = EVENT_TELEMETRY, .agent = "printer", .action = action, .source = SOURCE_CLI, .at = when };
    assert_int_equal(store_append(k->scene.c->store, &e, NULL), 0);
}

static void test_agents_that_work_and_say_nothing(void **state)
{
    Clock *k = *state;
    int64_t now = clock_now();
    NeedRows needs = { 0 };
    say(k, "START", now - 47 * MINUTE);
    assert_int_equal(needs_read(k->scene.c, k->arena, &needs), 0);
    assert_int_equal(needs.len, 1);
    assert_string_equal(needs.items[0].kind, "silent");
    assert_string_equal(needs.items[0].subject, "printer");
    assert_string_equal(needs.items[0].title, "works, and was not heard of for 47m (limit 30m)");
    assert_int_equal(needs.items[0].since, now - 47 * MINUTE);

    const Event snooze = { .kind = EVENT_NEED_SNOOZED, .subject = "silent:printer", .source = SOURCE_CLI,
                           .body = arena_printf(k->arena, "{\"until\":%lld}", (long long)(now + HOUR)) };
    assert_int_equal(store_append(k->scene.c->store, &snooze, NULL), 0);
    assert_int_equal(needs_read(k->scene.c, k->arena, &needs), 0);
    assert_int_equal(needs.len, 0);
    assert_int_equal(needs_snoozed(k->scene.c, k->arena, &needs), 0);
    assert_int_equal(needs.len, 1);
    assert_int_equal(needs.items[0].until, now + HOUR);

    say(k, "TEST", now - 10 * MINUTE);
    assert_int_equal(needs_snoozed(k->scene.c, k->arena, &needs), 0);
    assert_int_equal(needs.len, 0);
    say(k, "COMPLETED", now - 40 * MINUTE);
    assert_int_equal(needs_read(k->scene.c, k->arena, &needs), 0);
    assert_int_equal(needs.len, 0);
}

/* No event will come: the Reminder asks to be woken when somebody's time is up, or a snooze is over. */
static void test_the_ledger_says_when_to_look_again(void **state)
{
    Clock *k = *state;
    NeedRows none = { 0 };
    k->now = clock_now();
    k->r = reminder_new(k->scene.c, k->now);
    reminder_look(k->r, &none, k->now, k->arena, &k->due, &k->next);
    assert_int_equal(k->next, 0);
    say(k, "START", k->now - 10 * MINUTE);
    reminder_look(k->r, &none, k->now, k->arena, &k->due, &k->next);
    assert_int_equal(k->next, k->now + 20 * MINUTE + 1);
    assert_int_equal(k->due.len, 0);
    say(k, "COMPLETED", k->now);
    reminder_look(k->r, &none, k->now, k->arena, &k->due, &k->next);
    assert_int_equal(k->next, 0);
}

static void test_a_snooze_that_ends_is_told_of_once(void **state)
{
    Clock *k = *state;
    NeedRows needs = { 0 };
    int64_t began = clock_now() - 9 * DAY, until = clock_now() + 20 * MINUTE;
    const Event escalate = { .kind = EVENT_TELEMETRY, .agent = "printer", .action = "ESCALATE", .source = SOURCE_CLI,
                             .reason = "no paper", .at = began };
    const Event snooze = { .kind = EVENT_NEED_SNOOZED, .subject = "escalation:1", .source = SOURCE_CLI,
                           .body = arena_printf(k->arena, "{\"until\":%lld}", (long long)until) };
    assert_int_equal(store_append(k->scene.c->store, &escalate, NULL), 0);
    assert_int_equal(needs_read(k->scene.c, k->arena, &needs), 0);
    assert_int_equal(needs.len, 1);
    NeedRows waits = needs;
    assert_int_equal(store_append(k->scene.c->store, &snooze, NULL), 0);
    k->now = clock_now();
    k->r = reminder_new(k->scene.c, k->now);
    reminder_look(k->r, &(NeedRows){ 0 }, k->now, k->arena, &k->due, &k->next);
    assert_int_equal(k->due.len, 0);
    assert_int_equal(k->next, until);
    k->now = until;                             /* the ledger goes by the wall, which stands still here */
    const Event back = { .kind = EVENT_NEED_SNOOZED, .subject = "escalation:1", .source = SOURCE_CLI,
                         .body = "{\"until\":0}" };
    assert_int_equal(store_append(k->scene.c->store, &back, NULL), 0);
    reminder_look(k->r, &waits, k->now, k->arena, &k->due, &k->next);
    assert_int_equal(k->due.len, 1);
    assert_true(k->due.items[0].again);
    reminder_look(k->r, &waits, k->now + 1, k->arena, &k->due, &k->next);
    assert_int_equal(k->due.len, 0);
}

#define ON_CLOCK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_CLOCK(test_one_cause_over_three_weeks),
        ON_CLOCK(test_what_is_resolved_is_silent_for_good),
        ON_CLOCK(test_a_repeat_is_no_news),
        ON_CLOCK(test_what_opens_again_is_news),
        ON_CLOCK(test_what_comes_and_goes_rings_less_and_less),
        ON_CLOCK(test_a_clock_that_was_set),
        ON_CLOCK(test_a_late_start_rings_for_nothing_that_it_missed),
        ON_CLOCK(test_a_long_sleep_is_one_notice_each),
        ON_CLOCK(test_clocks_that_differ),
        ON_CLOCK(test_limits_of_the_kinds),
        ON_CLOCK(test_the_most_specific_limit_wins),
        ON_CLOCK(test_a_silent_agent_is_told_of_when_its_time_is_up),
        ON_CLOCK(test_nothing_in_quiet_hours),
        ON_CLOCK(test_any_weeks),
        ON_CLOCK(test_bytes_for_each_terminal),
        ON_CLOCK(test_hostile_text_stays_text),
        ON_CLOCK(test_any_text_stays_text),
        ON_CLOCK(test_a_few_programs_at_a_time),
        ON_CLOCK(test_long_text_is_bounded),
        ON_CLOCK(test_many_are_one_bell),
        ON_CLOCK(test_the_users_command),
        ON_CLOCK(test_agents_that_work_and_say_nothing),
        ON_CLOCK(test_the_ledger_says_when_to_look_again),
        ON_CLOCK(test_a_snooze_that_ends_is_told_of_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
