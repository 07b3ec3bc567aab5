/*
 * test_escalation_line.c - which lines are an agent that stops: a false alarm wakes a person, a miss leaves an
 * agent waiting.
 */
#include "cases.h"

#include "baton/model/escalation.h"

#define SIGN "\u26a0\ufe0f"

static const struct { const char *line, *reason, *to; } said[] = {
    /* as it is asked for */
    { SIGN " ESCALATION: RLS policy missing. Routing to /security-auditor.", "RLS policy missing", "security-auditor" },
    { "ESCALATION: RLS policy missing. Routing to /security-auditor.", "RLS policy missing", "security-auditor" },
    { "\u26a0 ESCALATION: no sign variant. Routing to /dba.", "no sign variant", "dba" },
    { SIGN "ESCALATION: glued. Routing to /dba", "glued", "dba" },
    { "\U0001F6A8 ESCALATION: disk full. Routing to /devops.", "disk full", "devops" },
    { "\u26d4 ESCALATION: disk full. Routing to /devops.", "disk full", "devops" },
    { "\U0001F6D1 ESCALATION: disk full.", "disk full", "" },
    /* without a receiver */
    { SIGN " ESCALATION: needs a human to rotate the key.", "needs a human to rotate the key", "" },
    { "ESCALATION: needs a human to rotate the key", "needs a human to rotate the key", "" },
    /* marks of Markdown */
    { "- " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "* " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "> " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "> > - " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "1. " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "12) ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "- [ ] " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "**" SIGN " ESCALATION: a b c. Routing to /dba.**", "a b c", "dba" },
    { "**" SIGN " ESCALATION:** a b c. Routing to /dba.", "a b c", "dba" },
    { SIGN " **ESCALATION**: a b c. Routing to **/dba**.", "a b c", "dba" },
    { "_" SIGN " ESCALATION: a b c. Routing to `/dba`._", "a b c", "dba" },
    { "## " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "| 10:31 | backend-engineer | " SIGN " ESCALATION: a b c. Routing to /dba. | open |", "a b c", "dba" },
    { "| " SIGN " ESCALATION: a b c. Routing to /dba. | |", "a b c", "dba" },
    /* logs */
    { "[INFO] " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "INFO " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "WARN: ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "2026-01-02T10:11:12.123Z backend-engineer: " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "2026-01-02 10:11:12,123 INFO [backend-engineer] " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "[2026-01-02 10:11:12] ESCALATION: a b c", "a b c", "" },
    { "10:11 ESCALATION: a b c", "a b c", "" },
    { "10:11:12 - ESCALATION: a b c", "a b c", "" },
    { "1767345072.25 ESCALATION: a b c", "a b c", "" },
    { "backend-engineer: " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "**backend-engineer**: " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "`backend-engineer`: " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "[backend-engineer] ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "(backend-engineer) ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "backend-engineer | ESCALATION: a b c | d. Routing to /dba.", "a b c | d", "dba" },
    { "@backend-engineer ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "/backend-engineer: ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "Backend Engineer: " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "2026-01-02T10:11:12Z backend-engineer " SIGN " ESCALATION: a b c.", "a b c", "" },
    { "\u23fa " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "\u2502 " SIGN " ESCALATION: a b c. Routing to /dba.      \u2502", "a b c", "dba" },
    /* how it goes to somebody */
    { SIGN " ESCALATION: a b c. Route to /dba.", "a b c", "dba" },
    { SIGN " ESCALATION: a b c. routing to agent dba.", "a b c", "dba" },
    { SIGN " ESCALATION: a b c. Routing to the /dba agent.", "a b c", "dba" },
    { SIGN " ESCALATION: a b c. Routing to @dba.", "a b c", "dba" },
    { SIGN " ESCALATION: a b c. Routing to: /dba", "a b c", "dba" },
    { SIGN " ESCALATION: a b c. Routing to Security Auditor.", "a b c", "Security Auditor" },
    { SIGN " ESCALATION: a b c \u2192 /dba", "a b c", "dba" },
    { SIGN " ESCALATION: a b c -> /dba", "a b c", "dba" },
    { SIGN " ESCALATION: a b c => security-auditor", "a b c", "security-auditor" },
    { SIGN " ESCALATION: a b c, routing to /dba", "a b c", "dba" },
    { SIGN " ESCALATION: a b c (routing to /dba)", "a b c", "dba" },
    { SIGN " ESCALATION: a b c \u2014 routing to /dba", "a b c", "dba" },
    { SIGN " ESCALATION: a b c routing to /dba", "a b c", "dba" },
    { SIGN " ESCALATION: a b c. Routing to /dba. I wait here.", "a b c", "dba" },
    { SIGN " ESCALATION: a b c. Routing to /dba and /devops.", "a b c", "dba" },
    { SIGN " ESCALATION: a b c. Escalating to human.", "a b c", "human" },
    { SIGN " ESCALATION to /dba: a b c", "a b c", "dba" },
    { SIGN " ESCALATION \u2192 /dba: a b c", "a b c", "dba" },
    { SIGN " ESCALATION: Routing to /dba.", "Routing to /dba", "dba" },
    { SIGN " ESCALATION: [RLS policy is missing]. Routing to /[security-auditor].", "[RLS policy is missing]",
        "security-auditor" },
    /* other spellings */
    { "escalation: a b c. routing to /dba.", "a b c", "dba" },
    { "Escalation: a b c. Routing to /dba.", "a b c", "dba" },
    { SIGN " Escalation: a b c", "a b c", "" },
    { SIGN " ESCALATION REQUIRED: a b c", "a b c", "" },
    { SIGN " ESCALATION (backend-engineer): a b c", "a b c", "" },
    { SIGN " ESCALATION [HIGH]: a b c", "a b c", "" },
    { SIGN " ESCALATION \u2014 a b c", "a b c", "" },
    { SIGN " ESCALATION\uff1a a b c", "a b c", "" },
    { SIGN " ESCALATION : a b c", "a b c", "" },
    { "I cannot go on here. " SIGN " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    /* reasons with full stops, paths and words that look like other things */
    { SIGN " ESCALATION: src/a.c:12 calls v1.2 of https://x.example/a?b=c. It fails. Routing to /dba.",
        "src/a.c:12 calls v1.2 of https://x.example/a?b=c. It fails", "dba" },
    { SIGN " ESCALATION: no route to host db-1", "no route to host db-1", "" },
    { SIGN " ESCALATION: cannot route to /api/v2/users. Routing to /dba.", "cannot route to /api/v2/users", "dba" },
    { SIGN " ESCALATION: request routing to /checkout is broken", "request routing to /checkout is broken", "" },
    { SIGN " ESCALATION: migrating users \u2192 accounts fails. Routing to /dba.",
        "migrating users \u2192 accounts fails", "dba" },
    { SIGN " ESCALATION: no access to production. Routing to /devops.", "no access to production", "devops" },
    { SIGN " ESCALATION: None of the fixtures match. Routing to /qa.", "None of the fixtures match", "qa" },
    { SIGN " ESCALATION: closed source driver blocks the licence review",
        "closed source driver blocks the licence review", "" },
    { SIGN " ESCALATION: [RLS] policy missing on `users`. Routing to /dba.", "[RLS] policy missing on `users`", "dba" },
    { SIGN " ESCALATION: If the gateway times out we lose payments. Routing to /dba.",
        "If the gateway times out we lose payments", "dba" },
    { SIGN " ESCALATION: see [the log](logs/a.txt). Routing to /dba.", "see [the log](logs/a.txt)", "dba" },
    { SIGN " ESCALATION: \"users\" has no RLS. Routing to /dba.", "\"users\" has no RLS", "dba" },
    /* what captures leave of the sign: read as Windows-1252, once, twice, with bytes lost */
    { "\u00e2\u0161\u00a0\u00ef\u00b8\xc2\x8f" " ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "\u00e2\u0161 \u00ef\u00b8 ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "\u00e2\u0161\u00a0 ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "\u00c3\u00a2\u00c5\u00a1\u00c2\u00a0\u00c3\u00af\u00c2\u00b8\u00c2\xc2\x8f" " ESCALATION: a b c. Routing to /dba.",
        "a b c", "dba" },
    { "\u00f0\u0178\u0161\u00a8 ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "\u00e2\u203a\u201d ESCALATION: a b c \u00e2\u2020\u2019 /dba", "a b c", "dba" },
    { "\ufffd\ufffd ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "\xE2\x9A ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
    { "?? ESCALATION: a b c. Routing to /dba.", "a b c", "dba" },
};

static const char *const not_said[] = {
    /* forms to fill in */
    SIGN " ESCALATION: [reason]. Routing to /[agent].",
    SIGN " ESCALATION: [reason]. Routing to /[recommended-agent].",
    SIGN " ESCALATION: <reason>. Routing to /<agent>.",
    SIGN " ESCALATION: {reason}. Routing to /{agent}.",
    SIGN " ESCALATION: \u2026",
    SIGN " ESCALATION: ...",
    SIGN " ESCALATION: [what is out of bounds]. Routing to /dba.",
    SIGN " ESCALATION: RLS missing. Routing to /[agent].",
    SIGN " ESCALATION: <describe the problem> in <file>.",
    SIGN " ESCALATION: [scope creep]",
    SIGN " ESCALATION: reason",
    SIGN " ESCALATION: %s",
    SIGN " ESCALATION:",
    SIGN " ESCALATION",
    "ESCALATION: TBD",
    /* instructions and quotations */
    "If you are out of bounds, print: \"" SIGN " ESCALATION: a b c. Routing to /dba.\"",
    "If out of bounds: " SIGN " ESCALATION: a b c. Routing to /dba.",
    "- **Escalation Protocol**: If you encounter an out-of-bounds task, STOP immediately. Do not write code. "
        "Log an ESCALATE event using the telemetry CLI, and print:",
    "  \"" SIGN " ESCALATION: a b c. Routing to /dba.\"",
    "\u201c" SIGN " ESCALATION: a b c. Routing to /dba.\u201d",
    "'" SIGN " ESCALATION: a b c. Routing to /dba.'",
    "`" SIGN " ESCALATION: a b c. Routing to /dba.`",
    "- `" SIGN " ESCALATION: a b c. Routing to /dba.`",
    "write `" SIGN " ESCALATION: x`",
    "print: " SIGN " ESCALATION: a b c. Routing to /dba.",
    "Print " SIGN " ESCALATION: a b c. Routing to /dba.",
    "Example: " SIGN " ESCALATION: a b c. Routing to /dba.",
    "e.g. " SIGN " ESCALATION: a b c. Routing to /dba.",
    "Format: " SIGN " ESCALATION: a b c. Routing to /dba.",
    "[example] " SIGN " ESCALATION: a b c. Routing to /dba.",
    "3. When a task is out of scope, print " SIGN " ESCALATION: a b c. Routing to /dba.",
    "3. Out of scope? Stop and print " SIGN " ESCALATION: a b c. Routing to /dba.",
    "Stop and print. " SIGN " ESCALATION: a b c. Routing to /dba.",
    "Then print this. " SIGN " ESCALATION: a b c. Routing to /dba.",
    "Log an ESCALATE event",
    "ESCALATION: If you encounter an out-of-bounds task, STOP immediately",
    "**ESCALATION:** when blocked, stop and wait",
    "ESCALATION: always log an ESCALATE event first",
    "The agent printed " SIGN " ESCALATION: a b c. Routing to /dba.",
    "she said \"" SIGN " ESCALATION: a b c\"",
    "grep -rn ESCALATION: logs",
    "echo \"" SIGN " ESCALATION: a b c. Routing to /dba.\"",
    "docs/agents.md:42:" SIGN " ESCALATION: a b c. Routing to /dba.",
    "42:" SIGN " ESCALATION: a b c. Routing to /dba.",
    "    42\u2192" SIGN " ESCALATION: a b c. Routing to /dba.",
    "+" SIGN " ESCALATION: a b c. Routing to /dba.",
    "-" SIGN " ESCALATION: a b c. Routing to /dba.",
    "<!-- " SIGN " ESCALATION: a b c. Routing to /dba. -->",
    "// " SIGN " ESCALATION: a b c. Routing to /dba.",
    "{\"reason\": \"" SIGN " ESCALATION: a b c. Routing to /dba.\"}",
    "| Command | prints `" SIGN " ESCALATION: a b c. Routing to /dba.` |",
    /* headings and keys */
    "## Escalation", "## Escalations", "# ESCALATION: when to stop", "## Escalation: how it works",
    "Escalation: none", "Escalation: None.", "- **Escalation**: none", "Escalation: N/A", "ESCALATION: N/A",
    "ESCALATION: none", "ESCALATION: None at this time.", "ESCALATION: no open escalations",
    SIGN " ESCALATION: none needed",
    SIGN " ESCALATION: nothing to report", "ESCALATION: no", "ESCALATION: -", "ESCALATION: false", "escalation: true",
    "Escalation protocol: stop and ask", "ESCALATION PROTOCOL: stop and ask", "Escalation path: lead, then owner",
    "Escalation level: 2", "ESCALATION LEVEL: 2", "Escalations: 0", "ESCALATIONS: 0", "ESCALATION_ID: 5",
    "Escalation: senior engineers", "Escalation: level 2 \u2192 manager", "Escalation matrix", "escalation",
    "Privilege escalation: users become root", "No escalation: all good", "No ESCALATION: all good",
    "De-escalation: calm down", "DE-ESCALATION: calm down. Routing to /dba.", "non-ESCALATION: x y z",
    "ESCALATIONAL: a b c", "an ESCALATION: what is it?", "",
    /* over */
    "escalation: resolved by the lead", SIGN " ESCALATION: resolved", SIGN " ESCALATION: closed (2026-01-02)",
    SIGN " ESCALATION: RESOLVED \u2014 RLS added", "Resolved: " SIGN " ESCALATION: a b c. Routing to /dba.",
    "- [x] " SIGN " ESCALATION: a b c. Routing to /dba.", "~~" SIGN " ESCALATION: a b c. Routing to /dba.~~",
    "\u2705 ESCALATION: a b c. Routing to /dba.", "\u00e2\u0153\u2026 ESCALATION: a b c. Routing to /dba.",
    "| " SIGN " ESCALATION: a b c. Routing to /dba. | resolved |",
};

static bool reads_as(const char *text, const char *reason, const char *to)
{
    EscalationLine e;
    Str line = str_from(text);
    if (!escalation_line(line, &e)) {
        print_error("missed: %s\n", text);
        return false;
    }
    bool same = str_eq(e.reason, str_from(reason)) && str_eq(e.to, str_from(to));
    if (!same)
        print_error("%s\n  reason \"%.*s\", to \"%.*s\"\n", text, STR_ARG(e.reason), STR_ARG(e.to));
    return same && e.reason.data >= line.data && e.reason.data + e.reason.len <= line.data + line.len;
}

static void test_lines_that_are_one(void **state)
{
    size_t right = 0;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(said); i++)
        right += reads_as(said[i].line, said[i].reason, said[i].to);
    assert_int_equal(right, ARRAY_LEN(said));
}

static void test_lines_that_are_none(void **state)
{
    size_t alarms = 0;
    EscalationLine e;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(not_said); i++)
        if (escalation_line(str_from(not_said[i]), &e)) {
            print_error("a false alarm: %s\n", not_said[i]);
            alarms++;
        }
    assert_int_equal(alarms, 0);
}

static void test_who_speaks(void **state)
{
    static const struct { const char *line, *speaker; } cases[] = {
        { "backend-engineer: " SIGN " ESCALATION: a b c.", "backend-engineer" },
        { "2026-01-02T10:11:12Z [INFO] backend-engineer: " SIGN " ESCALATION: a b c.", "backend-engineer" },
        { "2026-01-02 10:11:12 [backend-engineer] INFO " SIGN " ESCALATION: a b c.", "backend-engineer" },
        { "**@backend-engineer**: " SIGN " ESCALATION: a b c.", "backend-engineer" },
        { "Backend Engineer: " SIGN " ESCALATION: a b c.", "Backend Engineer" },
        { "[INFO] " SIGN " ESCALATION: a b c.", "" }, { "WARN: " SIGN " ESCALATION: a b c.", "" },
        { "- [ ] " SIGN " ESCALATION: a b c.", "" }, { SIGN " ESCALATION: a b c.", "" },
    };
    EscalationLine e;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_true(escalation_line(str_from(cases[i].line), &e));
        assert_str_is(e.speaker, cases[i].speaker);
    }
}

static void test_entries_of_lists(void **state)
{
    enum { NONE = ESCALATION_ENTRY_NONE, OPEN = ESCALATION_ENTRY_OPEN, OVER = ESCALATION_ENTRY_OVER };
    static const struct { const char *text; int found; const char *reason, *to; } cases[] = {
        { "needs RLS on users", OPEN, "needs RLS on users", "" },
        { "needs RLS on users.", OPEN, "needs RLS on users", "" },
        { "needs RLS \u2192 dba", OPEN, "needs RLS", "dba" },
        { "needs RLS -> security-auditor", OPEN, "needs RLS", "security-auditor" },
        { "needs RLS (to: dba)", OPEN, "needs RLS", "dba" },
        { "needs RLS. Routing to /dba.", OPEN, "needs RLS", "dba" },
        { SIGN " ESCALATION: needs RLS. Routing to /dba.", OPEN, "needs RLS", "dba" },
        { "closed source driver is out of licence", OPEN, "closed source driver is out of licence", "" },
        { "needs RLS \u2014 resolved", OVER, "needs RLS", "" },
        { "needs RLS (resolved by dba)", OVER, "needs RLS", "" },
        { "needs RLS \u2192 dba [closed]", OVER, "needs RLS", "dba" },
        { "needs RLS \u2705", OVER, "needs RLS", "" },
        { "~~needs RLS~~ done", OVER, "needs RLS", "" },
        { "Resolved: needs RLS", OVER, "needs RLS", "" },
        { "[RESOLVED] needs RLS", OVER, "needs RLS", "" },
        { SIGN " ESCALATION: needs RLS. Routing to /dba. (resolved)", OVER, "needs RLS", "dba" },
        { "none", NONE, "", "" }, { "None.", NONE, "", "" }, { "N/A", NONE, "", "" }, { "-", NONE, "", "" },
        { "_None at this time._", NONE, "", "" }, { "(none)", NONE, "", "" }, { "", NONE, "", "" },
        { "No pending escalations.", NONE, "", "" }, { "[reason] \u2192 /[agent]", NONE, "", "" },
        { "[agent]: [reason]", NONE, "", "" }, { "<reason>", NONE, "", "" }, { "...", NONE, "", "" },
        { "If you are blocked, add a line here", NONE, "", "" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        EscalationLine e = { STR(""), STR(""), STR("") };
        int found = escalation_entry(str_from(cases[i].text), &e);
        if (found != cases[i].found)
            print_error("%s: %d\n", cases[i].text, found);
        assert_int_equal(found, cases[i].found);
        assert_str_is(e.reason, cases[i].reason);
        assert_str_is(e.to, cases[i].to);
    }
}

static void test_every_prefix_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(said); i++)
        for (size_t n = 0, len = strlen(said[i].line); n < len; n++) {
            CLEANUP(free_mem) char *cut = mem_strndup(said[i].line, n);
            EscalationLine e;
            if (escalation_line((Str){ cut, n }, &e))
                assert_true(e.reason.len > 0 && e.reason.data + e.reason.len <= cut + n);
        }
}

static void test_the_first_line_of_a_text(void **state)
{
    static const char text[] = "I looked at it.\r\nprint: ESCALATION: no\r\n"
        SIGN " ESCALATION: one. Routing to /dba.\n"
        SIGN " ESCALATION: two. Routing to /qa.\n";
    EscalationLine e;
    (void)state;
    assert_true(escalation_in(str_from(text), &e));
    assert_str_is(e.reason, "one");
    assert_str_is(e.to, "dba");
    assert_false(escalation_in(STR("RLS policy missing on users"), &e));
    assert_false(escalation_in(STR(""), &e));
    assert_false(escalation_in((Str){ 0 }, &e));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_that_are_one),
        cmocka_unit_test(test_lines_that_are_none),
        cmocka_unit_test(test_who_speaks),
        cmocka_unit_test(test_entries_of_lists),
        cmocka_unit_test(test_every_prefix_is_read),
        cmocka_unit_test(test_the_first_line_of_a_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
