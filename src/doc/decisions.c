/*
 * decisions.c - the walk over a page that finds its decisions.
 *
 * A heading with an id or a date is one; a heading without is one once a key below it says so
 * ("**Decided:** Sprint 0").  What stands below a heading "Context" or "Rationale" belongs to the
 * decision above.
 */
#include "decisions.h"

#include "dialect.h"
#include "escalations.h"
#include "rows.h"

enum { DATE_MAX = 60, NO_INDENT = -1 };

typedef struct {
    Page *p;
    bool everywhere;
    bool open, sure;
    DecisionDraft draft;
    uint8_t level;              /* of its heading; 8: it is an item */
    int indent;                 /* of its item */
    uint32_t section;           /* that it stands in */
    DecisionField below;        /* what the text that follows says */
    Str day;                    /* date of a heading that has decisions below it */
    uint8_t day_level;
} Walk;

void record_add(Page *p, const RecordFact *r)
{
    if (p->facts->records.len < RECORDS_MAX)
        AVEC_PUSH(&p->facts->records, p->arena, *r);
}

static const char *text_or_null(Page *p, Str s)
{
    s = text_marks_off(s);
    return s.len ? text_title(p->arena, s) : NULL;
}

void decision_say(DecisionDraft *d, DecisionField field, Str value)
{
    Str *const slots[] = {
        [SAYS_DATE] = &d->head.date, [SAYS_STATUS] = &d->head.status, [SAYS_AUTHOR] = &d->author,
        [SAYS_REASON] = &d->reason, [SAYS_CONTEXT] = &d->context,
        [SAYS_DECISION] = &d->decision, [SAYS_ID] = &d->head.ref,
    };
    Str s = text_marks_off(value);
    if (field == SAYS_NOTHING)
        return;
    d->fields++;
    if (field == SAYS_DATE && s.len > DATE_MAX)
        field = SAYS_DECISION;          /* "Decided: to use SQLite, because …" */
    bool said = s.len && !text_is_none(s, NULL) && !text_is_placeholder(s);
    if (field != SAYS_MORE && said && !slots[field]->len)
        *slots[field] = s;
}

void decision_add(Page *p, const DecisionDraft *d, uint32_t section)
{
    Str title = d->head.title.len ? d->head.title : d->decision.len ? d->decision : d->head.ref;
    if (!title.len || text_is_placeholder(title))
        return;
    RecordFact r = {
        .kind = RECORD_DECISION,
        .line = p->lines.items[d->line].number,
        .at = page_span(p, d->line, text_marks_off(title)),
        .ref = text_or_null(p, d->head.ref),
        .title = text_title(p->arena, text_marks_off(title)),
        .date = text_or_null(p, d->head.date),
        .author = text_or_null(p, d->author),
        .status = text_or_null(p, d->head.status),
        .reason = text_or_null(p, d->reason.len ? d->reason : d->context),
        .section = section_path(p, section),
    };
    record_add(p, &r);
}

bool decisions_are_below(Str title)
{
    Str s = text_drop_symbols(text_skip_number(text_skip_symbols(title)));
    return text_is_one_of(text_drop_parenthesis(s),
                          "decisions|decision log|decisions log|decision records|key decisions|"
                          "recent decisions|architecture decisions|architectural decisions|"
                          "architecture decision records|design decisions|technical decisions|"
                          "decisions made|decision history|active decisions|locked decisions|"
                          "decisions and rationale|entscheidungen|decisões|决策|决策记录|决策日志");
}

static bool is_log(const Walk *w, uint32_t section)
{
    for (int i = (int)section; i > 0; i = w->p->sections.items[i].parent)
        if (decisions_are_below(w->p->sections.items[i].title))
            return true;
    return false;
}

static void close_open(Walk *w)
{
    if (w->open && (w->sure || w->draft.fields))
        decision_add(w->p, &w->draft, w->section);
    w->open = false;
    w->below = SAYS_NOTHING;
}

static void open_draft(Walk *w, uint32_t line, const DecisionTitle *t, uint8_t level, int indent)
{
    const Section *s = line_section(w->p, &w->p->lines.items[line]);
    close_open(w);
    w->open = true;
    w->sure = t->leads;
    w->draft = (DecisionDraft){ .line = line, .head = *t };
    w->level = level;
    w->indent = indent;
    w->section = indent == NO_INDENT && s->parent >= 0 ? (uint32_t)s->parent
                                                       : w->p->lines.items[line].section;
    if (!w->draft.head.date.len)
        w->draft.head.date = w->day;
}

