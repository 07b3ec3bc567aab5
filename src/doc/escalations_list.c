/*
 * escalations_list.c - the entries of "Pending escalations": bullets, boxes, headings, with keys below them.
 */
#include "escalations.h"

#include "boxes.h"
#include "names.h"
#include "states.h"

typedef struct {
    Page *p;
    const Line *head;
    EscalationDefaults d;
    bool over;                  /* the whole list, by its title */
    ptrdiff_t last;             /* the entry that keys below it speak of; -1: none */
    uint16_t indent;            /* of that entry */
    bool by_heading;            /* it is a heading */
} List;

/* ---- one entry ---- */

typedef struct {
    Str text, agent, to, task;
    bool closed;
} Entry;

static bool is_over(TaskState s)
{
    return s == TASK_DONE || s == TASK_CANCELLED;
}

/* "~~needs RLS~~ found another way". */
static void take_strike(Entry *e)
{
    ptrdiff_t close = str_starts(e->text, STR("~~")) ? str_find(str_slice(e->text, 2, e->text.len), STR("~~")) : -1;
    if (close <= 0)
        return;
    e->closed = true;
    e->text = str_slice(e->text, 2, 2 + (size_t)close);
}

/* A box, or an emoji that says the same. */
static void take_box(const Page *p, Entry *e)
{
    Box box;
    TaskState state;
    Str emoji, rest;
    take_strike(e);
    if (box_read(p, e->text, &box)) {
        e->closed = e->closed || is_over(box.state);
        e->text = str_trim(box.rest);
        take_strike(e);
    } else if (state_emoji(e->text, &state, &emoji, &rest) == 0) {
        e->closed = e->closed || is_over(state);
        e->text = str_trim(rest);
    }
}

static Str behind(Str s, Str part)
{
    Str rest = str_slice(s, (size_t)(part.data - s.data) + part.len, s.len);
    while (rest.len && strchr("])`*_ ", rest.data[0]))
        rest = str_slice(rest, 1, rest.len);
    return text_skip_symbols(rest);
}

static ptrdiff_t find_arrow(Str s, size_t *ret_len)
{
    static const Str arrows[] = { STR("→"), STR("->"), STR("⇒"), STR("=>") };
    for (size_t i = 0; i < ARRAY_LEN(arrows); i++) {
        ptrdiff_t at = str_find(s, arrows[i]);
        *ret_len = arrows[i].len;
        if (at >= 0)
            return at;
    }
    return -1;
}

/* "backend-engineer → security-auditor: needs RLS". */
static bool take_route(Entry *e)
{
    size_t len;
    ptrdiff_t colon = str_chr(str_slice(e->text, 0, 120), ':');
    Str head = str_slice(e->text, 0, colon < 0 ? 0 : (size_t)colon);
    ptrdiff_t arrow = find_arrow(head, &len);
    if (arrow <= 0 || !str_trim(str_slice(e->text, (size_t)colon + 1, e->text.len)).len)
        return false;
    Str from = name_clean(str_slice(head, 0, (size_t)arrow));
    Str to = name_clean(str_slice(head, (size_t)arrow + len, head.len));
    if (!name_is_agent(from) || !to.len)
        return false;
    while (to.len && to.data[0] == '/')
        to = str_slice(to, 1, to.len);
    e->agent = from;
    e->to = to;
    e->text = text_skip_symbols(str_slice(e->text, (size_t)colon, e->text.len));
    return true;
}

/* "TASK-8: …", "backend-engineer: …", "[backend-engineer] …". */
static void take_lead(Entry *e)
{
    Str ref, name, s = text_skip_symbols(e->text);
    if (text_subject(s, &ref) == SUBJECT_ID && (escalation_task(ref).len || str_istarts(ref, STR("esc")))) {
        e->task = escalation_task(ref);
        e->text = s = behind(s, ref);
    }
    if (take_route(e))
        return;
    name = name_at_start(s);
    if (!name.len)
        return;
    e->agent = name;
    e->text = behind(s, name);
}

