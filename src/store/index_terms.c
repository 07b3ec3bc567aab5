/*
 * index_terms.c - which words there are, so that one that is still being typed is looked for as whole ones.
 *
 * FTS5 puts everything together that holds any word with a beginning before it gives the first; of whole words it
 * gives the newest at once.  It is asked itself what is a word.
 */
#include <errno.h>

#include "index_terms.h"

enum { PLACES_MIN = 256 };

static size_t place_of(const Terms *t, Str term)
{
    size_t h = 1469598103934665603u;
    for (size_t i = 0; i < term.len; i++)
        h = (h ^ (unsigned char)term.data[i]) * 1099511628211u;
    return (h ^ h >> 29) & (t->place_count - 1);
}

static const char **place_find(const Terms *t, Str term)
{
    size_t i = place_of(t, term);
    while (t->places[i] && !str_eq(str_from(t->places[i]), term))
        i = (i + 1) & (t->place_count - 1);
    return &t->places[i];
}

static void places_grow(Terms *t)
{
    t->place_count = MAX(t->place_count * 2, (size_t)PLACES_MIN);
    t->places = arena_alloc(t->a, t->place_count * sizeof *t->places);
    for (size_t i = 0; i < t->all.len; i++)
        *place_find(t, str_from(t->all.items[i])) = t->all.items[i];
}

static int take_term(void *ctx, int flags, const char *text, int len, int start, int end)
{
    Terms *t = ctx;
    Str term = { text, (size_t)len };
    const char **place = place_find(t, term);

    (void)flags, (void)start, (void)end;
    if (*place)
        return SQLITE_OK;
    *place = arena_strndup(t->a, text, (size_t)len);
    strlist_add(&t->all, t->a, *place);
    if (t->all.len * 2 > t->place_count)
        places_grow(t);
    return SQLITE_OK;
}

static fts5_api *fts5_of(Store *s)
{
    fts5_api *api = NULL;
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, "SELECT fts5(?1)", "");
    if (st)
        sqlite3_bind_pointer(st, 1, &api, "fts5_api_ptr", NULL);
    (void)sql_step(s, st);
    return api;
}

int terms_begin(Terms *t, Store *s, Arena *a)
{
    const char *how[] = { "remove_diacritics", "2" };           /* as in index_words_schema */
    fts5_api *api = fts5_of(s);
    void *ctx = NULL;

    *t = (Terms){ .a = a };
    places_grow(t);
    if (!api || api->xFindTokenizer(api, "unicode61", &ctx, &t->tokenizer) != SQLITE_OK ||
        t->tokenizer.xCreate(ctx, how, ARRAY_LEN(how), &t->words) != SQLITE_OK)
        return -ENOTSUP;
    return 0;
}

int terms_add(Terms *t, const char *text)
{
    int rc = t->tokenizer.xTokenize(t->words, t, FTS5_TOKENIZE_DOCUMENT, text, (int)strlen(text), take_term);
    return rc == SQLITE_OK ? 0 : -EIO;
}

int terms_write(Terms *t, Store *s)
{
    int r = 0;
    for (size_t i = 0; r == 0 && i < t->all.len; i++)
        r = sql_run(s, "INSERT OR IGNORE INTO term VALUES(?)", "t", t->all.items[i]);
    return r;
}

void terms_done(Terms *t)
{
    if (t->words)
        t->tokenizer.xDelete(t->words);
    *t = (Terms){ 0 };
}

/* ---- what begins so ---- */

static bool is_plain(const char *text)
{
    for (; *text; text++)
        if (!((*text >= 'a' && *text <= 'z') || (*text >= '0' && *text <= '9')))
            return false;
    return true;
}

int terms_beginning(Store *s, Arena *a, const char *beginning, StrList *ret)
{
    char *end = arena_strdup(a, beginning);
    StrList terms = { 0 };
    int r;

    BUG_ON(!*beginning || !is_plain(beginning));
    end[strlen(end) - 1]++;
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT text FROM term WHERE text >= ? AND text < ? LIMIT ?", "tti", beginning, end,
                  (int64_t)TERMS_MAX + 1);
    while ((r = sql_step(s, st)) == 1) {
        strlist_add(&terms, a, sql_full_text(a, st, 0));
        if (terms.len > TERMS_MAX || !is_plain(terms.items[terms.len - 1]))
            return -E2BIG;
    }
    if (r == 0)
        *ret = terms;
    return r;
}
