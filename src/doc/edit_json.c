/*
 * edit_json.c - another state, assignee or note in a task that is a JSON object.
 *
 * The bytes of one value change; a key that is missing is put in where others of its kind have it.
 */
#include "edit_json.h"

#include <errno.h>

#include "baton/doc/doc.h"
#include "baton/format/json.h"
#include "edit_json_parts.h"
#include "place.h"
#include "text.h"

/* The words of the dialect, of which the first is its own and others are seen in files. */
static const char *const taskmaster_words[TASK_STATE_COUNT] = {
    [TASK_PENDING] = "pending|todo|to-do|open",
    [TASK_IN_PROGRESS] = "in-progress|in_progress|in progress|active|doing",
    [TASK_BLOCKED] = "blocked",
    [TASK_REVIEW] = "review|in-review|in_review",
    [TASK_DONE] = "done|completed|complete|closed",
    [TASK_CANCELLED] = "cancelled|canceled",
};
static const char *const beads_words[TASK_STATE_COUNT] = {
    [TASK_PENDING] = "open",
    [TASK_IN_PROGRESS] = "in_progress",
    [TASK_BLOCKED] = "blocked",
    [TASK_DONE] = "closed",
};

bool edit_json_knows(const Facts *f)
{
    return f->dialect && (strcmp(f->dialect, "taskmaster") == 0 || strcmp(f->dialect, "beads") == 0);
}

int json_refuse(const JsonEdit *e, int line, const char *fmt, ...)
{
    CLEANUP(buf_done) Buf why = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&why, fmt, ap);
    va_end(ap);
    return fail_with(e->m, -ENOTSUP, "%s:%d: %s", e->path, line, why.data);
}

/* ---- finding ---- */

static bool is_at(const JsonToken *title, const TaskFact *t)
{
    return t && title->raw.len && title->line == t->at.line &&
           (int)title->col + json_is_kind(title, '"') == t->at.col;
}

static void look_at(void *ctx, const JsonTask *o, const TaskPlace *place)
{
    JsonEdit *e = ctx;
    if (!e->assignee_name.raw.len)
        e->assignee_name = o->names[KEY_ASSIGNEE];
    if (e->found || !is_at(&o->values[KEY_TITLE], e->t))
        return;
    e->found = true;
    e->object = *o;
    e->list = *place->list;
    e->depth = place->depth;
    e->parent = place->parent;
    e->tag = place->name;
}

static void ignore_problem(void *ctx, int line, const char *what)
{
    (void)ctx, (void)line, (void)what;
}

static void find_issue(JsonEdit *e)
{
    Str rest = buf_str(&e->text), line = { "", 0 };
    int number = 0;
    while (number < e->t->line && str_next_line(&rest, &line))
        number++;
    JsonScan s;
    JsonToken object;
    json_scan(&s, line, number);
    if (number != e->t->line || !json_scan_value(&s, &object) || !json_is_kind(&object, '{'))
        return;
    json_task_read(&object, &e->object);
    e->found = is_at(&e->object.values[KEY_TITLE], e->t);
}

int json_edit_find(JsonEdit *e)
{
    e->found = false;
    if (e->beads)
        find_issue(e);
    else
        taskmaster_walk(buf_str(&e->text), &(TaskVisitor){ e, e->a, look_at, ignore_problem });
    if (!e->found)
        return fail_with(e->m, -ENOENT, "%s:%d: the task is not there any more", e->path, e->t->line);
    return e->object.whole ? 0 : json_refuse(e, e->t->line, "the JSON of this task does not end");
}

/* ---- bytes ---- */

void json_add_string(Buf *out, const char *text)
{
    CLEANUP(json_free_ptr) Json *j = json_string(text);
    json_write(out, j, false);
}

static int no_way(const JsonEdit *e, int line)
{
    return json_refuse(e, line, "the bytes here were repaired when they were read; "
                                "mend the file's encoding first");
}

