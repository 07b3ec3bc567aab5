/*
 * span.c - lengths of time as people write them: "15m", "2h", "off".
 */
#include <errno.h>

#include "baton/model/remind.h"

static const struct { char letter; int64_t ms; } units[] = {
    { 's', 1000 },
    { 'm', 60 * 1000 },
    { 'h', 60 * 60 * 1000 },
    { 'd', 24 * 60 * 60 * 1000 },
    { 'w', 7 * 24 * 60 * 60 * 1000 },
};

static int64_t unit_ms(char letter)
{
    for (size_t i = 0; i < ARRAY_LEN(units); i++)
        if (units[i].letter == letter)
            return units[i].ms;
    return 0;
}

int span_parse(Str text, int64_t *ret_ms)
{
    int64_t n, unit = text.len ? unit_ms(text.data[text.len - 1]) : 0;
    if (str_ieq(text, STR("off"))) {
        *ret_ms = 0;
        return 0;
    }
    if (!unit || str_to_i64(str_slice(text, 0, text.len - 1), &n) < 0 || n <= 0 || n > INT64_MAX / unit)
        return -EINVAL;
    *ret_ms = n * unit;
    return 0;
}
