/*
 * fold_handoff.c - handoffs and their revisions.
 */
#include "fold.h"

typedef struct {
    int64_t number, revisions, submitted_at;
    const char *digest, *run;
    bool submitted;
} Before;

static int find(Fold *f, Before *ret_before)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s,
                  "SELECT number, revisions, submitted_at, digest, state, run FROM handoff "
                  "WHERE id = ?",
                  "t", f->e->subject);
    int r = sql_step(f->s, st);

    *ret_before = (Before){ .digest = "", .run = "" };
    if (r == 1)
        *ret_before = (Before){
            .number = sqlite3_column_int64(st, 0), .revisions = sqlite3_column_int64(st, 1),
            .submitted_at = sqlite3_column_int64(st, 2), .digest = sql_full_text(f->a, st, 3),
            .submitted = strcmp(sql_borrow(st, 4), "submitted") == 0,
            .run = sql_full_text(f->a, st, 5),
        };
    return MIN(r, 0);
}

static HandoffState state_of(const Fold *f)
{
    HandoffState state = HANDOFF_DRAFT;
    (void)handoff_state_parse(fold_text(f, "state"), &state);
    return state;
}

/* It waits since this revision became submitted; the same revision again does not start anew. */
static int64_t waits_since(const Fold *f, const Before *b, HandoffState state)
{
    if (state != HANDOFF_SUBMITTED)
        return 0;
    return b->submitted && strcmp(b->digest, fold_text(f, "digest")) == 0 ? b->submitted_at
                                                                          : f->e->at;
}

static int mention(Fold *f, const char *name)
{
    const char *slug = fold_slug(f, name);
    int r = *slug ? agent_mention(f, slug, name) : 0;
    return r < 0 || !*slug
               ? r
               : sql_run(f->s, "UPDATE agent SET in_handoff = 1 WHERE slug = ? AND file = ''", "t",
                         slug);
}

static int put(Fold *f, const Before *b)
{
    HandoffState state = state_of(f);
    const char *from = fold_text(f, "from");

    return sql_run(
        f->s,
        "INSERT OR REPLACE INTO handoff VALUES(CASE WHEN ?1 > 0 THEN ?1 ELSE "
        "(SELECT ifnull(max(number), 0) + 1 FROM handoff) END,"
        "?2,?3,?4,0,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)",
        "itttttttttttiiit", b->number, f->e->subject, handoff_state_text(state),
        fold_text(f, "file"), fold_slug(f, from), from, fold_text(f, "from_why"),
        fold_text(f, "to"), fold_text(f, "to_raw"), fold_text(f, "summary"), fold_text(f, "digest"),
        *f->e->run ? f->e->run : b->run, b->revisions + 1, waits_since(f, b, state), f->e->at,
        f->e->body);
}

int fold_handoff_revised(Fold *f)
{
    Before before;
    int r = *f->e->subject ? find(f, &before) : 0;

    if (r < 0 || !*f->e->subject)
        return r;
    r = put(f, &before);
    if (r == 0)
        r = mention(f, fold_text(f, "from"));
    return r == 0 ? mention(f, fold_text(f, "to")) : r;
}

int fold_handoff_gone(Fold *f)
{
    return sql_run(f->s, "UPDATE handoff SET gone = 1, updated_at = ?2 WHERE id = ?1", "ti",
                   f->e->subject, f->e->at);
}
