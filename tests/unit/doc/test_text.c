/*
 * test_text.c - keys, "nothing", names and refs in pieces of lines.
 */
#include "doc_test.h"

#include "citations.h"
#include "names.h"
#include "text.h"

static const struct { const char *line, *key, *value; } keys[] = {
    { "**Status**: done", "Status", "done" },
    { "**Status:** done", "Status", "done" },
    { "**Status: done**", "Status", "done" },
    { "Status: done", "Status", "done" },
    { "`status`: done", "status", "done" },
    { "*Owner*: `qa`", "Owner", "`qa`" },
    { "状态：", "状态", "" },
    { "负责人：小王", "负责人", "小王" },
    { "🔴 Status: x", "Status", "x" },
    { "__A__: b: c", "A", "b: c" },
    { "https://example.org", NULL, NULL },
    { "12:30 lunch", NULL, NULL },
    { ": x", NULL, NULL },
    { "no colon", NULL, NULL },
    { "one two three four five six seven: x", NULL, NULL },
    { "", NULL, NULL },
};

static void test_keys(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        KeyValue kv;
        bool found = key_split(str_from(keys[i].line), &kv);
        assert_int_equal(found, keys[i].key != NULL);
        if (!found)
            continue;
        assert_str_is(kv.key, keys[i].key);
        assert_str_is(kv.value, keys[i].value);
    }
}

static const struct { const char *text; bool none; const char *rest; } nones[] = {
    { "None", true, "" },
    { "none.", true, "" },
    { "- None.", false, NULL },
    { "(none)", true, "" },
    { "_None_", true, "" },
    { "N/A", true, "" },
    { "—", true, "" },
    { "-", true, "" },
    { "（暂无）", true, "" },
    { "无", true, "" },
    { "", true, "" },
    { "None. The user runs it.", true, "The user runs it." },
    { "None (foundation fix)", true, "(foundation fix)" },
    { "Nobody", false, NULL },
    { "None of the checks ran", false, NULL },
    { "Nonetheless", false, NULL },
    { "- a list", false, NULL },
};

static void test_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(nones); i++) {
        Str rest = { "", 0 };
        bool none = text_is_none(str_from(nones[i].text), &rest);
        if (none != nones[i].none)
            print_error("'%s'\n", nones[i].text);
        assert_int_equal(none, nones[i].none);
        if (none && nones[i].rest[0])
            assert_memory_equal(rest.data, nones[i].rest, MIN(rest.len, (size_t)10));
    }
}

static const struct { const char *title, *ref; Subject subject; } subjects[] = {
    { "[TASK-8] Audit", "TASK-8", SUBJECT_ID },
    { "**TASK-INFRA-01**: Run", "TASK-INFRA-01", SUBJECT_ID },
    { "T001 [P] [US1] Make", "T001", SUBJECT_ID },
    { "F-11", "F-11", SUBJECT_ID },
    { "DAL-88 记忆库", "DAL-88", SUBJECT_ID },
    { "0185: Blocked dates", "0185", SUBJECT_ID },
    { "1.2 Install", "1.2", SUBJECT_ID },
    { "#12 fix it", "#12", SUBJECT_ID },
    { "Task 1: Add", "Task 1", SUBJECT_TASK },
    { "Story 2.3 - x", "Story 2.3", SUBJECT_TASK },
    { "Phase 2 (x)", "Phase 2", SUBJECT_PHASE },
    { "Milestone M1: x", "Milestone M1", SUBJECT_PHASE },
    { "任务 3：写", "任务 3", SUBJECT_TASK },
    { "UTF-8 everywhere", NULL, SUBJECT_NONE },
    { "ADR-001 — one", NULL, SUBJECT_NONE },
    { "Tasks for today", NULL, SUBJECT_NONE },
    { "Phase out the old", NULL, SUBJECT_NONE },
    { "[REFACTOR] Split", NULL, SUBJECT_NONE },
    { "A test", NULL, SUBJECT_NONE },
    { "2026-01-01", NULL, SUBJECT_NONE },
    { "", NULL, SUBJECT_NONE },
};

