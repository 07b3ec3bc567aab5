/*
 * edit_ref.c - the next id in a file: one more than the highest that is built alike.
 */
#include "edit_parts.h"
#include "text.h"

enum { DIGITS_MAX = 9 };

/* Bytes in front of the last run of digits; the whole length: there is none at its end. */
static size_t stem_len(Str s)
{
    size_t n = s.len;
    while (n && text_is_digit(s.data[n - 1]))
        n--;
    return s.len - n > DIGITS_MAX ? s.len : n;
}

static long number_of(Str digits)
{
    long n = 0;
    for (size_t i = 0; i < digits.len; i++)
        n = n * 10 + digits.data[i] - '0';
    return n;
}

Str ref_next(const Edit *e, Str ref)
{
    size_t stem = stem_len(ref), width = ref.len - stem;
    if (!width)
        return STR("");
    bool padded = ref.data[stem] == '0';
    long best = number_of(str_slice(ref, stem, ref.len));
    for (size_t i = 0; i < e->facts->tasks.len; i++) {
        Str o = str_from(e->facts->tasks.items[i].ref);
        if (o.len <= stem || stem_len(o) != stem || !str_ieq(str_slice(o, 0, stem), str_slice(ref, 0, stem)))
            continue;
        best = MAX(best, number_of(str_slice(o, stem, o.len)));
        padded |= o.data[stem] == '0';
        width = padded ? MAX(width, o.len - stem) : width;
    }
    return str_from(arena_printf(e->a, "%.*s%0*ld", STR_ARG(str_slice(ref, 0, stem)),
                                 padded ? (int)width : 1, best + 1));
}
