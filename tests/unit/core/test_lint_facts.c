/*
 * test_lint_facts.c - rules of `baton lint` over facts made by hand: times, spans, decisions.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "lint.h"

#include <cmocka.h>             /* last: it has a macro named as our fail() */

static void test_times(void **state)
{
    (void)state;
    static const struct { const char *text; int64_t ms; const char *has; } rows[] = {
        { "2025-10-14T14:30:00Z", 1760452200000, "dcz" },
        { "2025-10-14T16:30:00.123456+02:00", 1760452200000, "dcz" },
        { "2025-10-14 14:30 UTC", 1760452200000, "dcz" },
        { "2025-10-14 14:30", 1760452200000, "dc" },
        { "2025/10/14 14:30:00 (about)", 1760452200000, "dc" },
        { "Oct 14, 2025 2:30 PM", 1760452200000, "dc" },
        { "14 October 2025, 14:30", 1760452200000, "dc" },
        { "10/14/2025, 2:30:00 PM", 1760452200000, "dc" },
        { "2025-10-14", 1760400000000, "d" },
        { "14:30", 52200000, "c" },
        { "14:30 CET", 0, NULL }, { "14:30 (Asia/Bangkok)", 0, NULL }, { "10/11/2025", 0, NULL },
        { "[In progress - Tasks 1-3 complete]", 0, NULL }, { "soon", 0, NULL }, { "", 0, NULL },
        { "25:30", 0, NULL }, { "2025-13-14", 0, NULL }, { "Tuesday 14:30", 0, NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        WrittenTime t;
        int r = lint_time_read(rows[i].text, &t);
        if ((r == 0) != (rows[i].has != NULL))
            fail_msg("'%s': %d", rows[i].text, r);
        if (r < 0)
            continue;
        if (t.ms != rows[i].ms || t.has_date != !!strchr(rows[i].has, 'd') ||
            t.has_clock != !!strchr(rows[i].has, 'c') || t.has_zone != !!strchr(rows[i].has, 'z'))
            fail_msg("'%s': %lld %d%d%d", rows[i].text, (long long)t.ms, t.has_date, t.has_clock,
                     t.has_zone);
    }
}

static void test_spans(void **state)
{
    (void)state;
    static const struct { const char *text; int64_t ms, unit; } rows[] = {
        { "45 minutes", 2700000, 60000 }, { "2h 30m", 9000000, 60000 }, { "2h30m", 9000000, 60000 },
        { "1.5 hours", 5400000, 360000 }, { "90 min (with tests)", 5400000, 60000 },
        { "1 hour and 5 minutes", 3900000, 60000 }, { "1:30:00", 5400000, 1000 },
        { "850 ms", 850, 1 }, { "2 days", 172800000, 86400000 },
        { "1:30", -1, 0 }, { "~2 hours", -1, 0 }, { "3 months", -1, 0 }, { "", -1, 0 },
        { "[To be calculated]", -1, 0 }, { "2", -1, 0 }, { "2 hours or so", -1, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t ms = -1, unit = 0;
        int r = lint_span_read(rows[i].text, &ms, &unit);
        if ((r == 0) != (rows[i].ms >= 0) || ms != rows[i].ms || unit != rows[i].unit)
            fail_msg("'%s': %lld ms, unit %lld", rows[i].text, (long long)ms, (long long)unit);
    }
}

/* One file with these facts; what the rule says of it. */
static size_t count(Facts *facts, void (*rule)(Lint *l), Arena *a, LintFindings *out)
{
    LintFile f = { .name = "f.md", .path = "f.md", .full = "/f.md", .wanted = true, .facts = facts };
    Lint l = { .arena = a, .rule = "rule", .out = out };
    *out = (LintFindings){ 0 };
    AVEC_PUSH(&l.files, a, f);
    rule(&l);
    return out->len;
}

static void test_durations(void **state)
{
    (void)state;
    static const struct { const char *started, *ended, *took; int line; } rows[] = {
        { "2025-10-14T14:30:00Z", "2025-10-14T15:15:00Z", "45 minutes", 0 },
        { "2025-10-14T14:30:00Z", "2025-10-14T15:15:00Z", "2 hours", 4 },
        { "2025-10-14T14:30:00Z", "2025-10-14T18:15:00Z", "45 minutes", 4 },
        { "2025-10-14T14:30:00Z", "2025-10-14T17:15:00Z", "3 hours", 0 },
        { "2025-10-14T14:30:00Z", "2025-10-14T14:00:00Z", NULL, 3 },
        { "2025-10-14", "2025-10-13", NULL, 3 }, { "2025-10-14", "2025-10-14", "9 hours", 0 },
        { "2025-10-14 23:30", "2025-10-14", NULL, 0 },
        { "2025-10-14T14:30:00Z", "2025-10-14T14:00:00", NULL, 0 },     /* whose clock? */
        { "23:30", "00:15", "45 min", 0 }, { "23:30", "00:15", "2 h", 4 },
        { "2025-10-14 09:00", "2025-10-17 17:00", "6 hours", 0 },
        { "2025-10-14 09:00", "2025-10-15 10:00", "6 days", 4 },
        { "2025-10-14 09:00", "soon", "1 h", 0 }, { "2025-10-14 09:00", NULL, "1 h", 0 },
        { "2025-10-14 09:00", "2025-10-14 10:00", "a while", 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CLEANUP(facts_free_ptr) Facts *f = facts_new("f.md");
        LintFindings out;
        AVEC_PUSH(&f->agents, f->arena,
                  ((AgentFact){ .line = 1, .name = "qa", .started = rows[i].started,
                                .ended = rows[i].ended, .took = rows[i].took, .started_line = 2,
                                .ended_line = 3, .took_line = 4 }));
        size_t n = count(f, lint_duration, f->arena, &out);
        if (n != (rows[i].line ? 1 : 0) || (n && out.items[0].line != rows[i].line))
            fail_msg("'%s' to '%s', %s: %zu, %s", rows[i].started, rows[i].ended, rows[i].took, n,
                     n ? out.items[0].message : "");
    }
}

static void test_decisions(void **state)
{
    (void)state;
    static const struct { const char *a_ref, *a_title, *b_ref, *b_title; size_t want; } rows[] = {
        { "ADR-001", "Use SQLite", "ADR-001", "Use libuv", 1 },
        { "ADR-001", "Use SQLite", "adr-001", "Use libuv", 1 },
        { "ADR-001", "Use SQLite", "ADR-001", "Use SQLite", 0 },        /* an index */
        { "ADR-001", "Use SQLite", "ADR-002", "Use libuv", 0 },
        { NULL, "Use SQLite", NULL, "Use libuv", 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CLEANUP(facts_free_ptr) Facts *f = facts_new("f.md");
        LintFindings out;
        AVEC_PUSH(&f->records, f->arena, ((RecordFact){ .line = 1, .kind = RECORD_DECISION,
                                                        .ref = rows[i].a_ref, .title = rows[i].a_title }));
        AVEC_PUSH(&f->records, f->arena, ((RecordFact){ .line = 9, .kind = RECORD_DECISION,
                                                        .ref = rows[i].b_ref, .title = rows[i].b_title }));
        assert_int_equal(count(f, lint_decision, f->arena, &out), rows[i].want);
        assert_true(!out.len || out.items[0].line == 9);
    }
}

static void test_names(void **state)
{
    (void)state;
    static const struct { const char *name; bool role; } rows[] = {
        { "qa-engineer", true }, { "/qa-engineer", true }, { "API Agent", true }, { "Test Engineer", true },
        { "gavin", false }, { "Ann Smith", false }, { "Agent D", false }, { "[agent-name]", false },
        { "worker 3", false }, { "somebody, later", false }, { "", false },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (lint_is_role(rows[i].name) != rows[i].role)
            fail_msg("'%s'", rows[i].name);
    assert_true(lint_is_person("user") && lint_is_person("team-lead"));
    assert_false(lint_is_person("qa-engineer"));
    static const struct { const char *ref; bool id; } refs[] = {
        { "TASK-8", true }, { "T001", true }, { "FUT-TOOLS", true }, { "bd-1a", true },
        { "Task 1", false }, { "1.2", false }, { "7", false }, { "-", false },
    };
    for (size_t i = 0; i < ARRAY_LEN(refs); i++)
        if (lint_is_id(refs[i].ref) != refs[i].id)
            fail_msg("'%s'", refs[i].ref);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times), cmocka_unit_test(test_spans), cmocka_unit_test(test_durations),
        cmocka_unit_test(test_decisions), cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
