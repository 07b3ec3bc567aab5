/*
 * review_body.c - artifact and diff as rows, with what stands on their lines: findings, comments of mine and others.
 */
#include "review.h"

/* The notes of one file, so that the lines of all others need no look at them. */
typedef struct {
    const ReviewNote *note;
    int line;                   /* where it is shown */
} NotePlace;
typedef struct { NotePlace *items; size_t len, cap; } Notes;

static void notes_of(const Review *r, const char *file, Arena *a, Notes *ret)
{
    for (size_t i = 0; i < r->data.notes.len; i++) {
        const ReviewNote *n = &r->data.notes.items[i];
        if (strcmp(n->file, file) == 0)
            AVEC_PUSH(ret, a, ((NotePlace){ n, n->line }));
    }
}

static void put_note(ReviewTable *t, const ReviewNote *n, ReviewRow like)
{
    t->writer.indent = GUTTER_COLS - RICH_COLS;
    text_words(&t->writer, n->style, raw(n->text));
    like.kind = ROW_REMARK;
    like.text = (Str){ 0 };
    table_take(t, like);
    t->writer.indent = 0;
}

static void put_notes(ReviewTable *t, const Notes *notes, int line, bool old, ReviewRow like)
{
    for (size_t i = 0; i < notes->len; i++)
        if (notes->items[i].line == line && (notes->items[i].note->old == old || !line))
            put_note(t, notes->items[i].note, like);
}

static void gap(ReviewTable *t)
{
    text_break(&t->writer);
    table_take(t, (ReviewRow){ .kind = ROW_RICH, .item = -1 });
}

/* ---- the artifact ---- */

static bool starts_heading(Str line)
{
    size_t n = 0;
    while (n < line.len && line.data[n] == '#')
        n++;
    return n && n <= 6 && n < line.len && line.data[n] == ' ';
}

void review_make_artifact(Review *r, ReviewTable *t)
{
    const char *file = r->data.revision ? r->data.revision->file : r->data.handoff.file;
    Notes notes = { 0 };
    Str rest = r->body.artifact, line;
    review_part_title(r, t, "Artifact", file);
    if (r->body.artifact_why)
        text_words(&t->writer, STYLE_DIM, raw(r->body.artifact_why));
    table_take(t, (ReviewRow){ .kind = ROW_RICH, .item = -1 });
    if (file)
        notes_of(r, file, t->arena, &notes);
    put_notes(t, &notes, 0, false, (ReviewRow){ .item = -1 });
    for (int n = 1; str_next_line(&rest, &line); n++) {
        ReviewRow like = { .kind = ROW_TEXT, .line = n, .rich = -1, .item = starts_heading(line) };
        table_line(t, line, r->width - GUTTER_COLS, like);
        put_notes(t, &notes, n, false, like);
    }
    gap(t);
}

/* ---- the diff ---- */

static uint8_t mark_of(const Review *r, const char *file)
{
    return strlist_has(&r->data.outside, file) ? MARK_OUTSIDE : review_is_fresh(r, file) ? MARK_FRESH : MARK_NONE;
}

static void put_file_line(Review *r, ReviewTable *t, const DiffFile *f, ReviewRow like)
{
    TextWriter *w = &t->writer;
    text_verbatim(w, STYLE_DIFF_FILE, raw(f->path));
    text_wordsf(w, STYLE_DIFF_ADDED, " +%d", f->added);
    text_wordsf(w, STYLE_DIFF_REMOVED, " %s%d", canvas_ascii(r->screen->canvas) ? "-" : "−", f->removed);
    if (f->was)
        text_wordsf(w, STYLE_DIM, " was %s", f->was);
    if (like.mark == MARK_OUTSIDE)
        text_words(w, STYLE_STATE_BAD, raw(" outside of the scope"));
    if (review_is_fresh(r, f->path))
        text_words(w, STYLE_STATE_HUMAN, raw(" new since you looked"));
    like.kind = ROW_FILE;
    table_take(t, like);
}

