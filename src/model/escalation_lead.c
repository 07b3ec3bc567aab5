/*
 * escalation_lead.c - what may stand in a line before a printed escalation.
 *
 * Read from the left, piece by piece: marks, signs, times, levels, who speaks.  The first piece that is
 * none of these ends it, and the line is text that has the word in it.
 */
#include "escalation_parts.h"

#include <ctype.h>

#include "baton/base/utf8.h"

enum { NAME_MAX_BYTES = 60, GROUP_MAX = 48, SENTENCE_MIN = 8 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return isalpha((unsigned char)c) && (unsigned char)c < 0x80; }
static bool is_word_byte(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; }

/* Words that make what follows an example, an instruction, or something that is over. */
static bool word_denies(Str word)
{
    static const char *const words[] = {
        "print", "prints", "printed", "printing", "write", "writes", "say", "says", "saying", "said", "emit",
        "emits", "log", "logs", "reply", "respond", "example", "examples", "eg", "e", "g", "format", "form",
        "template", "usage", "syntax", "pattern", "use", "using", "then", "stop", "if", "when", "no", "never",
        "not", "without", "rule", "step", "former", "previous", "past", "earlier", "old", "resolved", "closed",
        "done", "fixed", "sample", "quote", "quoted", "expected", "send", "return", "returns", "show", "shows",
        "display", "type", "like", "regex", "grep", "echo", "printf", "x", "must", "should", "to", "de", "pre",
        "instead", "protocol", "convention", "instruction", "instructions", "prompt",
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ieq(word, str_from(words[i])))
            return true;
    return false;
}

static bool is_level(Str word)
{
    static const char *const words[] = {
        "debug", "trace", "info", "notice", "warn", "warning", "error", "err", "alert", "critical", "crit", "fatal",
        "utc", "gmt", "am", "pm",
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ieq(word, str_from(words[i])))
            return true;
    return false;
}

/* A sign that warns: ⚠ ⛔ ❗ ❕ ❌ ‼ 🚨 🛑 🔴 🆘 📣 📢 🔺 🚩. */
static bool is_warning(int32_t cp)
{
    static const int32_t signs[] = {
        0x26a0, 0x26d4, 0x2757, 0x2755, 0x274c, 0x203c, 0x2049, 0x1f6a8, 0x1f6d1, 0x1f534, 0x1f198, 0x1f4e3,
        0x1f4e2, 0x1f53a, 0x1f6a9,
    };
    for (size_t i = 0; i < ARRAY_LEN(signs); i++)
        if (signs[i] == cp)
            return true;
    return false;
}

/* Signs that tick a thing off: ✅ ☑ ✓ ✔ 🟢. */
static bool is_tick(int32_t cp)
{
    return cp == 0x2705 || cp == 0x2611 || cp == 0x2713 || cp == 0x2714 || cp == 0x1f7e2;
}

static bool is_sign(int32_t cp)
{
    if (cp >= 0x2018 && cp <= 0x201f)           /* quote marks: people write about it */
        return false;
    return cp == 0xa0 || cp == 0xb7 || cp == 0xbb || (cp >= 0x2000 && cp <= 0x206f) || (cp >= 0x2190 && cp <= 0x2bff) ||
        (cp >= 0xfe00 && cp <= 0xfe0f) || cp == 0xfeff || cp == 0x3000 || (cp >= 0x1f000 && cp <= 0x1faff);
}

/*
 * Characters that the bytes 0x80 to 0xff are in Windows-1252 and Latin-1.  A word of nothing else that
 * begins as UTF-8 read so does (â, ð, ï, Ã, Â) is what is left of a sign, also where a blank was lost.
 */
static bool is_misread(int32_t cp)
{
    static const int32_t high[] = {
        0x20ac, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x17d, 0x2018,
        0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x17e, 0x178,
    };
    if (cp >= 0x80 && cp <= 0xff)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(high); i++)
        if (high[i] == cp)
            return true;
    return false;
}

static bool begins_misread(int32_t cp)
{
    return cp == 0xe2 || cp == 0xf0 || cp == 0xef || cp == 0xc3 || cp == 0xc2;
}

