/*
 * submit_test.h - projects with a real repository, and what their ledger says of handoffs.
 */
#ifndef BATON_TESTS_UNIT_CORE_SUBMIT_TEST_H
#define BATON_TESTS_UNIT_CORE_SUBMIT_TEST_H

#include "gate_test.h"

#include "baton/base/digest.h"
#include "baton/core/checks.h"

#define HANDOFF(done, to) \
    "# Handoff\n\n- **From**: backend-engineer\n- **To**: " to "\n\n## Accomplishments\n\n- " done "\n"

static inline void init_git(Scene *s)
{
    MUST_RUN(s, "git", "init", "-q", "-b", "main");
    put(s, ".gitignore", ".baton/\n.config/\n.state/\n.data/\n");
    put(s, "src/a.c", "one\n");
    commit_all(s, "begin");
}

static inline int git_setup(void **state)
{
    scene_setup(state);
    Scene *s = *state;
    init_git(s);
    put(s, ".agents/.current_run", "PM-1\n");
    look(s);
    return 0;
}

#define GIT_TEST(fn) cmocka_unit_test_setup_teardown(fn, git_setup, scene_teardown)

static inline HandoffRows all_handoffs(Scene *s)
{
    HandoffRows rows = { 0 };
    assert_int_equal(store_handoffs(s->c->store, s->arena, &(HandoffQuery){ 0 }, &rows), 0);
    return rows;
}

static inline HandoffRow newest(Scene *s)
{
    HandoffRows rows = all_handoffs(s);
    assert_true(rows.len > 0);
    return rows.items[rows.len - 1];
}

static inline RevisionRows revisions(Scene *s, const HandoffRow *h)
{
    RevisionRows rows = { 0 };
    assert_int_equal(store_revisions(s->c->store, s->arena, h->id, &rows), 0);
    assert_int_equal(rows.len, h->revisions);
    return rows;
}

static inline RevisionRow revision(Scene *s, const HandoffRow *h)
{
    RevisionRows rows = revisions(s, h);
    assert_true(rows.len > 0);
    return rows.items[rows.len - 1];
}

static inline Json *body_of(const HandoffRow *h)
{
    Json *body = NULL;
    assert_int_equal(json_parse(str_from(h->body), &body), 0);
    return body;
}

/* A verdict as the ledger would hold it, without anybody deciding. */
static inline void verdict(Scene *s, const HandoffRow *h, const char *word, const char *state)
{
    const char *body = arena_printf(s->arena, "{\"verdict\":\"%s\",\"state\":\"%s\",\"revision\":\"%s\"}", word, state,
                                    h->digest);
    Event e = { .kind = EVENT_HANDOFF_DECIDED, .subject = h->id, .actor = "ada", .source = SOURCE_CLI, .body = body };
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
    assert_string_equal(handoff_state_text(handoff(s, h->id).state), state);
}

typedef struct {
    int code;
    SubmitReport report;
    Message m;
} Submitted;

static inline Submitted submit_as(Scene *s, SubmitOrder o)
{
    Submitted d = { 0 };
    o.start = o.start ? o.start : s->dir;
    o.source = o.source == SOURCE_FILE ? SOURCE_CLI : o.source;
    d.code = handoff_submit(s->c, &o, false, s->arena, &d.report, &d.m);
    return d;
}
#define submit(s, ...) submit_as((s), (SubmitOrder){ __VA_ARGS__ })

static inline void assert_submitted(const Submitted *d)
{
    if (d->code != 0)
        fail_msg("%d: %s", d->code, d->m.text);
}

/* It was refused, and the sentence holds these words. */
static inline void assert_refused(const Submitted *d, int code, const char *words)
{
    if (d->code != code || !strstr(d->m.text, words))
        fail_msg("%d: '%s' does not say '%s'", d->code, d->m.text, words);
}

static inline RevisionNow now_of(Scene *s)
{
    RevisionNow now = { .files = NULL };
    Message m = { 0 };
    HandoffRow h = newest(s);
    RevisionRow was = revision(s, &h);
    if (handoff_now(s->c, &h, &was, s->arena, &now, &m) != 0)
        fail_msg("%s", m.text);
    return now;
}

#endif
