/*
 * macros.h - the few macros that every file of baton may use.
 *
 * Cleanup is attached to the variable (CLEANUP), ownership leaves a function through TAKE, and a
 * broken invariant stops the program through BUG_ON after the terminal was given back.
 */
#ifndef BATON_BASE_MACROS_H
#define BATON_BASE_MACROS_H

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define UNUSED __attribute__((unused))
#define NORETURN __attribute__((noreturn, cold))

/* Runs fn(&variable) when the variable goes out of scope. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))

/* Hands over what p points to: evaluates to p and leaves NULL behind. */
#define TAKE(p) ({ __typeof__(p) take_ = (p); (p) = NULL; take_; })

/* For invariants of our own, never for input.  The hook restores the terminal first. */
#define BUG_ON(cond) \
    do { \
        if (__builtin_expect(!!(cond), 0)) \
            bug(__FILE__, __LINE__, #cond); \
    } while (0)

NORETURN void bug(const char *file, int line, const char *what);

/* What bug() calls before it prints; NULL for none.  Must be safe in a signal handler. */
void bug_set_hook(void (*restore)(void));

#endif
