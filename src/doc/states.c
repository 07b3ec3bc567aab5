/*
 * states.c - finding the vocabulary's phrases in a status value, a heading or a title.
 *
 * Matching is by words ("installed" holds no "stalled") on a folded copy that has the same length
 * as the text, so that every hit knows its bytes.  Chinese and Japanese phrases need no blanks
 * around them.
 */
#include "states.h"

#include <errno.h>
#include <pthread.h>

#include "baton/base/utf8.h"
#include "baton/doc/doc.h"
#include "text.h"
#include "vocabulary.h"

typedef enum { CLASS_REVIEW, CLASS_NEGATED, CLASS_PLAIN, CLASS_EMOJI, CLASS_COUNT } WordClass;
typedef enum { STRONG, VALUE, WHOLE } Weight;

typedef struct {
    TaskState state;
    Weight weight;
    WordClass class;
    Str phrase;
} Word;

#define REVIEW_ROW(s, w, p) { TASK_##s, w, CLASS_REVIEW, { p, sizeof(p) - 1 } },
#define NEGATED_ROW(s, w, p) { TASK_##s, w, CLASS_NEGATED, { p, sizeof(p) - 1 } },
#define PLAIN_ROW(s, w, p) { TASK_##s, w, CLASS_PLAIN, { p, sizeof(p) - 1 } },
#define EMOJI_ROW(s, w, p) { TASK_##s, w, CLASS_EMOJI, { p, sizeof(p) - 1 } },

static const Word words[] = { REVIEW_WORDS(REVIEW_ROW) NEGATED_WORDS(NEGATED_ROW)
                                  PLAIN_WORDS(PLAIN_ROW) EMOJI_WORDS(EMOJI_ROW) };

enum { LOOK_BYTES = 160, PHRASE_BYTES = 32, LOOK_WORDS = 8, SEGMENTS_MAX = 8 };

/* words[] by first byte: order[first[c]] to order[first[c + 1]] begin with c. */
static uint16_t order[ARRAY_LEN(words)], first[257];
static bool pairs[1024];        /* by hash of its first two bytes: some phrase may begin so */
static bool tails[1024];        /* by hash of its last two bytes: some phrase may end so */
static pthread_once_t index_once = PTHREAD_ONCE_INIT;

static inline size_t pair_of(char a, char b)
{
    return ((unsigned char)a * 37u + (unsigned char)b) % ARRAY_LEN(pairs);
}

static void index_words(void)
{
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        const char *s = words[i].phrase.data, *end = s + words[i].phrase.len;
        pairs[pair_of(s[0], s[1])] = true;
        tails[pair_of(end[-2], end[-1])] = true;
    }
    for (unsigned c = 0; c < 256; c++) {
        first[c] = (uint16_t)n;
        for (size_t i = 0; i < ARRAY_LEN(words); i++)
            if ((unsigned char)words[i].phrase.data[0] == c)
                order[n++] = (uint16_t)i;
    }
    first[256] = (uint16_t)n;
}

typedef struct {
    char text[LOOK_BYTES];
    size_t len;
} Folded;

static void fold(Folded *f, Str s, size_t max)
{
    f->len = MIN(s.len, max);
    while (f->len < s.len && f->len && ((unsigned char)s.data[f->len] & 0xC0) == 0x80)
        f->len--;               /* never cut inside a character */
    text_fold(str_slice(s, 0, f->len), f->text);
}

static bool is_letter_at(const char *s, size_t len, size_t i)
{
    unsigned char c = (unsigned char)s[i];
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return (c >= 0xC3 && c <= 0xC9) ||
           ((c & 0xC0) == 0x80 && i && (unsigned char)s[i - 1] >= 0xC3 &&
            (unsigned char)s[i - 1] <= 0xC9 && i < len);
}

static bool needs_boundary(Str phrase)
{
    unsigned char c = (unsigned char)phrase.data[0];
    return c < 0xE2;
}

static bool word_fits(const Word *w, const Folded *f, size_t i)
{
    size_t end = i + w->phrase.len;
    if (end > f->len || f->text[i + 1] != w->phrase.data[1] ||
        memcmp(f->text + i, w->phrase.data, w->phrase.len) != 0)
        return false;
    return !needs_boundary(w->phrase) || end == f->len || !is_letter_at(f->text, f->len, end);
}

