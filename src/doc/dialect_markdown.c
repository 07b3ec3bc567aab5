/*
 * dialect_markdown.c - session files, boards and any other Markdown.
 *
 * They share one reader: what differs is how much a bare bullet below "## In progress" counts.
 */
#include "dialect.h"
#include "escalations.h"
#include "tasks.h"

static void read_page(Reading *r, PageStyle style)
{
    Page p = { .facts = r->facts, .style = style };
    Str body = front_read(r->facts, (Str){ r->text, r->len }, true, &p.first_line);
    p.text = r->text + (body.data - r->text);
    p.len = body.len;
    page_cut(&p);
    tasks_read(&p);
    escalations_read(&p);
    page_release(&p);
}

static Match session_matches(const char *path, Str text)
{
    static const char names[] = "session|session current|session template|current session|"
                                "active session|session log|session state";
    if (path_is_named(path, names) || path_holds(path, "/session-") ||
        path_holds(path, "context_session") || path_holds(path, "session-current") ||
        strncmp(path, "session-", 8) == 0)
        return MATCH_NAME;
    Str title = first_heading(text);
    bool session = str_istarts(title, STR("session")) ||
                   str_istarts(title, STR("current session")) ||
                   str_istarts(title, STR("context session"));
    return session ? MATCH_TEXT : MATCH_NO;
}

static void session_read(Reading *r)
{
    read_page(r, PAGE_SESSION);
}

static Match board_matches(const char *path, Str text)
{
    static const char names[] =
        "current tasks|tasks|task|todo|todos|board|task board|taskboard|backlog|plan|roadmap|"
        "kanban|agent tasks|milestones|progress|sprint|work items|fix plan|checklist|"
        "implementation plan|mvp tasks|status board|project board|in progress";
    static const Str titles[] = { STR("task"),    STR("todo"),    STR("to do"),
                                  STR("to-do"),   STR("board"),   STR("kanban"),
                                  STR("backlog"), STR("roadmap"), STR("current tasks"),
                                  STR("任务"),    STR("看板"),    STR("aufgaben"),
                                  STR("tarefas") };
    if (path_is_named(path, names))
        return MATCH_NAME;
    if (path_has_word(path, "task|tasks|todo|todos|board|backlog|plan|roadmap|kanban|milestones"))
        return MATCH_TEXT;
    Str title = first_heading(text);
    for (size_t i = 0; i < ARRAY_LEN(titles); i++)
        if (str_ifind(title, titles[i]) >= 0)
            return MATCH_TEXT;
    return MATCH_NO;
}

static void board_read(Reading *r)
{
    read_page(r, PAGE_BOARD);
}

static Match text_matches(const char *path, Str text)
{
    (void)path;
    (void)text;
    return MATCH_NO;
}

static void text_read(Reading *r)
{
    read_page(r, PAGE_TEXT);
}

const DialectDef dialect_session = { "session", session_matches, session_read };
const DialectDef dialect_board = { "board", board_matches, board_read };
const DialectDef dialect_text = { "text", text_matches, text_read };
