/*
 * agent_names.c - names of other agents in a text.
 *
 * Names come as "/senior-tech-lead", "@qa-engineer", `code-reviewer`, "Frontend-Specialist" and
 * "Senior Tech Lead".  Without a mark in front the last word must be a role, so that "server-only"
 * and "Edge Functions" are nobody.  All become the name by which agents are compared.
 */
#include "agent_parts.h"

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || c == '-' || c == '_';
}

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

enum { NAME_MAX = 60 };

static void add_name(AgentReader *r, StrList *l, Str name)
{
    const char *slug = name.len && name.len <= NAME_MAX ? agent_slug(r->arena, name) : NULL;
    if (slug && strcmp(slug, r->slug) != 0)
        agent_list_add(r, l, str_from(slug));
}

static Str last_part(Str word)
{
    size_t at = word.len;
    while (at > 0 && word.data[at - 1] != '-')
        at--;
    return str_slice(word, at, word.len);
}

/* "backend-engineer", and anything with a hyphen when it stands in backticks or bold. */
static bool is_hyphen_name(Str word, bool marked)
{
    ptrdiff_t hyphen = str_chr(word, '-');
    if (hyphen < 1 || (size_t)hyphen + 1 == word.len)
        return false;
    return agent_word_is_role(last_part(word)) || str_ieq(last_part(word), STR("agent"))
        || (marked && !is_upper(word.data[0]));
}

/* The word at *at, which may be empty; *at comes to stand behind it. */
static Str word_at(Str text, size_t *at)
{
    size_t from = *at;
    while (*at < text.len && is_name_char(text.data[*at]))
        (*at)++;
    return str_slice(text, from, *at);
}

/* Marked as code or bold it is a name where one is expected: "to `test-writer`, `deploy-bot`". */
static bool is_marked_name(Str text, size_t from)
{
    static const char *const before[] = {
        " to", " with", " and", " or", " from", " by", ",", "→", ":",
    };
    if (!from || (text.data[from - 1] != '`' && text.data[from - 1] != '*'))
        return false;
    while (from && strchr("`*", text.data[from - 1]))
        from--;
    Str left = str_trim(str_slice(text, 0, from));
    for (size_t i = 0; i < ARRAY_LEN(before); i++)
        if (str_ends(left, str_from(before[i])))
            return true;
    return !left.len;
}

/* "/qa-engineer" and "@qa": called by a mark, and no part of a path. */
static bool is_called(Str text, size_t from, Str word)
{
    if (!from || (text.data[from - 1] != '/' && text.data[from - 1] != '@'))
        return false;
    bool starts = from < 2 || !is_name_char(text.data[from - 2]);
    return starts && word.len > 1 && !is_upper(word.data[0]);
}

/* The word is part of a path, of a file's name, or of a "/[placeholder]". */
static bool is_part(Str text, size_t from, size_t to)
{
    char before = from ? text.data[from - 1] : ' ', after = to < text.len ? text.data[to] : ' ';
    if (before == '.' || after == '/')
        return true;
    if (after == '.' && to + 1 < text.len && is_name_char(text.data[to + 1]))
        return true;
    return before == '[' && from >= 2 && text.data[from - 2] == '/';
}

static void take_hyphen_names(AgentReader *r, StrList *l, Str text)
{
    for (size_t i = 0; i < text.len; ) {
        size_t from = i;
        Str word = word_at(text, &i);
        if (!word.len) {
            i++;
            continue;
        }
        bool called = is_called(text, from, word);
        bool path = from && text.data[from - 1] == '/' && !called;
        if (!path && !is_part(text, from, i)
            && (called || is_hyphen_name(word, is_marked_name(text, from))))
            add_name(r, l, word);
    }
}

/* Words that begin a sentence with a capital and are no part of a name. */
static bool is_verb(Str word)
{
    static const char *const verbs[] = {
        "a", "an", "ask", "by", "consult", "contact", "coordinate", "defer", "delegate", "escalate",
        "for", "from", "hand", "handoff", "inform", "notify", "pass", "return", "route", "send",
        "submit", "tell", "the", "to", "when", "with", "work", "working", "your",
    };
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
        if (str_ieq(word, str_from(verbs[i])))
            return true;
    return false;
}

/* "Senior Tech Lead": two to four capital words in a row, the last one a role. */
static void take_title_names(AgentReader *r, StrList *l, Str text)
{
    size_t first = 0, words = 0;

    for (size_t i = 0; i < text.len; ) {
        size_t from = i;
        Str word = word_at(text, &i);
        if (from == i) {
            words = text.data[i] == ' ' && i && text.data[i - 1] != ' ' ? words : 0;
            i++;
            continue;
        }
        if (!is_upper(word.data[0]) || is_verb(word) || str_chr(word, '-') >= 0) {
            words = 0;
            continue;
        }
        first = words++ ? first : from;
        if (words >= 2 && words <= 4 && agent_word_is_role(word))
            add_name(r, l, str_slice(text, first, i));
    }
}

void agent_add_names(AgentReader *r, StrList *l, Str text)
{
    take_hyphen_names(r, l, text);
    take_title_names(r, l, text);
}

bool agent_hands_work_on(Str text)
{
    static const char *const words[] = {
        "submit", "route", "hand off", "handoff", "hand over", "pass to", "send to", "delegate",
        "forward to", "next agent",
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ifind(text, str_from(words[i])) >= 0)
            return true;
    return false;
}

/* "Schema requirements from supabase-specialist" is an input, whatever section it stands in. */
bool agent_text_from_agent(AgentReader *r, Str text)
{
    StrList names = { 0 };
    ptrdiff_t at = str_find(text, STR(" from "));
    if (at < 1)
        return false;
    Str after = str_slice(text, (size_t)at + 6, text.len);
    agent_add_names(r, &names, str_slice(after, 0, NAME_MAX));
    if (!names.len)
        return false;
    Str first = str_cut(&after, ' ');
    return str_chr(first, '-') > 0 || is_upper(first.data[0]) || str_ieq(first, STR("the"));
}
