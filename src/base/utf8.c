/*
 * utf8.c - decoding, checking and measuring UTF-8.
 */
#include "baton/base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>
#include <wchar.h>

size_t utf8_next(Str s, int32_t *ret_cp)
{
    unsigned char first = (unsigned char)s.data[0];
    if (first < 0x80) {
        *ret_cp = first;
        return 1;
    }
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.data,
                                          (utf8proc_ssize_t)MIN(s.len, (size_t)4), ret_cp);
    if (n > 0)
        return (size_t)n;
    *ret_cp = -1;
    return 1;
}

size_t utf8_put(int32_t cp, char out[4])
{
    utf8proc_ssize_t n = utf8proc_encode_char(cp, (utf8proc_uint8_t *)out);
    if (n > 0)
        return (size_t)n;
    memcpy(out, UTF8_REPLACEMENT, 3);
    return 3;
}

/* How many bytes at the front are ASCII. */
static size_t ascii_len(Str s)
{
    size_t i = 0;
    for (uint64_t word; i + 8 <= s.len; i += 8) {
        memcpy(&word, s.data + i, 8);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < s.len && (unsigned char)s.data[i] < 0x80)
        i++;
    return i;
}

/* How many bytes at the front are valid UTF-8. */
static size_t valid_len(Str s)
{
    size_t i = 0;
    while (i < s.len) {
        i += ascii_len(str_slice(s, i, s.len));
        int32_t cp = 0;
        size_t n = i < s.len ? utf8_next(str_slice(s, i, s.len), &cp) : 0;
        if (cp < 0)
            break;
        i += n;
    }
    return i;
}

bool utf8_valid(Str s)
{
    return valid_len(s) == s.len;
}

void utf8_add_valid(Buf *out, Str s)
{
    while (s.len) {
        size_t n = valid_len(s);
        buf_add(out, s.data, n);
        if (n < s.len)
            buf_adds(out, UTF8_REPLACEMENT), n++;
        s = str_slice(s, n, s.len);
    }
}

int cp_width(int32_t cp)
{
    if (cp < 0x80)
        return cp >= 0x20 && cp < 0x7f ? 1 : -1;
    if (MB_CUR_MAX > 1)
        return wcwidth((wchar_t)cp);
    /* Without a UTF-8 locale wcwidth() knows ASCII alone. */
    utf8proc_category_t c = utf8proc_category(cp);
    return c == UTF8PROC_CATEGORY_CN || c == UTF8PROC_CATEGORY_CC ? -1 : utf8proc_charwidth(cp);
}
