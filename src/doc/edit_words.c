/*
 * edit_words.c - the words for a state, as the author of this file would write them.
 *
 * A value is taken apart: marks around it, an emoji, the phrase, and a remark.  The file's own
 * phrase for the new state is the best one; else a usual one in the language and the case of what
 * stands there.  Marks and remark stay.
 */
#include "baton/base/utf8.h"
#include "baton/doc/doc.h"
#include "edit_parts.h"
#include "edit_phrases.h"
#include "states.h"
#include "text.h"

typedef struct {
    Str open, lead, gap, phrase, rest, close;   /* rest: without the emoji at its end */
} Value;

static bool is_mark(char c)
{
    return strchr("*_`~'\"", c) && c;
}

static bool is_symbol(int32_t cp)
{
    bool text = (cp >= 0x2E80 && cp < 0xA000) || (cp >= 0xAC00 && cp < 0xD7B0) ||
                (cp >= 0xF900 && cp < 0xFB00) || (cp >= 0xFF00 && cp < 0xFFF0);
    return cp == 0x200D || (cp >= 0x2190 && !text);
}

static size_t symbols_at(Str s)
{
    size_t n = 0;
    int32_t cp;
    while (n < s.len) {
        size_t used = utf8_next(str_slice(s, n, s.len), &cp);
        if (!used || !is_symbol(cp))
            break;
        n += used;
    }
    return n;
}

static bool is_pair(char a, char b)
{
    return (a == '(' && b == ')') || (a == '[' && b == ']') || (a == b && is_mark(a));
}

/* Dashes and arrows in front of a word in a title. */
static size_t dash_at(Str s)
{
    static const Str dashes[] = { STR("— "), STR("– "), STR("- "), STR("→ "), STR("-> "), STR(": ") };
    for (size_t i = 0; i < ARRAY_LEN(dashes); i++)
        if (str_starts(s, dashes[i]))
            return dashes[i].len;
    return 0;
}

static void cut_outer(Str s, Value *v)
{
    size_t from = 0, to = s.len;
    for (;;) {
        size_t dash = dash_at(str_slice(s, from, to));
        if (dash)
            from += dash;
        else if (from < to && s.data[from] == ' ')
            from++;
        else if (to > from && s.data[to - 1] == ' ')
            to--;
        else if (to - from >= 2 && is_pair(s.data[from], s.data[to - 1]))
            from++, to--;
        else
            break;
    }
    v->open = str_slice(s, 0, from);
    v->close = str_slice(s, to, s.len);
    v->phrase = str_slice(s, from, to);
}

/* Bytes of the phrase: a remark begins with a bracket, a dash, a stop, a mark or a sign. */
static size_t phrase_len(Str s)
{
    static const Str stops[] = { STR("("),   STR("（"),  STR("["),  STR(" - "), STR(" – "), STR("—"),
                                 STR(";"),   STR("；"),  STR(","),  STR("，"),  STR(". "),  STR(" |"),
                                 STR("**"),  STR("~~"), STR("`"), STR(": "),  STR("<!--"), STR(" @") };
    for (size_t i = 0; i < s.len; i++) {
        Str rest = str_slice(s, i, s.len);
        bool head = ((unsigned char)s.data[i] & 0xC0) != 0x80;
        for (size_t k = 0; k < ARRAY_LEN(stops); k++)
            if (str_starts(rest, stops[k]))
                return i;
        if (head && symbols_at(rest))
            return i;
    }
    return s.len;
}

static Str trim_end(Str s)
{
    while (s.len && s.data[s.len - 1] == ' ')
        s.len--;
    return s;
}

static void cut_tail(Value *v)
{
    TaskState state;
    Str emoji;
    Str s = trim_end(v->rest), after;
    size_t at = str_ends(s, STR("\xEF\xB8\x8F")) ? s.len - 3 : s.len;
    while (at && ((unsigned char)s.data[at - 1] & 0xC0) == 0x80)
        at--;
    if (at && state_emoji(str_slice(s, at - 1, s.len), &state, &emoji, &after) == 0)
        v->rest = trim_end(str_slice(s, 0, at - 1));
}

