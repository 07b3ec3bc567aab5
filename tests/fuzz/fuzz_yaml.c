/*
 * fuzz_yaml.c - YAML and front matter from any bytes.
 *
 * A tree that is given out is within its bounds, its lines are lines of the text, and a refusal has
 * a line and a sentence.
 */
#include <stdint.h>
#include <stdlib.h>

#include "baton/format/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static int count_lines(Str text)
{
    int lines = 1;
    for (size_t i = 0; i < text.len; i++) {
        bool exotic = (unsigned char)text.data[i] >= 0x80;      /* U+0085, U+2028 end lines too */
        lines += text.data[i] == '\n' || text.data[i] == '\r' || exotic;
    }
    return lines + 1;
}

static void check_node(const YamlNode *n, int lines, int depth)
{
    require(depth <= 16);
    require(n->line >= 1 && n->line <= lines);
    require((n->type == YAML_SCALAR) == (n->text != NULL));
    for (const YamlNode *c = n->first; c; c = c->next) {
        require((n->type == YAML_MAP) == (c->key != NULL));
        require(!c->key || (yaml_get(n, c->key) && c->key_line >= 1 && c->key_line <= lines));
        check_node(c, lines, depth + 1);
    }
}

static void check_front_matter(Str text)
{
    FrontMatter f = front_matter_cut(text);
    require(f.present || (str_eq(f.body, text) && f.body_line == 1));
    require(f.closed || !f.present || str_eq(f.yaml, f.body));
    require(f.yaml.len <= text.len && f.body.data + f.body.len == text.data + text.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Str text = { size ? (const char *)data : "", size };
    YamlNode *root = NULL;
    YamlError e = { 0 };
    if (size > 4096)                    /* yaml_get() for every key is quadratic */
        return 0;
    if (yaml_parse(a, text, &root, &e) < 0)
        require(!root && e.what && e.line >= 1);
    else if (root)
        check_node(root, count_lines(text), 1);
    check_front_matter(text);
    return 0;
}
