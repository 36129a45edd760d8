/* A counted loop of no-ops: user-mode time alone, so whatever lengthens it was stolen. */
#include "probe.h"

#include <stdlib.h>

struct nop_loop {
    int64_t iterations;
};

static int64_t nop_loop_open(struct probe *p) {
    struct nop_loop *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    return probe_i64(p, "iterations", 1000000, 1, 10000000000, &s->iterations);
}

static int64_t loop(int64_t iterations) {
    int64_t done = 0;
    while (done < iterations) {
        __asm__ volatile("nop" : "+r"(done));
        done++;
    }
    return done;
}

/* Returns the no-ops of the last operation. */
static int64_t nop_loop_batch(struct probe *p, int64_t ops, int64_t *ns) {
    const struct nop_loop *s = p->state;
    int64_t done = 0;
    for (int64_t i = 0; i < ops; i++) {
        int64_t start = ns ? probe_now_ns() : 0;
        done = loop(s->iterations);
        if (ns) {
            ns[i] = probe_now_ns() - start;
        }
    }
    return done;
}

static void nop_loop_close(struct probe *p) {
    free(p->state);
}

static const struct probe_ops nop_loop = {
    .name = "nop-loop",
    .open = nop_loop_open,
    .batch = nop_loop_batch,
    .close = nop_loop_close,
};
PROBE(nop_loop);
