/*
 * test_escalate.c - what is done about an agent that stopped: once, by whom, and in sight of the receiver.
 */
#include "project_test.h"

#include "baton/core/escalate.h"
#include "baton/core/history.h"
#include "baton/core/record.h"

#define SESSION ".claude/tasks/session-current.md"
#define MARK "(escalation 1)"
#define REASON "supabase/grants/roles.sql needs a grant"

static void say(Scene *s, const char *agent, const char *reason, const char *to)
{
    const char *spooled = NULL;
    Message m = { 0 };
    const char *body = to ? arena_printf(s->arena, "{\"to\":\"%s\"}", to) : NULL;
    Event e = { .agent = agent, .action = "ESCALATE", .reason = reason, .source = SOURCE_CLI, .run = "r1",
                .body = body };
    assert_int_equal(record_event(s->c, &e, s->arena, &spooled, &m), 0);
}

static int setup(void **state)
{
    int r = scene_setup(state);
    Scene *s = *state;
    put(s, ".claude/agents/backend-engineer.md", "---\nname: backend-engineer\n---\n\n- **Write Scope**: `src/api/`\n");
    put(s, ".claude/agents/db-admin.md", "---\nname: db-admin\n---\n\n- **Read/Write Scope**: `supabase/grants/`\n");
    put(s, ".claude/agents/qa-engineer.md", "---\nname: qa-engineer\n---\n\nTests.\n");
    put(s, SESSION, "# Session\n\n## backend-engineer\n- [ ] One\n\n## db-admin\n- [ ] Two\n\n## qa-engineer\n- [ ] Three\n");
    look(s);
    say(s, "/backend-engineer", REASON, NULL);
    return r;
}

#define ESCALATE_TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, scene_teardown)

typedef struct {
    int r;
    EscalationReport report;
    Message m;
} Acted;

static Acted act_as(Scene *s, EscalationOrder o)
{
    Acted d = { .r = 0 };
    o.escalation = o.escalation ? o.escalation : "1";
    o.source = SOURCE_CLI;
    d.r = escalation_act(s->c, &o, s->arena, &d.report, &d.m);
    return d;
}
#define ACT(s, what, ...) act_as((s), (EscalationOrder){ .act = ESCALATION_ACT_##what, ##__VA_ARGS__ })

static void assert_refused(const Acted *d, int r, const char *says)
{
    if (d->r != r || !strstr(d->m.text, says))
        fail_msg("%d: %s", d->r, d->m.text);
}

static EscalationRow row(Scene *s)
{
    EscalationRow e;
    Message m = { 0 };
    if (escalation_find(s->c, "1", s->arena, &e, &m) < 0)
        fail_msg("%s", m.text);
    return e;
}

static const char *text_of(Scene *s, const char *name)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    assert_int_equal(file_read(scene_path(s, name), 1 << 20, &text, NULL), 0);
    return arena_str(s->arena, buf_str(&text));
}

static int times_in(const char *text, const char *word)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, word)); p++)
        n++;
    return n;
}

static TaskRow marked(Scene *s)
{
    TaskRows rows = { 0 };
    assert_int_equal(store_tasks(s->c->store, s->arena, &(TaskQuery){ .text = MARK }, &rows), 0);
    assert_int_equal(rows.len, 1);
    return rows.items[0];
}

static void test_acts(void **state)
{
    Scene *s = *state;
    assert_int_equal(ACT(s, ACK, .comment = "looking").r, 0);
    EscalationRow e = row(s);
    assert_int_equal(e.state, ESCALATION_ACKNOWLEDGED);
    assert_string_equal(e.actor, context_user());
    assert_string_equal(e.comment, "looking");
    Acted d = ACT(s, ACK);
    assert_refused(&d, -EALREADY, "acknowledged it at ");
    assert_refused(&d, -EALREADY, ": looking");
    assert_int_equal(d.report.escalation.state, ESCALATION_ACKNOWLEDGED);
    d = ACT(s, COMMENT, .comment = "halfway");
    assert_int_equal(d.r, 0);
    assert_int_equal(d.report.escalation.state, ESCALATION_ACKNOWLEDGED);
    assert_int_equal(ACT(s, RESOLVE, .agent = "/Master Orchestrator", .comment = "granted").r, 0);
    e = row(s);
    assert_int_equal(e.state, ESCALATION_RESOLVED);
    assert_string_equal(e.actor, "master-orchestrator");
    d = ACT(s, RESOLVE);
    assert_refused(&d, -EALREADY, "master-orchestrator resolved it at ");
    assert_int_equal(ACT(s, REOPEN).r, 0);
    assert_int_equal(row(s).state, ESCALATION_OPEN);
    assert_int_equal(event_count(s, EVENT_ESCALATION_DECIDED), 4);
    assert_sound(s);
}

