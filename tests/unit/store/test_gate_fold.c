/*
 * test_gate_fold.c - GATE's table of states, as the ledger folds it: every state times every event.
 */
#include "fold.h"

#include "gate_help.h"

#define D HANDOFF_DRAFT
#define S HANDOFF_SUBMITTED
#define A HANDOFF_APPROVED
#define R HANDOFF_REJECTED
#define W HANDOFF_WITHDRAWN
#define X HANDOFF_SUPERSEDED

/* What becomes of each state.  Where nothing changes, the event did not fit. */
static void a_revision_counts_where_it_may(void **state)
{
    static const struct { HandoffState from; const char *said; HandoffState to; int revisions; } cases[] = {
        { D, "draft", D, 2 }, { D, "submitted", S, 2 }, { S, "submitted", S, 2 }, { S, "draft", D, 2 },
        { R, "submitted", S, 2 }, { R, "draft", D, 2 },
        { A, "submitted", A, 1 }, { A, "draft", A, 1 }, { W, "submitted", W, 1 }, { W, "draft", W, 1 },
        { X, "submitted", X, 1 }, { X, "draft", X, 1 },
        { S, "approved", D, 2 }, { D, "approved", D, 2 }, { S, "odd", D, 2 },  /* a file decides nothing */
    };
    Bench *b = *state;

    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(store_free_ptr) Store *s = memory_store();
        RevisionRows rows = { 0 };
        reach(s, cases[i].from);
        assert_int_equal(state_now(s, "h"), cases[i].from);
        revise_as(s, (Revise){ .state = cases[i].said, .revision = "d2" });
        if (state_now(s, "h") != cases[i].to)
            fail_msg("%s, said to be %s: %s", handoff_state_text(cases[i].from), cases[i].said,
                     handoff_state_text(state_now(s, "h")));
        assert_int_equal(store_revisions(s, b->a, "h", &rows), 0);
        assert_int_equal(rows.len, cases[i].revisions);
        assert_string_equal(rows.items[rows.len - 1].digest, cases[i].revisions == 2 ? "d2" : "d1");
        assert_clean(s);
    }
}

typedef struct { const char *verdict, *state; unsigned from; } Move;

/* Every verdict with every state that it may say to make, and the states from which that is so. */
static const Move moves[] = {
    { "approved", "approved", 1u << S }, { "approved", "submitted", 1u << S },
    { "rejected", "rejected", 1u << S }, { "waived", "submitted", 1u << S },
    { "withdrawn", "withdrawn", 1u << D | 1u << S }, { "revoked", "submitted", 1u << A },
};

static bool may_move(HandoffState from, const char *verdict, const char *to)
{
    for (size_t i = 0; i < ARRAY_LEN(moves); i++)
        if (strcmp(moves[i].verdict, verdict) == 0 && strcmp(moves[i].state, to) == 0)
            return moves[i].from & 1u << from;
    return false;
}

static void check_decision(Bench *b, HandoffState from, Verdict verdict, HandoffState to, const char *revision)
{
    CLEANUP(store_free_ptr) Store *s = memory_store();
    DecisionRows before = { 0 }, after = { 0 };
    bool comment = verdict == VERDICT_COMMENTED;
    bool fits = comment || (strcmp(revision, "d1") == 0 &&
                            may_move(from, verdict_text(verdict), handoff_state_text(to)));

    reach(s, from);
    assert_int_equal(store_decisions(s, b->a, "h", &before), 0);
    decide_as(s, (Decide){ .verdict = verdict_text(verdict), .state = handoff_state_text(to), .revision = revision });
    assert_int_equal(store_decisions(s, b->a, "h", &after), 0);
    if (after.len != before.len + fits || state_now(s, "h") != (fits && !comment ? to : from))
        fail_msg("%s, %s to %s on %s: %d rows more, now %s", handoff_state_text(from), verdict_text(verdict),
                 handoff_state_text(to), revision, (int)(after.len - before.len), handoff_state_text(state_now(s, "h")));
    if (fits) {
        assert_int_equal(after.items[after.len - 1].verdict, verdict);
        assert_int_equal(after.items[after.len - 1].state, comment ? from : to);
        assert_string_equal(after.items[after.len - 1].revision, revision);
    }
    assert_clean(s);
}

