/*
 * rows.c - a line of a table, cut at its pipes.
 */
#include "rows.h"

static size_t count_pipes(Str s, bool code_counts)
{
    size_t n = 0;
    bool code = false;
    for (size_t i = 0; i < s.len; i++) {
        code ^= s.data[i] == '`';
        n += s.data[i] == '|' && (i == 0 || s.data[i - 1] != '\\') && !(code && !code_counts);
    }
    return n;
}

void row_split(Str line, size_t columns, Row *row)
{
    Str s = str_trim(line);
    s = str_starts(s, STR("|")) ? str_slice(s, 1, s.len) : s;
    if (str_ends(s, STR("|")) && !str_ends(s, STR("\\|")))
        s.len--;
    bool code_parts =
        columns && count_pipes(s, false) + 1 < columns && count_pipes(s, true) + 1 >= columns;
    bool code = false;
    size_t from = 0;
    row->count = 0;
    for (size_t i = 0; i <= s.len && row->count < ROW_CELLS_MAX; i++) {
        char c = i < s.len ? s.data[i] : '|';
        code ^= c == '`';
        bool parts = c == '|' &&
                     (i == s.len || ((i == 0 || s.data[i - 1] != '\\') && (!code || code_parts)));
        if (!parts)
            continue;
        Str whole = str_slice(s, from, i), one = str_trim(whole);
        row->cells[row->count++] = one.len ? one : str_slice(whole, whole.len > 0, whole.len > 0);
        from = i + 1;
    }
}

Str row_cell(const Row *row, int at)
{
    return at >= 0 && (size_t)at < row->count ? row->cells[at] : (Str){ "", 0 };
}
