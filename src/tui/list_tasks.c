/*
 * list_tasks.c - tasks grouped by agent.
 *
 * Without a filter every agent's tasks stand under a heading; where a group begins is known from
 * the maintained counters, so that only the rows in sight are read however many tasks there are.
 * With a filter the list is flat.
 */
#include "screen.h"

#include "baton/base/file.h"
#include "row_paint.h"

static int64_t group_size(const TaskGroup *g)
{
    int64_t n = 0;
    for (size_t i = 0; i < TASK_STATE_COUNT; i++)
        n += g->n[i];
    return n;
}

static int64_t read_groups(List *l)
{
    TaskGroups groups = { 0 };
    int64_t rows = 0;

    arena_free(l->data_arena);
    l->data_arena = arena_new();
    store_task_groups(l->screen->context->store, l->data_arena, &groups);
    l->data = arena_alloc(l->data_arena, sizeof groups);
    *(TaskGroups *)l->data = groups;
    for (size_t i = 0; i < groups.len; i++)
        if (group_size(&groups.items[i]))
            rows += 1 + group_size(&groups.items[i]);
    return rows;
}

static TaskQuery filtered(const List *l)
{
    return (TaskQuery){ .text = l->filter, .by_agent = true };
}

static int64_t tasks_count(List *l)
{
    if (!l->filter)
        return read_groups(l);
    TaskQuery q = filtered(l);
    return store_task_count(l->screen->context->store, &q);
}

static void add_tasks(List *l, TaskQuery q)
{
    TaskRows rows = { 0 };
    store_tasks(l->screen->context->store, l->arena, &q, &rows);
    for (size_t i = 0; i < rows.len; i++)
        list_add(l, (ListRow){ .kind = ITEM_TASK, .id = rows.items[i].id, .file = rows.items[i].file,
                               .line = rows.items[i].line, .state = task_state_text(rows.items[i].state),
                               .record = &rows.items[i], .data = &rows.items[i] });
}

static void add_group(List *l, const TaskGroup *g, int64_t from, int64_t to)
{
    if (from == 0)
        list_add(l, (ListRow){ .kind = ITEM_NONE, .data = g,
                               .id = arena_printf(l->arena, "group %s", g->assignee) });
    int64_t first = MAX(from - 1, 0);
    if (to - 1 > first)
        add_tasks(l, (TaskQuery){ .assignee = g->assignee, .by_agent = true,
                                  .offset = first, .limit = to - 1 - first });
}

static void tasks_fetch(List *l, int64_t offset, int64_t limit)
{
    if (l->filter) {
        TaskQuery q = filtered(l);
        q.offset = offset;
        q.limit = limit;
        add_tasks(l, q);
        return;
    }
    const TaskGroups *groups = l->data;
    int64_t at = 0, end = offset + limit;
    for (size_t i = 0; i < groups->len && at < end; i++) {
        int64_t size = group_size(&groups->items[i]);
        if (!size)
            continue;
        int64_t from = MAX(offset - at, 0), to = MIN(end - at, size + 1);
        if (from < to)
            add_group(l, &groups->items[i], from, to);
        at += size + 1;
    }
}

static int64_t group_start(const List *l, const char *slug)
{
    const TaskGroups *groups = l->data;
    int64_t at = 0;
    for (size_t i = 0; i < groups->len; i++) {
        int64_t size = group_size(&groups->items[i]);
        if (strcmp(groups->items[i].assignee, slug) == 0)
            return at;
        at += size ? size + 1 : 0;
    }
    return -1;
}

static int64_t tasks_find(List *l, const char *id)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Store *s = l->screen->context->store;
    TaskQuery all = { .by_agent = true, .text = l->filter }, one = { .id = id, .text = l->filter, .limit = 1 };
    TaskRows rows = { 0 };
    store_tasks(s, a, &one, &rows);
    if (!rows.len)
        return -1;
    if (l->filter)
        return store_task_place(s, &all, id);
    all.assignee = rows.items[0].assignee_slug;
    int64_t start = group_start(l, all.assignee);
    return start < 0 ? -1 : start + 1 + store_task_place(s, &all, id);
}

