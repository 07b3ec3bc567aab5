/*
 * tui_test.h - cmocka in its order of headers, and text put without ceremony.
 */
#ifndef BATON_TESTS_TUI_TEST_H
#define BATON_TESTS_TUI_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Before cmocka, which has a macro named like our fail(). */
#include "baton/base/message.h"

#include <cmocka.h>
#include <locale.h>

#include "baton/base/macros.h"
#include "baton/base/safe.h"

/* Widths come from the locale: every test program of the screen begins with this. */
static inline int utf8_setup(void **state)
{
    (void)state;
    return setlocale(LC_ALL, "C.UTF-8") ? 0 : -1;
}

#endif
