/*
 * test_words.c - the vocabulary of states, and states in titles.
 */
#include "doc_test.h"

#include <errno.h>

#include "page.h"
#include "states.h"

enum { NONE = -ENOENT, LIST = -EINVAL };

static const struct {
    const char *value;
    int result;
    TaskState state;
} values[] = {
    { "done", 0, TASK_DONE },
    { "DONE", 0, TASK_DONE },
    { "**Completed**", 0, TASK_DONE },
    { "✅", 0, TASK_DONE },
    { "✅ Complete", 0, TASK_DONE },
    { "`merged` into main", 0, TASK_DONE },
    { "100%", 0, TASK_DONE },
    { "[COMPLETED]", 0, TASK_DONE },
    { "Done (not yet deployed)", 0, TASK_DONE },
    { "Blocked - seat not approved yet", 0, TASK_BLOCKED },
    { "⛔ Blocked (awaiting the key)", 0, TASK_BLOCKED },
    { "Done, awaiting review", 0, TASK_REVIEW },
    { "Hecho", 0, TASK_DONE },
    { "待完成", 0, TASK_PENDING },
    { "เสร็จแล้ว", 0, TASK_DONE },
    { "ยังไม่เสร็จ", 0, TASK_PENDING },
    { "Done - see notes", 0, TASK_DONE },
    { "CONCLUÍDO", 0, TASK_DONE },
    { "concluída em maio", 0, TASK_DONE },
    { "Erledigt", 0, TASK_DONE },
    { "已完成", 0, TASK_DONE },
    { "READY FOR ARCHIVAL", 0, TASK_DONE },
    { "todo", 0, TASK_PENDING },
    { "To Do", 0, TASK_PENDING },
    { "🔴 TODO", 0, TASK_PENDING },
    { "to-do", 0, TASK_PENDING },
    { "not started", 0, TASK_PENDING },
    { "not-started", 0, TASK_PENDING },
    { "Not done yet", 0, TASK_PENDING },
    { "0%", 0, TASK_PENDING },
    { "open", 0, TASK_PENDING },
    { "queued (2)", 0, TASK_PENDING },
    { "未开始", 0, TASK_PENDING },
    { "未完成", 0, TASK_PENDING },
    { "não iniciado", 0, TASK_PENDING },
    { "noch nicht begonnen", 0, TASK_PENDING },
    { "not yet implemented", 0, TASK_PENDING },
    { "⬜", 0, TASK_PENDING },
    { "in_progress", 0, TASK_IN_PROGRESS },
    { "In Progress (2/5 done)", 0, TASK_IN_PROGRESS },
    { "IN-PROGRESS", 0, TASK_IN_PROGRESS },
    { "60% complete", 0, TASK_IN_PROGRESS },
    { "Active", 0, TASK_IN_PROGRESS },
    { "partially complete", 0, TASK_IN_PROGRESS },
    { "em andamento", 0, TASK_IN_PROGRESS },
    { "in Bearbeitung", 0, TASK_IN_PROGRESS },
    { "进行中", 0, TASK_IN_PROGRESS },
    { "🔄", 0, TASK_IN_PROGRESS },
    { "🔄 Done", 0, TASK_DONE },
    { "pending approval", 0, TASK_REVIEW },
    { "Complete, awaiting review", 0, TASK_REVIEW },
    { "review", 0, TASK_REVIEW },
    { "ready-for-validation", 0, TASK_REVIEW },
    { "待审核", 0, TASK_REVIEW },
    { "zur Prüfung", 0, TASK_REVIEW },
    { "blocked (waiting for the bank)", 0, TASK_BLOCKED },
    { "On hold", 0, TASK_BLOCKED },
    { "⏸️", 0, TASK_BLOCKED },
    { "阻塞", 0, TASK_BLOCKED },
    { "superseded by v2", 0, TASK_CANCELLED },
    { "won't fix", 0, TASK_CANCELLED },
    { "已取消", 0, TASK_CANCELLED },
    { "", NONE, 0 },
    { "Working", NONE, 0 },
    { "Correct", NONE, 0 },
    { "Phase 4", NONE, 0 },
    { "installed", NONE, 0 },
    { "Exists", NONE, 0 },
    { "❌", NONE, 0 },
    { "undone", NONE, 0 },
    { "not blocked", NONE, 0 },
    { "unblocked", NONE, 0 },
    { "abandonedware", NONE, 0 },
    { "the build of the page is not what anybody here calls done", NONE, 0 },
    { "Pending | In Progress | Completed | Blocked", LIST, 0 },
    { "[Not Started/In Progress/Blocked/Complete]", LIST, 0 },
    { "`todo` / `done`", LIST, 0 },
    { "Done / merged", 0, TASK_DONE },
    { "Done w/ caveats", 0, TASK_DONE },
};

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        TaskState s = TASK_UNKNOWN;
        int r = doc_task_state(str_from(values[i].value), &s);
        if (r != values[i].result || (r == 0 && s != values[i].state))
            print_error("'%s': %d %s\n", values[i].value, r, task_state_text(s));
        assert_int_equal(r, values[i].result);
        if (r == 0)
            assert_int_equal(s, values[i].state);
    }
}

