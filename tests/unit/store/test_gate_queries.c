/*
 * test_gate_queries.c - what the gate asks the ledger, and that rows which somebody forged prove nothing.
 */
#include "baton/base/clock.h"

#include "gate_help.h"

static void revisions_hold_what_was_handed_over(void **state)
{
    Bench *b = *state;
    RevisionRows rows = { 0 };

    revise_as(b->s, (Revise){ .run = "r1" });
    revise_as(b->s, (Revise){ .revision = "d2" });
    assert_int_equal(store_revisions(b->s, b->a, "h", &rows), 0);
    assert_int_equal(rows.len, 2);
    const RevisionRow *r = &rows.items[1];
    assert_int_equal(r->number, 2);
    assert_int_equal(r->seq, 2);
    assert_int_equal(r->at, T0 + 2);
    assert_string_equal(r->digest, "d2");
    assert_string_equal(r->artifact, "a-d2");
    assert_string_equal(r->file, "h.md");
    assert_string_equal(r->from, "be");
    assert_string_equal(r->to, "lead");
    assert_string_equal(r->summary, "Rates");
    assert_string_equal(r->run, "r1");                  /* as its handoff */
    assert_string_equal(r->base, "b0");
    assert_string_equal(r->base_why, "the run started there");
    assert_string_equal(r->head, "head-d2");
    assert_string_equal(r->tree, "/w");
    assert_string_equal(r->files, "[{\"path\":\"x.c\"}]");
    assert_int_equal(store_revisions(b->s, b->a, "other", &rows), 0);
    assert_int_equal(rows.len, 0);
}

static void a_handoff_shows_its_current_revision(void **state)
{
    Bench *b = *state;
    HandoffRow h;

    assert_int_equal(store_handoff_latest(b->s, b->a, "h.md", &h), -ENOENT);
    revise_as(b->s, (Revise){ .id = "h1" });
    decide_as(b->s, (Decide){ .id = "h1", .verdict = "approved" });
    revise_as(b->s, (Revise){ .id = "h2", .file = "other.md", .from = "fe" });
    assert_int_equal(store_handoff_latest(b->s, b->a, "h.md", &h), 0);
    assert_string_equal(h.id, "h1");
    assert_int_equal(h.state, HANDOFF_APPROVED);
    assert_int_equal(h.decided_at, T0 + 2);
    assert_string_equal(h.digest, "d1");
    assert_string_equal(h.artifact, "a-d1");
    assert_string_equal(h.base, "b0");
    assert_string_equal(h.tree, "/w");
    revise_as(b->s, (Revise){ .id = "h3", .revision = "d3" });
    assert_int_equal(store_handoff_latest(b->s, b->a, "h.md", &h), 0);
    assert_string_equal(h.id, "h3");
    assert_int_equal(h.decided_at, 0);
}

static void artifacts_and_diffs_come_back_whole(void **state)
{
    Bench *b = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    int64_t left_out = -1;
    static const char *const broken[] = { "{}", "{\"bytes\":\"0\"}", "{\"bytes\":\"0x\"}", "[" };

    revise_as(b->s, (Revise){ 0 });
    add(b->s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = "h", .body = "{\"bytes\":\"00ff0a\"}" });
    add(b->s, (Event){ .kind = EVENT_HANDOFF_EVIDENCE, .subject = "h",
                       .body = "{\"revision\":\"d1\",\"diff\":\"-a\\n+b\\n\",\"left_out\":7}" });
    assert_int_equal(store_artifact(b->s, 1, &out), 0);
    assert_string_equal(out.data, "# Rates");
    buf_clear(&out);
    assert_int_equal(store_artifact(b->s, 2, &out), 0);
    assert_true(str_eq(buf_str(&out), (Str){ "\0\xff\n", 3 }));
    buf_clear(&out);
    assert_int_equal(store_diff(b->s, 3, &out, &left_out), 0);
    assert_string_equal(out.data, "-a\n+b\n");
    assert_int_equal(left_out, 7);
    assert_int_equal(store_artifact(b->s, 3, &out), -ENOENT);
    assert_int_equal(store_diff(b->s, 1, &out, &left_out), -ENOENT);
    assert_int_equal(store_artifact(b->s, 99, &out), -ENOENT);
    for (size_t i = 0; i < ARRAY_LEN(broken); i++) {
        int64_t seq = add(b->s, (Event){ .kind = EVENT_HANDOFF_REVISED, .subject = "x", .body = broken[i] });
        assert_true(store_artifact(b->s, seq, &out) < 0);
    }
}

