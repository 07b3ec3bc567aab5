/*
 * escalations.c - agents that stopped, on a page: printed lines anywhere, and lists of them.
 *
 * Fenced code and comments are no lines of a page, and sections of rules, legends and templates are not read, so
 * what an instruction shows there says nothing.
 */
#include "escalations.h"

#include "names.h"

/* ---- the word ---- */

static ptrdiff_t find_from(Str text, size_t from, Str needle)
{
    ptrdiff_t at = str_find(str_slice(text, from, text.len), needle);
    return at < 0 ? -1 : at + (ptrdiff_t)from;
}

/* Without its first letter "Escalation" is as "escalation". */
#define SMALL STR("scalat")
#define CAPITAL STR("SCALAT")

Mentions mentions_of(Str text)
{
    return (Mentions){ text, find_from(text, 0, SMALL), find_from(text, 0, CAPITAL) };
}

bool mentions_next(Mentions *m, size_t *ret_at)
{
    bool small = m->small >= 0 && (m->capital < 0 || m->small < m->capital);
    ptrdiff_t *next = small ? &m->small : &m->capital;
    if (*next < 0)
        return false;
    *ret_at = (size_t)*next;
    *next = find_from(m->text, *ret_at + SMALL.len, small ? SMALL : CAPITAL);
    return true;
}

/* ---- facts ---- */

static const char *copy(Arena *a, Str s)
{
    return s.len ? text_title(a, str_slice(s, 0, ESCALATION_BYTES_MAX)) : NULL;
}

bool escalation_add(Facts *f, const EscalationSaid *said)
{
    EscalationFact e = { .line = said->line, .at = said->at, .listed = said->listed, .closed = said->closed,
                         .said_at = said->said_at, .zoned = said->zoned,
                         .reason = copy(f->arena, said->reason), .to = copy(f->arena, said->to),
                         .agent = copy(f->arena, said->agent), .task = copy(f->arena, said->task) };
    if (!e.reason || !*e.reason || f->escalations.len >= ESCALATIONS_MAX)
        return false;
    AVEC_PUSH(&f->escalations, f->arena, e);
    return true;
}

/* Names of standards look like refs. */
static bool is_no_task(Str letters)
{
    return text_is_one_of(letters, "utf|iso|sha|rfc|cve|http|adr|es|aes|md|esc|ietf|rs|hs|tls|ipv|win|cp");
}

static size_t ref_len(Str s)
{
    size_t letters = 0, n;
    while (letters < s.len && letters < 11 && s.data[letters] >= 'A' && s.data[letters] <= 'Z')
        letters++;
    bool dash = letters < s.len && s.data[letters] == '-';
    for (n = letters + dash; n < s.len && n < letters + 9 && text_is_digit(s.data[n]);)
        n++;
    bool one = !dash && letters == 1 && s.data[0] == 'T';
    bool goes_on = n < s.len && (text_is_alnum(s.data[n]) || s.data[n] == '_');
    return n > letters + dash && !goes_on && letters && (dash || one) && !is_no_task(str_slice(s, 0, letters)) ? n : 0;
}

Str escalation_task(Str text)
{
    text = str_slice(text, 0, ESCALATION_BYTES_MAX);
    for (size_t i = 0; i < text.len; i++) {
        if (i && (text_is_alnum(text.data[i - 1]) || strchr("-_/", text.data[i - 1])))
            continue;
        size_t n = ref_len(str_slice(text, i, text.len));
        if (n)
            return str_slice(text, i, i + n);
    }
    return (Str){ "", 0 };
}

/* The agent whose part of the document a heading begins. */
static Str agent_on(const Page *p, uint32_t heading)
{
    int line = heading < p->lines.len ? p->lines.items[heading].number : 0;
    for (size_t i = 0; i < p->facts->agents.len; i++)
        if (p->facts->agents.items[i].line == line)
            return str_from(p->facts->agents.items[i].name);
    return (Str){ "", 0 };
}

Str escalation_agent(const Page *p, uint32_t section)
{
    const HandoffFact *h = p->facts->handoff;
    for (int i = (int)section; i > 0; i = p->sections.items[i].parent) {
        const Section *s = &p->sections.items[i];
        Str name = agent_on(p, s->line);
        if (name.len || (s->assignee.len && !s->is_title))
            return name.len ? name : s->assignee;
    }
    return str_from(h && h->from ? h->from : NULL);
}

/* ---- printed lines ---- */

static bool holds_one_of(Str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_ifind(s, str_from(words[i])) >= 0)
            return true;
    return false;
}

bool escalation_is_introduced(Str line)
{
    static const char *const words[] = {
        "print", "format", "example", "write", "say", "template", "output", "emit", "reply", "respond", "this form",
        "like this", "as follows", "use ", "log ",
    };
    line = str_trim(line);
    while (line.len && strchr("*_ ", line.data[line.len - 1]))
        line.len--;
    return line.len && line.data[line.len - 1] == ':' && holds_one_of(str_slice(line, 0, 400), words, ARRAY_LEN(words));
}

