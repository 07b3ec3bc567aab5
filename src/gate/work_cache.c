/*
 * work_cache.c - sums of files that did not change since they were read.
 *
 * A file whose last change was just before it was read may change again without another time: clocks of file
 * systems tick slowly.  Such a file is read again the next time.
 */
#include <pthread.h>

#include "work_look.h"

enum { QUIET_NS = 50 * 1000 * 1000, SLOTS_FIRST = 1024, SLOTS_MAX = 128 * 1024 };

typedef struct {
    FileId file;                /* ino 0: the slot is free */
    Sums sums;
} Slot;

static struct {
    pthread_mutex_t lock;
    Slot *slots;
    size_t size, used;
} cache = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* The slot of this file, or the free one where it goes. */
static Slot *slot_of(Slot *slots, size_t size, const FileId *f)
{
    uint64_t at = (f->ino ^ f->dev << 32) * UINT64_C(0x9e3779b97f4a7c15) >> 20;
    while (slots[at % size].file.ino && (slots[at % size].file.ino != f->ino || slots[at % size].file.dev != f->dev))
        at++;
    return &slots[at % size];
}

/* Twice as many slots; where that is too many, everything is forgotten. */
static void make_room(void)
{
    bool forget = cache.size >= SLOTS_MAX;
    size_t size = !cache.size ? SLOTS_FIRST : forget ? cache.size : 2 * cache.size;
    Slot *slots = mem_alloc(size * sizeof *slots);
    for (size_t i = 0; !forget && i < cache.size; i++)
        if (cache.slots[i].file.ino)
            *slot_of(slots, size, &cache.slots[i].file) = cache.slots[i];
    free(cache.slots);
    cache.slots = slots;
    cache.size = size;
    cache.used = forget ? 0 : cache.used;
}

bool sums_known(const FileId *file, bool hash, uint8_t id_size, Sums *ret)
{
    pthread_mutex_lock(&cache.lock);
    Slot *s = cache.size ? slot_of(cache.slots, cache.size, file) : NULL;
    bool known = s && file_id_eq(&s->file, file) && (!hash || s->sums.has_hash) &&
                 (!id_size || s->sums.id_size == id_size);
    if (known)
        *ret = s->sums;
    pthread_mutex_unlock(&cache.lock);
    return known;
}

void sums_keep(const FileId *file, int64_t read_at_ns, const Sums *s)
{
    if (!file->ino || read_at_ns - file->ctime_ns < QUIET_NS)
        return;
    pthread_mutex_lock(&cache.lock);
    if (4 * (cache.used + 1) > 3 * cache.size)
        make_room();
    Slot *slot = slot_of(cache.slots, cache.size, file);
    cache.used += !slot->file.ino;
    *slot = (Slot){ *file, *s };
    pthread_mutex_unlock(&cache.lock);
}
