/*
 * boxes.c - reading checkboxes and legends.
 *
 * A legend in the file outweighs what a mark usually means: "[-]" is cancelled in most files and
 * "in progress" in those that say so.
 */
#include "boxes.h"

#include <errno.h>

#include "states.h"

enum { WORD_BOX_MAX = 28, LEGEND_TEXT_MAX = 80, STATE_NAME_MAX = 40, LEGEND_LINE_MAX = 4096, MARK_BYTES_MAX = 10 };

static const struct { Str mark; TaskState state; } usual[] = {
    { STR(" "), TASK_PENDING },     { STR(""), TASK_PENDING },      { STR("  "), TASK_PENDING },
    { STR("_"), TASK_PENDING },     { STR("x"), TASK_DONE },        { STR("X"), TASK_DONE },
    { STR("✓"), TASK_DONE },        { STR("✔"), TASK_DONE },        { STR("✅"), TASK_DONE },
    { STR("√"), TASK_DONE },        { STR("/"), TASK_IN_PROGRESS }, { STR("~"), TASK_IN_PROGRESS },
    { STR("🔄"), TASK_IN_PROGRESS }, { STR("🚧"), TASK_IN_PROGRESS }, { STR("⏳"), TASK_PENDING },
    { STR("-"), TASK_CANCELLED },   { STR("!"), TASK_BLOCKED },     { STR("⛔"), TASK_BLOCKED },
    { STR("P"), TASK_PENDING },     { STR(">"), TASK_UNKNOWN },     { STR("?"), TASK_UNKNOWN },
    { STR("*"), TASK_UNKNOWN },     { STR("❌"), TASK_UNKNOWN },     { STR("."), TASK_UNKNOWN },
    { STR("+"), TASK_UNKNOWN },     { STR("="), TASK_UNKNOWN },
};

static bool mark_state(const Page *p, Str mark, TaskState *ret_state)
{
    for (size_t i = 0; i < p->mark_count; i++) {
        if (str_eq(str_from(p->marks[i].mark), mark)) {
            *ret_state = p->marks[i].state;
            return true;
        }
    }
    if (mark.len > 3 && str_ends(mark, STR("\xEF\xB8\x8F")))
        mark.len -= 3;
    char glyph[4];
    size_t len;
    if (text_mojibake(mark, glyph, &len) == mark.len && mark.len)
        mark = (Str){ glyph, len };
    for (size_t i = 0; i < ARRAY_LEN(usual); i++) {
        if (str_eq(usual[i].mark, mark)) {
            *ret_state = usual[i].state;
            return true;
        }
    }
    return false;
}

/* "[COMPLETE]", "[⏳GREEN]": a word that says a state does for a mark. */
static bool word_state(Str inner, TaskState *ret_state)
{
    StateHit hit;
    Str ref;
    if (inner.len < 3 || text_subject(inner, &ref) != SUBJECT_NONE || state_find(inner, &hit) < 0)
        return false;
    *ret_state = hit.state;
    return hit.strong || (unsigned char)inner.data[0] >= 0xE2;
}

/* What stands between "[" and "]", also with backslashes in front of them; bytes used, 0: none. */
static size_t bracket_len(Str s, Str *ret_inner)
{
    size_t open = str_starts(s, STR("\\[")) ? 2 : str_starts(s, STR("[")) ? 1 : 0;
    if (!open)
        return 0;
    ptrdiff_t close = str_chr(str_slice(s, open, open + WORD_BOX_MAX), ']');
    if (close < 0)
        return 0;
    Str inner = str_slice(s, open, open + (size_t)close);
    if (open == 2 && str_ends(inner, STR("\\")))
        inner.len--;
    *ret_inner = inner;
    return open + (size_t)close + 1;
}

static size_t glyph_box(Str s, TaskState *ret_state)
{
    static const struct { Str glyph; TaskState state; } glyphs[] = {
        { STR("☐"), TASK_PENDING }, { STR("⬜"), TASK_PENDING }, { STR("🔲"), TASK_PENDING },
        { STR("☑"), TASK_DONE },    { STR("☒"), TASK_DONE },
    };
    for (size_t i = 0; i < ARRAY_LEN(glyphs); i++) {
        if (!str_starts(s, glyphs[i].glyph))
            continue;
        *ret_state = glyphs[i].state;
        Str rest = str_slice(s, glyphs[i].glyph.len, s.len);
        return glyphs[i].glyph.len + (str_starts(rest, STR("\xEF\xB8\x8F")) ? 3 : 0);
    }
    return 0;
}

