/*
 * escalation_reason.c - is the text behind "ESCALATION:" a reason, or the place for one?
 */
#include "escalation_parts.h"

#include <ctype.h>

Str escalation_bare(Str text)
{
    size_t before;
    do {
        before = text.len;
        text = str_trim(text);
        while (text.len && strchr("*_", text.data[0]))
            text = str_slice(text, 1, text.len);
        while (text.len && strchr("*_.;,|", text.data[text.len - 1]))
            text.len--;
        static const char *const tails[] = { "\u2502", "\u2551", "\u2014", "\u2013", " -", "(" };
        for (size_t i = 0; i < ARRAY_LEN(tails); i++)
            if (str_ends(text, str_from(tails[i])))
                text.len -= strlen(tails[i]);
        if (text.len > 1 && text.data[0] == text.data[text.len - 1] && strchr("\"'`", text.data[0]) &&
            str_chr(str_slice(text, 1, text.len - 1), text.data[0]) < 0)
            text = str_slice(text, 1, text.len - 1);
    } while (text.len != before);
    return text;
}

static bool is_one_of(Str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_ieq(text, str_from(words[i])))
            return true;
    return false;
}

static bool begins_with(Str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_istarts(text, str_from(words[i])))
            return true;
    return false;
}

/* The first word of what stands in brackets of a form. */
bool escalation_asks_to_fill_in(Str inside)
{
    static const char *const words[] = {
        "reason", "agent", "why", "what", "describe", "description", "explain", "explanation", "insert", "your",
        "brief", "short", "specific", "summary", "issue", "problem", "the", "a", "an", "recommended",
        "recommended-agent", "agent-name", "agent_name", "name", "role", "blocker", "details", "message", "text",
        "context", "one-line", "task", "target", "other-agent", "next-agent", "appropriate", "correct", "right",
        "relevant", "suggested", "receiver",
    };
    for (size_t i = 0; i < inside.len; i++)
        if (isdigit((unsigned char)inside.data[i]))
            return false;
    inside = str_trim(inside);
    size_t n = 0;
    while (n < inside.len && (isalpha((unsigned char)inside.data[n]) || inside.data[n] == '-'))
        n++;
    return is_one_of(str_slice(inside, 0, n), words, ARRAY_LEN(words));
}

/* Agents leave the brackets of a form around what they put there: "[RLS policy is missing]". */
static bool filled_in(Str group)
{
    size_t blanks = 0;
    for (size_t i = 0; i < group.len; i++)
        blanks += group.data[i] == ' ';
    return group.data[0] == '[' && blanks >= 2;
}

/* One group in brackets, anywhere: "<reason>"; not "[the file](src/a.c)". */
static bool has_form_group(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char *open = text.data[i] ? strchr("[<{", text.data[i]) : NULL;
        if (!open)
            continue;
        ptrdiff_t close = str_chr(str_slice(text, i, i + 120), "]>}"[open - "[<{"]);
        if (close < 0)
            continue;
        size_t end = i + (size_t)close + 1;
        bool link = end < text.len && text.data[end] == '(';
        if (!link && escalation_asks_to_fill_in(str_slice(text, i + 1, end - 1)))
            return true;
        i = end - 1;
    }
    return false;
}

bool escalation_blank_form(Str reason)
{
    static const char *const words[] = {
        "\u2026", "...", "reason", "reason here", "the reason", "your reason", "brief reason", "short reason", "why",
        "description", "brief description", "xxx", "foo", "x", "y", "lorem ipsum", "%s", "$reason", "${reason}",
        "tbd", "todo", "reason.", "<>", "[]", "{}", "???", "_",
    };
    reason = str_trim(reason);
    while (reason.len && strchr("*_`\"'", reason.data[0]))
        reason = str_trim(str_slice(reason, 1, reason.len));
    while (reason.len && strchr("*_`\"'", reason.data[reason.len - 1]))
        reason.len--, reason = str_trim(reason);
    Str bare = escalation_bare(reason);
    if (is_one_of(reason, words, ARRAY_LEN(words)) || is_one_of(bare, words, ARRAY_LEN(words)))
        return true;
    bool dots = bare.len == 0;
    char open = bare.len ? bare.data[0] : '\0', close = bare.len ? bare.data[bare.len - 1] : '\0';
    bool group = (open == '[' && close == ']') || (open == '<' && close == '>') || (open == '{' && close == '}');
    bool one = group && str_chr(str_slice(bare, 1, bare.len), open) < 0;
    return (dots && reason.len) || (one && !filled_in(bare)) || has_form_group(bare);
}

