/*
 * lint.c - the lines of a text that mean something, one after the other.
 */
#include "lint_scan.h"

#include "text.h"
#include "vocabulary.h"

typedef struct {
    char fence;                 /* '`' or '~' while inside of one, else 0 */
    size_t fence_len;
    bool comment, front;        /* front: in front matter, where "[]" is a list */
    size_t skip;                /* level of the heading whose section explains; 0: none */
} Where;

static size_t run_of(Str s, char c)
{
    size_t n = 0;
    while (n < s.len && s.data[n] == c)
        n++;
    return n;
}

/* Bullets and quotes may stand before a fence. */
static Str behind_marks(Str line)
{
    line = str_trim(line);
    while (line.len > 1 && strchr("->*+", line.data[0]) && line.data[1] == ' ')
        line = str_trim(str_slice(line, 1, line.len));
    return line;
}

/* True for lines that open, close or stand in a fence. */
static bool in_fence(Where *w, Str line)
{
    line = behind_marks(line);
    char c = line.len ? line.data[0] : '\0';
    size_t n = c == '`' || c == '~' ? run_of(line, c) : 0;
    if (w->fence) {
        if (c == w->fence && n >= w->fence_len && n == line.len)
            w->fence = '\0';
        return true;
    }
    if (n < 3 || str_chr(str_slice(line, n, line.len), '`') >= 0)
        return false;
    w->fence = c;
    w->fence_len = n;
    return true;
}

/* The line with blanks for what stands in a comment. */
static Str uncomment(Arena *a, Where *w, Str line)
{
    if (!w->comment && str_find(line, STR("<!--")) < 0)
        return line;
    char *out = arena_str(a, line);
    for (size_t i = 0; i < line.len; i++) {
        Str rest = str_slice(line, i, line.len);
        if (!w->comment && str_starts(rest, STR("<!--")))
            w->comment = true;
        bool end = w->comment && str_starts(rest, STR("-->"));
        if (w->comment)
            memset(out + i, ' ', end ? 3 : 1);
        i += end ? 2 : 0;
        w->comment &= !end;
    }
    return (Str){ out, line.len };
}

/* Between "---" in the first line and the next one, unless a blank line shows that it is a ruler. */
static bool in_front(Where *w, Str line, int number)
{
    bool ruler = str_eq(str_trim(line), STR("---"));
    bool was = w->front;
    if (number == 1)
        w->front = ruler;
    else if (w->front && (ruler || !str_trim(line).len))
        w->front = false;
    return was || w->front;
}

static bool explains(Str title)
{
    static const char *const words[] = {
        "template", "example", "legend", "format", "how to", "usage", "convention", "instruction",
        "vorlage", "beispiel", "plantilla", "ejemplo", "exemplo", "exemple", "模板", "示例",
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ifind(title, str_from(words[i])) >= 0)
            return true;
    return false;
}

static bool in_explanation(Where *w, Str line)
{
    size_t level = run_of(line, '#');
    if (!level || level > 6 || level >= line.len || line.data[level] != ' ')
        return w->skip > 0;
    if (w->skip && level <= w->skip)
        w->skip = 0;
    if (!w->skip && explains(line) && level > 1)
        w->skip = level;
    return w->skip > 0;
}

void doc_scan(Arena *a, Str text, DocScan *ret)
{
    Where w = { 0 };
    Str line;
    int number = 0;

    *ret = (DocScan){ 0 };
    while (str_next_line(&text, &line)) {
        number++;
        if (in_front(&w, line, number))
            continue;
        if (!w.comment && in_fence(&w, line))
            continue;
        line = uncomment(a, &w, line);
        if (in_explanation(&w, line))
            continue;
        scan_references(a, line, number, ret);
        scan_keys(a, line, number, ret);
    }
}

void doc_state_words(void (*offer)(void *ctx, const char *word), void *ctx)
{
    static const char *const words[] = {
#define X(state, weight, word) word,
        REVIEW_WORDS(X) NEGATED_WORDS(X) PLAIN_WORDS(X)
#undef X
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        offer(ctx, words[i]);
}
