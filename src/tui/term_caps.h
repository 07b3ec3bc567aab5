/*
 * term_caps.h - what a terminal can do, and the bytes that tell it to: terminfo, which is a part of ncurses.
 *
 * Everything is copied when it is read.  Nobody but term_caps.c sees terminfo; its names would collide with ours.
 */
#ifndef BATON_TUI_TERM_CAPS_H
#define BATON_TUI_TERM_CAPS_H

#include <stdbool.h>
#include <stdint.h>

#include "baton/base/str.h"

/*  id              name, see terminfo(5) */
#define CAPS(X) \
    X(ENTER,            "smcup") \
    X(LEAVE,            "rmcup") \
    X(CLEAR,            "clear") \
    X(PLACE,            "cup")      /* row, column */ \
    X(COLUMN,           "hpa")      /* column */ \
    X(FIRST_COLUMN,     "cr") \
    X(NEXT_ROW,         "cud1") \
    X(ERASE_REST,       "el")       /* of the row */ \
    X(ERASE,            "ech")      /* columns */ \
    X(REGION,           "csr")      /* first row, last row */ \
    X(ROLL_UP,          "ind")      /* at the region's last row */ \
    X(ROLL_DOWN,        "ri")       /* at its first */ \
    X(HIDE_CURSOR,      "civis") \
    X(SHOW_CURSOR,      "cnorm") \
    X(WRAP,             "smam") \
    X(OVERWRITE,        "rmir") \
    X(PLAIN,            "sgr0") \
    X(OWN_COLOURS,      "op") \
    X(FOREGROUND,       "setaf")    /* colour */ \
    X(BACKGROUND,       "setab")    /* colour */ \
    X(BOLD,             "bold") \
    X(DIM,              "dim") \
    X(UNDERLINE,        "smul") \
    X(REVERSE,          "rev") \
    X(ITALIC,           "sitm")

typedef enum {
#define X(id, name) CAP_##id,
    CAPS(X)
#undef X
    CAP_COUNT
} Cap;

typedef struct {
    char *text[CAP_COUNT];      /* without padding; NULL: it cannot */
    char *plain;                /* PLAIN without the change of alphabet, which is needed once only */
    int colours;                /* 0, 8, 16 or 256 */
    uint8_t not_with_colour;    /* ATTR_…: what it cannot show beside a colour */
    bool colours_reset;         /* it knows 39 and 49, and PLAIN takes the colours away, too */
    bool erases_in_colour;      /* what is erased has the background in use, not the terminal's own */
    bool wraps;                 /* a character in the last column moves the cursor to the next row … */
    bool wraps_late;            /* … but only when another one follows */
} Caps;

/* kind: as TERM names it.  -ENOENT: nobody knows such a terminal; -ENOTSUP: its cursor cannot be placed. */
int caps_read(const char *kind, Caps *ret_caps);
void caps_done(Caps *c);

/* Each appends nothing where the terminal cannot. */
void caps_add(const Caps *c, Cap cap, Buf *out);
void caps_add_with(const Caps *c, Cap cap, int first, int second, Buf *out);

#endif
