/*
 * term_caps.c - a terminal's entry in terminfo, read once.
 */
#include "term_caps.h"

#define raw curses_raw          /* safe.h has a raw() of its own */
#include <curses.h>
#undef raw
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

#include "baton/base/macros.h"
#include "baton/base/mem.h"
#include "theme.h"

static const char *const names[] = {
#define X(id, name) name,
    CAPS(X)
#undef X
};

/* Waits were for terminals of paper and glass: "$<5>", "$<20/>". */
static char *without_padding(const char *text)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (const char *at = text; *at; at++) {
        const char *end = at[0] == '$' && at[1] == '<' ? strchr(at, '>') : NULL;
        if (end)
            at = end;
        else
            buf_addc(&out, *at);
    }
    return buf_take(&out);
}

static char *read_text(const char *name)
{
    const char *text = tigetstr(name);
    return text && text != (char *)-1 && *text ? without_padding(text) : NULL;
}

/* Another alphabet is never chosen, so going back to the usual one need not be said in every frame. */
static char *without_alphabet(const char *plain)
{
    static const char usual[] = "\033(B", shift_in = '\017';
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (const char *at = plain; *at; at++) {
        if (strncmp(at, usual, strlen(usual)) == 0)
            at += strlen(usual) - 1;
        else if (*at != shift_in)
            buf_addc(&out, *at);
    }
    return out.len ? buf_take(&out) : NULL;
}

static void forget(Caps *c, Cap from, Cap to)
{
    for (Cap cap = from; cap <= to; cap++) {
        free(c->text[cap]);
        c->text[cap] = NULL;
    }
}

/*
 * The numbers of the palette are xterm's: with fewer than 256 only the first sixteen mean the same, and with 2^24 of
 * them a colour is no number any more, but for the first eight.
 */
static int count_colours(const Caps *c)
{
    int n = tigetnum("colors");
    if (!c->text[CAP_FOREGROUND] || !c->text[CAP_BACKGROUND] || n < 8)
        return 0;
    if (n < 16 || n > 256)
        return 8;
    return n < 256 ? 16 : 256;
}

/* The bits are those of terminfo's no_color_video. */
static uint8_t read_not_with_colour(void)
{
    int bits = tigetnum("ncv");
    if (bits <= 0)
        return 0;
    return (uint8_t)((bits & 2 ? ATTR_UNDERLINE : 0) | (bits & 4 ? ATTR_REVERSE : 0) |
                     (bits & 16 ? ATTR_DIM : 0) | (bits & 32 ? ATTR_BOLD : 0) | (bits & 0x8000 ? ATTR_ITALIC : 0));
}

/* A look that takes a column of its own, or that cannot be ended, is none. */
static void read_looks(Caps *c)
{
    if (!c->text[CAP_PLAIN] || tigetnum("xmc") >= 0)
        forget(c, CAP_PLAIN, CAP_ITALIC);
    if (c->text[CAP_PLAIN])
        c->plain = without_alphabet(c->text[CAP_PLAIN]);
    c->colours = count_colours(c);
    c->not_with_colour = read_not_with_colour();
    c->colours_reset = tigetflag("AX") > 0;
}

static void read_all(Caps *c)
{
    for (Cap cap = 0; cap < CAP_COUNT; cap++)
        c->text[cap] = read_text(names[cap]);
    read_looks(c);
    c->erases_in_colour = tigetflag("bce") > 0;
    c->wraps = tigetflag("am") > 0;
    c->wraps_late = tigetflag("xenl") > 0;
}

int caps_read(const char *kind, Caps *ret_caps)
{
    int known;
    *ret_caps = (Caps){ .colours = 0 };
    if (setupterm(kind, STDOUT_FILENO, &known) == ERR)
        return -ENOENT;
    read_all(ret_caps);
    if (ret_caps->text[CAP_PLACE] && ret_caps->text[CAP_CLEAR])
        return 0;
    caps_done(ret_caps);
    return -ENOTSUP;
}

void caps_done(Caps *c)
{
    forget(c, 0, CAP_COUNT - 1);
    free(c->plain);
    c->plain = NULL;
    if (cur_term)
        del_curterm(cur_term);
}

void caps_add(const Caps *c, Cap cap, Buf *out)
{
    if (c->text[cap])
        buf_adds(out, c->text[cap]);
}

void caps_add_with(const Caps *c, Cap cap, int first, int second, Buf *out)
{
    const char *text = c->text[cap] ? tiparm(c->text[cap], first, second) : NULL;
    if (text)
        buf_adds(out, text);
}
