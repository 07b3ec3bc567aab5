/*
 * test_check_artifact.c - what a handoff has to say, and whether the files it cites are there.
 */
#include "check_case.h"

#include "baton/base/clock.h"
#include "check_handoff.h"

static void with_text(CheckCase *c, const char *text) { c->in.text = str_from(text); }

/* A handoff with all three parts, as facts. */
static void with_parts(CheckCase *c)
{
    with_text(c, "1. **Accomplishments**: the API\n2. **Blockers**: none\n3. **Next agent**: /qa-engineer\n");
    c->handoff.to = "qa-engineer";
    case_lines(c, "src/a.ts", 10);
    case_item(c, &c->handoff.accomplishments, 1, "the API in src/a.ts", "src/a.ts", 1, 10);
}

static void test_parts(void **state)
{
    (void)state;
    static const char done[] = "h:1: says nothing of what was accomplished; add \"**Accomplishments**: …\" with files and "
                               "lines\n";
    static const char open[] = "h:1: says nothing of blockers or questions; add \"**Blockers**: none\" when there are "
                               "none\n";
    static const char next[] = "h:1: recommends no next agent; add \"**Recommended next agent**: /name\"\n";
    static const struct { const char *text; bool done, open, next; } rows[] = {
        { "", true, true, true },
        { "# Handoff\nsome prose about nothing\n", true, true, true },
        { "1. **Accomplishments**: x\n2. **Blockers**: None.\n3. **Recommended Next Agent**: /qa\n", false, false, false },
        { "## Accomplishments\n- x\n\n## Remaining blockers/questions\n- none\n\n## Next agent\nqa\n", false, false, false },
        { "Done: x\nOpen questions: none\nTo: qa\n", false, false, false },
        { "DONE\n- x\n\nBLOCKERS (waiting on external)\n- None.\n\nNext Agent\n----------\nqa\n", false, false, false },
        { "```\n**Accomplishments**: x\n**Blockers**: none\n**Next agent**: qa\n```\n", true, true, true },
        { "**Artifacts Produced**: x\n**Route to** qa\n", false, true, false },
        { "[Accomplishments]\nx\n[Blockers]\nnone\n[Target Agent]\nBuilder\n", false, false, false },
        { "I was done with the questions to the next agent\n", true, true, true },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CASE *c = case_new();
        c->in.artifact = "h";
        with_text(c, rows[i].text);
        const char *want = arena_printf(c->a, "%s%s%s", rows[i].done ? done : "", rows[i].open ? open : "",
                                        rows[i].next ? next : "");
        const CheckResult *r = case_run(c, &check_artifact);
        if (strcmp(case_findings(c, r), want) != 0)
            print_error("%s\n", rows[i].text);
        assert_result(c, r, want[0] ? "failed" : "passed", want);
    }
}

static void test_empty_parts(void **state)
{
    (void)state;
    CASE *c = case_new();
    c->in.artifact = "h";
    with_text(c, "# Handoff\n\n## Accomplishments\n\n## Blockers\n\n---\n## Next agent\n");
    assert_result(c, case_run(c, &check_artifact), "failed",
        "h:3: has accomplishments with nothing in them; name what was done, with files and lines\n"
        "h:5: has a part for blockers or questions with nothing in it; write \"none\" when there are none\n"
        "h:8: has a part for the next agent with nobody in it; name one\n");
}

static void test_no_artifact(void **state)
{
    (void)state;
    CASE *c = case_new();
    c->in.artifact = NULL;
    c->in.facts = NULL;
    assert_string_equal(case_run(c, &check_artifact)->why, "there is no handoff artifact yet");
}

static void test_good(void **state)
{
    (void)state;
    CASE *c = case_new();
    with_parts(c);
    assert_result(c, case_run(c, &check_artifact), "passed", "");
}