static bool add_entry(List *w, const Line *l, Str text)
{
    Entry e = { .text = text, .agent = w->d.agent };
    EscalationLine line = { 0 };
    take_box(w->p, &e);
    bool print = escalation_line(e.text, &line);
    if (!print)
        take_lead(&e);
    EscalationEntry found = escalation_entry(e.text, &line);
    if (found == ESCALATION_ENTRY_NONE)
        return false;
    if (print && name_is_agent(line.speaker))
        e.agent = line.speaker;
    bool added = escalation_add(w->p->facts, &(EscalationSaid){
        .line = l->number, .at = page_span(w->p, line_index(w->p, l), line.reason), .reason = line.reason,
        .to = line.to.len ? line.to : e.to, .agent = e.agent,
        .task = e.task.len ? e.task : escalation_task(line.reason),
        .listed = true, .closed = e.closed || w->d.over || found == ESCALATION_ENTRY_OVER,
    });
    w->last = added ? (ptrdiff_t)w->p->facts->escalations.len - 1 : -1;
    w->indent = l->indent;
    w->by_heading = l->kind == LINE_HEADING || l->kind == LINE_TITLE;
    return added;
}

/* ---- what keys below an entry say ---- */

static void set(Page *p, const char **field, Str value)
{
    value = text_marks_off(value);
    while (value.len && strchr("/@", value.data[0]))
        value = str_slice(value, 1, value.len);
    if (value.len && !text_is_none(value, NULL) && !text_is_placeholder(value))
        *field = text_title(p->arena, str_slice(value, 0, ESCALATION_BYTES_MAX));
}

static bool says_over(Str value)
{
    TaskState state;
    EscalationLine line;
    StateHit hit;
    if (escalation_entry(value, &line) == ESCALATION_ENTRY_OVER)
        return true;
    state = state_at_start(value, &hit) == 0 ? hit.state : TASK_UNKNOWN;
    return is_over(state);
}

/* Of "Resolution: …" anything that is an answer ends it. */
static bool ends_it(Str key, Str value)
{
    return says_over(value) ||
           (text_is_one_of(key, "resolution|resolved|outcome") && !text_is_none(value, NULL) &&
            !text_is_placeholder(value) && !text_is_one_of(value, "no|pending|open|false|not yet"));
}

static bool take_key(List *w, Str text)
{
    static const char agents[] = "agent|from|raised by|who|by|source|reported by|raised";
    static const char receivers[] = "to|route to|routed to|routing|routing to|target|recipient|escalated to|"
                                    "assigned to";
    KeyValue kv;
    if (w->last < 0 || !key_split(text, &kv))
        return false;
    EscalationFact *e = &w->p->facts->escalations.items[w->last];
    if (text_is_one_of(kv.key, agents))
        set(w->p, &e->agent, kv.value);
    else if (text_is_one_of(kv.key, receivers))
        set(w->p, &e->to, kv.value);
    else if (text_is_one_of(kv.key, "task|task id|ref|blocks|blocked task"))
        set(w->p, &e->task, kv.value);
    else if (text_is_one_of(kv.key, "reason|issue|problem|description|details"))
        set(w->p, &e->reason, kv.value);
    else if (text_is_one_of(kv.key, "status|state|resolution|resolved|outcome"))
        e->closed = e->closed || ends_it(kv.key, kv.value);
    else
        return false;
    return true;
}

/* ---- the lines of the list ---- */

static void read_heading(List *w, const Line *l)
{
    Str title = line_section(w->p, l)->title;
    w->last = -1;
    w->d.over = w->over;
    if (text_is_one_of(title, "resolved|closed|done|past|history|archive|archived") ||
        (escalations_title(title, &w->d.over) && w->d.over)) {
        w->d.over = true;
        return;
    }
    if (text_is_one_of(title, "open|pending|active|new|current") || escalations_title(title, &(bool){ false }))
        return;
    Str name = name_in_heading(title);
    if (name.len && name.len + 4 >= text_skip_symbols(title).len)
        w->d.agent = name;
    else
        (void)add_entry(w, l, title);
}

