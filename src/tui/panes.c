/*
 * panes.c - lists and a detail pane working together.
 */
#include "panes.h"

void panes_add(Panes *p, const ListClass *class, Screen *s)
{
    list_init(&p->lists[p->count++], class, s);
    p->detail_stale = true;
}

void panes_done(Panes *p)
{
    for (int i = 0; i < p->count; i++)
        list_close(&p->lists[i]);
    arena_free(p->detail_arena);
    free(p->shown_id);
}

Rect rect_inside(Rect f)
{
    return (Rect){ f.x + 1, f.y + 1, MAX(f.w - 2, 0), MAX(f.h - 2, 0) };
}

List *panes_focused(Panes *p)
{
    return &p->lists[p->focus];
}

const ListRow *panes_selected(Panes *p)
{
    return list_selected(panes_focused(p));
}

static void build_detail(Panes *p, Screen *s, const ListRow *r, int width)
{
    bool same = r && p->shown_id && p->shown_kind == r->kind && strcmp(p->shown_id, r->id) == 0;
    if (same && !p->detail_stale && width == p->shown_width)
        return;
    if (!same)
        p->detail.top = 0;
    free(p->shown_id);
    p->shown_id = r ? mem_strdup(r->id) : NULL;
    p->shown_kind = r ? r->kind : ITEM_NONE;
    p->shown_width = width;
    p->detail_stale = false;
    arena_free(p->detail_arena);
    p->detail_arena = arena_new();
    detail_build(s, r, &p->detail.text, p->detail_arena, width);
}

static Rect detail_rect(const Panes *p)
{
    return p->detail_open ? p->body : p->detail_frame;
}

static bool detail_visible(const Panes *p)
{
    return detail_rect(p).h > 2 && (p->side_by_side || p->detail_open);
}

/* There is room for it and something in it; a filter that hides everything must stay in reach. */
static bool can_focus(const Panes *p, int i)
{
    return p->insides[i].h > 0 && (p->lists[i].count || p->lists[i].filter);
}

static void move_focus(Panes *p, int by)
{
    for (int n = 1; n < p->count; n++) {
        int i = (p->focus + by * n + p->count * n) % p->count;
        if (can_focus(p, i)) {
            p->focus = i;
            return;
        }
    }
}

void panes_update(Panes *p, Screen *s)
{
    p->detail_stale |= panes_focused(p)->stale;         /* also where rows came from a worker */
    for (int i = 0; i < p->count; i++)
        list_update(&p->lists[i], p->insides[i].h);
    if (!can_focus(p, p->focus))
        move_focus(p, 1);
    if (detail_visible(p))
        build_detail(p, s, panes_selected(p), rect_inside(detail_rect(p)).w - 2);
}

static Safe own(Arena *a, const char *text)
{
    return safe_line(a, raw(text), -1);
}

static void paint_list(Panes *p, int i, Canvas *c, Arena *a)
{
    List *l = &p->lists[i];
    bool focus = i == p->focus && !p->detail_open;
    const char *title = l->filter ? arena_printf(a, "%s /%s", l->class->title, l->filter) : l->class->title;
    if (p->frames[i].h <= 0)
        return;
    canvas_frame(c, p->frames[i], focus, own(a, title), own(a, l->counts));
    list_paint(l, c, p->insides[i], focus);
}

static const char *const item_titles[] = {
    [ITEM_NONE] = "Detail", [ITEM_TASK] = "Task", [ITEM_AGENT] = "Agent", [ITEM_HANDOFF] = "Handoff",
    [ITEM_ESCALATION] = "Escalation", [ITEM_EVENT] = "Event", [ITEM_CONTRADICTION] = "Contradiction",
};

static void paint_detail(Panes *p, Canvas *c, Arena *a)
{
    Rect frame = detail_rect(p), inside = rect_inside(frame);
    bool numbered = p->shown_kind == ITEM_HANDOFF || p->shown_kind == ITEM_ESCALATION;
    const char *title = numbered ? arena_printf(a, "%s %s", item_titles[p->shown_kind], p->shown_id)
                                 : item_titles[p->shown_kind];
    text_pane_clamp(&p->detail, inside.h);
    int64_t below = (int64_t)p->detail.text.len - p->detail.top - inside.h;
    const char *more = below > 0 ? arena_printf(a, "%lld more, J", (long long)below) : "";
    canvas_frame(c, frame, p->detail_open, own(a, title), own(a, more));
    inside.x++;
    inside.w -= 2;
    text_pane_keep(&p->detail, c, inside);
}

uint64_t panes_ground(const Panes *p)
{
    uint64_t ground = stamp_mix(STAMP_BLANK, p->detail_open);
    for (int i = 0; i < p->count && !p->detail_open; i++)
        ground = stamp_rect(ground, p->frames[i]);
    return detail_visible(p) ? stamp_rect(ground, detail_rect(p)) : ground;
}

