/*
 * sections.c - the tree of headings, and what a heading says of the tasks below it.
 *
 * A heading has a state only where its state word leads it, ends it or stands behind a dash or a
 * bracket: "Queued - Launch Blockers" is pending, "Blocked dates API routes" is a topic.
 */
#include "page.h"

#include "names.h"
#include "states.h"

enum { KIND_NAME_MAX = 20 };

static Str heading_title(const Page *p, const Line *l)
{
    Str s = str_trim(line_body(p, l));
    if (l->kind == LINE_HEADING) {
        size_t n = s.len;
        while (n && s.data[n - 1] == '#')
            n--;
        if (n == 0 || (n < s.len && s.data[n - 1] == ' '))
            s.len = n;
    }
    s = text_marks_off(s);
    if (l->kind == LINE_TITLE) {
        if (s.len > 2 && s.data[0] == '[' && s.data[s.len - 1] == ']')
            s = str_slice(s, 1, s.len - 1);
        if (str_ends(s, STR(":")))
            s = text_marks_off(str_slice(s, 0, s.len - 1));
        if (str_ends(s, STR(":")))
            s.len--;
    }
    return text_marks_off(s);
}

/* What may stand behind a state that leads a heading: nothing, a mark, or a word for "these". */
static bool may_follow(Str rest)
{
    static const char nouns[] = "tasks|task|items|item|work|features|feature|stories|phases|"
                                "milestones|tickets|todos|issues|list|today|this|recently|last|"
                                "in|since|yesterday|now|currently|queue|column|section|sprint|"
                                "session|sprints|sessions|log|archive|work items|by";
    if (rest.len == 0 || (rest.data[0] != ' ' && !text_is_alnum(rest.data[0]) && rest.data[0] > 0))
        return true;
    Str s = str_trim(rest);
    if (text_skip_symbols(s).len != s.len || text_is_digit(s.data[0]) ||
        strchr("([,;/&+.", s.data[0]))
        return true;
    Str word = s;
    word = str_cut(&word, ' ');
    while (word.len && strchr(":,.;)", word.data[word.len - 1]))
        word.len--;
    return rest.data[0] == ' ' && text_is_one_of(word, nouns);
}

/* Columns of boards have shorter names than states: "Active", "Open tasks", "Review". */
static bool names_column(Str phrase)
{
    return text_is_one_of(phrase, "active|doing|open|closed|review|ready|waiting|hecho|hecha|hechos|hechas|"
                                  "terminado|terminada|feito|feita|fazendo|aberto|offen|umgesetzt|"
                                  "läuft|geplant|à faire|terminé|terminée");
}

static bool leads(Str s, StateHit *hit)
{
    if (state_at_start(s, hit) < 0 || !may_follow(str_slice(s, hit->end, s.len)))
        return false;
    return hit->strong || names_column(text_skip_symbols(str_slice(s, hit->at, hit->end)));
}

/* "Definition of Done", "How to get it done": the words in front make it no state. */
static bool may_precede(Str head)
{
    static const Str spoilers[] = { STR(" of"),  STR(" for"),      STR(" when"), STR(" until"),
                                    STR(" be"),  STR(" get"),      STR(" as"),   STR(" if"),
                                    STR(" not"), STR(" criteria"), STR(" mark"), STR(" is"),
                                    STR(" to") };
    char low[64];
    head = text_drop_symbols(head);
    if (head.len == 0 || head.len + 1 > sizeof low)
        return head.len == 0;
    text_fold(head, low + 1);
    low[0] = ' ';
    Str folded = { low, head.len + 1 };
    for (size_t i = 0; i < ARRAY_LEN(spoilers); i++)
        if (str_ends(folded, spoilers[i]))
            return false;
    return !str_starts(folded, STR(" how ")) && !str_starts(folded, STR(" why ")) &&
           !str_starts(folded, STR(" definition"));
}

static size_t separator_len(Str s)
{
    static const Str marks[] = { STR("—"),  STR("–"),  STR("- "), STR("("), STR("["),
                                 STR("（"), STR(": "), STR("："), STR("→"), STR("|") };
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_starts(s, marks[i]))
            return marks[i].len;
    return 0;
}

static inline bool may_separate(char c)
{
    return c < 0 || c == '-' || c == '(' || c == '[' || c == ':' || c == '|';
}

static bool behind_separator(Str s, StateHit *hit)
{
    for (size_t i = 0; i < s.len; i++) {
        size_t n = may_separate(s.data[i]) ? separator_len(str_slice(s, i, s.len)) : 0;
        if (!n || !leads(str_slice(s, i + n, s.len), hit))
            continue;
        hit->at += i + n;
        hit->end += i + n;
        return true;
    }
    return false;
}

static bool ends_with_state(Str title, StateHit *hit)
{
    return state_at_end(title, hit) == 0 && hit->strong &&
           may_precede(str_slice(title, 0, hit->at));
}

bool title_state(Str title, TaskState *ret_state, Str *ret_raw)
{
    StateHit hit, end;
    Str s = str_slice(title, 0, 256);
    Str core = text_skip_number(text_skip_symbols(s));
    bool found = leads(core, &hit);
    if (found) {
        hit.at += (size_t)(core.data - s.data);
        hit.end += (size_t)(core.data - s.data);
    } else {
        found = behind_separator(s, &hit);
    }
    Str bare = text_drop_parenthesis(title);
    bool ends =
        ends_with_state(title, &end) || (bare.len < title.len && ends_with_state(bare, &end));
    if (ends && (!found || end.at < hit.at)) {
        hit = end;
        found = true;
    }
    if (found) {
        *ret_state = hit.state;
        *ret_raw = str_slice(title, hit.at, hit.end);
    }
    return found;
}

