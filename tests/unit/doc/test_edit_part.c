/*
 * test_edit_part.c - a new task goes to what is its agent's in the file, and nothing else changes.
 */
#include "doc_test.h"

#include <errno.h>

#include "baton/doc/edit.h"

typedef struct {
    const char *what, *text;
    const char *want;           /* the whole file; NULL: refused */
    bool named;                 /* the agent only in the title */
} Case;

#define TITLE "Seed the rates (escalation 3)"

/* A name that does not look like an agent's is known all the same where a heading is it. */
static const char keeper[] = "# S\n\n## Rates Keeper\n- [ ] One\n\n## Later\n- [ ] Two\n";

static const Case cases[] = {
    { "a section of its own with tasks",
      "# S\n\n## qa-engineer\n- [ ] One\n- [x] Two\n\n## backend-engineer\n- [ ] Three\n",
      "# S\n\n## qa-engineer\n- [ ] One\n- [x] Two\n- [ ] " TITLE "\n\n## backend-engineer\n- [ ] Three\n", false },
    { "the name as people write it",
      "# S\n\n## Backend Engineer\n- [ ] Three\n\n## QA Engineer\n- [ ] One\n",
      "# S\n\n## Backend Engineer\n- [ ] Three\n\n## QA Engineer\n- [ ] One\n- [ ] " TITLE "\n", false },
    { "what is for it",
      "# S\n\n## Tasks for qa-engineer\n- [ ] One\n\n## Later\n- [ ] Three\n",
      "# S\n\n## Tasks for qa-engineer\n- [ ] One\n- [ ] " TITLE "\n\n## Later\n- [ ] Three\n", false },
    { "a section without tasks",
      "# S\n\n## qa-engineer\n\n## backend-engineer\n- [ ] Three\n",
      "# S\n\n## qa-engineer\n\n- [ ] " TITLE "\n\n## backend-engineer\n- [ ] Three\n", false },
    { "a section without tasks at the end",
      "# S\n\n## backend-engineer\n- [ ] Three\n\n## qa-engineer\n",
      "# S\n\n## backend-engineer\n- [ ] Three\n\n## qa-engineer\n\n- [ ] " TITLE "\n", false },
    { "a section with words only",
      "# S\n\n## qa-engineer\nNothing yet.\n\n## backend-engineer\n- [ ] Three\n",
      "# S\n\n## qa-engineer\nNothing yet.\n\n- [ ] " TITLE "\n\n## backend-engineer\n- [ ] Three\n", false },
    { "a log, with the tasks elsewhere",
      "# S\n\n## Tasks\n- [ ] Three @backend-engineer\n\n## Agent Work Logs\n\n"
      "### qa-engineer - [Status: in_progress]\n**Start Time**: 2026-03-04T09:00:00Z\n\n#### Work Performed\n- Looked\n",
      "# S\n\n## Tasks\n- [ ] Three @backend-engineer\n\n## Agent Work Logs\n\n"
      "### qa-engineer - [Status: in_progress]\n**Start Time**: 2026-03-04T09:00:00Z\n\n- [ ] " TITLE "\n\n"
      "#### Work Performed\n- Looked\n", false },
    { "done work of its own is no place for it",
      "# S\n\n## Completed\n\n### qa-engineer\n\n- One\n\n## Open\n\n### qa-engineer\n\n- [ ] Two\n",
      "# S\n\n## Completed\n\n### qa-engineer\n\n- One\n\n## Open\n\n### qa-engineer\n\n- [ ] Two\n- [ ] " TITLE "\n",
      false },
    { "behind its last task where there is no section",
      "# S\n\n- [ ] One @qa-engineer\n- [ ] Two @backend-engineer\n",
      "# S\n\n- [ ] One @qa-engineer\n- [ ] " TITLE " @qa-engineer\n- [ ] Two @backend-engineer\n", false },
    { "behind all others where nothing is its own",
      "# S\n\n- [ ] Two @backend-engineer\n- [ ] One @dba\n",
      "# S\n\n- [ ] Two @backend-engineer\n- [ ] One @dba\n- [ ] " TITLE " @qa-engineer\n", false },
    { "a table of its own",
      "# S\n\n## qa-engineer\n\n| Task | Status |\n|---|---|\n| One | Pending |\n\n## dba\n\n"
      "| Task | Status |\n|---|---|\n| Two | Pending |\n",
      "# S\n\n## qa-engineer\n\n| Task | Status |\n|---|---|\n| One | Pending |\n| " TITLE " | Pending |\n\n## dba\n\n"
      "| Task | Status |\n|---|---|\n| Two | Pending |\n", false },
    { "numbered tasks with keys",
      "# S\n\n#### Task 1: One\n**Assigned to**: qa-engineer\n**Status**: completed\n\n"
      "#### Task 2: Two\n**Assigned to**: dba\n**Status**: pending\n",
      "# S\n\n#### Task 1: One\n**Assigned to**: qa-engineer\n**Status**: completed\n\n"
      "#### Task 2: Two\n**Assigned to**: dba\n**Status**: pending\n\n"
      "#### Task 3: " TITLE "\n**Assigned to**: qa-engineer\n**Status**: pending\n", false },
    { "a file that says nobody",
      "# S\n\n- [ ] Two\n", NULL, false },
    { "the same, named in the title",
      "# S\n\n- [ ] Two\n", "# S\n\n- [ ] Two\n- [ ] qa-engineer: " TITLE "\n", true },
    { "line ends of the file",
      "# S\r\n\r\n## qa-engineer\r\n- [ ] One\r\n", "# S\r\n\r\n## qa-engineer\r\n- [ ] One\r\n- [ ] " TITLE "\r\n", false },
    { "an agent whose name begins alike",
      "# S\n\n## qa-engineer-lead\n- [ ] One\n\n## qa-engineer\n- [ ] Two\n",
      "# S\n\n## qa-engineer-lead\n- [ ] One\n\n## qa-engineer\n- [ ] Two\n- [ ] " TITLE "\n", false },
    { "a file without any task",
      "# S\n\n## Overview\nWords.\n\n## Tasks\n\n## Log\n",
      "# S\n\n## Overview\nWords.\n\n## Tasks\n\n- [ ] qa-engineer: " TITLE "\n\n## Log\n", true },
    { "a file that is a title",
      "# S\n", "# S\n\n- [ ] qa-engineer: " TITLE "\n", true },
    { "an empty section of its own in a file without any task",
      "# S\n\n## Tasks\n\n## qa-engineer\n", "# S\n\n## Tasks\n\n## qa-engineer\n\n- [ ] " TITLE "\n", false },
    { "an example in a fence is no section",
      "# S\n\n```\n## qa-engineer\n- [ ] One\n```\n\n## dba\n- [ ] Two\n",
      NULL, false },
};