static bool is_word_start(const Folded *f, size_t i)
{
    return i == 0 || !is_letter_at(f->text, f->len, i - 1);
}

/* The longest phrase that begins at i, or NULL. */
static const Word *word_at(const Folded *f, size_t i)
{
    unsigned c = (unsigned char)f->text[i];
    const Word *best = NULL;
    if (i + 1 >= f->len || !pairs[pair_of(f->text[i], f->text[i + 1])])
        return NULL;
    for (size_t k = first[c]; k < first[c + 1]; k++) {
        const Word *w = &words[order[k]];
        if (best && best->phrase.len >= w->phrase.len)
            continue;
        if (word_fits(w, f, i) && (!needs_boundary(w->phrase) || is_word_start(f, i)))
            best = w;
    }
    return best;
}

/* "60%": how far it is says what state it is in.  Returns the bytes, 0: none. */
static size_t percent_at(const Folded *f, size_t i, StateHit *ret)
{
    size_t end = i;
    int n = 0;
    while (end < f->len && end - i < 3 && f->text[end] >= '0' && f->text[end] <= '9')
        n = n * 10 + f->text[end++] - '0';
    if (end == i || end >= f->len || f->text[end] != '%' || !is_word_start(f, i) || n > 100)
        return 0;
    TaskState state = n == 0 ? TASK_PENDING : n == 100 ? TASK_DONE : TASK_IN_PROGRESS;
    *ret = (StateHit){ state, false, i, end + 1 };
    return end + 1 - i;
}

static bool is_negated(const Folded *f, size_t i)
{
    static const Str before[] = { STR("not"),    STR("no"),    STR("never"), STR("isn't"),
                                  STR("aren't"), STR("nicht"), STR("kein"),  STR("keine"),
                                  STR("não"),    STR("sem"),   STR("non") };
    Str head = str_trim((Str){ f->text, i });
    for (size_t k = 0; k < ARRAY_LEN(before); k++) {
        if (!str_ends(head, before[k]))
            continue;
        size_t at = head.len - before[k].len;
        if (at == 0 || head.data[at - 1] == ' ')
            return true;
    }
    return false;
}

/* Puts what begins at i into its class, if that is empty.  Returns the bytes used. */
static size_t take_word(const Folded *f, size_t i, StateHit hits[CLASS_COUNT])
{
    StateHit percent;
    size_t used = percent_at(f, i, &percent);
    if (used) {
        if (!hits[CLASS_PLAIN].end)
            hits[CLASS_PLAIN] = percent;
        return used;
    }
    const Word *w = word_at(f, i);
    if (!w || (w->weight == WHOLE && w->phrase.len != f->len))
        return 0;
    WordClass class = w->class;
    TaskState state = w->state;
    if (class == CLASS_PLAIN && is_negated(f, i)) {
        if (state != TASK_DONE && state != TASK_IN_PROGRESS)
            return w->phrase.len;       /* "not blocked" says nothing of the rest */
        state = TASK_PENDING;
        class = CLASS_NEGATED;
    }
    if (!hits[class].end)
        hits[class] = (StateHit){ state, w->weight == STRONG, i, i + w->phrase.len };
    return w->phrase.len;
}

/* "Blocked - seat not approved yet": behind the mark stands why, not what. */
static bool is_explained(const Folded *f, const StateHit *plain, size_t at)
{
    static const Str marks[] = { STR("—"), STR("–"), STR(" - "), STR("("), STR("（"), STR("，"),
                                 STR(","), STR(";"), STR(". ") };
    Str head = { f->text, f->len }, rest = str_slice(head, plain->end, f->len);
    Str lead = str_trim(str_slice(head, 0, plain->at));
    if (!plain->end || plain->end >= at || (lead.len && text_skip_symbols(lead).len))
        return false;
    rest = str_starts(rest, STR(" - ")) ? rest : str_trim(rest);
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_starts(rest, marks[i]))
            return true;
    return false;
}

/* A state in front outweighs a negation that explains it; "blocked" a wait for something, too. */
static void drop_explanations(const Folded *f, StateHit hits[CLASS_COUNT])
{
    const StateHit *plain = &hits[CLASS_PLAIN];
    if (hits[CLASS_NEGATED].end && is_explained(f, plain, hits[CLASS_NEGATED].at))
        hits[CLASS_NEGATED].end = 0;
    if (hits[CLASS_REVIEW].end && plain->state == TASK_BLOCKED &&
        is_explained(f, plain, hits[CLASS_REVIEW].at))
        hits[CLASS_REVIEW].end = 0;
}

