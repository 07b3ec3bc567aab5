/*
 * check_artifact.c - does a handoff say what was done, what is open and who is next, and is it true?
 */
#include "check_cited.h"
#include "check_handoff.h"

/* What an empty or missing part should have been. */
static const struct { HandoffPart part; const char *missing, *empty; } parts[] = {
    { PART_DONE, "says nothing of what was accomplished; add \"**Accomplishments**: …\" with files and lines",
      "has accomplishments with nothing in them; name what was done, with files and lines" },
    { PART_OPEN, "says nothing of blockers or questions; add \"**Blockers**: none\" when there are none",
      "has a part for blockers or questions with nothing in it; write \"none\" when there are none" },
    { PART_NEXT, "recommends no next agent; add \"**Recommended next agent**: /name\"",
      "has a part for the next agent with nobody in it; name one" },
};

/* Something stands behind the colon, or below before the next heading. */
static bool has_content(Str text, const Mark *m)
{
    Str line, rest = { m->title.data, (size_t)(text.data + text.len - m->title.data) };
    if (m->value.len)
        return true;
    str_next_line(&rest, &line);
    while (str_next_line(&rest, &line)) {
        Str s = str_trim(line);
        bool ruler = s.len && strspn(s.data, "=-_*") >= s.len;
        if (s.len && !ruler)
            return s.data[0] != '#';
    }
    return false;
}

static bool facts_have(const HandoffFact *h, HandoffPart part)
{
    switch (part) {
    case PART_DONE:
        return h->accomplishments.len > 0;
    case PART_OPEN:
        return h->blockers.len || h->questions.len;
    default:
        return h->to != NULL;
    }
}

static void judge_part(const CheckInput *in, Arena *a, CheckResult *r, const Marks *marks, size_t part)
{
    const Mark *empty = NULL;
    if (in->facts && in->facts->handoff && facts_have(in->facts->handoff, parts[part].part))
        return;
    for (size_t i = 0; i < marks->len; i++) {
        const Mark *m = &marks->items[i];
        if (handoff_part(plain_words(m->title, a)) != parts[part].part)
            continue;
        if (has_content(in->text, m))
            return;
        empty = m;
    }
    check_finding(r, a, in->artifact, empty ? empty->line : 1, "%s", empty ? parts[part].empty : parts[part].missing);
}

static void judge_parts(const CheckInput *in, Arena *a, CheckResult *r)
{
    Marks marks;
    marks_find(in->text, a, &marks);
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        judge_part(in, a, r, &marks, i);
}

/* What need not be there: it is still to be made, or was taken away. */
static bool speaks_of_absence(const HandoffItem *item, ItemsKind kind, Arena *a)
{
    const char *words = plain_words(str_from(item->text), a);
    if (kind == ITEMS_NEXT || words_have(words, "removed|deleted|dropped|renamed|moved|replaced|replaces", NULL))
        return true;
    return kind != ITEMS_DONE && words_have(words, "create|add|missing|not done|not there|to be|not yet|remove|delete|"
                                                   "planned|will|should|needs|does not exist|write|make", NULL);
}

static const char *range(const Citation *c, Arena *a)
{
    return c->last > c->first ? arena_printf(a, "%s:%d-%d", c->path, c->first, c->last)
           : c->first         ? arena_printf(a, "%s:%d", c->path, c->first)
                              : c->path;
}

static void judge_citation(const CheckInput *in, Arena *a, CheckResult *r, const Cited *f, const Citation *c,
                           int line, bool absent)
{
    switch (f->state) {
    case CITED_OUTSIDE:
        check_finding(r, a, in->artifact, line, "cites \"%s\", which lies outside of the work tree", range(c, a));
        break;
    case CITED_MISSING:
        if (!absent)
            check_finding(r, a, in->artifact, line, "cites \"%s\", which is not there", range(c, a));
        break;
    case CITED_FOLDER:
        if (c->first)
            check_finding(r, a, in->artifact, line, "cites lines of \"%s\", which is no file", range(c, a));
        break;
    case CITED_FILE:
        if (f->lines >= 0 && MAX(c->first, c->last) > f->lines)
            check_finding(r, a, in->artifact, line, "cites \"%s\", and it has %lld lines", range(c, a),
                          (long long)f->lines);
        break;
    case CITED_GONE:
    case CITED_UNSURE:
        break;
    }
}

static bool judge_item(const CheckInput *in, Arena *a, CheckResult *r, const CitedFiles *files, const HandoffItem *item,
                       ItemsKind kind)
{
    bool absent = item->citation_count && speaks_of_absence(item, kind, a), uncounted = false;
    for (size_t i = 0; i < item->citation_count; i++) {
        const Cited *f = cited_find(files, item->citations[i].path ? item->citations[i].path : "");
        if (!f)
            continue;
        judge_citation(in, a, r, f, &item->citations[i], item->line, absent);
        uncounted = uncounted || (f->state == CITED_FILE && f->last && f->lines < 0);
    }
    return uncounted;
}

static bool judge_citations(const CheckInput *in, Arena *a, CheckResult *r)
{
    const HandoffFact *h = in->facts && in->facts->handoff ? in->facts->handoff : NULL;
    const HandoffItems *done = h ? &h->accomplishments : NULL;
    bool cites = false, uncounted = false;
    CitedFiles files;
    cited_read(in, a, &files);
    for (ItemsKind kind = 0; h && kind < ITEMS_COUNT; kind++)
        for (size_t i = 0; i < handoff_items(h, kind)->len; i++)
            uncounted |= judge_item(in, a, r, &files, &handoff_items(h, kind)->items[i], kind);
    for (size_t i = 0; done && i < done->len; i++)
        cites = cites || done->items[i].citation_count;
    if (!h || (done->len && !cites))
        check_finding(r, a, in->artifact, h ? done->items[0].line : 1,
                      "no accomplishment cites a file; write `path:first-last` behind each");
    return uncounted;
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    CheckResult *r = check_add(ret, a, "artifact");
    if (!in->artifact) {
        check_skip(r, a, "there is no handoff artifact yet");
        return true;
    }
    judge_parts(in, a, r);
    if (judge_citations(in, a, r) && r->state == CHECK_PASSED)
        check_skip(r, a, "the files that it cites are too large, or could not be read, to count their lines");
    return true;
}

const CheckRow check_artifact = {
    .name = "artifact",
    .help = "accomplishments, blockers or questions and the next agent are there; cited files and lines exist",
    .reads = "the artifact, files that it cites",
    .when = "always",
    .run = run,
};
