/*
 * fuzz_signers.c - allowed_signers of any bytes: it is refused with file, line and why, or every line that is
 * given out stands in it as it is.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "../../src/gate/signers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool has_line(Str text, Str line)
{
    while (text.len)
        if (str_eq(str_trim(str_cut(&text, '\n')), line))
            return true;
    return false;
}

/* Whoever is named in the file, and somebody who would be meant by wild cards only. */
static void check_lines(Str text, Str name, bool sound, Arena *a)
{
    const char *principal = arena_str(a, name);
    Str rest = str_from(signers_lines(text, principal, a));
    while (rest.len) {
        Str line = str_cut(&rest, '\n');
        require(line.len && (!sound || has_line(text, line)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Str text = { size ? (const char *)data : "", size }, rest = text;
    Message m = { 0 };
    int r = signers_check(text, "signers", &m);
    require(r == 0 || (r == -EINVAL && str_starts(str_from(m.text), STR("signers"))));
    for (int i = 0; i < 8 && rest.len; i++) {
        Str line = str_trim(str_cut(&rest, '\n'));
        check_lines(text, str_cut(&line, ' '), r == 0, a);
    }
    check_lines(text, STR("\x01nobody"), r == 0, a);
    return 0;
}
