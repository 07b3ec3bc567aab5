/*
 * story.h - a made-up but likely history of a project: eight agents, runs one after the other, tasks, handoffs
 * and escalations, telemetry in between.  The same for the same number of events.
 */
#ifndef BATON_BENCH_STORY_H
#define BATON_BENCH_STORY_H

#include "baton/store/store.h"

enum { STORY_AGENTS = 8, STORY_RUNS = 60 };
extern const char *const story_agents[STORY_AGENTS];

/* Appends the first n events of a story of so many, step of them per transaction.  0, or -errno. */
int story_append(Store *s, int64_t n, int64_t of, int64_t step);

/* The next event of the story; texts live until the one after it. */
typedef struct Story Story;
Story *story_new(int64_t n);
Story *story_free(Story *y);
const Event *story_next(Story *y);

#endif
