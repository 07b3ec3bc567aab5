/*
 * propose_words.c - what a reason is about: its words without their endings, and its paths.
 */
#include "propose_words.h"

#include <ctype.h>

#include "baton/model/agent.h"

enum { STEM_MAX = 7, WORD_MIN = 3, PATH_MAX_BYTES = 512 };

/* Words that stand in any reason and in any list of bounds. */
static const char *const empty_words[] = {
    "about", "access", "add", "adding", "added", "after", "agent", "agents", "all", "also", "and", "any", "are", "ask",
    "because", "been", "before", "being", "belongs", "between", "blocked", "bounds", "but", "can", "cannot", "change",
    "changed",
    "changes", "changing", "code", "could", "create", "creating", "does", "doing", "done", "edit", "editing", "else",
    "ensure", "etc", "every", "existing", "expert", "file", "files", "fix", "for", "from", "has", "have", "help",
    "implement", "implementing", "implementation", "inside", "into", "its", "like", "make", "making", "manage",
    "managing", "may", "me", "must", "my", "need", "needed", "needs", "new", "not", "nothing", "now", "one", "only",
    "other", "our", "out", "outside", "over", "please", "project", "proposal", "related", "require", "required",
    "requires", "role", "scope", "should", "some", "somebody", "specialist", "stop", "stopped", "task", "tasks", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "thing", "this", "those", "to", "update",
    "updating", "use", "used", "uses", "using", "want", "was", "what", "when", "where", "which", "while", "who", "will",
    "with", "without", "work", "works", "would", "write", "writes", "writing", "you", "your",
};

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool is_empty_word(Str word)
{
    for (size_t i = 0; word.len && i < ARRAY_LEN(empty_words); i++)
        if (empty_words[i][0] == word.data[0] && str_eq(word, str_from(empty_words[i])))
            return true;
    return false;
}

static Str without(Str s, const char *ending, size_t at_least)
{
    Str e = str_from(ending);
    return s.len >= at_least && str_ends(s, e) ? str_slice(s, 0, s.len - e.len) : s;
}

/* "policies" and "policy", "migrations" and "migrating": rough, but the same on both sides. */
static Str stem(Str word)
{
    Str s = without(word, "s", 4);
    s = without(s, "ing", 6);
    s = without(s, "ed", 5);
    s = without(s, "e", 4);
    while (s.len > WORD_MIN && (s.data[s.len - 1] == 'y' || s.data[s.len - 1] == 'i'))
        s.len--;
    return str_slice(s, 0, STEM_MAX);
}

static void add_word(StrList *list, Arena *a, Str word)
{
    char *lower = arena_str(a, word);
    for (char *p = lower; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    if (word.len >= WORD_MIN && !is_empty_word(str_from(lower)))
        strlist_add_new(list, a, stem(str_from(lower)));
}

/* The next word of a text; false: there is none. */
static bool next_word(Str *rest, Str *ret)
{
    size_t i = 0, from;
    while (i < rest->len && !is_word_byte(rest->data[i]))
        i++;
    for (from = i; i < rest->len && is_word_byte(rest->data[i]);)
        i++;
    *ret = str_slice(*rest, from, i);
    *rest = str_slice(*rest, i, rest->len);
    return i > from;
}

/* The words of an address say nothing of the work. */
void words_of(Str text, Arena *a, StrList *ret)
{
    while (text.len && ret->len < WORDS_MAX) {
        Str part = str_cut(&text, ' '), word;
        while (str_find(part, STR("://")) < 0 && ret->len < WORDS_MAX && next_word(&part, &word))
            add_word(ret, a, word);
    }
}

const char *word_of(Str text, const char *stem, Arena *a)
{
    Str word;
    while (next_word(&text, &word)) {
        StrList one = { 0 };
        add_word(&one, a, word);
        if (one.len && strcmp(one.items[0], stem) == 0)
            return arena_str(a, word);
    }
    return stem;
}

/* ---- paths ---- */

static Str trim_marks(Str s)
{
    while (s.len && strchr("`'\"([{<*_", s.data[0]))
        s = str_slice(s, 1, s.len);
    while (s.len && strchr("`'\")]}>*_.,;:!?", s.data[s.len - 1]))
        s.len--;
    return s;
}

/* "src/x.c:12" and "src/x.c:12-20" */
static Str without_line(Str s)
{
    ptrdiff_t at = str_chr(s, ':');
    return at > 0 ? str_slice(s, 0, (size_t)at) : s;
}

static bool has_extension(Str s)
{
    size_t dot = s.len;
    while (dot > 0 && s.data[dot - 1] != '.' && s.data[dot - 1] != '/')
        dot--;
    bool letters = dot > 1 && s.data[dot - 1] == '.' && s.len - dot >= 1 && s.len - dot <= 5;
    for (size_t i = dot; letters && i < s.len; i++)
        letters = isalnum((unsigned char)s.data[i]);
    return letters && isalpha((unsigned char)s.data[dot]);
}

/* "/qa-engineer" calls an agent, "and/or" is none, but nobody's scope holds it either. */
static bool is_path(Str s)
{
    if (s.len < 3 || s.len > PATH_MAX_BYTES || s.data[0] == '/' || s.data[0] == '@' || str_find(s, STR("://")) >= 0)
        return false;
    return str_chr(s, '/') > 0 || (s.len > 3 && has_extension(s));    /* "e.g" is short for something else */
}

void paths_of(Str text, Arena *a, StrList *ret)
{
    while (text.len && ret->len < PATHS_MAX) {
        size_t n = 0;
        while (n < text.len && (unsigned char)text.data[n] > ' ')
            n++;
        Str raw = trim_marks(str_slice(text, 0, n));
        Str s = str_find(raw, STR("://")) < 0 ? without_line(raw) : raw;
        text = str_slice(text, n + 1, text.len);
        if (str_starts(s, STR("./")))
            s = str_slice(s, 2, s.len);
        if (is_path(s))
            strlist_add_new(ret, a, s);
    }
}

/* ---- names ---- */

static bool is_name_byte(char c)
{
    return is_word_byte(c) || c == '-' || c == '_';
}

bool text_names_agent(Str text, const char *slug)
{
    Str name = str_from(slug), rest = text;
    ptrdiff_t at;
    while (name.len && (at = str_ifind(rest, name)) >= 0) {
        size_t end = (size_t)at + name.len;
        bool begins = at == 0 || !is_name_byte(rest.data[at - 1]);
        if (begins && (end == rest.len || !is_name_byte(rest.data[end])))
            return true;
        rest = str_slice(rest, (size_t)at + 1, rest.len);
    }
    return false;
}

bool is_nobody(const char *name)
{
    static const char *const words[] = {
        "agent", "an-agent", "another-agent", "appropriate-agent", "the-appropriate-agent", "better-agent",
        "recommended-agent", "right-agent", "the-right-agent", "target-agent", "agent-name", "next-agent", "nobody",
        "none", "unknown", "tbd", "n/a", "anyone", "somebody", "someone", "-", "?", "...",
    };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Str s = str_trim(str_from(name));
    while (s.len && strchr("/@`", s.data[0]))
        s = str_slice(s, 1, s.len);
    if (!s.len || strchr("[<{", s.data[0]))
        return true;
    const char *slug = agent_slug(a, s);
    for (size_t i = 0; slug && i < ARRAY_LEN(words); i++)
        if (strcmp(slug, words[i]) == 0)
            return true;
    return !slug;
}
