/*
 * buf.c - owned text that grows, and growing lists.
 */
#include <stdint.h>
#include <stdio.h>

#include "baton/base/str.h"

char buf_empty[1] = "";

void buf_done(Buf *b)
{
    if (b->cap)
        free(b->data);
    *b = BUF_INIT;
}

void buf_clear(Buf *b)
{
    buf_cut(b, 0);
}

void buf_cut(Buf *b, size_t len)
{
    BUG_ON(len > b->len);
    b->len = len;
    if (b->cap)
        b->data[len] = '\0';
}

void buf_reserve(Buf *b, size_t more)
{
    BUG_ON(more > SIZE_MAX / 2 - b->len - 1);
    size_t want = b->len + more + 1;
    if (want <= b->cap)
        return;
    size_t cap = MAX(want, MAX(b->cap * 2, (size_t)64));
    b->data = mem_resize(b->cap ? b->data : NULL, cap);
    b->cap = cap;
    b->data[b->len] = '\0';
}

void buf_add(Buf *b, const void *data, size_t len)
{
    if (!len)
        return;
    buf_reserve(b, len);
    memcpy(b->data + b->len, data, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void buf_addc(Buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_adds(Buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void buf_vaddf(Buf *b, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    BUG_ON(n < 0);
    buf_reserve(b, (size_t)n);
    vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
    b->len += (size_t)n;
}

void buf_addf(Buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(b, fmt, ap);
    va_end(ap);
}

char *buf_take(Buf *b)
{
    char *text = b->cap ? b->data : mem_strdup("");
    *b = BUF_INIT;
    return text;
}

static size_t grown(size_t cap, size_t item_size)
{
    size_t n = cap ? cap * 2 : 8;
    BUG_ON(n > SIZE_MAX / 2 / item_size);
    return n;
}

void *vec_grow(void *items, size_t *cap, size_t item_size)
{
    *cap = grown(*cap, item_size);
    return mem_resize(items, *cap * item_size);
}

void *arena_vec_grow(Arena *a, void *items, size_t *cap, size_t len, size_t item_size)
{
    *cap = grown(*cap, item_size);
    void *p = arena_alloc(a, *cap * item_size);
    if (len)
        memcpy(p, items, len * item_size);
    return p;
}

void strlist_add(StrList *l, Arena *a, const char *text)
{
    AVEC_PUSH(l, a, text);
}

bool strlist_has(const StrList *l, const char *text)
{
    for (size_t i = 0; i < l->len; i++)
        if (strcmp(l->items[i], text) == 0)
            return true;
    return false;
}

void strlist_add_new(StrList *l, Arena *a, Str text)
{
    const char *copy = arena_str(a, text);
    if (!strlist_has(l, copy))
        strlist_add(l, a, copy);
}
