/*
 * diff_collect.c - so much of a diff as a person could read, and a word about the rest.
 */
#include "diff_parts.h"

enum { LINE_BYTES = 4096 };     /* longer lines are taken in pieces */

static const Str file_mark = { "diff --git ", 11 };

void collect_init(Collect *c, Buf *out)
{
    *c = (Collect){ .out = out, .start = out->len, .file_start = out->len, .line = BUF_INIT };
}

void collect_note(Collect *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_adds(c->out, "# ");
    buf_vaddf(c->out, fmt, ap);
    buf_addc(c->out, '\n');
    va_end(ap);
}

static void end_file(Collect *c)
{
    if (c->cutting && c->out->len == c->file_start)
        c->files_left_out++;
    else if (c->cutting)
        collect_note(c, "%llu more bytes of this file's diff are left out", (unsigned long long)c->file_left_out);
    c->left_out += c->file_left_out;
    c->file_left_out = 0;
    c->cutting = false;
}

/* No half of a line stays. */
static void start_cutting(Collect *c)
{
    size_t len = c->out->len;
    c->cutting = true;
    while (len > c->file_start && c->out->data[len - 1] != '\n')
        len--;
    c->file_left_out += c->out->len - len;
    buf_cut(c->out, len);
}

static void take(Collect *c, Str text)
{
    size_t of_file = c->out->len - c->file_start, of_all = c->out->len - c->start;
    c->full |= !c->cutting && of_all + text.len > DIFF_BYTES_MAX;
    if (!c->cutting && (c->full || of_file + text.len > DIFF_FILE_BYTES_MAX))
        start_cutting(c);
    if (c->cutting)
        c->file_left_out += text.len;
    else
        buf_add_str(c->out, text);
}

/* A whole line, or a part of a long one. */
static void take_part(Collect *c, Str part)
{
    if (!c->in_line && str_starts(part, file_mark)) {
        end_file(c);
        c->file_start = c->out->len;
    }
    take(c, part);
    c->in_line = !str_ends(part, STR("\n"));
}

void collect_piece(void *ctx, Str piece)
{
    Collect *c = ctx;
    while (piece.len) {
        ptrdiff_t end = str_chr(piece, '\n');
        size_t n = end < 0 ? piece.len : (size_t)end + 1;
        n = MIN(n, (size_t)LINE_BYTES - c->line.len);
        buf_add(&c->line, piece.data, n);
        piece = str_slice(piece, n, piece.len);
        if (c->line.data[c->line.len - 1] == '\n' || c->line.len == LINE_BYTES) {
            take_part(c, buf_str(&c->line));
            buf_clear(&c->line);
        }
    }
}

void collect_end(Collect *c)
{
    if (c->line.len)
        take_part(c, buf_str(&c->line));
    if (c->in_line && !c->cutting)
        buf_addc(c->out, '\n');
    end_file(c);
    buf_done(&c->line);
    c->in_line = false;
    c->file_start = c->out->len;
}
