/*
 * test_decide.c - deciding on handoffs: every state times every act, who, on which revision, and what it needs.
 */
#include "gate_test.h"

#include "baton/base/digest.h"

/* ---- every state times every act ---- */

typedef struct {
    HandoffState state;
    Act act;
    int code;
    HandoffState after;         /* when it went well */
} Row;

#define NO(state, act) { HANDOFF_##state, ACT_##act, -EINVAL, HANDOFF_##state }
#define OVER(state, act) { HANDOFF_##state, ACT_##act, -EALREADY, HANDOFF_##state }
#define YES(state, act, after) { HANDOFF_##state, ACT_##act, 0, HANDOFF_##after }

static const Row rows[] = {
    NO(DRAFT, APPROVE), NO(DRAFT, REJECT), YES(DRAFT, COMMENT, DRAFT), NO(DRAFT, WAIVE),
    YES(DRAFT, WITHDRAW, WITHDRAWN), NO(DRAFT, REVOKE),
    YES(SUBMITTED, APPROVE, APPROVED), YES(SUBMITTED, REJECT, REJECTED), YES(SUBMITTED, COMMENT, SUBMITTED),
    YES(SUBMITTED, WAIVE, SUBMITTED), YES(SUBMITTED, WITHDRAW, WITHDRAWN), NO(SUBMITTED, REVOKE),
    OVER(APPROVED, APPROVE), OVER(APPROVED, REJECT), YES(APPROVED, COMMENT, APPROVED), OVER(APPROVED, WAIVE),
    OVER(APPROVED, WITHDRAW), YES(APPROVED, REVOKE, SUBMITTED),
    OVER(REJECTED, APPROVE), OVER(REJECTED, REJECT), YES(REJECTED, COMMENT, REJECTED), OVER(REJECTED, WAIVE),
    OVER(REJECTED, WITHDRAW), OVER(REJECTED, REVOKE),
    OVER(WITHDRAWN, APPROVE), OVER(WITHDRAWN, REJECT), YES(WITHDRAWN, COMMENT, WITHDRAWN), OVER(WITHDRAWN, WAIVE),
    OVER(WITHDRAWN, WITHDRAW), OVER(WITHDRAWN, REVOKE),
    NO(SUPERSEDED, APPROVE), NO(SUPERSEDED, REJECT), YES(SUPERSEDED, COMMENT, SUPERSEDED), NO(SUPERSEDED, WAIVE),
    NO(SUPERSEDED, WITHDRAW), NO(SUPERSEDED, REVOKE),
};

static DecideOrder order(Scene *s, Act act)
{
    DecideOrder o = { .handoff = "1", .act = act, .comment = "because of what was shown", .source = SOURCE_CLI };
    if (act == ACT_WAIVE)
        strlist_add(&o.waives, s->arena, "artifact");
    return o;
}

static void reach(Scene *s, HandoffState state)
{
    hand_over(s, "backend-engineer", state == HANDOFF_DRAFT ? NULL : "qa-engineer", "The table of rates.");
    Act by = state == HANDOFF_APPROVED ? ACT_APPROVE : state == HANDOFF_REJECTED ? ACT_REJECT : ACT_WITHDRAW;
    if (state == HANDOFF_APPROVED || state == HANDOFF_REJECTED || state == HANDOFF_WITHDRAWN) {
        Decided d = decide_as(s, order(s, by));
        assert_decided(&d, state);
    } else if (state == HANDOFF_SUPERSEDED) {
        hand_over_in(s, ".agents/backend-engineer/handoff.md", "backend-engineer", "qa-engineer", "All of it.");
    }
    assert_int_equal(handoff(s, "1").state, state);
}

static void check_row(const Row *row)
{
    Scene *s = NULL;
    assert_int_equal(gate_setup((void **)&s), 0);
    reach(s, row->state);
    int64_t before = event_count(s, EVENT_HANDOFF_DECIDED);
    Decided d = decide_as(s, order(s, row->act));
    if (d.code != row->code || handoff(s, "1").state != row->after)
        fail_msg("%s %s: %d, %s: %s", act_text(row->act), handoff_state_text(row->state), d.code,
                 handoff_state_text(handoff(s, "1").state), d.m.text);
    assert_int_equal(event_count(s, EVENT_HANDOFF_DECIDED) - before, row->code == 0);
    if (row->code) {
        assert_non_null(strstr(d.m.text, act_text(row->act)));
        assert_non_null(strstr(d.m.text, handoff_state_text(row->state)));
    }
    assert_sound(s);
    assert_int_equal(handoff(s, "1").state, row->after);
    scene_teardown((void **)&s);
}

