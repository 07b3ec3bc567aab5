/*
 * view_review.c - the review as a view: opened for one handoff, kept up to date, left for the next.
 */
#include "panes.h"
#include "review_decide.h"

static Review *of(Screen *s)
{
    View *v = &s->views[VIEW_REVIEW];
    return v->opened ? v->state : NULL;
}

static void review_open(View *v)
{
    Review *r = v->state;
    r->screen = v->screen;
    r->stale = true;
}

void screen_review(Screen *s, const char *handoff)
{
    bool aside = s->current == VIEW_HELP || s->current == VIEW_PAGER;
    ViewId from = aside ? s->previous : s->current;
    char *id = mem_strdup(handoff);
    screen_show(s, VIEW_REVIEW);
    Review *r = of(s);
    if (from != VIEW_REVIEW)
        r->from = from;
    free(r->id);
    r->id = id;
    free(TAKE(r->shown));
    free(TAKE(r->seen));
    free(TAKE(r->search));
    r->cursor = r->top = 0;
    r->only_fresh = false;
    r->stale = true;
}

/* What one looks at is what one has seen, next time; where that cannot be written it is new once more. */
static void note_seen(Review *r)
{
    bool looked = r->data.found && r->data.revision && !r->screen->read_only;
    if (looked && (!r->noted || strcmp(r->noted, r->data.revision->digest) != 0)) {
        store_viewed_put(r->screen->context->store, context_user(), r->data.handoff.id, r->data.revision->digest);
        free(r->noted);
        r->noted = mem_strdup(r->data.revision->digest);
    }
}

static bool any_running(const Review *r)
{
    for (size_t i = 0; i < r->data.checks.len; i++)
        if (r->data.checks.items[i].state == CHECK_RUNNING)
            return true;
    return false;
}

static void review_update(View *v, Rect area)
{
    Review *r = v->state;
    Rect inside = rect_inside(area);
    if (r->stale || inside.w != r->width) {
        r->width = inside.w;
        review_read(r, v->screen);
        note_seen(r);
        review_make(r);
        r->stale = false;
    }
    r->height = inside.h;
    r->first_y = inside.y;
    review_go(r, r->cursor);
    v->screen->moving = any_running(r);
}

static void review_view_paint(View *v, Canvas *c, Rect area)
{
    review_paint(v->state, c, area);
}

/* ---- commands ---- */

/* On a check: its output; in the head, where the checks are listed short, the check itself. */
static void open_here(Review *r)
{
    ReviewPart part = PART_HEAD;
    const ReviewRow *row = review_row(r, r->cursor, &part);
    bool check = row && (row->kind == ROW_CHECK || row->kind == ROW_FINDING || row->kind == ROW_OUTPUT);
    if (!check || row->item < 0 || (size_t)row->item >= r->data.checks.len)
        return;
    if (part == PART_HEAD) {
        const ReviewTable *t = &r->parts[PART_CHECKS];
        for (size_t i = 0; i < t->rows.len; i++)
            if (t->rows.items[i].kind == ROW_CHECK && t->rows.items[i].item == row->item) {
                review_go(r, review_part_at(r, PART_CHECKS) + (int64_t)i);
                return;
            }
        return;
    }
    const char *name = r->data.checks.items[row->item].name;
    r->stale = true;
    for (size_t i = 0; i < r->unfolded.len; i++)
        if (strcmp(r->unfolded.items[i], name) == 0) {
            free(r->unfolded.items[i]);
            r->unfolded.items[i] = r->unfolded.items[--r->unfolded.len];
            return;
        }
    VEC_PUSH(&r->unfolded, mem_strdup(name));
}

static bool go_back(View *v)
{
    Review *r = v->state;
    if (r->search)
        review_search(r, NULL);
    else
        screen_show(v->screen, r->from);
    return true;
}

static bool review_view_command(View *v, const char *name, const char *arg)
{
    Review *r = v->state;
    if (strcmp(name, "back") == 0)
        return go_back(v);
    if (strcmp(name, "filter") == 0) {
        review_search(r, arg);
        return true;
    }
    if (strcmp(name, "open") == 0) {
        open_here(r);
        return true;
    }
    if (strcmp(name, "next-need") == 0)
        return review_next(v->screen);
    return review_move(r, name) || review_command(r, v, name);
}

static bool review_view_can(View *v, const char *command)
{
    return strcmp(command, "back") == 0 || review_can(v->state, command);
}

/* Comments that were not sent are lost with the dashboard: said once. */
bool review_holds(Screen *s)
{
    Review *r = of(s);
    size_t n = r ? r->remarks.len : 0;
    if (!n || r->warned == n)
        return false;
    r->warned = n;
    screen_fail(s, "%zu comment%s of yours wait%s for a decision on handoff %s; the same key again leaves without.", n,
                n == 1 ? "" : "s", n == 1 ? "s" : "", r->remarks.items[n - 1].handoff);
    return true;
}

