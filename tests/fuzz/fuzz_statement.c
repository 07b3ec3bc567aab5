/*
 * fuzz_statement.c - the text that is signed: values of any bytes come back as they were, none of them
 * makes a line of its own, and any bytes can be asked for their lines.
 */
#include <stdint.h>
#include <stdlib.h>

#include "baton/base/digest.h"
#include "baton/gate/signature.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINES = 12 };

static void require(bool holds)
{
    if (!holds)
        abort();
}

static int count_lines(Str text)
{
    int n = 0;
    for (size_t i = 0; i < text.len; i++) {
        require((unsigned char)text.data[i] >= 0x20 || text.data[i] == '\n');
        n += text.data[i] == '\n';
    }
    return n;
}

static void check_value(Str text, const char *name, const char *want, Arena *a)
{
    const char *value = statement_get(text, name, a);
    require(value && strcmp(value, want) == 0);
}

static void check_written(const Statement *s, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    char comment[DIGEST_HEX_SIZE];
    statement_write(s, &out);
    Str text = buf_str(&out);
    require(count_lines(text) == LINES);
    check_value(text, "project", s->project, a);
    check_value(text, "handoff", s->handoff, a);
    check_value(text, "revision", s->revision, a);
    check_value(text, "verdict", s->verdict, a);
    check_value(text, "principal", s->principal, a);
    check_value(text, "time", s->time, a);
    check_value(text, "checks", s->checks, a);
    check_value(text, "ledger", s->ledger, a);
    check_value(text, "signers", s->signers, a);
    check_value(text, "comment", digest_hex(str_from(s->comment), comment), a);
    require(!statement_get(text, "nothing", a));
}

/* Any statement that a stranger brings; a line is never found where it is said twice. */
static void check_any(Str text, Arena *a)
{
    static const char *const names[] = { "project", "verdict", "waived", "principal", "ledger", "" };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const char *value = statement_get(text, names[i], a);
        require(!value || strlen(value) <= text.len);
    }
}

/* Two different lists of waived checks are two different texts. */
static void check_waived(const Statement *s, const char *x, const char *y, Arena *a)
{
    CLEANUP(buf_done) Buf two = BUF_INIT, one = BUF_INIT;
    StrList apart = { 0 }, joined = { 0 };
    Statement t = *s;
    strlist_add(&apart, a, x), strlist_add(&apart, a, y);
    strlist_add(&joined, a, arena_printf(a, "%s, %s", x, y));
    t.waived = &apart, statement_write(&t, &two);
    t.waived = &joined, statement_write(&t, &one);
    require(!str_eq(buf_str(&two), buf_str(&one)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Str all = { size ? (const char *)data : "", size }, rest = all;
    const char *values[10];
    for (size_t i = 0; i < ARRAY_LEN(values); i++)
        values[i] = arena_str(a, str_cut(&rest, '\0'));
    Statement s = {
        .project = values[0], .handoff = values[1], .revision = values[2], .verdict = values[3], .principal = values[4],
        .time = values[5], .comment = values[6], .checks = values[7], .ledger = values[8], .signers = values[9],
    };
    check_written(&s, a);
    check_waived(&s, values[0], values[1], a);
    check_any(all, a);
    return 0;
}
