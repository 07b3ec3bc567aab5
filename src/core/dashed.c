/*
 * dashed.c - words of a person as a name: of a run, of a file.
 */
#include "dashed.h"

#include "baton/base/utf8.h"

const char *dashed(Str text, bool (*keeps)(int32_t cp), size_t max, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (Str rest = text; rest.len;) {
        int32_t cp;
        size_t n = utf8_next(rest, &cp);
        if (out.len + n > max)
            break;
        if (keeps(cp))
            buf_add(&out, rest.data, n);
        else if (out.len && out.data[out.len - 1] != '-')
            buf_addc(&out, '-');
        rest = str_slice(rest, n, rest.len);
    }
    while (out.len && out.data[out.len - 1] == '-')
        buf_cut(&out, out.len - 1);
    return arena_str(a, buf_str(&out));
}