static void a_decision_counts_where_it_may(void **state)
{
    static const char *const revisions[] = { "d1", "d0", "" };

    for (HandoffState from = 0; from < HANDOFF_STATE_COUNT; from++)
        for (Verdict v = 0; v < VERDICT_COUNT; v++)
            for (HandoffState to = 0; to < HANDOFF_STATE_COUNT; to++)
                for (size_t i = 0; i < (to == S || to == A ? ARRAY_LEN(revisions) : 1); i++)
                    check_decision(*state, from, v, to, revisions[i]);
}

/* Lists of handoffs are read often; the artifact and the files are kept elsewhere. */
static void what_is_long_is_not_kept_twice(void **state)
{
    Bench *b = *state;
    HandoffRows rows = { 0 };
    Buf text = BUF_INIT;
    int64_t seq = revise_as(b->s, (Revise){ .id = "h" });
    assert_int_equal(store_handoffs(b->s, b->a, &(HandoffQuery){ .id = "h" }, &rows), 0);
    assert_int_equal(rows.len, 1);
    assert_non_null(strstr(rows.items[0].body, "\"summary\":\"Rates\""));
    assert_null(strstr(rows.items[0].body, "\"files\""));
    assert_null(strstr(rows.items[0].body, "\"text\""));
    assert_int_equal(store_artifact(b->s, seq, &text), 0);
    assert_string_equal(text.data, "# Rates");
    buf_done(&text);
}

static void a_decision_on_nothing_changes_nothing(void **state)
{
    static const char *const bodies[] = {
        "{}", "[1,2", "{\"verdict\":\"odd\",\"state\":\"approved\",\"revision\":\"d1\"}",
        "{\"verdict\":\"approved\",\"revision\":\"d1\"}", "{\"verdict\":4,\"state\":[],\"revision\":{}}",
        "{\"verdict\":\"approved\",\"state\":\"odd\",\"revision\":\"d1\"}",
    };
    Bench *b = *state;

    decide_as(b->s, (Decide){ .id = "nobody", .verdict = "approved" });
    reach(b->s, S);
    for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
        add(b->s, (Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = "h", .body = bodies[i] });
    assert_rows(b->s, "SELECT count(*) FROM decision", "0;");
    assert_rows(b->s, "SELECT state, decided_at FROM handoff", "submitted|0;");
    add(b->s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = "no-digest", .body = "{\"state\":\"submitted\"}" });
    decide_as(b->s, (Decide){ .id = "no-digest", .verdict = "approved", .revision = "" });
    assert_int_equal(state_now(b->s, "no-digest"), S);
}

/* The second to come is told by core; here it is as if it had never come. */
static void only_the_first_of_two_decisions_counts(void **state)
{
    static const char *const verdicts[] = { "approved", "rejected", "withdrawn" };

    for (size_t i = 0; i < ARRAY_LEN(verdicts); i++)
        for (size_t k = 0; k < ARRAY_LEN(verdicts); k++) {
            CLEANUP(store_free_ptr) Store *s = memory_store();
            reach(s, S);
            decide_as(s, (Decide){ .verdict = verdicts[i], .effects = "[\"block\"]" });
            decide_as(s, (Decide){ .verdict = verdicts[k], .person = "ben", .effects = "[\"block\"]" });
            CLEANUP(buf_done) Buf expected = BUF_INIT;
            buf_addf(&expected, "%s|ann;", verdicts[i]);
            assert_rows(s, "SELECT verdict, person FROM decision", expected.data);
            assert_rows(s, "SELECT count(*) FROM effect", "1;");
        }
    (void)state;
}

