/*
 * match.c - pairing by equal keys: place, reference, title and section.
 *
 * Keys are 64-bit hashes, sorted and merged, so that a file of ten thousand tasks costs
 * milliseconds.  Should two keys collide, two tasks change places and nothing is lost.
 */
#include "match.h"

#include <ctype.h>
#include <strings.h>

static const double EDITED_ENOUGH = 0.3;
static const uint64_t FNV_START = 14695981039346656037u;

static uint64_t hash_byte(uint64_t h, unsigned char c)
{
    return (h ^ c) * 1099511628211u;
}

static uint64_t hash_text(uint64_t h, const char *text)
{
    for (; *text; text++)
        h = hash_byte(h, (unsigned char)*text);
    return hash_byte(h, 0x1f);
}

/* Titles are compared by their letters and digits: case, marks and blanks do not count. */
static uint64_t hash_title(const char *title)
{
    uint64_t h = FNV_START;
    bool gap = false, any = false;

    for (const char *p = title; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c < 0x80 && !isalnum(c)) {
            gap = any;
            continue;
        }
        if (gap)
            h = hash_byte(h, ' ');
        h = hash_byte(h, (unsigned char)(c < 0x80 ? tolower(c) : c));
        gap = false;
        any = true;
    }
    return any ? h : hash_text(FNV_START, title);
}

static uint64_t hash_section(const StrList *section)
{
    uint64_t h = FNV_START;
    for (size_t i = 0; section && i < section->len; i++)
        h = hash_text(h, section->items[i]);
    return h;
}

/* Words that only count: "Task 3" is a place in a list and becomes "Task 4" when one is put in front. */
static bool is_counting_word(Str word)
{
    static const char *const words[] = { "", "task", "step", "item", "no", "nr", "todo", "phase", "part" };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ieq(word, str_from(words[i])))
            return true;
    return false;
}

/* "TASK-8" and "T001" are names; "3", "1.2", "#4" and "Task 3" are places. */
static bool is_name(const char *ref)
{
    size_t letters = 0;

    while ((unsigned char)ref[letters] >= 0x80 || isalpha((unsigned char)ref[letters]))
        letters++;
    if (!is_counting_word((Str){ ref, letters }))
        return true;
    if (letters && (ref[letters] == '-' || ref[letters] == '_'))
        return true;
    for (const char *p = ref + letters; *p; p++)
        if ((unsigned char)*p >= 0x80 || isalpha((unsigned char)*p))
            return true;
    return letters && ref[letters] == '0';
}

static size_t skip_blanks_and_marks(const char *s)
{
    return strspn(s, " \t:.)]-");
}

/* "Task 3: Schema" and "T-8 Schema" are about the schema, whatever number it has today. */
static const char *words_of(const char *title, const char *ref)
{
    size_t n = ref ? strlen(ref) : 0, letters = 0, digits;

    if (n && strncasecmp(title, ref, n) == 0 && title[n + skip_blanks_and_marks(title + n)] &&
        skip_blanks_and_marks(title + n))
        return title + n + skip_blanks_and_marks(title + n);
    while (isalpha((unsigned char)title[letters]))
        letters++;
    if (!is_counting_word((Str){ title, letters }))
        return title;
    n = letters + (title[letters] == ' ');
    digits = strspn(title + n, "0123456789.");
    n += digits;
    return digits && strchr(":)", title[n]) && title[n] && title[n + skip_blanks_and_marks(title + n)]
               ? title + n + skip_blanks_and_marks(title + n) : title;
}

void match_key(MatchSide *side)
{
    for (size_t i = 0; i < side->len; i++) {
        MatchItem *it = &side->items[i];
        bool ref = it->ref && *it->ref;
        it->mate = -1;
        it->words = it->title ? words_of(it->title, it->ref) : "";
        it->title_key = *it->words ? hash_title(it->words) : 0;
        it->section_key = hash_section(it->section);
        it->ref_key = ref ? hash_text(FNV_START, it->ref) : 0;
        it->strong_ref = ref && is_name(it->ref);
    }
}

/* ---- pairing by one key ---- */