static Value value_cut(Str s)
{
    Value v = { .open = str_slice(s, 0, 0) };
    cut_outer(s, &v);
    Str core = v.phrase;
    size_t at = symbols_at(core), gap = at;
    while (gap < core.len && (core.data[gap] == ' ' || is_mark(core.data[gap])))
        gap++;
    v.lead = str_slice(core, 0, at);
    v.gap = str_slice(core, at, gap);
    core = str_slice(core, gap, core.len);
    v.phrase = trim_end(str_slice(core, 0, phrase_len(core)));
    v.rest = str_slice(core, v.phrase.len, core.len);
    cut_tail(&v);
    return v;
}

static Str gap_for(const Value *v, bool emoji)
{
    Str gap = v->gap;
    if (!emoji)
        while (gap.len && gap.data[0] == ' ')
            gap = str_slice(gap, 1, gap.len);
    return emoji && !v->lead.len ? STR(" ") : gap;
}

static Str value_join(const Edit *e, const Value *v, Str lead, Str phrase)
{
    Str gap = phrase.len ? gap_for(v, lead.len > 0) : STR("");
    if (!v->lead.len && v->gap.len && lead.len)
        gap = str_from(arena_printf(e->a, " %.*s", STR_ARG(v->gap)));
    return str_from(arena_printf(e->a, "%.*s%.*s%.*s%.*s%.*s%.*s", STR_ARG(v->open), STR_ARG(lead),
                                 STR_ARG(gap), STR_ARG(phrase), STR_ARG(v->rest),
                                 STR_ARG(v->close)));
}

/* Whether the project's list of states, if there is one, has this word. */
static bool is_allowed(const Edit *e, Str phrase)
{
    const StrList *words = e->wish->words;
    bool ok = !words || !words->len;
    for (size_t i = 0; !ok && i < words->len; i++)
        ok = str_ieq(str_from(words->items[i]), phrase);
    return ok;
}

typedef struct {
    Value value;
    size_t count;
} Spelling;

/* Words that say more than the state: right for one task, wrong for the next. */
static bool is_special(Str phrase)
{
    static const Str heads[] = { STR("partial"), STR("mostly"),  STR("almost"),   STR("nearly"),
                                 STR("waiting"), STR("wartet"),  STR("aguarda"),  STR("defer"),
                                 STR("postpon"), STR("archiv"),  STR("supersed"), STR("duplic"),
                                 STR("merged"),  STR("awaiting") };
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        if (str_istarts(phrase, heads[i]))
            return true;
    return str_chr(phrase, '%') >= 0 || phrase.len > 24;
}

/* A file may have a German and a Portuguese table. */
static bool speaks_otherwise(Str phrase, Str beside)
{
    Language a = phrase_language(phrase), b = phrase_language(beside);
    return a != b && a != LANGUAGE_ENGLISH && b != LANGUAGE_ENGLISH && beside.len &&
           a < LANGUAGE_CHINESE && b < LANGUAGE_CHINESE;
}

/* How the file writes a state elsewhere in this form: the most frequent spelling. */
static bool spelling_of(const Edit *e, Form form, TaskState state, Str beside, Value *ret)
{
    Spelling seen[WAYS_MAX] = { 0 };
    size_t n = 0, best = 0;
    for (size_t i = 0; i < e->facts->tasks.len; i++) {
        const TaskFact *t = &e->facts->tasks.items[i];
        TaskState said;
        if (t->state_form != form || t->state != state || !t->state_at.line)
            continue;
        Value v = value_cut(edit_slice(e, t->state_at));
        Str phrase = v.phrase.len ? v.phrase : v.lead;
        if ((form == FORM_BOX && v.phrase.len < 2) || speaks_otherwise(phrase, beside))
            continue;
        if (!is_allowed(e, phrase) || is_special(phrase) || doc_task_state(phrase, &said) < 0 || said != state)
            continue;
        size_t k = 0;
        while (k < n && !(str_eq(seen[k].value.phrase, v.phrase) && str_eq(seen[k].value.lead, v.lead)))
            k++;
        if (k == WAYS_MAX)
            continue;
        seen[k].value = v;
        seen[k].count++;
        n = MAX(n, k + 1);
    }
    for (size_t k = 1; k < n; k++)
        best = seen[k].count > seen[best].count ? k : best;
    *ret = seen[best].value;
    return n > 0;
}