/* Words that make a section with the word in its title one that tells how it is done. */
static bool tells_how(Str title)
{
    static const char *const words[] = {
        "protocol", "format", "rule", "polic", "procedure", "path", "how ", "when ", "template", "example", "criteria",
        "guideline", "matrix", "process", "contact", "level", "workflow", "chain", "instruction", "de-escal", "trigger",
    };
    return holds_one_of(title, words, ARRAY_LEN(words));
}

static bool may_say(const Page *p, uint32_t line)
{
    const Line *l = &p->lines.items[line];
    for (int i = (int)l->section; i > 0; i = p->sections.items[i].parent) {
        Str title = str_slice(p->sections.items[i].title, 0, 200);
        if (str_ifind(title, STR("scalat")) >= 0 && tells_how(title))
            return false;
    }
    return section_is_read(p, l->section) && !(line && escalation_is_introduced(line_all(p, l - 1)));
}

static void read_print(Page *p, uint32_t line)
{
    const Line *l = &p->lines.items[line];
    EscalationLine e;
    if (!may_say(p, line) || !escalation_line(line_all(p, l), &e))
        return;
    (void)escalation_add(p->facts, &(EscalationSaid){
        .line = l->number, .at = page_span(p, line, e.reason), .reason = e.reason, .to = e.to,
        .agent = name_is_agent(e.speaker) ? e.speaker : escalation_agent(p, l->section),
        .task = escalation_task(e.reason),
    });
}

/* ---- lists ---- */

bool escalations_are_open(Str title)
{
    static const char *const now[] = {
        "pending", "open", "active", "current", "unresolved", "outstanding", "awaiting", "raised", "waiting",
    };
    return holds_one_of(title, now, ARRAY_LEN(now));
}

bool escalations_title(Str title, bool *ret_over)
{
    static const char *const over[] = { "resolved", "closed", "past ", "history", "archive", "handled", "previous" };
    Str s = text_drop_symbols(text_skip_number(text_skip_symbols(text_drop_parenthesis(title))));
    if (s.len > 60 || str_ifind(s, STR("escalation")) < 0 || str_istarts(s, STR("no ")) || tells_how(s))
        return false;
    bool open = escalations_are_open(s);
    *ret_over = !open && holds_one_of(s, over, ARRAY_LEN(over));
    return open || *ret_over ||
           text_is_one_of(s, "escalations|escalation log|escalations log|escalation queue|escalation list|"
                             "agent escalations|escalations to human|escalations to humans|new escalations");
}

/* "**Pending escalations**: none", or the list below it. */
static bool opens_by_key(const Page *p, const Line *l, bool *ret_over)
{
    KeyValue kv;
    return (l->kind == LINE_TEXT || l->kind == LINE_ITEM) && key_split(line_body(p, l), &kv) &&
           escalations_title(kv.key, ret_over);
}

static uint32_t read_mention(Page *p, uint32_t line)
{
    const Line *l = &p->lines.items[line];
    bool over = false, heading = l->kind == LINE_HEADING || l->kind == LINE_TITLE;
    if (section_is_read(p, l->section) &&
        (heading ? escalations_title(line_section(p, l)->title, &over) : opens_by_key(p, l, &over)))
        return escalations_list(p, line, over);
    read_print(p, line);
    return line + 1;
}

static int by_line(const void *a, const void *b)
{
    return *(const int *)a - ((const EscalationFact *)b)->line;
}

/* They come in the order of their lines. */
static bool is_listed(const Facts *f, int line)
{
    const EscalationFact *e = bsearch(&line, f->escalations.items, f->escalations.len, sizeof *e, by_line);
    return e && e->listed;
}

/* An entry of such a list reads like a task as well; nobody works it off as one. */
static void drop_tasks(Facts *f)
{
    size_t tasks = 0, notes = 0;
    for (size_t i = 0; i < f->tasks.len; i++)
        if (!is_listed(f, f->tasks.items[i].line))
            f->tasks.items[tasks++] = f->tasks.items[i];
    for (size_t i = 0; i < f->notes.len; i++)
        if (!is_listed(f, f->notes.items[i].line))
            f->notes.items[notes++] = f->notes.items[i];
    f->tasks.len = tasks;
    f->notes.len = notes;
}

void escalations_read(Page *p)
{
    Mentions m = mentions_of((Str){ p->text, p->len });
    uint32_t line = 0;
    for (size_t at; p->facts->escalations.len < ESCALATIONS_MAX && mentions_next(&m, &at);) {
        while (line < p->lines.len && p->lines.items[line].at + p->lines.items[line].len <= at)
            line++;
        if (line == p->lines.len)
            break;
        if (p->lines.items[line].at <= at)
            line = read_mention(p, line);
    }
    if (p->facts->escalations.len)
        drop_tasks(p->facts);
}
