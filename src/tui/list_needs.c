/*
 * list_needs.c - what waits for a human.
 *
 * A kind of need is a row of a table: what it opens, how it looks, and what it says.  A need about a
 * task is that task here, so that Enter shows it and the keys for tasks act on it.
 */
#include "screen.h"

#include "baton/base/clock.h"
#include "row_paint.h"

enum { AGE_WIDTH = 4, WORD_WIDTH = 9, NARROW = 40 };    /* columns of a row */

typedef const char *Phrase(List *l, const NeedRow *n);

static Phrase from_to, who_says, what_happened;

typedef struct {
    const char *kind;           /* as the ledger calls it */
    ItemKind opens;
    StyleId style;
    const char *glyph, *ascii, *word;
    Phrase *phrase;
} NeedKind;

static const NeedKind kinds[] = {
    /* kind         opens            style              glyph ascii word         says */
    { "escalation", ITEM_ESCALATION, STYLE_STATE_BAD,   "▲",  "^",  "escalated", who_says },
    { "handoff",    ITEM_HANDOFF,    STYLE_STATE_HUMAN, "⇄",  "=",  "handoff",   from_to },
    { "conflict",   ITEM_TASK,       STYLE_STATE_BAD,   "≠",  "#",  "conflict",  what_happened },
    { "edit",       ITEM_TASK,       STYLE_STATE_HUMAN, "↶",  "<",  "edit lost", what_happened },
    { "silent",     ITEM_AGENT,      STYLE_STATE_HUMAN, "◌",  "~",  "silent",    who_says },
};

/* A kind that this face has not heard of is listed by its name, and opens nothing. */
static NeedKind kind_of(const char *kind)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            return kinds[i];
    return (NeedKind){ kind, ITEM_NONE, STYLE_STATE_HUMAN, "⚑", "*", kind, what_happened };
}

static const char *from_to(List *l, const NeedRow *n)
{
    const char *arrow = canvas_ascii(l->screen->canvas) ? "->" : "→";
    return arena_printf(l->arena, "%s %s %s", n->agent ? n->agent : "?", arrow, n->to ? n->to : "?");
}

static const char *who_says(List *l, const NeedRow *n)
{
    return arena_printf(l->arena, "%s: %s", n->agent ? n->agent : "?", n->title);
}

static const char *what_happened(List *l, const NeedRow *n)
{
    (void)l;
    return n->title;
}

static bool need_matches(const NeedRow *n, const char *filter)
{
    const char *texts[] = { n->kind, n->title, n->agent, n->to };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (texts[i] && str_ifind(str_from(texts[i]), str_from(filter)) >= 0)
            return true;
    return false;
}

static int64_t needs_count(List *l)
{
    Screen *s = l->screen;
    arena_free(l->data_arena);
    l->data_arena = arena_new();
    NeedRows *rows = l->data = arena_alloc(l->data_arena, sizeof *rows);
    *rows = (NeedRows){ 0 };
    needs_read_with(s->context, l->data_arena, screen_agents(s), rows);
    s->update.needs = (int64_t)rows->len;
    size_t kept = 0;
    for (size_t i = 0; i < rows->len; i++)
        if (!l->filter || need_matches(&rows->items[i], l->filter))
            rows->items[kept++] = rows->items[i];
    rows->len = kept;
    return (int64_t)kept;
}

/* An edit is told by its number; what to look at is its task. */
static ListRow task_row(List *l, ListRow r, bool by_edit)
{
    Store *s = l->screen->context->store;
    TaskRows tasks = { 0 };
    EditRows edits = { 0 };
    int64_t number = 0;
    if (by_edit && str_to_i64(str_from(r.id), &number) == 0)
        store_edits(s, l->arena, &(EditQuery){ .number = number, .limit = 1 }, &edits);
    if (by_edit)
        r.edit = r.id;
    if (edits.len)
        r.id = edits.items[0].task;
    store_tasks(s, l->arena, &(TaskQuery){ .id = r.id, .limit = 1 }, &tasks);
    if (!tasks.len)
        return r;
    r.id = tasks.items[0].id;
    r.file = tasks.items[0].file;
    r.line = tasks.items[0].line;
    r.state = task_state_text(tasks.items[0].state);
    return r;
}

static void needs_fetch(List *l, int64_t offset, int64_t limit)
{
    const NeedRows *all = l->data;
    for (int64_t i = offset; i < (int64_t)all->len && i < offset + limit; i++) {
        const NeedRow *n = &all->items[i];
        ListRow r = { .kind = kind_of(n->kind).opens, .data = n, .id = arena_strdup(l->arena, n->subject),
                      .need = arena_printf(l->arena, "%s %s", n->kind, n->subject) };
        r.agent = n->agent;
        if (r.kind == ITEM_ESCALATION)  /* nor does one that somebody looks at */
            r.state = escalation_state_text(ESCALATION_OPEN);
        if (r.kind == ITEM_HANDOFF)     /* no other one needs anybody */
            r.state = handoff_state_text(HANDOFF_SUBMITTED);
        list_add(l, r.kind == ITEM_TASK ? task_row(l, r, strcmp(n->kind, "edit") == 0) : r);
    }
}

/* Which checks failed: their names where there is room, else how many. */
static void paint_failed(List *l, RowPaint *p, const NeedRow *n)
{
    const char *glyph = check_state_glyph(CHECK_FAILED, canvas_ascii(l->screen->canvas));
    CLEANUP(buf_done) Buf names = BUF_INIT;
    if (!n->failed.len)
        return;
    buf_addf(&names, "%s ", glyph);
    for (size_t i = 0; i < n->failed.len; i++)
        buf_addf(&names, "%s%s", i ? ", " : "", n->failed.items[i]);
    int want = safe_line(l->arena, raw(names.data), -1).cols;
    if (want <= (p->right - p->left) / 3)
        row_right(p, STYLE_STATE_BAD, want, arena_str(l->arena, buf_str(&names)));
    else
        row_right(p, STYLE_STATE_BAD, 3, arena_printf(l->arena, "%s%zu", glyph, n->failed.len));
}

static void needs_paint(List *l, Canvas *c, Rect row, const ListRow *r)
{
    const NeedRow *n = r->data;
    NeedKind k = kind_of(n->kind);
    RowPaint p = row_begin(c, row);
    char age[AGE_TEXT_SIZE];

    row_glyph(&p, k.style, canvas_ascii(c) ? k.ascii : k.glyph);
    if (row.w >= NARROW)                /* below, the glyph alone says it */
        row_left(&p, k.style, WORD_WIDTH, k.word);
    row_right(&p, STYLE_DIM, AGE_WIDTH, age_format(n->since, clock_now(), age));
    paint_failed(l, &p, n);
    row_rest(&p, STYLE_TEXT, k.phrase(l, n));
}

const ListClass list_needs = {
    .name = "needs", .title = "Needs you", .empty = "Nothing waits for you: handoffs and escalations show here.",
    .topics = TOPIC_HANDOFFS | TOPIC_ESCALATIONS | TOPIC_TASKS | TOPIC_AGENTS,
    .count = needs_count, .fetch = needs_fetch, .paint_row = needs_paint,
};
