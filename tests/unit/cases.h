/*
 * cases.h - what every cmocka program of ours includes, in the order that cmocka wants.
 */
#ifndef BATON_TESTS_CASES_H
#define BATON_TESTS_CASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* fail() is a function of ours. */
#undef fail
#undef fail_msg

#include "baton/base/str.h"

/* Compares a Str with a C string and shows both when they differ. */
static inline void assert_str_is(Str have, const char *want)
{
    char *copy = str_dup(have);
    assert_string_equal(copy, want);
    free(copy);
}

/* Random numbers that are the same in every run (xorshift). */
static inline uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

#endif
