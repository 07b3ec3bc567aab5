/*
 * review_remark.c - comments on lines: kept here until the decision takes them along.
 */
#include "baton/base/file.h"
#include "review_decide.h"

static void free_remark(ReviewRemark *m)
{
    free(m->handoff);
    free(m->file);
    free(m->text);
}

void review_remarks_done(Review *r)
{
    for (size_t i = 0; i < r->remarks.len; i++)
        free_remark(&r->remarks.items[i]);
    VEC_DONE(&r->remarks);
}

static void remove_at(Review *r, size_t i)
{
    free_remark(&r->remarks.items[i]);
    memmove(&r->remarks.items[i], &r->remarks.items[i + 1], (r->remarks.len - i - 1) * sizeof *r->remarks.items);
    r->remarks.len--;
}

void review_remarks_sent(Review *r, const char *handoff)
{
    for (size_t i = r->remarks.len; i-- > 0;)
        if (strcmp(r->remarks.items[i].handoff, handoff) == 0)
            remove_at(r, i);
}

static const char *place_text(Arena *a, const char *file, int line)
{
    return line ? arena_printf(a, "%s:%d", file, line) : file;
}

void review_remark_drop(Review *r)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = r->remarks.len; i-- > 0;) {
        ReviewRemark *m = &r->remarks.items[i];
        if (strcmp(m->handoff, r->id) != 0)
            continue;
        screen_say(r->screen, "Dropped: %s: %s", place_text(a, m->file, m->line), m->text);
        remove_at(r, i);
        r->stale = true;
        return;
    }
    screen_say(r->screen, "No comment of yours waits here; ':undo' takes the last edit back.");
}

/* ---- where the cursor stands ---- */

static bool finding_place(const Review *r, const ReviewRow *row, const char **ret_file, int *ret_line)
{
    if (row->item < 0 || (size_t)row->item >= r->data.checks.len)
        return false;
    const CheckResult *c = &r->data.checks.items[row->item];
    if (row->line < 0 || (size_t)row->line >= c->findings.len || !c->findings.items[row->line].file)
        return false;
    *ret_file = c->findings.items[row->line].file;
    *ret_line = c->findings.items[row->line].line;
    return true;
}

bool review_place(const Review *r, const char **ret_file, int *ret_line, bool *ret_old)
{
    ReviewPart part = PART_HEAD;
    const ReviewRow *row = review_row(r, r->cursor, &part);
    *ret_old = row && row->kind == ROW_REMOVED;
    if (!row)
        return false;
    if (row->kind == ROW_FINDING)
        return finding_place(r, row, ret_file, ret_line);
    *ret_line = MAX(row->line, 0);
    if (part == PART_ARTIFACT && r->data.revision) {
        *ret_file = r->data.revision->file;
        return *ret_file != NULL;
    }
    bool file = part == PART_DIFF && row->item >= 0 && (size_t)row->item < r->body.diff.files.len;
    if (file)
        *ret_file = r->body.diff.files.items[row->item].path;
    return file;
}

static void answer_remark(View *v, const char *typed)
{
    Review *r = v->state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Str text = str_trim(str_from(typed));
    if (!text.len) {
        screen_say(r->screen, "No comment was kept: nothing was typed.");
        return;
    }
    if (!r->asked.file) {
        review_comment(r, arena_str(a, text));
        return;
    }
    ReviewRemark m = { .handoff = mem_strdup(r->id), .file = mem_strdup(r->asked.file), .text = str_dup(text),
                       .line = r->asked.line, .old = r->asked.old };
    VEC_PUSH(&r->remarks, m);
    r->stale = true;
    screen_say(r->screen, "Kept until you decide: %s; u drops it, r sends it back.", place_text(a, m.file, m.line));
}

void review_remark_ask(Review *r, View *v)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *file = NULL;
    int line = 0;
    bool old = false;
    if (!r->data.found || r->screen->read_only) {
        screen_fail(r->screen, "Nothing can be said here: the ledger can only be read.");
        return;
    }
    bool somewhere = review_place(r, &file, &line, &old);
    review_asked(r, NULL, somewhere ? file : NULL);
    r->asked.line = line;
    r->asked.old = old;
    if (!somewhere)
        buf_addf(&text, "Comment on handoff %s, at once and without a verdict.", r->id);
    else if (line)
        buf_addf(&text, "Comment on %s:%d%s, kept until you decide.", file, line, old ? " as it was" : "");
    else
        buf_addf(&text, "Comment on %s, kept until you decide.", file);
    prompt_ask(r->screen, v, text.data, "comment:", answer_remark);
}
