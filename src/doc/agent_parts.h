/*
 * agent_parts.h - the parts of the reader of agent definitions, and what they hand to each other.
 *
 * agent.c finds the front matter (agent_front.c), reads its keys (agent_keys.c), cuts the rest
 * into blocks (agent_blocks.c) and walks them (agent_body.c) with a stack of sections.  The words
 * of a section say which field it feeds (agent_words.c), agent_take.c how a text becomes entries.
 *
 * A field that the front matter gave is never added to from the text.  All strings live in the
 * arena of the reader; a Str borrows from the text that the reader decoded, or from a block.
 */
#ifndef BATON_DOC_AGENT_PARTS_H
#define BATON_DOC_AGENT_PARTS_H

#include "baton/base/str.h"
#include "baton/format/yaml.h"
#include "baton/model/agent.h"

/* Bounds of what one file can make us keep. */
enum {
    AGENT_TEXT_MAX = 1 << 20,       /* of the file; the rest is not read, and that is a problem */
    AGENT_ITEM_MAX = 4096,          /* bytes of one entry of a list */
    AGENT_LIST_MAX = 400,           /* entries of a list */
    AGENT_DESCRIPTION_MAX = 16384,
};

typedef enum {
    FIELD_NONE,                     /* the words say nothing: what is around them goes on */
    FIELD_OTHER,                    /* a section that is none of ours, and ends one that is */
    FIELD_WRITE, FIELD_READ_ONLY, FIELD_IN, FIELD_DUTY, FIELD_OUT, FIELD_HAND, FIELD_ESCALATE,
    FIELD_DONE, FIELD_CHECKS, FIELD_OUTPUT, FIELD_REFERENCES, FIELD_INPUTS, FIELD_METRICS,
    FIELD_QUALITY, FIELD_TELEMETRY, FIELD_ARTIFACT, FIELD_ROLE,
} AgentField;

typedef enum { WORDS_HEADING, WORDS_KEY, WORDS_LEAD } WordsPlace;

/* --- agent_words.c --- */
AgentField agent_words_field(Str words, WordsPlace place);
bool agent_word_is_role(Str word);      /* "engineer", "Lead": ends the name of an agent */
bool agent_word_is_noun(Str word);      /* "Schema", "Brief": ends the name of an input */
bool agent_word_is_runner(Str word);    /* "npm", "pytest": the first word of a command */

typedef struct {
    Arena *arena;
    AgentDef *def;
    const char *slug;               /* of the agent itself, which does not hand over to itself */
    bool given[FIELD_ROLE + 1];     /* by the front matter */
    bool rules_given;
    StrList duties, duty_paths;     /* in bounds and write scope when nothing says them outright */
    StrList inputs_from;            /* "X from some-agent": inputs by their wording alone */
    StrList partners;               /* agents that it works with, but need not hand over to */
} AgentReader;

StrList *agent_field_list(AgentReader *r, AgentField field);    /* NULL: the field is no list */

/* --- agent_text.c: strings into entries --- */
void agent_list_add(AgentReader *r, StrList *l, Str text);      /* bounded; no twice, no empty */
char *agent_plain(AgentReader *r, Str text);    /* without emphasis, backticks, ticks in front */
void agent_add_plain(AgentReader *r, StrList *l, Str text);
void agent_add_phrases(AgentReader *r, StrList *l, Str text);   /* "a, b (c, d), e." */
void agent_add_sentences(AgentReader *r, StrList *l, Str text);
bool agent_split_key(Str text, Str *ret_key, Str *ret_value);   /* "**Key**: value", "Key: value" */
Str agent_label(Str text);                      /* what an item names: before ":", " - " or " (" */
Str agent_after_marks(Str text);                /* without "[ ]", ticks and emoji in front */
bool agent_next_span(Str *rest, Str *ret_span, Str *ret_before);    /* `code` spans of a text */
Str agent_cut_utf8(Str text, size_t max);
bool agent_blank(char c);

