/*
 * test_timeline.c - columns of time, rows of agents and the ruler, as text.
 */
#include "tui_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "baton/base/clock.h"
#include "layout.h"
#include "timeline.h"

static int64_t at(const char *text)
{
    int64_t ms = 0;
    assert_int_equal(time_parse(str_from(text), &ms), 0);
    return ms;
}

static void in_zone(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

/* ---- windows ---- */

static void test_zooms_are_whole_buckets(void **state)
{
    (void)state;
    for (int z = 0; z < TIME_ZOOM_COUNT; z++) {
        assert_int_equal(time_zoom_step(z) % index_level_ms(time_zoom_level(z)), 0);
        if (z)
            assert_true(time_zoom_step(z) > time_zoom_step(z - 1));
    }
    assert_int_equal(time_zoom_step(0), 60 * 1000);
    assert_int_equal(time_zoom_step(TIME_ZOOM_COUNT - 1), 24 * 60 * 60 * 1000);
}

static void test_a_moment_lies_in_its_column(void **state)
{
    (void)state;
    int64_t moment = at("2026-01-02T14:02:05Z");
    for (int z = 0; z < TIME_ZOOM_COUNT; z++)
        for (int col = -3; col < 90; col += 7) {
            TimeWindow w = time_window_with(z, 80, moment, col);
            assert_int_equal(w.from % time_zoom_step(z), 0);
            assert_int_equal(time_window_col(&w, moment), col < 0 ? -1 : MIN(col, 80));
            if (col >= 0 && col < 80)
                assert_true(time_window_at(&w, col) <= moment && moment < time_window_at(&w, col + 1));
        }
}

static void test_over_shows_all(void **state)
{
    (void)state;
    static const struct { const char *from, *to, *zoom; } cases[] = {
        { "2026-01-02T14:00:00Z", "2026-01-02T14:30:00Z", "1m" },
        { "2026-01-02T14:00:00Z", "2026-01-02T14:39:59Z", "1m" },
        { "2026-01-02T14:00:00Z", "2026-01-02T14:40:00Z", "2m" },
        { "2026-01-02T10:00:00Z", "2026-01-02T18:00:00Z", "15m" },
        { "2026-01-01T10:00:00Z", "2026-01-02T18:00:00Z", "1h" },
        { "2025-01-01T10:00:00Z", "2026-01-02T18:00:00Z", "1d" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        TimeWindow w = time_window_over(40, at(cases[i].from), at(cases[i].to));
        assert_string_equal(time_zoom_name(w.zoom), cases[i].zoom);
        assert_int_equal(time_window_col(&w, at(cases[i].from)), 0);
        if (w.zoom + 1 < TIME_ZOOM_COUNT)
            assert_true(time_window_col(&w, at(cases[i].to)) < 40);
    }
}

/* ---- ruler ---- */

static void test_rulers(void **state)
{
    (void)state;
    static const struct { const char *zone, *from, *now; int zoom; const char *labels, *strokes; } cases[] = {
        { "UTC", "2026-01-02T14:00:00Z", "2026-01-02T14:35:00Z", 0,
          "14:00     14:10     14:20        now    ", "+---------+---------+---------+----v----" },
        { "UTC", "2026-01-02T14:00:00Z", "2026-01-03T14:35:00Z", 0,
          "14:00     14:10     14:20     14:30     ", "+---------+---------+---------+---------" },
        { "UTC", "2026-01-01T22:00:00Z", "2026-01-02T00:10:00Z", 2,
          "22:00       23:00       now             ", "+-----------+-----------+-v---------+---" },
        { "Asia/Kolkata", "2026-01-01T10:00:00Z", "2026-01-03T14:35:00Z", 6,
          "        01-02       12:00       01-03   ", "--------+-----------+-----------+-------" },
        { "America/New_York", "2026-01-02T03:00:00Z", "2026-01-02T03:00:00Z", 6,
          "now           12:00       01-03         ", "v-+-----------+-----------+-----------+-" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        CLEANUP(buf_done) Buf labels = BUF_INIT;
        CLEANUP(buf_done) Buf strokes = BUF_INIT;
        in_zone(cases[i].zone);
        TimeWindow w = time_window_with(cases[i].zoom, 40, at(cases[i].from), 0);
        time_ruler(&w, at(cases[i].now), true, &labels, &strokes);
        assert_string_equal(labels.data, cases[i].labels);
        assert_string_equal(strokes.data, cases[i].strokes);
    }
    in_zone("UTC");
}

/* ---- rows ---- */

enum { MINUTE = 60000 };

/* "NAME MINUTE STATE MARKS EVENTS SEQ" each; names in order, as index_beats() has them. */
static Beats beats_of(Arena *a, const char *text, int64_t from)
{
    Beats beats = { 0 };
    Str rest = str_from(text), line;
    while (str_next_line(&rest, &line)) {
        char name[32], word[32];
        int minute, events, seq;
        unsigned marks;
        Beat b = { 0 };
        assert_int_equal(sscanf(arena_str(a, line), "%31s %d %31s %u %d %d", name, &minute, word, &marks, &events,
                                &seq), 6);
        assert_int_equal(agent_state_parse(word, &b.state), 0);
        b.slug = b.name = strcmp(name, "-") == 0 ? "" : arena_strdup(a, name);
        b.at = from + (int64_t)minute * MINUTE;
        b.marks = marks;
        b.events = events;
        b.last_seq = seq;
        AVEC_PUSH(&beats, a, b);
    }
    return beats;
}

static void rows_text(const TimeRows *rows, int cols, bool ascii, Buf *out)
{
    for (size_t i = 0; i < rows->len; i++) {
        buf_addf(out, "%s|", *rows->items[i].name ? rows->items[i].name : "-");
        for (int c = 0; c < cols; c++) {
            const char *glyph = time_cell_glyph(&rows->items[i].cells[c], ascii);
            buf_adds(out, *glyph ? glyph : " ");
        }
        buf_adds(out, "|\n");
    }
}

static const struct {
    const char *note, *beats, *filter, *ascii, *glyphs;
    int zoom, now;
} pictures[] = {
    { "a state lasts until something else is heard, and no longer than now",
      "mira 1 working 1 1 1\nmira 4 done 2 1 2", NULL, "mira| [==]...  |\n", "mira| ├▬▬┤···  |\n", 0, 7 },
    { "what it came with goes on", "mira -9 working 0 0 0\nmira 2 working 4 1 5", NULL, "mira|==T==     |\n",
      "mira|▬▬T▬▬     |\n", 0, 4 },
    { "who was done long ago and did nothing is not there", "ben -9 done 0 0 0\nmira 0 idle 64 3 5", NULL,
      "mira|'         |\n", "mira|'         |\n", 0, 9 },
    { "pressing states first, then names; no agent last",
      "- 0 unknown 64 1 9\nada 0 working 1 1 1\nben 0 escalated 8 1 2\ncem 0 blocked 64 1 3\ndora 0 waiting 16 1 4\n"
      "eve 0 done 2 1 5", NULL,
      "ben|!^^|\ndora|Hww|\ncem|###|\nada|[==|\neve|]..|\n-|'  |\n",
      "ben|!▲▲|\ndora|⇄░░|\ncem|■■■|\nada|├▬▬|\neve|┤··|\n-|'  |\n", 0, 9 },
    { "of several things in a column the weightiest, and its last state",
      "mira 0 working 1 1 1\nmira 1 working 4 2 3\nmira 2 escalated 8 1 4\nmira 3 done 2 1 6", NULL,
      "mira|!.........|\n", "mira|!·········|\n", 2, 60 },
    { "a filter", "ada 0 working 1 1 1\nmira 0 working 1 1 1", "IR", "mira|[=|\n", "mira|├▬|\n", 0, 9 },
    { "nothing", "", NULL, "", "", 0, 9 },
};

static void test_pictures(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pictures); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf ascii = BUF_INIT;
        CLEANUP(buf_done) Buf glyphs = BUF_INIT;
        const char *bar = strchr(pictures[i].ascii, '|');
        int cols = bar ? (int)strcspn(bar + 1, "|") : 10;
        TimeWindow w = time_window_with(pictures[i].zoom, cols, at("2026-01-02T14:00:00Z"), 0);
        Beats beats = beats_of(a, pictures[i].beats, w.from);
        TimeRows rows;
        if (pictures[i].zoom == 2)              /* columns of five minutes: buckets of that width */
            for (size_t b = 0; b < beats.len; b++)
                beats.items[b].at -= beats.items[b].at % time_zoom_step(2);
        time_rows(a, &beats, &w, w.from + (int64_t)pictures[i].now * MINUTE, pictures[i].filter, &rows);
        rows_text(&rows, cols, true, &ascii);
        rows_text(&rows, cols, false, &glyphs);
        if (strcmp(ascii.data, pictures[i].ascii) != 0)
            print_error("%s:\n", pictures[i].note);
        assert_string_equal(ascii.data, pictures[i].ascii);
        assert_string_equal(glyphs.data, pictures[i].glyphs);
    }
}

/* A state is told by its shape: no two look alike, nor like a mark, in either alphabet. */
static void test_shapes_differ(void **state)
{
    (void)state;
    for (int ascii = 0; ascii < 2; ascii++) {
        const char *seen[AGENT_STATE_COUNT + 8];
        size_t n = 0;
        for (int s = 0; s < AGENT_STATE_COUNT; s++)
            if (*time_state_glyph(s, ascii))
                seen[n++] = time_state_glyph(s, ascii);
        assert_int_equal(n, 5);
        for (unsigned m = BEAT_START; m <= BEAT_OTHER; m <<= 1)
            seen[n++] = time_mark_glyph(m, ascii);
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < i; j++)
                assert_string_not_equal(seen[i], seen[j]);
    }
}

