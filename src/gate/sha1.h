/*
 * sha1.h - the digest by which git names contents.  For comparing with git only: it proves nothing.
 */
#ifndef BATON_SRC_GATE_SHA1_H
#define BATON_SRC_GATE_SHA1_H

#include <stdint.h>

#include "baton/base/str.h"

enum { SHA1_SIZE = 20 };

typedef struct {
    uint32_t h[5];
    uint64_t len;
    uint8_t block[64];
} Sha1;

void sha1_init(Sha1 *s);
void sha1_add(Sha1 *s, Str bytes);
void sha1_end(Sha1 *s, uint8_t out[SHA1_SIZE]);

#endif