static void test_every_state_times_every_act(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        check_row(&rows[i]);
}

static void test_who_came_second_is_told_who_decided(void **state)
{
    Scene *s = *state;
    reach(s, HANDOFF_REJECTED);
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_int_equal(d.code, -EALREADY);
    assert_non_null(strstr(d.m.text, context_user()));
    assert_non_null(strstr(d.m.text, "rejected"));
    assert_non_null(strstr(d.m.text, "because of what was shown"));
    assert_int_equal(d.report.decision.verdict, VERDICT_REJECTED);
}

/* ---- what it says ---- */

static void test_a_decision_says_all(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "The table.");
    DecideOrder o = { .act = ACT_REJECT, .comment = "Mind the gap." };
    AVEC_PUSH(&o.remarks, s->arena, ((LineRemark){ "src/a.c", 7, "new", "off by one" }));
    setenv("SSH_CONNECTION", "10.0.0.1 5 10.0.0.2 22", 1);
    Decided d = decide_as(s, o);
    unsetenv("SSH_CONNECTION");
    assert_decided(&d, HANDOFF_REJECTED);
    DecisionRows all = decisions(s, "1");
    assert_int_equal(all.len, 1);
    const DecisionRow *row = &all.items[0];
    assert_string_equal(row->actor, context_user());
    assert_string_equal(row->person, context_user());
    assert_string_equal(row->comment, "Mind the gap.");
    assert_string_equal(row->revision, handoff(s, "1").digest);
    assert_string_equal(row->host, context_host());
    assert_string_equal(row->ssh, "10.0.0.1 5 10.0.0.2 22");
    assert_string_equal(row->source, "cli");
    assert_non_null(strstr(row->remarks, "off by one"));
    assert_int_equal(row->state, HANDOFF_REJECTED);
    assert_true(d.report.committed_ns > 0);
    assert_int_equal(d.report.decision.seq, row->seq);
}

/* ---- which revision ---- */

