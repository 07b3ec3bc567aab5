/*
 * keys.h - bytes from a terminal to keys.
 *
 * A pure decoder: no I/O, no clock.  The caller feeds bytes and says when a lone ESC has waited long
 * enough.
 * Pasted text arrives as one KEY_PASTE and never as keys; replies of the terminal to our
 * questions are KEY_REPLY and never reach a view.
 */
#ifndef BATON_TUI_KEYS_H
#define BATON_TUI_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "baton/base/str.h"

typedef enum {
    KEY_CHAR,                   /* cp, with modifiers */
    KEY_ENTER, KEY_TAB, KEY_BACKTAB, KEY_BACKSPACE, KEY_ESC,
    KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END, KEY_PGUP, KEY_PGDN, KEY_INSERT, KEY_DELETE,
    KEY_F,                      /* cp = 1 … 12 */
    KEY_MOUSE,                  /* see mouse fields */
    KEY_PASTE,                  /* text, bracketed paste */
    KEY_FOCUS_IN, KEY_FOCUS_OUT,
    KEY_REPLY,                  /* text: the answer of a terminal to a query, whole */
    KEY_NONE,                   /* a sequence that is known to mean nothing here */
} KeyKind;

enum { MOD_SHIFT = 1, MOD_ALT = 2, MOD_CTRL = 4 };
typedef enum { MOUSE_PRESS, MOUSE_RELEASE, MOUSE_DRAG, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN } MouseKind;

typedef struct {
    KeyKind kind;
    int32_t cp;
    unsigned mods;
    MouseKind mouse;
    int x, y, button;           /* 0-based cells */
    Str text;                   /* borrowed from the bytes given */
    bool crowded;               /* other bytes came with it, as in text that was pasted: nobody presses so fast */
} Key;

enum { KEY_PARTIAL = -1 };

/*
 * Decodes the first key of in: bytes used (> 0), or KEY_PARTIAL when more must come.  With
 * `final` set nothing more will come soon: a lone ESC is KEY_ESC and a cut sequence is dropped.
 */
int key_parse(Str in, bool final, Key *ret_key);

/* "j", "<Enter>", "<C-z>", "<A-x>", "<PgDn>", "<F1>": the names that keymaps use. */
const char *key_name(const Key *k, char out[24]);
int key_from_name(const char *name, Key *ret_key);      /* -EINVAL */
bool key_same(const Key *a, const Key *b);

#endif