static void test_without_citations(void **state)
{
    (void)state;
    CASE *c = case_new();
    with_parts(c);
    c->handoff.accomplishments.items[0].citation_count = 0;
    case_item(c, &c->handoff.next_steps, 9, "then src/a.ts", "src/a.ts", 0, 0);
    assert_result(c, case_run(c, &check_artifact), "failed", ".agents/active_handoff.md:1: no accomplishment cites a "
                  "file; write `path:first-last` behind each\n");
    c->facts.handoff = NULL;                    /* no handoff was read from it, whatever it looks like */
    assert_result(c, case_run(c, &check_artifact), "failed", ".agents/active_handoff.md:1: no accomplishment cites a "
                  "file; write `path:first-last` behind each\n");
}

/* One citation in an accomplishment; want: what is found, without place. */
static const struct { const char *text, *path; int first, last; const char *want; } citations[] = {
    { "made it", "src/a.ts", 0, 0, "" },
    { "made it", "src/a.ts", 3, 10, "" },
    { "made it", "src/a.ts", 3, 11, "cites \"src/a.ts:3-11\", and it has 10 lines" },
    { "made it", "src/a.ts", 11, 11, "cites \"src/a.ts:11\", and it has 10 lines" },
    { "made it", "./src//a.ts", 10, 10, "" },
    { "made it", "src/tail.ts", 2, 2, "" },
    { "made it", "src/tail.ts", 3, 3, "cites \"src/tail.ts:3\", and it has 2 lines" },
    { "made it", "src/empty.ts", 1, 1, "cites \"src/empty.ts:1\", and it has 0 lines" },
    { "made it", "src/gone.ts", 0, 0, "cites \"src/gone.ts\", which is not there" },
    { "made it", "src/gone.ts", 1, 2, "cites \"src/gone.ts:1-2\", which is not there" },
    { "removed it", "src/gone.ts", 0, 0, "" },
    { "made it", "src/deleted.ts", 0, 0, "" },
    { "made it", "src/renamed-from.ts", 0, 0, "" },
    { "made it", "Src/a.ts", 0, 0, "cites \"Src/a.ts\", which is not there" },
    { "made it", "src/", 0, 0, "" },
    { "made it", "src/", 4, 4, "cites lines of \"src/:4\", which is no file" },
    { "made it", "src/*.ts", 0, 0, "" },
    { "made it", "src/*.rs", 0, 0, "cites \"src/*.rs\", which is not there" },
    { "made it", "src/[id]/page.tsx", 1, 1, "" },
    { "made it", "a.ts", 10, 10, "" },
    { "made it", "a.ts", 11, 11, "cites \"a.ts:11\", and it has 10 lines" },
    { "made it", "nowhere.ts", 0, 0, "cites \"nowhere.ts\", which is not there" },
    { "used", "Next.js", 0, 0, "" },
    { "used", "socket.io", 0, 0, "" },
    { "calls", "api/v1/users", 0, 0, "" },
    { "calls", "src/v1/users", 0, 0, "cites \"src/v1/users\", which is not there" },
    { "made it", "../src/a.ts", 1, 1, "" },             /* as a link from .agents/ */
    { "made it", "../../outside.ts", 0, 0, "cites \"../../outside.ts\", which lies outside of the work tree" },
    { "removed", "../../outside.ts", 0, 0, "cites \"../../outside.ts\", which lies outside of the work tree" },
    { "made it", "/etc/hosts.conf", 0, 0, "cites \"/etc/hosts.conf\", which lies outside of the work tree" },
    { "made it", "/src/a.ts", 1, 1, "" },
    { "made it", "src/link.ts", 1, 1, "cites \"src/link.ts:1\", which lies outside of the work tree" },
    { "made it", "src/inner.ts", 10, 10, "" },
    { "made it", "src/inner.ts", 11, 11, "cites \"src/inner.ts:11\", and it has 10 lines" },
    { "made it", "src/line\nbreak.ts", 0, 0, "cites \"src/line\nbreak.ts\", which is not there" },
    { "made it", "src/pipe.ts", 1, 1, NULL },
};

