/*
 * lint_keys.c - keys whose value is a count, or still the words of a form.
 *
 * Only keys that name a state, a person or an aim are looked at: "[In progress - Tasks 1-3 done]"
 * is a good value elsewhere.
 */
#include <errno.h>

#include "baton/doc/doc.h"
#include "lint_scan.h"
#include "text.h"

static Str behind_bullet(Str line)
{
    line = str_trim(line);
    if (line.len > 1 && strchr("-*+", line.data[0]) && line.data[1] == ' ')
        line = str_trim(str_slice(line, 2, line.len));
    return line;
}

static bool read_count(Str *s, int *ret)
{
    size_t n = 0;
    int value = 0;
    for (*s = str_trim(*s); n < s->len && n < 6 && text_is_digit(s->data[n]); n++)
        value = value * 10 + s->data[n] - '0';
    *s = str_trim(str_slice(*s, n, s->len));
    *ret = value;
    return n > 0;
}

/* "5/5", "3 of 7", "3/7 tasks": the whole of the value, or with a bracket behind it. */
static bool split_count(Str value, DocCount *c)
{
    if (!read_count(&value, &c->done))
        return false;
    if (str_starts(value, STR("/")))
        value = str_slice(value, 1, value.len);
    else if (str_istarts(value, STR("of ")))
        value = str_slice(value, 3, value.len);
    else
        return false;
    if (!read_count(&value, &c->total) || c->done > c->total)
        return false;
    return !value.len || value.data[0] == '(' || str_istarts(value, STR("task")) ||
           str_istarts(value, STR("complete")) || str_istarts(value, STR("done"));
}

static bool is_form(Str key, Str value)
{
    TaskState state;
    if (text_is_one_of(key, "status|state|task status|session status"))
        return doc_task_state(value, &state) == -EINVAL ||
               (text_is_placeholder(value) && doc_task_state(value, &state) < 0);
    if (!text_is_one_of(key, "assigned to|assignee|owner|agent|objective|task|date|session id"))
        return false;
    return text_is_placeholder(value) && str_find(value, STR("](")) < 0;
}

void scan_keys(Arena *a, Str line, int number, DocScan *s)
{
    KeyValue kv;
    DocCount count = { .line = number };

    if (str_chr(line, ':') < 0 || !key_split(behind_bullet(line), &kv))
        return;
    Str key = text_marks_off(kv.key), value = text_marks_off(kv.value);
    if (!value.len)
        return;
    if (text_is_one_of(key, "completed tasks|tasks completed|tasks complete|tasks done|tasks") &&
        split_count(value, &count) && s->counts.len < SCAN_ITEMS_MAX) {
        count.key = arena_str(a, key);
        AVEC_PUSH(&s->counts, a, count);
    } else if (s->forms.len < SCAN_ITEMS_MAX && is_form(key, value)) {
        AVEC_PUSH(&s->forms, a,
                  ((DocForm){ number, arena_str(a, key), arena_str(a, value) }));
    }
}
