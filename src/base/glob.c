/*
 * glob.c - matching paths against patterns, and finding the files that match.
 *
 * A pattern is a list of names with wild cards; "**" stands for any number of folders.  Both levels
 * are matched by going back to the last star only, so that no pattern takes more than square time.
 */
#include "baton/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/fd.h"

enum { DEPTH_MAX = 64 };

/* "[a-z]" or "[!a-z]" at the front of p; false when it is not closed, and then '[' is itself. */
static bool class_match(Str p, unsigned char c, size_t *ret_len, bool *ret_match)
{
    size_t i = 1;
    bool invert = i < p.len && (p.data[i] == '!' || p.data[i] == '^'), found = false;
    i += invert;
    for (size_t first = i; i < p.len && (p.data[i] != ']' || i == first); i++) {
        unsigned char low = (unsigned char)p.data[i], high = low;
        if (i + 2 < p.len && p.data[i + 1] == '-' && p.data[i + 2] != ']') {
            high = (unsigned char)p.data[i + 2];
            i += 2;
        }
        found = found || (c >= low && c <= high);
    }
    *ret_len = i + 1;
    *ret_match = found != invert;
    return i < p.len;
}

/* One character, or one byte of what is not UTF-8. */
static size_t char_len(Str s)
{
    size_t n = 1;
    if ((unsigned char)s.data[0] >= 0xc0)
        while (n < s.len && n < 4 && ((unsigned char)s.data[n] & 0xc0) == 0x80)
            n++;
    return n;
}

/* Matches one item that is no star; returns false, or how much of each was used. */
static bool item_match(Str p, Str s, size_t *ret_p, size_t *ret_s)
{
    bool match;
    *ret_p = *ret_s = 1;
    if (!p.len || !s.len)
        return false;
    if (p.data[0] == '?') {
        *ret_s = char_len(s);
        return true;
    }
    if (p.data[0] == '[' && class_match(p, (unsigned char)s.data[0], ret_p, &match))
        return match;
    *ret_p = 1;
    return p.data[0] == s.data[0];
}

static bool name_match(Str p, Str s)
{
    size_t pi = 0, si = 0, star = SIZE_MAX, star_s = 0, used_p, used_s;
    while (si < s.len) {
        if (pi < p.len && p.data[pi] == '*') {
            star = ++pi;
            star_s = si;
        } else if (item_match(str_slice(p, pi, p.len), str_slice(s, si, s.len), &used_p, &used_s)) {
            pi += used_p;
            si += used_s;
        } else if (star != SIZE_MAX) {
            pi = star;
            si = ++star_s;
        } else {
            return false;
        }
    }
    while (pi < p.len && p.data[pi] == '*')
        pi++;
    return pi == p.len;
}

static bool is_deep(Str segment)
{
    return str_eq(segment, STR("**"));
}

/* "**" at the end stands for at least one name: a folder is no file below itself. */
static bool path_match(Str p, Str s)
{
    Str deep_p = { NULL, 0 }, deep_s = { NULL, 0 };
    while (s.len) {
        Str p_rest = p, s_rest = s;
        Str segment = str_cut(&p_rest, '/'), name = str_cut(&s_rest, '/');
        if (p.len && is_deep(segment)) {
            if (!p_rest.len)
                return true;
            deep_p = p = p_rest;
            deep_s = s;
        } else if (p.len && name_match(segment, name)) {
            p = p_rest;
            s = s_rest;
        } else if (deep_p.data) {
            str_cut(&deep_s, '/');
            p = deep_p;
            s = deep_s;
        } else {
            return false;
        }
    }
    return !p.len;
}

bool glob_match(const char *pattern, const char *path)
{
    return path_match(str_from(pattern), str_from(path));
}

typedef struct {
    const char *pattern;
    size_t max, found;
    bool stopped;
    bool (*fn)(void *ctx, const char *path);
    void *ctx;
    Buf path;                   /* relative to the root, of what is being looked at */
} Walk;