static void test_refusals(void **state)
{
    Scene *s = *state;
    char *longer = arena_alloc(s->arena, 70000);
    memset(longer, 'x', 69999);
    longer[69999] = '\0';
    const struct { EscalationOrder o; int r; const char *says; } refused[] = {
        { { .act = ESCALATION_ACT_ACK, .escalation = "7" }, -ENOENT, "There is no escalation '7'" },
        { { .act = ESCALATION_ACT_ACK, .escalation = "" }, -ENOENT, "There is no escalation ''" },
        { { .act = ESCALATION_ACT_REOPEN }, -EINVAL, "cannot take 'reopen': it is open" },
        { { .act = ESCALATION_ACT_COMMENT }, -EINVAL, "a comment needs words" },
        { { .act = ESCALATION_ACT_COMMENT, .comment = " \n" }, -EINVAL, "a comment needs words" },
        { { .act = ESCALATION_ACT_ACK, .comment = "caf\xe9" }, -EILSEQ, "not UTF-8" },
        { { .act = ESCALATION_ACT_ACK, .comment = longer }, -E2BIG, "64 KiB" },
        { { .act = ESCALATION_ACT_ACK, .agent = "//" }, -EINVAL, "no name of an agent" },
        { { .act = ESCALATION_ACT_ROUTE, .to = "db-admni" }, -ENOENT, "there is no agent 'db-admni'; did you mean 'db-admin'?" },
        { { .act = ESCALATION_ACT_ROUTE, .to = "somebody-else" }, -ENOENT, "'baton agents' lists them all" },
        { { .act = ESCALATION_ACT_ROUTE, .to = "/Backend Engineer" }, -EINVAL, "backend-engineer is who stopped" },
    };
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        Acted d = act_as(s, refused[i].o);
        assert_refused(&d, refused[i].r, refused[i].says);
    }
    assert_int_equal(event_count(s, EVENT_ESCALATION_DECIDED), 0);
    assert_int_equal(row(s).state, ESCALATION_OPEN);
    assert_int_equal(times_in(text_of(s, SESSION), MARK), 0);
}

static void test_routing_to_who_fits_best(void **state)
{
    Scene *s = *state;
    Acted d = ACT(s, ROUTE, .comment = "please");
    if (d.r)
        fail_msg("%s", d.m.text);
    assert_int_equal(d.report.escalation.state, ESCALATION_REROUTED);
    assert_string_equal(d.report.escalation.routed_to, "db-admin");
    assert_true(d.report.added);
    assert_string_equal(d.report.file, SESSION);
    assert_int_equal(d.report.line, 8);
    assert_string_equal(text_of(s, SESSION),
                        "# Session\n\n## backend-engineer\n- [ ] One\n\n## db-admin\n- [ ] Two\n- [ ] /db-admin: " REASON " " MARK
                        "\n\n## qa-engineer\n- [ ] Three\n");
    TaskRow t = marked(s);
    assert_string_equal(t.assignee_slug, "db-admin");
    assert_int_equal(t.state, TASK_PENDING);
    EventRows events = { 0 };
    assert_int_equal(store_escalation_events(s->c->store, s->arena, &d.report.escalation, 10, &events), 0);
    const Event *last = &events.items[events.len - 1];
    assert_int_equal(last->kind, EVENT_ESCALATION_DECIDED);
    assert_string_equal(last->agent, "backend-engineer");
    assert_string_equal(event_change(s->arena, last, true), "routed to db-admin, task at " SESSION ":8: please");
    d = ACT(s, ROUTE, .to = "db-admin");
    assert_refused(&d, -EALREADY, "is routed to db-admin already: " SESSION ":8");
    assert_int_equal(times_in(text_of(s, SESSION), MARK), 1);
    assert_sound(s);
}

static void test_routing_goes_on_where_it_was_killed(void **state)
{
    Scene *s = *state;
    /* the line was written, and nothing recorded */
    put(s, SESSION, "# Session\n\n## backend-engineer\n- [ ] One\n\n## db-admin\n- [ ] Two\n- [ ] " REASON " " MARK "\n");
    Acted d = ACT(s, ROUTE, .to = "db-admin");
    assert_int_equal(d.r, 0);
    assert_false(d.report.added);
    assert_int_equal(d.report.line, 8);
    assert_int_equal(d.report.escalation.state, ESCALATION_REROUTED);
    assert_int_equal(times_in(text_of(s, SESSION), MARK), 1);
}

