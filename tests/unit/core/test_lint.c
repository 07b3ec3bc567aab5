/*
 * test_lint.c - every rule of `baton lint` with what it must find and what it must leave alone.
 */
#include "project_test.h"

#include "baton/core/lint.h"

#define SESSION ".claude/tasks/session-current.md"
#define AGENT "agents/backend-engineer.md"
#define DEFINED { AGENT, "---\nname: backend-engineer\ndescription: Builds.\n---\n# Backend\n" }

typedef struct {
    const char *rule, *what;
    struct { const char *name, *text; } files[3];
    const char *want;           /* "FILE:LINE FILE:LINE", "" for silence */
} Case;

static const Case cases[] = {
    { "reading", "invalid bytes", { { "TASKS.md", "- [ ] a\n- [ ] \xff b\n" } }, "TASKS.md:2" },
    { "reading", "plain text", { { "TASKS.md", "# T\n- [ ] a\n" } }, "" },

    { "template", "all states in a line",
      { { SESSION, "# S\n**Status**: Pending | In Progress | Completed\n" } }, SESSION ":2" },
    { "template", "a name to be filled in",
      { { SESSION, "# S\n### Task 1: Build\n- Assigned to: [agent-name]\n" } }, SESSION ":3" },
    { "template", "a state in brackets", { { SESSION, "# S\n**Status**: [in_progress]\n" } }, "" },
    { "template", "in a fence", { { SESSION, "# S\n```\nStatus: Pending | Done\n```\n" } }, "" },
    { "template", "below a heading that explains",
      { { SESSION, "# S\n## Task template\nStatus: Pending | Done\n" } }, "" },
    { "template", "in a file that is one",
      { { ".claude/tasks/session-template.md", "# S\n**Status**: Pending | Done\n" } }, "" },

    { "state-word", "a typing error",
      { { "TASKS.md", "| Task | Status |\n|---|---|\n| Build it | in progres |\n" } }, "TASKS.md:3" },
    { "state-word", "known words",
      { { "TASKS.md", "| Task | Status |\n|---|---|\n| a b | DONE |\n| c d | 进行中 |\n" } }, "" },

    { "duplicate-id", "two tasks", { { "TASKS.md", "- [ ] T-1 First thing\n- [ ] T-1 Other one\n" } },
      "TASKS.md:2" },
    { "duplicate-id", "over two boards",
      { { "TASKS.md", "- [ ] AB-1 First thing\n" }, { "TODO.md", "- [ ] AB-1 Something else\n" } },
      "TODO.md:1" },
    { "duplicate-id", "the same task again",
      { { "TASKS.md", "- [ ] T-1 First thing\n" }, { SESSION, "# S\n- [ ] T-1 First thing (now)\n" } },
      "" },
    { "duplicate-id", "numbers under two headings",
      { { "TASKS.md", "## A\n- [ ] 1.1 one\n## B\n- [ ] 1.1 two\n" } }, "" },
    { "duplicate-id", "a part of it below",
      { { "TASKS.md", "- [ ] T-1 First thing\n  - [ ] T-1 the schema of it\n" } }, "" },

    { "two-states", "on two boards",
      { { "TASKS.md", "- [ ] AB-1 First thing\n" }, { "TODO.md", "- [x] AB-1 First thing\n" } },
      "TODO.md:1" },
    { "two-states", "moved and forgotten",
      { { "TASKS.md", "## Open\n- [ ] Write the manual of it\n## Done\n- [x] Write the manual of it\n" } },
      "TASKS.md:4" },
    { "two-states", "short titles recur",
      { { "TASKS.md", "## A\n- [ ] Write tests\n## B\n- [x] Write tests\n" } }, "" },
    { "two-states", "steps of every phase",
      { { "TASKS.md", "## Phase A\n- [ ] Run all tests and mend what fails\n"
                      "## Phase B\n- [x] Run all tests and mend what fails\n" } }, "" },
    { "two-states", "a long title on two boards",
      { { "TASKS.md", "- [ ] Run all tests and mend what fails\n" },
        { "TODO.md", "- [x] Run all tests and mend what fails\n" } }, "TODO.md:1" },
    { "two-states", "steps recur below tasks",
      { { "TASKS.md", "- [ ] A\n  - [ ] Write the tests for all of it\n"
                      "- [ ] B\n  - [x] Write the tests for all of it\n" } }, "" },
    { "two-states", "an old session",
      { { ".claude/tasks/session-001.md", "# S\n- [ ] AB-1 First thing\n" },
        { SESSION, "# S\n- [x] AB-1 First thing\n" } }, "" },

    { "log-state", "done in the log only",
      { { SESSION, "# S\n### Task 1: Build it\n**Assigned to**: qa-engineer\n**Status**: pending\n"
                   "## Logs\n### qa-engineer - [Status: completed]\n" } }, SESSION ":2" },
    { "log-state", "done in the plan only",
      { { SESSION, "# S\n### Task 1: Build it\n**Assigned to**: qa-engineer\n**Status**: completed\n"
                   "## Logs\n### qa-engineer - [Status: in_progress]\n" } }, SESSION ":6" },
    { "log-state", "they agree",
      { { SESSION, "# S\n### Task 1: Build it\n**Assigned to**: qa-engineer\n**Status**: done\n"
                   "## Logs\n### qa-engineer - [Status: completed]\n" } }, "" },
    { "log-state", "somebody else's log",
      { { SESSION, "# S\n### Task 1: Build it\n**Assigned to**: qa-engineer\n**Status**: pending\n"
                   "## Logs\n### backend-engineer - [Status: completed]\n" } }, "" },

    { "duration", "the end comes first",
      { { SESSION, "# S\n### qa-engineer - [Status: completed]\n**Start Time**: 2025-10-14T15:00:00Z\n"
                   "**Completion Time**: 2025-10-14T14:30:00Z\n" } }, SESSION ":4" },
    { "duration", "too long",
      { { SESSION, "# S\n### qa-engineer - [Status: completed]\n**Start Time**: 2025-10-14T14:00:00Z\n"
                   "**Completion Time**: 2025-10-14T14:30:00Z\n**Duration**: 2 hours\n" } }, SESSION ":5" },
    { "duration", "right, or not yet known",
      { { SESSION, "# S\n### qa-engineer - [Status: completed]\n**Start Time**: 2025-10-14T14:00:00Z\n"
                   "**Completion Time**: 2025-10-14T14:30:00Z\n**Duration**: 30 minutes\n"
                   "### backend-engineer - [Status: in_progress]\n**Start Time**: 2025-10-14T14:00:00Z\n"
                   "**Completion Time**: [In progress]\n" } }, "" },

    { "decision", "one id twice",
      { { ".claude/agents/DECISIONS.md", "# D\n## ADR-001 — Use SQLite\n## ADR-001 — Use libuv\n" } },
      ".claude/agents/DECISIONS.md:3" },
    { "decision", "an index in front",
      { { ".claude/agents/DECISIONS.md",
          "# D\n| ID | Decision |\n|---|---|\n| ADR-001 | Use SQLite |\n\n## ADR-001 — Use SQLite\n" } }, "" },

    { "open-boxes", "all open",
      { { "TASKS.md", "- [x] Build it\n  - [ ] one\n  - [ ] two\n" } }, "TASKS.md:1" },
    { "open-boxes", "acceptance of a task file",
      { { "TASKS.md", "---\nid: TASK-050\ntitle: Tidy up\nstatus: done\n---\n\n## Acceptance criteria\n"
                      "- [ ] one\n- [ ] two\n" } }, "TASKS.md:3" },
    { "open-boxes", "one is done", { { "TASKS.md", "- [x] Build\n  - [ ] one\n  - [x] two\n" } }, "" },
    { "open-boxes", "none below", { { "TASKS.md", "- [x] Build it\n- [ ] one\n" } }, "" },

    { "stale-parent", "all done", { { "TASKS.md", "- [ ] Build it\n  - [x] one\n  - [x] two\n" } },
      "TASKS.md:1" },
    { "stale-parent", "one is open", { { "TASKS.md", "- [ ] B\n  - [x] one\n  - [ ] two\n" } }, "" },
    { "stale-parent", "one step is no plan", { { "TASKS.md", "- [ ] B\n  - [x] one\n" } }, "" },

    { "count", "too many", { { SESSION, "# S\n- [x] a\n- [ ] b\n\n**Completed Tasks**: 2/2\n" } },
      SESSION ":5" },
    { "count", "right", { { SESSION, "# S\n- [x] a\n- [ ] b\n\n**Completed Tasks**: 1/2\n" } }, "" },
    { "count", "of something else",
      { { SESSION, "# S\n- [x] a\n- [ ] b\n\n**Completed Tasks**: 7/9\n" } }, "" },

    { "dead-reference", "a link", { { "TASKS.md", "See [it](docs/it.md#part).\n" } }, "TASKS.md:1" },
    { "dead-reference", "a path in backticks", { { "TASKS.md", "x\nRead `docs/it.json` first.\n" } },
      "TASKS.md:2" },
    { "dead-reference", "once is enough", { { "TASKS.md", "[it](b.md)\n[it](b.md)\n" } }, "TASKS.md:1" },
    { "dead-reference", "it is there",
      { { "TASKS.md", "[it](docs/it.md) `docs/it.md` [a b](docs/a%20b.md)\n" },
        { "docs/it.md", "x\n" }, { "docs/a b.md", "x\n" } }, "" },
    { "dead-reference", "below a package",
      { { "TASKS.md", "Read `docs/it.md`\n" }, { "packages/api/docs/it.md", "x\n" } }, "" },
    { "dead-reference", "no paths of documents",
      { { "TASKS.md", "`docs/*.md` `docs/<name>.md` <https://a.b/c.md> [x](https://a.b/c.md)\n"
                      "[y](#here) `README.md` `src/main.c` `path/to/x.md` `~/notes/x.md`\n"
                      "```\n[z](gone.md)\n```\n<!-- [z](gone.md) -->\n" } }, "" },
    { "dead-reference", "yet to be made",
      { { "TASKS.md", "- [ ] `docs/it.md`\nCreate `docs/it.md`\nRename `a/b.md` -> `a/c.md`\n" } }, "" },
    { "dead-reference", "what comes and goes",
      { { "TASKS.md", "Read `.agents/active_handoff.md` and `.claude/agents/DECISIONS.md`.\n" } }, "" },

    { "dependency", "nobody defines it",
      { { "TASKS.md", "- [ ] T-1 One thing\n- [ ] T-2 Two things (depends on: T-9)\n" } }, "TASKS.md:2" },
    { "dependency", "on another board",
      { { "TASKS.md", "- [ ] T-2 Two things (depends on: T-9)\n" }, { "TODO.md", "- [ ] T-9 Nine\n" } },
      "" },
    { "dependency", "a file that is one task",
      { { "TASKS.md", "---\nid: TASK-2\ntitle: Two\nstatus: todo\ndependencies: [TASK-9]\n---\n" } }, "" },
    { "dependency", "of another tracker",
      { { "TASKS.md", "- [ ] T-2 Two things (depends on: PROJ-77)\n" } }, "" },

    { "dependency-cycle", "two tasks",
      { { "TASKS.md", "- [ ] T-1 One (depends on: T-2)\n- [ ] T-2 Two (depends on: T-1)\n" } },
      "TASKS.md:1" },
    { "dependency-cycle", "itself", { { "TASKS.md", "- [ ] T-1 One (depends on: T-1)\n" } },
      "TASKS.md:1" },
    { "dependency-cycle", "a diamond",
      { { "TASKS.md", "- [ ] T-1 One (depends on: T-2, T-3)\n- [ ] T-2 Two (depends on: T-4)\n"
                      "- [ ] T-3 Three (depends on: T-4)\n- [ ] T-4 Four\n" } }, "" },

    { "definition", "no YAML",
      { { AGENT, "---\nname: a-b\ndescription: Use it. Example: user: x\n---\n# A\n" } }, AGENT ":3" },
    { "definition", "well formed", { DEFINED }, "" },
    { "description", "none", { { AGENT, "---\nname: a-b\n---\n# A\n" } }, AGENT ":1" },
    { "description", "one", { DEFINED }, "" },
    { "same-name", "twice",
      { DEFINED, { "agents/x.md", "---\nname: Backend Engineer\ndescription: B.\n---\n" } },
      "agents/x.md:2" },
    { "same-name", "for another client",
      { DEFINED, { ".claude/agents/b.md", "---\nname: backend-engineer\ndescription: B.\n---\n" } }, "" },

    { "receiver", "nobody",
      { { AGENT, "---\nname: backend-engineer\ndescription: B.\nhands_over_to: [qa-engineer]\n---\n" } },
      AGENT ":4" },
    { "receiver", "people and placeholders",
      { { AGENT, "---\nname: backend-engineer\ndescription: B.\n"
                 "hands_over_to: [user, '[next-agent]', team-lead]\nescalates_to: [human]\n---\n" } }, "" },
    { "receiver", "somebody known",
      { DEFINED, { "agents/qa.md", "---\nname: qa\ndescription: Q.\nhands_over_to: [backend-engineer]\n"
                                   "---\n" } }, "" },
    { "receiver", "a handoff to nobody",
      { DEFINED, { ".agents/active_handoff.md",
                   "1. **Accomplishments**: It works.\n2. **Blockers**: None.\n"
                   "3. **Recommended Next Agent**: Handoff to `/qa-engineer`.\n" } },
      ".agents/active_handoff.md:3" },

    { "assignee", "a typing error",
      { DEFINED, { "TASKS.md", "| Task | Agent | Status |\n|---|---|---|\n"
                               "| Build it | backend-enginer | open |\n" } }, "TASKS.md:3" },
    { "assignee", "each name once",
      { DEFINED, { "TASKS.md", "| Task | Agent | Status |\n|---|---|---|\n| Build a | qa-engineer | open |\n"
                               "| Build b | qa-engineer | open |\n" } }, "TASKS.md:3" },
    { "assignee", "people and the defined",
      { DEFINED, { "TASKS.md", "| Task | Agent | Status |\n|---|---|---|\n| Build a | gavin | open |\n"
                               "| Build b | Backend Engineer | open |\n| Build c | Ann Smith | open |\n"
                               "| Build d | team-lead | open |\n" } }, "" },
    { "assignee", "nobody is defined",
      { { "TASKS.md", "| Task | Agent | Status |\n|---|---|---|\n| Build a | qa-engineer | open |\n" } },
      "" },
};

