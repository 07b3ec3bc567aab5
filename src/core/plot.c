/*
 * plot.c - a row of numbers as one line of blocks.
 */
#include "figures_parts.h"

enum { STEPS = 8 };

static const char *const blocks[STEPS + 1] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
static const char ascii_blocks[] = " .:-=+*#";

/* A column stands for the largest of the values that fall into it: a peak must not vanish. */
static double column(const double *values, size_t n, int x, int width)
{
    size_t from = (size_t)x * n / (size_t)width, to = ((size_t)x + 1) * n / (size_t)width;
    double most = 0;
    for (size_t i = from; i < MAX(to, from + 1) && i < n; i++)
        most = MAX(most, values[i]);
    return most;
}

/* What is not nothing has some height. */
static size_t height(double value, double most, size_t steps)
{
    if (!(value > 0) || !(most > 0))
        return 0;
    size_t h = (size_t)(value / most * (double)steps + 0.5);
    return MIN(MAX(h, (size_t)1), steps);
}

void plot_scaled(const double *values, size_t n, double most, int width, bool ascii, Buf *out)
{
    for (int x = 0; n && x < width; x++) {
        double v = column(values, n, x, width);
        if (ascii)
            buf_addc(out, ascii_blocks[height(v, most, sizeof ascii_blocks - 2)]);
        else
            buf_adds(out, blocks[height(v, most, STEPS)]);
    }
}

void plot_line(const double *values, size_t n, int width, bool ascii, Buf *out)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = MAX(most, values[i]);
    plot_scaled(values, n, most, width, ascii, out);
}
