/*
 * line.c - a typed command line into words.
 *
 * Rows that end in text ("task note TASK TEXT…") take it as a person writes it: in "it doesn't hold"
 * nothing is open, and what somebody put in quotes stays in quotes.  Quotes around all of it go, as
 * one who knows the shell puts them there.  Before the text, and for the value of a flag, quotes count.
 */
#include "screen.h"

/* Which argument is the text that goes on to the end; -1: none. */
static int text_argument(const CommandRow *row)
{
    Str rest = str_from(row->args);
    for (int i = 0; rest.len; i++) {
        Str word = str_cut(&rest, ' ');
        if (str_eq(word, STR("TEXT…")) || str_eq(word, STR("TITLE…")))
            return i;
    }
    return -1;
}

static ptrdiff_t closing_quote(Str s)
{
    char q = s.len ? s.data[0] : 0;
    for (size_t i = 1; (q == '"' || q == '\'') && i < s.len; i++)
        if (s.data[i] == q && (i + 1 == s.len || s.data[i + 1] == ' '))
            return (ptrdiff_t)i;
    return -1;
}

/* text_words: how many words of the text came before; -1: this is none. */
static const char *next_word(Arena *a, Str *rest, int text_words)
{
    *rest = str_trim(*rest);
    ptrdiff_t close = closing_quote(*rest);
    bool all = text_words == 0 && (size_t)close + 1 == rest->len;
    if (close < 0 || (text_words >= 0 && !all))
        return rest->len ? arena_str(a, str_cut(rest, ' ')) : NULL;
    const char *word = arena_str(a, str_slice(*rest, 1, (size_t)close));
    *rest = str_slice(*rest, (size_t)close + 1, rest->len);
    return word;
}

static bool takes_value(const CommandRow *row, const char *word)
{
    for (const FlagDef *f = row->flags; f && f->name && str_starts(str_from(word), STR("--")); f++)
        if (strcmp(f->name, word + 2) == 0)
            return f->value;
    return false;
}

/* How many words come before the text: name, arguments, flags and their values. */
static void split_text(const CommandRow *row, int name_words, Arena *a, const char *line, StrList *words)
{
    Str rest = str_from(line);
    int before = name_words + text_argument(row);
    bool value = false, flag;

    for (const char *word; (word = next_word(a, &rest, value ? -1 : MAX(-before, -1))); value = flag) {
        flag = !value && takes_value(row, word);
        before -= !value && !str_starts(str_from(word), STR("--"));
        strlist_add(words, a, word);
    }
}

int line_split(const CommandRow *const table[], Arena *a, const char *line, StrList *ret_words)
{
    StrList plain = { 0 };
    Str rest = str_from(line);
    int used = 0;
    const char *near = NULL;

    while ((rest = str_trim(rest)).len)
        strlist_add(&plain, a, arena_str(a, str_cut(&rest, ' ')));
    const CommandRow *row =
        plain.len ? command_find(table, (int)plain.len, plain.items, &used, &near) : NULL;
    if (!row || text_argument(row) < 0)
        return command_split(a, line, ret_words);
    StrList words = { 0 };
    split_text(row, used, a, line, &words);
    *ret_words = words;
    return 0;
}
