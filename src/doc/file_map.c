/*
 * file_map.c - maps of files: which file is for what.
 */
#include "decisions.h"
#include "dialect.h"
#include "escalations.h"
#include "rows.h"

enum { PATHS_MAX = 16 };

typedef enum { MAP_NONE, MAP_PATH, MAP_PURPOSE, MAP_OWNER, MAP_DATE, MAP_STATUS, MAP_KINDS } MapColumn;

static MapColumn map_column(Str header)
{
    static const struct { MapColumn column; const char *names; } rows[] = {
        { MAP_PATH, "path|paths|file|files|file path|location|directory|folder|dir|module path|"
                    "datei|pfad|ordner|arquivo|caminho|路径|文件|文件路径|目录" },
        { MAP_PURPOSE, "purpose|description|what|role|responsibility|contains|notes|contents|"
                       "what it does|used for|zweck|beschreibung|descrição|propósito|用途|说明|描述" },
        { MAP_OWNER, "owner|agent|owned by|maintainer|author|负责人" },
        { MAP_DATE, "updated|last updated|modified|last modified|date|日期" },
        { MAP_STATUS, "status|state|状态" },
    };
    Str s = text_drop_symbols(text_marks_off(header));
    for (size_t i = 0; s.len && i < ARRAY_LEN(rows); i++)
        if (text_is_one_of(s, rows[i].names))
            return rows[i].column;
    return MAP_NONE;
}

/* The paths of a cell: what stands in backticks, or all of it when it has no blanks. */
static size_t paths_of(Str cell, Str *paths)
{
    size_t n = 0;
    Str rest = cell;
    while (rest.len && n < PATHS_MAX) {
        ptrdiff_t open = str_chr(rest, '`');
        Str inner = str_slice(rest, open < 0 ? rest.len : (size_t)open + 1, rest.len);
        ptrdiff_t close = str_chr(inner, '`');
        if (open < 0 || close < 0)
            break;
        if (close > 0)
            paths[n++] = str_slice(inner, 0, (size_t)close);
        rest = str_slice(inner, (size_t)close + 1, inner.len);
    }
    Str bare = text_marks_off(cell);
    if (!n && bare.len && bare.data[0] == '[' && str_find(bare, STR("](")) > 0)
        bare = str_slice(bare, 1, (size_t)str_find(bare, STR("](")));
    if (!n && bare.len && str_chr(bare, ' ') < 0 && !text_is_none(bare, NULL) &&
        !text_is_placeholder(bare) && (str_chr(bare, '/') >= 0 || str_chr(bare, '.') >= 0))
        paths[n++] = bare;
    return n;
}

static const char *said(Page *p, Str s)
{
    s = text_marks_off(s);
    return s.len && !text_is_none(s, NULL) && !text_is_placeholder(s) ? text_title(p->arena, s) : NULL;
}

static void add_files(Page *p, uint32_t line, Str cell, RecordFact r)
{
    Str paths[PATHS_MAX];
    size_t n = paths_of(cell, paths);
    for (size_t i = 0; i < n; i++) {
        r.kind = RECORD_FILE;
        r.line = p->lines.items[line].number;
        r.at = page_span(p, line, paths[i]);
        r.title = text_copy(p->arena, paths[i]);
        r.section = section_path(p, p->lines.items[line].section);
        record_add(p, &r);
    }
}

static void read_table(Page *p, uint32_t head)
{
    int at[MAP_KINDS] = { -1, -1, -1, -1, -1, -1 };
    Row row;
    row_split(line_text(p, &p->lines.items[head]), 0, &row);
    size_t columns = row.count;
    for (size_t i = columns; i-- > 0;)
        at[map_column(row.cells[i])] = (int)i;
    if (at[MAP_PATH] < 0 || columns < 2)
        return;
    if (at[MAP_PURPOSE] < 0)
        at[MAP_PURPOSE] = at[MAP_PATH] == 0 && at[MAP_NONE] > 0 ? at[MAP_NONE] : -1;
    for (uint32_t i = head + 2; i < p->lines.len && p->lines.items[i].kind == LINE_TABLE_ROW; i++) {
        row_split(line_text(p, &p->lines.items[i]), columns, &row);
        add_files(p, i, row_cell(&row, at[MAP_PATH]), (RecordFact){
            .reason = said(p, row_cell(&row, at[MAP_PURPOSE])),
            .author = said(p, row_cell(&row, at[MAP_OWNER])),
            .date = said(p, row_cell(&row, at[MAP_DATE])),
            .status = said(p, row_cell(&row, at[MAP_STATUS])),
        });
    }
}

/* "- `src/app.ts` — where it starts", "- `a/`: …". */
static void read_item(Page *p, uint32_t line)
{
    Str body = line_body(p, &p->lines.items[line]), s = body;
    while (s.len && s.data[0] == '*')
        s = str_slice(s, 1, s.len);
    ptrdiff_t close = str_starts(s, STR("`")) ? str_chr(str_slice(s, 1, s.len), '`') : -1;
    if (close <= 0)
        return;
    Str purpose = text_skip_symbols(str_slice(s, (size_t)close + 2, s.len));
    while (purpose.len && strchr(":* ", purpose.data[0]))
        purpose = str_slice(purpose, 1, purpose.len);
    add_files(p, line, str_slice(s, 0, (size_t)close + 2), (RecordFact){ .reason = said(p, purpose) });
}

void file_map_read(Page *p)
{
    for (uint32_t i = 0; i < p->lines.len; i++) {
        const Line *l = &p->lines.items[i];
        if (!section_is_read(p, l->section))
            continue;
        if (l->kind == LINE_TABLE_HEAD)
            read_table(p, i);
        else if (l->kind == LINE_ITEM)
            read_item(p, i);
    }
}

static Match file_map_matches(const char *path, Str text)
{
    (void)text;
    return path_is_named(path, "file map|filemap|file index|files map|code map|codemap|repo map")
               ? MATCH_NAME : MATCH_NO;
}

static void file_map_read_file(Reading *r)
{
    Page p = { .facts = r->facts, .style = PAGE_TEXT };
    Str body = front_read(r->facts, (Str){ r->text, r->len }, false, &p.first_line);
    p.text = r->text + (body.data - r->text);
    p.len = body.len;
    page_cut(&p);
    file_map_read(&p);
    escalations_read(&p);
    page_release(&p);
}

const DialectDef dialect_file_map = { "file-map", file_map_matches, file_map_read_file };
