/*
 * test_keys.c - what terminals send, byte by byte.
 */
#include "tui_test.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "keys.h"

/* in, the key's name, how many bytes it takes (0: all of in) */
static const struct {
    const char *in, *name;
    int used;
} keys[] = {
    { "j", "j", 0 },                { "J", "J", 0 },               { " ", "<Space>", 0 },
    { "<", "<lt>", 0 },             { "ab", "a", 1 },              { "é", "é", 0 },
    { "作", "作", 0 },              { "🧑", "🧑", 0 },             { "\r", "<Enter>", 0 },
    { "\n", "<C-j>", 0 },           { "\t", "<Tab>", 0 },          { "\177", "<BS>", 0 },
    { "\b", "<BS>", 0 },            { "\001", "<C-a>", 0 },        { "\032", "<C-z>", 0 },
    { "\014", "<C-l>", 0 },         { "\034", "<C-\\>", 0 },       { "\037", "<C-_>", 0 },
    { "\033x", "<A-x>", 0 },        { "\033é", "<A-é>", 0 },       { "\033\r", "<A-Enter>", 0 },
    { "\033\177", "<A-BS>", 0 },    { "\033\032", "<C-A-z>", 0 },  { "\033\033x", "<Esc>", 1 },
    { "\033[A", "<Up>", 0 },        { "\033[B", "<Down>", 0 },     { "\033[C", "<Right>", 0 },
    { "\033[D", "<Left>", 0 },      { "\033[H", "<Home>", 0 },     { "\033[F", "<End>", 0 },
    { "\033OA", "<Up>", 0 },        { "\033OH", "<Home>", 0 },     { "\033OP", "<F1>", 0 },
    { "\033OS", "<F4>", 0 },        { "\033OM", "<Enter>", 0 },    { "\033[Z", "<BackTab>", 0 },
    { "\033[1;5A", "<C-Up>", 0 },   { "\033[1;2B", "<S-Down>", 0 }, { "\033[1;3C", "<A-Right>", 0 },
    { "\033[1;8D", "<C-A-S-Left>", 0 }, { "\033\033[A", "<A-Up>", 0 }, { "\033\033OB", "<A-Down>", 0 },
    { "\033[1~", "<Home>", 0 },     { "\033[2~", "<Ins>", 0 },     { "\033[3~", "<Del>", 0 },
    { "\033[4~", "<End>", 0 },      { "\033[5~", "<PgUp>", 0 },    { "\033[6~", "<PgDn>", 0 },
    { "\033[7~", "<Home>", 0 },     { "\033[8~", "<End>", 0 },     { "\033[5;5~", "<C-PgUp>", 0 },
    { "\033[11~", "<F1>", 0 },      { "\033[15~", "<F5>", 0 },     { "\033[24~", "<F12>", 0 },
    { "\033[[A", "<F1>", 0 },       { "\033[[E", "<F5>", 0 },      { "\033[1;2P", "<S-F1>", 0 },
    { "\033[1;2R", "<S-F3>", 0 },   { "\033[I", "<FocusIn>", 0 },  { "\033[O", "<FocusOut>", 0 },
    { "\033[27;5;106~", "<C-j>", 0 }, { "\033[106;5u", "<C-j>", 0 }, { "\033[97;2u", "A", 0 },
    { "\033[9;2u", "<BackTab>", 0 }, { "\033[27u", "<Esc>", 0 },   { "\033[13;5u", "<C-Enter>", 0 },
    { "\033[<0;3;4M", "<Click>", 0 }, { "\033[<0;3;4m", "<Release>", 0 }, { "\033[<32;3;4M", "<Drag>", 0 },
    { "\033[<64;3;4M", "<WheelUp>", 0 }, { "\033[<65;3;4M", "<WheelDown>", 0 },
    { "\033[<80;3;4M", "<C-WheelUp>", 0 },
    { "\033[200~a\033[Ab\rc\033[201~", "<Paste>", 0 }, { "\033[200~\033[201~", "<Paste>", 0 },
    /* known to mean nothing here */
    { "\033[M abc", "<None>", 6 },  { "\033[99~", "<None>", 0 },   { "\033[>1;2;3m", "<None>", 0 },
    { "\033[1;5", "<None>", 0 },    { "\033[ q", "<None>", 0 },    { "\033[<0;0;1M", "<None>", 0 },
    { "\033[1\033[A", "<None>", 3 }, { "\033[5\001", "<None>", 3 }, { "\xff", "<None>", 0 },
    { "\xc0\xaf", "<None>", 1 },    { "\xc2\x9b", "<None>", 0 },   { "\xed\xa0\x80", "<None>", 1 },
    { "\033[57362u", "\xee\x80\x92", 0 }, { "\033[2000000000u", "<None>", 0 },
};

