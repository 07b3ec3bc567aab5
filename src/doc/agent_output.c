/*
 * agent_output.c - which sections the answer of an agent has to have.
 *
 * A definition shows them as headings below "Output format", as headings inside a fenced template,
 * or as a list.  The first of these that there is counts.  What stands inside is part of the
 * template and feeds no other field.
 */
#include "agent_parts.h"

void agent_output_open(AgentReader *r, AgentOutput *o, int level)
{
    agent_output_close(r, o);
    *o = (AgentOutput){ .active = true, .level = level < LEVEL_TITLE_LINE ? level : 0 };
}

void agent_output_close(AgentReader *r, AgentOutput *o)
{
    const StrList *from = o->headings.len ? &o->headings : o->fenced.len ? &o->fenced : &o->labels;

    for (size_t i = 0; o->active && !r->given[FIELD_OUTPUT] && i < from->len; i++)
        agent_list_add(r, &r->def->output_sections, str_from(from->items[i]));
    *o = (AgentOutput){ 0 };
}

static size_t hashes(Str line)
{
    size_t n = 0;
    while (n < line.len && n < 7 && line.data[n] == '#')
        n++;
    return n && n < 7 && n < line.len && line.data[n] == ' ' ? n : 0;
}

/* The level that holds the template's sections: the highest one, unless that is a lone title. */
static size_t template_level(Str code)
{
    size_t count[7] = { 0 }, top = 1, below;
    Str line;

    while (str_next_line(&code, &line))
        count[hashes(line)]++;
    while (top < 7 && !count[top])
        top++;
    for (below = top + 1; below < 7 && !count[below]; below++)
        ;
    return top < 7 && count[top] == 1 && below < 7 ? below : top;
}

static void take_template(AgentReader *r, AgentOutput *o, Str code)
{
    size_t level = template_level(code);
    Str line, key, value;

    while (str_next_line(&code, &line)) {
        if (level < 7 && hashes(line) == level)
            agent_add_plain(r, &o->fenced, str_slice(line, level, line.len));
        else if (level == 7 && str_starts(str_trim(line), STR("**"))
                 && agent_split_key(line, &key, &value))
            agent_add_plain(r, &o->fenced, key);
    }
}

/* false: the heading does not belong to the output any more. */
static bool take_heading(AgentReader *r, AgentOutput *o, const AgentBlock *b, bool bare)
{
    bool known = agent_words_field(b->text, WORDS_HEADING) != FIELD_NONE;

    if (b->level == LEVEL_TITLE_LINE) {
        if (known && o->level == 0)
            return false;
        agent_add_plain(r, bare ? &o->headings : &o->labels, b->text);
        return true;
    }
    if (o->level ? b->level <= o->level : b->level < o->child)
        return false;
    if (!o->level && !o->child && (o->labels.len || o->fenced.len))
        return false;                           /* the list was all of it */
    if (!o->child)
        o->child = b->level;
    if (b->level == o->child)
        agent_add_plain(r, &o->headings, b->text);
    return true;
}

/* What a bold line opened reaches to the next ruler; what a "#" opened, to one of its level. */
bool agent_output_take(AgentReader *r, AgentOutput *o, const AgentBlock *b, bool bare)
{
    bool ours = true;

    if (b->kind == BLOCK_HEADING)
        ours = take_heading(r, o, b, bare);
    else if (b->kind == BLOCK_RULE)
        ours = o->level != 0;
    else if (b->kind == BLOCK_CODE && !o->child)
        take_template(r, o, b->text);
    else if (b->kind == BLOCK_ITEM && !o->child && b->level < 2)
        agent_add_plain(r, &o->labels, agent_label(b->text));
    if (!ours)
        agent_output_close(r, o);
    return ours;
}
