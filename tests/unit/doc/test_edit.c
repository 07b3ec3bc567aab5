/*
 * test_edit.c - edits are written as the file writes such things, and change nothing else.
 */
#include "doc_test.h"

#include <errno.h>

#include "baton/doc/edit.h"

typedef struct {
    const char *path, *text;
    int task;
    EditWish wish;
    const char *want;           /* what the line (or the lines that came in) is then; NULL: refused */
    const char *says;           /* words of the refusal */
} Case;

#define STATE(s) { .kind = EDIT_STATE, .state = TASK_##s }
#define ASSIGN(name) { .kind = EDIT_ASSIGN, .text = name }
#define NOTE(line) { .kind = EDIT_NOTE, .text = line }
#define ADD(title, ...) { .kind = EDIT_ADD, .text = title, .state = TASK_PENDING, ##__VA_ARGS__ }

static const char boxes[] = "# Tasks\n\n- [ ] One\n  - part of it\n- [X] Two\n* ☐ Three\n";
static const char legend[] =
    "# Tasks\n\n## Legend\n`[>]` in progress, `[r]` in review\n\n## Now\n- [ ] One\n- [>] Two\n";
static const char session[] =
    "# Session\n\n## Tasks\n\n#### Task 1: First\n**Assigned to**: `backend-engineer`\n"
    "**Status**: completed\n\n#### Task 2: Second\n**Assigned to**: qa-engineer (tests)\n"
    "**Status**: in_progress (since Monday)\n\n#### Task 3: Third\nProse.\n";
static const char table[] = "# Board\n\n| ID | Task | Owner | Status | Notes |\n"
                            "|----|------|-------|--------|-------|\n"
                            "| F-09 | Export | qa | Done | |\n"
                            "| F-10 | Import | - | In Progress | old |\n"
                            "| F-11 | Undo |  | **⏳ Pending** | |\n";
static const char sections[] = "# Board\n\n## In Progress\n\n| Task | Agent |\n|---|---|\n| Map | qa |\n\n"
                               "## Blocked\n\n| Task | Owner |\n|---|---|\n| - | - |\n";
static const char front[] = "---\nid: task-1\ntitle: Search\nstatus: To Do\nassignee: []\n---\n\n# Search\n";
static const char words[] =
    "# Tasks\n\n### Task 1: Login (COMPLETED)\n\n### Task 2: Logout (IN PROGRESS)\n\n"
    "- [COMPLETE] People can log in\n- ~~Task 9: Old~~ → **Done**\n";
static const char numbered[] = "# Plan\n\n1. **First thing**\n   - Assigned to: backend-engineer\n"
                               "   - Status: pending\n2. **Second thing**\n   - Status: completed ✅\n";
static const char german[] = "# Aufgaben\n\n| Aufgabe | Stand |\n|---|---|\n| Karte | Offen |\n";
static const char japanese[] = "# 表\n\n| タスク | 状態 |\n|---|---|\n| 家賃のメール | 進行中 |\n"
                               "| 検索 | 完了 |\n";
static const char mixed_joints[] =
    "# S\n\n### Task 1: A\n**Status**: in_progress\n\n### Task 2: B\n**Status**: Blocked - no seat\n";
static const char begun[] = "---\nid: task-3\ntitle: Search\nstatus: In Progress\nassignee: []\n---\n";
static const char chinese[] = "# 任务\n\n### T-001 登录\n\n状态：\n\n待办\n\n### T-002 支付\n\n状态：已完成（等结算）\n";

static StrList backlog_words(void)
{
    static const char *items[] = { "To Do", "In Progress", "Done" };
    return (StrList){ .items = items, .len = 3 };
}

