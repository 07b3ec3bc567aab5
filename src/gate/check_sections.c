/*
 * check_sections.c - does the artifact have the sections that the definition asks for?
 *
 * Handoff sections belong into the artifact; output sections may also stand in the session file.  Titles are
 * compared by their words; the three parts of a handoff go by any of the names that people give them.
 */
#include <errno.h>

#include "baton/base/file.h"
#include "check_handoff.h"
#include "check_parts.h"

enum { FILE_BYTES_MAX = 1024 * 1024 };

typedef struct {
    const CheckInput *in;
    Arena *a;
    CheckResult *r;
    StrList titles;             /* words of those that the artifact has */
    StrList elsewhere;          /* and of those in session files */
    unsigned parts;             /* of HandoffPart, one bit each */
} Sections;

/* Words of a title; "&" and "and" are the same, and nothing. */
static const char *title_words(Str title, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    buf_addc(&out, ' ');
    for (Str rest = str_trim(str_from(plain_words(title, a))); rest.len;) {
        Str word = str_cut(&rest, ' ');
        if (!str_eq(word, STR("and")))
            buf_addf(&out, "%.*s ", STR_ARG(word));
    }
    return arena_str(a, buf_str(&out));
}

static void add_titles(Sections *s, Str text, StrList *l, unsigned *parts)
{
    Marks marks;
    marks_find(text, s->a, &marks);
    for (size_t i = 0; i < marks.len; i++) {
        const char *words = title_words(marks.items[i].title, s->a);
        strlist_add(l, s->a, words);
        if (parts)
            *parts |= 1u << handoff_part(words);
    }
}

static void read_elsewhere(Sections *s)
{
    for (size_t i = 0; i < s->in->documents.len; i++) {
        const CheckDocument *d = &s->in->documents.items[i];
        Buf text = BUF_INIT;
        if (d->session && tree_read(s->in->tree, d->path, FILE_BYTES_MAX, s->a, &text) == 0)
            add_titles(s, (Str){ arena_str(s->a, buf_str(&text)), text.len }, &s->elsewhere, NULL);
        buf_done(&text);
    }
}

/* The same words, and perhaps more behind them: "Findings" is there as "Findings of the review". */
static bool has_title(const StrList *l, const char *words)
{
    for (size_t i = 0; i < l->len; i++)
        if (strncmp(l->items[i], words, strlen(words)) == 0)
            return true;
    return false;
}

static bool is_present(Sections *s, const char *title, bool handoff)
{
    const char *words = title_words(str_from(title), s->a);
    HandoffPart part = handoff_part(words);
    if (strlen(words) < 3 || has_title(&s->titles, words))
        return true;
    if (part != PART_NONE && (s->parts & 1u << part))
        return true;
    return !handoff && has_title(&s->elsewhere, words);
}

static void judge(Sections *s, const StrList *wanted, bool handoff)
{
    const StrList *first = &s->in->author->handoff_sections;
    for (size_t i = 0; i < wanted->len; i++) {
        if ((!handoff && strlist_has(first, wanted->items[i])) || is_present(s, wanted->items[i], handoff))
            continue;
        check_finding(s->r, s->a, s->in->artifact, 1, "has no section \"%s\", which %s asks for", wanted->items[i],
                      s->in->author->file ? s->in->author->file : "the definition");
    }
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    const AgentDef *def = in->author;
    if (!def || (!def->output_sections.len && !def->handoff_sections.len))
        return false;
    Sections s = { .in = in, .a = a, .r = check_add(ret, a, "sections") };
    if (!in->artifact) {
        check_skip(s.r, a, "there is no handoff artifact yet");
        return true;
    }
    add_titles(&s, in->text, &s.titles, &s.parts);
    read_elsewhere(&s);
    judge(&s, &def->handoff_sections, true);
    judge(&s, &def->output_sections, false);
    return true;
}

const CheckRow check_sections = {
    .name = "sections",
    .help = "sections that the author's definition asks for are there",
    .reads = "the artifact; for output sections the session files as well",
    .when = "the definition names output or handoff sections",
    .run = run,
};
