/*
 * test_propose.c - who should take what an agent stopped at: the right one with its reason, or nobody.
 */
#include "cases.h"

#include <unistd.h>

#include "baton/base/file.h"
#include "baton/core/agent_json.h"
#include "baton/core/escalate.h"
#include "baton/doc/doc.h"
#include "propose_words.h"

#define SHIPPED BATON_FIXTURES "/../../agents"
#define SAMPLES BATON_FIXTURES "/../../../shared/samples/agents"

#define LIST(...) { .items = (const char *[]){ __VA_ARGS__ }, .len = sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *) }

/* A team as its definitions describe it; nobody's words are anybody else's by accident. */
static const AgentDef team[] = {
    { .name = "backend-engineer", .description = "Builds endpoints, edge functions and the rules behind them.",
      .write_scope = LIST("packages/core/", "supabase/functions/", "supabase/migrations/"),
      .read_only = LIST("apps/web/"),
      .in_bounds = LIST("Writing Edge Functions", "Adjusting RLS protocols", "Managing Postgres arrays and JSONB"),
      .out_of_bounds = LIST("Writing system prompts for language models", "Building React components", "CSS styling"),
      .escalates_to = LIST("[recommended-agent]"), .hands_over_to = LIST("senior-tech-lead", "ui-designer") },
    { .name = "ui-designer", .codename = "Iris", .description = "Designs screens and their components.",
      .write_scope = LIST("apps/web/src/**", "packages/ui/"),
      .in_bounds = LIST("React components", "CSS styling", "Accessibility of forms"),
      .out_of_bounds = LIST("Database migrations", "Edge Functions"), .escalates_to = LIST("backend-engineer") },
    { .name = "db-admin", .description = "Owns the database.",
      .write_scope = LIST("supabase/migrations/grants/", "ops/backup/"),
      .in_bounds = LIST("Grants and roles", "Backups", "Slow queries"), .out_of_bounds = LIST("Edge Functions") },
    { .name = "prompt-engineer", .description = "Writes and measures prompts for language models.",
      .write_scope = LIST("prompts/"), .in_bounds = LIST("System prompts", "Evaluating hallucinations") },
    { .name = "qa-engineer", .description = "Tests what others built.", .write_scope = LIST("tests/", "e2e/"),
      .in_bounds = LIST("End-to-end tests", "Coverage reports"), .out_of_bounds = LIST("Fixing product code"),
      .escalates_to = LIST("senior-tech-lead") },
    { .name = "senior-tech-lead", .description = "Reviews every change.", .write_scope = LIST("**"),
      .in_bounds = LIST("Reviews", "Architecture decisions") },
};

typedef struct {
    const char *agent, *reason, *to;
    const char *want;           /* NULL: nobody */
    const char *why;            /* words of it */
} Case;

