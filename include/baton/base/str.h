/*
 * str.h - the two string types: Str owns nothing, Buf owns everything.
 *
 * A Str is borrowed bytes with a length, not terminated, not necessarily UTF-8.  A Buf is owned,
 * grows, and is always terminated, so buf.data is a C string whenever it holds no NUL byte.
 * An empty Buf points at a shared empty string and may be released or appended to as it is.
 * Lists of C strings (StrList) are owned by the Arena they were made in.
 */
#ifndef BATON_BASE_STR_H
#define BATON_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "baton/base/macros.h"
#include "baton/base/mem.h"

typedef struct {
    const char *data;
    size_t len;
} Str;

#define STR(lit) ((Str){ "" lit, sizeof(lit) - 1 })
#define STR_ARG(s) (int)(s).len, (s).data       /* for "%.*s" */

static inline Str str_from(const char *text)    /* NULL gives the empty Str */
{
    return (Str){ text ? text : "", text ? strlen(text) : 0 };
}

static inline bool str_eq(Str a, Str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

static inline bool text_same(const char *a, const char *b)      /* NULL is as the empty text */
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

bool str_ieq(Str a, Str b);                     /* ASCII letters without case */
bool str_starts(Str s, Str prefix);
bool str_istarts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
ptrdiff_t str_find(Str s, Str needle);          /* offset or -1 */
ptrdiff_t str_ifind(Str s, Str needle);
ptrdiff_t str_chr(Str s, char c);
Str str_trim(Str s);                            /* blanks, TAB, CR, LF at both ends */
Str str_slice(Str s, size_t from, size_t to);   /* clamped to s */

/* Splits at the first `at`: returns what is before it, leaves the rest; without one, takes all. */
Str str_cut(Str *rest, char at);

/* The next line without its line end (LF, CRLF or CR); false when rest is used up. */
bool str_next_line(Str *rest, Str *ret_line);

char *str_dup(Str s);                           /* terminated copy; free() it */
char *arena_str(Arena *a, Str s);               /* terminated copy in an arena */

/* Parses the whole of s as a decimal number.  -EINVAL: not one, -ERANGE: too large. */
int str_to_i64(Str s, int64_t *ret_value);

typedef struct {
    char *data;
    size_t len, cap;
} Buf;

extern char buf_empty[1];
#define BUF_INIT ((Buf){ buf_empty, 0, 0 })

void buf_done(Buf *b);                          /* leaves an empty Buf; for CLEANUP too */
void buf_clear(Buf *b);                         /* keeps the memory */
void buf_cut(Buf *b, size_t len);               /* keeps the first len bytes, of as many or more */
void buf_reserve(Buf *b, size_t more);
void buf_add(Buf *b, const void *data, size_t len);
void buf_addc(Buf *b, char c);
void buf_adds(Buf *b, const char *text);
PRINTF(2, 3) void buf_addf(Buf *b, const char *fmt, ...);
PRINTF(2, 0) void buf_vaddf(Buf *b, const char *fmt, va_list ap);
char *buf_take(Buf *b);                         /* the text, yours to free(); leaves an empty Buf */
static inline Str buf_str(const Buf *b) { return (Str){ b->data, b->len }; }
static inline void buf_add_str(Buf *b, Str s) { buf_add(b, s.data, s.len); }

/* A growing list of borrowed C strings; the array itself lives in the arena given to each call. */
typedef struct {
    const char **items;
    size_t len, cap;
} StrList;

void strlist_add(StrList *l, Arena *a, const char *text);   /* text is not copied */
void strlist_add_new(StrList *l, Arena *a, Str text);       /* copied, unless it is there already */
bool strlist_has(const StrList *l, const char *text);

/*
 * VEC(T) is a growing array whose memory is the heap's: VEC(Task) v = {0}; VEC_PUSH(&v, t);
 * VEC_DONE(&v).  Items move when it grows.
 */
#define VEC(T) struct { T *items; size_t len, cap; }
#define VEC_PUSH(v, item) \
    do { \
        if ((v)->len == (v)->cap) \
            (v)->items = vec_grow((v)->items, &(v)->cap, sizeof *(v)->items); \
        (v)->items[(v)->len++] = (item); \
    } while (0)
#define VEC_DONE(v) (free((v)->items), (v)->items = NULL, (v)->len = (v)->cap = 0)
void *vec_grow(void *items, size_t *cap, size_t item_size);

/* The same, with memory from an arena (old arrays stay until the arena goes). */
#define AVEC_PUSH(v, arena, item) \
    do { \
        if ((v)->len == (v)->cap) \
            (v)->items = arena_vec_grow((arena), (v)->items, &(v)->cap, (v)->len, \
                                        sizeof *(v)->items); \
        (v)->items[(v)->len++] = (item); \
    } while (0)
void *arena_vec_grow(Arena *a, void *items, size_t *cap, size_t len, size_t item_size);

/* Room for n items in an empty one, so that nothing has to move while they come. */
#define AVEC_ROOM(v, arena, n) \
    do { \
        if (!(v)->cap && (n)) \
            (v)->items = arena_alloc((arena), ((v)->cap = (n)) * sizeof *(v)->items); \
    } while (0)

#endif
