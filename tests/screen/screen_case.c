/*
 * screen_case.c - runs one script of keys against the dashboard without a terminal.
 *
 * usage: screen-case [--accept] FILE.case
 *
 * A script has one step a line; "#" begins a comment:
 *   size 80x24                     (first; opens the screen)
 *   theme-styles                   golden files hold the style of every cell as well
 *   write PATH                     the lines up to a line "." become that file
 *   at TIME|now                    when further events happen
 *   index                          brings the index up to date, as the dashboard's worker does
 *   ascii                          as with the setting of that name
 *   event FIELD=VALUE …            one telemetry event: agent action reason run to task
 *   append KIND SUBJECT            an event with that body: one line of JSON, then texts of fields, each after a
 *                                  line "%% FIELD", up to a line "."
 *   act ACT ESCALATION             does so, as `baton escalation ACT` does
 *   restart [TIME]                 the screen is opened anew, and greets; who looks did so at TIME before
 *   finish TASK                    marks a task done in its file, as `baton task done` does
 *   ingest                         brings the ledger up to date, and the screen notices
 *   resize 60x20
 *   key j <Enter> / a b            keys by their names
 *   crowd a o k <Enter>            the same, but all came in one read, as when somebody pastes without brackets
 *   timed                          from here on keys count as pressed when they come
 *   type some words                the characters of the rest of the line
 *   paste some text                as a bracketed paste
 *   say-asked                      the next `expect` begins with what the host was asked for
 *   answer done|refused [more] …   the command that was asked for last ended so; more: others wait
 *   read-only                      the ledger cannot be written
 *   hold                           from here on what is read elsewhere comes late
 *   release                        all of that comes, and what is asked for in turn
 *   expect NAME                    compares with FILE-NAME.want
 *
 * The clock stands still, the folder is a scratch one named "zakat", ids are masked.
 */
#include <errno.h>
#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/file.h"
#include "baton/core/edit.h"
#include "baton/core/escalate.h"
#include "baton/core/index.h"
#include "baton/core/ingest.h"
#include "baton/format/json.h"
#include "baton/tui/tui.h"
#include "screen.h"

typedef struct {
    const char *script;
    bool accept, styles;
    char *scratch;              /* the folder around the project */
    char *root;
    Arena *arena;
    Context *context;
    Screen *screen;
    Buf asked;                  /* what the host was asked for */
    const CommandRow *asked_row;
    bool show_asked, holds;
    VEC(ReadJob *) held;        /* what the screen waits for */
    int64_t at;                 /* of events; 0: now */
    int line, failures, expectations;
} Run;

static void stop(Run *r, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", r->script, r->line, what);
    exit(2);
}

/* ---- the host ---- */

static void asked(Run *r, const char *what) { buf_addf(&r->asked, "asked: %s\n", what); }
static void host_quit(void *ctx) { asked(ctx, "quit"); }
static void host_suspend(void *ctx) { asked(ctx, "suspend"); }
static void host_redraw(void *ctx) { asked(ctx, "redraw"); }
static void host_look(void *ctx) { (void)ctx; }

static bool host_read(void *ctx, ReadJob *job)
{
    Run *r = ctx;
    if (r->holds)
        VEC_PUSH(&r->held, job);
    return r->holds;
}

static void host_edit(void *ctx, const char *file, int line)
{
    buf_addf(&((Run *)ctx)->asked, "asked: edit %s:%d\n", file, line);
}

/* Ids are random: a task is shown by what its document calls it. */
static const char *called(Run *r, const char *word)
{
    TaskRows rows = { 0 };
    store_tasks(r->context->store, r->arena, &(TaskQuery){ .id = word, .limit = 1 }, &rows);
    if (!rows.len || strcmp(rows.items[0].id, word) != 0)
        return word;
    return arena_printf(r->arena, "<id of %s>", rows.items[0].ref ? rows.items[0].ref : rows.items[0].title);
}

static void host_run(void *ctx, const CommandRow *row, const StrList *words)
{
    Run *r = ctx;
    r->asked_row = row;
    buf_adds(&r->asked, "asked:");
    for (size_t i = 0; i < words->len; i++)
        buf_addf(&r->asked, " %s", called(r, words->items[i]));
    buf_addc(&r->asked, '\n');
}

