/*
 * mem.c - allocation that ends the process instead of failing, and arenas.
 */
#include "baton/base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "baton/base/macros.h"

/* ARENA_FIRST: most arenas hold little.  With it malloc() has the piece at hand that was freed last. */
enum { ARENA_BLOCK = 16 * 1024, ARENA_FIRST = 960, ALIGN = _Alignof(max_align_t) };

typedef struct Block Block;
struct Block {
    Block *next;
    size_t used, size;
    _Alignas(max_align_t) char data[];
};

struct Arena {
    Block *blocks;
    Block first;                /* its bytes follow */
};

void *mem_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    BUG_ON(!p);
    return p;
}

void *mem_resize(void *p, size_t size)
{
    p = realloc(p, size ? size : 1);
    BUG_ON(!p);
    return p;
}

char *mem_strndup(const char *text, size_t len)
{
    char *p = mem_alloc(len + 1);
    if (len)
        memcpy(p, text, len);
    return p;
}

char *mem_strdup(const char *text)
{
    return text ? mem_strndup(text, strlen(text)) : NULL;
}

Arena *arena_new(void)
{
    Arena *a = malloc(sizeof *a + ARENA_FIRST);
    BUG_ON(!a);
    a->first = (Block){ .size = ARENA_FIRST };
    a->blocks = &a->first;
    return a;
}

Arena *arena_free(Arena *a)
{
    for (Block *b = a ? a->blocks : NULL; b;) {
        Block *next = b->next;
        if (b != &a->first)
            free(b);
        b = next;
    }
    free(a);
    return NULL;
}

static Block *block_new(size_t size)
{
    Block *b = malloc(sizeof *b + size);
    BUG_ON(!b);
    *b = (Block){ .size = size };
    return b;
}

/* A large piece gets a block of its own behind the current one, which stays in use. */
static void *alloc_large(Arena *a, size_t size)
{
    Block *b = block_new(size);
    b->used = size;
    b->next = a->blocks->next;
    a->blocks->next = b;
    return memset(b->data, 0, size);
}

void *arena_alloc(Arena *a, size_t size)
{
    BUG_ON(size > SIZE_MAX / 2);
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (size > ARENA_BLOCK / 4)
        return alloc_large(a, size);
    if (a->blocks->size - a->blocks->used < size) {
        Block *b = block_new(ARENA_BLOCK);
        b->next = a->blocks;
        a->blocks = b;
    }
    void *p = a->blocks->data + a->blocks->used;
    a->blocks->used += size;
    return memset(p, 0, size);
}

char *arena_strndup(Arena *a, const char *text, size_t len)
{
    char *p = arena_alloc(a, len + 1);
    if (len)
        memcpy(p, text, len);
    return p;
}

char *arena_strdup(Arena *a, const char *text)
{
    return text ? arena_strndup(a, text, strlen(text)) : NULL;
}

char *arena_printf(Arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    BUG_ON(n < 0);
    char *p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    va_end(ap);
    return p;
}
