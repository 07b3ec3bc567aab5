/*
 * wire.c - the only write(2) to the terminal.
 *
 * It exists so that a terminal that stops reading (a stalled link, ^S) delays frames instead of the
 * event loop.
 */
#include "wire.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "baton/base/clock.h"

void wire_init(Wire *w, int fd)
{
    *w = (Wire){ .fd = fd, .out = BUF_INIT };
}

void wire_done(Wire *w)
{
    buf_done(&w->out);
    w->head = 0;
}

void wire_add(Wire *w, Str bytes)
{
    if (!w->broken)
        buf_add_str(&w->out, bytes);
}

bool wire_busy(const Wire *w)
{
    return w->head < w->out.len;
}

bool wire_push(Wire *w)
{
    while (wire_busy(w)) {
        ssize_t n = write(w->fd, w->out.data + w->head, w->out.len - w->head);
        w->writes++;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return false;
        if (n < 0) {
            w->broken = true;
            break;
        }
        w->head += (size_t)n;
        w->bytes += (uint64_t)n;
    }
    buf_clear(&w->out);
    w->head = 0;
    return true;
}

bool wire_flush(Wire *w, int timeout_ms)
{
    int64_t until = clock_mono() + timeout_ms;
    while (!wire_push(w)) {
        int64_t left = until - clock_mono();
        if (left <= 0)
            return false;
        poll(&(struct pollfd){ .fd = w->fd, .events = POLLOUT }, 1, (int)left);
    }
    return !w->broken;
}
