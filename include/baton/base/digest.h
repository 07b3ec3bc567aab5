/*
 * digest.h - digests and unique ids (libsodium).
 */
#ifndef BATON_BASE_DIGEST_H
#define BATON_BASE_DIGEST_H

#include <stdint.h>

#include "baton/base/str.h"

enum { DIGEST_SIZE = 32, DIGEST_HEX_SIZE = 65, UUID_TEXT_SIZE = 37 };

void digest_bytes(Str data, uint8_t out[DIGEST_SIZE]);          /* SHA-256 */
const char *digest_hex(Str data, char out[DIGEST_HEX_SIZE]);  /* the same as 64 lower-case digits */
/* The digits of a digest that people see: as many everywhere. */
enum { SHORT_DIGITS = 8 };
typedef struct { char text[SHORT_DIGITS + 1]; } ShortDigest;
ShortDigest digest_short(const char *hex);                      /* NULL or "": "-" */

void hex_from(const uint8_t *data, size_t len, char *out);      /* out has 2 * len + 1 bytes */

/* Fields are framed by their length, so that no two different lists give the same digest. */
typedef struct DigestFields DigestFields;
DigestFields *digest_fields_new(void);
void digest_fields_add(DigestFields *d, const char *text);      /* NULL and "" differ */
void digest_fields_add_str(DigestFields *d, Str bytes);
void digest_fields_add_raw(DigestFields *d, Str bytes);     /* no field, no frame: alone, it is SHA-256 of a stream */
void digest_fields_end(DigestFields *d, uint8_t out[DIGEST_SIZE]);   /* frees d */

/* UUIDv7 (RFC 9562): sorts by time; ids made in one process in one millisecond still rise. */
const char *uuid7(int64_t at_ms, char out[UUID_TEXT_SIZE]);

#endif
