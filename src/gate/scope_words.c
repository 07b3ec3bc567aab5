/*
 * scope_words.c - paths in an entry of a write scope or a read-only list.
 *
 * An entry is a path, or a sentence with paths in it.  Where it marks code with backticks only what
 * stands in them is a path; else a word must look like one from where it stands.  "never `src/db`" makes a
 * path read-only wherever it is written; an exception from a read-only list is no member of it.
 */
#include "baton/base/file.h"
#include "scope_parts.h"

enum { PATH_BYTES_MAX = 512, ENTRY_BYTES_MAX = 8192 };

typedef enum { SAY_PLAIN, SAY_NEVER, SAY_EXCEPT } Say;

typedef struct {
    Arena *a;
    Scope *s;
    bool writes, spans;         /* spans: it marks code */
    Say say;
    bool in_parens;             /* say was set inside of parentheses, and ends with them */
    bool empty_say;             /* "read-only" was said, and no path has followed */
    const char *last;           /* path before this word, in the same sentence */
    Str before;                 /* the word before */
    size_t found;
} Reader;

static bool is_word(Str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_ieq(s, str_from(words[i])))
            return true;
    return false;
}
#define IS_WORD(s, words) is_word((s), (words), ARRAY_LEN(words))

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* "rates.ts", but neither "1.2" nor "e.g". */
static bool has_extension(Str s)
{
    size_t dot = s.len;
    while (dot > 0 && is_alnum(s.data[dot - 1]))
        dot--;
    size_t len = s.len - dot;
    return dot > 2 && s.data[dot - 1] == '.' && s.data[dot - 2] != '/' && len >= 1 && len <= 8 && s.data[dot] > '9';
}

static Str strip(Str s)
{
    while (s.len && strchr("\"'`(*_", s.data[0]) && !str_starts(s, STR("**")) && !str_starts(s, STR("*.")) &&
           !str_starts(s, STR("*/")) && !(s.data[0] == '_' && s.len > 1 && is_alnum(s.data[1])))
        s = str_slice(s, 1, s.len);
    while (s.len && strchr("\"'`),;:!?", s.data[s.len - 1]))
        s.len--;
    if (s.len > 1 && s.data[s.len - 1] == '.' && !str_ends(s, STR("..")))
        s.len--;
    return s;
}

/* Of a Markdown link its target, without "@" and "./" in front. */
static Str bare(Str s)
{
    ptrdiff_t link = str_find(s, STR("]("));
    if (link > 0 && s.data[0] == '[')
        s = str_slice(s, (size_t)link + 2, s.len);
    s = strip(str_trim(s));
    if (s.len > 1 && s.data[0] == '@' && s.data[1] != '/')
        s = str_slice(s, 1, s.len);
    return s;
}

static bool is_path_bytes(Str s)
{
    if (!s.len || s.len > PATH_BYTES_MAX || s.data[0] == '~' || s.data[0] == '@' || s.data[0] == '-' ||
        str_find(s, STR("://")) >= 0)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (strchr("|\"';=\n", s.data[i]))
            return false;
    ptrdiff_t blank = str_chr(s, ' '), slash = str_chr(s, '/');
    bool title = s.data[0] >= 'A' && s.data[0] <= 'Z';      /* "My Documents/a", not "npm test src/a" */
    return blank < 0 || (slash >= 0 && (title || slash < blank));
}

/* "src/…" and "src/..." mean all below; a backslash parts names where no slash does. */
static const char *mend(Str s, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    bool slashes = str_chr(s, '/') >= 0;
    while (s.len) {
        Str name = str_cut(&s, '/');
        bool all = str_eq(name, STR("...")) || str_eq(name, STR("…"));
        if (all)
            name = STR("**");
        for (size_t i = 0; i < name.len; i++)
            buf_addc(&out, !slashes && name.data[i] == '\\' ? '/' : name.data[i]);
        if (s.len)
            buf_addc(&out, '/');
    }
    const char *path = path_normal(a, out.data);
    while (path[0] == '/')
        path++;
    return path;
}

const char *scope_clean(Str word, Arena *a)
{
    Str s = bare(word);
    if (!is_path_bytes(s))
        return NULL;
    bool folder = str_ends(s, STR("/"));
    const char *path = mend(s, a);
    if (path_climbs(path))
        return NULL;
    if (!path[0] || strcmp(path, ".") == 0)
        return "**";
    return folder ? arena_printf(a, "%s/", path) : path;
}

static void take(Reader *r, const char *path, bool never)
{
    Say say = never ? SAY_NEVER : r->say;
    r->found++;
    r->empty_say = false;
    r->last = path;
    if (r->writes && say == SAY_PLAIN)
        scope_add_globs(&r->s->write, path, false, r->a);
    else if (r->writes || say != SAY_EXCEPT)
        scope_add_globs(&r->s->read_only, path, true, r->a);
}

/* "`docs/` (read-only)": what was said of the path before it. */
static void take_back(Reader *r)
{
    if (r->writes && r->last)
        scope_add_globs(&r->s->read_only, r->last, true, r->a);
    r->last = NULL;
    r->empty_say = false;
}

