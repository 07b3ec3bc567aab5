/*
 * json_test.h - looking at the bytes that the facts of a JSON document point at.
 */
#ifndef BATON_TESTS_JSON_TEST_H
#define BATON_TESTS_JSON_TEST_H

#include "doc_test.h"

#define TASKMASTER ".taskmaster/tasks/tasks.json"
#define BEADS ".beads/issues.jsonl"

/* The bytes of a span in UTF-8 text without a byte order mark. */
static inline Str span_of(Str text, Span at)
{
    Str line = { "", 0 };
    for (int i = 0; i < at.line; i++)
        assert_true(str_next_line(&text, &line));
    assert_true(at.col >= 0 && at.end >= at.col && (size_t)at.end <= line.len);
    return str_slice(line, (size_t)at.col, (size_t)at.end);
}

/* Bytes changed, dropped, doubled or cut off, the same in every run. */
static inline void mutate(Buf *text, uint32_t *seed)
{
    static const char bytes[] = "{}[],:\"\\\n\r 0tfn-";
    for (uint32_t n = next_random(seed) % 4; n-- && text->len;) {
        size_t at = next_random(seed) % text->len, len = text->len - at;
        switch (next_random(seed) % 4) {
        case 0: text->data[at] = bytes[next_random(seed) % (sizeof bytes - 1)]; break;
        case 1: memmove(text->data + at, text->data + at + 1, len - 1); buf_cut(text, text->len - 1); break;
        case 2: buf_cut(text, at); break;
        default: {
            char *copy = mem_strndup(text->data + at, MIN(len, (size_t)60));
            buf_adds(text, copy);
            free(copy);
        }
        }
    }
}

#endif
