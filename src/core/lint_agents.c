/*
 * lint_agents.c - agent definitions: how they read, what is missing, and who is named twice.
 */
#include <ctype.h>
#include <stdlib.h>

#include "lint.h"

/* "line 3: …" and "lines 1 to 14: …" begin with the place; takes it off. */
static int line_in_front(const char **text)
{
    const char *c = *text;
    int line = 0;
    c += strncmp(c, "lines ", 6) == 0 ? 6 : strncmp(c, "line ", 5) == 0 ? 5 : 0;
    if (c == *text || !isdigit((unsigned char)*c))
        return 1;
    for (; isdigit((unsigned char)*c) && line < 10000000; c++)
        line = line * 10 + *c - '0';
    const char *end = strstr(c, ": ");
    if (end && strspn(c, " to0123456789") == (size_t)(end - c))
        *text = end + 2;
    return line;
}

void lint_definition(Lint *l)
{
    LINT_EACH(l, f)
        for (size_t i = 0; f->agent && i < f->agent->problems.len; i++) {
            const char *text = f->agent->problems.items[i];
            int line = line_in_front(&text);
            lint_say(l, f, line, "%s", text);
        }
}

/* Clients choose an agent by the description in its front matter; that of the text does not reach them. */
static bool is_described(const LintFile *f)
{
    Str rest = f->text, line;
    if (!str_next_line(&rest, &line) || !str_eq(str_trim(line), STR("---")))
        return true;            /* no front matter at all is a finding of its own */
    while (str_next_line(&rest, &line) && !str_eq(str_trim(line), STR("---")))
        if (str_istarts(line, STR("description:")) || str_istarts(line, STR("\"description\":")))
            return f->agent->description && *f->agent->description;
    return false;
}

void lint_description(Lint *l)
{
    LINT_EACH(l, f)
        if (f->agent && !is_described(f))
            lint_say(l, f, 1, "the agent %s has no description; say in \"description:\" of the front "
                     "matter when it is to be called", f->agent->name);
}

typedef struct {
    const LintFile *file;
    const char *slug;
    Str place;                  /* the tool's folder: ".claude", "agents", ".github" */
} Defined;

static int by_name(const void *a, const void *b)
{
    const Defined *x = a, *y = b;
    int c = strcmp(x->slug, y->slug);
    return c ? c : strcmp(x->file->path, y->file->path);
}

static bool is_put_aside(const char *path)
{
    static const char *const words[] = { "archive", "deprecated", "backup", "old/", "disabled" };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ifind(str_from(path), str_from(words[i])) >= 0)
            return true;
    return false;
}

static void say_twice(Lint *l, const Defined *here, const Defined *there)
{
    lint_say(l, here->file, lint_line_of(here->file, here->file->agent->name),
             "the agent %s is defined twice, here and in %s; give one of them a name of its own, or "
             "put it away", here->file->agent->name,
             there->file->name);
}

/* The first of this name in the same tool's folder. */
static Defined *first_beside(Defined *start, Defined *d)
{
    Defined *first = d;
    for (Defined *o = d; o-- > start && strcmp(o->slug, d->slug) == 0;)
        if (str_eq(o->place, d->place))
            first = o;
    return first;
}

/* One definition for each client is no mistake: only those of one client's folder are compared. */
void lint_same_name(Lint *l)
{
    VEC(Defined) list = { 0 };
    LINT_EACH(l, f) {
        const char *slug = f->agent ? agent_slug(l->arena, str_from(f->agent->name)) : NULL;
        if (slug && !is_put_aside(f->path))
            VEC_PUSH(&list, ((Defined){ f, slug, str_slice(str_from(f->path), 0,
                                                           strcspn(f->path, "/")) }));
    }
    if (list.len)
        qsort(list.items, list.len, sizeof *list.items, by_name);
    for (size_t i = 1; i < list.len; i++) {
        Defined *d = &list.items[i], *first = first_beside(list.items, d);
        if (first != d)
            say_twice(l, d->file->wanted ? d : first, d->file->wanted ? first : d);
    }
    VEC_DONE(&list);
}
