/*
 * line.c - a typed command line into words.
 *
 * Rows that end in text ("task note TASK TEXT…") take it as a person writes it: in "it doesn't hold"
 * nothing is open, and what somebody put in quotes stays in quotes.  Quotes around all of it go, as
 * one who knows the shell puts them there.  Before the text, and for the value of a flag, quotes count.
 * A flag whose value is a text ("-m it is fixed") takes all words up to the next flag, unless they are quoted.
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

static const FlagDef *flag_of(const CommandRow *row, Str word)
{
    for (const FlagDef *f = row->flags; f && f->name; f++) {
        bool by_letter = f->letter && word.len == 2 && word.data[0] == '-' && word.data[1] == f->letter;
        bool by_name = str_starts(word, STR("--")) && str_eq(str_slice(word, 2, word.len), str_from(f->name));
        if (by_letter || by_name)
            return f;
    }
    return NULL;
}

/* The text behind a flag: up to the next flag of this row, or to the end. */
static Str flag_text(const CommandRow *row, Str rest)
{
    size_t end = 0;
    for (Str left = rest, word; left.len; end = rest.len - left.len) {
        word = str_cut(&left, ' ');
        if (flag_of(row, word))
            break;
    }
    return str_slice(rest, 0, end);
}

/* Splits what stands before such a flag, takes its text, and goes on behind it.  0, -EINVAL: a quote is open. */
static int split_flags(const CommandRow *row, Arena *a, Str line, StrList *words)
{
    for (Str rest = line, text; rest.len;) {
        const FlagDef *f = flag_of(row, str_cut(&rest, ' '));
        rest = str_trim(rest);
        bool words_follow = f && f->value && strcmp(f->value, "TEXT") == 0 && rest.len && closing_quote(rest) < 0;
        if (!words_follow || !(text = str_trim(flag_text(row, rest))).len)
            continue;
        StrList before = { 0 };
        int r = command_split(a, arena_str(a, str_slice(line, 0, (size_t)(rest.data - line.data))), &before);
        for (size_t i = 0; r == 0 && i < before.len; i++)
            strlist_add(words, a, before.items[i]);
        strlist_add(words, a, arena_str(a, text));
        line = rest = str_slice(rest, (size_t)(text.data - rest.data) + text.len, rest.len);
        if (r < 0)
            return r;
    }
    StrList after = { 0 };
    int r = command_split(a, arena_str(a, line), &after);
    for (size_t i = 0; r == 0 && i < after.len; i++)
        strlist_add(words, a, after.items[i]);
    return r;
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
    if (!row)
        return command_split(a, line, ret_words);
    StrList words = { 0 };
    if (text_argument(row) < 0) {
        int r = split_flags(row, a, str_from(line), &words);
        if (r == 0)
            *ret_words = words;
        return r;
    }
    split_text(row, used, a, line, &words);
    *ret_words = words;
    return 0;
}
