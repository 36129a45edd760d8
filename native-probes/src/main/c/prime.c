/*
 * Counts the primes from 3 up to a limit by trial division with 64-bit integers: one event of
 * sysbench's cpu test. The bound is a double compared at each step, as it is there: with l*l <= c
 * the same count takes 9 % less time and would no longer be the same work.
 */
#include "probe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct prime {
    int64_t limit;
    int64_t extra;
    int64_t tried;
};

static int64_t prime_open(struct probe *p) {
    struct prime *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    int64_t rc = probe_i64(p, "limit", 30000, 3, 100000000, &s->limit);
    return rc < 0 ? rc : probe_i64(p, "extra", 0, 0, 1000, &s->extra);
}

static inline int is_prime(uint64_t c) {
    double bound = __builtin_sqrt((double)c);
    uint64_t divisor;
    for (divisor = 2; (double)divisor <= bound; divisor++) {
        if (c % divisor == 0) {
            break;
        }
    }
    return (double)divisor > bound;
}

static int64_t count_primes(uint64_t limit) {
    int64_t count = 0;
    for (uint64_t c = 3; c < limit; c++) {
        count += is_prime(c);
    }
    return count;
}

/*
 * Tries a share of the numbers once more, in percent: a known handicap. Each number is chosen by a
 * multiplicative hash, so that the share of the hard ones is the same as that of the easy ones.
 */
static int64_t count_again(uint64_t limit, int64_t percent, int64_t *tried) {
    int64_t count = 0;
    for (; percent > 0; percent -= 100) {
        uint64_t below = percent >= 100 ? UINT64_C(1) << 32 : ((uint64_t)percent << 32) / 100;
        for (uint64_t c = 3; c < limit; c++) {
            if ((c * 2654435769u & 0xffffffffu) < below) {
                count += is_prime(c);
                ++*tried;
            }
        }
    }
    return count;
}

/* Returns the count of the last operation, with 2, which is not tried: 3245 for 30000. */
static int64_t prime_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct prime *s = p->state;
    int64_t count = 0;
    /* Written, never read: the compiler may not leave the extra work out. */
    volatile int64_t again = 0;
    (void)again;
    for (int64_t i = 0; i < ops; i++) {
        int64_t start = ns ? probe_now_ns() : 0;
        count = count_primes((uint64_t)s->limit) + 1;
        if (s->extra) {
            s->tried = 0;
            again = count_again((uint64_t)s->limit, s->extra, &s->tried);
        }
        if (ns) {
            ns[i] = probe_now_ns() - start;
        }
    }
    return count;
}

static int64_t prime_counter(struct probe *p, const char *name) {
    const struct prime *s = p->state;
    return strcmp(name, "triedAgain") == 0 ? s->tried : -ENOENT;
}

static void prime_close(struct probe *p) {
    free(p->state);
}

static const struct probe_ops prime = {
    .name = "prime",
    .open = prime_open,
    .batch = prime_batch,
    .counter = prime_counter,
    .close = prime_close,
};
PROBE(prime);