static void host_aside(void *ctx, const CommandRow *row, const StrList *words)
{
    host_run(ctx, row, words);
    buf_adds(&((Run *)ctx)->asked, "asked: with the terminal for itself\n");
}

/* Stand for the commands of other modules: what they do is not this program's business. */
static int run_double(Cmd *cmd)
{
    (void)cmd;
    return INTERNAL;
}

#define DOUBLE(word, row_name, row_args, min, max, text) \
    static const CommandRow word = { .name = row_name, .args = row_args, .min_args = min, .max_args = max, \
                                     .help = text, .needs = NEED_WRITABLE, .run = run_double, .flags = line_flag };

static const FlagDef line_flag[] = { { .name = "line", .value = "FILE:LINE:TEXT", .many = true }, { 0 } };

DOUBLE(row_add, "task add", "TITLE…", 1, -1, "Add a task.")
DOUBLE(row_assign, "task assign", "TASK AGENT", 2, 2, "Assign a task.")
DOUBLE(row_block, "task block", "TASK", 1, 1, "Mark a task blocked.")
DOUBLE(row_cancel, "task cancel", "TASK", 1, 1, "Cancel a task.")
DOUBLE(row_done, "task done", "TASK", 1, 1, "Mark a task done.")
DOUBLE(row_approve, "handoff approve", "ID", 1, 1, "Let the work pass on.")
DOUBLE(row_comment, "handoff comment", "ID", 1, 1, "Say something without deciding.")
DOUBLE(row_refresh, "handoff refresh", "ID", 1, 1, "Look at the files again.")
DOUBLE(row_reject, "handoff reject", "ID", 1, 1, "Send the work back.")
DOUBLE(row_waive, "handoff waive", "ID CHECK…", 2, -1, "Let a check off.")
DOUBLE(row_snooze, "needs snooze", "KIND ID", 2, 2, "Put off what waits for you.")
DOUBLE(row_ack, "escalation ack", "ESCALATION", 1, 1, "Say that somebody looks at it.")
DOUBLE(row_resolve, "escalation resolve", "ESCALATION", 1, 1, "Close it, its cause is gone.")
DOUBLE(row_route, "escalation route", "ESCALATION [AGENT]", 1, 2, "Hand it to another agent.")
DOUBLE(row_reopen_escalation, "escalation reopen", "ESCALATION", 1, 1, "Open it again.")
DOUBLE(row_note, "task note", "TASK TEXT…", 2, -1, "Write a note below a task.")
DOUBLE(row_reopen, "task reopen", "TASK", 1, 1, "Open a task again.")
DOUBLE(row_review, "task review", "TASK", 1, 1, "Mark a task ready for review.")
DOUBLE(row_start, "task start", "TASK", 1, 1, "Mark a task in progress.")
DOUBLE(row_undo, "undo", "[EDIT]", 0, 1, "Take an edit back.")

static const CommandRow *const doubles[] = {
    &row_add, &row_assign, &row_block, &row_cancel, &row_done, &row_note, &row_reopen, &row_review, &row_start,
    &row_ack, &row_resolve, &row_route, &row_reopen_escalation, &row_undo, &row_approve, &row_comment, &row_refresh, &row_reject, &row_waive, &row_snooze, NULL,
};

static const CommandRow *const *all_commands(Arena *a)
{
    struct { const CommandRow **items; size_t len, cap; } all = { 0 };
    for (const CommandRow *const *row = tui_commands; *row; row++)
        AVEC_PUSH(&all, a, *row);
    for (const CommandRow *const *row = doubles; *row; row++)
        AVEC_PUSH(&all, a, *row);
    AVEC_PUSH(&all, a, NULL);
    return all.items;
}

/* ---- steps ---- */

static void open_screen(Run *r, int rows, int cols)
{
    Message m = { 0 };
    const ScreenHost host = { host_quit, host_suspend, host_redraw, host_edit, host_run, host_aside, host_look,
                              host_read, r };
    if (context_open(r->root, &r->context, &m) < 0 || context_store(r->context, STORE_WRITE, &m) < 0)
        stop(r, m.text);
    r->screen = screen_new(r->context, all_commands(r->arena), &host, rows, cols);
}