static bool starts_rules(Str title)
{
    static const Str heads[] = { STR("how to "),           STR("out of scope"),
                                 STR("out-of-scope"),      STR("forbidden "),
                                 STR("rules for "),        STR("rules of "),
                                 STR("instructions for "), STR("guidelines for "),
                                 STR("conventions for "),  STR("template for ") };
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        if (str_istarts(title, heads[i]))
            return true;
    return false;
}

static SectionKind section_kind(Str title)
{
    static const char legends[] = "legend|status legend|status key|key|task legend|icon legend|"
                                  "symbol legend|emoji legend|symbols|status symbols|"
                                  "status definitions|status codes|status indicators|"
                                  "status values|statuses|task states|status icons|"
                                  "task status legend|legende|legenda|leyenda|图例|状态说明|凡例";
    static const char rules[] =
        "rules|board rules|ground rules|usage rules|template|templates|task template|"
        "entry template|session template|handoff template|story template|board template|format|"
        "task format|entry format|board format|file format|todo format|instructions|usage|"
        "usage instructions|guidelines|conventions|example|examples|example task|example entry|"
        "non goals|out of scope|not in scope|forbidden|forbidden actions|forbidden files|"
        "do not|don't|naming conventions|regras|regeln|reglas|règles|anleitung|konventionen|"
        "instruções|instrucciones|convenções|convenciones|modelo|plantilla|vorlage|ルール|使い方|"
        "使用方法|规范|กฎ|วิธีใช้|使用说明|规则|模板|nicht im umfang|fora do escopo";
    Str s = text_drop_symbols(text_skip_number(text_skip_symbols(title)));
    Str core = text_drop_symbols(text_drop_parenthesis(s));
    bool may_be_name = core.len <= KIND_NAME_MAX;       /* saves most titles the long lists */
    if (may_be_name && text_is_one_of(core, legends))
        return SECTION_LEGEND;
    return (may_be_name && text_is_one_of(core, rules)) || starts_rules(s) ? SECTION_RULES : SECTION_PLAIN;
}

static int parent_of(const Page *p, int at, uint8_t level)
{
    while (at > 0 && p->sections.items[at].level >= level)
        at = p->sections.items[at].parent;
    return at;
}

static int section_add(Page *p, uint32_t line, int current)
{
    const Line *l = &p->lines.items[line];
    Section s = { .parent = parent_of(p, current, l->level),
                  .line = line,
                  .level = l->level,
                  .title = heading_title(p, l) };
    s.kind = section_kind(s.title);
    s.unread = p->sections.items[s.parent].unread || s.kind == SECTION_RULES ||
               (s.kind == SECTION_LEGEND && s.level < 7);
    s.has_state = s.kind == SECTION_PLAIN && title_state(s.title, &s.state, &s.state_raw);
    s.assignee = name_in_heading(s.title);
    VEC_PUSH(&p->sections, s);
    return (int)p->sections.len - 1;
}

/* The H1 that opens the document names it; further ones are sections like any other. */
static void mark_title(Page *p)
{
    Section *title = NULL;
    size_t tops = 0;
    for (size_t i = 1; i < p->sections.len; i++) {
        Section *s = &p->sections.items[i];
        if (!title && s->level != 7)
            title = s;
        tops += s->level == 1;
    }
    if (title && title->level == 1 && !(tops > 1 && title->has_state))
        title->is_title = true;
}

void sections_build(Page *p)
{
    int current = 0;
    VEC_PUSH(&p->sections, ((Section){ .parent = -1, .line = UINT32_MAX }));
    for (uint32_t i = 0; i < p->lines.len; i++) {
        Line *l = &p->lines.items[i];
        if (l->kind == LINE_HEADING || l->kind == LINE_TITLE)
            current = section_add(p, i, current);
        l->section = (uint32_t)current;
    }
    mark_title(p);
}

const Section *section_state(const Page *p, uint32_t section)
{
    for (int i = (int)section; i > 0; i = p->sections.items[i].parent) {
        const Section *s = &p->sections.items[i];
        if (s->has_state && !s->is_title)
            return s;
    }
    return NULL;
}

bool section_is_read(const Page *p, uint32_t section)
{
    return !p->sections.items[section].unread;
}

Str section_assignee(const Page *p, uint32_t section)
{
    for (int i = (int)section; i > 0; i = p->sections.items[i].parent)
        if (p->sections.items[i].assignee.len && !p->sections.items[i].is_title)
            return p->sections.items[i].assignee;
    return (Str){ "", 0 };
}

StrList section_path(Page *p, uint32_t section)
{
    Section *s = &p->sections.items[section];
    if (s->path_known || s->parent < 0)
        return s->path;
    StrList above = section_path(p, (uint32_t)s->parent), path = { 0 };
    for (size_t i = 0; i < above.len; i++)
        strlist_add(&path, p->arena, above.items[i]);
    if (!s->is_title && s->kind != SECTION_LEGEND)
        strlist_add(&path, p->arena, text_title(p->arena, s->title));
    s->path = path;
    s->path_known = true;
    return path;
}
