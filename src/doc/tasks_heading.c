/*
 * tasks_heading.c - headings that are tasks, and headings that are agents.
 */
#include "boxes.h"
#include "names.h"
#include "states.h"
#include "tasks.h"

/* Bytes in front of the last " - " or " — " of a title; -1: none. */
static ptrdiff_t last_dash(Str s)
{
    static const Str marks[] = { STR(" - "), STR(" — "), STR(" – "), STR(" | ") };
    ptrdiff_t best = -1;
    for (size_t i = 0; i + 2 < MIN(s.len, (size_t)512); i++) {
        if (s.data[i] != ' ' || text_is_alnum(s.data[i + 1]))
            continue;
        for (size_t k = 0; k < ARRAY_LEN(marks); k++)
            if (str_starts(str_slice(s, i, s.len), marks[k]))
                best = (ptrdiff_t)i;
    }
    return best;
}

static bool may_be_agent(Str name)
{
    Str ref;
    size_t blanks = 0;
    if (!name.len || name.len > 48 || text_subject(name, &ref) != SUBJECT_NONE)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        blanks += name.data[i] == ' ';
        if (text_is_digit(name.data[i]) && i == 0)
            return false;
    }
    bool session = str_istarts(name, STR("session")) || str_istarts(name, STR("overall")) ||
                   str_istarts(name, STR("project"));
    return blanks <= 3 && !session;
}

static void agent_heading(Walk *w, const Line *l, Str name, Str status)
{
    agent_add(w->p, l, name, status);
    line_section(w->p, l)->assignee = name_clean(name);
    line_section(w->p, l)->has_state = false;   /* the agent is done, not what its log lists */
}

/* "backend-engineer (COMPLETED)" */
static bool take_agent_aside(Walk *w, const Line *l, Str title)
{
    StateHit hit;
    Str name = text_drop_parenthesis(title);
    Str rest = str_trim(str_slice(title, name.len, title.len));
    if (rest.len < 3 || !name_is_agent(name) || !may_be_agent(text_marks_off(name)))
        return false;
    Str inner = str_slice(rest, 1, rest.len - 1);
    if (state_at_start(inner, &hit) < 0 || !hit.strong)
        return false;
    agent_heading(w, l, text_marks_off(name), inner);
    return true;
}

/* "Backend Engineer Work Log": the status is a key below it. */
static bool take_agent_log(Walk *w, const Line *l, Str title)
{
    static const Str tails[] = { STR(" work log"), STR(" work section"), STR(" write zone"),
                                 STR("'s work log"), STR("'s log"), STR(" log") };
    for (size_t i = 0; i < ARRAY_LEN(tails); i++) {
        Str name = str_slice(title, 0, title.len - MIN(title.len, tails[i].len));
        if (!name.len || !str_ieq(str_slice(title, name.len, title.len), tails[i]))
            continue;
        if (!name_is_agent(name) || !may_be_agent(name))
            return false;
        agent_heading(w, l, text_marks_off(name), str_slice(title, title.len, title.len));
        return true;
    }
    return false;
}

/*
 * "backend-engineer - [Status: in_progress]", "Backend Engineer - Status: completed", "X - Write
 * Zone"
 */
static bool take_agent(Walk *w, const Line *l, Str title)
{
    Str s = text_skip_symbols(title);
    ptrdiff_t at = last_dash(s);
    if (at <= 0)
        return take_agent_aside(w, l, s) || take_agent_log(w, l, s);
    Str name = text_marks_off(str_slice(s, 0, (size_t)at));
    Str rest = text_marks_off(text_skip_symbols(str_slice(s, (size_t)at, s.len)));
    if (rest.len > 2 && rest.data[0] == '[' && rest.data[rest.len - 1] == ']')
        rest = str_trim(str_slice(rest, 1, rest.len - 1));
    KeyValue kv;
    bool status = key_split(rest, &kv) && task_key(kv.key) == KEY_STATUS;
    bool zone =
        text_is_one_of(text_drop_parenthesis(rest), "write zone|work zone|work log|work section");
    if (!(status || zone) || !may_be_agent(name) || (zone && !name_is_agent(name)))
        return false;
    agent_heading(w, l, name, status ? kv.value : (Str){ "", 0 });
    return true;
}

static bool is_numbered(Str title)
{
    return text_skip_number(title).len < title.len;
}

