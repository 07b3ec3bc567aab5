/*
 * agent_text.c - pieces of Markdown text as the plain entries that an agent's lists hold.
 *
 * Entries keep the words of the file; what goes is the dress: emphasis, backticks, link targets,
 * boxes and ticks in front.  What stands in backticks is never changed ("src/" "**" is a pattern).
 */
#include "agent_parts.h"
#include "baton/base/utf8.h"

bool agent_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Str agent_cut_utf8(Str text, size_t max)
{
    if (text.len <= max)
        return text;
    while (max > 0 && ((unsigned char)text.data[max] & 0xC0) == 0x80)
        max--;
    return str_slice(text, 0, max);
}

void agent_list_add(AgentReader *r, StrList *l, Str text)
{
    text = str_trim(text);
    if (text.len && l->len < AGENT_LIST_MAX)
        strlist_add_new(l, r->arena, agent_cut_utf8(text, AGENT_ITEM_MAX));
}

/* Characters that only mark an item: ticks, crosses, boxes and the like, and selectors. */
static bool is_mark(int32_t cp)
{
    return (cp >= 0x2190 && cp <= 0x27BF) || (cp >= 0x2B00 && cp <= 0x2BFF) || cp == 0xFE0F
        || cp == 0x200D || (cp >= 0x1F000 && cp <= 0x1FAFF) || cp == 0x2022 || cp == ' ';
}

Str agent_after_marks(Str text)
{
    text = str_trim(text);
    if (text.len >= 3 && text.data[0] == '[' && text.data[2] == ']')
        text = str_trim(str_slice(text, 3, text.len));
    for (int32_t cp; text.len; ) {
        size_t used = utf8_next(text, &cp);
        if (!is_mark(cp))
            break;
        text = str_slice(text, used, text.len);
    }
    return str_trim(text);
}

/* "[words](target)" at the start of text: its length and the words; 0: no link. */
static size_t link_at(Str text, Str *ret_words)
{
    ptrdiff_t mid = str_starts(text, STR("[")) ? str_find(text, STR("](")) : -1;
    if (mid < 1)
        return 0;
    ptrdiff_t end = str_chr(str_slice(text, (size_t)mid, text.len), ')');
    Str words = str_slice(text, 1, (size_t)mid);
    if (end < 0 || str_chr(words, '[') >= 0 || str_chr(words, '\n') >= 0)
        return 0;
    *ret_words = words;
    return (size_t)(mid + end) + 1;
}

/* Bytes of a mark at the start of text that goes; *code: backticks are open. */
static size_t mark_at(Str text, bool *code)
{
    if (text.data[0] == '`') {
        *code = !*code;
        return 1;
    }
    if (!*code && (str_starts(text, STR("**")) || str_starts(text, STR("__"))))
        return 2;
    return 0;
}

enum { LINK_MAX = 1024 };

char *agent_plain(AgentReader *r, Str text)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    bool code = false;

    text = agent_after_marks(text);
    bool emphasis = str_starts(text, STR("*")) && !str_starts(text, STR("**"));
    if (text.len > 2 && emphasis && str_ends(text, STR("*")))
        text = str_slice(text, 1, text.len - 1);
    while (text.len) {
        Str words;
        size_t skip = mark_at(text, &code);
        size_t link = skip || code ? 0 : link_at(str_slice(text, 0, LINK_MAX), &words);
        if (link)
            buf_add_str(&out, words);
        else if (!skip)
            buf_addc(&out, text.data[0]);
        text = str_slice(text, link ? link : skip ? skip : 1, text.len);
    }
    return arena_str(r->arena, str_trim(buf_str(&out)));
}

void agent_add_plain(AgentReader *r, StrList *l, Str text)
{
    agent_list_add(r, l, str_from(agent_plain(r, agent_cut_utf8(text, 2 * AGENT_ITEM_MAX))));
}

static Str without_stop(Str text)
{
    text = str_trim(text);
    while (text.len && strchr(".;,", text.data[text.len - 1]))
        text = str_trim(str_slice(text, 0, text.len - 1));
    return text;
}

/* "and " or "or " before the last phrase of a list is not part of it. */
static Str without_conjunction(Str text)
{
    text = str_trim(text);
    if (str_istarts(text, STR("and ")))
        return str_slice(text, 4, text.len);
    return str_istarts(text, STR("or ")) ? str_slice(text, 3, text.len) : text;
}

