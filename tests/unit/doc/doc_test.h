/*
 * doc_test.h - reading fixtures and texts of documents in tests.
 */
#ifndef BATON_TESTS_DOC_TEST_H
#define BATON_TESTS_DOC_TEST_H

#include "cases.h"

#include <dirent.h>
#include <stdlib.h>

#include "baton/base/file.h"
#include "baton/doc/doc.h"

#define DOCUMENTS BATON_FIXTURES "/documents"

static inline void read_file(const char *path, Buf *out)
{
    assert_int_equal(file_read(path, 64 << 20, out, NULL), 0);
}

static inline Facts *read_doc(const char *path, const char *text)
{
    return doc_read(path, str_from(text));
}

/* Calls fn for every fixture whose name ends like that, sorted by the system's order. */
static inline int each_fixture(const char *suffix, void (*fn)(const char *name))
{
    DIR *dir = opendir(DOCUMENTS);
    int n = 0;
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));) {
        if (!str_ends(str_from(e->d_name), str_from(suffix)))
            continue;
        fn(e->d_name);
        n++;
    }
    closedir(dir);
    return n;
}

#endif
