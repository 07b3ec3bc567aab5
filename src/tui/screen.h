/*
 * screen.h - what is on the screen, without a terminal: views, keys to commands, one canvas.
 *
 * Everything here works headless: tests open a Screen of a size, give it keys and read the canvas.
 * tui.c adds the loop, the terminal and the watcher.  Events mark things stale; screen_settle()
 * reads what is stale from the ledger and paints, once a turn.
 */
#ifndef BATON_TUI_SCREEN_H
#define BATON_TUI_SCREEN_H

#include "baton/base/digest.h"
#include "baton/core/command.h"
#include "baton/core/context.h"
#include "baton/core/explain.h"
#include "baton/core/needs.h"
#include "baton/core/record.h"
#include "baton/store/index.h"
#include "canvas.h"
#include "keys.h"
#include "list.h"
#include "text.h"
#include "theme.h"

typedef struct View View;

/* A view is a class of functions with state of its own. */
typedef struct {
    const char *name, *title;
    char digit;                                     /* key that opens it; 0: none */
    const char *keymap;                             /* which bindings hold, besides those of "any" */
    unsigned topics;
    size_t state_size;
    bool reads_only;                                /* update asks the ledger and nothing slower, and writes nothing */
    void (*open)(View *v);                          /* once; state is zeroed */
    void (*update)(View *v, Rect area);             /* ledger -> rows; no drawing */
    void (*paint)(View *v, Canvas *c, Rect area);   /* rows -> cells; no ledger */
    /*
     * Where paint keeps what stands there (canvas_begin()), the places that it paints at, as a stamp; while that is the
     * same, and nothing lay over it, the last frame is not cleared.  0, or NULL: paint begins on a blank area.
     */
    uint64_t (*ground)(View *v);
    bool (*command)(View *v, const char *name, const char *arg);    /* false: not mine */
    void (*marked)(View *v, unsigned topics);       /* something changed: mark what is stale */
    const ListRow *(*selected)(View *v);            /* what Enter and e act on; NULL: nothing */
    const char *(*filter)(View *v);                 /* for the prompt; NULL: it has none */
    bool (*can)(View *v, const char *command);      /* open, back and next-pane: would it do something here? */
    bool (*click)(View *v, int y, int x);           /* NULL: nothing to click at */
    void (*wheel)(View *v, int y, int x, int rows); /* scrolls what is under the pointer */
    void (*close)(View *v);
} ViewClass;

struct View {
    const ViewClass *class;
    Screen *screen;
    void *state;
    bool opened;
};

typedef enum { VIEW_DASHBOARD, VIEW_SESSION, VIEW_TASKS, VIEW_HANDOFFS, VIEW_ESCALATIONS, VIEW_EVENTS, VIEW_TIMELINE,
               VIEW_AGENTS, VIEW_REVIEW, VIEW_HELP, VIEW_PAGER, VIEW_COUNT } ViewId;
extern const ViewClass *const view_classes[VIEW_COUNT];

/*
 * Something that takes too long to be read on a key or in a frame.  read() may run on another thread, with a context
 * of that thread's and nothing of the screen's; then show() runs on the screen's, and may take the arena (leaving NULL).
 */
typedef struct ReadJob ReadJob;
struct ReadJob {
    Arena *arena;                                   /* of the job itself and of what it reads */
    void (*read)(Context *c, ReadJob *job);
    void (*show)(Screen *s, ReadJob *job);          /* also where nothing could be read */
};

/* What the screen asks of whoever runs it; tests hand in their own. */
typedef struct {
    void (*quit)(void *ctx);
    void (*suspend)(void *ctx);
    void (*redraw)(void *ctx);
    void (*edit)(void *ctx, const char *file, int line);
    void (*run)(void *ctx, const CommandRow *row, const StrList *words);    /* a command beside the screen's own */
    void (*aside)(void *ctx, const CommandRow *row, const StrList *words);  /* the same, with the terminal for itself */
    void (*look)(void *ctx);                        /* something may have been missed: look at the files */
    bool (*read)(void *ctx, ReadJob *job);          /* elsewhere; NULL or false: the screen reads it at once */
    void *ctx;
} ScreenHost;

/*
 * A question that the last lines ask: sentences that are read before one answers, and one line to type.
 * Only an Enter that came alone, when the question had been on the screen for as long as a person needs
 * to see it, and not right behind another key, answers it: pasted text never does, however it comes.
 */
