/*
 * agent_scope.c - what an agent may write and what it may only read.
 *
 * A text that also says where it must not write ("`src/`, never `src/db/`") is kept whole: the paths alone
 * would turn what is forbidden into what is allowed.  The gate reads the words around them.
 */
#include "agent_parts.h"

enum { SCOPE_LINES_MAX = 200 };

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool has_phrase(Str text, Str phrase)
{
    for (size_t i = 0; i + phrase.len <= text.len; i++)
        if (str_istarts(str_slice(text, i, text.len), phrase) && (!i || !is_letter(text.data[i - 1])) &&
            (i + phrase.len == text.len || !is_letter(text.data[i + phrase.len])))
            return true;
    return false;
}

static bool says_where_not(Str text)
{
    static const char *const phrases[] = {
        "never", "not", "don't", "don’t", "no", "cannot", "can't", "mustn't", "except", "excluding", "excludes", "but",
        "without", "besides", "other than", "apart from", "outside", "read-only", "read only", "readonly", "off-limits",
        "forbidden", "nothing",
    };
    for (size_t i = 0; i < ARRAY_LEN(phrases); i++)
        if (has_phrase(text, str_from(phrases[i])))
            return true;
    return str_find(text, STR("`!")) >= 0;
}

/* "src/db" as all of an item: with words around it a single slash is too little. */
static bool is_lone_path(Str text)
{
    Str s = str_trim(text);
    ptrdiff_t slash = str_chr(s, '/');
    for (size_t i = 0; i < s.len; i++)
        if (!is_letter(s.data[i]) && (s.data[i] < '0' || s.data[i] > '9') && !strchr("/._-@+[]", s.data[i]))
            return false;
    return slash > 0 && str_find(s, STR("..")) < 0;
}

void agent_add_scope(AgentReader *r, StrList *l, Str text)
{
    StrList paths = { 0 };
    agent_add_paths(r, &paths, text);
    if (paths.len && says_where_not(text))
        agent_list_add(r, l, str_trim(text));
    else if (!paths.len && is_lone_path(text))
        agent_list_add(r, l, str_trim(text));
    else
        agent_add_paths(r, l, text);
}

void agent_add_scope_lines(AgentReader *r, StrList *l, Str code)
{
    Str line;
    for (int i = 0; i < SCOPE_LINES_MAX && str_next_line(&code, &line); i++)
        agent_add_scope(r, l, line);
}