static void test_words(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf b = BUF_INIT;
    time_marks_text(BEAT_OTHER | BEAT_START | BEAT_ESCALATION, &b);
    assert_string_equal(b.data, "start, escalation");
    buf_clear(&b);
    in_zone("UTC");
    time_span_text(at("2026-01-02T14:00:00Z"), at("2026-01-02T14:05:00Z"), at("2026-01-03T09:00:00Z"), true, &b);
    assert_string_equal(b.data, "01-02 14:00 - 14:05");
    buf_clear(&b);
    time_span_text(at("2026-01-02T14:00:00Z"), at("2026-01-02T14:05:00Z"), at("2026-01-02T14:01:00Z"), true, &b);
    assert_string_equal(b.data, "14:00 - 14:05");
    buf_clear(&b);
    time_span_text(at("2026-01-02T22:00:00Z"), at("2026-01-03T02:00:00Z"), 0, false, &b);
    assert_string_equal(b.data, "01-02 22:00 – 01-03 02:00");
    buf_clear(&b);
    assert_int_equal(time_legend(30, true, &b), 5);
    assert_string_equal(b.data, "= working  w waiting\n# blocked  ^ escalated  . done\n~ silent  ! escalation\n"
                                "D decision  H handoff  T test\n] end  [ start  ' other");
    buf_clear(&b);
    assert_int_equal(time_legend(200, false, &b), 1);
}

