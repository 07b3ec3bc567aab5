/*
 * statement.c - the text that is signed: one value a line, so that no value can look like another line.
 */
#include "baton/base/digest.h"
#include "baton/gate/signature.h"

static const char head[] = "baton-decision 1\n";

static void add_escaped(Buf *out, Str value, char also)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.data[i];
        if (c == '\\' || (also && c == (unsigned char)also))
            buf_addf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            buf_addf(out, "\\x%02x", c);
        else
            buf_addc(out, (char)c);
    }
}

static void add_line(Buf *out, const char *name, const char *value)
{
    buf_addf(out, "%s: ", name);
    add_escaped(out, str_from(value), 0);
    buf_addc(out, '\n');
}

static void add_waived(Buf *out, const StrList *names)
{
    buf_adds(out, "waived: ");
    for (size_t i = 0; names && i < names->len; i++) {
        buf_adds(out, i ? ", " : "");
        add_escaped(out, str_from(names->items[i]), ',');
    }
    buf_addc(out, '\n');
}

void statement_write(const Statement *s, Buf *out)
{
    char comment[DIGEST_HEX_SIZE];
    buf_adds(out, head);
    add_line(out, "project", s->project);
    add_line(out, "handoff", s->handoff);
    add_line(out, "revision", s->revision);
    add_line(out, "verdict", s->verdict);
    add_line(out, "comment", digest_hex(str_from(s->comment), comment));
    add_waived(out, s->waived);
    add_line(out, "principal", s->principal);
    add_line(out, "time", s->time);
    add_line(out, "checks", s->checks);
    add_line(out, "ledger", s->ledger);
    add_line(out, "signers", s->signers);
}

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static char *unescape(Str s, Arena *a)
{
    char *text = arena_str(a, s), *to = text;
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] != '\\' || i + 1 >= s.len) {
            *to++ = s.data[i];
            continue;
        }
        i++;
        int high = i + 2 < s.len && s.data[i] == 'x' ? hex_digit(s.data[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(s.data[i + 2]) : -1;
        *to++ = low >= 0 ? (char)(high * 16 + low) : s.data[i];
        i += low >= 0 ? 2 : 0;
    }
    *to = '\0';
    return text;
}

const char *statement_get(Str text, const char *name, Arena *a)
{
    Str rest = text, line, found = { 0 };
    size_t n = strlen(name);
    if (!str_starts(text, str_from(head)))
        return NULL;
    while (rest.len) {
        line = str_cut(&rest, '\n');
        if (!str_starts(line, str_from(name)) || !str_starts(str_slice(line, n, line.len), STR(": ")))
            continue;
        if (found.data)
            return NULL;                        /* said twice: it says nothing */
        found = str_slice(line, n + 2, line.len);
    }
    return found.data ? unescape(found, a) : NULL;
}
