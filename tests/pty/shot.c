/*
 * shot.c - a picture of what a program shows, as SVG.
 *
 *   shot [-s COLSxROWS] [-k KEYS]... [-w TEXT] [-q MS] [-o FILE] -- PROGRAM [ARG]...
 *
 * Runs the program in a terminal of that size (120x40), waits until the screen is stable, types each
 * KEYS (\r \t \e \\ as in C) and waits again, and until TEXT is shown, then draws the cells.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pty.h"

enum { CELL_W = 9, CELL_H = 19, BASELINE = 14, MARGIN = 14, FONT_SIZE = 15, KEYS_MAX = 64 };

#define GROUND 0x16181du
#define INK 0xd3d7deu

typedef struct {
    int rows, cols, quiet_ms, key_count;
    const char *keys[KEYS_MAX], *text, *out;
} Wish;

/* The first sixteen colours are the terminal's own choice: calm ones, that fit the ground. */
static uint32_t rgb_of(Pty *p, int colour, uint32_t standard)
{
    static const uint32_t palette[16] = {
        0x23262e, 0xe06c75, 0x98c379, 0xe5c07b, 0x61afef, 0xc678dd, 0x56b6c2, 0xc8ccd4,
        0x5c6370, 0xff7a85, 0xb1e18b, 0xf7d794, 0x7fc4ff, 0xdd9bf0, 0x6fd3df, 0xffffff,
    };
    if (colour < 0)
        return standard;
    return colour < 16 ? palette[colour] : pty_rgb(p, colour);
}

typedef struct {
    uint32_t ink, ground;
    bool bold, italic, underline;
} Look;

static Look look_of(Pty *p, const PtyCell *c)
{
    uint32_t ink = rgb_of(p, c->fg, INK), ground = rgb_of(p, c->bg, GROUND);
    return (Look){
        .ink = c->reverse ? ground : ink, .ground = c->reverse ? ink : ground,
        .bold = c->bold, .italic = c->italic, .underline = c->underline,
    };
}

static bool same_look(const Look *a, const Look *b)
{
    return a->ink == b->ink && a->ground == b->ground && a->bold == b->bold && a->italic == b->italic &&
           a->underline == b->underline;
}

static void put_text(FILE *f, const char *text)
{
    for (; *text; text++) {
        const char *entity = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : NULL;
        if (entity)
            fputs(entity, f);
        else
            fputc(*text, f);
    }
}

static void put_ground(FILE *f, int y, int from, int to, const Look *l)
{
    if (l->ground != GROUND)
        fprintf(f, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n", MARGIN + from * CELL_W,
                MARGIN + y * CELL_H, (to - from) * CELL_W, CELL_H, l->ground);
}

/* Each run says how wide it is, so that columns line up whatever font the reader has. */
static void put_run(FILE *f, Pty *p, int y, int from, int to, const Look *l)
{
    fprintf(f, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"#%06x\"%s%s%s>", MARGIN + from * CELL_W,
            MARGIN + y * CELL_H + BASELINE, (to - from) * CELL_W, l->ink, l->bold ? " font-weight=\"bold\"" : "",
            l->italic ? " font-style=\"italic\"" : "", l->underline ? " text-decoration=\"underline\"" : "");
    for (int x = from; x < to; x++)
        put_text(f, pty_cell(p, y, x).text);
    fputs("</text>\n", f);
}

static bool is_blank(Pty *p, int y, int x)
{
    return strcmp(pty_cell(p, y, x).text, " ") == 0;
}

static void put_row(FILE *f, Pty *p, int y)
{
    int cols = pty_cols(p);
    for (int from = 0, to; from < cols; from = to) {
        PtyCell first = pty_cell(p, y, from);
        Look look = look_of(p, &first);
        for (to = from + 1; to < cols; to++) {
            PtyCell c = pty_cell(p, y, to);
            Look l = look_of(p, &c);
            if (c.width && !same_look(&look, &l))
                break;
        }
        put_ground(f, y, from, to, &look);
        int a = from, b = to;
        while (!look.underline && a < b && is_blank(p, y, a))
            a++;
        while (!look.underline && b > a && is_blank(p, y, b - 1))
            b--;
        if (a < b)
            put_run(f, p, y, a, b, &look);
    }
}

