/*
 * tasks_list.c - tasks among the items of lists, and the keys below them.
 */
#include "baton/base/clock.h"
#include "baton/doc/doc.h"
#include "boxes.h"
#include "names.h"
#include "states.h"
#include "tasks.h"

enum { VALUE_LOOK = 512, WRAP_MIN = 50, KEYS_MAX = 8 };

/* "- Status: done" right below "1. **Title**" belongs to it although it is not indented. */
static bool hangs_below(const Walk *w, const Line *l, Str body)
{
    KeyValue kv;
    const OpenItem *top = &w->items[w->open - 1];
    return top->ordered && !l->ordered && top->indent == l->indent && key_split(body, &kv) &&
           task_key(kv.key) != KEY_NONE;
}

static void close_items(Walk *w, const Line *l, Str body)
{
    while (w->open && w->items[w->open - 1].indent >= l->indent) {
        if (hangs_below(w, l, body))
            return;
        w->open--;
    }
}

static void open_item(Walk *w, uint32_t line, int draft)
{
    const Line *l = &w->p->lines.items[line];
    if (w->open < OPEN_MAX)
        w->items[w->open++] = (OpenItem){ line, l->indent, draft, l->ordered };
}

static int task_depth(const Walk *w)
{
    int depth = 0;
    for (size_t i = 0; i < w->open; i++)
        depth += w->items[i].draft >= 0;
    return depth;
}

static int last_draft(const Page *p)
{
    return (int)p->drafts.len - 1;
}

void walk_mark_children(Walk *w, const Line *l)
{
    for (int i = (int)l->section; i >= 0; i = w->p->sections.items[i].parent)
        w->p->sections.items[i].boxes = true;
    for (size_t i = 0; i < w->heading_count; i++)
        if (w->headings[i].draft >= 0)
            w->p->drafts.items[w->headings[i].draft].children = true;
}

Str struck_words(Str rest)
{
    while (rest.len && strchr("*_ ", rest.data[rest.len - 1]))
        rest.len--;
    return text_marks_off(rest);
}

/* "~~Old thing~~ → **Done**" */
static bool take_struck(Draft *d, Str text)
{
    Str s = str_trim(text);
    if (!str_starts(s, STR("~~")))
        return false;
    ptrdiff_t end = str_find(str_slice(s, 2, s.len), STR("~~"));
    if (end <= 0)
        return false;
    Str rest = text_skip_symbols(str_slice(s, 4 + (size_t)end, s.len));
    StateHit hit;
    d->title = str_slice(s, 2, 2 + (size_t)end);
    d->subject = text_subject(d->title, &d->ref);
    if (state_find(rest, &hit) == 0)
        draft_say(d, SAY_STRIKE, hit.state, struck_words(rest));
    return d->say == SAY_STRIKE;
}

/* "- [ ] ~~Old thing~~ (won't do)": struck out and not done is dropped, unless it says more. */
static bool take_struck_box(Draft *d)
{
    Str title = d->title, rest;
    TaskState state;
    if (!str_starts(title, STR("~~")))
        return false;
    ptrdiff_t end = str_find(str_slice(title, 2, title.len), STR("~~"));
    if (end <= 0)
        return false;
    rest = text_skip_symbols(str_slice(title, 4 + (size_t)end, title.len));
    if (doc_task_state(text_drop_parenthesis(rest), &state) == 0 && state == TASK_DONE)
        return false;
    d->title = str_slice(title, 2, 2 + (size_t)end);
    d->subject = text_subject(d->title, &d->ref);
    return true;
}

/* "- [P] tasks = different files": the notes of a list explain its marks once more. */
static bool explains_mark(const Box *box)
{
    bool plain = box->mark.len == 3 && strchr(" xX", box->mark.data[1]);
    return !plain && str_find(str_slice(box->rest, 0, 40), STR(" = ")) > 0;
}

