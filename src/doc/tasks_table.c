/*
 * tasks_table.c - tables whose rows are tasks, or say how agents are doing.
 *
 * Columns are known by their header words.  A table is read when it has a column of things to do
 * and something that tells their state or owner; others (files, metrics, decisions) are prose.
 */
#include "boxes.h"
#include "names.h"
#include "rows.h"
#include "states.h"
#include "tasks.h"

enum { PROBE_ROWS = 40 };

typedef enum {
    COL_NONE,
    COL_TITLE,
    COL_WEAK,
    COL_TEXT,
    COL_STATUS,
    COL_ASSIGNEE,
    COL_ID,
    COL_DEPENDS,
    COL_KINDS
} Column;

typedef struct {
    int at[COL_KINDS];          /* index of the first column of that kind; -1: none */
    size_t count;
} Columns;

static Column column_kind(Str header)
{
    static const struct { Column kind; const char *names; } rows[] = {
        { COL_TITLE,
          "task|tasks|title|task name|task title|story|user story|milestone|milestones|phase|"
          "todo|to do|ticket|work item|action item|action items|action|subtask|sub task|epic|"
          "任务|任務|事项|任务名称|任务描述|タスク|tarefa|aufgabe|tarea|tâche" },
        { COL_WEAK, "item|feature|features|issue|bug|fix|deliverable|change|story name|work|"
                    "what|stream|workstream|step|goal|功能|内容" },
        { COL_TEXT, "description|summary|name|details|subject|beschreibung|descrição|描述|说明" },
        { COL_STATUS,
          "status|state|current status|task status|progress|stand|状态|狀態|进度|estado|situação|"
          "statut|ステータス|状態|進捗|done?|done|✓|✅" },
        { COL_ASSIGNEE,
          "agent|owner|assignee|assigned|assigned to|agent/session|agent / session|responsible|"
          "who|lead|assigned agent|owner/agent|owner / agent|负责人|執行者|执行者|担当|担当者|zuständig|"
          "verantwortlich|bearbeiter|responsável|responsable|指派|负责" },
        { COL_ID, "id|#|task id|nr|no|no.|ref|key|ticket id|编号|序号|番号|story id|issue id|task #" },
        { COL_DEPENDS, "dependencies|depends on|blocked by|dependency|depends|deps|依赖|"
                       "abhängig von|dependências" },
    };
    Str s = text_drop_symbols(text_marks_off(header));
    for (size_t i = 0; s.len && i < ARRAY_LEN(rows); i++)
        if (text_is_one_of(s, rows[i].names))
            return rows[i].kind;
    return str_eq(str_trim(header), STR("#")) ? COL_ID
           : str_eq(s, STR("✅"))              ? COL_STATUS
                                              : COL_NONE;
}

static Columns columns_read(Str header)
{
    Columns c;
    Row row;
    for (size_t k = 0; k < COL_KINDS; k++)
        c.at[k] = -1;
    row_split(header, 0, &row);
    c.count = row.count;
    for (size_t i = 0; i < row.count; i++) {
        Column kind = column_kind(row.cells[i]);
        if (kind != COL_NONE && c.at[kind] < 0)
            c.at[kind] = (int)i;
    }
    return c;
}

static bool is_ref_only(Str s)
{
    Str ref;
    s = text_marks_off(s);
    if (text_subject(s, &ref) != SUBJECT_NONE &&
        ref.data + ref.len + (s.data[0] == '[') == s.data + s.len)
        return true;
    for (size_t i = 0; i < s.len; i++)
        if (!text_is_digit(s.data[i]) && s.data[i] != '.')
            return false;
    return s.len > 0;
}

/* How many of the first rows have a state in their status cell that speaks of a task. */
static bool states_are_of_tasks(const Page *p, uint32_t first, uint32_t last, const Columns *c)
{
    size_t seen = 0, known = 0;
    for (uint32_t i = first; i <= last && i < first + PROBE_ROWS; i++) {
        Row row;
        StateHit hit;
        Box box;
        row_split(line_text(p, &p->lines.items[i]), c->count, &row);
        Str status = row_cell(&row, c->at[COL_STATUS]);
        if (text_is_none(status, NULL))
            continue;
        seen++;
        known += box_is_whole(p, status, &box) || legend_value(p, status, &hit.state) ||
                 (state_find(status, &hit) == 0 && hit.strong);
    }
    return seen && known * 2 >= seen;
}

/* Settles which column holds the titles; -1: the rows are no tasks. */
static int title_column(const Page *p, uint32_t first, uint32_t last, Columns *c)
{
    int title = c->at[COL_TITLE], text = c->at[COL_TEXT] >= 0 ? c->at[COL_TEXT] : c->at[COL_WEAK];
    Row row;
    if (title >= 0 && text >= 0 && first <= last) {
        row_split(line_text(p, &p->lines.items[first]), c->count, &row);
        if (is_ref_only(row_cell(&row, title))) {
            c->at[COL_ID] = c->at[COL_ID] < 0 ? title : c->at[COL_ID];
            return text;
        }
    }
    if (title >= 0)
        return title;
    bool told = c->at[COL_STATUS] >= 0 && states_are_of_tasks(p, first, last, c);
    if (told && c->at[COL_WEAK] >= 0)
        return c->at[COL_WEAK];
    return told && c->at[COL_ID] >= 0 ? c->at[COL_TEXT] : -1;
}

