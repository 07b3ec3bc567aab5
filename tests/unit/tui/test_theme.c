/*
 * test_theme.c - inheritance, colours, sentences about mistakes, and the themes that we ship.
 */
#include "tui_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "baton/base/str.h"
#include "theme.h"
#include "theme_colour.h"
#include "theme_rules.h"

static char dir[64];

static int make_dir(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/baton-theme-XXXXXX");
    return mkdtemp(dir) ? 0 : -1;
}

static char *in_dir(Arena *a, const char *name)
{
    return arena_printf(a, "%s/%s", dir, name);
}

static void write_theme(Arena *a, const char *name, const char *text)
{
    assert_int_equal(file_write_atomic(in_dir(a, name), str_from(text), 0600), 0);
}

static int remove_dir(void **state)
{
    (void)state;
    Arena *a = arena_new();
    static const char *const files[] = { "t.yaml", "base.yaml", "loop.yaml" };
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        unlink(in_dir(a, files[i]));
    arena_free(a);
    return rmdir(dir);
}

/* Field by field: what lies between them is anything. */
static bool same_look(const Look *a, const Look *b)
{
    return a->fg == b->fg && a->bg == b->bg && a->attr == b->attr;
}

static void expect_look(const Theme *t, StyleId s, int fg, int bg, int attr)
{
    assert_int_equal(t->looks[s].fg, fg);
    assert_int_equal(t->looks[s].bg, bg);
    assert_int_equal(t->looks[s].attr, attr);
}

static void test_fields_inherit_from_the_parent(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Theme t;
    Message m = { 0 };
    write_theme(a, "t.yaml", "name: Mine\nstyles:\n"
                             "  text: { fg: white }\n"
                             "  dim: { fg: 244, attr: dim }\n"
                             "  footer: { bg: 17 }\n"
                             "  footer.key: { attr: none }\n");
    assert_int_equal(theme_load(in_dir(a, "t.yaml"), &t, &m), 0);
    assert_string_equal(t.name, "Mine");
    expect_look(&t, STYLE_TITLE, 7, -1, 0);
    expect_look(&t, STYLE_FOOTER, 244, 17, ATTR_DIM);
    expect_look(&t, STYLE_FOOTER_KEY, 244, 17, 0);
    expect_look(&t, STYLE_BORDER_FOCUS, 244, -1, ATTR_DIM);
}

static void test_extended_theme_comes_before_the_parent_style(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Theme t;
    Message m = { 0 };
    write_theme(a, "base.yaml", "name: Base\nstyles:\n  border.focus: { fg: red, attr: bold }\n  link: { fg: 3 }\n");
    write_theme(a, "t.yaml", "extends: base\nstyles:\n  border: { fg: green, attr: dim }\n"
                             "  border.focus: { bg: blue }\n");
    assert_int_equal(theme_load(in_dir(a, "t.yaml"), &t, &m), 0);
    assert_string_equal(t.name, "t.yaml");
    expect_look(&t, STYLE_BORDER, 2, -1, ATTR_DIM);
    expect_look(&t, STYLE_BORDER_FOCUS, 1, 4, ATTR_BOLD);
    expect_look(&t, STYLE_LINK, 3, -1, 0);
}

static const struct {
    const char *text;
    int colour;         /* -2: not a colour */
} colours[] = {
    { "default", -1 },   { "black", 0 },      { "white", 7 },     { "bright-black", 8 }, { "bright-white", 15 },
    { "0", 0 },          { "255", 255 },      { "256", -2 },      { "-1", -2 },          { "#ffffff", 231 },
    { "#000000", 16 },   { "#d7875f", 173 },  { "#8a8a8a", 245 }, { "#ff0000", 196 },    { "#D7875F", 173 },
    { "#12345", -2 },    { "#1234567", -2 },  { "#12345g", -2 },  { "#+12345", -2 },     { "pink", -2 },
    { "", -2 },          { "bright-", -2 },   { "Red", -2 },      { "1x", -2 },
};

static void test_colours(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(colours); i++) {
        int16_t c = -2;
        int r = colour_parse(colours[i].text, &c);
        assert_int_equal(c, colours[i].colour);
        assert_int_equal(r == 0, colours[i].colour != -2);
    }
}