static int take_box(Walk *w, uint32_t line, const Box *box)
{
    const Line *l = &w->p->lines.items[line];
    if (text_is_none(box->rest, NULL) || text_is_placeholder(box->rest) || legend_has(box) ||
        explains_mark(box))
        return NEVER_DRAFT;
    Draft *d = draft_add(w->p, line, DRAFT_BOX, box->rest);
    if (!d)
        return NEVER_DRAFT;
    d->depth = task_depth(w);
    draft_say(d, SAY_BOX, box->state, box->mark);
    line_section(w->p, l)->open_marks |= box->state != TASK_DONE && box->mark.data[0] < 0;
    if (box->state == TASK_PENDING && take_struck_box(d))
        d->state = TASK_CANCELLED;
    walk_mark_children(w, l);
    return last_draft(w->p);
}

/* "Phase 1 (Tests): -> IN_PROGRESS (started …)": the first colon that a state stands behind. */
static bool split_value(Str body, Str *ret_title, StateHit *ret_hit, Str *ret_raw)
{
    static const bool stops[256] = { [':'] = true, ['`'] = true, [0xEF] = true };
    bool code = false;
    for (size_t i = 0; i < MIN(body.len, (size_t)VALUE_LOOK); i++) {
        if (!stops[(unsigned char)body.data[i]])
            continue;
        code ^= body.data[i] == '`';
        bool wide = body.data[i] == '\xEF' && str_starts(str_slice(body, i, body.len), STR("："));
        if (code || !(body.data[i] == ':' || wide))
            continue;
        Str rest = str_slice(body, i + (wide ? 3 : 1), body.len);
        Str value = text_skip_symbols(rest);
        if (!state_is_value(value, ret_hit))
            continue;
        *ret_title = str_trim(str_slice(body, 0, i));
        *ret_raw = text_marks_off(value);
        return true;
    }
    return false;
}

static bool section_tracks(const Page *p, const Line *l)
{
    static const Str nouns[] = {
        STR("task"),       STR("phase"),          STR("milestone"),   STR("progress"),
        STR("todo"),       STR("to-do"),          STR("plan"),        STR("backlog"),
        STR("roadmap"),    STR("sprint"),         STR("stories"),     STR("checkpoint"),
        STR("work items"), STR("work breakdown"), STR("deliverable"), STR("任务"),
        STR("进度")
    };
    for (int i = (int)l->section; i > 0; i = p->sections.items[i].parent)
        for (size_t k = 0; k < ARRAY_LEN(nouns); k++)
            if (str_ifind(str_slice(p->sections.items[i].title, 0, 120), nouns[k]) >= 0)
                return true;
    return false;
}

static int take_value(Walk *w, uint32_t line, Str body)
{
    const Line *l = &w->p->lines.items[line];
    StateHit hit;
    Str title, raw, ref;
    if (str_chr(body, ':') < 0 && str_chr(body, '\xEF') < 0)
        return NO_DRAFT;
    if (!split_value(body, &title, &hit, &raw) || !title.len)
        return NO_DRAFT;
    bool named = text_subject(title, &ref) != SUBJECT_NONE;
    if (!hit.strong && !named)
        return NO_DRAFT;
    Draft *d = draft_add(w->p, line, DRAFT_VALUE, title);
    if (!d)
        return NEVER_DRAFT;
    d->note = !named && !(w->open == 0 && (w->p->style == PAGE_BOARD || section_tracks(w->p, l)));
    d->depth = task_depth(w);
    draft_say(d, SAY_INLINE, hit.state, raw);
    return last_draft(w->p);
}

/* "- Phase 2 — IN PROGRESS", "- Task 1: Set up CI (done)": the subject makes it a task. */
static int take_named(Walk *w, uint32_t line, Str body)
{
    Str ref, raw;
    TaskState state;
    if (text_subject(body, &ref) == SUBJECT_NONE ||
        (!title_state(str_slice(body, 0, VALUE_LOOK), &state, &raw) &&
         state_emoji_behind(body, &state, &raw) < 0))
        return NO_DRAFT;
    Draft *d = draft_add(w->p, line, DRAFT_VALUE, body);
    if (!d)
        return NEVER_DRAFT;
    d->depth = task_depth(w);
    draft_say(d, SAY_TITLE, state, raw);
    return last_draft(w->p);
}

