/* Threads of the C library, each pinned to a CPU, that run a probe's jobs while the caller waits. */
#ifndef TARE_WORKER_H
#define TARE_WORKER_H

#include "probe.h"

#include <pthread.h>
#include <semaphore.h>

struct worker {
    pthread_t thread;
    sem_t start;
    sem_t done;
    int running;
    int cpu;
    /* Runs on the worker; NULL ends it. */
    int64_t (*job)(void *argument);
    void *argument;
    int64_t result;
};

/*
 * A number from 0 for each probe that is open at once, so that the probes of several benchmark
 * threads choose different CPUs. Given back with worker_leave_seat().
 */
int worker_take_seat(void);
void worker_leave_seat(int seat);

/* Starts a thread that is pinned to a CPU and blocks all signals. 0 or -errno with the reason. */
int64_t worker_start(struct probe *p, struct worker *w, int cpu);

/* Lets the worker run a job; worker_wait() gives its result. */
void worker_run(struct worker *w, int64_t (*job)(void *), void *argument);
int64_t worker_wait(struct worker *w);

/* Ends the thread; nothing where it was not started. */
void worker_stop(struct worker *w);

#endif
