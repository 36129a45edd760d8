/* Pinned threads that run jobs. */
#define _GNU_SOURCE
#include "worker.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_uint_least64_t seats;

int worker_take_seat(void) {
    uint64_t taken = atomic_load(&seats);
    int seat;
    do {
        if (taken == UINT64_MAX) {
            return 0;
        }
        seat = __builtin_ctzll(~taken);
    } while (!atomic_compare_exchange_weak(&seats, &taken, taken | 1ULL << seat));
    return seat;
}

void worker_leave_seat(int seat) {
    atomic_fetch_and(&seats, ~(1ULL << seat));
}

static void wait_for(sem_t *semaphore) {
    while (sem_wait(semaphore) < 0 && errno == EINTR) {
    }
}

/* The first job of every worker: no signal meant for the process may interrupt a measurement. */
static int64_t settle(void *argument) {
    struct worker *w = argument;
    struct probe nobody = {0};
    uint64_t all = UINT64_MAX;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, NULL, sizeof all);
    return probe_pin(&nobody, w->cpu);
}

static void *run(void *argument) {
    struct worker *w = argument;
    for (wait_for(&w->start); w->job; wait_for(&w->start)) {
        w->result = w->job(w->argument);
        sem_post(&w->done);
    }
    return NULL;
}

int64_t worker_start(struct probe *p, struct worker *w, int cpu) {
    w->cpu = cpu;
    sem_init(&w->start, 0, 0);
    sem_init(&w->done, 0, 0);
    int err = pthread_create(&w->thread, NULL, run, w);
    if (err) {
        return probe_fail(p, err, "no thread could be started: %s; is there a pids limit?",
                          strerror(err));
    }
    w->running = 1;
    worker_run(w, settle, w);
    int64_t rc = worker_wait(w);
    if (rc < 0) {
        return probe_fail(p, (int)-rc, "cannot pin a thread to CPU %d: %s; allow that CPU to this process",
                          cpu, strerror((int)-rc));
    }
    return 0;
}

void worker_run(struct worker *w, int64_t (*job)(void *), void *argument) {
    w->job = job;
    w->argument = argument;
    sem_post(&w->start);
}

int64_t worker_wait(struct worker *w) {
    wait_for(&w->done);
    return w->result;
}

void worker_stop(struct worker *w) {
    if (w->running) {
        worker_run(w, NULL, NULL);
        pthread_join(w->thread, NULL);
        sem_destroy(&w->start);
        sem_destroy(&w->done);
        w->running = 0;
    }
}