static int find_folded(const Folded *f, StateHit *ret_hit)
{
    StateHit hits[CLASS_COUNT] = { 0 };
    int seen = 0;
    pthread_once(&index_once, index_words);
    for (size_t i = 0; i < f->len && seen <= LOOK_WORDS;) {
        if (f->text[i] == ' ') {
            i++;
            continue;
        }
        seen += is_word_start(f, i) && is_letter_at(f->text, f->len, i);
        size_t used = take_word(f, i, hits);
        i += used ? used : 1;
    }
    drop_explanations(f, hits);
    for (size_t c = 0; c < CLASS_COUNT; c++) {
        if (hits[c].end) {
            *ret_hit = hits[c];
            return 0;
        }
    }
    return -ENOENT;
}

/* The next piece of "A | B / C"; a slash in parentheses or between digits parts nothing. */
static Str next_segment(Str *rest)
{
    int depth = 0;
    for (size_t i = 0; i < rest->len; i++) {
        char c = rest->data[i];
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        bool digits = i && i + 1 < rest->len && text_is_digit(rest->data[i - 1]) &&
                      text_is_digit(rest->data[i + 1]);
        if (depth <= 0 && (c == '|' || (c == '/' && !digits))) {
            Str piece = str_slice(*rest, 0, i);
            *rest = str_slice(*rest, i + 1, rest->len);
            return piece;
        }
    }
    Str piece = *rest;
    *rest = str_slice(*rest, rest->len, rest->len);
    return piece;
}

/* A template lists the choices: every piece is a state, and they differ. */
static bool is_template(Str value)
{
    unsigned states = 0;
    int pieces = 0;
    for (Str rest = value; rest.len && pieces < SEGMENTS_MAX; pieces++) {
        StateHit hit;
        Folded f;
        fold(&f, text_marks_off(next_segment(&rest)), LOOK_BYTES);
        if (find_folded(&f, &hit) < 0)
            return false;
        states |= 1u << hit.state;
    }
    return pieces > 1 && (states & (states - 1)) != 0;
}

static Str unbracket(Str s)
{
    bool wrapped = s.len >= 2 && s.data[0] == '[' && s.data[s.len - 1] == ']';
    return wrapped ? str_trim(str_slice(s, 1, s.len - 1)) : s;
}

/* "âœ…", "concluÃ­do": what mojibake says; it has no place of its own, so all of the text is it. */
static int find_mended(Str s, StateHit *ret_hit)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Folded f;
    s = str_slice(s, 0, LOOK_BYTES);
    if (!text_may_mend(s) || !utf8_mend_mojibake(&out, s))
        return -ENOENT;
    fold(&f, buf_str(&out), LOOK_BYTES);
    return find_folded(&f, ret_hit);
}

int state_find(Str value, StateHit *ret_hit)
{
    Str s = text_marks_off(unbracket(text_marks_off(value)));
    StateHit hit;
    Folded f;
    fold(&f, s, LOOK_BYTES);
    if (find_folded(&f, &hit) < 0) {
        if (find_mended(s, &hit) < 0)
            return -ENOENT;
        hit.at = 0;
        hit.end = s.len;
    }
    Str head = str_slice(s, 0, LOOK_BYTES);
    if ((str_chr(head, '|') >= 0 || str_chr(head, '/') >= 0) && is_template(head))
        return -EINVAL;
    size_t shift = (size_t)(s.data - value.data);
    *ret_hit = (StateHit){ hit.state, hit.strong, hit.at + shift, hit.end + shift };
    return 0;
}

static inline char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

int state_at_start(Str text, StateHit *ret_hit)
{
    Str s = text_skip_symbols(text);
    Folded f;
    pthread_once(&index_once, index_words);
    if (s.len < 2 || (s.data[0] > 0 && !pairs[pair_of(lower(s.data[0]), lower(s.data[1]))]))
        return -ENOENT;         /* most texts are told apart here, before they are folded */
    fold(&f, s, PHRASE_BYTES);
    size_t shift = (size_t)(s.data - text.data);
    const Word *w = f.len ? word_at(&f, 0) : NULL;
    if (!w || w->class == CLASS_EMOJI || (w->weight == WHOLE && w->phrase.len != s.len))
        return -ENOENT;
    *ret_hit = (StateHit){ w->state, w->weight == STRONG, shift, shift + w->phrase.len };
    return 0;
}