static const uint8_t row_kinds[] = {
    [DIFF_FILE] = ROW_META,   [DIFF_META] = ROW_META,         [DIFF_HUNK] = ROW_HUNK,   [DIFF_CONTEXT] = ROW_CONTEXT,
    [DIFF_ADDED] = ROW_ADDED, [DIFF_REMOVED] = ROW_REMOVED,   [DIFF_NOTE] = ROW_LEFT_OUT,
};

static Str without_sign(const DiffLine *l)
{
    bool signs = l->kind == DIFF_CONTEXT || l->kind == DIFF_ADDED || l->kind == DIFF_REMOVED;
    return signs && l->text.len ? str_slice(l->text, 1, l->text.len) : l->text;
}

/* Names of the file's two sides say what the line above says already. */
static bool is_dull(const DiffLine *l)
{
    return l->kind == DIFF_META && (str_starts(l->text, STR("--- ")) || str_starts(l->text, STR("+++ ")) ||
                                    str_starts(l->text, STR("index ")));
}

static size_t file_end(const Diff *d, size_t i)
{
    return i + 1 < d->files.len ? (size_t)d->files.items[i + 1].first : d->lines.len;
}

/* The number of a line that somebody may have said something about; 0: it is none. */
static int number_of(const DiffLine *l)
{
    if (l->kind == DIFF_REMOVED)
        return l->old_line;
    return l->kind == DIFF_ADDED || l->kind == DIFF_CONTEXT ? l->new_line : 0;
}

/* Notes on lines that the diff does not show stand below the file's name. */
static void raise_unshown(const Diff *d, size_t i, Notes *notes)
{
    for (size_t n = 0; n < notes->len; n++) {
        NotePlace *at = &notes->items[n];
        bool found = false;
        for (size_t k = (size_t)d->files.items[i].first; !found && k < file_end(d, i); k++) {
            const DiffLine *l = &d->lines.items[k];
            found = at->note->old == (l->kind == DIFF_REMOVED) && at->line == number_of(l);
        }
        at->line = found ? at->line : 0;
    }
}

static void put_file(Review *r, ReviewTable *t, size_t i)
{
    const DiffFile *f = &r->body.diff.files.items[i];
    ReviewRow like = { .item = (int32_t)i, .mark = mark_of(r, f->path) };
    Notes notes = { 0 };
    notes_of(r, f->path, t->arena, &notes);
    raise_unshown(&r->body.diff, i, &notes);
    put_file_line(r, t, f, like);
    put_notes(t, &notes, 0, false, like);
    for (size_t k = (size_t)f->first; k < file_end(&r->body.diff, i); k++) {
        const DiffLine *l = &r->body.diff.lines.items[k];
        like.kind = row_kinds[l->kind];
        like.line = number_of(l);
        like.rich = -1;
        if (l->kind == DIFF_FILE || is_dull(l))
            continue;
        table_line(t, without_sign(l), r->width - GUTTER_COLS, like);
        if (notes.len && like.line)
            put_notes(t, &notes, like.line, l->kind == DIFF_REMOVED, like);
    }
    gap(t);
}

static const char *diff_more(const Review *r, Arena *a)
{
    size_t n = r->body.diff.files.len;
    const char *all = arena_printf(a, "%zu file%s", n, n == 1 ? "" : "s");
    if (r->only_fresh)
        return arena_printf(a, "only what is new since %s; D shows all",
                            digest_short(r->data.seen->digest).text);
    return r->body.left_out ? arena_printf(a, "%s, %lld bytes left out", all, (long long)r->body.left_out) : all;
}

void review_make_diff(Review *r, ReviewTable *t)
{
    const Diff *d = &r->body.diff;
    review_part_title(r, t, "Diff", r->body.evidence_seq ? diff_more(r, t->arena) : NULL);
    if (!r->body.evidence_seq)
        text_words(&t->writer, STYLE_DIM, raw("The diff is being collected."));
    else if (!d->files.len)
        text_words(&t->writer, STYLE_DIM, raw("No file was changed since the base."));
    table_take(t, (ReviewRow){ .kind = ROW_RICH, .item = -1 });
    for (size_t i = 0; i < d->files.len; i++)
        if (!r->only_fresh || review_is_fresh(r, d->files.items[i].path))
            put_file(r, t, i);
    if (!d->files.len)
        gap(t);
}
