/*
 * agent_front.c - where the front matter of a definition is, and how it is read when it is no YAML.
 *
 * One in eight of the definitions that people publish is not valid YAML, nearly always because of
 * ": " inside an unquoted description.  Then lines decide: a line that opens one of the known keys
 * starts it, and every other line goes on with the key before.  Unknown words open nothing, since
 * dialogues in descriptions are full of "user: " and "Context: ".
 */
#include <errno.h>

#include "agent_parts.h"
#include "front_words.h"

static const char *const known_keys[] = {
    "agents", "allowed-tools", "allowed_tools", "argument-hint", "category", "checks", "codename",
    "color", "colour", "definition_of_done", "description", "disallowedTools", "domain", "effort",
    "emoji", "escalates_to", "examples", "handoff_artifact", "handoffs", "hands_over_to", "hooks",
    "in_bounds", "inputs", "maxTurns", "mcp-servers", "mcpServers", "memory", "metrics", "mode",
    "model", "name", "out_of_bounds", "output_sections", "permission", "permissionMode",
    "primary_paths", "quality_checks", "read_only", "references", "risk_level", "role", "rules",
    "skills", "tags", "target", "telemetry", "temperature", "title", "tools", "top_p", "triggers",
    "user-invocable", "version", "vibe", "when_to_use", "write_scope",
};

/* A line that opens one of the known keys. */
static bool is_key_line(Str line, Str *ret_key)
{
    ptrdiff_t colon = str_chr(line, ':');
    if (colon < 1 || (line.len > (size_t)colon + 1 && !agent_blank(line.data[colon + 1])))
        return false;
    Str key = str_slice(line, 0, (size_t)colon);
    for (size_t i = 0; i < ARRAY_LEN(known_keys); i++) {
        if (str_eq(key, str_from(known_keys[i]))) {
            *ret_key = key;
            return true;
        }
    }
    return false;
}

static bool is_fence_line(Str line)
{
    line = str_trim(line);
    return str_eq(line, STR("---"));
}

enum { LATE_LINES = 8 };        /* how far down front matter may start; examples stand lower */

/*
 * The front matter's opening line: the first that is not blank, or a later one that is followed by
 * a known key.  Leaves what follows it in *text.
 */
static bool find_open(Str *text, int *line, bool *ret_late)
{
    Str rest = *text, current, next, key;

    *ret_late = false;
    for (*line = 1; *line <= LATE_LINES && str_next_line(&rest, &current); (*line)++) {
        Str after = rest;
        bool keyed = str_next_line(&after, &next) && is_key_line(next, &key);
        if (is_fence_line(current) && (!*ret_late || keyed)) {
            *text = rest;
            return true;
        }
        if (str_starts(current, STR("```")) || str_starts(current, STR("#")))
            return false;
        *ret_late |= str_trim(current).len > 0;
    }
    return false;
}

/* Front matter that nobody closed ends at the first blank line or heading. */
static AgentFront cut_unclosed(Str text, int line)
{
    Str rest = text, current, before = text;
    int count = 0;

    while (str_next_line(&rest, &current) && str_trim(current).len && current.data[0] != '#') {
        before = rest;
        count++;
    }
    return (AgentFront){
        .kind = FRONT_UNCLOSED, .yaml = str_slice(text, 0, text.len - before.len),
        .yaml_line = line, .body = before, .body_line = line + count,
    };
}

/* A block between two rulers is front matter when its first line of content has a key. */
static bool has_key(Str yaml)
{
    Str line;
    while (str_next_line(&yaml, &line)) {
        line = str_trim(line);
        if (line.len && line.data[0] != '#')
            return str_chr(line, ':') > 0;
    }
    return true;
}

static AgentFront no_front(Str text)
{
    return (AgentFront){ .kind = FRONT_NONE, .body = text, .body_line = 1 };
}

AgentFront agent_front_find(Str text)
{
    Str rest = text, current, key;
    bool late;
    int line;

    if (!find_open(&rest, &line, &late))
        return no_front(text);
    Str yaml = rest;
    int first = ++line;
    for (Str before = rest; str_next_line(&rest, &current); before = rest, line++) {
        if (!is_fence_line(current) && !str_eq(str_trim(current), STR("...")))
            continue;
        Str block = str_slice(yaml, 0, yaml.len - before.len);
        return has_key(block) ? (AgentFront){
            .kind = late ? FRONT_LATE : FRONT_CLOSED, .yaml = block, .yaml_line = first,
            .body = rest, .body_line = line + 1,
        } : no_front(text);
    }
    rest = yaml;
    if (!str_next_line(&rest, &current) || !is_key_line(current, &key))
        return no_front(text);                  /* a ruler */
    return cut_unclosed(yaml, first);
}