static Str str(const char *text)
{
    return str_from(text);
}

static void test_keys(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        Key k;
        char name[24];
        int used = key_parse(str(keys[i].in), true, &k);
        assert_string_equal(key_name(&k, name), keys[i].name);
        assert_int_equal(used, keys[i].used ? keys[i].used : (int)strlen(keys[i].in));
    }
}

static void test_every_prefix_waits_for_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        Key k;
        size_t len = keys[i].used ? (size_t)keys[i].used : strlen(keys[i].in);
        if (strcmp(keys[i].name, "<None>") == 0 || strcmp(keys[i].name, "<Esc>") == 0)
            continue;
        for (size_t n = 0; n < len; n++)
            assert_int_equal(key_parse((Str){ keys[i].in, n }, false, &k), KEY_PARTIAL);
        assert_int_equal(key_parse((Str){ keys[i].in, len }, false, &k), (int)len);
    }
}

/* What the wait's end makes of a beginning. */
static const struct {
    const char *in, *name;
    int used;
} cuts[] = {
    { "\033", "<Esc>", 1 },         { "\033\033", "<Esc>", 1 },    { "\033[", "<A-[>", 2 },
    { "\033O", "<A-O>", 2 },        { "\033]", "<A-]>", 2 },       { "\033P", "<A-P>", 2 },
    { "\033[1", "<None>", 3 },      { "\033[1;", "<None>", 4 },    { "\033[M a", "<None>", 5 },
    { "\033]11;rgb", "<None>", 8 }, { "\xe4\xbd", "<None>", 1 },   { "\033\033[1", "<None>", 4 },
    { "\033[200~abc", "<Paste>", 9 },
};

static void test_cut_sequences(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
        Key k;
        char name[24];
        assert_int_equal(key_parse(str(cuts[i].in), false, &k), KEY_PARTIAL);
        assert_int_equal(key_parse(str(cuts[i].in), true, &k), cuts[i].used);
        assert_string_equal(key_name(&k, name), cuts[i].name);
    }
}

static const char *const replies[] = {
    "\033[?2026;2$y",  "\033[?2026;0$y", "\033[?62;1;6c",         "\033[>0;276;0c", "\033[12;40R",
    "\033[8;24;80t",   "\033[0n",        "\033]11;rgb:0/0/0\033\\", "\033]11;x\a",  "\033P1+r544e\033\\",
    "\033[?1u",
};

static void test_replies_are_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(replies); i++) {
        Key k;
        size_t len = strlen(replies[i]);
        for (size_t n = 1; n < len; n++)
            assert_int_equal(key_parse((Str){ replies[i], n }, false, &k), KEY_PARTIAL);
        assert_int_equal(key_parse(str(replies[i]), false, &k), (int)len);
        assert_int_equal(k.kind, KEY_REPLY);
        assert_true(str_eq(k.text, str(replies[i])));
    }
}

static void test_mouse_fields(void **state)
{
    (void)state;
    Key k;
    key_parse(str("\033[<18;120;40M"), false, &k);
    assert_int_equal(k.kind, KEY_MOUSE);
    assert_int_equal(k.mouse, MOUSE_PRESS);
    assert_int_equal(k.button, 2);
    assert_int_equal(k.mods, MOD_CTRL);
    assert_int_equal(k.x, 119);
    assert_int_equal(k.y, 39);
}

