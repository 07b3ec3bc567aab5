/*
 * theme_colour.h - colours for terminals that have fewer than a theme asks for.
 */
#ifndef BATON_TUI_THEME_COLOUR_H
#define BATON_TUI_THEME_COLOUR_H

/* The nearest of the first 8 or 16 where a terminal has no more; -1 (its own) stays. */
int colour_nearest(int colour, int colours);

#endif
