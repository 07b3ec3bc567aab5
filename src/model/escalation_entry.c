/*
 * escalation_entry.c - an entry of a list of escalations: "needs RLS → dba", "needs RLS — resolved".
 *
 * The list says what its entries are, so the frame of the print may be missing; "none", forms to fill in and
 * rules are no entries here either.
 */
#include "escalation_parts.h"

/* "~~needs RLS~~": struck out, with what follows it. */
static bool struck(Str *text)
{
    if (!str_starts(*text, STR("~~")))
        return false;
    ptrdiff_t close = str_find(str_slice(*text, 2, text->len), STR("~~"));
    *text = str_slice(*text, 2, close < 0 ? text->len : (size_t)close + 2);
    return true;
}

/* "Resolved: needs RLS", "[closed] needs RLS", "\u2705 needs RLS". */
static bool begins_over(Str *text)
{
    if (!escalation_reports_end(*text))
        return false;
    ptrdiff_t colon = str_chr(str_slice(*text, 0, 40), ':'), close = str_chr(str_slice(*text, 0, 40), ']');
    ptrdiff_t at = MAX(colon, close);
    if (at > 0 && str_trim(str_slice(*text, (size_t)at + 1, text->len)).len)
        *text = str_slice(*text, (size_t)at + 1, text->len);
    return true;
}

/* The last group in brackets, or what stands behind the last dash: "… (resolved)", "… \u2014 done by qa". */
static ptrdiff_t tail_of(Str text, size_t *ret_mark)
{
    static const char *const marks[] = { "\u2014", "\u2013", " - ", "(", "[", ": ", ". ", "\u2705", "\u2714" };
    ptrdiff_t last = -1;
    for (size_t i = text.len; i-- > 0 && last < 0;)
        for (size_t k = 0; k < ARRAY_LEN(marks) && last < 0; k++)
            if (str_starts(str_slice(text, i, text.len), str_from(marks[k]))) {
                last = (ptrdiff_t)i;
                *ret_mark = k < ARRAY_LEN(marks) - 2 ? strlen(marks[k]) : 0;
            }
    return last;
}

static bool ends_over(Str *text)
{
    size_t mark;
    ptrdiff_t at = tail_of(*text, &mark);
    if (at <= 0 || !escalation_reports_end(str_slice(*text, (size_t)at + mark, text->len)))
        return false;
    *text = str_slice(*text, 0, (size_t)at);
    return true;
}

EscalationEntry escalation_entry(Str text, EscalationLine *ret)
{
    EscalationReceiver r;
    text = str_trim(text);
    bool over = struck(&text);
    over = begins_over(&text) || over;
    over = ends_over(&text) || over;
    EscalationEntry found = over ? ESCALATION_ENTRY_OVER : ESCALATION_ENTRY_OPEN;
    if (escalation_line(text, ret))
        return found;
    if (!escalation_receiver(text, true, &r) || escalation_blank_form(r.reason))
        return ESCALATION_ENTRY_NONE;
    Str reason = escalation_bare(r.reason.len ? r.reason : text);
    if (!reason.len || escalation_says_none(reason) || (!r.to.len && escalation_instructs(reason)))
        return ESCALATION_ENTRY_NONE;
    *ret = (EscalationLine){ .reason = reason, .to = r.to };
    return found;
}