int json_edit_replace(JsonEdit *e, const JsonToken *token, Str with)
{
    Place at;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Span span = json_span(token);
    if (place_find(e->bytes, span, &at) < 0)
        return no_way(e, token->line);
    place_encode(&out, at.code, with);
    *e->patch = (Patch){ .at = at.at, .len = at.len,
                         .with = { arena_str(e->a, buf_str(&out)), out.len }, .line = span.line,
                         .before = arena_str(e->a, token->raw), .after = arena_str(e->a, with) };
    return 0;
}

/* Line and column of the last byte of a token, which may be of several lines. */
static Span last_byte(const JsonToken *token)
{
    Str rest = token->raw, line = rest;
    int number = token->line - 1;
    while (str_next_line(&rest, &line))
        number++;
    size_t col = (number == token->line ? token->col : 0) + line.len;
    return (Span){ number, (int)col - 1, (int)col };
}

static int count_lines(Str text)
{
    int n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += text.data[i] == '\n';
    return n;
}

int json_edit_insert(JsonEdit *e, const JsonToken *token, Put put, Str text, const char *after)
{
    Place at;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Span last = last_byte(token);
    int lines = count_lines(text);
    if (place_find(e->bytes, last, &at) < 0)
        return no_way(e, last.line);
    place_encode(&out, at.code, text);
    *e->patch = (Patch){ .at = at.at + (put == PUT_BEHIND ? at.len : 0),
                         .with = { arena_str(e->a, buf_str(&out)), out.len },
                         .line = last.line + (lines > 0), .lines = lines, .before = "",
                         .after = arena_strdup(e->a, after) };
    return 0;
}

Str json_blanks_before(const JsonEdit *e, const JsonToken *token)
{
    const char *p = token->raw.data;
    while (p > e->text.data && strchr(" \t\r\n", p[-1]))
        p--;
    return (Str){ p, (size_t)(token->raw.data - p) };
}

/* A member behind another one, parted and spaced as that one is. */
static int insert_member(JsonEdit *e, TaskKey behind, Str quoted_name, const char *value)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const JsonToken *name = &e->object.names[behind], *old = &e->object.values[behind];
    const char *colon = name->raw.data + name->raw.len;
    buf_addc(&text, ',');
    buf_add_str(&text, json_blanks_before(e, name));
    buf_add_str(&text, quoted_name);
    buf_add(&text, colon, (size_t)(old->raw.data - colon));
    json_add_string(&text, value);
    return json_edit_insert(e, old, PUT_BEHIND, buf_str(&text), value);
}

/* ---- state ---- */

static bool is_written(const JsonEdit *e, Str word)
{
    for (size_t i = 0; i < e->facts->tasks.len; i++)
        if (str_ieq(str_from(e->facts->tasks.items[i].state_raw), word))
            return true;
    return false;
}

const char *json_state_word(const JsonEdit *e, TaskState state)
{
    const char *words = (e->beads ? beads_words : taskmaster_words)[state];
    Str rest = str_from(words), own = str_cut(&rest, '|');
    if (!words)
        return NULL;
    if (!is_written(e, own))
        for (Str word; rest.len;)
            if (is_written(e, word = str_cut(&rest, '|')))
                return arena_str(e->a, word);
    return arena_str(e->a, own);
}

static int refuse_state(const JsonEdit *e)
{
    return json_refuse(e, e->t->line, "%s has no word for '%s'%s",
                       e->beads ? "a beads issue" : "task-master", task_state_text(e->wish->state),
                       e->beads ? "; 'bd label add' or 'bd close --reason' can say it" : "");
}

static int put_string(JsonEdit *e, const JsonToken *old, const char *text)
{
    CLEANUP(buf_done) Buf with = BUF_INIT;
    json_add_string(&with, text);
    return json_edit_replace(e, old, buf_str(&with));
}

