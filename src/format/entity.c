/*
 * entity.c - the entities that turn up in Markdown written by hand or by a model.
 *
 * HTML has over two thousand; those who write status reports use these, and any number.
 */
#include "entity.h"

#include <stdlib.h>

#include "baton/base/utf8.h"

static const struct {
    const char *name, *text;
} entities[] = {
    { "amp", "&" },      { "lt", "<" },       { "gt", ">" },       { "quot", "\"" },
    { "apos", "'" },     { "nbsp", "\u00a0" }, { "copy", "©" },    { "reg", "®" },
    { "trade", "™" },    { "deg", "°" },      { "plusmn", "±" },   { "para", "¶" },
    { "sect", "§" },     { "middot", "·" },   { "laquo", "«" },    { "raquo", "»" },
    { "frac12", "½" },   { "times", "×" },    { "divide", "÷" },   { "euro", "€" },
    { "pound", "£" },    { "micro", "µ" },    { "ndash", "–" },    { "mdash", "—" },
    { "lsquo", "‘" },    { "rsquo", "’" },    { "ldquo", "“" },    { "rdquo", "”" },
    { "bull", "•" },     { "hellip", "…" },   { "larr", "←" },     { "uarr", "↑" },
    { "rarr", "→" },     { "darr", "↓" },     { "harr", "↔" },     { "rArr", "⇒" },
    { "le", "≤" },       { "ge", "≥" },       { "ne", "≠" },       { "check", "✓" },
    { "cross", "✗" },    { "star", "☆" },     { "starf", "★" },    { "ensp", " " },
    { "emsp", " " },     { "thinsp", " " },   { "shy", "" },       { "zwnj", "" },
};

/* md4c gives at most seven digits, so the number fits. */
static Str decode_number(Arena *a, Str digits)
{
    bool hex = str_istarts(digits, STR("x"));
    char *text = arena_str(a, str_slice(digits, hex, digits.len)), utf8[4];
    unsigned long cp = strtoul(text, NULL, hex ? 16 : 10);
    size_t len = utf8_put(cp > 0 && cp <= 0x10ffff ? (int32_t)cp : 0xfffd, utf8);
    return (Str){ arena_strndup(a, utf8, len), len };
}

Str entity_decode(Arena *a, Str entity)
{
    Str name = str_slice(entity, 1, MAX(entity.len, (size_t)2) - 1);
    if (str_starts(name, STR("#")))
        return decode_number(a, str_slice(name, 1, name.len));
    for (size_t i = 0; i < ARRAY_LEN(entities); i++)
        if (str_eq(name, str_from(entities[i].name)))
            return str_from(entities[i].text);
    return entity;
}
