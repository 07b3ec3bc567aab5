/*
 * keys.c - "Key: value" lines and the names that titles give to their things.
 */
#include <pthread.h>

#include "text.h"

enum { KEY_MAX = 56, KEY_WORDS = 6 };

static bool is_mark(char c)
{
    return c == ' ' || c == '*' || c == '_' || c == '`' || c == '\t';
}

/* Offset of the colon that ends a key, and its bytes; -1: none near enough. */
static ptrdiff_t find_colon(Str s, size_t *ret_len)
{
    bool ascii = str_chr(str_slice(s, 0, KEY_MAX), '\xEF') < 0;
    for (size_t i = 0; i < MIN(s.len, (size_t)KEY_MAX); i++) {
        if (ascii) {
            ptrdiff_t next = str_chr(str_slice(s, i, KEY_MAX), ':');
            if (next < 0)
                return -1;
            i += (size_t)next;
        }
        if (s.data[i] == ':' && (i + 1 == s.len || is_mark(s.data[i + 1]))) {
            *ret_len = 1;
            return (ptrdiff_t)i;
        }
        if (s.data[i] == '\xEF' && str_starts(str_slice(s, i, s.len), STR("："))) {
            *ret_len = 3;
            return (ptrdiff_t)i;
        }
    }
    return -1;
}

static Str edge_marks_off(Str s)
{
    while (s.len && is_mark(s.data[0]))
        s = str_slice(s, 1, s.len);
    while (s.len && is_mark(s.data[s.len - 1]))
        s.len--;
    return s;
}

static size_t count_words(Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.data[i] != ' ' && (i == 0 || s.data[i - 1] == ' ');
    return n;
}

/* The emphasis of "**Key:** value" and "**Key: value**" was opened in front of the key. */
static Str close_marks(Str key, Str value)
{
    static const Str marks[] = { STR("**"), STR("__"), STR("*"), STR("_"), STR("`") };
    for (size_t i = 0; key.len && is_mark(key.data[0]) && i < ARRAY_LEN(marks); i++) {
        if (!str_starts(key, marks[i]) || str_ends(key, marks[i]))
            continue;
        if (str_starts(value, marks[i]))
            return str_trim(str_slice(value, marks[i].len, value.len));
        if (str_ends(value, marks[i]))
            return str_trim(str_slice(value, 0, value.len - marks[i].len));
        return value;
    }
    return value;
}

bool key_split(Str line, KeyValue *ret)
{
    size_t colon = 0;
    ptrdiff_t at = find_colon(line, &colon);
    if (at <= 0)
        return false;
    Str raw = str_trim(str_slice(line, 0, (size_t)at));
    Str key = edge_marks_off(text_skip_symbols(raw));
    if (key.len == 0 || count_words(key) > KEY_WORDS)
        return false;
    ret->key = key;
    ret->value = close_marks(raw, str_trim(str_slice(line, (size_t)at + colon, line.len)));
    return true;
}

/* Words that stand before a number and say what kind of thing is meant. */
static const struct { Str word; Subject subject; } subjects[] = {
    { STR("task"), SUBJECT_TASK },      { STR("subtask"), SUBJECT_TASK },
    { STR("story"), SUBJECT_TASK },     { STR("user story"), SUBJECT_TASK },
    { STR("ticket"), SUBJECT_TASK },    { STR("issue"), SUBJECT_TASK },
    { STR("work item"), SUBJECT_TASK }, { STR("feature"), SUBJECT_TASK },
    { STR("aufgabe"), SUBJECT_TASK },   { STR("tarefa"), SUBJECT_TASK },
    { STR("tarea"), SUBJECT_TASK },     { STR("任务"), SUBJECT_TASK },
    { STR("phase"), SUBJECT_PHASE },    { STR("milestone"), SUBJECT_PHASE },
    { STR("sprint"), SUBJECT_PHASE },   { STR("epic"), SUBJECT_PHASE },
    { STR("stage"), SUBJECT_PHASE },    { STR("batch"), SUBJECT_PHASE },
    { STR("wave"), SUBJECT_PHASE },     { STR("iteration"), SUBJECT_PHASE },
    { STR("step"), SUBJECT_PHASE },     { STR("fase"), SUBJECT_PHASE },
    { STR("etapa"), SUBJECT_PHASE },    { STR("阶段"), SUBJECT_PHASE },
};

static bool ends_ref(Str s, size_t at)
{
    return at >= s.len || strchr(" \t:])*.,|", s.data[at]) || (unsigned char)s.data[at] >= 0x80;
}

/* By hash of their first two bytes; most titles are told apart by these. */
static bool subject_pairs[256];
static pthread_once_t subjects_once = PTHREAD_ONCE_INIT;

