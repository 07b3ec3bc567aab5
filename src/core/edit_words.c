/*
 * edit_words.c - the states that a Backlog.md project allows, from its own settings.
 */
#include "baton/format/yaml.h"
#include "editing.h"

enum { CONFIG_MAX = 64 * 1024, WORDS_MAX = 100 };

#define FOLDER "backlog/"

/* "x/backlog/tasks/a.md": "x/backlog"; NULL: not in such a folder. */
static const char *folder_of(Arena *a, const char *file)
{
    for (const char *p = file; (p = strstr(p, FOLDER)); p++)
        if (p == file || p[-1] == '/')
            return arena_strndup(a, file, (size_t)(p - file) + strlen(FOLDER) - 1);
    return NULL;
}

const StrList *edit_words(const Context *c, Arena *a, const char *file)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    YamlNode *root = NULL;
    YamlError error;
    const char *folder = folder_of(a, file);
    if (!folder)
        return NULL;
    const char *path = path_join(a, path_join(a, c->project->root, folder), "config.yml");
    if (file_read(path, CONFIG_MAX, &text, NULL) < 0 || yaml_parse(a, buf_str(&text), &root, &error) < 0 || !root)
        return NULL;
    const YamlNode *list = yaml_get(root, "statuses");
    StrList *words = arena_alloc(a, sizeof *words);
    for (const YamlNode *n = list ? list->first : NULL; n && words->len < WORDS_MAX; n = n->next)
        if (yaml_text(n))
            strlist_add(words, a, arena_strdup(a, yaml_text(n)));
    return words->len ? words : NULL;
}
