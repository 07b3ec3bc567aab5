/*
 * sha256.c - the blocks of SHA-256 by the processor's own instructions, where it has them.
 *
 * Every event of the ledger is hashed, and every line of a log that is imported.  libsodium does it in portable C,
 * which takes eight times as long.  glibc knows what the processor can do since the process began; to ask the
 * processor itself is slow where a hypervisor answers.
 */
#include "sha256.h"

#include "baton/base/macros.h"

#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>)
#include <immintrin.h>
#include <sys/platform/x86.h>

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
static const uint32_t constants[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

bool sha256_is_quick(void)
{
    return CPU_FEATURE_ACTIVE(SHA) && CPU_FEATURE_ACTIVE(SSE4_1);
}

#define WITH_SHA __attribute__((target("sha,sse4.1")))

/* The instructions want the words a b e f in one register and c d g h in the other, the first one highest. */
typedef struct { __m128i abef, cdgh; } Words;

WITH_SHA static inline Words words_load(const uint32_t state[8])
{
    __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128((const void *)state), 0xb1);
    __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128((const void *)(state + 4)), 0x1b);
    return (Words){ _mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xf0) };
}

WITH_SHA static inline void words_store(Words w, uint32_t state[8])
{
    __m128i feba = _mm_shuffle_epi32(w.abef, 0x1b), dchg = _mm_shuffle_epi32(w.cdgh, 0xb1);
    _mm_storeu_si128((void *)state, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

WITH_SHA static inline void message_load(__m128i m[4], const uint8_t *block)
{
    const __m128i swapped = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    for (int i = 0; i < 4; i++)
        m[i] = _mm_shuffle_epi8(_mm_loadu_si128((const void *)(block + 16 * i)), swapped);
}

/* The four words of the message that come sixteen after the first four of these. */
WITH_SHA static inline __m128i message_next(__m128i a, __m128i b, __m128i c, __m128i d)
{
    return _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(a, b), _mm_alignr_epi8(d, c, 4)), d);
}

WITH_SHA static inline Words take_block(Words w, const uint8_t *block)
{
    __m128i m[4];
    message_load(m, block);
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) {      /* four rounds each */
        __m128i sum = _mm_add_epi32(m[i & 3], _mm_load_si128((const void *)(constants + 4 * i)));
        w.cdgh = _mm_sha256rnds2_epu32(w.cdgh, w.abef, sum);
        w.abef = _mm_sha256rnds2_epu32(w.abef, w.cdgh, _mm_shuffle_epi32(sum, 0x0e));
        if (i < 12)
            m[i & 3] = message_next(m[i & 3], m[(i + 1) & 3], m[(i + 2) & 3], m[(i + 3) & 3]);
    }
    return w;
}

WITH_SHA void sha256_blocks(uint32_t state[8], const uint8_t *data, size_t n)
{
    Words w = words_load(state);
    for (size_t i = 0; i < n; i++) {
        Words after = take_block(w, data + SHA256_BLOCK * i);
        w.abef = _mm_add_epi32(w.abef, after.abef);
        w.cdgh = _mm_add_epi32(w.cdgh, after.cdgh);
    }
    words_store(w, state);
}

#else

bool sha256_is_quick(void) { return false; }
void sha256_blocks(uint32_t state[8], const uint8_t *data, size_t n)
{
    (void)state, (void)data, (void)n;
    BUG_ON(true);
}

#endif
