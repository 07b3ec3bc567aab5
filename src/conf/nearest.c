/*
 * nearest.c - edit distance (optimal string alignment) over the few names that there are.
 */
#include "nearest.h"

#include <limits.h>

#include "baton/base/file.h"
#include "baton/conf/conf.h"

enum { WORD_MAX = 63 };

/* Three rows are enough: a swap of neighbours looks two rows back. */
typedef struct {
    int before[WORD_MAX + 1], last[WORD_MAX + 1], now[WORD_MAX + 1];
} Rows;

static int cell(const Rows *r, const char *a, const char *b, size_t i, size_t j)
{
    int best = r->last[j - 1] + (a[i - 1] != b[j - 1]);
    best = MIN(best, r->last[j] + 1);
    best = MIN(best, r->now[j - 1] + 1);
    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = MIN(best, r->before[j - 2] + 1);
    return best;
}

int edit_distance(const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b);
    Rows r = { 0 };
    if (na > WORD_MAX || nb > WORD_MAX)
        return INT_MAX;
    for (size_t j = 0; j <= nb; j++)
        r.now[j] = (int)j;
    for (size_t i = 1; i <= na; i++) {
        memcpy(r.before, r.last, sizeof r.last);
        memcpy(r.last, r.now, sizeof r.now);
        r.now[0] = (int)i;
        for (size_t j = 1; j <= nb; j++)
            r.now[j] = cell(&r, a, b, i, j);
    }
    return r.now[nb];
}

static const char *last_part(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

const char *nearest_setting(const char *name)
{
    const char *best = NULL;
    int best_distance = (int)MAX(strlen(name) / 3, (size_t)2) + 1;
    for (int i = 0; i < CONF_COUNT; i++) {
        const char *known = conf_def((SettingId)i)->name;
        int d = MIN(edit_distance(name, known), edit_distance(name, last_part(known)));
        if (d < best_distance) {
            best_distance = d;
            best = known;
        }
    }
    return best;
}
