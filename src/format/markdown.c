/*
 * markdown.c - from md4c's calls to a flat list of blocks.
 *
 * md4c tells where blocks begin and end and hands out text as pointers into the source, which is
 * what gives every block its line.  Blocks that hold blocks (lists, quotes) are kept on a stack
 * and leave their mark on the blocks inside: nesting, number, box, depth of quotes.
 */
#include "baton/format/markdown.h"

#include <errno.h>
#include <limits.h>
#include <md4c.h>

#include "baton/base/utf8.h"
#include "entity.h"
#include "line_map.h"

typedef enum { IN_LIST, IN_ITEM, IN_QUOTE } ContainerKind;

typedef struct {
    ContainerKind kind;
    int number;                 /* list: of its next item, item: its own; 0: bullets */
    char box;
    int line;                   /* of the box; 0: none */
    bool fresh;                 /* item: no block of it was made yet */
} Container;

typedef struct {
    Arena *arena;
    LineMap source;
    struct { MdBlock *items; size_t len, cap; } blocks;
    VEC(Container) stack;
    VEC(MdSpan) spans;          /* of the block being made */
    VEC(size_t) cells;
    MdBlock block;
    bool open;                  /* there is a block being made */
    bool fenced;
    char fence;
    int lines_before;           /* code: lines seen before the first that has text */
    int lists, quotes;
    int styles[5];              /* how many spans of each style are open */
    bool line_break;            /* the next span stands behind a hard break */
    Buf line;                   /* of a code block */
} Maker;

static Container *innermost(Maker *m)
{
    return m->stack.len ? &m->stack.items[m->stack.len - 1] : NULL;
}

static bool in_item(Maker *m)
{
    return m->stack.len && innermost(m)->kind == IN_ITEM;
}

/* An item without text of its own gets its line from the block that follows it. */
static void place_marks(Maker *m, int line)
{
    for (size_t i = m->blocks.len; line && i-- && !m->blocks.items[i].line;)
        m->blocks.items[i].line = line;
}

static void block_push(Maker *m)
{
    place_marks(m, m->block.line);
    AVEC_PUSH(&m->blocks, m->arena, m->block);
}

static void *copy_items(Arena *a, const void *items, size_t size)
{
    return size ? memcpy(arena_alloc(a, size), items, size) : NULL;
}

/* The line of a block in which no text was seen. */
static int line_without_text(Maker *m)
{
    const MdBlock *last = m->blocks.len ? &m->blocks.items[m->blocks.len - 1] : NULL;
    if (m->block.kind == MD_TABLE_ROW && m->block.level == 1 && last && last->kind == MD_TABLE_ROW)
        return last->line + (last->level == 0 ? 2 : 1);
    return linemap_next(&m->source, m->block.kind == MD_RULE);
}

static void block_end(Maker *m)
{
    if (!m->open)
        return;
    m->open = false;
    m->line_break = false;
    if (!m->block.line)
        m->block.line = line_without_text(m);
    m->block.span_count = m->spans.len;
    m->block.spans = copy_items(m->arena, m->spans.items, m->spans.len * sizeof *m->spans.items);
    m->block.cell_count = m->cells.len;
    m->block.cells = copy_items(m->arena, m->cells.items, m->cells.len * sizeof *m->cells.items);
    m->spans.len = 0;
    m->cells.len = 0;
    block_push(m);
}

static MdBlock item_block(Maker *m)
{
    Container *item = innermost(m);
    MdBlock b = { .kind = MD_ITEM, .level = m->lists - 1, .quote = m->quotes };
    b.continued = !item->fresh;
    if (item->fresh) {
        b.number = item->number;
        b.box = item->box;
        b.line = item->line;
    }
    item->fresh = false;
    return b;
}

/* "- > quote", "- # heading": the mark of the item has a block of its own, without text. */
static void mark_begin(Maker *m)
{
    if (!in_item(m) || !innermost(m)->fresh)
        return;
    m->block = item_block(m);
    block_push(m);
}

static void block_begin(Maker *m, MdBlockKind kind)
{
    block_end(m);
    if (kind == MD_PARAGRAPH && in_item(m)) {
        m->block = item_block(m);
    } else {
        mark_begin(m);
        m->block = (MdBlock){ .kind = kind, .level = m->lists, .quote = m->quotes };
    }
    m->open = true;
    m->lines_before = 0;
}

static void container_push(Maker *m, Container c)
{
    block_end(m);
    mark_begin(m);
    VEC_PUSH(&m->stack, c);
    m->lists += c.kind == IN_LIST;
    m->quotes += c.kind == IN_QUOTE;
}

