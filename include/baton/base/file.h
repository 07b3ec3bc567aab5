/*
 * file.h - paths and whole files.
 *
 * Paths are bytes; relative ones are relative to the folder named in the call.  Reading is
 * bounded: a file over the limit is refused, never cut.  Writing a whole file is atomic.
 */
#ifndef BATON_BASE_FILE_H
#define BATON_BASE_FILE_H

#include <sys/types.h>

#include "baton/base/str.h"

char *path_join(Arena *a, const char *dir, const char *name);   /* name alone when it is absolute */
const char *path_base(const char *path);                        /* after the last slash */
char *path_dir(Arena *a, const char *path);                     /* "." when there is none */
char *path_normal(Arena *a, const char *path);                  /* without "//", "./" and "x/.." */

bool path_climbs(const char *path);                             /* ".." is one of its names */

/* The part of path below root ("a/b"), or NULL when it is not inside.  No I/O. */
const char *path_below(const char *root, const char *path);

/*
 * A person's folder as the XDG specification has it: $variable ("XDG_STATE_HOME") when that is
 * absolute, else below_home (".local/state") in $HOME.  NULL: neither is known.
 */
char *path_xdg(Arena *a, const char *variable, const char *below_home);

/* What tells one state of a file from another.  All 0 means: no such file. */
typedef struct {
    uint64_t dev, ino;
    int64_t size, mtime_ns, ctime_ns;
    uint32_t mode;
} FileId;

int file_id(const char *path, FileId *ret_id);                  /* -errno */
bool file_id_eq(const FileId *a, const FileId *b);

/*
 * Appends the whole regular file to out.  -EISDIR, -EFBIG over max bytes, -ENOTSUP for a device,
 * socket or fifo (never blocks on one), otherwise -errno.  ret_id may be NULL; it is taken by
 * fstat() before and after, and -EAGAIN says that the file moved while it was read.
 */
int file_read(const char *path, size_t max, Buf *out, FileId *ret_id);

/*
 * tmp + fsync + rename + fsync of the folder.  Follows links to the file itself; keeps mode and
 * group of a file that is there (-EACCES when that may not be written), else uses mode.
 */
int file_write_atomic(const char *path, Str data, mode_t mode);

/* The same where there is no file yet, and another name for one: -EEXIST, nothing is written over. */
int file_write_new(const char *path, Str data, mode_t mode);
int file_move_new(const char *from, const char *to);

/*
 * Replaces a run of bytes in a file that must be `was` from its first to its last byte, which others
 * may be saving meanwhile.  With as many bytes in place, seen by whoever has it open; else by a new
 * file that changes places with it: mode, owner and attributes stay, links are followed.  Durable.
 * -EAGAIN: the file is another one by now, and no save of anybody was lost; read it and try again.
 * -EMLINK: it has several names, which a new file would part.  -EPERM: its owner cannot be kept.
 */
typedef struct {
    Str was;
    size_t at, len;
    Str with;
} FilePatch;
int file_patch(const char *path, const FilePatch *patch, bool *ret_in_place);

int dir_make_all(const char *path, mode_t mode);                /* mkdir -p */
bool dir_exists(const char *path);                              /* or a link to one */

/*
 * '*' and '?' inside one name, '**' over folders (also none), '[a-z]', '[!a-z]'; a leading dot is
 * matched like any other character.  Matches the whole of path.  '**' at the end stands for at
 * least one name; beside other characters ("**.md") it is a plain '*'.
 */
bool glob_match(const char *pattern, const char *path);

/*
 * Calls fn for every regular file (or link to one) below root that matches, in byte order, path
 * relative to root.  Folders named .git, node_modules, build, target, dist and .baton are not
 * entered; links to folders are not followed; at most `max` files.  fn returns false to stop.
 * Folders that the pattern spells out before its first wild card are the exception: they are
 * entered whatever they are.  A folder that is not there holds no files.  -EINVAL: an absolute
 * pattern or one with "..".
 */
int glob_files(const char *root, const char *pattern, size_t max,
               bool (*fn)(void *ctx, const char *path), void *ctx);

/* Is name one of those folders that are not entered? */
bool glob_skips(const char *name);

#endif