/* Whoever works and is not heard of is shown as silent once the limit is over, until it is heard of. */
static void test_silence(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf b = BUF_INIT;
    TimeWindow w = time_window_with(0, 10, at("2026-01-02T14:00:00Z"), 0);
    Beats beats = beats_of(a, "ada -5 done 2 1 1\nmira 0 working 1 1 2\nmira 6 working 64 1 3", w.from);
    TimeRows rows;
    beats.items[0].state = AGENT_WORKING;
    beats.items[0].at = w.from - 60 * MINUTE;
    time_rows(a, &beats, &w, w.from + 9 * MINUTE, NULL, &rows);
    for (size_t i = 0; i < rows.len; i++)
        time_row_age(&rows.items[i], &w, 2 * MINUTE);
    rows_text(&rows, 10, true, &b);
    assert_string_equal(b.data, "ada|~~~~~~~~~~|\nmira|[===~~====|\n");
    assert_true(rows.items[0].silent);
    assert_false(rows.items[1].silent);
    assert_int_equal(time_row_since(&rows.items[1], &w, 9), w.from - 1);
    assert_int_equal(time_row_since(&rows.items[0], &w, 3), w.from - 1);
}

/* ---- layout ---- */

/* frame, names, ruler, grid, info, legend, line, figures, since */
static const struct {
    int rows, cols, agents, names, lower;
    const char *want;
} layouts[] = {
    { 38, 120, 5, 18, 0, "120x19+0+1 21x11+1+4 97x2+22+2 97x11+22+4 118x2+1+15 "
      "118x2+1+17 - 62x19+0+20 58x19+62+20" },
    { 38, 120, 90, 18, 0, "120x24+0+1 21x17+1+4 97x2+22+2 97x17+22+4 118x2+1+21 "
      "118x1+1+23 - 62x14+0+25 58x14+62+25" },
    { 22, 80, 5, 18, 0, "80x21+0+1 21x13+1+4 57x2+22+2 57x13+22+4 78x2+1+17 "
      "78x2+1+19 80x1+0+22 - -" },
    { 22, 80, 5, 18, 1, "80x11+0+1 21x4+1+4 57x2+22+2 57x4+22+4 78x2+1+8 "
      "78x1+1+10 - 80x11+0+12 -" },
    { 22, 80, 5, 18, 2, "80x11+0+1 21x4+1+4 57x2+22+2 57x4+22+4 78x2+1+8 "
      "78x1+1+10 - - 80x11+0+12" },
    { 18, 60, 5, 18, 0, "60x17+0+1 17x8+1+4 41x2+18+2 41x8+18+4 58x2+1+12 "
      "58x3+1+14 60x1+0+18 - -" },
    { 5, 20, 5, 18, 0, "20x5+0+1 6x1+1+4 12x2+7+2 12x1+7+4 - "
      "- - - -" },
    { 1, 1, 5, 18, 1, "1x1+0+1 - - - - - - - -" },
    { 0, 0, 0, 18, 0, "- - - - - - - - -" },
};

