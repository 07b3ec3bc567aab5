/*
 * check_case.h - a work tree in a scratch folder, and the input of a check that tests fill in.
 */
#ifndef BATON_TESTS_GATE_CHECK_CASE_H
#define BATON_TESTS_GATE_CHECK_CASE_H

#include "cases.h"

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "baton/gate/check.h"
#include "check_parts.h"

typedef struct {
    Arena *a;
    char *tree;
    CheckInput in;
    AgentDef author, receiver;
    Work work;
    Scope scope;
    Policy policy;
    Facts facts;
    HandoffFact handoff;
    CheckResults results;
} CheckCase;

static inline CheckCase *case_new(void)
{
    CheckCase *c = mem_alloc(sizeof *c);
    c->a = arena_new();
    c->tree = arena_strdup(c->a, "/tmp/baton-check-XXXXXX");
    assert_non_null(mkdtemp(c->tree));
    c->author = (AgentDef){ .name = "backend-engineer", .file = "agents/backend-engineer.md" };
    c->receiver = (AgentDef){ .name = "qa-engineer" };
    c->work = (Work){ .git = true, .base = "b", .head = "h" };
    c->facts = (Facts){ .arena = c->a, .file = ".agents/active_handoff.md", .handoff = &c->handoff };
    c->in = (CheckInput){
        .tree = c->tree, .root = c->tree, .state_dir = c->tree, .author = &c->author, .author_name = "backend-engineer",
        .receiver = "qa-engineer", .receiver_def = &c->receiver, .artifact = ".agents/active_handoff.md",
        .facts = &c->facts, .text = { "", 0 }, .work = &c->work, .scope = &c->scope, .policy = &c->policy,
    };
    return c;
}

static inline int case_unlink(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static inline void case_done(CheckCase **c)
{
    nftw((*c)->tree, case_unlink, 8, FTW_DEPTH | FTW_PHYS);
    arena_free((*c)->a);
    free(*c);
    *c = NULL;
}
#define CASE CLEANUP(case_done) CheckCase

static inline void case_file(CheckCase *c, const char *path, Str text)
{
    const char *full = path_join(c->a, c->tree, path);
    assert_int_equal(dir_make_all(path_dir(c->a, full), 0700), 0);
    assert_int_equal(file_write_atomic(full, text, 0600), 0);
}

static inline void case_lines(CheckCase *c, const char *path, int lines)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (int i = 1; i <= lines; i++)
        buf_addf(&text, "line %d\n", i);
    case_file(c, path, buf_str(&text));
}

/* Paths are added in their order. */
static inline WorkFile *case_changed(CheckCase *c, const char *path, char status)
{
    WorkFile f = { .path = path, .mode = status == 'D' ? "000000" : "100644", .status = status, .tracked = true };
    AVEC_PUSH(&c->work, c->a, f);
    return &c->work.items[c->work.len - 1];
}

static inline void case_item(CheckCase *c, HandoffItems *list, int line, const char *text, const char *path, int first,
                             int last)
{
    HandoffItem item = { .line = line, .text = text };
    if (path) {
        item.citations = arena_alloc(c->a, sizeof *item.citations);
        *item.citations = (Citation){ path, first, last };
        item.citation_count = 1;
    }
    AVEC_PUSH(list, c->a, item);
}

/* "a|b|c" */
static inline void case_list(CheckCase *c, StrList *l, const char *text)
{
    for (Str rest = str_from(text); rest.len;)
        strlist_add(l, c->a, arena_str(c->a, str_cut(&rest, '|')));
}

static inline const CheckResult *case_run(CheckCase *c, const CheckRow *row)
{
    c->results = (CheckResults){ 0 };
    return row->run(&c->in, c->a, &c->results) ? &c->results.items[0] : NULL;
}

/* "file:line: text", one line each. */
static inline char *case_findings(CheckCase *c, const CheckResult *r)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (size_t i = 0; r && i < r->findings.len; i++) {
        const Finding *f = &r->findings.items[i];
        buf_addf(&out, "%s:%d: %s\n", f->file ? f->file : "-", f->line, f->text);
    }
    return arena_str(c->a, buf_str(&out));
}

#define assert_result(c, r, want_state, want) \
    do { \
        const CheckResult *result_ = (r); \
        assert_non_null(result_); \
        assert_string_equal(case_findings(c, result_), want); \
        assert_string_equal(check_state_text(result_->state), want_state); \
    } while (0)

#endif
