/*
 * McCalpin's STREAM: one operation is one pass of copy, scale, add or triad over arrays of doubles
 * that no cache holds. The bytes of a pass are counted as he does: each array that the source names,
 * once; what a cache line costs that is fetched before it is written is not counted.
 */
#define _GNU_SOURCE
#include "machine.h"
#include "stream_kernels.h"

#include "probe.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ARRAYS 3
#define CACHE_MULTIPLE 4
#define LEAST_BYTES (16LL << 20)
#define UNKNOWN_CACHE_BYTES (64LL << 20)
#define MEMORY_SHARE 4
#define FACTOR 3.0
#define SAMPLES 16
#define STEP_BYTES ((int64_t)(STREAM_STEP * sizeof(double)))

struct stream {
    double *to, *x, *y;
    void *mapping;
    size_t mapped;
    /* Of one array. */
    int64_t bytes;
    size_t n;
    int kernel;
    int streaming;
};

static const int arrays_of[STREAM_KERNELS] = {2, 2, 3, 3};

/* An array's size for this machine; the first answer holds for all threads of the process. */
static int64_t resolved_bytes(void) {
    static atomic_int_least64_t resolved;
    int64_t llc = machine_llc_bytes();
    int64_t bytes = llc > 0 ? CACHE_MULTIPLE * llc : UNKNOWN_CACHE_BYTES;
    int64_t most = machine_available_bytes() / MEMORY_SHARE / ARRAYS;
    bytes = bytes < LEAST_BYTES ? LEAST_BYTES : bytes;
    bytes = bytes > most ? most : bytes;
    int_least64_t none = 0;
    atomic_compare_exchange_strong(&resolved, &none, bytes);
    return atomic_load(&resolved);
}

static int64_t array_bytes(struct probe *p, int64_t *bytes) {
    char text[32];
    int64_t rc = probe_text(p, "bytes", "auto", text, sizeof text);
    if (rc < 0) {
        return rc;
    }
    if (strcmp(text, "auto") == 0 || strcmp(text, "0") == 0) {
        *bytes = resolved_bytes();
    } else if ((rc = probe_i64(p, "bytes", 0, 4096, 1LL << 40, bytes)) < 0) {
        return rc;
    }
    *bytes -= *bytes % STEP_BYTES;
    return *bytes > 0 ? 0 : probe_fail(p, ENOMEM, "no memory is left for arrays; set bytes");
}

/* Whole numbers that differ from element to element, so that a pass over the wrong one shows. */
static double x_at(size_t i) {
    return (double)(i % 1021);
}

static double y_at(size_t i) {
    return (double)(i % 509);
}

static double expected(int kernel, size_t i) {
    switch (kernel) {
    case STREAM_COPY:
        return x_at(i);
    case STREAM_SCALE:
        return FACTOR * x_at(i);
    case STREAM_ADD:
        return x_at(i) + y_at(i);
    default:
        return x_at(i) + FACTOR * y_at(i);
    }
}

static int64_t map_arrays(struct probe *p, struct stream *s) {
    size_t size = ARRAYS * (size_t)s->bytes;
    char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) {
        int err = errno;
        return probe_fail(p, err, "no memory for three arrays of %lld bytes: %s; set fewer bytes",
                          (long long)s->bytes, strerror(err));
    }
    s->mapping = at;
    s->mapped = size;
    s->to = (double *)(void *)at;
    s->x = (double *)(void *)(at + s->bytes);
    s->y = (double *)(void *)(at + 2 * s->bytes);
    s->n = (size_t)s->bytes / sizeof(double);
    /* One after the other, so that the pages of an array lie next to each other in memory, too. */
    for (size_t i = 0; i < s->n; i++) {
        s->to[i] = -1;
    }
    for (size_t i = 0; i < s->n; i++) {
        s->x[i] = x_at(i);
    }
    for (size_t i = 0; i < s->n; i++) {
        s->y[i] = y_at(i);
    }
    return 0;
}