static bool wants_draft(const Page *p, const Line *l, Str title, Subject subject)
{
    if (l->kind == LINE_TITLE)
        return subject == SUBJECT_ID || subject == SUBJECT_TASK || is_numbered(title);
    const Section *s = line_section(p, l);
    if (s->is_title)
        return subject == SUBJECT_ID || subject == SUBJECT_TASK;
    if (subject != SUBJECT_NONE || is_numbered(title))
        return true;
    return p->style == PAGE_BOARD && s->parent > 0 && section_state(p, (uint32_t)s->parent) != NULL;
}

static Draft *box_heading(Walk *w, uint32_t line, Str title)
{
    Box box;
    Str s = text_skip_number(title);
    if (!box_read(w->p, s, &box) || !box.rest.len)
        return NULL;
    Draft *d = draft_add(w->p, line, DRAFT_BOX, box.rest);
    if (!d)
        return NULL;
    if (s.data != title.data && !d->ref.len) {
        Str number = str_trim(str_slice(title, 0, (size_t)(s.data - title.data)));
        d->ref = str_ends(number, STR(".")) ? str_slice(number, 0, number.len - 1) : number;
    }
    draft_say(d, SAY_BOX, box.state, box.mark);
    return d;
}

/* "🔐 Task 1: Rotate keys": in front of what names a task an emoji is decoration. */
static Str undecorated(Str title)
{
    Str ref, s = text_skip_symbols(title);
    bool emoji = title.len && (unsigned char)title.data[0] >= 0xE2;
    return emoji && text_subject(s, &ref) != SUBJECT_NONE ? s : title;
}

/* Behind "✅" a heading goes on as if that was not there. */
static Draft *plain_heading(Walk *w, uint32_t line, Str title)
{
    const Line *l = &w->p->lines.items[line];
    TaskState state;
    Str emoji = { 0 }, rest = title, raw, ref;
    bool marked = legend_emoji(w->p, title, &state, &emoji, &rest) == 0;
    rest = undecorated(rest);
    if (!wants_draft(w->p, l, rest, text_subject(rest, &ref)))
        return NULL;
    Draft *d = draft_add(w->p, line, DRAFT_HEADING, rest);
    if (!d)
        return NULL;
    TaskState said;
    if (title_state(rest, &said, &raw) && raw.data > rest.data)
        draft_say(d, SAY_TITLE, said, raw);
    else if (marked || state_emoji_behind(rest, &state, &emoji) == 0)
        draft_say(d, SAY_TITLE, state, emoji);
    d->numbered = is_numbered(rest);
    return d;
}

static void open_heading(Walk *w, const Line *l, int draft)
{
    while (w->heading_count && w->headings[w->heading_count - 1].level >= l->level)
        w->heading_count--;
    if (w->heading_count == HEADINGS_MAX)
        w->heading_count--;
    w->headings[w->heading_count].level = l->level;
    w->headings[w->heading_count].section = l->section;
    w->headings[w->heading_count++].draft = draft;
}

/* "#### Status" below a task's heading: the next line is the value. */
static void key_heading(Walk *w, uint32_t line, Str title)
{
    Page *p = w->p;
    const Line *l = &p->lines.items[line];
    TaskKey key = task_key(text_drop_symbols(text_skip_symbols(title)));
    size_t at = w->heading_count;
    while (at && w->headings[at - 1].level >= l->level)
        at--;
    if ((key != KEY_STATUS && key != KEY_ASSIGNEE) || !at || w->headings[at - 1].draft < 0 ||
        line + 1 >= p->lines.len)
        return;
    Draft *d = &p->drafts.items[w->headings[at - 1].draft];
    const Line *next = l + 1;
    if (next->kind != LINE_TEXT)
        return;
    if (key == KEY_STATUS) {
        d->status_key = true;
        draft_say_value(p, d, SAY_KEY, line_text(p, next));
    } else {
        d->assignee_key = true;
        draft_name_value(d, FORM_VALUE, line_text(p, next));
    }
}

void walk_heading(Walk *w, uint32_t line)
{
    Page *p = w->p;
    const Line *l = &p->lines.items[line];
    Str title = line_section(p, l)->title;
    Draft *d = NULL;
    walk_close_items(w);
    key_heading(w, line, title);
    if (section_is_read(p, l->section) && title.len && !take_agent(w, l, title)) {
        d = box_heading(w, line, title);
        if (!d)
            d = plain_heading(w, line, title);
    }
    if (d)
        d->level = l->level;
    open_heading(w, l, d ? (int)p->drafts.len - 1 : NO_DRAFT);
}
