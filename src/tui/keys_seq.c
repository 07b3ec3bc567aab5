/*
 * keys_seq.c - where a sequence ends, whatever it means.
 *
 * Every kind is bounded: a terminal (or a file piped into one) that opens a sequence and never ends
 * it costs one dropped sequence, not the keyboard.
 */
#include "keys_seq.h"

enum { CSI_MAX = 64, STRING_MAX = 4096 };

#define PASTE_BEGIN STR("\033[200~")
#define PASTE_END STR("\033[201~")

static int none(Key *k, size_t used)
{
    *k = (Key){ .kind = KEY_NONE };
    return (int)used;
}

/* A sequence that has no end yet. */
static int unfinished(Str in, bool final, size_t max, Key *k)
{
    if (!final && in.len < max)
        return KEY_PARTIAL;
    return none(k, in.len < max ? in.len : max);
}

/* Text between the marks; without the second one it is what has come so far. */
static int parse_paste(Str in, bool final, Key *k)
{
    Str rest = str_slice(in, PASTE_BEGIN.len, in.len);
    ptrdiff_t end = str_find(rest, PASTE_END);

    if (end < 0 && !final)
        return KEY_PARTIAL;
    *k = (Key){ .kind = KEY_PASTE, .text = end < 0 ? rest : str_slice(rest, 0, (size_t)end) };
    return (int)(end < 0 ? in.len : PASTE_BEGIN.len + (size_t)end + PASTE_END.len);
}

/* ESC [ M and three bytes: the mouse without SGR, which we never ask for. */
static int parse_old_mouse(Str in, bool final, Key *k)
{
    return in.len < 6 ? unfinished(in, final, 6, k) : none(k, 6);
}

/* ESC [ [ A … E: F1 to F5 of the Linux console. */
static int parse_console_f(Str in, bool final, Key *k)
{
    if (in.len < 4)
        return unfinished(in, final, 4, k);
    if (in.data[3] < 'A' || in.data[3] > 'E')
        return none(k, 4);
    *k = (Key){ .kind = KEY_F, .cp = in.data[3] - 'A' + 1 };
    return 4;
}

static void csi_byte(Csi *csi, char c)
{
    if (c >= '0' && c <= '9') {
        csi->count = csi->count ? csi->count : 1;
        int *arg = &csi->args[csi->count - 1];
        *arg = *arg > 99999999 ? *arg : *arg * 10 + (c - '0');
    } else if (c == ';') {
        csi->count = csi->count ? csi->count : 1;
        csi->count += csi->count < SEQ_ARGS_MAX;
    } else if (c >= '<' && c <= '?') {
        csi->private = c;
    } else if (c >= 0x20 && c <= 0x2f) {
        csi->intermediate = c;
    }
}

static int parse_csi(Str in, bool final, Key *k)
{
    Csi csi = { 0 };

    for (size_t i = 2; i < in.len && i < CSI_MAX; i++) {
        char c = in.data[i];
        if (c < 0x20 || c > 0x7e)       /* something else begins inside: what was here is lost */
            return none(k, i);
        if (c >= 0x40) {
            csi.final = c;
            csi.whole = str_slice(in, 0, i + 1);
            csi_key(&csi, k);
            return (int)(i + 1);
        }
        csi_byte(&csi, c);
    }
    return unfinished(in, final, CSI_MAX, k);
}

/* ESC O A: keys in application mode, F1 to F4, the keypad's Enter. */
static int parse_ss3(Str in, Key *k)
{
    Csi csi = { .final = in.data[2], .whole = str_slice(in, 0, 3) };
    if (csi.final < 0x20 || csi.final > 0x7e)
        return none(k, 2);
    if (csi.final == 'M')
        *k = (Key){ .kind = KEY_ENTER };
    else
        csi_key(&csi, k);
    return 3;
}

/* ESC ] … and ESC P …, ended by ST or BEL: answers about colours, clipboard, names. */
static int parse_string(Str in, bool final, Key *k)
{
    for (size_t i = 2; i < in.len && i < STRING_MAX; i++) {
        bool st = in.data[i] == '\033' && i + 1 < in.len && in.data[i + 1] == '\\';
        size_t used = in.data[i] == '\a' ? i + 1 : st ? i + 2 : 0;
        if (!used && in.data[i] == '\033' && i + 1 < in.len)
            return none(k, i);
        if (used) {
            *k = (Key){ .kind = KEY_REPLY, .text = str_slice(in, 0, used) };
            return (int)used;
        }
    }
    return unfinished(in, final, STRING_MAX, k);
}

int seq_parse(Str in, bool final, Key *ret_key)
{
    if (in.data[1] == ']' || in.data[1] == 'P')
        return parse_string(in, final, ret_key);
    if (in.len < 3)
        return unfinished(in, final, 3, ret_key);
    if (in.data[1] == 'O')
        return parse_ss3(in, ret_key);
    if (in.data[2] == '[')
        return parse_console_f(in, final, ret_key);
    if (in.data[2] == 'M')
        return parse_old_mouse(in, final, ret_key);
    if (str_starts(in, PASTE_BEGIN))
        return parse_paste(in, final, ret_key);
    return parse_csi(in, final, ret_key);
}
