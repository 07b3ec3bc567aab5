/*
 * check.c - the table of checks, running them, and what they found as one number.
 */
#include "baton/gate/check.h"

#include <stdio.h>
#include <stdlib.h>

#include "baton/base/utf8.h"
#include "check_parts.h"

enum { SENTENCE_MAX = 1024 };

const CheckRow *const check_table[] = {
    &check_artifact, &check_scope, &check_session, &check_sections, &check_inputs, &check_references, &check_records,
    &check_budget, &check_environment, &check_command, &check_contradiction, NULL,
};

static const char *valid_text(Arena *a, Str s)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    if (s.len > SENTENCE_MAX) {
        while (s.len > SENTENCE_MAX || (s.len && ((unsigned char)s.data[s.len] & 0xc0) == 0x80))
            s.len--;
        utf8_add_valid(&out, s);
        buf_adds(&out, "…");
    } else {
        utf8_add_valid(&out, s);
    }
    return arena_str(a, buf_str(&out));
}

PRINTF(2, 0) static const char *format(Arena *a, const char *fmt, va_list ap)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    buf_vaddf(&text, fmt, ap);
    return valid_text(a, buf_str(&text));
}

CheckResult *check_add(CheckResults *r, Arena *a, const char *name)
{
    CheckResult result = { .name = valid_text(a, str_from(name)), .state = CHECK_PASSED };
    AVEC_PUSH(r, a, result);
    return &r->items[r->len - 1];
}

void check_finding(CheckResult *r, Arena *a, const char *file, int line, const char *fmt, ...)
{
    r->state = CHECK_FAILED;
    if (r->findings.len >= FINDINGS_MAX) {
        r->findings_more++;
        return;
    }
    va_list ap;
    va_start(ap, fmt);
    Finding f = { .file = file ? valid_text(a, str_from(file)) : NULL, .line = line, .text = format(a, fmt, ap) };
    va_end(ap);
    AVEC_PUSH(&r->findings, a, f);
}

void check_skip(CheckResult *r, Arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    r->state = CHECK_SKIPPED;
    r->why = format(a, fmt, ap);
    va_end(ap);
}

void checks_run(const CheckInput *given, CheckWhich which, Arena *a, CheckResults *ret)
{
    CheckInput copy = *given;
    const CheckInput *in = &copy;
    copy.author_name = given->author_name ? given->author_name : AUTHOR_UNKNOWN;
    for (const CheckRow *const *row = check_table; *row; row++) {
        size_t before = ret->len;
        bool due = which & ((*row)->slow ? CHECKS_SLOW : CHECKS_QUICK);
        if (due && !(*row)->run(in, a, ret))
            ret->len = before;
        else if (!due && (*row)->slow)
            check_commands_left_out(in, a, ret);
    }
}

static int by_name(const void *x, const void *y)
{
    const CheckResult *const *a = x, *const *b = y;
    int order = strcmp((*a)->name, (*b)->name);
    return order ? order : *a < *b ? -1 : *a > *b;
}

static void add_text(DigestFields *d, const char *text)
{
    digest_fields_add(d, text ? text : "");
}

static void add_number(DigestFields *d, uint64_t n)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)n);
    digest_fields_add(d, text);
}

static void add_result(DigestFields *d, const CheckResult *r)
{
    add_text(d, r->name);
    add_text(d, check_state_text(r->state));
    add_text(d, r->why);
    add_number(d, r->findings.len);
    for (size_t i = 0; i < r->findings.len; i++) {
        add_text(d, r->findings.items[i].file);
        add_number(d, (uint64_t)MAX(r->findings.items[i].line, 0));
        add_text(d, r->findings.items[i].text);
    }
    add_number(d, r->findings_more);
}

void checks_digest(const CheckResults *r, char out[DIGEST_HEX_SIZE])
{
    CLEANUP(free_mem) const CheckResult **sorted = mem_alloc((r->len + 1) * sizeof *sorted);
    for (size_t i = 0; i < r->len; i++)
        sorted[i] = &r->items[i];
    if (r->len)
        qsort(sorted, r->len, sizeof *sorted, by_name);
    DigestFields *d = digest_fields_new();
    digest_fields_add(d, "baton checks 1");
    for (size_t i = 0; i < r->len; i++)
        add_result(d, sorted[i]);
    uint8_t sum[DIGEST_SIZE];
    digest_fields_end(d, sum);
    hex_from(sum, sizeof sum, out);
}
