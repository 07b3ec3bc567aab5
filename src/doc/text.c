/*
 * text.c - marks, symbols, keys and "nothing" in pieces of lines.
 */
#include "text.h"

#include "baton/base/utf8.h"

/* Between two letters, as the hyphen of "in-progress". */
static bool is_inner(Str s, size_t i)
{
    return i && i + 1 < s.len && (text_is_alpha(s.data[i - 1]) || s.data[i - 1] < 0) &&
           (text_is_alpha(s.data[i + 1]) || s.data[i + 1] < 0);
}

static char fold_rare(Str s, size_t i)
{
    unsigned char c = (unsigned char)s.data[i];
    if (c == '_' || c == '\t' || (c == '-' && is_inner(s, i)))
        return ' ';
    if (c >= 0x80 && c <= 0x9E && c != 0x97 && i && (unsigned char)s.data[i - 1] == 0xC3)
        c |= 0x20;              /* À to Þ */
    return (char)c;
}

/* Nearly all bytes are letters and blanks, which need no branch. */
void text_fold(Str s, char *out)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        bool rare = c >= 0x80 || c == '_' || c == '\t' || c == '-';
        out[i] = rare ? fold_rare(s, i) : (char)(c + ((unsigned)(c - 'A') < 26) * 0x20);
    }
}

bool text_is_one_of(Str s, const char *names)
{
    char low[64];
    s = str_trim(s);
    if (s.len == 0 || s.len > sizeof low)
        return false;
    text_fold(s, low);
    const char *end = names + strlen(names);
    for (const char *p = names;; p++) {
        const char *bar = memchr(p, '|', (size_t)(end - p));
        size_t len = (size_t)((bar ? bar : end) - p);
        if (len == s.len && memcmp(p, low, len) == 0)
            return true;
        if (!bar)
            return false;
        p = bar;
    }
}

static bool has_inside(Str s, char mark)
{
    return str_chr(str_slice(s, 1, s.len - 1), mark) >= 0;
}

/* One pair of marks; false when the pair does not hold the whole together ("**a** and **b**"). */
static bool strip_pair(Str *s, Str mark)
{
    if (s->len <= 2 * mark.len || !str_starts(*s, mark) || !str_ends(*s, mark))
        return false;
    Str inner = str_slice(*s, mark.len, s->len - mark.len);
    if (str_find(inner, mark) >= 0 || (mark.len == 1 && has_inside(*s, mark.data[0])))
        return false;
    *s = str_trim(inner);
    return true;
}

Str text_marks_off(Str s)
{
    static const Str marks[] = { STR("**"), STR("__"), STR("~~"), STR("*"), STR("_"), STR("`") };
    s = str_trim(s);
    if (!s.len || (s.data[0] != '*' && s.data[0] != '_' && s.data[0] != '~' && s.data[0] != '`'))
        return s;
    for (size_t i = 0; i < ARRAY_LEN(marks);)
        i = strip_pair(&s, marks[i]) ? 0 : i + 1;
    return s;
}

/* Whether these bytes stand for one character of three or four bytes, and for nothing else. */
static bool mends_to_one(Str s, char glyph[4], size_t *ret_len)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    int32_t cp = -1;
    if (utf8_mend_mojibake(&out, s) != 1 || out.len < 3 || out.len > 4 ||
        utf8_next(buf_str(&out), &cp) != out.len)
        return false;
    memcpy(glyph, out.data, out.len);
    *ret_len = out.len;
    return true;
}

size_t text_mojibake(Str s, char ret_glyph[4], size_t *ret_len)
{
    size_t ends[5] = { 0 }, n = 0;
    if (!s.len || s.data[0] != '\xC3')
        return 0;
    while (n < 4 && ends[n] < s.len && s.data[ends[n]] < 0) {
        int32_t cp;
        ends[n + 1] = ends[n] + utf8_next(str_slice(s, ends[n], s.len), &cp);
        n++;
    }
    for (; n >= 3; n--)
        if (mends_to_one(str_slice(s, 0, ends[n]), ret_glyph, ret_len))
            return ends[n];
    return 0;
}

static size_t symbol_len(Str s);

