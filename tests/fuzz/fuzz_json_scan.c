/*
 * fuzz_json_scan.c - any bytes as JSON with places.
 *
 * Tokens lie in the text, where their line and
 * column say; what stands inside of a container is read again without an error.
 */
#include <stdlib.h>

#include "baton/format/json_scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_place(Str text, const JsonToken *t)
{
    require(t->raw.data >= text.data && t->raw.data + t->raw.len <= text.data + text.len);
    Str rest = text, line = { text.data, 0 };
    for (int i = 0; i < t->line; i++)
        require(str_next_line(&rest, &line) || i == t->line - 1);
    require(t->raw.len == 0 || line.data + t->col == t->raw.data);
}

static void check_inside(Str text, const JsonToken *container, bool whole)
{
    JsonScan s;
    JsonToken name, value;
    bool object = json_is_kind(container, '{');
    json_scan_inside(&s, container);
    while (object ? json_scan_member(&s, &name) : json_scan_item(&s)) {
        bool ok = json_scan_value(&s, &value);
        check_place(text, &value);
        require(ok || !whole);
        if (json_is_kind(&value, '{') || json_is_kind(&value, '['))
            check_inside(text, &value, ok);
    }
    require(!whole || !s.error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str text = { size ? (const char *)data : "", size };
    JsonScan s;
    JsonToken root;
    json_scan(&s, text, 1);
    bool whole = json_scan_value(&s, &root);
    check_place(text, &root);
    require(whole == !s.error && (whole || s.error_line >= 1));
    if (size <= 4096 && (json_is_kind(&root, '{') || json_is_kind(&root, '[')))
        check_inside(text, &root, whole);
    return 0;
}
