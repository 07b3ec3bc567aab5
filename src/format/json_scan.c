/*
 * json_scan.c - values of JSON by their place, for readers and editors of documents.
 *
 * A string ends in its line, as JSON wants it: so every scalar is a span of one line, and a quote
 * that is missing does not swallow the rest of the file.
 */
#include "baton/format/json_scan.h"

#include "baton/format/jsonl.h"

enum { PLAIN, WORD, STOP };

/* What a byte is: part of a number or name, or where the inside of a string has to look up. */
static const uint8_t outside[256] = {
    ['0' ... '9'] = WORD, ['a' ... 'z'] = WORD, ['A' ... 'Z'] = WORD,
    ['+'] = WORD, ['-'] = WORD, ['.'] = WORD,
};
static const uint8_t inside[256] = { ['"'] = STOP, ['\\'] = STOP, ['\n'] = STOP, ['\r'] = STOP };

static bool stop(JsonScan *s, const char *why)
{
    if (!s->error) {
        s->error = why;
        s->error_line = s->line;
    }
    return false;
}

static void slip(JsonScan *s, const char *what)
{
    if (!s->slip) {
        s->slip = what;
        s->slip_line = s->line;
    }
}

static void skip_blanks(JsonScan *s)
{
    for (; s->at < s->end; s->at++) {
        if (*s->at == '\n' || (*s->at == '\r' && (s->end - s->at < 2 || s->at[1] != '\n'))) {
            s->line++;
            s->line_start = s->at + 1;
        } else if (*s->at != ' ' && *s->at != '\t' && *s->at != '\r') {
            return;
        }
    }
}

char json_scan_peek(JsonScan *s)
{
    skip_blanks(s);
    return s->at < s->end ? *s->at : '\0';
}

void json_scan(JsonScan *s, Str text, int line)
{
    *s = (JsonScan){ .at = text.data, .end = text.data + text.len, .line_start = text.data,
                     .line = line };
}

void json_scan_inside(JsonScan *s, const JsonToken *t)
{
    *s = (JsonScan){ .at = t->raw.data, .end = t->raw.data + t->raw.len,
                     .line_start = t->raw.data - t->col, .line = t->line, .first = true };
    if (s->at < s->end)
        s->at++;
}

/* From the first quote to behind the last one. */
static bool skip_string(JsonScan *s)
{
    for (s->at++; s->at < s->end; s->at++) {
        if (inside[(unsigned char)*s->at] == PLAIN)
            continue;
        if (*s->at == '"') {
            s->at++;
            return true;
        }
        if (*s->at != '\\')
            return stop(s, "a string does not end in its line");
        if (s->end - s->at < 2 || s->at[1] == '\n' || s->at[1] == '\r')
            return stop(s, "a backslash stands at the end of the line");
        s->at++;
    }
    return stop(s, "the text ends inside of a string");
}

static bool skip_word(JsonScan *s)
{
    const char *start = s->at;
    while (s->at < s->end && outside[(unsigned char)*s->at] == WORD)
        s->at++;
    Str word = { start, (size_t)(s->at - start) };
    bool number = word.len && (word.data[0] == '-' || (word.data[0] >= '0' && word.data[0] <= '9'));
    if (number || str_eq(word, STR("true")) || str_eq(word, STR("false")) ||
        str_eq(word, STR("null")))
        return true;
    return stop(s, s->at == s->end && !word.len ? "the text ends where a value was expected"
                                                : "a value was expected here");
}

/* Behind one value of a container: whether another one follows. */
static bool goes_on(JsonScan *s, char close)
{
    char c = json_scan_peek(s);
    bool comma = c == ',';
    if (comma) {
        if (s->first)
            slip(s, "a comma stands here without a value before it");
        s->at++;
        c = json_scan_peek(s);
    }
    if (c == close) {
        if (comma)
            slip(s, "a comma stands behind the last value");
        s->at++;
        return false;
    }
    if (!c)
        return stop(s, close == '}' ? "the text ends inside of an object"
                                    : "the text ends inside of a list");
    if (!comma && !s->first)
        slip(s, "a comma is missing before this");
    s->first = false;
    return true;
}

bool json_scan_item(JsonScan *s)
{
    return !s->error && goes_on(s, ']');
}

static bool take_string(JsonScan *s, JsonToken *ret)
{
    *ret = (JsonToken){ { s->at, 0 }, s->line, (size_t)(s->at - s->line_start) };
    if (!skip_string(s))
        return false;
    ret->raw.len = (size_t)(s->at - ret->raw.data);
    return true;
}

bool json_scan_member(JsonScan *s, JsonToken *ret_key)
{
    if (s->error || !goes_on(s, '}'))
        return false;
    if (*s->at != '"')
        return stop(s, "a key in quotes was expected here");
    if (!take_string(s, ret_key))
        return false;
    if (json_scan_peek(s) != ':')
        return stop(s, "a colon was expected behind this key");
    s->at++;
    return true;
}

static bool skip_value(JsonScan *s);

static bool skip_container(JsonScan *s, char open)
{
    JsonToken key;
    bool was_first = s->first;
    if (s->depth == JSON_SCAN_DEPTH)
        return stop(s, "values are nested too deep here");
    s->at++;
    s->depth++;
    s->first = true;
    while (open == '{' ? json_scan_member(s, &key) : json_scan_item(s))
        if (!skip_value(s))
            return false;
    s->depth--;
    s->first = was_first;
    return !s->error;
}

static bool skip_value(JsonScan *s)
{
    char c = json_scan_peek(s);
    return c == '{' || c == '[' ? skip_container(s, c) : c == '"' ? skip_string(s) : skip_word(s);
}

bool json_scan_value(JsonScan *s, JsonToken *ret)
{
    if (s->error)
        return false;
    json_scan_peek(s);
    *ret = (JsonToken){ { s->at, 0 }, s->line, (size_t)(s->at - s->line_start) };
    bool whole = skip_value(s);
    ret->raw.len = (size_t)(s->at - ret->raw.data);
    return whole;
}

/* ---- as json_write() writes ---- */

const char *json_scan_text(Arena *a, const JsonToken *t)
{
    Str raw = t->raw;
    if (!json_is_kind(t, '"'))
        return NULL;
    for (size_t i = 1; i + 2 < raw.len; i++)
        if (raw.data[i] == '\\' && !memchr("\"\\bfnrt", raw.data[++i], strlen("\"\\bfnrt")))
            return NULL;
    return jsonl_text(a, raw);
}

bool json_scan_texts(Arena *a, const JsonToken *list, StrList *ret_list)
{
    JsonScan s;
    JsonToken item;
    if (!json_is_kind(list, '['))
        return false;
    json_scan_inside(&s, list);
    while (json_scan_item(&s) && json_scan_value(&s, &item)) {
        const char *text = json_scan_text(a, &item);
        if (!text)
            return false;
        strlist_add(ret_list, a, text);
    }
    return !s.error && !s.slip && s.at == s.end;
}