/* "## 2026-04-12" with decisions below it is a day. */
static void leave_day(Walk *w, uint8_t level)
{
    bool empty = w->open && !w->draft.fields && !w->draft.head.title.len && !w->draft.head.ref.len;
    if (w->day.len && level <= w->day_level)
        w->day.len = 0;
    if (!empty || level <= w->level)
        return;
    w->day = w->draft.head.date;
    w->day_level = w->level;
    w->open = false;
}

/* "ADR-7", "DEC-067", "D1": elsewhere than in a log only these are decisions, "TASK-8" is none. */
static bool names_decision(Str ref)
{
    return str_istarts(ref, STR("adr")) || str_istarts(ref, STR("dec")) ||
           (ref.len > 1 && ref.data[0] == 'D' && (text_is_digit(ref.data[1]) || ref.data[1] == '-'));
}

static void walk_heading_line(Walk *w, uint32_t line)
{
    const Line *l = &w->p->lines.items[line];
    const Section *s = line_section(w->p, l);
    DecisionTitle t = decision_title(text_skip_number(s->title));
    bool deeper = w->open && l->level > w->level;
    DecisionField field = deeper ? decision_field(s->title) : SAYS_NOTHING;
    if (field != SAYS_NOTHING) {
        w->below = field;
        w->draft.fields++;
        return;
    }
    w->below = SAYS_NOTHING;
    leave_day(w, l->level);
    if (!section_is_read(w->p, l->section))
        return close_open(w);
    bool log = w->everywhere || is_log(w, l->section);
    bool numbered = text_skip_number(s->title).len < s->title.len;
    bool may = log ? t.leads || numbered || !s->is_title : t.ref.len && t.leads && !w->open;
    if (deeper && w->sure && !t.leads)
        return;
    if (!may || decisions_are_below(s->title))
        return close_open(w);
    if (!log && !names_decision(t.ref))
        return close_open(w);
    open_draft(w, line, &t, l->level, NO_INDENT);
}

/* "**Date:** 2026-04-12 | **Status:** Accepted": several keys in one line; false: none. */
static bool walk_keys_of(Walk *w, Str body)
{
    bool any = false;
    for (Str rest = body; rest.len;) {
        ptrdiff_t bar = -1;
        KeyValue kv, next;
        for (size_t i = 0; i < rest.len && bar < 0; i++)
            if (rest.data[i] == '|' && key_split(str_slice(rest, i + 1, rest.len), &next))
                bar = (ptrdiff_t)i;
        Str piece = str_trim(str_slice(rest, 0, bar < 0 ? rest.len : (size_t)bar));
        rest = str_slice(rest, bar < 0 ? rest.len : (size_t)bar + 1, rest.len);
        DecisionField field = key_split(piece, &kv) ? decision_field(kv.key) : SAYS_NOTHING;
        if (field == SAYS_NOTHING)
            continue;
        bool form = field == SAYS_STATUS && str_chr(kv.value, '|') >= 0;
        decision_say(&w->draft, field, form ? STR("") : kv.value);
        w->below = kv.value.len ? SAYS_NOTHING : field;
        any = true;
    }
    return any;
}

/* A paragraph that says a field goes on to its last line. */
static Str paragraph(const Page *p, uint32_t *line)
{
    Str first = line_body(p, &p->lines.items[*line]), last = first;
    KeyValue kv;
    while (*line + 1 < p->lines.len) {
        const Line *l = &p->lines.items[*line + 1];
        if (l->kind != LINE_TEXT || l->gap || l->quoted || key_split(line_body(p, l), &kv))
            break;
        last = line_body(p, l);
        ++*line;
    }
    return (Str){ first.data, (size_t)(last.data + last.len - first.data) };
}

/* "**Use SQLite** — small": what is bold is the title; *ret_rest is what follows. */
static Str bold_head(Str body, Str *ret_rest)
{
    ptrdiff_t end = str_starts(body, STR("**")) ? str_find(str_slice(body, 2, body.len), STR("**")) : -1;
    if (end <= 0)
        return body;
    Str rest = text_skip_symbols(str_slice(body, (size_t)end + 4, body.len));
    while (rest.len && (rest.data[0] == ':' || rest.data[0] == ' '))
        rest = str_slice(rest, 1, rest.len);
    *ret_rest = rest;
    return str_slice(body, 2, 2 + (size_t)end);
}

