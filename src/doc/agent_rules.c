/*
 * agent_rules.c - rules that say when they were added.
 *
 * Teams append a lesson to a definition with a line such as "Added: 2026-03-28 - why" below it.
 * Such a rule is kept whole, with that line at its end: its heading, the sentence that leads a list
 * in, the list, and what follows it.
 */
#include "agent_parts.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "2026-03", whatever follows. */
static bool is_date(Str text)
{
    static const char form[] = "dddd-dd";
    text = str_trim(text);
    if (text.len < sizeof form - 1)
        return false;
    for (size_t i = 0; form[i]; i++)
        if (form[i] == 'd' ? !is_digit(text.data[i]) : !strchr("-/.", text.data[i]))
            return false;
    return true;
}

/* The offset of "Added: 2026-03-01" (or "since 2026-03") in text; -1: none. */
static ptrdiff_t find_added(Str text)
{
    static const char *const words[] = { "added", "date added", "updated", "since" };

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        Str word = str_from(words[i]);
        size_t from = 0;
        for (ptrdiff_t at; (at = str_ifind(str_slice(text, from, text.len), word)) >= 0; ) {
            size_t start = from + (size_t)at;
            from = start + word.len;
            Str after = str_slice(text, from, text.len);
            while (after.len && strchr(": *_", after.data[0]))
                after = str_slice(after, 1, after.len);
            if (is_date(after))
                return (ptrdiff_t)start;
        }
    }
    return -1;
}

/* The whole block only dates what stands above it. */
static bool is_date_line(Str text)
{
    ptrdiff_t at = find_added(text);
    for (ptrdiff_t i = 0; i < at; i++)
        if (!strchr("*_([>-. ", text.data[i]))
            return false;
    return at >= 0;
}

static bool is_content(const AgentBlock *b)
{
    return b->kind == BLOCK_TEXT || b->kind == BLOCK_ITEM;
}

static bool leads(const AgentBlock *b)
{
    return b->kind == BLOCK_TEXT && b->text.len && b->text.data[b->text.len - 1] == ':';
}

/* Where the rule that ends before block `end` starts. */
static size_t rule_start(const AgentBlocks *blocks, size_t end)
{
    const AgentBlock *items = blocks->items;
    size_t start = end - 1, list = items[start].kind == BLOCK_TEXT ? start : end;

    while (list > 0 && items[list - 1].kind == BLOCK_ITEM)
        list--;
    if (list > 0 && list < end && leads(&items[list - 1]))
        return list - 1;
    return start;
}

/* The heading right above a rule is its title when nothing else stands below that heading. */
static bool has_title(const AgentBlocks *blocks, size_t start, size_t end)
{
    bool alone = end + 1 == blocks->len || !is_content(&blocks->items[end + 1]);

    if (start < 2 || !alone || blocks->items[start].kind != BLOCK_TEXT)
        return false;
    const AgentBlock *head = &blocks->items[start - 1];
    return head->kind == BLOCK_HEADING
        && agent_words_field(head->text, WORDS_HEADING) == FIELD_NONE;
}

static void add_rule(AgentReader *r, const AgentBlocks *blocks, size_t start, size_t end)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;

    if (has_title(blocks, start, end))
        buf_addf(&out, "%s: ", agent_plain(r, blocks->items[start - 1].text));
    for (size_t i = start; i <= end; i++) {
        const AgentBlock *b = &blocks->items[i];
        if (i > start)
            buf_addc(&out, '\n');
        if (b->kind == BLOCK_ITEM && end > start + 1)
            b->number ? buf_addf(&out, "%d. ", b->number) : buf_adds(&out, "- ");
        buf_adds(&out, agent_plain(r, b->text));
    }
    agent_list_add(r, &r->def->rules, buf_str(&out));
}

void agent_rules_read(AgentReader *r, const AgentBlocks *blocks)
{
    for (size_t i = 0; i < blocks->len && !r->rules_given; i++) {
        const AgentBlock *b = &blocks->items[i];
        if (!is_content(b) || find_added(b->text) < 0)
            continue;
        if (!is_date_line(b->text))
            add_rule(r, blocks, i, i);
        else if (i > 0 && is_content(b - 1) && !is_date_line((b - 1)->text))
            add_rule(r, blocks, rule_start(blocks, i), i);
    }
}
