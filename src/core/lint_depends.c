/*
 * lint_depends.c - what tasks wait for: somebody must define it, and it must not wait back.
 *
 * A dependency is missed only when the file, or for real ids ("TASK-8") the project, names its
 * tasks in just that way: "Task 3" where no task is called "Task N" is an order of lines, and
 * "PROJ-12" where nothing is called so belongs to somebody else's tracker.
 */
#include <ctype.h>
#include <stdlib.h>

#include "lint.h"

enum { REF_BYTES_MAX = 80, DEPTH_MAX = 2000 };

typedef struct {
    const LintFile *file;
    const TaskFact *task;
    const char *key;            /* its ref in lower case, blanks and dashes made one */
    const char *shape;          /* the same, with digits as '#' */
    bool id;
    int state;                  /* of the walk: 0 not seen, 1 on the way, 2 done */
} Node;

typedef struct {
    const char *shape;          /* sorted by this, then by file */
    const LintFile *file;
    const TaskFact *task;
    bool id;
} Shape;

typedef struct {
    Lint *lint;
    Shape *shapes;
    Node *items;                /* sorted by key, file, place */
    size_t len, cap;
    size_t path[DEPTH_MAX];
    size_t depth;
} Graph;

static char *key_of(Arena *a, Str ref)
{
    char *out = arena_str(a, str_slice(ref, 0, REF_BYTES_MAX));
    for (char *c = out; *c; c++)
        *c = *c == '_' ? '-' : (char)tolower((unsigned char)*c);
    return out;
}

static char *shape_of(Arena *a, const char *key)
{
    char *out = arena_strdup(a, key);
    size_t n = 0;
    for (size_t i = 0; out[i]; i++)
        if (!isdigit((unsigned char)key[i]))
            out[n++] = key[i];
        else if (!n || out[n - 1] != '#')
            out[n++] = '#';
    out[n] = '\0';
    return out;
}

static int by_key(const void *a, const void *b)
{
    const Node *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    c = c ? c : strcmp(x->file->path, y->file->path);
    return c ? c : (x->task > y->task) - (x->task < y->task);
}

static bool has_tasks(const LintFile *f)
{
    return f->facts && f->kind != DOCUMENT_TELEMETRY && f->kind != DOCUMENT_RUN && f->kind != DOCUMENT_OUTPUT;
}

static void graph_build(Graph *g, Lint *l)
{
    g->lint = l;
    LINT_EACH(l, f) {
        if (!has_tasks(f))
            continue;
        FACT_EACH(TaskFact, t, f->facts->tasks) {
            const char *key = t->ref ? key_of(l->arena, str_from(t->ref)) : NULL;
            if (key)
                AVEC_PUSH(g, l->arena, ((Node){ f, t, key, shape_of(l->arena, key),
                                                lint_is_id(t->ref), 0 }));
        }
    }
    if (g->len)
        qsort(g->items, g->len, sizeof *g->items, by_key);
}

static int by_shape(const void *a, const void *b)
{
    const Shape *x = a, *y = b;
    int c = strcmp(x->shape, y->shape);
    return c ? c : (x->file > y->file) - (x->file < y->file);
}

static void graph_shapes(Graph *g)
{
    g->shapes = arena_alloc(g->lint->arena, MAX(g->len, (size_t)1) * sizeof *g->shapes);
    for (size_t i = 0; i < g->len; i++)
        g->shapes[i] = (Shape){ g->items[i].shape, g->items[i].file, g->items[i].task, g->items[i].id };
    qsort(g->shapes, g->len, sizeof *g->shapes, by_shape);
}