/* "2026-02-01T10:00:00Z somebody did this": a line of a log. */
static bool is_log(Str s)
{
    int64_t at;
    return s.len >= 16 && text_is_digit(s.data[0]) && s.data[4] == '-' &&
           (s.data[10] == 'T' || s.data[13] == ':') && time_parse(str_slice(s, 0, 10), &at) == 0;
}

/*
 * Emoji in front of every item are boxes on a board where one of them says "not done": a list of
 * "✅" alone is a list of facts.
 */
static int take_marked(Walk *w, uint32_t line, Str text, TaskState state, Str emoji)
{
    Page *p = w->p;
    const Line *l = &p->lines.items[line];
    if (p->style != PAGE_BOARD) {
        note_add(p, l, text, &state, emoji, 'B');
        return NO_DRAFT;
    }
    Draft *d = draft_add(p, line, DRAFT_MARKED, text);
    if (!d)
        return NEVER_DRAFT;
    draft_say_as(d, SAY_BOX, FORM_WORD, state, emoji);
    line_section(p, l)->open_marks |= state != TASK_DONE;
    return last_draft(p);
}

static bool is_dated(Str s)
{
    int64_t at;
    return s.len > 10 && text_is_digit(s.data[0]) && s.data[4] == '-' &&
           time_parse(str_slice(s, 0, 10), &at) == 0;
}

/* What "Done log" lists by day happened to tasks; it is none. */
static bool keeps_log(Str title)
{
    Str s = text_drop_symbols(text_drop_parenthesis(title));
    ptrdiff_t at = (ptrdiff_t)s.len;
    while (at && s.data[at - 1] != ' ')
        at--;
    return text_is_one_of(str_slice(s, (size_t)at, s.len), "log|history|journal|changelog");
}

static int take_bullet(Walk *w, uint32_t line, Str body)
{
    Page *p = w->p;
    const Line *l = &p->lines.items[line];
    const Section *s = section_state(p, l->section);
    TaskState state;
    Str emoji, rest;
    bool marked = legend_emoji(p, body, &state, &emoji, &rest) == 0;
    if (w->open || l->quoted || is_log(body) || (s && is_dated(body) && keeps_log(s->title)))
        return NO_DRAFT;
    Str ref;
    if (!s || text_subject(text_skip_symbols(s->title), &ref) != SUBJECT_NONE) {
        return marked && !s ? take_marked(w, line, rest, state, emoji) : NO_DRAFT;
    }
    if (p->style != PAGE_BOARD) {
        note_add(p, l, marked ? rest : body, marked ? &state : &s->state,
                 marked ? emoji : s->state_raw, 'B');
        return NO_DRAFT;
    }
    if (text_is_none(body, NULL) || text_is_placeholder(body))
        return NEVER_DRAFT;
    Draft *d = draft_add(p, line, DRAFT_BULLET, marked ? rest : body);
    if (d && str_starts(d->title, STR("~~")))
        (void)take_struck(d, d->title);
    return d ? last_draft(p) : NEVER_DRAFT;
}

static bool has_status_key(Str look)
{
    size_t from = 0;
    for (ptrdiff_t at; (at = str_chr(str_slice(look, from, look.len), ':')) >= 0;) {
        from += (size_t)at + 1;
        Str head = str_slice(look, 0, from - 1);
        if (head.len > 6 && str_ieq(str_slice(head, head.len - 6, head.len), STR("status")))
            return true;
    }
    return false;
}

/* "- **SI-1** Wire it — Status: TODO — Owner: qa": a status key in the title makes a task. */
static int take_stated(Walk *w, uint32_t line, Str body)
{
    if (!has_status_key(str_slice(body, 0, TITLE_LOOK)))
        return NO_DRAFT;
    Draft *d = draft_add(w->p, line, DRAFT_VALUE, body);
    if (!d)
        return NEVER_DRAFT;
    draft_read_inline(w->p, d);
    d->depth = task_depth(w);
    if (d->say == SAY_INLINE && d->state != TASK_UNKNOWN)
        return last_draft(w->p);
    w->p->drafts.len--;
    return NO_DRAFT;
}

