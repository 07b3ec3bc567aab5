/*
 * agent_paths.c - paths that a definition names, and the documents it refers to.
 *
 * In files that mark code with backticks only what stands in them is a path; plain words are looked
 * at where a text has none.  Paths stay as written, "@" in front included.
 */
#include "agent_parts.h"

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* "rates.ts", but neither "1.2" nor "e.g". */
static bool has_extension(Str path)
{
    size_t dot = path.len;
    while (dot > 0 && path.data[dot - 1] != '.' && path.data[dot - 1] != '/')
        dot--;
    size_t len = path.len - dot;
    if (dot < 3 || path.data[dot - 1] != '.' || path.data[dot - 2] == '/' || len < 1 || len > 5)
        return false;
    if (!is_letter(path.data[dot]))
        return false;
    for (size_t i = dot; i < path.len; i++) {
        if (!is_letter(path.data[i]) && (path.data[i] < '0' || path.data[i] > '9'))
            return false;
    }
    return true;
}

static bool is_path(Str s)
{
    if (s.len < 2 || s.len > 512 || strchr("-(<{$#%\"'", s.data[0]) || str_find(s, STR("://")) >= 0)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (strchr(" \t()<>=;|\"'`$", s.data[i]))
            return false;
    return str_chr(s, '/') >= 0 || str_chr(s, '*') >= 0 || s.data[0] == '.' || has_extension(s);
}

/* A word without backticks must look more like a path: "and/or" and "read/write" do not. */
static bool is_plain_path(Str s)
{
    ptrdiff_t slash = str_chr(s, '/');
    if (!is_path(s) || str_find(s, STR("..")) >= 0)
        return false;
    if (slash >= 0 && str_chr(str_slice(s, (size_t)slash + 1, s.len), '/') >= 0)
        return true;
    return str_ends(s, STR("/")) || str_chr(s, '*') >= 0 || has_extension(s) || s.data[0] == '.';
}

static Str next_word(Str *rest)
{
    size_t from = 0, to;
    while (from < rest->len && (agent_blank(rest->data[from]) || rest->data[from] == ','))
        from++;
    for (to = from; to < rest->len && !agent_blank(rest->data[to]) && rest->data[to] != ','; to++)
        ;
    Str word = str_slice(*rest, from, to);
    *rest = str_slice(*rest, to, rest->len);
    return word;
}

/* Without brackets, quotes and stops around it; of a link its target. */
static Str bare_word(Str word)
{
    ptrdiff_t target = str_find(word, STR("]("));
    if (target >= 0)
        word = str_slice(word, (size_t)target + 2, word.len);
    while (word.len && strchr("(\"'`[<*", word.data[0]))
        word = str_slice(word, 1, word.len);
    while (word.len && strchr(")\"'`]>,;:.!?", word.data[word.len - 1]))
        word = str_slice(word, 0, word.len - 1);
    return word;
}

void agent_add_paths(AgentReader *r, StrList *l, Str text)
{
    Str rest = text, span, before;
    bool spans = false;

    while (agent_next_span(&rest, &span, &before)) {
        spans = true;
        if (is_path(span))
            agent_list_add(r, l, span);
    }
    while (!spans && text.len) {
        Str word = bare_word(next_word(&text));
        if (word.len && is_plain_path(word))
            agent_list_add(r, l, word);
    }
}

static bool ends_in_place_word(Str before)
{
    static const char *const words[] = { " in", " under", " inside", " within", " into", " to" };
    before = str_trim(before);
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ends(before, str_from(words[i])))
            return true;
    return false;
}

/* "migrations in `database/`": where an agent whose scope is not spelled out puts its work. */
void agent_add_folders_after_in(AgentReader *r, StrList *l, Str text)
{
    Str span, before;
    while (agent_next_span(&text, &span, &before))
        if (is_path(span) && span.data[span.len - 1] == '/' && ends_in_place_word(before))
            agent_list_add(r, l, span);
}

static bool is_document(Str path)
{
    static const char *const ends[] = { ".md", ".mdx", ".mdc", ".rst", ".adoc" };
    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        if (path.len > strlen(ends[i]) && str_ends(path, str_from(ends[i])))
            return true;
    return path.len > 2 && path.data[0] == '@' && path.data[1] != '/' && str_chr(path, '/') > 0
        && has_extension(path);
}

static Str base_name(Str path)
{
    size_t at = path.len;
    while (at > 0 && path.data[at - 1] != '/' && path.data[at - 1] != '@')
        at--;
    return str_slice(path, at, path.len);
}

/* A bare file name repeats a path that was named before. */
static bool repeats(const StrList *l, Str path)
{
    if (base_name(path).len < path.len)
        return false;
    for (size_t i = 0; i < l->len; i++)
        if (str_eq(base_name(str_from(l->items[i])), path))
            return true;
    return false;
}

static void add_reference(AgentReader *r, StrList *l, Str path)
{
    const char *artifact = r->def->handoff_artifact;
    if (!repeats(l, path) && !(artifact && str_eq(path, str_from(artifact))))
        agent_list_add(r, l, path);
}

/* "Scan the `docs/rules/` folder": a folder that is to be read is a reference too. */
static bool is_reading(Str before)
{
    static const char *const verbs[] = {
        "scan", "read", "review", "load", "check", "consult", "study", "see",
    };
    Str text = agent_after_marks(before);
    Str verb = str_cut(&text, ' ');
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
        if (str_ieq(verb, str_from(verbs[i])))
            return true;
    return false;
}

/* all: every path in the text is one, not only documents. */
void agent_add_references(AgentReader *r, StrList *l, Str text, bool all)
{
    Str rest = text, span, before;
    bool reading = is_reading(text);

    while (agent_next_span(&rest, &span, &before)) {
        bool folder = reading && span.len && span.data[span.len - 1] == '/';
        if (is_path(span) && (all || folder || is_document(span)))
            add_reference(r, l, span);
    }
    while (text.len) {
        Str word = bare_word(next_word(&text));
        if (word.len && is_path(word) && is_document(word))
            add_reference(r, l, word);
    }
}
