/*
 * handoff.c - what one agent leaves for the next.
 *
 * The same few fields come as numbered bold keys, as keys on lines of their own, and as headings
 * with lists below them.  One walk reads all of these: a heading or a key opens a field, and what
 * follows belongs to it until the next one.
 */
#include "baton/base/file.h"
#include "baton/doc/decision.h"
#include "baton/doc/doc.h"
#include "citations.h"
#include "dialect.h"
#include "escalations.h"
#include "handoff_fields.h"
#include "names.h"
#include "tasks.h"

enum { ITEMS_MAX = 1000, ITEM_BYTES_MAX = 4096 };

typedef struct {
    Page *p;
    HandoffFact *h;
    HandField field;
    bool by_heading, wide;      /* opened by a heading; by a key that had no value of its own */
    uint8_t level;
    uint16_t indent;
    HandoffItem *last;          /* what the next line may go on with */
    Str arrow;                  /* a title with "→": counts where no key says more */
} Hand;

static HandoffItems *list_of(HandoffFact *h, HandField f)
{
    switch (f) {
    case HAND_DONE:
        return &h->accomplishments;
    case HAND_BLOCKERS:
        return &h->blockers;
    case HAND_QUESTIONS:
        return &h->questions;
    case HAND_NEXT:
        return &h->next_steps;
    default:
        return &h->extras;
    }
}

static void add_item(Hand *w, HandoffItems *list, const Line *l, Str text)
{
    HandoffItem item = { .line = l->number,
                         .at = page_span(w->p, line_index(w->p, l), text_marks_off(text)) };
    Str s = str_slice(text, 0, ITEM_BYTES_MAX);
    w->last = NULL;
    if (list->len >= ITEMS_MAX)
        return;
    item.text = text_title(w->p->arena, s);
    if (!item.text[0])
        return;
    AVEC_PUSH(list, w->p->arena, item);
    w->last = &list->items[list->len - 1];
}

/* A numbered next step reads like a task; what has a box is one already. */
static void note_step(Page *p, const Line *l, Str text)
{
    if (!str_starts(line_body(p, l), STR("[")))
        note_add(p, l, text, NULL, (Str){ "", 0 }, 'C');
}

static void add_value(Hand *w, HandField f, const Line *l, Str key, Str value)
{
    Str rest = { "", 0 };
    CLEANUP(buf_done) Buf text = BUF_INIT;
    w->last = NULL;
    if (f != HAND_LABELLED) {
        bool none = text_is_none(value, &rest);
        if (text_is_placeholder(value))
            return;
        f = none ? HAND_EXTRA : f;
        if (f == HAND_NEXT && l->ordered && !section_state(w->p, l->section))
            note_step(w->p, l, value);
        add_item(w, list_of(w->h, f), l, none ? rest : value);
        return;
    }
    if (text_is_none(value, NULL))
        return;
    if (key.len)
        buf_addf(&text, "%.*s: ", STR_ARG(key));
    buf_add_str(&text, value);
    add_item(w, &w->h->extras, l, buf_str(&text));
    if (w->last)
        w->last->at = page_span(w->p, line_index(w->p, l), value);
}

static void set_once(Page *p, const char **slot, Str value)
{
    if (!*slot && value.len)
        *slot = text_title(p->arena, str_slice(value, 0, ITEM_BYTES_MAX));
}

static void set_receiver(Hand *w, Str value)
{
    Str name = name_of_receiver(value);
    if (w->h->to || text_is_none(value, NULL) || text_is_placeholder(value) || !name.len)
        return;
    w->h->to = text_copy(w->p->arena, name);
    w->h->to_raw = text_title(w->p->arena, str_slice(value, 0, ITEM_BYTES_MAX));
    w->h->to_at = page_span(w->p, UINT32_MAX, text_marks_off(value));
}

static void set_sender(Hand *w, Str value)
{
    Str name = name_of_receiver(value);
    if (w->h->from || text_is_none(value, NULL) || text_is_placeholder(value) || !name.len)
        return;
    w->h->from = text_copy(w->p->arena, name);
    w->h->from_raw = text_title(w->p->arena, str_slice(value, 0, ITEM_BYTES_MAX));
    w->h->from_at = page_span(w->p, UINT32_MAX, text_marks_off(value));
}

static void set_field(Hand *w, HandField f, const Line *l, Str key, Str value)
{
    Page *p = w->p;
    switch (f) {
    case HAND_TO:
        set_receiver(w, value);
        break;
    case HAND_FROM:
        set_sender(w, value);
        break;
    case HAND_DATE:
        set_once(p, &w->h->date, value);
        break;
    case HAND_STATUS:
        set_once(p, &w->h->status, value);
        break;
    case HAND_SUMMARY:
        set_once(p, &w->h->summary, value);
        break;
    default:
        if (hand_is_list(f) && value.len)
            add_value(w, f, l, key, value);
        break;
    }
}

