/*
 * check_inputs.c - what the receiver needs before it can start.
 *
 * Definitions name their inputs in words; where each is found stands in the settings (`inputs`).  A name
 * without a place there cannot be looked for, and is listed as such.
 */
#include "check_parts.h"

enum { LISTED_MAX = 8 };

static bool is_named(const InputFile *in, const char *text, const char *words, Arena *a)
{
    Str name = str_trim(str_from(plain_words(str_from(in->name), a)));
    return str_ifind(str_from(text), str_from(in->name)) >= 0 ||
           (name.len && words_have(words, arena_str(a, name), NULL));
}

static bool is_there(const InputFile *in, const char *tree, Arena *a)
{
    bool is_glob = in->path[strcspn(in->path, "*?[")];
    return is_glob ? tree_matches(tree, in->path) : tree_has(tree, in->path, a);
}

static bool has_file(const InputFiles *files, const InputFile *in)
{
    for (size_t i = 0; i < files->len; i++)
        if (strcmp(files->items[i].name, in->name) == 0 && strcmp(files->items[i].path, in->path) == 0)
            return true;
    return false;
}

void inputs_missing(const StrList *inputs, const Policy *p, const char *tree, Arena *a, InputFiles *ret,
                    StrList *ret_unplaced)
{
    for (size_t i = 0; i < inputs->len; i++) {
        const char *words = plain_words(str_from(inputs->items[i]), a);
        bool placed = false;
        for (size_t k = 0; k < p->inputs.len; k++) {
            const InputFile *in = &p->inputs.items[k];
            if (!is_named(in, inputs->items[i], words, a))
                continue;
            placed = true;
            if (!is_there(in, tree, a) && !has_file(ret, in))
                AVEC_PUSH(ret, a, *in);
        }
        if (!placed)
            strlist_add(ret_unplaced, a, inputs->items[i]);
    }
}

static const char *list_names(const StrList *names, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (size_t i = 0; i < names->len && i < LISTED_MAX; i++)
        buf_addf(&out, "%s\"%s\"", i ? ", " : "", names->items[i]);
    buf_adds(&out, names->len > LISTED_MAX ? ", …" : "");
    return arena_str(a, buf_str(&out));
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    const StrList *inputs = in->receiver_def ? &in->receiver_def->inputs : NULL;
    InputFiles missing = { 0 };
    StrList unplaced = { 0 };
    if (!inputs || !inputs->len)
        return false;
    CheckResult *r = check_add(ret, a, "inputs");
    inputs_missing(inputs, in->policy, in->tree, a, &missing, &unplaced);
    for (size_t i = 0; i < missing.len; i++)
        check_finding(r, a, NULL, 0, "%s needs \"%s\", and no file matches %s", in->receiver, missing.items[i].name,
                      missing.items[i].path);
    if (unplaced.len && unplaced.len < inputs->len)
        r = check_add(ret, a, "inputs without a place");
    if (unplaced.len)
        check_skip(r, a, "no place for %s is named under `inputs` in the settings", list_names(&unplaced, a));
    return true;
}

const CheckRow check_inputs = {
    .name = "inputs",
    .help = "what the receiver needs before it starts is there",
    .reads = "the receiver's definition, files that `inputs` in the settings names",
    .when = "the receiver's definition names inputs",
    .run = run,
};