/* Bytes of a sign that was read in another encoding; 0: none is here. */
static size_t take_misread(Str s, EscalationLead *lead)
{
    size_t used = 0;
    for (int32_t cp, first = 0; used < s.len; first = 1) {
        size_t n = utf8_next(str_slice(s, used, s.len), &cp);
        if (!(first ? is_misread(cp) : begins_misread(cp)))
            break;
        used += n;
    }
    Str taken = str_slice(s, 0, used);
    if (used <= 2 || str_starts(taken, STR("\u00e2\u0153")))   /* one letter; ✅ and ✔ begin so */
        return 0;
    lead->warned = true;
    return used;
}

static size_t take_sign(Str s, EscalationLead *lead)
{
    int32_t cp;
    size_t n = utf8_next(s, &cp);
    if (cp >= 0 && cp < 0x80)
        return 0;
    if (cp < 0 || cp == 0xfffd) {               /* bytes that are no character any more were one */
        lead->warned = true;
        return n;
    }
    size_t misread = take_misread(s, lead);
    if (misread)
        return misread;
    lead->warned = lead->warned || is_warning(cp);
    return is_tick(cp) || !is_sign(cp) ? 0 : n;
}

/* Marks of Markdown, bullets, and the colon behind a level or a name. */
static size_t take_mark(Str s, EscalationLead *lead)
{
    char c = s.data[0];
    bool blank_follows = s.len > 1 && (s.data[1] == ' ' || s.data[1] == '\t');
    if (c == '#')
        lead->heading = true;
    if (strchr(" \t*_>|#:,!?", c) && c)
        return 1;
    return (c == '-' || c == '+') && blank_follows ? 1 : 0;
}

/* "12. ", "3) ": an entry of a list. */
static size_t take_number(Str s)
{
    size_t n = 0;
    while (n < s.len && n < 4 && is_digit(s.data[n]))
        n++;
    return n && n + 1 < s.len && strchr(".)", s.data[n]) && s.data[n + 1] == ' ' ? n + 1 : 0;
}

/* "2026-01-02T10:11:12.5Z", "10:11:12", "1700000000.25": not "42:", which is a line that grep found. */
static size_t take_time(Str s, EscalationLead *lead)
{
    size_t n = 0, colons = 0, dashes = 0, digits = 0;
    while (n < s.len && (is_digit(s.data[n]) || strchr("-:.,+TZ/", s.data[n]))) {
        bool pair = n && n + 2 < s.len && is_digit(s.data[n - 1]) && is_digit(s.data[n + 1]) && is_digit(s.data[n + 2]);
        colons += s.data[n] == ':' && pair;
        dashes += strchr("-/", s.data[n]) && pair;
        digits += is_digit(s.data[n]);
        n++;
    }
    if (!n || !is_digit(s.data[0]) || (!colons && dashes < 2 && digits < 10))
        return 0;
    lead->timed = true;
    return n;
}

/* What stands in brackets or before a colon may be a name; levels and times are none. */
static void note_speaker(EscalationLead *lead, Str name)
{
    while (name.len && strchr("@/", name.data[0]))
        name = str_slice(name, 1, name.len);
    if (name.len && is_letter(name.data[0]) && !is_level(name))
        lead->speaker = name;
}

/* "[INFO]", "(backend-engineer)", "`backend-engineer`", "[ ]", "[2026-01-02 10:11]". */
static size_t take_group(Str s, EscalationLead *lead)
{
    const char *open = strchr("[(`", s.data[0]);
    if (!open || !s.data[0])
        return 0;
    ptrdiff_t close = str_chr(str_slice(s, 1, GROUP_MAX), "])`"[open - "[(`"]);
    if (close < 0)
        return 0;
    Str inside = str_trim(str_slice(s, 1, 1 + (size_t)close));
    for (size_t i = 0; i < inside.len; i++)
        if (!is_word_byte(inside.data[i]) && !strchr(" .:,+/@", inside.data[i]))
            return 0;
    if (word_denies(inside) || (*open == '`' && str_chr(inside, ' ') >= 0))
        return 0;
    lead->timed = lead->timed || inside.len > 0;
    note_speaker(lead, inside);
    return (size_t)close + 2;
}