/* "Claude Code → Any Agent", with or without "Handoff:" in front. */
static void read_arrow(Hand *w, Str title)
{
    static const Str arrows[] = { STR("→"), STR("->"), STR("➜"), STR("➡") };
    for (size_t i = 0; i < ARRAY_LEN(arrows); i++) {
        ptrdiff_t at = str_find(str_slice(title, 0, 256), arrows[i]);
        if (at <= 0)
            continue;
        Str from = str_slice(title, 0, (size_t)at), rest = from;
        while (str_chr(rest, ':') >= 0) {
            str_cut(&rest, ':');
            from = rest;
        }
        set_sender(w, str_trim(from));
        set_receiver(w, text_skip_symbols(str_slice(title, (size_t)at + arrows[i].len, title.len)));
        return;
    }
}

/* "For quality-engineer" names a receiver, and what it has to do. */
static bool read_for(Hand *w, Str title)
{
    if (!str_istarts(title, STR("for ")) ||
        !name_is_agent(text_drop_parenthesis(str_slice(title, 4, title.len))))
        return false;
    set_receiver(w, title);
    return true;
}

static void take_heading(Hand *w, const Line *l)
{
    Str title = line_section(w->p, l)->title;
    HandField f = hand_heading(title);
    bool inner = w->by_heading && w->field != HAND_NONE && l->level > w->level;
    w->last = NULL;
    if (l->level == 1 || str_ifind(str_slice(title, 0, 200), STR("handoff")) >= 0)
        w->arrow = w->arrow.len ? w->arrow : title;
    if (read_for(w, title))
        f = HAND_NEXT;
    KeyValue kv;
    if (f == HAND_NONE && key_split(title, &kv) && hand_key(kv.key) != HAND_NONE && kv.value.len) {
        set_field(w, hand_key(kv.key), l, kv.key, kv.value);
        return;
    }
    if (f == HAND_NONE && inner)
        return;
    w->field = f;
    w->by_heading = true;
    w->level = l->level;
}

/* "1. **Accomplishments**" with a list below it: a key without a colon, where it is one of a handoff's. */
static bool is_bare_key(Str body, KeyValue *ret)
{
    Str s = str_trim(body);
    if (s.len < 5 || !str_starts(s, STR("**")) || !str_ends(s, STR("**")))
        return false;
    Str key = str_trim(str_slice(s, 2, s.len - 2));
    if (str_find(key, STR("**")) >= 0 || hand_key(key) == HAND_NONE)
        return false;
    *ret = (KeyValue){ .key = key, .value = { "", 0 } };
    return true;
}

static bool take_key(Hand *w, const Line *l, Str body)
{
    KeyValue kv;
    if (!key_split(body, &kv) && !is_bare_key(body, &kv))
        return false;
    HandField f = hand_key(kv.key);
    bool receiver = f == HAND_NONE && read_for(w, kv.key);
    bool collects = w->field >= HAND_DONE && w->field <= HAND_NEXT;
    bool inside =
        w->by_heading && collects && (f == HAND_SUMMARY || f == HAND_EXTRA || f == HAND_STATUS);
    if (receiver)
        f = HAND_NEXT;
    if (f == HAND_NONE || inside)
        return false;
    w->last = NULL;
    Str rest = body;
    for (ptrdiff_t at; (at = str_find(str_slice(rest, 0, 512), STR(" | "))) >= 0;) {
        KeyValue next;
        Str behind = str_slice(rest, (size_t)at + 3, rest.len);
        if (!key_split(behind, &next) || hand_key(next.key) == HAND_NONE)
            break;
        if (key_split(str_slice(rest, 0, (size_t)at), &kv))
            set_field(w, hand_key(kv.key), l, kv.key, kv.value);
        rest = behind;
        f = hand_key(next.key);
        kv = next;
    }
    if (kv.value.len)
        set_field(w, f, l, kv.key, kv.value);
    if (w->by_heading && w->field != HAND_NONE && !hand_is_list(f))
        return true;
    w->field = f;
    w->by_heading = false;
    w->wide = kv.value.len == 0;
    w->indent = l->indent;
    return true;
}

/* A text behind an item or a paragraph goes on with it. */
static bool go_on(Hand *w, const Line *l, Str text)
{
    if (l->kind != LINE_TEXT || l->gap || !w->last)
        return false;
    if (strlen(w->last->text) + text.len > ITEM_BYTES_MAX)
        return true;            /* so much prose is no item; the rest of it is left out */
    w->last->text =
        arena_printf(w->p->arena, "%s %s", w->last->text, text_title(w->p->arena, text));
    return true;
}

/* Whether the line still belongs to the field that a key opened. */
static bool belongs(const Hand *w, const Line *l)
{
    if (w->by_heading)
        return true;
    if (l->kind == LINE_ITEM)
        return w->wide || l->indent > w->indent;
    return l->indent > w->indent || (w->wide && !l->gap);
}

