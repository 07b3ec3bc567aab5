/*
 * test_value.c - types that no setting has yet, and what counts as near.
 */
#include "conf/scene.h"
#include "nearest.h"
#include "value.h"

static void test_choices(void **state)
{
    Scene *s = *state;
    const SettingDef d = {
        .name = "split", .type = SETTING_CHOICE,
        .choices = (const char *const[]){ "auto", "right", NULL },
    };
    Message m = { 0 };
    Value v = { 0 };
    assert_int_equal(value_from_text(&d, "right", "f:1", s->arena, &v, &m), 0);
    assert_string_equal(v.text, "right");
    assert_int_equal(value_from_text(&d, "Right", "f:1", s->arena, &v, &m), -1);
    assert_string_equal(m.text, "f:1: 'split' is 'Right'; it takes one of auto, right");
    assert_string_equal(v.text, "right");
}

static void test_long_text(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    Value v = { 0 };
    char *text = arena_alloc(s->arena, 4098);
    memset(text, 'x', 4096);
    assert_int_equal(value_from_text(conf_def(CONF_EDITOR), text, "f:1", s->arena, &v, &m), 0);
    text[4096] = 'x';
    assert_int_equal(value_from_text(conf_def(CONF_EDITOR), text, "f:1", s->arena, &v, &m), -1);
    assert_string_equal(m.text, "f:1: 'editor' is longer than 4096 bytes");
}

static void test_edit_distance(void **state)
{
    (void)state;
    static const struct { const char *a, *b; int distance; } cases[] = {
        { "", "", 0 }, { "abc", "abc", 0 }, { "", "abc", 3 }, { "abc", "", 3 }, { "abc", "abd", 1 },
        { "abc", "ab", 1 }, { "abc", "xabc", 1 }, { "abc", "acb", 1 }, { "kitten", "sitting", 3 },
        { "abcdef", "badcfe", 3 }, { "abc", "xyz", 3 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_int_equal(edit_distance(cases[i].a, cases[i].b), cases[i].distance);
        assert_int_equal(edit_distance(cases[i].b, cases[i].a), cases[i].distance);
    }
    char *words = mem_alloc(65);
    memset(words, 'a', 63);
    assert_int_equal(edit_distance(words, "a"), 62);
    words[63] = 'a';
    assert_int_equal(edit_distance(words, "a"), INT_MAX);
    assert_int_equal(edit_distance("a", words), INT_MAX);
    free(words);
}

/* Whatever one letter does to a name, the name is still what was meant. */
static void test_every_slip_of_one_letter_is_found(void **state)
{
    (void)state;
    for (int i = 0; i < CONF_COUNT; i++) {
        const char *name = conf_def((SettingId)i)->name;
        for (size_t at = 0; at < strlen(name); at++) {
            char *slip = mem_strdup(name);
            slip[at] = '#';
            assert_string_equal(nearest_setting(slip), name);
            memmove(slip + at, slip + at + 1, strlen(slip + at));
            assert_string_equal(nearest_setting(slip), name);
            free(slip);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_SCENE(test_choices),
        ON_SCENE(test_long_text),
        cmocka_unit_test(test_edit_distance),
        cmocka_unit_test(test_every_slip_of_one_letter_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
