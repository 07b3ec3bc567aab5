/*
 * prompt.c - the line where one types a filter or a command.
 *
 * A filter works while it is typed; Esc gives back the one before.  A command runs on Enter; Tab
 * completes it (complete.c).  Up and Down bring back what was typed before (history.c).  A question has
 * sentences above the line, and an Enter that came with other bytes is text to it.
 */
#include "screen.h"

#include "baton/base/clock.h"
#include "baton/base/utf8.h"

enum { MAX_PROMPT = 1024 };

void prompt_open(Screen *s, char mark, const char *text)
{
    Prompt *p = &s->prompt;
    prompt_done(p);
    p->active = true;
    p->mark = mark;
    buf_adds(&p->text, text ? text : "");
    p->at = p->text.len;
    p->before = mem_strdup(text ? text : "");
    s->line = (Message){ 0 };
    s->stale = true;
}

void prompt_ask(Screen *s, View *v, const char *text, const char *label, AskAnswer *answer)
{
    prompt_open(s, 0, "");
    s->prompt.ask = (Ask){ .answer = answer, .view = v, .text = mem_strdup(text), .label = label };
}

void prompt_done(Prompt *p)
{
    if (p->text.data)
        buf_done(&p->text);
    free(p->before);
    free(p->draft);
    free(p->ask.text);
    arena_free(p->choices_arena);
    *p = (Prompt){ .text = BUF_INIT };
}

int prompt_col(const Screen *s)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    return safe_line(a, (Raw){ s->prompt.text.data, s->prompt.at }, -1).cols;
}

int prompt_label(const Screen *s)
{
    return s->prompt.mark ? 1 : (int)strlen(s->prompt.ask.label) + 1;
}

int prompt_scroll(const Screen *s)
{
    return MAX(prompt_label(s) + prompt_col(s) - (canvas_cols(s->canvas) - 1), 0);
}

void prompt_put(Prompt *p, size_t from, size_t to, Str with)
{
    Buf b = BUF_INIT;
    size_t room = MAX_PROMPT - MIN(p->text.len - (to - from), (size_t)MAX_PROMPT);
    bool cut = with.len > room;
    with.len = MIN(with.len, room);
    while (cut && with.len && ((unsigned char)with.data[with.len] & 0xc0) == 0x80)
        with.len--;                             /* never in the middle of a character */
    buf_add(&b, p->text.data, from);
    buf_add_str(&b, with);
    buf_add(&b, p->text.data + to, p->text.len - to);
    buf_done(&p->text);
    p->text = b;
    p->at = from + with.len;
}

static size_t before(const Prompt *p, size_t at)
{
    while (at > 0 && ((unsigned char)p->text.data[--at] & 0xc0) == 0x80)
        ;
    return at;
}

static size_t after(const Prompt *p, size_t at)
{
    while (at < p->text.len && ((unsigned char)p->text.data[++at] & 0xc0) == 0x80)
        ;
    return at;
}

static size_t word_start(const Prompt *p)
{
    size_t at = p->at;
    while (at > 0 && p->text.data[at - 1] == ' ')
        at--;
    while (at > 0 && p->text.data[at - 1] != ' ')
        at--;
    return at;
}

/* Lines that only a person may give, whoever else can put bytes into this terminal. */
static bool is_guarded(Screen *s, const char *line)
{
    static const char *const human[] = { "approve", "reject", "handoff approve", "handoff reject", "handoff waive",
                                         "handoff revoke", "trust", "redact" };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList words = { 0 };
    int used = 0;
    const char *near = NULL;
    if (line_split(s->table, a, line, &words) < 0 || !words.len)
        return false;
    const CommandRow *row = command_find(s->table, (int)words.len, words.items, &used, &near);
    for (size_t i = 0; row && i < ARRAY_LEN(human); i++)
        if (strcmp(row->name, human[i]) == 0)
            return true;
    return false;
}

static void typed(Screen *s)
{
    s->prompt.ask.held = false;
    if (s->prompt.mark == '/')
        screen_command(s, "filter", s->prompt.text.data);
}

static void insert_key(Screen *s, const Key *k);

static void answer(Screen *s)
{
    AskAnswer *fn = s->prompt.ask.answer;
    View *v = s->prompt.ask.view;
    char *text = buf_take(&s->prompt.text);
    prompt_done(&s->prompt);
    fn(v, text);
    free(text);
}

