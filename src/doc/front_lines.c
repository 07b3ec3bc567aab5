/*
 * front_lines.c - front matter that is no YAML, nearly always for ": " in a text without quotes:
 * each line that begins with a known key says it.
 */
#include "front.h"
#include "text.h"

static bool is_wrapped(Str s, char open, char close)
{
    return s.len >= 2 && s.data[0] == open && s.data[s.len - 1] == close;
}

static Str unquote(Str s)
{
    s = str_trim(s);
    return is_wrapped(s, '\'', '\'') || is_wrapped(s, '"', '"') ? str_slice(s, 1, s.len - 1) : s;
}

static Span span_in(Str line, Str part, int number)
{
    int col = (int)(part.data - line.data);
    return (Span){ number, col, col + (int)part.len };
}

/* The value of a key, or the first entry of a list in or below its line: "[qa]", "- qa". */
static FrontValue value_of(Str line, size_t colon, Str below, int number)
{
    Str next, value = str_trim(str_slice(line, colon + 1, line.len));
    FrontValue v = { .said = true, .line = number, .text = unquote(value) };
    if (!value.len) {
        bool list = str_next_line(&below, &next) && str_starts(str_trim(next), STR("- "));
        Str item = list ? str_trim(next) : STR("");
        value = str_trim(str_slice(item, 2, item.len));
        v.text = unquote(value);
        v.at = list ? span_in(next, value, number + 1) : (Span){ 0 };
        return v;
    }
    if (is_wrapped(value, '[', ']')) {
        Str inner = str_slice(value, 1, value.len - 1);
        v.text = unquote(str_cut(&inner, ','));
    }
    if (front_is_nothing(v.text))
        v.text.len = 0;
    v.at = span_in(line, value, number);
    return v;
}

void front_read_lines(Arena *a, const FrontMatter *m, Front *out)
{
    Str rest = m->yaml, line;
    for (int number = m->yaml_line; str_next_line(&rest, &line); number++) {
        ptrdiff_t colon = str_chr(line, ':');
        if (colon <= 0 || line.data[0] == ' ' || line.data[0] == '-')
            continue;
        FrontField field = front_field(str_slice(line, 0, (size_t)colon));
        if (field == FIELD_NONE)
            continue;
        FrontValue v = value_of(line, (size_t)colon, rest, number);
        front_set(out, field, &v);
        if (field == FIELD_DEPENDS)
            front_depend(out, a, str_slice(line, (size_t)colon + 1, line.len));
    }
}
