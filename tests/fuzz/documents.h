/*
 * documents.h - the kinds of documents that a fuzzer tries: one row per reader of doc/dialect.c and
 * more for what a path decides within one.  Only added to at the end: the corpus counts its rows.
 */
#ifndef BATON_TESTS_FUZZ_DOCUMENTS_H
#define BATON_TESTS_FUZZ_DOCUMENTS_H

#include "baton/base/mem.h"

typedef struct {
    const char *path;
    const char *dialect;        /* NULL: the content decides */
} FuzzDocument;

static const FuzzDocument fuzz_documents[] = {
    { ".claude/tasks/session-current.md", "session" },
    { "TASK_BOARD.md", "board" },
    { ".agents/active_handoff.md", "handoff" },
    { "notes.md", NULL },
    { ".agents/.current_run", "run" },
    { ".agents/logs/2026-01.jsonl", NULL },
    { ".agents/worker/handoff.md", "handoff" },
    { "DECISIONS.md", "decisions" },
    { "FILE-MAP.md", "file-map" },
    { "project-state.md", "project-state" },
    { "backlog/tasks/task-7 - tidy.md", "backlog" },
    { ".taskmaster/tasks/tasks.json", "taskmaster" },
    { ".beads/issues.jsonl", "beads" },
    { "CURRENT-TASKS.md", "board" },
    { ".claude/tasks/context_session_1.md", "session" },
    { "docs/adr/0003-storage.md", NULL },
    { ".claude/tasks/fix-mapper.md", NULL },
    { "data/telemetry.ndjson", "telemetry" },
    { ".agents/logs/backend-engineer.log", "output" },
};

static inline const FuzzDocument *fuzz_document(uint8_t pick)
{
    return &fuzz_documents[pick % ARRAY_LEN(fuzz_documents)];
}

#endif
