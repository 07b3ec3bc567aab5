/*
 * tasks_empty.c - what an empty box leaves to be said.
 *
 * "[ ]" says that a task is not done, nothing more: "- [ ] Publish (BLOCKED: no key)" is blocked.
 * Words that say "done" do not fill the box; what merely talks of a state, "Show a badge while a
 * build is in progress", says nothing.
 */
#include "states.h"
#include "tasks.h"

bool state_refines(TaskState state)
{
    return state == TASK_IN_PROGRESS || state == TASK_BLOCKED || state == TASK_REVIEW ||
           state == TASK_CANCELLED;
}

static bool refine(Draft *d, TaskState state)
{
    if (!state_refines(state))
        return false;
    d->state = state;
    return true;
}

/* Behind "(", "[", a dash or an arrow: bytes of the mark. */
static size_t opener_len(Str s)
{
    static const Str marks[] = { STR("("), STR("["), STR("（"), STR("— "), STR("– "), STR("- "),
                                 STR("→ "), STR("-> ") };
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_starts(s, marks[i]))
            return marks[i].len;
    return 0;
}

static bool ends_phrase(Str rest)
{
    return rest.len == 0 || strchr(")],.;:|-", rest.data[0]) || (unsigned char)rest.data[0] >= 0xE2;
}

/* "(BLOCKED: no key)", "[WIP]", "— in review". */
static bool says_aside(Draft *d, Str s)
{
    StateHit hit;
    bool code = false;
    for (size_t i = 0; i < s.len; i++) {
        code ^= s.data[i] == '`';
        bool open = s.data[i] == '(' || s.data[i] == '[';
        if (code || !(open || s.data[i] == '-' || s.data[i] < 0) ||
            (!open && (i == 0 || s.data[i - 1] != ' ')))
            continue;
        size_t n = opener_len(str_slice(s, i, s.len));
        Str words = str_slice(s, i + n, s.len);
        if (!n || state_at_start(words, &hit) < 0 || !hit.strong)
            continue;
        Str rest = str_trim(str_slice(words, hit.end, words.len));
        if ((open || ends_phrase(rest)) && refine(d, hit.state))
            return true;
    }
    return false;
}

/* "BLOCKED: publish to the registry" */
static bool says_ahead(Draft *d, Str s)
{
    StateHit hit;
    if (state_at_start(s, &hit) < 0 || !hit.strong || hit.end >= s.len || s.data[hit.end] != ':')
        return false;
    for (size_t i = hit.at; i < hit.end; i++)
        if (s.data[i] >= 'a' && s.data[i] <= 'z')
            return false;
    return refine(d, hit.state);
}

void draft_read_empty(Draft *d)
{
    TaskState state;
    Str emoji, title = str_slice(d->title, 0, TITLE_LOOK);
    if (d->kind != DRAFT_BOX || d->say != SAY_BOX || d->state != TASK_PENDING)
        return;
    if (says_aside(d, title) || says_ahead(d, title))
        return;
    if (state_emoji_behind(title, &state, &emoji) == 0)
        (void)refine(d, state);
}
