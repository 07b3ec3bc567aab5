/*
 * lint_words.c - how rules name tasks and people, and when two names are one.
 */
#include <ctype.h>

#include "lint.h"

enum { NAME_BYTES_MAX = 60, BEGIN_MIN = 12 };

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c < 0;
}

/* Without the bracket behind it, which rarely tells tasks apart. */
static Str brief(Str title)
{
    ptrdiff_t open = title.len && title.data[title.len - 1] == ')' ? str_find(title, STR(" (")) : -1;
    return open > 8 ? str_slice(title, 0, (size_t)open) : title;
}

/* "2" or "3.1" alone would not be found again. */
static bool is_number(const char *ref)
{
    return ref[strspn(ref, "0123456789.")] == '\0';
}

const char *lint_task_name(Lint *l, const TaskFact *t)
{
    if (t->ref && (!t->title || !is_number(t->ref)))
        return t->ref;
    Str title = brief(str_from(t->title));
    size_t n = title.len;
    if (n > NAME_BYTES_MAX)
        for (n = NAME_BYTES_MAX; n && ((unsigned char)title.data[n] & 0xc0) == 0x80;)
            n--;
    return arena_printf(l->arena, "%s%s\"%.*s%s\"", t->ref ? t->ref : "", t->ref ? " " : "", (int)n,
                        title.data, n < title.len ? "…" : "");
}

/* The next letter or digit in lower case, 0 at the end. */
static char next_letter(Str *s)
{
    while (s->len && !is_word_byte(s->data[0]))
        *s = str_slice(*s, 1, s->len);
    if (!s->len)
        return '\0';
    char c = (char)tolower((unsigned char)s->data[0]);
    *s = str_slice(*s, 1, s->len);
    return c;
}

/* Without the ref in front, the bracket behind, and what follows a dash near the end. */
static Str core_of(const TaskFact *t)
{
    Str s = str_trim(str_from(t->title));
    ptrdiff_t at = t->ref ? str_ifind(s, str_from(t->ref)) : -1;
    if (at >= 0 && at <= 3)
        s = str_slice(s, (size_t)at + strlen(t->ref), s.len);
    while (s.len && (s.data[s.len - 1] == ')' || s.data[s.len - 1] == ']')) {
        size_t i = s.len;
        char open = s.data[s.len - 1] == ')' ? '(' : '[';
        while (i && s.data[i - 1] != open)
            i--;
        if (i < 2)
            break;
        s = str_trim(str_slice(s, 0, i - 1));
    }
    return s;
}

bool lint_same_title(const TaskFact *a, const TaskFact *b)
{
    Str x = core_of(a), y = core_of(b);
    size_t n = 0;
    for (char c; (c = next_letter(&x)) != '\0'; n++) {
        char d = next_letter(&y);
        if (!d)
            return n >= BEGIN_MIN;
        if (c != d)
            return false;
    }
    return n >= BEGIN_MIN || !next_letter(&y);
}

bool lint_is_id(const char *ref)
{
    bool letter = false, digit = false;
    for (const char *c = ref; c && *c; c++) {
        if (!is_word_byte(*c) && !strchr("-_.", *c))
            return false;
        letter |= isalpha((unsigned char)*c) || *c < 0;
        digit |= isdigit((unsigned char)*c) || *c == '-';
    }
    return letter && digit && strlen(ref) > 2;
}

/* "product-manager" stands in "Product Manager" too. */
static bool has_words(Str line, Str words)
{
    for (size_t i = 0; i + words.len <= line.len; i++) {
        size_t n = 0;
        while (n < words.len && (tolower((unsigned char)line.data[i + n]) ==
                                 tolower((unsigned char)words.data[n]) ||
                                 (words.data[n] == '-' && strchr(" _", line.data[i + n]))))
            n++;
        if (n == words.len)
            return true;
    }
    return false;
}

int lint_line_of(const LintFile *f, const char *text)
{
    Str rest = f->text, line;
    for (int number = 1; *text && str_next_line(&rest, &line); number++)
        if (has_words(line, str_from(text)))
            return number;
    return 1;
}
