/*
 * names.c - finding the names of agents where people write them.
 *
 * A role word at the end ("engineer", "reviewer") is what tells an agent from a topic; a bare
 * "@name" does too, unless it is a package ("@scope/name") or a decorator.
 */
#include "names.h"

#include "text.h"

enum { NAME_MAX_BYTES = 48, LOOK_BYTES = 4096 };

static const char roles[] = "engineer|specialist|developer|reviewer|orchestrator|architect|"
                            "designer|researcher|tester|analyst|writer|manager|expert|agent|"
                            "auditor|builder|coder|planner|coordinator|explorer|worker|"
                            "maintainer|validator|strategist|consultant|copywriter|debugger|"
                            "implementer|curator";

/*
 * These end other things as often ("opencode-ai"); behind a blank they are people: "Central AI",
 * "Tech Lead".
 */
static const char people[] =
    "ai|lead|dev|owner|editor|admin|operator|master|author|guardian|optimizer";

static const char products[] = "claude|claude code|codex|gemini|gemini cli|copilot|"
                               "github copilot|cursor|opencode|aider|gpt|chatgpt|windsurf";

static Str last_word(Str s, size_t *ret_words)
{
    size_t from = 0;
    *ret_words = s.len > 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.data[i] == ' ' || s.data[i] == '-' || s.data[i] == '_') {
            from = i + 1;
            ++*ret_words;
        }
    }
    return str_slice(s, from, s.len);
}

static bool is_name_byte(char c)
{
    return text_is_alnum(c) || c == '-' || c == '_' || c == ' ' || c < 0;
}

static bool is_agent_letter(Str s)
{
    if (!str_istarts(s, STR("agent ")) && !str_istarts(s, STR("agent-")))
        return false;
    Str rest = str_slice(s, 6, s.len);
    return rest.len >= 1 && rest.len <= 12 && str_chr(rest, ' ') < 0;
}

bool name_is_agent(Str s)
{
    size_t words;
    s = text_marks_off(s);
    if (s.len < 2 || s.len > NAME_MAX_BYTES)
        return false;
    if (s.data[0] == '@' || s.data[0] == '/')
        return str_chr(s, ' ') < 0 && str_chr(str_slice(s, 1, s.len), '/') < 0;
    for (size_t i = 0; i < s.len; i++)
        if (!is_name_byte(s.data[i]))
            return false;
    Str last = last_word(s, &words);
    if (words > 4)
        return false;
    if (text_is_one_of(s, products) || is_agent_letter(s))
        return true;
    bool blank = last.data > s.data && last.data[-1] == ' ';
    return words >= 2 &&
           (text_is_one_of(last, roles) || (blank && text_is_one_of(last, people)));
}

/* "â€”" was a dash. */
static bool says_nobody(Str s)
{
    char glyph[4];
    size_t len;
    if (s.len && s.data[0] == '\xC3' && text_mojibake(s, glyph, &len) == s.len)
        s = (Str){ glyph, len };
    return text_is_none(s, NULL) || text_is_placeholder(s) ||
           text_is_one_of(s, "any|?|someone|to be assigned|待定|未分配|未定|未割り当て");
}

Str name_clean(Str value)
{
    static const char openers[] = "@'\"`";
    Str s = text_marks_off(value);
    if (says_nobody(s))
        return (Str){ s.data, 0 };
    s = text_marks_off(text_drop_parenthesis(s));
    if (s.len > 2 && s.data[0] == '[' && s.data[s.len - 1] == ']')
        s = str_trim(str_slice(s, 1, s.len - 1));
    while (s.len && strchr(openers, s.data[0]))
        s = str_slice(s, 1, s.len);
    while (s.len && strchr("'\"`,;", s.data[s.len - 1]))
        s.len--;
    return text_marks_off(s);
}

/* Where the first "—", "–", " - " or ": " of the head stands; -1: none. */
static ptrdiff_t find_break(Str s, size_t max)
{
    for (size_t i = 0; i < MIN(s.len, max); i++) {
        if (s.data[i] == ':')
            return (ptrdiff_t)i;
        if (s.data[i] != ' ' && s.data[i] != '\xE2')
            continue;
        Str at = str_slice(s, i, s.len);
        if (str_starts(at, STR("—")) || str_starts(at, STR("–")) || str_starts(at, STR(" - ")))
            return (ptrdiff_t)i;
    }
    return -1;
}

