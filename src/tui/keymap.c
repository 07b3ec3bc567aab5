/*
 * keymap.c - which key runs which command line; the key help and the last line are made from it.
 *
 * A line may name what is selected: "task done {task}".  Such a key does something only while a
 * thing of that kind is selected (see action.c), so that one key may act on one kind so and on another
 * otherwise.  "prompt :words " begins a line for the person to finish.
 */
#include "screen.h"

const Binding bindings[] = {
    /* map  key        command             note                                        hint, moot in state */
    { "any",  "1",       "view dashboard",   "Dashboard: what needs me, agents, tasks",  NULL, NULL },
    { "any",  "2",       "view session",     "Session file, rendered, following the file", NULL, NULL },
    { "any",  "3",       "view tasks",       "Tasks by agent",                           NULL, NULL },
    { "any",  "4",       "view handoffs",    "Handoffs",                                 NULL, NULL },
    { "any",  "5",       "view escalations", "Escalations",                              NULL, NULL },
    { "any",  "6",       "view events",      "Events, the newest last",                  NULL, NULL },
    { "any",  "7",       "view timeline",    "Timeline: who did what when, and figures", NULL, NULL },
    { "any",  "8",       "view agents",      "Agents with their definitions",            NULL, NULL },
    { "list", "j",       "down",             "Next row",                                 NULL, NULL },
    { "list", "<Down>",  "down",             "Next row",                                 NULL, NULL },
    { "list", "k",       "up",               "Previous row",                             NULL, NULL },
    { "list", "<Up>",    "up",               "Previous row",                             NULL, NULL },
    { "list", "<C-d>",   "half-down",        "Half a page down",                         NULL, NULL },
    { "list", "<C-u>",   "half-up",          "Half a page up",                           NULL, NULL },
    { "list", "<C-f>",   "page-down",        "A page down",                              NULL, NULL },
    { "list", "<PgDn>",  "page-down",        "A page down",                              NULL, NULL },
    { "list", "<C-b>",   "page-up",          "A page up",                                NULL, NULL },
    { "list", "<PgUp>",  "page-up",          "A page up",                                NULL, NULL },
    { "list", "g",       "top",              "First row",                                NULL, NULL },
    { "list", "<Home>",  "top",              "First row",                                NULL, NULL },
    { "list", "G",       "bottom",           "Last row",                                 NULL, NULL },
    { "list", "<End>",   "bottom",           "Last row",                                 NULL, NULL },
    { "review", "a",       "approve",          "Approve, after one question",              "approve", NULL },
    { "review", "r",       "reject",           "Reject with comments, after one question", "reject", NULL },
    { "review", "c",       "remark",           "Comment on this line; kept until you decide", "comment", NULL },
    { "review", "u",       "drop-remark",      "Drop the last comment that waits",         "drop", NULL },
    { "review", "w",       "waive",            "Waive this check, with a reason",          "waive", NULL },
    { "review", "D",       "only-new",         "Only what is new since you looked, or all", "new", NULL },
    { "review", "<Enter>", "open",             "Output of this check; from the top, the check", "output", NULL },
    { "review", "<Tab>",   "next-pane",        "Next part: artifact, checks, diff, history", "part", NULL },
    { "review", "<S-Tab>", "previous-pane",    "Previous part",                            NULL, NULL },
    { "review", "]",       "next-file",        "Next file of the diff",                    "file", NULL },
    { "review", "[",       "previous-file",    "Previous file of the diff",                NULL, NULL },
    { "review", "}",       "next-hunk",        "Next change",                              "change", NULL },
    { "review", "{",       "previous-hunk",    "Previous change",                          NULL, NULL },
    { "review", "/",       "prompt /",         "Search as you type; Esc ends it",          NULL, NULL },
    { "review", ">",       "next-match",       "Next match",                               NULL, NULL },
    { "review", "<",       "previous-match",   "Previous match",                           NULL, NULL },
    { "review", "R",       "look-again",       "Look at the files again: the next revision", NULL, NULL },
    { "review", "e",       "edit",             "Open the file at the line in $EDITOR",     NULL, NULL },
    { "timeline", "h",       "earlier",          "A column earlier; at the edge the window moves", NULL, NULL },
    { "timeline", "<Left>",  "earlier",          "A column earlier; at the edge the window moves", NULL, NULL },
    { "timeline", "l",       "later",            "A column later",                           NULL, NULL },
    { "timeline", "<Right>", "later",            "A column later",                           NULL, NULL },
    { "timeline", "j",       "down",             "Next agent",                               NULL, NULL },
    { "timeline", "<Down>",  "down",             "Next agent",                               NULL, NULL },
    { "timeline", "k",       "up",               "Previous agent",                           NULL, NULL },
    { "timeline", "<Up>",    "up",               "Previous agent",                           NULL, NULL },
    { "timeline", "<C-d>",   "half-down",        "Half a page of agents down",               NULL, NULL },
    { "timeline", "<C-u>",   "half-up",          "Half a page of agents up",                 NULL, NULL },
    { "timeline", "<PgDn>",  "page-down",        "A page of agents down",                    NULL, NULL },
    { "timeline", "<PgUp>",  "page-up",          "A page of agents up",                      NULL, NULL },
    { "timeline", "<Home>",  "top",              "First agent",                              NULL, NULL },
    { "timeline", "<End>",   "bottom",           "Last agent",                               NULL, NULL },
    { "timeline", "<Enter>", "open",             "Open what happened there",                 "open", NULL },
    { "timeline", "+",       "zoom-in",          "Narrower columns: down to a minute",       "zoom", NULL },
    { "timeline", "-",       "zoom-out",         "Wider columns: up to a day",               "zoom", NULL },
    { "timeline", "[",       "screen-earlier",   "A screen earlier",                         "earlier", NULL },
    { "timeline", "]",       "screen-later",     "A screen later",                           "later", NULL },
    { "timeline", "f",       "follow",           "Follow now, or not any more",              "follow", NULL },
    { "timeline", "g",       "begin",            "The beginning",                            NULL, NULL },
    { "timeline", "G",       "now",              "Now, and follow it",                       "now", NULL },
    { "timeline", "0",       "whole-run",        "All of this run",                          "run", NULL },
    { "timeline", "<Tab>",   "next-pane",        "Below: a line, figures, what is new",      "figures", NULL },
    { "timeline", "<S-Tab>", "previous-pane",    "The same the other way round",             NULL, NULL },
    { "timeline", "J",       "detail-down",      "Scroll what is below down",                NULL, NULL },
    { "timeline", "K",       "detail-up",        "Scroll what is below up",                  NULL, NULL },
    { "timeline", "/",       "prompt /",         "Filter agents as you type; empty shows all", "filter", NULL },
    { "list", "<Enter>", "open",             "Open what is selected",                    "open", NULL },
    { "list", "l",       "open",             "Open what is selected",                    NULL, NULL },
    { "list", "<Right>", "open",             "Open what is selected",                    NULL, NULL },
    { "list", "a",       "approve {handoff}", "Approve it, after one question",           "approve", NULL },
    { "list", "r",       "reject {handoff}", "Reject it with a comment, after one question", "reject", NULL },
    { "list", "a",       "escalation ack {escalation}", "Say that you look at it",              "ack", NULL },
    { "list", "r",       "prompt ':escalation resolve {escalation} -m '", "Resolve it, with a comment", "resolve",
      NULL },
    { "list", "t",       "route {escalation}", "Hand it to an agent; Tab goes through them", "route", NULL },
    { "any",  "u",       "undo {edit}",      "Let go of the edit that was lost",         "let go", NULL },
    { "any",  "d",       "task done {task}", "Mark it done",                             "done", "done" },
    { "any",  "s",       "task start {task}", "Mark it in progress",                      "start", "in_progress" },
    { "any",  "<Esc>",   "back",             "Back: detail, filter, then the dashboard", "back", NULL },
    { "any",  "h",       "back",             "Back: detail, filter, then the dashboard", NULL, NULL },
    { "any",  "<Left>",  "back",             "Back: detail, filter, then the dashboard", NULL, NULL },
    { "any",  "n",       "next-need",        "Go to the next thing that needs me",       "next", NULL },
    { "list", "<Tab>",   "next-pane",        "Next pane",                                "pane", NULL },
    { "list", "<S-Tab>", "previous-pane",    "Previous pane",                            NULL, NULL },
    { "list", "J",       "detail-down",      "Scroll the detail pane down",              NULL, NULL },
    { "list", "K",       "detail-up",        "Scroll the detail pane up",                NULL, NULL },
    { "list", "/",       "prompt /",         "Filter as you type; empty shows all",      "filter", NULL },
    { "list", "e",       "edit",             "Open the file at the line in $EDITOR",     "edit", NULL },
    { "any",  "x",       "explain {agent}",  "Why the agent is said to be in its state", "explain", NULL },
    { "text", "j",       "down",             "A line down",                              NULL, NULL },
    { "text", "<Down>",  "down",             "A line down",                              NULL, NULL },
    { "text", "k",       "up",               "A line up",                                NULL, NULL },
    { "text", "<Up>",    "up",               "A line up",                                NULL, NULL },
    { "text", "<Space>", "page-down",        "A page down",                              NULL, NULL },
    { "text", "<C-d>",   "half-down",        "Half a page down",                         NULL, NULL },
    { "text", "<C-u>",   "half-up",          "Half a page up",                           NULL, NULL },
    { "text", "<C-f>",   "page-down",        "A page down",                              NULL, NULL },
    { "text", "<PgDn>",  "page-down",        "A page down",                              NULL, NULL },
    { "text", "<C-b>",   "page-up",          "A page up",                                NULL, NULL },
    { "text", "<PgUp>",  "page-up",          "A page up",                                NULL, NULL },
    { "text", "g",       "top",              "The beginning",                            NULL, NULL },
    { "text", "<Home>",  "top",              "The beginning",                            NULL, NULL },
    { "text", "G",       "bottom",           "The end; stays there as the file grows",   "end", NULL },
    { "text", "<End>",   "bottom",           "The end; stays there as the file grows",   NULL, NULL },
    { "text", "e",       "edit",             "Open the file at the line in $EDITOR",     "edit", NULL },
    { "review", "j",       "down",             "Next line",                                NULL, NULL },
    { "review", "<Down>",  "down",             "Next line",                                NULL, NULL },
    { "review", "k",       "up",               "Previous line",                            NULL, NULL },
    { "review", "<Up>",    "up",               "Previous line",                            NULL, NULL },
    { "review", "<Space>", "page-down",        "A page down",                              NULL, NULL },
    { "review", "<C-d>",   "half-down",        "Half a page down",                         NULL, NULL },
    { "review", "<C-u>",   "half-up",          "Half a page up",                           NULL, NULL },
    { "review", "<C-f>",   "page-down",        "A page down",                              NULL, NULL },
    { "review", "<PgDn>",  "page-down",        "A page down",                              NULL, NULL },
    { "review", "<C-b>",   "page-up",          "A page up",                                NULL, NULL },
    { "review", "<PgUp>",  "page-up",          "A page up",                                NULL, NULL },
    { "review", "g",       "top",              "The beginning",                            NULL, NULL },
    { "review", "<Home>",  "top",              "The beginning",                            NULL, NULL },
    { "review", "G",       "bottom",           "The end",                                  NULL, NULL },
    { "review", "<End>",   "bottom",           "The end",                                  NULL, NULL },
    { "any",  "b",       "task block {task}", "Mark it blocked",                          "block", "blocked" },
    { "any",  "v",       "task review {task}", "Mark it ready for review",                 "review", "review" },
    { "any",  "o",       "task reopen {task}", "Open it again",                            "reopen", "pending" },
    { "list", "o",       "escalation reopen {escalation}", "Open it again",                "reopen", NULL },
    { "any",  "C",       "task cancel {task}", "Cancel it",                                NULL, "cancelled" },
    { "any",  "A",       "prompt ':task assign {task} '", "Assign it; Tab goes through the agents",   "assign", NULL },
    { "any",  "N",       "prompt ':task note {task} '", "Write a note below it",                    NULL, NULL },
    { "any",  "+",       "prompt ':task add --after {task} '", "Add a task behind it",                     NULL, NULL },
    { "any",  "+",       "prompt ':task add '", "Add a task",                               NULL, NULL },
    { "any",  "u",       "undo",             "Undo the last edit", NULL, NULL },
    { "any",  "z",       "prompt ':needs snooze {need} --for 1h'", "Put it off for a time", "snooze", NULL },
    { "any",  ":",       "prompt :",         "Run any command",                          "command", NULL },
    { "any",  "?",       "keys",             "These keys",                               "keys", NULL },
    { "any",  "<C-l>",   "redraw",           "Paint everything anew and look at all files", NULL, NULL },
    { "any",  "<C-z>",   "suspend",          "Suspend baton; `fg` brings it back",       NULL, NULL },
    { "any",  "q",       "quit",             "Quit",                                     "quit", NULL },
    { "any",  "<C-c>",   "quit",             "Quit",                                     NULL, NULL },
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

const Binding *binding_next(const char *map, const Key *k, const Binding *after)
{
    const Key *keys = bound_keys();
    for (size_t i = after ? (size_t)(after - bindings) + 1 : 0; i < binding_count; i++)
        if (key_same(&keys[i], k) && (strcmp(bindings[i].map, "any") == 0 || strcmp(bindings[i].map, map) == 0))
            return &bindings[i];
    return NULL;
}
