/*
 * test_submit_states.c - every state times submit and refresh: which handoff it is, and what state it has then.
 */
#include "submit_test.h"

typedef enum { SAME, NEXT, OTHER, REFUSED } Outcome;    /* as it was; its next revision; a new handoff; nothing */

typedef struct {
    HandoffState state;
    Outcome unchanged, changed, refreshed;              /* submitted as it is, after an edit; refreshed after one */
} Row;

static const Row rows[] = {
    { HANDOFF_DRAFT,      SAME,    NEXT,  REFUSED },
    { HANDOFF_SUBMITTED,  SAME,    NEXT,  NEXT },
    { HANDOFF_APPROVED,   REFUSED, OTHER, REFUSED },
    { HANDOFF_REJECTED,   REFUSED, NEXT,  REFUSED },
    { HANDOFF_WITHDRAWN,  REFUSED, OTHER, REFUSED },
    { HANDOFF_SUPERSEDED, REFUSED, OTHER, REFUSED },
};
_Static_assert(ARRAY_LEN(rows) == HANDOFF_STATE_COUNT, "one row per state");

static void reach(Scene *s, HandoffState state)
{
    init_git(s);
    put(s, ARTIFACT, state == HANDOFF_DRAFT
        ? "# Handoff\n\n- **From**: backend-engineer\n\n## Accomplishments\n\n- One `src/a.c:1`\n"
        : HANDOFF("One `src/a.c:1`", "qa-engineer"));
    look(s);
    if (state == HANDOFF_APPROVED || state == HANDOFF_REJECTED || state == HANDOFF_WITHDRAWN) {
        Act act = state == HANDOFF_APPROVED ? ACT_APPROVE : state == HANDOFF_REJECTED ? ACT_REJECT : ACT_WITHDRAW;
        Decided d = decide(s, .act = act, .comment = "so");
        assert_decided(&d, state);
    } else if (state == HANDOFF_SUPERSEDED) {
        hand_over_in(s, ".agents/handoff.md", "backend-engineer", "qa-engineer", "Another.");
    }
    assert_int_equal(handoff(s, "1").state, state);
}

static HandoffState after(const Row *row, Outcome o)
{
    return o == NEXT && row->state != HANDOFF_DRAFT ? HANDOFF_SUBMITTED : row->state;
}

static void assert_outcome(Scene *s, const Row *row, const char *what, Outcome want, const Submitted *d,
                           const HandoffRow *was, size_t count)
{
    HandoffRow is = handoff(s, was->id);
    size_t more = all_handoffs(s).len - count;
    Outcome got = d->code ? REFUSED : more ? OTHER : is.revisions > was->revisions ? NEXT : SAME;
    if (got != want)
        fail_msg("%s a handoff that is %s: %d, not %d: %s", what, handoff_state_text(row->state), got, want, d->m.text);
    assert_int_equal(more, want == OTHER);
    assert_int_equal(is.state, after(row, want));
    assert_int_equal(is.revisions, was->revisions + (want == NEXT));
    if (want == OTHER)
        assert_int_equal(newest(s).state, HANDOFF_SUBMITTED);
    if (want == REFUSED)
        assert_non_null(strstr(d->m.text, handoff_state_text(row->state)));
    assert_sound(s);
}

typedef enum { AS_IT_IS, AFTER_AN_EDIT, REFRESHED } Way;

static void check(const Row *row, Way way)
{
    static const char *const words[] = { "submitting", "submitting anew", "refreshing" };
    Scene *s = NULL;
    Submitted d = { 0 };
    assert_int_equal(gate_setup((void **)&s), 0);
    reach(s, row->state);
    HandoffRow was = handoff(s, "1");
    size_t count = all_handoffs(s).len;
    if (way != AS_IT_IS)
        put(s, "src/a.c", "one\ntwo\n");
    if (way == REFRESHED)
        d.code = handoff_refresh(s->c, "1", SOURCE_CLI, s->arena, &d.report, &d.m);
    else
        d = submit(s, .file = ARTIFACT, .start = s->dir);
    assert_outcome(s, row, words[way],
                   way == AS_IT_IS ? row->unchanged : way == REFRESHED ? row->refreshed : row->changed, &d, &was, count);
    scene_teardown((void **)&s);
}

static void test_every_state(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        for (Way way = AS_IT_IS; way <= REFRESHED; way++)
            check(&rows[i], way);
}

static int run(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_state) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    return outside_of_clients(run);
}
