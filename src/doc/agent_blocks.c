/*
 * agent_blocks.c - the text of a definition as blocks: headings, paragraphs, items, code, rows.
 *
 * Not a Markdown parser: it keeps what the reader needs (indentation of items, lines, raw words)
 * and takes what people write in place of headings: a bold line alone, and in files that have lost
 * their marks a short line between blank ones.
 */
#include "agent_parts.h"

typedef struct {
    Arena *arena;
    AgentBlocks *out;
    Buf open;                   /* the paragraph or item that the next line may continue */
    AgentBlock block;           /* its head; kind is only meaningful while is_open */
    bool is_open;
    bool blank_before;
    bool leads;                 /* the block before ended in ":": what follows is its content */
    bool comment;
    char fence;                 /* '`' or '~' inside a fence, else 0 */
    size_t fence_len;
} Scanner;

static size_t indent_of(Str line)
{
    size_t columns = 0;
    for (size_t i = 0; i < line.len && (line.data[i] == ' ' || line.data[i] == '\t'); i++)
        columns += line.data[i] == '\t' ? 4 : 1;
    return columns;
}

static void push(Scanner *s, AgentBlock block)
{
    AVEC_PUSH(s->out, s->arena, block);
    s->leads = (block.kind == BLOCK_TEXT || block.kind == BLOCK_ITEM) && block.text.len
        && block.text.data[block.text.len - 1] == ':';
}

static void close_open(Scanner *s)
{
    if (!s->is_open)
        return;
    s->is_open = false;
    s->block.text = str_from(arena_str(s->arena, str_trim(buf_str(&s->open))));
    buf_clear(&s->open);
    if (s->block.text.len || s->block.kind == BLOCK_CODE)
        push(s, s->block);
}

static void open_block(Scanner *s, BlockKind kind, int line, size_t level, int number, Str text)
{
    close_open(s);
    s->block = (AgentBlock){
        .kind = kind, .line = line, .level = (int)MIN(level, (size_t)1000), .number = number,
    };
    s->is_open = true;
    buf_add_str(&s->open, str_trim(text));
}

static void add_whole(Scanner *s, BlockKind kind, int line, int level, Str text)
{
    close_open(s);
    push(s, (AgentBlock){ .kind = kind, .line = line, .level = level, .text = str_trim(text) });
}

/* The length of a run of one character at the start. */
static size_t run_of(Str text, char c)
{
    size_t n = 0;
    while (n < text.len && text.data[n] == c)
        n++;
    return n;
}

/* Opens, fills or closes a fence; false: the line has nothing to do with one. */
static bool take_fence(Scanner *s, Str line, int number)
{
    Str text = str_trim(line);
    char c = text.len ? text.data[0] : '\0';
    size_t run = c == '`' || c == '~' ? run_of(text, c) : 0;

    if (s->fence) {
        if (c == s->fence && run >= s->fence_len && run == text.len) {
            s->fence = '\0';
            close_open(s);
        } else {
            buf_add_str(&s->open, line);
            buf_addc(&s->open, '\n');
        }
        return true;
    }
    if (run < 3 || (c == '`' && str_chr(str_slice(text, run, text.len), '`') >= 0))
        return false;
    open_block(s, BLOCK_CODE, number, indent_of(line), 0, STR(""));
    s->fence = c;
    s->fence_len = run;
    return true;
}

/* Lines of HTML comments hold notes to the author, nothing that the agent is told. */
static bool take_comment(Scanner *s, Str text)
{
    if (!s->comment && !str_starts(text, STR("<!--")))
        return false;
    s->comment = str_find(text, STR("-->")) < 0;
    return true;
}

static bool take_heading(Scanner *s, Str text, int line)
{
    size_t level = run_of(text, '#');
    if (level < 1 || level > 6 || (level < text.len && !agent_blank(text.data[level])))
        return false;
    Str words = str_trim(str_slice(text, level, text.len));
    while (words.len && words.data[words.len - 1] == '#')
        words = str_slice(words, 0, words.len - 1);
    add_whole(s, BLOCK_HEADING, line, (int)level, words);
    return true;
}

