/*
 * check_text.c - headings, keys and words of texts that agents write.
 */
#include "check_parts.h"

enum { MARKS_MAX = 20000, TITLE_MAX = 160 };

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80);
}

static size_t run_of(Str s, char c)
{
    size_t n = 0;
    while (n < s.len && s.data[n] == c)
        n++;
    return n;
}

/* Without bullets, quotes, boxes and numbers in front: "- 1. **A**" is "**A**". */
static Str without_bullet(Str s)
{
    for (;;) {
        s = str_trim(s);
        size_t digits = 0;
        while (digits < s.len && s.data[digits] >= '0' && s.data[digits] <= '9')
            digits++;
        bool number = digits && digits + 1 < s.len && strchr(".)", s.data[digits]) && s.data[digits + 1] == ' ';
        bool bullet = s.len > 1 && strchr("-*+>", s.data[0]) && s.data[1] == ' ';
        if (!number && !bullet)
            return s;
        s = str_slice(s, number ? digits + 1 : 1, s.len);
    }
}

static Str without_stars(Str s)
{
    s = str_trim(s);
    while (s.len && strchr("*_:` ", s.data[0]))
        s = str_slice(s, 1, s.len);
    while (s.len && strchr("*_:` ", s.data[s.len - 1]))
        s.len--;
    return s;
}

static bool has_letter(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_alnum(s.data[i]))
            return true;
    return false;
}

/* "**Key**: value", "**Key:** value", "**Key**" */
static bool take_bold(Str s, Mark *m)
{
    if (!str_starts(s, STR("**")) && !str_starts(s, STR("__")))
        return false;
    Str rest = str_slice(s, 2, s.len);
    ptrdiff_t end = str_find(rest, (Str){ s.data, 2 });
    if (end <= 0)
        return false;
    Str behind = str_trim(str_slice(rest, (size_t)end + 2, rest.len));
    m->title = without_stars(str_slice(rest, 0, (size_t)end));
    bool colon = str_starts(behind, STR(":")) || str_starts(behind, STR("："));
    m->value = colon ? str_trim(str_slice(behind, behind.data[0] == ':' ? 1 : 3, behind.len)) : behind;
    return true;
}

/* "Blockers: none"; a sentence with a colon in it is none. */
static bool take_key(Str s, Mark *m)
{
    ptrdiff_t colon = str_chr(str_slice(s, 0, 64), ':');
    if (colon <= 0 || ((size_t)colon + 1 < s.len && s.data[colon + 1] != ' ' && s.data[colon + 1] != '\t'))
        return false;
    m->title = without_stars(str_slice(s, 0, (size_t)colon));
    m->value = str_trim(str_slice(s, (size_t)colon + 1, s.len));
    size_t words = 1;
    for (size_t i = 0; i < m->title.len; i++)
        words += m->title.data[i] == ' ';
    return words <= 6 && m->title.len && is_alnum(m->title.data[0]);
}

/* "[Context]", or "BLOCKERS (waiting on external)" as a line of its own. */
static bool take_plain_heading(Str s, Mark *m)
{
    if (s.len > 2 && s.data[0] == '[' && str_chr(s, ']') == (ptrdiff_t)s.len - 1) {
        m->title = str_slice(s, 1, s.len - 1);
        return true;
    }
    size_t upper = 0, i = 0;
    for (; i < s.len && s.data[i] != '('; i++) {
        if (s.data[i] >= 'a' && s.data[i] <= 'z')
            return false;
        upper += s.data[i] >= 'A' && s.data[i] <= 'Z';
    }
    m->title = without_stars(str_slice(s, 0, i));
    return upper >= 4 && m->title.len <= 60;
}

static bool take_mark(Str line, Mark *m)
{
    Str s = str_trim(line);
    size_t hashes = run_of(s, '#');
    m->value = STR("");
    if (hashes && hashes <= 6 && hashes < s.len && s.data[hashes] == ' ') {
        Str title = str_trim(str_slice(s, hashes, s.len)), rest = title, head = str_cut(&rest, ':');
        m->title = without_stars(rest.len ? head : title);
        m->value = str_trim(rest);
        return true;
    }
    s = without_bullet(s);
    return take_bold(s, m) || take_key(s, m) || take_plain_heading(s, m);
}

static bool is_ruler(Str line)
{
    Str s = str_trim(line);
    return s.len > 2 && (run_of(s, '=') == s.len || run_of(s, '-') == s.len);
}

void marks_find(Str text, Arena *a, Marks *ret)
{
    Str line, before = STR("");
    char fence = 0;
    *ret = (Marks){ 0 };
    for (int number = 1; ret->len < MARKS_MAX && str_next_line(&text, &line); number++) {
        Str s = str_trim(line);
        Mark m = { .line = number };
        bool is_fence = run_of(s, '`') >= 3 || run_of(s, '~') >= 3;
        if (is_fence && (!fence || fence == s.data[0]))
            fence = fence ? 0 : s.data[0];
        if (is_fence || fence)
            continue;
        if (is_ruler(line) && has_letter(before) && before.len <= TITLE_MAX)
            m = (Mark){ number - 1, without_stars(before), STR("") };
        else if (!take_mark(line, &m) || m.title.len > TITLE_MAX)
            m.title.len = 0;
        if (m.title.len)
            AVEC_PUSH(ret, a, m);
        before = s;
    }
}

bool names_agent(const char *name, const char *slug, Arena *a)
{
    const char *other = name ? agent_slug(a, str_from(name)) : NULL;
    return other && slug && strcmp(other, slug) == 0;
}

bool task_is_of(const CheckInput *in, const TaskFact *t, Arena *a)
{
    if (t->assignee)
        return names_agent(t->assignee, in->author_name, a);
    for (size_t i = 0; i < t->section.len; i++)
        if (names_agent(t->section.items[i], in->author_name, a))
            return true;
    return false;
}