static const Case cases[] = {
    /* boxes */
    { "TODO.md", boxes, 0, STATE(DONE), "- [X] One", NULL },
    { "TODO.md", boxes, 0, STATE(IN_PROGRESS), "- [/] One", NULL },
    { "TODO.md", boxes, 1, STATE(PENDING), "- [ ] Two", NULL },
    { "TODO.md", boxes, 2, STATE(DONE), "* ☑ Three", NULL },
    { "TODO.md", boxes, 2, STATE(BLOCKED), NULL, "have no mark for blocked" },
    { "TODO.md", boxes, 0, STATE(REVIEW), NULL, "TODO.md:3: boxes like '[ ]' have no mark for review" },
    { "TODO.md", legend, 0, STATE(IN_PROGRESS), "- [>] One", NULL },
    { "TODO.md", legend, 1, STATE(REVIEW), "- [r] Two", NULL },
    { "TODO.md", boxes, 0, NOTE("ask first"), "  - ask first", NULL },
    { "TODO.md", boxes, 0, NOTE("[ ] ask first"), NULL, "read as a task" },
    { "TODO.md", boxes, 0, ADD("Four"), "- [ ] Four", NULL },
    { "TODO.md", boxes, 0, ADD("a\nb"), NULL, "one line" },
    { "board.md", table, 0, ASSIGN("none"), NULL, "'none' is no name of an agent" },
    { "board.md", table, 0, ASSIGN("-"), NULL, "'-' is no name of an agent" },
    { "board.md", table, 0, ASSIGN("<br>"), NULL, "is no name of an agent" },
    { "board.md", table, 0, ASSIGN("a | b"), NULL, "is no name of an agent" },
    { "TODO.md", boxes, 0, ADD("C", .assignee = "@@"), NULL, "'@@' is no name of an agent" },
    { "TODO.md", boxes, 0, ADD(" Four "), "- [ ] Four", NULL },
    { "TODO.md", boxes, 0, NOTE("\x1b[31mred"), NULL, "holds control characters" },
    { "TODO.md", boxes, 0, NOTE("next\u2028line"), NULL, "holds control characters" },
    { "TODO.md", boxes, 0, ADD("C", .assignee = "q\x7f"), NULL, "holds control characters" },
    { "TODO.md", boxes, 0, ADD("caf\xe9"), NULL, "no valid UTF-8" },
    { "TODO.md", boxes, 0, NOTE("a\tb"), "  - a\tb", NULL },
    { "TODO.md", "# T\n\n- [ ] T-8 -x\n", 0, ADD("C"), "- [ ] T-9 C", NULL },
    { "TODO.md", "# T\n\n- [ ] T-8 --all too\n", 0, ADD("C"), "- [ ] T-9 C", NULL },
    { "TODO.md", "# T\n\n- [ ] T-8 -- all\n", 0, ADD("C"), "- [ ] T-9 -- C", NULL },
    { "TODO.md", "# T\n\n- [ ] T-8 - all\n", 0, ADD("C"), "- [ ] T-9 - C", NULL },
    { "TODO.md", "# T\n\n- [ ] T-8 — - all\n", 0, ADD("C"), "- [ ] T-9 — C", NULL },
    { "TODO.md", "# T\n\n- [ ] T-8 **open\n", 0, ADD("C"), "- [ ] T-9 C", NULL },
    { "TODO.md", "# T\n\n- [ ] T-8 ****open\n", 0, ADD("C"), "- [ ] T-9 C", NULL },
    { "TODO.md", "# T\n\n- [ ] T-8 .hidden\n", 0, ADD("C"), "- [ ] T-9 C", NULL },
    { "TODO.md", "# T\n\n- [ ] T-8 : all\n", 0, ADD("C"), "- [ ] T-9 : C", NULL },
    { "TODO.md", "# T\n\n- [ ] **T-8: all**\n", 0, ADD("C"), "- [ ] **T-9: C**", NULL },
    { "TODO.md", "# T\n\n- [ ] **T-8**: all\n", 0, ADD("C"), "- [ ] **T-9**: C", NULL },
    { "TODO.md", "# T\n\n- [ ] T-8: **all** of it\n", 0, ADD("C"), "- [ ] T-9: **C**", NULL },
    { "TODO.md", "# T\n\n## Legend\n`[-]` in progress\n\n## Now\n- [ ] A\n", 0, STATE(CANCELLED), NULL,
      "have no mark for cancelled" },
    { "TODO.md", "# T\n\n- [ ] [TASK-8] `make` it\n", 0, ADD("C"), "- [ ] [TASK-9] C", NULL },
    { "TODO.md", boxes, 0, ASSIGN("qa"), NULL, "name nobody here" },
    { "TODO.md", "# T\n\n- [ ] [TASK-8] A\n- [ ] **T-INFRA-09**: B\n", 1, ADD("C"),
      "- [ ] **T-INFRA-10**: C", NULL },
    { "TODO.md", "# T\n\n- [ ] [TASK-8] A\n- [x] [TASK-12] B\n", 0, ADD("C"), "- [ ] [TASK-13] C", NULL },
    { "TODO.md", "# T\n\n- [ ] T009 A @gavin\n", 0, ADD("C", .assignee = "qa"), "- [ ] T010 C @qa", NULL },
    { "TODO.md", "# T\n\n- [ ] A @gavin\n", 0, ASSIGN("qa"), "- [ ] A @qa", NULL },
    { "TODO.md", "# T\n\n### 3.5. [ ] 0185: A\n### 3.6. [x] 0186: B\n", 0, ADD("C"),
      "### 3.7. [ ] 0187: C", NULL },
    { "TODO.md", "# T\n\n1. [ ] A\n2. [ ] B\n", 0, ADD("C"), "3. [ ] C", NULL },
    { "TODO.md", "# T\n\n- [ ] A", 0, ADD("C"), "- [ ] C", NULL },
    /* keys */
    { "session.md", session, 0, STATE(PENDING), "**Status**: pending", NULL },
    { "session.md", session, 0, STATE(REVIEW), "**Status**: in_review", NULL },
    { "session.md", session, 1, STATE(DONE), "**Status**: completed (since Monday)", NULL },
    { "session.md", session, 2, STATE(DONE), "**Status**: completed\n", NULL },
    { "session.md", session, 0, ASSIGN("qa"), "**Assigned to**: `qa`", NULL },
    { "session.md", session, 1, ASSIGN("dba"), "**Assigned to**: dba", NULL },
    { "session.md", session, 0, NOTE("done twice"), "- done twice", NULL },
    { "session.md", session, 1, ADD("Fourth", .assignee = "dba"),
      "\n#### Task 4: Fourth\n**Assigned to**: dba\n**Status**: pending", NULL },
    { "session.md", "# S\n\n#### Task 1: A\n**Status**: Pending | In Progress | Completed\n", 0, STATE(DONE),
      "**Status**: Completed", NULL },
    { "session.md", "# S\n\n### Task 1: A\n**Status**: todo | **Owner**: qa\n", 0, ADD("B", .assignee = "dba"),
      "\n### Task 2: B\n**Status**: todo | **Owner**: dba", NULL },
    { "TODO.md", "# T\n\n## A\n\n- [ ] x\n\n## B\n\n## C\n\n- [x] y\n", -1, ADD("z", .section = "b"),
      "- [ ] z\n", NULL },
    { "plan.md", numbered, 0, STATE(IN_PROGRESS), "   - Status: in_progress", NULL },
    { "plan.md", numbered, 1, STATE(PENDING), "   - Status: pending", NULL },
    { "plan.md", numbered, 1, ASSIGN("qa"), "   - Assigned to: qa", NULL },
    { "plan.md", numbered, 0, ADD("Third thing", .assignee = "qa"),
      "3. **Third thing**\n   - Status: pending\n   - Assigned to: qa", NULL },
    { "tasks.md", chinese, 0, STATE(IN_PROGRESS), "进行中", NULL },
    { "tasks.md", chinese, 1, STATE(BLOCKED), "状态：阻塞（等结算）", NULL },
    /* cells */
    { "board.md", table, 0, STATE(BLOCKED), "| F-09 | Export | qa | Blocked | |", NULL },
    { "board.md", table, 1, STATE(REVIEW), "| F-10 | Import | - | In Review | old |", NULL },
    { "board.md", table, 2, STATE(DONE), "| F-11 | Undo |  | **Done** | |", NULL },
    { "board.md", table, 1, ASSIGN("dba"), "| F-10 | Import | dba | In Progress | old |", NULL },
    { "board.md", table, 0, NOTE("a | b"), "| F-09 | Export | qa | Done | a \\| b |", NULL },
    { "board.md", table, 1, NOTE("new"), "| F-10 | Import | - | In Progress | old; new |", NULL },
    { "board.md", table, 2, ADD("Redo | repeat", .assignee = "qa"),
      "| F-12 | Redo \\| repeat | qa | **⏳ Pending** | |", NULL },
    { "board.md", german, 0, STATE(IN_PROGRESS), "| Karte | In Arbeit |", NULL },
    { "board.md", german, 0, STATE(REVIEW), "| Karte | In Prüfung |", NULL },
    { "board.md", sections, 0, STATE(DONE), NULL, "its state is the heading 'In Progress' at board.md:3" },
    { "board.md", sections, -1, ADD("Pay", .section = "blocked", .assignee = "qa"), NULL,
      "the section has no task" },
    { "board.md", sections, 0, ADD("Pay"), NULL, "tasks here are what the heading 'In Progress' says" },
    { "board.md", sections, -1, ADD("Pay", .section = "no such"), NULL, "no heading has the words" },
    { "board.md", japanese, 0, STATE(BLOCKED), "| 家賃のメール | 保留中 |", NULL },
    { "session.md", mixed_joints, 1, STATE(REVIEW), "**Status**: in_review - no seat", NULL },
    /* words in titles */
    { "tasks.md", words, 0, STATE(IN_PROGRESS), "### Task 1: Login (IN PROGRESS)", NULL },
    { "tasks.md", words, 1, STATE(BLOCKED), "### Task 2: Logout (BLOCKED)", NULL },
    { "tasks.md", words, 2, STATE(IN_PROGRESS), "- [IN PROGRESS] People can log in", NULL },
    { "tasks.md", words, 3, STATE(PENDING), NULL, "struck out" },
    /* front matter */
    { "backlog/tasks/task-1 - Search.md", front, 0, STATE(IN_PROGRESS), "status: In Progress", NULL },
    { "backlog/tasks/task-3.md", begun, 0, STATE(PENDING), "status: To Do", NULL },
    { "backlog/tasks/task-1 - Search.md", front, 0, ASSIGN("qa"), "assignee: [qa]", NULL },
    { "backlog/tasks/task-1 - Search.md", front, 0, ADD("More"), NULL, "a new one is a new file" },
};

