/*
 * fold_escalation.c - an agent that stopped: a new escalation, or once more the one that waits.
 *
 * Agents repeat themselves with small differences.  Two escalations have one cause when run, agent
 * and reason agree, the reason without case, runs of blanks and punctuation at its end.
 */
#include <ctype.h>

#include "baton/base/digest.h"
#include "fold.h"

static bool is_end_mark(char c)
{
    return c == ' ' || c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?';
}

static void add_reason(Buf *out, const char *reason)
{
    for (const char *p = reason; *p; p++) {
        if (!strchr(" \t\r\n", *p))
            buf_addc(out, *p >= 'A' && *p <= 'Z' ? (char)(*p + 'a' - 'A') : *p);
        else if (out->len && out->data[out->len - 1] != ' ')
            buf_addc(out, ' ');
    }
    while (out->len && is_end_mark(out->data[out->len - 1]))
        buf_cut(out, out->len - 1);
}

static const char *cause_of(const Fold *f)
{
    CLEANUP(buf_done) Buf reason = BUF_INIT;
    uint8_t digest[DIGEST_SIZE];
    char *hex = arena_alloc(f->a, DIGEST_HEX_SIZE);
    DigestFields *d = digest_fields_new();

    add_reason(&reason, f->e->reason);
    digest_fields_add(d, f->e->run);
    digest_fields_add(d, f->slug);
    digest_fields_add(d, reason.data);
    digest_fields_end(d, digest);
    hex_from(digest, sizeof digest, hex);
    return hex;
}

static int raise_again(Fold *f, const char *cause)
{
    return sql_run(
        f->s,
        "UPDATE escalation SET count = count + 1, last_at = max(last_at, ?2), "
        "to_name = CASE WHEN ?3 = '' THEN to_name ELSE ?3 END, "
        "task = CASE WHEN ?4 = '' THEN task ELSE ?4 END "
        "WHERE number = (SELECT max(number) FROM escalation "
        "WHERE state IN ('open', 'acknowledged') AND cause = ?1)",
        "titt", cause, f->e->at, fold_text(f, "to"), fold_text(f, "task"));
}

int escalation_raise(Fold *f)
{
    const Event *e = f->e;
    const char *cause = cause_of(f);
    int r = raise_again(f, cause);

    if (r < 0 || sqlite3_changes(f->s->db))
        return r;
    return sql_run(
        f->s,
        "INSERT INTO escalation VALUES((SELECT ifnull(max(number), 0) + 1 FROM escalation),"
        "?,?,'open',?,?,?,?,?,?,?,1,?,?)",
        "tttttttttii", e->id, cause, f->slug, e->agent, fold_text(f, "to"), e->reason, e->run,
        fold_text(f, "task"), source_text(e->source), e->at, e->at);
}
