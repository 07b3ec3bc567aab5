/*
 * fuzz_json_tasks.c - any bytes as tasks in JSON, and any edit of them.
 *
 * The first byte picks the dialect, the second the edit, the third the task.  Every span lies in its
 * line; a patch lies in the file, and a state that was set reads back with nothing else changed.
 */
#include <stdlib.h>

#include "baton/doc/doc.h"
#include "../../src/doc/edit_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_span(Span s)
{
    require(s.line >= 0 && s.col >= 0 && s.end >= s.col && (s.line || (!s.col && !s.end)));
}

static void check_facts(const Facts *f)
{
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *t = &f->tasks.items[i];
        require(t->title && t->title[0] && t->line == t->at.line && t->depth >= 0);
        check_span(t->at), check_span(t->state_at), check_span(t->assignee_at);
    }
}

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void check_change(const Facts *a, const Facts *b, const EditWish *w, size_t task)
{
    require(a->tasks.len + (w->kind == EDIT_ADD) == b->tasks.len);
    if (w->kind == EDIT_ADD)
        return;
    for (size_t i = 0; i < a->tasks.len; i++) {
        const TaskFact *x = &a->tasks.items[i], *y = &b->tasks.items[i];
        require(same(x->title, y->title) && same(x->ref, y->ref));
        require(w->kind == EDIT_STATE && i == task ? y->state == w->state : x->state == y->state);
        require((w->kind == EDIT_ASSIGN && i == task) || same(x->assignee, y->assignee));
    }
}

static void try_edit(const char *path, Str bytes, const Facts *f, const EditWish *w, int task)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf after = BUF_INIT;
    Message m = { 0 };
    Patch p;
    if (edit_json(path, bytes, f, task, w, a, &p, &m) < 0) {
        require(m.text[0]);
        return;
    }
    require(p.at <= bytes.len && p.len <= bytes.len - p.at);
    buf_add_str(&after, str_slice(bytes, 0, p.at));
    buf_add_str(&after, p.with);
    buf_add_str(&after, str_slice(bytes, p.at + p.len, bytes.len));
    CLEANUP(facts_free_ptr) Facts *g = doc_read(path, buf_str(&after));
    if (strcmp(f->encoding, "utf-8") == 0 && !f->problems.len)
        check_change(f, g, w, (size_t)task);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = { ".taskmaster/tasks/tasks.json", ".beads/issues.jsonl" };
    if (size < 3)
        return 0;
    const char *path = paths[data[0] % ARRAY_LEN(paths)];
    Str bytes = { (const char *)data + 3, size - 3 };
    CLEANUP(facts_free_ptr) Facts *f = doc_read(path, bytes);
    EditWish w = { .kind = (EditKind)(data[1] % EDIT_KIND_COUNT), .text = "qa \"x\"\\",
                   .state = (TaskState)(1 + (data[1] >> 4) % (TASK_STATE_COUNT - 1)) };
    check_facts(f);
    if (f->tasks.len && edit_json_knows(f))
        try_edit(path, bytes, f, &w, (int)(data[2] % f->tasks.len));
    return 0;
}
