/*
 * select.c - building a SELECT.
 */
#include "select.h"

Select select_from(const char *head)
{
    Select q = { .arena = arena_new(), .sql = BUF_INIT };
    buf_adds(&q.sql, head);
    return q;
}

void select_done(Select *q)
{
    buf_done(&q->sql);
    q->arena = arena_free(q->arena);
}

void select_union(Select *q, const char *head)
{
    buf_addf(&q->sql, " UNION ALL %s", head);
    q->filtered = false;
}

static void bind_text(Select *q, const char *text)
{
    BUG_ON(q->count == SELECT_VALUES_MAX);
    q->values[q->count++].text = arena_strdup(q->arena, text);
}

static void bind_int(Select *q, int64_t number)
{
    BUG_ON(q->count == SELECT_VALUES_MAX);
    q->values[q->count++].number = number;
}

void select_where(Select *q, const char *condition)
{
    buf_addf(&q->sql, "%s(%s)", q->filtered ? " AND " : " WHERE ", condition);
    q->filtered = true;
}

void select_text(Select *q, const char *condition, const char *value)
{
    if (!value)
        return;
    select_where(q, condition);
    bind_text(q, value);
}

void select_any(Select *q, const char *condition, const StrList *values)
{
    CLEANUP(buf_done) Buf any = BUF_INIT;

    if (!values || !values->len)
        return;
    for (size_t i = 0; i < values->len; i++)
        buf_addf(&any, "%s%s", i ? " OR " : "", condition);
    select_where(q, any.data);
    for (size_t i = 0; i < values->len; i++)
        bind_text(q, values->items[i]);
}

void select_int(Select *q, const char *condition, int64_t value)
{
    select_where(q, condition);
    bind_int(q, value);
}

static char *lowered(Arena *a, const char *text)
{
    char *copy = arena_strdup(a, text);
    for (char *p = copy; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p + 'a' - 'A');
    return copy;
}

void select_like(Select *q, const char *const columns[], size_t n, const char *text)
{
    CLEANUP(buf_done) Buf condition = BUF_INIT;

    if (!text || !*text)
        return;
    for (size_t i = 0; i < n; i++)
        buf_addf(&condition, "%sinstr(lower(%s), ?) > 0", i ? " OR " : "", columns[i]);
    select_where(q, condition.data);
    for (size_t i = 0; i < n; i++)
        bind_text(q, lowered(q->arena, text));
}

void select_states(Select *q, const char *column, unsigned bits, size_t count,
                   const char *(*word)(size_t i))
{
    CLEANUP(buf_done) Buf condition = BUF_INIT;
    const char *between = "";

    if (!bits)
        return;
    buf_addf(&condition, "%s IN (", column);
    for (size_t i = 0; i < count; i++)
        if (bits & 1u << i) {
            buf_addf(&condition, "%s'%s'", between, word(i));
            between = ", ";
        }
    buf_addc(&condition, ')');
    select_where(q, condition.data);
}

void select_prefix(Select *q, const char *column, const char *prefix)
{
    CLEANUP(buf_done) Buf condition = BUF_INIT;

    buf_addf(&condition, "%s >= ? AND substr(%s, 1, length(?)) = ?", column, column);
    select_where(q, condition.data);
    for (int i = 0; i < 3; i++)
        bind_text(q, prefix);
}

void select_order(Select *q, const char *columns)
{
    buf_addf(&q->sql, " ORDER BY %s", columns);
}

void select_window(Select *q, int64_t limit, int64_t offset)
{
    if (limit <= 0 && offset <= 0)
        return;
    buf_adds(&q->sql, " LIMIT ? OFFSET ?");
    bind_int(q, limit > 0 ? limit : -1);
    bind_int(q, MAX(offset, 0));
}

sqlite3_stmt *select_run(Store *s, const Select *q)
{
    sqlite3_stmt *st = sql_prepare(s, q->sql.data);

    for (size_t i = 0; st && i < q->count; i++) {
        if (q->values[i].text)
            sqlite3_bind_text(st, (int)i + 1, q->values[i].text, -1, SQLITE_TRANSIENT);
        else
            sqlite3_bind_int64(st, (int)i + 1, q->values[i].number);
    }
    return st;
}

int select_numbers(Store *s, Arena *a, const Select *q, Seqs *ret_numbers)
{
    CLEANUP(sql_done) sqlite3_stmt *st = select_run(s, q);
    Seqs numbers = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&numbers, a, sqlite3_column_int64(st, 0));
    if (r == 0)
        *ret_numbers = numbers;
    return r;
}
