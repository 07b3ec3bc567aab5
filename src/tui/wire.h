/*
 * wire.h - bytes on their way to the terminal.
 *
 * What was added is sent in order and never dropped: the painter believes that it arrived.  The
 * descriptor does not block and is not ours.
 */
#ifndef BATON_TUI_WIRE_H
#define BATON_TUI_WIRE_H

#include "baton/base/str.h"

typedef struct {
    int fd;
    bool broken;                /* the terminal is gone: bytes are thrown away */
    Buf out;
    size_t head;                /* of out: what was sent already */
    uint64_t bytes, writes;
} Wire;

void wire_init(Wire *w, int fd);
void wire_done(Wire *w);
void wire_add(Wire *w, Str bytes);
bool wire_push(Wire *w);        /* sends what is taken now; true: nothing is left */
bool wire_busy(const Wire *w);
bool wire_flush(Wire *w, int timeout_ms);       /* waits; false: not everything could be sent */

#endif
