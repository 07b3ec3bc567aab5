/*
 * action.c - what a binding does here and now: the selected thing put into its line.
 *
 * One mechanism for all kinds of rows.  A line that names {task} needs a selected task; a prompt gets
 * it as a person calls it ("T-3") where that is one task's name only, a command that runs at once
 * gets its id, which never means another.
 */
#include "screen.h"

#include <errno.h>

#include "baton/model/escalation.h"

static const struct {
    const char *name, *view_key;        /* key of the view that lists them */
} items[] = {
    [ITEM_NONE] = { "", "" },
    [ITEM_TASK] = { "task", "3" },
    [ITEM_AGENT] = { "agent", "8" },
    [ITEM_HANDOFF] = { "handoff", "4" },
    [ITEM_ESCALATION] = { "escalation", "5" },
    [ITEM_EVENT] = { "event", "6" },
    [ITEM_CONTRADICTION] = { "contradiction", "5" },
    [ITEM_EDIT] = { "edit", "1" },
    [ITEM_NEED] = { "need", "1" },
};

const char *item_name(ItemKind kind)
{
    return items[kind].name;
}

/* "{task}" anywhere in a text; NULL: none. */
static const char *find_place(const char *text, ItemKind *ret_kind, size_t *ret_len)
{
    const char *open = text ? strchr(text, '{') : NULL;
    for (size_t i = 1; open && i < ARRAY_LEN(items); i++) {
        size_t n = strlen(items[i].name);
        if (strncmp(open + 1, items[i].name, n) != 0 || open[n + 1] != '}')
            continue;
        *ret_kind = (ItemKind)i;
        *ret_len = n + 2;
        return open;
    }
    return NULL;
}

ItemKind binding_item(const Binding *b)
{
    ItemKind kind = ITEM_NONE;
    size_t len;
    find_place(b->command, &kind, &len);
    return kind;
}

static const ListRow *selected(Screen *s)
{
    View *v = screen_view(s);
    return v->class->selected ? v->class->selected(v) : NULL;
}

/* The thing of a kind that a row stands for; NULL: none. */
static const char *id_of(const ListRow *r, ItemKind kind)
{
    if (!r)
        return NULL;
    if (kind == ITEM_AGENT && r->kind != ITEM_AGENT)
        return r->agent;
    return kind == ITEM_EDIT ? r->edit : kind == ITEM_NEED ? r->need : r->kind == kind ? r->id : NULL;
}

/* What a person calls the task, if nothing else is called so. */
static const char *spoken_name(Screen *s, Arena *a, ItemKind kind, const char *id)
{
    TaskRows rows = { 0 }, same = { 0 };
    if (kind != ITEM_TASK)
        return id;
    store_tasks(s->context->store, a, &(TaskQuery){ .id = id, .limit = 1 }, &rows);
    const char *ref = rows.len ? rows.items[0].ref : NULL;
    if (!ref || !*ref)
        return id;
    store_tasks(s->context->store, a, &(TaskQuery){ .id = ref, .limit = 2 }, &same);
    return same.len == 1 && strcmp(same.items[0].id, id) == 0 ? ref : id;
}

static bool is_plain(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@#-";
    return *word && !word[strspn(word, plain)];
}

/* A name within a line that is split again. */
static const char *quoted(Arena *a, const char *name)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    if (is_plain(name))
        return name;
    buf_addc(&b, '"');
    for (; *name; name++) {
        if (*name == '"' || *name == '\\')
            buf_addc(&b, '\\');
        buf_addc(&b, *name);
    }
    buf_addc(&b, '"');
    return arena_str(a, buf_str(&b));
}

static const char *fill(Screen *s, Arena *a, const char *word, const char *id)
{
    ItemKind kind;
    size_t len;
    const char *at = find_place(word, &kind, &len);
    if (!at)
        return word;
    if (at == word && !at[len])
        return arena_strdup(a, id);
    const char *name = kind == ITEM_NEED ? id : quoted(a, spoken_name(s, a, kind, id));      /* a need is two words */
    return arena_printf(a, "%.*s%s%s", (int)(at - word), word, name, at + len);
}

/* Its line names the act; what is over cannot be resolved again.  Returns why, NULL: it can be done. */
static const char *escalation_refuses(const Binding *b, const ListRow *r)
{
    EscalationState state;
    if (binding_item(b) != ITEM_ESCALATION || !r || r->kind != ITEM_ESCALATION || !r->state ||
        escalation_state_parse(r->state, &state) < 0)
        return NULL;
    for (int act = 0; act < ESCALATION_ACT_COUNT; act++)
        if (strstr(b->command, escalation_act_text(act)))
            return escalation_act_refused(act, state);
    return NULL;
}

