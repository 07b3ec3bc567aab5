/*
 * agent_page.c - definitions that were copied from a code host's web page.
 *
 * Such a file starts with the words of the page around it and has lost its Markdown marks.  The
 * page is only recognised by a line that no definition holds; all before and up to the last of
 * its words goes.
 */
#include "agent_parts.h"

enum { PAGE_LINES = 60 };       /* how far down the page's words are looked for */

static bool is_page_line(Str line)
{
    static const char *const words[] = {
        "Skip to content", "Latest commit", "History", "File metadata and controls", "Preview",
        "Code", "Blame", "Raw", "Copy path",
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq(line, str_from(words[i])))
            return true;
    return str_find(line, STR(" lines (")) > 0 && str_find(line, STR(" loc)")) > 0;
}

/* No text of an agent has these on a line of their own. */
static bool is_page_proof(Str line)
{
    return str_eq(line, STR("Skip to content")) || str_eq(line, STR("File metadata and controls"));
}

int agent_page_skip(Str *body)
{
    Str rest = *body, line, after = *body;
    int lines = 0, skipped = 0;
    bool proof = false;

    while (lines < PAGE_LINES && str_next_line(&rest, &line)) {
        line = str_trim(line);
        lines++;
        if (!is_page_line(line))
            continue;
        proof |= is_page_proof(line);
        after = rest;
        skipped = lines;
    }
    if (!proof)
        return 0;
    *body = after;
    return skipped;
}
