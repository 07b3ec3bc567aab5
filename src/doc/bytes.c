/*
 * bytes.c - the bytes of a file as UTF-8 with LF line ends.
 *
 * Boards were seen with thousands of NUL bytes at the end, and with lines of UTF-16LE that some
 * shell had appended to a UTF-8 file.  Both are text to their authors, so both are read here.
 * Line numbers stay those of the file: nothing in here adds or drops a line end.
 */
#include "bytes.h"

#include "baton/base/utf8.h"
#include "baton/doc/doc.h"

typedef struct {
    Buf *out;
    size_t from;                /* where in out this document starts */
    Decoded found;
    size_t stray, bad;          /* NUL bytes out of place; bytes that are no UTF-8 */
    const char *bytes;          /* the whole file */
    Trace *trace;               /* or NULL */
} Decoder;

/* Bytes of the file that become `text_len` bytes of the text, all or each of a run of UTF-8. */
typedef struct {
    Str bytes;
    size_t text_len;
    Code code;
    bool whole;                 /* one character: no part of it stands for a part of the bytes */
    bool mended;
} Step;

static void trace_point(Trace *t, const Step *s, size_t text, size_t at)
{
    size_t off = t->from - text;
    bool inside = s->whole && off && off < s->text_len;
    t->found = true;
    t->sure = !inside;
    t->code = s->code;
    t->at = t->end = at + (!s->whole || inside ? off : off ? s->bytes.len : 0);
}

static void trace_range(Trace *t, const Step *s, size_t text, size_t at)
{
    size_t lo = MAX(t->from, text) - text, hi = MIN(t->to, text + s->text_len) - text;
    size_t first = s->whole ? at : at + lo, end = s->whole ? at + s->bytes.len : at + hi;
    bool part = s->whole && hi - lo < s->text_len;
    bool joins = !t->found || (first == t->end && s->code == t->code);
    t->sure = (!t->found || t->sure) && joins && !part && !s->mended;
    if (!t->found)
        t->at = first;
    t->found = true;
    t->end = end;
    t->code = s->code;
}

/* To be called before the text of the step is appended at `text`. */
static void trace_step(const Decoder *d, size_t text, const Step *s)
{
    Trace *t = d->trace;
    size_t at = (size_t)(s->bytes.data - d->bytes), end = text + s->text_len;
    if (t->from == t->to && t->from >= text && t->from <= end)
        trace_point(t, s, text, at);
    else if (t->from < end && t->to > text)
        trace_range(t, s, text, at);
}

static int line_now(const Decoder *d)
{
    int line = 1;
    Str done = str_slice(buf_str(d->out), d->from, d->out->len);
    for (size_t i = 0; i < done.len; i++)
        line += done.data[i] == '\n' ||
                (done.data[i] == '\r' && (i + 1 == done.len || done.data[i + 1] != '\n'));
    return line;
}

static void trace_narrow(const Decoder *d, Str s, bool valid)
{
    size_t text = d->out->len - d->from;
    if (valid) {
        trace_step(d, text, &(Step){ .bytes = s, .text_len = s.len });
        return;
    }
    for (size_t i = 0; i < s.len;) {
        int32_t cp;
        size_t used = utf8_next(str_slice(s, i, s.len), &cp);
        Step step = { .bytes = str_slice(s, i, i + used), .whole = true, .mended = cp < 0,
                      .text_len = cp < 0 ? strlen(UTF8_REPLACEMENT) : used };
        trace_step(d, text, &step);
        text += step.text_len;
        i += used;
    }
}

/* Appends UTF-8; remembers the line of the first byte that is none. */
static void add_narrow(Decoder *d, Str s)
{
    bool valid = utf8_valid(s);
    if (d->trace && s.len)
        trace_narrow(d, s, valid);
    if (valid) {
        buf_add_str(d->out, s);
        return;
    }
    for (size_t i = 0; i < s.len;) {
        int32_t cp;
        size_t used = utf8_next(str_slice(s, i, s.len), &cp);
        if (cp < 0) {
            if (!d->bad++) {
                buf_add(d->out, s.data, i);
                d->found.bad_line = line_now(d);
                buf_cut(d->out, d->out->len - i);
            }
        }
        i += used;
    }
    utf8_add_valid(d->out, s);
}

static unsigned unit_at(Str s, size_t i, bool big)
{
    unsigned char a = (unsigned char)s.data[i], b = (unsigned char)s.data[i + 1];
    return big ? (unsigned)(a << 8 | b) : (unsigned)(b << 8 | a);
}

/* Appends one UTF-16 character and returns its bytes. */
static size_t add_wide(Decoder *d, Str s, size_t i, bool big)
{
    char text[4];
    unsigned unit = unit_at(s, i, big);
    size_t used = 2;
    int32_t cp = (int32_t)unit;
    if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < s.len) {
        unsigned low = unit_at(s, i + 2, big);
        if (low >= 0xDC00 && low < 0xE000) {
            cp = (int32_t)(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            used = 4;
        }
    }
    bool mended = cp >= 0xD800 && cp < 0xE000;
    size_t n = cp ? utf8_put(mended ? 0xFFFD : cp, text) : 0;
    if (d->trace && n)
        trace_step(d, d->out->len - d->from,
                   &(Step){ .bytes = str_slice(s, i, i + used), .text_len = n, .mended = mended,
                            .code = big ? CODE_UTF16BE : CODE_UTF16LE, .whole = true });
    buf_add(d->out, text, n);
    return used;
}

static void decode_wide(Decoder *d, Str s, bool big)
{
    d->found.name = big ? "utf-16be" : "utf-16le";
    d->found.wide_line = 1;
    for (size_t i = 0; i + 1 < s.len;)
        i += add_wide(d, s, i, big);
}

