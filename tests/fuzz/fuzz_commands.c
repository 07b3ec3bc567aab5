/*
 * fuzz_commands.c - commands in prose of any bytes: what can run has words that no shell would have read
 * differently, a folder that stays below, and a program; anything else says why it cannot.
 */
#include <stdint.h>
#include <stdlib.h>

#include "baton/base/file.h"
#include "../../src/gate/trust_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* Outside of quotes only: a word that was quoted may hold what a shell would act on. */
static void check_unquoted(const Command *c)
{
    if (strpbrk(c->text, "'\""))
        return;
    require(!strpbrk(c->text, "|;<>()$`\\*?[]{}\n\r"));
    for (size_t i = 0; i < c->argv.len; i++)
        require(c->argv.items[i][0] && !strpbrk(c->argv.items[i], " \t"));
}

static void check_command(const Command *c, Str text)
{
    require(c->text && (text.len == 0 || strlen(c->text) <= text.len));
    require(c->argv.len <= COMMAND_WORDS_MAX);
    require(!c->dir || (c->dir[0] != '/' && !path_climbs(c->dir)));
    if (c->refused) {
        require(c->refused[0]);
        return;
    }
    require(c->argv.len && c->argv.items[0][0] && !strchr(c->argv.items[0], '='));
    check_unquoted(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Str text = { size ? (const char *)data : "", size };
    Commands all = { 0 };
    commands_of_text(text, a, &all);
    for (size_t i = 0; i < all.len; i++)
        check_command(&all.items[i], text);
    return 0;
}
