/*
 * fuzz_handoff.c - an artifact of any bytes as the gate looks at it: its parts, and the files and lines that
 * it cites, in a tree with a few files.  Findings lie on lines of the artifact and are bounded.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "baton/doc/doc.h"
#include "../../src/gate/check_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_MAX = 32 * 1024 };

static const char *const files[] = { "src/main.c", "README.md" };
static char tree[] = "/tmp/baton-fuzz-XXXXXX";

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void tree_drop(void)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        unlink(path_join(a, tree, files[i]));
    rmdir(path_join(a, tree, "src"));
    rmdir(tree);
}

static void tree_make(void)
{
    static bool made;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    if (made)
        return;
    made = true;
    require(mkdtemp(tree) && mkdir(path_join(a, tree, "src"), 0700) == 0);
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        require(file_write_atomic(path_join(a, tree, files[i]), STR("one\ntwo\n"), 0600) == 0);
    atexit(tree_drop);
}

static int count_lines(Str text)
{
    int n = 0;
    for (Str line; str_next_line(&text, &line);)
        n++;
    return n;
}

static void check_result(const CheckResult *r, int lines)
{
    require(r->findings.len <= FINDINGS_MAX);
    require((r->state == CHECK_FAILED) == (r->findings.len > 0));
    require(r->state != CHECK_SKIPPED || r->why);
    for (size_t i = 0; i < r->findings.len; i++) {
        const Finding *f = &r->findings.items[i];
        require(f->text && f->text[0] && f->line >= 0 && f->line <= MAX(lines, 1));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char path[] = ".agents/active_handoff.md";
    static const CheckRow *const rows[] = { &check_artifact, &check_sections, &check_references };
    if (size > TEXT_MAX)
        return 0;
    tree_make();
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Str bytes = { size ? (const char *)data : "", size };
    CLEANUP(facts_free_ptr) Facts *f = doc_read(path, bytes);
    AgentDef author = { .name = "worker" };
    Work work = { .git = true, .base = "", .head = "" };
    Scope scope = { 0 };
    Policy policy = { 0 };
    CheckResults all = { 0 };
    strlist_add(&author.output_sections, a, "Summary");
    doc_decode(bytes, &text);
    CheckInput in = { .tree = tree, .root = tree, .state_dir = tree, .author = &author, .author_name = "worker",
                      .artifact = path, .facts = f, .text = buf_str(&text), .work = &work, .scope = &scope,
                      .policy = &policy };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        rows[i]->run(&in, a, &all);
    for (size_t i = 0; i < all.len; i++)
        check_result(&all.items[i], count_lines(buf_str(&text)));
    return 0;
}
