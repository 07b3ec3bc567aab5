/*
 * agent_body.c - the walk over the blocks: which section a block stands in, and so where it goes.
 *
 * Three things say what a text is about, the nearest first: the key that stands in front of it or
 * above it in the list ("- **Out of bounds**: …"), the sentence that leads it in ("You will
 * receive:"), and the headings.  Words about handing over and escalating are laid over the rest: a
 * checklist for handoffs stays a checklist, and still names agents.
 */
#include "agent_parts.h"

enum { OPEN_ITEMS_MAX = 16 };

typedef struct {
    AgentReader *r;
    AgentField section[LEVEL_TITLE_LINE + 1];   /* by level; FIELD_NONE inherits */
    struct { int indent; AgentField field; } items[OPEN_ITEMS_MAX];     /* keys above items */
    size_t item_count;
    AgentField lead;
    bool lead_used;             /* by items: a paragraph after them is not led in any more */
    bool bare, titled;
    AgentOutput output;
    AgentField waiting;         /* a section of prose: taken when no list follows */
    Str waiting_text;
} Walk;

static bool is_overlay(AgentField f) { return f == FIELD_HAND || f == FIELD_ESCALATE; }

/* The nearest field: of the overlays, or of the others. */
static AgentField field_now(const Walk *w, bool overlay)
{
    if (w->lead != FIELD_NONE && is_overlay(w->lead) == overlay)
        return w->lead;
    for (size_t i = w->item_count; i-- > 0; )
        if (w->items[i].field != FIELD_NONE && is_overlay(w->items[i].field) == overlay)
            return w->items[i].field;
    for (int level = LEVEL_TITLE_LINE; level > 0; level--)
        if (w->section[level] != FIELD_NONE && is_overlay(w->section[level]) == overlay)
            return w->section[level] == FIELD_OTHER ? FIELD_NONE : w->section[level];
    return FIELD_NONE;
}

static void set_lead(Walk *w, AgentField field)
{
    w->lead = field;
    w->lead_used = false;
}

static void settle_waiting(Walk *w)
{
    if (w->waiting != FIELD_NONE)
        agent_take_text(w->r, w->waiting, w->waiting_text);
    w->waiting = FIELD_NONE;
}

static void close_items(Walk *w, int indent)
{
    while (w->item_count && w->items[w->item_count - 1].indent >= indent)
        w->item_count--;
}

static void open_item(Walk *w, int indent, AgentField field)
{
    if (w->item_count < OPEN_ITEMS_MAX) {
        w->items[w->item_count].indent = indent;
        w->items[w->item_count++].field = field;
    }
}

/* What any text may hold, whatever it is about. */
static void scan(Walk *w, const AgentBlock *b, AgentField field)
{
    AgentReader *r = w->r;
    bool proof = field == FIELD_DONE || field == FIELD_QUALITY || field == FIELD_CHECKS
        || str_ifind(b->text, STR("before handoff")) >= 0;
    bool paths = field == FIELD_WRITE || field == FIELD_READ_ONLY || field == FIELD_ARTIFACT;

    if (!paths && !r->given[FIELD_REFERENCES])
        agent_add_references(r, &r->def->references, b->text, field == FIELD_REFERENCES);
    if (!r->given[FIELD_CHECKS] && field != FIELD_TELEMETRY)
        agent_add_commands(r, &r->def->checks, b->text, proof);
    agent_take_escalation(r, b->text);
    if (b->kind == BLOCK_ITEM && field != FIELD_DONE && field != FIELD_OUT
        && agent_text_from_agent(r, b->text))
        agent_add_plain(r, &r->inputs_from, b->text);
}

static void read_heading(Walk *w, const AgentBlock *b)
{
    bool title = !w->titled && b->level <= (w->bare ? LEVEL_TITLE_LINE : 1);
    AgentField field = title ? FIELD_NONE : agent_words_field(b->text, WORDS_HEADING);

    settle_waiting(w);
    w->titled = true;
    set_lead(w, FIELD_NONE);
    w->item_count = 0;
    for (int level = b->level; level <= LEVEL_TITLE_LINE; level++)
        w->section[level] = FIELD_NONE;
    w->section[b->level] = field;
    if (field == FIELD_OUTPUT) {
        w->section[b->level] = FIELD_OTHER;
        agent_output_open(w->r, &w->output, b->level);
    }
    if (is_overlay(field))
        agent_take_text(w->r, field, b->text);
}

/* The last sentence of a paragraph that ends in ":". */
static Str last_sentence(Str text)
{
    for (size_t i = text.len; i-- > 2; )
        if (text.data[i] == ' ' && strchr(".!?", text.data[i - 1]))
            return str_slice(text, i, text.len);
    return text;
}

static void read_key(Walk *w, const AgentBlock *b, AgentField field, Str value)
{
    bool leads = b->text.data[b->text.len - 1] == ':';

    if (field == FIELD_OUTPUT && (leads || !value.len))
        agent_output_open(w->r, &w->output, 0);
    if (is_overlay(field))
        value = b->text;
    if (value.len)
        agent_take_text(w->r, field, value);
    if (b->kind == BLOCK_ITEM)
        open_item(w, b->level, field);
    else if (leads || !value.len)
        set_lead(w, field);
    scan(w, b, field);
}