static const char *found(Scene *s, const char *rule, LintFindings *list)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (size_t i = 0; i < list->len; i++)
        if (strcmp(list->items[i].rule, rule) == 0)
            buf_addf(&out, "%s%s:%d", out.len ? " " : "", list->items[i].file, list->items[i].line);
    return arena_str(s->arena, buf_str(&out));
}

static bool run_case(const Case *k)
{
    Scene s;
    LintFindings list;
    Message m = { 0 };
    scene_init(&s);
    for (size_t i = 0; i < ARRAY_LEN(k->files) && k->files[i].name; i++)
        put(&s, k->files[i].name, k->files[i].text);
    assert_int_equal(lint_run(s.c, &(StrList){ 0 }, s.arena, &list, &m), 0);
    const char *have = found(&s, k->rule, &list);
    bool right = strcmp(have, k->want) == 0;
    if (!right)
        print_error("%s, %s: have '%s', want '%s'\n", k->rule, k->what, have, k->want);
    scene_done(&s);
    return right;
}

static void test_cases(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        wrong += !run_case(&cases[i]);
    assert_int_equal(wrong, 0);
}

/* A rule nobody tries both ways may be deaf or a nuisance. */
static void test_every_rule_is_tried(void **state)
{
    (void)state;
    for (const LintRuleText *r = lint_rules; r->name; r++) {
        int yes = 0, no = 0;
        for (size_t i = 0; i < ARRAY_LEN(cases); i++)
            if (strcmp(cases[i].rule, r->name) == 0)
                *(*cases[i].want ? &yes : &no) += 1;
        if (!yes || !no)
            fail_msg("%s: %d cases that find, %d that do not", r->name, yes, no);
    }
}

