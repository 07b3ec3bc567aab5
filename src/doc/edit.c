/*
 * edit.c - the door: a wish in, a patch out.
 */
#include <errno.h>

#include "baton/base/utf8.h"
#include "baton/doc/doc.h"
#include "boxes.h"
#include "dialect.h"
#include "edit_json.h"
#include "edit_parts.h"
#include "text.h"

enum { EDIT_TEXT_MAX = 500 };

static void open_page(Edit *e)
{
    Page *p = &e->page;
    e->page_facts = facts_new(e->path);
    buf_add(&e->page_text, e->text.data, e->text.len);
    Str body = front_read(e->page_facts, buf_str(&e->page_text), false, &p->first_line);
    p->facts = e->page_facts;
    p->style = PAGE_BOARD;
    p->text = e->page_text.data + (body.data - e->page_text.data);
    p->len = body.len;
    page_cut(p);
    legends_read(p);
}

int edit_open(Edit *e)
{
    e->text = e->page_text = BUF_INIT;
    e->facts = doc_read(e->path, e->bytes);
    doc_decode(e->bytes, &e->text);
    Str rest = buf_str(&e->text), line;
    while (str_next_line(&rest, &line))
        VEC_PUSH(&e->lines, line);
    open_page(e);
    if (e->task >= (int)e->facts->tasks.len || (e->task < 0 && e->wish->kind != EDIT_ADD))
        return fail_with(e->m, -ENOENT, "%s: there is no such task in this file", e->path);
    e->t = e->task >= 0 ? &e->facts->tasks.items[e->task] : NULL;
    return 0;
}

void edit_close(Edit *e)
{
    page_release(&e->page);
    facts_free_ptr(&e->page_facts);
    facts_free_ptr(&e->facts);
    VEC_DONE(&e->lines);
    buf_done(&e->text);
    buf_done(&e->page_text);
}

Str edit_line(const Edit *e, int number)
{
    bool there = number > 0 && (size_t)number <= e->lines.len;
    return there ? e->lines.items[number - 1] : (Str){ "", 0 };
}

Str edit_slice(const Edit *e, Span s)
{
    return str_slice(edit_line(e, s.line), (size_t)s.col, (size_t)s.end);
}

bool edit_is_blank(const Edit *e, int number)
{
    return str_trim(edit_line(e, number)).len == 0;
}

int edit_page_line(const Edit *e, int number)
{
    size_t from = 0, to = e->page.lines.len;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (e->page.lines.items[mid].number < number)
            from = mid + 1;
        else
            to = mid;
    }
    return from < e->page.lines.len && e->page.lines.items[from].number == number ? (int)from : -1;
}

const Line *edit_line_read(const Edit *e, int number)
{
    int at = edit_page_line(e, number);
    return at < 0 ? NULL : &e->page.lines.items[at];
}

TaskState edit_wished_state(const Edit *e)
{
    return e->wish->state == TASK_UNKNOWN ? TASK_PENDING : e->wish->state;
}

int edit_refuse(Edit *e, int line, const char *fmt, ...)
{
    va_list ap;
    CLEANUP(buf_done) Buf said = BUF_INIT;
    va_start(ap, fmt);
    buf_vaddf(&said, fmt, ap);
    va_end(ap);
    return fail_with(e->m, -ENOTSUP, "%s:%d: %s", e->path, line, said.data);
}

static bool is_one_line(const char *text)
{
    return text && str_trim(str_from(text)).len && !strpbrk(text, "\r\n\v\f");
}

/* Nobody sees them in a file, and a terminal obeys them: C0 without the tab, DEL, C1, ends of lines. */
static bool has_control(Str text)
{
    int32_t cp;
    for (size_t n; text.len; text = str_slice(text, n, text.len)) {
        n = utf8_next(text, &cp);
        if ((cp < 0x20 && cp != '\t') || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029)
            return true;
    }
    return false;
}

static int check_text(const Edit *e, const char *text)
{
    if (!is_one_line(text))
        return fail_with(e->m, -ENOTSUP, "%s: the text has to be one line that is not empty",
                         e->path);
    if (!utf8_valid(str_from(text)))
        return fail_with(e->m, -ENOTSUP, "%s: the text is no valid UTF-8", e->path);
    if (has_control(str_from(text)))
        return fail_with(e->m, -ENOTSUP, "%s: the text holds control characters", e->path);
    if (strlen(text) > EDIT_TEXT_MAX)
        return fail_with(e->m, -ENOTSUP, "%s: the text has more than %d bytes", e->path,
                         EDIT_TEXT_MAX);
    return 0;
}

/* What would be written as "@none" or "@<br>" names nobody. */
static int check_name(const Edit *e, const char *name)
{
    Str rest = str_trim(str_from(name));
    bool letter = false, odd = text_is_none(rest, NULL);
    for (size_t i = 0; i < rest.len; i++) {
        letter |= rest.data[i] < 0 || text_is_digit(rest.data[i]) ||
                  ((rest.data[i] | 0x20) >= 'a' && (rest.data[i] | 0x20) <= 'z');
        odd |= strchr("|\\`*<>[]{}\"", rest.data[i]) != NULL;
    }
    return letter && !odd ? 0 : fail_with(e->m, -ENOTSUP, "%s: '%s' is no name of an agent", e->path, name);
}

static int check_wish(const Edit *e)
{
    const EditWish *w = e->wish;
    int r = w->kind == EDIT_STATE ? 0 : check_text(e, w->text);
    if (r == 0 && w->assignee)
        r = check_text(e, w->assignee);
    if (r == 0 && w->kind == EDIT_ASSIGN)
        r = check_name(e, w->text);
    if (r == 0 && w->assignee)
        r = check_name(e, w->assignee);
    if (r < 0)
        return r;
    if (w->kind == EDIT_STATE && w->state == TASK_UNKNOWN)
        return fail_with(e->m, -ENOTSUP, "%s: 'unknown' is no state to set", e->path);
    return 0;
}

static int edit_in_json(Edit *e)
{
    Patch p = { 0 };
    int r = edit_json(e->path, e->bytes, e->facts, e->task, e->wish, e->a, &p, e->m);
    if (r < 0)
        return r;
    int line = e->t ? e->t->line : 1;
    return edit_try(e, &p) ? 0
                           : edit_refuse(e, line, "the file would not read so afterwards: edit it by hand");
}

static int edit_any(Edit *e)
{
    static int (*const kinds[EDIT_KIND_COUNT])(Edit *) = {
        [EDIT_STATE] = edit_state,
        [EDIT_ASSIGN] = edit_assign,
        [EDIT_NOTE] = edit_note,
        [EDIT_ADD] = edit_add,
    };
    return kinds[e->wish->kind](e);
}

int doc_edit(const char *path, Str bytes, int task, const EditWish *wish, Arena *a,
             Patch *ret_patch, Message *m)
{
    EditWish w = *wish;
    if (w.text)
        w.text = arena_str(a, str_trim(str_from(w.text)));
    Edit e = { .path = path, .bytes = bytes, .task = task, .wish = &w, .a = a, .m = m };
    int r = check_wish(&e);
    if (r < 0)
        return r;
    r = edit_open(&e);
    if (r == 0)
        r = edit_json_knows(e.facts) ? edit_in_json(&e) : edit_any(&e);
    if (r == 0)
        *ret_patch = e.patch;
    edit_close(&e);
    return r;
}
