/*
 * signers.c - lines of allowed_signers: "PRINCIPALS [OPTIONS] TYPE KEY [COMMENT]".
 *
 * A pattern without a letter or digit ("*", "?*", "*@*") would let any key sign as anybody; the file is
 * refused as a whole then, since a line that is passed over could be the one somebody relies on.
 */
#include "signers.h"

#include <errno.h>

#include "baton/base/file.h"
#include "baton/gate/signature.h"

typedef struct { Str principals, options, type, key; } SignerLine;

static const char *const key_types[] = {
    "ssh-ed25519", "ssh-rsa", "ssh-dss", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
};

static const char *const option_names[] = { "cert-authority", "namespaces=", "valid-after=", "valid-before=" };

static Str next_word(Str *rest)
{
    size_t n = 0;
    bool quoted = false;
    *rest = str_trim(*rest);
    while (n < rest->len && (quoted || !strchr(" \t", rest->data[n]))) {
        if (rest->data[n] == '"' && (n == 0 || rest->data[n - 1] != '\\'))
            quoted = !quoted;
        n++;
    }
    Str word = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n, rest->len);
    return quoted ? (Str){ "", 0 } : word;      /* a quote that is not closed is no word */
}

static bool is_type(Str word)
{
    for (size_t i = 0; i < ARRAY_LEN(key_types); i++)
        if (str_eq(word, str_from(key_types[i])))
            return true;
    return false;
}

static Str unquote(Str word)
{
    bool quoted = word.len >= 2 && word.data[0] == '"' && word.data[word.len - 1] == '"';
    return quoted ? str_slice(word, 1, word.len - 1) : word;
}

static void split_line(Str line, SignerLine *ret)
{
    Str rest = line;
    ret->principals = unquote(next_word(&rest));
    ret->options = (Str){ "", 0 };
    ret->type = next_word(&rest);
    if (!is_type(ret->type)) {
        ret->options = ret->type;
        ret->type = next_word(&rest);
    }
    ret->key = next_word(&rest);
}

static int base64_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* false: that is no base64. */
static bool decode(Str text, Buf *out)
{
    unsigned bits = 0;
    int have = 0;
    while (text.len && text.data[text.len - 1] == '=')
        text.len--;
    for (size_t i = 0; i < text.len; i++) {
        int v = base64_value(text.data[i]);
        if (v < 0)
            return false;
        bits = (bits << 6 | (unsigned)v) & 0xffffff;
        have += 6;
        if (have >= 8) {
            have -= 8;
            buf_addc(out, (char)(bits >> have & 0xff));
        }
    }
    return true;
}

/* A key begins with the name of its type, framed by its length, and goes on behind it. */
static bool is_key(Str type, Str text)
{
    CLEANUP(buf_done) Buf blob = BUF_INIT;
    if (!decode(text, &blob) || blob.len < 4 + type.len + 4)
        return false;
    const unsigned char *p = (const unsigned char *)blob.data;
    size_t n = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
    return n == type.len && memcmp(blob.data + 4, type.data, n) == 0;
}

static bool names_somebody(Str pattern)
{
    for (size_t i = 0; i < pattern.len; i++) {
        unsigned char c = (unsigned char)pattern.data[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80)
            return true;
    }
    return false;
}

static bool is_option(Str option)
{
    for (size_t i = 0; i < ARRAY_LEN(option_names); i++) {
        Str name = str_from(option_names[i]);
        bool has_value = str_ends(name, STR("="));
        Str value = str_slice(option, name.len, option.len);
        if (str_istarts(option, name) && (has_value ? value.len > 2 && unquote(value).len < value.len : !value.len))
            return true;
    }
    return false;
}

static Str next_option(Str *rest)
{
    size_t n = 0;
    bool quoted = false;
    while (n < rest->len && (quoted || rest->data[n] != ','))
        quoted ^= rest->data[n++] == '"';
    Str option = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n + 1, rest->len);
    return option;
}

