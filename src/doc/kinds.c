/*
 * kinds.c - headings, titles, items, tables and rules among the lines of a page.
 */
#include "page.h"

enum { TITLE_MAX = 120, BARE_TITLE_MAX = 80 };

static bool is_rule(Str s)
{
    if (s.len < 3)
        return false;
    if (s.data[0] != '\xE2' && !strchr("-=*_", s.data[0]))
        return false;
    if (str_starts(s, STR("═")) || str_starts(s, STR("─")) || str_starts(s, STR("━")) ||
        str_starts(s, STR("—")))
        return text_skip_symbols(s).len == 0;
    if (!strchr("-=*_", s.data[0]))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (s.data[i] != s.data[0] && s.data[i] != ' ')
            return false;
    return true;
}

static bool heading_read(Line *l, Str s)
{
    size_t n = 0;
    while (n < s.len && s.data[n] == '#')
        n++;
    bool spaced = n < s.len && (s.data[n] == ' ' || s.data[n] == '\t');
    bool glued = n >= 2 && n < s.len && (unsigned char)s.data[n] >= 0x80;
    if (n == 0 || n > 6 || !(spaced || glued) || l->indent > 3)
        return false;
    l->kind = LINE_HEADING;
    l->level = (uint8_t)n;
    l->body = l->start + (uint32_t)n;
    return true;
}

/* Bytes of "- ", "* ", "1. ", "1.2 ", "2) " in front of an item; 0: it is none. */
static size_t item_mark(Str s, bool *ret_ordered)
{
    size_t n = 0, dots = 0;
    *ret_ordered = false;
    if (strchr("-*+", s.data[0]))
        return s.len > 1 && (s.data[1] == ' ' || s.data[1] == '\t') ? 2 : 0;
    if ((unsigned char)s.data[0] >= 0xC2 && (str_starts(s, STR("•")) || str_starts(s, STR("·"))))
        return s.data[0] == '\xE2' ? 3 : 2;
    while (n < s.len && n < 9 && (text_is_digit(s.data[n]) || (n && s.data[n] == '.')))
        dots += s.data[n++] == '.';
    if (n == 0 || n >= s.len)
        return 0;
    if (s.data[n] == ')')
        n++;
    else if (!dots)
        return 0;
    *ret_ordered = true;
    return n < s.len && (s.data[n] == ' ' || s.data[n] == '\t') ? n + 1 : 0;
}

static bool is_bare_box(Str s)
{
    if (s.data[0] != '[' && s.data[0] != '\xE2')
        return false;
    if (str_starts(s, STR("☐")) || str_starts(s, STR("☑")) || str_starts(s, STR("☒")))
        return true;
    return s.len > 4 && s.data[0] == '[' && s.data[2] == ']' && s.data[3] == ' ' &&
           strchr(" xX/~-", s.data[1]);
}

static bool item_read(Line *l, Str s)
{
    size_t n = item_mark(s, &l->ordered);
    if (!n && !is_bare_box(s))
        return false;
    l->kind = LINE_ITEM;
    l->body = l->start + (uint32_t)n;
    Str body = str_slice(s, n, s.len);
    while (body.len && (body.data[0] == ' ' || body.data[0] == '\t'))
        body = str_slice(body, 1, body.len), l->body++;
    return true;
}

/* "> - [ ] text" is an item; other quotes only say something about the document. */
static void quote_read(Line *l, Str s)
{
    size_t n = 0;
    while (n < s.len && (s.data[n] == '>' || s.data[n] == ' '))
        n++;
    Line inner = *l;
    inner.start += (uint32_t)n;
    Str rest = str_slice(s, n, s.len);
    l->quoted = true;
    l->body = inner.start;
    if (rest.len > 6 && strchr("-*+", rest.data[0]) && rest.data[2] == '[' &&
        item_read(&inner, rest)) {
        inner.quoted = true;
        *l = inner;
    }
}

static bool is_key_line(Str s)
{
    KeyValue kv;
    return key_split(s, &kv) &&
           text_is_one_of(kv.key, "status|state|assigned to|assignee|owner|agent|task id|task|"
                                  "dependencies|depends on|date|branch|from|to|状态|负责人");
}

