/*
 * escalation_receiver.c - "… Routing to /security-auditor.": where it goes, and what is the reason then.
 *
 * The last phrase that names somebody counts, because a reason may speak of routes itself: "no route to
 * host", "routing to /api/users is broken", "the step users → accounts fails".
 */
#include "escalation_parts.h"

#include <ctype.h>

typedef struct {
    const char *text;
    bool arrow;                 /* needs "/" or "@", or the end of the line behind the name */
    bool verb;                  /* also within a sentence, where a "/" follows and nothing else does */
} Phrase;

static const Phrase phrases[] = {
    { "re-routing to", false, true }, { "rerouting to", false, true }, { "routing to", false, true },
    { "routing this to", false, true }, { "routing it to", false, true }, { "reroute to", false, false },
    { "route this to", false, false }, { "route it to", false, false }, { "route to", false, false },
    { "routed to", false, true }, { "routes to", false, false }, { "escalating to", false, true },
    { "escalated to", false, true }, { "escalate to", false, false }, { "handing over to", false, true },
    { "handing off to", false, true }, { "hand over to", false, false }, { "hand off to", false, false },
    { "assigned to", false, false }, { "routing:", false, false }, { "route:", false, false }, { "to:", false, false },
    { "\u2192", true, false }, { "\u21d2", true, false }, { "\u279c", true, false }, { "\u27a1\ufe0f", true, false },
    { "\u27a1", true, false }, { "->", true, false }, { "=>", true, false },
    { "\u00e2\u2020\u2019", true, false },                              /* an arrow that was misread, once … */
    { "\u00c3\u00a2\u00e2\u20ac\u00a0\u00e2\u20ac\u2122", true, false },        /* … and twice */
};

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

static size_t span_of(Str s, const char *set)
{
    size_t n = 0;
    while (n < s.len && s.data[n] && strchr(set, s.data[n]))
        n++;
    return n;
}

/* Does a new sentence or clause begin at `at`? */
static bool begins_clause(Str s, size_t at)
{
    while (at && strchr(" \t*_", s.data[at - 1]))
        at--;
    return !at || strchr(".!?;,:-()]", s.data[at - 1]) || (at > 2 && memcmp(s.data + at - 3, "\xE2\x80", 2) == 0);
}

/* The end of a name: "security-auditor", "Security Auditor" where capitals go on. */
static size_t name_end(Str s, size_t from, bool marked)
{
    size_t end = from;
    for (int words = 0; words < 3; words++) {
        size_t next = end + (words ? span_of(str_slice(s, end, s.len), " ") : 0), to = next;
        if (words && (marked || to == end || to >= s.len || !isupper((unsigned char)s.data[to]) ||
            !isupper((unsigned char)s.data[from])))
            break;
        while (to < s.len && is_name_byte(s.data[to]) && (marked || (unsigned char)s.data[to] < 0x80))
            to++;
        if (to == next)
            break;
        end = to;
    }
    while (end > from && s.data[end - 1] == '-')
        end--;
    return end;
}

/* A path, a call, a file's name: no agent. */
static bool goes_on(Str s, size_t end)
{
    if (end >= s.len)
        return false;
    char c = s.data[end], next = end + 1 < s.len ? s.data[end + 1] : '\0';
    return c == '/' || c == '(' || c == '\\' || c == '=' || (c == '.' && isalnum((unsigned char)next)) ||
        (c == ':' && next && next != ' ');
}

static bool only_marks_follow(Str s, size_t end)
{
    return str_slice(s, end, s.len).len == span_of(str_slice(s, end, s.len), " .!*_`)]\"'|");
}

typedef enum { NOBODY, SOMEBODY, BLANK_FORM } Found;

static size_t skip_article(Str s, size_t at)
{
    static const char *const words[] = { "the ", "our ", "agent " };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_istarts(str_slice(s, at, s.len), str_from(words[i])))
            at += strlen(words[i]);
    return at;
}

static Found read_phrase(Str s, size_t at, const Phrase *p, bool listed, EscalationReceiver *r)
{
    size_t from = at + strlen(p->text);
    bool glued = from < s.len && !p->arrow && isalnum((unsigned char)s.data[from]);
    from += span_of(str_slice(s, from, s.len), " \t*_`\"':");
    from = skip_article(s, from);
    size_t signs = span_of(str_slice(s, from, s.len), "/@*_`");
    from += signs;
    if (glued || from >= s.len)
        return NOBODY;
    if (s.data[from] && strchr("<{", s.data[from]))
        return p->arrow && !signs ? NOBODY : BLANK_FORM;
    if (s.data[from] == '[') {                  /* agents leave the brackets of a form around a name */
        ptrdiff_t close = str_chr(str_slice(s, from, s.len), ']');
        if (close < 0 || escalation_asks_to_fill_in(str_slice(s, from + 1, from + (size_t)close)))
            return p->arrow && !signs ? NOBODY : BLANK_FORM;
        from++;
    }
    bool marked = signs > 0, clause = begins_clause(s, at);
    size_t end = name_end(s, from, marked);
    if (end == from || goes_on(s, end))
        return NOBODY;
    bool last = only_marks_follow(s, end);
    bool sure = marked || listed || memchr(s.data + from, '-', end - from);
    if (p->arrow ? !(last && sure) && !(marked && clause) : !clause && !(p->verb && last))
        return NOBODY;
    *r = (EscalationReceiver){ str_slice(s, from, end), str_slice(s, 0, at), !p->arrow || marked };
    return SOMEBODY;
}

static const Phrase *phrase_at(Str s, size_t at)
{
    if (at && isalnum((unsigned char)s.data[at]) && (isalnum((unsigned char)s.data[at - 1]) || s.data[at - 1] == '-'))
        return NULL;
    for (size_t i = 0; i < ARRAY_LEN(phrases); i++)
        if (str_istarts(str_slice(s, at, s.len), str_from(phrases[i].text)))
            return &phrases[i];
    return NULL;
}

bool escalation_receiver(Str body, bool listed, EscalationReceiver *ret)
{
    *ret = (EscalationReceiver){ .reason = body };
    bool spoken = false;                        /* a phrase outranks an arrow */
    for (size_t i = 0; i < body.len; i++) {
        const Phrase *p = phrase_at(body, i);
        if (!p || (p->arrow && spoken))
            continue;
        Found found = read_phrase(body, i, p, listed, ret);
        if (found == BLANK_FORM)
            return false;
        spoken = spoken || (found == SOMEBODY && !p->arrow);
        i += strlen(p->text) - 1;
    }
    return true;
}
