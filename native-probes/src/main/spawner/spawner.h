/* What spawn.c and command.c say to the program that they start, over a socket of packets. */
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

/* A command that prints more than the one is cut back to the other, bytes. */
#define SPAWNER_MOST_OUTPUT (16 << 20)
#define SPAWNER_KEPT_OUTPUT (64 << 10)

/* Asks for one run of the command. */
struct command_order {
    /* It is killed after so long, from 1 ns. */
    int64_t limit_ns;
};

/* What a run took. The status is that of wait; the error is 0, or -errno where there was no start or no end in time. */
struct command_usage {
    int64_t wall_ns, user_us, system_us, most_kb, status, error;
};

#endif
