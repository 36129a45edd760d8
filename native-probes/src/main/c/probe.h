/*
 * The whole contract between a probe and the rest of the suite.
 *
 * One probe is one C file: it fills a struct probe_ops and registers it with PROBE(). Nothing else
 * is edited. Every function returns a value >= 0 or -errno; the reason behind a -errno is left
 * with probe_fail() as one line that says what, where and the remedy.
 */
#ifndef TARE_PROBE_H
#define TARE_PROBE_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define PROBE_REASON_SIZE 512
#define PROBE_OPTIONS_SIZE 256

/* What tare_abi() says: counted up with every change to what Java calls. */
#define TARE_ABI 3

struct probe;

struct probe_ops {
    /* As written in Java: "prime", "syscall". */
    const char *name;
    /*
     * Reads the config with probe_text(), probe_i64() and probe_choice(), allocates p->state. What
     * it reads are its options, so it reads all of them whatever their values are: another key in
     * the config is refused. 0 or -errno.
     */
    int64_t (*open)(struct probe *p);
    /*
     * Performs ops operations. Where ns is not NULL, leaves the duration of operation i in ns[i]
     * (nanoseconds, CLOCK_MONOTONIC); a probe whose operation is always shorter than 20 clock
     * reads ignores it and sets batch_only. Returns the probe's own result, which the caller
     * checks or consumes, or -errno.
     */
    int64_t (*batch)(struct probe *p, int64_t ops, int64_t *ns);
    /*
     * Makes ready for the next batch of ops operations, untimed: what the last one used up is there
     * again. Called before every batch. 0 or -errno. NULL where a batch uses nothing up.
     */
    int64_t (*prepare)(struct probe *p, int64_t ops);
    /* A named figure gathered since open: "lost", "retransmits". -ENOENT for an unknown name. May be NULL. */
    int64_t (*counter)(struct probe *p, const char *name);
    /* Releases p->state; called also after a failed open, then with what open left there. May be NULL. */
    void (*close)(struct probe *p);
    /* Not 0: ns is never filled. */
    int batch_only;
};

struct probe {
    const struct probe_ops *ops;
    void *state;
    /* "key=value" strings, each ended by a newline. */
    char *config;
    /* The keys that open has read, each ended by a newline. */
    char options[PROBE_OPTIONS_SIZE];
    char reason[PROBE_REASON_SIZE];
};

/* Puts the probe into the library's table; the linker gathers the table, so no list is edited. */
#define PROBE(ops_)                                                                                \
    __attribute__((used, section("tare_probes"))) static const struct probe_ops *const             \
        tare_registered_##ops_ = &ops_

/* Records why and returns -err. The text names what failed, where, and the remedy. */
int64_t probe_fail(struct probe *p, int err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Copies the value of key into out (at most size bytes, ended by 0), or fallback where it is not set. 0 or -errno. */
int64_t probe_text(struct probe *p, const char *key, const char *fallback, char *out, size_t size);

/* The value of key as a number in [min, max], or fallback where it is not set. 0 or -errno with the reason. */
int64_t probe_i64(struct probe *p, const char *key, int64_t fallback, int64_t min, int64_t max,
                  int64_t *out);

/* The index of the value of key in a NULL-ended list of names; the first is the default. Index or -errno with the reason. */
int64_t probe_choice(struct probe *p, const char *key, const char *const *names);

/* Pins the calling thread to one CPU; the reason names the CPU. 0 or -errno. */
int64_t probe_pin(struct probe *p, int cpu);

/* The n-th CPU (from 0, wrapping around) that the calling thread may run on, or -errno. */
int64_t probe_allowed_cpu(int n);

/* Nanoseconds of CLOCK_MONOTONIC. */
static inline int64_t probe_now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* What Java calls. Handles are addresses; they never reach a probe. */
#define TARE_EXPORT __attribute__((visibility("default")))
TARE_EXPORT int64_t tare_probe_new(const char *name, const char *config);
TARE_EXPORT int64_t tare_probe_open(int64_t handle);
TARE_EXPORT int64_t tare_probe_batch(int64_t handle, int64_t ops, int64_t ns_address);
TARE_EXPORT int64_t tare_probe_prepare(int64_t handle, int64_t ops);
TARE_EXPORT int64_t tare_probe_prepares(int64_t handle);
TARE_EXPORT int64_t tare_probe_counter(int64_t handle, const char *name);
TARE_EXPORT const char *tare_probe_reason(int64_t handle);
TARE_EXPORT int64_t tare_probe_batch_only(int64_t handle);
TARE_EXPORT int64_t tare_probe_close(int64_t handle);
TARE_EXPORT const char *tare_probe_name(int64_t index);
TARE_EXPORT int64_t tare_noop(void);
/* TARE_ABI of the library: another one than Java was made for is refused. */
TARE_EXPORT int64_t tare_abi(void);
/* Has this process killed when the thread that started it ends: a fork must not outlive its run. 0 or -errno. */
TARE_EXPORT int64_t tare_die_with_parent(void);

#endif
