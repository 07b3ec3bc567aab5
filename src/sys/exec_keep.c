/*
 * exec_keep.c - the ends of a long output are what tells: how it began, and how it failed.
 */
#include "exec_keep.h"

void keep_init(Keep *k, Buf *out, size_t max)
{
    *k = (Keep){ .head = out, .head_room = max - max / 2, .tail = BUF_INIT, .tail_max = max / 2 };
}

/* Over the oldest bytes of a ring that is full; piece is no longer than the ring. */
static void overwrite(Keep *k, Str piece)
{
    size_t first = MIN(piece.len, k->tail_max - k->tail_at);
    memcpy(k->tail.data + k->tail_at, piece.data, first);
    memcpy(k->tail.data, piece.data + first, piece.len - first);
    k->tail_at = (k->tail_at + piece.len) % k->tail_max;
    k->dropped += piece.len;
}

void keep_add(Keep *k, Str piece)
{
    size_t n = MIN(piece.len, k->head_room);
    buf_add(k->head, piece.data, n);
    k->head_room -= n;
    piece = str_slice(piece, n, piece.len);

    if (piece.len > k->tail_max) {
        k->dropped += piece.len - k->tail_max;
        piece = str_slice(piece, piece.len - k->tail_max, piece.len);
    }
    n = MIN(piece.len, k->tail_max - k->tail.len);
    buf_add(&k->tail, piece.data, n);
    if (n < piece.len)
        overwrite(k, str_slice(piece, n, piece.len));
}

void keep_end(Keep *k)
{
    Str tail = buf_str(&k->tail);
    buf_add_str(k->head, str_slice(tail, k->tail_at, tail.len));
    buf_add_str(k->head, str_slice(tail, 0, k->tail_at));
    buf_done(&k->tail);
}
