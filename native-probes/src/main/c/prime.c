/*
 * Counts the primes from 3 up to a limit by trial division with 64-bit integers: one event of
 * sysbench's cpu test. The bound is a double compared at each step, as it is there: with l*l <= c
 * the same count takes 9 % less time and would no longer be the same work.
 */
#include "probe.h"

#include <math.h>
#include <stdlib.h>

struct prime {
    int64_t limit;
};

static int64_t prime_open(struct probe *p) {
    struct prime *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    return probe_i64(p, "limit", 30000, 3, 100000000, &s->limit);
}

static int64_t count_primes(uint64_t limit) {
    int64_t count = 0;
    for (uint64_t c = 3; c < limit; c++) {
        double bound = __builtin_sqrt((double)c);
        uint64_t divisor;
        for (divisor = 2; (double)divisor <= bound; divisor++) {
            if (c % divisor == 0) {
                break;
            }
        }
        if ((double)divisor > bound) {
            count++;
        }
    }
    return count;
}

/* Returns the count of the last operation, with 2, which is not tried: 3245 for 30000. */
static int64_t prime_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct prime *s = p->state;
    int64_t count = 0;
    for (int64_t i = 0; i < ops; i++) {
        int64_t start = ns ? probe_now_ns() : 0;
        count = count_primes((uint64_t)s->limit) + 1;
        if (ns) {
            ns[i] = probe_now_ns() - start;
        }
    }
    return count;
}

static void prime_close(struct probe *p) {
    free(p->state);
}

static const struct probe_ops prime = {
    .name = "prime",
    .open = prime_open,
    .batch = prime_batch,
    .close = prime_close,
};
PROBE(prime);
