/*
 * claims.c - words for comparing, and what they claim.
 */
#include "baton/model/claims.h"

enum { WORDS_MAX = 4096 };

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80);
}

const char *plain_words(Str text, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Str s = str_slice(text, 0, WORDS_MAX);
    buf_addc(&out, ' ');
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (is_alnum(c))
            buf_addc(&out, c);
        else if (c != '\'' && out.data[out.len - 1] != ' ')
            buf_addc(&out, ' ');
    }
    if (out.data[out.len - 1] != ' ')
        buf_addc(&out, ' ');
    const char *words = arena_str(a, buf_str(&out));
    size_t digits = strspn(words + 1, "0123456789 ");
    return digits && words[1 + digits] ? words + digits : words;
}

bool words_have(const char *words, const char *phrases, const char **ret_at)
{
    for (Str rest = str_from(phrases); rest.len;) {
        Str phrase = str_cut(&rest, '|'), s = str_from(words);
        for (ptrdiff_t at; (at = str_find(s, phrase)) >= 0; s = str_slice(s, (size_t)at + 1, s.len)) {
            const char *from = s.data + at, *end = from + phrase.len;
            if (from == words || from[-1] != ' ' || *end != ' ')
                continue;
            if (ret_at)
                *ret_at = end;
            return true;
        }
    }
    return false;
}

/* "All tests pass", but not "make sure that all tests pass". */
static bool claims_tests(Str line, Arena *a)
{
    const char *at, *words = plain_words(line, a);
    if (str_find(line, STR("[ ]")) >= 0 ||
        !words_have(words, "tests pass|tests passed|tests passing|tests are passing|tests are green|tests green|"
                           "tests all pass|tests now pass|test suite passes|test suite passed|test suite is green|"
                           "npm test passes|npm test passed|test passes", &at))
        return false;
    const char *before = arena_strndup(a, words, (size_t)(at - words) + 1);
    return !words_have(before, "not|no|never|cannot|should|must|will|once|until|when|if|ensure|make sure|need|needs|"
                               "before|after|see that|verify|check that|some|whether|unless", NULL);
}

int claim_of_tests(Str text)
{
    Str line;
    for (int number = 1; str_next_line(&text, &line); number++) {
        if (str_ifind(line, STR("test")) < 0)
            continue;
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        if (claims_tests(line, a))
            return number;
    }
    return 0;
}

bool claim_of_failure(Str text)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *words = plain_words(text, a);
    return words_have(words, "failed|fail|fails|failing|failure|red|broken", NULL) &&
           !words_have(words, "0 failed|no failed|none failed|0 fail|0 failing|no failures|0 failures", NULL);
}