static void approvals_of_several_people_add_up(void **state)
{
    Bench *b = *state;
    DecisionRows rows = { 0 };

    reach(b->s, S);
    decide_as(b->s, (Decide){ .verdict = "approved", .state = "submitted", .person = "ann" });
    decide_as(b->s, (Decide){ .verdict = "approved", .state = "submitted", .person = "ann" });  /* said again */
    decide_as(b->s, (Decide){ .verdict = "approved", .state = "submitted", .person = "ben" });
    assert_rows(b->s, "SELECT person, state FROM decision", "ann|submitted;ben|submitted;");
    assert_int_equal(state_now(b->s, "h"), S);
    revise_as(b->s, (Revise){ .revision = "d2" });      /* they stay as history, of the revision before */
    decide_as(b->s, (Decide){ .verdict = "approved", .state = "submitted", .person = "ann" });
    decide_as(b->s, (Decide){ .verdict = "approved", .state = "submitted", .person = "ann", .revision = "d2" });
    decide_as(b->s, (Decide){ .verdict = "approved", .person = "ann", .revision = "d2" });      /* now it is enough */
    assert_int_equal(store_decisions(b->s, b->a, "h", &rows), 0);
    assert_int_equal(rows.len, 4);
    assert_string_equal(rows.items[2].revision, "d2");
    assert_int_equal(rows.items[3].state, A);
    assert_int_equal(state_now(b->s, "h"), A);
    assert_clean(b->s);
}

static void an_approval_is_revoked(void **state)
{
    Bench *b = *state;
    DecisionRows rows = { 0 };

    reach(b->s, S);                                                                     /* T0 + 1 */
    decide_as(b->s, (Decide){ .verdict = "approved", .effects = "[\"block\",\"session\"]" });   /* T0 + 2 */
    assert_rows(b->s, "SELECT submitted_at, decided_at, updated_at FROM handoff", "1000001|1000002|1000002;");
    add(b->s, (Event){ .kind = EVENT_EFFECT_DONE, .subject = "2:block", .body = "{\"state\":\"done\"}" });
    decide_as(b->s, (Decide){ .verdict = "revoked", .state = "submitted" });            /* T0 + 4 */
    assert_rows(b->s, "SELECT state, submitted_at, decided_at FROM handoff", "submitted|1000004|0;");
    assert_rows(b->s, "SELECT kind, state FROM effect ORDER BY place", "block|done;session|failed;");
    assert_int_equal(store_decisions(b->s, b->a, "h", &rows), 0);
    assert_true(rows.items[0].revoked);
    assert_false(rows.items[1].revoked);
    decide_as(b->s, (Decide){ .verdict = "approved" });
    assert_int_equal(store_decisions(b->s, b->a, "h", &rows), 0);
    assert_int_equal(rows.len, 3);
    assert_false(rows.items[2].revoked);
    assert_true(rows.items[0].revoked);
    assert_clean(b->s);
}

static void a_new_handoff_supersedes_older_ones(void **state)
{
    static const struct { HandoffState was; const char *from, *run; HandoffState is; } cases[] = {
        { S, "be", "r1", X }, { R, "be", "r1", X }, { S, "/BE", "r1", X },
        { D, "be", "r1", D }, { A, "be", "r1", A }, { W, "be", "r1", W },
        { S, "fe", "r1", S }, { S, "be", "r2", S }, { S, "", "r1", S }, { S, "be", NULL, S },
    };
    (void)state;

    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(store_free_ptr) Store *s = memory_store();
        revise_as(s, (Revise){ .run = "r1", .state = cases[i].was == D ? "draft" : "submitted" });
        if (cases[i].was != D && cases[i].was != S)
            decide_as(s, (Decide){ .verdict = handoff_state_text(cases[i].was) });
        revise_as(s, (Revise){ .id = "new", .from = cases[i].from, .run = cases[i].run, .file = "other.md" });
        if (state_now(s, "h") != cases[i].is)
            fail_msg("case %d: %s", (int)i, handoff_state_text(state_now(s, "h")));
        assert_int_equal(state_now(s, "new"), S);
        assert_clean(s);
    }
}