Str name_at_start(Str title)
{
    Str s = text_skip_symbols(title);
    if (s.len && s.data[0] == '[') {
        ptrdiff_t close = str_chr(str_slice(s, 0, NAME_MAX_BYTES), ']');
        Str inner = str_slice(s, 1, close < 0 ? 1 : (size_t)close);
        return name_is_agent(inner) ? name_clean(inner) : (Str){ s.data, 0 };
    }
    ptrdiff_t at = find_break(s, NAME_MAX_BYTES);
    Str head = str_slice(s, 0, at < 0 ? 0 : (size_t)at);
    while (head.len && strchr("*_` ", head.data[head.len - 1]))
        head.len--;
    return name_is_agent(head) ? name_clean(head) : (Str){ s.data, 0 };
}

static bool is_code_word(Str name)
{
    return text_is_one_of(
        name,
        "media|import|apply|keyframes|param|return|returns|type|types|deprecated|override|todo|"
        "layer|tailwind|include|mixin|see|example|click|change|input|latest|next|ts ignore");
}

/* "@name" at `at`: its bytes without the sign, 0 for a package, an address or a decorator. */
static size_t mention_len(Str s, size_t at)
{
    if (at && (text_is_alnum(s.data[at - 1]) || strchr("./_-", s.data[at - 1])))
        return 0;
    size_t n = at + 1;
    while (n < s.len && (text_is_alnum(s.data[n]) || s.data[n] == '-' || s.data[n] == '_'))
        n++;
    Str name = str_slice(s, at + 1, n);
    bool cut = n < s.len && (s.data[n] == '/' || s.data[n] == '(' ||
                             (s.data[n] == '.' && n + 1 < s.len && text_is_alnum(s.data[n + 1])));
    if (name.len < 2 || cut || !text_is_alpha(name.data[0]) || is_code_word(name))
        return 0;
    bool decorator = name.data[0] >= 'A' && name.data[0] <= 'Z' && n < s.len && s.data[n] == ' ';
    return decorator ? 0 : name.len;
}

static Str mention_find(Str s)
{
    bool code = false;
    s = str_slice(s, 0, LOOK_BYTES);
    for (size_t i = 0; i < s.len; i++) {
        code ^= s.data[i] == '`';
        size_t n = !code && s.data[i] == '@' ? mention_len(s, i) : 0;
        if (n)
            return str_slice(s, i + 1, i + 1 + n);
    }
    return (Str){ s.data, 0 };
}

static Str last_parenthesis(Str s)
{
    s = text_drop_symbols(s);
    Str none = { s.data, 0 };
    bool wide = str_ends(s, STR("）"));
    if (!s.len || !(s.data[s.len - 1] == ')' || wide) || s.len > LOOK_BYTES)
        return none;
    for (size_t i = s.len - 1; i-- > 0;)
        if (s.data[i] == '(')
            return str_slice(s, i + 1, s.len - 1);
    return none;
}

Str name_mentioned(Str title)
{
    Str name = mention_find(title);
    if (name.len)
        return name;
    Str inner = last_parenthesis(title);
    return inner.len && name_is_agent(inner) ? name_clean(inner) : (Str){ title.data, 0 };
}

Str name_in_heading(Str title)
{
    Str s = text_drop_symbols(text_skip_symbols(text_marks_off(title)));
    Str inner = last_parenthesis(title);
    if (inner.len && name_is_agent(inner))
        return name_clean(inner);
    static const Str lead[] = { STR("tasks for "),    STR("for "),    STR("assigned to "),
                                STR("assigned to: "), STR("agent: "), STR("agent:") };
    bool may_lead = s.len && strchr("tTfFaA", s.data[0]);
    for (size_t i = 0; may_lead && i < ARRAY_LEN(lead); i++)
        if (str_istarts(s, lead[i]) && name_is_agent(str_slice(s, lead[i].len, s.len)))
            return name_clean(str_slice(s, lead[i].len, s.len));
    if (name_is_agent(s))
        return name_clean(s);
    static const Str tail[] = { STR(" tasks"), STR(" queue"), STR(" work"), STR("'s tasks") };
    for (size_t i = 0; i < ARRAY_LEN(tail); i++) {
        Str head = str_slice(s, 0, s.len > tail[i].len ? s.len - tail[i].len : 0);
        if (head.len && str_ieq(str_slice(s, head.len, s.len), tail[i]) && name_is_agent(head))
            return name_clean(head);
    }
    return (Str){ title.data, 0 };
}

