/*
 * effect_session.c - the receiver's task in the session file: one line that names the handoff.
 *
 * The line is known again by the handoff's number in its title, so that it is there once however often this runs.
 * Tasks in other files, such as the artifact itself, may say "(handoff 1)" too and mean nothing.
 */
#include <errno.h>

#include "baton/base/utf8.h"
#include "baton/core/edit.h"
#include "baton/core/ingest.h"
#include "effects.h"

enum { TITLE_MAX = 100 };

static const char *mark_of(const Effect *e)
{
    return arena_printf(e->arena, "(handoff %d)", e->handoff.number);
}

static bool is_there(Effect *e, const char *file, const char *mark)
{
    TaskRows rows = { 0 };
    if (store_tasks(e->c->store, e->arena, &(TaskQuery){ .text = mark, .file = file }, &rows) < 0)
        return false;
    for (size_t i = 0; i < rows.len; i++)
        if (str_find(str_from(rows.items[i].title), str_from(mark)) >= 0) {
            e->detail = arena_printf(e->arena, "it is in '%s' already", rows.items[i].file);
            return true;
        }
    return false;
}

/* What was cut in the middle of a character ends before it. */
static void cut_character(Buf *out, size_t from)
{
    size_t at = out->len;
    while (at > from && ((unsigned char)out->data[at - 1] & 0xc0) == 0x80)
        at--;
    if (at > from && (unsigned char)out->data[at - 1] >= 0xc0)
        at--;
    if (!utf8_valid((Str){ out->data + at, out->len - at }))
        buf_cut(out, at);
}

/* One line of the summary without what a title could be misread by. */
static void add_plain(Buf *out, Str text)
{
    size_t from = out->len;
    for (size_t i = 0; i < text.len && out->len - from < TITLE_MAX; i++) {
        char c = text.data[i];
        bool blank = (unsigned char)c <= 0x20 || c == 0x7f || strchr("|`*[]()<>@#", c);
        if (!blank)
            buf_addc(out, c);
        else if (out->len > from && out->data[out->len - 1] != ' ')
            buf_addc(out, ' ');
    }
    cut_character(out, from);
    while (out->len > from && strchr(" .", out->data[out->len - 1]))
        buf_cut(out, out->len - 1);
}

static const char *title_of(Effect *e, const char *mark, bool named)
{
    CLEANUP(buf_done) Buf title = BUF_INIT;
    if (named && e->handoff.to)
        buf_addf(&title, "%s: ", e->handoff.to);
    size_t from = title.len;
    add_plain(&title, str_from(e->handoff.summary));
    if (title.len == from)
        buf_addf(&title, "Take over from %s", e->handoff.from ? e->handoff.from : "the author");
    buf_addf(&title, " %s", mark);
    return arena_str(e->arena, buf_str(&title));
}

static int add_task(Effect *e, const char *title, const char *assignee, Message *m)
{
    EditReport report;
    int r = edit_task(e->c, &(EditOrder){
        .wish = { .kind = EDIT_ADD, .state = TASK_PENDING, .text = title, .assignee = assignee },
        .reason = arena_printf(e->arena, "handoff %d was approved", e->handoff.number), .source = SOURCE_CLI,
    }, e->arena, &report, m);
    if (r == 0)
        e->detail = arena_printf(e->arena, "added to '%s'", report.file);
    return r;
}

int effect_session(Effect *e)
{
    Message m = { 0 };
    const char *mark = mark_of(e), *file = ingest_session_file(e->c, e->arena);
    if (!file) {
        e->detail = "there is no session file";
        return 0;
    }
    if (is_there(e, file, mark))
        return 0;
    int r = add_task(e, title_of(e, mark, false), e->handoff.to, &m);
    if (r == -ENOTSUP)                  /* a file that has no way to say who has a task */
        r = add_task(e, title_of(e, mark, true), NULL, &m);
    if (r < 0 && !effect_is_passing(r))
        e->detail = arena_strdup(e->arena, m.text);
    return r;
}
