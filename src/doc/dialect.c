/*
 * dialect.c - which reader a file gets, by its path and by what it begins with.
 */
#include "dialect.h"

#include "baton/base/file.h"
#include "text.h"

static const DialectDef *const dialects[] = {
    &dialect_run,       &dialect_taskmaster, &dialect_beads,
    &dialect_telemetry, &dialect_backlog,    &dialect_decisions,
    &dialect_file_map,  &dialect_project_state,
    &dialect_handoff,   &dialect_session,    &dialect_board,
    &dialect_output,    &dialect_text,
};

enum { HEAD_BYTES = 4096 };

const DialectDef *dialect_find(const char *path, Str text)
{
    const DialectDef *best = &dialect_text;
    Match most = MATCH_NO;
    for (size_t i = 0; i < ARRAY_LEN(dialects); i++) {
        Match m = dialects[i]->matches(path, text);
        if (m > most) {
            most = m;
            best = dialects[i];
        }
    }
    return best;
}

bool path_is_named(const char *path, const char *names)
{
    Str base = str_from(path_base(path));
    ptrdiff_t dot = -1;
    for (size_t i = 1; i < base.len; i++)
        if (base.data[i] == '.')
            dot = (ptrdiff_t)i;
    return text_is_one_of(str_slice(base, 0, dot < 0 ? base.len : (size_t)dot), names);
}

bool path_has_word(const char *path, const char *words)
{
    Str rest = str_from(path_base(path));
    while (rest.len) {
        size_t n = 0;
        while (n < rest.len && !strchr("-_. ", rest.data[n]))
            n++;
        if (text_is_one_of(str_slice(rest, 0, n), words))
            return true;
        rest = str_slice(rest, n + 1, rest.len);
    }
    return false;
}

bool path_ends(const char *path, const char *suffix)
{
    Str s = str_from(path), end = str_from(suffix);
    return s.len >= end.len && str_ieq(str_slice(s, s.len - end.len, s.len), end);
}

bool path_holds(const char *path, const char *part)
{
    return str_ifind(str_from(path), str_from(part)) >= 0;
}

Str first_heading(Str text)
{
    Str rest = str_slice(text, 0, HEAD_BYTES), line;
    while (str_next_line(&rest, &line))
        if (str_starts(str_trim(line), STR("#")))
            return text_skip_symbols(line);
    return (Str){ "", 0 };
}