static void test_what_cannot_be_written_is_not_routed(void **state)
{
    Scene *s = *state;
    if (geteuid() == 0)
        skip();
    assert_int_equal(chmod(scene_path(s, SESSION), 0444), 0);
    assert_int_equal(chmod(scene_path(s, ".claude/tasks"), 0555), 0);
    Acted d = ACT(s, ROUTE, .to = "db-admin");
    assert_int_equal(chmod(scene_path(s, ".claude/tasks"), 0755), 0);
    assert_refused(&d, -EACCES, "was not changed");
    assert_int_equal(row(s).state, ESCALATION_OPEN);
}

/* As nobody may write through a file with two names, also root is refused. */
static void test_a_file_that_cannot_grow_is_not_routed_to(void **state)
{
    Scene *s = *state;
    assert_int_equal(link(scene_path(s, SESSION), scene_path(s, "other-name.md")), 0);
    Acted d = ACT(s, ROUTE, .to = "db-admin");
    assert_refused(&d, -EMLINK, "several names");
    assert_int_equal(row(s).state, ESCALATION_OPEN);
    assert_int_equal(times_in(text_of(s, SESSION), MARK), 0);
    assert_int_equal(event_count(s, EVENT_ESCALATION_DECIDED), 0);
}

static void test_without_a_session_file(void **state)
{
    Scene *s = *state;
    drop(s, SESSION);
    look(s);
    Acted d = ACT(s, ROUTE, .to = "db-admin");
    assert_int_equal(d.r, 0);
    assert_null(d.report.file);
    assert_false(d.report.added);
    assert_int_equal(d.report.escalation.state, ESCALATION_REROUTED);
    assert_string_equal(d.report.escalation.routed_to, "db-admin");
    /* somebody writes one later: routing again adds what was missing */
    put(s, SESSION, "# Session\n\n## db-admin\n- [ ] Two\n");
    d = ACT(s, ROUTE, .to = "db-admin");
    assert_int_equal(d.r, 0);
    assert_true(d.report.added);
    assert_int_equal(times_in(text_of(s, SESSION), MARK), 1);
}

static void test_another_receiver_later(void **state)
{
    Scene *s = *state;
    assert_int_equal(ACT(s, ROUTE, .to = "db-admin").r, 0);
    Acted d = ACT(s, ROUTE, .to = "qa-engineer");
    assert_int_equal(d.r, 0);
    assert_true(d.report.added);
    assert_string_equal(row(s).routed_to, "qa-engineer");
    const char *text = text_of(s, SESSION), *its = strstr(text, "## qa-engineer");
    assert_int_equal(times_in(its, MARK), 1);
    d = ACT(s, ROUTE, .to = "qa-engineer");
    assert_int_equal(d.r, -EALREADY);
    assert_int_equal(times_in(strstr(text_of(s, SESSION), "## qa-engineer"), MARK), 1);
}

static void test_a_line_changes_hands(void **state)
{
    Scene *s = *state;
    put(s, SESSION, "# Session\n\n- [ ] One @backend-engineer\n- [ ] Two @db-admin\n");
    assert_int_equal(ACT(s, ROUTE, .to = "db-admin").r, 0);
    assert_string_equal(marked(s).assignee_slug, "db-admin");
    Acted d = ACT(s, ROUTE, .to = "qa-engineer");
    assert_int_equal(d.r, 0);
    assert_false(d.report.added);
    assert_string_equal(marked(s).assignee_slug, "qa-engineer");
    assert_string_equal(row(s).routed_to, "qa-engineer");
}

static const struct { const char *reason, *line; } reasons[] = {
    { "!?", "- [ ] Take over what backend-engineer stopped at " MARK },
    { "Grants | roles [x] `missing`.", "- [ ] Grants roles x missing " MARK },
    { "権限がない", "- [ ] 権限がない " MARK },
    { "- [ ] **", "- [ ] Take over what backend-engineer stopped at " MARK },
    { "blocked", "- [ ] " },
    { "COMPLETED: nothing", "- [ ] " },
};

static void test_reasons_become_titles(void **state)
{
    Scene *s = *state;
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++) {
        const char *id = arena_printf(s->arena, "%zu", i + 2), *mark = arena_printf(s->arena, "(escalation %s)", id);
        say(s, "backend-engineer", reasons[i].reason, NULL);
        Acted d = act_as(s, (EscalationOrder){ .act = ESCALATION_ACT_ROUTE, .escalation = id, .to = "qa-engineer" });
        if (d.r)
            fail_msg("%s: %s", reasons[i].reason, d.m.text);
        const char *text = text_of(s, SESSION);
        assert_int_equal(times_in(text, mark), 1);
        const char *want = arena_strndup(s->arena, reasons[i].line, strcspn(reasons[i].line, "("));
        if (!strstr(text, want))
            fail_msg("no '%s' in\n%s", want, text);
    }
    assert_as_fresh(s, SESSION);
}