__attribute__((noinline)) static size_t broken_symbol_len(Str s)
{
    char glyph[4];
    size_t len, n = text_mojibake(s, glyph, &len);
    return n && symbol_len((Str){ glyph, len }) ? n : 0;
}

/* Bytes of the symbol at the start: emoji, arrows, dashes, CJK punctuation; 0: none. */
static size_t symbol_len(Str s)
{
    unsigned char c = (unsigned char)s.data[0], d = s.len > 1 ? (unsigned char)s.data[1] : 0;
    static const bool marks[128] = {
        [' '] = true, ['\t'] = true, ['*'] = true, ['_'] = true, ['~'] = true, ['`'] = true,
        ['-'] = true, ['='] = true,  ['>'] = true, [':'] = true, ['|'] = true, ['#'] = true,
    };
    if (c < 0x80)
        return marks[c];
    if (c == 0xC3)
        return broken_symbol_len(s);
    if (c == 0xE2 || (c == 0xE3 && d == 0x80) || (c == 0xEF && (d == 0xB8 || d == 0xBC)))
        return MIN(s.len, (size_t)3);
    return c == 0xF0 && d == 0x9F ? MIN(s.len, (size_t)4) : 0;
}

Str text_skip_symbols(Str s)
{
    for (size_t n; s.len && (n = symbol_len(s)) > 0;)
        s = str_slice(s, n, s.len);
    return s;
}

static size_t last_char(Str s)
{
    size_t at = s.len - 1;
    while (at && ((unsigned char)s.data[at] & 0xC0) == 0x80)
        at--;
    return at;
}

Str text_drop_symbols(Str s)
{
    while (s.len) {
        size_t at = last_char(s);
        if (s.data[at] != '.' && s.data[at] != '!' &&
            symbol_len(str_slice(s, at, s.len)) < s.len - at)
            break;
        s.len = at;
    }
    return s;
}

Str text_skip_number(Str s)
{
    size_t i = 0;
    while (i < s.len && (text_is_digit(s.data[i]) || (i && s.data[i] == '.')))
        i++;
    if (i == 0 || i == s.len)
        return s;
    bool dotted = s.data[i - 1] == '.' || memchr(s.data, '.', i) != NULL;
    if (s.data[i] == ')')
        i++;
    else if (!dotted || s.data[i] != ' ')
        return s;
    return str_trim(str_slice(s, i, s.len));
}

static size_t none_len(Str s)
{
    static const Str none[] = {
        STR("none"),  STR("n/a"),         STR("na"),     STR("nil"),        STR("nothing"),
        STR("tbd"),   STR("no blockers"), STR("empty"),  STR("unassigned"), STR("null"),
        STR("keine"), STR("kein"),        STR("nenhum"), STR("nenhuma"),    STR("ninguno"),
        STR("aucun"), STR("nada"),
        STR("nichts"), STR("ninguna"), STR("aucune"), STR("ไม่มี"),  STR("没有"),  STR("特になし"),
        STR("暂无"),        STR("无"),     STR("暫無"),       STR("なし"),
        STR("—"),     STR("–"),           STR("-"),
    };
    if (!s.len || (s.data[0] > 0 && !strchr("nNtTeEuUkKaA-", s.data[0])))
        return 0;
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        if (str_istarts(s, none[i]) &&
            (s.len == none[i].len || !text_is_alnum(s.data[none[i].len])))
            return none[i].len;
    return 0;
}

/* "None of the checks ran" is a sentence, "None. Ask the user" and "None (yet)" are not. */
static bool ends_none(Str rest)
{
    if (rest.len == 0)
        return true;
    if (rest.data[0] == ' ')
        return rest.len > 1 &&
               (strchr("(-[", rest.data[1]) || (unsigned char)rest.data[1] >= 0xE2 ||
                str_istarts(rest, STR(" yet")) || str_istarts(rest, STR(" at ")) ||
                str_istarts(rest, STR(" currently")) || str_istarts(rest, STR(" identified")) ||
                str_istarts(rest, STR(" so far")));
    return strchr(".,;:)!_*", rest.data[0]) || (unsigned char)rest.data[0] >= 0xE2;
}

