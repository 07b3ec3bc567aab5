/*
 * keys_csi.c - what a complete control sequence means.
 */
#include "keys_seq.h"

#include "baton/base/macros.h"

/* By the last byte: ESC [ A, ESC [ 1 ; 5 A, ESC O A. */
static const struct {
    char final;
    KeyKind kind;
    int f;
} letters[] = {
    { 'A', KEY_UP, 0 },    { 'B', KEY_DOWN, 0 }, { 'C', KEY_RIGHT, 0 }, { 'D', KEY_LEFT, 0 },
    { 'H', KEY_HOME, 0 },  { 'F', KEY_END, 0 },  { 'Z', KEY_BACKTAB, 0 },
    { 'P', KEY_F, 1 },     { 'Q', KEY_F, 2 },    { 'R', KEY_F, 3 },     { 'S', KEY_F, 4 },
};

/* By the first number: ESC [ 5 ~. */
static const struct {
    int number;
    KeyKind kind;
    int f;
} numbers[] = {
    { 1, KEY_HOME, 0 },  { 2, KEY_INSERT, 0 }, { 3, KEY_DELETE, 0 }, { 4, KEY_END, 0 },
    { 5, KEY_PGUP, 0 },  { 6, KEY_PGDN, 0 },   { 7, KEY_HOME, 0 },   { 8, KEY_END, 0 },
    { 11, KEY_F, 1 },    { 12, KEY_F, 2 },     { 13, KEY_F, 3 },     { 14, KEY_F, 4 },
    { 15, KEY_F, 5 },    { 17, KEY_F, 6 },     { 18, KEY_F, 7 },     { 19, KEY_F, 8 },
    { 20, KEY_F, 9 },    { 21, KEY_F, 10 },    { 23, KEY_F, 11 },    { 24, KEY_F, 12 },
};

/* xterm writes 1 + the sum of shift 1, alt 2, ctrl 4, which are our values. */
static unsigned mods_of(int arg)
{
    return arg > 1 ? (unsigned)(arg - 1) & (MOD_SHIFT | MOD_ALT | MOD_CTRL) : 0;
}

static Key key_of_letter(const Csi *csi)
{
    for (size_t i = 0; i < ARRAY_LEN(letters); i++)
        if (letters[i].final == csi->final)
            return (Key){ .kind = letters[i].kind, .cp = letters[i].f, .mods = mods_of(csi->args[1]) };
    return (Key){ .kind = KEY_NONE };
}

/* A character written as a number (modifyOtherKeys, CSI u): the keys that have kinds get them. */
static Key key_of_code(int cp, unsigned mods)
{
    switch (cp) {
    case '\r':
        return (Key){ .kind = KEY_ENTER, .mods = mods };
    case '\t':
        if (mods & MOD_SHIFT)
            return (Key){ .kind = KEY_BACKTAB, .mods = mods & ~(unsigned)MOD_SHIFT };
        return (Key){ .kind = KEY_TAB, .mods = mods };
    case 0x1b:
        return (Key){ .kind = KEY_ESC, .mods = mods };
    case 0x08:
    case 0x7f:
        return (Key){ .kind = KEY_BACKSPACE, .mods = mods };
    }
    if (cp < 0x20 || cp > 0x10ffff || (cp >= 0x80 && cp < 0xa0) || (cp >= 0xd800 && cp < 0xe000))
        return (Key){ .kind = KEY_NONE };
    if (mods & MOD_SHIFT && cp >= 'a' && cp <= 'z')
        cp -= 'a' - 'A';
    return (Key){ .kind = KEY_CHAR, .cp = cp, .mods = mods & ~(unsigned)MOD_SHIFT };
}

static Key key_of_number(const Csi *csi)
{
    if (csi->args[0] == 27)
        return key_of_code(csi->args[2], mods_of(csi->args[1]));
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
        if (numbers[i].number == csi->args[0])
            return (Key){ .kind = numbers[i].kind, .cp = numbers[i].f, .mods = mods_of(csi->args[1]) };
    return (Key){ .kind = KEY_NONE };
}

/*
 * ESC [ < button ; column ; row M, or m for a release.  Bits of the button: 1 + 2 which, 4 shift, 8 alt,
 * 16 ctrl, 32 moved, 64 wheel.
 */
static Key key_of_mouse(const Csi *csi)
{
    int code = csi->args[0];
    Key k = { .kind = KEY_MOUSE, .button = code & 3, .x = csi->args[1] - 1, .y = csi->args[2] - 1 };

    if (csi->count != 3 || k.x < 0 || k.y < 0 || code >= 128 || (code & 64 && k.button > 1))
        return (Key){ .kind = KEY_NONE };
    k.mods = (code & 4 ? MOD_SHIFT : 0) | (code & 8 ? MOD_ALT : 0) | (code & 16 ? MOD_CTRL : 0);
    if (code & 64)
        k.mouse = k.button ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
    else if (csi->final == 'm')
        k.mouse = MOUSE_RELEASE;
    else
        k.mouse = code & 32 ? MOUSE_DRAG : MOUSE_PRESS;
    return k;
}

/*
 * Answers: DECRPM (y), DA (c), status (n), window (t), keyboard (? u), position (R).  "1;2R" to "1;8R"
 * is F3 with modifiers.
 */
static bool is_reply(const Csi *csi)
{
    switch (csi->final) {
    case 'c': case 'n': case 't': case 'y':
        return true;
    case 'u':
        return csi->private == '?';
    case 'R':
        return csi->count == 2 && (csi->args[0] != 1 || csi->args[1] > 8);
    }
    return false;
}

void csi_key(const Csi *csi, Key *ret_key)
{
    if (is_reply(csi))
        *ret_key = (Key){ .kind = KEY_REPLY, .text = csi->whole };
    else if (csi->private == '<' && (csi->final == 'M' || csi->final == 'm'))
        *ret_key = key_of_mouse(csi);
    else if (csi->private || csi->intermediate)
        *ret_key = (Key){ .kind = KEY_NONE };
    else if (csi->final == '~')
        *ret_key = key_of_number(csi);
    else if (csi->final == 'u')
        *ret_key = key_of_code(csi->args[0], mods_of(csi->args[1]));
    else if (csi->final == 'I' || csi->final == 'O')
        *ret_key = (Key){ .kind = csi->final == 'I' ? KEY_FOCUS_IN : KEY_FOCUS_OUT };
    else
        *ret_key = key_of_letter(csi);
}
