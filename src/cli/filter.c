/*
 * filter.c - what the flags of lists mean.
 */
#include "filter.h"

#include "baton/base/clock.h"
#include "baton/model/agent.h"
#include "baton/model/remind.h"
#include "baton/model/states.h"

#define WORD(id, word, glyph, ascii, help) word,
static const char *const task_list[] = { TASK_STATES(WORD) };
static const char *const handoff_list[] = { HANDOFF_STATES(WORD) };
static const char *const escalation_list[] = { ESCALATION_STATES(WORD) };
#undef WORD

const StateWords task_words = { "task", task_list, ARRAY_LEN(task_list) };
const StateWords handoff_words = { "handoff", handoff_list, ARRAY_LEN(handoff_list) };
const StateWords escalation_words = { "escalation", escalation_list, ARRAY_LEN(escalation_list) };

static const char *all_words(Arena *a, const StateWords *words)
{
    const char *text = "";
    for (size_t i = 0; i < words->n; i++)
        text = arena_printf(a, "%s%s%s", text, i ? ", " : "", words->words[i]);
    return text;
}

static int state_add(Cmd *cmd, const StateWords *words, Str word, unsigned *states)
{
    for (size_t i = 0; i < words->n; i++) {
        if (!str_ieq(word, str_from(words->words[i])))
            continue;
        *states |= 1u << i;
        return DONE;
    }
    return cmd_usage(cmd, "'%.*s' is no state of a %s; states are %s", STR_ARG(word), words->what,
                     all_words(cmd->arena, words));
}

static int states_add(Cmd *cmd, const StateWords *words, const char *list, unsigned *states)
{
    Str rest = str_from(list);
    do {
        int r = state_add(cmd, words, str_trim(str_cut(&rest, ',')), states);
        if (r)
            return r;
    } while (rest.len);
    return DONE;
}

int filter_states(Cmd *cmd, const StateWords *words, unsigned *ret_states)
{
    unsigned states = 0;
    for (size_t i = 0; i < cmd->flag_count; i++) {
        if (strcmp(cmd->flags[i].name, "state") != 0)
            continue;
        int r = states_add(cmd, words, cmd->flags[i].value, &states);
        if (r)
            return r;
    }
    *ret_states = states;
    return DONE;
}

int filter_time(Cmd *cmd, const char *flag, int64_t *ret_at)
{
    const char *text = cmd_flag(cmd, flag);
    *ret_at = 0;
    return text ? filter_time_text(cmd, flag, text, ret_at) : DONE;
}

int filter_time_text(Cmd *cmd, const char *flag, const char *text, int64_t *ret_at)
{
    int64_t span;
    if (span_parse(str_from(text), &span) == 0 && span)
        *ret_at = MAX(clock_now() - span, (int64_t)1);
    else if (time_parse(str_from(text), ret_at) < 0)
        return cmd_usage(cmd, "--%s does not understand '%s': say 90s, 15m, 2h, 3d or a time as in "
                              "2026-01-02T03:04:05Z", flag, text);
    return DONE;
}

int filter_span(Cmd *cmd, const char *flag, int64_t *ret_ms)
{
    const char *text = cmd_flag(cmd, flag);
    *ret_ms = 0;
    if (text && (span_parse(str_from(text), ret_ms) < 0 || !*ret_ms))
        return cmd_usage(cmd, "--%s does not understand '%s': say 90s, 15m, 2h or 3d", flag, text);
    return DONE;
}

int filter_limit(Cmd *cmd, int64_t otherwise, int64_t *ret_limit)
{
    const char *text = cmd_flag(cmd, "limit");
    *ret_limit = otherwise;
    if (text && (str_to_i64(str_from(text), ret_limit) < 0 || *ret_limit < 1))
        return cmd_usage(cmd, "--limit needs a number from 1 up, not '%s'", text);
    return DONE;
}

const char *filter_agent(Cmd *cmd)
{
    const char *text = cmd_flag(cmd, "agent");
    if (!text || !*text || strcmp(text, "-") == 0)
        return text ? "" : NULL;
    const char *slug = agent_slug(cmd->arena, str_from(text));
    return slug ? slug : text;
}
