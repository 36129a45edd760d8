/*
 * A futex wake of a thread that sleeps on another CPU, until that thread is seen running: the cost
 * of an inter-processor interrupt and of leaving idle. Between two operations the waker spins for
 * a pause that is not part of the duration, so that the sleeper is asleep and its CPU idle.
 */
#define _GNU_SOURCE
#include "worker.h"

#include <linux/futex.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define STOP UINT32_MAX
/* So many wakes in a row that found nobody asleep are a failure. */
#define MOST_MISSES 10000

struct wake {
    int seat;
    struct worker waker, sleeper;
    int64_t pause_ns;
    int64_t ops;
    int64_t *ns;
    int64_t missed;
    /* A cache line each: what the sleeper waits on, and what it answers. */
    _Alignas(64) _Atomic uint32_t word;
    _Alignas(64) _Atomic uint32_t seen;
};

static int64_t futex(_Atomic uint32_t *word, int operation, uint32_t value) {
    return syscall(SYS_futex, word, operation | FUTEX_PRIVATE_FLAG, value, NULL, NULL, 0);
}

static void relax(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static int64_t sleep_and_answer(void *argument) {
    struct wake *s = argument;
    uint32_t last = 0;
    for (;;) {
        uint32_t now = atomic_load(&s->word);
        if (now == STOP) {
            return 0;
        }
        if (now == last) {
            futex(&s->word, FUTEX_WAIT, last);
        } else {
            last = now;
            atomic_store(&s->seen, now);
        }
    }
}

static void spin(int64_t pause_ns) {
    int64_t start = probe_now_ns();
    while (probe_now_ns() - start < pause_ns) {
        relax();
    }
}

/* Wakes the sleeper with a number and waits for it to come back; 1 when it had been asleep. */
static int64_t wake_once(struct wake *s, uint32_t number) {
    atomic_store(&s->word, number);
    int64_t woken = futex(&s->word, FUTEX_WAKE, 1);
    while (atomic_load(&s->seen) != number) {
        relax();
    }
    return woken;
}

static int64_t wake_all(struct wake *s) {
    uint32_t number = 1;
    int64_t misses = 0;
    for (int64_t i = 0; i < s->ops && misses < MOST_MISSES; number++) {
        spin(s->pause_ns);
        int64_t start = probe_now_ns();
        int64_t woken = wake_once(s, number);
        int64_t took = probe_now_ns() - start;
        if (woken != 1) {
            misses++;
            continue;
        }
        if (s->ns) {
            s->ns[i] = took;
        }
        i++;
    }
    s->missed += misses;
    return misses < MOST_MISSES ? 0 : -EAGAIN;
}

static int64_t wake_and_stop(void *argument) {
    struct wake *s = argument;
    int64_t rc = wake_all(s);
    atomic_store(&s->word, STOP);
    futex(&s->word, FUTEX_WAKE, 1);
    return rc;
}

static int64_t wake_open(struct probe *p) {
    struct wake *s = NULL;
    if (posix_memalign((void **)&s, 64, sizeof *s)) {
        return -ENOMEM;
    }
    memset(s, 0, sizeof *s);
    p->state = s;
    s->seat = worker_take_seat();
    int64_t rc = probe_i64(p, "pauseNs", 20000, 0, 1000000000, &s->pause_ns);
    if (rc < 0) {
        return rc;
    }
    int64_t first = probe_allowed_cpu(s->seat);
    int64_t second = probe_allowed_cpu(s->seat + 1);
    if (first < 0 || first == second) {
        return probe_fail(p, ENODEV,
                          "a wake needs two CPUs, one is allowed to this process; allow a second one");
    }
    rc = worker_start(p, &s->waker, (int)first);
    return rc < 0 ? rc : worker_start(p, &s->sleeper, (int)second);
}

/* Returns how many sleepers were woken: ops. */
static int64_t wake_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct wake *s = p->state;
    s->ops = ops;
    s->ns = ns;
    atomic_store(&s->word, 0);
    atomic_store(&s->seen, 0);
    worker_run(&s->sleeper, sleep_and_answer, s);
    worker_run(&s->waker, wake_and_stop, s);
    int64_t rc = worker_wait(&s->waker);
    worker_wait(&s->sleeper);
    if (rc < 0) {
        return probe_fail(p, (int)-rc, "the other thread was awake at %d wakes: raise pauseNs=%lld",
                          MOST_MISSES, (long long)s->pause_ns);
    }
    return ops;
}

static int64_t wake_counter(struct probe *p, const char *name) {
    const struct wake *s = p->state;
    return strcmp(name, "missed") == 0 ? s->missed : -ENOENT;
}

static void wake_close(struct probe *p) {
    struct wake *s = p->state;
    if (s) {
        worker_stop(&s->waker);
        worker_stop(&s->sleeper);
        worker_leave_seat(s->seat);
    }
    free(s);
}

static const struct probe_ops wake = {
    .name = "wake",
    .open = wake_open,
    .batch = wake_batch,
    .counter = wake_counter,
    .close = wake_close,
};
PROBE(wake);
