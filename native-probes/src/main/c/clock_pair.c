/* The two clock reads around a timed operation that does nothing: what timing each one adds. */
#include "probe.h"

static int64_t clock_pair_open(struct probe *p) {
    (void)p;
    return 0;
}

/* Returns the sum of what the pairs measured, ns: the part of their cost that a duration holds. */
static int64_t clock_pair_batch(struct probe *p, int64_t ops, int64_t *ns) {
    int64_t sum = 0;
    (void)p;
    (void)ns;
    for (int64_t i = 0; i < ops; i++) {
        int64_t start = probe_now_ns();
        sum += probe_now_ns() - start;
    }
    return sum;
}

static const struct probe_ops clock_pair = {
    .name = "clock-pair",
    .open = clock_pair_open,
    .batch = clock_pair_batch,
    .batch_only = 1,
};
PROBE(clock_pair);
