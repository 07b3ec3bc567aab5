/*
 * decisions_title.c - ids and dates at the edges of the title of a decision.
 */
#include "decisions.h"

static size_t digits_len(Str s)
{
    size_t n = 0;
    while (n < s.len && text_is_digit(s.data[n]))
        n++;
    return n;
}

/* "2026-04-12", "2026/4/2", "2026.04.12". */
static size_t numeric_date_len(Str s)
{
    if (digits_len(s) != 4 || s.len < 8 || !strchr("-/.", s.data[4]))
        return 0;
    size_t month = digits_len(str_slice(s, 5, s.len)), at = 5 + month + 1;
    if (!month || month > 2 || at >= s.len || s.data[at - 1] != s.data[4])
        return 0;
    size_t day = digits_len(str_slice(s, at, s.len));
    return day && day <= 2 ? at + day : 0;
}

static size_t month_len(Str s)
{
    static const char names[] = "january|february|march|april|may|june|july|august|september|"
                                "october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|"
                                "oct|nov|dec";
    size_t n = 0;
    while (n < s.len && text_is_alpha(s.data[n]))
        n++;
    return n >= 3 && text_is_one_of(str_slice(s, 0, n), names) ? n : 0;
}

static size_t blanks_len(Str s)
{
    size_t n = 0;
    while (n < s.len && (s.data[n] == ' ' || s.data[n] == ',' || s.data[n] == '.'))
        n++;
    return n;
}

/* "Apr 12, 2026", "12 Apr 2026". */
static size_t named_date_len(Str s)
{
    bool day_first = s.len && text_is_digit(s.data[0]);
    size_t at = 0;
    for (int part = 0; part < 3; part++) {
        Str rest = str_slice(s, at, s.len);
        bool month = part == (day_first ? 1 : 0);
        size_t n = month ? month_len(rest) : digits_len(rest);
        if (!n || (!month && (part == 2 ? n != 4 : n > 2)))
            return 0;
        at += n;
        at += part < 2 ? blanks_len(str_slice(s, at, s.len)) : 0;
    }
    return at;
}

static size_t clock_len(Str s)
{
    size_t blank = s.len && (s.data[0] == ' ' || s.data[0] == 'T'), hours, minutes;
    Str rest = str_slice(s, blank, s.len);
    hours = digits_len(rest);
    if (!blank || hours != 2 || rest.len < 5 || rest.data[2] != ':')
        return 0;
    minutes = digits_len(str_slice(rest, 3, rest.len));
    return minutes == 2 ? blank + 5 : 0;
}

size_t date_len(Str s)
{
    size_t n = numeric_date_len(s);
    n = n ? n : named_date_len(s);
    if (n)
        n += clock_len(str_slice(s, n, s.len));
    return n && (n == s.len || !text_is_alnum(s.data[n])) ? n : 0;
}

/* "ADR-001", "ADR-FE-01", "D1", "DEC067", "Decision 3", "ADR 7", "#12". */
static size_t ref_len(Str s)
{
    size_t n = 0, letters = 0, digits = 0;
    bool upper = true, joined = false;
    for (; n < s.len && (text_is_alnum(s.data[n]) || strchr("-_#", s.data[n])); n++) {
        digits = text_is_digit(s.data[n]) ? digits + 1 : 0;
        letters += text_is_alpha(s.data[n]);
        upper &= !(s.data[n] >= 'a' && s.data[n] <= 'z');
        joined |= s.data[n] == '-';
    }
    bool word = text_is_one_of(str_slice(s, 0, n), "adr|decision|dec|d|rfc|entscheidung|decisão");
    if (word && n + 1 < s.len && s.data[n] == ' ') {
        size_t hash = s.data[n + 1] == '#', more = digits_len(str_slice(s, n + 1 + hash, s.len));
        return more ? n + 1 + hash + more : 0;
    }
    if (!digits || n > 24 || !(letters || s.data[0] == '#') || (letters && !upper && !joined))
        return 0;
    bool closed = n == s.len || strchr(":].)|*", s.data[n]) || (unsigned char)s.data[n] >= 0x80;
    bool dashed = n + 1 < s.len && s.data[n] == ' ' && text_skip_symbols(str_slice(s, n, s.len)).data != s.data + n + 1;
    return closed || dashed || joined ? n : 0;
}

static Str skip_separators(Str s)
{
    for (;;) {
        Str before = s;
        s = text_skip_symbols(s);
        if (str_starts(s, STR("：")))
            s = str_slice(s, 3, s.len);
        while (s.len && strchr(":.)|·]", s.data[0]))
            s = str_slice(s, 1, s.len);
        if (s.len == before.len)
            return s;
    }
}

/* Takes an id or a date that the rest begins with, with brackets around it or none. */
static bool take_edge(DecisionTitle *t, Str *rest)
{
    Str s = *rest;
    bool bracket = s.len && (s.data[0] == '[' || s.data[0] == '(');
    Str inner = str_slice(s, bracket, s.len);
    size_t n = t->date.len ? 0 : date_len(inner);
    Str *field = n ? &t->date : &t->ref;
    if (!n)
        n = t->ref.len ? 0 : ref_len(inner);
    bool closes = n < inner.len && (inner.data[n] == ']' || inner.data[n] == ')');
    if (!n || (bracket && !closes))
        return false;
    *field = str_slice(inner, 0, n);
    *rest = skip_separators(str_slice(inner, n + (bracket && closes), inner.len));
    return true;
}

/* "… (2026-04-12)", "… [Accepted]", "… — 2026-04-12". */
static void take_end(DecisionTitle *t)
{
    static const char states[] = "accepted|proposed|superseded|rejected|deprecated|draft|approved|"
                                 "active|implemented|pending|final|reversed|withdrawn|decided";
    Str s = t->title;
    bool bracket = s.len > 2 && (s.data[s.len - 1] == ')' || s.data[s.len - 1] == ']');
    size_t from = s.len;
    while (from && (bracket ? s.data[from - 1] != '(' && s.data[from - 1] != '['
                            : !strchr(" ", s.data[from - 1])))
        from--;
    Str inner = str_slice(s, from, s.len - bracket);
    if (from < 2 || !inner.len)
        return;
    size_t n = date_len(inner);
    if (n == inner.len && !t->date.len)
        t->date = inner;
    else if (bracket && text_is_one_of(inner, states))
        t->status = inner;
    else
        return;
    t->title = text_drop_symbols(str_slice(s, 0, from - bracket));
    while (t->title.len && strchr(" :|-", t->title.data[t->title.len - 1]))
        t->title.len--;
}

DecisionTitle decision_title(Str s)
{
    Str rest = text_marks_off(s);
    if (rest.len && !strchr("*_`~", rest.data[0]))
        rest = text_marks_off(text_skip_symbols(rest));
    DecisionTitle t = { 0 };
    while (rest.len && take_edge(&t, &rest))
        t.leads = true;
    t.title = text_marks_off(rest);
    if (str_ends(t.title, STR(":")))
        t.title.len--;
    take_end(&t);
    take_end(&t);
    return t;
}
