/*
 * agent_take.c - a text that belongs to a field, as entries of that field.
 *
 * How a text falls apart depends on the field: a scope is paths, bounds are phrases, metrics are
 * sentences, an item of a checklist is one entry as it stands.
 */
#include "agent_parts.h"

StrList *agent_field_list(AgentReader *r, AgentField field)
{
    AgentDef *d = r->def;

    switch (field) {
    case FIELD_WRITE:      return &d->write_scope;
    case FIELD_READ_ONLY:  return &d->read_only;
    case FIELD_IN:         return &d->in_bounds;
    case FIELD_OUT:        return &d->out_of_bounds;
    case FIELD_HAND:       return &d->hands_over_to;
    case FIELD_ESCALATE:   return &d->escalates_to;
    case FIELD_DONE:       return &d->definition_of_done;
    case FIELD_CHECKS:     return &d->checks;
    case FIELD_OUTPUT:     return &d->output_sections;
    case FIELD_REFERENCES: return &d->references;
    case FIELD_INPUTS:     return &d->inputs;
    case FIELD_METRICS:    return &d->metrics;
    case FIELD_QUALITY:    return &d->quality_checks;
    case FIELD_DUTY:       return &r->duties;
    default:               return NULL;
    }
}

/* "Hands over to: reviewer, qa": one word a phrase is a name where names are asked for. */
static void take_bare_names(AgentReader *r, StrList *l, Str text)
{
    while (text.len) {
        Str word = str_trim(str_cut(&text, ','));
        bool name = word.len > 1 && word.len < 40;
        for (size_t i = 0; i < word.len; i++)
            name &= strchr("/@`-_", word.data[i]) || (word.data[i] >= 'a' && word.data[i] <= 'z');
        const char *slug = name ? agent_slug(r->arena, word) : NULL;
        if (slug && strcmp(slug, r->slug) != 0)
            agent_list_add(r, l, str_from(slug));
    }
}

/* "Routing to /[recommended-agent]": the agent is to say to whom; kept as written. */
static void take_placeholder(AgentReader *r, StrList *l, Str text)
{
    ptrdiff_t at = str_find(text, STR("/["));
    ptrdiff_t end = at < 0 ? -1 : str_chr(str_slice(text, (size_t)at, text.len), ']');
    if (end > 2)
        agent_list_add(r, l, str_slice(text, (size_t)at + 1, (size_t)(at + end) + 1));
}

