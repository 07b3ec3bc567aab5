/*
 * beads.c - .beads/issues.jsonl: one issue a line.
 *
 * An id that comes again is the same issue, written later (a merge left both): the last line
 * counts.  What the tool keeps for itself - events of sessions, messages, agents - is a note.
 */
#include "dialect.h"
#include "json_task.h"
#include "text.h"

enum { TOLD_MAX = 20, NOTES_MAX = 10000, HEAD_BYTES = 4096 };

/* Kinds of issues that nobody works on, and the state of one that was deleted. */
static const char hidden_kinds[] = "event|message|agent|role|molecule|wisp|convoy|slot|gate";
static const char deleted[] = "tombstone";

/* The issue that was read last under each id; open addressing, index + 1 into the tasks. */
typedef struct {
    uint32_t *slots;
    size_t len, cap;
} Ids;

typedef struct {
    Facts *f;
    Ids ids;
    size_t broken, twice;
} Beads;

static uint32_t *ids_slot(const Facts *f, const Ids *ids, const char *ref)
{
    size_t h = 1469598103934665603u;
    for (const char *p = ref; *p; p++)
        h = (h ^ (unsigned char)*p) * 1099511628211u;
    size_t i = (h ^ h >> 29) & (ids->cap - 1);
    while (ids->slots[i] && strcmp(f->tasks.items[ids->slots[i] - 1].ref, ref) != 0)
        i = (i + 1) & (ids->cap - 1);
    return &ids->slots[i];
}

static void ids_grow(const Facts *f, Ids *ids)
{
    Ids bigger = { .len = ids->len, .cap = ids->cap ? ids->cap * 2 : 1024 };
    bigger.slots = mem_alloc(bigger.cap * sizeof *bigger.slots);
    for (size_t i = 0; i < ids->cap; i++)
        if (ids->slots[i])
            *ids_slot(f, &bigger, f->tasks.items[ids->slots[i] - 1].ref) = ids->slots[i];
    free(ids->slots);
    *ids = bigger;
}

/* The newest task takes the place of an older one with its id, which loses its title. */
static void settle_id(Beads *b)
{
    Facts *f = b->f;
    TaskFact *task = &f->tasks.items[f->tasks.len - 1];
    if (!task->ref)
        return;
    if (b->ids.len * 2 >= b->ids.cap)
        ids_grow(f, &b->ids);
    uint32_t *slot = ids_slot(f, &b->ids, task->ref);
    b->ids.len += *slot == 0;
    if (*slot) {
        TaskFact *old = &f->tasks.items[*slot - 1];
        old->title = NULL;
        if (b->twice++ < TOLD_MAX)
            facts_problem(f, old->line, "the issue %s comes again in line %d, which counts", task->ref,
                          task->line);
    }
    *slot = (uint32_t)f->tasks.len;
}

static void add_blocker(Facts *f, TaskFact *task, const JsonToken *item)
{
    JsonScan s;
    JsonToken name, value, on = { 0 };
    bool blocks = false;
    json_scan_inside(&s, item);
    while (json_scan_member(&s, &name) && json_scan_value(&s, &value)) {
        if (str_eq(name.raw, STR("\"depends_on_id\"")))
            on = value;
        else if (str_eq(name.raw, STR("\"type\"")))
            blocks = str_eq(value.raw, STR("\"blocks\""));
    }
    const char *ref = blocks ? json_task_text(f->arena, &on) : NULL;
    if (ref)
        strlist_add(&task->depends_on, f->arena, ref);
}

static void add_blockers(Facts *f, TaskFact *task, const JsonToken *list)
{
    JsonScan s;
    JsonToken item;
    if (!json_is_kind(list, '['))
        return;
    json_scan_inside(&s, list);
    while (json_scan_item(&s) && json_scan_value(&s, &item))
        if (json_is_kind(&item, '{'))
            add_blocker(f, task, &item);
}

