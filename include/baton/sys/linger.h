/*
 * linger.h - ending now, although the kernel takes its time to close what we have open.
 *
 * The last close of a folder watch waits for the kernel, 10 to 20 ms and sometimes more.  A process that has given
 * its answer should not: whoever started it waits for its end.
 */
#ifndef BATON_SYS_LINGER_H
#define BATON_SYS_LINGER_H

/*
 * For the very end of a process.  A child keeps what is open now open, apart from the standard streams, until we
 * are gone; so closing it costs us nothing.  -errno: there is no child, and the end takes what it takes.
 */
int linger(void);

#endif
