/*
 * theme_rules.h - what the files of the theme share; nobody else includes it.
 */
#ifndef BATON_TUI_THEME_RULES_H
#define BATON_TUI_THEME_RULES_H

#include "theme.h"

/* What theme files say about a style, before anything is inherited. */
enum { RULE_FG = 1, RULE_BG = 2, RULE_ATTR = 4 };
typedef struct {
    Look look;
    unsigned set;               /* RULE_*: which fields of look count */
} Rule;

typedef struct {
    Rule rules[STYLE_COUNT];
} Rules;

void rules_resolve(const Rules *r, Theme *t);
int style_find(const char *name, StyleId *ret_style);       /* -ENOENT */

/* "default", "bright-red", "208", "#d7875f" -> -1 … 255; -EINVAL. */
int colour_parse(const char *text, int16_t *ret_colour);
int attr_parse(const char *text, uint8_t *ret_attr);        /* "bold underline", "none"; -EINVAL */

#endif
