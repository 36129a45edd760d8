/*
 * Solves a dense system of linear equations by a LAPACK that was loaded before: its function dgesv is
 * what is timed. Each solution is checked by HPL's scaled residual before the next system is made.
 */
#include "probe.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_ORDER 40000
/* Above it a solution is wrong (HPL's threshold); a right one is around 0.01. */
#define MOST_RESIDUAL 16.0
#define MULTIPLIER 6364136223846793005ULL
#define INCREMENT 1442695040888963407ULL

typedef void gesv(const int *n, const int *columns, double *a, const int *lda, int *pivots, double *b,
                  const int *ldb, int *info);

struct linpack {
    gesv *solve;
    int n;
    /* What is given, in columns, and what is overwritten with the factors and the solution. */
    double *a, *b, *factors, *x;
    int *pivots;
    int solved;
    double residual;
};

/* From -0.5 to 0.5, the same everywhere. */
static double next(uint64_t *state) {
    *state = *state * MULTIPLIER + INCREMENT;
    return (double)(*state >> 11) / (double)(1ULL << 53) - 0.5;
}

static int64_t make(struct probe *p, struct linpack *l, int64_t seed) {
    size_t n = (size_t)l->n;
    uint64_t state = (uint64_t)seed;
    l->a = malloc(n * n * sizeof *l->a);
    l->factors = malloc(n * n * sizeof *l->factors);
    l->b = malloc(n * sizeof *l->b);
    l->x = malloc(n * sizeof *l->x);
    l->pivots = malloc(n * sizeof *l->pivots);
    if (!l->a || !l->factors || !l->b || !l->x || !l->pivots) {
        return probe_fail(p, ENOMEM, "no memory for two matrices of %d x %d: take a smaller order", l->n,
                          l->n);
    }
    for (size_t i = 0; i < n * n; i++) {
        l->a[i] = next(&state);
    }
    for (size_t i = 0; i < n; i++) {
        l->b[i] = next(&state);
    }
    return 0;
}

static int64_t linpack_open(struct probe *p) {
    struct linpack *l = calloc(1, sizeof *l);
    int64_t rc, function, n, seed;
    if (!l) {
        return -ENOMEM;
    }
    p->state = l;
    if ((rc = probe_i64(p, "dgesv", 0, 1, INT64_MAX, &function)) < 0 ||
        (rc = probe_i64(p, "order", 1000, 1, MOST_ORDER, &n)) < 0 ||
        (rc = probe_i64(p, "seed", 1, 0, INT64_MAX, &seed)) < 0) {
        return rc;
    }
    l->solve = (gesv *)(intptr_t)function;
    l->n = (int)n;
    return make(p, l, seed);
}

static double larger(double most, double value) {
    value = fabs(value);
    return value > most ? value : most;
}

/* |Ax - b| / (eps * (|A| |x| + |b|) * n), in the norm of the largest row. */
static double residual(const struct linpack *l) {
    size_t n = (size_t)l->n;
    double *rows = calloc(2 * n, sizeof *rows);
    if (!rows) {
        return INFINITY;
    }
    double *sums = rows + n, most = 0, matrix = 0, solution = 0, right = 0;
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < n; i++) {
            rows[i] += l->a[j * n + i] * l->x[j];
            sums[i] += fabs(l->a[j * n + i]);
        }
    }
    for (size_t i = 0; i < n; i++) {
        most = larger(most, rows[i] - l->b[i]);
        matrix = larger(matrix, sums[i]);
        solution = larger(solution, l->x[i]);
        right = larger(right, l->b[i]);
    }
    free(rows);
    return most / (DBL_EPSILON * (matrix * solution + right) * (double)n);
}

/* Checks the last solution, and lays the system out anew. */
static int64_t linpack_prepare(struct probe *p, int64_t ops) {
    struct linpack *l = p->state;
    size_t n = (size_t)l->n;
    (void)ops;
    if (l->solved) {
        l->residual = residual(l);
        /* Not a number is wrong too. */
        if (!(l->residual <= MOST_RESIDUAL)) {
            return probe_fail(p, EDOM, "a solution is wrong: its scaled residual is %g, above %g; try"
                                       " another core type", l->residual, MOST_RESIDUAL);
        }
    }
    memcpy(l->factors, l->a, n * n * sizeof *l->a);
    memcpy(l->x, l->b, n * sizeof *l->b);
    l->solved = 0;
    return 0;
}

/* Each operation solves the system that was laid out, so there is one in a batch. Returns the order. */
static int64_t linpack_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct linpack *l = p->state;
    int columns = 1, info = 0;
    if (ops != 1) {
        return probe_fail(p, EINVAL, "one system a batch, not %lld", (long long)ops);
    }
    int64_t start = probe_now_ns();
    l->solve(&l->n, &columns, l->factors, &l->n, l->pivots, l->x, &l->n, &info);
    if (ns) {
        ns[0] = probe_now_ns() - start;
    }
    if (info != 0) {
        return probe_fail(p, EDOM, "dgesv gave up with %d", info);
    }
    l->solved = 1;
    return l->n;
}

/* In millionths, since it is below 1. */
static int64_t linpack_counter(struct probe *p, const char *name) {
    const struct linpack *l = p->state;
    return strcmp(name, "residualMillionths") == 0 ? (int64_t)(l->residual * 1e6) : -ENOENT;
}

static void linpack_close(struct probe *p) {
    struct linpack *l = p->state;
    if (l) {
        free(l->a);
        free(l->b);
        free(l->factors);
        free(l->x);
        free(l->pivots);
        free(l);
    }
}

static const struct probe_ops linpack = {
    .name = "linpack",
    .open = linpack_open,
    .batch = linpack_batch,
    .prepare = linpack_prepare,
    .counter = linpack_counter,
    .close = linpack_close,
};
PROBE(linpack);
