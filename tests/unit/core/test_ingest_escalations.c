/*
 * test_ingest_escalations.c - agents that stop, in files: said once, whatever happens to the file.
 */
#include <fcntl.h>
#include <sys/stat.h>

#include "baton/base/clock.h"
#include "project_test.h"

#define SESSION ".claude/tasks/session-current.md"
#define OUTPUT ".agents/logs/backend-engineer-2026-01-02.log"
#define SIGN "\u26a0\ufe0f"
#define HEAD "# Session\n\n### backend-engineer - [Status: in_progress]\n\n"
#define RLS SIGN " ESCALATION: RLS policy missing. Routing to /security-auditor.\n"
#define LIST "\n## Pending escalations\n\n"

static int64_t stated(Scene *s)
{
    return event_count(s, EVENT_ESCALATION_STATED);
}

static int64_t unsaid(Scene *s)
{
    return event_count(s, EVENT_ESCALATION_UNSAID);
}

/* Of the only escalation there is. */
static EscalationRow only(Scene *s)
{
    EscalationRows rows = { 0 };
    assert_int_equal(store_escalations(s->c->store, s->arena, &(EscalationQuery){ 0 }, &rows), 0);
    assert_int_equal(rows.len, 1);
    return rows.items[0];
}

static void save(Scene *s, const char *name, const char *text)
{
    put(s, name, text);
    look(s);
}

static void test_a_printed_line(void **state)
{
    Scene *s = *state;
    save(s, SESSION, HEAD "- " RLS);
    EscalationRow e = only(s);
    assert_string_equal(e.agent, "backend-engineer");
    assert_string_equal(e.to, "security-auditor");
    assert_string_equal(e.reason, "RLS policy missing");
    assert_string_equal(e.file, SESSION);
    assert_int_equal(e.line, 5);
    assert_int_equal(e.via, VIA_LINE);
    assert_int_equal(e.count, 1);
    assert_sound(s);
}

static void test_reading_again_and_moving_is_no_repeat(void **state)
{
    Scene *s = *state;
    save(s, SESSION, HEAD "- " RLS);
    save(s, SESSION, HEAD "Some words.\n\n- " RLS);
    save(s, SESSION, HEAD "- **Note**: other words\n> " RLS "\n");
    assert_int_equal(store_seen_drop(s->c->store, SESSION), 0);
    look(s);
    assert_int_equal(stated(s), 1);
    assert_int_equal(unsaid(s), 0);
    save(s, SESSION, HEAD "- " RLS "- " RLS);
    assert_int_equal(stated(s), 2);
    assert_int_equal(only(s).count, 2);
    assert_sound(s);
}

static void test_a_line_that_goes_closes_nothing(void **state)
{
    Scene *s = *state;
    save(s, SESSION, HEAD "- " RLS);
    save(s, SESSION, HEAD);
    assert_int_equal(only(s).state, ESCALATION_OPEN);
    assert_int_equal(unsaid(s), 1);
    save(s, SESSION, HEAD "- " RLS);            /* said anew */
    assert_int_equal(stated(s), 2);
    assert_int_equal(only(s).count, 2);
    assert_sound(s);
}

static void test_an_entry_that_is_ticked_closes(void **state)
{
    Scene *s = *state;
    save(s, SESSION, HEAD LIST "- [ ] backend-engineer: needs a licence \u2192 legal-expert\n");
    EscalationRow e = only(s);
    assert_int_equal(e.via, VIA_SECTION);
    assert_string_equal(e.to, "legal-expert");
    assert_string_equal(e.agent, "backend-engineer");
    assert_int_equal(e.state, ESCALATION_OPEN);
    save(s, SESSION, HEAD LIST "- [x] backend-engineer: needs a licence \u2192 legal-expert\n");
    e = only(s);
    assert_int_equal(e.state, ESCALATION_RESOLVED);
    assert_non_null(strstr(e.closed_why, SESSION));
    assert_int_equal(unsaid(s), 1);
    assert_sound(s);
}

