/*
 * mem.h - memory that is always there.
 *
 * A program of this size cannot do anything useful when malloc() fails, so these calls end the
 * process (with the terminal restored) instead of returning NULL.  What a user can make us
 * allocate is bounded where it is read (file_read() and friends), not here.
 */
#ifndef BATON_BASE_MEM_H
#define BATON_BASE_MEM_H

#include <stddef.h>
#include <stdlib.h>

void *mem_alloc(size_t size);                   /* zeroed; free() it */
void *mem_resize(void *p, size_t size);         /* realloc() that cannot fail; new bytes are any */
char *mem_strdup(const char *text);             /* NULL gives NULL */
char *mem_strndup(const char *text, size_t len);

/* For CLEANUP(free_mem) on any pointer variable. */
static inline void free_mem(void *p)
{
    free(*(void **)p);
}

/*
 * Arena: many small things with one life.  Everything handed out lives until arena_free();
 * nothing is freed alone.  What documents, queries and facts return is owned by an Arena.
 */
typedef struct Arena Arena;

Arena *arena_new(void);
Arena *arena_free(Arena *a);                    /* accepts NULL, returns NULL */
static inline void arena_free_ptr(Arena **a) { *a = arena_free(*a); }   /* for CLEANUP */
void *arena_alloc(Arena *a, size_t size);       /* zeroed, aligned for anything */
char *arena_strdup(Arena *a, const char *text); /* NULL gives NULL */
char *arena_strndup(Arena *a, const char *text, size_t len);
__attribute__((format(printf, 2, 3))) char *arena_printf(Arena *a, const char *fmt, ...);

#endif
