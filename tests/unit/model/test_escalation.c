/*
 * test_escalation.c - what is one cause, every act in every state, which session files are over.
 */
#include "cases.h"

#include "baton/model/escalation.h"

static void expect_key(const char *reason, const char *key)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    buf_adds(&out, "kept ");
    escalation_key(str_from(reason), &out);
    assert_int_equal(strncmp(out.data, "kept ", 5), 0);
    assert_string_equal(out.data + 5, key);
}

static void test_keys_leave_out_how_it_is_written(void **state)
{
    static const struct { const char *reason, *key; } cases[] = {
        { "Needs RLS change on table 7", "needs rls change on table 7" },
        { "  Needs  RLS\tchange\non table 7 !?", "needs rls change on table 7" },
        { "needs **RLS** change on `table 7`.", "needs rls change on table 7" },
        { "- \"Needs RLS\xC2\xA0" "change on table\xE3\x80\x80" "7\xE2\x80\xA6", "needs rls change on table 7" },
        { "> ## Needs RLS change on table 7;", "needs rls change on table 7" },
        { "__Needs RLS change on table 7__", "needs rls change on table 7" },
        { "\xE2\x80\x9CNeeds RLS change on table 7.\xE2\x80\x9D", "needs rls change on table 7" },
        { "Needs RLS change on table 8", "needs rls change on table 8" },
        { "user_id is NULL", "user_id is null" },
        { "a.b", "a.b" },
        { "\xE9" "crit", "\xE9" "crit" },
        { "\xE6\x97\xA5\xE6\x9C\xAC", "\xE6\x97\xA5\xE6\x9C\xAC" },
        { "", "" }, { " ... ", "" }, { "-", "" }, { "**", "" }, { "\xE2\x80\xA6", "" },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        expect_key(cases[i].reason, cases[i].key);
}

static void test_a_key_of_a_print_is_that_of_its_reason(void **state)
{
    static const char *const prints[] = {
        "\xE2\x9A\xA0\xEF\xB8\x8F ESCALATION: Needs RLS change on table 7. Routing to /dba.",
        "ESCALATION: needs RLS change on `table 7`. Routing to /senior-tech-lead.",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(prints); i++)
        expect_key(prints[i], "needs rls change on table 7");
}

/* A key says the same again: what was made of it is a cause as well. */
static void test_a_key_is_its_own_key(void **state)
{
    static const char *const parts[] = { "a", "B", " ", ".", ",", "-", "_", "*", "`", "\"", "\n", "#", "1", ">", "!",
                                         ":", "\xE2\x80\xA6", "\xC2\xA0", "\xE6\x97\xA5" };
    uint32_t dice = 7;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        CLEANUP(buf_done) Buf text = BUF_INIT, once = BUF_INIT, twice = BUF_INIT;
        for (int i = 0; i < 8; i++)
            buf_adds(&text, parts[next_random(&dice) % ARRAY_LEN(parts)]);
        escalation_key(buf_str(&text), &once);
        escalation_key(buf_str(&once), &twice);
        assert_string_equal(once.data, twice.data);
    }
}

/* Columns: open acknowledged resolved rerouted; "-" is refused, else what becomes of it. */
static const struct { EscalationAct act; const char *word, *becomes; } table[] = {
    { ESCALATION_ACT_ACK, "ack", "a---" },
    { ESCALATION_ACT_RESOLVE, "resolve", "rr-r" },
    { ESCALATION_ACT_ROUTE, "route", "nn-n" },
    { ESCALATION_ACT_REOPEN, "reopen", "-ooo" },
    { ESCALATION_ACT_COMMENT, "comment", "oarn" },
};

static void test_every_act_in_every_state(void **state)
{
    static const char letters[] = { [ESCALATION_OPEN] = 'o', [ESCALATION_ACKNOWLEDGED] = 'a',
                                    [ESCALATION_RESOLVED] = 'r', [ESCALATION_REROUTED] = 'n' };
    (void)state;
    assert_int_equal(ARRAY_LEN(table), ESCALATION_ACT_COUNT);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        assert_string_equal(escalation_act_text(table[i].act), table[i].word);
        for (int s = 0; s < ESCALATION_STATE_COUNT; s++) {
            const char *refused = escalation_act_refused(table[i].act, (EscalationState)s);
            assert_int_equal(refused != NULL, table[i].becomes[s] == '-');
            if (refused)
                assert_non_null(strstr(refused, escalation_state_text((EscalationState)s)));
            else
                assert_int_equal(letters[escalation_after(table[i].act, (EscalationState)s)], table[i].becomes[s]);
        }
    }
}

static void test_session_files_that_are_over(void **state)
{
    static const struct { const char *path; bool over; } cases[] = {
        { ".claude/tasks/session-012-rates.md", true }, { "session-001.md", true },
        { "a/session-1000-x.md", true },                { "a/Session-004-rates.md", true },
        { "a/session-12345.md", true },
        { ".claude/tasks/session-current.md", false },  { "session-1.md", false },
        { "session-12-x.md", false },                   { "session-012x.md", false },
        { "session-2026-01-03.md", false },             { "session-012-rates.txt", false },
        { "session-012-rates.md/notes.md", false },     { "context_session_001.md", false },
        { "my-session-012-x.md", false },               { "session-.md", false }, { "", false },
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_string_equal(session_is_archived(cases[i].path) == cases[i].over ? "" : cases[i].path, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_leave_out_how_it_is_written),
        cmocka_unit_test(test_a_key_of_a_print_is_that_of_its_reason),
        cmocka_unit_test(test_a_key_is_its_own_key),
        cmocka_unit_test(test_every_act_in_every_state),
        cmocka_unit_test(test_session_files_that_are_over),
    };
    return cmocka_run_group_tests_name("model/escalation", tests, NULL, NULL);
}