static void test_an_entry_that_goes_closes(void **state)
{
    Scene *s = *state;
    save(s, SESSION, HEAD LIST "- needs a licence\n- needs a key\n");
    save(s, SESSION, HEAD LIST "- needs a key\n");
    EscalationRows rows = { 0 };
    assert_int_equal(store_escalations(s->c->store, s->arena, &(EscalationQuery){ 0 }, &rows), 0);
    assert_int_equal(rows.len, 2);
    for (size_t i = 0; i < rows.len; i++)
        assert_int_equal(rows.items[i].state,
                         strstr(rows.items[i].reason, "licence") ? ESCALATION_RESOLVED : ESCALATION_OPEN);
    assert_sound(s);
}

static void test_another_receiver_keeps_it_open(void **state)
{
    Scene *s = *state;
    save(s, SESSION, HEAD LIST "- needs a licence \u2192 legal-expert\n");
    save(s, SESSION, HEAD LIST "- needs a licence \u2192 product-owner\n");
    EscalationRow e = only(s);
    assert_int_equal(e.state, ESCALATION_OPEN);
    assert_string_equal(e.to, "product-owner");
    assert_sound(s);
}

static void test_a_file_that_is_gone(void **state)
{
    Scene *s = *state;
    save(s, SESSION, HEAD LIST "- needs a licence\n");
    drop(s, SESSION);
    look(s);
    assert_int_equal(only(s).state, ESCALATION_RESOLVED);
    assert_sound(s);
}

static void test_a_session_that_is_over_says_nothing(void **state)
{
    Scene *s = *state;
    save(s, ".claude/tasks/session-012-rates.md", HEAD "- " RLS LIST "- needs a licence\n");
    assert_int_equal(stated(s), 0);
}

static void test_instructions_say_nothing(void **state)
{
    Scene *s = *state;
    save(s, SESSION, HEAD "## Rules\n- " RLS "\n## Notes\n```\n" RLS "```\nPrint:\n`" RLS "`\nEscalation: none\n");
    save(s, ".claude/agents/qa-engineer.md", "---\nname: qa-engineer\n---\n" RLS);
    assert_int_equal(stated(s), 0);
}

/* ---- what agents print ---- */

static void test_output_is_read_once(void **state)
{
    Scene *s = *state;
    save(s, SESSION, HEAD);
    save(s, OUTPUT, "starting\n\033[33m" SIGN " ESCALATION:\033[0m no bucket. Routing to /devops-engineer.\n");
    EscalationRow e = only(s);
    assert_string_equal(e.reason, "no bucket");
    assert_string_equal(e.agent, "backend-engineer");
    assert_string_equal(e.file, OUTPUT);
    assert_int_equal(e.line, 2);
    append(s, OUTPUT, "more\nand more\n");
    look(s);
    assert_int_equal(stated(s), 1);
    append(s, OUTPUT, SIGN " ESCALATION: no bucket. Routing to /devops-engineer.\n");
    look(s);
    assert_int_equal(stated(s), 2);
    assert_int_equal(only(s).count, 2);
    assert_int_equal(store_seen_drop(s->c->store, OUTPUT), 0);          /* read again from the start */
    look(s);
    assert_int_equal(stated(s), 2);
    assert_sound(s);
}

static void test_output_is_not_unsaid(void **state)
{
    Scene *s = *state;
    save(s, OUTPUT, RLS);
    save(s, OUTPUT, "a new day\n");
    assert_int_equal(unsaid(s), 0);
    assert_int_equal(stated(s), 1);
    assert_int_equal(only(s).state, ESCALATION_OPEN);
}

static void test_a_line_that_is_printed_in_pieces(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    put(s, OUTPUT, "working\n" SIGN " ESCALATION: no bucket");
    assert_int_equal(ingest(s->c, false, &s->report, &m), 0);
    assert_true(s->report.unsettled);
    assert_int_equal(stated(s), 0);
    append(s, OUTPUT, ". Routing to /devops-engineer.\nworki");
    look(s);
    assert_string_equal(only(s).to, "devops-engineer");
    assert_int_equal(stated(s), 1);
}

