/*
 * demo_play.c - playing the story into a folder, by the ways that agents have.
 */
#include "demo.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/fd.h"
#include "baton/base/file.h"
#include "baton/sys/proc.h"

enum { FILE_MAX = 1 << 20, CALL_TIMEOUT_MS = 20000, OUTPUT_MAX = 4096, HALF_WRITTEN_MS = 5 };

static int save_over(const char *path, Str text)
{
    CLEANUP(close_fd) int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    int r = fd < 0 ? -errno : fd_write_all(fd, text);
    return r < 0 ? r : ftruncate(fd, (off_t)text.len) < 0 ? -errno : 0;
}

static int save_in_parts(const char *path, Str text)
{
    CLEANUP(close_fd) int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    int r = fd < 0 ? -errno : fd_write_all(fd, str_slice(text, 0, text.len / 2));
    if (r < 0)
        return r;
    clock_sleep(HALF_WRITTEN_MS);
    return fd_write_all(fd, str_slice(text, text.len / 2, text.len));
}

int demo_save(const char *path, DemoHow how, Str text)
{
    switch (how) {
    case SAVE_RENAME:
        return file_write_atomic(path, text, 0644);
    case SAVE_REWRITE:
        return save_in_parts(path, text);
    case SAVE_ANEW:
        if (unlink(path) < 0 && errno != ENOENT)
            return -errno;
        return save_over(path, text);
    case SAVE_IN_PLACE:
    case CALL_EVENT:
    case CALL_SUBMIT:
        break;
    }
    return save_over(path, text);
}

/* Replaces what stands behind the first "**Status**:" below the heading. */
static int edit_status(Str before, const DemoStep *step, Buf *out)
{
    static const Str key = { "**Status**: ", 12 };
    ptrdiff_t heading = str_find(before, str_from(step->heading));
    if (heading < 0)
        return -ENOENT;
    ptrdiff_t status = str_find(str_slice(before, (size_t)heading, before.len), key);
    if (status < 0)
        return -ENOENT;
    size_t from = (size_t)heading + (size_t)status + key.len;
    ptrdiff_t end = str_chr(str_slice(before, from, before.len), '\n');
    buf_add(out, before.data, from);
    buf_adds(out, step->text);
    if (end >= 0)
        buf_add_str(out, str_slice(before, from + (size_t)end, before.len));
    return 0;
}

int demo_edit(const char *before, const DemoStep *step, Buf *out)
{
    if (step->heading && strcmp(step->heading, "+") != 0)
        return edit_status(str_from(before), step, out);
    if (step->heading)
        buf_adds(out, before);
    buf_adds(out, step->text);
    return 0;
}

static int play_save(const char *dir, const DemoStep *step)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf before = BUF_INIT, after = BUF_INIT;
    const char *path = path_join(a, dir, step->path);
    int r = dir_make_all(path_dir(a, path), 0755);
    if (r == 0 && step->heading)
        r = file_read(path, FILE_MAX, &before, NULL);
    if (r == 0)
        r = demo_edit(before.data, step, &after);
    return r < 0 ? r : demo_save(path, step->how, buf_str(&after));
}

static int play_call(const char *dir, const DemoStep *step)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf output = BUF_INIT;
    const char *self = proc_self(a);
    if (!self)
        return -ENOENT;
    char when[TIME_TEXT_SIZE];
    const char *before = NULL;
    if (step->at_ms < 0)
        before = arena_printf(a, "--timestamp=%s", time_format(clock_now() + step->at_ms, when));
    const char *submit[] = { self, "handoff", "submit", "--agent", step->agent, NULL };
    const char *event[] = {
        self,
        "event",
        arena_printf(a, "--agent=%s", step->agent),
        arena_printf(a, "--action=%s", step->action),
        arena_printf(a, "--reason=%s", step->reason),
        step->more ? step->more : before,
        step->more ? before : NULL,
        NULL,
    };
    int r = proc_capture(step->how == CALL_SUBMIT ? submit : event, dir, CALL_TIMEOUT_MS, OUTPUT_MAX, &output);
    return r > 0 ? -EIO : r;
}

static int play_step(const char *dir, const DemoStep *step, Message *m)
{
    bool calls = step->how == CALL_EVENT || step->how == CALL_SUBMIT;
    int r = calls ? play_call(dir, step) : play_save(dir, step);
    if (r == 0)
        return 0;
    if (calls)
        return fail(m, "the demo could not run 'baton %s' for %s in '%s': %s",
                    step->how == CALL_SUBMIT ? "handoff submit" : "event", step->agent, dir, strerror(-r));
    return fail(m, "the demo could not save '%s' in '%s': %s", step->path, dir, strerror(-r));
}

int demo_play(const char *dir, double speed, Message *m)
{
    int64_t start = clock_mono();
    for (size_t i = 0; i < demo_step_count; i++) {
        if (speed > 0)
            clock_sleep(start + (int64_t)(demo_steps[i].at_ms / speed) - clock_mono());
        if (play_step(dir, &demo_steps[i], m) < 0)
            return -1;
    }
    return 0;
}