static void container_pop(Maker *m)
{
    block_end(m);
    if (in_item(m) && innermost(m)->fresh) {
        m->block = item_block(m);
        m->open = true;
        block_end(m);
    }
    if (m->blocks.len && !m->blocks.items[m->blocks.len - 1].line)
        place_marks(m, linemap_next(&m->source, false));    /* what it marked was empty */
    Container c = m->stack.items[--m->stack.len];
    m->lists -= c.kind == IN_LIST;
    m->quotes -= c.kind == IN_QUOTE;
}

static void item_begin(Maker *m, const MD_BLOCK_LI_DETAIL *d)
{
    Container *list = innermost(m);
    Container item = { .kind = IN_ITEM, .fresh = true, .number = list->number };
    if (list->number)
        list->number++;
    if (d->is_task) {
        item.box = d->task_mark;
        item.line = linemap_line(&m->source, d->task_mark_offset);
        m->source.seen = MAX(m->source.seen, (size_t)d->task_mark_offset + 1);
    }
    container_push(m, item);
}

static void code_begin(Maker *m, const MD_BLOCK_CODE_DETAIL *d)
{
    block_begin(m, MD_CODE);
    m->fenced = d->fence_char != 0;
    m->fence = d->fence_char;
}

static void row_begin(Maker *m, int level)
{
    block_begin(m, MD_TABLE_ROW);
    m->block.level = level;
}

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
    Maker *m = ctx;
    switch (type) {
    case MD_BLOCK_QUOTE: container_push(m, (Container){ .kind = IN_QUOTE }); break;
    case MD_BLOCK_UL: container_push(m, (Container){ .kind = IN_LIST }); break;
    case MD_BLOCK_OL:
        container_push(m, (Container){ .kind = IN_LIST,
            .number = (int)MIN(((MD_BLOCK_OL_DETAIL *)detail)->start, (unsigned)INT_MAX / 2) });
        break;
    case MD_BLOCK_LI: item_begin(m, detail); break;
    case MD_BLOCK_HR: block_begin(m, MD_RULE); break;
    case MD_BLOCK_H:
        block_begin(m, MD_HEADING);
        m->block.level = (int)((MD_BLOCK_H_DETAIL *)detail)->level;
        break;
    case MD_BLOCK_CODE: code_begin(m, detail); break;
    case MD_BLOCK_HTML: block_begin(m, MD_HTML); break;
    case MD_BLOCK_P: block_begin(m, MD_PARAGRAPH); break;
    case MD_BLOCK_THEAD: m->block.level = 0; break;
    case MD_BLOCK_TBODY: m->block.level = 1; break;
    case MD_BLOCK_TR: row_begin(m, m->block.level); break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        m->line_break = false;
        VEC_PUSH(&m->cells, m->spans.len);
        break;
    default: break;
    }
    return 0;
}

static void code_line_end(Maker *m)
{
    MdSpan span = { .text = { arena_str(m->arena, buf_str(&m->line)), m->line.len } };
    VEC_PUSH(&m->spans, span);
    buf_clear(&m->line);
}

static void code_end(Maker *m)
{
    if (m->line.len)
        code_line_end(m);
    if (!m->block.line && m->spans.len)         /* nothing but blank lines */
        m->block.line = linemap_next(&m->source, false);
    block_end(m);
    if (m->fenced && linemap_next_starts(&m->source, (char[]){ m->fence, '\0' }))
        linemap_skip(&m->source);
    m->fenced = false;
}

/* A heading may be underlined; that line belongs to it. */
static void heading_end(Maker *m)
{
    bool marked = m->block.span_count == 0 && m->spans.len == 0;
    if (!marked)
        marked = str_chr(linemap_text(&m->source, m->source.seen - 1), '#') >= 0 &&
                 !linemap_next_starts(&m->source, "=");
    block_end(m);
    if (!marked && linemap_next_starts(&m->source, "=-"))
        linemap_skip(&m->source);
}

static int on_leave_block(MD_BLOCKTYPE type, UNUSED void *detail, void *ctx)
{
    Maker *m = ctx;
    switch (type) {
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_LI: container_pop(m); break;
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML: code_end(m); break;
    case MD_BLOCK_H: heading_end(m); break;
    case MD_BLOCK_P:
    case MD_BLOCK_HR:
    case MD_BLOCK_TR: block_end(m); break;
    default: break;
    }
    return 0;
}