static void a_decision_says_all_that_was_recorded(void **state)
{
    Bench *b = *state;
    DecisionRows rows = { 0 };

    revise_as(b->s, (Revise){ 0 });
    add(b->s, (Event){ .kind = EVENT_HANDOFF_DECIDED, .subject = "h", .actor = "ann", .host = "box",
                       .source = SOURCE_TUI, .reason = "mend it",
                       .body = "{\"verdict\":\"rejected\",\"revision\":\"d1\",\"state\":\"rejected\",\"person\":\"Ann\","
                               "\"principal\":\"ann@x\",\"roles\":[\"lead\",\"dba\"],\"remarks\":[{\"file\":\"x\",\"line\":3}],"
                               "\"waived\":[\"budget\"],\"failed\":[\"scope\",\"npm\"],\"checks\":\"c0\","
                               "\"statement\":\"st\",\"signature\":\"sig\",\"signer\":\"line\",\"tty\":\"pts/1\","
                               "\"ssh\":\"1.2.3.4\"}" });
    assert_int_equal(store_decisions(b->s, b->a, "h", &rows), 0);
    assert_int_equal(rows.len, 1);
    const DecisionRow *d = &rows.items[0];
    assert_int_equal(d->seq, 2);
    assert_int_equal(d->at, T0 + 2);
    assert_int_equal(d->verdict, VERDICT_REJECTED);
    assert_int_equal(d->state, HANDOFF_REJECTED);
    const char *const texts[] = { d->handoff, "h", d->revision, "d1", d->actor, "ann", d->person, "Ann", d->principal,
                                  "ann@x", d->comment, "mend it", d->remarks, "[{\"file\":\"x\",\"line\":3}]",
                                  d->statement, "st", d->signature, "sig", d->signer, "line", d->checks, "c0",
                                  d->host, "box", d->tty, "pts/1", d->ssh, "1.2.3.4", d->source, "tui",
                                  d->roles.items[1], "dba", d->waived.items[0], "budget", d->failed.items[1], "npm" };
    for (size_t i = 0; i < ARRAY_LEN(texts); i += 2)
        assert_string_equal(texts[i], texts[i + 1]);
    assert_false(d->revoked);
}

static int64_t proven(Store *s, int64_t seq)
{
    return store_event_proven(s, seq, EVENT_HANDOFF_DECIDED, "h");
}

static void what_was_recorded_is_proven(void **state)
{
    Bench *b = *state;

    revise_as(b->s, (Revise){ 0 });
    int64_t seq = decide_as(b->s, (Decide){ .verdict = "approved" });
    assert_int_equal(proven(b->s, seq), 1);             /* as the last, and when others follow */
    say(b->s, "r", "be", "START", "x");
    assert_int_equal(proven(b->s, seq), 1);
    assert_int_equal(store_event_proven(b->s, 1, EVENT_HANDOFF_REVISED, "h"), 1);
    assert_int_equal(store_event_proven(b->s, seq, EVENT_HANDOFF_REVISED, "h"), 0);
    assert_int_equal(store_event_proven(b->s, seq, EVENT_HANDOFF_DECIDED, "other"), 0);
    assert_int_equal(store_event_proven(b->s, seq, EVENT_HANDOFF_DECIDED, NULL), 0);
    assert_int_equal(proven(b->s, 0), 0);
    assert_int_equal(proven(b->s, -1), 0);
    assert_int_equal(proven(b->s, 99), 0);
}

#define FORGED(body, chain) \
    "INSERT INTO event SELECT 4, 'forged', at, 'handoff.decided', '', '', '', '', 'h', 'ann', 'cli', '', '', '" body \
    "', " chain " FROM event WHERE seq = 3"
#define APPROVAL "{\"verdict\":\"approved\",\"state\":\"approved\",\"revision\":\"d1\"}"

