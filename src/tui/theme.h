/*
 * theme.h - styles by meaning; how they look is data in themes/NAME.yaml.
 *
 *   name: Dusk
 *   extends: dark              # optional; what is unset comes from this theme, then from the parent style
 *   styles:
 *     task.done: { fg: green, attr: dim }
 *     border.focus: { fg: "#d7875f", bg: default, attr: "bold underline" }
 *
 * Colours: default, the eight names, bright-NAME, 0-255, "#rrggbb" (nearest of 256).  Attributes:
 * bold dim underline reverse italic, or none.
 */
#ifndef BATON_TUI_THEME_H
#define BATON_TUI_THEME_H

#include <stdint.h>

#include "baton/base/message.h"
#include "baton/base/str.h"

/*  id               name                 parent   help */
#define STYLES(X) \
    X(TEXT,             "text",             TEXT,   "everything that has no other style") \
    X(DIM,              "dim",              TEXT,   "ages, places, hints") \
    X(TITLE,            "title",            TEXT,   "titles of panes") \
    X(HEADER,           "header",           TEXT,   "the first line") \
    X(HEADER_NAME,      "header.name",      HEADER, "project and run in the first line") \
    X(HEADER_ALERT,     "header.alert",     HEADER, "how much needs me") \
    X(FOOTER,           "footer",           DIM,    "the last line") \
    X(FOOTER_KEY,       "footer.key",       FOOTER, "a key in the last line") \
    X(BORDER,           "border",           DIM,    "frames") \
    X(BORDER_FOCUS,     "border.focus",     BORDER, "the frame with the focus") \
    X(CURSOR,           "cursor",           TEXT,   "the selected row of the focused list") \
    X(CURSOR_DIM,       "cursor.unfocused", TEXT,   "the selected row of another list") \
    X(MATCH,            "match",            TEXT,   "what the filter matched") \
    X(PROMPT,           "prompt",           TEXT,   "the line where one types") \
    X(ERROR,            "error",            TEXT,   "a sentence about something that failed") \
    X(NOTICE,           "notice",           TEXT,   "a sentence about something that worked") \
    X(STATE_BAD,        "state.bad",        TEXT,   "broken, blocked, escalated") \
    X(STATE_HUMAN,      "state.human",      TEXT,   "waits for a human") \
    X(STATE_WORK,       "state.work",       TEXT,   "working, in progress") \
    X(STATE_DONE,       "state.done",       TEXT,   "done") \
    X(STATE_QUIET,      "state.quiet",      DIM,    "idle, pending, cancelled, unknown") \
    X(HEADING,          "heading",          TEXT,   "headings in rendered text") \
    X(STRONG,           "strong",           TEXT,   "bold in rendered text") \
    X(EMPHASIS,         "emphasis",         TEXT,   "emphasis in rendered text") \
    X(CODE,             "code",             TEXT,   "code in rendered text") \
    X(LINK,             "link",             TEXT,   "links in rendered text") \
    X(QUOTE,            "quote",            DIM,    "quotations in rendered text") \
    X(LABEL,            "label",            DIM,    "names of fields in the detail pane") \
    X(DIFF_FILE,        "diff.file",        TITLE,  "the line above the changes of one file") \
    X(DIFF_HUNK,        "diff.hunk",        DIM,    "where in the file a change stands") \
    X(DIFF_ADDED,       "diff.added",       TEXT,   "a line that was added") \
    X(DIFF_REMOVED,     "diff.removed",     TEXT,   "a line that was taken out") \
    X(REMARK,           "remark",           TEXT,   "a comment on a line")

typedef enum {
#define X(id, name, parent, help) STYLE_##id,
    STYLES(X)
#undef X
    STYLE_COUNT
} StyleId;

enum { ATTR_BOLD = 1, ATTR_DIM = 2, ATTR_UNDERLINE = 4, ATTR_REVERSE = 8, ATTR_ITALIC = 16 };

typedef struct {
    int16_t fg, bg;             /* -1: the terminal's own; else 0-255 */
    uint8_t attr;
} Look;

typedef struct {
    char name[64];
    Look looks[STYLE_COUNT];
} Theme;

/*
 * name: a theme of themes/, or a path to a file.  -1 with a sentence (file:line); ret_theme is then the
 * built-in one.
 */
int theme_load(const char *name, Theme *ret_theme, Message *m);
void theme_builtin(Theme *ret_theme);           /* when no file can be used: attributes alone */
void theme_without_colour(Theme *t);            /* NO_COLOR: keeps the attributes */

const char *style_name(StyleId s);
char style_letter(StyleId s);                   /* one letter for golden screens, '.' for STYLE_TEXT */

#endif
