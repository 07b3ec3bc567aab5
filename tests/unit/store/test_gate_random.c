/*
 * test_gate_random.c - whatever comes in whatever order, the ledger of the gate holds together.
 */
#include "fold.h"

#include "gate_help.h"

typedef struct { uint64_t x; } Dice;

static unsigned roll(Dice *d, unsigned sides)
{
    d->x = d->x * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(d->x >> 33) % sides;
}

#define PICK(d, list) (list)[roll(d, ARRAY_LEN(list))]

static const char *const ids[] = { "h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8", "h9", "h10" };
static const char *const revisions[] = { "d1", "d2", "d3" };
static const char *const authors[] = { "be", "be", "fe", "" };
static const char *const runs[] = { NULL, "r1", "r1", "r2" };
static const char *const people[] = { "ann", "ben", "" };
static const char *const effects[] = { "[]", "[\"block\"]", "[\"block\",\"session\",\"command\"]" };
static const char *const words[] = { "draft", "submitted", "submitted", "approved", "rejected", "withdrawn" };

static void any_revision(Store *s, Dice *d)
{
    revise_as(s, (Revise){ .id = PICK(d, ids), .state = PICK(d, words), .revision = roll(d, 3) ? "d1" : PICK(d, revisions),
                           .from = PICK(d, authors), .run = PICK(d, runs) });
}

static void any_decision(Store *s, Dice *d)
{
    Verdict v = roll(d, VERDICT_COUNT);
    bool usual = roll(d, 4);
    const char *state = v == VERDICT_WAIVED || v == VERDICT_REVOKED ? "submitted" : verdict_text(v);

    decide_as(s, (Decide){ .id = PICK(d, ids), .verdict = verdict_text(v), .state = usual ? state : PICK(d, words),
                           .revision = roll(d, 3) ? "d1" : PICK(d, revisions), .person = PICK(d, people), .effects = PICK(d, effects) });
}

static void any_report(Store *s, Dice *d)
{
    char body[200];
    snprintf(body, sizeof body, "{\"revision\":\"%s\",\"checks\":[{\"name\":\"c%u\",\"state\":\"%s\"}],\"diff\":\"-\"}",
             PICK(d, revisions), roll(d, 3), check_state_text(roll(d, CHECK_STATE_COUNT)));
    add(s, (Event){ .kind = roll(d, 2) ? EVENT_CHECK_REPORTED : EVENT_HANDOFF_EVIDENCE, .subject = PICK(d, ids),
                    .body = body });
}

static void any_end(Store *s, Dice *d)
{
    char subject[40];
    snprintf(subject, sizeof subject, "%u:%s", roll(d, (unsigned)store_last_seq(s) + 1), roll(d, 2) ? "block" : "session");
    add(s, (Event){ .kind = EVENT_EFFECT_DONE, .subject = subject, .body = "{\"state\":\"done\"}" });
    if (roll(d, 3) == 0)
        add(s, (Event){ .kind = EVENT_NEED_SNOOZED, .subject = "handoff:1", .body = roll(d, 2) ? "{\"until\":9}" : "{}" });
}

static void append_random(Store *s, Dice *d, int n)
{
    static void (*const kinds[])(Store *, Dice *) = { any_revision, any_decision, any_decision, any_report, any_end };

    assert_int_equal(store_begin(s), 0);
    for (int i = 0; i < n; i++)
        PICK(d, kinds)(s, d);
    assert_int_equal(store_commit(s), 0);
}

static void all_text(Store *s, Buf *out)
{
    for (size_t i = 0; i < projection_count; i++) {
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY %s", projections[i].table, projections[i].order);
        buf_addf(out, "\n%s: ", projections[i].table);
        rows_text(s->db, sql, out);
    }
}

