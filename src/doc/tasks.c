/*
 * tasks.c - the walk over the lines of a page.
 */
#include "tasks.h"

#include <errno.h>
#include <pthread.h>

#include "baton/doc/doc.h"
#include "boxes.h"
#include "names.h"
#include "states.h"

#define TASK_KEYS(X) \
    X(STATUS, "status") X(STATUS, "state") X(STATUS, "task status") X(STATUS, "current status") \
    X(STATUS, "estado") X(STATUS, "situação") X(STATUS, "statut") X(STATUS, "stato") \
    X(STATUS, "状态") X(STATUS, "狀態") X(STATUS, "状況") X(STATUS, "ステータス") X(STATUS, "状態") X(STATUS, "任务状态") \
    X(ASSIGNEE, "assigned to") X(ASSIGNEE, "assignee") X(ASSIGNEE, "assigned") \
    X(ASSIGNEE, "assigned agent") X(ASSIGNEE, "owner") X(ASSIGNEE, "agent") \
    X(ASSIGNEE, "responsible") X(ASSIGNEE, "lead") X(ASSIGNEE, "assign to") \
    X(ASSIGNEE, "primary agent") X(ASSIGNEE, "task owner") X(ASSIGNEE, "owner/agent") \
    X(ASSIGNEE, "agent/session") X(ASSIGNEE, "assignees") X(ASSIGNEE, "assigned agents") \
    X(ASSIGNEE, "zuständig") X(ASSIGNEE, "verantwortlich") X(ASSIGNEE, "zugewiesen an") \
    X(ASSIGNEE, "bearbeiter") X(ASSIGNEE, "responsável") X(ASSIGNEE, "responsavel") \
    X(ASSIGNEE, "atribuído a") X(ASSIGNEE, "负责人") X(ASSIGNEE, "執行者") X(ASSIGNEE, "执行者") \
    X(ASSIGNEE, "担当") X(ASSIGNEE, "担当者") X(DEPENDS, "dependencies") X(DEPENDS, "dependency") \
    X(DEPENDS, "depends on") X(DEPENDS, "depends") X(DEPENDS, "blocked by") \
    X(DEPENDS, "requires") X(DEPENDS, "prerequisites") X(DEPENDS, "prerequisite") \
    X(DEPENDS, "deps") X(DEPENDS, "依赖") X(DEPENDS, "依赖项") X(DEPENDS, "abhängig von") \
    X(DEPENDS, "abhängigkeiten") X(DEPENDS, "dependências") X(DEPENDS, "depende de") \
    X(ID, "task id") X(ID, "id") X(ID, "ticket") X(ID, "taskid") X(ID, "task key") X(ID, "任务编号")

static const struct { TaskKey key; Str name; } task_keys[] = {
#define ROW(k, n) { KEY_##k, { n, sizeof(n) - 1 } },
    TASK_KEYS(ROW)
#undef ROW
};

/* By hash of their first two bytes; most keys are told apart by these. */
static bool key_pairs[256];
static pthread_once_t keys_once = PTHREAD_ONCE_INIT;

static inline size_t pair_of(Str s)
{
    return ((unsigned)(s.data[0] | 0x20) * 37u + (unsigned)(s.data[1] | 0x20)) % 256u;
}

static void index_keys(void)
{
    for (size_t i = 0; i < ARRAY_LEN(task_keys); i++)
        key_pairs[pair_of(task_keys[i].name)] = true;
}

TaskKey task_key(Str key)
{
    char low[24];
    pthread_once(&keys_once, index_keys);
    if (key.len < 2 || key.len > sizeof low || !key_pairs[pair_of(key)])
        return KEY_NONE;
    text_fold(key, low);
    for (size_t i = 0; i < ARRAY_LEN(task_keys); i++)
        if (task_keys[i].name.len == key.len && task_keys[i].name.data[0] == low[0] &&
            str_eq(task_keys[i].name, (Str){ low, key.len }))
            return task_keys[i].key;
    return KEY_NONE;
}

Draft *draft_add(Page *p, uint32_t line, DraftKind kind, Str title)
{
    if (p->drafts.len == PAGE_TASKS_MAX) {
        if (!p->full)
            facts_problem(p->facts, p->lines.items[line].number,
                          "more than %d tasks: the rest was not read", PAGE_TASKS_MAX);
        p->full = true;
        return NULL;
    }
    Draft d = {
        .line = line, .kind = kind, .section = p->lines.items[line].section, .title = title
    };
    d.subject = text_subject(title, &d.ref);
    VEC_PUSH(&p->drafts, d);
    return &p->drafts.items[p->drafts.len - 1];
}

