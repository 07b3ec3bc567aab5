/*
 * theme.c - the table of styles, and the theme that needs no file.
 */
#include <errno.h>
#include <stdio.h>

#include "theme_rules.h"

static const struct {
    const char *name;
    StyleId parent;
} styles[STYLE_COUNT] = {
#define X(id, text, up, help) [STYLE_##id] = { .name = text, .parent = STYLE_##up },
    STYLES(X)
#undef X
};

/* In golden screens; capitals and signs for what a person must not miss. */
static const char letters[STYLE_COUNT] = {
    [STYLE_TEXT] = '.',         [STYLE_DIM] = 'd',          [STYLE_TITLE] = 't',
    [STYLE_HEADER] = 'h',       [STYLE_HEADER_NAME] = 'n',  [STYLE_HEADER_ALERT] = 'A',
    [STYLE_FOOTER] = 'f',       [STYLE_FOOTER_KEY] = 'k',   [STYLE_BORDER] = 'b',
    [STYLE_BORDER_FOCUS] = 'B', [STYLE_CURSOR] = 'C',       [STYLE_CURSOR_DIM] = 'c',
    [STYLE_MATCH] = 'm',        [STYLE_PROMPT] = 'p',       [STYLE_ERROR] = 'E',
    [STYLE_NOTICE] = 'N',       [STYLE_STATE_BAD] = '!',    [STYLE_STATE_HUMAN] = '?',
    [STYLE_STATE_WORK] = 'w',   [STYLE_STATE_DONE] = '+',   [STYLE_STATE_QUIET] = 'q',
    [STYLE_HEADING] = 'H',      [STYLE_STRONG] = 'S',       [STYLE_EMPHASIS] = 'e',
    [STYLE_CODE] = 'x',         [STYLE_LINK] = 'l',         [STYLE_QUOTE] = 'u',
    [STYLE_LABEL] = 'L',        [STYLE_DIFF_FILE] = 'F',    [STYLE_DIFF_HUNK] = '@',
    [STYLE_DIFF_ADDED] = 'a',   [STYLE_DIFF_REMOVED] = 'r', [STYLE_REMARK] = 'R',
};

const char *style_name(StyleId s)
{
    return styles[s].name;
}

char style_letter(StyleId s)
{
    return letters[s];
}

int style_find(const char *name, StyleId *ret_style)
{
    for (int s = 0; s < STYLE_COUNT; s++)
        if (strcmp(styles[s].name, name) == 0) {
            *ret_style = (StyleId)s;
            return 0;
        }
    return -ENOENT;
}

/* Parents stand before their children in the table, so one pass is enough. */
void rules_resolve(const Rules *r, Theme *t)
{
    for (int s = 0; s < STYLE_COUNT; s++) {
        const Rule *rule = &r->rules[s];
        Look up = s == STYLE_TEXT ? (Look){ -1, -1, 0 } : t->looks[styles[s].parent];
        t->looks[s] = (Look){
            .fg = rule->set & RULE_FG ? rule->look.fg : up.fg,
            .bg = rule->set & RULE_BG ? rule->look.bg : up.bg,
            .attr = rule->set & RULE_ATTR ? rule->look.attr : up.attr,
        };
    }
}

void theme_builtin(Theme *ret_theme)
{
    static const struct {
        StyleId style;
        uint8_t attr;
    } attrs[] = {
        { STYLE_DIM, ATTR_DIM },          { STYLE_TITLE, ATTR_BOLD },
        { STYLE_HEADER_NAME, ATTR_BOLD }, { STYLE_HEADER_ALERT, ATTR_BOLD | ATTR_REVERSE },
        { STYLE_FOOTER_KEY, ATTR_BOLD },  { STYLE_BORDER_FOCUS, ATTR_BOLD },
        { STYLE_CURSOR, ATTR_REVERSE },   { STYLE_CURSOR_DIM, ATTR_UNDERLINE },
        { STYLE_MATCH, ATTR_UNDERLINE },  { STYLE_ERROR, ATTR_BOLD },
        { STYLE_STATE_BAD, ATTR_BOLD },   { STYLE_STATE_HUMAN, ATTR_BOLD },
        { STYLE_HEADING, ATTR_BOLD },     { STYLE_STRONG, ATTR_BOLD },
        { STYLE_EMPHASIS, ATTR_ITALIC },  { STYLE_LINK, ATTR_UNDERLINE },
        { STYLE_DIFF_ADDED, ATTR_BOLD },  { STYLE_DIFF_REMOVED, ATTR_DIM },
        { STYLE_REMARK, ATTR_ITALIC },
    };
    Rules rules = { 0 };

    for (size_t i = 0; i < ARRAY_LEN(attrs); i++)
        rules.rules[attrs[i].style] = (Rule){ .look = { -1, -1, attrs[i].attr }, .set = RULE_ATTR };
    *ret_theme = (Theme){ 0 };
    snprintf(ret_theme->name, sizeof ret_theme->name, "built in");
    rules_resolve(&rules, ret_theme);
}

/* A style that stood out by its background alone stands out reversed. */
void theme_without_colour(Theme *t)
{
    for (int s = 0; s < STYLE_COUNT; s++) {
        Look *l = &t->looks[s];
        if (l->bg >= 0)
            l->attr |= s == STYLE_CURSOR_DIM ? ATTR_UNDERLINE : ATTR_REVERSE;
        l->fg = l->bg = -1;
    }
}