static Str usual_emoji(TaskState state)
{
    switch (state) {
    case TASK_DONE:
        return STR("✅");
    case TASK_IN_PROGRESS:
        return STR("🔄");
    case TASK_PENDING:
        return STR("⏳");
    case TASK_BLOCKED:
        return STR("⛔");
    case TASK_REVIEW:
        return STR("👀");
    case TASK_CANCELLED:
    case TASK_UNKNOWN:
    case TASK_STATE_COUNT:
        break;
    }
    return STR("");
}

/* A phrase of this file whose language and case the new one takes: the current one, if it has. */
static Str sample_of(const Edit *e, Form form, Str current)
{
    if (current.len)
        return current;
    Value v;
    for (TaskState s = TASK_PENDING; s < TASK_STATE_COUNT; s++)
        if (spelling_of(e, form, s, current, &v) && v.phrase.len)
            return v.phrase;
    return current;
}

/* A phrase of several words shows what the file puts between them. */
static char joint_of(const Edit *e, Form form, Str sample)
{
    char joint = phrase_joint(sample);
    Value v;
    for (TaskState s = TASK_PENDING; !joint && s < TASK_STATE_COUNT; s++)
        if (spelling_of(e, form, s, sample, &v))
            joint = phrase_joint(v.phrase);
    bool lower = sample.len && sample.data[0] >= 'a' && sample.data[0] <= 'z';
    bool english = phrase_language(sample) == LANGUAGE_ENGLISH;
    if (!joint && lower && english && (form == FORM_VALUE || form == FORM_FRONT))
        joint = '_';
    return joint ? joint : ' ';
}

static void add_allowed(const Edit *e, const Value *v, TaskState state, Ways *ret)
{
    TaskState said;
    for (size_t i = 0; e->wish->words && i < e->wish->words->len; i++) {
        Str word = str_from(e->wish->words->items[i]);
        if (doc_task_state(word, &said) == 0 && said == state)
            ways_add(ret, value_join(e, v, str_slice(v->lead, 0, 0), word));
    }
}

/* "進行中" is Chinese as well as Japanese: another word of the file tells which. */
static Str sample_told(const Edit *e, Form form, Str sample)
{
    Value v;
    if (!str_eq(sample, STR("進行中")))
        return sample;
    for (TaskState s = TASK_PENDING; s < TASK_STATE_COUNT; s++)
        if (spelling_of(e, form, s, sample, &v) &&
            phrase_language(v.phrase) == LANGUAGE_JAPANESE)
            return v.phrase;
    return sample;
}

static void add_usual(const Edit *e, Form form, const Value *v, TaskState state, Ways *ret)
{
    Str lead = v->lead.len ? usual_emoji(state) : str_slice(v->lead, 0, 0);
    Str sample = sample_told(e, form, sample_of(e, form, v->phrase));
    if (!v->phrase.len && v->lead.len) {
        if (lead.len)
            ways_add(ret, value_join(e, v, lead, STR("")));
        return;
    }
    if (e->facts->dialect && strcmp(e->facts->dialect, "backlog") == 0 && state == TASK_PENDING)
        sample = STR("Done");   /* its first state is "To Do" */
    Str phrase = phrase_usual(e->a, state, sample, joint_of(e, form, sample));
    if (phrase.len)
        ways_add(ret, value_join(e, v, lead, phrase));
}

Str word_plain(const Edit *e, Str current)
{
    Value v = value_cut(current);
    v.rest = str_slice(v.rest, 0, 0);
    return value_join(e, &v, v.lead, v.phrase);
}

/* "⏳GREEN": the sign is the state, the word is something else. */
static bool is_sign_only(const Value *v)
{
    TaskState said;
    return v->lead.len && v->phrase.len && doc_task_state(v->lead, &said) == 0 &&
           doc_task_state(v->phrase, &said) < 0;
}

void word_ways(const Edit *e, Form form, Str current, TaskState state, Ways *ret)
{
    Value v = value_cut(current), known;
    if (text_is_none(current, NULL) || text_is_placeholder(current))
        v = (Value){ .open = str_slice(current, 0, 0) };
    if (is_sign_only(&v)) {
        ways_add(ret, value_join(e, &v, usual_emoji(state), v.phrase));
        return;
    }
    if (spelling_of(e, form, state, v.phrase, &known))
        ways_add(ret, value_join(e, &v, known.lead, known.phrase));
    add_allowed(e, &v, state, ret);
    if (!e->wish->words || !e->wish->words->len)
        add_usual(e, form, &v, state, ret);
}