static int64_t stream_open(struct probe *p) {
    static const char *const kernels[] = {"triad", "copy", "scale", "add", NULL};
    static const int chosen[] = {STREAM_TRIAD, STREAM_COPY, STREAM_SCALE, STREAM_ADD};
    static const char *const stores[] = {"plain", "streaming", NULL};
    struct stream *s = calloc(1, sizeof *s);
    int64_t kernel, streaming, rc;
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    if ((rc = kernel = probe_choice(p, "kernel", kernels)) < 0 ||
        (rc = streaming = probe_choice(p, "stores", stores)) < 0 ||
        (rc = array_bytes(p, &s->bytes)) < 0) {
        return rc;
    }
    s->kernel = chosen[kernel];
    s->streaming = (int)streaming;
    return map_arrays(p, s);
}

static int64_t check_at(struct probe *p, const struct stream *s, size_t i) {
    double wanted = expected(s->kernel, i);
    if (s->to[i] != wanted) {
        return probe_fail(p, EIO, "element %zu is %g, not %g: this machine computes or stores wrongly", i,
                          s->to[i], wanted);
    }
    return 0;
}

static size_t sample(const struct stream *s, size_t k) {
    return (s->n - 1) * k / (SAMPLES - 1);
}

/* One pass, with the samples spoilt before and checked after it; its duration in ns or -errno. */
static int64_t checked_pass(struct probe *p, struct stream *s, int timed) {
    for (size_t k = 0; k < SAMPLES; k++) {
        s->to[sample(s, k)] = -1;
    }
    int64_t start = timed ? probe_now_ns() : 0;
    stream_kernels()->run[s->streaming][s->kernel](s->to, s->x, s->y, FACTOR, s->n);
    if (s->streaming) {
        stream_fence();
    }
    int64_t took = timed ? probe_now_ns() - start : 0;
    int64_t rc = 0;
    for (size_t k = 0; k < SAMPLES && rc == 0; k++) {
        rc = check_at(p, s, sample(s, k));
    }
    return rc < 0 ? rc : took;
}

/* Returns the bytes moved by an operation; a batch of no operations checks every element instead. */
static int64_t stream_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct stream *s = p->state;
    int64_t rc = 0;
    for (size_t i = 0; ops == 0 && i < s->n && rc == 0; i++) {
        rc = check_at(p, s, i);
    }
    for (int64_t i = 0; i < ops && rc >= 0; i++) {
        rc = checked_pass(p, s, ns != NULL);
        if (ns && rc >= 0) {
            ns[i] = rc;
        }
    }
    return rc < 0 ? rc : arrays_of[s->kernel] * s->bytes;
}

static int64_t stream_counter(struct probe *p, const char *name) {
    const struct stream *s = p->state;
    if (strcmp(name, "bytes") == 0) {
        return s->bytes;
    }
    return strcmp(name, "cacheBytes") == 0 ? machine_llc_bytes() : -ENOENT;
}

static void stream_close(struct probe *p) {
    struct stream *s = p->state;
    if (s && s->mapping) {
        munmap(s->mapping, s->mapped);
    }
    free(s);
}

static const struct probe_ops stream = {
    .name = "stream",
    .open = stream_open,
    .batch = stream_batch,
    .counter = stream_counter,
    .close = stream_close,
};
PROBE(stream);

/* How large its arrays would be here, without them: four times its last cache each, and written to. */
static int64_t size_open(struct probe *p) {
    struct stream *s = calloc(1, sizeof *s);
    p->state = s;
    return s ? array_bytes(p, &s->bytes) : -ENOMEM;
}

static int64_t size_batch(struct probe *p, int64_t ops, int64_t *ns) {
    (void)ops, (void)ns;
    return probe_fail(p, EOPNOTSUPP, "it has no arrays, and tells its size alone");
}

static const struct probe_ops stream_size = {
    .name = "stream_size",
    .open = size_open,
    .batch = size_batch,
    .counter = stream_counter,
    .close = stream_close,
};
PROBE(stream_size);