int state_at_end(Str text, StateHit *ret_hit)
{
    Str s = text_drop_symbols(text);
    pthread_once(&index_once, index_words);
    if (s.len < 2 || (s.data[s.len - 1] > 0 &&
                      !tails[pair_of(lower(s.data[s.len - 2]), lower(s.data[s.len - 1]))]))
        return -ENOENT;
    size_t from = s.len > LOOK_BYTES / 2 ? s.len - LOOK_BYTES / 2 : 0;
    while (from < s.len && ((unsigned char)s.data[from] & 0xC0) == 0x80)
        from++;
    Folded f;
    fold(&f, str_slice(s, from, s.len), LOOK_BYTES);
    for (size_t i = 0; i < f.len; i++) {
        const Word *w = f.text[i] < 0 || is_word_start(&f, i) ? word_at(&f, i) : NULL;
        if (!w || i + w->phrase.len != f.len || w->weight == WHOLE || w->class == CLASS_EMOJI ||
            is_negated(&f, i))
            continue;
        size_t at = (size_t)(s.data - text.data) + from + i;
        *ret_hit = (StateHit){ w->state, w->weight == STRONG, at, at + w->phrase.len };
        return 0;
    }
    return -ENOENT;
}

bool state_is_whole(Str text, TaskState *ret_state)
{
    Str s = text_drop_symbols(text_skip_symbols(text));
    Folded f;
    fold(&f, s, PHRASE_BYTES);
    pthread_once(&index_once, index_words);
    const Word *w = f.len && s.len == f.len ? word_at(&f, 0) : NULL;
    if (!w || w->phrase.len != f.len)
        return false;
    *ret_state = w->state;
    return true;
}

/* What may be an emoji in front, repaired if it is mojibake; its bytes in the text, 0: none. */
static size_t emoji_len(Str s, char mended[4], Str *ret_glyph)
{
    size_t len, used;
    *ret_glyph = s;
    if (!s.len || s.data[0] != '\xC3')
        return s.len && (unsigned char)s.data[0] >= 0xE2 ? s.len : 0;
    used = text_mojibake(s, mended, &len);
    *ret_glyph = (Str){ mended, len };
    return used;
}

int state_emoji(Str text, TaskState *ret_state, Str *ret_emoji, Str *ret_rest)
{
    Str s = str_trim(text), glyph;
    char mended[4];
    size_t used = emoji_len(s, mended, &glyph);
    if (!used)
        return -ENOENT;
    Folded f;
    fold(&f, glyph, 8);
    pthread_once(&index_once, index_words);
    const Word *w = f.len ? word_at(&f, 0) : NULL;
    if (!w || w->class != CLASS_EMOJI)
        return -ENOENT;
    used = glyph.data == mended ? used : w->phrase.len;
    Str rest = str_slice(s, used, s.len);
    if (str_starts(rest, STR("\xEF\xB8\x8F")))
        rest = str_slice(rest, 3, rest.len);    /* the selector that makes it colourful */
    *ret_state = w->state;
    *ret_emoji = str_slice(s, 0, used);
    *ret_rest = str_trim(rest);
    return 0;
}

int state_emoji_behind(Str text, TaskState *ret_state, Str *ret_emoji)
{
    Str s = str_trim(text), rest;
    if (str_ends(s, STR("\xEF\xB8\x8F")))
        s.len -= 3;
    size_t at = s.len;
    while (at && ((unsigned char)s.data[at - 1] & 0xC0) == 0x80)
        at--;
    if (at < 2 || s.data[at - 2] != ' ')
        return -ENOENT;
    return state_emoji(str_slice(s, at - 1, s.len), ret_state, ret_emoji, &rest);
}

bool state_is_value(Str text, StateHit *ret_hit)
{
    if (state_at_start(text, ret_hit) < 0)
        return false;
    Str rest = str_trim(str_slice(text, ret_hit->end, text.len));
    return rest.len == 0 || strchr("([,;.-*_`~|!", rest.data[0]) ||
           text_skip_symbols(rest).len < rest.len;
}

int doc_task_state(Str value, TaskState *ret_state)
{
    StateHit hit;
    int r = state_find(value, &hit);
    if (r == 0)
        *ret_state = hit.state;
    return r;
}
