/*
 * line_map.c - counting lines forward, once.
 */
#include "line_map.h"

enum { RULE_SEARCH_LINES = 16, MARKS_MAX = 8 };

static bool is_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Behind the end of the line that the offset is in. */
static size_t line_end(Str text, size_t offset)
{
    while (offset < text.len && !is_end(text.data[offset]))
        offset++;
    if (offset + 1 < text.len && text.data[offset] == '\r' && text.data[offset + 1] == '\n')
        offset++;
    return MIN(offset + 1, text.len);
}

/* The start of the line that the offset is in. */
static size_t line_start(Str text, size_t offset)
{
    size_t start = MIN(offset, text.len);
    while (start && !is_end(text.data[start - 1]))
        start--;
    return start;
}

int linemap_line(LineMap *s, size_t offset)
{
    while (offset < s->at) {
        bool pair = s->at > 1 && str_eq(str_slice(s->text, s->at - 2, s->at), STR("\r\n"));
        s->at = line_start(s->text, s->at - 1 - pair);
        s->line--;
    }
    for (size_t next; (next = line_end(s->text, s->at)) <= offset && next > s->at; s->at = next) {
        if (!is_end(s->text.data[next - 1]))
            break;                              /* the last line has no end */
        s->line++;
    }
    return s->line;
}

Str linemap_text(const LineMap *s, size_t offset)
{
    size_t start = line_start(s->text, offset);
    return str_trim(str_slice(s->text, start, line_end(s->text, start)));
}

/* What is left of a line behind quote marks and blanks. */
static Str line_inside(Str line)
{
    while (line.len && strchr(" \t>", line.data[0]) && line.data[0])
        line = str_slice(line, 1, line.len);
    return str_trim(line);
}

/* The length of the mark of a list item at the front, without the blank behind it; 0: none. */
static size_t item_mark(Str line)
{
    size_t len = 0;
    while (len < line.len && line.data[len] >= '0' && line.data[len] <= '9')
        len++;
    bool mark = len < line.len && line.data[len] && strchr(len ? ".)" : "-*+", line.data[len]);
    bool blank = len + 1 < line.len && (line.data[len + 1] == ' ' || line.data[len + 1] == '\t');
    return mark && blank ? len + 1 : 0;
}

static bool is_rule(Str line)
{
    size_t marks = 0;
    char mark = line.len ? line.data[0] : 0;
    for (size_t i = 0; i < line.len; i++) {
        if (line.data[i] == mark)
            marks++;
        else if (line.data[i] != ' ' && line.data[i] != '\t')
            return false;
    }
    return marks >= 3 && (mark == '-' || mark == '*' || mark == '_');
}

/* Also inside of quotes and items: "> - ***". */
static bool draws_rule(Str line)
{
    line = line_inside(line);
    for (int i = 0; i < MARKS_MAX && !is_rule(line); i++)
        line = line_inside(str_slice(line, item_mark(line), line.len));
    return is_rule(line);
}

/* Where the first line behind what was seen starts. */
static size_t next_start(const LineMap *s)
{
    return s->seen ? line_end(s->text, s->seen - 1) : 0;
}

/* The start of the first line from `at` on that is not blank, or the end of the text. */
static size_t find_text(Str text, size_t at)
{
    while (at < text.len && !line_inside(str_slice(text, at, line_end(text, at))).len)
        at = line_end(text, at);
    return at;
}

/* The start of a rule not far behind `at`, or the end of the text. */
static size_t find_rule(Str text, size_t at)
{
    for (int i = 0; i < RULE_SEARCH_LINES && at < text.len; i++) {
        if (draws_rule(str_slice(text, at, line_end(text, at))))
            return at;
        at = line_end(text, at);
    }
    return text.len;
}

void linemap_skip(LineMap *s)
{
    s->seen = line_end(s->text, find_text(s->text, next_start(s)));
}

int linemap_next(LineMap *s, bool rule)
{
    size_t start = next_start(s), at = rule ? find_rule(s->text, start) : s->text.len;
    if (at >= s->text.len)
        at = find_text(s->text, start);
    if (at >= s->text.len)
        at = MIN(start, s->text.len ? s->text.len - 1 : 0);
    s->seen = line_end(s->text, at);
    return linemap_line(s, at);
}

bool linemap_next_starts(const LineMap *s, const char *any)
{
    size_t at = next_start(s);
    Str line = line_inside(str_slice(s->text, at, line_end(s->text, at)));
    return line.len && line.data[0] && strchr(any, line.data[0]);
}