static void with_tree(CheckCase *c)
{
    with_parts(c);
    case_file(c, "src/tail.ts", STR("1\n2"));
    case_file(c, "src/empty.ts", STR(""));
    case_lines(c, "src/[id]/page.tsx", 3);
    assert_int_equal(symlink("/etc/passwd", path_join(c->a, c->tree, "src/link.ts")), 0);
    assert_int_equal(symlink("a.ts", path_join(c->a, c->tree, "src/inner.ts")), 0);
    assert_int_equal(mkfifo(path_join(c->a, c->tree, "src/pipe.ts"), 0600), 0);
    case_changed(c, "src/deleted.ts", 'D');
    case_changed(c, "src/renamed.ts", 'R')->was = "src/renamed-from.ts";
}

static void test_citations(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(citations); i++) {
        CASE *c = case_new();
        with_tree(c);
        case_item(c, &c->handoff.accomplishments, 7, citations[i].text, citations[i].path, citations[i].first,
                  citations[i].last);
        const CheckResult *r = case_run(c, &check_artifact);
        const char *want = citations[i].want;
        if (!want) {
            assert_result(c, r, "skipped", "");         /* a pipe: nobody waits for it, nobody counts it */
            continue;
        }
        const char *line = want[0] ? arena_printf(c->a, ".agents/active_handoff.md:7: %s\n", want) : "";
        if (strcmp(line, case_findings(c, r)) != 0)
            print_error("%s\n", citations[i].path);
        assert_result(c, r, want[0] ? "failed" : "passed", line);
    }
}

static void test_other_parts(void **state)
{
    (void)state;
    CASE *c = case_new();
    with_parts(c);
    case_item(c, &c->handoff.next_steps, 3, "write src/next.ts", "src/next.ts", 0, 0);
    case_item(c, &c->handoff.blockers, 4, "config/keys.json is missing", "config/keys.json", 0, 0);
    assert_result(c, case_run(c, &check_artifact), "passed", "");
    case_item(c, &c->handoff.extras, 5, "Key files: src/key.ts", "src/key.ts", 0, 0);
    case_item(c, &c->handoff.next_steps, 6, "see src/a.ts:99", "src/a.ts", 99, 99);
    assert_result(c, case_run(c, &check_artifact), "failed",
        ".agents/active_handoff.md:6: cites \"src/a.ts:99\", and it has 10 lines\n"
        ".agents/active_handoff.md:5: cites \"src/key.ts\", which is not there\n");
}

/* Ten thousand citations of a hundred files, half of them wrong, beside a mebibyte of text. */
static void test_many_citations(void **state)
{
    (void)state;
    CASE *c = case_new();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    while (text.len < 1024 * 1024)
        buf_adds(&text, "- **Made** `src/f1.ts:1`, src/gone.ts, \x80 and ../../x\n");
    with_parts(c);
    c->in.text = buf_str(&text);
    for (int i = 0; i < 50; i++)
        case_lines(c, arena_printf(c->a, "src/f%d.ts", i), 1000);
    for (int i = 0; i < 10000; i++)
        case_item(c, &c->handoff.accomplishments, i, "made", arena_printf(c->a, "src/f%d.ts", i % 100), 1, 1000);
    int64_t from = clock_mono();
    const CheckResult *r = case_run(c, &check_artifact);
    assert_true(clock_mono() - from < 5000);            /* a second with sanitizers; without a cache, minutes */
    assert_int_equal(r->findings.len, FINDINGS_MAX);
    assert_int_equal(r->findings_more, 5000 + 1 - FINDINGS_MAX);
}

static void test_missing_names_beside_many_files(void **state)
{
    (void)state;
    CASE *c = case_new();
    with_parts(c);
    for (int i = 0; i < 20000; i++)
        case_changed(c, arena_printf(c->a, "lib/f%05d.ts", i), 'A')->was = "lib/was.ts";
    for (int i = 0; i < 10000; i++)
        case_item(c, &c->handoff.accomplishments, i, "made", arena_printf(c->a, "g%d.ts", i), 0, 0);
    int64_t from = clock_mono();
    assert_int_equal(case_run(c, &check_artifact)->findings_more, 10000 - FINDINGS_MAX);
    assert_true(clock_mono() - from < 5000);
}

