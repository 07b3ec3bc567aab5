/*
 * import_split.c - where one object of a log ends and the next one begins.
 *
 * A log with a whole object in one of its first lines has an object a line: there a broken line costs only
 * itself.  Any other is read byte by byte: brackets are counted outside of strings, and blanks there left
 * out, so that a file that was only indented anew has the same events.  A string that does not end in its
 * line is broken; reading goes on with the next line that begins an object.
 */
#include "import_split.h"

#include "baton/format/jsonl.h"

enum { LOOK_LINES = 50, LOOK_BYTES = 256 * 1024 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* ---- which layout ---- */

static bool is_whole_object(Str s)
{
    static const char *const none[] = { "-" };
    JsonlValue value;
    return s.len && s.data[0] == '{' && jsonl_scan(str_trim(s), none, 1, &value) == 0;
}

static Str without_mark(Str s)
{
    return str_starts(s, STR("\xef\xbb\xbf")) ? str_slice(s, 3, s.len) : s;
}

/* LAYOUT_UNKNOWN: more has to be seen.  The same bytes say the same, however many of them are here at once. */
static Layout layout_of(Str text, bool end)
{
    bool more = !end && text.len < LOOK_BYTES;
    Str rest = without_mark(str_slice(text, 0, LOOK_BYTES)), line;
    Str first = str_trim(rest);
    if (!first.len)
        return more ? LAYOUT_UNKNOWN : LAYOUT_LINES;
    if (first.data[0] == '[')
        return LAYOUT_OBJECTS;
    rest = str_slice(rest, (size_t)(first.data - rest.data), rest.len);
    for (int i = 0; i < LOOK_LINES && rest.len; i++) {
        ptrdiff_t lf = str_chr(rest, '\n');
        if (lf < 0 && more)
            return LAYOUT_UNKNOWN;
        line = str_slice(rest, 0, lf < 0 ? rest.len : (size_t)lf);
        rest = str_slice(rest, lf < 0 ? rest.len : (size_t)lf + 1, rest.len);
        if (is_whole_object(line))
            return LAYOUT_LINES;
        more = more && i + 1 < LOOK_LINES;
    }
    if (more)
        return LAYOUT_UNKNOWN;
    return first.data[0] == '{' ? LAYOUT_OBJECTS : LAYOUT_LINES;
}

/* ---- a line each ---- */

static int pass_line(Split *s, Str line)
{
    size_t begin = 0;
    while (begin < line.len && is_blank(line.data[begin]))
        begin++;
    Piece p = { str_trim(line), s->line, s->offset };
    bool long_one = s->too_long;
    s->too_long = false;
    if (long_one)
        p.text = (Str){ "", 0 };
    else if (begin == line.len)
        return 0;
    return s->take(s->ctx, &p);
}

static int feed_lines(Split *s, Str bytes, bool end)
{
    buf_add_str(&s->held, bytes);
    Str rest = buf_str(&s->held);
    int r = 0;
    for (ptrdiff_t lf; r >= 0 && (lf = str_chr(rest, '\n')) >= 0;) {
        r = pass_line(s, str_slice(rest, 0, (size_t)lf));
        rest = str_slice(rest, (size_t)lf + 1, rest.len);
        s->offset += lf + 1;
        s->line++;
    }
    if (r >= 0 && end && (rest.len || s->too_long))
        r = pass_line(s, rest);
    if (!end && rest.len > PIECE_MAX_BYTES) {
        s->offset += (int64_t)rest.len;
        s->too_long = true;
        rest = (Str){ "", 0 };
    }
    memmove(s->held.data, rest.data, rest.len);
    buf_cut(&s->held, rest.len);
    return r;
}

/* ---- objects ---- */

static int pass_object(Split *s)
{
    Piece p = { s->too_long ? (Str){ "", 0 } : buf_str(&s->held), s->at_line, s->at_offset };
    int r = s->take(s->ctx, &p);
    buf_clear(&s->held);
    s->depth = 0;
    s->in_string = s->escaped = s->too_long = false;
    return r;
}

static void keep(Split *s, char c)
{
    if (s->held.len >= PIECE_MAX_BYTES)
        s->too_long = true;
    if (!s->too_long)
        buf_addc(&s->held, c);
}

static int in_string(Split *s, char c)
{
    if (c == '\n') {
        s->lost = true;
        return pass_object(s);          /* as far as it goes: it is not understood */
    }
    keep(s, c);
    if (s->escaped)
        s->escaped = false;
    else if (c == '\\')
        s->escaped = true;
    else if (c == '"')
        s->in_string = false;
    return 0;
}

static int in_object(Split *s, char c)
{
    if (is_blank(c))
        return 0;
    keep(s, c);
    if (c == '"')
        s->in_string = true;
    else if (c == '{' || c == '[')
        s->depth++;
    else if (c == '}' || c == ']')
        s->depth--;
    return s->depth == 0 ? pass_object(s) : 0;
}

/* Commas and the brackets of the array; anything else makes a line that is none, or is left of one that was broken. */
static int between(Split *s, char c)
{
    s->at_line = s->line;
    s->at_offset = s->offset;
    if (c == '{' && !(s->lost && s->skip_line)) {
        s->depth = 1;
        s->lost = false;
        keep(s, c);
        return 0;
    }
    if (is_blank(c) || strchr(s->lost ? ",[]}" : ",[]", c) || s->skip_line)
        return 0;
    s->skip_line = true;
    if (s->lost)
        return 0;
    keep(s, c);
    return pass_object(s);
}

static int feed_byte(Split *s, char c)
{
    int r = s->in_string ? in_string(s, c) : s->depth ? in_object(s, c) : between(s, c);
    s->offset++;
    if (c == '\n') {
        s->line++;
        s->skip_line = false;
    }
    return r;
}

static int feed_objects(Split *s, Str bytes, bool end)
{
    int r = 0;
    for (size_t i = 0; r >= 0 && i < bytes.len; i++)
        r = feed_byte(s, bytes.data[i]);
    return r >= 0 && end && s->depth ? pass_object(s) : r;
}

int split_feed(Split *s, Str bytes, bool end)
{
    if (s->layout == LAYOUT_UNKNOWN) {
        buf_add_str(&s->held, bytes);
        s->layout = layout_of(buf_str(&s->held), end);
        if (s->layout == LAYOUT_UNKNOWN)
            return 0;
        CLEANUP(buf_done) Buf first = s->held;
        s->held = BUF_INIT;
        s->line = 1;
        Str text = without_mark(buf_str(&first));
        s->offset = (int64_t)(first.len - text.len);
        return s->layout == LAYOUT_LINES ? feed_lines(s, text, end) : feed_objects(s, text, end);
    }
    return s->layout == LAYOUT_LINES ? feed_lines(s, bytes, end) : feed_objects(s, bytes, end);
}
