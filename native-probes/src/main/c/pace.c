/*
 * When the requests of a client that is not written in C are due: at a fixed rate in an open loop, at
 * once in a closed one. The thread that waits is pinned and sleeps with the least timer slack; a
 * client has many such threads on one CPU, so that none may spin. How late it woke is kept, from when
 * a request was due and the thread free. The plan begins anew where "late.reset" is asked for, so that
 * what was not reached in one iteration is no debt of the next.
 */
#include "lateness.h"
#include "net_cpus.h"
#include "probe.h"

#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

struct pace {
    /* Between two of this thread's starts; 0: closed loop. */
    double gap_ns;
    /* Its first start after that of the first thread. */
    double offset_ns;
    /* The next start; 0: the plan begins with the next wait. */
    double next_ns;
    int pinned;
    int64_t cpu;
    struct lateness late;
};

static int64_t pace_open(struct probe *p) {
    struct pace *s = calloc(1, sizeof *s);
    int64_t rate;
    int64_t threads;
    int64_t thread;
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    int64_t rc = probe_i64(p, "rate", 0, 0, 10000000, &rate);
    rc = rc < 0 ? rc : probe_i64(p, "threads", 1, 1, 1000000, &threads);
    rc = rc < 0 ? rc : probe_i64(p, "thread", 0, 0, 1000000, &thread);
    rc = rc < 0 ? rc : net_cpu_of(p, NET_CLIENT, &s->cpu);
    if (rc < 0) {
        return rc;
    }
    s->gap_ns = rate == 0 ? 0 : 1e9 * (double)threads / (double)rate;
    s->offset_ns = s->gap_ns * (double)thread / (double)threads;
    return 0;
}

/* The thread that waits first is the one. */
static int64_t settle(struct probe *p, struct pace *s) {
    if (s->pinned) {
        return 0;
    }
    s->pinned = 1;
    prctl(PR_SET_TIMERSLACK, 1UL);
    return s->cpu < 0 ? 0 : probe_pin(p, (int)s->cpu);
}

/* Waits until the next request is due. When that was, CLOCK_MONOTONIC in ns, or -errno. */
static int64_t wait_for_start(struct pace *s) {
    int64_t now = probe_now_ns();
    int64_t freed = now;
    if (s->gap_ns <= 0) {
        return now;
    }
    if (s->next_ns <= 0) {
        s->next_ns = (double)now + s->offset_ns;
    }
    int64_t due = (int64_t)s->next_ns;
    s->next_ns += s->gap_ns;
    while (now < due) {
        struct timespec until = {due / 1000000000, due % 1000000000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
        now = probe_now_ns();
    }
    lateness_add(&s->late, now - (due > freed ? due : freed));
    return due;
}

/* Returns when the last of so many requests was due. */
static int64_t pace_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct pace *s = p->state;
    int64_t rc = settle(p, s);
    (void)ns;
    for (int64_t i = 0; i < ops && rc >= 0; i++) {
        rc = wait_for_start(s);
    }
    return rc;
}

static int64_t pace_counter(struct probe *p, const char *name) {
    struct pace *s = p->state;
    if (strcmp(name, "late.reset") == 0) {
        lateness_reset(&s->late);
        s->next_ns = 0;
        return 0;
    }
    if (strncmp(name, "late.", 5) == 0) {
        return lateness_at(&s->late, strtol(name + 5, NULL, 10));
    }
    if (strcmp(name, "clientCpuNs") == 0) {
        struct timespec used;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
        return (int64_t)used.tv_sec * 1000000000 + used.tv_nsec;
    }
    return -ENOENT;
}

static void pace_close(struct probe *p) {
    free(p->state);
}

static const struct probe_ops pace_probe = {
    .name = "pace",
    .open = pace_open,
    .batch = pace_batch,
    .counter = pace_counter,
    .close = pace_close,
    .batch_only = 1,
};
PROBE(pace_probe);
