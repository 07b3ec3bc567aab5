/*
 * decision.h - the block that baton writes under a handoff's artifact: what was decided, and the comments.
 *
 * It stands between two HTML comments, at the end of the file; readers of artifacts skip it and a revision's
 * digest leaves it out, so that writing it makes no new revision.  The first comment holds the SHA-256 of
 * what stands between them: what anybody else writes there, or below, is part of the artifact again.
 */
#ifndef BATON_DOC_DECISION_H
#define BATON_DOC_DECISION_H

#include <stdbool.h>

#include "baton/base/str.h"

/*
 * Where it begins (with the line end before it) and how long it is; false: there is none.  It goes
 * on to the end of the file.
 */
bool decision_block_find(Str artifact, size_t *ret_at, size_t *ret_len);
/* The artifact without it. */
void decision_block_strip(Str artifact, Buf *out);

typedef struct { const char *file; int line; const char *text; } DecisionRemark;
typedef struct {
    int number;                 /* of the handoff */
    const char *verdict, *who, *at, *revision, *comment, *is_signed;    /* is_signed: "signed by …", or NULL */
    const char *next;           /* what the agent does now, one sentence */
    const DecisionRemark *remarks;
    size_t remark_count;
    const StrList *findings;    /* "scope: src/x.c:1: …" of checks that failed */
} DecisionBlock;
/* With the markers; texts are made safe to stand in Markdown (no marker inside, one line each). */
void decision_block_write(const DecisionBlock *d, Buf *out);

/*
 * The artifact with this block under it, in place of one that is there, with the line ends of the
 * artifact; every other byte stays.  -ENOTSUP: it is UTF-16, or another text that cannot take one.
 */
int decision_block_put(Str artifact, const DecisionBlock *d, Buf *out);

#endif
