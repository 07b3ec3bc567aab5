/*
 * check_references.c - documents that the author's definition sends it to.
 *
 * A path is looked for at the root, beside the definition, and by its name alone below the folders that
 * agents use: prose leaves folders out.  Control files come and go, and are never missed.
 */
#include "baton/base/file.h"
#include "check_parts.h"
#include "scope_parts.h"

enum { DEFINITION_BYTES_MAX = 512 * 1024 };

/* The first line of the definition that names the path; 0: it is not known. */
static int line_of(Str definition, const char *path)
{
    Str line, needle = str_from(path);
    for (int number = 1; str_next_line(&definition, &line); number++)
        if (str_find(line, needle) >= 0)
            return number;
    return 0;
}

static bool is_found(const CheckInput *in, TreeNames *names, const char *path, Arena *a)
{
    static const char *const folders[] = { "docs", ".claude", ".claude/context", ".agents", ".agent", ".github" };
    if (strpbrk(path, "*?") ? tree_matches(in->tree, path) : tree_has(in->tree, path, a))
        return true;
    const char *beside = in->author->file ? path_join(a, path_dir(a, in->author->file), path) : path;
    if (beside[0] != '/' && tree_has(in->tree, path_normal(a, beside), a))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(folders); i++)
        if (tree_has(in->tree, path_join(a, folders[i], path), a))
            return true;
    return !strchr(path, '/') && tree_find_name(names, path);
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    const StrList *references = in->author ? &in->author->references : NULL;
    if (!references || !references->len)
        return false;
    CLEANUP(buf_done) Buf definition = BUF_INIT;
    TreeNames names = { .tree = in->tree, .a = a };
    CheckResult *r = check_add(ret, a, "references");
    if (in->author->file && in->author->file[0] != '/')
        tree_read(in->tree, in->author->file, DEFINITION_BYTES_MAX, a, &definition);
    for (size_t i = 0; i < references->len; i++) {
        const char *path = scope_clean(str_from(references->items[i]), a);
        bool form = path && strpbrk(path, "<>{}$") != NULL;      /* "docs/<feature>.md" */
        if (path && !form && !work_is_control(path) && !is_found(in, &names, path, a))
            check_finding(r, a, in->author->file, line_of(buf_str(&definition), path),
                          "refers to \"%s\", which is not there", path);
    }
    return true;
}

const CheckRow check_references = {
    .name = "references",
    .help = "documents that the author's definition refers to are there",
    .reads = "the author's definition, names of files",
    .when = "the definition refers to documents",
    .run = run,
};
