/*
 * edit_json_add.c - a new task in task-master's tasks.json, made like the one it stands behind.
 *
 * The same keys in the same order, the same indent and the next id.  Texts and lists that nobody
 * has thought about yet are empty; numbers, times and whatever else has no empty value are left out.
 */
#include <errno.h>

#include "edit_json_parts.h"
#include "text.h"

/* ---- behind which one ---- */

static bool is_in_section(const TaskFact *t, Str words)
{
    for (size_t i = 0; i < t->section.len; i++)
        if (str_ifind(str_from(t->section.items[i]), words) >= 0)
            return true;
    return !t->section.len && str_ieq(words, STR("master"));
}

/* The last task on top of a section, or of the file. */
static const TaskFact *last_task(const JsonEdit *e, const char *section)
{
    const TaskFact *last = NULL;
    for (size_t i = 0; i < e->facts->tasks.len; i++) {
        const TaskFact *t = &e->facts->tasks.items[i];
        if (t->depth == 0 && (!section || is_in_section(t, str_from(section))))
            last = t;
    }
    return last;
}

static int choose_neighbour(JsonEdit *e)
{
    if (e->wish->section || !e->t)
        e->t = last_task(e, e->wish->section);
    if (e->t)
        return json_edit_find(e);
    return fail_with(e->m, -ENOENT, "%s: there is no task%s%s that a new one could look like", e->path,
                     e->wish->section ? " in the tag " : "", e->wish->section ? e->wish->section : "");
}

/* ---- its id ---- */

/* "T-007" is "T-" and 7 in three digits. */
typedef struct {
    Str prefix;
    int64_t number;
    size_t digits;
} Id;

static bool id_split(const char *text, Id *ret)
{
    Str s = str_from(text);
    size_t n = s.len;
    while (n && text_is_digit(s.data[n - 1]))
        n--;
    ret->prefix = str_slice(s, 0, n);
    ret->digits = s.len - n;
    return ret->digits && str_to_i64(str_slice(s, n, s.len), &ret->number) == 0;
}

static void raise_id(const JsonEdit *e, Id *id, const JsonToken *object)
{
    JsonTask t;
    Id other;
    json_task_read(object, &t);
    const char *text = json_task_text(e->a, &t.values[KEY_ID]);
    if (text && id_split(text, &other) && str_eq(other.prefix, id->prefix))
        id->number = MAX(id->number, other.number);
}

/* The id after the greatest of the list, written as the neighbour's is; NULL: it has no number. */
static const char *next_id(const JsonEdit *e)
{
    JsonScan s;
    JsonToken item;
    Id id;
    const char *mine = json_task_text(e->a, &e->object.values[KEY_ID]);
    if (!mine || !id_split(mine, &id))
        return NULL;
    json_scan_inside(&s, &e->list);
    while (json_scan_item(&s) && json_scan_value(&s, &item))
        if (json_is_kind(&item, '{'))
            raise_id(e, &id, &item);
    if (id.number == INT64_MAX)
        return NULL;
    bool padded = id.digits > 1 && mine[id.prefix.len] == '0';
    return arena_printf(e->a, "%.*s%0*lld", STR_ARG(id.prefix), padded ? (int)id.digits : 1,
                        (long long)(id.number + 1));
}

/* ---- its members ---- */

typedef struct {
    JsonEdit *e;
    Buf *out;
    const char *id;
    bool any, assigned;
} Maker;

static bool is_key(const JsonTask *t, TaskKey key, const JsonToken *name)
{
    return t->names[key].raw.data == name->raw.data;
}

static void add_id(const Maker *k, const JsonToken *old)
{
    if (json_is_kind(old, '"'))
        json_add_string(k->out, k->id);
    else
        buf_adds(k->out, k->id);
}

/* What it is when nobody has thought about it; NULL: nothing stands for that. */
static const char *empty_value(const JsonToken *name, const JsonToken *old)
{
    Str key = str_slice(name->raw, 1, name->raw.len - 1);
    if (str_eq(key, STR("priority")))
        return "\"medium\"";
    if (json_is_kind(old, '['))
        return "[]";
    return json_is_kind(old, '"') && !str_ends(key, STR("At")) ? "\"\"" : NULL;
}

