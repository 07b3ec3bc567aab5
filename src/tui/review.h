/*
 * review.h - the review screen: one handoff as one page that a person reads and decides on.
 *
 * Data is read in update() (review_data), made into tables of rows (review_table, one per part of the
 * page) and painted from them: painting looks at the rows in sight and at nothing else, so that a diff
 * of a megabyte scrolls as quickly as a small one.  A part is made anew only when it changed.
 */
#ifndef BATON_TUI_REVIEW_H
#define BATON_TUI_REVIEW_H

#include "baton/core/checks.h"
#include "baton/core/handoff.h"
#include "baton/gate/diff.h"
#include "baton/store/gate.h"
#include "screen.h"

/* ---- rows ---- */

typedef enum {
    ROW_RICH,                   /* styled words, at `rich` of the table's text */
    ROW_CHECK, ROW_FINDING,     /* rich too; item: the check, line: the finding */
    ROW_REMARK,                 /* rich too: a comment or a finding on the line above */
    ROW_TEXT, ROW_OUTPUT,       /* a line of the artifact, of a check's output */
    ROW_FILE, ROW_META, ROW_HUNK, ROW_CONTEXT, ROW_ADDED, ROW_REMOVED, ROW_LEFT_OUT,   /* of the diff; item: the file */
} RowKind;

enum { MARK_NONE, MARK_OUTSIDE, MARK_FRESH };

typedef struct {
    Str text;                   /* safe, fits; for rich rows empty */
    int32_t rich;
    int32_t line;               /* of the file; of a removed line its old number */
    int32_t item;
    uint8_t kind, mark;
    bool more;                  /* goes on with the line above */
} ReviewRow;

typedef struct {
    VEC(ReviewRow) rows;
    Arena *arena;
    Text text;
    TextWriter writer;
    size_t taken;               /* lines of text that have rows */
} ReviewTable;

void table_begin(ReviewTable *t, int width);            /* empty; what was there is gone */
void table_done(ReviewTable *t);
/* A row like this one for each line that was written to t->writer since. */
void table_take(ReviewTable *t, ReviewRow like);
/* One line of outside text in rows of at most cols columns: safe, TABs as blanks up to the next stop. */
void table_line(ReviewTable *t, Str line, int cols, ReviewRow like);

/* ---- data ---- */

/* What stands on a line: a comment, mine or somebody's, or a finding. */
typedef struct {
    const char *file;
    int line;                   /* 0: the file */
    bool old;                   /* its number is of the side that was removed */
    const char *text;           /* with who says it */
    StyleId style;
} ReviewNote;

/* A comment on a line that waits for the decision. */
typedef struct {
    char *handoff, *file, *text;
    int line;
    bool old;
} ReviewRemark;

/* What a decision is worth. */
typedef struct {
    int64_t seq;
    Proof proof;
    char *why;                  /* in words, when it is bad */
} ReviewProof;

/* What a question was asked about: what is on the screen may be another thing when it is answered. */
typedef struct {
    char *revision;             /* the digest that was shown */
    char *checks;               /* the digest of the checks that were shown */
    char *check, *file;         /* to waive; to comment on, NULL: the handoff */
    int line;
    bool old;
} ReviewAsked;

/* Artifact and diff of one revision: large, and the same as long as it stands. */
typedef struct {
    Arena *arena;
    int64_t revision_seq, evidence_seq;
    Str artifact;
    const char *artifact_why;   /* why it cannot be shown; NULL */
    Diff diff;
    int64_t left_out;
} ReviewBody;

typedef struct {
    Arena *arena;
    bool found;
    HandoffRow handoff;
    RevisionRows revisions;
    const RevisionRow *revision;        /* the current one; NULL: none was recorded */
    const RevisionRow *seen;            /* the one that this person saw last; NULL: none, or this one */
    StrList fresh;                      /* files that differ from it, sorted */
    bool artifact_fresh;
    CheckResults checks;
    StrList outside;                    /* files that the scope check found */
    DecisionRows decisions;
    EffectRows effects;
    Policy policy;
    ApprovalNeeds needs;
    size_t approvals;                   /* that count, on the current revision */
    const ApprovalNeed *missing;        /* the first that they do not meet yet */
    Message policy_why;                 /* it is not understood */
    struct { ReviewNote *items; size_t len, cap; } notes;
} ReviewData;

