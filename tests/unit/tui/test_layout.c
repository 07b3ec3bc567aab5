/*
 * test_layout.c - rectangles as text, for the sizes that people have and for silly ones.
 */
#include "tui_test.h"

#include <stdio.h>

#include "layout.h"

static const struct {
    int rows, cols;
    const char *want;
} screens[] = {
    { 24, 80, "80x1+0+0 80x22+0+1 80x1+0+23" },
    { 40, 120, "120x1+0+0 120x38+0+1 120x1+0+39" },
    { 5, 20, "20x0+0+0 20x4+0+0 20x1+0+4" },
    { 3, 20, "20x0+0+0 20x3+0+0 20x0+0+3" },
    { 1, 1, "1x0+0+0 1x1+0+0 1x0+0+1" },
    { 0, 0, "0x0+0+0 0x0+0+0 0x0+0+0" },
    { -7, -7, "0x0+0+0 0x0+0+0 0x0+0+0" },
};

static void test_screens(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(screens); i++) {
        ScreenLayout s = layout_screen(screens[i].rows, screens[i].cols);
        char h[48], b[48], f[48], got[160];
        snprintf(got, sizeof got, "%s %s %s", rect_text(s.header, h), rect_text(s.body, b), rect_text(s.footer, f));
        assert_string_equal(got, screens[i].want);
    }
}

/* needs, agents, tasks, detail: for a whole screen of this size */
static const struct {
    int rows, cols, needs, agents;
    const char *want;
} dashboards[] = {
    { 24, 80, 3, 4, "80x5+0+1 80x6+0+6 80x11+0+12 80x22+0+1 over" },
    { 24, 80, 0, 4, "80x3+0+1 80x6+0+4 80x13+0+10 80x22+0+1 over" },
    { 24, 80, 30, 30, "80x8+0+1 80x7+0+9 80x7+0+16 80x22+0+1 over" },
    { 24, 80, 1, 30, "80x3+0+1 80x12+0+4 80x7+0+16 80x22+0+1 over" },
    { 40, 120, 3, 4, "62x5+0+1 62x6+0+6 62x27+0+12 58x38+62+1 beside" },
    { 20, 60, 3, 4, "60x5+0+1 60x6+0+6 60x7+0+12 60x18+0+1 over" },
    { 20, 60, 9, 9, "60x6+0+1 60x6+0+7 60x6+0+13 60x18+0+1 over" },
    { 60, 200, 3, 8, "96x5+0+1 96x10+0+6 96x43+0+16 104x58+96+1 beside" },
    { 24, 100, 3, 4, "54x5+0+1 54x6+0+6 54x11+0+12 46x22+54+1 beside" },
    { 24, 99, 3, 4, "99x5+0+1 99x6+0+6 99x11+0+12 99x22+0+1 over" },
    { 12, 80, 3, 4, "80x4+0+1 80x3+0+5 80x3+0+8 80x10+0+1 over" },
    { 5, 20, 3, 4, "20x4+0+0 20x0+0+4 20x0+0+4 20x4+0+0 over" },
    { 5, 20, 0, 4, "20x0+0+0 20x4+0+0 20x0+0+4 20x4+0+0 over" },
    { 9, 20, 2, 4, "20x3+0+1 20x4+0+4 20x0+0+8 20x7+0+1 over" },
    { 1, 1, 3, 4, "1x1+0+0 1x0+0+1 1x0+0+1 1x1+0+0 over" },
    { 0, 0, 0, 0, "0x0+0+0 0x0+0+0 0x0+0+0 0x0+0+0 over" },
};

static void dashboard_text(DashboardLayout d, char out[256])
{
    char n[48], a[48], t[48], de[48];
    snprintf(out, 256, "%s %s %s %s %s", rect_text(d.needs, n), rect_text(d.agents, a), rect_text(d.tasks, t),
             rect_text(d.detail, de), d.side_by_side ? "beside" : "over");
}