/* It is new once: its later revisions leave alone what was submitted besides, and what came after it. */
static void only_new_ones_supersede(void **state)
{
    Bench *b = *state;

    revise_as(b->s, (Revise){ .id = "h1", .from = "" });
    revise_as(b->s, (Revise){ .id = "h2" });
    revise_as(b->s, (Revise){ .id = "h1", .from = "", .revision = "d2" });
    assert_rows(b->s, "SELECT id, state FROM handoff", "h1|submitted;h2|submitted;");
    revise_as(b->s, (Revise){ .id = "h1", .revision = "d3" });  /* now its author is known, and it is older */
    assert_rows(b->s, "SELECT id, state FROM handoff", "h1|submitted;h2|submitted;");
    revise_as(b->s, (Revise){ .id = "h3", .from = "" });
    assert_rows(b->s, "SELECT id, state FROM handoff", "h1|submitted;h2|submitted;h3|submitted;");
    revise_as(b->s, (Revise){ .id = "h3" });            /* and this one is the newest */
    assert_rows(b->s, "SELECT id, state FROM handoff", "h1|superseded;h2|superseded;h3|submitted;");
}

static void older_ledgers_knew_the_artifact_only(void **state)
{
    Bench *b = *state;

    add(b->s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = "h",
                       .body = "{\"digest\":\"old\",\"state\":\"submitted\",\"from\":\"be\",\"to\":\"lead\"}" });
    assert_rows(b->s, "SELECT digest, artifact FROM handoff", "old|old;");
    assert_rows(b->s, "SELECT number, digest, artifact, files FROM revision", "1|old|old|[];");
    decide_as(b->s, (Decide){ .verdict = "approved", .revision = "old" });
    assert_int_equal(state_now(b->s, "h"), A);
}

static void report(Store *s, const char *revision, const char *checks)
{
    char body[400];
    snprintf(body, sizeof body, "{\"revision\":\"%s\",\"checks\":%s}", revision, checks);
    add(s, (Event){ .kind = EVENT_CHECK_REPORTED, .subject = "h", .body = body });
}

static void the_last_word_of_each_check_stands(void **state)
{
    static const char rows[] = "SELECT revision, name, state, why, findings, output, status, ms, seq FROM check_result "
                               "ORDER BY revision, place";
    Bench *b = *state;

    reach(b->s, S);
    report(b->s, "d1", "[{\"name\":\"scope\",\"state\":\"failed\",\"findings\":[{\"file\":\"x\"}],\"ms\":3},"
                       "{\"name\":\"npm\",\"state\":\"running\"}]");
    report(b->s, "d0", "[{\"name\":\"scope\",\"state\":\"passed\"}]");          /* no revision of it */
    report(b->s, "d1", "[{\"name\":\"npm\",\"state\":\"odd\"},{\"state\":\"passed\"},7]");
    report(b->s, "d1", "{}");
    assert_rows(b->s, rows, "d1|scope|failed||[{\"file\":\"x\"}]||0|3|2;d1|npm|running||[]||0|0|2;");
    revise_as(b->s, (Revise){ .revision = "d2" });
    report(b->s, "d2", "[{\"name\":\"scope\",\"state\":\"skipped\",\"why\":\"no scope\"}]");
    report(b->s, "d1", "[{\"name\":\"z\",\"state\":\"passed\"},{\"name\":\"scope\",\"state\":\"stale\"}]");
    report(b->s, "d1", "[{\"name\":\"npm\",\"state\":\"failed\",\"output\":\"no\",\"status\":2}]");
    assert_rows(b->s, rows,
                "d1|scope|stale||[]||0|0|8;d1|npm|failed||[]|no|2|0|9;d1|z|passed||[]||0|0|8;"
                "d2|scope|skipped|no scope|[]||0|0|7;");
    assert_clean(b->s);
}

