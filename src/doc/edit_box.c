/*
 * edit_box.c - the mark that says a state in the boxes of this file.
 *
 * What a legend says comes first, then what the file writes, then what is usual.
 */
#include "boxes.h"
#include "edit_parts.h"
#include "states.h"

static const struct { TaskState state; const char *mark; } usual[] = {
    { TASK_PENDING, " " },   { TASK_DONE, "x" },     { TASK_IN_PROGRESS, "/" },
    { TASK_CANCELLED, "-" }, { TASK_BLOCKED, "!" },
};

/* Families of signs: a list that is written with one kind of them goes on with it. */
static const struct { TaskState state; const char *sign; int family; } signs[] = {
    { TASK_PENDING, "☐", 0 },   { TASK_DONE, "☑", 0 },
    { TASK_PENDING, "⬜", 1 },   { TASK_DONE, "✅", 1 },        { TASK_IN_PROGRESS, "🔄", 1 },
    { TASK_BLOCKED, "⛔", 1 },   { TASK_PENDING, "🔲", 2 },     { TASK_DONE, "✅", 2 },
    { TASK_PENDING, "⏳", 3 },   { TASK_IN_PROGRESS, "🔄", 3 }, { TASK_DONE, "✅", 3 },
    { TASK_BLOCKED, "⛔", 3 },   { TASK_REVIEW, "👀", 3 },      { TASK_IN_PROGRESS, "🚧", 4 },
    { TASK_PENDING, "⏳", 4 },   { TASK_DONE, "✅", 4 },        { TASK_BLOCKED, "⛔", 4 },
    { TASK_REVIEW, "👀", 4 },
};

typedef struct {
    Str open, inner, close;
} Bracket;

/* "[x]", "\[x\]" */
static bool bracket_read(Str s, Bracket *ret)
{
    size_t open = str_starts(s, STR("\\[")) ? 2 : 1, close = str_ends(s, STR("\\]")) ? 2 : 1;
    if (s.len < open + close || s.data[open - 1] != '[' || s.data[s.len - 1] != ']')
        return false;
    *ret = (Bracket){ str_slice(s, 0, open), str_slice(s, open, s.len - close),
                      str_slice(s, s.len - close, s.len) };
    return true;
}

static Str in_bracket(const Edit *e, const Bracket *b, Str mark)
{
    return str_from(arena_printf(e->a, "%.*s%.*s%.*s", STR_ARG(b->open), STR_ARG(mark),
                                 STR_ARG(b->close)));
}

static bool is_word(Str inner)
{
    size_t letters = 0;
    for (size_t i = 0; i < inner.len; i++)
        letters += ((inner.data[i] | 0x20) >= 'a' && (inner.data[i] | 0x20) <= 'z');
    return letters > 1;
}

/* The boxes that the file has for this state, the most frequent first. */
static void add_used(const Edit *e, TaskState state, bool bracket, Ways *ret)
{
    Ways seen = { .len = 0 };
    size_t count[WAYS_MAX] = { 0 };
    for (size_t i = 0; i < e->facts->tasks.len; i++) {
        const TaskFact *t = &e->facts->tasks.items[i];
        Bracket b;
        Str s = edit_slice(e, t->state_at);
        if (t->state_form != FORM_BOX || t->state != state || bracket_read(s, &b) != bracket)
            continue;
        ways_add(&seen, bracket ? b.inner : s);
        for (size_t k = 0; k < seen.len; k++)
            count[k] += str_eq(seen.items[k], bracket ? b.inner : s);
    }
    for (size_t n = 0; n < seen.len; n++) {
        size_t best = 0;
        for (size_t k = 1; k < seen.len; k++)
            best = count[k] > count[best] ? k : best;
        ways_add(ret, seen.items[best]);
        count[best] = 0;
    }
}

static void add_legend(const Edit *e, TaskState state, Ways *ret)
{
    for (size_t i = 0; i < e->page.mark_count; i++)
        if (e->page.marks[i].state == state && e->page.marks[i].mark[0])
            ways_add(ret, str_from(e->page.marks[i].mark));
}

/* A mark that this file's legend gives to another state. */
static bool means_else(const Edit *e, const char *mark, TaskState state)
{
    for (size_t i = 0; i < e->page.mark_count; i++)
        if (strcmp(e->page.marks[i].mark, mark) == 0)
            return e->page.marks[i].state != state;
    return false;
}

static void bracket_ways(const Edit *e, const Bracket *b, TaskState state, Ways *ret)
{
    Ways marks = { .len = 0 };
    if (is_word(b->inner)) {
        word_ways(e, FORM_BOX, b->inner, state, &marks);
    } else {
        add_legend(e, state, &marks);
        add_used(e, state, true, &marks);
        for (size_t i = 0; i < ARRAY_LEN(usual); i++)
            if (usual[i].state == state && !means_else(e, usual[i].mark, state))
                ways_add(&marks, str_from(usual[i].mark));
    }
    for (size_t i = 0; i < marks.len; i++)
        if (marks.items[i].len || b->inner.len)
            ways_add(ret, in_bracket(e, b, marks.items[i]));
}

static void sign_ways(const Edit *e, Str current, TaskState state, Ways *ret)
{
    bool colourful = str_ends(current, STR("\xEF\xB8\x8F"));
    Str bare = colourful ? str_slice(current, 0, current.len - 3) : current;
    add_used(e, state, false, ret);
    for (size_t i = 0; i < ARRAY_LEN(signs); i++)
        for (size_t k = 0; str_eq(bare, str_from(signs[i].sign)) && k < ARRAY_LEN(signs); k++)
            if (signs[k].family == signs[i].family && signs[k].state == state)
                ways_add(ret, str_from(signs[k].sign));
}

void box_ways(const Edit *e, Str current, TaskState state, Ways *ret)
{
    Bracket b;
    if (bracket_read(current, &b))
        bracket_ways(e, &b, state, ret);
    else
        sign_ways(e, current, state, ret);
}