/* Nobody types what would be refused; a command that runs at once says so itself, and by whom. */
static bool begins_a_line(const Binding *b)
{
    return str_starts(str_from(b->command), STR("prompt ")) || str_starts(str_from(b->command), STR("route "));
}

int binding_words(Screen *s, const Binding *b, Arena *a, StrList *ret_words, Message *why)
{
    ItemKind kind = binding_item(b);
    const char *id = id_of(selected(s), kind);
    StrList words = { 0 }, filled = { 0 };

    if (kind != ITEM_NONE && !id)
        return fail_with(why, -ENOENT, "%s is for %s %s, and none is selected here: %s lists them.", b->key,
                         strchr("aeiou", items[kind].name[0]) ? "an" : "a", items[kind].name, items[kind].view_key);
    const char *refused = begins_a_line(b) ? escalation_refuses(b, selected(s)) : NULL;
    if (refused)
        return fail_with(why, -EPERM, "Escalation %s cannot take this: %s.", id, refused);
    int e = command_split(a, b->command, &words);
    for (size_t i = 0; e == 0 && i < words.len; i++)
        strlist_add(&filled, a, fill(s, a, words.items[i], id));
    if (e == 0)
        *ret_words = filled;
    return e;
}

/* The row behind a line, or behind the line that a prompt begins. */
static const CommandRow *row_of(Screen *s, Arena *a, const char *line)
{
    StrList words = { 0 };
    int used = 0;
    const char *near = NULL;
    if (command_split(a, line, &words) < 0 || !words.len)
        return NULL;
    bool prompts = strcmp(words.items[0], "prompt") == 0 && words.len == 2;
    if (prompts && words.items[1][0] == ':' && words.items[1][1])
        return row_of(s, a, words.items[1] + 1);
    return command_find(s->table, (int)words.len, words.items, &used, &near);
}

static const CommandRow *find_row(Screen *s, const char *line)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    return row_of(s, a, line);
}

struct BindingFacts {
    bool known;
    const CommandRow *row;      /* that its line runs */
    int used;                   /* words of the line that are the row's name */
    const CommandRow *behind;   /* see row_of() */
};

static void learn_facts(Screen *s, const Binding *b, struct BindingFacts *f)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList words = { 0 };
    f->known = true;
    f->behind = find_row(s, b->command);
    if (command_split(a, b->command, &words) == 0)
        f->row = command_find(s->table, (int)words.len, words.items, &f->used, NULL);
}

/* Looked up once: neither table ever changes, and the last line asks for every key in every frame. */
static const struct BindingFacts *facts_of(Screen *s, const Binding *b)
{
    if (!s->facts)
        s->facts = mem_alloc(sizeof *s->facts * binding_count);
    struct BindingFacts *f = &s->facts[b - bindings];
    if (!f->known)
        learn_facts(s, b, f);
    return f;
}

const CommandRow *binding_row(Screen *s, const Binding *b, int *ret_used)
{
    const struct BindingFacts *f = facts_of(s, b);
    *ret_used = f->used;
    return f->row;
}

static bool may_run(const Screen *s, const CommandRow *row)
{
    return row && !(s->read_only && row->needs & NEED_WRITABLE);
}

bool line_is_known(Screen *s, const char *line)
{
    return may_run(s, find_row(s, line));
}

bool binding_is_known(Screen *s, const Binding *b)
{
    return may_run(s, facts_of(s, b)->behind);
}

bool binding_acts_on(const Binding *b, const ListRow *r)
{
    ItemKind kind = binding_item(b);
    return kind != ITEM_NONE && id_of(r, kind);
}

bool binding_applies(Screen *s, const Binding *b)
{
    View *v = screen_view(s);
    const ListRow *r = selected(s);
    ItemKind kind = binding_item(b);

    bool can = v->class->can && v->class->can(v, b->command);
    if (strcmp(b->map, "review") == 0 || strcmp(b->map, "timeline") == 0)
        return can;
    if (strcmp(b->command, "open") == 0 || strcmp(b->command, "next-pane") == 0)
        return can;
    if (strcmp(b->command, "back") == 0)
        return can || s->current != VIEW_DASHBOARD;
    if (strcmp(b->command, "edit") == 0)
        return r && r->file;
    if (kind == ITEM_HANDOFF)           /* deciding: in some states only */
        return can && !s->read_only;
    if (escalation_refuses(b, r))
        return false;
    if (strcmp(b->command, "bottom") == 0)
        return s->current == VIEW_SESSION;
    if (strcmp(b->command, "next-need") == 0)
        return s->header.needs > 0;
    return (kind == ITEM_NONE || id_of(r, kind)) && binding_is_known(s, b);
}

bool binding_changes(Screen *s, const Binding *b)
{
    const ListRow *r = selected(s);
    return binding_applies(s, b) && !(b->moot && r && r->state && strcmp(b->moot, r->state) == 0);
}
