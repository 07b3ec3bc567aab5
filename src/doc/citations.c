/*
 * citations.c - paths in sentences.
 *
 * A word is a path when it has a suffix like a file's, or a slash and no blank; addresses,
 * package names and "and/or" are none.
 */
#include "citations.h"

#include "text.h"

enum { CITATIONS_MAX = 64, PATH_MAX_BYTES = 512 };

static bool is_path_byte(char c)
{
    return text_is_alnum(c) || strchr("/._-@+[]()$~#:{},*", c) != NULL || c < 0;
}

static bool has_suffix(Str s)
{
    size_t dot = s.len;
    while (dot && text_is_alnum(s.data[dot - 1]))
        dot--;
    size_t n = s.len - dot;
    bool letter = n && text_is_alpha(s.data[dot]);
    return dot > 1 && s.data[dot - 1] == '.' && n >= 1 && n <= 6 && letter &&
           text_is_alnum(s.data[dot - 2]);
}

static bool is_path(Str s, bool in_code)
{
    if (s.len < 3 || s.len > PATH_MAX_BYTES || str_find(s, STR("://")) >= 0 || s.data[0] == '@' ||
        str_find(s, STR("**")) >= 0)
        return false;
    size_t slashes = 0;
    for (size_t i = 0; i < s.len; i++)
        slashes += s.data[i] == '/';
    bool dotfile = s.data[0] == '.' && s.len > 2 && text_is_alpha(s.data[1]);
    if (has_suffix(s))
        return slashes || in_code || s.len > 4;
    bool folder = s.data[s.len - 1] == '/' && slashes;
    return in_code && (dotfile || folder || (slashes >= 2 && s.data[0] != '/'));
}

static int read_number(Str *s)
{
    int n = 0;
    size_t i = 0;
    if (s->len && (s->data[0] == 'L' || s->data[0] == 'l'))
        i = 1;
    size_t from = i;
    while (i < s->len && i - from < 8 && text_is_digit(s->data[i]))
        n = n * 10 + s->data[i++] - '0';
    if (i == from)
        return 0;
    *s = str_slice(*s, i, s->len);
    return n;
}

/* "14-88", "L14-L88", "14" */
static bool read_range(Str s, Citation *c)
{
    int first = read_number(&s);
    if (!first)
        return false;
    c->first = c->last = first;
    if (str_starts(s, STR("–")))
        s = str_slice(s, 2, s.len);
    else if (!s.len || s.data[0] != '-')
        return true;
    s = str_slice(s, 1, s.len);
    int last = read_number(&s);
    c->last = last >= first ? last : first;
    return true;
}

/* Cuts ":14-88" or "#L14" off the end of a word. */
static Str cut_range(Str word, Citation *c)
{
    for (size_t i = 1; i < word.len; i++) {
        bool hash = word.data[i] == '#', colon = word.data[i] == ':';
        if ((hash || colon) && read_range(str_slice(word, i + 1, word.len), c))
            return str_slice(word, 0, i);
        if (hash)
            return str_slice(word, 0, i);
    }
    return word;
}

/* "(lines 14-88)", ", line 3" right behind the path */
static void range_behind(Str rest, Citation *c)
{
    while (rest.len && strchr("`)], (", rest.data[0]))
        rest = str_slice(rest, 1, rest.len);
    static const Str words[] = { STR("lines "), STR("line "), STR("L") };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_starts(rest, words[i]) && read_range(str_slice(rest, words[i].len, rest.len), c))
            return;
}

static void add_citation(Arena *a, HandoffItem *item, size_t *cap, const Citation *c)
{
    for (size_t i = 0; i < item->citation_count; i++) {
        const Citation *o = &item->citations[i];
        if (strcmp(o->path, c->path) == 0 && o->first == c->first && o->last == c->last)
            return;
    }
    if (item->citation_count == *cap)
        item->citations =
            arena_vec_grow(a, item->citations, cap, item->citation_count, sizeof *item->citations);
    item->citations[item->citation_count++] = *c;
}

static Str trim_word(Str s)
{
    while (s.len && strchr("([{*_", s.data[0]))
        s = str_slice(s, 1, s.len);
    while (s.len && strchr(".,:;)]}*_", s.data[s.len - 1]))
        s.len--;
    return s;
}

void citations_find(Arena *a, Str text, HandoffItem *item)
{
    size_t cap = 0;
    bool code = false;
    for (size_t i = 0; i < text.len && item->citation_count < CITATIONS_MAX;) {
        if (!is_path_byte(text.data[i]) || strchr("([{", text.data[i])) {
            code ^= text.data[i++] == '`';
            continue;
        }
        size_t end = i;
        while (end < text.len && is_path_byte(text.data[end]) &&
               !(end > i && (text.data[end] == '(' || text.data[end] == ',')) &&
               !(text.data[end] == ']' && end + 1 < text.len && text.data[end + 1] == '('))
            end++;
        Citation c = { 0 };
        Str word = trim_word(str_slice(text, i, end));
        Str path = cut_range(word, &c);
        if (is_path(path, code)) {
            if (!c.first)
                range_behind(str_slice(text, (size_t)(word.data + word.len - text.data), text.len),
                             &c);
            c.path = arena_str(a, path);
            add_citation(a, item, &cap, &c);
        }
        i = end > i ? end : i + 1;
    }
}
