/*
 * fuzz_jsonl.c - lines of JSON from any bytes.
 *
 * Where the tree reader and the skip scanner both take a line, they agree on a text; what the
 * scanner hands out lies inside of the line; what is written reads back.
 */
#include <stdint.h>
#include <stdlib.h>

#include "baton/base/utf8.h"
#include "baton/format/json.h"
#include "baton/format/jsonl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static const char *const fields[] = { "timestamp|ts|time", "agent|active_agent", "reason" };

static void check_values(Arena *a, Str line, const JsonlValue values[])
{
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        Str raw = values[i].raw;
        char *text = jsonl_text(a, raw);
        require(!raw.len || (raw.data >= line.data && raw.data + raw.len <= line.data + line.len));
        require(!text || utf8_valid(str_from(text)));
    }
}

/* Keys with escapes are one key to the tree and another to the scanner: left out here. */
static void compare(Arena *a, Str line, const Json *tree, const JsonlValue values[])
{
    const char *text = json_get_str(tree, "reason");
    if (str_chr(line, '\\') >= 0 || !utf8_valid(line))
        return;
    require((values[2].raw.len > 0) == (json_get(tree, "reason") != NULL));
    require(!text || strcmp(text, jsonl_text(a, values[2].raw)) == 0);
}

/* What was written reads back as the same text. */
static void check_writing(const Json *tree)
{
    CLEANUP(buf_done) Buf once = BUF_INIT;
    CLEANUP(buf_done) Buf twice = BUF_INIT;
    CLEANUP(json_free_ptr) Json *again = NULL;
    json_write(&once, tree, true);
    require(utf8_valid(buf_str(&once)));
    require(json_parse(buf_str(&once), &again) == 0);
    json_write(&twice, again, true);
    require(str_eq(buf_str(&once), buf_str(&twice)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(json_free_ptr) Json *tree = NULL;
    Str line = { size ? (const char *)data : "", size };
    JsonlValue values[ARRAY_LEN(fields)];
    int scanned = jsonl_scan(line, fields, ARRAY_LEN(fields), values);
    if (scanned == 0)
        check_values(a, line, values);
    if (json_parse(line, &tree) < 0)
        return 0;
    check_writing(tree);
    if (json_is_object(tree) && scanned == 0)
        compare(a, line, tree, values);
    return 0;
}