static int take_strike(Walk *w, uint32_t line, Str body)
{
    if (!str_starts(body, STR("~~")))
        return NO_DRAFT;
    Draft *d = draft_add(w->p, line, DRAFT_VALUE, body);
    if (!d)
        return NEVER_DRAFT;
    d->depth = task_depth(w);
    if (take_struck(d, body))
        return last_draft(w->p);
    w->p->drafts.len--;
    return NO_DRAFT;
}

/* "- **explorer_m1**: `3f2a` (Completed)": an agent that was sent out, and how it fares. */
static bool take_sub_agent(Walk *w, const Line *l, Str body)
{
    KeyValue kv;
    StateHit hit;
    if (w->open || !str_starts(body, STR("**")) || !key_split(body, &kv) ||
        !str_starts(kv.value, STR("`")))
        return false;
    Str head = text_drop_parenthesis(kv.value);
    Str inner = str_slice(kv.value, head.len, kv.value.len);
    bool slug = str_chr(kv.key, ' ') < 0 && (str_chr(kv.key, '_') > 0 || str_chr(kv.key, '-') > 0);
    if (!slug || inner.len < 3 || state_find(inner, &hit) < 0)
        return false;
    agent_add(w->p, l, kv.key, str_slice(inner, hit.at, hit.end));
    return true;
}

void walk_item(Walk *w, uint32_t line)
{
    Page *p = w->p;
    const Line *l = &p->lines.items[line];
    Str body = line_body(p, l);
    Box box;
    int draft = NO_DRAFT;
    close_items(w, l, body);
    if (!section_is_read(p, l->section))
        return;
    if (box_read(p, body, &box)) {
        draft = take_box(w, line, &box);
    } else if (walk_keys(w, line, body) || take_sub_agent(w, l, body)) {
        draft = NEVER_DRAFT;
    } else {
        draft = take_stated(w, line, body);
        if (draft == NO_DRAFT)
            draft = take_value(w, line, body);
        if (draft == NO_DRAFT)
            draft = take_strike(w, line, body);
        if (draft == NO_DRAFT)
            draft = take_named(w, line, body);
        if (draft == NO_DRAFT)
            draft = take_bullet(w, line, body);
    }
    open_item(w, line, draft);
}

/*
 * A long title goes on in the next line, if that is indented and the first was cut in
 * mid-sentence.
 */
static void wrap_title(Walk *w, uint32_t line, const Line *l)
{
    Page *p = w->p;
    if (!w->open || l->gap || !line)
        return;
    const OpenItem *top = &w->items[w->open - 1];
    if (top->draft < 0 || p->drafts.items[top->draft].kind != DRAFT_BOX || l->indent <= top->indent)
        return;
    Draft *d = &p->drafts.items[top->draft];
    const Line *before = l - 1;
    const char *end = d->title.data + d->title.len;
    if (end != p->text + before->at + before->len || d->title.len < WRAP_MIN ||
        strchr(".:;!?)", end[-1]))
        return;
    d->title.len = (size_t)(p->text + l->at + l->len - d->title.data);
}

/*
 * A line that is not indented goes on with the item above only if nothing parts them and that is a
 * task.
 */
static bool leaves_item(const OpenItem *item, const Line *l)
{
    return l->gap || !(item->draft >= 0 || item->ordered);
}

void walk_text(Walk *w, uint32_t line)
{
    Page *p = w->p;
    const Line *l = &p->lines.items[line];
    while (w->open && w->items[w->open - 1].indent >= l->indent &&
           leaves_item(&w->items[w->open - 1], l))
        w->open--;
    if (l->quoted || !section_is_read(p, l->section))
        return;
    if (!walk_keys(w, line, line_text(p, l)))
        wrap_title(w, line, l);
}
