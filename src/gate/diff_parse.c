/*
 * diff_parse.c - a diff as files, hunks and lines with their numbers.
 *
 * Inside of a hunk its header says how many lines come, so that a removed line "-- x" is no header.
 */
#include "diff_parts.h"

typedef struct {
    Arena *arena;
    Diff *diff;
    int old_line, new_line;     /* next in this hunk */
    int old_left, new_left;
} Parse;

enum { NUMBER_MAX = 1000 * 1000 * 1000 };

static DiffFile *current(Parse *p)
{
    return p->diff->files.len ? &p->diff->files.items[p->diff->files.len - 1] : NULL;
}

static void add(Parse *p, DiffKind kind, Str text, int old_line, int new_line)
{
    AVEC_PUSH(&p->diff->lines, p->arena,
              ((DiffLine){ kind, text, (int)p->diff->files.len - 1, old_line, new_line }));
}

/* "a/x" is x; "/dev/null" is no file. */
static const char *without_prefix(const char *name, const char *prefix)
{
    if (!name || strcmp(name, "/dev/null") == 0)
        return NULL;
    size_t len = strlen(prefix);
    return strncmp(name, prefix, len) == 0 ? name + len : name;
}

/* The second name of "a/x b/x": behind the first one's quotes, or in the middle, or where " b/" stands last. */
static const char *name_in_header(Str names, Arena *a)
{
    size_t used = 0;
    Str second = { "", 0 };
    if (str_starts(names, STR("\""))) {
        if (name_unquote(names, a, &used))
            second = str_slice(names, used + 1, names.len);
    } else if (names.len % 2 == 1 && names.data[names.len / 2] == ' ') {
        second = str_slice(names, names.len / 2 + 1, names.len);
    } else {
        for (size_t i = 1; i < names.len; i++) {
            Str rest = str_slice(names, i, names.len);
            if (names.data[i - 1] == ' ' && (rest.data[0] == '"' || str_starts(rest, STR("b/"))))
                second = rest;
        }
    }
    const char *name = without_prefix(name_unquote(second, a, &used), "b/");
    return name ? name : "";
}

static void start_file(Parse *p, Str names)
{
    DiffFile f = { .path = name_in_header(names, p->arena), .first = (int)p->diff->lines.len };
    AVEC_PUSH(&p->diff->files, p->arena, f);
    p->old_left = p->new_left = 0;
}

/* git writes a TAB behind names with blanks. */
static const char *name_in_line(Parse *p, Str text, const char *prefix)
{
    size_t used;
    if (str_ends(text, STR("\t")))
        text.len--;
    return without_prefix(name_unquote(text, p->arena, &used), prefix);
}

static void take_name(Parse *p, const char *key, Str text)
{
    DiffFile *f = current(p);
    const char *name = name_in_line(p, text, key[0] == '-' ? "a/" : key[0] == '+' ? "b/" : "");
    if (!f || !name)
        return;
    if (strcmp(key, "rename from ") == 0)
        f->was = name;
    else
        f->path = name;
}

/* "12,3" -> 12 and 3; "12" -> 12 and 1. */
static bool take_range(Str range, int *ret_from, int *ret_count)
{
    Str rest = range, first = str_cut(&rest, ',');
    int64_t from, count = 1;
    if (str_to_i64(first, &from) < 0 || (first.len < range.len && str_to_i64(rest, &count) < 0))
        return false;
    if (from < 0 || count < 0 || from > NUMBER_MAX || count > NUMBER_MAX)
        return false;
    *ret_from = (int)from;
    *ret_count = (int)count;
    return true;
}

static bool start_hunk(Parse *p, Str line)
{
    Parse next = *p;
    if (!str_starts(line, STR("@@ -")))
        return false;
    Str rest = str_slice(line, 4, line.len), old = str_cut(&rest, ' '), new = str_cut(&rest, ' ');
    if (!str_starts(new, STR("+")) || !str_starts(rest, STR("@@")) ||
        !take_range(old, &next.old_line, &next.old_left) ||
        !take_range(str_slice(new, 1, new.len), &next.new_line, &next.new_left))
        return false;
    *p = next;
    add(p, DIFF_HUNK, line, p->old_line, p->new_line);
    return true;
}

static void added(Parse *p, Str line)
{
    p->new_left--;
    if (current(p))
        current(p)->added++;
    add(p, DIFF_ADDED, line, 0, p->new_line++);
}

static void removed(Parse *p, Str line)
{
    p->old_left--;
    if (current(p))
        current(p)->removed++;
    add(p, DIFF_REMOVED, line, p->old_line++, 0);
}

static void kept(Parse *p, Str line)
{
    p->old_left--;
    p->new_left--;
    add(p, DIFF_CONTEXT, line, p->old_line++, p->new_line++);
}

/* A line of the hunk that is being read; false: it is none, the hunk was cut. */
static bool take_hunk_line(Parse *p, Str line)
{
    char mark = line.len ? line.data[0] : ' ';
    if (mark == '+' && p->new_left > 0)
        added(p, line);
    else if (mark == '-' && p->old_left > 0)
        removed(p, line);
    else if (mark == ' ' && p->old_left > 0 && p->new_left > 0)
        kept(p, line);
    else
        return false;
    return true;
}

static const char *const names[] = { "--- ", "+++ ", "rename from ", "rename to " };
static const char *const metas[] = {
    "index ", "old mode ", "new mode ", "new file mode ", "deleted file mode ", "similarity index ",
    "dissimilarity index ", "copy from ", "copy to ", "Binary files ", "GIT binary patch",
};

static bool take_meta(Parse *p, Str line)
{
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_starts(line, str_from(names[i]))) {
            take_name(p, names[i], str_slice(line, strlen(names[i]), line.len));
            add(p, DIFF_META, line, 0, 0);
            return true;
        }
    for (size_t i = 0; i < ARRAY_LEN(metas); i++)
        if (str_starts(line, str_from(metas[i]))) {
            add(p, DIFF_META, line, 0, 0);
            return true;
        }
    return false;
}

static void take_line(Parse *p, Str line)
{
    static const Str file_mark = { "diff --git ", 11 };
    if ((p->old_left > 0 || p->new_left > 0) && take_hunk_line(p, line))
        return;
    if (line.len && line.data[0] == '\\') {     /* "\ No newline at end of file": the hunk may go on */
        add(p, DIFF_NOTE, line, 0, 0);
        return;
    }
    p->old_left = p->new_left = 0;
    if (str_starts(line, file_mark)) {
        start_file(p, str_slice(line, file_mark.len, line.len));
        add(p, DIFF_FILE, line, 0, 0);
    } else if (!start_hunk(p, line) && !take_meta(p, line)) {
        add(p, DIFF_NOTE, line, 0, 0);
    }
}

void diff_parse(Str text, Arena *a, Diff *ret)
{
    Parse p = { .arena = a, .diff = ret };
    size_t lines = 1;
    *ret = (Diff){ 0 };
    for (size_t i = 0; i < text.len; i++)
        lines += text.data[i] == '\n';
    AVEC_ROOM(&ret->lines, a, lines);
    while (text.len)                            /* at LF alone: a CR belongs to the line */
        take_line(&p, str_cut(&text, '\n'));
}
