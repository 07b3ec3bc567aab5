/*
 * tasks_agent.c - agents that a document speaks of: how they are, since when, and at what.
 */
#include "baton/doc/doc.h"
#include "tasks.h"

enum { VALUE_BYTES_MAX = 512 };

static void agent_state(Page *p, AgentFact *a, uint32_t near, Str status)
{
    Str raw = text_marks_off(status);
    if (raw.len > 2 && raw.data[0] == '[' && raw.data[raw.len - 1] == ']')
        raw = str_slice(raw, 1, raw.len - 1);
    if (doc_task_state(raw, &a->state) < 0)
        a->state = TASK_UNKNOWN;
    a->state_raw = raw.len ? text_copy(p->arena, raw) : NULL;
    a->state_at = raw.len ? page_span(p, near, raw) : (Span){ 0 };
}

AgentFact *agent_add(Page *p, const Line *l, Str name, Str status)
{
    if (p->facts->agents.len >= PAGE_NOTES_MAX || !name.len)
        return NULL;
    uint32_t near = line_index(p, l);
    AgentFact a = { .line = l->number,
                    .at = page_span(p, near, text_marks_off(name)),
                    .name = text_title(p->arena, name) };
    agent_state(p, &a, near, status);
    AVEC_PUSH(&p->facts->agents, p->arena, a);
    return &p->facts->agents.items[p->facts->agents.len - 1];
}

bool agent_say(Page *p, int line, Str status)
{
    size_t n = p->facts->agents.len;
    AgentFact *a = n ? &p->facts->agents.items[n - 1] : NULL;
    if (!a || a->line != line)
        return false;
    if (!a->state_raw && !text_is_none(status, NULL))
        agent_state(p, a, UINT32_MAX, status);
    return true;
}

void agent_set_task(Page *p, AgentFact *a, Str value)
{
    value = str_slice(text_marks_off(value), 0, VALUE_BYTES_MAX);
    if (a && !a->task && !text_is_none(value, NULL) && !text_is_placeholder(value))
        a->task = text_title(p->arena, value);
}

static void set_time(Page *p, const char **slot, int *ret_line, int line, Str value)
{
    value = str_slice(text_marks_off(value), 0, VALUE_BYTES_MAX);
    if (*slot || text_is_none(value, NULL))
        return;
    *slot = text_copy(p->arena, value);
    *ret_line = line;
}

/* The agent last added, if the line stands in its section; a log ends with its heading's level. */
static AgentFact *agent_of(Page *p, uint32_t line)
{
    AgentFact *a = &p->facts->agents.items[p->facts->agents.len - 1];
    for (int i = (int)p->lines.items[line].section; i > 0; i = p->sections.items[i].parent)
        if (p->lines.items[p->sections.items[i].line].number == a->line)
            return a;
    return NULL;
}

void agent_take_key(Page *p, uint32_t line, const KeyValue *kv)
{
    static const struct { Str name; enum { STARTED, ENDED, TOOK, TASK } what; } keys[] = {
        { STR("start time"), STARTED },    { STR("started"), STARTED },
        { STR("started at"), STARTED },    { STR("start"), STARTED },
        { STR("completion time"), ENDED }, { STR("completed at"), ENDED },
        { STR("end time"), ENDED },        { STR("finished"), ENDED },
        { STR("finished at"), ENDED },     { STR("ended"), ENDED },
        { STR("duration"), TOOK },         { STR("time spent"), TOOK },
        { STR("actual time"), TOOK },      { STR("time taken"), TOOK },
        { STR("task"), TASK },             { STR("current task"), TASK },
        { STR("assigned task"), TASK },    { STR("working on"), TASK },
        { STR("current focus"), TASK },    { STR("assignment"), TASK },
        { STR("assigned tasks"), TASK },   { STR("tasks assigned"), TASK },
    };
    size_t i = kv->key.len < 4 || kv->key.len > 15 ? ARRAY_LEN(keys) : 0;
    while (i < ARRAY_LEN(keys) && (keys[i].name.len != kv->key.len || !str_ieq(kv->key, keys[i].name)))
        i++;
    AgentFact *a = i < ARRAY_LEN(keys) ? agent_of(p, line) : NULL;
    int number = p->lines.items[line].number;
    if (!a)
        return;
    if (keys[i].what == STARTED)
        set_time(p, &a->started, &a->started_line, number, kv->value);
    else if (keys[i].what == ENDED)
        set_time(p, &a->ended, &a->ended_line, number, kv->value);
    else if (keys[i].what == TOOK)
        set_time(p, &a->took, &a->took_line, number, kv->value);
    else
        agent_set_task(p, a, kv->value);
}