static Str skip_hand_over(Str s)
{
    static const Str verbs[] = {
        STR("handing off to "),
        STR("hand off to "),
        STR("hand-off to "),
        STR("handoff to "),
        STR("hand over to "),
        STR("handover to "),
        STR("handoff back to "),
        STR("hand back to "),
        STR("hand off back to "),
        STR("route back to "),
        STR("route to "),
        STR("reroute to "),
        STR("pass to "),
        STR("return to "),
        STR("back to "),
        STR("proceed to "),
        STR("proceed with "),
        STR("assign to "),
        STR("next: "),
        STR("next agent: "),
        STR("to: "),
        STR("to "),
        STR("for "),
        STR("the "),
        STR("→ "),
        STR("-> "),
    };
    for (size_t i = 0; i < ARRAY_LEN(verbs);) {
        bool hit = str_istarts(s, verbs[i]);
        s = hit ? str_trim(str_slice(s, verbs[i].len, s.len)) : s;
        i = hit ? 0 : i + 1;
    }
    return s;
}

/* "/qa-engineer" or "@qa": no path, and nothing that goes on like one. */
static Str slug_find(Str s)
{
    for (size_t i = 0; i + 1 < s.len; i++) {
        if (s.data[i] != '/' ||
            (i && (text_is_alnum(s.data[i - 1]) || strchr("./:~", s.data[i - 1]))) ||
            !text_is_alpha(s.data[i + 1]))
            continue;
        size_t n = i + 1;
        while (n < s.len && (text_is_alnum(s.data[n]) || s.data[n] == '-' || s.data[n] == '_'))
            n++;
        bool path = n < s.len && (s.data[n] == '/' || (s.data[n] == '.' && n + 1 < s.len &&
                                                       text_is_alnum(s.data[n + 1])));
        if (!path)
            return str_slice(s, i + 1, n);
        i = n;
    }
    return (Str){ s.data, 0 };
}

static Str code_name(Str s)
{
    Str rest = s;
    while (str_chr(rest, '`') >= 0) {
        str_cut(&rest, '`');
        Str inner = str_cut(&rest, '`');
        if (inner.len >= 2 && inner.len <= NAME_MAX_BYTES && str_chr(inner, ' ') < 0 &&
            str_chr(inner, '/') < 0 && str_chr(inner, '.') < 0)
            return name_clean(inner);
    }
    return (Str){ s.data, 0 };
}

static Str word_of(Str s, size_t from)
{
    size_t n = from;
    while (n < s.len && s.data[n] != ' ')
        n++;
    return str_slice(s, from, n);
}

/* The words in front of "for", "who", a full stop or a dash; four at most. */
static Str leading_name(Str s)
{
    size_t end = 0, words = 0;
    while (end < s.len && words < 4) {
        Str word = word_of(s, end);
        if (text_is_one_of(word, "for|so|with|who|and|or|in|on|because|if|via|as|then|which|"
                                 "should|will|must|can|to|once|after|when|-|--|is"))
            break;
        size_t stop = 0;
        while (stop < word.len && !strchr(".,;:(|!", word.data[stop]) &&
               !str_starts(str_slice(word, stop, word.len), STR("—")) &&
               !str_starts(str_slice(word, stop, word.len), STR("–")))
            stop++;
        end += stop;
        words++;
        if (stop < word.len)
            break;
        while (end < s.len && s.data[end] == ' ')
            end++;
    }
    Str head = str_trim(str_slice(s, 0, end));
    return str_ieq(head, STR("any")) ? head : name_clean(head);
}

Str name_of_receiver(Str sentence)
{
    Str s = str_slice(text_marks_off(sentence), 0, LOOK_BYTES);
    if (text_is_none(s, NULL))
        return (Str){ s.data, 0 };
    Str name = slug_find(s);
    if (!name.len)
        name = mention_find(s);
    if (!name.len)
        name = code_name(s);
    return name.len ? name : leading_name(text_marks_off(skip_hand_over(s)));
}
