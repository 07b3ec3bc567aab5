/*
 * event.c - the words for kinds of events.
 */
#include "baton/model/event.h"

#include <errno.h>
#include <string.h>

#include "baton/base/macros.h"

static const char *const words[] = {
#define X(id, word, subject, body) [EVENT_##id] = word,
    EVENT_KINDS(X)
#undef X
};

const char *event_kind_text(EventKind k)
{
    BUG_ON((size_t)k >= ARRAY_LEN(words));
    return words[k];
}

int event_kind_parse(const char *word, EventKind *ret_kind)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (strcmp(words[i], word) == 0) {
            *ret_kind = (EventKind)i;
            return 0;
        }
    return -EINVAL;
}