static void test_the_line_names_the_agent_where_the_file_does_not(void **state)
{
    Scene *s = *state;
    save(s, ".agents/logs/all.log", "qa-engineer: " RLS);
    assert_string_equal(only(s).agent, "qa-engineer");
}

static void test_equal_lines_without_end(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (int i = 0; i < 500; i++)
        buf_adds(&text, RLS);
    save(s, OUTPUT, text.data);
    assert_in_range(stated(s), 2, 100);
    int64_t before = stated(s);
    append(s, OUTPUT, RLS RLS);
    look(s);
    assert_int_equal(stated(s), before);
}

/* 2026-01-02T03:04:05Z, when the file was saved. */
static const int64_t saved_at = 1767323045000;

static void save_then(Scene *s, const char *name, const char *text)
{
    put(s, name, text);
    const struct timespec times[2] = { { .tv_sec = saved_at / 1000 }, { .tv_sec = saved_at / 1000 } };
    assert_int_equal(utimensat(AT_FDCWD, scene_path(s, name), times, 0), 0);
    look(s);
}

/* What stood there before we looked is as old as its line says, or as its file. */
static void test_old_prints_are_old(void **state)
{
    static const struct { const char *lead; int64_t at; } cases[] = {
        { "", saved_at },
        { "[INFO] ", saved_at },
        { "2026-01-01T00:00:00Z ", 1767225600000 },
        { "[2026-01-02 03:04:01.250+00:00] ", saved_at - 3750 },
        { "2025-12-01 10:00:00,123 ERROR ", 1764583200123 },
        { "2026-01-02 03:00:00 ", saved_at },           /* in a zone that nobody says */
        { "2026-01-01 ", saved_at },
        { "2999-01-01T00:00:00Z ", 0 },                 /* now */
    };
    Scene *s = *state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        EscalationRows rows = { 0 };
        int64_t before = clock_now();
        save_then(s, arena_printf(s->arena, ".agents/logs/old-%zu.log", i),
                  arena_printf(s->arena, "%s" SIGN " ESCALATION: no key for door %zu. Routing to /lead.\n", cases[i].lead, i));
        assert_int_equal(store_escalations(s->c->store, s->arena, &(EscalationQuery){ 0 }, &rows), 0);
        assert_int_equal(rows.len, i + 1);
        const EscalationRow *e = &rows.items[i];
        if (cases[i].at ? e->opened_at != cases[i].at : e->opened_at < before)
            fail_msg("case %zu: %lld", i, (long long)e->opened_at);
    }
    assert_sound(s);
}

static void test_new_prints_are_new(void **state)
{
    Scene *s = *state;
    save_then(s, OUTPUT, "begins\n");
    int64_t before = clock_now();
    append(s, OUTPUT, "2026-01-01T00:00:00Z " RLS);
    look(s);
    assert_true(only(s).opened_at >= before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_a_printed_line),
        SCENE_TEST(test_reading_again_and_moving_is_no_repeat),
        SCENE_TEST(test_a_line_that_goes_closes_nothing),
        SCENE_TEST(test_an_entry_that_is_ticked_closes),
        SCENE_TEST(test_an_entry_that_goes_closes),
        SCENE_TEST(test_another_receiver_keeps_it_open),
        SCENE_TEST(test_a_file_that_is_gone),
        SCENE_TEST(test_a_session_that_is_over_says_nothing),
        SCENE_TEST(test_instructions_say_nothing),
        SCENE_TEST(test_output_is_read_once),
        SCENE_TEST(test_output_is_not_unsaid),
        SCENE_TEST(test_a_line_that_is_printed_in_pieces),
        SCENE_TEST(test_the_line_names_the_agent_where_the_file_does_not),
        SCENE_TEST(test_equal_lines_without_end),
        SCENE_TEST(test_old_prints_are_old), SCENE_TEST(test_new_prints_are_new),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
