/*
 * edit_add.c - a task beside others, written like the one it stands behind.
 *
 * The neighbour is the model: its bullet, box, id, marks and key lines are copied, with the next
 * id or number and what was wished in them.
 */
#include <errno.h>

#include "edit_parts.h"
#include "text.h"

enum { PIECES_MAX = 4 };

typedef struct {
    size_t at, end;
    Str with;
} Piece;

typedef struct {
    Piece items[PIECES_MAX];
    size_t len;
} Pieces;

static TaskState wished_state(const Edit *e)
{
    return e->wish->state == TASK_UNKNOWN ? TASK_PENDING : e->wish->state;
}

static const Line *page_line(const Edit *e, int number)
{
    int at = edit_page_line(e, number);
    return at < 0 ? NULL : &e->page.lines.items[at];
}

static void put(Pieces *p, size_t at, size_t end, Str with)
{
    size_t i = p->len;
    if (p->len == PIECES_MAX)
        return;
    for (; i && p->items[i - 1].at > at; i--)
        p->items[i] = p->items[i - 1];
    p->items[i] = (Piece){ at, end, with };
    p->len++;
}

static void splice(Buf *out, Str line, size_t end, const Pieces *p)
{
    size_t from = 0;
    for (size_t i = 0; i < p->len; i++) {
        if (p->items[i].at < from || p->items[i].end > end)
            continue;
        buf_add_str(out, str_slice(line, from, p->items[i].at));
        buf_add_str(out, p->items[i].with);
        from = p->items[i].end;
    }
    buf_add_str(out, str_slice(line, from, end));
}

/* Where the title proper begins: behind "[TASK-8] ", "**Task 1: " and such. */
static size_t behind_ref(Str line, size_t from, size_t end)
{
    static const Str parts[] = { STR("—"), STR("–"), STR("："), STR("**"), STR("__") };
    while (from < end) {
        Str rest = str_slice(line, from, end);
        size_t used = strchr(" :-.)]`", rest.data[0]) ? 1 : 0;
        for (size_t k = 0; !used && k < ARRAY_LEN(parts); k++)
            used = str_starts(rest, parts[k]) ? parts[k].len : 0;
        if (!used)
            break;
        from += used;
    }
    return from;
}

/* Marks that are open where the title begins and have to be closed behind it. */
static Str closing(Str line, size_t start)
{
    static const Str marks[] = { STR("**"), STR("__"), STR("`") };
    Str head = str_slice(line, 0, start), tail = str_slice(line, start, line.len);
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        size_t n = 0;
        for (size_t k = 0; k < head.len; k++)
            if (str_starts(str_slice(head, k, head.len), marks[i])) {
                n++;
                k += marks[i].len - 1;
            }
        if (n % 2 && str_find(tail, marks[i]) >= 0)
            return marks[i];
    }
    return STR("");
}

/* The first title without a ref may be bold as a whole: its marks stand inside of `at`. */
static size_t over_marks(Str line, size_t start, size_t end)
{
    Str rest = str_slice(line, start, end);
    return str_starts(rest, STR("**")) && str_find(str_slice(rest, 2, rest.len), STR("**")) > 0 ? start + 2
                                                                                           : start;
}

static void put_number(const Edit *e, const TaskFact *model, const Line *l, Str line, Pieces *p)
{
    size_t end = l->start;
    while (end < line.len && text_is_digit(line.data[end]))
        end++;
    Str digits = str_slice(line, l->start, end);
    int64_t n = 0;
    if (!l->ordered || str_to_i64(digits, &n) < 0)
        return;
    for (size_t i = 0; i < e->facts->tasks.len; i++) {
        const TaskFact *o = &e->facts->tasks.items[i];
        if (o != model && o->line < model->line && block_alike(e, o, model) &&
            str_starts(str_slice(edit_line(e, o->line), l->start, line.len), STR("1.")) && n == 1)
            return;             /* every item is written "1." */
    }
    put(p, l->start, end, str_from(arena_printf(e->a, "%lld", (long long)n + 1)));
}

/* "### 3. Title": headings are numbered in their titles. */
static size_t put_count(const Edit *e, const TaskFact *model, Str line, Pieces *p)
{
    size_t start = (size_t)model->at.col, end = start;
    int64_t best = 0, n;
    while (end < line.len && text_is_digit(line.data[end]))
        end++;
    if (end == start || end >= line.len || !strchr(".):", line.data[end]))
        return over_marks(line, start, (size_t)model->at.end);
    for (size_t i = 0; i < e->facts->tasks.len; i++) {
        const TaskFact *o = &e->facts->tasks.items[i];
        Str rest = edit_slice(e, o->at);
        if (block_alike(e, o, model) && str_to_i64(str_cut(&rest, line.data[end]), &n) == 0)
            best = MAX(best, n);
    }
    put(p, start, end, str_from(arena_printf(e->a, "%lld", (long long)best + 1)));
    return behind_ref(line, end, (size_t)model->at.end);
}

