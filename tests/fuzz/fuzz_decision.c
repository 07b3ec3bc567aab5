/*
 * fuzz_decision.c - baton's block under an artifact of any bytes, with texts of any bytes in it.
 *
 * Taking it off gives a beginning of the artifact and takes no byte that is not in a block; what was put
 * comes off again to the byte, and putting a second one leaves the first nowhere.
 */
#include <stdint.h>
#include <stdlib.h>

#include "baton/doc/decision.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_strip(Str artifact, Buf *ret_bare)
{
    size_t at = 0, len = 0;
    bool found = decision_block_find(artifact, &at, &len);
    decision_block_strip(artifact, ret_bare);
    Str bare = buf_str(ret_bare), block = str_slice(artifact, bare.len, artifact.len);
    require(bare.len <= artifact.len && str_eq(bare, str_slice(artifact, 0, bare.len)));
    require(found ? at == bare.len && len == block.len : !block.len);
    if (!found)
        return;
    require(str_starts(str_trim(block), STR("<!-- baton:decision ")));
    require(str_ends(str_trim(block), STR("<!-- /baton:decision -->")));
}

static void check_put(Str artifact, Str bare, const DecisionBlock *d)
{
    CLEANUP(buf_done) Buf with = BUF_INIT, off = BUF_INIT, again = BUF_INIT;
    size_t at, len;
    if (decision_block_put(artifact, d, &with) < 0) {
        require(!with.len);
        return;
    }
    require(decision_block_find(buf_str(&with), &at, &len));
    decision_block_strip(buf_str(&with), &off);
    require(str_eq(buf_str(&off), bare));
    require(decision_block_put(buf_str(&with), d, &again) == 0);
    require(str_eq(buf_str(&again), buf_str(&with)));
}

/* "FILE NUL COMMENT NUL ARTIFACT": the artifact may hold further NUL bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf bare = BUF_INIT;
    Str rest = { size ? (const char *)data : "", size };
    const char *file = arena_str(a, str_cut(&rest, '\0')), *comment = arena_str(a, str_cut(&rest, '\0'));
    DecisionRemark remark = { .file = file, .line = (int)(size % 3), .text = comment };
    StrList findings = { 0 };
    strlist_add(&findings, a, comment);
    DecisionBlock d = {
        .number = (int)(size % 100), .verdict = "rejected", .who = file, .comment = comment, .remarks = &remark,
        .remark_count = 1, .findings = &findings,
    };
    check_strip(rest, &bare);
    check_put(rest, buf_str(&bare), &d);
    return 0;
}
