/*
 * documents.c - what reading a document and reconciling an unchanged one cost: CPU, not time.
 *
 * usage: bench-documents [FILE…]; without one, a session file of 128 KiB is made.  Prints medians of
 * many rounds in one run, and their ratio to counting the lines of the file, which is the floor.
 */
#include <malloc.h>
#include <stdio.h>
#include <time.h>

#include "baton/base/file.h"
#include "baton/doc/doc.h"
#include "reconcile.h"

enum { ROUNDS = 200, SIZE = 128 * 1024 };

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *all)
{
    qsort(all, ROUNDS, sizeof *all, by_value);
    return all[ROUNDS / 2];
}

static void make_session(Buf *out)
{
    static const char *const states[] = { "pending", "in_progress", "completed", "blocked" };
    buf_adds(out, "# Session: rates\n\n**Date**: 2026-02-01\n\n");
    for (int n = 1; out->len < SIZE; n++) {
        if (n % 12 == 1)
            buf_addf(out, "## Phase %d\n\n", n / 12 + 1);
        buf_addf(out, "#### Task %d: Look up the rate that is in effect (%d)\n**Complexity**: %d/10\n"
                 "**Assigned to**: backend-engineer\n**Dependencies**: Task %d\n**Status**: %s\n\n",
                 n, n, n % 9 + 1, n > 1 ? n - 1 : 1, states[n % 4]);
        for (int k = 0; k < 4; k++)
            buf_addf(out, "- [%c] Cover the case of row %d with a test\n", k % 2 ? 'x' : ' ', k);
        buf_adds(out, "\nThe table keeps one row for each rate and day, and a reader takes the last one before the "
                      "day that it asks for; what came later is none of its business, so nothing changes for the "
                      "reports of last year when somebody corrects a rate today.\n\n");
    }
}

static TaskRows rows_of(Arena *a, const Facts *f)
{
    TaskRows rows = { 0 };
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *t = &f->tasks.items[i];
        TaskRow r = { .id = arena_printf(a, "t%zu", i), .ref = t->ref, .title = t->title, .state = t->state,
                      .state_raw = t->state_raw, .assignee = t->assignee, .assignee_slug = "", .file = f->file,
                      .section = t->section, .depends_on = t->depends_on, .line = t->line, .depth = t->depth };
        AVEC_PUSH(&rows, a, r);
    }
    return rows;
}

static double count_lines(Str text)
{
    double all[ROUNDS];
    volatile size_t lines = 0;
    for (int i = 0; i < ROUNDS; i++) {
        double from = cpu_ms();
        Str rest = text, line;
        while (str_next_line(&rest, &line))
            lines++;
        all[i] = cpu_ms() - from;
    }
    return median(all);
}

static void measure(const char *name, Str text)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(facts_free_ptr) Facts *facts = doc_read(name, text);
    TaskRows rows = rows_of(a, facts);
    double reading[ROUNDS], reconciling[ROUNDS], floor = count_lines(text);
    size_t differences = 0;

    for (int i = 0; i < ROUNDS; i++) {
        double from = cpu_ms();
        (void)facts_free(doc_read(name, text));
        reading[i] = cpu_ms() - from;
        CLEANUP(arena_free_ptr) Arena *scratch = arena_new();
        Difference d;
        from = cpu_ms();
        reconcile(scratch, &rows, NULL, facts, &d);
        reconciling[i] = cpu_ms() - from;
        differences += d.tasks.len + d.shifts.len;
    }
    double read_ms = median(reading), same_ms = median(reconciling);
    printf("%s: %zu bytes, %zu tasks: read %.3f ms (%.1fx of counting lines, %.0f MB/s), reconcile unchanged %.3f ms, "
           "%zu differences\n", name, text.len, facts->tasks.len, read_ms, read_ms / floor,
           (double)text.len / read_ms / 1e3, same_ms, differences);
}

int main(int argc, char **argv)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    mallopt(M_MMAP_THRESHOLD, 4 << 20);         /* as app does */
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
    if (argc < 2) {
        make_session(&text);
        measure("session-current.md", buf_str(&text));
    }
    for (int i = 1; i < argc; i++) {
        buf_clear(&text);
        if (file_read(argv[i], (size_t)128 << 20, &text, NULL) < 0) {
            fprintf(stderr, "bench-documents: %s cannot be read\n", argv[i]);
            return 1;
        }
        measure(argv[i], buf_str(&text));
    }
    return 0;
}
