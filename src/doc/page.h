/*
 * page.h - a Markdown document cut into lines and sections, and what is being collected from it.
 *
 * The text of a page is a copy that may be written to: comments are blanked out in place, so that
 * every slice of it keeps its column in the file.  Lines that say nothing (blank, fenced, comment)
 * are not in the list; `gap` tells that something stood there.
 */
#ifndef BATON_SRC_DOC_PAGE_H
#define BATON_SRC_DOC_PAGE_H

#include "baton/model/facts.h"
#include "text.h"

typedef enum {
    LINE_TEXT,
    LINE_HEADING, /* "## Title", or underlined */
    LINE_TITLE,   /* a line of its own that is all bold; a bare title in a file without "#" */
    LINE_ITEM,    /* bullet, number, or a bare box */
    LINE_TABLE_HEAD,
    LINE_TABLE_RULE,
    LINE_TABLE_ROW,
    LINE_RULE,
} LineKind;

typedef struct {
    uint32_t at, len;           /* the physical line in the text, without blanks at its end */
    uint32_t start, body;       /* offsets in it: first mark, and what follows the marks */
    int number;
    uint32_t section;
    uint16_t indent;            /* columns in front of the first mark, 1000 at most */
    uint8_t kind, level;
    bool gap;                   /* something unreadable or blank stood before it */
    bool ordered;               /* item with a number */
    bool quoted;                /* stands behind ">" */
    bool dropped;               /* being cut: fenced or comment */
} Line;

typedef enum {
    SECTION_PLAIN, SECTION_LEGEND, SECTION_RULES,
} SectionKind;

typedef struct {
    int parent;                 /* index, or -1 */
    uint32_t line;              /* its heading; UINT32_MAX for the root */
    uint8_t level;              /* 1 to 6, 7 for a LINE_TITLE, 0 for the root */
    SectionKind kind;
    Str title;
    bool has_state;             /* of its own; section_state() also asks its parents */
    TaskState state;
    Str state_raw;
    Str assignee;               /* "### Phase 0 (Central AI)", or a key below the heading */
    StrList path;               /* filled on demand; NULL items: not yet */
    bool path_known, is_title;  /* is_title: the H1 that names the document */
    bool unread;                /* legend, rules or template, or below one */
    bool is_task;               /* its heading is a task, so what stands below is part of one */
    bool boxes;                 /* a box or a row of a table was found in it */
    bool open_marks;            /* an item begins with an emoji for what is not done yet */
} Section;

/* How sure a statement is; a higher one wins over a lower. */
typedef enum {
    SAY_NOTHING, SAY_SECTION, SAY_TITLE, SAY_KEY, SAY_STRIKE, SAY_CELL, SAY_INLINE, SAY_BOX,
} Say;

typedef enum {
    NAMED_NOWHERE, NAMED_SECTION, NAMED_HEADING, NAMED_START, NAMED_MENTION, NAMED_KEY,
} Named;

typedef enum {
    DRAFT_BOX, DRAFT_ROW, DRAFT_HEADING, DRAFT_LIST, DRAFT_VALUE, DRAFT_BULLET, DRAFT_MARKED,
    DRAFT_FRONT,
} DraftKind;

/* Something that may turn out to be a task once all of it was read. */
typedef struct {
    uint32_t line;
    DraftKind kind;
    Subject subject;
    uint32_t section;
    uint8_t level;              /* of a heading */
    bool status_key, assignee_key, id_key, children, numbered, sibling;
    bool note;                  /* read as a note, not as a task */
    int depth;
    Str title, ref;
    Say say;
    TaskState state;
    Str state_raw, state_place; /* a cell has a place even where it says nothing */
    Form state_form;
    Named named;
    Str assignee;
    Str assignee_raw;           /* the whole value; empty but in the page where it says nobody */
    Form assignee_form;
    StrList depends;
} Draft;

typedef enum { PAGE_TEXT, PAGE_BOARD, PAGE_SESSION, PAGE_HANDOFF } PageStyle;

typedef struct {
    char mark[8];               /* UTF-8 of what stands in the box */
    TaskState state;
} BoxMark;

enum {
    BOX_MARKS_MAX = 16,
    PAGE_LINES_MAX = 1000000,
    PAGE_TASKS_MAX = 100000,
    PAGE_NOTES_MAX = 10000
};

typedef struct {
    Facts *facts;
    Arena *arena;
    PageStyle style;
    char *text;
    size_t len;
    int first_line;             /* physical number of the first line (behind front matter) */
    FACT_LIST(Line) lines;
    FACT_LIST(Section) sections;
    FACT_LIST(Draft) drafts;
    BoxMark marks[BOX_MARKS_MAX];
    size_t mark_count;
    bool full;                  /* there were more tasks than are read */
    bool has_hash;              /* some heading is written with "#" */
} Page;

static inline Str line_all(const Page *p, const Line *l)
{
    return (Str){ p->text + l->at, l->len };
}
static inline Str line_text(const Page *p, const Line *l)
{
    return str_slice(line_all(p, l), l->start, l->len);
}
static inline Str line_body(const Page *p, const Line *l)
{
    return str_slice(line_all(p, l), l->body, l->len);
}
static inline Section *line_section(const Page *p, const Line *l)
{
    return &p->sections.items[l->section];
}

/* Cuts the text into lines and sections.  Facts, text, len, first_line and style must be set. */
void page_cut(Page *p);
void page_release(Page *p);

/* lines.c: fences, comments, kinds of lines; sections.c: headings and what they say. */
void lines_split(Page *p);
void lines_skip(Page *p);
void lines_classify(Page *p);
void sections_build(Page *p);

/* The state that the headings above say, the nearest first; NULL: none. */
const Section *section_state(const Page *p, uint32_t section);
bool section_is_read(const Page *p, uint32_t section);          /* no legend, rules or template */
StrList section_path(Page *p, uint32_t section);
Str section_assignee(const Page *p, uint32_t section);

/*
 * Title words that lead or end with a state: "Done (this week)", "Phase 2 - In Progress"; strong
 * words only.
 */
bool title_state(Str title, TaskState *ret_state, Str *ret_raw);

/*
 * Where a slice of the page stands, up to the end of its line; `near` is the index of the line that
 * it most likely stands in.  An empty slice has a place too.  Line 0: no slice of the page.
 */
Span page_span(const Page *p, uint32_t near, Str slice);

/* Index of a line of the page. */
static inline uint32_t line_index(const Page *p, const Line *l)
{
    return (uint32_t)(l - p->lines.items);
}

#endif