/* The separators that may stand behind a name. */
static bool separates(Str s)
{
    static const char *const marks[] = {
        ":", "|", "> ", "- ", "\u00bb", "\u203a", "\u2014", "\u2013", "\u2502", "\u2192",
    };
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_starts(s, str_from(marks[i])))
            return true;
    return false;
}

static size_t span_of(Str s, const char *set)
{
    size_t n = 0;
    while (n < s.len && s.data[n] && strchr(set, s.data[n]))
        n++;
    return n;
}

/*
 * Who speaks: "backend-engineer:", "@dba ", "Backend Engineer:", "INFO ".  Several words count only
 * with capitals; the caller asks for more then.
 */
static size_t take_name(Str s, EscalationLead *lead)
{
    bool marked = s.data[0] == '@' || s.data[0] == '/';
    size_t n = marked, words = 0;
    for (;;) {
        size_t from = n;
        if (from >= MIN(s.len, (size_t)NAME_MAX_BYTES) || !is_letter(s.data[from]) ||
            (words && !isupper((unsigned char)s.data[from])))
            return 0;
        while (n < s.len && n < NAME_MAX_BYTES && is_word_byte(s.data[n]))
            n++;
        Str word = str_slice(s, from, n), rest = str_slice(s, n, s.len);
        if (word_denies(word) || word.data[word.len - 1] == '-' || ++words > 3)
            return 0;
        size_t close = span_of(rest, "*_"), gap = span_of(str_slice(rest, close, rest.len), " \t");
        bool level = words == 1 && is_level(word), ends = close + gap == rest.len;
        lead->timed = lead->timed || level;
        lead->phrase = lead->phrase || words > 1;
        if (separates(str_slice(rest, close + gap, rest.len))) {
            note_speaker(lead, str_slice(s, 0, n));
            return n + close;
        }
        bool alone = marked || level || (lead->timed && (ends || (unsigned char)rest.data[close + gap] >= 0x80));
        if (words == 1 && gap && alone) {
            note_speaker(lead, str_slice(s, 0, n));
            return n + close;
        }
        if (!gap || close)
            return 0;
        n += gap;
    }
}

/* A sentence that ended and tells nobody to print anything. */
static bool is_sentence(Str s)
{
    s = str_trim(s);
    while (s.len && (unsigned char)s.data[s.len - 1] >= 0x80)
        s.len--;
    s = str_trim(s);
    if (s.len < SENTENCE_MIN || !strchr(".!?", s.data[s.len - 1]) || str_ends(s, STR("..")))
        return false;
    for (size_t i = 0; i < s.len;) {
        size_t from = i;
        while (i < s.len && is_word_byte(s.data[i]))
            i++;
        if (i > from && word_denies(str_slice(s, from, i)))
            return false;
        if (i < s.len && strchr("\"`<[{", s.data[i]))
            return false;
        i += i == from;
    }
    return true;
}

static bool ends_in_warning(Str s)
{
    EscalationLead at_end = { 0 };
    s = str_trim(s);
    size_t from = s.len;
    while (from && (unsigned char)s.data[from - 1] >= 0x80)
        from--;
    for (size_t n; from < s.len; from += n)
        if (!(n = take_sign(str_slice(s, from, s.len), &at_end)))
            return false;
    return at_end.warned;
}

bool escalation_lead(Str before, EscalationLead *ret)
{
    EscalationLead lead = { .table = str_starts(before, STR("|")) };
    for (Str rest = before; rest.len;) {
        size_t n = take_mark(rest, &lead);
        n = n ? n : take_number(rest);
        n = n ? n : take_time(rest, &lead);
        n = n ? n : take_group(rest, &lead);
        n = n ? n : take_name(rest, &lead);
        n = n ? n : take_sign(rest, &lead);
        if (!n) {
            *ret = (EscalationLead){ .prose = true, .warned = true };
            return ends_in_warning(before) && is_sentence(before);
        }
        rest = str_slice(rest, n, rest.len);
    }
    *ret = lead;
    return true;
}