/* Prose in a section that should hold a list. */
static void read_prose(Walk *w, AgentField field, Str text)
{
    StrList *l = agent_field_list(w->r, field);

    if (!l || field == FIELD_CHECKS || field == FIELD_REFERENCES || field == FIELD_WRITE
        || field == FIELD_READ_ONLY) {
        agent_take_text(w->r, field, text);
    } else if (!agent_take_run_on(w->r, field, text) && w->waiting == FIELD_NONE && l->len == 0) {
        w->waiting = field;
        w->waiting_text = text;
    }
}

static void read_text(Walk *w, const AgentBlock *b)
{
    Str key, value;
    AgentField field, overlay;
    bool leads = b->text.data[b->text.len - 1] == ':';

    close_items(w, b->level);
    field = agent_split_key(b->text, &key, &value) ? agent_words_field(key, WORDS_KEY) : FIELD_NONE;
    if (field != FIELD_NONE) {
        read_key(w, b, field, value);
        return;
    }
    AgentField led = w->lead_used ? FIELD_NONE : w->lead;
    set_lead(w, leads ? agent_words_field(last_sentence(b->text), WORDS_LEAD) : FIELD_NONE);
    field = led != FIELD_NONE && !is_overlay(led) ? led : field_now(w, false);
    overlay = is_overlay(led) ? led : field_now(w, true);
    if (!leads && led != FIELD_NONE && !is_overlay(led))
        agent_take_text(w->r, led, b->text);
    else if (!leads)
        read_prose(w, field, b->text);
    if (overlay != FIELD_NONE)
        agent_take_text(w->r, overlay, b->text);
    scan(w, b, field);
}

/* "1. **API development**" above deeper items is their heading, no entry of its own. */
static bool heads_items(const AgentBlocks *blocks, size_t at, Str value)
{
    const AgentBlock *b = &blocks->items[at], *next = b + 1;
    return !value.len && at + 1 < blocks->len && next->kind == BLOCK_ITEM && next->level > b->level;
}

static void read_item(Walk *w, const AgentBlocks *blocks, size_t at)
{
    const AgentBlock *b = &blocks->items[at];
    Str key, value;

    close_items(w, b->level);
    w->lead_used = true;
    bool keyed = agent_split_key(b->text, &key, &value);
    AgentField field = keyed ? agent_words_field(key, WORDS_KEY) : FIELD_NONE;
    if (field != FIELD_NONE) {
        read_key(w, b, field, value);
        return;
    }
    field = field_now(w, false);
    AgentField overlay = field_now(w, true);
    if (field == w->waiting)
        w->waiting = FIELD_NONE;
    if (!(keyed && heads_items(blocks, at, value)))
        agent_take_item(w->r, field, b->text);
    if (overlay != FIELD_NONE)
        agent_take_text(w->r, overlay, b->text);
    scan(w, b, field);
}

static bool is_ruler_row(const AgentBlocks *blocks, size_t at)
{
    bool ruler = at < blocks->len && blocks->items[at].kind == BLOCK_ROW;
    for (size_t i = 0; ruler && i < blocks->items[at].text.len; i++)
        ruler = strchr("|-: ", blocks->items[at].text.data[i]) != NULL;
    return ruler;
}

/* Rows of a table are entries of its section, without the head and the line below it. */
static void read_row(Walk *w, const AgentBlocks *blocks, size_t at)
{
    const AgentBlock *b = &blocks->items[at];
    AgentField field = field_now(w, false);
    Str text = b->text;

    if (is_ruler_row(blocks, at) || is_ruler_row(blocks, at + 1))
        return;
    text = str_slice(text, 1, text.len - str_ends(text, STR("|")));
    if (field == w->waiting)
        w->waiting = FIELD_NONE;
    agent_take_item(w->r, field, text);
    if (field_now(w, true) != FIELD_NONE)
        agent_take_text(w->r, field_now(w, true), text);
    scan(w, b, field);
}

static void read_block(Walk *w, const AgentBlocks *blocks, size_t at)
{
    const AgentBlock *b = &blocks->items[at];
    AgentField field = field_now(w, false);

    switch (b->kind) {
    case BLOCK_HEADING: read_heading(w, b); break;
    case BLOCK_TEXT:    read_text(w, b); break;
    case BLOCK_ITEM:    read_item(w, blocks, at); break;
    case BLOCK_CODE:    agent_take_code(w->r, field, b->text); break;
    case BLOCK_RULE:    break;
    case BLOCK_ROW:     read_row(w, blocks, at); break;
    }
}

void agent_body_read(AgentReader *r, const AgentBlocks *blocks)
{
    Walk w = { .r = r, .bare = blocks->bare };

    for (size_t i = 0; i < blocks->len; i++) {
        const AgentBlock *b = &blocks->items[i];
        if (!w.output.active || !agent_output_take(r, &w.output, b, blocks->bare))
            read_block(&w, blocks, i);
        else if (b->kind == BLOCK_TEXT || b->kind == BLOCK_ITEM)
            scan(&w, b, FIELD_OUTPUT);
    }
    settle_waiting(&w);
    agent_output_close(r, &w.output);
}