static void test_subjects(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(subjects); i++) {
        Str ref;
        Subject s = text_subject(str_from(subjects[i].title), &ref);
        if (s != subjects[i].subject)
            print_error("'%s': %d\n", subjects[i].title, s);
        assert_int_equal(s, subjects[i].subject);
        if (subjects[i].ref)
            assert_str_is(ref, subjects[i].ref);
    }
}

static const struct { const char *sentence, *name; } receivers[] = {
    { "Handoff to `/qa-engineer` for test execution.", "qa-engineer" },
    { "Handoff to User.", "User" },
    { "Handoff back to Product Manager to plan the next step", "Product Manager" },
    { "Route to `/orchestrate` (or `/ui-designer`) now", "orchestrate" },
    { "Any (whoever is free)", "Any" },
    { "`backend-engineer`", "backend-engineer" },
    { "@qa-lead please", "qa-lead" },
    { "Builder", "Builder" },
    { "see src/api/x.ts, then /qa", "qa" },
    { "None", "" },
    { "", "" },
    { "frontend-specialist — needs the endpoint", "frontend-specialist" },
};

static void test_receivers(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(receivers); i++)
        assert_str_is(name_of_receiver(str_from(receivers[i].sentence)), receivers[i].name);
}

static const struct { const char *title, *name; } mentions[] = {
    { "Review it @gavin", "gavin" }, { "Upgrade @scope/pkg", "" },
    { "Mail to a@example.org", "" }, { "Use `@claude` here", "" },
    { "Add @media rules", "" },      { "Test (qa-engineer)", "qa-engineer" },
    { "Test (all of it)", "" },      { "Drop @Injectable helpers", "" },
};

static void test_mentions(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mentions); i++)
        assert_str_is(name_mentioned(str_from(mentions[i].title)), mentions[i].name);
    assert_str_is(name_at_start(STR("**Agent D — Logging**: x")), "Agent D");
    assert_str_is(name_at_start(STR("backend-engineer: add it")), "backend-engineer");
    assert_str_is(name_at_start(STR("Note: add it")), "");
    assert_str_is(name_in_heading(STR("Phase 0: Shared plumbing (Central AI)")), "Central AI");
    assert_str_is(name_in_heading(STR("Batch 1 (parallel, disjoint files)")), "");
}

static const struct { const char *text, *path; int first, last; } cited[] = {
    { "see `src/a.ts:14-88`.", "src/a.ts", 14, 88 },
    { "src/a.c:7 is wrong", "src/a.c", 7, 7 },
    { "[x](docs/b.md#L4-L9)", "docs/b.md", 4, 9 },
    { "`api/schema.sql` (lines 3-9)", "api/schema.sql", 3, 9 },
    { "in `README.md`", "README.md", 0, 0 },
    { "a/b.ts:9-3", "a/b.ts", 9, 9 },
    { "and/or https://example.org/a.html e.g. x", NULL, 0, 0 },
    { "version 1.2.3", NULL, 0, 0 },
    { "use `/qa-engineer`", NULL, 0, 0 },
};

static void test_citations(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(cited); i++) {
        HandoffItem item = { 0 };
        citations_find(a, str_from(cited[i].text), &item);
        if (item.citation_count != (cited[i].path != NULL))
            print_error("'%s': %zu %s\n", cited[i].text, item.citation_count,
                        item.citation_count ? item.citations[0].path : "");
        assert_int_equal(item.citation_count, cited[i].path != NULL);
        if (!cited[i].path)
            continue;
        assert_string_equal(item.citations[0].path, cited[i].path);
        assert_int_equal(item.citations[0].first, cited[i].first);
        assert_int_equal(item.citations[0].last, cited[i].last);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),     cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_subjects), cmocka_unit_test(test_receivers),
        cmocka_unit_test(test_mentions), cmocka_unit_test(test_citations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