/* h was submitted and rejected; none of this makes it look approved to who asks for proof. */
static void forged_rows_are_not_proven(void **state)
{
    static const char *const forgeries[] = {
        FORGED(APPROVAL, "chain") "; INSERT INTO decision VALUES('h', 4, 1, 'd1', 'approved', 'ann', 'approved', 0)",
        FORGED(APPROVAL, "x'00'") "; INSERT INTO decision VALUES('h', 4, 1, 'd1', 'approved', 'ann', 'approved', 0)",
        FORGED(APPROVAL, "randomblob(32)")
            "; INSERT INTO decision VALUES('h', 4, 1, 'd1', 'approved', 'ann', 'approved', 0)",
        "UPDATE event SET body = '" APPROVAL "' WHERE seq = 2",
        "UPDATE event SET body = '" APPROVAL "' WHERE seq = 2; UPDATE decision SET verdict = 'approved'",
        "INSERT INTO decision VALUES('h', 4, 1, 'd1', 'approved', 'ann', 'approved', 0)",
        "INSERT INTO decision VALUES('h', 3, 1, 'd1', 'approved', 'ann', 'approved', 0)",
        "UPDATE decision SET verdict = 'approved', state = 'approved'; UPDATE handoff SET state = 'approved'",
        "DELETE FROM event WHERE seq = 1; UPDATE event SET body = '" APPROVAL "'",
    };
    Bench *b = *state;

    for (size_t i = 0; i < ARRAY_LEN(forgeries); i++) {
        DecisionRows rows = { 0 };
        Message m = { 0 };
        revise_as(b->s, (Revise){ 0 });
        decide_as(b->s, (Decide){ .verdict = "rejected" });
        say(b->s, "r", "be", "START", "x");
        tamper(b->db, forgeries[i]);
        assert_int_equal(store_decisions(b->s, b->a, "h", &rows), 0);
        for (size_t k = 0; k < rows.len; k++)
            if (rows.items[k].verdict == VERDICT_APPROVED && proven(b->s, rows.items[k].seq) != 0)
                fail_msg("proven: %s", forgeries[i]);
        assert_int_equal(store_verify(b->s, NULL, &m), 1);
        b->s = store_free(b->s);
        unlink(b->db);
        assert_int_equal(bench_open(b), 0);
    }
}

static void a_revoked_approval_stays_revoked(void **state)
{
    Bench *b = *state;
    DecisionRows rows = { 0 };

    revise_as(b->s, (Revise){ 0 });
    decide_as(b->s, (Decide){ .verdict = "approved" });
    decide_as(b->s, (Decide){ .verdict = "revoked", .state = "submitted" });
    tamper(b->db, "UPDATE decision SET revoked = 0; UPDATE handoff SET state = 'approved'");
    assert_int_equal(store_decisions(b->s, b->a, "h", &rows), 0);
    assert_true(rows.items[0].revoked);
}

static void the_head_names_every_state_of_the_ledger(void **state)
{
    Bench *b = *state;
    char chain[65] = "x", later[65];
    int64_t seq = -1;

    assert_null(store_project_id(b->s, b->a));
    assert_int_equal(store_head(b->s, &seq, chain), 0);
    assert_int_equal(seq, 0);
    assert_string_equal(chain, "");
    assert_int_equal(store_was_head(b->s, 0, ""), 1);
    assert_int_equal(store_was_head(b->s, 0, "00"), 0);
    add(b->s, (Event){ .kind = EVENT_TELEMETRY, .id = "first" });
    assert_int_equal(store_head(b->s, &seq, chain), 0);
    assert_int_equal(seq, 1);
    assert_int_equal(strlen(chain), 64);
    add(b->s, (Event){ .kind = EVENT_TELEMETRY });
    assert_int_equal(store_head(b->s, &seq, later), 0);
    assert_int_equal(seq, 2);
    assert_string_not_equal(chain, later);
    assert_int_equal(store_was_head(b->s, 1, chain), 1);
    assert_int_equal(store_was_head(b->s, 2, chain), 0);
    assert_int_equal(store_was_head(b->s, 1, ""), 0);
    assert_int_equal(store_was_head(b->s, 3, later), 0);
    assert_string_equal(store_project_id(b->s, b->a), "first");
}

static void the_last_approved_commit_is_the_base(void **state)
{
    Bench *b = *state;

    assert_null(store_approved_commit(b->s, b->a, "r1"));
    revise_as(b->s, (Revise){ .id = "h1", .run = "r1" });
    assert_null(store_approved_commit(b->s, b->a, "r1"));
    decide_as(b->s, (Decide){ .id = "h1", .verdict = "approved" });
    assert_string_equal(store_approved_commit(b->s, b->a, "r1"), "head-d1");
    assert_null(store_approved_commit(b->s, b->a, "r2"));
    revise_as(b->s, (Revise){ .id = "h2", .run = "r1", .from = "fe" });
    revise_as(b->s, (Revise){ .id = "h2", .run = "r1", .from = "fe", .revision = "d2" });
    decide_as(b->s, (Decide){ .id = "h2", .verdict = "approved", .revision = "d2" });
    assert_string_equal(store_approved_commit(b->s, b->a, "r1"), "head-d2");
    decide_as(b->s, (Decide){ .id = "h2", .verdict = "revoked", .state = "submitted", .revision = "d2" });
    assert_string_equal(store_approved_commit(b->s, b->a, "r1"), "head-d1");
}