/* Deciding is for a person who pressed the key: what came with the Enter, or just before, was pasted. */
static bool may_answer(Screen *s, const Key *enter)
{
    const Prompt *p = &s->prompt;
    int64_t now = clock_mono();
    bool seen = !s->timed || (now - p->ask.painted_at >= ASK_SEEN_MS && now - p->ask.typed_at >= ASK_PAUSE_MS);
    if (!p->mark)
        return p->ask.painted_at && p->ask.whole && seen && !enter->crowded;
    return !(enter->crowded && p->mark == ':' && is_guarded(s, p->text.data));
}

static void finish(Screen *s, const Key *enter)
{
    char mark = s->prompt.mark;
    if (!may_answer(s, enter)) {
        if (mark || s->prompt.ask.whole)
            insert_key(s, &(Key){ .kind = KEY_CHAR, .cp = ' ' });
        s->prompt.ask.held = true;
        return;
    }
    if (!mark) {
        answer(s);
        return;
    }
    char *text = buf_take(&s->prompt.text);
    prompt_done(&s->prompt);
    history_add(mark == '/' ? &s->filters : &s->commands, text);
    if (mark == ':')
        screen_run_line(s, text);
    free(text);
}

static void cancel(Screen *s)
{
    char *old = TAKE(s->prompt.before);
    if (s->prompt.mark == '/')
        screen_command(s, "filter", old);
    free(old);
    prompt_done(&s->prompt);
}

static void insert_key(Screen *s, const Key *k)
{
    char bytes[4];
    Str text = k->kind == KEY_PASTE ? k->text : (Str){ bytes, utf8_put(k->cp, bytes) };
    CLEANUP(buf_done) Buf clean = BUF_INIT;
    for (size_t i = 0; i < text.len; i++)       /* a pasted line end is a blank: it never runs anything */
        buf_addc(&clean, (unsigned char)text.data[i] < ' ' ? ' ' : text.data[i]);
    prompt_put(&s->prompt, s->prompt.at, s->prompt.at, buf_str(&clean));
    typed(s);
}

/* What was typed as a filter or a command is no answer. */
static void recall(Screen *s, int by)
{
    if (!s->prompt.mark)
        return;
    prompt_recall(s, by);
    typed(s);
}

static void control_key(Screen *s, int32_t cp)
{
    Prompt *p = &s->prompt;
    switch (cp) {
    case 'a': p->at = 0; return;
    case 'e': p->at = p->text.len; return;
    case 'u': prompt_put(p, 0, p->at, (Str){ 0 }); break;
    case 'k': { size_t at = p->at; prompt_put(p, at, p->text.len, (Str){ 0 }); break; }
    case 'w': prompt_put(p, word_start(p), p->at, (Str){ 0 }); break;
    case 'c': cancel(s); return;
    case 'p': recall(s, 1); return;
    case 'n': recall(s, -1); return;
    default: return;
    }
    typed(s);
}

static void erase(Screen *s)
{
    Prompt *p = &s->prompt;
    if (!p->text.len) {
        cancel(s);
        return;
    }
    prompt_put(p, before(p, p->at), p->at, (Str){ 0 });
    typed(s);
}

void prompt_key(Screen *s, const Key *k)
{
    Prompt *p = &s->prompt;
    bool tab = k->kind == KEY_TAB || k->kind == KEY_BACKTAB;
    s->stale = true;
    p->choosing = p->choosing && tab;
    if (tab && p->mark == ':')
        prompt_complete(s, k->kind == KEY_TAB ? 1 : -1);
    switch (k->kind) {
    case KEY_ENTER: finish(s, k); break;
    case KEY_ESC: cancel(s); break;
    case KEY_BACKSPACE: erase(s); break;
    case KEY_DELETE: prompt_put(p, p->at, after(p, p->at), (Str){ 0 }); typed(s); break;
    case KEY_LEFT: p->at = before(p, p->at); break;
    case KEY_RIGHT: p->at = after(p, p->at); break;
    case KEY_HOME: p->at = 0; break;
    case KEY_END: p->at = p->text.len; break;
    case KEY_UP: recall(s, 1); break;
    case KEY_DOWN: recall(s, -1); break;
    case KEY_CHAR:
        if (k->mods & MOD_CTRL)
            control_key(s, k->cp);
        else if (!(k->mods & MOD_ALT))
            insert_key(s, k);
        break;
    case KEY_PASTE: insert_key(s, k); break;
    default: break;
    }
    s->prompt.ask.typed_at = s->prompt.active ? clock_mono() : 0;
}