static void test_the_revision_is_named_by_its_digest(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    const char *first = handoff(s, "1").digest;
    hand_over(s, "backend-engineer", "qa-engineer", "One and two.");
    const char *now = handoff(s, "1").digest;
    assert_string_not_equal(first, now);
    const struct { const char *revision; int code; const char *says; } cases[] = {
        { arena_strndup(s->arena, now, 5), -EINVAL, "six" },
        { "zzzzzz", -EINVAL, "digits" },
        { "", -EINVAL, "digits" },
        { arena_printf(s->arena, "%s0", now), -EINVAL, "digits" },
        { first, -ESTALE, arena_strndup(s->arena, now, SHORT_DIGITS) },
        { arena_strndup(s->arena, first, 8), -ESTALE, "revision 1" },
        { "000000000000", -ESTALE, "no revision" },
        { arena_strndup(s->arena, now, 6), 0, "" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Decided d = decide(s, .act = ACT_APPROVE, .revision = cases[i].revision);
        if (d.code != cases[i].code || !strstr(d.m.text, cases[i].says))
            fail_msg("%s: %d %s", cases[i].revision, d.code, d.m.text);
    }
    assert_int_equal(handoff(s, "1").state, HANDOFF_APPROVED);
}

static void in_repository(Scene *s)
{
    MUST_RUN(s, "git", "init", "-q", "-b", "main", ".");
    put(s, ".gitignore", ".baton/\n*.o\n");
    put(s, "src/a.c", "int a;\n");
    put(s, "src/b.c", "int b;\n");
    put(s, "agents/backend-engineer.md", "---\nname: backend-engineer\n---\n\n## Write scope\n\n- `src/`\n");
    commit_all(s, "first");
}

static void touch_cited(Scene *s) { put(s, "src/a.c", "int a = 2;\n"); }
static void touch_changed(Scene *s) { put(s, "src/new.c", "int n;\n"); }
static void touch_mode(Scene *s) { assert_int_equal(chmod(scene_path(s, "src/a.c"), 0755), 0); }
static void touch_gone(Scene *s) { drop(s, "src/b.c"); }
static void touch_control(Scene *s) { put(s, ".agents/notes.md", "note\n"); }
static void touch_ignored(Scene *s) { put(s, "src/a.o", "x"); }
static void touch_commit(Scene *s) { commit_all(s, "the same contents"); }

/* What moves a revision between its submission and its approval, and what does not. */
static void test_what_moved_is_said_and_nothing_is_decided(void **state)
{
    (void)state;
    static const struct { const char *name; void (*touch)(Scene *s); bool stale; const char *says; } cases[] = {
        { "a cited file", touch_cited, true, "src/a.c" },
        { "a new file in the scope", touch_changed, true, "src/new.c" },
        { "a mode", touch_mode, true, "src/a.c" },
        { "a deletion", touch_gone, true, "src/b.c" },
        { "a control file", touch_control, false, "" },
        { "an ignored file", touch_ignored, false, "" },
        { "a commit of identical content", touch_commit, false, "" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Scene *s = NULL;
        gate_setup((void **)&s);
        in_repository(s);
        hand_over(s, "backend-engineer", "qa-engineer", "The table in `src/a.c:1`.");
        cases[i].touch(s);
        Decided d = decide(s, .act = ACT_APPROVE);
        if (d.code != (cases[i].stale ? -ESTALE : 0))
            fail_msg("%s: %d %s", cases[i].name, d.code, d.m.text);
        assert_int_equal(event_count(s, EVENT_HANDOFF_DECIDED), !cases[i].stale);
        if (cases[i].stale) {
            assert_true(d.report.moved.len > 0);
            if (!strstr(d.m.text, cases[i].says))
                fail_msg("%s: %s", cases[i].name, d.m.text);
        }
        scene_teardown((void **)&s);
    }
}

/* ---- what it needs ---- */

static void test_reasons_that_must_be_given(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    DecideOrder waive = order(s, ACT_WAIVE), approve = { .act = ACT_APPROVE, .waives = waive.waives };
    waive.comment = "  \n";
    assert_int_equal(decide_as(s, waive).code, -EINVAL);
    assert_int_equal(decide_as(s, approve).code, -EINVAL);
    assert_int_equal(decide(s, .act = ACT_COMMENT).code, -EINVAL);
    assert_int_equal(decide(s, .act = ACT_WAIVE, .comment = "no name").code, -EINVAL);
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    assert_int_equal(decide(s, .act = ACT_REVOKE).code, -EINVAL);
    assert_int_equal(event_count(s, EVENT_HANDOFF_DECIDED), 1);
}

static void report_check(Scene *s, const char *name, CheckState state)
{
    HandoffRow h = handoff(s, "1");
    const char *body = arena_printf(s->arena, "{\"revision\":\"%s\",\"checks\":[{\"name\":\"%s\",\"state\":\"%s\","
                                    "\"findings\":[]}]}", h.digest, name, check_state_text(state));
    assert_int_equal(store_append(s->c->store, &(Event){ .kind = EVENT_CHECK_REPORTED, .subject = h.id, .body = body,
                                                         .source = SOURCE_CLI }, NULL), 0);
}

static void test_required_checks_block_until_they_are_waived(void **state)
{
    Scene *s = *state;
    put(s, ".baton/config.yaml", "require: [records, artifact]\nchecks:\n  - {name: unit, run: [\"true\"]}\n");
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    static const CheckState blocks[] = { CHECK_FAILED, CHECK_RUNNING, CHECK_SKIPPED, CHECK_STALE };
    report_check(s, "artifact", CHECK_PASSED);
    for (size_t i = 0; i < ARRAY_LEN(blocks); i++) {
        report_check(s, "records", blocks[i]);
        Decided d = decide(s, .act = ACT_APPROVE);
        assert_int_equal(d.code, -EPERM);
        assert_non_null(strstr(d.m.text, "records"));
    }
    report_check(s, "unit", CHECK_FAILED);              /* not required: it is named, and does not block */
    DecideOrder waive = { .act = ACT_WAIVE, .comment = "the map comes tomorrow" };
    strlist_add(&waive.waives, s->arena, "recordz");
    assert_int_equal(decide_as(s, waive).code, -EINVAL);
    waive.waives.items[0] = "records";
    Decided d = decide_as(s, waive);
    assert_decided(&d, HANDOFF_SUBMITTED);
    d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_APPROVED);
    assert_true(strlist_has(&d.report.decision.waived, "records"));
    assert_true(strlist_has(&d.report.decision.failed, "unit") ||
                strlist_has(&d.report.decision.failed, "command unit"));
    assert_true(strlist_has(&d.report.decision.failed, "records"));
}

/* One command let off lets off no other, whatever name asks for them. */
static void test_a_waiver_is_for_one_command(void **state)
{
    Scene *s = *state;
    put(s, ".baton/config.yaml", "require: [command]\nchecks:\n  - {name: unit, run: [\"true\"]}\n"
        "  - {name: lint, run: [\"true\"]}\n");
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    report_check(s, "command unit", CHECK_FAILED);
    report_check(s, "command lint", CHECK_FAILED);
    DecideOrder approve = { .act = ACT_APPROVE, .comment = "unit tests are being moved" };
    strlist_add(&approve.waives, s->arena, "command unit");
    Decided d = decide_as(s, approve);
    assert_int_equal(d.code, -EPERM);
    assert_non_null(strstr(d.m.text, "command lint"));
    approve.waives.items[0] = "unit";
    assert_int_equal(decide_as(s, approve).code, -EPERM);
    approve.waives.items[0] = "command";
    d = decide_as(s, approve);
    assert_decided(&d, HANDOFF_APPROVED);
}

static void test_a_waiver_is_for_one_revision(void **state)
{
    Scene *s = *state;
    put(s, ".baton/config.yaml", "require: [records]\n");
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    report_check(s, "records", CHECK_FAILED);
    DecideOrder waive = { .act = ACT_WAIVE, .comment = "for now" };
    strlist_add(&waive.waives, s->arena, "records");
    Decided d = decide_as(s, waive);
    assert_decided(&d, HANDOFF_SUBMITTED);
    hand_over(s, "backend-engineer", "qa-engineer", "One and two.");
    report_check(s, "records", CHECK_FAILED);
    assert_int_equal(decide(s, .act = ACT_APPROVE).code, -EPERM);
    waive.act = ACT_APPROVE;
    d = decide_as(s, waive);
    assert_decided(&d, HANDOFF_APPROVED);
}

/* ---- who ---- */

/* Others approve: their events are appended as this process would have, under another login. */
static void approve_as(Scene *s, const char *login)
{
    HandoffRow h = handoff(s, "1");
    const char *body = arena_printf(s->arena, "{\"verdict\":\"approved\",\"revision\":\"%s\",\"state\":\"submitted\","
                                    "\"person\":\"%s\",\"principal\":\"%s\"}", h.digest, login, login);
    assert_int_equal(store_append(s->c->store, &(Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = h.id, .run = h.run,
                                                         .body = body, .actor = login, .source = SOURCE_CLI }, NULL),
                     0);
}

static void people(Scene *s, const char *rules)
{
    const char *text = arena_printf(s->arena, "people:\n  - {name: me, unix: %s, roles: [lead]}\n"
                                    "  - {name: ann, roles: [lead, db]}\n  - {name: bob, roles: [guest]}\n"
                                    "approvals:\n  rules:\n%s", context_user(), rules);
    put(s, ".baton/config.yaml", text);
}

static void test_counts_and_roles(void **state)
{
    (void)state;
    static const struct { const char *rules, *others[3]; HandoffState after; const char *still; int code; } cases[] = {
        { "    - {role: lead}\n", { NULL }, HANDOFF_APPROVED, NULL, 0 },
        { "    - {role: lead, count: 2}\n", { NULL }, HANDOFF_SUBMITTED, "1 more lead", 0 },
        { "    - {role: lead, count: 2}\n", { "bob" }, HANDOFF_SUBMITTED, "1 more lead", 0 },
        { "    - {role: lead, count: 2}\n", { "ann" }, HANDOFF_APPROVED, NULL, 0 },
        { "    - {count: 3}\n", { "ann" }, HANDOFF_SUBMITTED, "one more person", 0 },
        { "    - {count: 3}\n", { "ann", "ann" }, HANDOFF_SUBMITTED, "one more person", 0 },
        { "    - {count: 3}\n", { "ann", "nobody" }, HANDOFF_SUBMITTED, "one more person", 0 },
        { "    - {count: 3}\n", { "ann", "bob" }, HANDOFF_APPROVED, NULL, 0 },
        { "    - {role: db}\n", { NULL }, HANDOFF_SUBMITTED, NULL, -EPERM },
        { "    - {role: lead}\n    - {from: backend-engineer, role: db}\n", { NULL }, HANDOFF_SUBMITTED, NULL, -EPERM },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Scene *s = NULL;
        gate_setup((void **)&s);
        people(s, cases[i].rules);
        hand_over(s, "backend-engineer", "qa-engineer", "One.");
        for (size_t k = 0; k < 3 && cases[i].others[k]; k++)
            approve_as(s, cases[i].others[k]);
        Decided d = decide(s, .act = ACT_APPROVE);
        if (d.code != cases[i].code || handoff(s, "1").state != cases[i].after)
            fail_msg("case %zu: %d %s", i, d.code, d.m.text);
        if (d.code == 0 && cases[i].still)
            assert_string_equal(d.report.still, cases[i].still);
        if (d.code == 0 && !cases[i].still)
            assert_null(d.report.still);
        assert_int_equal(gate(s, "qa-engineer").open, cases[i].after == HANDOFF_APPROVED);
        scene_teardown((void **)&s);
    }
}

static void test_one_person_approves_once(void **state)
{
    Scene *s = *state;
    people(s, "    - {count: 2}\n");
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_SUBMITTED);
    d = decide(s, .act = ACT_APPROVE);
    assert_int_equal(d.code, -EALREADY);
    hand_over(s, "backend-engineer", "qa-engineer", "Two.");    /* the next revision is another matter */
    d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_SUBMITTED);
    assert_false(gate(s, "qa-engineer").open);
}

