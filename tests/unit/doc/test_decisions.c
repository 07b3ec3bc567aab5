/*
 * test_decisions.c - decisions in every shape they were seen in.
 */
#include "doc_test.h"

#define R(...) (const char *const[]){ __VA_ARGS__, NULL }

/* A record as "line|ref|title|date|author|status|reason|section/…", "-" for what is not said. */
static const struct {
    const char *path, *text;
    const char *const *want;
} cases[] = {
    { "DECISIONS.md",
      "# Decisions\n\n## Database\n\n| Decision | Rationale |\n|---|---|\n| Use SQLite | small |\n"
      "| - | - |\n\n## API\n\n| Decision | Rationale |\n|---|---|\n| REST | `curl` does |\n",
      R("7|-|Use SQLite|-|-|-|small|Database", "14|-|REST|-|-|-|`curl` does|API") },
    { "DECISIONS.md",
      "# Decisions\n\n| # | Date | Decision | Why | By | Status |\n|---|---|---|---|---|---|\n"
      "| D3 | 2026-04-12 | **Use pnpm** | fast | qa-engineer | Accepted |\n",
      R("5|D3|Use pnpm|2026-04-12|qa-engineer|Accepted|fast|") },
    { "DECISIONS.md",
      "# Decisions\n\n## ADR-001 — one database\n**Status:** Accepted\n**Date**: 2026-06-15\n\n"
      "### Context\nTwo were slow,\nand dear.\n\n### Decision\nOne.\n\n## ADR-002: REST (Proposed)\n",
      R("3|ADR-001|one database|2026-06-15|-|Accepted|Two were slow, and dear.|",
        "14|ADR-002|REST|-|-|Proposed|-|") },
    { "docs/decision-log.md",
      "# Log\n\n## API\n\n### [ADR-001] [2026-06-15] - Versions in the path\n- **Author**: @gavin\n"
      "- **Reason**: caches\n",
      R("5|ADR-001|Versions in the path|2026-06-15|@gavin|-|caches|API") },
    { "DECISIONS.md",
      "# Decisions\n\n## D1: One page per order\n\n**Decided:** Sprint 0\n**Reason:** phones\n\n"
      "- [ ] not a task\n\n## D2: No cookies\n\n**Decided:** Sprint 1 | **By:** Central AI\n",
      R("3|D1|One page per order|Sprint 0|-|-|phones|",
        "10|D2|No cookies|Sprint 1|Central AI|-|-|") },
    { "DECISIONS.md", "# D\n\n## DEC-067: Keep the queue\n\nWhy: order matters.\n\n## DEC-068: Drop it\n",
      R("3|DEC-067|Keep the queue|-|-|-|order matters.|", "7|DEC-068|Drop it|-|-|-|-|") },
    { "DECISIONS.md",
      "# Decisions\n\n## 2026-04-12 — use pnpm\ntext\n\n## 2026-07-27：单一数据库\n**理由**：简单\n\n"
      "### [2026-04-17] nested later\n",
      R("3|-|use pnpm|2026-04-12|-|-|-|", "6|-|单一数据库|2026-07-27|-|-|简单|",
        "9|-|nested later|2026-04-17|-|-|-|2026-07-27：单一数据库") },
    { "DECISIONS.md",
      "# Decisions\n\n## 2026-04-12\n\n### D1: first\n### D2: second\n\n## Apr 14, 2026: third\n",
      R("5|D1|first|2026-04-12|-|-|-|2026-04-12", "6|D2|second|2026-04-12|-|-|-|2026-04-12",
        "8|-|third|Apr 14, 2026|-|-|-|") },
    { "docs/adr/0007-use-queues.md",
      "# 7. Use queues\n\nDate: 2026-02-01\n\n## Status\n\nAccepted\n\n## Context\n\nBursts.\n\n"
      "## Decision\n\nWe use queues.\n\n## Consequences\n\nMore parts.\n",
      R("1|-|Use queues|2026-02-01|-|Accepted|Bursts.|") },
    { "DECISIONS.md",
      "# Decisions\n\n- 2026-04-12: Use pnpm\n- **D9**: Keep it\n- just a remark\n\n"
      "## Template\n\n### ADR-000: title\n**Status:** Proposed\n",
      R("3|-|Use pnpm|2026-04-12|-|-|-|", "4|D9|Keep it|-|-|-|-|", "5|-|just a remark|-|-|-|-|") },
    { "DECISIONS.md",
      "# How we decide\n\n## Auth\nProse.\n\n## Sessions\n**Decision:** Cookies\n**Rationale:** simple\n"
      "**Status:** Proposed | Accepted | Superseded\n\n- **x** y\n",
      R("6|-|Sessions|-|-|-|simple|") },
    { "project-state.md",
      "# State\n\n## Tasks\n\n- [x] TASK-1 one\n\n### TASK-2: two\n**Status**: pending\n\n"
      "## Decisions Log\n\n| Date | Decision | By |\n|---|---|---|\n| 2026-04-12 | Use pnpm | qa |\n\n"
      "## D4: Less\n**Status**: done\n",
      R("14|-|Use pnpm|2026-04-12|qa|-|-|Decisions Log", "16|D4|Less|-|-|done|-|") },
    { "FILE-MAP.md",
      "# Map\n\n## App\n\n| Path | Purpose |\n|---|---|\n| `src/app.ts` | where it starts |\n"
      "| `a/`, `b/` | parts |\n| - | - |\n\n## Docs\n\n- `README.md` — first\n- no path\n",
      R("7|-|src/app.ts|-|-|-|where it starts|App", "8|-|a/|-|-|-|parts|App",
        "8|-|b/|-|-|-|parts|App", "13|-|README.md|-|-|-|first|Docs") },
    { "FILE-MAP.md",
      "| Module | File | Notes | Owner |\n|---|---|---|---|\n| Auth | src/auth.c | logins | dev |\n"
      "| X | no path here | y | z |\n",
      R("3|-|src/auth.c|-|dev|-|logins|") },
    { "notes.md", "# Notes\n\n## ADR-001: title\n**Status:** Accepted\n", R(NULL) },
};