static void take_line(Hand *w, const Line *l)
{
    Str body = l->kind == LINE_ITEM ? line_body(w->p, l) : line_text(w->p, l);
    if (take_key(w, l, body) || go_on(w, l, body) || w->field == HAND_NONE)
        return;
    if (!belongs(w, l)) {
        w->field = HAND_NONE;
        return;
    }
    if (str_starts(body, STR("[ ] ")) || str_istarts(body, STR("[x] ")))
        body = str_slice(body, 4, body.len);
    HandField f = w->field;
    if (!hand_is_list(f))
        w->field = HAND_NONE;
    set_field(w, f, l, (Str){ "", 0 }, body);
}

static void take_row(Hand *w, const Line *l)
{
    Str s = line_text(w->p, l);
    if (!hand_is_list(w->field) || l->kind != LINE_TABLE_ROW)
        return;
    while (s.len && strchr("| ", s.data[0]))
        s = str_slice(s, 1, s.len);
    while (s.len && strchr("| ", s.data[s.len - 1]))
        s.len--;
    add_value(w, w->field, l, (Str){ "", 0 }, s);
    w->last = NULL;
}

static bool is_generic(Str title)
{
    return text_is_one_of(title, "handoff|agent handoff|session handoff|handoff document|"
                                 "handoff summary|handoff report|project handoff|"
                                 "active handoff|handoff notes|handover|checkpoint|hand off");
}

static void summarise(Hand *w)
{
    Page *p = w->p;
    for (size_t i = 1; i < p->sections.len && !w->h->summary; i++) {
        const Section *s = &p->sections.items[i];
        Str title = text_drop_symbols(text_skip_symbols(s->title));
        if (s->is_title && title.len && !is_generic(title))
            set_once(p, &w->h->summary, title);
    }
    if (!w->h->summary && w->h->accomplishments.len)
        w->h->summary = w->h->accomplishments.items[0].text;
    for (size_t i = 0; i < p->lines.len && !w->h->summary; i++)
        if (p->lines.items[i].kind != LINE_RULE)
            set_once(p, &w->h->summary, text_skip_symbols(line_text(p, &p->lines.items[i])));
}

/* ".agents/<agent>/handoff.md" was written by that agent. */
static void author_from_path(Hand *w, const char *path)
{
    const char *dir = path_dir(w->p->arena, path);
    Str folder = str_from(path_base(dir));
    const char *parent = path_base(path_dir(w->p->arena, dir));
    if (!w->h->from && (strcmp(parent, ".agents") == 0 || strcmp(parent, "agents") == 0) &&
        folder.len && !text_is_one_of(folder, "handoffs|handoff|agents|logs|tasks|."))
        w->h->from = arena_str(w->p->arena, folder);
}

static void cite(Hand *w)
{
    HandoffItems *lists[] = { &w->h->accomplishments, &w->h->blockers, &w->h->questions,
                              &w->h->next_steps, &w->h->extras };
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        for (size_t k = 0; k < lists[i]->len; k++)
            citations_find(w->p->arena, str_from(lists[i]->items[k].text), &lists[i]->items[k]);
}

static void handoff_walk(Page *p, const char *path)
{
    Hand w = { .p = p, .h = arena_alloc(p->arena, sizeof *w.h), .arrow = STR("") };
    for (uint32_t i = 0; i < p->lines.len; i++) {
        const Line *l = &p->lines.items[i];
        if (l->kind == LINE_HEADING || l->kind == LINE_TITLE)
            take_heading(&w, l);
        else if (l->kind == LINE_ITEM || l->kind == LINE_TEXT)
            take_line(&w, l);
        else
            take_row(&w, l);
    }
    if (p->lines.len == 0)
        return;
    w.h->line = p->lines.items[0].number;
    read_arrow(&w, w.arrow);
    author_from_path(&w, path);
    summarise(&w);
    cite(&w);
    p->facts->handoff = w.h;
}

static Match handoff_matches(const char *path, Str text)
{
    Str base = str_from(path_base(path)), head = str_slice(text, 0, 4096);
    if (str_ifind(base, STR("handoff")) >= 0 || str_ifind(base, STR("hand-off")) >= 0 ||
        path_holds(path, "/handoffs/"))
        return MATCH_NAME;
    Str title = first_heading(text);
    bool said = str_ifind(title, STR("handoff")) >= 0 || str_ifind(title, STR("hand-off")) >= 0 ||
                str_ifind(base, STR("checkpoint")) >= 0 ||
                str_find(head, STR("**Recommended Next Agent**")) >= 0 ||
                str_find(head, STR("Target Agent:")) >= 0;
    return said ? MATCH_TEXT : MATCH_NO;
}

static void handoff_read(Reading *r)
{
    Page p = { .facts = r->facts, .style = PAGE_HANDOFF };
    size_t at, len;
    if (decision_block_find((Str){ r->text, r->len }, &at, &len))
        r->len = at;            /* what baton wrote there is no part of the handoff */
    Str body = front_read(r->facts, (Str){ r->text, r->len }, false, &p.first_line);
    p.text = r->text + (body.data - r->text);
    p.len = body.len;
    page_cut(&p);
    tasks_read(&p);
    handoff_walk(&p, r->path);
    escalations_read(&p);
    page_release(&p);
}

const DialectDef dialect_handoff = { "handoff", handoff_matches, handoff_read };