static void test_paths_ask_for_their_owners(void **state)
{
    Scene *s = *state;
    in_repository(s);
    people(s, "    - {role: lead}\n    - {paths: [\"db/**\"], role: db}\n");
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    put(s, "db/schema.sql", "CREATE TABLE a(b);\n");
    hand_over(s, "backend-engineer", "qa-engineer", "The schema in `db/schema.sql`.");
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_decided(&d, HANDOFF_SUBMITTED);
    assert_string_equal(d.report.still, "1 more db");
    assert_false(gate(s, "qa-engineer").open);
}

static void test_who_is_not_named_decides_nothing(void **state)
{
    Scene *s = *state;
    put(s, ".baton/config.yaml", "people:\n  - {name: ann, roles: [lead]}\n");
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    static const Act acts[] = { ACT_APPROVE, ACT_REJECT, ACT_WAIVE };
    for (size_t i = 0; i < ARRAY_LEN(acts); i++) {
        Decided d = decide_as(s, order(s, acts[i]));
        assert_int_equal(d.code, -EPERM);
        assert_non_null(strstr(d.m.text, context_user()));
    }
    Decided d = decide(s, .act = ACT_COMMENT, .comment = "I only look.");
    assert_decided(&d, HANDOFF_SUBMITTED);
}

static void test_a_policy_that_is_not_understood_decides_nothing(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    put(s, ".baton/config.yaml", "approvals:\n  rules:\n    - {role: nobody-has-it}\n");
    assert_int_equal(decide(s, .act = ACT_APPROVE).code, -EINVAL);
    assert_int_equal(decide(s, .act = ACT_REJECT).code, -EINVAL);
    assert_false(gate(s, "qa-engineer").open);
    Decided d = decide(s, .act = ACT_COMMENT, .comment = "Mend the settings first.");
    assert_decided(&d, HANDOFF_SUBMITTED);
    d = decide(s, .act = ACT_WITHDRAW, .agent = "backend-engineer");
    assert_decided(&d, HANDOFF_WITHDRAWN);
}