static size_t box_len(const Page *p, Str s, Box *box)
{
    Str inner;
    size_t n = glyph_box(s, &box->state);
    if (n)
        return n;
    n = bracket_len(s, &inner);
    if (!n)
        return 0;
    bool mark = inner.len <= MARK_BYTES_MAX && mark_state(p, inner, &box->state);
    if (!mark && !word_state(inner, &box->state))
        return 0;
    char next = n < s.len ? s.data[n] : ' ';
    bool plain = inner.len <= 1 && (inner.len == 0 || strchr(" xX", inner.data[0]));
    bool parted = next == ' ' || (next == '*' && n + 1 < s.len && s.data[n + 1] == ' ') || next == '\t' || next == ':';
    return parted || (plain && inner.len && next != '(' && next != '[') ? n : 0;
}

bool box_read(const Page *p, Str text, Box *ret_box)
{
    Box box = { .state = TASK_UNKNOWN };
    Str s = str_trim(text);
    bool may = s.len && (s.data[0] == '[' || s.data[0] == '\\' || (unsigned char)s.data[0] >= 0xE2);
    size_t n = may ? box_len(p, s, &box) : 0;
    if (!n)
        return false;
    box.mark = str_slice(s, 0, n);
    box.rest = str_trim(str_slice(s, n, s.len));
    bool optional = str_starts(box.rest, STR("* ")) && box.rest.data == s.data + n;
    if (optional || (box.rest.len && box.rest.data[0] == ':'))
        box.rest = str_trim(str_slice(box.rest, 1, box.rest.len));
    *ret_box = box;
    return true;
}

bool box_is_whole(const Page *p, Str text, Box *ret_box)
{
    Box box;
    Str s = text_marks_off(text);
    if (!s.len || s.len > 8 || !box_read(p, s, &box) || box.rest.len)
        return false;
    *ret_box = box;
    return true;
}

static void mark_set(Page *p, Str mark, TaskState state)
{
    size_t i = 0;
    while (i < p->mark_count && !str_eq(str_from(p->marks[i].mark), mark))
        i++;
    if (i == BOX_MARKS_MAX || mark.len >= sizeof p->marks[0].mark || mark.len == 0)
        return;
    memcpy(p->marks[i].mark, mark.data, mark.len);
    p->marks[i].mark[mark.len] = '\0';
    p->marks[i].state = state;
    p->mark_count = MAX(p->mark_count, i + 1);
}

/* The few words that explain a mark; a task has more to say. */
static bool explains(Str s, TaskState *ret_state)
{
    StateHit hit;
    s = text_skip_symbols(s);
    if (s.len > LEGEND_TEXT_MAX || state_at_start(s, &hit) < 0)
        return false;
    *ret_state = hit.state;
    return state_is_whole(s, ret_state) || state_is_value(s, &hit);
}

static const Str selector = STR("\xEF\xB8\x8F");     /* makes the emoji before it colourful */

/* Bytes of an emoji in front without its selector; 0: letters, a dash or an arrow. */
static size_t emoji_at(Str s)
{
    unsigned char c = s.len > 2 ? (unsigned char)s.data[0] : 0;
    unsigned char d = c ? (unsigned char)s.data[1] : 0;
    if (c == 0xF0 && d == 0x9F && s.len > 3)
        return 4;
    return c == 0xE2 && d >= 0x8C && d <= 0xAD ? 3 : 0;
}

static size_t next_emoji(Str s, size_t from)
{
    while (from < s.len && !(s.data[from] < 0 && emoji_at(str_slice(s, from, s.len))))
        from++;
    return from;
}

/* Without what parts one entry from the next. */
static Str trim_parting(Str s)
{
    for (;;) {
        if (str_ends(s, STR("·")))
            s.len -= STR("·").len;
        else if (s.len && strchr("|,;=()/`*_ \t", s.data[s.len - 1]))
            s.len--;
        else
            return s;
    }
}

/* "🟡 In progress · 🔴 Blocked" */
static void learn_emoji(Page *p, Str text)
{
    Str s = str_slice(text, 0, LEGEND_LINE_MAX);
    for (size_t at = next_emoji(s, 0); at < s.len;) {
        size_t len = emoji_at(str_slice(s, at, s.len)), next = next_emoji(s, at + len);
        Str words = str_slice(s, at + len, next);
        TaskState state;
        if (str_starts(words, selector))
            words = str_slice(words, selector.len, words.len);
        words = trim_parting(words);
        if (explains(text_drop_symbols(words), &state))
            mark_set(p, str_slice(s, at, at + len), state);
        at = next;
    }
}