enum { ASK_SEEN_MS = 150, ASK_PAUSE_MS = 20 };
typedef void AskAnswer(View *v, const char *typed);
typedef struct {
    AskAnswer *answer;                              /* NULL: nothing is asked */
    View *view;
    char *text;                                     /* sentences, one a line; alarms begin with '!' */
    const char *label;                              /* before what is typed, a literal */
    int64_t painted_at, typed_at;                   /* monotonic; 0: not yet */
    bool whole;                                     /* all of it was on the screen: there was room */
    bool held;                                      /* an Enter came that no person pressed */
} Ask;

typedef struct {
    bool active;
    char mark;                                      /* ':' or '/'; 0: a question */
    Ask ask;
    Buf text;
    size_t at;                                      /* byte offset of the cursor */
    char *before;                                   /* filter to go back to on Esc */
    Arena *choices_arena;                           /* Tab goes through these */
    StrList choices;
    size_t choice, choice_from;
    bool choosing;
    int recalled;                                   /* how many entries back in the history; 0: what is typed */
    char *draft;                                    /* what was typed before Up */
} Prompt;

enum { HISTORY_MAX = 100 };
typedef struct {
    char *items[HISTORY_MAX];
    int len;
} History;

struct Screen {
    Context *context;
    const CommandRow *const *table;
    ScreenHost host;
    Canvas *canvas;
    View views[VIEW_COUNT];
    ViewId current, previous;
    ViewId back;                                    /* where Esc leads when a view has nothing left to close */
    Prompt prompt;
    History commands, filters;                      /* what was typed after : and / */
    Buf failures;                                   /* of commands that ended while others waited */
    int64_t seq, data_version;                      /* what was seen of the ledger */
    Index *index;                                   /* see screen_index() */
    int64_t looked_at;                              /* see screen_looked_at() */
    bool looked_known;
    int64_t left_at;                                /* when the terminal lost the focus; 0: it has it */
    bool stale;                                     /* something must be read or painted */
    bool header_stale;
    uint64_t header_stamp;                          /* of what it says */
    uint64_t ground;                                /* of the last frame; 0: clear it */
    bool covered;                                   /* a question or a long sentence lay over the view */
    Message line;                                   /* the sentence in the last line */
    bool line_is_error;
    char *pager_title;
    char *pager_text;
    struct {
        char project[128], run[64], branch[64], clock[6];
        int64_t needs, escalations;
    } header;
    struct {
        bool on;
        const AgentRows *agents;                    /* all of them; NULL: not read */
        int64_t needs;                              /* how many there are; -1: not read */
    } update;                                       /* what was read in this update, so that it is read once */
    struct {
        int from, to;
    } tabs[VIEW_COUNT];                             /* columns of the last line where a click opens the view */
    const char *polled;                             /* why files are polled, or NULL */
    bool read_only;
    bool timed;                                     /* keys come when somebody presses them, not from a script */
    bool crowded;                                   /* the key being handled came with others, as in a paste */
    struct BindingFacts *facts;                     /* what the line of each binding means, see action.c */
    bool moving;                                    /* what is shown changes without the ledger: look again soon */
};

/* All agents, if this update has read them. */
static inline const AgentRows *screen_agents(const Screen *s)
{
    return s->update.on ? s->update.agents : NULL;
}

Screen *screen_new(Context *c, const CommandRow *const table[], const ScreenHost *host, int rows, int cols);
Screen *screen_free(Screen *s);
void screen_resize(Screen *s, int rows, int cols);
void screen_key(Screen *s, const Key *k);
void screen_mark(Screen *s, unsigned topics);       /* these changed */
bool screen_poll(Screen *s);                        /* looks at the ledger; true: something changed */
void screen_tick(Screen *s);                        /* a minute went by: ages and clock */
void screen_update(Screen *s);                      /* only reads: before a command about what is selected */
void screen_settle(Screen *s);                      /* updates and paints what is stale */
bool screen_cursor(const Screen *s, int *ret_y, int *ret_x);        /* where typing happens; false: hidden */

PRINTF(2, 3) void screen_say(Screen *s, const char *fmt, ...);      /* a sentence in the last line */
PRINTF(2, 3) void screen_fail(Screen *s, const char *fmt, ...);
void screen_run_line(Screen *s, const char *line);  /* a command line, as from the palette */
void screen_press(Screen *s, const Key *k);         /* a key, as the keymap has it */
/*
 * What a command of the worker came to.  One line is a sentence, more is for the pager.  more: others
 * wait to be run, so a failure stays to be read beside what they say.
 */