static void check_case(const Case *c)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf got = BUF_INIT;
    Message m = { 0 };
    Patch p = { 0 };
    EditWish w = { .kind = EDIT_ADD, .state = TASK_PENDING, .part = "qa-engineer",
                   .text = c->named ? "qa-engineer: " TITLE : TITLE, .assignee = c->named ? NULL : "qa-engineer" };
    int r = doc_edit(".agents/session-current.md", str_from(c->text), -1, &w, a, &p, &m);
    print_message("%s: %s\n", c->what, m.text);
    assert_int_equal(r, c->want ? 0 : -ENOTSUP);
    if (!c->want) {
        assert_true(*m.text);
        return;
    }
    buf_add(&got, c->text, p.at);
    buf_add_str(&got, p.with);
    buf_adds(&got, c->text + p.at + p.len);
    assert_string_equal(got.data, c->want);
}

static void a_task_goes_to_its_agent(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check_case(&cases[i]);
}

static void a_heading_is_enough(void **state)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Message m = { 0 };
    Patch p = { 0 };
    EditWish w = { .kind = EDIT_ADD, .state = TASK_PENDING, .part = "rates-keeper", .text = "rates-keeper: " TITLE };
    (void)state;
    assert_int_equal(doc_edit("s.md", str_from(keeper), -1, &w, a, &p, &m), 0);
    assert_int_equal(p.line, 5);
    w.assignee = "rates-keeper";
    assert_int_equal(doc_edit("s.md", str_from(keeper), -1, &w, a, &p, &m), -ENOTSUP);
    w.text = "/rates-keeper: " TITLE;
    assert_int_equal(doc_edit("s.md", str_from(keeper), -1, &w, a, &p, &m), 0);
    assert_int_equal(p.line, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_task_goes_to_its_agent),
                                       cmocka_unit_test(a_heading_is_enough) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