static void evidence_belongs_to_its_revision(void **state)
{
    Bench *b = *state;

    reach(b->s, S);
    revise_as(b->s, (Revise){ .revision = "d2" });
    add(b->s, (Event){ .kind = EVENT_HANDOFF_EVIDENCE, .subject = "h", .body = "{\"revision\":\"d1\",\"diff\":\"-a\"}" });
    add(b->s, (Event){ .kind = EVENT_HANDOFF_EVIDENCE, .subject = "h", .body = "{\"revision\":\"d0\",\"diff\":\"-b\"}" });
    add(b->s, (Event){ .kind = EVENT_HANDOFF_EVIDENCE, .subject = "x", .body = "{\"revision\":\"d2\",\"diff\":\"-c\"}" });
    assert_rows(b->s, "SELECT number, evidence_seq FROM revision", "1|3;2|0;");
}

static void effects_are_done_once_and_in_order(void **state)
{
    Bench *b = *state;

    reach(b->s, S);
    decide_as(b->s, (Decide){ .verdict = "approved",
                              .effects = "[\"session\",\"block\",\"session\",\"\",3,\"command\"]" });
    assert_rows(b->s, "SELECT decision, kind, state FROM effect ORDER BY decision, place",
                "2|session|pending;2|block|pending;2|command|pending;");
    static const struct { const char *subject, *body; } done[] = {
        { "2:block", "{\"state\":\"done\",\"detail\":\"h.md\"}" }, { "2:block", "{\"state\":\"failed\"}" },
        { "2:command", "{\"state\":\"failed\",\"detail\":\"exit 1\"}" }, { "2:session", "{\"state\":\"pending\"}" },
        { "2:session", "{}" }, { "2:", "{\"state\":\"done\"}" }, { "session", "{\"state\":\"done\"}" },
        { "9:session", "{\"state\":\"done\"}" }, { "", "{\"state\":\"done\"}" },
    };
    for (size_t i = 0; i < ARRAY_LEN(done); i++)
        add(b->s, (Event){ .kind = EVENT_EFFECT_DONE, .subject = done[i].subject, .body = done[i].body });
    assert_rows(b->s, "SELECT kind, state, detail, at FROM effect ORDER BY place",
                "session|pending||1000002;block|done|h.md|1000003;command|failed|exit 1|1000005;");
    assert_clean(b->s);
}

static void a_need_is_put_off_and_taken_up_again(void **state)
{
    Bench *b = *state;

    add(b->s, (Event){ .kind = EVENT_NEED_SNOOZED, .subject = "handoff:1", .body = "{\"until\":5}" });
    add(b->s, (Event){ .kind = EVENT_NEED_SNOOZED, .subject = "edit:2", .body = "{\"until\":6}" });
    add(b->s, (Event){ .kind = EVENT_NEED_SNOOZED, .subject = "handoff:1", .body = "{\"until\":7}" });
    assert_rows(b->s, "SELECT need, until FROM snooze", "edit:2|6;handoff:1|7;");
    add(b->s, (Event){ .kind = EVENT_NEED_SNOOZED, .subject = "handoff:1", .body = "{\"until\":0}" });
    add(b->s, (Event){ .kind = EVENT_NEED_SNOOZED, .body = "{\"until\":9}" });
    assert_rows(b->s, "SELECT need, until FROM snooze", "edit:2|6;");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_revision_counts_where_it_may),
        TEST(a_decision_counts_where_it_may),
        TEST(what_is_long_is_not_kept_twice),
        TEST(a_decision_on_nothing_changes_nothing),
        TEST(only_the_first_of_two_decisions_counts),
        TEST(approvals_of_several_people_add_up),
        TEST(an_approval_is_revoked),
        TEST(a_new_handoff_supersedes_older_ones),
        TEST(only_new_ones_supersede),
        TEST(older_ledgers_knew_the_artifact_only),
        TEST(the_last_word_of_each_check_stands),
        TEST(evidence_belongs_to_its_revision),
        TEST(effects_are_done_once_and_in_order),
        TEST(a_need_is_put_off_and_taken_up_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
