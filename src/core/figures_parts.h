/*
 * figures_parts.h - what the figures of handoffs are, made from turns alone: no ledger, no clock.
 */
#ifndef BATON_CORE_FIGURES_PARTS_H
#define BATON_CORE_FIGURES_PARTS_H

#include "baton/core/figures.h"
#include "baton/store/figures.h"

/* Fills decisions, approved, rejected, median_ms and waits of [f->from, f->to); now: until when it waits today. */
void figures_handoffs(const TurnRows *turns, int64_t now, Arena *a, Figures *f);

/* plot_line() where the full height is `most`: rows that are compared with each other. */
void plot_scaled(const double *values, size_t n, double most, int width, bool ascii, Buf *out);

/* "3h 12m", "45s", "2d 4h"; "-" for less than nothing. */
const char *span_words(int64_t ms, Arena *a);

/* Words of others in Markdown, as words of one line: nothing of them begins a heading, a list, a link or a cell. */
void markdown_words(Buf *out, const char *text);

#endif
