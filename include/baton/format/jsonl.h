/*
 * jsonl.h - one line of JSON, scanned without a tree.
 *
 * For bulk logs: finds the values of a few top-level keys in one pass and skips the rest.
 * Throughput matters here (PERFORMANCE T10); json.h is for everything else.
 */
#ifndef BATON_FORMAT_JSONL_H
#define BATON_FORMAT_JSONL_H

#include "baton/base/str.h"

typedef struct {
    Str raw;                    /* the value's bytes as they stand; len 0: no such key */
    int key;                    /* which of the wanted keys it was found under */
} JsonlValue;

/* The wanted names, prepared once for many lines.  Borrows them; plain data, no release. */
enum { JSONL_NAMES_MAX = 64 };

typedef struct {
    struct {
        Str name;
        uint8_t field, rank, next;
    } names[JSONL_NAMES_MAX];
    size_t len, fields;
    uint8_t first[64];          /* by hash of a name: its index + 1 */
} JsonlFields;

/*
 * fields[i] is a list of names separated by '|', of which the first in that list wins
 * ("timestamp|ts|time"); at most 64 names in all.
 */
void jsonl_fields(JsonlFields *f, const char *const fields[], size_t n);

/*
 * Scans one object for the fields; ret_values has one for each.  Of a key that comes twice the last
 * value counts.  What nobody asked for is skipped without looking at what stands in it.
 * -EINVAL: not one whole JSON object.
 */
int jsonl_scan_fields(Str line, const JsonlFields *f, JsonlValue ret_values[]);

/* Both in one, for a single line. */
int jsonl_scan(Str line, const char *const fields[], size_t n, JsonlValue ret_values[]);

/* A string's text with escapes undone (numbers and words as they stand); NULL for null. */
char *jsonl_text(Arena *a, Str raw_value);

#endif
