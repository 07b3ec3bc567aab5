/*
 * fold_check.c - evidence about a revision: its diff, and what each check found, the last word of each.
 */
#include "fold.h"

int fold_handoff_evidence(Fold *f)
{
    return sql_run(f->s, "UPDATE revision SET evidence_seq = ?3 WHERE handoff = ?1 AND digest = ?2", "tti",
                   f->e->subject, fold_text(f, "revision"), f->e->seq);
}

static const char *text_in(const Json *check, const char *key)
{
    const char *text = json_get_str(check, key);
    return text ? text : "";
}

static const char *findings_in(Arena *a, const Json *check)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    const Json *list = json_get(check, "findings");

    if (!json_is_array(list) || !json_len(list))
        return "[]";
    json_write(&out, list, false);
    return arena_str(a, buf_str(&out));
}

/* It keeps its place when it is reported again. */
static int put(Fold *f, const char *revision, const Json *check)
{
    CheckState state = CHECK_SKIPPED;
    const char *name = text_in(check, "name");

    if (!*name || check_state_parse(text_in(check, "state"), &state) < 0)
        return 0;
    return sql_run(
        f->s,
        "INSERT OR REPLACE INTO check_result VALUES(?1,?2,?3,"
        "ifnull((SELECT place FROM check_result WHERE handoff = ?1 AND revision = ?2 AND name = ?3), "
        "(SELECT ifnull(max(place), 0) + 1 FROM check_result WHERE handoff = ?1 AND revision = ?2)),"
        "?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
        "ttttttitiiiii", f->e->subject, revision, name, check_state_text(state), text_in(check, "why"),
        findings_in(f->a, check), json_get_int(check, "findings_more", 0), text_in(check, "output"),
        json_get_int(check, "output_dropped", 0), json_get_int(check, "status", 0),
        json_get_int(check, "ms", 0), f->e->at, f->e->seq);
}

static bool has_revision(Fold *f, const char *digest)
{
    return sql_int(f->s, "SELECT 1 FROM revision WHERE handoff = ? AND digest = ? LIMIT 1", "tt", f->e->subject,
                   digest) == 1;
}

int fold_check_reported(Fold *f)
{
    const char *revision = fold_text(f, "revision");
    int r = 0;

    if (!has_revision(f, revision))
        return 0;
    for (const Json *check = json_first(json_get(f->body, "checks")); r == 0 && check; check = json_next(check))
        if ((r = put(f, revision, check)) == 0)
            r = escalation_by_check(f, revision, check);
    return r;
}