static void put_svg(FILE *f, Pty *p)
{
    int w = pty_cols(p) * CELL_W + 2 * MARGIN, h = pty_rows(p) * CELL_H + 2 * MARGIN;
    fprintf(f, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
            "xml:space=\"preserve\">\n", w, h, w, h);
    fprintf(f, "<style>text{font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:%dpx;"
            "white-space:pre}</style>\n", FONT_SIZE);
    fprintf(f, "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#%06x\"/>\n", w, h, GROUND);
    for (int y = 0; y < pty_rows(p); y++)
        put_row(f, p, y);
    fputs("</svg>\n", f);
}

/* "\e" and friends to the bytes they stand for; the result is a copy. */
static char *unescape(const char *text)
{
    static const char from[] = "ertn\\", to[] = "\033\r\t\n\\";
    char *out = strdup(text), *at = out;
    for (; out && *text; text++) {
        const char *known = *text == '\\' && text[1] ? strchr(from, text[1]) : NULL;
        *at++ = known ? to[known - from] : *text;
        text += known != NULL;
    }
    if (out)
        *at = '\0';
    return out;
}

static bool play(Pty *p, const Wish *w)
{
    bool fine = pty_wait_stable(p, w->quiet_ms);
    for (int i = 0; fine && i < w->key_count; i++) {
        char *keys = unescape(w->keys[i]);
        pty_keys(p, keys);
        free(keys);
        pty_serve(p, w->quiet_ms);
        fine = pty_wait_stable(p, w->quiet_ms);
    }
    if (fine && w->text)
        fine = pty_wait_text(p, w->text) && pty_wait_stable(p, w->quiet_ms);
    return fine;
}

static int usage(void)
{
    fputs("usage: shot [-s COLSxROWS] [-k KEYS]... [-w TEXT] [-q MS] [-o FILE] -- PROGRAM [ARG]...\n", stderr);
    return 2;
}

static bool parse_size(const char *text, Wish *w)
{
    char *end;
    w->cols = (int)strtol(text, &end, 10);
    w->rows = *end == 'x' ? (int)strtol(end + 1, &end, 10) : 0;
    return !*end && w->cols > 0 && w->rows > 0 && w->cols <= 500 && w->rows <= 300;
}

static bool parse_options(int argc, char **argv, Wish *w)
{
    for (int c; (c = getopt(argc, argv, "+s:k:w:q:o:")) != -1;)
        switch (c) {
        case 's':
            if (!parse_size(optarg, w))
                return false;
            break;
        case 'k':
            if (w->key_count == KEYS_MAX)
                return false;
            w->keys[w->key_count++] = optarg;
            break;
        case 'w': w->text = optarg; break;
        case 'q': w->quiet_ms = (int)strtol(optarg, NULL, 10); break;
        case 'o': w->out = optarg; break;
        default: return false;
        }
    return optind < argc;
}

int main(int argc, char **argv)
{
    Wish w = { .rows = 40, .cols = 120, .quiet_ms = 300 };
    if (!parse_options(argc, argv, &w))
        return usage();

    const char *const *program = (const char *const *)(argv + optind);
    Pty *p = pty_start(&(PtyOptions){ .rows = w.rows, .cols = w.cols, .argv = program });
    bool fine = play(p, &w);
    FILE *f = w.out ? fopen(w.out, "we") : stdout;
    if (!f) {
        fprintf(stderr, "shot: cannot write '%s': %s\n", w.out, strerror(errno));
        fine = false;
    } else {
        put_svg(f, p);
        fine &= fflush(f) == 0;
        if (w.out)
            fclose(f);
    }
    if (!fine)
        fprintf(stderr, "shot: the screen did not come to rest as asked; it showed:\n%s", pty_screen(p));
    pty_free(p);
    return fine ? 0 : 1;
}