static void test_a_second_look_tells_what_the_first_did(void **state)
{
    Scene *s = *state;
    CLEANUP(context_free_ptr) Context *other = NULL;
    Message m = { 0 };
    EscalationReport report;
    assert_int_equal(context_fork(s->c, 2000, &other, &m), 0);
    assert_int_equal(context_store(other, STORE_WRITE, &m), 0);
    assert_int_equal(ACT(s, RESOLVE, .comment = "granted").r, 0);
    int r = escalation_act(other, &(EscalationOrder){ .escalation = "1", .act = ESCALATION_ACT_ROUTE, .to = "db-admin",
                                                      .source = SOURCE_CLI }, s->arena, &report, &m);
    assert_int_equal(r, -EALREADY);
    assert_non_null(strstr(m.text, "resolved it at "));
    assert_int_equal(report.escalation.state, ESCALATION_RESOLVED);
    assert_int_equal(times_in(text_of(s, SESSION), MARK), 0);
}

static void test_words_of_events(void **state)
{
    Scene *s = *state;
    const struct { EventKind kind; const char *reason, *body, *want; } events[] = {
        { EVENT_ESCALATION_STATED, "no grant", "{\"file\":\"a.log\",\"line\":7,\"to\":\"qa\"}", "no grant, to qa (in a.log:7)" },
        { EVENT_ESCALATION_STATED, "", "{}", "an agent stopped" },
        { EVENT_ESCALATION_UNSAID, "", "{\"marks\":[\"x\"],\"why\":\"it is ticked\"}",
          "a.md does not say it any more: it is ticked" },
        { EVENT_ESCALATION_UNSAID, NULL, "{\"marks\":[\"x\",\"y\"]}", "a.md does not say 2 of them any more" },
        { EVENT_ESCALATION_DECIDED, "well", "{\"act\":\"ack\"}", "acknowledged: well" },
        { EVENT_ESCALATION_DECIDED, "", "{\"act\":\"resolve\"}", "resolved" },
        { EVENT_ESCALATION_DECIDED, "", "{\"act\":\"reopen\"}", "opened again" },
        { EVENT_ESCALATION_DECIDED, "hm", "{\"act\":\"comment\"}", "commented: hm" },
        { EVENT_ESCALATION_DECIDED, NULL, "{\"act\":\"route\",\"to\":\"qa\"}", "routed to qa" },
        { EVENT_ESCALATION_DECIDED, NULL, "{\"act\":\"juggle\"}", "juggle" },
        { EVENT_ESCALATION_DECIDED, NULL, "{", "" },
    };
    for (size_t i = 0; i < ARRAY_LEN(events); i++) {
        Event e = { .kind = events[i].kind, .subject = "a.md", .reason = events[i].reason, .body = events[i].body };
        assert_string_equal(event_change(s->arena, &e, true), events[i].want);
        assert_string_equal(event_summary(s->arena, &e, true), events[i].want);
    }
}

static void test_json_has_every_field(void **state)
{
    Scene *s = *state;
    static const char *const names[] = {
        "id", "number", "agent", "to", "reason", "state", "via", "count", "task", "source", "file", "line", "handoff",
        "run", "first_at", "last_at", "opened_at", "changed_at", "actor", "comment", "closed_why", "routed_to",
        "proposed", "proposed_why",
    };
    EscalationRow e = row(s);
    CLEANUP(json_free_ptr) Json *j = escalation_full_json(s->c, &e, s->arena);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        assert_non_null(json_get(j, names[i]));
    size_t n = 0;
    for (const Json *f = json_first(j); f; f = json_next(f))
        n++;
    assert_int_equal(n, ARRAY_LEN(names));
    assert_string_equal(json_get_str(j, "proposed"), "db-admin");
    assert_non_null(strstr(json_get_str(j, "proposed_why"), "is in its write scope"));
    assert_string_equal(json_get_str(j, "via"), "event");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ESCALATE_TEST(test_acts), ESCALATE_TEST(test_refusals), ESCALATE_TEST(test_routing_to_who_fits_best),
        ESCALATE_TEST(test_routing_goes_on_where_it_was_killed), ESCALATE_TEST(test_what_cannot_be_written_is_not_routed),
        ESCALATE_TEST(test_a_file_that_cannot_grow_is_not_routed_to), ESCALATE_TEST(test_without_a_session_file),
        ESCALATE_TEST(test_another_receiver_later), ESCALATE_TEST(test_a_line_changes_hands),
        ESCALATE_TEST(test_reasons_become_titles), ESCALATE_TEST(test_a_second_look_tells_what_the_first_did),
        ESCALATE_TEST(test_words_of_events), ESCALATE_TEST(test_json_has_every_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
