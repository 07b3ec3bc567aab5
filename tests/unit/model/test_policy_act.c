/*
 * test_policy_act.c - every act in every state of a handoff.
 */
#include "cases.h"

#include "baton/model/policy.h"

/* Columns: draft submitted approved rejected withdrawn superseded. */
static const struct { Act act; const char *word, *may; bool human; } table[] = {
    { ACT_SUBMIT,   "submit",   "yynynn", false }, { ACT_APPROVE, "approve", "nynnnn", true },
    { ACT_REJECT,   "reject",   "nynnnn", true },  { ACT_COMMENT, "comment", "yyyyyy", false },
    { ACT_WAIVE,    "waive",    "nynnnn", true },  { ACT_WITHDRAW, "withdraw", "yynnnn", false },
    { ACT_REVOKE,   "revoke",   "nnynnn", true },  { ACT_REFRESH, "refresh", "nynnnn", false },
};

static void test_every_act_in_every_state(void **state)
{
    (void)state;
    assert_int_equal(ARRAY_LEN(table), ACT_COUNT);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        assert_string_equal(act_text(table[i].act), table[i].word);
        assert_int_equal(act_is_human(table[i].act), table[i].human);
        for (int s = 0; s < HANDOFF_STATE_COUNT; s++) {
            const char *refused = act_refused(table[i].act, (HandoffState)s);
            assert_int_equal(refused == NULL, table[i].may[s] == 'y');
            if (refused && s != HANDOFF_DRAFT)
                assert_non_null(strstr(refused, handoff_state_text((HandoffState)s)));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_act_in_every_state) };
    return cmocka_run_group_tests_name("model/policy_act", tests, NULL, NULL);
}
