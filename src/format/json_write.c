/*
 * json_write.c - trees as text.
 *
 * Our own writer, because --json promises whole numbers without an exponent, two blanks of indent
 * and the same bytes in every locale.
 */
#include "json_tree.h"

#include <math.h>

typedef struct {
    Buf *out;
    bool pretty;
} Writer;

static void write_escape(Buf *out, unsigned char c)
{
    static const char plain[] = "\"\\\b\f\n\r\t", letter[] = "\"\\bfnrt";
    const char *p = c ? strchr(plain, c) : NULL;
    if (p)
        buf_addf(out, "\\%c", letter[p - plain]);
    else
        buf_addf(out, "\\u%04x", c);
}

/* DEL is escaped too: a terminal is a likely reader. */
static bool is_escaped(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

static void write_string(Buf *out, const char *text)
{
    buf_addc(out, '"');
    for (size_t i = 0; text[i];) {
        size_t start = i;
        while (text[i] && !is_escaped((unsigned char)text[i]))
            i++;
        buf_add(out, text + start, i - start);
        if (text[i])
            write_escape(out, (unsigned char)text[i++]);
    }
    buf_addc(out, '"');
}

static void write_number(Buf *out, double d)
{
    char text[40];
    if (!isfinite(d)) {
        buf_adds(out, "null");
        return;
    }
    if (trunc(d) == d && fabs(d) <= 9007199254740992.0) {
        buf_addf(out, "%lld", (long long)d);
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, d);
        if (strtod(text, NULL) == d)
            break;
    }
    for (char *p = text; *p; p++)               /* some locales have a comma there */
        *p = *p == ',' ? '.' : *p;
    buf_adds(out, text);
}

static void write_break(const Writer *w, int depth)
{
    if (!w->pretty)
        return;
    buf_addc(w->out, '\n');
    for (int i = 0; i < depth; i++)
        buf_adds(w->out, "  ");
}

static void write_value(const Writer *w, const cJSON *c, int depth);

static void write_container(const Writer *w, const cJSON *c, int depth)
{
    bool object = cJSON_IsObject(c);
    buf_addc(w->out, object ? '{' : '[');
    for (const cJSON *child = c->child; child; child = child->next) {
        write_break(w, depth + 1);
        if (object) {
            write_string(w->out, child->string);
            buf_adds(w->out, w->pretty ? ": " : ":");
        }
        write_value(w, child, depth + 1);
        if (child->next)
            buf_addc(w->out, ',');
    }
    if (c->child)
        write_break(w, depth);
    buf_addc(w->out, object ? '}' : ']');
}

static void write_value(const Writer *w, const cJSON *c, int depth)
{
    if (cJSON_IsObject(c) || cJSON_IsArray(c))
        write_container(w, c, depth);
    else if (cJSON_IsString(c))
        write_string(w->out, c->valuestring);
    else if (cJSON_IsNumber(c))
        write_number(w->out, c->valuedouble);
    else if (cJSON_IsRaw(c))
        buf_adds(w->out, c->valuestring);
    else if (cJSON_IsBool(c))
        buf_adds(w->out, cJSON_IsTrue(c) ? "true" : "false");
    else
        buf_adds(w->out, "null");
}

void json_write(Buf *out, const Json *j, bool pretty)
{
    write_value(&(Writer){ out, pretty }, (const cJSON *)j, 0);
}
