/*
 * lint_scan.h - one line of a text looked at by `baton lint`.
 */
#ifndef BATON_SRC_DOC_LINT_SCAN_H
#define BATON_SRC_DOC_LINT_SCAN_H

#include "baton/doc/lint.h"

enum { SCAN_ITEMS_MAX = 20000 };        /* of each list: a text with more is no document */

void scan_references(Arena *a, Str line, int number, DocScan *s);
void scan_keys(Arena *a, Str line, int number, DocScan *s);

#endif
