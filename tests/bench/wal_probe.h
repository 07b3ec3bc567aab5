/* wal_probe.h - what wal_probe and bench-decide share. */
#ifndef BATON_TESTS_WAL_PROBE_H
#define BATON_TESTS_WAL_PROBE_H

typedef struct {
    char mark[64];              /* empty: nothing is looked for */
    volatile long long committed_ns;
} Probe;

#endif
