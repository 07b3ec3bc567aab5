/*
 * edit_patch.c - a change as the ledger keeps it, and the way back.
 *
 * Bytes are kept as hex because a file may be in any encoding.  A changed line is known again by the
 * digest of its bytes, at its old place or at the only other one; lines that were put in by
 * themselves.  Lines are counted by the byte 0x0A, which is the same before and after in every encoding.
 */
#include <errno.h>

#include "editing.h"

typedef struct {
    size_t start, end;          /* bytes, the byte 0x0A not among them */
    int64_t number;
} Chunk;

static bool chunk_next(Str all, Chunk *c, bool first)
{
    if (!first && c->end >= all.len)
        return false;
    c->start = first ? 0 : c->end + 1;
    c->number = first ? 0 : c->number + 1;
    ptrdiff_t n = str_chr(str_slice(all, c->start, all.len), '\n');
    c->end = n < 0 ? all.len : c->start + (size_t)n;
    return true;
}

static Chunk chunk_at(Str all, size_t at)
{
    Chunk c = { 0 };
    for (bool first = true; chunk_next(all, &c, first) && c.end < at; first = false)
        ;
    return c;
}

static Str chunk_bytes(Str all, Chunk c)
{
    return str_slice(all, c.start, c.end);
}

static void put_hex(Json *j, const char *key, Str bytes)
{
    CLEANUP(free_mem) char *hex = mem_alloc(2 * bytes.len + 1);
    hex_from((const uint8_t *)bytes.data, bytes.len, hex);
    json_put_str(j, key, hex);
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int get_hex(const Json *j, const char *key, Arena *a, Str *ret)
{
    Str text = str_from(json_get_str(j, key));
    char *out = arena_alloc(a, text.len / 2 + 1);
    for (size_t i = 0; i + 1 < text.len; i += 2) {
        int hi = hex_digit(text.data[i]), lo = hex_digit(text.data[i + 1]);
        if (hi < 0 || lo < 0)
            return -EINVAL;
        out[i / 2] = (char)(hi << 4 | lo);
    }
    *ret = (Str){ out, text.len / 2 };
    return text.len % 2 ? -EINVAL : 0;
}

Json *edit_patch_json(Str before, const Patch *p)
{
    CLEANUP(buf_done) Buf after = BUF_INIT;
    char digest[DIGEST_HEX_SIZE];
    Json *j = json_object();

    buf_add(&after, before.data, p->at);
    buf_add_str(&after, p->with);
    buf_add_str(&after, str_slice(before, p->at + p->len, before.len));
    Chunk c = chunk_at(buf_str(&after), p->at);
    json_put_int(j, "chunk", c.number);
    json_put_int(j, "offset", (int64_t)(p->at - c.start));
    json_put_str(j, "digest", digest_hex(chunk_bytes(buf_str(&after), c), digest));
    json_put_int(j, "at", (int64_t)p->at);
    json_put_int(j, "line", p->line);
    json_put_int(j, "lines", p->lines);
    put_hex(j, "old", str_slice(before, p->at, p->at + p->len));
    put_hex(j, "new", p->with);
    return j;
}

int edit_patch_new(const Json *patch, Arena *a, Str *ret_new)
{
    return get_hex(patch, "new", a, ret_new);
}

/* ---- the way back ---- */

typedef struct {
    int64_t chunk, offset, at;
    int lines, line;
    const char *digest;
    Str old, new;
} Kept;

static int kept_read(const Json *patch, Arena *a, Kept *ret)
{
    *ret = (Kept){ .chunk = json_get_int(patch, "chunk", -1), .offset = json_get_int(patch, "offset", -1),
                   .at = json_get_int(patch, "at", -1), .lines = (int)json_get_int(patch, "lines", 0),
                   .line = (int)json_get_int(patch, "line", 0),
                   .digest = json_get_str(patch, "digest") };
    int r = get_hex(patch, "old", a, &ret->old);
    if (r == 0)
        r = get_hex(patch, "new", a, &ret->new);
    return r < 0 || !ret->digest || ret->offset < 0 || ret->at < 0 ? -EINVAL : 0;
}

static bool is_chunk(Str now, Chunk c, const Kept *k)
{
    char digest[DIGEST_HEX_SIZE];
    return strcmp(digest_hex(chunk_bytes(now, c), digest), k->digest) == 0;
}

/* Where the line is that we left: at its old place, else the only one like it. */
static int64_t find_line(Str now, const Kept *k, int64_t *ret_lines_down)
{
    Chunk c = { 0 };
    int64_t found = -1;
    for (bool first = true; chunk_next(now, &c, first); first = false) {
        if (!is_chunk(now, c, k))
            continue;
        if (c.number != k->chunk && found >= 0)
            found = -2;
        if (c.number == k->chunk || found == -1) {
            found = (int64_t)c.start + k->offset;
            *ret_lines_down = c.number - k->chunk;
        }
        if (c.number == k->chunk)
            break;
    }
    return found;
}

static bool is_there(Str now, size_t at, Str bytes)
{
    return at <= now.len && str_starts(str_slice(now, at, now.len), bytes);
}

/* Lines that were put in: where they were, else the only place where they are, at the start of a line. */
static int64_t find_lines(Str now, const Kept *k)
{
    int64_t found = -1;
    if (is_there(now, (size_t)k->at, k->new))
        return k->at;
    for (size_t at = 0; at < now.len;) {
        ptrdiff_t n = str_find(str_slice(now, at, now.len), k->new);
        if (n < 0)
            break;
        at += (size_t)n;
        if (k->offset || at == 0 || now.data[at - 1] == '\n' || now.data[at - 1] == '\0')
            found = found == -1 ? (int64_t)at : -2;
        at++;
    }
    return found;
}

int edit_patch_reverse(const Json *patch, Str now, Arena *a, Patch *ret_patch)
{
    Kept k;
    int64_t down = 0;
    if (kept_read(patch, a, &k) < 0 || (k.lines && !k.new.len))
        return -EINVAL;
    int64_t at = k.lines ? find_lines(now, &k) : find_line(now, &k, &down);
    if (at < 0 || !is_there(now, (size_t)at, k.new))
        return -ESTALE;
    if (k.lines)
        down = chunk_at(now, (size_t)at).number - k.chunk;
    *ret_patch = (Patch){ .at = (size_t)at, .len = k.new.len, .with = k.old,
                          .line = k.line + (int)down, .lines = k.lines };
    return 0;
}
