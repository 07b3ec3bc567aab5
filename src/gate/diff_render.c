/*
 * diff_render.c - what git has no diff for: files that it does not track, and what needs no contents.
 */
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "diff_parts.h"

enum { SNIFF = 8000, ADDED_BYTES_MAX = 1 << 20 };

static void add_header(Buf *b, const char *was, const char *path)
{
    buf_adds(b, "diff --git ");
    name_quote(b, "a/", was);
    buf_addc(b, ' ');
    name_quote(b, "b/", path);
    buf_addc(b, '\n');
}

static void add_renamed(Buf *b, const char *key, const char *path)
{
    buf_addf(b, "rename %s ", key);
    name_quote(b, "", path);
    buf_addc(b, '\n');
}

void render_renamed(Collect *c, const WorkFile *f)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    add_header(&b, f->was, f->path);
    buf_adds(&b, "similarity index 100%\n");
    add_renamed(&b, "from", f->was);
    add_renamed(&b, "to", f->path);
    collect_piece(c, buf_str(&b));
    collect_end(c);
}

void render_large(Collect *c, const WorkFile *f, uint64_t size)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    add_header(&b, f->path, f->path);
    if (f->status == 'A')
        buf_addf(&b, "new file mode %s\n", f->mode);
    buf_addf(&b, "# %llu bytes are too large for a diff and left out\n", (unsigned long long)size);
    collect_piece(c, buf_str(&b));
    collect_end(c);
    c->left_out += size;
}

static size_t count_lines(Str text)
{
    size_t n = 0;
    for (const char *p = text.data, *end = p + text.len; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        n++;
    return n + (text.len && text.data[text.len - 1] != '\n');
}

static void add_lines(Buf *b, Str text)
{
    bool ended = str_ends(text, STR("\n"));
    size_t lines = count_lines(text);
    buf_addf(b, lines == 1 ? "@@ -0,0 +1 @@\n" : "@@ -0,0 +1,%zu @@\n", lines);
    while (text.len) {
        buf_addc(b, '+');
        buf_add_str(b, str_cut(&text, '\n'));
        buf_addc(b, '\n');
    }
    if (!ended)
        buf_adds(b, "\\ No newline at end of file\n");
}

static void add_contents(Buf *b, const char *path, Str text)
{
    if (text.len && memchr(text.data, '\0', MIN(text.len, (size_t)SNIFF))) {
        buf_adds(b, "Binary files /dev/null and ");
        name_quote(b, "b/", path);
        buf_adds(b, " differ\n");
    } else if (text.len) {
        buf_adds(b, "--- /dev/null\n+++ ");
        name_quote(b, "b/", path);
        buf_adds(b, strchr(path, ' ') ? "\t\n" : "\n");
        add_lines(b, text);
    }
}

static bool read_link(int tree, const char *path, Buf *out)
{
    char target[PATH_MAX];
    ssize_t n = readlinkat(tree, path, target, sizeof target);
    if (n > 0)
        buf_add(out, target, (size_t)n);
    return n > 0;
}

static bool read_file(int tree, const char *path, Buf *out)
{
    struct stat st;
    CLEANUP(close_fd) int fd = openat(tree, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        return false;
    buf_reserve(out, (size_t)MIN(st.st_size, ADDED_BYTES_MAX) + 1);
    for (ssize_t n = 1; n > 0 && out->len < ADDED_BYTES_MAX;) {
        char piece[16 * 1024];
        n = read(fd, piece, sizeof piece);
        buf_add(out, piece, (size_t)MAX(n, 0));
    }
    return true;
}

void render_added(Collect *c, int tree, const WorkFile *f)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    bool link = strcmp(f->mode, "120000") == 0;
    add_header(&b, f->path, f->path);
    buf_addf(&b, "new file mode %s\n", f->mode);
    if (strcmp(f->mode, "160000") == 0)
        buf_addf(&b, "# a repository of its own, at commit %s\n", f->hash[0] ? f->hash : "(none)");
    else if (link ? read_link(tree, f->path, &text) : read_file(tree, f->path, &text))
        add_contents(&b, f->path, buf_str(&text));
    else
        buf_adds(&b, "# it cannot be read\n");
    collect_piece(c, buf_str(&b));
    collect_end(c);
}