static bool is_word(Facts *f, const JsonToken *t, const char *words)
{
    const char *text = json_is_kind(t, '"') ? json_task_text(f->arena, t) : NULL;
    return text && text_is_one_of(str_from(text), words);
}

/* The fact that was just added becomes a note. */
static void make_note(Facts *f)
{
    const TaskFact *t = &f->tasks.items[--f->tasks.len];
    if (f->notes.len < NOTES_MAX)
        AVEC_PUSH(&f->notes, f->arena,
                  ((NoteFact){ .line = t->line, .at = t->at, .title = t->title, .has_state = t->state_raw,
                               .state = t->state, .state_raw = t->state_raw, .confidence = 'C' }));
}

static void add_issue(Beads *b, const JsonToken *object)
{
    JsonTask t;
    json_task_read(object, &t);
    if (is_word(b->f, &t.values[KEY_STATUS], deleted))
        return;
    TaskFact *task = json_task_fact(b->f, &t);
    if (!task)
        return;
    if (is_word(b->f, &t.values[KEY_KIND], hidden_kinds)) {
        make_note(b->f);
        return;
    }
    task->ref = json_task_text(b->f->arena, &t.values[KEY_ID]);
    add_blockers(b->f, task, &t.values[KEY_DEPENDENCIES]);
    settle_id(b);
}

static void tell_broken(Beads *b, int line, const char *why)
{
    if (b->broken++ < TOLD_MAX)
        facts_problem(b->f, line, "this line is no issue and was passed over: %s", why);
}

static void read_line(Beads *b, Str line, int number)
{
    JsonScan s;
    JsonToken object;
    json_scan(&s, line, number);
    char first = json_scan_peek(&s);
    if (!first)
        return;
    if (first != '{')
        tell_broken(b, number, "a JSON object was expected");
    else if (!json_scan_value(&s, &object))
        tell_broken(b, number, s.error);
    else if (json_scan_peek(&s))
        tell_broken(b, number, "something stands behind the object");
    else
        add_issue(b, &object);
}

/* Takes out the issues that a later line replaced. */
static void drop_replaced(Facts *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->tasks.len; i++)
        if (f->tasks.items[i].title)
            f->tasks.items[n++] = f->tasks.items[i];
    f->tasks.len = n;
}

static void beads_read(Reading *r)
{
    Beads b = { .f = r->facts };
    Str rest = { r->text, r->len }, line;
    for (int number = 1; str_next_line(&rest, &line); number++) {
        if (b.f->tasks.len == JSON_TASKS_MAX) {
            facts_problem(b.f, number, "more than %d issues: the rest was not read", JSON_TASKS_MAX);
            break;
        }
        read_line(&b, line, number);
    }
    if (b.broken > TOLD_MAX)
        facts_problem(b.f, 0, "%zu more lines could not be read", b.broken - TOLD_MAX);
    if (b.twice > TOLD_MAX)
        facts_problem(b.f, 0, "%zu more issues come again in later lines", b.twice - TOLD_MAX);
    if (b.twice)
        drop_replaced(b.f);
    free(b.ids.slots);
}

static bool is_issue(Str text)
{
    static const char *const keys[] = { "\"id\"", "\"title\"", "\"issue_type\"" };
    Str rest = str_slice(text, 0, HEAD_BYTES), line = { "", 0 };
    while (str_next_line(&rest, &line) && !str_trim(line).len)
        continue;
    bool all = str_starts(line, STR("{"));
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        all = all && str_find(line, str_from(keys[i])) >= 0;
    return all;
}

static Match beads_matches(const char *path, Str text)
{
    if (!path_ends(path, ".jsonl"))
        return MATCH_NO;
    bool named = path_holds(path, ".beads/") && path_is_named(path, "issues|beads");
    return named || is_issue(text) ? MATCH_PATH : MATCH_NO;
}

const DialectDef dialect_beads = { "beads", beads_matches, beads_read };
