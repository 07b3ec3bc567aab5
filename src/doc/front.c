/*
 * front.c - files that are one task each: the front matter says its state.
 */
#include "front.h"

#include "baton/doc/doc.h"
#include "dialect.h"
#include "front_words.h"
#include "names.h"
#include "text.h"

enum { HEAD_LINES = 60 };

static bool is_key_byte(char c)
{
    return text_is_alnum(c) || c == '_' || c == '-' || c == ' ';
}

/* Two rules around prose are no front matter: most of its lines must be keys or belong to one. */
static bool is_yaml(Str yaml)
{
    Str line;
    size_t keys = 0, others = 0;
    while (str_next_line(&yaml, &line)) {
        if (str_trim(line).len == 0 || line.data[0] == ' ' || line.data[0] == '-' ||
            (line.data[0] == '#' && line.len > 1))
            continue;
        size_t n = 0;
        while (n < line.len && is_key_byte(line.data[n]))
            n++;
        bool key = n && n < line.len && line.data[n] == ':';
        keys += key;
        others += !key;
    }
    return keys > others;
}

FrontField front_field(Str key)
{
    static const char *const names[FIELD_COUNT] = {
        [FIELD_STATUS] = "status|state",
        [FIELD_TITLE] = "title|task|name|summary",
        [FIELD_ASSIGNEE] = "assignee|assignees|assigned agent|assigned to|owner|agent|lead",
        [FIELD_ID] = "id|task id",
        [FIELD_DEPENDS] = "depends on|dependencies|blocked by",
    };
    for (int i = 0; i < FIELD_COUNT; i++)
        if (text_is_one_of(key, names[i]))
            return (FrontField)i;
    return FIELD_NONE;
}

void front_set(Front *f, FrontField field, const FrontValue *v)
{
    if (!f->values[field].said || (!f->values[field].text.len && v->text.len))
        f->values[field] = *v;
}

bool front_is_nothing(Str text)
{
    return !text.len || str_eq(text, STR("~")) || str_ieq(text, STR("null"));
}

void front_depend(Front *f, Arena *a, Str names)
{
    Str rest = str_trim(names);
    if (rest.len > 1 && rest.data[0] == '[' && rest.data[rest.len - 1] == ']')
        rest = str_slice(rest, 1, rest.len - 1);
    while (rest.len && f->depends.len < FRONT_DEPENDS_MAX) {
        Str one = str_trim(str_cut(&rest, ','));
        if (one.len > 1 && strchr("'\"", one.data[0]) && one.data[one.len - 1] == one.data[0])
            one = str_slice(one, 1, one.len - 1);
        if (!front_is_nothing(one) && !text_is_none(one, NULL))
            strlist_add_new(&f->depends, a, one);
    }
}

/* A document whose front matter has no title: its first heading is it. */
static FrontValue title_below(Str body, int line)
{
    Str title = first_heading(body), rest = body, current;
    for (int i = 0; title.len && i < HEAD_LINES && str_next_line(&rest, &current); i++) {
        size_t col = (size_t)(title.data - current.data);
        if (title.data >= current.data && col + title.len <= current.len)
            return (FrontValue){ true, title, line + i, { line + i, (int)col, (int)(col + title.len) } };
    }
    return (FrontValue){ .text = title };
}

/* A title is shown without the quotes that its value needs. */
static Span inside_quotes(Span at, Str text)
{
    bool quoted = at.end - at.col == (int)text.len + 2;
    return quoted ? (Span){ at.line, at.col + 1, at.end - 1 } : at;
}

static void set_state(Facts *f, TaskFact *t, const FrontValue *v)
{
    t->state = TASK_PENDING;
    t->state_at = v->at;
    t->state_form = v->at.line ? FORM_FRONT : FORM_NONE;
    if (!v->text.len)
        return;
    t->state_raw = text_copy(f->arena, v->text);
    if (doc_task_state(v->text, &t->state) < 0)
        t->state = TASK_UNKNOWN;
}

