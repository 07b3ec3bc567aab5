/*
 * lint_links.c - the documents that a line points at: Markdown links and paths in backticks.
 *
 * A name without a folder in backticks may stand anywhere and means a kind of file as often as
 * one file; globs, variables and names made to be filled in mean no file at all.
 */
#include "lint_scan.h"

#include "text.h"

enum { PATH_BYTES_MAX = 512 };

bool doc_is_document(Str path)
{
    static const char *const ends[] = {
        ".md", ".mdx", ".mdc", ".markdown", ".txt", ".rst", ".adoc", ".json", ".yaml", ".yml",
        ".toml", ".pdf",
    };
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        size_t n = strlen(ends[i]);
        if (path.len > n && path.data[path.len - n - 1] != '/' &&
            str_ieq(str_slice(path, path.len - n, path.len), str_from(ends[i])))
            return true;
    }
    return false;
}

/* Whether the word begins in the line where a word may begin: "move" is in "Moved", not in "remove". */
static bool has_word(Str line, Str word)
{
    for (size_t i = 0; i + word.len <= line.len; i++)
        if ((!i || !text_is_alnum(line.data[i - 1])) &&
            str_istarts(str_slice(line, i, line.len), word))
            return true;
    return false;
}

bool doc_line_is_plan(Str line)
{
    static const char *const words[] = {
        "creat", "add", "writ", "generat", "produc", "output", "new", "draft", "renam", "delet",
        "remov", "drop", "mov", "was", "were", "former", "missing", "exist", "no longer", "archiv",
        "save", "deprecat", "replac", "if present", "optional", "e.g", "example", "such as", "will",
        "should", "extract", "split", "legacy", "ignored", "template", "store", "maintain", "log",
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (has_word(line, str_from(words[i])))
            return true;
    return str_find(line, STR("→")) >= 0 || str_find(line, STR("->")) >= 0 ||
           str_find(line, STR("[ ]")) >= 0 || str_find(line, STR("~~")) >= 0;
}

static bool is_made_up(Str path, const char *allowed)
{
    static const char *const parts[] = {
        "...", "…", "path/to", "YYYY", "NNN", "XXX", "foo", "example", "your-", "my-", "-N.", "_N.",
    };
    for (size_t i = 0; i < path.len; i++)
        if ((strchr("*?<>{}|$`\"'=;,![]()", path.data[i]) || (unsigned char)path.data[i] <= ' ') &&
            !strchr(allowed, path.data[i]))
            return true;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (str_find(path, str_from(parts[i])) >= 0)
            return true;
    return false;
}

static bool has_scheme(Str s)
{
    size_t n = 0;
    while (n < s.len && (text_is_alnum(s.data[n]) || strchr("+.-", s.data[n])))
        n++;
    return (n > 1 && n < s.len && s.data[n] == ':' && !text_is_digit(s.data[MIN(n + 1, s.len - 1)]))
           || str_starts(s, STR("//"));
}

static int hex_digit(char c)
{
    if (text_is_digit(c))
        return c - '0';
    return text_is_alpha(c) && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

static char *unescape(Arena *a, Str s)
{
    char *out = arena_str(a, s);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++, n++) {
        int high = s.data[i] == '%' && i + 2 < s.len ? hex_digit(s.data[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(s.data[i + 2]) : -1;
        bool coded = low >= 0 && high * 16 + low;
        out[n] = coded ? (char)(high * 16 + low) : s.data[i];
        i += coded ? 2 : 0;
    }
    out[n] = '\0';
    return out;
}

/* Without "#anchor", "?query" and ":14-88" behind it. */
static Str bare_path(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] == '#' || s.data[i] == '?' ||
            (s.data[i] == ':' && i + 1 < s.len && text_is_digit(s.data[i + 1])))
            return str_slice(s, 0, i);
    return s;
}

static void add(Arena *a, DocScan *s, DocReference ref)
{
    if (s->references.len < SCAN_ITEMS_MAX)
        AVEC_PUSH(&s->references, a, ref);
}

/* The target in "](target "title")" or "[name]: target". */
static void take_target(Arena *a, Str target, int number, DocScan *s)
{
    target = str_trim(target);
    Str rest = target;
    if (str_starts(target, STR("<")))
        target = str_slice(target, 1, (size_t)MAX(str_chr(target, '>'), 1));
    else
        target = str_cut(&rest, ' ');
    if (!target.len || target.data[0] == '#' || has_scheme(target))
        return;
    Str path = bare_path(target);
    if (path.len > PATH_BYTES_MAX || is_made_up(path, " ()!',") || !doc_is_document(path))
        return;
    add(a, s, (DocReference){ .line = number, .path = unescape(a, path), .link = true });
}

/* A span of code that is one relative path with a folder in it. */
static void take_code(Arena *a, Str line, Str code, int number, DocScan *s)
{
    code = str_trim(code);
    if (str_starts(code, STR("@")))
        code = str_slice(code, 1, code.len);
    if (!code.len || code.len > PATH_BYTES_MAX || strchr("/~-#", code.data[0]) || has_scheme(code))
        return;
    Str path = bare_path(code);
    if (str_chr(path, '/') < 1 || is_made_up(path, "") || !doc_is_document(path))
        return;
    add(a, s, (DocReference){ .line = number, .path = arena_str(a, path),
                              .planned = doc_line_is_plan(line) });
}

static size_t ticks_at(Str line, size_t at)
{
    size_t n = 0;
    while (at + n < line.len && line.data[at + n] == '`')
        n++;
    return n;
}

/* Takes the code that opens at `at`; where it ends, or behind its ticks when nothing closes it. */
static size_t code_at(Arena *a, Str line, size_t at, int number, DocScan *s)
{
    size_t open = ticks_at(line, at), from = at + open, n;
    for (size_t i = from; i < line.len; i += n) {
        n = MAX(ticks_at(line, i), (size_t)1);
        if (line.data[i] != '`' || n != open)
            continue;
        take_code(a, line, str_slice(line, from, i), number, s);
        return i + n;
    }
    return from;
}

/* The length of a target whose brackets are balanced; 0: nothing closes it. */
static size_t target_len(Str s)
{
    int depth = 0;
    for (size_t i = 0; i < s.len; i++) {
        depth += s.data[i] == '(';
        if (s.data[i] == ')' && depth-- == 0)
            return i;
    }
    return 0;
}

void scan_references(Arena *a, Str line, int number, DocScan *s)
{
    ptrdiff_t close = str_find(line, STR("]:"));
    if (str_starts(line, STR("[")) && !str_starts(line, STR("[^")) && close > 1)
        take_target(a, str_slice(line, (size_t)close + 2, line.len), number, s);
    for (size_t i = 0; i < line.len;) {
        if (line.data[i] == '`') {
            i = code_at(a, line, i, number, s);
            continue;
        }
        bool link = line.data[i++] == ']' && i < line.len && line.data[i] == '(';
        size_t len = link ? target_len(str_slice(line, i + 1, line.len)) : 0;
        if (len)
            take_target(a, str_slice(line, i + 1, i + 1 + len), number, s);
    }
}
