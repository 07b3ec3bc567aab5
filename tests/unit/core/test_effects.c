/*
 * test_effects.c - what follows from decisions: in sight once, however often and by whom it is done.
 */
#include "gate_test.h"

#include <signal.h>

#include "baton/base/digest.h"
#include "baton/conf/policy.h"
#include "baton/doc/decision.h"
#include "baton/gate/trust.h"
#include "baton/sys/exec.h"

#define SESSION ".claude/tasks/session-current.md"
#define MARK "(handoff 1)"

static int effects_setup(void **state)
{
    gate_setup(state);
    Scene *s = *state;
    put(s, SESSION, "# Session\n\n## Tasks\n\n- [ ] T-1 the table @backend-engineer\n");
    look(s);
    hand_over(s, "backend-engineer", "qa-engineer", "The table of rates.");
    return 0;
}

#define EFFECTS_TEST(fn) cmocka_unit_test_setup_teardown(fn, effects_setup, scene_teardown)

static const EffectRow *effect(const EffectRows *rows, const char *kind)
{
    for (size_t i = rows->len; i-- > 0;)
        if (strcmp(rows->items[i].kind, kind) == 0)
            return &rows->items[i];
    fail_msg("there is no effect '%s'", kind);
    return NULL;
}

static void assert_effect(Scene *s, const char *kind, EffectState state, const char *detail)
{
    EffectRows rows = effects(s);
    const EffectRow *e = effect(&rows, kind);
    if (e->state != state || !strstr(e->detail ? e->detail : "", detail))
        fail_msg("%s is %s: %s", kind, effect_state_text(e->state), e->detail ? e->detail : "");
}

static int blocks(Scene *s)
{
    const char *text = text_of(s, ARTIFACT);
    size_t at, len;
    int n = times_in(text, "## Handoff 1: ");
    assert_int_equal(decision_block_find(str_from(text), &at, &len), n > 0);
    return n;
}

/* As after a crash between the decision and what follows from it. */
static void forget_that_it_was_done(Scene *s, const char *kind)
{
    EffectRows rows = effects(s);
    const EffectRow *e = effect(&rows, kind);
    HandoffRow h = handoff(s, "1");
    /* the same decision again, made by hand: its effects are pending */
    const char *body = arena_printf(s->arena, "{\"verdict\":\"approved\",\"revision\":\"%s\",\"state\":\"approved\","
                                    "\"person\":\"me\",\"remarks\":[],\"effects\":[\"%s\"]}", h.digest, e->kind);
    assert_int_equal(store_append(s->c->store, &(Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = h.id, .run = h.run,
                                                         .actor = "me", .body = body, .source = SOURCE_CLI }, NULL), 0);
}