/* The first of a shape, from a file on. */
static const Shape *shape_first(const Graph *g, const char *shape, const LintFile *f)
{
    const Shape wanted = { .shape = shape, .file = f };
    size_t low = 0, high = g->len;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (by_shape(&g->shapes[mid], &wanted) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return &g->shapes[low];
}

/* The first node with this key; NULL: none. */
static Node *graph_first(const Graph *g, const char *key)
{
    size_t low = 0, high = g->len;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (strcmp(g->items[mid].key, key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < g->len && strcmp(g->items[low].key, key) == 0 ? &g->items[low] : NULL;
}

/* The one it means: of its own file, else a real id of another.  Several in one file mean none. */
static Node *graph_find(const Graph *g, const LintFile *f, const char *key)
{
    Node *own = NULL, *other = NULL, *end = g->items + g->len;
    for (Node *n = graph_first(g, key); n && n < end && strcmp(n->key, key) == 0; n++) {
        if (n->file != f)
            other = n->id ? n : other;
        else if (own)
            return NULL;
        else
            own = n;
    }
    return own ? own : other;
}

/* "TASK-8 (the schema)" without its remark; a sentence names nothing. */
static Str dependency(const char *written)
{
    Str s = str_from(written);
    ptrdiff_t bracket = str_find(s, STR("("));
    if (bracket > 0)
        s = str_slice(s, 0, (size_t)bracket);
    s = str_trim(s);
    while (s.len && strchr("`*[#", s.data[0]))
        s = str_slice(s, 1, s.len);
    while (s.len && strchr("`*].,;", s.data[s.len - 1]))
        s.len--;
    return s;
}

/* Whether another task is; a file that is one task says nothing of the ids of the others. */
static bool is_named_so(const Graph *g, const LintFile *f, const TaskFact *t, const char *key)
{
    Arena *a = g->lint->arena;
    const char *shape = shape_of(a, key);
    const Shape *end = g->shapes + g->len;
    const LintFile *from = lint_is_id(key) ? NULL : f;
    if (!strchr(shape, '#'))
        return false;
    for (const Shape *s = shape_first(g, shape, from); s < end && strcmp(s->shape, shape) == 0; s++) {
        if (from && s->file != f)
            return false;
        if (s->task != t && (s->file == f || s->id))
            return true;
    }
    return false;
}

static bool is_title(const LintFile *f, Str name)
{
    FACT_EACH(TaskFact, t, f->facts->tasks)
        if (t->title && str_istarts(str_from(t->title), name))
            return true;
    return false;
}

static void judge(Graph *g, const LintFile *f, const TaskFact *t, const char *written)
{
    Lint *l = g->lint;
    Str name = dependency(written);
    if (!name.len || name.len > REF_BYTES_MAX || (t->depth && !lint_is_id(arena_str(l->arena, name))))
        return;
    const char *key = key_of(l->arena, name);
    if (graph_first(g, key) || !is_named_so(g, f, t, key) || is_title(f, name))
        return;
    lint_say(l, f, t->line, "%s waits for '%.*s', but no task is called that; mend the id, or take "
             "the dependency out", lint_task_name(l, t), STR_ARG(name));
}

void lint_dependency(Lint *l)
{
    CLEANUP(free_mem) Graph *g = mem_alloc(sizeof *g);
    graph_build(g, l);
    graph_shapes(g);
    LINT_EACH(l, f) {
        if (!f->wanted || !has_tasks(f))
            continue;
        FACT_EACH(TaskFact, t, f->facts->tasks)
            for (size_t i = 0; i < t->depends_on.len; i++)
                judge(g, f, t, t->depends_on.items[i]);
    }
}

/* ---- cycles ---- */

static void say_cycle(Graph *g, size_t from)
{
    CLEANUP(buf_done) Buf chain = BUF_INIT;
    size_t first = from;
    for (size_t i = from; i < g->depth; i++)
        if (by_key(&g->items[g->path[i]], &g->items[g->path[first]]) < 0)
            first = i;
    for (size_t i = from, n = g->depth - from; i < g->depth; i++)
        buf_addf(&chain, "%s → ", g->items[g->path[from + (first - from + i - from) % n]].task->ref);
    const Node *node = &g->items[g->path[first]];
    if (g->depth - from == 1)
        lint_say(g->lint, node->file, node->task->line,
                 "%s waits for itself; take the dependency out", node->task->ref);
    else
        lint_say(g->lint, node->file, node->task->line,
                 "tasks wait for each other: %s%s; take one dependency out", chain.data,
                 node->task->ref);
}

static void walk(Graph *g, size_t at)
{
    Node *node = &g->items[at];
    if (node->state == 2 || g->depth >= DEPTH_MAX)
        return;
    if (node->state == 1) {
        size_t from = g->depth;
        while (from && g->path[--from] != at)
            ;
        say_cycle(g, from);
        return;
    }
    node->state = 1;
    g->path[g->depth++] = at;
    for (size_t i = 0; i < node->task->depends_on.len; i++) {
        Str name = dependency(node->task->depends_on.items[i]);
        Node *next = name.len ? graph_find(g, node->file, key_of(g->lint->arena, name)) : NULL;
        if (next && (next->id || !node->task->depth))
            walk(g, (size_t)(next - g->items));
    }
    g->depth--;
    node->state = 2;
}

void lint_cycle(Lint *l)
{
    CLEANUP(free_mem) Graph *g = mem_alloc(sizeof *g);
    graph_build(g, l);
    for (size_t i = 0; i < g->len; i++)
        walk(g, i);
}
