/*
 * keys.c - the first key of some bytes.
 *
 * A byte decides: text, a control, or ESC and what follows it.  ESC is the difficult one, since it
 * is a key, the prefix of Alt, and the start of every sequence; who is what is known only when more
 * bytes come or when the caller says that none will (final).
 * Sequences: ECMA-48, and "XTerm Control Sequences" for keys, mouse, paste and focus.
 */
#include "keys_seq.h"

#include "baton/base/utf8.h"

static int done(Key *k, KeyKind kind, int32_t cp, unsigned mods, int used)
{
    *k = (Key){ .kind = kind, .cp = cp, .mods = mods };
    return used;
}

static int parse_control(uint8_t c, Key *k)
{
    switch (c) {
    case '\t':
        return done(k, KEY_TAB, 0, 0, 1);
    case '\r':
        return done(k, KEY_ENTER, 0, 0, 1);
    case 0x08:
    case 0x7f:
        return done(k, KEY_BACKSPACE, 0, 0, 1);
    case 0x00:
        return done(k, KEY_CHAR, ' ', MOD_CTRL, 1);
    default:                    /* ^A … ^Z, ^\ ^] ^^ ^_ */
        return done(k, KEY_CHAR, c + (c <= 26 ? 0x60 : 0x40), MOD_CTRL, 1);
    }
}

/* How many bytes the character that starts so should have; 0: no character starts so. */
static size_t utf8_want(uint8_t c)
{
    if (c < 0x80)
        return 1;
    if (c < 0xc2 || c >= 0xf5)
        return 0;
    return c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

static bool only_continues(Str s)
{
    for (size_t i = 1; i < s.len; i++)
        if (((uint8_t)s.data[i] & 0xc0) != 0x80)
            return false;
    return true;
}

static int parse_text(Str in, bool final, Key *k)
{
    int32_t cp;

    if (in.len < utf8_want((uint8_t)in.data[0]) && only_continues(in) && !final)
        return KEY_PARTIAL;
    size_t used = utf8_next(in, &cp);
    if (cp < 0xa0)              /* a bad byte, or C1: nobody types these */
        return done(k, KEY_NONE, 0, 0, (int)used);
    return done(k, KEY_CHAR, cp, 0, (int)used);
}

static int parse_plain(Str in, bool final, Key *k)
{
    uint8_t c = (uint8_t)in.data[0];
    if (c < 0x20 || c == 0x7f)
        return parse_control(c, k);
    if (c < 0x7f)
        return done(k, KEY_CHAR, c, 0, 1);
    return parse_text(in, final, k);
}

/* What was parsed behind an ESC is the same key with Alt. */
static int with_alt(int used, Key *k)
{
    if (used == KEY_PARTIAL)
        return KEY_PARTIAL;
    if (k->kind < KEY_MOUSE)
        k->mods |= MOD_ALT;
    return used + 1;
}

/* "ESC ESC [ A" is Alt-Up where Alt is a prefix; any other second ESC is a key of its own. */
static int parse_double_escape(Str in, bool final, Key *k)
{
    Str behind = str_slice(in, 1, in.len);
    bool sequence = behind.len >= 2 && (behind.data[1] == '[' || behind.data[1] == 'O');

    if (behind.len < 2 && !final)
        return KEY_PARTIAL;
    if (!sequence)
        return done(k, KEY_ESC, 0, 0, 1);
    return with_alt(seq_parse(behind, final, k), k);
}

static int parse_escape(Str in, bool final, Key *k)
{
    if (in.len == 1)
        return final ? done(k, KEY_ESC, 0, 0, 1) : KEY_PARTIAL;
    if (in.data[1] == '\033')
        return parse_double_escape(in, final, k);
    bool introducer = memchr("[O]P", in.data[1], 4) != NULL;
    if (introducer && (in.len > 2 || !final))
        return in.len > 2 ? seq_parse(in, final, k) : KEY_PARTIAL;
    return with_alt(parse_plain(str_slice(in, 1, in.len), final, k), k);
}

int key_parse(Str in, bool final, Key *ret_key)
{
    *ret_key = (Key){ .kind = KEY_NONE };
    if (in.len == 0)
        return KEY_PARTIAL;
    return in.data[0] == '\033' ? parse_escape(in, final, ret_key) : parse_plain(in, final, ret_key);
}
