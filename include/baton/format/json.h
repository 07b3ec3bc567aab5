/*
 * json.h - JSON trees (cJSON) for messages, the bodies of events and --json.
 *
 * A Json is an owned tree; adding a value to a parent gives the ownership away.  Strings that are
 * not valid UTF-8 are written with U+FFFD in place of the bad bytes.  Reading refuses "\u0000",
 * depth over 64 and trailing text.  Whole numbers up to 2^53 are exact; larger ones are written
 * exactly by json_int() and lose digits when they are read.
 */
#ifndef BATON_FORMAT_JSON_H
#define BATON_FORMAT_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "baton/base/str.h"

typedef struct Json Json;

Json *json_free(Json *j);                       /* accepts NULL, returns NULL */
static inline void json_free_ptr(Json **j) { *j = json_free(*j); }

int json_parse(Str text, Json **ret_tree);      /* -EINVAL */

Json *json_object(void);
Json *json_array(void);
Json *json_string(const char *text);            /* NULL gives null */
Json *json_int(int64_t n);
Json *json_bool(bool b);
Json *json_null(void);

/* Adding to an object (key; takes the place of a value that is there) or an array (key NULL). */
void json_put(Json *parent, const char *key, Json *value);
void json_put_str(Json *parent, const char *key, const char *text);     /* NULL gives null */
void json_put_int(Json *parent, const char *key, int64_t n);
void json_put_bool(Json *parent, const char *key, bool b);
void json_put_time(Json *parent, const char *key, int64_t at);          /* RFC 3339; 0 gives null */
void json_put_list(Json *parent, const char *key, const StrList *list); /* array of strings */
void json_remove(Json *object, const char *key);
Json *json_copy(const Json *j);

/* Reading; all accept NULL and a value of another type, and then give the "nothing" said. */
const Json *json_get(const Json *object, const char *key);              /* borrowed; NULL */
const char *json_get_str(const Json *object, const char *key);          /* borrowed; NULL */
int64_t json_get_int(const Json *object, const char *key, int64_t otherwise);
bool json_get_bool(const Json *object, const char *key, bool otherwise);
const char *json_text(const Json *j);                                   /* a string's text; NULL */
int64_t json_number(const Json *j, int64_t otherwise);
bool json_is_object(const Json *j), json_is_array(const Json *j), json_is_null(const Json *j);
size_t json_len(const Json *array);
const Json *json_first(const Json *container);                          /* children in order */
const Json *json_next(const Json *child);
const char *json_key(const Json *child);                                /* NULL in an array */
void json_get_list(const Json *object, const char *key, Arena *a, StrList *ret_list);

/* Appends the text: compact on one line, or with two blanks of indent and no final line end. */
void json_write(Buf *out, const Json *j, bool pretty);

#endif