bool glob_skips(const char *name)
{
    static const char *const names[] = {
        ".git", "node_modules", "build", "target", "dist", ".baton",
    };
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

typedef enum { ENTRY_OTHER, ENTRY_FILE, ENTRY_FOLDER } EntryType;

static EntryType entry_type(int dir, const char *name, int d_type)
{
    struct stat st;
    if (d_type == DT_REG)
        return ENTRY_FILE;
    if (d_type == DT_DIR)
        return ENTRY_FOLDER;
    if (d_type != DT_LNK && d_type != DT_UNKNOWN)
        return ENTRY_OTHER;
    if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return ENTRY_OTHER;
    if (S_ISDIR(st.st_mode))
        return ENTRY_FOLDER;
    if (S_ISLNK(st.st_mode) && fstatat(dir, name, &st, 0) < 0)
        return ENTRY_OTHER;
    return S_ISREG(st.st_mode) ? ENTRY_FILE : ENTRY_OTHER;
}

/* Can a file below this folder match?  The names of the folder must be the pattern's first ones. */
static bool may_hold(Str pattern, Str folder)
{
    while (folder.len) {
        Str segment = str_cut(&pattern, '/');
        if (is_deep(segment))
            return true;
        if (!pattern.len || !name_match(segment, str_cut(&folder, '/')))
            return false;
    }
    return pattern.len > 0;
}

static void walk_file(Walk *w)
{
    if (!glob_match(w->pattern, w->path.data))
        return;
    w->found++;
    w->stopped = !w->fn(w->ctx, w->path.data) || w->found >= w->max;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, a slash behind those of folders, which sorts them as whole paths do. */
static void read_names(DIR *dir, Arena *a, StrList *names)
{
    for (struct dirent *e; (e = readdir(dir));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        EntryType type = entry_type(dirfd(dir), e->d_name, e->d_type);
        if (type == ENTRY_FILE)
            strlist_add(names, a, arena_strdup(a, e->d_name));
        else if (type == ENTRY_FOLDER && !glob_skips(e->d_name))
            strlist_add(names, a, arena_printf(a, "%s/", e->d_name));
    }
    if (names->len)
        qsort(names->items, names->len, sizeof *names->items, by_bytes);
}

static void walk_folder(Walk *w, int fd, int depth);

static void walk_into(Walk *w, int parent, const char *name, int depth)
{
    Str folder = { w->path.data, w->path.len - 1 };
    if (depth >= DEPTH_MAX || !may_hold(str_from(w->pattern), folder))
        return;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0)
        walk_folder(w, fd, depth + 1);
}

/* Takes fd over.  A folder that cannot be read holds nothing for us. */
static void walk_folder(Walk *w, int fd, int depth)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(close_dir) DIR *dir = fdopendir(fd);
    StrList names = { 0 };
    size_t len = w->path.len;
    if (!dir) {
        close(fd);
        return;
    }
    read_names(dir, a, &names);
    for (size_t i = 0; i < names.len && !w->stopped; i++) {
        buf_adds(&w->path, names.items[i]);
        if (w->path.data[w->path.len - 1] == '/')
            walk_into(w, dirfd(dir), names.items[i], depth);
        else
            walk_file(w);
        buf_cut(&w->path, len);
    }
}

/* How much of the pattern names folders without a wild card: "a/b/" of "a/b/c*.md". */
static size_t static_len(const char *pattern)
{
    size_t len = strcspn(pattern, "*?[");
    while (len && pattern[len - 1] != '/')
        len--;
    return len;
}

static int walk_start(Walk *w, int root)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    buf_add(&w->path, w->pattern, static_len(w->pattern));
    const char *name = w->pattern + w->path.len;
    const char *folder = w->path.len ? arena_str(a, buf_str(&w->path)) : ".";
    if (!name[strcspn(name, "*?[")]) {          /* no wild card at all: one file, or none */
        if (entry_type(root, w->pattern, DT_UNKNOWN) == ENTRY_FILE) {
            buf_adds(&w->path, name);
            walk_file(w);
        }
        return 0;
    }
    int fd = openat(root, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES ? 0 : -errno;
    walk_folder(w, fd, 0);
    return 0;
}

int glob_files(const char *root, const char *pattern, size_t max,
               bool (*fn)(void *ctx, const char *path), void *ctx)
{
    if (pattern[0] == '/' || path_climbs(pattern))
        return -EINVAL;
    int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    Walk w = { .pattern = pattern, .max = max, .fn = fn, .ctx = ctx, .path = BUF_INIT };
    int r = max ? walk_start(&w, fd) : 0;
    buf_done(&w.path);
    close(fd);
    return r;
}