static void test_an_approval_is_seen_by_the_agents(void **state)
{
    Scene *s = *state;
    Decided d = decide(s, .act = ACT_APPROVE, .comment = "Good work.");
    assert_decided(&d, HANDOFF_APPROVED);
    assert_effect(s, "block", EFFECT_DONE, ARTIFACT);
    assert_effect(s, "session", EFFECT_DONE, SESSION);
    assert_int_equal(blocks(s), 1);
    const char *text = text_of(s, ARTIFACT);
    assert_non_null(strstr(text, "Good work."));
    assert_non_null(strstr(text, "baton gate qa-engineer"));
    assert_non_null(strstr(text, arena_strndup(s->arena, handoff(s, "1").digest, SHORT_DIGITS)));
    const char *session = text_of(s, SESSION);
    assert_int_equal(times_in(session, MARK), 1);
    TaskRows rows = { 0 };
    assert_int_equal(store_tasks(s->c->store, s->arena, &(TaskQuery){ .text = MARK }, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_string_equal(rows.items[0].assignee_slug, "qa-engineer");
    assert_int_equal(rows.items[0].state, TASK_PENDING);
    assert_false(store_has_effects(s->c->store));
    look(s);
    assert_int_equal(handoff(s, "1").revisions, 1);
    assert_int_equal(handoff(s, "1").state, HANDOFF_APPROVED);
    assert_sound(s);
}

static const struct { const char *number, *summary, *line; } summaries[] = {
    { "1", "速度表和生效日期", "速度表和生效日期 (handoff 1)" },
    { "2", "Größe der Tür", "Größe der Tür (handoff 2)" },
    { "3", "One | two [x] `three`.", "One two x three (handoff 3)" },
};

static void test_the_task_is_named_in_any_script(void **state)
{
    Scene *s = *state;
    for (size_t i = 0; i < ARRAY_LEN(summaries); i++) {
        put(s, ARTIFACT, arena_printf(s->arena, "# Handoff\n\n- **From**: backend-engineer\n- **To**: qa-engineer\n"
                                      "- **Summary**: %s\n\n## Accomplishments\n\n- All.\n", summaries[i].summary));
        look(s);
        Decided d = decide(s, .handoff = summaries[i].number, .act = ACT_APPROVE);
        assert_decided(&d, HANDOFF_APPROVED);
        if (!strstr(text_of(s, SESSION), summaries[i].line))
            fail_msg("no '%s' in: %s", summaries[i].line, text_of(s, SESSION));
    }
}

static void test_a_rejection_can_be_acted_on(void **state)
{
    Scene *s = *state;
    DecideOrder o = { .act = ACT_REJECT, .comment = "Mend it.\nThen come back." };
    AVEC_PUSH(&o.remarks, s->arena, ((LineRemark){ "src/a.c", 7, "new", "off by one" }));
    HandoffRow h = handoff(s, "1");
    const char *body = arena_printf(s->arena, "{\"revision\":\"%s\",\"checks\":[{\"name\":\"scope\",\"state\":\"failed\","
                                    "\"findings\":[{\"file\":\"src/b.c\",\"line\":3,\"text\":\"is not its own\"}]}]}",
                                    h.digest);
    assert_int_equal(store_append(s->c->store, &(Event){ .kind = EVENT_CHECK_REPORTED, .subject = h.id, .body = body,
                                                         .source = SOURCE_CLI }, NULL), 0);
    Decided d = decide_as(s, o);
    assert_decided(&d, HANDOFF_REJECTED);
    const char *text = text_of(s, ARTIFACT);
    static const char *const says[] = { "Mend it.", "Then come back.", "src/a.c:7: off by one",
                                        "scope: src/b.c:3: is not its own", "baton handoff submit" };
    for (size_t i = 0; i < ARRAY_LEN(says); i++)
        if (!strstr(text, says[i]))
            fail_msg("'%s' is not in:\n%s", says[i], text);
    assert_int_equal(times_in(text_of(s, SESSION), MARK), 0);
    look(s);
    assert_int_equal(handoff(s, "1").state, HANDOFF_REJECTED);
    hand_over(s, "backend-engineer", "qa-engineer", "The table, mended.");
    assert_int_equal(handoff(s, "1").revisions, 2);
    d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    assert_int_equal(blocks(s), 1);
    assert_null(strstr(text_of(s, ARTIFACT), "off by one"));
}

static void test_revoking_says_so_under_the_artifact(void **state)
{
    Scene *s = *state;
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    d = decide(s, .act = ACT_REVOKE, .comment = "a leak");
    assert_decided(&d, HANDOFF_SUBMITTED);
    assert_int_equal(blocks(s), 1);
    assert_non_null(strstr(text_of(s, ARTIFACT), "a leak"));
    d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    assert_int_equal(blocks(s), 1);
    assert_int_equal(times_in(text_of(s, SESSION), MARK), 1);
}

/* Whatever the crash left done: it is done again and in sight once. */
static void test_done_again_it_is_in_sight_once(void **state)
{
    Scene *s = *state;
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    Message m = { 0 };
    int64_t before = event_count(s, EVENT_EFFECT_DONE);
    assert_int_equal(effects_run(s->c, &m), 0);
    assert_int_equal(event_count(s, EVENT_EFFECT_DONE), before);    /* nothing is pending: nothing is said */
    d = decide(s, .act = ACT_REVOKE, .comment = "again");
    assert_decided(&d, HANDOFF_SUBMITTED);
    forget_that_it_was_done(s, "session");
    assert_true(store_has_effects(s->c->store));
    look(s);                                                        /* whoever ingests does what is left */
    assert_false(store_has_effects(s->c->store));
    assert_int_equal(times_in(text_of(s, SESSION), MARK), 1);
    assert_effect(s, "session", EFFECT_DONE, "already");
}

/* An agent that writes the words beforehand does not keep the receiver's task away. */
static void test_the_same_words_elsewhere_are_not_the_line(void **state)
{
    Scene *s = *state;
    put(s, ARTIFACT, arena_printf(s->arena, "%s\n## Notes\n\n- [ ] Nothing " MARK "\n", text_of(s, ARTIFACT)));
    look(s);
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    assert_effect(s, "session", EFFECT_DONE, "added to");
    assert_int_equal(times_in(text_of(s, SESSION), MARK), 1);
}

static void test_what_cannot_be_done_is_ended_with_its_reason(void **state)
{
    Scene *s = *state;
    drop(s, SESSION);
    HandoffRow h = handoff(s, "1");
    const char *body = arena_printf(s->arena, "{\"verdict\":\"approved\",\"revision\":\"%s\",\"state\":\"approved\","
                                    "\"person\":\"me\",\"remarks\":[],"
                                    "\"effects\":[\"block\",\"session\",\"telegram\"]}", h.digest);
    assert_int_equal(store_append(s->c->store, &(Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = h.id, .run = h.run,
                                                         .actor = "me", .body = body, .source = SOURCE_CLI }, NULL), 0);
    drop(s, ARTIFACT);
    Message m = { 0 };
    assert_int_equal(effects_run(s->c, &m), 0);
    assert_effect(s, "block", EFFECT_FAILED, "No such file");
    assert_effect(s, "session", EFFECT_DONE, "no session file");
    assert_effect(s, "telegram", EFFECT_FAILED, "does not know it");
    assert_false(store_has_effects(s->c->store));
    assert_sound(s);
}

static void test_an_artifact_that_changed_still_gets_its_block(void **state)
{
    Scene *s = *state;
    HandoffRow h = handoff(s, "1");
    const char *body = arena_printf(s->arena, "{\"verdict\":\"rejected\",\"revision\":\"%s\",\"state\":\"rejected\","
                                    "\"person\":\"me\",\"remarks\":[],\"effects\":[\"block\"]}", h.digest);
    assert_int_equal(store_append(s->c->store, &(Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = h.id, .run = h.run,
                                                         .actor = "me", .body = body, .source = SOURCE_CLI }, NULL), 0);
    append(s, ARTIFACT, "\nOne more line.\n");
    Message m = { 0 };
    assert_int_equal(effects_run(s->c, &m), 0);
    assert_int_equal(blocks(s), 1);
    assert_non_null(strstr(text_of(s, ARTIFACT), "One more line."));
    look(s);
    assert_int_equal(handoff(s, "1").revisions, 2);                 /* of the agent's own change */
}

static void test_the_file_may_belong_to_a_later_handoff_by_then(void **state)
{
    Scene *s = *state;
    HandoffRow h = handoff(s, "1");
    const char *body = arena_printf(s->arena, "{\"verdict\":\"approved\",\"revision\":\"%s\",\"state\":\"approved\","
                                    "\"person\":\"me\",\"remarks\":[]}", h.digest);
    assert_int_equal(store_append(s->c->store, &(Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = h.id, .run = h.run,
                                                         .actor = "me", .body = body, .source = SOURCE_CLI }, NULL), 0);
    Decided d = decide(s, .act = ACT_REVOKE, .comment = "not yet");
    assert_decided(&d, HANDOFF_SUBMITTED);
    assert_int_equal(blocks(s), 1);
    int by = 0;                                                     /* the effects of what comes have to wait */
    pid_t other = fork();
    if (other == 0) {
        pause();
        _exit(0);
    }
    assert_int_equal(store_lease_take(s->c->store, "effects", other, proc_started(other), NULL, &by), 0);
    d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    hand_over(s, "backend-engineer", "qa-engineer", "Something else.");
    assert_int_equal(handoff(s, "2").state, HANDOFF_SUBMITTED);
    kill(other, SIGKILL);
    waitpid(other, NULL, 0);
    look(s);
    assert_effect(s, "block", EFFECT_FAILED, "holds handoff 2");
    assert_effect(s, "session", EFFECT_DONE, SESSION);
    assert_int_equal(blocks(s), 0);
}

static void test_in_a_linked_work_tree(void **state)
{
    Scene *s = *state;
    const char *tree = arena_printf(s->arena, "%s-feature", s->dir);
    put(s, ".gitignore", ".baton/\n.agents/\n");
    MUST_RUN(s, "git", "init", "-q", "-b", "main", ".");
    commit_all(s, "first");
    MUST_RUN(s, "git", "worktree", "add", "-q", tree);
    scene_reopen(s);
    hand_over_in(s, arena_printf(s->arena, "../%s/.agents/frontend/handoff.md", path_base(tree)), "frontend",
                 "qa-engineer", "The page.");
    Decided d = decide(s, .handoff = "2", .act = ACT_REJECT, .comment = "Mend the page.");
    assert_decided(&d, HANDOFF_REJECTED);
    EffectRows rows = effects(s);
    assert_int_equal(effect(&rows, "block")->state, EFFECT_DONE);
    assert_non_null(strstr(text_of(s, arena_printf(s->arena, "../%s/.agents/frontend/handoff.md", path_base(tree))),
                           "Mend the page."));
    look(s);
    assert_int_equal(handoff(s, "2").revisions, 1);
    MUST_RUN(s, "rm", "-rf", tree);
}

static void test_it_is_left_to_who_is_at_it(void **state)
{
    Scene *s = *state;
    pid_t other = fork();
    if (other == 0) {
        pause();
        _exit(0);
    }
    int by = 0;
    assert_int_equal(store_lease_take(s->c->store, "effects", other, proc_started(other), NULL, &by), 0);
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    assert_true(store_has_effects(s->c->store));
    kill(other, SIGKILL);
    waitpid(other, NULL, 0);
    look(s);                                                        /* it is gone: we may */
    assert_false(store_has_effects(s->c->store));
    assert_int_equal(blocks(s), 1);
    assert_int_equal(times_in(text_of(s, SESSION), MARK), 1);
}

/* ---- on_approved ---- */

static void trust_it(Scene *s)
{
    Policy p;
    Proposal what;
    Message m = { 0 };
    if (policy_load(s->c->project, s->arena, &p, &m) < 0)
        fail_msg("%s", m.text);
    assert_true(proposal_on_approved(&p, s->c->project->root, trust_dir(s->arena), s->arena, &what));
    if (trust_add(trust_dir(s->arena), &what, "me", &m) < 0)
        fail_msg("%s", m.text);
}

static const char script[] = "#!/bin/sh\necho \"$BATON_HANDOFF $BATON_EFFECT $BATON_REVISION\" >> ran.txt\n"
                             "echo told\nexit $1\n";

static void with_program(Scene *s, const char *status)
{
    put(s, "tell", script);
    assert_int_equal(chmod(scene_path(s, "tell"), 0755), 0);
    put(s, ".baton/config.yaml", arena_printf(s->arena, "on_approved: [\"./tell\", \"%s\"]\n", status));
}

static void test_a_trusted_program_runs_and_knows_what_for(void **state)
{
    Scene *s = *state;
    with_program(s, "0");
    trust_it(s);
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    assert_effect(s, "command", EFFECT_DONE, "told");
    EffectRows rows = effects(s);
    assert_string_equal(text_of(s, "ran.txt"), arena_printf(s->arena, "1 %s %s\n", effect(&rows, "command")->id,
                                                            handoff(s, "1").digest));
}

static void test_a_program_that_fails_has_failed(void **state)
{
    Scene *s = *state;
    with_program(s, "3");
    trust_it(s);
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    assert_effect(s, "command", EFFECT_FAILED, "status 3");
}

static void test_without_trust_nothing_runs(void **state)
{
    Scene *s = *state;
    with_program(s, "0");
    trust_it(s);
    with_program(s, "1");                                           /* changed since */
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    assert_effect(s, "command", EFFECT_FAILED, "not trusted");
    assert_int_equal(access(scene_path(s, "ran.txt"), F_OK), -1);
    trust_it(s);                                                    /* too late for what was decided */
    look(s);
    assert_effect(s, "command", EFFECT_FAILED, "not trusted");
    assert_int_equal(access(scene_path(s, "ran.txt"), F_OK), -1);
}

static int run(void)
{
    const struct CMUnitTest tests[] = {
        EFFECTS_TEST(test_an_approval_is_seen_by_the_agents),
        EFFECTS_TEST(test_the_task_is_named_in_any_script),
        EFFECTS_TEST(test_a_rejection_can_be_acted_on),
        EFFECTS_TEST(test_revoking_says_so_under_the_artifact),
        EFFECTS_TEST(test_done_again_it_is_in_sight_once),
        EFFECTS_TEST(test_the_same_words_elsewhere_are_not_the_line),
        EFFECTS_TEST(test_what_cannot_be_done_is_ended_with_its_reason),
        EFFECTS_TEST(test_an_artifact_that_changed_still_gets_its_block),
        EFFECTS_TEST(test_the_file_may_belong_to_a_later_handoff_by_then),
        EFFECTS_TEST(test_in_a_linked_work_tree),
        EFFECTS_TEST(test_it_is_left_to_who_is_at_it),
        EFFECTS_TEST(test_a_trusted_program_runs_and_knows_what_for),
        EFFECTS_TEST(test_a_program_that_fails_has_failed),
        EFFECTS_TEST(test_without_trust_nothing_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    return outside_of_clients(run);
}
