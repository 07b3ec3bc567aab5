/*
 * command_near.c - the nearest known name to a mistyped one, for "did you mean".
 *
 * Distance is optimal string alignment: insertions, deletions, changes and swaps of neighbours
 * cost one each.  A name that the word begins is near whatever its length, because people
 * shorten names ("backend" for "backend-engineer").
 */
#include "baton/core/command.h"

enum { NAME_MAX_COMPARED = 64 };

static size_t min3(size_t a, size_t b, size_t c)
{
    return MIN(MIN(a, b), c);
}

static size_t name_distance(const char *a, size_t alen, const char *b, size_t blen)
{
    size_t rows[3][NAME_MAX_COMPARED + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];

    for (size_t j = 0; j <= blen; j++)
        last[j] = j;
    for (size_t i = 1; i <= alen; i++) {
        now[0] = i;
        for (size_t j = 1; j <= blen; j++) {
            now[j] = min3(last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = MIN(now[j], before[j - 2] + 1);
        }
        size_t *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[blen];
}

void nearest_offer(Nearest *n, const char *name)
{
    size_t word_len = strlen(n->word), len = strlen(name);
    if (!word_len || word_len > NAME_MAX_COMPARED || len > NAME_MAX_COMPARED)
        return;
    size_t distance = name_distance(n->word, word_len, name, len);
    if (word_len >= 3 && str_istarts(str_from(name), str_from(n->word)))
        distance = MIN(distance, (size_t)1);
    if (distance > MAX(word_len / 3, (size_t)1) || (n->best && distance >= n->distance))
        return;
    n->best = name;
    n->distance = distance;
}

const char *nearest_agent(const AgentRows *agents, const char *typed)
{
    Nearest near = { .word = typed };
    for (size_t i = 0; i < agents->len; i++)
        nearest_offer(&near, agents->items[i].name);
    return near.best;
}