static bool is_place_word(Str s)
{
    static const char *const words[] = {
        "in", "under", "inside", "within", "into", "below", "to", "of", "at", "folder", "directory", "path", "from",
        "write", "edit", "touch", "modify", "change", "create", "never", "except", "only", "and", "or", "plus", "not",
    };
    return IS_WORD(s, words);
}

/* Words with a slash that are no paths. */
static bool is_pair(Str s)
{
    static const char *const words[] = {
        "and/or", "read/write", "client/server", "input/output", "i/o", "yes/no", "unit/integration", "ui/ux", "ci/cd",
        "frontend/backend", "backend/frontend", "n/a", "w/o", "create/update", "he/she", "on/off", "tcp/ip",
        "arrays/jsonb", "get/post", "supabase/postgresql", "true/false", "write/edit", "read/edit",
    };
    return IS_WORD(s, words);
}

static bool looks_like_path(Str s)
{
    ptrdiff_t slash = str_chr(s, '/');
    if (str_ends(s, STR("/")) || str_chr(s, '*') >= 0 || has_extension(s))
        return true;
    if (s.len > 1 && s.data[0] == '.' && (is_alnum(s.data[1]) || s.data[1] == '/'))
        return true;
    return slash >= 0 && (s.data[0] == '/' || str_chr(str_slice(s, (size_t)slash + 1, s.len), '/') >= 0);
}

/* alone: nothing else stands between two commas. */
static bool is_plain_path(const Reader *r, Str s, bool alone)
{
    if (!scope_clean(s, r->a) || is_pair(s))
        return false;
    bool parted = str_chr(s, '/') > 0 || str_chr(s, '\\') > 0;
    return looks_like_path(s) || (parted && (alone || !r->before.len || is_place_word(r->before)));
}

/* The whole of an entry: "src", "Makefile", but not "Documentation". */
static bool is_lone_name(Str s)
{
    static const char *const files[] = {
        "Makefile", "Dockerfile", "Gemfile", "Rakefile", "Procfile", "Jenkinsfile", "Vagrantfile", "LICENSE", "README",
        "CHANGELOG", "CODEOWNERS", "Cargo", "Justfile", "VERSION",
    };
    static const char *const prose[] = {
        "all", "any", "anything", "everything", "code", "documentation", "files", "various", "tbd", "unknown", "yes",
        "true", "false", "no",
    };
    for (size_t i = 0; i < s.len; i++)
        if (!is_alnum(s.data[i]) && !strchr("._-+", s.data[i]))
            return false;
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        if (str_eq(s, str_from(files[i])))
            return true;
    bool low = s.len && ((s.data[0] >= 'a' && s.data[0] <= 'z') || s.data[0] == '.' || s.data[0] == '_');
    return low && !IS_WORD(s, prose);
}

static bool says_nothing(Str entry)
{
    static const char *const words[] = {
        "none", "nothing", "no files", "no file", "read-only", "read only", "n/a", "nowhere",
    };
    return IS_WORD(strip(str_trim(entry)), words);
}

static Say mode_of(Str s)
{
    static const char *const never[] = {
        "never", "not", "no", "don't", "dont", "cannot", "can't", "mustn't", "without", "forbidden", "don’t", "can’t",
    };
    static const char *const except[] = {
        "except", "excluding", "exclude", "excludes", "but", "besides", "other", "apart", "save",
    };
    return IS_WORD(s, never) ? SAY_NEVER : IS_WORD(s, except) ? SAY_EXCEPT : SAY_PLAIN;
}

static bool is_read_only_word(Str s, Str next)
{
    static const char *const words[] = { "read-only", "readonly", "off-limits" };
    return IS_WORD(s, words) || (str_ieq(s, STR("read")) && str_istarts(next, STR("only")));
}

static void sentence_ends(Reader *r)
{
    if (r->empty_say)
        take_back(r);
    r->say = SAY_PLAIN;
    r->in_parens = false;
    r->last = NULL;
}

/* "nothing but `src/`", "but only `src/`", "never outside of `src/`": what follows is meant after all. */
static bool turns_back(const Reader *r, Str s, Str next)
{
    static const char *const nothing[] = { "nothing", "nowhere", "none", "anything", "anywhere", "files", "file" };
    static const char *const outside[] = { "outside", "beyond" };
    if (r->say != SAY_PLAIN && IS_WORD(s, outside))
        return true;
    bool denied = r->say != SAY_PLAIN || str_istarts(r->before, STR("no"));
    bool goes_on = str_istarts(next, STR("only ")) || str_istarts(next, STR("also "));
    return mode_of(s) == SAY_EXCEPT && (goes_on || (denied && IS_WORD(r->before, nothing)));
}

