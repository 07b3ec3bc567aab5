/*
 * outcome.c - how the end of a command that ran on the worker is told.
 */
#include "screen.h"

static bool is_sentence(Str out)
{
    return out.len < sizeof(Message) / 2 && !memchr(out.data, '\n', out.len);
}

/* An edit says how to go back; a dashboard has a key for that. */
static const char *undo_hint(Screen *s, const CommandRow *row, Str said)
{
    bool edits = row->needs & NEED_WRITABLE && strncmp(row->name, "task ", 5) == 0;
    if (!edits || str_ifind(said, STR("undo")) >= 0 || !line_is_known(s, "undo"))
        return "";
    return canvas_ascii(s->canvas) ? " - u undoes" : " · u undoes";
}

static void tell(Screen *s, const char *before, Str said, const char *after)
{
    const char *gap = *before && said.len ? " " : "";
    if (*before)
        screen_fail(s, "%s%s%.*s%s", before, gap, STR_ARG(said), after);
    else
        screen_say(s, "%.*s%s", STR_ARG(said), after);
}

static void tell_success(Screen *s, const CommandRow *row, Str said)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    if (!said.len)
        said = str_from(arena_printf(a, "%s: done.", row->name));
    tell(s, s->failures.data, said, undo_hint(s, row, said));
}

static void add_failure(Screen *s, const CommandRow *row, int code, const char *error)
{
    const char *gap = s->failures.len ? " " : "";
    if (*error)
        buf_addf(&s->failures, "%s%s", gap, error);
    else
        buf_addf(&s->failures, "%s%s: exit %d.", gap, row->name, code);
}

/* The review shows the findings itself: what a command about a handoff says at its end is enough. */
static Str heard(const Screen *s, const CommandRow *row, Str said)
{
    Str last = said, line;
    bool about = s->current == VIEW_REVIEW && strncmp(row->name, "handoff ", 8) == 0;
    while (about && str_next_line(&said, &line))
        last = line;
    return last;
}

void screen_outcome(Screen *s, const CommandRow *row, int code, const char *out, const char *error, bool more)
{
    Str said = heard(s, row, str_trim(str_from(out)));
    bool failed = *error || (code != DONE && !said.len);

    s->line = (Message){ 0 };
    if (failed)
        add_failure(s, row, code, error);
    if (!failed && is_sentence(said)) {
        tell_success(s, row, said);
    } else {
        if (said.len && !(failed && is_sentence(said)))
            screen_pager(s, row->name, out);
        if (s->failures.len)
            screen_fail(s, "%s", s->failures.data);
    }
    if (!more)
        buf_clear(&s->failures);
    review_outcome(s, row, code);
}
