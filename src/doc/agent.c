/*
 * agent.c - an agent definition as an AgentDef.
 *
 * Definitions are written by people and models for models: one in eight has front matter that is no
 * YAML, some have none, some were pasted from a web page.  The reader takes what is surely there
 * and says in `problems` what it had to work around.  agent_parts.h has the map of its parts.
 */
#include "baton/base/file.h"
#include "baton/base/utf8.h"
#include "baton/doc/doc.h"

#include "agent_parts.h"

/* The name of the file without what only places it: ".agent.md", and numbers for sorting. */
static Str stem_of(const char *path)
{
    static const char *const ends[] = { ".agent.md", ".chatmode.md", ".md", ".markdown", ".mdc" };
    Str stem = str_from(path_base(path));
    size_t digits = 0;

    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        if (str_ends(stem, str_from(ends[i])) && stem.len > strlen(ends[i])) {
            stem = str_slice(stem, 0, stem.len - strlen(ends[i]));
            break;
        }
    }
    while (digits < stem.len && stem.data[digits] >= '0' && stem.data[digits] <= '9')
        digits++;
    bool numbered = digits > 0 && digits + 1 < stem.len && strchr("-_. ", stem.data[digits]);
    return numbered ? str_slice(stem, digits + 1, stem.len) : stem;
}

static bool is_all_caps(Str stem)
{
    bool letter = false;
    for (size_t i = 0; i < stem.len; i++) {
        if (stem.data[i] >= 'a' && stem.data[i] <= 'z')
            return false;
        letter |= stem.data[i] >= 'A' && stem.data[i] <= 'Z';
    }
    return letter;
}

/* Notes live beside definitions: a README always is one, a shouted name unless it has keys. */
static bool is_note(Str stem, bool front)
{
    if (str_ieq(stem, STR("readme")))
        return true;
    return !front && (is_all_caps(stem) || str_ieq(stem, STR("index")));
}

/* What the front matter gave is closed to the text. */
static void close_given(AgentReader *r)
{
    for (AgentField f = FIELD_NONE; f <= FIELD_ROLE; f++) {
        const StrList *l = f == FIELD_DUTY ? NULL : agent_field_list(r, f);
        r->given[f] = l && l->len > 0;
    }
    r->rules_given = r->def->rules.len > 0;
}

static void add_all(AgentReader *r, StrList *l, const StrList *more)
{
    for (size_t i = 0; i < more->len; i++)
        agent_list_add(r, l, str_from(more->items[i]));
}

/* What the text says less plainly counts where nothing says it outright. */
static void settle(AgentReader *r)
{
    AgentDef *d = r->def;

    if (!d->in_bounds.len)
        add_all(r, &d->in_bounds, &r->duties);
    if (!d->write_scope.len)
        add_all(r, &d->write_scope, &r->duty_paths);
    if (!r->given[FIELD_INPUTS])
        add_all(r, &d->inputs, &r->inputs_from);
    if (!r->given[FIELD_HAND])
        add_all(r, &d->hands_over_to, &r->partners);
    if (!d->output_sections.len)
        add_all(r, &d->output_sections, &d->handoff_sections);
}

static void read_body(AgentReader *r, Str body, int line, bool front)
{
    AgentBlocks blocks;
    int skipped = agent_page_skip(&body);

    if (skipped)
        strlist_add(&r->def->problems, r->arena, arena_printf(r->arena,
            "lines %d to %d: words of a web page; the file was copied from one and lost its "
            "Markdown marks, take it from the raw view", line, line + skipped - 1));
    if (!front)
        strlist_add(&r->def->problems, r->arena,
            "line 1: no front matter, so the name is the file's; begin with \"---\", name:, "
            "description:, \"---\"");
    agent_blocks(r->arena, body, line + skipped, &blocks);
    agent_body_read(r, &blocks);
    agent_rules_read(r, &blocks);
    agent_describe(r, &blocks);
}

static AgentDef *read_text(Arena *a, const char *path, Str text)
{
    AgentFront front = agent_front_find(text);
    Str stem = stem_of(path);
    AgentReader r = { .arena = a };

    if (is_note(stem, front.kind != FRONT_NONE))
        return NULL;
    r.def = arena_alloc(a, sizeof *r.def);
    r.def->file = arena_strdup(a, path);
    if (front.kind != FRONT_NONE)
        agent_front_read(&r, &front);
    if (!r.def->name)
        r.def->name = arena_str(a, stem);
    const char *slug = agent_slug(a, str_from(r.def->name));
    r.slug = slug ? slug : "";
    close_given(&r);
    read_body(&r, front.body, front.body_line, front.kind != FRONT_NONE);
    settle(&r);
    return r.def;
}

AgentDef *doc_read_agent(Arena *a, const char *path, Str bytes)
{
    CLEANUP(buf_done) Buf decoded = BUF_INIT;
    CLEANUP(buf_done) Buf mended = BUF_INIT;
    bool cut = bytes.len > AGENT_TEXT_MAX;

    if (strcmp(doc_decode(str_slice(bytes, 0, AGENT_TEXT_MAX), &decoded), "binary") == 0)
        return NULL;
    if (!str_trim(buf_str(&decoded)).len)
        return NULL;
    utf8_mend_mojibake(&mended, buf_str(&decoded));
    AgentDef *d = read_text(a, path, str_from(arena_str(a, buf_str(&mended))));
    if (d && cut)
        strlist_add(&d->problems, a, "the file is over 1 MiB; what comes after that was not read");
    return d;
}