static int edit_state(JsonEdit *e)
{
    const JsonToken *old = &e->object.values[KEY_STATUS];
    bool stated = old->raw.len != 0;
    if (stated && e->t->state == e->wish->state)
        return fail_with(e->m, -EALREADY, "%s:%d: it is %s already", e->path, e->t->line,
                         task_state_text(e->t->state));
    const char *word = json_state_word(e, e->wish->state);
    if (!word)
        return refuse_state(e);
    if (!stated)
        return insert_member(e, KEY_TITLE, STR("\"status\""), word);
    if (!json_span(old).line)
        return json_refuse(e, old->line, "the status is no text");
    return put_string(e, old, word);
}

/* ---- who has it ---- */

static int edit_assign(JsonEdit *e)
{
    const JsonToken *old = &e->object.values[KEY_ASSIGNEE];
    Str name = e->assignee_name.raw;
    if (e->t->assignee && strcmp(e->t->assignee, e->wish->text) == 0)
        return fail_with(e->m, -EALREADY, "%s:%d: %s has it already", e->path, e->t->line,
                         e->wish->text);
    if (old->raw.len && !json_span(old).line)
        return json_refuse(e, old->line, "the assignee is no text, so one name cannot take its place");
    if (old->raw.len)
        return put_string(e, old, e->wish->text);
    if (e->beads)
        name = STR("\"assignee\"");
    if (!name.len)
        return json_refuse(e, e->t->line, "no task of this file has a key for who has it; "
                                          "give one task an \"assignee\" by hand first");
    return insert_member(e, e->object.names[KEY_STATUS].raw.len ? KEY_STATUS : KEY_TITLE, name,
                         e->wish->text);
}

/* ---- a note ---- */

static int edit_note(JsonEdit *e)
{
    const JsonToken *old = &e->object.values[KEY_NOTES];
    CLEANUP(buf_done) Buf text = BUF_INIT;
    CLEANUP(buf_done) Buf quoted = BUF_INIT;
    if (str_eq(old->raw, STR("null")))
        return put_string(e, old, e->wish->text);
    if (!json_is_kind(old, '"'))
        return json_refuse(e, e->t->line, "the task has no text under \"%s\" to add a note to%s",
                           e->beads ? "notes" : "details",
                           e->beads ? "; use 'bd update --notes'" : "");
    if (old->raw.len > 2)
        buf_addc(&text, '\n');
    buf_adds(&text, e->wish->text);
    json_add_string(&quoted, text.data);
    return json_edit_insert(e, old, PUT_INSIDE, str_slice(buf_str(&quoted), 1, quoted.len - 1),
                            e->wish->text);
}

/* ---- the door ---- */

static int edit_found(JsonEdit *e)
{
    static int (*const kinds[EDIT_KIND_COUNT])(JsonEdit *) = {
        [EDIT_STATE] = edit_state, [EDIT_ASSIGN] = edit_assign, [EDIT_NOTE] = edit_note,
    };
    int r = json_edit_find(e);
    return r < 0 ? r : kinds[e->wish->kind](e);
}

int edit_json(const char *path, Str bytes, const Facts *f, int task, const EditWish *wish, Arena *a, Patch *ret_patch,
              Message *m)
{
    JsonEdit e = { .path = path, .bytes = bytes, .facts = f, .wish = wish, .a = a, .patch = ret_patch,
                   .m = m, .beads = strcmp(f->dialect, "beads") == 0, .text = BUF_INIT };
    Patch patch = { 0 };
    if (task >= 0 && (size_t)task < f->tasks.len)
        e.t = &f->tasks.items[task];
    else if (task >= 0 || wish->kind != EDIT_ADD)
        return fail_with(m, -ENOENT, "%s: there is no such task", path);
    e.patch = &patch;
    doc_decode(bytes, &e.text);
    int r = wish->kind == EDIT_ADD ? edit_json_add(&e) : edit_found(&e);
    buf_done(&e.text);
    if (r == 0)
        *ret_patch = patch;
    return r;
}
