/*
 * escalation_line.c - one line of text: does an agent stop here?
 *
 * A false alarm wakes a person at night, a miss leaves an agent waiting.  So a line has to look like
 * the print itself, from its first byte on:
 *
 *   LEAD ESCALATION: REASON. Routing to /AGENT.
 *
 * LEAD may be a bullet, ">", emphasis, an open box, a time, a log level, who speaks, a sign of warning
 * in any spelling that captures leave of it.  Any other word before it makes the line prose, an
 * instruction or a quotation, as do quote marks and backticks: there people write about the line.  One
 * exception: after a sentence that ended, a line with the sign, capitals and a receiver is a print,
 * unless that sentence tells somebody to print.
 *
 * The word alone is not enough: a sign, capitals, or a receiver must be there as well, so that
 * "Escalation: senior engineers" in a list of contacts stays quiet.  REASON must be one: no form to
 * fill in, no "none", no word of state that says it is over, no rule that says when to escalate.
 */
#include "escalation_parts.h"

#include <ctype.h>

enum {
    LEAD_MAX = 400,             /* what stands before the word is short, or it is text */
    TRIES_MAX = 4,              /* occurrences of the word that are looked at, in one line */
};

#define WORD STR("escalation")

typedef struct {
    size_t at, end;             /* the word */
    bool capitals;
} Word;

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_';
}

static bool find_word(Str line, size_t from, Word *w)
{
    for (;;) {
        ptrdiff_t i = str_ifind(str_slice(line, from, from + LEAD_MAX + WORD.len), WORD);
        if (i < 0)
            return false;
        *w = (Word){ from + (size_t)i, from + (size_t)i + WORD.len, true };
        bool inside = (w->at && is_name_byte(line.data[w->at - 1]) && line.data[w->at - 1] != '_') ||
            (w->end < line.len && is_name_byte(line.data[w->end]) && line.data[w->end] != '_');
        for (size_t k = w->at; k < w->end; k++)
            w->capitals = w->capitals && isupper((unsigned char)line.data[k]);
        if (!inside)
            return true;
        from = w->end;
    }
}

static size_t blanks(Str s, const char *set)
{
    size_t n = 0;
    while (n < s.len && strchr(set, s.data[n]) && s.data[n])
        n++;
    return n;
}

/* "REQUIRED", "(backend-engineer)", "[HIGH]" between the word and its colon. */
static size_t qualifier(Str s)
{
    static const char *const words[] = { "required", "needed", "raised", "alert", "notice", "request" };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_istarts(s, str_from(words[i])))
            return strlen(words[i]);
    ptrdiff_t close = str_starts(s, STR("(")) ? str_chr(s, ')') : str_starts(s, STR("[")) ? str_chr(s, ']') : -1;
    return close > 0 && close < 60 ? (size_t)close + 1 : 0;
}

/* Bytes of the mark that ends the head: a colon, or a dash between blanks.  0: something else is here. */
static size_t colon(Str s)
{
    static const char *const marks[] = { ":", "\xEF\xBC\x9A", "\xE2\x80\x94 ", "\xE2\x80\x93 ", "- " };
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_starts(s, str_from(marks[i])))
            return strlen(marks[i]);
    return 0;
}

/* "TO /agent" before the colon: "ESCALATION to /dba: …", "ESCALATION → /dba: …". */
static size_t addressed(Str s, Str *ret_to)
{
    static const char *const words[] = { "to ", "\xE2\x86\x92 ", "-> " };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (!str_istarts(s, str_from(words[i])))
            continue;
        size_t from = strlen(words[i]), to;
        from += blanks(str_slice(s, from, s.len), " /@*`");
        for (to = from; to < s.len && is_name_byte(s.data[to]); to++)
            ;
        *ret_to = str_slice(s, from, to);
        return to > from ? to + blanks(str_slice(s, to, s.len), "*` ") : 0;
    }
    return 0;
}

/* What stands behind the colon; false: there is none. */
static bool body_of(Str line, const Word *w, Str *ret_body, Str *ret_to)
{
    Str s = str_slice(line, w->end, line.len);
    s = str_slice(s, blanks(s, " *_"), s.len);
    s = str_slice(s, qualifier(s), s.len);
    s = str_slice(s, blanks(s, " *_"), s.len);
    s = str_slice(s, addressed(s, ret_to), s.len);
    size_t n = colon(s);
    s = str_trim(str_slice(s, n, s.len));
    *ret_body = str_slice(s, blanks(s, " *_\t"), s.len);
    return n > 0 && ret_body->len > 0;
}

/* Of a row of a table this cell; a later one may say that it is over. */
static bool cut_cell(Str *body)
{
    Str rest = *body;
    *body = escalation_bare(str_cut(&rest, '|'));
    while (rest.len) {
        Str cell = escalation_bare(str_cut(&rest, '|'));
        if (escalation_reports_end(cell))
            return false;
    }
    return body->len > 0;
}

/* Is there enough besides the word? */
static bool convinces(const EscalationLead *lead, const Word *w, const EscalationReceiver *r)
{
    if (lead->prose)
        return lead->warned && w->capitals && r->named;
    if (lead->heading || lead->phrase)
        return lead->warned || r->named;
    return lead->warned || w->capitals || r->named;
}

static bool read_at(Str line, const Word *w, EscalationLine *ret)
{
    EscalationLead lead;
    EscalationReceiver r;
    Str body, addressee = STR("");
    if (w->at > LEAD_MAX || !body_of(line, w, &body, &addressee))
        return false;
    if (!escalation_lead(str_slice(line, 0, w->at), &lead) || (lead.table && !cut_cell(&body)))
        return false;
    if (!escalation_receiver(body, false, &r))
        return false;
    if (addressee.len && !r.to.len)
        r = (EscalationReceiver){ addressee, body, true };
    Str reason = escalation_bare(r.reason), whole = escalation_bare(body);
    if (!reason.len)
        reason = whole;
    if (!reason.len || !convinces(&lead, w, &r) || escalation_blank_form(r.reason.len ? r.reason : body) ||
        escalation_says_none(reason) || escalation_reports_end(reason) || (!r.to.len && escalation_instructs(reason)))
        return false;
    *ret = (EscalationLine){ reason, r.to, lead.speaker };
    return true;
}

bool escalation_line(Str line, EscalationLine *ret)
{
    Word w;
    line = str_trim(line);
    for (size_t from = 0, i = 0; i < TRIES_MAX && find_word(line, from, &w); i++, from = w.end)
        if (read_at(line, &w, ret))
            return true;
    return false;
}

bool escalation_in(Str text, EscalationLine *ret)
{
    if (str_ifind(text, WORD) < 0)
        return false;
    for (Str line; str_next_line(&text, &line);)
        if (escalation_line(line, ret))
            return true;
    return false;
}