static void describe(Buf *out, const RecordFact *r)
{
    const char *const parts[] = { r->ref, r->title, r->date, r->author, r->status, r->reason };
    buf_addf(out, "%d", r->line);
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        buf_addf(out, "|%s", parts[i] ? parts[i] : "-");
    buf_addc(out, '|');
    for (size_t i = 0; i < r->section.len; i++)
        buf_addf(out, "%s%s", i ? "/" : "", r->section.items[i]);
}

static void test_shapes(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(facts_free_ptr) Facts *f = read_doc(cases[i].path, cases[i].text);
        size_t n = 0;
        for (; cases[i].want[n]; n++) {
            CLEANUP(buf_done) Buf have = BUF_INIT;
            if (n < f->records.len)
                describe(&have, &f->records.items[n]);
            if (strcmp(have.data, cases[i].want[n]) != 0)
                wrong++, print_error("case %zu:\n  %s\n, not\n  %s\n", i, have.data, cases[i].want[n]);
        }
        if (f->records.len != n)
            wrong++, print_error("case %zu: %zu records, not %zu\n", i, f->records.len, n);
    }
    assert_int_equal(wrong, 0);
}

/* Records are no tasks; tasks beside them stay tasks. */
static void test_tasks_beside(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(facts_free_ptr) Facts *f = read_doc(cases[i].path, cases[i].text);
        bool kept = strcmp(cases[i].path, "project-state.md") == 0;
        if (strcmp(cases[i].path, "notes.md") == 0)
            continue;
        assert_int_equal(f->tasks.len, kept ? 2 : 0);
    }
}

/* The place of a title holds its first word; a file's, all of it. */
static void test_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(facts_free_ptr) Facts *f = read_doc(cases[i].path, cases[i].text);
        for (size_t k = 0; k < f->records.len; k++) {
            const RecordFact *r = &f->records.items[k];
            Str rest = str_from(cases[i].text), line = STR("");
            assert_int_equal(r->at.line, r->line);
            for (int n = 0; n < r->at.line; n++)
                assert_true(str_next_line(&rest, &line));
            assert_true(r->at.end > r->at.col && (size_t)r->at.end <= line.len);
            assert_str_is(str_slice(line, (size_t)r->at.col, (size_t)r->at.end), r->title);
        }
    }
}

/* Nothing that is cut off or mixed up makes the reader stumble. */
static void test_prefixes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Str text = str_from(cases[i].text);
        for (size_t n = 0; n <= text.len; n++) {
            char *exact = mem_alloc(n ? n : 1);
            memcpy(exact, text.data, n);
            CLEANUP(facts_free_ptr) Facts *f = doc_read(cases[i].path, (Str){ exact, n });
            for (size_t k = 1; k < f->records.len; k++)
                assert_true(f->records.items[k - 1].line <= f->records.items[k].line);
            free(exact);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_tasks_beside),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_prefixes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
