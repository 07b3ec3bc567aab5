/*
 * similar.c - pairing by wording, for a title that was edited.
 *
 * Only what vanished and what appeared in one save is compared.  Both are taken in the order of
 * the file and only near the diagonal when they are many, so that a file that was rewritten
 * wholly does not cost a comparison of everything with everything.
 */
#include "match.h"

#include <ctype.h>

enum { PAIRS_MAX = 40000, LONELY_MAX = 4000, TITLE_MAX = 160, GRAMS_MAX = TITLE_MAX + 2 };
static const double SIMILAR_ENOUGH = 0.5, BONUS_SECTION = 0.05, BONUS_PLACE = 0.1;

typedef struct {
    uint32_t grams[GRAMS_MAX], words[GRAMS_MAX];
    size_t gram_count, word_count;
} Wording;

static int u32_cmp(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Pairs of letters as numbers, and words as hashes; both sorted. */
static void wording_init(Wording *w, const char *title)
{
    uint32_t last = ' ', word = 0;

    w->gram_count = w->word_count = 0;
    for (size_t i = 0; i <= TITLE_MAX; i++) {
        unsigned char c = i == TITLE_MAX ? 0 : (unsigned char)title[i];
        uint32_t now = c >= 0x80 ? c : isalnum(c) ? (uint32_t)tolower(c) : ' ';
        if (now != ' ' || last != ' ')
            w->grams[w->gram_count++] = last << 8 | now;
        if (now != ' ')
            word = (word ^ now) * 16777619u + 1;
        else if (word)
            w->words[w->word_count++] = word, word = 0;
        last = now;
        if (!c)
            break;
    }
    qsort(w->grams, w->gram_count, sizeof *w->grams, u32_cmp);
    qsort(w->words, w->word_count, sizeof *w->words, u32_cmp);
}

static double overlap(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len)
{
    size_t i = 0, j = 0, both = 0;

    while (i < a_len && j < b_len) {
        if (a[i] == b[j])
            both++, i++, j++;
        else if (a[i] < b[j])
            i++;
        else
            j++;
    }
    return a_len + b_len ? 2.0 * (double)both / (double)(a_len + b_len) : 0;
}

static double wording_similarity(const Wording *a, const Wording *b)
{
    double grams = overlap(a->grams, a->gram_count, b->grams, b->gram_count);
    double words = overlap(a->words, a->word_count, b->words, b->word_count);
    return MAX(grams, words);
}

double title_similarity(const char *a, const char *b)
{
    Wording x, y;
    wording_init(&x, a);
    wording_init(&y, b);
    return wording_similarity(&x, &y);
}

/* ---- what has no mate on one side ---- */

typedef struct {
    size_t index;
    int before;                 /* the mate of the nearest paired item above, -1: none */
    Wording wording;
} Lonely;
typedef VEC(Lonely) LonelyList;

static void lonely_done(LonelyList *l)
{
    VEC_DONE(l);
}

/* `before` is told in places of the old file, so that both sides can be compared. */
static void lonely_collect(const MatchSide *side, bool old, LonelyList *out)
{
    int before = -1;
    for (size_t i = 0; i < side->len && out->len < LONELY_MAX; i++) {
        const MatchItem *it = &side->items[i];
        if (it->mate >= 0) {
            before = old ? (int)i : it->mate;
        } else if (it->title) {
            VEC_PUSH(out, ((Lonely){ .index = i, .before = before }));
            wording_init(&out->items[out->len - 1].wording, it->title);
        }
    }
}

typedef struct {
    double score;
    int distance;               /* in lines */
    size_t was, is;
} Candidate;
typedef VEC(Candidate) Candidates;

static void candidates_done(Candidates *c)
{
    VEC_DONE(c);
}

static int candidate_cmp(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return x->was < y->was ? -1 : x->was > y->was;
}

static void weigh(const MatchSide *was, const Lonely *a, const MatchSide *is, const Lonely *b,
                  Candidates *out)
{
    const MatchItem *x = &was->items[a->index], *y = &is->items[b->index];
    bool foreign = x->strong_ref && y->strong_ref && x->ref_key != y->ref_key;
    double score = wording_similarity(&a->wording, &b->wording);

    if (foreign)                        /* TASK-8 does not become TASK-9 by a likeness */
        return;
    if (x->section_key == y->section_key)
        score += BONUS_SECTION + (a->before == b->before ? BONUS_PLACE : 0);
    if (score >= SIMILAR_ENOUGH)
        VEC_PUSH(out, ((Candidate){ score, abs(x->line - y->line), a->index, b->index }));
}

static void compare_near(const MatchSide *was, const LonelyList *a, const MatchSide *is,
                         const LonelyList *b, Candidates *out)
{
    size_t band = MAX((size_t)2, (size_t)PAIRS_MAX / (2 * MAX(a->len, b->len)));

    for (size_t i = 0; i < a->len; i++) {
        size_t middle = i * b->len / a->len;
        size_t from = middle > band ? middle - band : 0, to = MIN(b->len, middle + band + 1);
        for (size_t j = from; j < to; j++)
            weigh(was, &a->items[i], is, &b->items[j], out);
    }
}

void match_similar(MatchSide *was, MatchSide *is)
{
    CLEANUP(lonely_done) LonelyList a = { 0 }, b = { 0 };
    CLEANUP(candidates_done) Candidates c = { 0 };

    lonely_collect(was, true, &a);
    lonely_collect(is, false, &b);
    if (!a.len || !b.len)
        return;
    compare_near(was, &a, is, &b, &c);
    if (c.len)
        qsort(c.items, c.len, sizeof *c.items, candidate_cmp);
    for (size_t k = 0; k < c.len; k++) {
        MatchItem *x = &was->items[c.items[k].was], *y = &is->items[c.items[k].is];
        if (x->mate >= 0 || y->mate >= 0)
            continue;
        x->mate = (int)c.items[k].is;
        y->mate = (int)c.items[k].was;
    }
}
