/*
 * check_environment.c - is every variable that the project needs set?
 *
 * The example file says which there are; the local one holds values, and these are secrets: they are looked
 * at here, never repeated, and wiped.  Names come from the example alone, so that no line of the local
 * file is shown, whatever it holds.
 */
#include <errno.h>

#include "baton/base/file.h"
#include "check_parts.h"

enum { FILE_BYTES_MAX = 1024 * 1024, KEYS_MAX = 2000 };

typedef struct { Str name, value; int line; bool optional; } Key;
typedef struct { Key *items; size_t len, cap; } Keys;

static void wipe(Buf *b)
{
    if (b->cap)
        explicit_bzero(b->data, b->cap);
    buf_done(b);
}

static bool is_name(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && !(i && ((c >= '0' && c <= '9') || c == '.' || c == '-')))
            return false;
    }
    return s.len > 0 && s.len <= 128;
}

/* "optional", but not "not optional". */
static bool says_optional(Str comment)
{
    ptrdiff_t at = str_ifind(comment, STR("optional"));
    if (at < 0)
        return false;
    Str before = str_trim(str_slice(comment, 0, (size_t)at));
    return !str_ends(before, STR("not")) && !str_ends(before, STR("Not")) && !str_ends(before, STR("NOT")) &&
           !str_ends(before, STR("non-")) && !str_ends(before, STR("Non-"));
}

/* The value without quotes; what follows " #" is a comment. */
static Str cut_comment(Str value, Str *ret_comment)
{
    *ret_comment = STR("");
    Str s = str_trim(value);
    char quote = s.len && strchr("\"'`", s.data[0]) ? s.data[0] : 0;
    size_t i = quote ? 1 : 0;
    for (; i < s.len; i++) {
        if (quote && s.data[i] == quote)
            break;
        if (!quote && s.data[i] == '#' && (!i || s.data[i - 1] == ' ' || s.data[i - 1] == '\t'))
            break;
    }
    *ret_comment = str_slice(s, MIN(i + 1, s.len), s.len);
    return quote ? str_slice(s, 1, i) : str_trim(str_slice(s, 0, i));
}

/* A value in quotes may go on in the next lines. */
static Str whole_value(Str value, Str *rest, int *number)
{
    Str s = str_trim(value), line;
    char quote = s.len && (s.data[0] == '"' || s.data[0] == '\'') ? s.data[0] : 0;
    const char *end = s.data + s.len;
    if (quote && str_chr((Str){ s.data + 1, (size_t)(rest->data + rest->len - s.data) - 1 }, quote) < 0)
        return s;               /* it never ends: no reason to take the other lines for it */
    while (quote && str_chr((Str){ s.data + 1, (size_t)(end - s.data) - 1 }, quote) < 0 && str_next_line(rest, &line)) {
        end = line.data + line.len;
        ++*number;
    }
    return (Str){ s.data, (size_t)(end - s.data) };
}

static bool take_assignment(Str line, Str *rest, int *number, Key *k)
{
    Str s = str_trim(line), comment;
    if (str_starts(s, STR("export ")))
        s = str_trim(str_slice(s, 7, s.len));
    ptrdiff_t equals = str_chr(s, '=');
    k->line = *number;
    if (equals <= 0)
        return false;
    k->name = str_trim(str_slice(s, 0, (size_t)equals));
    k->value = cut_comment(whole_value(str_slice(s, (size_t)equals + 1, s.len), rest, number), &comment);
    k->optional = says_optional(comment);
    return is_name(k->name);
}

static void read_keys(Str text, Arena *a, Keys *ret)
{
    bool optional = false;
    Str line;
    for (int number = 1; ret->len < KEYS_MAX && str_next_line(&text, &line); number++) {
        Str s = str_trim(line);
        Key k = { .line = number };
        if (s.len && s.data[0] == '#') {
            optional = optional || says_optional(s);
            continue;
        }
        if (take_assignment(line, &text, &number, &k)) {
            k.optional = k.optional || optional;
            AVEC_PUSH(ret, a, k);
        }
        optional = false;
    }
}

static bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/* The word by itself: "example" in "a@example.com", not in "examples". */
static bool has_word(Str s, Str word)
{
    for (size_t i = 0; i + word.len <= s.len; i++)
        if (str_istarts(str_slice(s, i, s.len), word) && (!i || !is_word_byte(s.data[i - 1])) &&
            (i + word.len == s.len || !is_word_byte(s.data[i + word.len])))
            return true;
    return false;
}

/* "xxx", "sk_test_xxxxxxxx" */
static bool has_crosses(Str s)
{
    for (size_t i = 0, n; i < s.len; i += n ? n : 1) {
        for (n = 0; i + n < s.len && (s.data[i + n] | 0x20) == 'x'; n++)
            ;
        bool apart = (!i || !is_word_byte(s.data[i - 1])) && (i + n == s.len || !is_word_byte(s.data[i + n]));
        if (n >= 6 || (n >= 3 && apart))
            return true;
    }
    return false;
}

