/*
 * doctor.h - findings of `baton doctor`.
 */
#ifndef BATON_CLI_DOCTOR_H
#define BATON_CLI_DOCTOR_H

#include "baton/core/command.h"

typedef enum { FINDING_OK, FINDING_WARN, FINDING_BAD } FindingLevel;

typedef struct {
    FindingLevel level;
    const char *check, *text, *mend;    /* mend: NULL when there is nothing to do */
} DoctorFinding;

typedef struct {
    Arena *arena;
    Context *context;                   /* NULL: there is no folder to work in */
    const char *check;                  /* the one that runs */
    struct { DoctorFinding *items; size_t len, cap; } found;
} Doctor;

PRINTF(4, 5) void doctor_say(Doctor *d, FindingLevel level, const char *mend, const char *fmt, ...);

void doctor_ledger(Doctor *d);
void doctor_spool(Doctor *d);
void doctor_documents(Doctor *d);
void doctor_files(Doctor *d);
void doctor_sqlite(Doctor *d);
void doctor_file_system(Doctor *d);
void doctor_inotify(Doctor *d);
void doctor_terminal(Doctor *d);
void doctor_locale(Doctor *d);
void doctor_colours(Doctor *d);
void doctor_git(Doctor *d);
void doctor_data(Doctor *d);
void doctor_keygen(Doctor *d);
void doctor_signers(Doctor *d);
void doctor_policy(Doctor *d);
void doctor_person(Doctor *d);
void doctor_client(Doctor *d);

#endif
