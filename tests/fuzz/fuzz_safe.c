/*
 * fuzz_safe.c - the gate to the terminal, and the mending of mojibake, from any bytes.
 *
 * The first byte says in how many columns; the rest is the text.
 */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <wchar.h>

#include "baton/base/safe.h"
#include "baton/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static int columns(Str s)
{
    int cols = 0;
    while (s.len) {
        int32_t cp;
        s = str_slice(s, utf8_next(s, &cp), s.len);
        require(cp >= 0x20 && !(cp >= 0x7f && cp < 0xa0));
        require(!(cp >= 0x200b && cp <= 0x200f) && !(cp >= 0x2028 && cp <= 0x202e));
        require(!(cp >= 0x2060 && cp <= 0x206f));
        require(wcwidth((wchar_t)cp) >= 0);
        cols += wcwidth((wchar_t)cp);
    }
    return cols;
}

static void check_safe(Arena *a, Raw text, int max_cols)
{
    Safe s = safe_line(a, text, max_cols);
    Safe again = safe_line(a, (Raw){ s.data, s.len }, max_cols);
    require(columns((Str){ s.data, s.len }) == s.cols);
    require(max_cols < 0 || s.cols <= max_cols);
    require(strlen(s.data) == s.len);
    require(again.cols == s.cols && strcmp(again.data, s.data) == 0);
}

static void check_adding(Raw text, int max_cols)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    int cols = safe_add(&out, text, max_cols);
    require(columns(buf_str(&out)) == cols);
    require(max_cols < 0 || cols <= max_cols);
}

static void check_mending(Str text)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    int runs = utf8_mend_mojibake(&out, text);
    require(runs > 0 || str_eq(buf_str(&out), text));
    require(!utf8_valid(text) || utf8_valid(buf_str(&out)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    if (!size || !setlocale(LC_CTYPE, "C.UTF-8"))
        return 0;
    Raw text = { (const char *)data + 1, size - 1 };
    int max_cols = data[0] == 255 ? -1 : data[0];
    check_safe(a, text, max_cols);
    check_adding(text, max_cols);
    check_mending((Str){ text.data, text.len });
    return 0;
}
