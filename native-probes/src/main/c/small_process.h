/*
 * The small static process (src/main/spawner) that forks in the place of the JVM. It is embedded in
 * this library and runs out of a memfd; a probe gives it orders over a socket of packets.
 */
#ifndef TARE_SMALL_PROCESS_H
#define TARE_SMALL_PROCESS_H

#include "../spawner/spawner.h"
#include "probe.h"

#include <sys/types.h>

/* Room for the number of an open file. */
#define NUMBER_SIZE 12

/* Our end of the socket and its, its program, and itself; -1 and 0 where there is none. */
struct small_process {
    int socket, theirs, program;
    pid_t pid;
};

/* How it is started: ends of lists are NULL. */
struct small_start {
    char *const *arguments;
    char *const *environment;
    /* An open file that it keeps besides, or -1. */
    int kept;
    /* What it has as its standard output and error, with nothing to read; -1: as the JVM has them. */
    int output;
};

void small_process_init(struct small_process *s);

/* Makes the socket and the program. 0 or -errno with the reason. */
int64_t small_process_make(struct probe *p, struct small_process *s);

/* Starts it; from then on only the process holds its end of the socket. 0 or -errno with the reason. */
int64_t small_process_start(struct probe *p, struct small_process *s, const struct small_start *start);

/* Sends an order. */
void small_process_order(const struct small_process *s, const void *order, size_t size);

/* Reads an answer. 0, or -ESRCH with the reason where nobody is there any more. */
int64_t small_process_answer(struct probe *p, const struct small_process *s, void *answer, size_t size);

/* Ends the process and what it runs; nothing may follow but small_process_init. */
void small_process_close(struct small_process *s);

#endif
