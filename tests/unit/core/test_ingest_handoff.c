/*
 * test_ingest_handoff.c - handoff artifacts become handoffs and revisions of them.
 */
#include "project_test.h"

#include "baton/store/gate.h"

#define ARTIFACT ".agents/active_handoff.md"
#define TEXT(done, to)                                                                             \
    "1. **Accomplishments**: " done "\n2. **Blockers**: None.\n3. **Recommended Next Agent**: " to \
    "\n"

static HandoffRows handoffs(Scene *s)
{
    HandoffRows rows = { 0 };
    assert_int_equal(store_handoffs(s->c->store, s->arena, &(HandoffQuery){ 0 }, &rows), 0);
    return rows;
}

static HandoffRow last(Scene *s)
{
    HandoffRows rows = handoffs(s);
    assert_true(rows.len > 0);
    return rows.items[rows.len - 1];
}

static void heard_of(Scene *s, const char *agent)
{
    Event e = { .kind = EVENT_TELEMETRY,
                .run = "PM-1",
                .agent = agent,
                .action = "COMPLETED",
                .source = SOURCE_CLI };
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
}

static void begin_run(Scene *s)
{
    put(s, ".agents/.current_run", "PM-1\n");
    look(s);
}

static void test_the_author_is_who_was_heard_of_last(void **state)
{
    Scene *s = *state;
    begin_run(s);
    heard_of(s, "backend-engineer");
    put(s, ARTIFACT,
        TEXT("The rate table `src/rates.ts`.", "Handoff to `/qa-engineer` for test execution."));
    look(s);
    HandoffRow h = last(s);
    assert_string_equal(h.from, "backend-engineer");
    assert_non_null(strstr(h.from_why, "heard of last"));
    assert_string_equal(h.to, "qa-engineer");
    assert_int_equal(h.state, HANDOFF_SUBMITTED);
    assert_string_equal(h.run, "PM-1");
    assert_int_equal(strlen(h.digest), 64);
    assert_non_null(strstr(h.body, "rate table"));
    assert_sound(s);
}

static void test_an_edit_is_the_next_revision(void **state)
{
    Scene *s = *state;
    begin_run(s);
    heard_of(s, "backend-engineer");
    put(s, ARTIFACT, TEXT("One.", "Handoff to `/qa-engineer`."));
    look(s);
    HandoffRow one = last(s);
    put(s, ARTIFACT, TEXT("One and two.", "Handoff to `/qa-engineer`."));
    look(s);
    HandoffRow two = last(s);
    assert_string_equal(two.id, one.id);
    assert_int_equal(two.revisions, 2);
    assert_string_not_equal(two.digest, one.digest);

    put(s, ARTIFACT, TEXT("One and two.", "Handoff to User."));
    look(s);
    HandoffRow three = last(s);
    assert_string_not_equal(three.id, one.id);
    assert_string_equal(three.to, "user");
    assert_int_equal(three.state, HANDOFF_SUBMITTED);
    assert_int_equal(handoffs(s).len, 2);
    assert_sound(s);
}

static void test_without_an_author_it_is_a_draft(void **state)
{
    Scene *s = *state;
    put(s, ARTIFACT, TEXT("One.", "Handoff to `/qa-engineer`."));
    look(s);
    HandoffRow h = last(s);
    assert_int_equal(h.state, HANDOFF_DRAFT);
    assert_null(h.from);
}

static void test_the_folder_names_the_author(void **state)
{
    Scene *s = *state;
    begin_run(s);
    heard_of(s, "somebody-else");
    put(s, ".agents/explorer_m1/handoff.md", TEXT("One.", "Handoff to `/qa-engineer`."));
    look(s);
    assert_string_equal(last(s).from, "explorer-m1");
}

static void test_the_artifact_names_the_author(void **state)
{
    Scene *s = *state;
    begin_run(s);
    heard_of(s, "somebody-else");
    put(s, ".agents/handoff.md",
        "# Agent Handoff\n\n- **From**: Backend Engineer\n- **To**: qa-engineer\n\n"
        "## What was done\n\n- The table.\n");
    look(s);
    assert_string_equal(last(s).from, "backend-engineer");
    assert_string_equal(last(s).to, "qa-engineer");
}

static void test_it_goes_and_comes_back(void **state)
{
    Scene *s = *state;
    begin_run(s);
    heard_of(s, "backend-engineer");
    put(s, ARTIFACT, TEXT("One.", "Handoff to `/qa-engineer`."));
    look(s);
    drop(s, ARTIFACT);
    look(s);
    assert_int_equal(event_count(s, EVENT_HANDOFF_GONE), 1);
    assert_true(last(s).gone);
    put(s, ARTIFACT, TEXT("One.", "Handoff to `/qa-engineer`."));
    look(s);
    assert_int_equal(handoffs(s).len, 1);
    assert_false(last(s).gone);
    assert_sound(s);
}

static void test_a_long_artifact_is_kept_in_full(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    buf_adds(&text, TEXT("One.", "Handoff to `/qa-engineer`.") "x");
    while (text.len < 100000)
        buf_adds(&text, "é ");
    put_bytes(s, ARTIFACT, buf_str(&text));
    look(s);
    CLEANUP(buf_done) Buf kept = BUF_INIT;
    RevisionRows rows = { 0 };
    assert_int_equal(store_revisions(s->c->store, s->arena, last(s).id, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_int_equal(store_artifact(s->c->store, rows.items[0].seq, &kept), 0);
    assert_string_equal(kept.data, text.data);
    assert_null(strstr(last(s).body, "é é"));      /* lists need not carry it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_the_author_is_who_was_heard_of_last),
        SCENE_TEST(test_an_edit_is_the_next_revision),
        SCENE_TEST(test_without_an_author_it_is_a_draft),
        SCENE_TEST(test_the_folder_names_the_author),
        SCENE_TEST(test_the_artifact_names_the_author),
        SCENE_TEST(test_it_goes_and_comes_back),
        SCENE_TEST(test_a_long_artifact_is_kept_in_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