static void patched(const char *bytes, const Patch *p, Buf *out)
{
    buf_add(out, bytes, p->at);
    buf_add_str(out, p->with);
    buf_adds(out, bytes + p->at + p->len);
}

static Str lines_at(Str text, int line, int count)
{
    Str rest = text, one;
    for (int i = 1; i < line; i++)
        (void)str_next_line(&rest, &one);
    Str from = rest;
    for (int i = 0; i < MAX(count, 1); i++)
        (void)str_next_line(&rest, &one);
    Str s = { from.data, (size_t)(rest.data - from.data) };
    return str_ends(s, STR("\n")) ? str_slice(s, 0, s.len - 1) : s;
}

static void check_case(const Case *c)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Patch p = { 0 };
    Message m = { .text = "" };
    int r = doc_edit(c->path, str_from(c->text), c->task, &c->wish, a, &p, &m);
    if (!c->want) {
        if (r >= 0 || !strstr(m.text, c->says))
            print_message("'%s' was not refused with '%s': %s\n", c->text, c->says, m.text);
        assert_true(r == -ENOTSUP || r == -ENOENT);
        assert_non_null(strstr(m.text, c->says));
        return;
    }
    if (r < 0)
        print_message("%s: wanted '%s'\n", m.text, c->want);
    assert_int_equal(r, 0);
    patched(c->text, &p, &out);
    assert_str_is(lines_at(buf_str(&out), p.line, p.lines), c->want);
}