static void test_only_its_author_or_a_human_withdraws(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    assert_int_equal(decide(s, .act = ACT_WITHDRAW, .agent = "qa-engineer").code, -EPERM);
    assert_int_equal(decide(s, .act = ACT_APPROVE, .agent = "qa-engineer").code, -EPERM);
    Decided d = decide(s, .act = ACT_WITHDRAW, .agent = "/Backend Engineer");
    assert_decided(&d, HANDOFF_WITHDRAWN);
    assert_string_equal(d.report.decision.actor, "backend-engineer");
}

static void test_nobody_decides_on_what_is_their_own(void **state)
{
    Scene *s = *state;
    hand_over(s, context_user(), "qa-engineer", "One.");
    static const Act acts[] = { ACT_APPROVE, ACT_REJECT, ACT_WAIVE };
    for (size_t i = 0; i < ARRAY_LEN(acts); i++) {
        Decided d = decide_as(s, order(s, acts[i]));
        assert_int_equal(d.code, -EPERM);
        assert_non_null(strstr(d.m.text, "author"));
    }
    assert_int_equal(event_count(s, EVENT_HANDOFF_DECIDED), 0);
}

static void test_an_acts_words_are_bounded(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    while (text.len <= 64 * 1024)
        buf_adds(&text, "word after word ");
    assert_int_equal(decide(s, .act = ACT_REJECT, .comment = text.data).code, -E2BIG);
    assert_int_equal(decide(s, .act = ACT_REJECT, .comment = "\xff\xfe").code, -EILSEQ);
    DecideOrder o = { .act = ACT_REJECT, .comment = "lines" };
    for (int i = 0; i <= 1000; i++)
        AVEC_PUSH(&o.remarks, s->arena, ((LineRemark){ "a.c", i + 1, "new", "x" }));
    assert_int_equal(decide_as(s, o).code, -E2BIG);
    assert_int_equal(event_count(s, EVENT_HANDOFF_DECIDED), 0);
}