static void size_step(Run *r, const char *arg, bool first)
{
    int rows, cols;
    if (sscanf(arg, "%dx%d", &cols, &rows) != 2)
        stop(r, "size wants COLSxROWS");
    if (first)
        open_screen(r, rows, cols);
    else
        screen_resize(r->screen, rows, cols);
}

static void write_step(Run *r, const char *path, Str *rest)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Str line;
    while (str_next_line(rest, &line) && !str_eq(line, STR("."))) {
        buf_add_str(&text, line);
        buf_addc(&text, '\n');
        r->line++;
    }
    r->line++;
    const char *full = path_join(r->arena, r->root, path);
    dir_make_all(path_dir(r->arena, full), 0755);
    if (file_write_atomic(full, buf_str(&text), 0644) < 0)
        stop(r, "cannot write the file");
}

static void event_field(Run *r, Event *e, Str word)
{
    Str key = str_cut(&word, '=');
    const char *value = arena_str(r->arena, word);
    for (char *c = (char *)value; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    if (str_eq(key, STR("agent")))
        e->agent = value;
    else if (str_eq(key, STR("action")))
        e->action = value;
    else if (str_eq(key, STR("reason")))
        e->reason = value;
    else if (str_eq(key, STR("run")))
        e->run = value;
    else
        stop(r, "event knows agent, action, reason and run");
}

static void event_step(Run *r, Str words)
{
    Event e = { .source = SOURCE_CLI, .at = r->at };
    const char *where = NULL;
    Message m = { 0 };
    while (words.len)
        event_field(r, &e, str_cut(&words, ' '));
    if (record_event(r->context, &e, r->arena, &where, &m) < 0 || where)
        stop(r, "the event was not recorded");
    screen_mark(r->screen, TOPIC_ALL);
}

/* A text of several lines, as a string of the body. */
static bool text_field_step(Run *r, Json *body, const char *name, Str *rest, Str *ret_line)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    bool more;
    while ((more = str_next_line(rest, ret_line)) && !str_eq(*ret_line, STR(".")) &&
           !str_starts(*ret_line, STR("%% "))) {
        r->line++;
        buf_add_str(&text, *ret_line);
        buf_addc(&text, '\n');
    }
    r->line++;
    json_put_str(body, name, text.data);
    return more && !str_eq(*ret_line, STR("."));
}

static void append_step(Run *r, Str arg, Str *rest)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    Str line = { 0 }, kind = str_cut(&arg, ' ');
    Event e = { .subject = arena_str(r->arena, arg), .source = SOURCE_CLI, .actor = "mira", .run = "r1", .at = r->at };
    bool more = str_next_line(rest, &line);
    r->line++;
    if (!more || json_parse(line, &body) < 0 || event_kind_parse(arena_str(r->arena, kind), &e.kind) < 0)
        stop(r, "append wants KIND SUBJECT and a body of JSON");
    for (more = str_next_line(rest, &line), r->line++; more && str_starts(line, STR("%% "));)
        more = text_field_step(r, body, arena_str(r->arena, str_slice(line, 3, line.len)), rest, &line);
    json_write(&bytes, body, false);
    e.body = bytes.data;
    e.reason = json_get_str(body, "reason");
    if (store_append(r->context->store, &e, NULL) < 0)
        stop(r, "the event was not appended");
    screen_mark(r->screen, TOPIC_ALL);
}

static void at_step(Run *r, Str time)
{
    r->at = 0;
    if (!str_eq(time, STR("now")) && time_parse(time, &r->at) < 0)
        stop(r, "at wants a time or 'now'");
}

static void index_step(Run *r)
{
    CLEANUP(index_free_ptr) Index *x = NULL;
    Message m = { 0 };
    int left = index_for(r->context, true, &x, &m);
    while (x && left >= 0 && (left = index_refresh(r->context, x, 1000)) == 1)
        ;
    if (!x || left < 0)
        stop(r, "the index was not made");
    screen_mark(r->screen, TOPIC_ALL);
}