static void struck_title(Draft *d, const Row *row, int title)
{
    for (size_t i = 0; i < row->count; i++) {
        Str s = row->cells[i];
        ptrdiff_t end = str_starts(s, STR("~~")) ? str_find(str_slice(s, 2, s.len), STR("~~")) : -1;
        if (end <= 0)
            continue;
        StateHit hit;
        Str rest = text_skip_symbols(str_slice(s, (size_t)end + 4, s.len));
        if ((int)i == title)
            d->title = str_slice(s, 2, 2 + (size_t)end);
        if (rest.len && state_find(rest, &hit) == 0)
            draft_say(d, SAY_STRIKE, hit.state, struck_words(rest));
    }
    d->subject = text_subject(d->title, &d->ref);
}

static void cell_states(Page *p, Draft *d, const Row *row, const Columns *c, int title)
{
    Box box;
    for (size_t i = 0; i < row->count; i++)
        if ((int)i != title && box_is_whole(p, row->cells[i], &box))
            draft_say_as(d, SAY_BOX, FORM_CELL, box.state, box.mark);
    if (box_read(p, d->title, &box) && box.rest.len) {
        draft_say(d, SAY_BOX, box.state, box.mark);
        d->title = box.rest;
    }
    Str status = row_cell(row, c->at[COL_STATUS]);
    if (status.len)
        draft_say_value(p, d, SAY_CELL, status);
    if (c->at[COL_STATUS] >= 0 && d->state_form == FORM_NONE) {
        d->state_form = FORM_CELL;      /* says nothing; that is where a state can be put */
        d->state_place = status;
    }
    d->status_key = c->at[COL_STATUS] >= 0;
}

static void take_row(Page *p, uint32_t line, const Columns *c, int title)
{
    Row row;
    TaskState state;
    Str emoji, rest;
    row_split(line_text(p, &p->lines.items[line]), c->count, &row);
    Str text = row_cell(&row, title);
    if (text_is_none(text, NULL) || text_is_placeholder(text) || !text_skip_symbols(text).len)
        return;
    bool marked = legend_emoji(p, text, &state, &emoji, &rest) == 0 && rest.len;
    Draft *d = draft_add(p, line, DRAFT_ROW, marked ? rest : text);
    if (!d)
        return;
    struck_title(d, &row, title);
    cell_states(p, d, &row, c, title);
    if (marked)
        draft_say(d, SAY_TITLE, state, emoji);
    Str id = text_marks_off(row_cell(&row, c->at[COL_ID]));
    if (id.len && id.len <= 40 && !text_is_none(id, NULL))
        d->ref = text_marks_off(id);
    if (c->at[COL_ASSIGNEE] >= 0) {
        draft_name_value(d, FORM_CELL, row_cell(&row, c->at[COL_ASSIGNEE]));
        d->named = NAMED_KEY;   /* an empty cell says that nobody has it */
    }
    if (c->at[COL_DEPENDS] >= 0)
        draft_depend(p, d, row_cell(&row, c->at[COL_DEPENDS]));
}

/* The column that says what an agent works on; -1: none. */
static int work_column(Str header)
{
    Row row;
    row_split(header, 0, &row);
    for (size_t i = 0; i < row.count; i++)
        if (text_is_one_of(text_drop_symbols(text_marks_off(row.cells[i])),
                           "current task|working on|current work|focus|current focus|assigned task|"
                           "active task|当前任务"))
            return (int)i;
    return -1;
}

static void take_agents(Page *p, uint32_t first, uint32_t last, const Columns *c, Str header)
{
    int work = work_column(header);
    for (uint32_t i = first; i <= last; i++) {
        Row row;
        row_split(line_text(p, &p->lines.items[i]), c->count, &row);
        Str name = name_clean(row_cell(&row, c->at[COL_ASSIGNEE]));
        if (name.len)
            agent_set_task(p, agent_add(p, &p->lines.items[i], name, row_cell(&row, c->at[COL_STATUS])),
                           row_cell(&row, work));
    }
}

uint32_t walk_table(Walk *w, uint32_t head)
{
    Page *p = w->p;
    uint32_t first = head + 2, last = head + 1;
    const Line *l = &p->lines.items[head];
    while (last + 1 < p->lines.len && p->lines.items[last + 1].kind == LINE_TABLE_ROW)
        last++;
    if (!section_is_read(p, l->section) || l->quoted || first > last)
        return last;
    Columns c = columns_read(line_text(p, l));
    int title = title_column(p, first, last, &c);
    bool told = c.at[COL_STATUS] >= 0 || c.at[COL_ASSIGNEE] >= 0 || section_state(p, l->section);
    if (title >= 0 && told) {
        for (uint32_t i = first; i <= last; i++)
            take_row(p, i, &c, title);
        walk_mark_children(w, l);
    } else if (c.at[COL_ASSIGNEE] >= 0 && c.at[COL_STATUS] >= 0) {
        take_agents(p, first, last, &c, line_text(p, l));
    }
    return last;
}
