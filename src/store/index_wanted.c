/*
 * index_wanted.c - what was typed as a search: its words, as FTS5 takes them and as a person sees them in a text.
 */
#include "index_wanted.h"

#include <errno.h>

#include "index_terms.h"

enum { WORDS_MAX = 16, PREFIX_MAX = 4 };        /* PREFIX_MAX: letters, see index_words_schema */

static bool has_word(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'))
            return true;
    }
    return false;
}

static void add_quoted(Str word, Buf *out)
{
    buf_addc(out, '"');
    for (size_t i = 0; i < word.len; i++)
        if (word.data[i] == '"')
            buf_adds(out, "\"\"");
        else if (word.data[i])
            buf_addc(out, word.data[i]);
    buf_addc(out, '"');
}

static void add_word(Wanted *w, Arena *a, Str word)
{
    if (!has_word(word) || w->words.len == WORDS_MAX)
        return;
    w->last = w->match.len;
    if (w->match.len)
        buf_addc(&w->match, ' ');
    add_quoted(word, &w->match);
    strlist_add(&w->words, a, arena_str(a, word));
}

int wanted_read(Wanted *w, Arena *a, const char *words)
{
    Str rest = str_from(words);

    while (rest.len) {
        bool quoted = rest.data[0] == '"';
        if (quoted)
            rest = str_slice(rest, 1, rest.len);
        ptrdiff_t end = str_chr(rest, quoted ? '"' : ' ');
        Str word = str_slice(rest, 0, end < 0 ? rest.len : (size_t)end);
        w->open = !quoted && end < 0 && has_word(word);
        add_word(w, a, word);
        rest = str_slice(rest, end < 0 ? rest.len : (size_t)end + 1, rest.len);
    }
    w->open = w->open && w->words.len;
    if (w->open)
        buf_addc(&w->match, '*');
    return w->words.len ? 0 : -EINVAL;
}

static bool is_letter(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static const char *lowered(Arena *a, Str letters)
{
    char *copy = arena_str(a, letters);
    for (char *p = copy; *p; p++)
        *p = (char)(*p | 32);           /* which leaves digits as they are */
    return copy;
}

/* Where the letters and digits begin that end a word; nothing of other alphabets may belong to them. */
static size_t end_begins(Str word)
{
    size_t i = word.len;
    while (i && is_letter(word.data[i - 1]))
        i--;
    return i && (unsigned char)word.data[i - 1] >= 0x80 ? word.len : i;
}

/* A sign alone is no word of the table: AND finds nothing with it, while words side by side go without it. */
static bool are_words(const StrList *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (const char *c = words->items[i]; !is_letter(*c); c++)
            if (!*c)
                return false;
    return true;
}

int wanted_match(const Wanted *w, Store *words, Arena *a, Buf *out)
{
    Str last = str_from(w->words.items[w->words.len - 1]);
    size_t from = end_begins(last);
    StrList terms = { 0 };
    bool lookup = w->open && last.len - from > PREFIX_MAX && are_words(&w->words, w->words.len - 1);
    int r = lookup ? terms_beginning(words, a, lowered(a, str_slice(last, from, last.len)), &terms) : -E2BIG;

    buf_adds(out, w->match.data);
    if (r == -E2BIG)
        return 1;
    buf_cut(out, w->last);
    buf_adds(out, w->last ? " AND (" : "(");
    for (size_t i = 0; i < terms.len; i++) {
        const char *one = arena_printf(a, "%.*s%s", (int)from, last.data, terms.items[i]);
        buf_adds(out, i ? " OR " : "");
        add_quoted(str_from(one), out);
    }
    buf_addc(out, ')');
    return r < 0 ? r : terms.len > 0;
}

Str wanted_line(const Wanted *w, Str text, int *ret_number)
{
    Str best = { "", 0 }, line;
    size_t most = 0;

    for (int n = 0; str_next_line(&text, &line); n++) {
        size_t found = 0;
        for (size_t i = 0; i < w->words.len; i++)
            found += str_ifind(line, str_from(w->words.items[i])) >= 0;
        if (found > most || n == 0) {
            most = MAX(found, most);
            best = line;
            *ret_number = n;
        }
    }
    return best;
}

static bool is_ascii(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] >= 0x80)
            return false;
    return true;
}

static size_t alnum_run(Str s)
{
    size_t n = 0;
    while (n < s.len && has_word(str_slice(s, n, n + 1)))
        n++;
    return n;
}

bool wanted_may_be_in(const Wanted *w, Str text)
{
    if (!is_ascii(text))
        return true;
    for (size_t i = 0; i < w->words.len; i++) {
        Str word = str_from(w->words.items[i]);
        for (size_t n; word.len && is_ascii(word); word = str_slice(word, MAX(n, (size_t)1), word.len)) {
            n = alnum_run(word);
            if (n && str_ifind(text, str_slice(word, 0, n)) < 0)
                return false;
        }
    }
    return true;
}