static void add_task(Facts *f, const Front *front, const FrontValue *title, int depth)
{
    const FrontValue *status = &front->values[FIELD_STATUS], *who = &front->values[FIELD_ASSIGNEE];
    const FrontValue *id = &front->values[FIELD_ID];
    Str name = name_clean(who->text);
    TaskFact t = {
        .line = title->line ? title->line : status->line ? status->line : id->line,
        .at = inside_quotes(title->at, title->text),
        .title = text_title(f->arena, title->text),
        .ref = id->text.len ? text_copy(f->arena, id->text) : NULL,
        .assignee = name.len ? text_copy(f->arena, name) : NULL,
        .assignee_at = who->at,
        .assignee_form = who->at.line ? FORM_FRONT : FORM_NONE,
        .depends_on = front->depends,
        .depth = depth,
        .confidence = 'A',
    };
    set_state(f, &t, status);
    AVEC_PUSH(&f->tasks, f->arena, t);
}

/* Keys come in any order; tasks are listed by line. */
static void sort_tasks(Facts *f, size_t from)
{
    for (size_t i = from + 1; i < f->tasks.len; i++) {
        TaskFact t = f->tasks.items[i];
        size_t k = i;
        for (; k > from && f->tasks.items[k - 1].line > t.line; k--)
            f->tasks.items[k] = f->tasks.items[k - 1];
        f->tasks.items[k] = t;
    }
}

static bool add_tasks(Facts *f, const Front *front, const FrontMatter *m, bool whole)
{
    FrontValue title = front->values[FIELD_TITLE];
    bool named = title.text.len || front->values[FIELD_ID].text.len;
    bool told = front->values[FIELD_STATUS].text.len || (whole && front->values[FIELD_ID].text.len);
    if (!title.text.len)
        title = title_below(m->body, m->body_line);
    bool is_task = named && told && title.text.len;
    size_t from = f->tasks.len;
    if (is_task)
        add_task(f, front, &title, 0);
    for (size_t i = 0; i < front->inner_count; i++)
        add_task(f, &front->inner[i], &front->inner[i].values[FIELD_TITLE], is_task);
    sort_tasks(f, from);
    return is_task;
}

static bool front_cut(Str text, FrontMatter *ret_m)
{
    *ret_m = front_matter_cut(text);
    return ret_m->present && ret_m->closed && is_yaml(ret_m->yaml);
}

static bool read_tasks(Facts *f, const FrontMatter *m, bool whole)
{
    Front front = { 0 };
    YamlError error = { 0 };
    if (front_read_yaml(f->arena, m, &front, &error) < 0) {
        facts_problem(f, m->yaml_line + MAX(error.line, 1) - 1, FRONT_NOT_YAML, error.what ? error.what : "syntax");
        front = (Front){ 0 };
        front_read_lines(f->arena, m, &front);
    }
    return add_tasks(f, &front, m, whole);
}

Str front_read(Facts *f, Str text, bool as_task, int *ret_line)
{
    FrontMatter m;
    *ret_line = 1;
    if (!front_cut(text, &m))
        return text;
    *ret_line = m.body_line;
    if (as_task)
        read_tasks(f, &m, false);
    return m.body;
}

bool front_read_file(Facts *f, Str text, Str *ret_body, int *ret_line)
{
    FrontMatter m;
    *ret_body = text;
    *ret_line = 1;
    if (!front_cut(text, &m))
        return false;
    *ret_body = m.body;
    *ret_line = m.body_line;
    return read_tasks(f, &m, true);
}

bool front_names_task(Str text)
{
    Str line;
    bool fields[FIELD_COUNT + 2] = { false };
    if (!str_starts(text, STR("---")) || !str_next_line(&text, &line))
        return false;
    for (int i = 0; i < HEAD_LINES && str_next_line(&text, &line); i++) {
        if (str_starts(line, STR("---")))
            return fields[FIELD_STATUS] && fields[FIELD_ID];
        ptrdiff_t colon = str_chr(line, ':');
        if (colon > 0)
            fields[front_field(str_slice(line, 0, (size_t)colon))] = true;
    }
    return false;
}
