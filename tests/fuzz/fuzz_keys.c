/*
 * fuzz_keys.c - any bytes from a terminal are used up, whole keys at a time.
 */
#include <stdint.h>
#include <stdlib.h>

#include "keys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool inside(Str part, Str all)
{
    return part.len == 0 || (part.data >= all.data && part.data + part.len <= all.data + all.len);
}

static void check_key(const Key *k, Str in)
{
    char name[24];
    require(inside(k->text, in));
    require(strlen(key_name(k, name)) < sizeof name);
    Key again;
    if (k->kind == KEY_CHAR && key_from_name(name, &again) == 0)
        require(again.kind == KEY_CHAR || again.cp == 0);
}

/* What is a key now is the same key when more bytes are there; the end of the wait always yields one. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str in = { (const char *)data, size };
    while (in.len) {
        Key k, last;
        int now = key_parse(in, false, &k), end = key_parse(in, true, &last);
        require(now == KEY_PARTIAL || (now > 0 && (size_t)now <= in.len));
        require(end > 0 && (size_t)end <= in.len);
        if (now != KEY_PARTIAL)
            require(now == end && key_same(&k, &last));
        check_key(&last, in);
        in = str_slice(in, (size_t)end, in.len);
    }
    return 0;
}