/* A line that is all bold, "**Next steps**:", and no "**Status: done**". */
static bool bold_read(Line *l, Str s)
{
    if (l->indent > 1 || s.len > TITLE_MAX || !strchr("*_", s.data[0]) || is_key_line(s))
        return false;
    Str inner = s;
    if (str_ends(inner, STR(":")))
        inner.len--;
    if (inner.len < 5 || !(str_starts(inner, STR("**")) || str_starts(inner, STR("__"))))
        return false;
    if (text_marks_off(inner).len == inner.len)
        return false;
    l->kind = LINE_TITLE;
    l->level = 7;
    return true;
}

static void line_read(Line *l, Str s)
{
    l->body = l->start;
    if (s.data[0] == '#' && heading_read(l, s))
        return;
    if (s.data[0] == '>') {
        quote_read(l, s);
        return;
    }
    if (is_rule(s))
        l->kind = LINE_RULE;
    else if (!bold_read(l, s))
        (void)item_read(l, s);
}

static bool is_table_rule(Str s)
{
    bool dash = false, pipe = false;
    for (size_t i = 0; i < s.len; i++) {
        if (!strchr("|-: \t", s.data[i]))
            return false;
        dash |= s.data[i] == '-';
        pipe |= s.data[i] == '|';
    }
    return dash && pipe;
}

static bool has_pipe(const Page *p, const Line *l)
{
    return str_chr(line_text(p, l), '|') >= 0;
}

static bool may_be_row(const Page *p, const Line *l)
{
    return (l->kind == LINE_TEXT || l->kind == LINE_RULE) && has_pipe(p, l);
}

/* A header, its rule and the rows below it.  Returns the index of the last line of the table. */
static size_t table_read(Page *p, size_t rule)
{
    Line *lines = p->lines.items;
    size_t i = rule + 1;
    lines[rule - 1].kind = LINE_TABLE_HEAD;
    lines[rule].kind = LINE_TABLE_RULE;
    for (; i < p->lines.len && !lines[i].gap && may_be_row(p, &lines[i]); i++)
        lines[i].kind = LINE_TABLE_ROW;
    return i - 1;
}

static void tables_read(Page *p)
{
    for (size_t i = 1; i < p->lines.len; i++) {
        Line *l = &p->lines.items[i];
        char c = line_text(p, l).data[0];
        if (l->gap || !strchr("|-: ", c) || !may_be_row(p, l) || !may_be_row(p, l - 1))
            continue;
        if (is_table_rule(line_text(p, l)))
            i = table_read(p, i);
    }
}

/* "Title" with "====" or "-----" below it. */
static void underlined_read(Page *p)
{
    for (size_t i = 1; i < p->lines.len; i++) {
        Line *l = &p->lines.items[i], *above = l - 1;
        char c = line_text(p, l).data[0];
        if (l->kind != LINE_RULE || l->gap || above->kind != LINE_TEXT || !above->gap ||
            above->len > BARE_TITLE_MAX)
            continue;
        KeyValue kv;
        bool dashes = c == '-' && l->len - l->start >= 4 && !key_split(line_text(p, above), &kv);
        if (c != '=' && !dashes)
            continue;
        above->kind = LINE_HEADING;
        above->level = c == '=' ? 1 : 2;
        p->has_hash = true;
    }
}

static bool is_bare_title(const Page *p, size_t i)
{
    const Line *l = &p->lines.items[i];
    Str s = line_text(p, l);
    KeyValue kv;
    if (l->kind != LINE_TEXT || !l->gap || l->indent || l->quoted || s.len > BARE_TITLE_MAX ||
        i + 1 == p->lines.len)
        return false;
    if (strchr(".,;!?|`", s.data[s.len - 1]) || (key_split(s, &kv) && kv.value.len))
        return false;
    return s.data[0] == '[' || (s.data[0] >= 'A' && s.data[0] <= 'Z') ||
           (unsigned char)s.data[0] >= 0x80;
}

/* A file that has no "#" at all titles its parts with bare lines and "[Context]". */
static void bare_titles_read(Page *p)
{
    for (size_t i = 0; i < p->lines.len; i++) {
        if (!is_bare_title(p, i))
            continue;
        p->lines.items[i].kind = LINE_TITLE;
        p->lines.items[i].level = 7;
    }
}

void lines_classify(Page *p)
{
    for (size_t i = 0; i < p->lines.len; i++) {
        Line *l = &p->lines.items[i];
        line_read(l, line_text(p, l));
        p->has_hash |= l->kind == LINE_HEADING;
    }
    tables_read(p);
    underlined_read(p);
    if (!p->has_hash)
        bare_titles_read(p);
}
