/*
 * history.c - what was typed after ':' and '/', for Up and Down.
 */
#include "screen.h"

static void forget(History *h, int i)
{
    free(h->items[i]);
    memmove(&h->items[i], &h->items[i + 1], (size_t)(h->len - i - 1) * sizeof *h->items);
    h->len--;
}

/* The same text again moves to the end. */
void history_add(History *h, const char *text)
{
    if (!text[strspn(text, " ")])
        return;
    for (int i = h->len - 1; i >= 0; i--)
        if (strcmp(h->items[i], text) == 0)
            forget(h, i);
    if (h->len == HISTORY_MAX)
        forget(h, 0);
    h->items[h->len++] = mem_strdup(text);
}

void history_done(History *h)
{
    while (h->len)
        forget(h, h->len - 1);
}

void prompt_recall(Screen *s, int by)
{
    Prompt *p = &s->prompt;
    const History *h = p->mark == '/' ? &s->filters : &s->commands;
    int to = MAX(MIN(p->recalled + by, h->len), 0);

    if (to == p->recalled)
        return;
    if (p->recalled == 0) {
        free(p->draft);
        p->draft = mem_strdup(p->text.data);
    }
    p->recalled = to;
    prompt_put(p, 0, p->text.len, str_from(to ? h->items[h->len - to] : p->draft));
}