static const struct {
    const char *title;
    bool found;
    TaskState state;
} titles[] = {
    { "In Progress", true, TASK_IN_PROGRESS },
    { "🚧 In Progress (2)", true, TASK_IN_PROGRESS },
    { "Queued - Launch Blockers (HIGH)", true, TASK_PENDING },
    { "Recently Completed", true, TASK_DONE },
    { "Completed Tasks", true, TASK_DONE },
    { "Done (this week)", true, TASK_DONE },
    { "Phase 2 — In Progress", true, TASK_IN_PROGRESS },
    { "Task 3: Cache (COMPLETED)", true, TASK_DONE },
    { "TASK 1: WRAPPER - COMPLETED", true, TASK_DONE },
    { "What Was Done", true, TASK_DONE },
    { "3. Done", true, TASK_DONE },
    { "已完成（本周）", true, TASK_DONE },
    { "To Do", true, TASK_PENDING },
    { "Not Started", true, TASK_PENDING },
    { "Blocked", true, TASK_BLOCKED },
    { "Blocked dates API routes", false, 0 },
    { "Definition of Done", false, 0 },
    { "How to get it done", false, 0 },
    { "Blocked on", false, 0 },
    { "Next Steps", false, 0 },
    { "Installed packages", false, 0 },
    { "Open questions", false, 0 },
    { "Fixed width fonts", false, 0 },
    { "完成标准", false, 0 },
    { "", false, 0 },
    { "Pending escalations", false, 0 },
};

static void test_titles(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(titles); i++) {
        TaskState s = TASK_UNKNOWN;
        Str raw;
        bool found = title_state(str_from(titles[i].title), &s, &raw);
        if (found != titles[i].found || (found && s != titles[i].state))
            print_error("'%s': %d %s\n", titles[i].title, found, task_state_text(s));
        assert_int_equal(found, titles[i].found);
        if (found)
            assert_int_equal(s, titles[i].state);
    }
}

/* The bytes that a hit names are the phrase itself. */
static void test_places(void **state)
{
    (void)state;
    static const struct { const char *text, *phrase;
    } rows[] = {
        { "**IN_PROGRESS** (started)", "IN_PROGRESS" },
        { "🔴 TODO", "TODO" },
        { "it is ✅", "✅" },
        { "[Not started]", "Not started" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        StateHit hit;
        Str text = str_from(rows[i].text);
        assert_int_equal(state_find(text, &hit), 0);
        assert_str_is(str_slice(text, hit.at, hit.end), rows[i].phrase);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_values),
                                        cmocka_unit_test(test_titles),
                                        cmocka_unit_test(test_places) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
