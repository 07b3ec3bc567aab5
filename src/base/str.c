/*
 * str.c - views: comparing, searching, cutting.
 */
#include "baton/base/str.h"

#include <errno.h>

static inline char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Most texts compared differ in the first byte or two: a loop beats a call that knows locales. */
static bool same_letters(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i] && lower(a[i]) != lower(b[i]))
            return false;
    return true;
}

bool str_ieq(Str a, Str b)
{
    return a.len == b.len && same_letters(a.data, b.data, a.len);
}

bool str_starts(Str s, Str prefix)
{
    return s.len >= prefix.len && str_eq((Str){ s.data, prefix.len }, prefix);
}

bool str_istarts(Str s, Str prefix)
{
    return s.len >= prefix.len && same_letters(s.data, prefix.data, prefix.len);
}

bool str_ends(Str s, Str suffix)
{
    return s.len >= suffix.len && str_eq(str_slice(s, s.len - suffix.len, s.len), suffix);
}

ptrdiff_t str_find(Str s, Str needle)
{
    if (needle.len == 0)
        return 0;
    const char *p = s.len ? memmem(s.data, s.len, needle.data, needle.len) : NULL;
    return p ? p - s.data : -1;
}

ptrdiff_t str_ifind(Str s, Str needle)
{
    char first = needle.len ? lower(needle.data[0]) : '\0';
    for (size_t i = 0; i + needle.len <= s.len; i++)
        if (!needle.len || (lower(s.data[i]) == first && same_letters(s.data + i, needle.data, needle.len)))
            return (ptrdiff_t)i;
    return -1;
}

ptrdiff_t str_chr(Str s, char c)
{
    const char *p = s.len ? memchr(s.data, c, s.len) : NULL;
    return p ? p - s.data : -1;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

Str str_trim(Str s)
{
    while (s.len && is_blank(s.data[0]))
        s.data++, s.len--;
    while (s.len && is_blank(s.data[s.len - 1]))
        s.len--;
    return s;
}

Str str_slice(Str s, size_t from, size_t to)
{
    to = MIN(to, s.len);
    from = MIN(from, to);
    return (Str){ from ? s.data + from : s.data, to - from };     /* nothing is added to NULL */
}

Str str_cut(Str *rest, char at)
{
    ptrdiff_t i = str_chr(*rest, at);
    Str head = i < 0 ? *rest : str_slice(*rest, 0, (size_t)i);
    *rest = str_slice(*rest, i < 0 ? rest->len : (size_t)i + 1, rest->len);
    return head;
}

/*
 * Where the first CR or LF is, or s.len.  Looks through windows that double, because a whole search
 * for the rarer of the two would make reading a long text line by line quadratic.
 */
static size_t line_len(Str s)
{
    for (size_t from = 0, size = 128; from < s.len; from += size, size *= 2) {
        Str window = str_slice(s, from, from + size);
        ptrdiff_t lf = str_chr(window, '\n');
        ptrdiff_t cr = str_chr(lf < 0 ? window : str_slice(window, 0, (size_t)lf), '\r');
        if (cr >= 0 || lf >= 0)
            return from + (size_t)(cr >= 0 ? cr : lf);
    }
    return s.len;
}

bool str_next_line(Str *rest, Str *ret_line)
{
    if (rest->len == 0)
        return false;
    size_t end = line_len(*rest), skip = 1;
    if (end + 1 < rest->len && rest->data[end] == '\r' && rest->data[end + 1] == '\n')
        skip = 2;
    *ret_line = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, end + skip, rest->len);
    return true;
}

char *str_dup(Str s)
{
    return mem_strndup(s.data, s.len);
}

char *arena_str(Arena *a, Str s)
{
    return arena_strndup(a, s.data, s.len);
}

int str_to_i64(Str s, int64_t *ret_value)
{
    bool minus = s.len && s.data[0] == '-';
    int64_t v = 0;
    size_t i = minus ? 1 : 0;

    if (i == s.len)
        return -EINVAL;
    for (; i < s.len; i++) {
        if (s.data[i] < '0' || s.data[i] > '9')
            return -EINVAL;
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, s.data[i] - '0', &v))
            return -ERANGE;
    }
    if (!minus && v == INT64_MIN)
        return -ERANGE;
    *ret_value = minus ? v : -v;
    return 0;
}