static void test_paste_text(void **state)
{
    (void)state;
    Key k;
    int used = key_parse(str("\033[200~a\033[Ab\r\033[201~jj"), false, &k);
    assert_int_equal(k.kind, KEY_PASTE);
    assert_true(str_eq(k.text, STR("a\033[Ab\r")));
    assert_int_equal(used, 18);
}

/* A sequence that never ends is dropped at its bound, not waited for without end. */
static void test_unending_sequences_are_bounded(void **state)
{
    (void)state;
    static const char *const begins[] = { "\033[", "\033]", "\033P" };
    for (size_t i = 0; i < ARRAY_LEN(begins); i++) {
        CLEANUP(buf_done) Buf in = BUF_INIT;
        Key k;
        buf_adds(&in, begins[i]);
        for (int n = 0; n < 5000; n++)
            buf_addc(&in, '1');
        int used = key_parse(buf_str(&in), false, &k);
        assert_true(used > 0 && used <= 4096);
        assert_int_equal(k.kind, KEY_NONE);
    }
}

static const char *const names[] = {
    "j", "G", "?", ":", "é", "<lt>", "<Space>", "<Enter>", "<Esc>", "<Tab>", "<BackTab>", "<BS>", "<C-z>",
    "<A-x>", "<C-A-x>", "<PgDn>", "<PgUp>", "<F1>", "<F12>", "<S-Up>", "<C-Left>", "<Click>", "<WheelDown>",
};

static void test_names_go_round(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        Key k;
        char name[24];
        assert_int_equal(key_from_name(names[i], &k), 0);
        assert_string_equal(key_name(&k, name), names[i]);
        Key again;
        assert_int_equal(key_from_name(name, &again), 0);
        assert_true(key_same(&k, &again));
    }
}

static const struct {
    const char *name, *same_as;
} spellings[] = {
    { "<enter>", "<Enter>" }, { "<c-Z>", "<C-z>" }, { "<S-Tab>", "<BackTab>" }, { "<S-a>", "A" },
    { "<M-x>", "<A-x>" },     { "<j>", "j" },       { "<A-C-x>", "<C-A-x>" },   { "<->", "-" },
};

static void test_spellings(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(spellings); i++) {
        Key a, b;
        assert_int_equal(key_from_name(spellings[i].name, &a), 0);
        assert_int_equal(key_from_name(spellings[i].same_as, &b), 0);
        assert_true(key_same(&a, &b));
    }
}

static void test_bad_names(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "jj", "<", "<>", "<Nope>", "<F0>", "<F13>", "<C->", "<X-a>", "\001", "\xff" };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        Key k = { .kind = KEY_FOCUS_IN };
        int r = key_from_name(bad[i], &k);
        if (strcmp(bad[i], "<") == 0) {
            assert_int_equal(r, 0);             /* one character stands for itself */
            continue;
        }
        assert_int_equal(r, -EINVAL);
        assert_int_equal(k.kind, KEY_FOCUS_IN); /* untouched */
    }
}

static void test_same(void **state)
{
    (void)state;
    Key up = { .kind = KEY_UP }, shift_up = { .kind = KEY_UP, .mods = MOD_SHIFT };
    Key f1 = { .kind = KEY_F, .cp = 1 }, f2 = { .kind = KEY_F, .cp = 2 };
    Key click = { .kind = KEY_MOUSE, .x = 1 }, elsewhere = { .kind = KEY_MOUSE, .x = 2 };
    assert_false(key_same(&up, &shift_up));
    assert_false(key_same(&f1, &f2));
    assert_true(key_same(&click, &elsewhere));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_every_prefix_waits_for_more),
        cmocka_unit_test(test_cut_sequences),
        cmocka_unit_test(test_replies_are_whole),
        cmocka_unit_test(test_mouse_fields),
        cmocka_unit_test(test_paste_text),
        cmocka_unit_test(test_unending_sequences_are_bounded),
        cmocka_unit_test(test_names_go_round),
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_bad_names),
        cmocka_unit_test(test_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