static const Case cases[] = {
    /* what was said */
    { "qa-engineer", "The rates are wrong", "backend-engineer", "backend-engineer", "it was said" },
    { "qa-engineer", "The rates are wrong", "/Backend Engineer", "backend-engineer", "it was said" },
    { "qa-engineer", "The rates are wrong", "iris", "ui-designer", "it was said: \"iris\"" },
    { "qa-engineer", "The rates are wrong", "backend", "backend-engineer", "it was said: \"backend\"" },
    { "qa-engineer", "The rates are wrong", "release-manager", "release-manager", "it was said, but no agent of that name" },
    { "qa-engineer", "prompts/rates.md lies", "backend-engineer", "backend-engineer", "it was said" },
    /* also where it is not known who stopped */
    { NULL, "prompts/rates.md lies", "backend-engineer", "backend-engineer", "it was said" },
    { NULL, "prompts/rates.md lies", "dba", "dba", "it was said, but no agent of that name" },
    /* place holders are nobody */
    { "backend-engineer", "System prompts hallucinate", "[recommended-agent]", "prompt-engineer", "in bounds" },
    { "backend-engineer", "System prompts hallucinate", "<agent>", "prompt-engineer", "in bounds" },
    { "backend-engineer", "System prompts hallucinate", "recommended-agent", "prompt-engineer", "in bounds" },
    { "backend-engineer", "System prompts hallucinate", "", "prompt-engineer", "in bounds" },
    { "backend-engineer", "Hm", "[recommended-agent]", NULL, "no definition fits" },
    /* nobody is sent to himself */
    { "backend-engineer", "System prompts hallucinate", "backend-engineer", "prompt-engineer", "in bounds" },
    { "Backend Engineer", "supabase/functions/rates.ts must know it", NULL, NULL, "no definition fits" },
    /* files */
    { "qa-engineer", "supabase/functions/rates.ts must change", NULL, "backend-engineer",
      "`supabase/functions/rates.ts` is in its write scope" },
    { "qa-engineer", "`apps/web/src/form.tsx:12` breaks", NULL, "ui-designer",
      "`apps/web/src/form.tsx` is in its write scope" },
    { "ui-designer", "I would have to write into supabase/functions/.", NULL, "backend-engineer",
      "`supabase/functions/` is in its write scope" },
    { "ui-designer", "See https://example.com/prompts/rates.md", NULL, "backend-engineer",
      "ui-designer escalates to it" },
    { "prompt-engineer", "../prompts/x.md is not there", NULL, NULL, "no definition fits" },
    /* the narrower of two scopes has it */
    { "ui-designer", "ops/backup/nightly.sh fails", NULL, "db-admin", "is in its write scope" },
    /* words */
    { "ui-designer", "RLS policy refuses the form", NULL, "backend-engineer", "in bounds: \"Adjusting RLS protocols\"" },
    { "backend-engineer", "The CSS of the picker is off", NULL, "ui-designer", "in bounds: \"CSS styling\"" },
    { "backend-engineer", "somebody has to evaluate a hallucination", NULL, "prompt-engineer",
      "in bounds: \"Evaluating hallucinations\"" },
    { "backend-engineer", "MISSING_GRANT: roles have to be granted", NULL, "db-admin", "in bounds: \"Grants and roles\"" },
    { "prompt-engineer", "The endpoints give no rates", NULL, NULL, "no definition fits" },
    { "prompt-engineer", "The endpoints and their rules give no rates", NULL, "backend-engineer",
      "its description has \"endpoints\", \"rules\"" },
    /* out of bounds takes away */
    { "prompt-engineer", "a product test is to be fixed", NULL, NULL, "no definition fits" },
    /* the reason calls somebody */
    { "qa-engineer", "this needs db-admin", NULL, "db-admin", "the reason names it" },
    { "prompt-engineer", "this needs db-administration", NULL, NULL, "no definition fits" },
    /* near ties: who stopped knows where such things go, or nobody does */
    { "prompt-engineer", "accessibility and backups", NULL, NULL, "fit about as well" },
    { "backend-engineer", "accessibility and reviews", NULL, NULL, "fit about as well" },
    { "qa-engineer", "accessibility and reviews", NULL, "senior-tech-lead",
      "in bounds: \"Reviews\", and qa-engineer escalates to it" },
    { "ui-designer", "arrays and backups", NULL, "backend-engineer", "and ui-designer escalates to it" },
    /* nothing to go by */
    { "prompt-engineer", "", NULL, NULL, "no definition fits" },
    { "prompt-engineer", NULL, NULL, NULL, "no definition fits" },
    { "prompt-engineer", "the task needs a change of the file", NULL, NULL, "no definition fits" },
    { NULL, "supabase/functions/rates.ts must change", NULL, "backend-engineer", "is in its write scope" },
    { "nobody-known", "Slow queries", NULL, "db-admin", "in bounds: \"Slow queries\"" },
    /* its own definition says where to go, whatever it is */
    { "qa-engineer", "I do not know", NULL, "senior-tech-lead", "qa-engineer escalates to it" },
};

static AgentRow row_of(Arena *a, const AgentDef *d)
{
    CLEANUP(json_free_ptr) Json *j = agent_json(d);
    CLEANUP(buf_done) Buf text = BUF_INIT;
    json_write(&text, j, false);
    return (AgentRow){ .name = agent_slug(a, str_from(d->name)), .shown = d->name, .file = "x.md",
                       .def = arena_str(a, buf_str(&text)) };
}

static void the_team(Arena *a, bool backwards, AgentRows *ret)
{
    *ret = (AgentRows){ 0 };
    for (size_t i = 0; i < ARRAY_LEN(team); i++)
        AVEC_PUSH(ret, a, row_of(a, &team[backwards ? ARRAY_LEN(team) - 1 - i : i]));
    AVEC_PUSH(ret, a, ((AgentRow){ .name = "mentioned-only", .shown = "mentioned-only" }));
}

