/*
 * json_task.c - from the members of a JSON object to a task.
 */
#include "json_task.h"

#include "baton/base/utf8.h"
#include "baton/doc/doc.h"
#include "baton/format/jsonl.h"
#include "names.h"

static const char *const key_names[] = {
#define X(id, names) [KEY_##id] = names,
    TASK_KEYS(X)
#undef X
};

/* Which key this is, and how far behind in the list of its names. */
static int find_key(Str name, int *ret_rank)
{
    for (int key = 0; key < TASK_KEY_COUNT; key++) {
        Str rest = str_from(key_names[key]);
        if (rest.data[0] != name.data[0] && !memchr(rest.data, '|', rest.len))
            continue;
        for (*ret_rank = 0; rest.len; ++*ret_rank)
            if (str_eq(str_cut(&rest, '|'), name))
                return key;
    }
    return -1;
}

static void keep(JsonTask *t, const JsonToken *name, const JsonToken *value, int ranks[])
{
    int rank, key = name->raw.len > 2
                        ? find_key(str_slice(name->raw, 1, name->raw.len - 1), &rank)
                        : -1;
    if (key < 0 || (t->names[key].raw.data && rank > ranks[key]))
        return;
    if (t->names[key].raw.data && rank == ranks[key])
        t->twice = *name;
    ranks[key] = rank;
    t->names[key] = *name;
    t->values[key] = *value;
}

void json_task_read(const JsonToken *object, JsonTask *ret)
{
    JsonScan s;
    JsonToken name, value;
    int ranks[TASK_KEY_COUNT] = { 0 };
    *ret = (JsonTask){ .object = *object };
    json_scan_inside(&s, object);
    while (json_scan_member(&s, &name)) {
        bool whole = json_scan_value(&s, &value);
        if (whole || json_is_kind(&value, '[') || json_is_kind(&value, '{'))
            keep(ret, &name, &value, ranks);
    }
    ret->whole = !s.error;
}

static bool is_scalar(const JsonToken *t)
{
    return t->raw.len && t->raw.data[0] != '{' && t->raw.data[0] != '[';
}

Span json_span(const JsonToken *t)
{
    if (!is_scalar(t))
        return (Span){ 0 };
    return (Span){ t->line, (int)t->col, (int)(t->col + t->raw.len) };
}

static bool is_plain(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] >= 0x80)
            return false;
    return true;
}

const char *json_task_text(Arena *a, const JsonToken *t)
{
    CLEANUP(buf_done) Buf mended = BUF_INIT;
    char *text = is_scalar(t) ? jsonl_text(a, t->raw) : NULL;
    if (!text)
        return NULL;
    for (char *p = text; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7F)
            *p = ' ';
    Str s = str_trim(str_from(text));
    if (!s.len)
        return NULL;
    if (is_plain(s))
        return s.data == text && !text[s.len] ? text : arena_str(a, s);
    utf8_mend_mojibake(&mended, s);
    return arena_str(a, buf_str(&mended));
}

static Span title_span(const JsonToken *t)
{
    Span s = json_span(t);
    bool quoted = json_is_kind(t, '"');
    return (Span){ s.line, s.col + quoted, s.end - quoted };
}

TaskFact *json_task_fact(Facts *f, const JsonTask *t)
{
    const JsonToken *v = t->values;
    TaskFact task = { .line = t->object.line, .confidence = 'A', .state = TASK_PENDING };
    task.title = json_task_text(f->arena, &v[KEY_TITLE]);
    if (!task.title) {
        facts_problem(f, task.line, "this task has no title; it was passed over");
        return NULL;
    }
    task.at = title_span(&v[KEY_TITLE]);
    task.line = task.at.line;
    task.state_raw = json_task_text(f->arena, &v[KEY_STATUS]);
    task.state_at = json_span(&v[KEY_STATUS]);
    task.state_form = task.state_at.line ? FORM_JSON : FORM_NONE;
    if (task.state_raw && doc_task_state(str_from(task.state_raw), &task.state) < 0)
        task.state = TASK_UNKNOWN;
    task.assignee = json_task_text(f->arena, &v[KEY_ASSIGNEE]);
    if (task.assignee && !name_clean(str_from(task.assignee)).len)
        task.assignee = NULL;
    task.assignee_at = json_span(&v[KEY_ASSIGNEE]);
    task.assignee_form = task.assignee_at.line ? FORM_JSON : FORM_NONE;
    if (t->twice.raw.len)
        facts_problem(f, t->twice.line, "the key %.*s comes twice in one object; the last one counts",
                      STR_ARG(str_slice(t->twice.raw, 0, 40)));
    AVEC_PUSH(&f->tasks, f->arena, task);
    return &f->tasks.items[f->tasks.len - 1];
}

void json_scan_tell(Facts *f, const JsonScan *s)
{
    if (s->slip)
        facts_problem(f, s->slip_line, "this is not quite JSON: %s", s->slip);
    if (s->error)
        facts_problem(f, s->error_line, "this is no JSON from here on: %s", s->error);
}
