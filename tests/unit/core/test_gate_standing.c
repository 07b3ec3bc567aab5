/*
 * test_gate_standing.c - the gate folds proven events by itself; what it makes of them is what the list says.
 */
#include "submit_test.h"

#include "deciding.h"

#include "baton/conf/policy.h"

enum { MOVES = 150 };

static void in_run(Scene *s, const char *run)
{
    put(s, ".agents/.current_run", arena_printf(s->arena, "%s\n", run));
    look(s);
}

static Standings standings(Scene *s, const char *run)
{
    Policy policy;
    Standings all = { 0 };
    Message m = { 0 };
    if (policy_load(s->c->project, s->arena, &policy, &m) < 0 ||
        standings_read(s->c, &policy, run, NULL, s->arena, &all, &m) < 0)
        fail_msg("%s", m.text);
    return all;
}

static const Standing *standing_of(const Standings *all, const char *id)
{
    for (size_t i = 0; i < all->len; i++)
        if (strcmp(all->items[i].id, id) == 0)
            return &all->items[i];
    return NULL;
}

/* Of every handoff of this run both say the same; returns the states that there are, as bits. */
static unsigned assert_agreement(Scene *s, const char *what)
{
    unsigned states = 0;
    const char *run = store_current_run(s->c->store, s->arena);
    HandoffRows rows = all_handoffs(s);
    Standings all = standings(s, run);
    for (size_t i = 0; i < rows.len; i++) {
        const HandoffRow *h = &rows.items[i];
        if (!text_same(h->run, run))
            continue;
        const Standing *is = standing_of(&all, h->id);
        if (!is)
            fail_msg("%s: handoff %d is listed as %s, and the gate has not heard of it", what, h->number,
                     handoff_state_text(h->state));
        if (is->state != h->state)
            fail_msg("%s: handoff %d is listed as %s, and the gate takes it for %s", what, h->number,
                     handoff_state_text(h->state), handoff_state_text(is->state));
        assert_string_equal(is->revision, h->digest ? h->digest : "");
        states |= 1u << h->state;
    }
    return states;
}

static void test_a_draft_that_becomes_known_supersedes(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    put(s, ".agents/handoff.md", "# Handoff\n\n- **To**: devops\n\n## Accomplishments\n\n- Two.\n");
    look(s);
    assert_int_equal(newest(s).state, HANDOFF_DRAFT);
    assert_false(gate(s, "qa-engineer").open);
    Submitted d = submit(s, .file = ".agents/handoff.md", .from = "backend-engineer");
    assert_submitted(&d);
    assert_int_equal(handoff(s, "1").state, HANDOFF_SUPERSEDED);
    (void)assert_agreement(s, "known");
    assert_true(gate(s, "qa-engineer").open);           /* nobody hands over to it any more */
    assert_false(gate(s, "devops").open);
}

static void test_one_of_an_older_run_supersedes_nothing(void **state)
{
    Scene *s = *state;
    hand_over(s, "backend-engineer", "qa-engineer", "One.");
    in_run(s, "PM-2");
    hand_over_in(s, ".agents/handoff.md", "backend-engineer", "devops", "Two.");
    assert_false(gate(s, "devops").open);
    hand_over(s, "backend-engineer", "qa-engineer", "One, and more.");
    assert_int_equal(handoff(s, "2").state, HANDOFF_SUBMITTED);
    (void)assert_agreement(s, "both");
    assert_false(gate(s, "devops").open);
    assert_false(gate(s, "qa-engineer").open);
}

/* ---- whatever happens ---- */

static void save(Scene *s, unsigned *seed, int n)
{
    static const char *const files[] = { ARTIFACT, ".agents/handoff.md", "AGENT_HANDOFF.md" };
    static const char *const authors[] = { "backend-engineer", "frontend", "" };
    static const char *const receivers[] = { "qa-engineer", "devops", "" };
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *from = authors[(size_t)rand_r(seed) % ARRAY_LEN(authors)];
    const char *to = receivers[(size_t)rand_r(seed) % ARRAY_LEN(receivers)];
    buf_addf(&text, "# Handoff\n\n");
    if (*from)
        buf_addf(&text, "- **From**: %s\n", from);
    if (*to)
        buf_addf(&text, "- **To**: %s\n", to);
    buf_addf(&text, "\n## Accomplishments\n\n- Number %d.\n", rand_r(seed) % 3 ? n : 1);
    put_bytes(s, files[(size_t)rand_r(seed) % ARRAY_LEN(files)], buf_str(&text));
    look(s);
}

static void say(Scene *s, unsigned *seed)
{
    static const Act acts[] = { ACT_APPROVE, ACT_APPROVE, ACT_REJECT, ACT_COMMENT, ACT_WITHDRAW, ACT_REVOKE };
    HandoffRows rows = all_handoffs(s);
    if (!rows.len)
        return;
    const HandoffRow *h = &rows.items[rows.len - 1 - (size_t)rand_r(seed) % MIN(rows.len, (size_t)4)];
    Decided d = decide(s, .handoff = h->id, .act = acts[(size_t)rand_r(seed) % ARRAY_LEN(acts)], .comment = "so");
    if (d.code && d.code != -EALREADY && d.code != -EINVAL && d.code != -ESTALE)
        fail_msg("%d: %s", d.code, d.m.text);
}

static void name_the_author(Scene *s)
{
    Submitted d = submit(s, .from = "backend-engineer", .to = "qa-engineer");
    if (d.code && d.code != -EINVAL && d.code != -ENOENT)
        fail_msg("%d: %s", d.code, d.m.text);
}

static void test_the_list_and_the_gate_agree(void **state)
{
    Scene *s = *state;
    unsigned seed = 20260102, seen = 0;
    for (int n = 0; n < MOVES; n++) {
        int what = rand_r(&seed) % 12;
        if (what < 6)
            save(s, &seed, n);
        else if (what < 10)
            say(s, &seed);
        else if (what < 11)
            name_the_author(s);
        else
            in_run(s, rand_r(&seed) % 2 ? "PM-1" : "PM-2");
        seen |= assert_agreement(s, arena_printf(s->arena, "move %d", n));
    }
    assert_int_equal(seen, (1u << HANDOFF_STATE_COUNT) - 1);    /* the moves led everywhere */
    assert_sound(s);
}

static int run(void)
{
    const struct CMUnitTest tests[] = {
        GATE_TEST(test_a_draft_that_becomes_known_supersedes),
        GATE_TEST(test_one_of_an_older_run_supersedes_nothing),
        GATE_TEST(test_the_list_and_the_gate_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    return outside_of_clients(run);
}
