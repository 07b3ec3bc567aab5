/*
 * check_inputs.c - what the receiver needs before it can start.
 *
 * Definitions name their inputs in words; where each is found stands in the settings (`inputs`).  A name
 * without a place there cannot be looked for, and is listed as such.
 */
#include "check_parts.h"

enum { LISTED_MAX = 8 };

static const InputFile *find_input(const Policy *p, const char *text, Arena *a)
{
    const char *words = words_of(str_from(text), a);
    const InputFile *best = NULL;
    size_t best_len = 0;
    for (size_t i = 0; i < p->inputs.len; i++) {
        const InputFile *in = &p->inputs.items[i];
        Str name = str_trim(str_from(words_of(str_from(in->name), a)));
        if (name.len > best_len && words_have(words, arena_str(a, name), NULL)) {
            best = in;
            best_len = name.len;
        }
    }
    return best;
}

static void list_name(Buf *out, size_t n, const char *name)
{
    if (n == LISTED_MAX)
        buf_adds(out, ", …");
    if (n < LISTED_MAX)
        buf_addf(out, "%s\"%s\"", n ? ", " : "", name);
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    CLEANUP(buf_done) Buf unknown = BUF_INIT;
    const StrList *inputs = in->receiver_def ? &in->receiver_def->inputs : NULL;
    size_t known = 0, others = 0;
    if (!inputs || !inputs->len)
        return false;
    CheckResult *r = check_add(ret, a, "inputs");
    for (size_t i = 0; i < inputs->len; i++) {
        const InputFile *file = find_input(in->policy, inputs->items[i], a);
        if (!file)
            list_name(&unknown, others++, inputs->items[i]);
        else if (known++, !tree_matches(in->tree, file->path))
            check_finding(r, a, NULL, 0, "%s needs \"%s\", and no file matches %s", in->receiver, file->name,
                          file->path);
    }
    if (others && known)
        r = check_add(ret, a, "inputs without a place");
    if (others)
        check_skip(r, a, "no place for %s is named under `inputs` in the settings", unknown.data);
    return true;
}

const CheckRow check_inputs = {
    .name = "inputs",
    .help = "what the receiver needs before it starts is there",
    .reads = "the receiver's definition, files that `inputs` in the settings names",
    .when = "the receiver's definition names inputs",
    .run = run,
};
