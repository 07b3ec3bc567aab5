/*
 * lint_links.c - references to documents that are not there.
 *
 * A path is looked for beside the file, at the root, and below any folder of the project: prose
 * leaves the package out.  Files that come and go by design (a handoff, the run) are never missed.
 */
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "lint.h"

enum { FOLDERS_MAX = 1000, FOLDER_DEPTH_MAX = 3, TRIES_MAX = 200000 };

static bool is_there(Lint *l, const char *dir, const char *path)
{
    return access(path_join(l->arena, dir, path), F_OK) == 0;
}

static void add_folders(Lint *l, const char *dir, int depth)
{
    CLEANUP(close_dir) DIR *d = opendir(dir);
    struct stat st;
    for (struct dirent *e; d && l->folders.len < FOLDERS_MAX && (e = readdir(d));) {
        if (e->d_name[0] == '.' || glob_skips(e->d_name))
            continue;
        const char *child = path_join(l->arena, dir, e->d_name);
        if (lstat(child, &st) < 0 || !S_ISDIR(st.st_mode))
            continue;
        strlist_add(&l->folders, l->arena, child);
        if (depth < FOLDER_DEPTH_MAX)
            add_folders(l, child, depth + 1);
    }
}

static bool is_below_a_folder(Lint *l, const char *path)
{
    if (!l->context)
        return false;
    if (!l->folders_known)
        add_folders(l, l->context->project->root, 1);
    l->folders_known = true;
    if ((l->tries += (int)l->folders.len) > TRIES_MAX)
        return true;            /* no time to be sure */
    for (size_t i = 0; i < l->folders.len; i++)
        if (is_there(l, l->folders.items[i], path))
            return true;
    return false;
}

/* Files of a session may be missing at any time: nobody has begun yet, or all is done. */
static bool comes_and_goes(Lint *l, const char *path)
{
    static const SettingId settings[] = {
        CONF_FILES_SESSION, CONF_FILES_BOARDS, CONF_FILES_RECORDS, CONF_FILES_HANDOFF,
        CONF_FILES_RUN, CONF_FILES_TELEMETRY, CONF_FILES_OUTPUT,
    };
    for (size_t i = 0; l->context && i < ARRAY_LEN(settings); i++) {
        const StrList *globs = conf_list(l->context->conf, settings[i]);
        for (size_t k = 0; k < globs->len; k++)
            if (glob_match(globs->items[k], path))
                return true;
    }
    return false;
}

/* What a build or a tool makes. */
static bool is_made(const char *path)
{
    Str rest = str_from(path);
    while (rest.len) {
        Str name = str_cut(&rest, '/');
        CLEANUP(free_mem) char *text = str_dup(name);
        if (glob_skips(text) || strcmp(text, "coverage") == 0 || strcmp(text, "tmp") == 0)
            return true;
    }
    return false;
}

static bool is_dead(Lint *l, const LintFile *f, const char *path, bool link)
{
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    const char *rooted = *path == '/' ? path + 1 : path;
    if (!*rooted || is_made(rooted) || comes_and_goes(l, rooted) ||
        is_there(l, path_dir(l->arena, f->full), rooted))
        return false;
    if (l->context && is_there(l, l->context->project->root, rooted))
        return false;
    return link || !is_below_a_folder(l, rooted);
}

static void say_dead(Lint *l, const LintFile *f, int line, const char *path)
{
    lint_say(l, f, line, "there is no document '%s' beside this file%s; mend the path, or take the "
             "reference out", path, l->context ? " or at the root of the project" : "");
}

/* In a definition only what it is read as a reference counts: other paths are what the agent makes. */
static bool counts(const LintFile *f, const DocReference *ref)
{
    if (ref->link || !f->agent)
        return !ref->planned;
    for (size_t i = 0; !ref->planned && i < f->agent->references.len; i++)
        if (strstr(f->agent->references.items[i], ref->path))
            return true;
    return false;
}

static void judge_scan(Lint *l, const LintFile *f)
{
    StrList said = { 0 };
    FACT_EACH(DocReference, ref, f->scan.references) {
        if (!counts(f, ref) || !is_dead(l, f, ref->path, ref->link))
            continue;
        if (said.len < 200 && strlist_has(&said, ref->path))
            continue;
        strlist_add(&said, l->arena, ref->path);
        say_dead(l, f, ref->line, ref->path);
    }
}

void lint_dead_reference(Lint *l)
{
    LINT_EACH(l, f)
        if (f->wanted && (f->facts || f->agent))
            judge_scan(l, f);
}
