/* One clock_gettime of a named clock: some 20 ns where the vDSO answers, a system call where not. */
#include "probe.h"

#include <stdlib.h>
#include <string.h>

struct clock_read {
    clockid_t clock;
};

static const char *const names[] = {"monotonic", "realtime", "boottime", "monotonicRaw",
                                    "monotonicCoarse", "threadCpu", NULL};
static const clockid_t clocks[] = {CLOCK_MONOTONIC,     CLOCK_REALTIME,         CLOCK_BOOTTIME,
                                   CLOCK_MONOTONIC_RAW, CLOCK_MONOTONIC_COARSE, CLOCK_THREAD_CPUTIME_ID};

static int64_t clock_read_open(struct probe *p) {
    struct clock_read *s = calloc(1, sizeof *s);
    struct timespec t;
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    int64_t chosen = probe_choice(p, "clock", names);
    if (chosen < 0) {
        return chosen;
    }
    s->clock = clocks[chosen];
    if (clock_gettime(s->clock, &t) < 0) {
        int err = errno;
        return probe_fail(p, err, "clock_gettime(%s): %s; choose another clock", names[chosen],
                          strerror(err));
    }
    return 0;
}

/* Returns the last time read, in ns. */
static int64_t clock_read_batch(struct probe *p, int64_t ops, int64_t *ns) {
    const struct clock_read *s = p->state;
    struct timespec t = {0, 0};
    (void)ns;
    for (int64_t i = 0; i < ops; i++) {
        clock_gettime(s->clock, &t);
    }
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void clock_read_close(struct probe *p) {
    free(p->state);
}

static const struct probe_ops clock_read = {
    .name = "clock-read",
    .open = clock_read_open,
    .batch = clock_read_batch,
    .close = clock_read_close,
    .batch_only = 1,
};
PROBE(clock_read);
