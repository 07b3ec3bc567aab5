/*
 * keymap.c - which key runs which command line; the key help and the last line are made from it.
 */
#include "screen.h"

const Binding bindings[] = {
    /* map     key        command             note                                            hint */
    { "any",  "1",        "view dashboard",   "Dashboard: what needs me, agents, tasks",       NULL },
    { "any",  "2",        "view session",     "Session file, rendered, following the file",    NULL },
    { "any",  "3",        "view tasks",       "Tasks by agent",                                NULL },
    { "any",  "4",        "view handoffs",    "Handoffs",                                      NULL },
    { "any",  "5",        "view escalations", "Escalations",                                   NULL },
    { "any",  "6",        "view events",      "Events, the newest last",                       NULL },
    { "any",  "8",        "view agents",      "Agents with their definitions",                 NULL },
    { "list", "j",        "down",             "Next row",                                      NULL },
    { "list", "<Down>",   "down",             "Next row",                                      NULL },
    { "list", "k",        "up",               "Previous row",                                  NULL },
    { "list", "<Up>",     "up",               "Previous row",                                  NULL },
    { "list", "<C-d>",    "half-down",        "Half a page down",                              NULL },
    { "list", "<C-u>",    "half-up",          "Half a page up",                                NULL },
    { "list", "<C-f>",    "page-down",        "A page down",                                   NULL },
    { "list", "<PgDn>",   "page-down",        "A page down",                                   NULL },
    { "list", "<C-b>",    "page-up",          "A page up",                                     NULL },
    { "list", "<PgUp>",   "page-up",          "A page up",                                     NULL },
    { "list", "g",        "top",              "First row",                                     NULL },
    { "list", "<Home>",   "top",              "First row",                                     NULL },
    { "list", "G",        "bottom",           "Last row",                                      NULL },
    { "list", "<End>",    "bottom",           "Last row",                                      NULL },
    { "any",  "<Esc>",    "back",             "Back: detail, filter, then the dashboard",      "back" },
    { "any",  "h",        "back",             "Back: detail, filter, then the dashboard",      NULL },
    { "any",  "<Left>",   "back",             "Back: detail, filter, then the dashboard",      NULL },
    { "list", "<Enter>",  "open",             "Open what is selected",                         "open" },
    { "list", "l",        "open",             "Open what is selected",                         NULL },
    { "list", "<Right>",  "open",             "Open what is selected",                         NULL },
    { "list", "<Tab>",    "next-pane",        "Next pane",                                     "pane" },
    { "list", "<S-Tab>",  "previous-pane",    "Previous pane",                                 NULL },
    { "list", "J",        "detail-down",      "Scroll the detail pane down",                   NULL },
    { "list", "K",        "detail-up",        "Scroll the detail pane up",                     NULL },
    { "list", "/",        "prompt /",         "Filter as you type; empty shows all",           "filter" },
    { "list", "e",        "edit",             "Open the file at the line in $EDITOR",          "edit" },
    { "text", "j",        "down",             "A line down",                                   NULL },
    { "text", "<Down>",   "down",             "A line down",                                   NULL },
    { "text", "k",        "up",               "A line up",                                     NULL },
    { "text", "<Up>",     "up",               "A line up",                                     NULL },
    { "text", "<Space>",  "page-down",        "A page down",                                   NULL },
    { "text", "<C-d>",    "half-down",        "Half a page down",                              NULL },
    { "text", "<C-u>",    "half-up",          "Half a page up",                                NULL },
    { "text", "<C-f>",    "page-down",        "A page down",                                   NULL },
    { "text", "<PgDn>",   "page-down",        "A page down",                                   NULL },
    { "text", "<C-b>",    "page-up",          "A page up",                                     NULL },
    { "text", "<PgUp>",   "page-up",          "A page up",                                     NULL },
    { "text", "g",        "top",              "The beginning",                                 NULL },
    { "text", "<Home>",   "top",              "The beginning",                                 NULL },
    { "text", "G",        "bottom",           "The end; stays there as the file grows",        "end" },
    { "text", "<End>",    "bottom",           "The end; stays there as the file grows",        NULL },
    { "text", "e",        "edit",             "Open the file at the line in $EDITOR",          "edit" },
    { "any",  "n",        "next-need",        "Go to the next thing that needs me",            "next" },
    { "any",  ":",        "prompt :",         "Run any command",                               "command" },
    { "any",  "?",        "keys",             "These keys",                                    "keys" },
    { "any",  "<C-l>",    "redraw",           "Paint everything anew and look at all files",   NULL },
    { "any",  "<C-z>",    "suspend",          "Suspend baton; `fg` brings it back",            NULL },
    { "any",  "q",        "quit",             "Quit",                                          "quit" },
    { "any",  "<C-c>",    "quit",             "Quit",                                          NULL },
};
const size_t binding_count = ARRAY_LEN(bindings);

/* Names are read once; the table never changes. */
static const Key *bound_keys(void)
{
    static Key keys[ARRAY_LEN(bindings)];
    static bool read;
    for (size_t i = 0; i < binding_count && !read; i++)
        if (key_from_name(bindings[i].key, &keys[i]) < 0)
            keys[i] = (Key){ .kind = KEY_NONE };
    read = true;
    return keys;
}

const Binding *binding_find(const char *map, const Key *k)
{
    const Key *keys = bound_keys();
    for (size_t i = 0; i < binding_count; i++)
        if (key_same(&keys[i], k) && (strcmp(bindings[i].map, "any") == 0 || strcmp(bindings[i].map, map) == 0))
            return &bindings[i];
    return NULL;
}