/* The source lines of the key that stands on line number `at` of the text, counted from 1. */
static Str raw_of_line(Str text, int at)
{
    Str line = STR("");
    for (int i = 0; i < at; i++)
        if (!str_next_line(&text, &line))
            return STR("");
    str_cut(&line, ':');
    return str_trim(line);
}

/* One key's own lines often are YAML when the whole is not: a list of tools, a mapping. */
static void take_chunk(AgentReader *r, Str chunk, Str key)
{
    YamlError error;
    YamlNode *root = NULL;
    Str value = str_slice(chunk, key.len + 1, chunk.len);

    if (yaml_parse(r->arena, chunk, &root, &error) == 0 && root && root->type == YAML_MAP
        && root->first && !root->first->next) {
        agent_key_take(r, root->first, raw_of_line(chunk, 1));
        return;
    }
    YamlNode text = {
        .type = YAML_SCALAR, .plain = true, .key = arena_str(r->arena, key),
        .text = arena_str(r->arena, str_trim(value)),
    };
    agent_key_take(r, &text, str_trim(value));
}

static void recover(AgentReader *r, Str yaml)
{
    Str rest = yaml, line, key, open_key = STR(""), open = STR("");

    for (Str before = yaml; str_next_line(&rest, &line); before = rest) {
        if (!is_key_line(line, &key))
            continue;
        if (open_key.len)
            take_chunk(r, str_slice(open, 0, open.len - before.len), open_key);
        open = before;
        open_key = key;
    }
    if (open_key.len)
        take_chunk(r, open, open_key);
}

static void report(AgentReader *r, const AgentFront *f, const YamlError *error)
{
    Arena *a = r->arena;
    const char *text = NULL;

    if (error)
        text = arena_printf(a, "line %d: " FRONT_NOT_YAML " or below \"description: |\"",
                            f->yaml_line + MAX(error->line, 1) - 1,
                            error->what ? error->what : "syntax");
    else if (f->kind == FRONT_UNCLOSED)
        text = arena_printf(a, "line %d: the front matter is never closed; add a line \"---\" "
                            "after its last key", f->yaml_line - 1);
    else if (f->kind == FRONT_LATE)
        text = arena_printf(a, "line %d: the front matter does not stand at the top; move it to "
                            "line 1", f->yaml_line - 1);
    if (text)
        strlist_add(&r->def->problems, a, text);
}

/* A dialogue at the start of lines can be valid YAML by luck; its speakers are no keys. */
static const YamlNode *find_speaker(const YamlNode *map)
{
    static const char *const words[] = { "user", "User", "assistant", "Assistant", "Context" };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (yaml_get(map, words[i]))
            return yaml_get(map, words[i]);
    return NULL;
}

/* 0, or -EINVAL with what is wrong when the lines have to decide. */
static int parse(AgentReader *r, Str yaml, YamlNode **ret_root, YamlError *reterr)
{
    if (yaml_parse(r->arena, yaml, ret_root, reterr) < 0)
        return -EINVAL;
    if (*ret_root && (*ret_root)->type != YAML_MAP) {
        *reterr = (YamlError){ .line = 1, .what = "no \"key: value\" pairs" };
        return -EINVAL;
    }
    const YamlNode *speaker = *ret_root ? find_speaker(*ret_root) : NULL;
    if (!speaker)
        return 0;
    *reterr = (YamlError){ .line = speaker->key_line, .what = "a dialogue is not indented" };
    return -EINVAL;
}

void agent_front_read(AgentReader *r, const AgentFront *f)
{
    YamlError error = { 0 };
    YamlNode *root = NULL;

    report(r, f, NULL);
    if (parse(r, f->yaml, &root, &error) < 0) {
        report(r, f, &error);
        recover(r, f->yaml);
        return;
    }
    for (const YamlNode *n = root ? root->first : NULL; n; n = n->next)
        if (n->key)
            agent_key_take(r, n, raw_of_line(f->yaml, n->key_line));
}
