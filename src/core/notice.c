/*
 * notice.c - a reminder as bytes for a terminal, and as arguments of a program.
 *
 * What an agent wrote ends up in control sequences and in somebody's program: here it becomes one line without
 * anything that ends a sequence, separates its parts, or looks like an option.
 */
#include <stdlib.h>

#include "baton/base/safe.h"
#include "baton/core/remind.h"

enum { TITLE_COLS = 60, REASON_COLS = 140, TEXT_COLS = 220, WORD_COLS = 500, BYTES_MAX = 900 };
enum { SCREEN_CHUNK = 200 };            /* GNU screen drops strings that are longer than its buffer */

#define ESC "\033"
#define ST ESC "\\"

/* ---- words ---- */

static const char *words_of(const Notice *n, Arena *a)
{
    const char *who = n->agent && *n->agent ? n->agent : "somebody";
    if (strcmp(n->kind, "escalation") == 0)
        return arena_printf(a, "%s escalated: %s", who, n->title);
    if (strcmp(n->kind, "handoff") == 0)
        return arena_printf(a, "%s hands over: %s", who, n->title);
    if (strcmp(n->kind, "silent") == 0)
        return arena_printf(a, "%s %s", who, n->title);
    return n->title;
}

const char *notice_text(const Notice *n, Arena *a)
{
    return n->again ? arena_printf(a, "still waits: %s", words_of(n, a)) : words_of(n, a);
}

/* One line that nothing in a sequence mistakes for its own. */
static const char *plain(const char *text, int cols, Arena *a)
{
    Safe safe = safe_line(a, raw(text), cols);
    char *copy = arena_strndup(a, safe.data, safe.len);
    for (char *p = copy; *p; p++)
        if (*p == ';')
            *p = ',';
    size_t len = MIN(safe.len, (size_t)BYTES_MAX);
    while (len < safe.len && len && ((unsigned char)copy[len] & 0xc0) == 0x80)
        len--;                          /* marks take no columns; no character is cut */
    copy[len] = '\0';
    return copy;
}

/* ---- sequences ---- */

static void osc9(const Notice *n, const char *title, const char *body, Buf *out)
{
    (void)n;
    buf_addf(out, ESC "]9;%s: %s" ST, title, body);
}

static void osc777(const Notice *n, const char *title, const char *body, Buf *out)
{
    (void)n;
    buf_addf(out, ESC "]777;notify;%s;%s" ST, title, body);
}

static void add_id(const char *text, Buf *out)
{
    for (size_t i = 0; text[i] && i < 40; i++)
        buf_addc(out, strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", text[i]) ? text[i]
                                                                                                         : '_');
}

/* kitty: of one id a later notification takes the place of the earlier one. */
static void osc99(const Notice *n, const char *title, const char *body, Buf *out)
{
    CLEANUP(buf_done) Buf id = BUF_INIT;
    const char *parts[] = { "baton", n->project ? n->project : "", n->kind, n->subject };
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (i)
            buf_addc(&id, '-');
        add_id(parts[i], &id);
    }
    buf_addf(out, ESC "]99;i=%s:d=0:p=title;%s" ST, id.data, title);
    buf_addf(out, ESC "]99;i=%s:d=1:p=body;%s" ST, id.data, body);
}

static const struct {
    const char *name;
    void (*add)(const Notice *n, const char *title, const char *body, Buf *out);
} desktops[] = { { "osc9", osc9 }, { "osc777", osc777 }, { "osc99", osc99 } };

/* ---- multiplexers ---- */

static bool is_set(const char *variable)
{
    const char *text = getenv(variable);
    return text && *text;
}

/* tmux hands on what stands in its own string, where every ESC is written twice. */
static void wrap_tmux(Str bytes, Buf *out)
{
    buf_adds(out, ESC "Ptmux;");
    for (size_t i = 0; i < bytes.len; i++) {
        if (bytes.data[i] == '\033')
            buf_addc(out, '\033');
        buf_addc(out, bytes.data[i]);
    }
    buf_adds(out, ST);
}

/*
 * screen hands on strings up to the first ESC \, so that what is in it ends in BEL; a long one goes in
 * pieces, none of which ends in an ESC.
 */
