/*
 * fold_handoff.c - handoffs and their revisions.
 *
 * A file that says it is approved is not: a revision makes a draft or something to decide on, the
 * rest is fold_decision.c's.  What was decided, taken back or superseded stays as it is.
 */
#include "baton/model/policy.h"
#include "fold.h"

typedef struct {
    int64_t number, revisions, submitted_at;
    const char *digest, *run, *from;
    HandoffState state;
} Before;

static int find(Fold *f, Before *ret_before)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(f->s,
                  "SELECT number, revisions, submitted_at, digest, state, run, from_slug FROM handoff "
                  "WHERE id = ?",
                  "t", f->e->subject);
    int r = sql_step(f->s, st);

    *ret_before = (Before){ .digest = "", .run = "", .from = "" };
    if (r == 1) {
        *ret_before = (Before){
            .number = sqlite3_column_int64(st, 0), .revisions = sqlite3_column_int64(st, 1),
            .submitted_at = sqlite3_column_int64(st, 2), .digest = sql_full_text(f->a, st, 3),
            .run = sql_full_text(f->a, st, 5), .from = sql_full_text(f->a, st, 6),
        };
        (void)handoff_state_parse(sql_borrow(st, 4), &ret_before->state);
    }
    return MIN(r, 0);
}

/* What the ledger says of one revision; older ones knew the digest of the artifact only. */
typedef struct {
    HandoffState state;
    int64_t number;
    const char *digest, *artifact, *from, *run;
} Revised;

static const char *text_or(const Fold *f, const char *key, const char *other)
{
    const char *text = fold_text(f, key);
    return *text ? text : fold_text(f, other);
}

static Revised revised_read(const Fold *f, const Before *b)
{
    return (Revised){
        .state = strcmp(fold_text(f, "state"), "submitted") == 0 ? HANDOFF_SUBMITTED : HANDOFF_DRAFT,
        .number = b->revisions + 1,
        .digest = text_or(f, "revision", "digest"),
        .artifact = text_or(f, "artifact", "digest"),
        .from = fold_slug(f, fold_text(f, "from")),
        .run = *f->e->run ? f->e->run : b->run,
    };
}

/* It waits since this revision became submitted; the same revision again does not start anew. */
static int64_t waits_since(const Fold *f, const Before *b, const Revised *v)
{
    if (v->state != HANDOFF_SUBMITTED)
        return 0;
    return b->number && b->state == HANDOFF_SUBMITTED && strcmp(b->digest, v->digest) == 0 ? b->submitted_at
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

/* What is long stands in the event, and the files of each revision in its row: lists of handoffs are read often. */
static const char *body_kept(const Fold *f)
{
    static const char *const long_ones[] = { "text", "bytes", "files" };
    CLEANUP(json_free_ptr) Json *kept = f->body ? json_copy(f->body) : json_object();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (size_t i = 0; i < ARRAY_LEN(long_ones); i++)
        json_remove(kept, long_ones[i]);
    json_write(&out, kept, false);
    return arena_str(f->a, buf_str(&out));
}

static int put(Fold *f, const Before *b, const Revised *v)
{
    return sql_run(
        f->s,
        "INSERT OR REPLACE INTO handoff VALUES(CASE WHEN ?1 > 0 THEN ?1 ELSE "
        "(SELECT ifnull(max(number), 0) + 1 FROM handoff) END,"
        "?2,?3,?4,0,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,0,?18,?19)",
        "ittttttttttttttiiit", b->number, f->e->subject, handoff_state_text(v->state),
        fold_text(f, "file"), v->from, fold_text(f, "from"), fold_text(f, "from_why"),
        fold_text(f, "to"), fold_text(f, "to_raw"), fold_text(f, "summary"), v->digest, v->artifact,
        fold_text(f, "base"), fold_text(f, "tree"), v->run, v->number, waits_since(f, b, v), f->e->at,
        body_kept(f));
}

static int put_revision(Fold *f, const Revised *v)
{
    return sql_run(f->s, "INSERT OR REPLACE INTO revision VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0)",
                   "tiiitttttttttttt", f->e->subject, v->number, f->e->seq, f->e->at, v->digest, v->artifact,
                   fold_text(f, "file"), fold_text(f, "from"), fold_text(f, "to"), fold_text(f, "summary"),
                   v->run, fold_text(f, "base"), fold_text(f, "base_why"), fold_text(f, "head"),
                   fold_text(f, "tree"), fold_list(f, "files"));
}

/* A new one of this author and run, or one whose author was not known before, takes the place of older ones. */
static int supersede(Fold *f, const Before *b, const Revised *v)
{
    if (!*v->from || (b->number && strcmp(b->from, v->from) == 0 && strcmp(b->run, v->run) == 0))
        return 0;
    return sql_run(f->s,
                   "UPDATE handoff SET state = 'superseded', updated_at = ?4 WHERE from_slug = ?2 AND run = ?3 "
                   "AND state IN ('submitted', 'rejected') "
                   "AND number < (SELECT number FROM handoff WHERE id = ?1)",
                   "ttti", f->e->subject, v->from, v->run, f->e->at);
}

int fold_handoff_revised(Fold *f)
{
    Before before;
    int r = *f->e->subject ? find(f, &before) : 0;

    if (r < 0 || !*f->e->subject)
        return r;
    if (before.number && act_refused(ACT_SUBMIT, before.state))
        return 0;
    Revised v = revised_read(f, &before);
    r = put(f, &before, &v);
    if (r == 0)
        r = put_revision(f, &v);
    if (r == 0)
        r = supersede(f, &before, &v);
    if (r == 0)
        r = escalations_of_decided(f);
    if (r == 0)
        r = mention(f, fold_text(f, "from"));
    return r == 0 ? mention(f, fold_text(f, "to")) : r;
}

int fold_handoff_gone(Fold *f)
{
    return sql_run(f->s, "UPDATE handoff SET gone = 1, updated_at = ?2 WHERE id = ?1", "ti",
                   f->e->subject, f->e->at);
}
