/*
 * select.h - a SELECT put together from the filters that a query sets.
 *
 * Conditions are literals of this module with '?' for values; what users type is only ever bound.
 */
#ifndef BATON_STORE_SELECT_H
#define BATON_STORE_SELECT_H

#include "db.h"

enum { SELECT_VALUES_MAX = 96 };

typedef struct {
    Arena *arena;
    Buf sql;
    bool filtered;
    size_t count;
    struct { const char *text; int64_t number; } values[SELECT_VALUES_MAX];
} Select;

/* head: up to and with FROM; starts a Select that select_done() ends. */
Select select_from(const char *head);
void select_done(Select *q);

void select_union(Select *q, const char *head);                        /* the rows of another one as well */
void select_where(Select *q, const char *condition);
void select_text(Select *q, const char *condition, const char *value);  /* NULL: no such filter */
/* Any of the values; empty or NULL: no such filter.  condition has one '?'. */
void select_any(Select *q, const char *condition, const StrList *values);
void select_int(Select *q, const char *condition, int64_t value);
/* Substring of any of the columns without case for ASCII. */
void select_like(Select *q, const char *const columns[], size_t n, const char *text);
/* A set of words by bits; 0 means all. */
void select_states(Select *q, const char *column, unsigned bits, size_t count,
                   const char *(*word)(size_t i));
void select_prefix(Select *q, const char *column, const char *prefix);
void select_order(Select *q, const char *columns);
void select_window(Select *q, int64_t limit, int64_t offset);           /* limit 0: no limit */

sqlite3_stmt *select_run(Store *s, const Select *q);
/* The first column of all its rows. */
int select_numbers(Store *s, Arena *a, const Select *q, Seqs *ret_numbers);

#endif
