/*
 * fuzz_edit.c - any wish for any bytes: refused with a sentence, or a patch inside of the file that
 * reads back.  The first three bytes pick the kind of document, the wish and the task.
 */
#include <stdlib.h>

#include "baton/doc/doc.h"
#include "baton/doc/edit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const paths[] = {
    "TASK_BOARD.md",     ".claude/tasks/session-current.md",  "backlog/tasks/task-1.md",
    "CURRENT-TASKS.md",  ".taskmaster/tasks/tasks.json",      ".beads/issues.jsonl",
    "notes.md",          ".agents/active_handoff.md",         "DECISIONS.md",
    "project-state.md",  "FILE-MAP.md",
};

static const EditWish wishes[] = {
    { .kind = EDIT_STATE, .state = TASK_PENDING },
    { .kind = EDIT_STATE, .state = TASK_IN_PROGRESS },
    { .kind = EDIT_STATE, .state = TASK_BLOCKED },
    { .kind = EDIT_STATE, .state = TASK_REVIEW },
    { .kind = EDIT_STATE, .state = TASK_DONE },
    { .kind = EDIT_STATE, .state = TASK_CANCELLED },
    { .kind = EDIT_ASSIGN, .text = "qa-engineer" },
    { .kind = EDIT_NOTE, .text = "see | there" },
    { .kind = EDIT_ADD, .text = "New | thing", .state = TASK_PENDING },
    { .kind = EDIT_ADD, .text = "New thing", .state = TASK_DONE, .assignee = "qa" },
    { .kind = EDIT_ADD, .text = "New thing", .section = "a" },
    { .kind = EDIT_ADD, .text = "New thing", .part = "qa", .assignee = "qa", .state = TASK_PENDING },
    { .kind = EDIT_ADD, .text = "qa: New thing", .part = "qa", .state = TASK_PENDING },
};

static void check(const char *path, Str bytes, const Patch *p, int task, const EditWish *w)
{
    if (p->at > bytes.len || p->len > bytes.len - p->at || p->line < 1)
        abort();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    buf_add(&out, bytes.data, p->at);
    buf_add_str(&out, p->with);
    buf_add_str(&out, str_slice(bytes, p->at + p->len, bytes.len));
    CLEANUP(facts_free_ptr) Facts *f = doc_read(path, buf_str(&out));
    if (w->kind == EDIT_STATE && f->tasks.items[task].state != w->state)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3 || size > 16384)
        return 0;
    const char *path = paths[data[0] % ARRAY_LEN(paths)];
    const EditWish *w = &wishes[data[1] % ARRAY_LEN(wishes)];
    Str bytes = { (const char *)data + 3, size - 3 };
    int task = (int)data[2] - (w->kind == EDIT_ADD);
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Patch p = { 0 };
    Message m = { .text = "" };
    int r = doc_edit(path, bytes, task, w, a, &p, &m);
    if (r == 0)
        check(path, bytes, &p, task, w);
    else if (!m.text[0])
        abort();
    return 0;
}
