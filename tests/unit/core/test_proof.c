/*
 * test_proof.c - signed decisions with real keys: what verifies, what does not, and what opens the gate.
 */
#include <signal.h>

#include "gate_test.h"

#include "baton/sys/exec.h"

#include "baton/conf/policy.h"
#include "baton/core/evidence.h"
#include "baton/gate/signature.h"

#define SIGNERS ".baton/allowed_signers"

static void key_new(Scene *s, const char *name)
{
    MUST_RUN(s, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", name);
}

static const char *signer_line(Scene *s, const char *principal, const char *key)
{
    return arena_printf(s->arena, "%s namespaces=\"" SIGNATURE_NAMESPACE "\" %s", principal,
                        text_of(s, arena_printf(s->arena, "%s.pub", key)));
}

static int proof_setup(void **state)
{
    gate_setup(state);
    Scene *s = *state;
    key_new(s, "mine");
    key_new(s, "theirs");
    put(s, SIGNERS, signer_line(s, "me@example.org", "mine"));
    put(s, ".baton/config.yaml", arena_printf(s->arena, "people:\n  - {name: Me, unix: %s, key: me@example.org}\n"
                                              "  - {name: ann, key: ann@example.org}\n"
                                              "approvals: {signed: true, key: %s}\n",
                                              context_user(), scene_path(s, "mine")));
    hand_over(s, "backend-engineer", "qa-engineer", "The table.");
    return 0;
}

#define PROOF_TEST(fn) cmocka_unit_test_setup_teardown(fn, proof_setup, scene_teardown)

static Proof proof_with(Scene *s, const DecisionRow *row, const char *signers, const char **ret_why)
{
    Policy p;
    Proof proof;
    const char *why = NULL;
    Message m = { 0 };
    if (policy_load(s->c->project, s->arena, &p, &m) < 0)
        fail_msg("%s", m.text);
    if (decision_proof(s->c, &p, row, signers, s->arena, &proof, &why, &m) < 0)
        fail_msg("%s", m.text);
    if (proof == PROOF_BAD)
        assert_non_null(why);
    if (ret_why)
        *ret_why = why;
    return proof;
}

static DecisionRow last_decision(Scene *s)
{
    DecisionRows rows = decisions(s, "1");
    assert_true(rows.len > 0);
    return rows.items[rows.len - 1];
}

static void approve(Scene *s)
{
    Decided d = decide(s, .act = ACT_APPROVE, .comment = "I have read it.");
    assert_decided(&d, HANDOFF_APPROVED);
}

static void test_a_signed_approval_verifies_and_opens(void **state)
{
    Scene *s = *state;
    approve(s);
    DecisionRow row = last_decision(s);
    assert_non_null(row.signature);
    assert_string_equal(row.principal, "me@example.org");
    assert_string_equal(statement_get(str_from(row.statement), "revision", s->arena), handoff(s, "1").digest);
    assert_string_equal(statement_get(str_from(row.statement), "verdict", s->arena), "approved");
    assert_int_equal(proof_with(s, &row, NULL, NULL), PROOF_GOOD);
    assert_int_equal(proof_with(s, &row, scene_path(s, SIGNERS), NULL), PROOF_GOOD);
    assert_true(gate(s, "qa-engineer").open);
    assert_int_equal(event_count(s, EVENT_SIGNERS_READ), 1);
    assert_sound(s);
    assert_true(gate(s, "qa-engineer").open);
}

static int asked;

static int exec_counting(const ExecOrder *o, Buf *out, ExecResult *ret)
{
    asked += strstr(o->argv[0], "ssh-keygen") != NULL;
    return exec_run(o, out, ret);
}

static int times_asked(Scene *s, const DecisionRow *row, Proof want)
{
    asked = 0;
    assert_int_equal(proof_with(s, row, NULL, NULL), want);
    return asked;
}

/* What was asked once is known, and only of the same bytes. */
static void test_the_same_signature_is_asked_for_once(void **state)
{
    Scene *s = *state;
    approve(s);
    DecisionRow row = last_decision(s);
    const char *signers = text_of(s, SIGNERS);
    s->c->exec = exec_counting;
    (void)times_asked(s, &row, PROOF_GOOD);
    assert_int_equal(times_asked(s, &row, PROOF_GOOD), 0);
    put(s, SIGNERS, arena_printf(s->arena, "# a word more\n%s", signers));
    assert_true(times_asked(s, &row, PROOF_GOOD) > 0);
    assert_int_equal(times_asked(s, &row, PROOF_GOOD), 0);
    put(s, SIGNERS, signer_line(s, "me@example.org", "theirs"));
    assert_int_equal(proof_with(s, &row, NULL, NULL), PROOF_BAD);
    put(s, SIGNERS, signers);
    assert_int_equal(times_asked(s, &row, PROOF_GOOD), 0);
}

static void test_every_verdict_is_signed(void **state)
{
    Scene *s = *state;
    DecideOrder waive = { .act = ACT_WAIVE, .comment = "for now" };
    strlist_add(&waive.waives, s->arena, "artifact");
    put(s, ".baton/config.yaml", arena_printf(s->arena, "%srequire: [artifact]\n",
                                              text_of(s, ".baton/config.yaml")));
    Decided d = decide_as(s, waive);
    assert_decided(&d, HANDOFF_SUBMITTED);
    approve(s);
    DecisionRow approved = last_decision(s);
    assert_true(strlist_has(&approved.waived, "artifact"));
    d = decide(s, .act = ACT_REVOKE, .comment = "a leak");
    assert_decided(&d, HANDOFF_SUBMITTED);
    d = decide(s, .act = ACT_REJECT, .comment = "no");
    assert_decided(&d, HANDOFF_REJECTED);
    DecisionRows rows = decisions(s, "1");
    assert_int_equal(rows.len, 4);
    for (size_t i = 0; i < rows.len; i++)
        assert_int_equal(proof_with(s, &rows.items[i], NULL, NULL), PROOF_GOOD);
    assert_int_equal(event_count(s, EVENT_SIGNERS_READ), 1);        /* once, while the file does not change */
}

static void test_without_the_right_key_nothing_is_decided(void **state)
{
    Scene *s = *state;
    const struct { const char *key; int code; } cases[] = {
        { scene_path(s, "theirs"), -EPERM },                        /* not listed for me */
        { scene_path(s, "nowhere"), 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Decided d = decide(s, .act = ACT_APPROVE, .key = cases[i].key);
        assert_true(d.code < 0);
        if (cases[i].code)
            assert_int_equal(d.code, cases[i].code);
        assert_true(*d.m.text);
    }
    put(s, ".baton/config.yaml", arena_printf(s->arena, "people:\n  - {name: Me, unix: %s, key: me@example.org}\n"
                                              "approvals: {signed: true}\n", context_user()));
    Decided d = decide(s, .act = ACT_APPROVE);
    assert_int_equal(d.code, -ENOKEY);
    assert_non_null(strstr(d.m.text, "--key"));
    assert_int_equal(event_count(s, EVENT_HANDOFF_DECIDED), 0);
    d = decide(s, .act = ACT_APPROVE, .key = scene_path(s, "mine"));
    assert_decided(&d, HANDOFF_APPROVED);
}

/* Both are listed for a while, and who stays decides something meanwhile. */
static void test_a_removed_key_does_not_void_what_it_signed(void **state)
{
    Scene *s = *state;
    approve(s);
    DecisionRow row = last_decision(s);
    put(s, SIGNERS, arena_printf(s->arena, "%s%s", text_of(s, SIGNERS), signer_line(s, "me@example.org", "theirs")));
    Decided d = decide(s, .act = ACT_REVOKE, .comment = "once more", .key = scene_path(s, "theirs"));
    assert_decided(&d, HANDOFF_SUBMITTED);
    put(s, SIGNERS, signer_line(s, "me@example.org", "theirs"));
    assert_int_equal(proof_with(s, &row, NULL, NULL), PROOF_REMOVED);
    /* a file that was named is the only authority */
    assert_int_equal(proof_with(s, &row, scene_path(s, SIGNERS), NULL), PROOF_BAD);
    d = decide(s, .act = ACT_APPROVE);
    assert_int_equal(d.code, -EPERM);       /* it does not sign any more */
}

/* Whoever writes the ledger can write that a key was listed: nobody of today says so. */
static void test_a_removed_key_that_nobody_vouches_for(void **state)
{
    Scene *s = *state;
    approve(s);
    DecisionRow row = last_decision(s);
    assert_true(gate(s, "qa-engineer").open);
    put(s, SIGNERS, signer_line(s, "me@example.org", "theirs"));
    assert_int_equal(proof_with(s, &row, NULL, NULL), PROOF_BAD);
    assert_false(gate(s, "qa-engineer").open);
    /* a decision of today comes too late: the list that it covers has the old key no more */
    Decided d = decide(s, .act = ACT_REVOKE, .comment = "once more", .key = scene_path(s, "theirs"));
    assert_decided(&d, HANDOFF_SUBMITTED);
    assert_int_equal(proof_with(s, &row, NULL, NULL), PROOF_BAD);
}

static void test_another_file_of_signers_says_the_truth(void **state)
{
    Scene *s = *state;
    approve(s);
    put(s, "elsewhere", signer_line(s, "me@example.org", "theirs"));
    DecisionRow row = last_decision(s);
    assert_int_equal(proof_with(s, &row, scene_path(s, "elsewhere"), NULL), PROOF_BAD);
    put(s, "elsewhere", signer_line(s, "me@example.org", "mine"));
    assert_int_equal(proof_with(s, &row, scene_path(s, "elsewhere"), NULL), PROOF_GOOD);
}

/* Every field of the row that somebody could bend. */
static void test_a_row_that_was_edited_does_not_verify(void **state)
{
    Scene *s = *state;
    approve(s);
    const DecisionRow good = last_decision(s);
    DecisionRow bad[8];
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        bad[i] = good;
    bad[0].verdict = VERDICT_REJECTED;
    bad[1].revision = "0000000000000000000000000000000000000000000000000000000000000000";
    bad[2].actor = "ann";
    bad[3].comment = "I have not read it.";
    bad[4].principal = "ann@example.org";
    bad[5].seq = good.seq - 1;
    bad[6].handoff = "another";
    bad[7].signature = NULL;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(proof_with(s, &bad[i], NULL, NULL), PROOF_BAD);
    assert_int_equal(proof_with(s, &good, NULL, NULL), PROOF_GOOD);
}

/* ---- events with a chain value of their own, as who knows baton would append them ---- */

static int64_t forge(Scene *s, const char *actor, const char *body, int64_t at)
{
    HandoffRow h = handoff(s, "1");
    int64_t seq = 0;
    assert_int_equal(store_append(s->c->store, &(Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = h.id, .run = h.run,
                                                         .actor = actor, .at = at, .body = body,
                                                         .reason = "I have read it.", .source = SOURCE_CLI }, &seq), 0);
    return seq;
}

static void test_an_unsigned_event_opens_nothing(void **state)
{
    Scene *s = *state;
    forge(s, context_user(), arena_printf(s->arena, "{\"verdict\":\"approved\",\"revision\":\"%s\",\"state\":"
          "\"approved\",\"person\":\"Me\",\"principal\":\"me@example.org\"}", handoff(s, "1").digest), 0);
    assert_int_equal(handoff(s, "1").state, HANDOFF_APPROVED);     /* screens say so */
    GateAnswer g = gate(s, "qa-engineer");
    assert_false(g.open);
    assert_non_null(strstr(g.why, "not signed"));
    WaitReport w;
    Message m = { 0 };
    assert_int_equal(handoff_wait(s->c, "1", 300, s->arena, &w, &m), -EBADMSG);
}

/* Neither does anything follow from it: no program runs, no agent is told to go on. */
static void test_nothing_follows_from_an_unsigned_event(void **state)
{
    Scene *s = *state;
    static const char *const verdicts[][2] = { { "rejected", "rejected" }, { "approved", "approved" } };
    for (size_t i = 0; i < ARRAY_LEN(verdicts); i++) {
        forge(s, context_user(), arena_printf(s->arena, "{\"verdict\":\"%s\",\"revision\":\"%s\",\"state\":\"%s\","
              "\"person\":\"Me\",\"effects\":[\"block\",\"command\"]}", verdicts[i][0], handoff(s, "1").digest,
              verdicts[i][1]), 0);
        look(s);
        assert_null(strstr(text_of(s, ARTIFACT), "baton:decision"));
        EffectRows rows = effects(s);
        assert_int_equal(rows.len, 2 * (i + 1));
        for (size_t k = 0; k < rows.len; k++)
            if (rows.items[k].state != EFFECT_FAILED || !strstr(rows.items[k].detail, "it is not done: "))
                fail_msg("%s: %s", rows.items[k].kind, rows.items[k].detail);
        hand_over(s, "backend-engineer", "qa-engineer", "Another table.");
    }
}

static const char *body_of(Scene *s, int64_t seq)
{
    EventRows rows = { 0 };
    assert_int_equal(store_events(s->c->store, s->arena, &(EventQuery){ .after = seq - 1, .before = seq + 1 }, &rows),
                     0);
    assert_int_equal(rows.len, 1);
    return rows.items[0].body;
}

/* The same signed text again, after the approval was taken back. */
static void test_a_signature_does_not_count_twice(void **state)
{
    Scene *s = *state;
    approve(s);
    DecisionRow row = last_decision(s);
    Decided d = decide(s, .act = ACT_REVOKE, .comment = "a leak");
    assert_decided(&d, HANDOFF_SUBMITTED);
    forge(s, context_user(), body_of(s, row.seq), row.at);
    assert_int_equal(handoff(s, "1").state, HANDOFF_APPROVED);
    assert_false(gate(s, "qa-engineer").open);
}

static void forge_reject(Scene *s)
{
    forge(s, context_user(), arena_printf(s->arena, "{\"verdict\":\"rejected\",\"revision\":\"%s\",\"state\":"
          "\"rejected\"}", handoff(s, "1").digest), 0);
}

static const char *bent(Scene *s, const char *text, const char *was, const char *is)
{
    ptrdiff_t at = str_find(str_from(text), str_from(was));
    assert_true(at >= 0);
    return arena_printf(s->arena, "%.*s%s%s", (int)at, text, is, text + at + strlen(was));
}

/* The event of the handoff's last revision once more, with other words in its body. */
static void forge_revised(Scene *s, const char *was, const char *is)
{
    HandoffRow h = handoff(s, "1");
    RevisionRows rows = { 0 };
    assert_int_equal(store_revisions(s->c->store, s->arena, h.id, &rows), 0);
    assert_true(rows.len > 0);
    const char *forged = bent(s, body_of(s, rows.items[rows.len - 1].seq), was, is);
    assert_int_equal(store_append(s->c->store, &(Event){ .kind = EVENT_HANDOFF_REVISED, .subject = h.id, .run = h.run,
                                                         .body = forged, .source = SOURCE_FILE }, NULL), 0);
}

/* Neither does it after events that nobody signs made a new round of it. */
static void test_a_signature_does_not_count_in_a_new_round(void **state)
{
    Scene *s = *state;
    approve(s);
    DecisionRow row = last_decision(s);
    Decided d = decide(s, .act = ACT_REVOKE, .comment = "a leak");
    assert_decided(&d, HANDOFF_SUBMITTED);
    forge_reject(s);
    forge_revised(s, "{", "{");
    assert_int_equal(handoff(s, "1").state, HANDOFF_SUBMITTED);
    forge(s, context_user(), body_of(s, row.seq), row.at);
    assert_int_equal(handoff(s, "1").state, HANDOFF_APPROVED);
    assert_false(gate(s, "qa-engineer").open);
}

/*
 * What was signed is the digest: other agents beside it, of whom less is asked, make no approval of one that was
 * not enough.
 */
static void test_a_signature_does_not_count_for_other_agents(void **state)
{
    (void)state;
    static const struct { const char *was, *is, *opens; } cases[] = {
        { "\"to\":\"qa-engineer\"", "\"to\":\"devops\"", "devops" },
        { "\"from\":\"backend-engineer\"", "\"from\":\"frontend\"", "qa-engineer" },
        { "\"files\":[", "\"files\":[{\"path\":\"a\",\"mode\":\"100644\",\"hash\":\"\",\"counts\":true}", "qa-engineer" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Scene *s = NULL;
        proof_setup((void **)&s);
        const char *config = text_of(s, ".baton/config.yaml");
        put(s, ".baton/config.yaml", bent(s, config, "approvals: {", "approvals: {rules: [{from: backend-engineer, "
                                          "to: qa-engineer, count: 2}], "));
        Decided d = decide(s, .act = ACT_APPROVE, .comment = "I have read it.");
        assert_decided(&d, HANDOFF_SUBMITTED);
        DecisionRow row = last_decision(s);
        forge_revised(s, cases[i].was, cases[i].is);
        if (i == 2)
            put(s, ".baton/config.yaml", config);
        forge(s, context_user(), bent(s, body_of(s, row.seq), "\"submitted\"", "\"approved\""), row.at);
        assert_int_equal(handoff(s, "1").state, HANDOFF_APPROVED);
        GateAnswer g = gate(s, cases[i].opens);
        if (g.open)
            fail_msg("%s opens the gate of %s", cases[i].is, cases[i].opens);
        assert_non_null(strstr(g.why, "digest stands for"));
        scene_teardown((void **)&s);
    }
}

/* Somebody's secret was "revoked": the event says no more what it decided. */
static void test_a_verdict_that_is_lost_shuts_the_gate(void **state)
{
    Scene *s = *state;
    approve(s);
    Decided d = decide(s, .act = ACT_REVOKE, .comment = "a leak");
    assert_decided(&d, HANDOFF_SUBMITTED);
    assert_true(store_redact(s->c->store, STR("revoked"), "me", "a leak", SOURCE_CLI) > 0);
    GateAnswer g = gate(s, "qa-engineer");
    assert_false(g.open);
    assert_non_null(strstr(g.why, "cannot be read any more"));
}

/* An event of a revision that is not even JSON says nothing, and nobody stumbles over it. */
static void test_a_revision_of_no_words_opens_nothing(void **state)
{
    Scene *s = *state;
    HandoffRow h = handoff(s, "1");
    static const char *const bodies[] = { "{", "[]", "null", "{\"files\":[1,{\"path\":5}],\"to\":[]}" };
    for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
        assert_int_equal(store_append(s->c->store, &(Event){ .kind = EVENT_HANDOFF_REVISED, .subject = "another",
                                                             .run = h.run, .body = bodies[i], .source = SOURCE_FILE },
                                      NULL), 0);
    assert_false(gate(s, "qa-engineer").open);
    approve(s);
    assert_true(gate(s, "qa-engineer").open);
}

static void assert_verify_says(Scene *s, const char *words)
{
    VerifyReport report;
    Message m = { 0 };
    assert_int_equal(ledger_verify(s->c, NULL, &report, &m), 1);
    if (!strstr(m.text, words))
        fail_msg("%s", m.text);
}

/* `baton verify` finds what the gate does not believe. */
static void test_verify_names_what_does_not_count(void **state)
{
    Scene *s = *state;
    forge_revised(s, "\"to\":\"qa-engineer\"", "\"to\":\"devops\"");
    assert_verify_says(s, "(handoff.revised), handoff 1, does not verify");
    scene_teardown((void **)&s);
    proof_setup((void **)&s);
    *state = s;
    approve(s);
    DecisionRow row = last_decision(s);
    Decided d = decide(s, .act = ACT_REVOKE, .comment = "a leak");
    assert_decided(&d, HANDOFF_SUBMITTED);
    forge(s, context_user(), body_of(s, row.seq), row.at);
    assert_verify_says(s, "does not verify: its ");
}

/* One person's signature under the name of a second one. */
static void test_a_signature_does_not_count_for_another(void **state)
{
    Scene *s = *state;
    put(s, ".baton/config.yaml", arena_printf(s->arena, "%s  \n", text_of(s, ".baton/config.yaml")));
    const char *text = text_of(s, ".baton/config.yaml"), *at = strstr(text, "approvals: {");
    put(s, ".baton/config.yaml", arena_printf(s->arena, "%.*sapprovals: {rules: [{count: 2}], %s", (int)(at - text), text,
                                              at + strlen("approvals: {")));
    Decided d = decide(s, .act = ACT_APPROVE, .comment = "I have read it.");
    assert_decided(&d, HANDOFF_SUBMITTED);
    DecisionRow row = last_decision(s);
    CLEANUP(buf_done) Buf body = BUF_INIT;
    for (Str rest = str_from(body_of(s, row.seq)); rest.len;) {     /* "person":"Me" becomes "ann" */
        ptrdiff_t n = str_find(rest, STR("\"person\":\"Me\""));
        buf_add_str(&body, str_slice(rest, 0, n < 0 ? rest.len : (size_t)n));
        if (n < 0)
            break;
        buf_adds(&body, "\"person\":\"ann\"");
        rest = str_slice(rest, (size_t)n + strlen("\"person\":\"Me\""), rest.len);
    }
    forge(s, "ann", body.data, row.at);
    assert_false(gate(s, "qa-engineer").open);
}

static void test_an_ssh_agent_signs_too(void **state)
{
    Scene *s = *state;
    const char *socket = scene_path(s, "agent.sock");
    pid_t agent = fork();
    if (agent == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 1);
        dup2(null, 2);
        execlp("ssh-agent", "ssh-agent", "-D", "-a", socket, (char *)NULL);
        _exit(127);
    }
    for (int i = 0; i < 500 && access(socket, F_OK) < 0; i++)
        usleep(10000);
    setenv("SSH_AUTH_SOCK", socket, 1);
    MUST_RUN(s, "ssh-add", "-q", "mine");
    drop(s, "mine");                                                /* only the agent has the private half */
    Decided d = decide(s, .act = ACT_APPROVE, .key = scene_path(s, "mine.pub"));
    unsetenv("SSH_AUTH_SOCK");
    kill(agent, SIGTERM);
    waitpid(agent, NULL, 0);
    assert_decided(&d, HANDOFF_APPROVED);
    DecisionRow row = last_decision(s);
    assert_int_equal(proof_with(s, &row, NULL, NULL), PROOF_GOOD);
}

static void test_a_redacted_comment_still_verifies(void **state)
{
    Scene *s = *state;
    Decided d = decide(s, .act = ACT_APPROVE, .comment = "the password is hunter2-and-more");
    assert_decided(&d, HANDOFF_APPROVED);
    assert_true(store_redact(s->c->store, STR("hunter2-and-more"), "me", "a leak", SOURCE_CLI) > 0);
    DecisionRow row = last_decision(s);
    assert_null(strstr(row.comment, "hunter2"));
    const char *why = NULL;
    Proof p = proof_with(s, &row, NULL, &why);
    if (p != PROOF_GOOD)
        fail_msg("%s: %s", proof_text(p), why);
    assert_true(gate(s, "qa-engineer").open);
}

static int run(void)
{
    const struct CMUnitTest tests[] = {
        PROOF_TEST(test_a_signed_approval_verifies_and_opens),
        PROOF_TEST(test_the_same_signature_is_asked_for_once),
        PROOF_TEST(test_every_verdict_is_signed),
        PROOF_TEST(test_without_the_right_key_nothing_is_decided),
        PROOF_TEST(test_a_removed_key_does_not_void_what_it_signed),
        PROOF_TEST(test_a_removed_key_that_nobody_vouches_for),
        PROOF_TEST(test_another_file_of_signers_says_the_truth),
        PROOF_TEST(test_a_row_that_was_edited_does_not_verify),
        PROOF_TEST(test_an_unsigned_event_opens_nothing),
        PROOF_TEST(test_nothing_follows_from_an_unsigned_event),
        PROOF_TEST(test_a_signature_does_not_count_twice),
        PROOF_TEST(test_a_signature_does_not_count_in_a_new_round),
        cmocka_unit_test(test_a_signature_does_not_count_for_other_agents),
        PROOF_TEST(test_a_signature_does_not_count_for_another),
        PROOF_TEST(test_a_verdict_that_is_lost_shuts_the_gate),
        PROOF_TEST(test_a_revision_of_no_words_opens_nothing),
        PROOF_TEST(test_verify_names_what_does_not_count),
        PROOF_TEST(test_an_ssh_agent_signs_too),
        PROOF_TEST(test_a_redacted_comment_still_verifies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    return outside_of_clients(run);
}
