/*
 * agent_describe.c - what only prose says: who the agent is, and its codename.
 */
#include "agent_parts.h"

/* The value after "codename is" or "**Codename**:", up to the end of the sentence. */
static Str codename_in(Str text)
{
    static const char *const words[] = { "codename", "code name", "code-name" };
    ptrdiff_t at = -1;
    size_t i;

    for (i = 0; i < ARRAY_LEN(words) && at < 0; i++)
        at = str_ifind(text, str_from(words[i]));
    if (at < 0)
        return STR("");
    Str rest = str_slice(text, (size_t)at + strlen(words[i - 1]), text.len);
    while (rest.len && strchr("*_` ", rest.data[0]))
        rest = str_slice(rest, 1, rest.len);
    if (str_istarts(rest, STR("is ")))
        rest = str_slice(rest, 3, rest.len);
    else if (rest.len && rest.data[0] == ':')
        rest = str_slice(rest, 1, rest.len);
    else
        return STR("");
    for (size_t end = 0; end < rest.len; end++)
        if (strchr(".,;", rest.data[end]) && (end + 1 == rest.len || rest.data[end + 1] == ' '))
            return str_slice(rest, 0, end);
    return rest;
}

enum { CODENAME_MAX = 60 };

static void take_codename(AgentReader *r, Str text)
{
    Str name = str_trim(codename_in(text));
    while (name.len && strchr("*_\"'` ", name.data[0]))
        name = str_slice(name, 1, name.len);
    while (name.len && strchr("*_\"'` ", name.data[name.len - 1]))
        name = str_slice(name, 0, name.len - 1);
    if (name.len && name.len <= CODENAME_MAX)
        r->def->codename = arena_str(r->arena, name);
}

/* The first paragraph that says something by itself. */
static void take_first_paragraph(AgentReader *r, const AgentBlocks *blocks)
{
    Str key, value;

    for (size_t i = 0; i < blocks->len && !r->def->description; i++) {
        const AgentBlock *b = &blocks->items[i];
        bool prose = b->kind == BLOCK_TEXT && b->text.data[b->text.len - 1] != ':'
            && !agent_split_key(b->text, &key, &value);
        if (prose)
            r->def->description = agent_plain(r, agent_cut_utf8(b->text, AGENT_DESCRIPTION_MAX));
        if (r->def->description && !*r->def->description)
            r->def->description = NULL;
    }
}

void agent_describe(AgentReader *r, const AgentBlocks *blocks)
{
    for (size_t i = 0; i < blocks->len && !r->def->codename; i++)
        if (blocks->items[i].kind == BLOCK_TEXT || blocks->items[i].kind == BLOCK_ITEM)
            take_codename(r, blocks->items[i].text);
    take_first_paragraph(r, blocks);
}