static void edits_look_like_the_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check_case(&cases[i]);
}

static void a_place_holder_row_is_filled(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Patch p;
    Message m = { .text = "" };
    EditWish wish = { .kind = EDIT_ADD, .state = TASK_BLOCKED, .text = "Pay", .section = "blocked",
                      .assignee = "qa" };
    assert_int_equal(doc_edit("board.md", str_from(sections), -1, &wish, a, &p, &m), 0);
    patched(sections, &p, &out);
    assert_str_is(lines_at(buf_str(&out), p.line, 1), "| Pay | qa |");
    assert_int_equal(p.lines, 0);
}

static void a_project_names_its_states(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList allowed = backlog_words();
    Patch p;
    Message m = { .text = "" };
    EditWish wish = { .kind = EDIT_STATE, .state = TASK_DONE, .words = &allowed };
    assert_int_equal(doc_edit("backlog/tasks/task-1.md", str_from(front), 0, &wish, a, &p, &m), 0);
    assert_string_equal(p.after, "Done");
    wish.state = TASK_BLOCKED;
    assert_int_equal(doc_edit("backlog/tasks/task-1.md", str_from(front), 0, &wish, a, &p, &m), -ENOTSUP);
    assert_non_null(strstr(m.text, "'To Do', 'In Progress', 'Done'"));
}

static void what_is_so_already_says_so(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Patch p;
    Message m = { .text = "" };
    EditWish done = { .kind = EDIT_STATE, .state = TASK_DONE };
    EditWish qa = { .kind = EDIT_ASSIGN, .text = "@backend-engineer" };
    EditWish gone = { .kind = EDIT_STATE, .state = TASK_DONE };
    assert_int_equal(doc_edit("TODO.md", str_from(boxes), 1, &done, a, &p, &m), -EALREADY);
    assert_int_equal(doc_edit("session.md", str_from(session), 0, &qa, a, &p, &m), -EALREADY);
    assert_int_equal(doc_edit("TODO.md", str_from(boxes), 17, &gone, a, &p, &m), -ENOENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_look_like_the_file),
        cmocka_unit_test(a_place_holder_row_is_filled),
        cmocka_unit_test(a_project_names_its_states),
        cmocka_unit_test(what_is_so_already_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
