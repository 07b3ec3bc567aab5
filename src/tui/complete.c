/*
 * complete.c - Tab in the command prompt: names of commands, then what their arguments are.
 *
 * The words of a row's usage ("TASK AGENT") say what may stand there.  The first Tab adds what all
 * choices have in common; further ones go through them.
 */
#include "screen.h"

enum { MAX_CHOICES = 500 };

static void offer(Prompt *p, const char *name, Str typed)
{
    if (name && *name && p->choices.len < MAX_CHOICES && str_starts(str_from(name), typed))
        strlist_add(&p->choices, p->choices_arena, arena_strdup(p->choices_arena, name));
}

static void offer_commands(Screen *s, Str typed)
{
    for (const CommandRow *const *row = s->table; *row; row++)
        if (!((*row)->needs & NOT_LISTED))
            offer(&s->prompt, (*row)->name, typed);
}

static void offer_agents(Screen *s, Str typed)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AgentRows rows = { 0 };
    store_agents(s->context->store, a, &(AgentQuery){ .brief = true }, &rows);
    for (size_t i = 0; i < rows.len; i++)
        offer(&s->prompt, rows.items[i].name, typed);
}

static void offer_tasks(Screen *s, Str typed)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    TaskRows rows = { 0 };
    store_tasks(s->context->store, a, &(TaskQuery){ .limit = MAX_CHOICES }, &rows);
    for (size_t i = 0; i < rows.len; i++)
        offer(&s->prompt, rows.items[i].ref, typed);
}

static void offer_views(Screen *s, Str typed)
{
    for (int i = 0; i < VIEW_COUNT; i++)
        if (view_classes[i]->digit)
            offer(&s->prompt, view_classes[i]->name, typed);
}

static const struct {
    const char *command, *argument;     /* command NULL: of any */
    void (*offer)(Screen *s, Str typed);
} providers[] = {
    { NULL, "AGENT", offer_agents },
    { NULL, "TASK", offer_tasks },
    { "view", "NAME", offer_views },
};

/* The nth word of "TASK [AGENT]"; "X…" goes on for ever. */
static Str argument_name(const char *args, size_t n)
{
    Str rest = str_from(args), word = { 0 };
    for (size_t i = 0; i <= n && rest.len; i++)
        word = str_cut(&rest, ' ');
    while (word.len && strchr("[]", word.data[0]))
        word = str_slice(word, 1, word.len);
    while (word.len && strchr("[]", word.data[word.len - 1]))
        word.len--;
    return word;
}

static void offer_argument(Screen *s, Str before, Str typed)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList words = { 0 };
    int used = 0;
    const char *near = NULL;

    if (command_split(a, arena_str(a, before), &words) < 0)
        return;
    const CommandRow *row = command_find(s->table, (int)words.len, words.items, &used, &near);
    if (!row)
        return;
    Str name = argument_name(row->args, words.len - (size_t)used);
    for (size_t i = 0; i < ARRAY_LEN(providers); i++)
        if (str_eq(name, str_from(providers[i].argument)) &&
            (!providers[i].command || strcmp(providers[i].command, row->name) == 0))
            providers[i].offer(s, typed);
}

static size_t word_start(const Prompt *p)
{
    size_t at = p->at;
    while (at > 0 && p->text.data[at - 1] != ' ')
        at--;
    return at;
}

static void gather(Screen *s)
{
    Prompt *p = &s->prompt;
    Str typed = str_slice(buf_str(&p->text), 0, p->at);

    arena_free(p->choices_arena);
    p->choices_arena = arena_new();
    p->choices = (StrList){ 0 };
    p->choice_from = 0;
    offer_commands(s, typed);
    if (p->choices.len)
        return;
    p->choice_from = word_start(p);
    offer_argument(s, str_slice(typed, 0, p->choice_from), str_slice(typed, p->choice_from, typed.len));
}

static Str common_beginning(const StrList *l)
{
    Str common = str_from(l->items[0]);
    for (size_t i = 1; i < l->len; i++) {
        size_t n = 0;
        while (n < common.len && common.data[n] == l->items[i][n])
            n++;
        common.len = n;
    }
    return common;
}

void prompt_complete(Screen *s, int by)
{
    Prompt *p = &s->prompt;
    size_t n = p->choices.len;

    if (!p->choosing) {
        gather(s);
        n = p->choices.len;
        if (!n)
            return;
        Str common = common_beginning(&p->choices);
        if (common.len > p->at - p->choice_from) {
            prompt_put(p, p->choice_from, p->at, common);
            return;
        }
        p->choice = by > 0 ? n - 1 : 0;
    }
    p->choosing = true;
    p->choice = (p->choice + n + (by > 0 ? 1 : n - 1)) % n;
    prompt_put(p, p->choice_from, p->at, str_from(p->choices.items[p->choice]));
}