/* A word that changes what the paths behind it mean. */
static bool take_mode(Reader *r, Str word, Str next)
{
    bool opens = word.len && (word.data[0] == '(' || word.data[0] == '[');
    Str s = strip(word);
    if (turns_back(r, s, next)) {
        r->say = SAY_PLAIN;
        return true;
    }
    if (is_read_only_word(s, next)) {
        r->empty_say = r->writes;
        r->say = r->writes ? SAY_NEVER : SAY_PLAIN;
        if (opens && r->last)
            take_back(r);
    } else if (mode_of(s) != SAY_PLAIN) {
        r->say = mode_of(s);
    } else {
        return false;
    }
    r->in_parens = r->in_parens || opens;
    return true;
}

static void end_word(Reader *r, Str word)
{
    bool closes = r->in_parens && str_chr(word, ')') >= 0;
    bool stops = str_ends(word, STR(";")) || (str_ends(word, STR(".")) && !str_ends(word, STR("..")));
    if (closes || stops)
        sentence_ends(r);
}

static void take_word(Reader *r, Str word, Str next, bool alone)
{
    Str s = bare(word);
    bool never = s.len > 1 && s.data[0] == '!';
    if (never)
        s = str_slice(s, 1, s.len);
    if (!take_mode(r, word, next) && !r->spans && s.len && is_plain_path(r, s, alone))
        take(r, scope_clean(s, r->a), never);
    end_word(r, word);
    r->before = strip(word);
}

/* `src` is a path where it is all of the entry, or where the words around say so. */
static void take_span(Reader *r, Str span, Str behind)
{
    static const char *const kinds[] = { "folder", "directory", "dir", "folders", "directories", "file" };
    bool never = span.len > 1 && span.data[0] == '!';
    Str s = str_slice(span, never, span.len), rest = str_trim(behind);
    const char *path = scope_clean(s, r->a);
    bool kind = IS_WORD(strip(str_cut(&rest, ' ')), kinds);
    bool alone = !r->before.len && !strip(str_trim(behind)).len;
    if (path && (looks_like_path(s) || str_chr(s, '/') > 0 ||
                 (is_lone_name(s) && (alone || kind || is_place_word(r->before)))))
        take(r, path, never);
    r->before = (Str){ "", 0 };
}

/* How long a Markdown link at the front of s is; 0: there is none. */
static size_t link_len(Str s)
{
    ptrdiff_t middle = str_find(s, STR("]("));
    if (!s.len || s.data[0] != '[' || middle < 0)
        return 0;
    ptrdiff_t end = str_chr(str_slice(s, (size_t)middle, s.len), ')');
    return end < 0 ? 0 : (size_t)(middle + end) + 1;
}

static Str next_word(Str *rest)
{
    while (rest->len && (is_blank(rest->data[0]) || rest->data[0] == ','))
        *rest = str_slice(*rest, 1, rest->len);
    size_t to = link_len(*rest);
    int braces = 0;
    for (; to < rest->len && !is_blank(rest->data[to]) && rest->data[to] != '`'; to++) {
        braces += (rest->data[to] == '{') - (rest->data[to] == '}');
        if (rest->data[to] == ',' && braces <= 0)
            break;
    }
    Str word = str_slice(*rest, 0, to);
    *rest = str_slice(*rest, to, rest->len);
    return word;
}

/* Takes "`…`" off the front of rest. */
static bool next_span(Str *rest, Str *ret_span)
{
    if (!rest->len || rest->data[0] != '`')
        return false;
    Str s = str_slice(*rest, 1, rest->len);
    ptrdiff_t end = str_chr(s, '`');
    *ret_span = str_slice(s, 0, end < 0 ? s.len : (size_t)end);
    *rest = str_slice(s, end < 0 ? s.len : (size_t)end + 1, s.len);
    return true;
}

static void read_line(Reader *r, Str line)
{
    Str rest = line, span;
    while (rest.len) {
        bool fresh = rest.data == line.data || rest.data[-1] == ',' || rest.data[0] == ',';
        if (next_span(&rest, &span)) {
            take_span(r, span, rest);
            continue;
        }
        Str word = next_word(&rest);
        if (!word.len)
            continue;
        bool alone = fresh && (!rest.len || rest.data[0] == ',');
        take_word(r, word, str_trim(rest), alone);
    }
    sentence_ends(r);
}

static bool read_nothing(Scope *s, Str entry, bool writes, Arena *a)
{
    if (!writes || !says_nothing(entry))
        return false;
    strlist_add_new(&s->read_only, a, STR("**"));
    return true;
}

bool scope_read_entry(Scope *s, Str entry, bool writes, Arena *a)
{
    Str text = str_trim(str_slice(entry, 0, ENTRY_BYTES_MAX)), line;
    Reader r = { .a = a, .s = s, .writes = writes, .spans = str_chr(text, '`') >= 0, .before = STR("") };
    bool never = text.len > 1 && text.data[0] == '!';
    Str lone = strip(str_slice(text, never, text.len));
    if (read_nothing(s, text, writes, a))
        return true;
    if (!r.spans && is_lone_name(lone) && scope_clean(lone, a)) {
        take(&r, scope_clean(lone, a), never);
        return true;
    }
    while (str_next_line(&text, &line))
        read_line(&r, line);
    return r.found > 0;
}
