/* What spawn.c and the program that it starts say to each other, over a socket of packets. */
#ifndef TARE_SPAWNER_H
#define TARE_SPAWNER_H

#include <stdint.h>

/* The durations of so many operations fit into the memory that both share. */
#define SPAWNER_MOST_OPS 4096

enum { SPAWNER_FORK, SPAWNER_VFORK };

/* Asks for ops operations, from 1 to SPAWNER_MOST_OPS. */
struct spawner_order {
    int32_t how;
    int32_t ops;
    /* Not 0: leave the duration of operation i, ns, at i of the shared memory. */
    int32_t timed;
};

/* 0 or -errno. */
struct spawner_answer {
    int32_t result;
};

/* What a command took, as TimedCommand.java reads it; the status is that of wait, the error 0 or -errno. */
struct spawner_usage {
    int64_t wall_ns, user_us, system_us, most_kb, status, error;
};

#endif