static inline size_t pair_of(Str s)
{
    return ((unsigned)(s.data[0] | 0x20) * 37u + (unsigned)(s.data[1] | 0x20)) % 256u;
}

static void index_subjects(void)
{
    for (size_t i = 0; i < ARRAY_LEN(subjects); i++)
        subject_pairs[pair_of(subjects[i].word)] = true;
}

/* "Task 1", "Phase 2.3", "Milestone M1" */
static Subject named_subject(Str s, Str *ret_ref)
{
    pthread_once(&subjects_once, index_subjects);
    if (s.len < 2 || !subject_pairs[pair_of(s)])
        return SUBJECT_NONE;
    for (size_t i = 0; i < ARRAY_LEN(subjects); i++) {
        size_t at = subjects[i].word.len;
        if ((s.data[0] | 0x20) != (subjects[i].word.data[0] | 0x20) ||
            !str_istarts(s, subjects[i].word))
            continue;
        while (at < s.len && (s.data[at] == ' ' || s.data[at] == '#'))
            at++;
        size_t from = at;
        while (at < s.len && (text_is_alnum(s.data[at]) || (s.data[at] == '.' && at + 1 < s.len &&
                                                            text_is_digit(s.data[at + 1]))))
            at++;
        bool number = from < at && at - from <= 6 &&
                      (text_is_digit(s.data[from]) || text_is_digit(s.data[at - 1]) ||
                       (at - from == 1 && from > subjects[i].word.len));
        if (number && ends_ref(s, at)) {
            *ret_ref = str_slice(s, 0, at);
            return subjects[i].subject;
        }
    }
    return SUBJECT_NONE;
}

static bool is_known_term(Str id)
{
    static const Str terms[] = { STR("UTF-"), STR("SHA-"),  STR("GPT-"), STR("ISO-"), STR("HTTP-"),
                                 STR("AES-"), STR("RFC-"),  STR("ADR-"), STR("DEC-"), STR("ES-"),
                                 STR("IPV-"), STR("WCAG-"), STR("MD-"),  STR("CVE-") };
    for (size_t i = 0; i < ARRAY_LEN(terms); i++)
        if (str_istarts(id, terms[i]))
            return true;
    return false;
}

/* "TASK-INFRA-01", "F-11", "T001", "US1": a capital first, a digit in the last group. */
static size_t code_len(Str s)
{
    size_t at = 0, group = 0;
    bool hyphen = false, digit = false;
    if (!s.len || s.data[0] < 'A' || s.data[0] > 'Z')
        return 0;
    for (; at < MIN(s.len, (size_t)32); at++) {
        char c = s.data[at];
        if (text_is_alnum(c)) {
            digit |= text_is_digit(c);
            continue;
        }
        if ((c != '-' && c != '_') || at == group)
            break;
        hyphen = true;
        digit = false;
        group = at + 1;
    }
    if (!digit || at == group || !ends_ref(s, at) || is_known_term(s))
        return 0;
    size_t letters = 0;
    while (letters < at && text_is_alpha(s.data[letters]))
        letters++;
    bool plain = !hyphen && letters <= 3 && at <= 7 && at > letters;
    for (size_t i = letters; plain && i < at; i++)
        plain = text_is_digit(s.data[i]);
    return hyphen || plain ? at : 0;
}

/* "1.2", "#12", "0185:" */
static size_t number_len(Str s)
{
    size_t at = s.len && s.data[0] == '#' ? 1 : 0, dots = 0, from = at;
    while (at < s.len &&
           (text_is_digit(s.data[at]) ||
            (s.data[at] == '.' && at > from && at + 1 < s.len && text_is_digit(s.data[at + 1]))))
        dots += s.data[at++] == '.';
    if (at == from || at - from > 12 || !ends_ref(s, at))
        return 0;
    bool colon = at < s.len && s.data[at] == ':';
    bool sign = from == 1, padded = at - from >= 3 && colon;
    return sign || padded || (dots && dots <= 3 && at < s.len) ? at : 0;
}

Subject text_subject(Str title, Str *ret_ref)
{
    Str s = text_skip_symbols(title);
    *ret_ref = (Str){ s.data, 0 };
    bool bracket = s.len && s.data[0] == '[';
    if (bracket)
        s = str_slice(s, 1, s.len);
    if (s.data > title.data && s.data[-1] == '#')
        s = (Str){ s.data - 1, s.len + 1 };
    size_t n = code_len(s);
    if (!n && !bracket)
        n = number_len(s);
    if (n && (!bracket || (n < s.len && s.data[n] == ']'))) {
        *ret_ref = str_slice(s, 0, n);
        return SUBJECT_ID;
    }
    return bracket ? SUBJECT_NONE : named_subject(s, ret_ref);
}
