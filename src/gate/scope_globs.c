/*
 * scope_globs.c - from a path or pattern as people write it to globs of base/file.h.
 *
 * "src/api" and "src/api/" mean the folder and all below it; "src/{a,b}/" two folders; "src/<name>/" any
 * name; "app/[id]" is a folder of that name, as web frameworks have them, and "[0-9]" a class.
 */
#include "scope_parts.h"

enum { BRACES_MAX = 64 };

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* "[0-9]", "[!a]", "[a-z_]" are classes; "[id]", "[...slug]" and "[[...slug]]" are names. */
static bool is_class(Str s)
{
    ptrdiff_t end = str_chr(s, ']');
    if (end < 2)
        return false;
    Str in = str_slice(s, 1, (size_t)end);
    if (in.len > 1 && (in.data[0] == '!' || in.data[0] == '^'))
        return true;
    if (in.data[0] == '[' || in.data[0] == '.')
        return false;
    size_t letters = 0;
    for (size_t i = 0; i < in.len; i++) {
        if (i + 2 < in.len && in.data[i + 1] == '-')
            return true;
        letters += is_letter(in.data[i]);
    }
    return letters < 2;
}

static const char *escape(const char *path, Arena *a)
{
    if (!strchr(path, '['))
        return path;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (Str s = str_from(path); s.len;) {
        size_t n = s.data[0] == '[' && is_class(s) ? (size_t)str_chr(s, ']') + 1 : 1;
        if (s.data[0] == '[' && n == 1)
            buf_adds(&out, "[[]");
        else
            buf_add(&out, s.data, n);
        s = str_slice(s, n, s.len);
    }
    return arena_str(a, buf_str(&out));
}

const char *scope_glob_text(const char *glob, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (Str s = str_from(glob); s.len;) {
        bool escaped = str_starts(s, STR("[[]"));
        buf_addc(&out, s.data[0]);
        s = str_slice(s, escaped ? 3 : 1, s.len);
    }
    return arena_str(a, buf_str(&out));
}

/* A pattern, and what lies below it; of "a/" followed by two stars also "a", which may be a link or a submodule. */
static void add_one(StrList *l, const char *glob, Arena *a)
{
    Str s = str_from(glob);
    while (str_ends(s, STR("/**")) || str_ends(s, STR("/")))
        s.len -= str_ends(s, STR("/")) ? 1 : 3;
    if (!s.len || str_eq(s, STR("**")) || str_eq(s, STR("."))) {
        strlist_add_new(l, a, STR("**"));
        return;
    }
    const char *bare = arena_str(a, s);
    strlist_add_new(l, a, s);
    const char *slash = strrchr(bare, '/');
    bool wild_end = strpbrk(slash ? slash + 1 : bare, "*?") != NULL;
    if (!wild_end || s.len < strlen(glob))
        strlist_add_new(l, a, str_from(arena_printf(a, "%s/**", bare)));
}

static void add_variants(StrList *l, const char *path, bool loose, Arena *a)
{
    const char *escaped = escape(path, a);
    add_one(l, escaped, a);
    if (loose && strcmp(escaped, path) != 0)
        add_one(l, path, a);
}

/* "{name}" and "<name>": whatever stands there. */
static bool replace_one(Str *before, Str *inner, Str *after, const char *path, char open, char close)
{
    Str s = str_from(path);
    ptrdiff_t at = str_chr(s, open);
    if (at < 0)
        return false;
    Str rest = str_slice(s, (size_t)at + 1, s.len);
    ptrdiff_t end = str_chr(rest, close);
    if (end < 0)
        return false;
    *before = str_slice(s, 0, (size_t)at);
    *inner = str_slice(rest, 0, (size_t)end);
    *after = str_slice(rest, (size_t)end + 1, rest.len);
    return true;
}

static void expand(StrList *l, const char *path, bool loose, int *left, Arena *a)
{
    Str before, inner, after;
    if (--*left < 0)
        return;
    if (replace_one(&before, &inner, &after, path, '<', '>')) {
        expand(l, arena_printf(a, "%.*s*%.*s", STR_ARG(before), STR_ARG(after)), loose, left, a);
    } else if (!replace_one(&before, &inner, &after, path, '{', '}')) {
        add_variants(l, path, loose, a);
    } else if (str_chr(inner, ',') < 0) {
        expand(l, arena_printf(a, "%.*s*%.*s", STR_ARG(before), STR_ARG(after)), loose, left, a);
    } else {
        while (inner.len) {
            Str one = str_trim(str_cut(&inner, ','));
            expand(l, arena_printf(a, "%.*s%.*s%.*s", STR_ARG(before), STR_ARG(one), STR_ARG(after)), loose, left, a);
        }
    }
}

void scope_add_globs(StrList *l, const char *path, bool loose, Arena *a)
{
    int left = BRACES_MAX;
    expand(l, path, loose, &left, a);
}
