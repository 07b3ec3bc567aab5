/*
 * tasks_inline.c - keys that stand inside of a title.
 *
 * Boards without nested lists put everything on one line: "Fix it — Status: TODO — Owner: qa".
 */
#include "names.h"
#include "tasks.h"

enum { INLINE_KEYS = 12 };

/* Where the words in front of a colon begin: behind a bracket, a comma, a dash. */
static size_t key_start(Str s, size_t colon)
{
    size_t from = colon;
    while (from && colon - from < 24) {
        Str head = str_slice(s, 0, from);
        if (strchr("(|,;.[*\n", s.data[from - 1]) || str_ends(head, STR(" - ")) ||
            str_ends(head, STR("— ")))
            return from;
        from--;
    }
    return from;
}

static void take_inline(Page *p, Draft *d, TaskKey key, Str rest)
{
    size_t end = 0;
    while (end < rest.len && !strchr(")|;]", rest.data[end]) &&
           (key == KEY_DEPENDS || rest.data[end] != ','))
        end++;
    Str value = text_skip_symbols(str_slice(rest, 0, end));
    ptrdiff_t dash = str_find(value, STR(" — "));
    value = dash > 0 ? str_slice(value, 0, (size_t)dash) : value;
    if (key == KEY_STATUS)
        draft_say_value(p, d, SAY_INLINE, value);
    else if (key == KEY_ASSIGNEE)
        draft_name_value(d, FORM_VALUE, value);
    else if (key == KEY_DEPENDS)
        draft_depend(p, d, value);
}

void draft_read_inline(Page *p, Draft *d)
{
    Str s = str_slice(d->title, 0, TITLE_LOOK);
    bool code = false;
    for (size_t i = 0, n = 0; i < s.len && n < INLINE_KEYS; i++) {
        code ^= s.data[i] == '`';
        if (code || s.data[i] != ':')
            continue;
        size_t from = key_start(s, i);
        TaskKey key =
            from ? task_key(text_drop_symbols(text_skip_symbols(str_slice(s, from, i)))) : KEY_NONE;
        if (key != KEY_NONE && key != KEY_ID)
            take_inline(p, d, key, str_slice(s, i + 1, s.len));
        n++;
    }
}