/* --- agent_blocks.c: lines into blocks --- */
typedef enum { BLOCK_HEADING, BLOCK_TEXT, BLOCK_ITEM, BLOCK_CODE, BLOCK_ROW, BLOCK_RULE } BlockKind;

enum { LEVEL_TITLE_LINE = 7 };      /* of a bold or bare line that stands for a heading */

typedef struct {
    BlockKind kind;
    int line;
    int level;                      /* heading: 1 to 7; item, text: columns of indent */
    int number;                     /* of a numbered item, else 0 */
    Str text;                       /* continuation lines joined by a blank; code: as it is */
} AgentBlock;

typedef struct {
    AgentBlock *items;
    size_t len, cap;
    bool bare;                      /* no "#" in the file: short lines of their own are headings */
} AgentBlocks;

void agent_blocks(Arena *a, Str body, int line, AgentBlocks *ret_blocks);

/* --- agent_page.c: files that were copied from a web page --- */
/* Leaves out the page's own lines at the start.  Returns how many lines those are. */
int agent_page_skip(Str *body);

/* --- agent_front.c: where the front matter is --- */
typedef enum { FRONT_NONE, FRONT_CLOSED, FRONT_UNCLOSED, FRONT_LATE } FrontKind;

typedef struct {
    FrontKind kind;
    Str yaml, body;
    int yaml_line, body_line;
} AgentFront;

AgentFront agent_front_find(Str text);
void agent_front_read(AgentReader *r, const AgentFront *f);

/* --- agent_keys.c: one key of the front matter into its field --- */
void agent_key_take(AgentReader *r, const YamlNode *node, Str raw);

/* --- agent_paths.c, agent_names.c, agent_commands.c: what a text names --- */
void agent_add_paths(AgentReader *r, StrList *l, Str text);
void agent_add_scope(AgentReader *r, StrList *l, Str text);     /* paths, or the text where it says "never" */
void agent_add_scope_lines(AgentReader *r, StrList *l, Str code);
void agent_add_folders_after_in(AgentReader *r, StrList *l, Str text);
void agent_add_references(AgentReader *r, StrList *l, Str text, bool all);
void agent_add_names(AgentReader *r, StrList *l, Str text);
bool agent_hands_work_on(Str text);             /* "submit", "route to", … */
bool agent_text_from_agent(AgentReader *r, Str text);   /* "schema from db-specialist" */
void agent_add_commands(AgentReader *r, StrList *l, Str text, bool verifying);
void agent_add_command_lines(AgentReader *r, StrList *l, Str code);
bool agent_find_command(Str text, Str *ret_command);    /* the first span that is one */

/* --- agent_output.c: the sections that the agent's answer must have --- */
typedef struct {
    bool active;
    int level;                      /* of the heading that opened it; 0: not a "#" heading */
    int child;                      /* level of the headings that are its sections; 0: none yet */
    StrList headings, fenced, labels;
} AgentOutput;

void agent_output_open(AgentReader *r, AgentOutput *o, int level);
bool agent_output_take(AgentReader *r, AgentOutput *o, const AgentBlock *b, bool bare);
void agent_output_close(AgentReader *r, AgentOutput *o);

/* --- agent_take.c: a text of a section into the section's field --- */
void agent_take_text(AgentReader *r, AgentField field, Str text);   /* a paragraph, a key's value */
void agent_take_item(AgentReader *r, AgentField field, Str text);   /* an item of a list */
void agent_take_escalation(AgentReader *r, Str text);   /* "… escalate to tech-lead": anywhere */
void agent_take_code(AgentReader *r, AgentField field, Str code);
bool agent_take_run_on(AgentReader *r, AgentField field, Str text); /* "1 one 2 two 3 three" */

/* --- agent_body.c, agent_rules.c, agent_describe.c: the blocks as a whole --- */
void agent_body_read(AgentReader *r, const AgentBlocks *blocks);
void agent_rules_read(AgentReader *r, const AgentBlocks *blocks);
void agent_describe(AgentReader *r, const AgentBlocks *blocks);     /* description, codename */

#endif
