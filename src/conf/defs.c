/*
 * defs.c - the table of settings: types, ranges and defaults beside the names and help of conf.h.
 */
#include "baton/conf/conf.h"

enum { PATTERNS_MAX = 100 };

#define BOOL(initial)           SETTING_BOOL, initial, NULL, 0, 1, NULL
#define TEXT(initial, min)      SETTING_TEXT, initial, NULL, min, 4096, NULL
#define MS(initial, min, max)   SETTING_INT, initial, "ms", min, max, NULL
#define PATTERNS(initial)       SETTING_LIST, initial, NULL, 0, PATTERNS_MAX, NULL

#define ROW_THEME           TEXT("dark", 1)
#define ROW_ASCII           BOOL("false")
#define ROW_MOUSE           BOOL("true")
#define ROW_CLOCK           BOOL("true")
#define ROW_EDITOR          TEXT("", 0)
#define ROW_FILES_SESSION   PATTERNS( \
    ".claude/tasks/session-current.md\n" \
    ".claude/tasks/session-*.md\n" \
    ".claude/tasks/context_session*.md\n" \
    ".claude/session.md")
#define ROW_FILES_BOARDS    PATTERNS( \
    ".claude/agents/CURRENT-TASKS.md\n" \
    "TASK_BOARD.md\n" \
    "TASKS.md\n" \
    "TODO.md\n" \
    ".agents/TASKS.md\n" \
    "backlog/tasks/*.md\n" \
    ".taskmaster/tasks/tasks.json\n" \
    ".beads/issues.jsonl")
#define ROW_FILES_RECORDS   PATTERNS( \
    ".claude/agents/DECISIONS.md\n" \
    ".claude/agents/FILE-MAP.md\n" \
    ".claude/agents/project-state.md\n" \
    "FILE-MAP.md\n" \
    "project-state.md")
#define ROW_FILES_HANDOFF   PATTERNS( \
    ".agents/active_handoff.md\n" \
    ".agents/handoff.md\n" \
    ".agents/*/handoff.md\n" \
    "AGENT_HANDOFF.md\n" \
    ".claude/HANDOFF.md\n" \
    ".claude/handoffs/*.md")
#define ROW_FILES_RUN       PATTERNS(".agents/.current_run")
#define ROW_FILES_TELEMETRY PATTERNS(".agents/logs/**/*.jsonl")
#define ROW_FILES_AGENTS    PATTERNS( \
    ".claude/agents/**/*.md\n" \
    ".agent/workflows/*.md\n" \
    ".agents/workflows/*.md\n" \
    "agents/**/*.md\n" \
    ".github/agents/*.agent.md\n" \
    ".opencode/agent/*.md\n" \
    ".gemini/agents/*.md")
#define ROW_QUIET_MS        MS("25", 0, 10000)
#define ROW_POLL_MS         MS("2000", 100, 600000)

static const SettingDef defs[] = {
#define X(id, name, help) [CONF_##id] = { name, help, ROW_##id },
    SETTINGS(X)
#undef X
};
_Static_assert(ARRAY_LEN(defs) == CONF_COUNT, "one row per setting");

const SettingDef *conf_def(SettingId id)
{
    BUG_ON((unsigned)id >= CONF_COUNT);
    return &defs[id];
}