static void effects_wait_in_the_order_of_decisions(void **state)
{
    Bench *b = *state;
    EffectRows rows = { 0 };

    assert_false(store_has_effects(b->s));
    revise_as(b->s, (Revise){ .id = "h1" });
    revise_as(b->s, (Revise){ .id = "h2", .from = "fe" });
    decide_as(b->s, (Decide){ .id = "h2", .verdict = "approved", .effects = "[\"session\",\"block\"]" });
    decide_as(b->s, (Decide){ .id = "h1", .verdict = "rejected", .effects = "[\"block\"]" });
    assert_true(store_has_effects(b->s));
    add(b->s, (Event){ .kind = EVENT_EFFECT_DONE, .subject = "3:session", .body = "{\"state\":\"done\",\"detail\":\"x\"}" });
    assert_int_equal(store_effects(b->s, b->a, NULL, true, &rows), 0);
    assert_int_equal(rows.len, 2);
    assert_string_equal(rows.items[0].id, "3:block");
    assert_string_equal(rows.items[1].id, "4:block");
    assert_string_equal(rows.items[1].handoff, "h1");
    assert_int_equal(rows.items[1].decision, 4);
    assert_int_equal(store_effects(b->s, b->a, "h2", false, &rows), 0);
    assert_int_equal(rows.len, 2);
    assert_string_equal(rows.items[0].id, "3:session");
    assert_int_equal(rows.items[0].state, EFFECT_DONE);
    assert_string_equal(rows.items[0].detail, "x");
    add(b->s, (Event){ .kind = EVENT_EFFECT_DONE, .subject = "3:block", .body = "{\"state\":\"done\"}" });
    add(b->s, (Event){ .kind = EVENT_EFFECT_DONE, .subject = "4:block", .body = "{\"state\":\"failed\"}" });
    assert_false(store_has_effects(b->s));
}

static void snooze(Store *s, const char *need, int64_t until)
{
    char body[64];
    snprintf(body, sizeof body, "{\"until\":%lld}", (long long)until);
    add(s, (Event){ .kind = EVENT_NEED_SNOOZED, .subject = need, .body = body });
}

static const char *needs_text(Bench *b, int (*ask)(Store *, Arena *, NeedRows *))
{
    NeedRows rows = { 0 };
    CLEANUP(buf_done) Buf out = BUF_INIT;

    assert_int_equal(ask(b->s, b->a, &rows), 0);
    for (size_t i = 0; i < rows.len; i++) {
        buf_addf(&out, "%s:%s", rows.items[i].kind, rows.items[i].subject);
        for (size_t k = 0; k < rows.items[i].failed.len; k++)
            buf_addf(&out, " %s", rows.items[i].failed.items[k]);
        buf_adds(&out, rows.items[i].until ? " later;" : ";");
    }
    return arena_str(b->a, buf_str(&out));
}

static void needs_are_put_off_until_their_time(void **state)
{
    Bench *b = *state;
    int64_t now = clock_now();

    revise_as(b->s, (Revise){ 0 });
    say(b->s, "r", "qa", "ESCALATE", "x");
    say(b->s, "r", "qa", "ESCALATE", "y");
    assert_string_equal(needs_text(b, store_needs), "escalation:1;escalation:2;handoff:1;");
    snooze(b->s, "escalation:1", now + 3600000);
    snooze(b->s, "handoff:1", now + 3600000);
    snooze(b->s, "escalation:2", now - 1000);           /* its time is over */
    snooze(b->s, "edit:7", now + 3600000);              /* there is none such */
    assert_string_equal(needs_text(b, store_needs), "escalation:2;");
    assert_string_equal(needs_text(b, store_snoozed), "escalation:1 later;handoff:1 later;");
    snooze(b->s, "handoff:1", 0);
    assert_string_equal(needs_text(b, store_needs), "escalation:2;handoff:1;");
    snooze(b->s, "escalation:1", now - 1);
    assert_string_equal(needs_text(b, store_needs), "escalation:1;escalation:2;handoff:1;");
    assert_string_equal(needs_text(b, store_snoozed), "");
}

