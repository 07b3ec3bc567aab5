/*
 * fuzz_agent.c - any bytes as an agent definition.
 */
#include "baton/doc/doc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *a = arena_new();
    AgentDef *d = doc_read_agent(a, "fuzz/agent.md", (Str){ (const char *)data, size });

    if (d && (!d->name || !*d->name))
        __builtin_trap();
    arena_free(a);
    return 0;
}
