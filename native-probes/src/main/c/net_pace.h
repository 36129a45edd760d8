/*
 * When operations start. Closed loop: each at the end of the one before. Open loop: at a fixed rate,
 * and measured from when it was meant to start, so that a stall is felt by all that it delayed.
 * Time between batches (the harness's own) moves the plan and is no stall.
 */
#ifndef TARE_NET_PACE_H
#define TARE_NET_PACE_H

#include "probe.h"

/* Sleeping ends up to this late; the rest of a wait is spun. */
#define NET_PACE_SPIN_NS 200000

struct net_pace {
    /* Between two intended starts; 0: closed loop. */
    int64_t gap_ns;
    /* The next intended start. */
    int64_t next_ns;
    /* When the last batch ended; 0: none yet. */
    int64_t left_ns;
};

/* Reads the config's rate, operations per second; 0: closed loop. 0 or -errno. */
static inline int64_t net_pace_open(struct probe *p, struct net_pace *pace) {
    int64_t rate;
    int64_t rc = probe_i64(p, "rate", 0, 0, 10000000, &rate);
    pace->gap_ns = rc < 0 || rate == 0 ? 0 : 1000000000 / rate;
    return rc;
}

/* The start of a batch, now. */
static inline int64_t net_pace_enter(struct net_pace *pace) {
    int64_t now = probe_now_ns();
    pace->next_ns = pace->left_ns == 0 ? now : pace->next_ns + (now - pace->left_ns);
    return now;
}

/* Waits for the start of the next operation and returns it; end is when the one before ended. */
static inline int64_t net_pace_start(struct net_pace *pace, int64_t end) {
    if (pace->gap_ns == 0) {
        return end;
    }
    int64_t intended = pace->next_ns;
    pace->next_ns += pace->gap_ns;
    if (intended - end > NET_PACE_SPIN_NS) {
        int64_t until = intended - NET_PACE_SPIN_NS;
        struct timespec t = {until / 1000000000, until % 1000000000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
    }
    while (probe_now_ns() < intended) {
    }
    return intended;
}

static inline void net_pace_leave(struct net_pace *pace, int64_t end) {
    pace->left_ns = end;
}

#endif
