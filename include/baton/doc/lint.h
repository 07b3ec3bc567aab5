/*
 * lint.h - what `baton lint` wants to know of a text beyond its facts: where it points, what it
 * counts, and which lines of a form nobody has filled in.  Pure: no I/O.
 *
 * Fenced code and HTML comments say nothing here, nor do sections that explain (legend, template,
 * example, format …).
 */
#ifndef BATON_DOC_LINT_H
#define BATON_DOC_LINT_H

#include "baton/base/str.h"

typedef struct {
    int line;
    const char *path;           /* without "#anchor", ":14-88" and "@" in front; %XX decoded */
    bool link;                  /* a Markdown link; else a path in backticks */
    bool planned;               /* the line speaks of a file to make, to move or to drop */
} DocReference;

typedef struct {
    int line;
    int done, total;            /* "**Completed Tasks**: 5/5" */
    const char *key;
} DocCount;

typedef struct {
    int line;
    const char *key, *value;    /* "Status", "Pending | In Progress | Completed" */
} DocForm;

typedef struct {
    struct { DocReference *items; size_t len, cap; } references;
    struct { DocCount *items; size_t len, cap; } counts;
    struct { DocForm *items; size_t len, cap; } forms;
} DocScan;

/* text: as doc_decode() gives it.  Everything lives in the arena. */
void doc_scan(Arena *a, Str text, DocScan *ret);

/* Whether a path has a suffix that documents have: ".md", ".json", ".yaml" … */
bool doc_is_document(Str path);

/* Whether a line speaks of a file to make, to move or to drop, so that it need not be there. */
bool doc_line_is_plan(Str line);

/* Every word of the vocabulary of states, for "did you mean". */
void doc_state_words(void (*offer)(void *ctx, const char *word), void *ctx);

#endif
