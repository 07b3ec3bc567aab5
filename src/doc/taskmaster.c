/*
 * taskmaster.c - task-master's tasks.json: lists of tasks, one for each tag.
 *
 * {"tag": {"tasks": […], "metadata": {…}}}, and before there were tags {"tasks": […]}.  The tag is
 * the section of its tasks.  "master" is the tag of a project that has none, and is not named.
 */
#include "baton/base/file.h"
#include "dialect.h"
#include "json_task.h"

enum { SUBTASK_DEPTH_MAX = 8, HEAD_BYTES = 4096, TOLD_MAX = 50 };

/* ---- the walk ---- */

static void walk_list(const TaskVisitor *v, const JsonToken *list, TaskPlace place);

static void walk_task(const TaskVisitor *v, const JsonToken *object, const TaskPlace *place)
{
    JsonTask t;
    json_task_read(object, &t);
    v->task(v->ctx, &t, place);
    const JsonToken *subtasks = &t.values[KEY_SUBTASKS];
    if (!json_is_kind(subtasks, '['))
        return;
    if (place->depth == SUBTASK_DEPTH_MAX) {
        v->problem(v->ctx, subtasks->line, "tasks are nested too deep here; these were passed over");
        return;
    }
    TaskPlace below = *place;
    below.depth++;
    below.parent = taskmaster_ref(v->arena, &t, place);
    walk_list(v, subtasks, below);
}

static void walk_list(const TaskVisitor *v, const JsonToken *list, TaskPlace place)
{
    JsonScan s;
    JsonToken item;
    place.list = list;
    json_scan_inside(&s, list);
    while (json_scan_item(&s)) {
        (void)json_scan_value(&s, &item);
        if (json_is_kind(&item, '{'))
            walk_task(v, &item, &place);
        else if (!s.error)
            v->problem(v->ctx, item.line, "an object was expected here: this is no task");
    }
}

static Str unquoted(const JsonToken *name)
{
    return str_slice(name->raw, 1, name->raw.len - 1);
}

static void walk_tag(const TaskVisitor *v, const JsonToken *name, const JsonToken *value)
{
    JsonTask tag;
    Str key = unquoted(name);
    if (json_is_kind(value, '[') && str_eq(key, STR("tasks"))) {
        walk_list(v, value, (TaskPlace){ .tag = STR(""), .name = STR("") });
        return;
    }
    if (!json_is_kind(value, '{'))
        return;
    json_task_read(value, &tag);
    if (!json_is_kind(&tag.values[KEY_TASKS], '['))
        return;
    TaskPlace place = { .tag = key, .name = key };
    if (str_eq(key, STR("master")))
        place.tag = STR("");
    walk_list(v, &tag.values[KEY_TASKS], place);
}

static void walk_tags(const TaskVisitor *v, const JsonToken *root)
{
    JsonScan s;
    JsonToken name, value;
    json_scan_inside(&s, root);
    while (json_scan_member(&s, &name)) {
        (void)json_scan_value(&s, &value);
        walk_tag(v, &name, &value);
    }
}

static bool scan_root(Str text, JsonScan *s, JsonToken *ret_root)
{
    json_scan(s, text, 1);
    return json_scan_value(s, ret_root);
}

void taskmaster_walk(Str text, const TaskVisitor *v)
{
    JsonScan s;
    JsonToken root;
    (void)scan_root(text, &s, &root);
    if (json_is_kind(&root, '{'))
        walk_tags(v, &root);
    else if (json_is_kind(&root, '['))
        walk_list(v, &root, (TaskPlace){ .tag = STR(""), .name = STR("") });
}

const char *taskmaster_ref(Arena *a, const JsonTask *t, const TaskPlace *place)
{
    const char *id = json_task_text(a, &t->values[KEY_ID]);
    size_t n = place->parent ? strlen(place->parent) : 0;
    if (!id || !n || (strncmp(id, place->parent, n) == 0 && id[n] == '.'))
        return id;
    return arena_printf(a, "%s.%s", place->parent, id);
}

/* ---- facts ---- */

/* A number without a dot in a subtask means its neighbour. */
static void add_dependency(Facts *f, TaskFact *task, const JsonToken *item, const char *parent)
{
    const char *id = json_task_text(f->arena, item);
    if (id && parent && !strchr(id, '.'))
        id = arena_printf(f->arena, "%s.%s", parent, id);
    if (id)
        strlist_add(&task->depends_on, f->arena, id);
}

static void add_dependencies(Facts *f, TaskFact *task, const JsonToken *list, const char *parent)
{
    JsonScan s;
    JsonToken item;
    if (!json_is_kind(list, '['))
        return;
    json_scan_inside(&s, list);
    while (json_scan_item(&s) && json_scan_value(&s, &item))
        add_dependency(f, task, &item, parent);
}

/* Of half an object only what says its title and its state is a task. */
static bool is_enough(const JsonTask *t)
{
    return t->whole || (t->values[KEY_TITLE].raw.data && t->values[KEY_STATUS].raw.data);
}

static void add_task(void *ctx, const JsonTask *t, const TaskPlace *place)
{
    Facts *f = ctx;
    TaskFact *task = NULL;
    if (f->tasks.len < JSON_TASKS_MAX && is_enough(t))
        task = json_task_fact(f, t);
    if (!task)
        return;
    task->ref = taskmaster_ref(f->arena, t, place);
    task->depth = place->depth;
    if (place->tag.len)
        strlist_add(&task->section, f->arena, arena_str(f->arena, place->tag));
    add_dependencies(f, task, &t->values[KEY_DEPENDENCIES], place->parent);
    if (f->tasks.len == JSON_TASKS_MAX)
        facts_problem(f, task->line, "more than %d tasks: the rest was not read", JSON_TASKS_MAX);
}

static void add_problem(void *ctx, int line, const char *what)
{
    Facts *f = ctx;
    if (f->problems.len < TOLD_MAX)
        facts_problem(f, line, "%s", what);
}

static void taskmaster_read(Reading *r)
{
    JsonScan s;
    JsonToken root;
    Str text = { r->text, r->len };
    Facts *f = r->facts;
    if (scan_root(text, &s, &root) && json_scan_peek(&s))
        facts_problem(f, s.line, "something stands behind the end of the JSON; it was passed over");
    json_scan_tell(f, &s);
    taskmaster_walk(text, &(TaskVisitor){ f, f->arena, add_task, add_problem });
}

/* Whether a list under the key "tasks" comes early. */
static bool has_tasks(Str text)
{
    Str head = str_slice(text, 0, HEAD_BYTES);
    ptrdiff_t at = str_find(head, STR("\"tasks\""));
    if (at < 0 || !str_starts(str_trim(head), STR("{")))
        return false;
    Str behind = str_trim(str_slice(head, (size_t)at + 7, head.len));
    return str_starts(behind, STR(":")) &&
           str_starts(str_trim(str_slice(behind, 1, behind.len)), STR("["));
}

static Match taskmaster_matches(const char *path, Str text)
{
    if (!path_ends(path, ".json"))
        return MATCH_NO;
    if (str_ieq(str_from(path_base(path)), STR("tasks.json")))
        return MATCH_PATH;
    return has_tasks(text) ? MATCH_NAME : MATCH_NO;
}

const DialectDef dialect_taskmaster = { "taskmaster", taskmaster_matches, taskmaster_read };
