/*
 * aside.c - a decision that is signed: run where ssh-keygen can ask, and told when the screen is back.
 */
#include "aside.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "baton/sys/proc.h"

/* What is about to be signed, above what ssh-keygen asks: as one would type it, made safe. */
static void say_what(const StrList *words)
{
    CLEANUP(buf_done) Buf line = BUF_INIT;
    buf_adds(&line, "baton");
    for (size_t i = 0; i < words->len; i++) {
        buf_addc(&line, ' ');
        safe_add(&line, raw(words->items[i]), -1);
    }
    buf_adds(&line, "\nYour key may want a passphrase or a touch; Ctrl-C leaves everything undecided.\n");
    fd_write_all(STDOUT_FILENO, buf_str(&line));
}

static void wait_for_enter(void)
{
    char c = 0;
    CLEANUP(close_fd) int fd = open("/dev/tty", O_RDONLY | O_CLOEXEC | O_NOCTTY);
    fd_write_all(STDOUT_FILENO, STR("Press Enter to go back to the dashboard. "));
    while (fd >= 0 && read(fd, &c, 1) == 1 && c != '\n' && c != '\r')
        ;
}

AsideEnd aside_run(const char *root, const StrList *words)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    AsideEnd end = { .code = INTERNAL };
    const char *self = proc_self(a);
    StrList argv = { 0 };

    strlist_add(&argv, a, self);
    for (size_t i = 0; i < words->len; i++)
        strlist_add(&argv, a, words->items[i]);
    strlist_add(&argv, a, NULL);
    say_what(words);
    int r = self ? proc_foreground(argv.items, root) : -1;
    if (r < 0) {
        snprintf(end.error, sizeof end.error, "baton could not start itself; decide on the command line.");
        return end;
    }
    end.code = r;
    if (r > 0) {
        snprintf(end.error, sizeof end.error, "Nothing was decided: the command ended with exit %d.", r);
        wait_for_enter();
    }
    return end;
}

void aside_tell(Screen *s, const CommandRow *row, const StrList *words, const AsideEnd *end)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    HandoffRows rows = { 0 };
    const char *said = "";
    if (words->len > 2)
        store_handoffs(s->context->store, a, &(HandoffQuery){ .id = words->items[2], .limit = 1 }, &rows);
    if (end->code == DONE && rows.len)
        said = arena_printf(a, "Handoff %d is %s.", rows.items[0].number, handoff_state_text(rows.items[0].state));
    screen_outcome(s, row, end->code, said, end->error, false);
}