static void act_step(Run *r, Str arg)
{
    EscalationOrder o = { .source = SOURCE_CLI, .comment = "the keeper says so" };
    EscalationReport report = { 0 };
    Message m = { 0 };
    if (escalation_act_parse(arena_str(r->arena, str_cut(&arg, ' ')), &o.act) < 0)
        stop(r, "no such act");
    o.escalation = arena_str(r->arena, arg);
    if (escalation_act(r->context, &o, r->arena, &report, &m) < 0)
        stop(r, m.text);
    screen_mark(r->screen, TOPIC_ALL);
}

static void restart_step(Run *r, Str looked)
{
    int rows = canvas_rows(r->screen->canvas), cols = canvas_cols(r->screen->canvas);
    r->screen = screen_free(r->screen);
    context_free(r->context);
    open_screen(r, rows, cols);
    r->screen->looked_known |= looked.len > 0;
    if (looked.len && time_parse(looked, &r->screen->looked_at) < 0)
        stop(r, "restart wants a time");
    screen_greet(r->screen);
}

static void finish_step(Run *r, const char *task)
{
    const EditOrder o = { .task = task, .source = SOURCE_CLI, .agent = "picker",
                          .wish = { .kind = EDIT_STATE, .state = TASK_DONE } };
    EditReport report = { 0 };
    Message m = { 0 };
    if (edit_task(r->context, &o, r->arena, &report, &m) < 0)
        stop(r, m.text);
    screen_mark(r->screen, TOPIC_ALL);
}

static void ingest_step(Run *r)
{
    IngestReport report = { 0 };
    Message m = { 0 };
    if (ingest(r->context, true, &report, &m) < 0)
        stop(r, m.text);
    screen_mark(r->screen, TOPIC_ALL);
}

static void put_canvas(const Canvas *c, Buf *out)
{
    canvas_text(c, out);
    canvas_styles(c, out);
}

/* Every frame is compared with the same one painted from nothing: what was kept of the last must not be told from it. */
static void settle(Run *r)
{
    CLEANUP(buf_done) Buf kept = BUF_INIT, anew = BUF_INIT;
    screen_settle(r->screen);
    put_canvas(r->screen->canvas, &kept);
    r->screen->ground = 0;
    r->screen->stale = true;
    screen_settle(r->screen);
    put_canvas(r->screen->canvas, &anew);
    bool begun = store_look(r->context->store);
    store_looked(r->context->store, begun);
    if (!begun)
        stop(r, "the frame left the ledger being read");
    if (str_eq(buf_str(&kept), buf_str(&anew)))
        return;
    fprintf(stderr, "as it was kept:\n%s\npainted anew:\n%s", kept.data, anew.data);
    stop(r, "what was kept of the last frame is not what would be painted");
}

/* In the order in which they were asked for. */
static void release_step(Run *r)
{
    settle(r);
    for (size_t i = 0; i < r->held.len; i++) {
        ReadJob *job = r->held.items[i];
        job->read(r->context, job);
        screen_show_read(r->screen, job);
        screen_update(r->screen);
    }
    r->held.len = 0;
}

/* Keys that come in one read see no frame between them. */
static void key_step(Run *r, Str words, bool crowded)
{
    while (words.len) {
        Key k = { 0 };
        if (key_from_name(arena_str(r->arena, str_cut(&words, ' ')), &k) < 0)
            stop(r, "no such key");
        k.crowded = crowded;
        screen_key(r->screen, &k);
        if (!crowded)
            settle(r);
    }
    settle(r);
}

static void type_step(Run *r, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        Key k = { .kind = KEY_CHAR, .cp = (unsigned char)text.data[i] };
        screen_key(r->screen, &k);
        settle(r);
    }
}

static void paste_step(Run *r, Str text)
{
    Key k = { .kind = KEY_PASTE, .text = text };
    screen_key(r->screen, &k);
    settle(r);
}

static void answer_step(Run *r, Str text)
{
    Str how = str_cut(&text, ' '), rest = text;
    bool more = str_eq(str_cut(&rest, ' '), STR("more"));
    const char *said = arena_str(r->arena, more ? rest : text);
    bool done = str_eq(how, STR("done"));
    if (!r->asked_row)
        stop(r, "nothing was asked");
    screen_outcome(r->screen, r->asked_row, done ? DONE : REFUSED, done ? said : "", done ? "" : said, more);
    settle(r);
}