static const char *wrong_principal(const SignerLine *l)
{
    Str rest = l->principals;
    if (!rest.len)
        return "it names no principal";
    while (rest.len) {
        Str pattern = str_trim(str_cut(&rest, ','));
        if (!pattern.len)
            return "a principal is empty";
        if (!names_somebody(pattern))
            return "a principal that is only wild cards would let this key sign as anybody; name who it is";
    }
    return NULL;
}

static const char *wrong_line(const SignerLine *l)
{
    const char *why = wrong_principal(l);
    Str rest = l->options;
    while (!why && rest.len)
        if (!is_option(next_option(&rest)))
            why = "it has an option that is not known; there are cert-authority, namespaces, valid-after, valid-before";
    if (!why && !is_type(l->type))
        why = "no type of key stands behind the principal; a line is 'PRINCIPAL [OPTIONS] ssh-ed25519 KEY'";
    if (!why && !is_key(l->type, l->key))
        why = "its key does not parse; copy it anew from the .pub file";
    return why;
}

static bool is_blank(Str line)
{
    return !line.len || line.data[0] == '#';
}

int signers_check(Str text, const char *path, Message *m)
{
    int number = 0;
    if (str_chr(text, '\0') >= 0)
        return fail_with(m, -EINVAL, "%s holds a NUL byte and is no allowed_signers file", path);
    while (text.len) {
        SignerLine l;
        Str line = str_trim(str_cut(&text, '\n'));
        number++;
        if (is_blank(line))
            continue;
        split_line(line, &l);
        const char *why = wrong_line(&l);
        if (why)
            return fail_with(m, -EINVAL, "%s:%d: %s", path, number, why);
    }
    return 0;
}

/* Only the last '*' is ever tried again, so that no pattern takes long. */
static bool wild_match(Str pattern, Str name)
{
    size_t p = 0, n = 0, star = SIZE_MAX, from = 0;
    while (n < name.len) {
        char c = p < pattern.len ? pattern.data[p] : '\0';
        if (c == '*') {
            star = p++;
            from = n;
        } else if (p < pattern.len && (c == '?' || c == name.data[n])) {
            p++;
            n++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            n = ++from;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.data[p] == '*')
        p++;
    return p == pattern.len;
}

/* As ssh does: one that is taken out by "!" is out, wherever that stands. */
static bool is_for(Str principals, Str name)
{
    bool found = false;
    while (principals.len) {
        Str pattern = str_trim(str_cut(&principals, ','));
        bool negated = str_starts(pattern, STR("!"));
        if (!wild_match(str_slice(pattern, negated, pattern.len), name))
            continue;
        if (negated)
            return false;
        found = true;
    }
    return found;
}

const char *signers_lines(Str text, const char *principal, Arena *a)
{
    CLEANUP(buf_done) Buf lines = BUF_INIT;
    while (text.len) {
        SignerLine l;
        Str line = str_trim(str_cut(&text, '\n'));
        if (is_blank(line))
            continue;
        split_line(line, &l);
        if (!is_for(l.principals, str_from(principal)))
            continue;
        buf_adds(&lines, lines.len ? "\n" : "");
        buf_add_str(&lines, line);
    }
    return arena_str(a, buf_str(&lines));
}

int signers_load(const char *path, Buf *text, Message *m)
{
    int r = file_read(path, SIGNERS_BYTES_MAX, text, NULL);
    if (r == -EAGAIN)
        r = file_read(path, SIGNERS_BYTES_MAX, text, NULL);
    if (r == -EFBIG)
        return fail_with(m, r, "'%s' is larger than 1 MiB and no allowed_signers file", path);
    return r < 0 ? fail_with(m, r, "Cannot read the allowed signers in '%s': %s", path, strerror(-r)) : 0;
}

int signers_read(const char *path, const char *principal, Arena *a, const char **ret_lines, Message *m)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    int r = signers_load(path, &text, m);
    if (r == 0)
        r = signers_check(buf_str(&text), path, m);
    if (r == 0 && ret_lines)
        *ret_lines = principal ? signers_lines(buf_str(&text), principal, a) : "";
    return r;
}
