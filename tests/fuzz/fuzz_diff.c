/*
 * fuzz_diff.c - reading a diff of any bytes: nothing is lost, and what is said of a line can be so.
 *
 * The same bytes are collected as they would come from git, in pieces.
 */
#include <stdint.h>
#include <stdlib.h>

#include "../../src/gate/diff_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_line(const Diff *d, const DiffLine *l, size_t files_so_far)
{
    bool is_old = l->kind == DIFF_CONTEXT || l->kind == DIFF_REMOVED;
    bool is_new = l->kind == DIFF_CONTEXT || l->kind == DIFF_ADDED;
    require(l->file == (int)files_so_far - 1);
    require(l->old_line >= 0 && l->new_line >= 0);
    require(is_old || l->kind == DIFF_HUNK || !l->old_line);
    require(is_new || l->kind == DIFF_HUNK || !l->new_line);
    require(d->files.len >= files_so_far);
}

static void check_parsed(Str text)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Diff d;
    size_t at = 0, files = 0;
    diff_parse(text, a, &d);
    for (size_t i = 0; i < d.lines.len; i++) {
        const DiffLine *l = &d.lines.items[i];
        files += l->kind == DIFF_FILE;
        require(l->text.data == text.data + at);
        at += l->text.len + 1;
        check_line(&d, l, files);
    }
    require(at == text.len || at == text.len + 1);
    require(files == d.files.len);
    for (size_t i = 0; i < files; i++)
        require(d.files.items[i].path && d.lines.items[d.files.items[i].first].kind == DIFF_FILE);
}

static void check_collected(Str text, size_t piece)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Collect c;
    collect_init(&c, &out);
    for (size_t at = 0; at < text.len; at += piece)
        collect_piece(&c, str_slice(text, at, at + piece));
    collect_end(&c);
    bool ended = !text.len || text.data[text.len - 1] == '\n';
    require(c.left_out || out.len == text.len + !ended);
    require(c.left_out || !text.len || memcmp(out.data, text.data, text.len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str text = { (const char *)data, size };
    check_parsed(text);
    check_collected(text, size ? 1 + data[0] % 64u : 1);
    return 0;
}
