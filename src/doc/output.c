/*
 * output.c - what agents print, kept as text: only the lines in which they stop are read.
 *
 * Terminals colour such lines; the escape sequences are no part of them.
 */
#include "baton/base/clock.h"
#include "dialect.h"
#include "escalations.h"
#include "names.h"

enum { LINE_LOOK = 16384 };

static Match output_matches(const char *path, Str text)
{
    (void)text;
    if (path_ends(path, ".log") || path_ends(path, ".out"))
        return MATCH_PATH;
    bool kept = path_holds(path, "logs/") || path_holds(path, "output/");
    return kept && path_ends(path, ".txt") ? MATCH_PATH : MATCH_NO;
}

/* Bytes of the escape sequence that s begins with: colours, titles, links. */
static size_t escape_len(Str s)
{
    size_t n = 2;
    if (s.len < 2)
        return s.len;
    if (s.data[1] == '[') {
        while (n < s.len && (s.data[n] < 0x40 || s.data[n] > 0x7e))
            n++;
        return MIN(n + 1, s.len);
    }
    if (s.data[1] == ']') {
        while (n < s.len && s.data[n] != '\a' && s.data[n] != '\033')
            n++;
        return MIN(n + 1 + (n + 1 < s.len && s.data[n] == '\033'), s.len);
    }
    return strchr("()*+#", s.data[1]) ? MIN(s.len, (size_t)3) : 2;
}

/* The line as a screen shows it; itself where it has no escape sequence. */
static Str plain_of(Str line, Buf *out)
{
    if (str_chr(line, '\033') < 0)
        return line;
    buf_clear(out);
    while (line.len) {
        ptrdiff_t at = str_chr(line, '\033');
        size_t n = at < 0 ? line.len : (size_t)at;
        buf_add(out, line.data, n);
        line = str_slice(line, n, line.len);
        line = str_slice(line, line.len ? escape_len(line) : 0, line.len);
    }
    return buf_str(out);
}

typedef struct {
    Facts *facts;
    Str text;
    size_t from, end;           /* the line we look at */
    int number;
    Buf plain;
} Output;

/* To the line that holds `at`. */
static void go_to(Output *o, size_t at)
{
    while (o->end <= at && o->end < o->text.len) {
        o->from = o->end;
        ptrdiff_t lf = str_chr(str_slice(o->text, o->from, o->text.len), '\n');
        o->end = lf < 0 ? o->text.len : o->from + (size_t)lf + 1;
        o->number++;
    }
}

static Str line_before(const Output *o)
{
    size_t end = o->from ? o->from - 1 : 0, from = end;
    while (from && end - from < LINE_LOOK && o->text.data[from - 1] != '\n')
        from--;
    return str_slice(o->text, from, end);
}

/* "2026-01-02 03:04:05,678 INFO …", "[2026-01-02T03:04:05Z] …": 0 without one. */
static int64_t time_before(Str line, bool *ret_zoned)
{
    enum { SHORTEST = sizeof "2026-01-02T03:04" - 1, LONGEST = 40 };
    Str s = line.len && strchr("[(", line.data[0]) ? str_slice(line, 1, line.len) : line;
    size_t n = 0;
    int64_t at;
    while (n < MIN(s.len, (size_t)LONGEST) && strchr("0123456789-:+.,TtZz ", s.data[n]) && s.data[n])
        n++;
    for (; n >= SHORTEST; n--)
        if (time_parse(str_slice(s, 0, n), &at) == 0) {
            Str zone = str_slice(s, SHORTEST, n);
            *ret_zoned = str_chr(zone, 'Z') >= 0 || str_chr(zone, 'z') >= 0 || str_chr(zone, '+') >= 0 ||
                         str_chr(zone, '-') >= 0;
            return at;
        }
    return 0;
}

static void read_line(Output *o)
{
    Str line = str_trim(str_slice(o->text, o->from, o->end));
    Str plain = plain_of(str_slice(line, 0, LINE_LOOK), &o->plain);
    EscalationLine e;
    if (!escalation_line(plain, &e) || escalation_is_introduced(line_before(o)))
        return;
    Span at = { o->number, 0, 0 };
    if (plain.data == line.data) {
        at.col = (int)(e.reason.data - (o->text.data + o->from));
        at.end = at.col + (int)e.reason.len;
    }
    bool zoned = false;
    int64_t said_at = time_before(plain, &zoned);
    (void)escalation_add(o->facts, &(EscalationSaid){
        .said_at = said_at, .zoned = zoned,
        .line = o->number, .at = at, .reason = e.reason, .to = e.to, .task = escalation_task(e.reason),
        .agent = name_is_agent(e.speaker) ? e.speaker : STR(""),
    });
}

static void output_read(Reading *r)
{
    Output o = { .facts = r->facts, .text = { r->text, r->len }, .plain = BUF_INIT };
    Mentions m = mentions_of(o.text);
    for (size_t at, last = 0; r->facts->escalations.len < ESCALATIONS_MAX && mentions_next(&m, &at);) {
        go_to(&o, at);
        if (last != o.end)
            read_line(&o);
        last = o.end;
    }
    buf_done(&o.plain);
}

const DialectDef dialect_output = { "output", output_matches, output_read };
