/*
 * keys_name.c - keys as keymaps and the help screen write them.
 *
 * "<C-A-x>": modifiers in the order C, A, S.  Only a character may stand without brackets.
 */
#include "keys.h"

#include <errno.h>
#include <stdio.h>

#include "baton/base/macros.h"
#include "baton/base/utf8.h"

static const struct {
    const char *name;
    KeyKind kind;
    int32_t cp;
} names[] = {
    { "Enter", KEY_ENTER, 0 },      { "Tab", KEY_TAB, 0 },        { "BackTab", KEY_BACKTAB, 0 },
    { "BS", KEY_BACKSPACE, 0 },     { "Esc", KEY_ESC, 0 },        { "Up", KEY_UP, 0 },
    { "Down", KEY_DOWN, 0 },        { "Left", KEY_LEFT, 0 },      { "Right", KEY_RIGHT, 0 },
    { "Home", KEY_HOME, 0 },        { "End", KEY_END, 0 },        { "PgUp", KEY_PGUP, 0 },
    { "PgDn", KEY_PGDN, 0 },        { "Ins", KEY_INSERT, 0 },     { "Del", KEY_DELETE, 0 },
    { "Space", KEY_CHAR, ' ' },     { "lt", KEY_CHAR, '<' },      { "Paste", KEY_PASTE, 0 },
    { "FocusIn", KEY_FOCUS_IN, 0 }, { "FocusOut", KEY_FOCUS_OUT, 0 },
};

static const char *const mouse_names[] = {
    [MOUSE_PRESS] = "Click", [MOUSE_RELEASE] = "Release", [MOUSE_DRAG] = "Drag",
    [MOUSE_WHEEL_UP] = "WheelUp", [MOUSE_WHEEL_DOWN] = "WheelDown",
};

static const char *plain_name(const Key *k, char out[8])
{
    if (k->kind == KEY_MOUSE)
        return mouse_names[k->mouse];
    if (k->kind == KEY_F) {
        snprintf(out, 8, "F%d", (int)(k->cp & 0xff));
        return out;
    }
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (names[i].kind == k->kind && names[i].cp == (k->kind == KEY_CHAR ? k->cp : 0))
            return names[i].name;
    if (k->kind != KEY_CHAR)
        return "None";
    out[utf8_put(k->cp, out)] = '\0';
    return out;
}

const char *key_name(const Key *k, char out[24])
{
    char plain[8];
    const char *name = plain_name(k, plain);
    bool bare = name == plain && k->kind == KEY_CHAR && !k->mods;

    snprintf(out, 24, "%s%s%s%s%s%s", bare ? "" : "<", k->mods & MOD_CTRL ? "C-" : "",
             k->mods & MOD_ALT ? "A-" : "", k->mods & MOD_SHIFT ? "S-" : "", name, bare ? "" : ">");
    return out;
}

static int one_char(Str s, Key *k)
{
    int32_t cp;
    if (s.len == 0 || utf8_next(s, &cp) != s.len || cp < 0x20 || cp == 0x7f)
        return -EINVAL;
    *k = (Key){ .kind = KEY_CHAR, .cp = cp };
    return 0;
}

static int f_key(Str s, Key *k)
{
    int64_t n;
    if (s.len < 2 || (s.data[0] != 'F' && s.data[0] != 'f') ||
        str_to_i64(str_slice(s, 1, s.len), &n) < 0 || n < 1 || n > 12)
        return -EINVAL;
    *k = (Key){ .kind = KEY_F, .cp = (int32_t)n };
    return 0;
}

static int named_key(Str s, Key *k)
{
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_ieq(s, str_from(names[i].name))) {
            *k = (Key){ .kind = names[i].kind, .cp = names[i].cp };
            return 0;
        }
    for (size_t i = 0; i < ARRAY_LEN(mouse_names); i++)
        if (str_ieq(s, str_from(mouse_names[i]))) {
            *k = (Key){ .kind = KEY_MOUSE, .mouse = (MouseKind)i };
            return 0;
        }
    return f_key(s, k) == 0 ? 0 : one_char(s, k);
}

/* Takes "C-", "A-", "S-" off the front. */
static unsigned cut_mods(Str *s)
{
    unsigned mods = 0;
    while (s->len > 2 && s->data[1] == '-') {
        char c = (char)(s->data[0] & ~0x20);
        unsigned mod = c == 'C' ? MOD_CTRL : c == 'A' || c == 'M' ? MOD_ALT : c == 'S' ? MOD_SHIFT : 0;
        if (!mod)
            break;
        mods |= mod;
        *s = str_slice(*s, 2, s->len);
    }
    return mods;
}

/* Writes a key as the decoder would give it, whichever way it was spelled. */
static Key as_typed(Key k)
{
    bool shift = k.mods & MOD_SHIFT;
    if (k.kind == KEY_TAB && shift)
        k.kind = KEY_BACKTAB;
    else if (k.kind == KEY_CHAR && shift && k.cp >= 'a' && k.cp <= 'z')
        k.cp -= 'a' - 'A';
    if (k.kind == KEY_BACKTAB || k.kind == KEY_CHAR)
        k.mods &= ~(unsigned)MOD_SHIFT;
    if (k.kind == KEY_CHAR && k.mods & MOD_CTRL && k.cp >= 'A' && k.cp <= 'Z')
        k.cp += 'a' - 'A';              /* a terminal says the same for both */
    return k;
}

int key_from_name(const char *name, Key *ret_key)
{
    Str s = str_from(name);
    Key k;

    if (s.len < 3 || s.data[0] != '<' || s.data[s.len - 1] != '>') {
        int r = one_char(s, &k);
        if (r == 0)
            *ret_key = k;
        return r;
    }
    s = str_slice(s, 1, s.len - 1);
    unsigned mods = cut_mods(&s);
    int r = named_key(s, &k);
    if (r < 0)
        return r;
    k.mods = mods;
    *ret_key = as_typed(k);
    return 0;
}

bool key_same(const Key *a, const Key *b)
{
    bool has_cp = a->kind == KEY_CHAR || a->kind == KEY_F;
    return a->kind == b->kind && a->mods == b->mods && (!has_cp || a->cp == b->cp) &&
           (a->kind != KEY_MOUSE || a->mouse == b->mouse);
}
