/*
 * replay.c - runs a fuzz target over its corpus without a fuzzer.
 *
 * Every file of the corpus folder is tried whole, cut at many places, and with single bytes
 * changed by a seeded generator, so that what a fuzzer once found stays found in every test run.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "baton/base/file.h"
#include "baton/base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CUTS = 64, MUTATIONS = 256, INPUT_LIMIT = 1 << 20 };

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* The target gets an exact-size heap copy, so that ASan sees one byte too far. */
static void try_bytes(const char *data, size_t len)
{
    uint8_t *copy = mem_alloc(len ? len : 1);
    memcpy(copy, data, len);
    LLVMFuzzerTestOneInput(copy, len);
    free(copy);
}

static void try_cuts(Str text)
{
    for (size_t i = 0; i <= CUTS; i++)
        try_bytes(text.data, text.len * i / CUTS);
}

static void try_mutations(Buf *text)
{
    uint32_t state = 0x9e3779b9u ^ (uint32_t)text->len;
    for (int i = 0; text->len && i < MUTATIONS; i++) {
        size_t at = next_random(&state) % text->len;
        char was = text->data[at];
        text->data[at] = (char)next_random(&state);
        try_bytes(text->data, text->len);
        text->data[at] = was;
    }
}

static int try_file(const char *path)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    int r = file_read(path, INPUT_LIMIT, &text, NULL);
    if (r < 0) {
        fprintf(stderr, "%s: %s\n", path, strerror(-r));
        return r;
    }
    try_cuts(buf_str(&text));
    try_mutations(&text);
    return 0;
}

int main(int argc, char **argv)
{
    int tried = 0, bad = 0;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();

    for (int i = 1; i < argc; i++) {
        DIR *d = opendir(argv[i]);
        if (!d) {
            fprintf(stderr, "%s: no such corpus\n", argv[i]);
            return 1;
        }
        for (struct dirent *e; (e = readdir(d));)
            if (e->d_name[0] != '.') {
                bad |= try_file(path_join(a, argv[i], e->d_name));
                tried++;
            }
        closedir(d);
    }
    printf("%d inputs, each in %d cuts and %d mutations\n", tried, CUTS + 1, MUTATIONS);
    return tried == 0 || bad;
}
