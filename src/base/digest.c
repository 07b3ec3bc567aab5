/*
 * digest.c - SHA-256, digests of lists of fields, and time-ordered ids.
 *
 * SHA-256 needs no set-up of libsodium; only random bytes do, so that a start that makes no id
 * pays nothing for it.
 */
#include "baton/base/digest.h"

#include <endian.h>
#include <pthread.h>
#include <stdio.h>
#include <sodium.h>

_Static_assert((int)DIGEST_SIZE == (int)crypto_hash_sha256_BYTES, "the digest is SHA-256");

enum { WAITING_MAX = 512 };

/* Fields are short and many: what waits is given to the hash in larger pieces. */
struct DigestFields {
    crypto_hash_sha256_state state;
    size_t waiting;
    unsigned char bytes[WAITING_MAX];
};

static void give(DigestFields *d)
{
    crypto_hash_sha256_update(&d->state, d->bytes, d->waiting);
    d->waiting = 0;
}

static void add_bytes(DigestFields *d, const void *bytes, size_t len)
{
    if (len > WAITING_MAX - d->waiting)
        give(d);
    if (len > WAITING_MAX) {
        crypto_hash_sha256_update(&d->state, bytes, len);
    } else if (len) {
        memcpy(d->bytes + d->waiting, bytes, len);
        d->waiting += len;
    }
}

void digest_bytes(Str data, uint8_t out[DIGEST_SIZE])
{
    crypto_hash_sha256(out, (const unsigned char *)data.data, data.len);
}

void hex_from(const uint8_t *data, size_t len, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < len; i++) {
        out[2 * i] = digits[data[i] >> 4];
        out[2 * i + 1] = digits[data[i] & 15];
    }
    out[2 * len] = '\0';
}

ShortDigest digest_short(const char *hex)
{
    ShortDigest d = { "-" };
    if (hex && *hex)
        snprintf(d.text, sizeof d.text, "%s", hex);
    return d;
}

const char *digest_hex(Str data, char out[DIGEST_HEX_SIZE])
{
    uint8_t digest[DIGEST_SIZE];
    digest_bytes(data, digest);
    hex_from(digest, sizeof digest, out);
    return out;
}

DigestFields *digest_fields_new(void)
{
    DigestFields *d = mem_resize(NULL, sizeof *d);
    crypto_hash_sha256_init(&d->state);
    d->waiting = 0;
    return d;
}

/* A field is one byte (is there a text), its length as 64 bits, low byte first, and its bytes. */
static void add_field(DigestFields *d, bool present, Str bytes)
{
    uint64_t len = htole64(bytes.len);
    uint8_t head[9] = { present };
    memcpy(head + 1, &len, sizeof len);
    if (bytes.len <= WAITING_MAX - sizeof head && d->waiting <= WAITING_MAX - sizeof head - bytes.len) {
        unsigned char *end = d->bytes + d->waiting;
        memcpy(end, head, sizeof head);
        if (bytes.len)
            memcpy(end + sizeof head, bytes.data, bytes.len);
        d->waiting += sizeof head + bytes.len;
        return;
    }
    add_bytes(d, head, sizeof head);
    add_bytes(d, bytes.data, bytes.len);
}

void digest_fields_add(DigestFields *d, const char *text)
{
    add_field(d, text != NULL, str_from(text));
}

void digest_fields_add_str(DigestFields *d, Str bytes)
{
    add_field(d, true, bytes);
}

void digest_fields_add_raw(DigestFields *d, Str bytes)
{
    add_bytes(d, bytes.data, bytes.len);
}

void digest_fields_end(DigestFields *d, uint8_t out[DIGEST_SIZE])
{
    give(d);
    crypto_hash_sha256_final(&d->state, out);
    free(d);
}

static void random_bytes(void *out, size_t len)
{
    BUG_ON(sodium_init() < 0);          /* quick when it was called before */
    randombytes_buf(out, len);
}

/* The 74 bits of an id that are not its time: 12 in high, 62 in low. */
typedef struct {
    int64_t at;
    uint16_t high;
    uint64_t low;
} Uuid;

static pthread_mutex_t uuid_lock = PTHREAD_MUTEX_INITIALIZER;
static Uuid uuid_last = { .at = -1 };

/*
 * Random bits for ids, two words each time.  Each draw is a call of the kernel, so who makes several ids draws more
 * at once; a process that was forked must not go on with the same ones.
 */
enum { POOL = 64 };
static struct {
    uint64_t words[POOL];
    size_t left;
    int64_t draws;
} pool;

static void pool_forget(void)
{
    pool.left = 0;
}

static void pool_fill(void)
{
    if (pool.draws == 1)
        BUG_ON(pthread_atfork(NULL, NULL, pool_forget) != 0);
    random_bytes(pool.words, sizeof pool.words);
    pool.left = POOL;
}

static void pool_draw(uint64_t out[2])
{
    if (pool.draws == 0) {
        random_bytes(out, 2 * sizeof *out);     /* most processes make one */
    } else {
        if (!pool.left)
            pool_fill();
        pool.left -= 2;
        memcpy(out, pool.words + pool.left, 2 * sizeof *out);
    }
    pool.draws++;
}

/*
 * Within a millisecond the low part grows by a random step.  It starts with its top bit clear,
 * which leaves room for 2^29 ids even when the clock is stopped.
 */
static Uuid uuid_draw(int64_t at)
{
    uint64_t bits[2];
    pthread_mutex_lock(&uuid_lock);
    pool_draw(bits);
    if (at == uuid_last.at)
        uuid_last.low += (uint32_t)bits[0] + UINT64_C(1);
    else
        uuid_last = (Uuid){ .at = at, .high = (uint16_t)bits[0], .low = bits[1] >> 3 };
    Uuid drawn = uuid_last;
    pthread_mutex_unlock(&uuid_lock);
    return drawn;
}

const char *uuid7(int64_t at_ms, char out[UUID_TEXT_SIZE])
{
    Uuid u = uuid_draw(MAX(at_ms, 0) & 0xffffffffffff);
    uint64_t words[2] = {
        (uint64_t)u.at << 16 | 0x7000 | (u.high & 0xfff),
        UINT64_C(0x8000000000000000) | (u.low & 0x3fffffffffffffff),
    };
    uint8_t bytes[16];
    for (size_t i = 0; i < 16; i++)
        bytes[i] = (uint8_t)(words[i / 8] >> (56 - 8 * (i % 8)));

    static const uint8_t groups[] = { 4, 2, 2, 2, 6 };
    const uint8_t *from = bytes;
    char *to = out;
    for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
        hex_from(from, groups[i], to);
        from += groups[i];
        to += 2 * groups[i];
        *to++ = i + 1 < ARRAY_LEN(groups) ? '-' : '\0';
    }
    return out;
}