typedef uint64_t (*KeyFn)(const MatchItem *it);     /* 0: takes no part */
typedef struct { uint64_t key; size_t index; } Keyed;
typedef struct { Keyed *items; size_t len; } KeyedList;

static void keyed_done(KeyedList *l)
{
    free(l->items);
}

static int keyed_cmp(const void *a, const void *b)
{
    const Keyed *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static KeyedList keyed_list(const MatchSide *side, KeyFn key)
{
    KeyedList l = { mem_alloc((side->len + 1) * sizeof(Keyed)), 0 };
    for (size_t i = 0; i < side->len; i++) {
        uint64_t k = side->items[i].mate < 0 ? key(&side->items[i]) : 0;
        if (k)
            l.items[l.len++] = (Keyed){ k, i };
    }
    qsort(l.items, l.len, sizeof *l.items, keyed_cmp);
    return l;
}

static void pair(MatchSide *was, size_t i, MatchSide *is, size_t j)
{
    was->items[i].mate = (int)j;
    is->items[j].mate = (int)i;
}

static size_t run_end(const KeyedList *l, size_t from)
{
    size_t end = from;
    while (end < l->len && l->items[end].key == l->items[from].key)
        end++;
    return end;
}

typedef bool (*MayFn)(const MatchItem *was, const MatchItem *is);
typedef void (*RunFn)(MatchSide *was, const Keyed *a, size_t n, MatchSide *is, const Keyed *b,
                      size_t m, void *arg);

/* Calls `run` for every key that both sides have. */
static void each_key(MatchSide *was, MatchSide *is, KeyFn key, RunFn run, void *arg)
{
    CLEANUP(keyed_done) KeyedList a = keyed_list(was, key);
    CLEANUP(keyed_done) KeyedList b = keyed_list(is, key);
    size_t i = 0, j = 0;

    while (i < a.len && j < b.len) {
        if (a.items[i].key != b.items[j].key) {
            if (a.items[i].key < b.items[j].key)
                i++;
            else
                j++;
            continue;
        }
        size_t i_end = run_end(&a, i), j_end = run_end(&b, j);
        run(was, &a.items[i], i_end - i, is, &b.items[j], j_end - j, arg);
        i = i_end;
        j = j_end;
    }
}

static void pair_in_order(MatchSide *was, const Keyed *a, size_t n, MatchSide *is, const Keyed *b,
                          size_t m, void *arg UNUSED)
{
    for (size_t k = 0; k < n && k < m; k++)
        pair(was, a[k].index, is, b[k].index);
}

static void pair_single(MatchSide *was, const Keyed *a, size_t n, MatchSide *is, const Keyed *b,
                        size_t m, void *arg)
{
    const MayFn *may = arg;
    if (n == 1 && m == 1 && (!may || (*may)(&was->items[a->index], &is->items[b->index])))
        pair(was, a->index, is, b->index);
}

/* First with first, second with second. */
static void pair_by(MatchSide *was, MatchSide *is, KeyFn key)
{
    each_key(was, is, key, pair_in_order, NULL);
}

/* Only where there is one of a key on each side, and `may` (NULL: anything) agrees. */
static void pair_unique(MatchSide *was, MatchSide *is, KeyFn key, MayFn may)
{
    each_key(was, is, key, pair_single, may ? &may : NULL);
}

static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t h = (a ^ (b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2))) * 0xff51afd7ed558ccdu;
    return (h ^ (h >> 32)) | 1;         /* never 0 */
}

static uint64_t key_strong_ref(const MatchItem *it) { return it->strong_ref ? it->ref_key : 0; }
static uint64_t key_any_ref(const MatchItem *it) { return it->ref_key; }
static uint64_t key_title(const MatchItem *it) { return it->title_key; }

static uint64_t key_placed(const MatchItem *it)
{
    return it->title_key ? mix(it->title_key, it->section_key) : 0;
}

static uint64_t key_whole(const MatchItem *it)
{
    return it->title_key ? mix(mix(it->title_key, it->section_key), it->ref_key) : 0;
}