static size_t put_ref(const Edit *e, const TaskFact *model, const Line *l, Str line, Pieces *p)
{
    size_t start = (size_t)model->at.col, end = (size_t)model->at.end;
    Str ref = str_from(model->ref), next = ref.len ? ref_next(e, ref) : STR("");
    size_t from = l->ordered ? l->body : l->start;
    ptrdiff_t at = ref.len ? str_find(str_slice(line, from, end), ref) : -1;
    if (at < 0 || !next.len)
        return put_count(e, model, line, p);
    size_t pos = from + (size_t)at;
    put(p, pos, pos + ref.len, next);
    return pos + ref.len > start ? behind_ref(line, pos + ref.len, end) : over_marks(line, start, end);
}

static void put_box(const Edit *e, const TaskFact *model, Pieces *p)
{
    Ways ways = { .len = 0 };
    Str current = edit_slice(e, model->state_at);
    bool box = model->state_form == FORM_BOX;
    if (!(box || model->state_form == FORM_WORD) || model->state_at.line != model->line ||
        model->state_at.col > model->at.col)
        return;
    if (model->state == wished_state(e))
        ways_add(&ways, current);
    if (box)
        box_ways(e, current, wished_state(e), &ways);
    else
        word_ways(e, FORM_WORD, current, wished_state(e), &ways);
    if (ways.len)
        put(p, (size_t)model->state_at.col, (size_t)model->state_at.end, ways.items[0]);
}

/* "### 3.6. [ ] 0186: Title": counted in front of its box. */
static bool put_heading_number(const Edit *e, const TaskFact *model, const Line *l, Str line, Pieces *p)
{
    size_t from = l->start, end;
    if (l->kind != LINE_HEADING)
        return false;
    while (from < line.len && (line.data[from] == '#' || line.data[from] == ' '))
        from++;
    end = from;
    while (end < line.len && (text_is_digit(line.data[end]) || line.data[end] == '.'))
        end++;
    while (end > from && line.data[end - 1] == '.')
        end--;
    size_t at = end;
    while (at > from && text_is_digit(line.data[at - 1]))
        at--;
    int64_t n;
    if (end > (size_t)model->at.col || str_to_i64(str_slice(line, at, end), &n) < 0)
        return false;
    if (p)
        put(p, at, end, str_from(arena_printf(e->a, "%lld", (long long)n + 1)));
    return true;
}

/* "Phase 1: DONE", "Task 3 (COMPLETED)": the state behind the title, as the model has it. */
static void state_behind(const Edit *e, const TaskFact *model, size_t start, Buf *out)
{
    Span at = model->state_at;
    Str line = edit_line(e, model->line), current = word_plain(e, edit_slice(e, at));
    Ways ways = { .len = 0 };
    if (at.line != model->line || (size_t)at.col <= start)
        return;
    if (model->state == wished_state(e))
        ways_add(&ways, current);
    word_ways(e, model->state_form, current, wished_state(e), &ways);
    size_t from = (size_t)at.col;
    bool bracket = false;
    while (from > start && strchr(" :-*(>", line.data[from - 1])) {
        from--;
        bracket |= line.data[from] == '(';
    }
    for (size_t n = 3; from >= start + n && line.data[from - 1] < 0; n = 3) {
        Str dash = str_slice(line, from - n, from);
        if (!str_eq(dash, STR("—")) && !str_eq(dash, STR("–")) && !str_eq(dash, STR("→")) &&
            !str_eq(dash, STR("：")))
            break;
        from -= n;
        while (from > start && line.data[from - 1] == ' ')
            from--;
    }
    if (ways.len)
        buf_addf(out, "%.*s%.*s%s", STR_ARG(str_slice(line, from, (size_t)at.col)),
                 STR_ARG(ways.items[0]), bracket ? ")" : "");
}

/* The first line of the new task. */
static void title_line(const Edit *e, const TaskFact *model, Buf *out)
{
    Str line = edit_line(e, model->line);
    const Line *l = page_line(e, model->line);
    Pieces p = { .len = 0 };
    size_t start = put_ref(e, model, l, line, &p);
    put_number(e, model, l, line, &p);
    (void)put_heading_number(e, model, l, line, &p);
    put_box(e, model, &p);
    if (str_ends(str_slice(line, 0, start), STR("~~")))
        put(&p, start - 2, start, STR(""));
    splice(out, line, start, &p);
    buf_adds(out, e->wish->text);
    buf_add_str(out, closing(line, start));
    state_behind(e, model, start, out);
}

