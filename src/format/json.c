/*
 * json.c - JSON trees: cJSON for reading and for the nodes, our own writer.
 *
 * cJSON cuts strings at "\u0000", recurses a thousand deep and indents with TABs, so the text is
 * looked through before cJSON sees it, and written by json_write.c.
 */
#include "json_tree.h"

#include <errno.h>
#include <math.h>

#include "baton/base/clock.h"
#include "baton/base/utf8.h"
#include "hex.h"

enum { DEPTH_MAX = 64 };
static const int64_t EXACT_MAX = INT64_C(1) << 53;

static const cJSON *node(const Json *j)
{
    return (const cJSON *)j;
}

static cJSON *node_mut(Json *j)
{
    return (cJSON *)j;
}

static Json *owned(cJSON *c)
{
    BUG_ON(!c);
    return (Json *)c;
}

Json *json_free(Json *j)
{
    cJSON_Delete(node_mut(j));
    return NULL;
}

static bool is_low_half(Str s)
{
    int unit = str_starts(s, STR("\\u")) ? hex4(str_slice(s, 2, s.len)) : -1;
    return unit >= 0xdc00 && unit <= 0xdfff;
}

/*
 * Looks at the escape that `at` points to in text and returns its length, 0 for one that is
 * refused.  Half a surrogate pair, which JavaScript writes when it cuts a string, is overwritten.
 */
static size_t check_escape(char *text, size_t at, size_t len)
{
    Str rest = { text + at, len - at };
    if (rest.len < 2 || rest.data[1] != 'u')
        return MIN(rest.len, (size_t)2);
    int unit = hex4(str_slice(rest, 2, rest.len));
    if (unit <= 0)
        return 0;
    if (unit < 0xd800 || unit > 0xdfff)
        return 6;
    if (unit < 0xdc00 && is_low_half(str_slice(rest, 6, rest.len)))
        return 12;
    memcpy(text + at, "\\ufffd", 6);
    return 6;
}

/* The length of the string whose first quote is at `at`, with both quotes; 0: refused. */
static size_t check_string(char *text, size_t at, size_t len)
{
    size_t i = at + 1;
    while (i < len && text[i] != '"') {
        size_t step = text[i] == '\\' ? check_escape(text, i, len) : text[i] != '\0';
        if (!step)
            return 0;
        i += step;
    }
    return i < len ? i + 1 - at : 0;
}

/* Refuses what cJSON would take in a way that we do not want. */
static int check_text(char *text, size_t len)
{
    int depth = 0;
    for (size_t i = 0; i < len;) {
        size_t step = text[i] == '"' ? check_string(text, i, len) : 1;
        if (!step)
            return -EINVAL;
        if (text[i] == '{' || text[i] == '[')
            depth++;
        else if (text[i] == '}' || text[i] == ']')
            depth--;
        if (depth > DEPTH_MAX)
            return -EINVAL;
        i += step;
    }
    return 0;
}

int json_parse(Str text, Json **ret_tree)
{
    CLEANUP(buf_done) Buf copy = BUF_INIT;
    utf8_add_valid(&copy, text);
    if (!copy.len || check_text(copy.data, copy.len) < 0)
        return -EINVAL;
    const char *end = NULL;
    cJSON *tree = cJSON_ParseWithLengthOpts(copy.data, copy.len, &end, 0);
    if (!tree)
        return -EINVAL;
    if (str_trim(str_slice(buf_str(&copy), (size_t)(end - copy.data), copy.len)).len) {
        cJSON_Delete(tree);
        return -EINVAL;
    }
    *ret_tree = owned(tree);
    return 0;
}

Json *json_object(void)
{
    return owned(cJSON_CreateObject());
}

Json *json_array(void)
{
    return owned(cJSON_CreateArray());
}

Json *json_string(const char *text)
{
    if (!text)
        return json_null();
    if (utf8_valid(str_from(text)))
        return owned(cJSON_CreateString(text));
    CLEANUP(buf_done) Buf valid = BUF_INIT;
    utf8_add_valid(&valid, str_from(text));
    return owned(cJSON_CreateString(valid.data));
}

Json *json_int(int64_t n)
{
    if (n >= -EXACT_MAX && n <= EXACT_MAX)
        return owned(cJSON_CreateNumber((double)n));
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)n);
    return owned(cJSON_CreateRaw(digits));
}

Json *json_bool(bool b)
{
    return owned(cJSON_CreateBool(b));
}

Json *json_null(void)
{
    return owned(cJSON_CreateNull());
}

