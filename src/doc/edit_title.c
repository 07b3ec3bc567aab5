/*
 * edit_title.c - the first line of a new task: its neighbour's, with the next id and the new title.
 */
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

/* A mark in front of `from` that is not closed there. */
static bool is_open(Str line, size_t from, Str mark)
{
    Str head = str_slice(line, 0, from);
    bool open = false;
    for (ptrdiff_t n; (n = str_find(head, mark)) >= 0; open = !open)
        head = str_slice(head, (size_t)n + mark.len, head.len);
    return open;
}

/* Bytes of a dash that stands alone: "-x" and "--all" are the beginning of a title. */
static size_t dash_len(Str rest)
{
    if (str_starts(rest, STR("—")) || str_starts(rest, STR("–")))
        return STR("—").len;
    size_t n = str_starts(rest, STR("--")) ? 2 : rest.data[0] == '-';
    return n && rest.len > n && rest.data[n] == ' ' ? n : 0;
}

/* Bytes of bold that is closed here, or that opens here and is closed further on. */
static size_t bold_len(Str line, size_t from, size_t end)
{
    static const Str marks[] = { STR("**"), STR("__") };
    Str rest = str_slice(line, from, end);
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        if (!str_starts(rest, marks[i]))
            continue;
        bool closed = str_find(str_slice(rest, 2, rest.len), marks[i]) > 0;
        return is_open(line, from, marks[i]) || closed ? marks[i].len : 0;
    }
    return 0;
}

/*
 * Where the title proper begins: behind "[TASK-8] ", "**Task 1: " and such.  What looks like a mark but
 * belongs to the title of the neighbour would be copied from task to task otherwise.
 */
static size_t behind_ref(Str line, size_t start, size_t end)
{
    size_t from = start, used;
    bool dashed = false;
    for (; from < end; from += used) {
        Str rest = str_slice(line, from, end);
        bool close = from == start || line.data[from - 1] != ' ';
        if ((used = dashed ? 0 : dash_len(rest)) > 0)
            dashed = true;
        else if ((used = bold_len(line, from, end)) == 0 && str_starts(rest, STR("：")))
            used = STR("：").len;
        else if (!used)
            used = rest.data[0] == ' ' || (close && strchr(":.)]", rest.data[0])) ||
                   str_starts(rest, STR(": ")) || (from == start && rest.data[0] == '`');
        if (!used)
            break;
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
    if (model->state == edit_wished_state(e))
        ways_add(&ways, current);
    if (box)
        box_ways(e, current, edit_wished_state(e), &ways);
    else
        word_ways(e, FORM_WORD, current, edit_wished_state(e), &ways);
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
    if (model->state == edit_wished_state(e))
        ways_add(&ways, current);
    word_ways(e, model->state_form, current, edit_wished_state(e), &ways);
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

bool title_is_counted(const Edit *e, const TaskFact *model)
{
    const Line *l = edit_line_read(e, model->line);
    return l && (l->ordered || put_heading_number(e, model, l, edit_line(e, model->line), NULL));
}

void title_line(const Edit *e, const TaskFact *model, Buf *out)
{
    Str line = edit_line(e, model->line);
    const Line *l = edit_line_read(e, model->line);
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