static void test_fewer_colours(void **state)
{
    (void)state;
    assert_int_equal(colour_nearest(-1, 8), -1);
    assert_int_equal(colour_nearest(5, 8), 5);
    assert_int_equal(colour_nearest(203, 256), 203);
    assert_int_equal(colour_nearest(203, 16), 9);       /* a light red is bright red */
    assert_int_equal(colour_nearest(196, 8), 1);
    assert_int_equal(colour_nearest(245, 16), 8);
    assert_int_equal(colour_nearest(255, 8), 7);
}

static const struct {
    const char *text;
    int attr;           /* -1: not attributes */
} attrs[] = {
    { "bold", ATTR_BOLD },   { "bold underline", ATTR_BOLD | ATTR_UNDERLINE },
    { "none", 0 },           { " reverse  italic dim ", ATTR_REVERSE | ATTR_ITALIC | ATTR_DIM },
    { "", -1 },              { "bold none", -1 },
    { "blink", -1 },         { "boldunderline", -1 },
};

static void test_attributes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(attrs); i++) {
        uint8_t attr = 0;
        int r = attr_parse(attrs[i].text, &attr);
        assert_int_equal(r == 0, attrs[i].attr >= 0);
        if (r == 0)
            assert_int_equal(attr, attrs[i].attr);
    }
}

/* Text of t.yaml, and what the sentence must say behind the folder. */
static const struct {
    const char *text, *says;
} mistakes[] = {
    { "styles:\n  task.dne: { fg: red }\n", "t.yaml:2: there is no style 'task.dne'" },
    { "styles:\n  dim: { fg: pink }\n", "t.yaml:2: 'pink' is no colour" },
    { "styles:\n  dim:\n    attr: shiny\n", "t.yaml:3: 'shiny' is no attribute" },
    { "styles:\n  dim: { color: red }\n", "t.yaml:2: a style has 'fg', 'bg' and 'attr', not 'color'" },
    { "styles:\n  dim: red\n", "t.yaml:2: style 'dim' needs a map" },
    { "styles:\n  dim: { fg: [red] }\n", "t.yaml:2: '' is no colour" },
    { "styles: [dim]\n", "t.yaml:1: 'styles' needs a map" },
    { "name: x\nstyle: {}\n", "t.yaml:2: a theme has 'name', 'extends' and 'styles', not 'style'" },
    { "- a\n", "t.yaml:1: a theme is a map" },
    { "just words\n", "t.yaml:1: a theme is a map" },
    { "extends: nowhere\n", "t.yaml:1: there is no theme 'nowhere' to extend" },
    { "extends: t\n", "t.yaml:1: themes extend each other more than" },
    { "extends: [dark]\n", "t.yaml:1: 'extends' needs the name of a theme" },
    { "a: b: c\n", "t.yaml:1: " },
};

static void test_mistakes_name_file_and_line(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Theme builtin;
    theme_builtin(&builtin);
    for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
        Theme t;
        Message m = { 0 };
        write_theme(a, "t.yaml", mistakes[i].text);
        assert_int_equal(theme_load(in_dir(a, "t.yaml"), &t, &m), -1);
        char *want = arena_printf(a, "%s/%s", dir, mistakes[i].says);
        if (strncmp(m.text, want, strlen(want)) != 0)
            assert_string_equal(m.text, want);
        for (StyleId s = 0; s < STYLE_COUNT; s++)
            expect_look(&t, s, builtin.looks[s].fg, builtin.looks[s].bg, builtin.looks[s].attr);
    }
}

static void test_no_such_theme(void **state)
{
    (void)state;
    Theme t;
    Message m = { 0 };
    assert_int_equal(theme_load("no-such-theme", &t, &m), -1);
    assert_non_null(strstr(m.text, "There is no theme 'no-such-theme'"));
    assert_string_equal(t.name, "built in");
    assert_int_equal(theme_load(dir, &t, &m), -1);
    assert_non_null(strstr(m.text, "Cannot read the theme"));
}

static void test_empty_theme_is_the_terminals_own(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Theme t;
    Message m = { 0 };
    write_theme(a, "t.yaml", "");
    assert_int_equal(theme_load(in_dir(a, "t.yaml"), &t, &m), 0);
    for (int s = 0; s < STYLE_COUNT; s++)
        expect_look(&t, (StyleId)s, -1, -1, 0);
}

