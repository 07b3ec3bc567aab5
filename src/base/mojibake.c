/*
 * mojibake.c - UTF-8 that was read as Windows-1252, put right.
 *
 * "Café" became "CafÃ©", and an orange circle became "ðŸŸ" with a no-break space.  The way
 * back is exact, the question is when to take it: "é»…" after a French word is good text too.
 * A run of sequences is mended when one of them can hardly be anything else, or when there are
 * several in a row.
 */
#include "baton/base/utf8.h"

/* What bytes 0x80 to 0x9f mean in Windows-1252; the five unused ones stand for themselves. */
static const uint16_t cp1252[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
    0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

/* The byte that was read as cp, or -1. */
static int byte_of(int32_t cp)
{
    if (cp >= 0xa0 && cp <= 0xff)
        return cp;
    for (int i = 0; cp >= 0x80 && i < 32; i++)
        if (cp1252[i] == cp)
            return 0x80 + i;
    return -1;
}

/*
 * Bytes whose character people put behind a word that ends in a letter with an accent: no-break
 * space, quotes, dashes, ellipsis, bullet, raised figures, degree and trade marks.
 */
static bool follows_words(unsigned char byte)
{
    static const unsigned char list[] = {
        0xa0, 0x91, 0x92, 0x93, 0x94, 0x8b, 0x9b, 0xab, 0xbb, 0x96, 0x97, 0x85, 0x95, 0xb7,
        0xb9, 0xb2, 0xb3, 0xb0, 0xba, 0xaa, 0xae, 0x99,
    };
    return memchr(list, byte, sizeof list) != NULL;
}

typedef struct {
    char bytes[4];              /* the character as it was meant */
    size_t len, used;           /* its length; the length of what stands for it */
} Sequence;

static size_t sequence_len(int lead)
{
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
}

/*
 * The last byte of four may have been 0xa0, a no-break space, that somebody's editor made a blank
 * or trimmed at the end of a line.  Three good bytes of four leave no doubt.
 */
static bool lost_blank(Str rest, Sequence *q)
{
    if (q->len != 3 || (unsigned char)q->bytes[0] < 0xf0)
        return false;
    if (rest.len && rest.data[0] != ' ' && rest.data[0] != '\n' && rest.data[0] != '\r')
        return false;
    q->bytes[q->len++] = '\xa0';
    q->used += rest.len && rest.data[0] == ' ';
    return true;
}

static bool sequence_at(Str s, Sequence *q)
{
    *q = (Sequence){ 0 };
    size_t want = 1;
    while (q->len < want) {
        int32_t cp = -1;
        Str rest = str_slice(s, q->used, s.len);
        size_t n = rest.len ? utf8_next(rest, &cp) : 0;
        int byte = byte_of(cp);
        if (byte < 0 && lost_blank(rest, q))
            break;
        if (byte < 0 || (q->len && (byte & 0xc0) != 0x80))
            return false;
        if (!q->len)
            want = sequence_len(byte > 0xf4 ? 0 : byte);
        q->bytes[q->len++] = (char)byte;
        q->used += n;
    }
    int32_t cp;
    return want && utf8_next((Str){ q->bytes, q->len }, &cp) == q->len && cp >= 0xa0;
}

/* Can this be nothing else?  Words do not end in U+00C2 or U+00E2, the leads of most symbols. */
static bool sequence_sure(const Sequence *q)
{
    unsigned char lead = (unsigned char)q->bytes[0];
    if (lead == 0xc2 || lead == 0xe2)
        return true;
    if (q->len == 2 && lead != 0xc3)
        return false;
    for (size_t i = 1; i < q->len; i++)
        if (!follows_words((unsigned char)q->bytes[i]))
            return true;
    return false;
}

/* Appends the run mended and returns the bytes it took up; 0: there is none here. */
static size_t mend_run(Buf *out, Str s)
{
    size_t used = 0, count = 0, start = out->len;
    bool sure = false;
    Sequence q;
    while (used < s.len && sequence_at(str_slice(s, used, s.len), &q)) {
        buf_add(out, q.bytes, q.len);
        used += q.used;
        count++;
        sure = sure || sequence_sure(&q);
    }
    if (sure || count > 1)
        return used;
    buf_cut(out, start);
    return 0;
}

int utf8_mend_mojibake(Buf *out, Str s)
{
    int runs = 0;
    for (size_t i = 0, start = 0; start < s.len; start = i) {
        while (i < s.len && (unsigned char)s.data[i] < 0x80)
            i++;
        buf_add(out, s.data + start, i - start);
        if (i == s.len)
            break;
        Str rest = str_slice(s, i, s.len);
        size_t used = mend_run(out, rest);
        runs += used > 0;
        if (!used) {
            used = utf8_next(rest, &(int32_t){ 0 });
            buf_add(out, rest.data, used);
        }
        i += used;
    }
    return runs;
}
