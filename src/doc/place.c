/*
 * place.c - the way back from the decoded text of a line to the bytes that it was read from.
 *
 * The file is decoded once more, with somebody looking over the decoder's shoulder: so the way back
 * can never differ from the way there.
 */
#include "place.h"

#include <errno.h>

#include "baton/base/utf8.h"

/* The line as decoded, a slice of text; *ret_end is how it ends. */
static int line_find(Str text, int line, Str *ret_line, const char **ret_end)
{
    static const char *const ends[] = { "", "\n", "\r\n", "\r" };
    Str rest = text, found;
    for (int i = 1; str_next_line(&rest, &found); i++) {
        if (i != line)
            continue;
        size_t len = (size_t)(rest.data - (found.data + found.len));
        *ret_line = found;
        *ret_end = ends[len == 1 && found.data[found.len] == '\r' ? 3 : len];
        return 0;
    }
    return -ENOENT;
}

static Trace trace_slice(Str bytes, Str text, Str slice)
{
    size_t from = (size_t)(slice.data - text.data);
    Trace t = { .from = from, .to = from + slice.len };
    CLEANUP(buf_done) Buf again = BUF_INIT;
    bytes_trace(bytes, &again, &t);
    return t;
}

int place_find(Str bytes, Span span, Place *ret_place)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Str line;
    const char *end;
    if (span.line < 1 || span.col < 0 || span.end < span.col)
        return -ERANGE;
    bytes_trace(bytes, &text, NULL);
    if (line_find(buf_str(&text), span.line, &line, &end) < 0 || (size_t)span.end > line.len)
        return -ERANGE;
    Trace t = trace_slice(bytes, buf_str(&text),
                          str_slice(line, (size_t)span.col, (size_t)span.end));
    if (!t.found || !t.sure)
        return -ERANGE;
    *ret_place = (Place){ .at = t.at, .len = t.end - t.at, .code = t.code };
    return 0;
}

int place_line(Str bytes, int line, Place *ret_place, const char **ret_end)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Str found;
    const char *end;
    bytes_trace(bytes, &text, NULL);
    int r = line_find(buf_str(&text), line, &found, &end);
    if (r < 0)
        return r;
    Trace t = trace_slice(bytes, buf_str(&text), found);
    if (*end) {
        Str behind = { found.data + found.len, strlen(end) };
        Trace e = trace_slice(bytes, buf_str(&text), behind);
        t.code = e.code;
        t.end = e.at;
    }
    *ret_place = (Place){ .at = t.at, .len = t.end - t.at, .code = t.code };
    *ret_end = end;
    return 0;
}

static void unit_add(Buf *out, Code code, unsigned unit)
{
    char low = (char)(unit & 0xFF), high = (char)(unit >> 8);
    buf_addc(out, code == CODE_UTF16LE ? low : high);
    buf_addc(out, code == CODE_UTF16LE ? high : low);
}

void place_encode(Buf *out, Code code, Str text)
{
    if (code == CODE_UTF8) {
        buf_add_str(out, text);
        return;
    }
    for (size_t i = 0; i < text.len;) {
        int32_t cp;
        i += utf8_next(str_slice(text, i, text.len), &cp);
        unsigned c = cp < 0 ? 0xFFFD : (unsigned)cp;
        if (c < 0x10000) {
            unit_add(out, code, c);
            continue;
        }
        unit_add(out, code, 0xD800 + ((c - 0x10000) >> 10));
        unit_add(out, code, 0xDC00 + ((c - 0x10000) & 0x3FF));
    }
}
