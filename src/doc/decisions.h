/*
 * decisions.h - finding decisions on a page.
 *
 * People write them as rows of a table, as headings with an id or a date, as headings with keys
 * below, and as items of a list.
 */
#ifndef BATON_SRC_DOC_DECISIONS_H
#define BATON_SRC_DOC_DECISIONS_H

#include "page.h"

enum { RECORDS_MAX = 20000 };

/* What a title says: "[ADR-001] [2026-06-15] - Use SQLite (Accepted)". */
typedef struct {
    Str ref, date, title, status;
    bool leads;                 /* it begins with its ref or date */
} DecisionTitle;

DecisionTitle decision_title(Str s);

/* Bytes of "2026-04-12", "2026/04/12 10:30", "Apr 12, 2026", "12 Apr 2026"; 0: no date. */
size_t date_len(Str s);

typedef enum {
    SAYS_NOTHING, SAYS_DATE, SAYS_STATUS, SAYS_AUTHOR, SAYS_REASON, SAYS_CONTEXT, SAYS_DECISION,
    SAYS_ID, SAYS_MORE,
} DecisionField;

DecisionField decision_field(Str key);

/* A decision while it is being read; slices of the page. */
typedef struct {
    uint32_t line;
    DecisionTitle head;
    Str author, reason, context, decision;
    int fields;                 /* how many keys were said */
} DecisionDraft;

void decision_say(DecisionDraft *d, DecisionField field, Str value);
void decision_add(Page *p, const DecisionDraft *d, uint32_t section);

/* Rows of a table with a column for decisions; false: it has none. */
bool decisions_read_table(Page *p, uint32_t head);

/* everywhere: the whole page is a log of decisions, not only sections that say so. */
void decisions_read(Page *p, bool everywhere);

/* "Decisions Log", "Key decisions". */
bool decisions_are_below(Str title);

/* Rows of tables of paths, and items that begin with one. */
void file_map_read(Page *p);

void record_add(Page *p, const RecordFact *r);

#endif
