/*
 * query_numbered.c - ids of things that have a number as well: handoffs and escalations.
 */
#include "queries.h"

static bool id_is_number(const char *id, int64_t *ret_number)
{
    Str s = str_from(id);
    if (s.len && s.data[0] == '#')
        s = str_slice(s, 1, s.len);
    return str_to_i64(s, ret_number) == 0 && *ret_number > 0;
}

/* What does not apply filters everything out. */
void select_numbered(Select *q, IdMeaning meaning, const char *id)
{
    int64_t number = 0;

    if (meaning == ID_NUMBER)
        select_int(q, "number = ?", id_is_number(id, &number) ? number : -1);
    else if (meaning == ID_WHOLE)
        select_text(q, "id = ?", id);
    else if (meaning == ID_PREFIX)
        select_prefix(q, "id", id);
}
