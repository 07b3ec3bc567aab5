/*
 * agent_keys.c - a key of the front matter into the field that it names.
 *
 * Every field of AgentDef can be given under its own name.  Clients have names of their own for
 * some, and three ways to write a list: a sequence, "a, b, c", and a mapping of switches.
 */
#include "agent_parts.h"

static const struct {
    const char *key, *field;
} aliases[] = {
    { "colour", "color" },
    { "allowed-tools", "tools" },
    { "allowed_tools", "tools" },
    { "primary_paths", "write_scope" },
    { "handoffs", "hands_over_to" },
    { "hand_off_to", "hands_over_to" },
    { "read-only", "read_only" },
    { "dod", "definition_of_done" },
};

static const char *field_of(const char *key)
{
    for (size_t i = 0; i < ARRAY_LEN(aliases); i++)
        if (strcmp(key, aliases[i].key) == 0)
            return aliases[i].field;
    return key;
}

static const char **text_field(AgentDef *d, const char *name)
{
#define X(field, json, title) if (strcmp(name, json) == 0) return &d->field;
    AGENT_TEXTS(X)
#undef X
    return NULL;
}

static StrList *list_field(AgentDef *d, const char *name)
{
#define X(field, json, title) if (strcmp(name, json) == 0) return &d->field;
    AGENT_LISTS(X)
#undef X
    return NULL;
}

/* "\n" as two characters stands for a line break: generators write descriptions that way. */
static Str with_breaks(AgentReader *r, Str text)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;

    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] != '\\' || i + 1 == text.len || text.data[i + 1] != 'n') {
            buf_addc(&out, text.data[i]);
            continue;
        }
        buf_addc(&out, '\n');
        i++;
    }
    return str_from(arena_str(r->arena, str_trim(buf_str(&out))));
}

/* A value that was recovered line by line may still wear its quotes. */
static Str without_quotes(Str text)
{
    if (text.len >= 2 && strchr("\"'", text.data[0]) && text.data[text.len - 1] == text.data[0])
        return str_slice(text, 1, text.len - 1);
    return text;
}

static const char *joined(AgentReader *r, const YamlNode *list)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (const YamlNode *n = list->first; n; n = n->next) {
        if (!n->text || !*n->text)
            continue;
        if (out.len)
            buf_adds(&out, ", ");
        buf_adds(&out, n->text);
    }
    return arena_str(r->arena, buf_str(&out));
}

/* "fixes #12" loses its end; a comment that somebody meant stands further off. */
static void warn_of_cut(AgentReader *r, const YamlNode *node, Str raw)
{
    ptrdiff_t hash = str_find(raw, STR(" #"));
    bool cut = hash > 0 && raw.data[hash - 1] != ' ' && strlen(node->text) <= (size_t)hash;
    if (cut && node->plain && strcmp(node->key, "description") == 0)
        strlist_add(&r->def->problems, r->arena,
                    "front matter: the description ends at \" #\", where YAML starts a comment; "
                    "put it in quotes");
}

static void take_text(AgentReader *r, const char **field, const YamlNode *node, Str raw)
{
    if (node->type != YAML_SCALAR) {
        const char *text = joined(r, node);
        *field = *text ? text : *field;
        return;
    }
    Str text = without_quotes(str_trim(str_from(node->text)));
    if (node->plain && !text.len && str_starts(raw, STR("#")))
        text = raw;                     /* color: #38A3EE is an empty value with a comment */
    else
        warn_of_cut(r, node, raw);
    text = with_breaks(r, agent_cut_utf8(text, AGENT_DESCRIPTION_MAX));
    if (text.len && strcmp(text.data, "~") != 0)
        *field = text.data;
}

/* "Read, Bash(git add:*, git diff:*)": the mark splits outside parentheses only. */
static void take_words(AgentReader *r, StrList *list, Str text, char at)
{
    int depth = 0;
    size_t from = 0;

    for (size_t i = 0; i <= text.len; i++) {
        char c = i < text.len ? text.data[i] : at;
        depth += c == '(' || c == '{';
        depth -= (c == ')' || c == '}') && depth > 0;
        if (i < text.len && (depth || c != at))
            continue;
        Str word = without_quotes(str_trim(str_slice(text, from, i)));
        agent_list_add(r, list, word);
        from = i + 1;
    }
}

static void take_scalar_list(AgentReader *r, StrList *list, const char *name, Str text)
{
    text = without_quotes(str_trim(text));
    if (text.len >= 2 && text.data[0] == '[' && text.data[text.len - 1] == ']')
        text = str_slice(text, 1, text.len - 1);
    bool words = strcmp(name, "tools") == 0 && str_chr(text, ',') < 0;
    bool whole = str_find(text, STR(". ")) >= 0;    /* sentences are not cut at commas */
    take_words(r, list, text, words ? ' ' : whole ? '\n' : ',');
}

/* What a mapping in a list is about: {agent: x, prompt: …}, {name: x}; else its first value. */
static const char *name_in(const YamlNode *map)
{
    static const char *const keys[] = { "agent", "name", "path", "command", "title", "label" };
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        if (yaml_text(yaml_get(map, keys[i])))
            return yaml_text(yaml_get(map, keys[i]));
    return yaml_text(map->first);
}

/* Switches: a tool that is set to false is none of the agent's tools. */
static void take_switches(AgentReader *r, StrList *list, const YamlNode *map)
{
    bool on;
    for (const YamlNode *n = map->first; n; n = n->next) {
        bool off = yaml_bool(n, &on) == 0 && !on;
        bool denied = n->type == YAML_SCALAR && strcmp(n->text, "deny") == 0;
        if (!off && !denied && n->key)
            agent_list_add(r, list, str_from(n->key));
    }
}

static void take_list(AgentReader *r, StrList *list, const char *name, const YamlNode *node)
{
    if (node->type == YAML_SCALAR) {
        take_scalar_list(r, list, name, str_from(node->text));
        return;
    }
    if (node->type == YAML_MAP) {
        take_switches(r, list, node);
        return;
    }
    for (const YamlNode *n = node->first; n; n = n->next)
        agent_list_add(r, list, str_from(n->type == YAML_MAP ? name_in(n) : n->text));
}

void agent_key_take(AgentReader *r, const YamlNode *node, Str raw)
{
    const char *name = field_of(node->key);
    const char **text = text_field(r->def, name);
    StrList *list = list_field(r->def, name);

    if (strcmp(name, "file") == 0 || strcmp(name, "problems") == 0)
        return;                                 /* ours to say */
    if (text)
        take_text(r, text, node, raw);
    else if (list)
        take_list(r, list, name, node);
    else if (strcmp(name, "when_to_use") == 0 && !r->def->description)
        take_text(r, &r->def->description, node, raw);
}
