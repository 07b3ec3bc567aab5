/*
 * similar.c - pairing by wording, for a title that was edited.
 *
 * Only what vanished and what appeared in one save is compared.  Both are taken in the order of
 * the file and only near the diagonal when they are many, so that a file that was rewritten
 * wholly does not cost a comparison of everything with everything.
 */
#include "match.h"

#include <ctype.h>

enum { PAIRS_MAX = 40000, LONELY_MAX = 16000, WORDS_MAX = 20, TITLE_MAX = 200, STEM = 5 };
static const double SIMILAR_ENOUGH = 0.62, BONUS_SECTION = 0.05, BONUS_PLACE = 0.05, SAME_STEM = 0.8,
                    OTHER_NUMBERS = 0.6;

typedef struct { uint32_t stem, whole; bool number; } Word;
typedef struct { Word words[WORDS_MAX]; size_t len; } Wording;

static int word_cmp(const void *a, const void *b)
{
    const Word *x = a, *y = b;
    if (x->stem != y->stem)
        return x->stem < y->stem ? -1 : 1;
    return x->whole < y->whole ? -1 : x->whole > y->whole;
}

static uint32_t hash_letters(const char *s, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (uint32_t)(unsigned char)s[i]) * 16777619u;
    return h;
}

/* Words that every title has, by how they begin: they say nothing of what it is about. */
static bool is_common(const char *word, size_t len)
{
    static const char *const common[] = {
        "a", "an", "and", "the", "for", "of", "to", "in", "on", "at", "by", "or", "is", "be", "it", "with",
        "from", "into", "via", "all", "new", "now", "last", "up", "our", "this", "that", "as", "when",
        "add", "fix", "write", "updat", "imple", "creat", "make", "build", "use", "set", "do", "finis",
    };
    for (size_t i = 0; i < ARRAY_LEN(common); i++)
        if (strlen(common[i]) == MIN(len, (size_t)STEM) && memcmp(common[i], word, MIN(len, (size_t)STEM)) == 0)
            return true;
    return false;
}

/* "tests" is "test"; what goes on after the stem is an ending, more or less. */
static Word word_make(const char *word, size_t len)
{
    if (len > 3 && word[len - 1] == 's' && word[len - 2] != 's')
        len--;
    return (Word){ hash_letters(word, MIN(len, (size_t)STEM)), hash_letters(word, len),
                   isdigit((unsigned char)word[0]) };
}

typedef struct {
    Wording *out;
    bool common;                /* take those too */
    char word[TITLE_MAX];
    size_t len;
} Reader;

static void word_end(Reader *r)
{
    if (r->len && r->out->len < WORDS_MAX && (r->common || !is_common(r->word, r->len)))
        r->out->words[r->out->len++] = word_make(r->word, r->len);
    r->len = 0;
}

static size_t rune_len(const char *s)
{
    unsigned char c = (unsigned char)*s;
    size_t want = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1, n = 1;
    while (n < want && ((unsigned char)s[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* Scripts without blanks between words, roughly all beyond U+2E80: each sign is a word. */
static bool is_sign(const char *s, size_t n)
{
    return n >= 3 && !(n == 3 && (unsigned char)*s == 0xe2 && (unsigned char)s[1] < 0xba) &&
           (unsigned char)*s != 0xe1;
}

static void wording_read(Wording *w, const char *title, bool common)
{
    Reader r = { .out = w, .common = common };

    w->len = 0;
    for (size_t i = 0, n; title[i] && i < TITLE_MAX; i += n) {
        unsigned char c = (unsigned char)title[i];
        n = rune_len(title + i);
        bool sign = is_sign(title + i, n);
        if (sign || (c < 0x80 && !isalnum(c)))
            word_end(&r);
        if (c < 0x80 && !isalnum(c))
            continue;
        for (size_t k = 0; k < n && r.len < sizeof r.word; k++)
            r.word[r.len++] = (char)(c < 0x80 ? tolower(c) : title[i + k]);
        if (sign)
            word_end(&r);
    }
    word_end(&r);
    if (w->len)
        qsort(w->words, w->len, sizeof *w->words, word_cmp);
}

static void wording_init(Wording *w, const char *title)
{
    wording_read(w, title, false);
    if (!w->len)
        wording_read(w, title, true);
}

/* Both count something, and nothing of it is the same: "Phase 1 …" and "Phase 2 …". */
static double wording_similarity(const Wording *a, const Wording *b)
{
    size_t i = 0, j = 0, numbers = 0, a_numbers = 0, b_numbers = 0;
    double both = 0;

    for (size_t k = 0; k < a->len; k++)
        a_numbers += a->words[k].number;
    for (size_t k = 0; k < b->len; k++)
        b_numbers += b->words[k].number;
    while (i < a->len && j < b->len) {
        const Word *x = &a->words[i], *y = &b->words[j];
        if (x->stem == y->stem) {
            both += x->whole == y->whole ? 1 : SAME_STEM;
            numbers += x->number;
            i++, j++;
        } else if (x->stem < y->stem) {
            i++;
        } else {
            j++;
        }
    }
    double score = a->len + b->len ? 2 * both / (double)(a->len + b->len) : 0;
    return a_numbers && b_numbers && !numbers ? score * OTHER_NUMBERS : score;
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
        } else if (*it->words) {
            VEC_PUSH(out, ((Lonely){ .index = i, .before = before }));
            wording_init(&out->items[out->len - 1].wording, it->words);
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
                  bool renumbered, Candidates *out)
{
    const MatchItem *x = &was->items[a->index], *y = &is->items[b->index];
    bool foreign = x->strong_ref && y->strong_ref && x->ref_key != y->ref_key;

    if (foreign && !renumbered)                        /* TASK-8 does not become TASK-9 by a likeness */
        return;
    double score = wording_similarity(&a->wording, &b->wording);
    if (x->section_key == y->section_key)
        score += BONUS_SECTION + (a->before == b->before ? BONUS_PLACE : 0);
    if (score >= SIMILAR_ENOUGH)
        VEC_PUSH(out, ((Candidate){ score, abs(x->line - y->line), a->index, b->index }));
}

static void compare_near(const MatchSide *was, const LonelyList *a, const MatchSide *is,
                         const LonelyList *b, bool renumbered, Candidates *out)
{
    size_t band = MAX((size_t)2, (size_t)PAIRS_MAX / (2 * MAX(a->len, b->len)));

    for (size_t i = 0; i < a->len; i++) {
        size_t middle = i * b->len / a->len;
        size_t from = middle > band ? middle - band : 0, to = MIN(b->len, middle + band + 1);
        for (size_t j = from; j < to; j++)
            weigh(was, &a->items[i], is, &b->items[j], renumbered, out);
    }
}

void match_similar(MatchSide *was, MatchSide *is, bool renumbered)
{
    CLEANUP(lonely_done) LonelyList a = { 0 }, b = { 0 };
    CLEANUP(candidates_done) Candidates c = { 0 };

    lonely_collect(was, true, &a);
    lonely_collect(is, false, &b);
    if (!a.len || !b.len)
        return;
    compare_near(was, &a, is, &b, renumbered, &c);
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
