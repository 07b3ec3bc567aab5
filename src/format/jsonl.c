/*
 * jsonl.c - a few values out of one line of JSON, without a tree.
 *
 * One pass: strings are jumped over by looking for their end quote, values nobody asked for by
 * counting brackets.  What lies inside such a value is not checked any further.
 */
#include "baton/format/jsonl.h"

#include <endian.h>
#include <errno.h>

#include "baton/base/utf8.h"
#include "hex.h"

typedef struct {
    const char *at, *end;
} Scan;

/* What a byte is outside of strings. */
enum { WORD = 1, OPEN = 2, CLOSE = 4, QUOTE = 8 };
static const uint8_t classes[256] = {
    ['0' ... '9'] = WORD, ['a' ... 'z'] = WORD, ['A' ... 'Z'] = WORD,
    ['+'] = WORD, ['-'] = WORD, ['.'] = WORD,
    ['{'] = OPEN, ['['] = OPEN, ['}'] = CLOSE, [']'] = CLOSE, ['"'] = QUOTE,
};

static inline uint8_t class_of(char c)
{
    return classes[(unsigned char)c];
}

static inline void skip_blanks(Scan *s)
{
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\t' || *s->at == '\r' || *s->at == '\n'))
        s->at++;
}

static inline bool take(Scan *s, char c)
{
    skip_blanks(s);
    if (s->at == s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

static bool is_escaped(const char *start, const char *quote)
{
    const char *p = quote;
    while (p > start && p[-1] == '\\')
        p--;
    return (quote - p) % 2 != 0;
}

/* A bit for every byte of the word that is a quote; those above the lowest may be wrong. */
static inline uint64_t quotes_in(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t zeroed = word ^ ones * '"';
    return (zeroed - ones) & ~zeroed & ones << 7;
}

/* Most strings are short: the first words are looked at here, which spares them a call. */
static inline const char *find_quote(const char *p, const char *end)
{
    for (int i = 0; i < 4 && end - p >= 8; i++, p += 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        uint64_t bits = quotes_in(le64toh(word));
        if (bits)
            return p + __builtin_ctzll(bits) / 8;
    }
    return p < end ? memchr(p, '"', (size_t)(end - p)) : NULL;
}

/* From behind the first quote to behind the last one. */
static inline bool skip_string(Scan *s)
{
    const char *start = s->at;
    for (const char *p; (p = find_quote(s->at, s->end));) {
        s->at = p + 1;
        if (p[-1] != '\\' || !is_escaped(start, p))
            return true;
    }
    return false;
}

/* From behind the first bracket to behind the one that closes it. */
static bool skip_container(Scan *s)
{
    for (size_t depth = 1; s->at < s->end;) {
        uint8_t c = class_of(*s->at++);
        if (c == QUOTE && !skip_string(s))
            return false;
        if (c == OPEN)
            depth++;
        else if (c == CLOSE && --depth == 0)
            return true;
    }
    return false;
}

static inline bool take_value(Scan *s, Str *ret_raw)
{
    skip_blanks(s);
    if (s->at == s->end)
        return false;
    const char *start = s->at;
    uint8_t c = class_of(*s->at);
    bool whole = true;
    if (c == QUOTE)
        s->at++, whole = skip_string(s);
    else if (c == OPEN)
        s->at++, whole = skip_container(s);
    else
        while (s->at < s->end && class_of(*s->at) == WORD)
            s->at++;
    *ret_raw = (Str){ start, (size_t)(s->at - start) };
    return whole && ret_raw->len > 0;
}

static inline bool take_key(Scan *s, Str *ret_key)
{
    if (!take(s, '"'))
        return false;
    const char *start = s->at;
    if (!skip_string(s))
        return false;
    *ret_key = (Str){ start, (size_t)(s->at - 1 - start) };
    return take(s, ':');
}

static inline size_t slot_of(Str name)
{
    return ((unsigned char)name.data[0] * 7u + name.len) % 64;
}

static void add_name(JsonlFields *f, Str name, size_t field, size_t rank)
{
    BUG_ON(f->len == JSONL_NAMES_MAX || !name.len);
    uint8_t *first = &f->first[slot_of(name)];
    f->names[f->len].name = name;
    f->names[f->len].field = (uint8_t)field;
    f->names[f->len].rank = (uint8_t)rank;
    f->names[f->len].next = *first;             /* names with one hash are a chain */
    *first = (uint8_t)++f->len;
}

void jsonl_fields(JsonlFields *f, const char *const fields[], size_t n)
{
    f->len = 0;
    f->fields = n;
    memset(f->first, 0, sizeof f->first);
    for (size_t i = 0; i < n; i++) {
        Str rest = str_from(fields[i]);
        for (size_t rank = 0; rest.len; rank++)
            add_name(f, str_cut(&rest, '|'), i, rank);
    }
}

/* A name further left in its list stays; of two equal keys the last one counts. */
static inline void keep_value(const JsonlFields *f, Str key, Str raw, JsonlValue values[])
{
    if (!key.len)
        return;
    for (size_t i = f->first[slot_of(key)]; i; i = f->names[i - 1].next) {
        JsonlValue *v = &values[f->names[i - 1].field];
        int rank = f->names[i - 1].rank;
        if (str_eq(f->names[i - 1].name, key) && (!v->raw.len || rank <= v->key))
            *v = (JsonlValue){ raw, rank };
    }
}

static bool scan_members(Scan *s, const JsonlFields *f, JsonlValue values[])
{
    Str key, raw;
    if (take(s, '}'))
        return true;
    do {
        if (!take_key(s, &key) || !take_value(s, &raw))
            return false;
        keep_value(f, key, raw, values);
    } while (take(s, ','));
    return take(s, '}');
}

int jsonl_scan_fields(Str line, const JsonlFields *f, JsonlValue ret_values[])
{
    Scan s = { line.data, line.data + line.len };
    for (size_t i = 0; i < f->fields; i++)
        ret_values[i] = (JsonlValue){ 0 };
    if (!take(&s, '{') || !scan_members(&s, f, ret_values))
        return -EINVAL;
    skip_blanks(&s);
    return s.at == s.end ? 0 : -EINVAL;
}

int jsonl_scan(Str line, const char *const fields[], size_t n, JsonlValue ret_values[])
{
    JsonlFields f;
    jsonl_fields(&f, fields, n);
    return jsonl_scan_fields(line, &f, ret_values);
}

static bool is_half(int unit, int first)
{
    return unit >= first && unit < first + 0x400;
}

/* "\u12ab" and pairs of them at the front of s; NUL and half a pair become U+FFFD. */
static size_t add_unicode(Buf *out, Str s)
{
    char text[4];
    size_t used = 6;
    int cp = hex4(str_slice(s, 2, s.len));
    if (cp < 0) {
        buf_add(out, s.data, 2);
        return 2;
    }
    Str second = str_slice(s, 6, s.len);
    int low = str_starts(second, STR("\\u")) ? hex4(str_slice(second, 2, second.len)) : -1;
    if (is_half(cp, 0xd800) && is_half(low, 0xdc00)) {
        cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
        used = 12;
    }
    bool bad = cp == 0 || is_half(cp, 0xd800) || is_half(cp, 0xdc00);
    buf_add(out, text, utf8_put(bad ? 0xfffd : cp, text));
    return used;
}

static size_t add_escape(Buf *out, Str s)
{
    static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    if (s.len > 1 && s.data[1] == 'u')
        return add_unicode(out, s);
    const char *p = s.len > 1 && s.data[1] ? strchr(letters, s.data[1]) : NULL;
    if (p)
        buf_addc(out, bytes[p - letters]);
    else
        buf_add(out, s.data, MIN(s.len, (size_t)2));
    return MIN(s.len, (size_t)2);
}

static void unescape(Buf *out, Str s)
{
    while (s.len) {
        ptrdiff_t at = str_chr(s, '\\');
        Str plain = str_slice(s, 0, at < 0 ? s.len : (size_t)at);
        buf_add_str(out, plain);
        s = str_slice(s, plain.len, s.len);
        if (s.len)
            s = str_slice(s, add_escape(out, s), s.len);
    }
}

/* Valid UTF-8 without NUL, as the text of a C string has to be. */
static char *clean_text(Arena *a, Str s)
{
    CLEANUP(buf_done) Buf valid = BUF_INIT;
    if (utf8_valid(s) && str_chr(s, '\0') < 0)
        return arena_str(a, s);
    for (bool more = true; more;) {
        ptrdiff_t nul = str_chr(s, '\0');
        more = nul >= 0;
        utf8_add_valid(&valid, more ? str_slice(s, 0, (size_t)nul) : s);
        if (more)
            buf_adds(&valid, UTF8_REPLACEMENT);
        s = str_slice(s, (size_t)nul + 1, s.len);
    }
    return arena_str(a, buf_str(&valid));
}

char *jsonl_text(Arena *a, Str raw_value)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (!raw_value.len || str_eq(raw_value, STR("null")))
        return NULL;
    if (raw_value.data[0] != '"')
        return clean_text(a, raw_value);
    Str inside = str_slice(raw_value, 1, MAX(raw_value.len, (size_t)2) - 1);
    if (str_chr(inside, '\\') < 0)
        return clean_text(a, inside);
    unescape(&text, inside);
    return clean_text(a, buf_str(&text));
}