/* The bit of a kind of span is 1 << its place in styles[]; -1: it has no look of its own. */
static int style_of(MD_SPANTYPE type)
{
    switch (type) {
    case MD_SPAN_STRONG: return 0;
    case MD_SPAN_EM: return 1;
    case MD_SPAN_CODE: return 2;
    case MD_SPAN_A:
    case MD_SPAN_IMG: return 3;
    case MD_SPAN_DEL: return 4;
    default: return -1;
    }
}
_Static_assert(MD_STRONG == 1 << 0 && MD_EMPHASIS == 1 << 1 && MD_CODE_SPAN == 1 << 2 &&
               MD_LINK == 1 << 3 && MD_STRIKE == 1 << 4, "style_of() gives the bits");

static void count_style(Maker *m, MD_SPANTYPE type, int step)
{
    int style = style_of(type);
    if (style >= 0)
        m->styles[style] += step;
}

static int on_enter_span(MD_SPANTYPE type, UNUSED void *detail, void *ctx)
{
    count_style(ctx, type, 1);
    return 0;
}

static int on_leave_span(MD_SPANTYPE type, UNUSED void *detail, void *ctx)
{
    count_style(ctx, type, -1);
    return 0;
}

static unsigned style_now(const Maker *m)
{
    unsigned style = MD_PLAIN;
    for (size_t i = 0; i < ARRAY_LEN(m->styles); i++)
        style |= m->styles[i] > 0 ? 1u << i : 0;
    return style;
}

/* Notes where in the source a piece of text stands; pieces that md4c makes up stand nowhere. */
static void text_place(Maker *m, Str piece)
{
    uintptr_t start = (uintptr_t)m->source.text.data, at = (uintptr_t)piece.data;
    if (!piece.len || at < start || at >= start + m->source.text.len)
        return;
    if (!m->block.line)
        m->block.line = linemap_line(&m->source, at - start) - m->lines_before -
                        (m->block.kind == MD_CODE && m->fenced);
    m->source.seen = MAX(m->source.seen, at - start + piece.len);
}

static void span_add(Maker *m, Str text)
{
    unsigned style = style_now(m);
    MdSpan *last = m->spans.len ? &m->spans.items[m->spans.len - 1] : NULL;
    bool new_cell = m->cells.len && m->cells.items[m->cells.len - 1] == m->spans.len;
    if (last && !m->line_break && !new_cell && last->style == style &&
        last->text.data + last->text.len == text.data) {
        last->text.len += text.len;
        return;
    }
    MdSpan span = { .text = text, .style = style, .line_break = m->line_break };
    m->line_break = false;
    VEC_PUSH(&m->spans, span);
}

static void code_add(Maker *m, Str piece)
{
    text_place(m, piece);
    while (piece.len) {
        ptrdiff_t end = str_chr(piece, '\n');
        buf_add_str(&m->line, str_cut(&piece, '\n'));
        if (end >= 0) {
            code_line_end(m);
            m->lines_before += !m->block.line;
        }
    }
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *ctx)
{
    Maker *m = ctx;
    Str piece = { text, size };
    if (!m->open)
        block_begin(m, MD_PARAGRAPH);           /* items of tight lists hold bare text */
    if (m->block.kind == MD_CODE || m->block.kind == MD_HTML) {
        code_add(m, type == MD_TEXT_NULLCHAR ? STR(UTF8_REPLACEMENT) : piece);
        return 0;
    }
    if (type == MD_TEXT_BR) {
        m->line_break = true;
        return 0;
    }
    text_place(m, piece);
    if (type == MD_TEXT_SOFTBR)
        piece = STR(" ");
    else if (type == MD_TEXT_NULLCHAR)
        piece = STR(UTF8_REPLACEMENT);
    else if (type == MD_TEXT_ENTITY)
        piece = entity_decode(m->arena, piece);
    if (piece.len)
        span_add(m, piece);
    if (type == MD_TEXT_SOFTBR)
        m->spans.items[m->spans.len - 1].soft_break = true;
    return 0;
}

int markdown_parse(Arena *a, Str text, MdDoc *ret_doc)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH,
        .enter_block = on_enter_block, .leave_block = on_leave_block,
        .enter_span = on_enter_span, .leave_span = on_leave_span, .text = on_text,
    };
    Maker m = { .arena = a, .source = linemap(text), .line = BUF_INIT };
    if (text.len > INT_MAX)
        return -EFBIG;
    int r = md_parse(text.data, (MD_SIZE)text.len, &parser, &m) == 0 ? 0 : -ENOMEM;
    block_end(&m);
    buf_done(&m.line);
    VEC_DONE(&m.spans);
    VEC_DONE(&m.cells);
    VEC_DONE(&m.stack);
    if (r == 0)
        *ret_doc = (MdDoc){ m.blocks.items, m.blocks.len };
    return r;
}