/* "Escalate to the user": people are no agents but can be whom to ask. */
static void take_people(AgentReader *r, StrList *l, Str text)
{
    static const struct { const char *form, *name; } rows[] = {
        { "to the user", "user" }, { "to user", "user" },
        { "to the human", "human" }, { "to a human", "human" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (str_ifind(text, str_from(rows[i].form)) >= 0)
            agent_list_add(r, l, str_from(rows[i].name));
}

/* Where "escalate to" stands in a text; its length when it does not. */
static size_t find_escalation(Str text)
{
    ptrdiff_t at = str_ifind(text, STR("escalate to "));
    return at < 0 ? text.len : (size_t)at;
}

void agent_take_escalation(AgentReader *r, Str text)
{
    Str rest = str_slice(text, find_escalation(text), text.len);
    if (!rest.len || r->given[FIELD_ESCALATE])
        return;
    agent_add_names(r, &r->def->escalates_to, rest);
    take_people(r, &r->def->escalates_to, rest);
}

static void take_names(AgentReader *r, AgentField field, Str text)
{
    bool hand = field == FIELD_HAND;
    if (hand)
        text = str_slice(text, 0, find_escalation(text));
    StrList *l = hand && !agent_hands_work_on(text) ? &r->partners : agent_field_list(r, field);
    size_t before = l->len;

    agent_add_names(r, l, text);
    if (!hand) {
        take_placeholder(r, l, text);
        take_people(r, l, text);
    }
    if (l->len == before)
        take_bare_names(r, hand ? &r->def->hands_over_to : l, text);
}

static void take_artifact(AgentReader *r, Str text)
{
    StrList paths = { 0 };

    agent_add_paths(r, &paths, text);
    if (!r->def->handoff_artifact && paths.len)
        r->def->handoff_artifact = paths.items[0];
    agent_add_names(r, &r->def->hands_over_to, text);
}

static void take_telemetry(AgentReader *r, Str text)
{
    Str command;
    if (!r->def->telemetry && agent_find_command(text, &command))
        r->def->telemetry = arena_str(r->arena, agent_cut_utf8(command, AGENT_ITEM_MAX));
}

/* "Product Specification Backend Architecture Database Schema": a list that lost its commas. */
static bool take_noun_run(AgentReader *r, StrList *l, Str text)
{
    StrList parts = { 0 };
    size_t from = 0;

    for (size_t i = 0, word = 0; i <= text.len; i++) {
        if (i < text.len && text.data[i] != ' ')
            continue;
        Str name = str_slice(text, word, i);
        if (!name.len || name.data[0] < 'A' || name.data[0] > 'Z')
            return false;
        if (agent_word_is_noun(name)) {
            agent_list_add(r, &parts, str_slice(text, from, i));
            from = i + 1;
        }
        word = i + 1;
    }
    for (size_t i = 0; from > text.len && i < parts.len; i++)
        agent_list_add(r, l, str_from(parts.items[i]));
    return from > text.len && parts.len > 0;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The offset of " 2 ", " 2. " or " 2) " in text and its length; -1: not there. */
static ptrdiff_t find_number(Str text, int number, size_t *ret_len)
{
    for (size_t i = 0; i + 2 < text.len; i++) {
        size_t at = i + 1;
        int value = 0;
        while (at < text.len && at < i + 4 && is_digit(text.data[at]))
            value = value * 10 + text.data[at++] - '0';
        if (text.data[i] != ' ' || value != number)
            continue;
        at += at < text.len && (text.data[at] == '.' || text.data[at] == ')');
        if (at >= text.len || text.data[at] != ' ')
            continue;
        *ret_len = at + 1 - i;
        return (ptrdiff_t)i;
    }
    return -1;
}

bool agent_take_run_on(AgentReader *r, AgentField field, Str text)
{
    size_t len;

    if (text.len < 4 || text.data[0] != '1' || !strchr(" .)", text.data[1]))
        return false;
    if (find_number(text, 2, &len) < 0)
        return false;
    text = str_slice(text, 2, text.len);
    for (int number = 2; text.len && number < 100; number++) {
        ptrdiff_t at = find_number(text, number, &len);
        size_t end = at < 0 ? text.len : (size_t)at;
        agent_take_item(r, field, str_slice(text, 0, end));
        text = at < 0 ? STR("") : str_slice(text, end + len, text.len);
    }
    return true;
}

static void take_list_text(AgentReader *r, AgentField field, Str text)
{
    StrList *l = agent_field_list(r, field);

    if (agent_take_run_on(r, field, text))
        return;
    if (field == FIELD_INPUTS && take_noun_run(r, l, text))
        return;
    if (field == FIELD_IN || field == FIELD_OUT || field == FIELD_INPUTS)
        agent_add_phrases(r, l, text);
    else
        agent_add_sentences(r, l, text);
}

void agent_take_text(AgentReader *r, AgentField field, Str text)
{
    StrList *l = agent_field_list(r, field);

    if (r->given[field])
        return;
    switch (field) {
    case FIELD_WRITE:
    case FIELD_READ_ONLY:  agent_add_scope(r, l, text); break;
    case FIELD_HAND:
    case FIELD_ESCALATE:   take_names(r, field, text); break;
    case FIELD_REFERENCES: agent_add_references(r, l, text, true); break;
    case FIELD_CHECKS:     agent_add_commands(r, l, text, true); break;
    case FIELD_TELEMETRY:  take_telemetry(r, text); break;
    case FIELD_ARTIFACT:   take_artifact(r, text); break;
    case FIELD_DUTY:
    case FIELD_IN:
    case FIELD_OUT:
    case FIELD_DONE:
    case FIELD_INPUTS:
    case FIELD_METRICS:
    case FIELD_QUALITY:    take_list_text(r, field, text); break;
    case FIELD_ROLE:
        if (!r->def->description)
            r->def->description = agent_plain(r, agent_cut_utf8(text, AGENT_DESCRIPTION_MAX));
        break;
    default:
        break;
    }
}

/* An item that is only a pointer to a document belongs to the references. */
static bool is_pointer(Str text)
{
    return text.len && text.data[0] == '@' && str_chr(text, ' ') < 0;
}

void agent_take_item(AgentReader *r, AgentField field, Str text)
{
    StrList *l = agent_field_list(r, field);

    if (r->given[field] || is_pointer(text))
        return;
    switch (field) {
    case FIELD_DUTY:
        agent_add_folders_after_in(r, &r->duty_paths, text);
        agent_add_plain(r, l, text);
        break;
    case FIELD_IN:
    case FIELD_OUT:
    case FIELD_DONE:
    case FIELD_INPUTS:
    case FIELD_METRICS:
    case FIELD_QUALITY:
        agent_add_plain(r, l, text);
        break;
    case FIELD_ARTIFACT:
        agent_add_plain(r, &r->def->handoff_sections, agent_label(text));
        agent_add_names(r, &r->def->hands_over_to, text);
        break;
    default:
        agent_take_text(r, field, text);
        break;
    }
}

void agent_take_code(AgentReader *r, AgentField field, Str code)
{
    StrList *checks = &r->def->checks;
    Str line = str_trim(code);
    bool proof = field == FIELD_CHECKS || field == FIELD_DONE || field == FIELD_QUALITY;

    if (proof && !r->given[FIELD_CHECKS])
        agent_add_command_lines(r, checks, code);
    if ((field == FIELD_WRITE || field == FIELD_READ_ONLY) && !r->given[field])
        agent_add_scope_lines(r, agent_field_list(r, field), code);
    if (field == FIELD_TELEMETRY && !r->def->telemetry && line.len && str_chr(line, '\n') < 0)
        r->def->telemetry = arena_str(r->arena, agent_cut_utf8(line, AGENT_ITEM_MAX));
}
