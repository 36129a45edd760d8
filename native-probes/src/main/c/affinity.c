/*
 * May this thread choose its CPUs? One operation sets the set of CPUs that the thread has already,
 * so nothing changes; a seccomp filter or a security module that forbids it shows as -errno.
 */
#define _GNU_SOURCE
#include "probe.h"

#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Room for 8192 CPUs, the most that a Linux kernel is built for. */
#define MASK_BYTES 1024

static int64_t affinity_open(struct probe *p) {
    p->state = NULL;
    return 0;
}

/* Returns how often it set the mask. */
static int64_t affinity_batch(struct probe *p, int64_t ops, int64_t *ns) {
    unsigned long mask[MASK_BYTES / sizeof(unsigned long)];
    (void)ns;
    long bytes = syscall(SYS_sched_getaffinity, 0, sizeof mask, mask);
    if (bytes < 0) {
        return probe_fail(p, errno, "sched_getaffinity: %s", strerror(errno));
    }
    for (int64_t i = 0; i < ops; i++) {
        if (syscall(SYS_sched_setaffinity, 0, bytes, mask) < 0) {
            return probe_fail(p, errno,
                              "sched_setaffinity: %s; threads cannot be pinned here: allow the call"
                              " in the container's seccomp profile",
                              strerror(errno));
        }
    }
    return ops;
}

static const struct probe_ops affinity_probe = {
    .name = "affinity",
    .open = affinity_open,
    .batch = affinity_batch,
    .batch_only = 1,
};
PROBE(affinity_probe);
