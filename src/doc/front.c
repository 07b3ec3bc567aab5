/*
 * front.c - files that are one task each: the front matter says its state.
 */
#include "baton/doc/doc.h"
#include "baton/format/yaml.h"
#include "dialect.h"
#include "names.h"
#include "text.h"

typedef struct {
    Str status, title, assignee, id, depends;
    int title_line, status_line;
} Front;

static bool is_key_byte(char c)
{
    return text_is_alnum(c) || c == '_' || c == '-' || c == ' ';
}

/* Two rules around prose are no front matter: most of its lines must be keys or belong to one. */
static bool is_yaml(Str yaml)
{
    Str line;
    size_t keys = 0, others = 0;
    while (str_next_line(&yaml, &line)) {
        if (str_trim(line).len == 0 || line.data[0] == ' ' || line.data[0] == '-' ||
            (line.data[0] == '#' && line.len > 1))
            continue;
        size_t n = 0;
        while (n < line.len && is_key_byte(line.data[n]))
            n++;
        bool key = n && n < line.len && line.data[n] == ':';
        keys += key;
        others += !key;
    }
    return keys > others;
}

static Str unquote(Str s)
{
    s = str_trim(s);
    bool quoted =
        s.len >= 2 && s.data[0] == s.data[s.len - 1] && (s.data[0] == '\'' || s.data[0] == '"');
    return quoted ? str_slice(s, 1, s.len - 1) : s;
}

/* The value, or the first entry of a list in or below the line: "[qa]", "- qa". */
static Str front_value(Str value, Str rest)
{
    Str line;
    value = unquote(value);
    if (value.len >= 2 && value.data[0] == '[' && value.data[value.len - 1] == ']') {
        Str inner = str_slice(value, 1, value.len - 1);
        return unquote(str_cut(&inner, ','));
    }
    if (value.len == 0 && str_next_line(&rest, &line) && str_starts(str_trim(line), STR("- ")))
        return unquote(str_slice(str_trim(line), 2, str_trim(line).len));
    return value;
}

static Front front_scan(Str yaml, int number)
{
    const Str empty = STR("");
    Front f = { .status = empty, .title = empty, .assignee = empty, .id = empty, .depends = empty };
    Str line;
    for (; str_next_line(&yaml, &line); number++) {
        ptrdiff_t colon = str_chr(line, ':');
        if (colon <= 0 || line.data[0] == ' ' || line.data[0] == '-')
            continue;
        Str key = str_slice(line, 0, (size_t)colon);
        Str value = front_value(str_slice(line, (size_t)colon + 1, line.len), yaml);
        if (text_is_one_of(key, "status|state")) {
            f.status = value;
            f.status_line = number;
        } else if (text_is_one_of(key, "title|task|name|summary") && !f.title.len) {
            f.title = value;
            f.title_line = number;
        } else if (text_is_one_of(key, "assignee|assigned agent|assigned to|owner|agent|lead") &&
                   !f.assignee.len) {
            f.assignee = value;
        } else if (text_is_one_of(key, "depends on|dependencies|blocked by")) {
            f.depends = str_slice(line, (size_t)colon + 1, line.len);
        } else if (text_is_one_of(key, "id|task id") && !f.id.len) {
            f.id = value;
        }
    }
    return f;
}

static void front_task(Facts *f, Str text, const Front *front, Str body)
{
    Str title = front->title.len ? front->title : first_heading(body);
    TaskState state;
    if (!front->status.len || !title.len || !(front->title.len || front->id.len))
        return;
    if (doc_task_state(front->status, &state) < 0)
        state = TASK_UNKNOWN;
    Str name = name_clean(front->assignee),
        start = str_slice(text, 0, (size_t)(front->status.data - text.data));
    ptrdiff_t line_at = -1;
    for (size_t i = 0; i < start.len; i++)
        line_at = start.data[i] == '\n' ? (ptrdiff_t)i : line_at;
    int col = (int)((ptrdiff_t)start.len - line_at - 1);
    TaskFact t = {
        .line = front->title_line ? front->title_line : front->status_line,
        .title = text_title(f->arena, title),
        .ref = front->id.len ? arena_str(f->arena, front->id) : NULL,
        .state = state,
        .state_raw = arena_str(f->arena, front->status),
        .confidence = 'A',
        .state_at = { front->status_line, col, col + (int)front->status.len },
        .assignee = name.len ? arena_str(f->arena, name) : NULL,
    };
    Str depends = unquote(front->depends);
    if (depends.len > 2 && depends.data[0] == '[' && depends.data[depends.len - 1] == ']')
        depends = str_slice(depends, 1, depends.len - 1);
    while (depends.len && t.depends_on.len < 64) {
        Str one = unquote(str_cut(&depends, ','));
        if (one.len && !text_is_none(one, NULL))
            strlist_add_new(&t.depends_on, f->arena, one);
    }
    AVEC_PUSH(&f->tasks, f->arena, t);
}

Str front_read(Facts *f, Str text, bool as_task, int *ret_line)
{
    FrontMatter m = front_matter_cut(text);
    *ret_line = 1;
    if (!m.present || !m.closed || !is_yaml(m.yaml))
        return text;
    *ret_line = m.body_line;
    if (as_task) {
        Front front = front_scan(m.yaml, m.yaml_line);
        front_task(f, text, &front, m.body);
    }
    return m.body;
}
