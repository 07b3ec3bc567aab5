/*
 * keys_seq.h - sequences that begin with ESC [, ESC O, ESC ] and ESC P; for keys.c alone.
 */
#ifndef BATON_TUI_KEYS_SEQ_H
#define BATON_TUI_KEYS_SEQ_H

#include "keys.h"

/*
 * in: at least two bytes, the second one of "[O]P".  Bytes used, or KEY_PARTIAL; with final set a
 * sequence that was cut is KEY_NONE and used up.
 */
int seq_parse(Str in, bool final, Key *ret_key);

enum { SEQ_ARGS_MAX = 8 };

/* ESC [ private args intermediate final: "ESC [ ? 1 ; 2 $ y". */
typedef struct {
    char private, intermediate, final;
    int args[SEQ_ARGS_MAX];     /* missing ones are 0 */
    int count;
    Str whole;
} Csi;

/* What a complete one means. */
void csi_key(const Csi *csi, Key *ret_key);

#endif