/* ---- inside of an agent client ---- */

static void test_agents_are_refused_and_the_try_is_recorded(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    static const Act acts[] = { ACT_APPROVE, ACT_REJECT, ACT_WAIVE, ACT_REVOKE };
    setenv("CLAUDECODE", "1", 1);
    for (size_t i = 0; i < ARRAY_LEN(acts); i++) {
        Decided d = decide_as(s, order(s, acts[i]));
        assert_int_equal(d.code, -EPERM);
        assert_non_null(strstr(d.m.text, "human"));
    }
    Message m = { 0 };
    assert_int_equal(gate_guard_word(s->c, "trust", "npm test", SOURCE_CLI, &m), -EPERM);
    assert_int_equal(event_count(s, EVENT_GATE_REFUSED), ARRAY_LEN(acts) + 1);
    assert_int_equal(event_count(s, EVENT_HANDOFF_DECIDED), 0);
    Decided d = decide(s, .act = ACT_COMMENT, .comment = "Agents may speak.");
    unsetenv("CLAUDECODE");
    assert_decided(&d, HANDOFF_SUBMITTED);
    EventRows rows_ = { 0 };
    assert_int_equal(store_events(s->c->store, s->arena,
                                  &(EventQuery){ .kind = "gate.refused", .subject = handoff(s, "1").id }, &rows_), 0);
    assert_int_equal(rows_.len, ARRAY_LEN(acts));
    assert_non_null(strstr(rows_.items[0].body, "CLAUDECODE"));
}

static int run(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_state_times_every_act),
        GATE_TEST(test_who_came_second_is_told_who_decided),
        GATE_TEST(test_a_decision_says_all),
        GATE_TEST(test_the_revision_is_named_by_its_digest),
        cmocka_unit_test(test_what_moved_is_said_and_nothing_is_decided),
        GATE_TEST(test_reasons_that_must_be_given),
        GATE_TEST(test_required_checks_block_until_they_are_waived),
        GATE_TEST(test_a_waiver_is_for_one_command),
        GATE_TEST(test_a_waiver_is_for_one_revision),
        cmocka_unit_test(test_counts_and_roles),
        GATE_TEST(test_one_person_approves_once),
        GATE_TEST(test_paths_ask_for_their_owners),
        GATE_TEST(test_who_is_not_named_decides_nothing),
        GATE_TEST(test_a_policy_that_is_not_understood_decides_nothing),
        GATE_TEST(test_only_its_author_or_a_human_withdraws),
        GATE_TEST(test_nobody_decides_on_what_is_their_own),
        GATE_TEST(test_an_acts_words_are_bounded),
        GATE_TEST(test_agents_are_refused_and_the_try_is_recorded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    return outside_of_clients(run);
}