typedef struct Review Review;
void review_read(Review *r, Screen *s);                 /* data, and body when it is another */
void review_forget(Review *r);

/* review_proof.c */
void review_prove(Review *r, Context *c);
const ReviewProof *review_proof(const Review *r, const DecisionRow *d);        /* NULL: not looked at */
bool review_counts(const Review *r, const DecisionRow *d);                      /* as the gate would count it */
void review_proof_words(const Review *r, const DecisionRow *d, TextWriter *w);
void review_proofs_done(Review *r);

/* ---- the view ---- */

typedef enum { PART_HEAD, PART_ARTIFACT, PART_CHECKS, PART_DIFF, PART_HISTORY, PART_COUNT } ReviewPart;

struct Review {
    Screen *screen;
    char *id;                   /* number of the handoff, as text */
    ViewId from;                /* where Esc goes */
    ReviewData data;
    ReviewBody body;
    ReviewTable parts[PART_COUNT];
    char *made[PART_COUNT];     /* what a large part was made from: the same again needs no making */
    int64_t top, cursor;
    int height, width, first_y;
    bool stale, only_fresh;
    bool anew;                  /* the body must be read again, though its revision is the same */
    char *shown, *seen;         /* digests: of the revision on the screen, of the one seen before it */
    char *noted;                /* and the last one that was written down as seen */
    char *search;
    VEC(char *) unfolded;       /* names of checks whose output is shown */
    VEC(ReviewRemark) remarks;
    size_t warned;              /* of how many of them one was told who wanted to quit */
    VEC(ReviewProof) proofs;
    ReviewAsked asked;
    char *deciding;             /* the handoff whose decision is under way, or NULL */
    ListRow place;
};

/* Makes the parts whose makings changed; the cursor stays on its line. */
void review_make(Review *r);
void review_make_head(Review *r, ReviewTable *t);
void review_make_artifact(Review *r, ReviewTable *t);
void review_make_checks(Review *r, ReviewTable *t);
void review_make_diff(Review *r, ReviewTable *t);
void review_make_history(Review *r, ReviewTable *t);
void review_part_title(Review *r, ReviewTable *t, const char *title, const char *more);
void review_check_marks(const Review *r, TextWriter *w, const CheckResult *c);   /* " required", " waived" */
bool review_waived(const Review *r, const char *check);
bool review_unfolded(const Review *r, const char *check);
bool review_is_fresh(const Review *r, const char *file);

enum { NUMBER_COLS = 5, GUTTER_COLS = 2 + NUMBER_COLS + 3, RICH_COLS = 2 };     /* before a line; before words */

/* Rows of the whole page. */
int64_t review_rows(const Review *r);
const ReviewRow *review_row(const Review *r, int64_t at, ReviewPart *ret_part);
int64_t review_part_at(const Review *r, ReviewPart part);       /* its first row */

/* Moving. */
bool review_move(Review *r, const char *command);
void review_go(Review *r, int64_t to);
void review_scroll(Review *r, int rows);
void review_search(Review *r, const char *text);                /* as one types: from here on, this row too */
bool review_match(const ReviewTable *t, const ReviewRow *row, const char *text);

void review_paint(Review *r, Canvas *c, Rect area);

/* Deciding. */
bool review_command(Review *r, View *v, const char *name);
bool review_can(Review *r, const char *name);
void review_remarks_done(Review *r);
void review_asked_done(Review *r);
/* Where the row under the cursor stands: false: nowhere. */
bool review_place(const Review *r, const char **ret_file, int *ret_line, bool *ret_old);
/* The sentences of the question, for tests: what is asked before an approval. */
void review_ask_text(const Review *r, Act act, Buf *out);

#endif