static void put_key(cJSON *parent, const char *key, cJSON *value)
{
    bool there = cJSON_GetObjectItemCaseSensitive(parent, key) != NULL;
    BUG_ON(there ? !cJSON_ReplaceItemInObjectCaseSensitive(parent, key, value)
                 : !cJSON_AddItemToObject(parent, key, value));
}

void json_put(Json *parent, const char *key, Json *value)
{
    if (!key) {
        BUG_ON(!cJSON_AddItemToArray(node_mut(parent), node_mut(value)));
    } else if (utf8_valid(str_from(key))) {
        put_key(node_mut(parent), key, node_mut(value));
    } else {
        CLEANUP(buf_done) Buf valid = BUF_INIT;
        utf8_add_valid(&valid, str_from(key));
        put_key(node_mut(parent), valid.data, node_mut(value));
    }
}

void json_put_str(Json *parent, const char *key, const char *text)
{
    json_put(parent, key, json_string(text));
}

void json_put_int(Json *parent, const char *key, int64_t n)
{
    json_put(parent, key, json_int(n));
}

void json_put_bool(Json *parent, const char *key, bool b)
{
    json_put(parent, key, json_bool(b));
}

void json_put_time(Json *parent, const char *key, int64_t at)
{
    char text[TIME_TEXT_SIZE];
    json_put_str(parent, key, at ? time_format(at, text) : NULL);
}

void json_put_list(Json *parent, const char *key, const StrList *list)
{
    Json *array = json_array();
    for (size_t i = 0; i < list->len; i++)
        json_put_str(array, NULL, list->items[i]);
    json_put(parent, key, array);
}

void json_remove(Json *object, const char *key)
{
    cJSON_DeleteItemFromObjectCaseSensitive(node_mut(object), key);
}

Json *json_copy(const Json *j)
{
    return j ? owned(cJSON_Duplicate(node(j), true)) : NULL;
}

/* The last of several that have one key, as other programs read it. */
const Json *json_get(const Json *object, const char *key)
{
    const Json *found = NULL;
    for (const Json *c = json_is_object(object) ? json_first(object) : NULL; c; c = json_next(c))
        if (strcmp(json_key(c), key) == 0)
            found = c;
    return found;
}

const char *json_get_str(const Json *object, const char *key)
{
    return json_text(json_get(object, key));
}

int64_t json_get_int(const Json *object, const char *key, int64_t otherwise)
{
    return json_number(json_get(object, key), otherwise);
}

bool json_get_bool(const Json *object, const char *key, bool otherwise)
{
    const cJSON *c = node(json_get(object, key));
    return cJSON_IsBool(c) ? cJSON_IsTrue(c) : otherwise;
}

const char *json_text(const Json *j)
{
    return cJSON_GetStringValue((cJSON *)node(j));
}

int64_t json_number(const Json *j, int64_t otherwise)
{
    const cJSON *c = node(j);
    int64_t value = otherwise;
    if (cJSON_IsRaw(c))
        return str_to_i64(str_from(c->valuestring), &value) < 0 ? otherwise : value;
    bool exact = cJSON_IsNumber(c) && fabs(c->valuedouble) <= (double)EXACT_MAX &&
                 trunc(c->valuedouble) == c->valuedouble;
    return exact ? (int64_t)c->valuedouble : otherwise;
}

bool json_is_object(const Json *j)
{
    return cJSON_IsObject(node(j));
}

bool json_is_array(const Json *j)
{
    return cJSON_IsArray(node(j));
}

bool json_is_null(const Json *j)
{
    return cJSON_IsNull(node(j));
}

size_t json_len(const Json *array)
{
    return json_is_array(array) ? (size_t)cJSON_GetArraySize(node(array)) : 0;
}

const Json *json_first(const Json *container)
{
    bool has = json_is_object(container) || json_is_array(container);
    return has ? (const Json *)node(container)->child : NULL;
}

const Json *json_next(const Json *child)
{
    return child ? (const Json *)node(child)->next : NULL;
}

const char *json_key(const Json *child)
{
    return child ? node(child)->string : NULL;
}

void json_get_list(const Json *object, const char *key, Arena *a, StrList *ret_list)
{
    *ret_list = (StrList){ 0 };
    const Json *array = json_get(object, key);
    for (const Json *c = json_is_array(array) ? json_first(array) : NULL; c; c = json_next(c))
        if (json_text(c))
            strlist_add(ret_list, a, arena_strdup(a, json_text(c)));
}