static void wrap_screen(Str bytes, Buf *out)
{
    CLEANUP(buf_done) Buf inner = BUF_INIT;
    for (Str rest = bytes; rest.len;) {
        ptrdiff_t end = str_find(rest, STR(ST));
        buf_add(&inner, rest.data, end < 0 ? rest.len : (size_t)end);
        if (end >= 0)
            buf_addc(&inner, '\a');
        rest = str_slice(rest, end < 0 ? rest.len : (size_t)end + 2, rest.len);
    }
    for (Str rest = buf_str(&inner); rest.len;) {
        size_t n = MIN(rest.len, (size_t)SCREEN_CHUNK);
        if (n > 1 && rest.data[n - 1] == '\033')
            n--;
        buf_adds(out, ESC "P");
        buf_add(out, rest.data, n);
        buf_adds(out, ST);
        rest = str_slice(rest, n, rest.len);
    }
}

static void add_desktop(const Conf *conf, const Notice *n, Buf *out)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    const char *reason = plain(notice_text(n, a), REASON_COLS, a);
    const char *body = plain(n->press ? arena_printf(a, "%s - %s", reason, n->press) : reason, TEXT_COLS, a);
    const char *title = plain(n->project && *n->project ? n->project : "baton", TITLE_COLS, a);

    for (size_t i = 0; i < ARRAY_LEN(desktops); i++)
        if (strcmp(desktops[i].name, conf_text(conf, CONF_REMIND_DESKTOP)) == 0)
            desktops[i].add(n, title, body, &bytes);
    if (is_set("TMUX") && bytes.len)
        wrap_tmux(buf_str(&bytes), out);
    else if (is_set("STY") && bytes.len)
        wrap_screen(buf_str(&bytes), out);
    else
        buf_add_str(out, buf_str(&bytes));
}

static void add_bell(const Conf *conf, Buf *out)
{
    if (conf_bool(conf, CONF_REMIND_BELL))
        buf_addc(out, '\a');
}

void notice_bytes(const Conf *conf, const Notice *n, Buf *out)
{
    add_bell(conf, out);
    add_desktop(conf, n, out);
}

void notices_bytes(const Conf *conf, const Notices *all, Buf *out)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    size_t shown = MIN(all->len, (size_t)NOTICES_MAX);
    if (!all->len)
        return;
    add_bell(conf, out);
    for (size_t i = 0; i < shown; i++)
        add_desktop(conf, &all->items[i], out);
    if (shown == all->len)
        return;
    Notice rest = { .kind = "more", .subject = "0", .project = all->items[0].project, .press = "run: baton needs",
                    .title = arena_printf(a, "%zu more wait for you", all->len - shown) };
    add_desktop(conf, &rest, out);
}

/* ---- the user's own command ---- */

static const char *value_of(const Notice *n, Str name, Arena *a)
{
    const struct { Str name; const char *value; } values[] = {
        { STR("project"), n->project }, { STR("agent"), n->agent },  { STR("reason"), notice_text(n, a) },
        { STR("press"), n->press },     { STR("kind"), n->kind },    { STR("id"), n->subject },
    };
    for (size_t i = 0; i < ARRAY_LEN(values); i++)
        if (str_eq(values[i].name, name))
            return values[i].value ? values[i].value : "";
    return NULL;
}

/* At the beginning of a word an agent's "-" would be an option of the user's program. */
static void add_value(const char *value, Arena *a, Buf *word)
{
    Safe safe = safe_line(a, raw(value), WORD_COLS);
    const char *text = safe.data;
    if (!word->len)
        text += strspn(text, "- ");
    buf_adds(word, text);
}

/* What is filled in is not looked at again: an agent may write "{press}" as well. */
static const char *fill(const char *text, const Notice *n, Arena *a)
{
    CLEANUP(buf_done) Buf word = BUF_INIT;
    for (Str rest = str_from(text); rest.len;) {
        ptrdiff_t open = str_chr(rest, '{'), end = open < 0 ? -1 : str_find(rest, STR("}"));
        const char *value =
            open >= 0 && end > open ? value_of(n, str_slice(rest, (size_t)open + 1, (size_t)end), a) : NULL;
        size_t head = value ? (size_t)open : open < 0 ? rest.len : (size_t)open + 1;
        buf_add(&word, rest.data, head);
        if (value)
            add_value(value, a, &word);
        rest = str_slice(rest, value ? (size_t)end + 1 : head, rest.len);
    }
    return arena_str(a, buf_str(&word));
}

void notice_command(const Conf *conf, const Notice *n, Arena *a, StrList *ret_argv)
{
    const StrList *words = conf_list(conf, CONF_REMIND_COMMAND);
    StrList argv = { 0 };
    for (size_t i = 0; i < words->len; i++)
        strlist_add(&argv, a, i ? fill(words->items[i], n, a) : words->items[i]);
    *ret_argv = argv;
}