static void test_named_files_alone_are_looked_at(void **state)
{
    Scene *s = *state;
    LintFindings list;
    StrList files = { 0 };
    Message m = { 0 };
    put(s, "TASKS.md", "- [ ] AB-1 First thing\n[x](gone.md)\n");
    put(s, "TODO.md", "- [x] AB-1 First thing\n");
    put(s, "notes/other.md", "- [ ] CD-1 a thing\n- [ ] CD-1 what else\n");
    strlist_add(&files, s->arena, scene_path(s, "TODO.md"));
    strlist_add(&files, s->arena, scene_path(s, "notes/other.md"));
    assert_int_equal(lint_run(s->c, &files, s->arena, &list, &m), 0);
    assert_int_equal(list.len, 2);
    assert_string_equal(list.items[0].rule, "two-states");
    assert_string_equal(list.items[0].file, files.items[0]);
    assert_string_equal(list.items[1].rule, "duplicate-id");
    assert_int_equal(list.items[1].line, 2);
    strlist_add(&files, s->arena, scene_path(s, "nowhere.md"));
    assert_int_equal(lint_run(s->c, &files, s->arena, &list, &m), -1);
    assert_non_null(strstr(m.text, "nowhere.md"));
}

/* Documents that agents really wrote: every finding here was read and is one. */
static void test_samples(void **state)
{
    Scene *s = *state;
    static const char folder[] = BATON_FIXTURES "/../../../shared/samples/documents";
    static const struct { const char *file, *want; } rows[] = {
        { "blueprintify-task-crlf.md", "11:stale-parent 31:stale-parent " },
        { "dali-task-board-zh.md", "" },
        { "ft8af-session-current.md", "" },
        { "gavins-tasks.md", "3:dead-reference 59:dead-reference 59:dead-reference " },
        { "kraken-checkpoint.md", "" },
        { "memnet-task-board-legend.md", "40:dead-reference 41:dead-reference " },
        { "quarkus-session-numbered.md", "68:log-state " },
    };
    if (!dir_exists(folder)) {
        print_message("skipped: no folder %s\n", folder);
        skip();
    }
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CLEANUP(buf_done) Buf have = BUF_INIT;
        StrList files = { 0 };
        LintFindings list;
        Message m = { 0 };
        strlist_add(&files, s->arena, path_join(s->arena, folder, rows[i].file));
        assert_int_equal(lint_run(NULL, &files, s->arena, &list, &m), 0);
        for (size_t k = 0; k < list.len; k++)
            buf_addf(&have, "%d:%s ", list.items[k].line, list.items[k].rule);
        assert_string_equal(have.data, rows[i].want);
    }
}

static int setup(void **state)
{
    static Scene s;
    scene_init(&s);
    *state = &s;
    return 0;
}

static int teardown(void **state)
{
    scene_done(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_every_rule_is_tried),
        cmocka_unit_test_setup_teardown(test_named_files_alone_are_looked_at, setup, teardown),
        cmocka_unit_test_setup_teardown(test_samples, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
