/*
 * diff_name.c - names in diffs, in the quotes of git.
 */
#include "diff_parts.h"

static const char letters[] = "a\ab\bt\tn\nv\vf\fr\r\"\"\\\\";     /* what stands behind a backslash, and for what */

static char letter_of(char c)
{
    for (const char *p = letters; *p; p += 2)
        if (p[1] == c)
            return *p;
    return 0;
}

static bool is_plain(const char *name)
{
    for (; *name; name++)
        if ((unsigned char)*name < ' ' || *name == '"' || *name == '\\' || *name == 0x7f)
            return false;
    return true;
}

void name_quote(Buf *out, const char *prefix, const char *name)
{
    if (is_plain(name)) {
        buf_addf(out, "%s%s", prefix, name);
        return;
    }
    buf_addf(out, "\"%s", prefix);
    for (; *name; name++) {
        char letter = letter_of(*name);
        if (letter)
            buf_addf(out, "\\%c", letter);
        else if ((unsigned char)*name < ' ' || *name == 0x7f)
            buf_addf(out, "\\%03o", (unsigned char)*name);
        else
            buf_addc(out, *name);
    }
    buf_addc(out, '"');
}

static bool is_octal(Str s, size_t at)
{
    return at < s.len && s.data[at] >= '0' && s.data[at] < '8';
}

/* One escape behind its backslash; returns how many bytes it takes. */
static size_t unescape(Str s, size_t at, Buf *out)
{
    if (is_octal(s, at) && is_octal(s, at + 1) && is_octal(s, at + 2)) {
        unsigned code = (unsigned)(s.data[at] - '0') << 6 | (unsigned)(s.data[at + 1] - '0') << 3 |
                        (unsigned)(s.data[at + 2] - '0');
        buf_addc(out, (char)(code & 0xff));
        return 3;
    }
    for (const char *p = letters; *p; p += 2)
        if (at < s.len && *p == s.data[at]) {
            buf_addc(out, p[1]);
            return 1;
        }
    buf_addc(out, '\\');
    return 0;
}

const char *name_unquote(Str text, Arena *a, size_t *ret_len)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    if (!str_starts(text, STR("\""))) {
        *ret_len = text.len;
        return arena_str(a, text);
    }
    for (size_t i = 1; i < text.len;) {
        char c = text.data[i++];
        if (c == '"') {
            *ret_len = i;
            return arena_str(a, buf_str(&out));
        }
        if (c == '\\')
            i += unescape(text, i, &out);
        else
            buf_addc(&out, c);
    }
    return NULL;
}