/* A line that is bold from end to end, as in "**Output format:**". */
static bool take_bold_line(Scanner *s, Str text, int line)
{
    Str words = str_ends(text, STR(":")) ? str_slice(text, 0, text.len - 1) : text;
    if (words.len < 5 || !str_starts(words, STR("**")) || !str_ends(words, STR("**")))
        return false;
    words = str_trim(str_slice(words, 2, words.len - 2));
    if (!words.len || str_find(words, STR("**")) >= 0)
        return false;
    if (words.data[words.len - 1] == ':')
        words = str_slice(words, 0, words.len - 1);
    add_whole(s, BLOCK_HEADING, line, LEVEL_TITLE_LINE, words);
    return true;
}

static bool take_rule(Scanner *s, Str text, int line)
{
    char c = text.len ? text.data[0] : '\0';
    if (text.len < 3 || !strchr("-*_", c) || run_of(text, c) != text.len)
        return false;
    add_whole(s, BLOCK_RULE, line, 0, STR(""));
    return true;
}

/* The bytes of "- ", "12. ", "3) " in front of an item and its number; 0: no item. */
static size_t item_mark(Str text, int *ret_number)
{
    size_t i = 0;

    *ret_number = 0;
    if (text.len >= 2 && strchr("-*+", text.data[0]) && agent_blank(text.data[1]))
        return 2;
    if (str_starts(text, STR("• ")))
        return strlen("• ");
    while (i < text.len && i < 4 && text.data[i] >= '0' && text.data[i] <= '9')
        *ret_number = *ret_number * 10 + text.data[i++] - '0';
    if (i > 0 && i + 1 < text.len && strchr(".)", text.data[i]) && agent_blank(text.data[i + 1]))
        return i + 2;
    return 0;
}

static bool take_item(Scanner *s, Str line, Str text, int at)
{
    int number;
    size_t mark = item_mark(text, &number);
    if (!mark)
        return false;
    open_block(s, BLOCK_ITEM, at, indent_of(line), number, str_slice(text, mark, text.len));
    return true;
}

enum { BARE_TITLE_MAX = 60, BARE_TITLE_WORDS = 6 };

/* In a file without "#": a short line of its own that starts with a capital and ends in no stop. */
static bool take_bare_title(Scanner *s, Str text, Str after, int line)
{
    Str next = STR("");
    size_t words = 1;

    if (!s->out->bare || !s->blank_before || s->leads || !text.len || text.len > BARE_TITLE_MAX)
        return false;
    char first = text.data[0], last = text.data[text.len - 1];
    bool starts = (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9');
    if (!starts || strchr(".:;,!?)\"", last))
        return false;
    for (size_t i = 0; i < text.len; i++)
        words += text.data[i] == ' ';
    if (words > BARE_TITLE_WORDS || str_find(text, STR(": ")) >= 0)
        return false;
    if (str_next_line(&after, &next) && str_trim(next).len)
        return false;
    add_whole(s, BLOCK_HEADING, line, LEVEL_TITLE_LINE, text);
    return true;
}

static void take_line(Scanner *s, Str line, Str after, int number)
{
    Str text = str_trim(line);

    if (take_fence(s, line, number) || take_comment(s, text))
        return;
    if (!text.len) {
        close_open(s);
        s->blank_before = true;
        return;
    }
    if (take_heading(s, text, number) || take_rule(s, text, number)
        || take_bold_line(s, text, number) || take_item(s, line, text, number)
        || take_bare_title(s, text, after, number)) {
        s->blank_before = false;
        return;
    }
    if (text.data[0] == '|') {
        add_whole(s, BLOCK_ROW, number, (int)MIN(indent_of(line), (size_t)1000), text);
    } else if (s->is_open) {
        buf_addc(&s->open, ' ');
        buf_add_str(&s->open, text);
    } else {
        open_block(s, BLOCK_TEXT, number, indent_of(line), 0, text);
    }
    s->blank_before = false;
}

static bool has_heading(Str body)
{
    Str line;
    bool fence = false;
    while (str_next_line(&body, &line)) {
        line = str_trim(line);
        fence ^= str_starts(line, STR("```")) || str_starts(line, STR("~~~"));
        size_t level = run_of(line, '#');
        if (!fence && level >= 1 && level <= 6 && level < line.len && line.data[level] == ' ')
            return true;
    }
    return false;
}

void agent_blocks(Arena *a, Str body, int line, AgentBlocks *ret_blocks)
{
    Scanner s = { .arena = a, .out = ret_blocks, .open = BUF_INIT, .blank_before = true };
    Str text;

    *ret_blocks = (AgentBlocks){ .bare = !has_heading(body) };
    for (; str_next_line(&body, &text); line++)
        take_line(&s, text, body, line);
    close_open(&s);
    buf_done(&s.open);
}
