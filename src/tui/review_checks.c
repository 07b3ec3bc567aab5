/*
 * review_checks.c - the checks of a revision: state, findings, output; of one that runs, what it said last.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "review.h"

enum { NAME = 22, LIVE_MAX = 64 * 1024, LIVE_LINES = 5, LIVE_LINES_UNFOLDED = 200 };

bool review_unfolded(const Review *r, const char *check)
{
    for (size_t i = 0; i < r->unfolded.len; i++)
        if (strcmp(r->unfolded.items[i], check) == 0)
            return true;
    return false;
}

void review_check_marks(const Review *r, TextWriter *w, const CheckResult *c)
{
    if (c->state == CHECK_PASSED)
        return;
    if (review_waived(r, c->name))
        text_words(w, STYLE_STATE_HUMAN, raw(" waived"));
    else if (policy_requires(&r->data.policy, c->name))
        text_words(w, STYLE_STATE_HUMAN, raw(" required"));
}

static size_t count_lines(Str rest)
{
    size_t n = 0;
    Str line;
    while (str_next_line(&rest, &line))
        n++;
    return n;
}

static const char *how_it_went(Arena *a, const CheckResult *c)
{
    if (c->why && *c->why)
        return arena_printf(a, "%s: %s", check_state_text(c->state), c->why);
    if (c->state == CHECK_FAILED && c->status)
        return arena_printf(a, "failed: exit %d after %lld.%01lld s", c->status, (long long)c->ms / 1000,
                            (long long)c->ms / 100 % 10);
    if (c->state == CHECK_FAILED) {
        size_t n = c->findings.len + c->findings_more;
        return arena_printf(a, "failed: %zu finding%s", n, n == 1 ? "" : "s");
    }
    return check_state_text(c->state);
}

static void put_findings(ReviewTable *t, const CheckResult *c, int item)
{
    TextWriter *w = &t->writer;
    for (size_t i = 0; i < c->findings.len; i++) {
        const Finding *f = &c->findings.items[i];
        w->indent = 4;
        if (f->file)
            text_wordsf(w, STYLE_LINK, f->line ? "%s:%d" : "%s", f->file, f->line);
        text_wordsf(w, STYLE_TEXT, f->file ? " %s" : "%s", f->text ? f->text : "");
        table_take(t, (ReviewRow){ .kind = ROW_FINDING, .item = item, .line = (int32_t)i });
    }
    if (c->findings_more)
        text_wordsf(w, STYLE_DIM, "and %zu more that were not kept", c->findings_more);
    table_take(t, (ReviewRow){ .kind = ROW_CHECK, .item = item });
}

static void put_text(Review *r, ReviewTable *t, Str text, int item, size_t last)
{
    size_t skip = 0, n = count_lines(text);
    Str line;
    if (last && n > last)
        skip = n - last;
    while (str_next_line(&text, &line))
        if (!skip)
            table_line(t, line, r->width - GUTTER_COLS, (ReviewRow){ .kind = ROW_OUTPUT, .item = item, .rich = -1 });
        else
            skip--;
}

static void put_output(Review *r, ReviewTable *t, const CheckResult *c, int item)
{
    size_t lines = c->output ? count_lines(str_from(c->output)) : 0;
    if (!lines)
        return;
    bool open = review_unfolded(r, c->name);
    t->writer.indent = 4;
    text_wordsf(&t->writer, STYLE_DIM, "output, %zu line%s%s; Enter %s", lines, lines == 1 ? "" : "s",
                c->output_dropped ? ", its middle was not kept" : "", open ? "folds it" : "shows it");
    table_take(t, (ReviewRow){ .kind = ROW_CHECK, .item = item });
    if (open)
        put_text(r, t, str_from(c->output), item, 0);
}

/* The end of a file that somebody is writing: what is there now, from the first whole line on. */
static void read_tail(const char *path, Buf *out)
{
    CLEANUP(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        return;
    buf_reserve(out, LIVE_MAX + 1);
    ssize_t n = pread(fd, out->data, LIVE_MAX, MAX(st.st_size - LIVE_MAX, 0));
    out->len = n > 0 ? (size_t)n : 0;
    out->data[out->len] = '\0';
}

/* A check that runs writes what it says into a file: its end is shown. */
static void put_live(Review *r, ReviewTable *t, const CheckResult *c, int item)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *path = checks_live_file(r->screen->context, r->data.revision->digest, c->name, t->arena);
    if (path)
        read_tail(path, &text);
    if (!text.len)
        return;
    Str kept = { arena_str(t->arena, buf_str(&text)), text.len };
    put_text(r, t, kept, item, review_unfolded(r, c->name) ? LIVE_LINES_UNFOLDED : LIVE_LINES);
}

static void put_check(Review *r, ReviewTable *t, size_t i)
{
    const CheckResult *c = &r->data.checks.items[i];
    TextWriter *w = &t->writer;
    int item = (int)i;
    w->indent = 0;
    text_wordsf(w, check_style(c->state), "%s %s", check_state_glyph(c->state, canvas_ascii(r->screen->canvas)),
                c->name);
    for (int pad = (int)strlen(c->name) + 2; pad < NAME; pad++)
        text_verbatim(w, STYLE_TEXT, raw(" "));
    w->indent = 4;
    text_wordsf(w, c->state == CHECK_PASSED ? STYLE_DIM : STYLE_TEXT, " %s", how_it_went(t->arena, c));
    review_check_marks(r, w, c);
    table_take(t, (ReviewRow){ .kind = ROW_CHECK, .item = item });
    put_findings(t, c, item);
    if (c->state == CHECK_RUNNING)
        put_live(r, t, c, item);
    put_output(r, t, c, item);
}

void review_make_checks(Review *r, ReviewTable *t)
{
    const CheckResults *all = &r->data.checks;
    size_t passed = 0;
    for (size_t i = 0; i < all->len; i++)
        passed += all->items[i].state == CHECK_PASSED;
    review_part_title(r, t, "Checks", all->len ? arena_printf(t->arena, "%zu of %zu passed", passed, all->len) : NULL);
    if (!all->len)
        text_words(&t->writer, STYLE_DIM, raw("No check has reported yet."));
    for (size_t i = 0; i < all->len; i++)
        put_check(r, t, i);
    t->writer.indent = 0;
    text_end_line(&t->writer);
    text_break(&t->writer);
    table_take(t, (ReviewRow){ .kind = ROW_RICH, .item = -1 });
}
