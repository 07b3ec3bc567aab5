/*
 * escalation.c - what is one cause, and what may be done about it in which state.
 */
#include "baton/model/escalation.h"

#include <ctype.h>

#include "baton/base/file.h"
#include "baton/base/utf8.h"

/* ---- the reason, as causes compare it ---- */

static bool is_blank(int32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xa0 || (cp >= 0x2000 && cp <= 0x200b) || cp == 0x202f ||
           cp == 0x3000 || cp == 0xfeff;
}

/* Emphasis, code, quotation marks: agents put them where they like. */
static bool is_decoration(int32_t cp)
{
    return (cp < 0x80 && cp > 0 && strchr("*`~\"'", (int)cp)) || (cp >= 0x2018 && cp <= 0x201f);
}

static bool is_end_mark(char c)
{
    return c == ' ' || c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '_';
}

static Str without_end_marks(Str s)
{
    static const char ellipsis[] = "\xE2\x80\xA6";
    const Str dots = str_from(ellipsis);

    while (s.len && (is_end_mark(s.data[s.len - 1]) || str_ends(s, dots)))
        s.len -= is_end_mark(s.data[s.len - 1]) ? 1 : dots.len;
    return s;
}

/* Bullets, quotes and headings: "- ", "> ", "# ", and "_" before the first word. */
static Str without_lead(Str s)
{
    while (s.len && strchr("->#+_ ", s.data[0]))
        s = str_slice(s, 1, s.len);
    return s;
}

static void add_plain(Buf *out, Str s)
{
    int32_t cp;

    for (size_t n; s.len; s = str_slice(s, n, s.len)) {
        n = utf8_next(s, &cp);
        if (is_blank(cp))
            buf_adds(out, out->len && out->data[out->len - 1] != ' ' ? " " : "");
        else if (cp >= 'A' && cp <= 'Z')
            buf_addc(out, (char)(cp + 'a' - 'A'));
        else if (!is_decoration(cp))
            buf_add(out, s.data, n);
    }
}

void escalation_key(Str reason, Buf *out)
{
    CLEANUP(buf_done) Buf plain = BUF_INIT;
    EscalationLine line;

    add_plain(&plain, escalation_in(reason, &line) ? line.reason : reason);
    buf_add_str(out, without_end_marks(without_lead(buf_str(&plain))));
}

/* ---- acts ---- */

#define IN(state) (1u << ESCALATION_##state)

static const struct {
    unsigned states;
    EscalationState becomes;    /* a comment: as it was */
} acts[] = {
    [ESCALATION_ACT_ACK]     = { IN(OPEN), ESCALATION_ACKNOWLEDGED },
    [ESCALATION_ACT_RESOLVE] = { IN(OPEN) | IN(ACKNOWLEDGED) | IN(REROUTED), ESCALATION_RESOLVED },
    [ESCALATION_ACT_ROUTE]   = { IN(OPEN) | IN(ACKNOWLEDGED) | IN(REROUTED), ESCALATION_REROUTED },
    [ESCALATION_ACT_REOPEN]  = { IN(ACKNOWLEDGED) | IN(RESOLVED) | IN(REROUTED), ESCALATION_OPEN },
    [ESCALATION_ACT_COMMENT] = { ~0u, ESCALATION_OPEN },
};
_Static_assert(ARRAY_LEN(acts) == ESCALATION_ACT_COUNT, "one row per act");

static const char *const why[] = {
    [ESCALATION_OPEN] = "it is open: nothing was done about it yet",
    [ESCALATION_ACKNOWLEDGED] = "it is acknowledged: somebody looks at it already",
    [ESCALATION_RESOLVED] = "it is resolved: reopen it first",
    [ESCALATION_REROUTED] = "it is rerouted: another agent has it, reopen it to take it back",
};
_Static_assert(ARRAY_LEN(why) == ESCALATION_STATE_COUNT, "one sentence per state");

const char *escalation_act_refused(EscalationAct act, EscalationState state)
{
    BUG_ON((size_t)act >= ARRAY_LEN(acts) || (size_t)state >= ARRAY_LEN(why));
    return acts[act].states & 1u << state ? NULL : why[state];
}

EscalationState escalation_after(EscalationAct act, EscalationState state)
{
    BUG_ON((size_t)act >= ARRAY_LEN(acts));
    return act == ESCALATION_ACT_COMMENT ? state : acts[act].becomes;
}

bool escalation_is_over(EscalationState s)
{
    return s == ESCALATION_RESOLVED || s == ESCALATION_REROUTED;
}

/* ---- session files ---- */

/* "session-NNN-…" and "session-NNN.md"; "session-2026-01-03.md" is a day, and may be today. */
bool session_is_archived(const char *path)
{
    Str name = str_from(path_base(path));
    size_t digits = 0;

    if (!str_istarts(name, STR("session-")) || !str_ends(name, STR(".md")))
        return false;
    Str rest = str_slice(name, strlen("session-"), name.len);
    while (digits < rest.len && isdigit((unsigned char)rest.data[digits]))
        digits++;
    if (digits < 3 || !strchr("-.", rest.data[digits]))
        return false;
    return digits != 4 || rest.data[4] != '-' || !isdigit((unsigned char)rest.data[5]);
}