static void test_dashboards(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(dashboards); i++) {
        ScreenLayout s = layout_screen(dashboards[i].rows, dashboards[i].cols);
        char got[256];
        dashboard_text(layout_dashboard(s.body, dashboards[i].needs, dashboards[i].agents), got);
        assert_string_equal(got, dashboards[i].want);
    }
}

static bool inside(Rect r, Rect all)
{
    return r.w >= 0 && r.h >= 0 && r.x >= all.x && r.y >= all.y && r.x + r.w <= all.x + all.w &&
           r.y + r.h <= all.y + all.h;
}

static void check_dashboard(Rect body, int needs, int agents)
{
    DashboardLayout d = layout_dashboard(body, needs, agents);
    assert_true(inside(d.needs, body) && inside(d.agents, body) && inside(d.tasks, body) && inside(d.detail, body));
    assert_int_equal(d.needs.h + d.agents.h + d.tasks.h, body.h);
    assert_int_equal(d.agents.y, d.needs.y + d.needs.h);
    assert_int_equal(d.tasks.y, d.agents.y + d.agents.h);
    if (d.side_by_side)
        assert_int_equal(d.needs.w + d.detail.w, body.w);
    int least = body.h >= 15 ? 3 : body.h >= 9 ? 3 : 0;
    assert_true(d.needs.h >= least && d.agents.h >= least && d.tasks.h >= least);
    if (body.h >= 15 && needs >= 3 && agents >= 3)
        assert_true(d.needs.h >= 5 && d.agents.h >= 5 && d.tasks.h >= 5);
}

/* Every size: panes tile the left column, stay inside, and keep rows of their own where there are any. */
static void test_dashboard_tiles(void **state)
{
    (void)state;
    for (int rows = 0; rows <= 80; rows++)
        for (int cols = 0; cols <= 240; cols += 20)
            for (int needs = 0; needs <= 60; needs += 3)
                for (int agents = 0; agents <= 60; agents += 3)
                    check_dashboard((Rect){ 3, 2, cols, rows }, needs, agents);
}

static const struct {
    Rect body;
    const char *want;
} splits[] = {
    { { 0, 1, 80, 22 }, "80x22+0+1 80x22+0+1 over" },
    { { 0, 1, 120, 38 }, "62x38+0+1 58x38+62+1 beside" },
    { { 0, 1, 60, 18 }, "60x18+0+1 60x18+0+1 over" },
    { { 0, 1, 200, 58 }, "96x58+0+1 104x58+96+1 beside" },
    { { 0, 0, 20, 4 }, "20x4+0+0 20x4+0+0 over" },
};

static void test_splits(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(splits); i++) {
        SplitLayout s = layout_split(splits[i].body);
        char l[48], d[48], got[120];
        snprintf(got, sizeof got, "%s %s %s", rect_text(s.list, l), rect_text(s.detail, d),
                 s.side_by_side ? "beside" : "over");
        assert_string_equal(got, splits[i].want);
    }
}

static const struct {
    Rect screen;
    int rows, cols;
    const char *want;
} popups[] = {
    { { 0, 0, 80, 24 }, 10, 40, "40x10+20+7" },
    { { 0, 0, 80, 24 }, 100, 100, "80x24+0+0" },
    { { 2, 1, 20, 5 }, 3, 30, "20x3+2+2" },
    { { 0, 0, 80, 24 }, -1, -1, "0x0+40+12" },
    { { 0, 0, 0, 0 }, 5, 5, "0x0+0+0" },
};

static void test_popups(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(popups); i++) {
        char got[48];
        rect_text(layout_popup(popups[i].screen, popups[i].rows, popups[i].cols), got);
        assert_string_equal(got, popups[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screens),
        cmocka_unit_test(test_dashboards),
        cmocka_unit_test(test_dashboard_tiles),
        cmocka_unit_test(test_splits),
        cmocka_unit_test(test_popups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