/* "… @gavin", "… (owner: qa)": an assignee in the line of the title. */
static void name_in_line(const Edit *e, const TaskFact *model, Buf *out)
{
    Span at = model->assignee_at;
    Str line = edit_line(e, at.line);
    if (!e->wish->assignee || at.line != model->line || at.col <= model->at.col)
        return;
    Ways ways = { .len = 0 };
    name_ways(e, model->assignee_form, edit_slice(e, at), e->wish->assignee, &ways);
    size_t from = (size_t)at.col;
    while (from > (size_t)model->at.col && !strchr("(|[", line.data[from - 1]) &&
           !str_ends(str_slice(line, 0, from), STR(" - ")) && !str_ends(str_slice(line, 0, from), STR("— ")) &&
           line.data[from - 1] != '@' && from + 20 > (size_t)at.col)
        from--;
    Str head = str_slice(line, from, (size_t)at.col);
    char open = from ? line.data[from - 1] : ' ';
    Str name = ways.items[0];
    if (open == '(' || open == '[')
        buf_addf(out, " %c%.*s%.*s%s", open, STR_ARG(head), STR_ARG(name), open == '(' ? ")" : "]");
    else
        buf_addf(out, " %s%.*s", open == '@' || str_starts(name, STR("@")) ? "@" : "— ",
                 STR_ARG(str_starts(name, STR("@")) ? str_slice(name, 1, name.len) : name));
}

/* A line with a key as the model, or one written like it, has it; false: none has. */
static bool key_line(const Edit *e, const TaskFact *model, Keyed which, Buf *out)
{
    const TaskFact *from = block_key_span(e, model, which).line ? model : block_model(e, model, which);
    Ways ways = { .len = 0 };
    if (!from)
        return false;
    Span at = block_key_span(e, from, which);
    Str current = edit_slice(e, at);
    if (which == KEYED_STATE)
        current = word_plain(e, current);
    if (which == KEYED_STATE && from->state == wished_state(e))
        ways_add(&ways, current);
    if (which == KEYED_STATE)
        word_ways(e, FORM_VALUE, current, wished_state(e), &ways);
    else if (e->wish->assignee)
        name_ways(e, FORM_VALUE, current, e->wish->assignee, &ways);
    if (ways.len)
        buf_add_str(out, block_key_line(e, model, at, ways.items[0]));
    return ways.len > 0;
}

static void key_lines(const Edit *e, const TaskFact *model, Buf *out)
{
    Span state = block_key_span(e, model, KEYED_STATE), name = block_key_span(e, model, KEYED_ASSIGNEE);
    bool name_first = name.line && name.line < state.line;
    bool needs_state = state.line || !(model->state_at.line == model->line);
    if (name_first)
        (void)key_line(e, model, KEYED_ASSIGNEE, out);
    if (needs_state)
        (void)key_line(e, model, KEYED_STATE, out);
    if (!name_first && e->wish->assignee && model->assignee_at.line != model->line)
        (void)key_line(e, model, KEYED_ASSIGNEE, out);
}

static bool add_heading(Edit *e, const TaskFact *model)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    int last = block_last(e, model);
    if (edit_is_blank(e, model->line - 1))
        buf_addc(&out, '\n');
    title_line(e, model, &out);
    buf_addc(&out, '\n');
    CLEANUP(buf_done) Buf keys = BUF_INIT;
    key_lines(e, model, &keys);
    if (keys.len && edit_is_blank(e, model->line + 1))
        buf_addc(&out, '\n');
    buf_add_str(&out, buf_str(&keys));
    return edit_try_below(e, last, buf_str(&out));
}

static bool add_item(Edit *e, const TaskFact *model)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    title_line(e, model, &out);
    name_in_line(e, model, &out);
    buf_addc(&out, '\n');
    key_lines(e, model, &out);
    return edit_try_below(e, block_last(e, model), buf_str(&out));
}

/* The last task of the list that the model stands in, so that no number has to change. */
static const TaskFact *last_alike(const Edit *e, const TaskFact *model)
{
    const Line *l = page_line(e, model->line);
    bool counted = l && (l->ordered || put_heading_number(e, model, l, edit_line(e, model->line), NULL));
    for (size_t i = 0; counted && i < e->facts->tasks.len; i++) {
        const TaskFact *o = &e->facts->tasks.items[i];
        const Line *x = page_line(e, o->line);
        if (x && o->line > model->line && block_alike(e, o, model) &&
            (l->kind == LINE_HEADING || x->section == l->section))
            model = o;
    }
    return model;
}

