/*
 * fuzz_doc.c - any bytes as any kind of document.  The first byte picks the kind.
 */
#include <stdlib.h>

#include "baton/doc/doc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {
        ".claude/tasks/session-current.md",
        "TASK_BOARD.md",
        ".agents/active_handoff.md",
        "notes.md",
        ".agents/.current_run",
        ".agents/logs/2026-01.jsonl",
        ".agents/worker/handoff.md",
        "DECISIONS.md",
    };
    if (size == 0)
        return 0;
    Facts *f =
        doc_read(paths[data[0] % ARRAY_LEN(paths)], (Str){ (const char *)data + 1, size - 1 });
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *t = &f->tasks.items[i];
        if (t->line < 1 || !t->title || !t->title[0] || t->state_at.end < t->state_at.col)
            abort();
    }
    facts_free(f);
    return 0;
}
