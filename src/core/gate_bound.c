/*
 * gate_bound.c - does the event of a revision say what its digest stands for?
 *
 * A decision is signed over the digest.  Receiver, base and files stand beside it in an event that anybody
 * who writes the ledger could write anew, with other agents and fewer files: they count when they make up that digest.
 */
#include "baton/gate/work.h"
#include "deciding.h"

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* NULL: these are no digits of bytes. */
static const char *bytes_of(const char *hex, Arena *a)
{
    size_t len = strlen(hex) / 2;
    char *out = arena_alloc(a, len + 1);
    if (strlen(hex) % 2)
        return NULL;
    for (size_t i = 0; i < len; i++) {
        int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
        if (high < 0 || low < 0 || high + low == 0)
            return NULL;
        out[i] = (char)(high << 4 | low);
    }
    out[len] = '\0';
    return out;
}

static const char *text_in(const Json *j, const char *key)
{
    const char *text = json_get_str(j, key);
    return text ? text : "";
}

static bool read_file(const Json *j, Arena *a, WorkFile *ret)
{
    const char *hash = text_in(j, "hash"), *raw = json_get_str(j, "raw");
    const char *path = raw ? bytes_of(raw, a) : json_get_str(j, "path");
    *ret = (WorkFile){ .path = path, .mode = text_in(j, "mode"), .counts = json_get_bool(j, "counts", false) };
    if (!path || strlen(hash) >= sizeof ret->hash)
        return false;
    memcpy(ret->hash, hash, strlen(hash) + 1);
    return true;
}

static bool read_files(const Json *files, Arena *a, Work *ret)
{
    AVEC_ROOM(ret, a, json_len(files));
    for (const Json *j = json_first(files); j; j = json_next(j)) {
        WorkFile f;
        if (!read_file(j, a, &f))
            return false;
        AVEC_PUSH(ret, a, f);
    }
    return true;
}

bool revision_is_bound(const Json *body)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    /* without a repository there is no base, also when one was known before */
    const char *bases[] = { text_in(body, "base"), "" };
    Work work = { .head = "" };
    char digest[DIGEST_HEX_SIZE];
    if (!read_files(json_get(body, "files"), a, &work))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(bases); i++) {
        work.base = bases[i];
        revision_digest(&(Revision){ text_in(body, "artifact"), text_in(body, "from"), text_in(body, "to"), &work },
                        digest);
        if (text_same(digest, json_get_str(body, "revision")))
            return true;
    }
    return false;
}