static bool is_placeholder(Str s)
{
    static const char *const starts[] = {
        "changeme", "change-me", "change_me", "your-", "your_", "replace-", "replace_", "replaceme",
        "insert-", "insert_", "todo:", "enter-", "enter_", "paste-",
    };
    static const char *const words[] = { "changeme", "example", "placeholder", "change_me", "replaceme" };
    static const char *const wholes[] = { "todo", "tbd", "fixme", "dummy", "secret", "password", "...", "…", "?", "-" };
    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        if (str_istarts(s, str_from(starts[i])))
            return true;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (has_word(s, str_from(words[i])))
            return true;
    for (size_t i = 0; i < ARRAY_LEN(wholes); i++)
        if (str_ieq(s, str_from(wholes[i])))
            return true;
    ptrdiff_t open = str_chr(s, '<');
    bool form = open >= 0 && str_chr(str_slice(s, (size_t)open, s.len), '>') > 1;
    return form || has_crosses(s) || str_ifind(s, STR("your-")) > 0 || str_ifind(s, STR("your_")) > 0;
}

static const Key *find_key(const Keys *keys, Str name)
{
    for (size_t i = keys->len; i-- > 0;)        /* the last one counts */
        if (str_eq(keys->items[i].name, name))
            return &keys->items[i];
    return NULL;
}

static void judge_key(CheckResult *r, Arena *a, const EnvironmentPair *pair, const Key *want, const Keys *have)
{
    const Key *k = find_key(have, want->name);
    if (want->optional)
        return;
    if (!k)
        check_finding(r, a, pair->local, 0, "%.*s is not set; %s:%d names it", STR_ARG(want->name), pair->example,
                      want->line);
    else if (!k->value.len)
        check_finding(r, a, pair->local, k->line, "%.*s has no value", STR_ARG(k->name));
    else if (is_placeholder(k->value))
        check_finding(r, a, pair->local, k->line, "%.*s looks like a placeholder", STR_ARG(k->name));
}

static void judge_pair(const CheckInput *in, Arena *a, CheckResult *r, const EnvironmentPair *pair)
{
    CLEANUP(buf_done) Buf example = BUF_INIT;
    CLEANUP(wipe) Buf local = BUF_INIT;
    Keys want = { 0 }, have = { 0 };
    if (tree_read(in->tree, pair->example, FILE_BYTES_MAX, a, &example) < 0) {
        check_finding(r, a, pair->example, 0, "cannot be read, and the settings name it as the example of %s",
                      pair->local);
        return;
    }
    buf_reserve(&local, FILE_BYTES_MAX + 1);    /* so that no copy of it is left behind where it grew */
    int e = tree_read(in->tree, pair->local, FILE_BYTES_MAX, a, &local);
    if (e < 0) {
        check_finding(r, a, pair->local, 0, e == -ENOENT ? "is not there; copy %s and fill it in"
                                                         : "cannot be read; %s says what stands in it", pair->example);
        return;
    }
    read_keys(buf_str(&example), a, &want);
    read_keys(buf_str(&local), a, &have);
    for (size_t i = 0; i < want.len; i++)
        judge_key(r, a, pair, &want.items[i], &have);
}

/* Names that projects give these files, where the settings name none. */
static bool usual_pair(const CheckInput *in, Arena *a, EnvironmentPair *ret)
{
    static const EnvironmentPair pairs[] = {
        { ".env.local.example", ".env.local" }, { ".env.local.sample", ".env.local" },
        { ".env.example", ".env.local" }, { ".env.sample", ".env.local" }, { ".env.template", ".env.local" },
    };
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        if (!tree_has(in->tree, pairs[i].example, a))
            continue;
        *ret = pairs[i];
        if (!strstr(ret->example, "local") && !tree_has(in->tree, ".env.local", a) && tree_has(in->tree, ".env", a))
            ret->local = ".env";
        return true;
    }
    return false;
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    const Policy *p = in->policy;
    EnvironmentPair usual;
    if (!p->environment.len && !usual_pair(in, a, &usual))
        return false;
    CheckResult *r = check_add(ret, a, "environment");
    for (size_t i = 0; i < p->environment.len; i++)
        judge_pair(in, a, r, &p->environment.items[i]);
    if (!p->environment.len)
        judge_pair(in, a, r, &usual);
    return true;
}

const CheckRow check_environment = {
    .name = "environment",
    .help = "every variable of the example file has a real value in the local one",
    .reads = ".env.local and its example, or the files that `environment` in the settings names",
    .when = "there is an example file",
    .run = run,
};
