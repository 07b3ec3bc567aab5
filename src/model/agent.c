/*
 * agent.c - how agents are named.
 */
#include "baton/model/agent.h"

static Str drop_parenthesis(Str name)
{
    name = str_trim(name);
    if (!str_ends(name, STR(")")))
        return name;
    size_t open = name.len;
    while (open && name.data[open - 1] != '(')
        open--;
    return open ? str_trim(str_slice(name, 0, open - 1)) : name;
}

/* Emoji, arrows and the like decorate a name: U+2000 to U+2BFF, U+FE0F, U+1F000 and up. */
static bool is_decoration(const unsigned char *p, size_t len)
{
    if (len >= 3 && p[0] == 0xe2)
        return p[1] < 0xb0;
    return (len >= 3 && p[0] == 0xef && p[1] == 0xb8) || (len >= 4 && p[0] == 0xf0 && p[1] == 0x9f);
}

static size_t char_len(const unsigned char *p, size_t len)
{
    size_t n = 1;
    while (n < len && n < 4 && p[0] >= 0xc0 && (p[n] & 0xc0) == 0x80)
        n++;
    return n;
}

static void add_ascii(Buf *slug, char c)
{
    if (c >= 'A' && c <= 'Z')
        c = (char)(c + ('a' - 'A'));
    bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '.';
    if (word)
        buf_addc(slug, c);
    else if (!strchr("@`'\"*", c) && slug->len && slug->data[slug->len - 1] != '-')
        buf_addc(slug, '-');
}

const char *agent_bare_name(const char *name)
{
    while (name && (*name == '/' || *name == '@'))
        name++;
    return name;
}

/* Most names are slugs already: small letters and digits, and single '-' between them. */
static bool is_slug(Str name)
{
    char before = '-';
    for (size_t i = 0; i < name.len; i++) {
        char c = name.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && before != '-')))
            return false;
        before = c;
    }
    return before != '-';
}

char *agent_slug(Arena *a, Str name)
{
    if (is_slug(name))
        return arena_str(a, name);
    CLEANUP(buf_done) Buf slug = BUF_INIT;
    name = drop_parenthesis(name);
    for (size_t i = 0, n; i < name.len; i += n) {
        const unsigned char *p = (const unsigned char *)name.data + i;
        n = char_len(p, name.len - i);
        if (*p < 0x80)
            add_ascii(&slug, (char)*p);
        else if (!is_decoration(p, name.len - i))
            buf_add(&slug, p, n);
    }
    Str s = buf_str(&slug);
    while (s.len && strchr("-.", s.data[s.len - 1]))
        s.len--;
    while (s.len && strchr("-.", s.data[0]))
        s = str_slice(s, 1, s.len);
    return s.len ? arena_str(a, s) : NULL;
}
