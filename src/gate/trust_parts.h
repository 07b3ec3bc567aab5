/*
 * trust_parts.h - between the files of trust: commands out of text, and digests.
 */
#ifndef BATON_SRC_GATE_TRUST_PARTS_H
#define BATON_SRC_GATE_TRUST_PARTS_H

#include "baton/gate/trust.h"

enum { COMMAND_TEXT_MAX = 1024, COMMAND_WORDS_MAX = 128, PROPOSALS_MAX = 200 };

/* One command of a text: what stands between "&&". */
typedef struct {
    const char *text;           /* as it is written */
    StrList argv;
    const char *dir;            /* of a "cd DIR" before it, NULL: none */
    const char *refused;        /* NULL: it can run */
} Command;
typedef struct { Command *items; size_t len, cap; } Commands;

/* Commands that an entry of `checks` holds: between backticks, or the whole of it when it begins as one. */
void commands_of_text(Str text, Arena *a, Commands *ret);

/* Is there a trust file for this digest? */
bool trust_has(const char *state_dir, const char *digest);

#endif