static void check(const Case *c, const AgentRows *agents)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    EscalationRow e = { .id = "x", .number = 3, .agent = c->agent, .reason = c->reason, .to = c->to };
    Proposal p = { NULL, NULL };
    escalation_propose(&e, agents, a, &p);
    print_message("%s: %s -> %s (%s)\n", c->agent ? c->agent : "-", c->reason ? c->reason : "-",
                  p.agent ? p.agent : "nobody", p.why);
    assert_non_null(p.why);
    assert_string_equal(p.agent ? p.agent : "nobody", c->want ? c->want : "nobody");
    if (c->why)
        assert_non_null(strstr(p.why, c->why));
}

static void the_right_one_is_proposed(void **state)
{
    (void)state;
    for (int backwards = 0; backwards < 2; backwards++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        AgentRows agents;
        the_team(a, backwards, &agents);
        for (size_t i = 0; i < ARRAY_LEN(cases); i++)
            check(&cases[i], &agents);
    }
}

/* ---- definitions as they are ---- */

static bool add_file(Arena *a, const char *path, AgentRows *rows)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (file_read(path, 1 << 20, &text, NULL) < 0)
        return false;
    AgentDef *d = doc_read_agent(a, path, buf_str(&text));
    assert_non_null(d);
    AVEC_PUSH(rows, a, row_of(a, d));
    return true;
}

static const Case shipped_cases[] = {
    { "frontend-specialist", "supabase/migrations/0004_rates.sql needs a column", NULL, "backend-engineer",
      "`supabase/migrations/0004_rates.sql` is in its write scope" },
    { "frontend-specialist", "row level security refuses the form", NULL, "backend-engineer", "in bounds: \"" },
    { "backend-engineer", "web/components/Picker.tsx has to show it", NULL, "frontend-specialist",
      "is in its write scope" },
    { "backend-engineer", "The styles of the pages are off", NULL, "frontend-specialist", "in bounds: \"" },
    { "backend-engineer", "Hm", NULL, NULL, "no definition fits" },
};

static void shipped_definitions_are_understood(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    static const char *const names[] = { "backend-engineer", "frontend-specialist", "master-orchestrator",
                                         "senior-tech-lead" };
    AgentRows agents = { 0 };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        assert_true(add_file(a, arena_printf(a, SHIPPED "/%s.md", names[i]), &agents));
    for (size_t i = 0; i < ARRAY_LEN(shipped_cases); i++)
        check(&shipped_cases[i], &agents);
}

static const Case sample_cases[] = {
    { "qa-engineer", "supabase/functions/calc.ts has to change", NULL, "backend-engineer", "is in its write scope" },
    { "qa-engineer", "an Edge Function has to be written", NULL, "backend-engineer", "in bounds: \"" },
    { "qa-engineer", "CSS styling is off", NULL, NULL, "no definition fits" },
};

static void sample_definitions_are_understood(void **state)
{
    (void)state;
    if (access(SAMPLES, F_OK) < 0) {    /* before anything is made that skip() would not free */
        print_message("skipped: there is no " SAMPLES "\n");
        skip();
    }
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentRows agents = { 0 };
    assert_true(add_file(a, SAMPLES "/000-backend-engineer.md", &agents));
    for (size_t i = 0; i < ARRAY_LEN(sample_cases); i++)
        check(&sample_cases[i], &agents);
}

/* ---- parts ---- */

static const struct { const char *text, *want; } paths[] = {
    { "Edit `src/a.c`, \"docs/b.md\" and (tests/).", "src/a.c|docs/b.md|tests/" },
    { "./src/a.c:12 and src/a.c:12-20", "src/a.c" },
    { "see /qa-engineer, @qa/x, http://a/b.c and v1.2", "" },
    { "package.json is not 3.5.1 or e.g. this", "package.json" },
    { "and/or", "and/or" },
};

static void paths_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf out = BUF_INIT;
        StrList list = { 0 };
        paths_of(str_from(paths[i].text), a, &list);
        for (size_t k = 0; k < list.len; k++)
            buf_addf(&out, "%s%s", k ? "|" : "", list.items[k]);
        assert_string_equal(out.data, paths[i].want);
    }
}

static void long_reasons_are_bounded(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    StrList words = { 0 }, found = { 0 };
    (void)state;
    for (int i = 0; i < 5000; i++)
        buf_addf(&text, "w%dord src/f%d.c ", i, i);
    words_of(buf_str(&text), a, &words);
    paths_of(buf_str(&text), a, &found);
    assert_int_equal(words.len, WORDS_MAX);
    assert_int_equal(found.len, PATHS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_one_is_proposed), cmocka_unit_test(shipped_definitions_are_understood),
        cmocka_unit_test(sample_definitions_are_understood), cmocka_unit_test(paths_are_found),
        cmocka_unit_test(long_reasons_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
