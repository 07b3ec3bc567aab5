/*
 * check_references.c - documents that the author's definition sends it to.
 *
 * A path is looked for at the root, beside the definition, and by its name alone below the folders that
 * agents use: prose leaves folders out.
 */
#include "baton/base/file.h"
#include "check_parts.h"
#include "scope_parts.h"

static bool is_found(const CheckInput *in, const char *path, Arena *a)
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
    return !strchr(path, '/') && tree_matches(in->tree, arena_printf(a, "**/%s", path));
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    const StrList *references = in->author ? &in->author->references : NULL;
    if (!references || !references->len)
        return false;
    CheckResult *r = check_add(ret, a, "references");
    for (size_t i = 0; i < references->len; i++) {
        const char *path = scope_clean(str_from(references->items[i]), a);
        bool form = path && strpbrk(path, "<>{}$") != NULL;      /* "docs/<feature>.md" */
        if (path && !form && !is_found(in, path, a))
            check_finding(r, a, in->author->file, 0, "refers to \"%s\", which is not there", path);
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