static void failed_checks_come_before_passed_ones(void **state)
{
    Bench *b = *state;

    revise_as(b->s, (Revise){ .id = "h1" });
    revise_as(b->s, (Revise){ .id = "h2", .from = "fe" });
    add(b->s, (Event){ .kind = EVENT_CHECK_REPORTED, .subject = "h2",
                       .body = "{\"revision\":\"d1\",\"checks\":[{\"name\":\"scope\",\"state\":\"failed\"},"
                               "{\"name\":\"a\",\"state\":\"passed\"},{\"name\":\"budget\",\"state\":\"failed\"}]}" });
    assert_string_equal(needs_text(b, store_needs), "handoff:2 scope budget;handoff:1;");
    revise_as(b->s, (Revise){ .id = "h2", .from = "fe", .revision = "d2" });    /* that was another revision */
    assert_string_equal(needs_text(b, store_needs), "handoff:1;handoff:2;");
}

static bool all_live(int pid, uint64_t started)
{
    return pid > 0 && started > 0;
}

static bool none_lives(int pid UNUSED, uint64_t started UNUSED)
{
    return false;
}

static const char *unchecked_text(Bench *b)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    UncheckedRows rows = { 0 };
    assert_int_equal(store_unchecked(b->s, b->a, &rows), 0);
    for (size_t i = 0; i < rows.len; i++)
        buf_addf(&out, "%s %s%s %d;", rows.items[i].handoff, rows.items[i].revision,
                 rows.items[i].running ? " runs" : "", rows.items[i].pid);
    return arena_str(b->a, buf_str(&out));
}

static void what_was_not_checked_is_found(void **state)
{
    Bench *b = *state;
    int pid;
    assert_string_equal(unchecked_text(b), "");
    revise_as(b->s, (Revise){ .id = "h1" });
    revise_as(b->s, (Revise){ .id = "h1", .revision = "d2" });
    assert_string_equal(unchecked_text(b), "h1 d2 0;");
    add(b->s, (Event){ .kind = EVENT_HANDOFF_EVIDENCE, .subject = "h1", .body = "{\"revision\":\"d2\"}" });
    assert_string_equal(unchecked_text(b), "");
    add(b->s, (Event){ .kind = EVENT_CHECK_REPORTED, .subject = "h1",
                       .body = "{\"revision\":\"d2\",\"checks\":[{\"name\":\"a\",\"state\":\"running\"},"
                               "{\"name\":\"b\",\"state\":\"running\"}]}" });
    assert_string_equal(unchecked_text(b), "h1 d2 runs 0;");
    assert_int_equal(store_lease_take(b->s, "checks:h1:d2:slow", 12, 5, all_live, &pid), 0);
    assert_string_equal(unchecked_text(b), "h1 d2 runs 12;");
    add(b->s, (Event){ .kind = EVENT_CHECK_REPORTED, .subject = "h1",
                       .body = "{\"revision\":\"d2\",\"checks\":[{\"name\":\"a\",\"state\":\"passed\"},"
                               "{\"name\":\"b\",\"state\":\"failed\"}]}" });
    assert_string_equal(unchecked_text(b), "");
    revise_as(b->s, (Revise){ .id = "h2", .from = "fe" });
    decide_as(b->s, (Decide){ .id = "h2", .verdict = "rejected" });
    assert_string_equal(unchecked_text(b), "");         /* nobody decides on it as it is */
}

