/* What a test program of a probe needs: checks that name the line, and a probe opened by name. */
#ifndef TARE_CHECK_H
#define TARE_CHECK_H

#include "probe.h"

#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

#define CHECK_EQ(actual, expected)                                                                 \
    do {                                                                                           \
        long long a_ = (long long)(actual), e_ = (long long)(expected);                            \
        if (a_ != e_) {                                                                            \
            fprintf(stderr, "%s:%d: %s is %lld, not %lld\n", __FILE__, __LINE__, #actual, a_, e_); \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

/* Ends the program as skipped, with the reason. */
#define SKIP(...)                                                                                  \
    do {                                                                                           \
        fprintf(stderr, __VA_ARGS__);                                                              \
        fputc('\n', stderr);                                                                       \
        exit(77);                                                                                  \
    } while (0)

/* A probe by name, open; ends the program with the probe's reason where it does not open. */
static inline int64_t opened(const char *name, const char *config) {
    int64_t handle = tare_probe_new(name, config);
    CHECK(handle > 0);
    int64_t rc = tare_probe_open(handle);
    if (rc < 0) {
        fprintf(stderr, "%s: %s (%lld)\n", name, tare_probe_reason(handle), (long long)rc);
        exit(1);
    }
    return handle;
}

/* The -errno with which a probe refuses a config; it must give a reason. */
static inline int64_t refused(const char *name, const char *config) {
    int64_t handle = tare_probe_new(name, config);
    CHECK(handle > 0);
    int64_t rc = tare_probe_open(handle);
    CHECK(rc < 0);
    CHECK(tare_probe_reason(handle)[0] != 0);
    tare_probe_close(handle);
    return rc;
}

static inline int64_t batch(int64_t handle, int64_t ops, int64_t *ns) {
    return tare_probe_batch(handle, ops, (int64_t)(intptr_t)ns);
}

#endif
