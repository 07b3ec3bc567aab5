/*
 * decisions_table.c - tables of decisions: one a row, the columns known by their header words.
 */
#include "decisions.h"
#include "rows.h"

DecisionField decision_field(Str key)
{
    static const struct { DecisionField field; const char *names; } rows[] = {
        { SAYS_DATE, "date|decided|decided on|decision date|when|made on|datum|data|fecha|日期|时间" },
        { SAYS_STATUS, "status|state|decision status|状态|estado" },
        { SAYS_AUTHOR, "author|authors|by|owner|decided by|decider|deciders|decision maker|"
                       "decision makers|made by|proposed by|recorded by|approved by|agent|who|"
                       "agent/session|lead|autor|作者|负责人|决策者" },
        { SAYS_REASON, "reason|rationale|reasons|why|because|justification|reasoning|begründung|"
                       "grund|motivo|justificativa|理由|原因" },
        { SAYS_CONTEXT, "context|problem|background|kontext|contexto|背景" },
        { SAYS_DECISION, "decision|decisions|choice|chosen|chosen option|we decided|resolution|"
                         "decision outcome|entscheidung|decisão|decisión|决策|决定" },
        { SAYS_ID, "id|#|ref|nr|no|adr|decision id|编号" },
        { SAYS_MORE, "alternatives|alternatives considered|consequences|considered options|impact|"
                     "options|options considered|trade offs|implications|revisit|scope|affects|"
                     "superseded by|supersedes" },
    };
    Str s = text_drop_symbols(text_marks_off(key));
    if (str_eq(str_trim(key), STR("#")))
        return SAYS_ID;
    for (size_t i = 0; s.len && i < ARRAY_LEN(rows); i++)
        if (text_is_one_of(s, rows[i].names))
            return rows[i].field;
    return SAYS_NOTHING;
}

static bool has_column(const DecisionField *fields, size_t n, DecisionField field)
{
    for (size_t i = 0; i < n; i++)
        if (fields[i] == field)
            return true;
    return false;
}

static void read_row(Page *p, uint32_t line, const DecisionField *fields, size_t n)
{
    DecisionDraft d = { .line = line };
    Row row;
    row_split(line_text(p, &p->lines.items[line]), n, &row);
    for (size_t i = 0; i < row.count && i < n; i++) {
        Str cell = row.cells[i];
        if (fields[i] == SAYS_DECISION && !d.decision.len && !text_is_placeholder(cell))
            d.decision = text_is_none(cell, NULL) ? (Str){ cell.data, 0 } : cell;
        else
            decision_say(&d, fields[i], cell);
    }
    if (!d.decision.len || !text_skip_symbols(d.decision).len)
        return;
    DecisionTitle t = decision_title(d.decision);
    d.decision.len = 0;
    d.head.title = t.title;
    d.head.ref = d.head.ref.len ? d.head.ref : t.ref;
    d.head.date = d.head.date.len ? d.head.date : t.date;
    decision_add(p, &d, p->lines.items[line].section);
}

bool decisions_read_table(Page *p, uint32_t head)
{
    const Line *l = &p->lines.items[head];
    DecisionField fields[ROW_CELLS_MAX];
    Row row;
    row_split(line_text(p, l), 0, &row);
    for (size_t i = 0; i < row.count; i++)
        fields[i] = decision_field(row.cells[i]);
    if (!has_column(fields, row.count, SAYS_DECISION) || row.count < 2)
        return false;
    for (uint32_t i = head + 2; i < p->lines.len && p->lines.items[i].kind == LINE_TABLE_ROW; i++)
        read_row(p, i, fields, row.count);
    return true;
}