void screen_outcome(Screen *s, const CommandRow *row, int code, const char *out, const char *error, bool more);
int screen_command(Screen *s, const char *name, const char *arg);   /* a row of the screen's own */
void screen_show(Screen *s, ViewId id);
void screen_go(Screen *s, ViewId id, ItemKind kind, const char *row);   /* to that row of a view of lists */
void screen_read(Screen *s, ReadJob *job);          /* what is shown stays until it was read */
void screen_show_read(Screen *s, ReadJob *job);     /* it was: shows it and frees the job */
Index *screen_index(Screen *s);                     /* NULL: not there, or not to be read, yet */
void screen_drop_index(Screen *s);                  /* something is wrong with it: opened anew next time */
int64_t screen_looked_at(Screen *s);                /* what "since I last looked" counts from; 0: never before */
void screen_looked_now(Screen *s);                  /* whoever left it has seen what is there */
void screen_greet(Screen *s);                       /* one sentence about what is new, if anything is */
void screen_pager(Screen *s, const char *title, const char *text);
void screen_review(Screen *s, const char *handoff);                     /* opens it, by its number */
bool review_next(Screen *s);                        /* from the review: to the next need, if a review can show it */
bool review_holds(Screen *s);                       /* says so: comments are still to be sent */
void review_outcome(Screen *s, const CommandRow *row, int code);        /* a command about a handoff has ended */
View *screen_view(Screen *s);

/*
 * Keymap: a key of a map is bound to a command line, with a note; the help view is made from it.
 * {task}, {agent} and so on stand for what is selected.  Of several that a key is bound to, the
 * first that applies runs.
 */
typedef struct {
    const char *map, *key, *command, *note;
    const char *hint;                               /* short word for the last line; NULL: not there */
    const char *moot;                               /* state in which it would change nothing; NULL: none */
} Binding;
extern const Binding bindings[];
extern const size_t binding_count;
/* The first behind `after`, NULL: of all. */
const Binding *binding_next(const char *map, const Key *k, const Binding *after);

/* Actions: a binding, here and now. */
const char *item_name(ItemKind kind);               /* "task" */
ItemKind binding_item(const Binding *b);            /* what must be selected; ITEM_NONE: nothing */
/* The words it runs, the selected thing filled in.  With a sentence, -ENOENT: nothing of that kind is selected;
 * -EPERM: what is selected is over. */
int binding_words(Screen *s, const Binding *b, Arena *a, StrList *ret_words, Message *why);
bool binding_acts_on(const Binding *b, const ListRow *r);
/* The row that its line runs, and how many of its words are the name; NULL: none. */
const CommandRow *binding_row(Screen *s, const Binding *b, int *ret_used);
bool line_is_known(Screen *s, const char *line);    /* its command exists, and may run on this ledger */
bool binding_is_known(Screen *s, const Binding *b); /* the same of one of the table */
bool binding_applies(Screen *s, const Binding *b);  /* it can be pressed to some effect */
bool binding_changes(Screen *s, const Binding *b);  /* and would change something: for the last line */

/* How states look. */
StyleId task_style(TaskState s), agent_style(AgentState s);
StyleId handoff_style(HandoffState s), escalation_style(EscalationState s);
StyleId check_style(CheckState s), verdict_style(Verdict v), effect_style(EffectState s);

/* Details of one thing, as text for a width. */
void detail_build(Screen *s, const ListRow *row, Text *text, Arena *a, int width);      /* row NULL: nothing */

/* A typed line into words; text at its end needs no quoting.  -EINVAL: a quote is open. */
int line_split(const CommandRow *const table[], Arena *a, const char *line, StrList *ret_words);

/* Prompt: keys while one types; true: used. */
void prompt_open(Screen *s, char mark, const char *text);
void prompt_ask(Screen *s, View *v, const char *text, const char *label, AskAnswer *answer);
void prompt_key(Screen *s, const Key *k);
void prompt_done(Prompt *p);
void prompt_put(Prompt *p, size_t from, size_t to, Str with);       /* bounded; the cursor stands behind it */
void prompt_complete(Screen *s, int by);            /* Tab: the next choice, -1: the one before */
void prompt_recall(Screen *s, int by);              /* Up: 1 */
void history_add(History *h, const char *text);
void history_done(History *h);
int prompt_col(const Screen *s);                    /* columns before the cursor */
int prompt_scroll(const Screen *s);                 /* of them out of sight, so that the cursor is in it */
int prompt_label(const Screen *s);                  /* columns of the mark or label before what is typed */

/* Lists that several views show. */
extern const ListClass list_needs, list_agents, list_agents_all, list_tasks, list_handoffs, list_escalations;
extern const ListClass list_events, list_contradictions;
const char *contradiction_id(Arena *a, const Contradiction *c);

/* Header and footer. */
void frame_update(Screen *s);
void frame_paint(Screen *s, Rect header, Rect footer);

#endif