/* UUIDs, and ids in the field that shows one, are random: their characters become '='. */
static void mask_ids(Buf *b)
{
    static const char label[] = "Id         ";
    for (size_t i = 0; i < b->len; i++) {
        size_t hex = strspn(b->data + i, "0123456789abcdef-");
        if (hex >= 36 && b->data[i] != '-' && b->data[i + 8] == '-' && b->data[i + 13] == '-')
            memset(b->data + i, '=', 36);
        if (strncmp(b->data + i, label, sizeof label - 1) == 0)
            memset(b->data + i + sizeof label - 1, '=', strcspn(b->data + i + sizeof label - 1, " ,"));
        if (strncmp(b->data + i, "Subject    t", 12) == 0)
            memset(b->data + i + 12, '=', strcspn(b->data + i + 12, " "));
    }
}

/* So do names of this machine and of who runs the tests, in the fields that show them. */
static void mask_field(Buf *b, const char *label, const char *name)
{
    size_t len = strlen(name);
    for (char *at = b->data; (at = strstr(at, label));) {
        at += strlen(label);
        for (size_t n = 0; *at && *at != '\n' && (n < len || strncmp(at, "  ", 2) != 0); at++, n++)
            *at = n < len ? name[n] : ' ';
    }
}

/* In the history of an edit text follows the name: it moves, and the blanks behind it make up for that. */
static void mask_editor(Buf *b)
{
    static const char label[] = "edit.made ", user[] = "user";
    const size_t len = sizeof user - 1;
    for (char *at = b->data; (at = strstr(at, label));) {
        at += sizeof label - 1;
        char *tail = at + strcspn(at, ": "), *end = strstr(tail, "  ");
        size_t was = (size_t)(tail - at), text = end ? (size_t)(end - tail) : 0;
        if (!end || was + strspn(end, " ") < len)
            continue;
        memmove(at + len, tail, text);
        memcpy(at, user, len);
        if (was > len)
            memset(at + len + text, ' ', was - len);
    }
}

static void take_picture(Run *r, Buf *out)
{
    settle(r);
    if (r->show_asked)
        buf_add_str(out, buf_str(&r->asked));
    if (r->show_asked)
        buf_clear(&r->asked);
    r->show_asked = false;
    canvas_text(r->screen->canvas, out);
    if (r->styles) {
        buf_adds(out, "-- styles\n");
        canvas_styles(r->screen->canvas, out);
    }
    mask_ids(out);
    mask_field(out, "Host       ", "host");
    mask_editor(out);
}

static void show_difference(Str want, Str got)
{
    Str w, g;
    for (int n = 1; want.len || got.len; n++) {
        bool has_w = str_next_line(&want, &w), has_g = str_next_line(&got, &g);
        if (has_w && has_g && str_eq(w, g))
            continue;
        if (has_w)
            fprintf(stderr, "%3d -%.*s\n", n, STR_ARG(w));
        if (has_g)
            fprintf(stderr, "%3d +%.*s\n", n, STR_ARG(g));
    }
}

static void expect_step(Run *r, const char *name)
{
    CLEANUP(buf_done) Buf got = BUF_INIT;
    CLEANUP(buf_done) Buf want = BUF_INIT;
    Str stem = str_from(r->script);
    stem.len -= strlen(".case");
    const char *path = arena_printf(r->arena, "%.*s-%s.want", STR_ARG(stem), name);

    take_picture(r, &got);
    r->expectations++;
    if (r->accept) {
        if (file_write_atomic(path, buf_str(&got), 0644) < 0)
            stop(r, "cannot write the golden file");
        return;
    }
    if (file_read(path, 1 << 20, &want, NULL) == 0 && str_eq(buf_str(&want), buf_str(&got)))
        return;
    r->failures++;
    fprintf(stderr, "%s:%d: the screen is not %s (- expected, + seen):\n", r->script, r->line, path_base(path));
    show_difference(buf_str(&want), buf_str(&got));
    fprintf(stderr, "If the new picture is right: screen-case --accept %s\n", r->script);
}