/* "- 2026-04-12: Use SQLite", "- **Use SQLite** — small", "- **D1**: Use SQLite". */
static void walk_item_line(Walk *w, uint32_t line)
{
    const Line *l = &w->p->lines.items[line];
    Str body = line_body(w->p, l), rest = STR("");
    bool log = is_log(w, l->section);
    if (!section_is_read(w->p, l->section) || !(log || w->everywhere) || text_is_none(body, NULL) ||
        text_is_placeholder(body))
        return close_open(w);
    DecisionTitle t = decision_title(bold_head(body, &rest));
    if (!t.leads && !log)
        return;
    if (!t.title.len) {
        t.title = rest;
        rest.len = 0;
    }
    open_draft(w, line, &t, 8, l->indent);
    w->sure = true;
    w->draft.reason = rest;
}

static void walk_text_line(Walk *w, uint32_t *line)
{
    const Line *l = &w->p->lines.items[*line];
    Str body = line_body(w->p, l);
    bool item = l->kind == LINE_ITEM;
    if (w->open && item && w->level == 8 && l->indent <= w->indent)
        close_open(w);
    if (w->open && walk_keys_of(w, body))
        return;
    if (w->open && w->below != SAYS_NOTHING) {
        decision_say(&w->draft, w->below, item ? body : paragraph(w->p, line));
        w->below = SAYS_NOTHING;
        return;
    }
    bool bare = w->open && w->sure && !w->draft.head.title.len && !w->draft.decision.len;
    if (bare && !item)
        w->draft.decision = body;
    else if (item && !(w->open && w->sure))
        walk_item_line(w, *line);
}

/* "| Status | Accepted |" below a decision. */
static void walk_table_rows(Walk *w, uint32_t line)
{
    Row row;
    if (!w->open)
        return;
    row_split(line_text(w->p, &w->p->lines.items[line]), 0, &row);
    if (row.count == 2)
        decision_say(&w->draft, decision_field(row.cells[0]), row.cells[1]);
}

static void walk_line(Walk *w, uint32_t *i)
{
    const Line *l = &w->p->lines.items[*i];
    switch ((LineKind)l->kind) {
    case LINE_HEADING:
    case LINE_TITLE:
        walk_heading_line(w, *i);
        break;
    case LINE_ITEM:
    case LINE_TEXT:
        walk_text_line(w, i);
        break;
    case LINE_TABLE_HEAD:
        if (section_is_read(w->p, l->section) && decisions_read_table(w->p, *i))
            while (*i + 1 < w->p->lines.len && w->p->lines.items[*i + 1].kind >= LINE_TABLE_RULE &&
                   w->p->lines.items[*i + 1].kind <= LINE_TABLE_ROW)
                ++*i;
        else
            walk_table_rows(w, *i);
        break;
    case LINE_TABLE_ROW:
        walk_table_rows(w, *i);
        break;
    case LINE_TABLE_RULE:
    case LINE_RULE:
        break;
    }
}

void decisions_read(Page *p, bool everywhere)
{
    Walk w = { .p = p, .everywhere = everywhere, .day = STR("") };
    for (uint32_t i = 0; i < p->lines.len; i++)
        walk_line(&w, &i);
    close_open(&w);
}

static Match decisions_matches(const char *path, Str text)
{
    static const char names[] = "decisions|decision log|decisions log|adr|adrs|"
                                "architecture decisions|architecture decision records";
    if (path_is_named(path, names))
        return MATCH_NAME;
    Str title = first_heading(text);
    DecisionTitle t = decision_title(title);
    bool adr = (path_holds(path, "/adr/") || path_holds(path, "/decisions/") || path_has_word(path, "adr")) &&
               path_ends(path, ".md");
    return adr || decisions_are_below(title) || str_istarts(t.ref, STR("ADR")) ? MATCH_TEXT : MATCH_NO;
}

static void decisions_read_file(Reading *r)
{
    Page p = { .facts = r->facts, .style = PAGE_TEXT };
    Str body = front_read(r->facts, (Str){ r->text, r->len }, false, &p.first_line);
    p.text = r->text + (body.data - r->text);
    p.len = body.len;
    page_cut(&p);
    decisions_read(&p, true);
    escalations_read(&p);
    page_release(&p);
}

const DialectDef dialect_decisions = { "decisions", decisions_matches, decisions_read_file };
