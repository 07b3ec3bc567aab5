/*
 * term_input.c - bytes from the terminal to keys, replies and pastes.
 *
 * Everything that can be read is read before anything is painted: a held-down key over a slow link
 * must not queue frames.
 */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "term_state.h"

enum {
    CHUNK = 4096, CHUNKS_A_TURN = 16,
    PASTE_MAX = 1024 * 1024,
    ESC_WAIT_MS = 25, ESC_WAIT_REMOTE_MS = 50,
    PASTE_WAIT_MS = 1000,
};

#define PASTE_BEGIN STR("\033[200~")
#define PASTE_END STR("\033[201~")
enum { PASTE_END_LEN = 6 };

static Str pending(const Term *t)
{
    return str_slice(buf_str(&t->in), t->in_head, t->in.len);
}

void input_forget(Term *t)
{
    buf_clear(&t->in);
    t->in_head = 0;
    timer_stop(t->esc);
}

/* "ESC [ ? 2026 ; 2 $ y": 1 on, 2 off, 3 always on, else unknown.  "ESC [ ? … c" ends the answers. */
static void take_reply(Term *t, Str text)
{
    Str sync = STR("\033[?2026;");
    if (str_starts(text, sync) && text.len == sync.len + 3)
        t->sync = text.data[sync.len] >= '1' && text.data[sync.len] <= '3';
    else if (str_starts(text, STR("\033[?")) && str_ends(text, STR("c")))
        t->answers = true;
}

/*
 * The callback may leave the terminal or suspend, which forgets what was still to be given.  Everything
 * that was readable lies here at once: a key with bytes before or behind it is crowded.
 */
static bool give_keys(Term *t, bool final)
{
    bool given = false;
    Key k;

    for (int used; t->up && (used = key_parse(pending(t), final, &k)) != KEY_PARTIAL;) {
        t->in_head += (size_t)used;
        if (k.kind == KEY_REPLY) {
            take_reply(t, k.text);
        } else if (k.kind != KEY_NONE) {
            k.crowded = given || pending(t).len > 0;
            given = true;
            t->events.key(t->events.ctx, &k);
        }
    }
    return given;
}

/* Drops what was given; starts the wait for what has only begun. */
static void settle(Term *t)
{
    Str rest = pending(t);
    if (t->in_head) {
        memmove(t->in.data, rest.data, rest.len);
        t->in.len = rest.len;
        t->in.data[rest.len] = '\0';
        t->in_head = 0;
    }
    if (rest.len == 0 || str_eq(rest, PASTE_BEGIN))
        timer_stop(t->esc);
    else if (str_starts(buf_str(&t->in), PASTE_BEGIN))
        timer_start(t->esc, PASTE_WAIT_MS, 0);
    else
        timer_start(t->esc, term_is_remote() ? ESC_WAIT_REMOTE_MS : ESC_WAIT_MS, 0);
}

static void deliver(Term *t, bool final)
{
    bool given = give_keys(t, final);
    if (t->up && t->in.len)
        settle(t);
    if (given)
        t->events.keys_done(t->events.ctx);
}

static bool is_open_paste(const Term *t)
{
    return str_starts(pending(t), PASTE_BEGIN);         /* a whole one was given already */
}

/* Only Esc or Ctrl-C in what should be pasted text: somebody wonders why no key does anything. */
static bool is_way_out(Str paste)
{
    Str text = str_slice(paste, PASTE_BEGIN.len, paste.len);
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] != '\033' && text.data[i] != '\003')
            return false;
    return true;
}

/* Takes off what may be the beginning of the end of a paste; returns how much. */
static size_t begun_end(Buf *in)
{
    for (size_t n = PASTE_END_LEN - 1; n > 0; n--)
        if (str_ends(buf_str(in), str_slice(PASTE_END, 0, n))) {
            in->len -= n;
            in->data[in->len] = '\0';
            return n;
        }
    return 0;
}

/*
 * A paste whose end is late (a slow link, a program that feeds it in pieces) is given as far as it
 * came, and what follows still is text: as keys it would press whatever it spells.
 */
void input_wait_over(void *term)
{
    Term *t = term;
    bool open = is_open_paste(t);
    if (open && is_way_out(pending(t))) {
        input_forget(t);
        return;
    }
    size_t tail = open ? begun_end(&t->in) : 0;
    deliver(t, true);
    if (!open || !t->up)
        return;
    buf_add_str(&t->in, PASTE_BEGIN);
    buf_add_str(&t->in, str_slice(PASTE_END, 0, tail));
}

/* A paste that grows without end loses its middle and stays one.  Its end was not among these bytes. */
static void bound_paste(Term *t)
{
    Str all = buf_str(&t->in);
    if (t->in.len <= PASTE_MAX || !str_starts(all, PASTE_BEGIN))
        return;
    memmove(t->in.data + PASTE_MAX - PASTE_END_LEN, all.data + all.len - PASTE_END_LEN,
            PASTE_END_LEN);
    t->in.len = PASTE_MAX;
    t->in.data[PASTE_MAX] = '\0';
}

/* 0: nothing more for now; > 0: there may be more; < 0: the terminal is gone. */
static int read_chunk(Term *t)
{
    buf_reserve(&t->in, CHUNK + 1);
    ssize_t n = read(t->fd, t->in.data + t->in.len, CHUNK);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    if (n <= 0)
        return -1;
    t->in.len += (size_t)n;
    t->in.data[t->in.len] = '\0';
    return 1;
}

void input_read(Term *t)
{
    int r = 1;

    bound_paste(t);
    for (int i = 0; r > 0 && i < CHUNKS_A_TURN; i++)
        r = read_chunk(t);
    deliver(t, false);
    if (r < 0 && t->up)
        term_hung_up(t);
}

static bool drained(Term *t, Buf *in)
{
    Key k;
    for (int used; (used = key_parse(buf_str(in), false, &k)) != KEY_PARTIAL;) {
        if (k.kind == KEY_REPLY)
            take_reply(t, k.text);
        if (k.kind == KEY_REPLY && str_ends(k.text, STR("c")))
            return true;
        memmove(in->data, in->data + used, in->len - (size_t)used);
        in->len -= (size_t)used;
    }
    return false;
}

void input_drain(Term *t, int timeout_ms)
{
    CLEANUP(buf_done) Buf in = BUF_INIT;
    int64_t until = clock_mono() + timeout_ms;

    for (int64_t left; !drained(t, &in) && (left = until - clock_mono()) > 0 && in.len < PASTE_MAX;) {
        if (poll(&(struct pollfd){ .fd = t->fd, .events = POLLIN }, 1, (int)left) <= 0)
            continue;
        buf_reserve(&in, CHUNK + 1);
        ssize_t n = read(t->fd, in.data + in.len, CHUNK);
        if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
            return;
        in.len += n > 0 ? (size_t)n : 0;
    }
}
