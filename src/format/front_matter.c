/*
 * front_matter.c - where the YAML at the head of a Markdown file begins and ends.
 */
#include "baton/format/yaml.h"

static bool is_mark(Str line, Str mark)
{
    return str_starts(line, mark) && str_trim(str_slice(line, mark.len, line.len)).len == 0;
}

FrontMatter front_matter_cut(Str text)
{
    FrontMatter f = { .body = text, .body_line = 1 };
    Str rest = text, line;
    if (!str_next_line(&rest, &line) || !is_mark(line, STR("---")))
        return f;
    f = (FrontMatter){
        .present = true, .yaml = rest, .yaml_line = 2, .body = rest, .body_line = 2,
    };
    for (int number = 2; str_next_line(&rest, &line); number++) {
        if (!is_mark(line, STR("---")) && !is_mark(line, STR("...")))
            continue;
        f.closed = true;
        f.yaml.len = (size_t)(line.data - f.yaml.data);
        f.body = rest;
        f.body_line = number + 1;
        break;
    }
    return f;
}
