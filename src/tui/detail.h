/*
 * detail.h - pieces of text that details of several kinds of things are made of.
 */
#ifndef BATON_TUI_DETAIL_H
#define BATON_TUI_DETAIL_H

#include "screen.h"

enum { LABEL = 11, HISTORY = 30 };

void detail_title(TextWriter *w, const char *text);
void detail_time(TextWriter *w, const char *label, int64_t at);
const char *detail_place(Arena *a, const char *file, int line);      /* "notes.md:12"; file NULL: NULL */
void detail_state(TextWriter *w, StyleId style, const char *glyph, const char *word, const char *more);
void detail_history(Screen *s, TextWriter *w, EventQuery q);
void detail_events(Screen *s, TextWriter *w, const EventRows *rows);       /* oldest first, as they happened */

void detail_handoff(Screen *s, TextWriter *w, const ListRow *row);
void detail_escalation(Screen *s, TextWriter *w, const ListRow *row);
void detail_contradiction(Screen *s, TextWriter *w, const ListRow *row);

#endif
