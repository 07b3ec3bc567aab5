/*
 * command_find.c - which row a command line means, and words out of a line.
 */
#include "baton/core/command.h"

#include <errno.h>

/* How many words of argv the row's name takes up; 0 when it does not begin argv. */
static int name_matches(const char *name, int argc, const char *const argv[])
{
    if (!argc || *name != *argv[0])     /* of most rows nothing more need be looked at */
        return 0;
    Str rest = str_from(name);
    int used = 0;

    while (rest.len) {
        Str word = str_cut(&rest, ' ');
        if (used == argc || !str_eq(word, str_from(argv[used])))
            return 0;
        used++;
    }
    return used;
}

/* As many words of argv as name has, joined by blanks, so that "tsak show" is held against "task
 * show". */
static void join_like(Buf *out, const char *name, int argc, const char *const argv[])
{
    buf_clear(out);
    for (int i = 0; i < argc; i++) {
        if (i)
            buf_addc(out, ' ');
        buf_adds(out, argv[i]);
        name = strchr(name, ' ');
        if (!name)
            return;
        name++;
    }
}

static const char *nearest_row(const CommandRow *const table[], int argc, const char *const argv[])
{
    CLEANUP(buf_done) Buf typed = BUF_INIT;
    Nearest best = { 0 };

    for (size_t i = 0; table[i]; i++) {
        if (table[i]->needs & NOT_LISTED)
            continue;
        join_like(&typed, table[i]->name, argc, argv);
        Nearest here = { .word = typed.data, .best = best.best, .distance = best.distance };
        nearest_offer(&here, table[i]->name);
        best = here;
    }
    return best.best;
}

const CommandRow *command_find(const CommandRow *const table[], int argc, const char *const argv[],
                               int *ret_used, const char **ret_near)
{
    const CommandRow *found = NULL;
    int longest = 0;

    for (size_t i = 0; table[i]; i++) {
        int used = name_matches(table[i]->name, argc, argv);
        if (used > longest) {
            found = table[i];
            longest = used;
        }
    }
    *ret_used = longest;
    if (ret_near)
        *ret_near = found || !argc ? NULL : nearest_row(table, argc, argv);
    return found;
}

/* Takes one character of a word; *quote is the open quote or 0.  False when the word has ended. */
static bool split_step(Buf *word, const char **at, char *quote)
{
    char c = **at;
    if (!*quote && (c == ' ' || c == '\t'))
        return false;
    (*at)++;
    if (c == *quote) {
        *quote = 0;
    } else if (!*quote && (c == '"' || c == '\'')) {
        *quote = c;
    } else if (c == '\\' && *quote != '\'' && **at) {
        buf_addc(word, **at);
        (*at)++;
    } else {
        buf_addc(word, c);
    }
    return true;
}

int command_split(Arena *a, const char *line, StrList *ret_words)
{
    CLEANUP(buf_done) Buf word = BUF_INIT;
    StrList words = { 0 };
    char quote = 0;

    while (*(line += strspn(line, " \t"))) {
        buf_clear(&word);
        while (*line && split_step(&word, &line, &quote))
            ;
        if (quote)
            return -EINVAL;
        strlist_add(&words, a, arena_str(a, buf_str(&word)));
    }
    *ret_words = words;
    return 0;
}