static Str unwrap_none(Str s)
{
    s = text_marks_off(s);
    for (bool again = true; again && s.len;) {
        again = s.data[0] == '(' || s.data[0] == '[';
        if (str_starts(s, STR("（")))
            s = str_slice(s, 3, s.len), again = true;
        else if (again)
            s = str_slice(s, 1, s.len);
    }
    return text_marks_off(s);
}

bool text_is_none(Str s, Str *ret_rest)
{
    s = unwrap_none(s);
    size_t n = none_len(s);
    Str rest = str_slice(s, n, s.len);
    if (s.len == 0 || !n || !ends_none(rest))
        return s.len == 0;
    if (n <= 3 && (s.data[0] == '-' || (unsigned char)s.data[0] == 0xE2) &&
        text_skip_symbols(rest).len)
        return false;           /* a dash in front of a text is a mark, not an answer */
    while (rest.len && strchr(".,;:)] !_*", rest.data[0]))
        rest = str_slice(rest, 1, rest.len);
    rest = text_skip_symbols(rest);
    if (text_is_one_of(text_drop_symbols(rest),
                       "at this time|currently|yet|so far|identified|known"))
        rest.len = 0;
    if (ret_rest)
        *ret_rest = rest;
    return true;
}

bool text_is_placeholder(Str s)
{
    s = text_marks_off(s);
    if (str_eq(s, STR("...")) || str_eq(s, STR("…")))
        return true;
    if (s.len < 2)
        return false;
    char open = s.data[0], close = s.data[s.len - 1];
    bool wrapped = (open == '[' && close == ']') || (open == '<' && close == '>') ||
                   (open == '{' && close == '}');
    return wrapped && str_chr(str_slice(s, 1, s.len - 1), open) < 1;
}

/* Copies s without "**" outside code, blanks squeezed; a backslash before a bracket goes. */
static void add_plain(Buf *out, Str s)
{
    bool code = false;
    char *to = out->data + out->len, *start = to;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i], next = i + 1 < s.len ? s.data[i + 1] : '\0';
        code ^= c == '`';
        if (!code && c == '*' && next == '*') {
            i++;
            continue;
        }
        if (!code && c == '\\' && (next == '[' || next == ']' || next == '_' || next == '*' || next == '|'))
            continue;
        c = c == '\t' || c == '\n' ? ' ' : c;
        if (c == ' ' && (to == start || to[-1] == ' '))
            continue;
        *to++ = c;
    }
    out->len = (size_t)(to - out->data);
    out->data[out->len] = '\0';
}

/* Nothing in it to take out: most titles are what they are. */
static bool is_plain(Str s)
{
    static const bool odd[256] = { ['*'] = true, ['`'] = true, ['\\'] = true, ['\t'] = true, ['\n'] = true };
    for (size_t i = 0; i < s.len; i++)
        if (odd[(unsigned char)s.data[i]] || (s.data[i] == ' ' && i && s.data[i - 1] == ' '))
            return false;
    return true;
}

static char *title_of(Arena *a, Str s)
{
    s = text_marks_off(s);
    if (is_plain(s))
        return arena_str(a, s);
    CLEANUP(buf_done) Buf out = BUF_INIT;
    buf_reserve(&out, s.len);
    add_plain(&out, s);
    return arena_str(a, text_marks_off(buf_str(&out)));
}

char *text_title(Arena *a, Str s)
{
    CLEANUP(buf_done) Buf mended = BUF_INIT;
    return title_of(a, text_may_mend(s) && utf8_mend_mojibake(&mended, s) ? buf_str(&mended) : s);
}

char *text_copy(Arena *a, Str s)
{
    CLEANUP(buf_done) Buf mended = BUF_INIT;
    return arena_str(a, text_may_mend(s) && utf8_mend_mojibake(&mended, s) ? buf_str(&mended) : s);
}

Str text_drop_parenthesis(Str s)
{
    s = str_trim(s);
    if (s.len < 3 || s.data[s.len - 1] != ')')
        return s;
    int depth = 0;
    for (size_t i = s.len; i-- > 0;) {
        depth += s.data[i] == ')' ? 1 : s.data[i] == '(' ? -1 : 0;
        if (depth == 0)
            return i ? str_trim(str_slice(s, 0, i)) : s;
    }
    return s;
}
