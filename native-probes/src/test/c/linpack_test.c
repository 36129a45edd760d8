#include "check.h"

#include <math.h>
#include <string.h>

/* Gauss with row pivots, as LAPACK's would be called. */
static void solve(const int *size, const int *columns, double *a, const int *lda, int *pivots, double *b,
                  const int *ldb, int *info) {
    int n = *size;
    CHECK_EQ(*columns, 1);
    CHECK_EQ(*lda, n);
    CHECK_EQ(*ldb, n);
    for (int k = 0; k < n; k++) {
        int best = k;
        for (int i = k; i < n; i++) {
            best = fabs(a[k * n + i]) > fabs(a[k * n + best]) ? i : best;
        }
        pivots[k] = best;
        for (int j = 0; j < n; j++) {
            double swap = a[j * n + k];
            a[j * n + k] = a[j * n + best];
            a[j * n + best] = swap;
        }
        double swap = b[k];
        b[k] = b[best];
        b[best] = swap;
        for (int i = k + 1; i < n; i++) {
            double factor = a[k * n + i] / a[k * n + k];
            for (int j = k; j < n; j++) {
                a[j * n + i] -= factor * a[j * n + k];
            }
            b[i] -= factor * b[k];
        }
    }
    for (int k = n - 1; k >= 0; k--) {
        for (int j = k + 1; j < n; j++) {
            b[k] -= a[j * n + k] * b[j];
        }
        b[k] /= a[k * n + k];
    }
    *info = 0;
}

static void solve_wrongly(const int *size, const int *columns, double *a, const int *lda, int *pivots,
                          double *b, const int *ldb, int *info) {
    solve(size, columns, a, lda, pivots, b, ldb, info);
    b[0] += 0.001;
}

typedef void gesv(const int *, const int *, double *, const int *, int *, double *, const int *, int *);

static int64_t opened_with(gesv *function) {
    char config[96];
    snprintf(config, sizeof config, "dgesv=%lld\norder=100\nseed=7\n", (long long)(intptr_t)function);
    return opened("linpack", config);
}

int main(void) {
    int64_t ns[1] = {0};
    int64_t handle = opened_with(solve);
    for (int i = 0; i < 3; i++) {
        CHECK_EQ(tare_probe_prepare(handle, 1), 0);
        CHECK_EQ(batch(handle, 1, ns), 100);
        CHECK(ns[0] > 0);
    }
    CHECK_EQ(tare_probe_prepare(handle, 1), 0);
    CHECK(tare_probe_counter(handle, "residualMillionths") > 0);
    CHECK(tare_probe_counter(handle, "residualMillionths") < 1000000);
    CHECK_EQ(batch(handle, 2, NULL), -EINVAL);
    tare_probe_close(handle);

    handle = opened_with(solve_wrongly);
    CHECK_EQ(tare_probe_prepare(handle, 1), 0);
    CHECK_EQ(batch(handle, 1, NULL), 100);
    CHECK_EQ(tare_probe_prepare(handle, 1), -EDOM);
    CHECK(strstr(tare_probe_reason(handle), "a solution is wrong"));
    tare_probe_close(handle);
    CHECK_EQ(refused("linpack", ""), -EINVAL);
    return 0;
}