static void add_value(Maker *k, const JsonToken *name, const JsonToken *old, const char *empty)
{
    const JsonTask *t = &k->e->object;
    const EditWish *w = k->e->wish;
    if (is_key(t, KEY_ID, name))
        add_id(k, old);
    else if (is_key(t, KEY_TITLE, name))
        json_add_string(k->out, w->text);
    else if (is_key(t, KEY_STATUS, name))
        json_add_string(k->out, json_state_word(k->e, w->state ? w->state : TASK_PENDING));
    else if (is_key(t, KEY_ASSIGNEE, name))
        json_add_string(k->out, w->assignee ? w->assignee : "");
    else
        buf_adds(k->out, empty);
}

static bool is_kept(const JsonTask *t, const JsonToken *name)
{
    return is_key(t, KEY_ID, name) || is_key(t, KEY_TITLE, name) || is_key(t, KEY_STATUS, name) ||
           is_key(t, KEY_ASSIGNEE, name);
}

static void add_member(Maker *k, const JsonToken *name, const JsonToken *old)
{
    const JsonTask *t = &k->e->object;
    const char *empty = empty_value(name, old), *colon = name->raw.data + name->raw.len;
    if (!is_kept(t, name) && !empty)
        return;
    if (k->any)
        buf_addc(k->out, ',');
    k->any = true;
    k->assigned |= is_key(t, KEY_ASSIGNEE, name);
    buf_add_str(k->out, json_blanks_before(k->e, name));
    buf_add_str(k->out, name->raw);
    buf_add(k->out, colon, (size_t)(old->raw.data - colon));
    add_value(k, name, old, empty);
}

/* Somebody has it, in a file where the neighbour has nobody. */
static int add_assignee(Maker *k)
{
    JsonEdit *e = k->e;
    const JsonToken *title = &e->object.names[KEY_TITLE];
    const char *colon = title->raw.data + title->raw.len;
    if (!e->wish->assignee || k->assigned)
        return 0;
    if (!e->assignee_name.raw.len)
        return json_refuse(e, e->t->line, "no task of this file has a key for who has it; "
                                          "add the task without an agent");
    buf_addc(k->out, ',');
    buf_add_str(k->out, json_blanks_before(e, title));
    buf_add_str(k->out, e->assignee_name.raw);
    buf_add(k->out, colon, (size_t)(e->object.values[KEY_TITLE].raw.data - colon));
    json_add_string(k->out, e->wish->assignee);
    return 0;
}

static int make_object(Maker *k)
{
    JsonScan s;
    JsonToken name, value, close = k->e->object.object;
    buf_addc(k->out, ',');
    buf_add_str(k->out, json_blanks_before(k->e, &close));
    buf_addc(k->out, '{');
    json_scan_inside(&s, &k->e->object.object);
    while (json_scan_member(&s, &name) && json_scan_value(&s, &value))
        add_member(k, &name, &value);
    int r = add_assignee(k);
    close.raw.data += close.raw.len - 1;
    buf_add_str(k->out, json_blanks_before(k->e, &close));
    buf_addc(k->out, '}');
    return r;
}

int edit_json_add(JsonEdit *e)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (e->beads)
        return json_refuse(e, e->t ? e->t->line : 1, "ids of beads are made by its own tool; "
                                                     "use 'bd create'");
    int r = choose_neighbour(e);
    if (r < 0)
        return r;
    Maker k = { .e = e, .out = &text, .id = next_id(e) };
    if (!k.id && e->object.values[KEY_ID].raw.len)
        return json_refuse(e, e->t->line, "the id of this task has no number to go on from");
    if (!json_state_word(e, e->wish->state ? e->wish->state : TASK_PENDING))
        return json_refuse(e, e->t->line, "there is no word for this state");
    if ((r = make_object(&k)) < 0)
        return r;
    return json_edit_insert(e, &e->object.object, PUT_BEHIND, buf_str(&text), e->wish->text);
}