void agent_add_phrases(AgentReader *r, StrList *l, Str text)
{
    int depth = 0;
    bool code = false;
    size_t from = 0;

    for (size_t i = 0; i <= text.len; i++) {
        char c = i < text.len ? text.data[i] : ',';
        code ^= c == '`';
        depth += !code && c == '(';
        depth -= !code && c == ')' && depth > 0;
        if (i < text.len && (code || depth || (c != ',' && c != ';')))
            continue;
        agent_add_plain(r, l, without_stop(without_conjunction(str_slice(text, from, i))));
        from = i + 1;
    }
}

/* A sentence ends at a full stop before a blank and a capital, a digit or a mark. */
static bool ends_sentence(Str text, size_t i)
{
    if (!strchr(".!?", text.data[i]) || i + 2 >= text.len || text.data[i + 1] != ' ')
        return false;
    char next = text.data[i + 2];
    bool starts = (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
    return starts || next == '*' || next == '`';
}

void agent_add_sentences(AgentReader *r, StrList *l, Str text)
{
    size_t from = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (!ends_sentence(text, i))
            continue;
        agent_add_plain(r, l, without_stop(str_slice(text, from, i + 1)));
        from = i + 1;
    }
    agent_add_plain(r, l, without_stop(str_slice(text, from, text.len)));
}

static Str skip_key_end(Str value)
{
    value = str_trim(value);
    static const char *const ends[] = { ":", "—", "–", "- ", "→", "\xEF\xBC\x9A" };
    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        if (str_starts(value, str_from(ends[i])))
            return str_trim(str_slice(value, strlen(ends[i]), value.len));
    return value;
}

static bool split_bold_key(Str text, Str *ret_key, Str *ret_value)
{
    ptrdiff_t end = str_find(str_slice(text, 2, text.len), STR("**"));
    if (end < 1)
        return false;
    Str key = str_trim(str_slice(text, 2, 2 + (size_t)end));
    Str value = str_slice(text, 4 + (size_t)end, text.len);
    if (!key.len)
        return false;
    bool colon = key.data[key.len - 1] == ':' || str_trim(value).len == 0;
    Str rest = skip_key_end(value);
    if (!colon && rest.len == str_trim(value).len)
        return false;                           /* bold words in the flow of a sentence */
    if (key.data[key.len - 1] == ':')
        key = str_slice(key, 0, key.len - 1);
    *ret_key = key;
    *ret_value = rest;
    return key.len > 0;
}

enum { PLAIN_KEY_MAX = 40, PLAIN_KEY_WORDS = 4 };

static bool split_plain_key(Str text, Str *ret_key, Str *ret_value)
{
    ptrdiff_t colon = str_chr(str_slice(text, 0, PLAIN_KEY_MAX), ':');
    size_t words = 1;

    if (colon < 1 || (text.len > (size_t)colon + 1 && !agent_blank(text.data[colon + 1])))
        return false;
    for (ptrdiff_t i = 0; i < colon; i++) {
        if (strchr("`\"<>[]{}", text.data[i]))
            return false;
        words += text.data[i] == ' ';
    }
    *ret_key = str_slice(text, 0, (size_t)colon);
    *ret_value = str_trim(str_slice(text, (size_t)colon + 1, text.len));
    return words <= PLAIN_KEY_WORDS;
}

bool agent_split_key(Str text, Str *ret_key, Str *ret_value)
{
    text = agent_after_marks(text);
    if (str_starts(text, STR("**")) || str_starts(text, STR("__")))
        return split_bold_key(text, ret_key, ret_value);
    return split_plain_key(text, ret_key, ret_value);
}

Str agent_label(Str text)
{
    static const char *const ends[] = { ": ", " - ", " — ", " – ", " (" };
    Str key, value;

    if (str_starts(agent_after_marks(text), STR("**")) && agent_split_key(text, &key, &value))
        return key;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        ptrdiff_t at = str_find(text, str_from(ends[i]));
        if (at > 0)
            text = str_slice(text, 0, (size_t)at);
    }
    text = str_trim(text);
    return text.len && text.data[text.len - 1] == ':' ? str_slice(text, 0, text.len - 1) : text;
}

bool agent_next_span(Str *rest, Str *ret_span, Str *ret_before)
{
    ptrdiff_t open = str_chr(*rest, '`');
    if (open < 0)
        return false;
    Str after = str_slice(*rest, (size_t)open + 1, rest->len);
    ptrdiff_t close = str_chr(after, '`');
    if (close < 0)
        return false;
    *ret_before = str_slice(*rest, 0, (size_t)open);
    *ret_span = str_trim(str_slice(after, 0, (size_t)close));
    *rest = str_slice(after, (size_t)close + 1, after.len);
    return true;
}
