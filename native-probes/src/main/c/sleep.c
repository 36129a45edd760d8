/*
 * How late a sleep ends: clock_nanosleep to an absolute time of CLOCK_MONOTONIC. The duration left
 * for an operation is the overshoot alone. The timer slack of the thread, 50 us by default, is set
 * to its least for the batch: it is a choice of the scheduler's, not a cost of a layer.
 */
#include "probe.h"

#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

struct sleeper {
    int64_t sleep_ns;
};

static int64_t sleep_open(struct probe *p) {
    struct sleeper *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    return probe_i64(p, "sleepNs", 100000, 1, 10000000000, &s->sleep_ns);
}

/* Sleeps once; the overshoot in ns or -errno. */
static int64_t overshoot(struct probe *p, int64_t sleep_ns) {
    int64_t deadline = probe_now_ns() + sleep_ns;
    struct timespec until = {.tv_sec = deadline / 1000000000, .tv_nsec = deadline % 1000000000};
    int err;
    do {
        err = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
    } while (err == EINTR);
    if (err) {
        return probe_fail(p, err, "clock_nanosleep: %s", strerror(err));
    }
    int64_t late = probe_now_ns() - deadline;
    if (late < 0) {
        return probe_fail(p, EIO, "a sleep of %lld ns ended %lld ns early: the clock went back",
                          (long long)sleep_ns, (long long)-late);
    }
    return late;
}

/* Returns the last overshoot, ns. */
static int64_t sleep_batch(struct probe *p, int64_t ops, int64_t *ns) {
    const struct sleeper *s = p->state;
    int slack = prctl(PR_GET_TIMERSLACK);
    int64_t late = 0;
    prctl(PR_SET_TIMERSLACK, 1UL);
    for (int64_t i = 0; i < ops && late >= 0; i++) {
        late = overshoot(p, s->sleep_ns);
        if (ns) {
            ns[i] = late;
        }
    }
    if (slack > 0) {
        prctl(PR_SET_TIMERSLACK, (unsigned long)slack);
    }
    return late;
}

static void sleep_close(struct probe *p) {
    free(p->state);
}

static const struct probe_ops sleep_probe = {
    .name = "sleep",
    .open = sleep_open,
    .batch = sleep_batch,
    .close = sleep_close,
};
PROBE(sleep_probe);