static void test_sections(void **state)
{
    (void)state;
    static const struct { const char *handoff, *output, *text, *want; } rows[] = {
        { "Accomplishments|Remaining blockers/questions|Recommended next agent", "",
          "1. **Accomplishments**: x\n2. **Blockers**: none\n3. **Next Agent**: qa\n", "" },
        { "", "API Design|Database Schema", "## 2. API design\nx\n### database-schema:\ny\n", "" },
        { "", "API Design", "## Design\n", "h:1: has no section \"API Design\", which agents/backend-engineer.md asks "
                                           "for\n" },
        { "Findings|Evidence", "Findings|Evidence", "## Findings of the review\n", "h:1: has no section \"Evidence\", which "
                                                    "agents/backend-engineer.md asks for\n" },
        { "", "Security & Performance", "**Security and performance**\n", "" },
        { "", "Security & Performance", "**Security / Performance**\n", "" },
        { "", "Risks", "```\n# Risks\n```\n", "h:1: has no section \"Risks\", which agents/backend-engineer.md asks for\n" },
        { "", "总结", "## 总结\n", "" },
        { "", "Session Summary", "## Session\n", "h:1: has no section \"Session Summary\", which "
                                 "agents/backend-engineer.md asks for\n" },
        { "", "Session Log", "nothing\n", "" },         /* it stands in the session file */
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CASE *c = case_new();
        case_file(c, "session.md", STR("## Session log\nx\n"));
        AVEC_PUSH(&c->in.documents, c->a, ((CheckDocument){ .path = "session.md", .facts = &c->facts, .session = true }));
        c->in.artifact = "h";
        with_text(c, rows[i].text);
        case_list(c, &c->author.handoff_sections, rows[i].handoff);
        case_list(c, &c->author.output_sections, rows[i].output);
        assert_result(c, case_run(c, &check_sections), rows[i].want[0] ? "failed" : "passed", rows[i].want);
    }
    CASE *c = case_new();
    assert_null(case_run(c, &check_sections));
    case_list(c, &c->author.output_sections, "Risks");
    c->in.artifact = NULL;
    assert_string_equal(check_state_text(case_run(c, &check_sections)->state), "skipped");
}

static void test_names_of_parts(void **state)
{
    (void)state;
    static const struct { const char *title; HandoffPart part; } rows[] = {
        { "2. **Remaining Blockers/Questions**", PART_OPEN }, { "BLOCKERS (waiting on external)", PART_OPEN },
        { "Recommended Next Agent", PART_NEXT }, { "To", PART_NEXT }, { "Tools", PART_NONE }, { "To be decided", PART_NONE },
        { "Done", PART_DONE }, { "Done by hand", PART_NONE }, { "What was done this week", PART_DONE },
        { "What's done", PART_DONE }, { "Next steps", PART_NONE }, { "", PART_NONE }, { "已完成", PART_DONE },
    };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_int_equal(handoff_part(plain_words(str_from(rows[i].title), a)), rows[i].part);
}

/* Any bytes are read, and marks stay inside of the text. */
static void test_any_text(void **state)
{
    (void)state;
    static const char bytes[] = "ab# *_:-=[]()`~\n\n\r1. \x80\xe4\xbd";
    uint32_t seed = 3;
    for (int i = 0; i < 3000; i++) {
        CASE *c = case_new();
        CLEANUP(buf_done) Buf text = BUF_INIT;
        for (uint32_t n = next_random(&seed) % 80; n; n--)
            buf_addc(&text, bytes[next_random(&seed) % (sizeof bytes - 1)]);
        c->in.text = buf_str(&text);
        Marks marks;
        marks_find(c->in.text, c->a, &marks);
        for (size_t k = 0; k < marks.len; k++) {
            const Mark *m = &marks.items[k];
            assert_true(m->title.data >= text.data && m->title.data + m->title.len <= text.data + text.len);
        }
        assert_non_null(case_run(c, &check_artifact));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_empty_parts),
        cmocka_unit_test(test_no_artifact),
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_without_citations),
        cmocka_unit_test(test_citations),
        cmocka_unit_test(test_other_parts),
        cmocka_unit_test(test_many_citations),
        cmocka_unit_test(test_missing_names_beside_many_files),
        cmocka_unit_test(test_sections),
        cmocka_unit_test(test_names_of_parts),
        cmocka_unit_test(test_any_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
