/*
 * tasks_keys.c - whom a "Status:", "Assigned to:", "Depends on:" or "Task ID:" speaks of.
 *
 * The innermost open item owns it, else the heading above; an assignee that neither owns counts
 * for its whole section.
 */
#include "names.h"
#include "states.h"
#include "tasks.h"

enum { KEYS_MAX = 8, NEXT_VALUE_MAX = 80 };

/* An item turns out to be a task when keys of one stand below it. */
static Draft *item_owner(Walk *w, TaskKey key)
{
    Page *p = w->p;
    OpenItem *top = &w->items[w->open - 1];
    if (top->draft >= 0)
        return &p->drafts.items[top->draft];
    if (top->draft == NEVER_DRAFT || key == KEY_DEPENDS)
        return NULL;
    const Line *l = &p->lines.items[top->line];
    Str body = line_body(p, l);
    bool bold = str_starts(body, STR("**")) || str_starts(body, STR("__"));
    if ((!l->ordered && !bold && key != KEY_STATUS) || str_ends(body, STR(":")))
        return NULL;
    Draft *d = draft_add(p, top->line, DRAFT_LIST, body);
    if (!d)
        return NULL;
    d->numbered = l->ordered;
    top->draft = (int)p->drafts.len - 1;
    return d;
}

/* The draft of the heading that the line stands directly below. */
static Draft *heading_owner(Walk *w, const Line *l)
{
    if (!w->heading_count)
        return NULL;
    int draft = w->headings[w->heading_count - 1].draft;
    bool direct = w->headings[w->heading_count - 1].section == l->section;
    return direct && draft >= 0 ? &w->p->drafts.items[draft] : NULL;
}

/* Lines that hold a value alone follow "**Status**:" and "状态：". */
static Str next_value(const Page *p, uint32_t line, Str none)
{
    if (line + 1 >= p->lines.len)
        return none;
    const Line *next = &p->lines.items[line + 1];
    Str s = line_text(p, next);
    bool fits = next->kind == LINE_TEXT && s.len <= NEXT_VALUE_MAX;
    return fits ? s : none;
}

static void key_tells_section(Walk *w, uint32_t line, TaskKey key, Str value)
{
    Page *p = w->p;
    const Line *l = &p->lines.items[line];
    Section *s = line_section(p, l);
    if (l->section == 0 || s->is_title)
        return;
    if (key == KEY_ASSIGNEE)
        s->assignee = name_clean(value);
    else if (key == KEY_STATUS && agent_say(p, p->lines.items[s->line].number, value))
        return;
    else if (key == KEY_STATUS && name_is_agent(text_drop_symbols(text_skip_symbols(s->title))) &&
             s->assignee.len)
        agent_add(p, &p->lines.items[s->line], s->assignee, value);
}

static void key_tells_draft(Walk *w, Draft *d, TaskKey key, Str value)
{
    switch (key) {
    case KEY_STATUS:
        d->status_key = true;
        draft_say_value(w->p, d, SAY_KEY, value);
        break;
    case KEY_ASSIGNEE:
        d->assignee_key = true;
        draft_name_value(d, FORM_VALUE, value);
        break;
    case KEY_DEPENDS:
        draft_depend(w->p, d, value);
        break;
    case KEY_ID:
        d->id_key = true;
        if (!text_is_none(value, NULL) && !text_is_placeholder(value))
            d->ref = text_marks_off(value);
        break;
    case KEY_NONE:
        break;
    }
}

static void take_key(Walk *w, uint32_t line, TaskKey key, Str value)
{
    const Line *l = &w->p->lines.items[line];
    if (!value.len && (key == KEY_STATUS || key == KEY_ASSIGNEE))
        value = next_value(w->p, line, value);
    Draft *d = w->open ? item_owner(w, key) : heading_owner(w, l);
    if (d)
        key_tells_draft(w, d, key, value);
    if (!w->open && (!d || d->kind == DRAFT_HEADING))
        key_tells_section(w, line, key, value);
}

static size_t parting_len(Str s)
{
    static const Str marks[] = { STR(" | "), STR(" · "), STR(" • "), STR(" — ") };
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_starts(s, marks[i]))
            return marks[i].len;
    return 0;
}

/* "**Status**: done | **Owner**: qa": a mark parts two keys only where a key follows it. */
static Str next_pair(Str *rest)
{
    for (size_t i = 0; i < MIN(rest->len, (size_t)1024); i++) {
        if (rest->data[i] != ' ' || i + 1 == rest->len ||
            (rest->data[i + 1] > 0 && rest->data[i + 1] != '|'))
            continue;
        size_t n = parting_len(str_slice(*rest, i, rest->len));
        KeyValue kv;
        Str behind = str_slice(*rest, i + n, rest->len);
        if (!n || !key_split(behind, &kv) || str_chr(kv.key, '|') >= 0)
            continue;
        Str piece = str_slice(*rest, 0, i);
        *rest = behind;
        return piece;
    }
    Str piece = *rest;
    *rest = str_slice(*rest, rest->len, rest->len);
    return piece;
}

static bool may_part(Str s)
{
    return str_chr(s, '|') >= 0 || str_chr(s, '\xE2') >= 0 || str_chr(s, '\xC2') >= 0;
}

static bool take_pair(Walk *w, uint32_t line, const KeyValue *kv)
{
    TaskKey key = task_key(kv->key);
    if (key != KEY_NONE)
        take_key(w, line, key, kv->value);
    else if (w->p->facts->agents.len)
        agent_take_key(w->p, line, kv);
    return key != KEY_NONE;
}

bool walk_keys(Walk *w, uint32_t line, Str body)
{
    KeyValue kv;
    bool any = false;
    if (!key_split(body, &kv))
        return false;
    if (!may_part(body))
        return take_pair(w, line, &kv);
    Str rest = str_trim(body);
    for (int i = 0; rest.len && i < KEYS_MAX; i++) {
        if (key_split(next_pair(&rest), &kv))
            any |= take_pair(w, line, &kv);
        else if (i == 0)
            return false;       /* a title with keys behind it is a title */
    }
    return any;
}