/* A word of state that stands alone, or goes on as a report does: "resolved by …", "closed (…)". */
static bool reports(Str text, Str word)
{
    static const char *const on[] = { "by ", "on ", "at ", "with ", "in ", "since ", "after ", "per ", "as of " };
    if (!str_istarts(text, word))
        return false;
    Str rest = str_slice(text, word.len, text.len);
    if (rest.len && (isalnum((unsigned char)rest.data[0]) || rest.data[0] == '-' || rest.data[0] == '_'))
        return false;
    Str next = str_trim(rest);
    return !next.len || !isalnum((unsigned char)next.data[0]) || isdigit((unsigned char)next.data[0]) ||
        begins_with(next, on, ARRAY_LEN(on));
}

/* "(none)", "[resolved by qa]". */
static Str inner(Str reason)
{
    reason = escalation_bare(reason);
    if (reason.len > 2 && strchr("([", reason.data[0]) && strchr(")]", reason.data[reason.len - 1]))
        reason.len--;
    while (reason.len && strchr("~([ ", reason.data[0]) && !str_istarts(reason, STR("[x]")))
        reason = str_slice(reason, 1, reason.len);
    return reason;
}

bool escalation_says_none(Str reason)
{
    static const char *const alone[] = {
        "none", "n/a", "na", "nil", "null", "no", "nothing", "nobody", "false", "true", "yes", "not needed",
        "not required", "not applicable", "optional", "0", "-", "--", "\u2014", "\u2013", "no one", "not yet",
        "off", "on", "low", "medium", "high", "not any more", "no longer needed", "empty", "clear",
    };
    static const char *const begin[] = {
        "no escalation", "no open escalation", "no pending", "no active escalation", "no current", "nothing to ",
        "none at ", "none yet", "none needed", "none required", "none so ", "none this ", "none for ", "none open",
        "none pending", "none currently", "none right", "none (", "none -", "none,", "none;", "none \u2014",
        "none \u2013", "none.", "none outstanding", "none active", "none seen", "none found",
        "none raised", "n/a ", "not applicable", "not needed ",
        "not required ",
    };
    reason = inner(reason);
    return is_one_of(reason, alone, ARRAY_LEN(alone)) || begins_with(reason, begin, ARRAY_LEN(begin));
}

bool escalation_reports_end(Str reason)
{
    static const char *const marks[] = { "\u2705", "\u2714", "\u2611", "[x]", "\u00e2\u0153\u2026" };
    static const char *const states[] = {
        "resolved", "closed", "done", "cleared", "withdrawn", "cancelled", "canceled", "handled", "answered",
        "fixed", "completed", "obsolete", "superseded", "solved",
    };
    reason = inner(reason);
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_starts(reason, str_from(marks[i])))
            return true;
    for (size_t i = 0; i < ARRAY_LEN(states); i++)
        if (reports(reason, str_from(states[i])))
            return true;
    return false;
}

bool escalation_instructs(Str reason)
{
    static const char *const begin[] = {
        "if you", "if an ", "if a ", "if the agent", "if any", "if outside", "if blocked", "if unsure", "if out",
        "if work", "if it ", "if something", "when you", "when an ", "when a ", "when blocked", "when the agent",
        "when to ", "when in ", "when out", "whenever", "in case ", "always ", "stop and", "stop immediately", "log an",
        "log the", "print ", "use the ", "use this", "agents must", "agents should", "agents may", "every agent",
        "any agent", "must be ", "should be ", "see section", "see the ", "see [", "how to ", "who to ", "whom to ",
        "what to ", "steps ", "raise an ", "raise it", "do not ", "never ", "protocol", "path ", "rules",
    };
    return begins_with(escalation_bare(reason), begin, ARRAY_LEN(begin));
}
