/*
 * sha1.c - SHA-1 (FIPS 180-4), which libsodium does not have.
 */
#include "sha1.h"

static uint32_t rotate(uint32_t x, int by)
{
    return x << by | x >> (32 - by);
}

static uint32_t load(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static const uint32_t constants[] = { 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6 };

static uint32_t mix(int round, uint32_t b, uint32_t c, uint32_t d)
{
    return round == 0 ? (b & c) | (~b & d) : round == 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
}

static void add_block(Sha1 *s, const uint8_t *block)
{
    uint32_t w[80], v[5];
    for (int i = 0; i < 16; i++)
        w[i] = load(block + 4 * i);
    for (int i = 16; i < 80; i++)
        w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    memcpy(v, s->h, sizeof v);
    for (int i = 0; i < 80; i++) {
        uint32_t t = rotate(v[0], 5) + mix(i / 20, v[1], v[2], v[3]) + v[4] + constants[i / 20] + w[i];
        v[4] = v[3];
        v[3] = v[2];
        v[2] = rotate(v[1], 30);
        v[1] = v[0];
        v[0] = t;
    }
    for (int i = 0; i < 5; i++)
        s->h[i] += v[i];
}

void sha1_init(Sha1 *s)
{
    *s = (Sha1){ .h = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 } };
}

void sha1_add(Sha1 *s, Str bytes)
{
    while (bytes.len) {
        size_t used = s->len % sizeof s->block, n = MIN(bytes.len, sizeof s->block - used);
        memcpy(s->block + used, bytes.data, n);
        s->len += n;
        if (used + n == sizeof s->block)
            add_block(s, s->block);
        bytes = str_slice(bytes, n, bytes.len);
    }
}

void sha1_end(Sha1 *s, uint8_t out[SHA1_SIZE])
{
    static const char padding[64] = { (char)0x80 };
    uint64_t bits = s->len * 8;
    size_t used = s->len % 64;
    char length[8];
    for (int i = 0; i < 8; i++)
        length[i] = (char)(bits >> (56 - 8 * i));
    sha1_add(s, (Str){ padding, used < 56 ? 56 - used : 120 - used });
    sha1_add(s, (Str){ length, sizeof length });
    for (int i = 0; i < SHA1_SIZE; i++)
        out[i] = (uint8_t)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}