static bool is_ascii_text(unsigned char c)
{
    return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\r' || c == '\t';
}

static bool is_wide_ascii(Str s, size_t i)
{
    return i + 1 < s.len && s.data[i + 1] == '\0' && is_ascii_text((unsigned char)s.data[i]);
}

/* Whether the unit at i still belongs to a run of UTF-16LE: some neighbour must prove it. */
static bool is_wide_unit(Str s, size_t i)
{
    if (i + 1 >= s.len)
        return false;
    if (s.data[i + 1] == '\0')
        return s.data[i] != '\0';
    return is_wide_ascii(s, i + 2) || is_wide_ascii(s, i + 4);
}

static size_t add_wide_run(Decoder *d, Str s, size_t i)
{
    if (!d->found.wide_line)
        d->found.wide_line = line_now(d);
    d->found.name = "mixed";
    while (is_wide_unit(s, i))
        i += add_wide(d, s, i, false);
    return i;
}

static void decode_narrow(Decoder *d, Str s)
{
    while (s.len) {
        ptrdiff_t nul = str_chr(s, '\0');
        size_t at = nul < 0 ? s.len : (size_t)nul;
        bool wide = nul > 0 && is_wide_ascii(s, at - 1) && is_wide_ascii(s, at + 1) &&
                    at + 4 < s.len && s.data[at + 3] && !s.data[at + 4];
        add_narrow(d, str_slice(s, 0, wide ? at - 1 : at));
        if (wide) {
            s = str_slice(s, add_wide_run(d, s, at - 1), s.len);
            continue;
        }
        if (nul >= 0 && !d->stray++)
            d->found.nul_line = line_now(d);
        s = str_slice(s, at + 1, s.len);
    }
}

/* UTF-16 without a mark: nearly every second byte is NUL, and none of the others. */
static const char *guess_wide(Str s)
{
    size_t n = MIN(s.len, (size_t)1024) / 2, nul[2] = { 0, 0 };
    for (size_t i = 0; i < 2 * n; i++)
        nul[i & 1] += s.data[i] == '\0';
    if (n >= 4 && nul[1] * 10 >= n * 7 && !nul[0])
        return "le";
    return n >= 4 && nul[0] * 10 >= n * 7 && !nul[1] ? "be" : NULL;
}

static size_t count_controls(Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        n += c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B;
    }
    return n;
}

/* A text may hold a few odd bytes; a program or a picture is full of them. */
static bool looks_binary(const Decoder *d, size_t len)
{
    if (!d->stray && !d->bad)
        return false;
    size_t odd = d->stray + count_controls(str_slice(buf_str(d->out), d->from, d->out->len));
    return (odd >= 8 && odd * 50 > len) || odd * 3 > len || (odd && (odd + d->bad) * 3 > len);
}

/* CRLF and CR become LF, in place: the text only shrinks. */
static void lf_line_ends(Buf *b, size_t from)
{
    char *first = b->len > from ? memchr(b->data + from, '\r', b->len - from) : NULL;
    if (!first)
        return;
    char *to = first, *end = b->data + b->len;
    for (char *p = first; p < end; p++) {
        if (*p == '\r' && p + 1 < end && p[1] == '\n')
            continue;
        *to++ = *p == '\r' ? '\n' : *p;
    }
    buf_cut(b, (size_t)(to - b->data));
}

static Str drop_trailing_nul(Str s)
{
    while (s.len && s.data[s.len - 1] == '\0')
        s.len--;
    return s;
}

static void decode_unmarked(Decoder *d, Str s)
{
    const char *wide = str_chr(s, '\0') >= 0 ? guess_wide(s) : NULL;
    if (wide) {
        decode_wide(d, s, wide[0] == 'b');
        return;
    }
    Str kept = drop_trailing_nul(s);
    if (kept.len >= 2 && kept.len < s.len && kept.data[kept.len - 2] == '\0')
        kept.len++;             /* the NUL that ends a run of UTF-16LE belongs to it */
    decode_narrow(d, kept);
    if (looks_binary(d, kept.len)) {
        d->found = (Decoded){ .name = "binary" };
        buf_cut(d->out, d->from);
        return;
    }
    if (kept.len < s.len && !d->found.nul_line)
        d->found.nul_line = line_now(d);
}

static void decode(Decoder *d, Str bytes)
{
    if (str_starts(bytes, STR("\xFF\xFE"))) {
        decode_wide(d, str_slice(bytes, 2, bytes.len), false);
    } else if (str_starts(bytes, STR("\xFE\xFF"))) {
        decode_wide(d, str_slice(bytes, 2, bytes.len), true);
    } else if (str_starts(bytes, STR("\xEF\xBB\xBF"))) {
        d->found.name = "utf-8-bom";
        d->found.bom = 3;
        decode_unmarked(d, str_slice(bytes, 3, bytes.len));
    } else {
        decode_unmarked(d, bytes);
    }
}

Decoded bytes_decode(Str bytes, Buf *out)
{
    Decoder d = { .out = out, .from = out->len, .found = { .name = "utf-8" } };
    decode(&d, bytes);
    lf_line_ends(out, d.from);
    return d.found;
}

void bytes_trace(Str bytes, Buf *out, Trace *trace)
{
    Decoder d = { .out = out, .from = out->len, .found = { .name = "utf-8" },
                  .bytes = bytes.data, .trace = trace };
    if (trace)
        *trace = (Trace){ .from = trace->from, .to = trace->to };
    decode(&d, bytes);
}

const char *doc_decode(Str bytes, Buf *out)
{
    return bytes_decode(bytes, out).name;
}