/* ---- what comes next ---- */

/* The need behind this handoff, the first when it was the last; NULL: nothing else waits. */
static const NeedRow *need_after(const NeedRows *all, const char *id)
{
    const NeedRow *first = NULL;
    bool passed = false;
    for (size_t i = 0; i < all->len; i++) {
        const NeedRow *n = &all->items[i];
        if (strcmp(n->kind, "handoff") == 0 && strcmp(n->subject, id) == 0) {
            passed = true;
            continue;
        }
        if (passed)
            return n;
        first = first ? first : n;
    }
    return first;
}

bool review_next(Screen *s)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Review *r = of(s);
    NeedRows needs = { 0 };
    needs_read(s->context, a, &needs);
    const NeedRow *n = need_after(&needs, r->id);
    if (!n) {
        if (needs.len)
            screen_say(s, "Nothing else waits for you.");
        return needs.len > 0;           /* nothing at all waits: the screen says so */
    }
    if (strcmp(n->kind, "handoff") == 0) {
        screen_review(s, n->subject);
        return true;
    }
    return false;                       /* it is shown on the dashboard */
}

/* A decision that came through leads on; one that did not shows what is there now.  Whoever went elsewhere stays. */
void review_outcome(Screen *s, const CommandRow *row, int code)
{
    Review *r = of(s);
    if (!r || strncmp(row->name, "handoff ", 8) != 0)
        return;
    bool decided = strcmp(row->name, review_row_name(ACT_APPROVE)) == 0 ||
                   strcmp(row->name, review_row_name(ACT_REJECT)) == 0;
    char *id = decided ? TAKE(r->deciding) : NULL;
    r->stale = true;
    s->stale = s->header_stale = true;
    if (id && code == DONE)
        review_remarks_sent(r, id);
    bool here = id && s->current == VIEW_REVIEW && !s->prompt.active && strcmp(r->id, id) == 0;
    free(id);
    if (here && code != DONE)
        r->cursor = r->top = 0;         /* what is there now begins with what is new */
    if (!here || code != DONE)
        return;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    NeedRows needs = { 0 };
    needs_read(s->context, a, &needs);
    const NeedRow *n = need_after(&needs, r->id);
    if (n && strcmp(n->kind, "handoff") == 0)
        screen_review(s, n->subject);
    else
        screen_show(s, n ? VIEW_DASHBOARD : r->from);
}

/* ---- the rest of a view ---- */

static const ListRow *review_selected(View *v)
{
    Review *r = v->state;
    bool old;
    if (!r->id)
        return NULL;
    r->place = (ListRow){ .kind = ITEM_HANDOFF, .id = r->id };
    if (r->data.found)
        r->place.state = handoff_state_text(r->data.handoff.state);
    if (!review_place(r, &r->place.file, &r->place.line, &old))
        r->place.file = r->data.found ? r->data.handoff.file : NULL;
    return &r->place;
}

static const char *review_filter(View *v)
{
    Review *r = v->state;
    return r->search ? r->search : "";
}

static void review_marked(View *v, unsigned topics)
{
    Review *r = v->state;
    if (topics & (TOPIC_HANDOFFS | TOPIC_RUNS))
        r->stale = true;
    if (topics == TOPIC_ALL)            /* a secret may have been taken out of what is shown */
        r->stale = r->anew = true;
}

static bool review_click(View *v, int y, int x)
{
    Review *r = v->state;
    (void)x;
    if (y < r->first_y || y - r->first_y >= r->height)
        return false;
    review_go(r, r->top + y - r->first_y);
    return true;
}

static void review_wheel(View *v, int y, int x, int rows)
{
    (void)y, (void)x;
    review_scroll(v->state, rows);
}

static void review_close(View *v)
{
    Review *r = v->state;
    review_forget(r);
    for (int p = 0; p < PART_COUNT; p++) {
        table_done(&r->parts[p]);
        free(r->made[p]);
    }
    for (size_t i = 0; i < r->unfolded.len; i++)
        free(r->unfolded.items[i]);
    VEC_DONE(&r->unfolded);
    review_remarks_done(r);
    review_proofs_done(r);
    review_asked_done(r);
    free(r->id);
    free(r->shown);
    free(r->seen);
    free(r->noted);
    free(r->search);
    free(r->deciding);
}

const ViewClass view_review = {
    .name = "review", .title = "review", .keymap = "review", .topics = TOPIC_HANDOFFS | TOPIC_RUNS,
    .state_size = sizeof(Review), .open = review_open, .update = review_update, .paint = review_view_paint,
    .command = review_view_command, .marked = review_marked, .selected = review_selected, .filter = review_filter,
    .can = review_view_can, .click = review_click, .wheel = review_wheel, .close = review_close,
};