int legend_emoji(const Page *p, Str text, TaskState *ret_state, Str *ret_emoji, Str *ret_rest)
{
    if (text.len && text.data[0] > ' ')
        return -ENOENT;
    Str s = str_trim(text);
    size_t n = p->mark_count ? emoji_at(s) : 0;
    for (size_t i = 0; n && i < p->mark_count; i++) {
        if (!str_eq(str_from(p->marks[i].mark), str_slice(s, 0, n)))
            continue;
        Str rest = str_slice(s, n, s.len);
        *ret_state = p->marks[i].state;
        *ret_emoji = str_slice(s, 0, n);
        *ret_rest = str_trim(str_starts(rest, selector) ? str_slice(rest, selector.len, rest.len) : rest);
        return 0;
    }
    return state_emoji(text, ret_state, ret_emoji, ret_rest);
}

bool legend_value(const Page *p, Str value, TaskState *ret_state)
{
    Str emoji, rest;
    if (!p->mark_count || !value.len || value.data[0] > 0)
        return false;
    return legend_emoji(p, value, ret_state, &emoji, &rest) == 0 && rest.len == 0;
}

void legend_learn(Page *p, Str text)
{
    Str rest = str_slice(text, 0, LEGEND_LINE_MAX);
    learn_emoji(p, text);
    while (str_chr(rest, '[') >= 0) {
        str_cut(&rest, '[');
        ptrdiff_t close = str_chr(str_slice(rest, 0, 8), ']');
        if (close < 0)
            continue;
        Str mark = str_slice(rest, 0, (size_t)close);
        rest = str_slice(rest, (size_t)close + 1, rest.len);
        ptrdiff_t next = str_chr(rest, '[');
        Str words = str_slice(rest, 0, next < 0 ? rest.len : (size_t)next);
        TaskState state;
        while (words.len && strchr("|,;·`= \t", words.data[words.len - 1]))
            words.len--;
        if (explains(text_drop_symbols(words), &state))
            mark_set(p, mark, state);
    }
}

/* "In progress", "In-progress tasks" */
static bool names_state(Str text, TaskState *ret_state)
{
    static const Str nouns[] = { STR(" tasks"), STR(" task"), STR(" items"), STR(" item") };
    if (!text.len || text.len > STATE_NAME_MAX)
        return false;           /* saves most titles the rest */
    Str s = text_drop_symbols(text_skip_symbols(text));
    bool plural = s.len && strchr("sSkKmM", s.data[s.len - 1]);
    for (size_t i = 0; plural && i < ARRAY_LEN(nouns); i++) {
        Str head = str_slice(s, 0, s.len - MIN(s.len, nouns[i].len));
        if (head.len && str_ieq(str_slice(s, head.len, s.len), nouns[i]))
            return state_is_whole(head, ret_state);
    }
    return state_is_whole(s, ret_state);
}

/* "- [>] In progress" says all that a task does not: it explains its mark, wherever it stands. */
static void learn_from_item(Page *p, Str body)
{
    Box box;
    TaskState state;
    Str inner, s = str_trim(body);
    bool quoted = s.len > 4 && s.data[0] == '`' && s.data[1] == '[';
    if (quoted) {
        size_t n = bracket_len(str_slice(s, 1, s.len), &inner);
        if (!n || n + 1 >= s.len || s.data[n + 1] != '`' ||
            !explains(str_slice(s, n + 2, s.len), &state))
            return;
    } else if (!box_read(p, body, &box) || !names_state(box.rest, &state) ||
               !bracket_len(box.mark, &inner)) {
        return;
    }
    if (inner.len && !strchr(" xX", inner.data[0]) && inner.len < 8)
        mark_set(p, inner, state);
}

/* Begins like "Legend", "Status", "Key" or one in another script, with a box or an emoji behind it. */
static bool may_explain(Str head)
{
    size_t i = 0;
    while (i + 1 < head.len && strchr("*_` ", head.data[i]))
        i++;
    if (!head.len || !(head.data[i] < 0 || strchr("lskLSK", head.data[i])))
        return false;
    return str_chr(head, '[') >= 0 || str_chr(head, '\xF0') >= 0 || str_chr(head, '\xE2') >= 0;
}

void legends_read(Page *p)
{
    for (uint32_t i = 0; i < p->lines.len; i++) {
        const Line *l = &p->lines.items[i];
        KeyValue kv;
        if (line_section(p, l)->kind == SECTION_LEGEND)
            legend_learn(p, line_text(p, l));
        else if (l->kind == LINE_ITEM)
            learn_from_item(p, line_body(p, l));
        else if (l->kind == LINE_TEXT && may_explain(str_slice(line_text(p, l), 0, 64)) &&
                 key_split(line_text(p, l), &kv) &&
                 text_is_one_of(kv.key, "legend|status legend|status|key|legende|图例"))
            legend_learn(p, kv.value);
    }
}

bool legend_has(const Box *box)
{
    TaskState state;
    return names_state(box->rest, &state) && state == box->state;
}