static const struct { const char *what, *sql; } never[] = {
    { "two approvals that count of one revision",
      "SELECT handoff, revision FROM decision WHERE verdict = 'approved' AND state = 'approved' AND revoked = 0 "
      "GROUP BY handoff, revision HAVING count(*) > 1" },
    { "approved without an approval of the current revision",
      "SELECT id FROM handoff h WHERE state = 'approved' AND NOT EXISTS (SELECT 1 FROM decision d WHERE "
      "d.handoff = h.id AND d.revision = h.digest AND d.state = 'approved' AND d.revoked = 0)" },
    { "an approval that counts, and not approved",
      "SELECT id FROM handoff h WHERE state <> 'approved' AND EXISTS (SELECT 1 FROM decision d WHERE "
      "d.handoff = h.id AND d.state = 'approved' AND d.verdict = 'approved' AND d.revoked = 0)" },
    { "one person's approvals of one revision twice, and neither decides",
      "SELECT handoff FROM decision WHERE verdict = 'approved' AND state = 'submitted' AND revoked = 0 "
      "GROUP BY handoff, revision, person HAVING count(*) > 1" },
    { "two that wait for a decision, of one author and run",
      "SELECT min(id) FROM handoff WHERE state = 'submitted' AND from_slug <> '' GROUP BY from_slug, run "
      "HAVING count(*) > 1 AND max(revisions) = 1" },
    { "effects of what does not count",
      "SELECT decision FROM effect e WHERE NOT EXISTS (SELECT 1 FROM decision d WHERE d.seq = e.decision)" },
    { "a decision on a revision that never was",
      "SELECT handoff FROM decision d WHERE verdict <> 'commented' AND NOT EXISTS (SELECT 1 FROM revision r WHERE "
      "r.handoff = d.handoff AND r.digest = d.revision)" },
    { "a revision that is not counted",
      "SELECT id FROM handoff h WHERE revisions <> (SELECT count(*) FROM revision r WHERE r.handoff = h.id)" },
    { "waiting since never", "SELECT id FROM handoff WHERE state = 'submitted' AND submitted_at = 0" },
};

static void check_never(Store *s, uint64_t seed)
{
    for (size_t i = 0; i < ARRAY_LEN(never); i++) {
        CLEANUP(buf_done) Buf out = BUF_INIT;
        rows_text(s->db, never[i].sql, &out);
        if (out.len)
            fail_msg("seed %d: %s: %s", (int)seed, never[i].what, out.data);
    }
}

static void folding_again_gives_the_same(void **state)
{
    int64_t approved = 0, superseded = 0, revoked = 0;
    (void)state;

    for (uint64_t seed = 1; seed <= 40; seed++) {
        CLEANUP(buf_done) Buf before = BUF_INIT, after = BUF_INIT;
        CLEANUP(store_free_ptr) Store *s = memory_store();
        append_random(s, &(Dice){ seed }, 200);
        check_never(s, seed);
        assert_clean(s);
        all_text(s, &before);
        assert_int_equal(store_rebuild(s, NULL), 0);
        all_text(s, &after);
        assert_string_equal(before.data, after.data);
        approved += sql_int(s, "SELECT count(*) FROM handoff WHERE state = 'approved'", "");
        superseded += sql_int(s, "SELECT count(*) FROM handoff WHERE state = 'superseded'", "");
        revoked += sql_int(s, "SELECT count(*) FROM decision WHERE verdict = 'revoked'", "");
    }
    assert_true(approved > 5 && superseded > 5 && revoked > 5);     /* or nothing was tried */
}

/* Every prefix of a ledger is one: the invariants hold after each event, not just at the end. */
static void they_hold_after_every_event(void **state)
{
    (void)state;

    for (uint64_t seed = 100; seed < 104; seed++) {
        CLEANUP(store_free_ptr) Store *s = memory_store();
        Dice d = { seed };
        for (int i = 0; i < 60; i++) {
            append_random(s, &d, 1);
            check_never(s, seed);
        }
    }
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(folding_again_gives_the_same),
        TEST(they_hold_after_every_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