/* The selected row must stand out, and states must differ from plain text, in every theme we ship. */
static void test_shipped_themes(void **state)
{
    (void)state;
    static const char *const names[] = { "dark", "light", "mono" };
    static const StyleId differ[] = {
        STYLE_CURSOR, STYLE_CURSOR_DIM, STYLE_BORDER_FOCUS, STYLE_STATE_BAD, STYLE_STATE_HUMAN, STYLE_HEADER_ALERT,
        STYLE_DIFF_ADDED, STYLE_DIFF_REMOVED, STYLE_DIFF_FILE, STYLE_REMARK,
    };
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        for (int colour = 0; colour < 2; colour++) {
            Theme t;
            Message m = { 0 };
            if (theme_load(names[i], &t, &m) < 0)
                assert_string_equal(m.text, "");
            if (!colour)
                theme_without_colour(&t);
            for (size_t k = 0; k < (colour ? ARRAY_LEN(differ) : 2); k++)
                assert_false(same_look(&t.looks[differ[k]], &t.looks[STYLE_TEXT]));
            assert_false(same_look(&t.looks[STYLE_CURSOR], &t.looks[STYLE_CURSOR_DIM]));
        }
}

static void test_without_colour_nothing_has_one(void **state)
{
    (void)state;
    Theme t;
    theme_builtin(&t);
    t.looks[STYLE_CODE] = (Look){ 3, 4, ATTR_BOLD };
    t.looks[STYLE_LINK] = (Look){ 3, -1, ATTR_UNDERLINE };
    theme_without_colour(&t);
    expect_look(&t, STYLE_CODE, -1, -1, ATTR_BOLD | ATTR_REVERSE);
    expect_look(&t, STYLE_LINK, -1, -1, ATTR_UNDERLINE);
    for (int s = 0; s < STYLE_COUNT; s++)
        assert_true(t.looks[s].fg == -1 && t.looks[s].bg == -1);
}

static const struct {
    StyleId id, parent;
    const char *name, *help;
} table[] = {
#define X(i, n, p, h) { STYLE_##i, STYLE_##p, n, h },
    STYLES(X)
#undef X
};

static void test_table(void **state)
{
    (void)state;
    bool seen[256] = { false };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        unsigned char letter = (unsigned char)style_letter(table[i].id);
        StyleId found;
        assert_true(letter > ' ' && letter < 0x7f && !seen[letter]);
        seen[letter] = true;
        assert_true(i == 0 || table[i].parent < table[i].id);       /* rules_resolve() goes through once */
        assert_int_equal(style_find(table[i].name, &found), 0);
        assert_int_equal(found, table[i].id);
        assert_string_equal(style_name(found), table[i].name);
    }
    assert_int_equal(style_letter(STYLE_TEXT), '.');
}

/* themes/README.md has one line for each style, in the order of the table, and none besides. */
static void test_readme_lists_every_style(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    assert_int_equal(file_read(BATON_FIXTURES "/../../themes/README.md", 1 << 20, &text, NULL), 0);
    Str rest = buf_str(&text);
    ptrdiff_t from = str_find(rest, STR("| style | parent | for |\n|---|---|---|\n"));
    assert_true(from >= 0);
    rest = str_slice(rest, (size_t)from + 39, rest.len);
    Str line;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const char *parent = i ? arena_printf(a, " `%s`", style_name(table[i].parent)) : "";
        assert_true(str_next_line(&rest, &line));
        assert_string_equal(arena_str(a, line),
                            arena_printf(a, "| `%s` |%s | %s |", table[i].name, parent, table[i].help));
    }
    assert_false(str_next_line(&rest, &line));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields_inherit_from_the_parent),
        cmocka_unit_test(test_extended_theme_comes_before_the_parent_style),
        cmocka_unit_test(test_colours),
        cmocka_unit_test(test_fewer_colours),
        cmocka_unit_test(test_attributes),
        cmocka_unit_test(test_mistakes_name_file_and_line),
        cmocka_unit_test(test_no_such_theme),
        cmocka_unit_test(test_empty_theme_is_the_terminals_own),
        cmocka_unit_test(test_shipped_themes),
        cmocka_unit_test(test_without_colour_nothing_has_one),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_readme_lists_every_style),
    };
    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