static void read_item(List *w, const Line *l)
{
    Str body = line_body(w->p, l);
    bool below = w->last >= 0 && (w->by_heading || l->indent > w->indent);
    if (below && (take_key(w, body) || !w->by_heading))
        return;
    bool was_heading = w->by_heading && w->last >= 0;
    if (was_heading)                    /* a list below an entry goes on about it */
        return;
    (void)add_entry(w, l, body);
}

static void read_text(List *w, const Line *l)
{
    EscalationLine e;
    if (!take_key(w, line_body(w->p, l)) && escalation_line(line_all(w->p, l), &e))
        (void)add_entry(w, l, line_all(w->p, l));
}

static bool is_below(const Page *p, uint32_t section, uint32_t root)
{
    for (int i = (int)section; i >= 0; i = p->sections.items[i].parent)
        if ((uint32_t)i == root)
            return true;
    return false;
}

static bool says_only(Str title, const char *name, const char *words)
{
    Str s = text_skip_symbols(title);
    return str_istarts(s, str_from(name)) &&
           text_is_one_of(text_marks_off(text_skip_symbols(str_slice(s, strlen(name), s.len))), words);
}

/* "### qa-engineer - [Status: done]", "### qa-engineer log": its own part, which somebody put below the list. */
static bool begins_part(const List *w, const Line *l)
{
    static const char words[] = "log|notes|progress|report|work|section|write zone";
    if (l->kind != LINE_HEADING && l->kind != LINE_TITLE)
        return false;
    const Facts *f = w->p->facts;
    Str title = line_section(w->p, l)->title;
    for (size_t i = 0; i < f->agents.len; i++)
        if (f->agents.items[i].line == l->number)
            return f->agents.items[i].state_raw || says_only(title, f->agents.items[i].name, words);
    return false;
}

/* Of a heading its section; of a key the items that hang below it. */
static bool goes_on(const List *w, const Line *l)
{
    const Line *head = w->head;
    if (begins_part(w, l))
        return false;
    if (head->kind == LINE_HEADING || head->kind == LINE_TITLE)
        return is_below(w->p, l->section, head->section);
    if (l->section != head->section || (l->kind != LINE_ITEM && l->kind != LINE_TEXT))
        return false;
    if (head->kind == LINE_ITEM)
        return l->indent > head->indent;
    return l->kind == LINE_ITEM || l->indent > head->indent;
}

static uint32_t read_line(List *w, uint32_t i)
{
    const Line *l = &w->p->lines.items[i];
    if (!section_is_read(w->p, l->section))
        return i;
    switch ((LineKind)l->kind) {
    case LINE_HEADING:
    case LINE_TITLE:
        read_heading(w, l);
        return i;
    case LINE_TABLE_HEAD:
        return escalations_table(w->p, i, &w->d);
    case LINE_ITEM:
        read_item(w, l);
        return i;
    case LINE_TEXT:
        read_text(w, l);
        return i;
    default:
        return i;
    }
}

static bool is_number(Str s)
{
    int64_t n;
    return str_to_i64(str_trim(s), &n) == 0;
}

/* "Escalations: we count them by week" is prose: without a word that they wait, it has to name who takes it. */
static void read_value(List *w, const Line *l, const KeyValue *kv)
{
    EscalationLine e = { 0 };
    bool sure = escalations_are_open(kv->key);
    if (!sure)
        sure = escalation_entry(kv->value, &e) != ESCALATION_ENTRY_NONE && e.to.len;
    if (sure && !is_number(kv->value))
        (void)add_entry(w, l, kv->value);
}

uint32_t escalations_list(Page *p, uint32_t head, bool over)
{
    const Line *l = &p->lines.items[head];
    List w = { .p = p, .head = l, .over = over, .last = -1,
               .d = { .agent = escalation_agent(p, l->section), .over = over } };
    KeyValue kv;
    if (l->kind != LINE_HEADING && l->kind != LINE_TITLE && key_split(line_body(p, l), &kv) && kv.value.len) {
        read_value(&w, l, &kv);
        return head + 1;
    }
    uint32_t i = head + 1;
    for (; i < p->lines.len && goes_on(&w, &p->lines.items[i]); i++)
        if (p->facts->escalations.len < ESCALATIONS_MAX)
            i = read_line(&w, i);
    return i;
}