void panes_paint(Panes *p, Canvas *c)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    for (int i = 0; i < p->count && !p->detail_open; i++)
        paint_list(p, i, c, a);
    if (detail_visible(p))
        paint_detail(p, c, a);
}

static bool scroll_detail(Panes *p, const char *name)
{
    if (strcmp(name, "detail-down") == 0)
        return text_pane_scroll(&p->detail, "half-down");
    if (strcmp(name, "detail-up") == 0)
        return text_pane_scroll(&p->detail, "half-up");
    return p->detail_open && text_pane_scroll(&p->detail, name);
}

/* A handoff is read on a screen of its own, where it is decided on; anything else in the detail. */
static bool open_selected(Panes *p, Screen *s)
{
    const ListRow *r = panes_selected(p);
    if (!r)
        return false;
    if (r->kind == ITEM_HANDOFF)
        screen_review(s, r->id);
    else
        p->detail_open = true;
    return true;
}

static bool go_back(Panes *p)
{
    if (p->detail_open) {
        p->detail_open = false;
        return true;
    }
    if (panes_focused(p)->filter) {
        list_set_filter(panes_focused(p), NULL);
        return true;
    }
    return false;
}

bool panes_command(Panes *p, Screen *s, const char *name, const char *arg)
{
    if (scroll_detail(p, name) || list_move(panes_focused(p), name))
        return true;
    if (strcmp(name, "next-pane") == 0 || strcmp(name, "previous-pane") == 0) {
        p->detail_open = false;
        move_focus(p, name[0] == 'n' ? 1 : -1);
        return true;
    }
    if (strcmp(name, "filter") == 0) {
        p->detail_open = false;
        list_set_filter(panes_focused(p), arg);
        return true;
    }
    if (strcmp(name, "open") == 0)
        return open_selected(p, s);
    if (strcmp(name, "back") == 0)
        return go_back(p);
    return false;
}

void panes_marked(Panes *p, unsigned topics)
{
    for (int i = 0; i < p->count; i++)
        if (p->lists[i].class->topics & topics)
            list_mark(&p->lists[i]);
    p->detail_stale = true;
}

static bool is_submitted(const ListRow *r)
{
    return r && r->kind == ITEM_HANDOFF && r->state &&
           strcmp(r->state, handoff_state_text(HANDOFF_SUBMITTED)) == 0;
}

bool panes_can(Panes *p, const char *command)
{
    if (strcmp(command, "open") == 0)
        return panes_selected(p) && !p->detail_open;
    if (strcmp(command, "back") == 0)
        return p->detail_open || panes_focused(p)->filter;
    if (str_starts(str_from(command), STR("approve ")) || str_starts(str_from(command), STR("reject ")))
        return is_submitted(panes_selected(p));
    return strcmp(command, "next-pane") == 0 && p->count > 1;
}

static bool is_inside(Rect r, int y, int x)
{
    return y >= r.y && y < r.y + r.h && x >= r.x && x < r.x + r.w;
}

/* -1: none, or the detail lies over it. */
static int pane_at(const Panes *p, int y, int x)
{
    for (int i = 0; i < p->count && !p->detail_open; i++)
        if (is_inside(p->insides[i], y, x))
            return i;
    return -1;
}

bool panes_click(Panes *p, int y, int x)
{
    int i = pane_at(p, y, x);
    if (i < 0 || !can_focus(p, i))
        return false;
    p->focus = i;
    list_select_at(&p->lists[i], y - p->insides[i].y);
    return true;
}

void panes_wheel(Panes *p, int y, int x, int rows)
{
    int i = pane_at(p, y, x);
    if (i >= 0)
        list_scroll(&p->lists[i], rows);
    else if (detail_visible(p) && is_inside(detail_rect(p), y, x))
        text_pane_move(&p->detail, rows);
}

void panes_seek(Panes *p, ItemKind kind, const char *id)
{
    p->detail_open = false;
    p->focus = 0;
    list_seek(&p->lists[0], kind, id);
}

/* ---- views ---- */

void panes_view_paint(View *v, Canvas *c, Rect area)
{
    (void)area;
    panes_paint(v->state, c);
}

bool panes_view_command(View *v, const char *name, const char *arg)
{
    return panes_command(v->state, v->screen, name, arg);
}

uint64_t panes_view_ground(View *v) { return panes_ground(v->state); }
void panes_view_marked(View *v, unsigned topics) { panes_marked(v->state, topics); }
const ListRow *panes_view_selected(View *v) { return panes_selected(v->state); }
const char *panes_view_filter(View *v) { return panes_focused(v->state)->filter; }
bool panes_view_can(View *v, const char *command) { return panes_can(v->state, command); }
bool panes_view_click(View *v, int y, int x) { return panes_click(v->state, y, x); }
void panes_view_wheel(View *v, int y, int x, int rows) { panes_wheel(v->state, y, x, rows); }
void panes_view_close(View *v) { panes_done(v->state); }
