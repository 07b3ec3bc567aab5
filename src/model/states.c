/*
 * states.c - the tables behind states.h.
 */
#include "baton/model/states.h"

#include <errno.h>
#include <string.h>

#include "baton/base/macros.h"

typedef struct {
    const char *word, *glyph;
    char ascii[2];
    const char *help;
} Row;

#define ROW(id, w, g, a, h) { w, g, { a, 0 }, h },

static const Row task_rows[] = { TASK_STATES(ROW) };
static const Row agent_rows[] = { AGENT_STATES(ROW) };
static const Row handoff_rows[] = { HANDOFF_STATES(ROW) };
static const Row escalation_rows[] = { ESCALATION_STATES(ROW) };
static const Row via_rows[] = { ESCALATION_VIAS(ROW) };
static const Row escalation_act_rows[] = { ESCALATION_ACTS(ROW) };
static const Row run_rows[] = { RUN_STATES(ROW) };
static const Row edit_state_rows[] = { EDIT_STATES(ROW) };
static const Row check_rows[] = { CHECK_STATES(ROW) };
static const Row verdict_rows[] = { VERDICTS(ROW) };
static const Row effect_rows[] = { EFFECT_STATES(ROW) };
static const Row source_rows[] = { SOURCES(ROW) };

static int row_parse(const Row *rows, size_t n, const char *word)
{
    for (size_t i = 0; word && i < n; i++)
        if (strcmp(rows[i].word, word) == 0)
            return (int)i;
    return -EINVAL;
}

#define CALLS(Type, name, rows) \
    static const Row *name##_row(Type s) \
    { \
        BUG_ON((size_t)s >= ARRAY_LEN(rows)); \
        return &rows[s]; \
    } \
    const char *name##_text(Type s) { return name##_row(s)->word; } \
    const char *name##_help(Type s) { return name##_row(s)->help; } \
    const char *name##_glyph(Type s, bool ascii) \
    { \
        return ascii ? name##_row(s)->ascii : name##_row(s)->glyph; \
    } \
    int name##_parse(const char *word, Type *ret_state) \
    { \
        int i = row_parse(rows, ARRAY_LEN(rows), word); \
        if (i < 0) \
            return i; \
        *ret_state = (Type)i; \
        return 0; \
    }

CALLS(TaskState, task_state, task_rows)
CALLS(AgentState, agent_state, agent_rows)
CALLS(HandoffState, handoff_state, handoff_rows)
CALLS(EscalationState, escalation_state, escalation_rows)
CALLS(EscalationVia, escalation_via, via_rows)
CALLS(EscalationAct, escalation_act, escalation_act_rows)
CALLS(RunState, run_state, run_rows)
CALLS(EditState, edit_state, edit_state_rows)
CALLS(CheckState, check_state, check_rows)
CALLS(Verdict, verdict, verdict_rows)
CALLS(EffectState, effect_state, effect_rows)
CALLS(Source, source, source_rows)
