/*
 * defs.c - the table of settings: types, ranges and defaults beside the names and help of conf.h.
 */
#include "baton/conf/conf.h"

enum { ITEMS_MAX = 100 };

#define BOOL(initial)           SETTING_BOOL, initial, NULL, 0, 1, NULL, 0, false
#define TEXT(initial, min)      SETTING_TEXT, initial, NULL, min, 4096, NULL, 0, false
#define MS(initial, min, max)   SETTING_INT, initial, "ms", min, max, NULL, 0, false
#define COUNT(initial, max)     SETTING_INT, initial, "times", 0, max, NULL, 0, false
#define SPAN(initial)           SETTING_SPAN, initial, NULL, 0, 0, NULL, 0, false
#define CHOICE(initial, names)  SETTING_CHOICE, initial, NULL, 0, 0, names, 0, false
#define LIST(initial, item)     SETTING_LIST, initial, NULL, 0, ITEMS_MAX, NULL, item, false
#define PATTERNS(initial)       LIST(initial, ITEM_PATTERN)
#define PROGRAM(initial)        SETTING_LIST, initial, NULL, 0, ITEMS_MAX, NULL, ITEM_WORD, true

#define ROW_THEME           TEXT("dark", 1)
#define ROW_ASCII           BOOL("false")
#define ROW_MOUSE           BOOL("true")
#define ROW_CLOCK           BOOL("true")
#define ROW_EDITOR          SETTING_TEXT, "", NULL, 0, 4096, NULL, 0, true
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
#define ROW_FILES_OUTPUT    PATTERNS( \
    ".agents/logs/**/*.log\n" \
    ".agents/logs/**/*.txt\n" \
    ".agents/output/**/*.log\n" \
    ".agents/output/**/*.txt")
#define ROW_OLD_SECTION     SPAN("30m")
#define ROW_REMIND_ESCALATION SPAN("15m")
#define ROW_REMIND_HANDOFF  SPAN("30m")
#define ROW_REMIND_OTHER    SPAN("1h")
#define ROW_REMIND_LONGEST  SPAN("4h")
#define ROW_REMIND_TIMES    COUNT("6", 100)
#define ROW_REMIND_SILENT   LIST("30m", ITEM_SILENCE)
#define ROW_REMIND_QUIET    LIST("", ITEM_HOURS)
#define ROW_REMIND_BELL     BOOL("true")
#define ROW_REMIND_DESKTOP  CHOICE("osc9", desktops)
#define ROW_REMIND_COMMAND  PROGRAM("")
#define ROW_QUIET_MS        MS("25", 0, 10000)
#define ROW_POLL_MS         MS("2000", 100, 600000)

static const char *const desktops[] = { "off", "osc9", "osc777", "osc99", NULL };

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
