/*
 * aside.h - a command that may ask on the terminal, for a passphrase or a touch.
 *
 * It is ourselves once more, in the foreground, as one would type it; the terminal must have been left
 * before.  What it came to is asked of the ledger; a refusal stays on the terminal until it was read.
 */
#ifndef BATON_TUI_ASIDE_H
#define BATON_TUI_ASIDE_H

#include "screen.h"

typedef struct {
    int code;                   /* exit code; INTERNAL when it could not be started */
    char error[256];            /* why; "" when it ended well */
} AsideEnd;

AsideEnd aside_run(const char *root, const StrList *words);
/* words: of a command about a handoff, its number as the third. */
void aside_tell(Screen *s, const CommandRow *row, const StrList *words, const AsideEnd *end);

#endif