static int add_behind(Edit *e, const TaskFact *model)
{
    const Line *l = page_line(e, model->line);
    bool done = false;
    e->t = model;
    if (!l || model->state_form == FORM_FRONT)
        return edit_refuse(e, model->line, "the file is one task: a new one is a new file");
    if (l->kind == LINE_TABLE_ROW)
        return edit_add_row(e);
    if (l->kind == LINE_ITEM)
        done = add_item(e, last_alike(e, model));
    else if (l->kind == LINE_HEADING || l->kind == LINE_TITLE)
        done = add_heading(e, last_alike(e, model));
    return done ? 0 : edit_refuse_add(e, model);
}

int edit_refuse_add(Edit *e, const TaskFact *model)
{
    const Line *l = page_line(e, model->line);
    const Section *s = l ? section_state(&e->page, l->section) : NULL;
    if (s && !model->state_at.line && s->state != wished_state(e) && e->wish->state != TASK_UNKNOWN)
        return edit_refuse(e, model->line, "tasks here are what the heading '%.*s' says, not %s: name "
                           "the section that says so", STR_ARG(str_slice(s->title, 0, 80)),
                           task_state_text(wished_state(e)));
    return edit_refuse(e, model->line, "a task like this one that is %s%s%s cannot be written behind it "
                       "so that the file reads so: add it by hand", task_state_text(wished_state(e)),
                       e->wish->assignee ? " and assigned to " : "",
                       e->wish->assignee ? e->wish->assignee : "");
}

/* The section whose title is, or else holds, the words; -1: none. */
static int find_section(const Edit *e, Str words)
{
    int best = -1;
    for (size_t i = 1; i < e->page.sections.len; i++) {
        const Section *s = &e->page.sections.items[i];
        Str title = text_drop_symbols(text_skip_symbols(s->title));
        if (str_ieq(title, words) || str_ieq(s->title, words))
            return (int)i;
        if (best < 0 && !s->unread && str_ifind(s->title, words) >= 0)
            best = (int)i;
    }
    return best;
}

static bool stands_in(const Edit *e, const TaskFact *t, int section)
{
    const Line *l = page_line(e, t->line);
    for (int i = l ? (int)l->section : -1; i >= 0; i = e->page.sections.items[i].parent)
        if (i == section)
            return l->kind == LINE_ITEM || l->kind == LINE_TABLE_ROW || (int)l->section != section;
    return false;
}

static const TaskFact *last_in(const Edit *e, int section)
{
    const TaskFact *best = NULL;
    for (size_t i = 0; i < e->facts->tasks.len; i++) {
        const TaskFact *t = &e->facts->tasks.items[i];
        if ((section < 0 || stands_in(e, t, section)) && (!best || t->depth <= best->depth))
            best = t;
    }
    return best;
}

/* The first task of a section whose neighbours elsewhere are boxes. */
static bool start_list(Edit *e, int section)
{
    const TaskFact *model = NULL;
    int line = e->page.lines.items[e->page.sections.items[section].line].number;
    for (size_t i = 0; !model && i < e->facts->tasks.len; i++) {
        const TaskFact *t = &e->facts->tasks.items[i];
        const Line *l = page_line(e, t->line);
        if (l && l->kind == LINE_ITEM && t->depth == 0 && !l->ordered && t->state_form == FORM_BOX)
            model = t;
    }
    if (!model || !(edit_is_blank(e, line + 1) || line == (int)e->lines.len))
        return false;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    bool blank = line < (int)e->lines.len, next = !edit_is_blank(e, line + 2) && blank;
    buf_adds(&out, blank ? "" : "\n");
    title_line(e, model, &out);
    buf_adds(&out, next && line + 2 <= (int)e->lines.len ? "\n\n" : "\n");
    return edit_try_below(e, blank ? line + 1 : line, buf_str(&out));
}

static int add_to_section(Edit *e, const char *words)
{
    int section = find_section(e, str_trim(str_from(words)));
    if (section < 0)
        return fail_with(e->m, -ENOENT, "%s: no heading has the words '%s'", e->path, words);
    const TaskFact *model = last_in(e, section);
    if (model)
        return add_behind(e, model);
    if (edit_fill_row(e, (uint32_t)section) || start_list(e, section))
        return 0;
    return edit_refuse(e, e->page.lines.items[e->page.sections.items[section].line].number,
                       "the section has no task to write a new one like: write the first by hand");
}

int edit_add(Edit *e)
{
    if (e->wish->section && e->wish->section[0])
        return add_to_section(e, e->wish->section);
    const TaskFact *model = e->t ? e->t : last_in(e, -1);
    if (!model)
        return fail_with(e->m, -ENOENT, "%s: there is no task to write a new one like: write the "
                         "first by hand", e->path);
    return add_behind(e, model);
}