static void step(Run *r, Str line, Str *rest)
{
    Str arg = str_trim(line);
    Str word = str_cut(&arg, ' ');
    const char *text = arena_str(r->arena, arg);

    if (!word.len || word.data[0] == '#')
        return;
    if (str_eq(word, STR("write")))
        write_step(r, text, rest);
    else if (str_eq(word, STR("theme-styles")))
        r->styles = true;
    else if (str_eq(word, STR("size")))
        size_step(r, text, true);
    else if (!r->screen)
        stop(r, "size must come first");
    else if (str_eq(word, STR("resize")))
        size_step(r, text, false);
    else if (str_eq(word, STR("at")))
        at_step(r, arg);
    else if (str_eq(word, STR("act")))
        act_step(r, arg);
    else if (str_eq(word, STR("restart")))
        restart_step(r, arg);
    else if (str_eq(word, STR("index")))
        index_step(r);
    else if (str_eq(word, STR("ascii")))
        canvas_set_ascii(r->screen->canvas, r->screen->stale = true);
    else if (str_eq(word, STR("event")))
        event_step(r, arg);
    else if (str_eq(word, STR("finish")))
        finish_step(r, text);
    else if (str_eq(word, STR("ingest")))
        ingest_step(r);
    else if (str_eq(word, STR("key")))
        key_step(r, arg, false);
    else if (str_eq(word, STR("crowd")))
        key_step(r, arg, true);
    else if (str_eq(word, STR("append")))
        append_step(r, arg, rest);
    else if (str_eq(word, STR("type")))
        type_step(r, arg);
    else if (str_eq(word, STR("paste")))
        paste_step(r, arg);
    else if (str_eq(word, STR("answer")))
        answer_step(r, arg);
    else if (str_eq(word, STR("timed")))
        r->screen->timed = true;
    else if (str_eq(word, STR("read-only")))
        r->screen->read_only = r->screen->stale = true;
    else if (str_eq(word, STR("hold")))
        r->holds = true;
    else if (str_eq(word, STR("release")))
        release_step(r);
    else if (str_eq(word, STR("say-asked")))
        r->show_asked = true;
    else if (str_eq(word, STR("expect")))
        expect_step(r, text);
    else
        stop(r, "no such step");
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static void make_scratch(Run *r)
{
    char template[] = "/tmp/baton-screen-XXXXXX";
    if (!mkdtemp(template))
        stop(r, "no scratch folder");
    r->scratch = mem_strdup(template);
    r->root = mem_strdup(path_join(r->arena, template, "zakat"));
    dir_make_all(path_join(r->arena, r->root, ".baton"), 0700);
    file_write_atomic(path_join(r->arena, r->root, ".baton/config.yaml"), STR("ingest:\n  quiet: 0\n"), 0600);
    setenv("HOME", template, 1);
    setenv("XDG_CONFIG_HOME", template, 1);
    setenv("XDG_STATE_HOME", template, 1);
    setenv("TZ", "UTC", 1);
    setenv("BATON_CLOCK", "2026-01-02T14:02:05Z", 1);
}

int main(int argc, char **argv)
{
    Run r = { .arena = arena_new(), .asked = BUF_INIT };
    CLEANUP(buf_done) Buf script = BUF_INIT;

    setlocale(LC_ALL, "C.UTF-8");
    r.accept = argc == 3 && strcmp(argv[1], "--accept") == 0;
    r.script = argv[argc - 1];
    if (argc < 2 || file_read(r.script, 1 << 20, &script, NULL) < 0) {
        fprintf(stderr, "usage: screen-case [--accept] FILE.case\n");
        return 2;
    }
    make_scratch(&r);
    Str rest = buf_str(&script), line;
    while (str_next_line(&rest, &line)) {
        r.line++;
        step(&r, line, &rest);
    }
    if (!r.expectations)
        stop(&r, "the script expects nothing");
    printf("%s: %d screens, %d wrong\n", path_base(r.script), r.expectations, r.failures);
    screen_free(r.screen);
    context_free(r.context);
    nftw(r.scratch, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(r.scratch);
    free(r.root);
    buf_done(&r.asked);
    VEC_DONE(&r.held);
    arena_free(r.arena);
    return r.failures > 0;
}