void draft_say(Draft *d, Say say, TaskState state, Str raw)
{
    static const Form usual[] = {
        [SAY_TITLE] = FORM_WORD,  [SAY_KEY] = FORM_VALUE,   [SAY_STRIKE] = FORM_WORD,
        [SAY_CELL] = FORM_CELL,   [SAY_INLINE] = FORM_WORD, [SAY_BOX] = FORM_BOX,
    };
    draft_say_as(d, say, usual[say], state, raw);
}

void draft_say_as(Draft *d, Say say, Form form, TaskState state, Str raw)
{
    if (say <= d->say) {
        bool empty = d->kind == DRAFT_BOX && d->say == SAY_BOX && d->state == TASK_PENDING;
        if (empty && say >= SAY_KEY && state_refines(state))
            d->state = state;
        return;
    }
    d->say = say;
    d->state = state;
    d->state_raw = d->state_place = raw;
    d->state_form = form;
}

void draft_say_value(const Page *p, Draft *d, Say say, Str value)
{
    TaskState state;
    Str raw = text_marks_off(value);
    int r = legend_value(p, raw, &state) ? 0 : doc_task_state(raw, &state);
    if (r == 0)
        draft_say(d, say, state, raw);
    else if (r == -ENOENT && raw.len && !text_is_none(raw, NULL) && !text_is_placeholder(raw))
        draft_say(d, say, TASK_UNKNOWN, raw);
}

void draft_name(Draft *d, Named named, Str name)
{
    if (named <= d->named || name.len == 0)
        return;
    d->named = named;
    d->assignee = name;
    if (d->assignee_form == FORM_NONE && (named == NAMED_START || named == NAMED_MENTION)) {
        d->assignee_raw = name;
        d->assignee_form = FORM_WORD;
    }
}

/* The place of a value is known even if it says nobody: that is where a name can be put. */
void draft_name_value(Draft *d, Form form, Str value)
{
    bool named = d->named == NAMED_KEY && d->assignee.len;
    if (!named) {
        d->assignee_raw = value;
        d->assignee_form = form;
    }
    draft_name(d, NAMED_KEY, name_clean(value));
}

/* The pieces of "Task 1 (first), TASK-8 & TASK-9", without what stands in parentheses. */
void draft_depend(Page *p, Draft *d, Str value)
{
    Str rest = text_marks_off(str_slice(value, 0, 2048));
    if (text_is_none(rest, NULL) || text_is_placeholder(rest))
        return;
    int depth = 0;
    size_t from = 0;
    for (size_t i = 0; i <= rest.len && d->depends.len < 64; i++) {
        char c = i < rest.len ? rest.data[i] : ',';
        depth += c == '(' || c == '[' ? 1 : (c == ')' || c == ']') && depth ? -1 : 0;
        if (i < rest.len && (depth || !strchr(",;&", c)))
            continue;
        Str piece = text_marks_off(text_drop_parenthesis(str_slice(rest, from, i)));
        from = i + 1;
        if (piece.len > 2 && piece.data[0] == '[' && piece.data[piece.len - 1] == ']')
            piece = str_slice(piece, 1, piece.len - 1);
        if (piece.len && piece.len <= 120 && !text_is_none(piece, NULL))
            strlist_add_new(&d->depends, p->arena, piece);
    }
}

void note_add(Page *p, const Line *l, Str title, const TaskState *state, Str raw, char confidence)
{
    if (p->facts->notes.len >= PAGE_NOTES_MAX || text_is_none(title, NULL) ||
        text_is_placeholder(title))
        return;
    NoteFact n = { .line = l->number,
                   .at = page_span(p, line_index(p, l), text_marks_off(title)),
                   .title = text_title(p->arena, title),
                   .has_state = state != NULL,
                   .state = state ? *state : TASK_UNKNOWN,
                   .state_raw = raw.len ? text_copy(p->arena, raw) : NULL,
                   .confidence = confidence };
    AVEC_PUSH(&p->facts->notes, p->arena, n);
}

void walk_close_items(Walk *w)
{
    w->open = 0;
}

static void walk_line(Walk *w, uint32_t *i)
{
    const Line *l = &w->p->lines.items[*i];
    switch ((LineKind)l->kind) {
    case LINE_HEADING:
    case LINE_TITLE:
        walk_heading(w, *i);
        break;
    case LINE_ITEM:
        walk_item(w, *i);
        break;
    case LINE_TEXT:
        walk_text(w, *i);
        break;
    case LINE_TABLE_HEAD:
        walk_close_items(w);
        *i = walk_table(w, *i);
        break;
    case LINE_RULE:
        walk_close_items(w);
        break;
    case LINE_TABLE_RULE:
    case LINE_TABLE_ROW:
        break;
    }
}

void tasks_read(Page *p)
{
    Walk w = { .p = p };
    legends_read(p);
    for (uint32_t i = 0; i < p->lines.len; i++)
        walk_line(&w, &i);
    tasks_settle(p);
}