static void a_lease_is_held_by_one_process(void **state)
{
    Bench *b = *state;
    const uint64_t big = UINT64_MAX - 1;
    int pid = 0;

    assert_int_equal(store_lease_take(b->s, "checks h", 10, big, all_live, &pid), 0);
    assert_int_equal(store_lease_take(b->s, "checks h", 10, big, all_live, &pid), 0);      /* it is ours already */
    assert_int_equal(store_lease_take(b->s, "checks h", 11, 5, all_live, &pid), -EBUSY);
    assert_int_equal(pid, 10);
    assert_int_equal(store_lease_take(b->s, "checks h", 10, 7, all_live, &pid), -EBUSY);   /* same pid, another process */
    assert_int_equal(store_lease_take(b->s, "other", 11, 5, all_live, &pid), 0);
    assert_int_equal(store_lease_drop(b->s, "checks h", 11, 5), 0);                        /* it was not its own */
    assert_int_equal(store_lease_take(b->s, "checks h", 11, 5, all_live, &pid), -EBUSY);
    assert_int_equal(store_lease_take(b->s, "checks h", 11, 5, none_lives, &pid), 0);      /* whoever held it is gone */
    assert_int_equal(store_lease_take(b->s, "checks h", 10, big, all_live, &pid), -EBUSY);
    assert_int_equal(pid, 11);
    assert_int_equal(store_lease_drop(b->s, "checks h", 11, 5), 0);
    assert_int_equal(store_lease_take(b->s, "checks h", 10, big, all_live, &pid), 0);
    assert_int_equal(store_last_seq(b->s), 0);          /* no events */
    assert_clean(b->s);
}

typedef struct { const char *db, *won; } LeaseRace;

static int race(void *ctx, int nr)
{
    const LeaseRace *r = ctx;
    Store *s;
    Message m = { 0 };
    int pid, took = -EBUSY;

    if (store_open(r->db, STORE_WRITE, 5000, &s, &m) < 0)
        return 1;
    took = store_lease_take(s, "checks h", 100 + nr, 1, all_live, &pid);
    store_free(s);
    if (took == 0)
        return mknod(r->won, S_IFREG | 0600, 0) < 0;    /* the second one finds it there */
    return took != -EBUSY;
}

static void of_many_processes_one_gets_the_lease(void **state)
{
    Bench *b = *state;
    LeaseRace r = { b->db, path_join(b->a, b->dir, "won") };

    b->s = store_free(b->s);
    assert_int_equal(bench_open(b), 0);
    b->s = store_free(b->s);
    in_processes(8, race, &r);
    assert_int_equal(access(r.won, F_OK), 0);
    assert_int_equal(bench_open(b), 0);
}

static void what_somebody_saw_is_remembered(void **state)
{
    Bench *b = *state;
    const char *seen = NULL;

    assert_int_equal(store_viewed_get(b->s, b->a, "ann", "h", &seen), 0);
    assert_string_equal(seen, "");
    assert_int_equal(store_viewed_put(b->s, "ann", "h", "d1"), 0);
    assert_int_equal(store_viewed_put(b->s, "ann", "h", "d2"), 0);
    assert_int_equal(store_viewed_put(b->s, "ben", "h", "d3"), 0);
    assert_int_equal(store_viewed_get(b->s, b->a, "ann", "h", &seen), 0);
    assert_string_equal(seen, "d2");
    assert_int_equal(store_rebuild(b->s, NULL), 0);     /* no projection */
    assert_int_equal(store_viewed_get(b->s, b->a, "ben", "h", &seen), 0);
    assert_string_equal(seen, "d3");
}

static void who_may_only_read_takes_and_puts_nothing(void **state)
{
    Bench *b = *state;
    CLEANUP(store_free_ptr) Store *s = NULL;
    Message m;
    int pid;

    assert_int_equal(store_open(b->db, STORE_READ, 100, &s, &m), 0);
    assert_int_equal(store_lease_take(s, "x", 1, 1, all_live, &pid), -EROFS);
    assert_int_equal(store_lease_drop(s, "x", 1, 1), -EROFS);
    assert_int_equal(store_viewed_put(s, "a", "h", "d"), -EROFS);
    assert_int_equal(store_redact(s, STR("secret"), "a", "", SOURCE_CLI), -EROFS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_drop)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(revisions_hold_what_was_handed_over),
        TEST(a_handoff_shows_its_current_revision),
        TEST(artifacts_and_diffs_come_back_whole),
        TEST(a_decision_says_all_that_was_recorded),
        TEST(what_was_recorded_is_proven),
        TEST(forged_rows_are_not_proven),
        TEST(a_revoked_approval_stays_revoked),
        TEST(the_head_names_every_state_of_the_ledger),
        TEST(the_last_approved_commit_is_the_base),
        TEST(effects_wait_in_the_order_of_decisions),
        TEST(needs_are_put_off_until_their_time),
        TEST(failed_checks_come_before_passed_ones),
        TEST(what_was_not_checked_is_found),
        TEST(a_lease_is_held_by_one_process),
        TEST(of_many_processes_one_gets_the_lease),
        TEST(what_somebody_saw_is_remembered),
        TEST(who_may_only_read_takes_and_puts_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
