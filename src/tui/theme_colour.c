/*
 * theme_colour.c - names, numbers and mixtures of colours.
 *
 * 0-7 and 8-15 are whatever the person has set up in the terminal; 16-255 are the fixed cube and
 * greys of xterm.  Comparing the first sixteen with anything uses xterm's own values for them.
 */
#include "theme_colour.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "baton/base/str.h"
#include "theme_rules.h"

typedef struct {
    int r, g, b;
} Rgb;

static const Rgb first_sixteen[16] = {
    { 0, 0, 0 },       { 205, 0, 0 },   { 0, 205, 0 },   { 205, 205, 0 },
    { 0, 0, 238 },     { 205, 0, 205 }, { 0, 205, 205 }, { 229, 229, 229 },
    { 127, 127, 127 }, { 255, 0, 0 },   { 0, 255, 0 },   { 255, 255, 0 },
    { 92, 92, 255 },   { 255, 0, 255 }, { 0, 255, 255 }, { 255, 255, 255 },
};

static Rgb rgb_of(int colour)
{
    static const int steps[6] = { 0, 95, 135, 175, 215, 255 };
    if (colour < 16)
        return first_sixteen[colour];
    if (colour >= 232) {
        int grey = 8 + 10 * (colour - 232);
        return (Rgb){ grey, grey, grey };
    }
    colour -= 16;
    return (Rgb){ steps[colour / 36], steps[colour / 6 % 6], steps[colour % 6] };
}

static int nearest(Rgb want, int from, int to)
{
    int best = from, best_distance = INT_MAX;
    for (int i = from; i < to; i++) {
        Rgb has = rgb_of(i);
        int dr = want.r - has.r, dg = want.g - has.g, db = want.b - has.b;
        int distance = dr * dr + dg * dg + db * db;
        if (distance < best_distance) {
            best = i;
            best_distance = distance;
        }
    }
    return best;
}

int colour_nearest(int colour, int colours)
{
    if (colour < 0 || colour < colours)
        return colour;
    return nearest(rgb_of(colour), 0, colours >= 16 ? 16 : 8);
}

static int parse_mixture(const char *text, int16_t *ret_colour)
{
    char *end;
    if (strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
        return -EINVAL;
    long v = strtol(text + 1, &end, 16);
    Rgb want = { (int)(v >> 16), (int)(v >> 8 & 255), (int)(v & 255) };
    *ret_colour = (int16_t)nearest(want, 16, 256);
    return 0;
}

int colour_parse(const char *text, int16_t *ret_colour)
{
    static const char *const names[] = {
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    };
    Str name = str_from(text);
    int64_t n;

    if (text[0] == '#')
        return parse_mixture(text, ret_colour);
    if (str_to_i64(name, &n) == 0) {
        if (n < 0 || n > 255)
            return -EINVAL;
        *ret_colour = (int16_t)n;
        return 0;
    }
    if (str_eq(name, STR("default"))) {
        *ret_colour = -1;
        return 0;
    }
    bool bright = str_starts(name, STR("bright-"));
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (strcmp(bright ? text + 7 : text, names[i]) == 0) {
            *ret_colour = (int16_t)(i + (bright ? 8 : 0));
            return 0;
        }
    return -EINVAL;
}

static uint8_t attr_bit(Str word)
{
    static const struct {
        const char *name;
        uint8_t bit;
    } attrs[] = {
        { "bold", ATTR_BOLD },       { "dim", ATTR_DIM },       { "underline", ATTR_UNDERLINE },
        { "reverse", ATTR_REVERSE }, { "italic", ATTR_ITALIC },
    };
    for (size_t i = 0; i < ARRAY_LEN(attrs); i++)
        if (str_eq(word, str_from(attrs[i].name)))
            return attrs[i].bit;
    return 0;
}

int attr_parse(const char *text, uint8_t *ret_attr)
{
    Str rest = str_trim(str_from(text));
    uint8_t attr = 0;

    if (str_eq(rest, STR("none"))) {
        *ret_attr = 0;
        return 0;
    }
    if (rest.len == 0)
        return -EINVAL;
    while (rest.len) {
        Str word = str_cut(&rest, ' ');
        uint8_t bit = attr_bit(word);
        if (word.len && !bit)
            return -EINVAL;
        attr |= bit;
    }
    *ret_attr = attr;
    return 0;
}