static void layout_text(const TimelineLayout *l, Buf *out)
{
    const Rect parts[] = { l->frame, l->names, l->ruler, l->grid, l->info, l->legend, l->line, l->figures, l->since };
    char text[48];
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        buf_addf(out, "%s%s", i ? " " : "", parts[i].h ? rect_text(parts[i], text) : "-");
}

static void test_layouts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(layouts); i++) {
        CLEANUP(buf_done) Buf got = BUF_INIT;
        Rect body = { 0, 1, layouts[i].cols, layouts[i].rows };
        TimelineLayout l = layout_timeline(body, layouts[i].agents, layouts[i].names, layouts[i].lower);
        layout_text(&l, &got);
        assert_string_equal(got.data, layouts[i].want);
    }
}

static bool lies_in(Rect r, Rect all)
{
    return r.w >= 0 && r.h >= 0 && (!r.h || (r.x >= all.x && r.y >= all.y && r.x + r.w <= all.x + all.w &&
                                             r.y + r.h <= all.y + all.h));
}

/* Nothing leaves the body, and no two parts share a row of it, at any size. */
static void test_every_size(void **state)
{
    (void)state;
    for (int h = 0; h < 60; h++)
        for (int w = 0; w < 140; w += 3)
            for (int lower = 0; lower < 3; lower++) {
                Rect body = { 0, 1, w, h };
                TimelineLayout l = layout_timeline(body, h % 13, h % 31, lower);
                const Rect outer[] = { l.frame, l.line, l.figures, l.since };
                const Rect inner[] = { l.ruler, l.grid, l.info, l.legend };
                int used = 0;
                for (size_t i = 0; i < ARRAY_LEN(outer); i++)
                    assert_true(lies_in(outer[i], body));
                for (size_t i = 0; i < ARRAY_LEN(inner); i++) {
                    assert_true(lies_in(inner[i], l.frame));
                    used += inner[i].h;
                }
                assert_int_equal(used, MAX(l.frame.h - 2, 0) * (l.frame.w > 2));
                assert_int_equal(l.frame.h + l.line.h + MAX(l.figures.h, l.since.h), h);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zooms_are_whole_buckets), cmocka_unit_test(test_a_moment_lies_in_its_column),
        cmocka_unit_test(test_over_shows_all), cmocka_unit_test(test_rulers), cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_shapes_differ), cmocka_unit_test(test_words), cmocka_unit_test(test_silence),
        cmocka_unit_test(test_layouts),
        cmocka_unit_test(test_every_size),
    };
    return cmocka_run_group_tests(tests, utf8_setup, NULL);
}
