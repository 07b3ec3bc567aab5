/*
 * sha256.h - the blocks of SHA-256 by the processor's own instructions, where it has them.
 */
#ifndef BATON_BASE_SHA256_H
#define BATON_BASE_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHA256_BLOCK = 64 };

bool sha256_is_quick(void);             /* else the next must not be called */
/* Takes n whole blocks into the eight words of the state. */
void sha256_blocks(uint32_t state[8], const uint8_t *data, size_t n);

#endif
