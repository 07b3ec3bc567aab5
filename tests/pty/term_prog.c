/*
 * term_prog.c - the smallest program that owns a terminal, for pty_term.c to look at.
 *
 * It shows its size, the last key, how often its timer has ticked and what the wire has sent; single
 * keys make it do what a terminal must survive.
 */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "term.h"

enum { TICK_MS = 10, EXIT_HANGUP = 3 };

typedef struct {
    Loop *loop;
    Term *term;
    Canvas *canvas;
    bool stale, flood;
    int ticks, done, resumed, exit_code;
    char key[24], paste[64];
} Prog;

static void put(Prog *p, int y, StyleId style, const char *text)
{
    canvas_put_width(p->canvas, y, 0, canvas_cols(p->canvas), style, raw(text));
}

/* Something else in every cell of every tick: as many bytes as a frame can have. */
static void paint_flood(Prog *p)
{
    for (int y = 6; y < canvas_rows(p->canvas) - 1; y++)
        for (int x = 0; x < canvas_cols(p->canvas); x++) {
            char text[2] = { (char)('a' + (x * 7 + y * 13 + p->ticks * 5 + x * y) % 26) };
            canvas_put(p->canvas, y, x, (StyleId)((x + p->ticks) % STYLE_COUNT), (Safe){ text, 1, 1 });
        }
}

static void paint(void *ctx)
{
    Prog *p = ctx;
    char line[256];
    TermStats s = term_stats(p->term);
    int rows = canvas_rows(p->canvas), cols = canvas_cols(p->canvas);

    if (!p->stale || term_busy(p->term))
        return;
    p->stale = false;
    canvas_fill(p->canvas, (Rect){ 0, 0, cols, rows }, STYLE_TEXT);
    snprintf(line, sizeof line, "size %dx%d", cols, rows);
    put(p, 0, STYLE_TITLE, line);
    snprintf(line, sizeof line, "key %s %s", p->key, p->paste);
    put(p, 1, STYLE_TEXT, line);
    snprintf(line, sizeof line, "ticks %d done %d resumed %d", p->ticks, p->done, p->resumed);
    put(p, 2, STYLE_TEXT, line);
    snprintf(line, sizeof line, "frames %d syncs %d writes %d", (int)s.frames, (int)s.syncs, (int)s.writes);
    put(p, 3, STYLE_STATE_BAD, line);
    put(p, 4, STYLE_STATE_WORK, "wide 作者 e\xcc\x81 ●");
    canvas_mark_row(p->canvas, (Rect){ 0, 4, cols, 1 });
    if (p->flood)
        paint_flood(p);
    canvas_put_right(p->canvas, rows - 1, cols, STYLE_TEXT, SAFE("corner"));
    term_frame(p->term, p->canvas);
}

static int deep(int n)
{
    volatile char pad[4096];
    pad[0] = (char)n;
    return n < 0 ? 0 : deep(n + 1) + pad[0];
}

static void outside(Prog *p)
{
    term_leave(p->term);
    printf("outside the screen\n");
    fflush(stdout);
    term_enter(p->term);
}

static void act(Prog *p, const Key *k)
{
    switch (k->mods & MOD_CTRL ? -k->cp : k->cp) {
    case 'q': loop_stop(p->loop); break;
    case 'f': p->flood = !p->flood; break;
    case 'c': raise(SIGSEGV); break;
    case 'a': abort();
    case 'o': p->ticks = deep(0); break;
    case 'b': BUG_ON(p->ticks >= 0); break;
    case 'x': exit(5);
    case 'e': outside(p); break;
    case 'n': fprintf(stderr, "noise of a library\n"); break;
    case 'p': term_cursor(p->term, 1, 4); break;
    case -'l': term_redraw(p->term); break;
    case -'z': term_suspend(p->term); break;
    }
}

static void on_key(void *ctx, const Key *k)
{
    Prog *p = ctx;
    key_name(k, p->key);
    snprintf(p->paste, sizeof p->paste, "%.*s", (int)MIN(k->text.len, sizeof p->paste - 1), k->text.data);
    p->stale = true;
    if (k->kind == KEY_CHAR)
        act(p, k);
}

static void on_done(void *ctx)
{
    Prog *p = ctx;
    p->done++;
}

static void on_resized(void *ctx, int rows, int cols)
{
    Prog *p = ctx;
    canvas_resize(p->canvas, rows, cols);
    p->stale = true;
}

static void on_resumed(void *ctx)
{
    Prog *p = ctx;
    p->resumed++;
    p->stale = true;
}

static void on_hangup(void *ctx)
{
    Prog *p = ctx;
    p->exit_code = EXIT_HANGUP;
    loop_stop(p->loop);
}

static void on_tick(void *ctx)
{
    Prog *p = ctx;
    p->ticks++;
    p->stale |= p->flood;
}

static int run(Prog *p, const Theme *theme, bool mouse, Message *m)
{
    const TermEvents events = { on_key, on_done, on_resized, on_resumed, on_hangup, p };
    int rows, cols;
    p->term = term_new(p->loop, mouse, &events);
    term_size(p->term, &rows, &cols);
    p->canvas = canvas_new(rows, cols);
    if (term_open(p->term, theme, NULL, m) < 0) {
        p->canvas = canvas_free(p->canvas);
        p->term = term_close(p->term);
        return -1;
    }
    p->stale = true;
    Prepare *prepare = prepare_new(p->loop, paint, p);
    Timer *timer = timer_new(p->loop, on_tick, p);
    timer_start(timer, TICK_MS, TICK_MS);
    loop_run(p->loop);
    p->term = term_close(p->term);
    timer_free(timer);
    prepare_free(prepare);
    p->canvas = canvas_free(p->canvas);
    return 0;
}

int main(int argc, char **argv)
{
    Prog p = { 0 };
    Message m = { 0 };
    Theme theme;

    setlocale(LC_ALL, "");
    theme_load("dark", &theme, &m);
    if (loop_new(&p.loop) < 0)
        return 70;
    if (run(&p, &theme, argc > 1 && strcmp(argv[1], "--mouse") == 0, &m) < 0) {
        fprintf(stderr, "%s\n", m.text);
        p.exit_code = 1;
    }
    loop_free(p.loop);
    return p.exit_code;
}
