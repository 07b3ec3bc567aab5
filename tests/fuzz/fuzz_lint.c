/*
 * fuzz_lint.c - every rule of `baton lint` over any bytes.  The first byte picks the kind of document.
 *
 * The rules read files, so that one is written to a folder of this process.  Findings are sentences
 * with a line, in the order of lines.
 */
#include <fcntl.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "baton/core/lint.h"
#include "documents.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/baton-fuzz-XXXXXX";

static void require(bool holds)
{
    if (!holds)
        abort();
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    return remove(path);
}

static void remove_folder(void)
{
    (void)nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void write_document(const char *path, const uint8_t *data, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    require(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    close(fd);
}

static const char *place_for(Arena *a, const FuzzDocument *d)
{
    static bool made;
    if (!made) {
        require(mkdtemp(folder) != NULL);
        atexit(remove_folder);
        made = true;
    }
    const char *path = path_join(a, folder, d->path);
    require(dir_make_all(path_dir(a, path), 0700) == 0);
    return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    LintFindings found = { 0 };
    Message m = { 0 };
    StrList files = { 0 };
    const char *path = place_for(a, fuzz_document(data[0]));
    write_document(path, data + 1, size - 1);
    strlist_add(&files, a, path);
    require(lint_run(NULL, &files, a, &found, &m) == 0);
    for (size_t i = 0; i < found.len; i++) {
        const LintFinding *x = &found.items[i];
        require(x->line >= 1 && x->message[0] && x->rule && strcmp(x->file, path) == 0);
        require(i == 0 || x[-1].line <= x->line);
    }
    return 0;
}