/* "session-current.md:41" as "session:41": enough to tell files apart, short enough for a column. */
static const char *short_place(List *l, const TaskRow *t)
{
    Str name = str_from(t->file ? path_base(t->file) : "");
    ptrdiff_t dot = str_chr(name, '.');
    Str stem = dot > 0 ? str_slice(name, 0, (size_t)dot) : name;
    if (str_ends(stem, STR("-current")))
        stem.len -= strlen("-current");
    stem.len = MIN(stem.len, (size_t)8);
    return arena_printf(l->arena, "%.*s:%d", STR_ARG(stem), t->line);
}

static void paint_group(List *l, Canvas *c, Rect row, const TaskGroup *g)
{
    RowPaint p = row_begin(c, row);
    const char *name = g->name && *g->name ? g->name : *g->assignee ? g->assignee : "nobody assigned";
    int64_t all = group_size(g), closed = g->n[TASK_DONE] + g->n[TASK_CANCELLED];
    row_right(&p, STYLE_DIM, 11, arena_printf(l->arena, "%lld/%lld", (long long)closed, (long long)all));
    row_rest(&p, STYLE_HEADING, name);
}

static void tasks_paint(List *l, Canvas *c, Rect row, const ListRow *r)
{
    if (r->kind == ITEM_NONE) {
        paint_group(l, c, row, r->data);
        return;
    }
    const TaskRow *t = r->data;
    RowPaint p = row_begin(c, row);
    if (!l->filter)
        p.left += 1 + MIN(t->depth, 4) * 2;
    row_glyph(&p, task_style(t->state), task_state_glyph(t->state, canvas_ascii(c)));
    if (p.right - p.left > 50)
        row_right(&p, STYLE_DIM, 13, short_place(l, t));
    if (t->state != TASK_DONE && t->state != TASK_PENDING && p.right - p.left > 28)
        row_right(&p, task_style(t->state), (int)strlen(task_state_text(t->state)), task_state_text(t->state));
    if (l->filter && p.right - p.left > 50)
        row_right(&p, STYLE_DIM, 18, t->assignee ? t->assignee : "");
    if (t->ref && !str_istarts(str_from(t->title), str_from(t->ref)))
        row_left(&p, STYLE_DIM, (int)MIN(strlen(t->ref), (size_t)14), t->ref);
    row_rest(&p, t->state == TASK_DONE || t->state == TASK_CANCELLED ? STYLE_DIM : STYLE_TEXT, t->title);
}

static void tasks_counts(List *l, Buf *out)
{
    const TaskGroups *groups = l->data;
    TaskGroup all = { 0 };
    if (l->filter) {
        buf_addf(out, "%lld match", (long long)l->count);
        return;
    }
    for (size_t i = 0; i < groups->len; i++)
        for (size_t k = 0; k < TASK_STATE_COUNT; k++)
            all.n[k] += groups->items[i].n[k];
    const struct { TaskState state; const char *word; } shown[] = {
        { TASK_PENDING, "open" }, { TASK_IN_PROGRESS, "doing" }, { TASK_REVIEW, "in review" },
        { TASK_BLOCKED, "blocked" }, { TASK_UNKNOWN, "unknown" }, { TASK_DONE, "done" },
    };
    const char *between = canvas_ascii(l->screen->canvas) ? ", " : " · ";
    for (size_t i = 0; i < ARRAY_LEN(shown); i++)
        if (all.n[shown[i].state])
            buf_addf(out, "%s%lld %s", out->len ? between : "", (long long)all.n[shown[i].state], shown[i].word);
}

const ListClass list_tasks = {
    .name = "tasks", .title = "Tasks",
    .empty = "No task yet: they are read from .claude/tasks/session-current.md, TASKS.md and the like.",
    .topics = TOPIC_TASKS, .count = tasks_count, .fetch = tasks_fetch, .paint_row = tasks_paint,
    .counts = tasks_counts, .find = tasks_find,
};
