/*
 * edit_check.c - whether a patched file says what was wished, and nothing else changed.
 */
#include "baton/model/agent.h"
#include "edit_parts.h"
#include "names.h"
#include "text.h"

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_list(const StrList *a, const StrList *b)
{
    if (a->len != b->len)
        return false;
    for (size_t i = 0; i < a->len; i++)
        if (!same(a->items[i], b->items[i]))
            return false;
    return true;
}

/* Where a line of before is now. */
static int shifted(const Patch *p, int line)
{
    return line && p->lines && line >= p->line ? line + p->lines : line;
}

static bool same_place(const Patch *p, const TaskFact *a, const TaskFact *b)
{
    return shifted(p, a->line) == b->line && same(a->ref, b->ref) && a->depth == b->depth &&
           same_list(&a->depends_on, &b->depends_on);
}

static bool same_state(const TaskFact *a, const TaskFact *b)
{
    return a->state == b->state && same(a->state_raw, b->state_raw);
}

static bool same_agent(const char *a, const char *b)
{
    Str x = str_from(a), y = name_clean(str_from(b));
    x = name_clean(x).len ? name_clean(x) : x;
    y = y.len ? y : str_from(b);
    x = str_starts(x, STR("@")) ? str_slice(x, 1, x.len) : x;
    y = str_starts(y, STR("@")) ? str_slice(y, 1, y.len) : y;
    return str_eq(x, y);
}

/* A heading may call the agent otherwise than the wish does: "QA Engineer". */
static bool same_slug(const char *a, const char *b)
{
    CLEANUP(arena_free_ptr) Arena *arena = arena_new();
    const char *x = agent_slug(arena, name_clean(str_from(a))), *y = agent_slug(arena, str_from(b));
    return x && y && strcmp(x, y) == 0;
}

/* The words of a title may be those that state it. */
static bool title_moves(const Edit *e)
{
    const TaskFact *t = e->t;
    Form form = e->wish->kind == EDIT_STATE ? t->state_form : t->assignee_form;
    Span s = e->wish->kind == EDIT_STATE ? t->state_at : t->assignee_at;
    bool inside = s.line == t->at.line && s.col < t->at.end && s.end > t->at.col;
    return form == FORM_WORD || inside;
}

static bool is_wished(const Edit *e, const TaskFact *a, const TaskFact *b, const Patch *p)
{
    bool words = title_moves(e);
    if (!same_place(p, a, b) || !(words || same(a->title, b->title)) ||
        !same_list(&a->section, &b->section))
        return false;
    if (e->wish->kind == EDIT_STATE)
        return b->state == e->wish->state && b->state_raw && same(a->assignee, b->assignee);
    return same_state(a, b) && b->assignee && same_agent(b->assignee, e->wish->text);
}

static bool same_task(const Edit *e, const TaskFact *a, const TaskFact *b, const Patch *p)
{
    bool heads = e->t && e->wish->kind == EDIT_STATE && e->t->state_form == FORM_WORD;
    bool section = heads ? a->section.len == b->section.len : same_list(&a->section, &b->section);
    return same_place(p, a, b) && same(a->title, b->title) && section && same_state(a, b) &&
           same(a->assignee, b->assignee);
}

static bool is_new(const Edit *e, const TaskFact *t, const Patch *p)
{
    bool any = e->wish->state == TASK_UNKNOWN; /* as the section says */
    int last = p->line + MAX(p->lines, 1);
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Str title = str_from(t->title), want = str_from(text_title(a, str_from(e->wish->text)));
    size_t extra = title.len - want.len;
    bool named = title.len >= want.len && str_find(title, want) >= 0 &&
                 (extra == 0 || t->ref || extra <= 48);
    const char *who = e->wish->assignee;
    bool given = !who || (t->assignee && (same_agent(t->assignee, who) || same_slug(t->assignee, who)));
    return t->line >= p->line && t->line < last && (any || t->state == e->wish->state) && named && given;
}

static bool tasks_are_right(const Edit *e, const Facts *after, const Patch *p)
{
    const Facts *before = e->facts;
    EditKind kind = e->wish->kind;
    size_t more = kind == EDIT_ADD, skip = 0;
    if (after->tasks.len != before->tasks.len + more)
        return false;
    for (size_t i = 0; i < after->tasks.len; i++) {
        const TaskFact *b = &after->tasks.items[i];
        if (more && !skip && b->line >= p->line && is_new(e, b, p)) {
            skip = 1;
            continue;
        }
        if (i - skip >= before->tasks.len)
            return false;
        const TaskFact *a = &before->tasks.items[i - skip];
        bool target = (kind == EDIT_STATE || kind == EDIT_ASSIGN) && a == e->t;
        if (!(target ? is_wished(e, a, b, p) : same_task(e, a, b, p)))
            return false;
    }
    return skip == more;
}

static bool notes_are_same(const Edit *e, const Facts *after, const Patch *p)
{
    size_t k = 0;
    for (size_t i = 0; i < after->notes.len; i++) {
        const NoteFact *b = &after->notes.items[i];
        bool ours = e->wish->kind == EDIT_NOTE && p->lines && b->line >= p->line &&
                    b->line < p->line + p->lines;
        if (ours)
            continue;
        const NoteFact *a = k < e->facts->notes.len ? &e->facts->notes.items[k] : NULL;
        if (!a || !same(a->title, b->title) || shifted(p, a->line) != b->line ||
            a->state != b->state)
            return false;
        k++;
    }
    return k == e->facts->notes.len;
}

static bool agents_are_same(const Edit *e, const Facts *after, const Patch *p)
{
    if (after->agents.len != e->facts->agents.len)
        return false;
    for (size_t i = 0; i < after->agents.len; i++) {
        const AgentFact *a = &e->facts->agents.items[i], *b = &after->agents.items[i];
        if (!same(a->name, b->name) || a->state != b->state || !same(a->state_raw, b->state_raw) ||
            shifted(p, a->line) != b->line)
            return false;
    }
    return true;
}

static bool same_items(const HandoffItems *a, const HandoffItems *b)
{
    if (a->len != b->len)
        return false;
    for (size_t i = 0; i < a->len; i++)
        if (!same(a->items[i].text, b->items[i].text))
            return false;
    return true;
}

static bool handoff_is_same(const HandoffFact *a, const HandoffFact *b)
{
    if (!a || !b)
        return !a && !b;
    return same(a->from, b->from) && same(a->to, b->to) && same(a->status, b->status) &&
           same(a->date, b->date) && same_items(&a->blockers, &b->blockers) &&
           same_items(&a->questions, &b->questions) && same_items(&a->next_steps, &b->next_steps);
}

static bool rest_is_same(const Facts *a, const Facts *b)
{
    if (a->records.len != b->records.len || a->telemetry.len != b->telemetry.len ||
        !a->run != !b->run || strcmp(a->dialect, b->dialect) != 0 ||
        a->problems.len != b->problems.len || a->escalations.len != b->escalations.len)
        return false;
    for (size_t i = 0; i < a->records.len; i++)
        if (!same(a->records.items[i].title, b->records.items[i].title) ||
            !same(a->records.items[i].status, b->records.items[i].status))
            return false;
    return strcmp(a->encoding, b->encoding) == 0;
}

bool edit_check(const Edit *e, const Facts *after, const Patch *p)
{
    return tasks_are_right(e, after, p) && notes_are_same(e, after, p) &&
           agents_are_same(e, after, p) && handoff_is_same(e->facts->handoff, after->handoff) &&
           rest_is_same(e->facts, after);
}