static bool same_whole(const MatchItem *a, const MatchItem *b)
{
    return a->title_key == b->title_key && a->section_key == b->section_key &&
           a->ref_key == b->ref_key;
}

/* What stands before the first and behind the last change is what it was. */
static void pair_ends(MatchSide *was, MatchSide *is)
{
    size_t n = MIN(was->len, is->len), head = 0, tail = 0;

    for (; head < n && same_whole(&was->items[head], &is->items[head]); head++)
        pair(was, head, is, head);
    for (; tail < n - head; tail++) {
        size_t i = was->len - 1 - tail, j = is->len - 1 - tail;
        if (!same_whole(&was->items[i], &is->items[j]))
            break;
        pair(was, i, is, j);
    }
}

static bool free_at(const MatchSide *s, size_t i)
{
    return i < s->len && s->items[i].mate < 0;
}

/* Twins ("Write tests" twice) are told apart by their neighbours: grow every pair up and down. */
static void pair_neighbours(MatchSide *was, MatchSide *is)
{
    for (size_t i = 0; i < was->len; i++) {
        if (was->items[i].mate < 0)
            continue;
        size_t j = (size_t)was->items[i].mate;
        if (free_at(was, i + 1) && free_at(is, j + 1) &&
            same_whole(&was->items[i + 1], &is->items[j + 1]))
            pair(was, i + 1, is, j + 1);
    }
    for (size_t i = was->len; i-- > 1;) {
        if (was->items[i].mate < 1)
            continue;
        size_t j = (size_t)was->items[i].mate;
        if (free_at(was, i - 1) && free_at(is, j - 1) &&
            same_whole(&was->items[i - 1], &is->items[j - 1]))
            pair(was, i - 1, is, j - 1);
    }
}

/* ---- numbers that were given anew ---- */

static void count_renamed(MatchSide *was, const Keyed *a, size_t n, MatchSide *is, const Keyed *b,
                          size_t m, void *arg)
{
    size_t *count = arg;
    if (n == 1 && m == 1)
        *count += was->items[a->index].ref_key != is->items[b->index].ref_key;
}

static uint64_t key_named_title(const MatchItem *it)
{
    return it->strong_ref ? it->title_key : 0;
}

/* Two or more titles under other names at once: somebody numbered the list again. */
static bool is_renumbered(MatchSide *was, MatchSide *is)
{
    size_t renamed = 0;
    each_key(was, is, key_named_title, count_renamed, &renamed);
    return renamed >= 2;
}

static bool may_be_edited(const MatchItem *was, const MatchItem *is)
{
    return !was->title || !is->title || title_similarity(was->words, is->words) >= EDITED_ENOUGH;
}

static bool may_travel(const MatchItem *was, const MatchItem *is)
{
    return !was->strong_ref || !is->strong_ref || was->ref_key == is->ref_key;
}

static bool all_paired(const MatchSide *side)
{
    for (size_t i = 0; i < side->len; i++)
        if (side->items[i].mate < 0)
            return false;
    return true;
}

void match_tasks(MatchSide *was, MatchSide *is)
{
    pair_ends(was, is);
    if (all_paired(was) || all_paired(is))
        return;
    bool renumbered = is_renumbered(was, is);
    if (!renumbered)
        pair_unique(was, is, key_strong_ref, NULL);
    pair_unique(was, is, key_whole, NULL);
    pair_neighbours(was, is);
    pair_by(was, is, key_whole);
    pair_by(was, is, key_placed);
    pair_by(was, is, key_title);
    match_similar(was, is, renumbered);
    if (renumbered)
        pair_unique(was, is, key_strong_ref, may_be_edited);
    pair_unique(was, is, key_any_ref, may_be_edited);
}

void match_orphans(MatchSide *was, MatchSide *is)
{
    pair_unique(was, is, key_strong_ref, NULL);
    pair_by(was, is, key_placed);
    pair_unique(was, is, key_title, may_travel);
}

/* A name is unique in its list only: "T001" of another file may be quite another task. */
void match_strays(MatchSide *was, MatchSide *is)
{
    pair_unique(was, is, key_strong_ref, may_be_edited);
    pair_unique(was, is, key_title, may_travel);
}
