/* io_uring without a library: sets a ring up, submits one entry at a time, says why it cannot. */
#define _GNU_SOURCE
#include "uring.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef IORING_SETUP_COOP_TASKRUN
#define IORING_SETUP_COOP_TASKRUN (1u << 8)
#endif
#ifndef IORING_SETUP_SINGLE_ISSUER
#define IORING_SETUP_SINGLE_ISSUER (1u << 12)
#endif
#ifndef IORING_SETUP_DEFER_TASKRUN
#define IORING_SETUP_DEFER_TASKRUN (1u << 13)
#endif

/* The sysctl kernel.io_uring_disabled (since Linux 6.6): 0, 1 or 2; 0 where there is none. */
static int sysctl_disabled(void) {
    int value = 0;
    FILE *file = fopen("/proc/sys/kernel/io_uring_disabled", "re");
    if (file) {
        value = fgetc(file) - '0';
        fclose(file);
    }
    return value;
}

static int64_t refused(struct probe *p, int err) {
    int disabled = sysctl_disabled();
    if (err == EPERM && disabled > 0) {
        return probe_fail(p, err, "io_uring is switched off by sysctl kernel.io_uring_disabled=%d: "
                          "set it to 0, or use engine=psync", disabled);
    }
    if (err == EPERM) {
        return probe_fail(p, err, "io_uring is refused, as by the seccomp profile of a container: "
                          "run it with seccomp=unconfined, or use engine=psync");
    }
    if (err == ENOSYS) {
        return probe_fail(p, err, "io_uring is absent from this kernel, or hidden by a seccomp "
                          "profile: Linux 5.6 or newer has it; use engine=psync");
    }
    if (err == ENOMEM) {
        return probe_fail(p, err, "io_uring: no memory that may be locked: raise ulimit -l, or use "
                          "engine=psync");
    }
    return probe_fail(p, err, "io_uring_setup: %s; use engine=psync", strerror(err));
}

/* With the flags that spare interrupts and wake-ups; without those that an older kernel does not know. */
static int setup(unsigned entries, struct io_uring_params *params) {
    static const unsigned flags[] = {
        IORING_SETUP_COOP_TASKRUN | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN,
        IORING_SETUP_COOP_TASKRUN,
        0,
    };
    int fd = -1;
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        memset(params, 0, sizeof *params);
        params->flags = flags[i];
        fd = (int)syscall(SYS_io_uring_setup, entries, params);
        if (fd >= 0 || errno != EINVAL) {
            break;
        }
    }
    return fd;
}

static void *map(const struct uring *r, size_t bytes, uint64_t offset) {
    void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, r->fd,
                    (off_t)offset);
    return at == MAP_FAILED ? NULL : at;
}

int64_t uring_open(struct probe *p, struct uring *r, int64_t entries) {
    struct io_uring_params params;
    memset(r, 0, sizeof *r);
    r->fd = setup((unsigned)entries, &params);
    if (r->fd < 0) {
        return refused(p, errno);
    }
    r->sq_bytes = params.sq_off.array + params.sq_entries * sizeof(unsigned);
    r->cq_bytes = params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe);
    r->sqe_bytes = params.sq_entries * sizeof(struct io_uring_sqe);
    r->sq_map = map(r, r->sq_bytes, IORING_OFF_SQ_RING);
    r->cq_map = map(r, r->cq_bytes, IORING_OFF_CQ_RING);
    r->sqes = map(r, r->sqe_bytes, IORING_OFF_SQES);
    if (!r->sq_map || !r->cq_map || !r->sqes) {
        int err = errno;
        return probe_fail(p, err, "io_uring: its rings cannot be mapped: %s", strerror(err));
    }
    char *sq = r->sq_map;
    char *cq = r->cq_map;
    r->sq_tail = (unsigned *)(sq + params.sq_off.tail);
    r->sq_mask = (unsigned *)(sq + params.sq_off.ring_mask);
    r->sq_array = (unsigned *)(sq + params.sq_off.array);
    r->cq_head = (unsigned *)(cq + params.cq_off.head);
    r->cq_tail = (unsigned *)(cq + params.cq_off.tail);
    r->cq_mask = (unsigned *)(cq + params.cq_off.ring_mask);
    r->cqes = (struct io_uring_cqe *)(cq + params.cq_off.cqes);
    return 0;
}

static int64_t enter(const struct uring *r, unsigned submit, int wait, unsigned flags) {
    for (;;) {
        long rc = syscall(SYS_io_uring_enter, r->fd, submit, wait ? 1 : 0, flags, NULL, 0);
        if (rc >= 0) {
            return rc;
        }
        if (errno != EINTR) {
            return -errno;
        }
    }
}

int64_t uring_submit(struct uring *r, int write, int fd, void *buffer, unsigned bytes,
                     int64_t offset, uint64_t tag, int wait) {
    unsigned tail = *r->sq_tail;
    unsigned index = tail & *r->sq_mask;
    struct io_uring_sqe *sqe = &r->sqes[index];
    memset(sqe, 0, sizeof *sqe);
    sqe->opcode = write ? IORING_OP_WRITE : IORING_OP_READ;
    sqe->fd = fd;
    sqe->addr = (uint64_t)(uintptr_t)buffer;
    sqe->len = bytes;
    sqe->off = (uint64_t)offset;
    sqe->user_data = tag;
    r->sq_array[index] = index;
    __atomic_store_n(r->sq_tail, tail + 1, __ATOMIC_RELEASE);
    int64_t rc = enter(r, 1, wait, wait ? IORING_ENTER_GETEVENTS : 0);
    return rc < 0 ? rc : rc == 1 ? 0 : -EAGAIN;
}

int64_t uring_enter(struct uring *r, int wait) {
    int64_t rc = enter(r, 0, wait, IORING_ENTER_GETEVENTS);
    return rc < 0 ? rc : 0;
}

void uring_close(struct uring *r) {
    if (r->sqes) {
        munmap(r->sqes, r->sqe_bytes);
    }
    if (r->cq_map) {
        munmap(r->cq_map, r->cq_bytes);
    }
    if (r->sq_map) {
        munmap(r->sq_map, r->sq_bytes);
    }
    if (r->fd > 0) {
        close(r->fd);
    }
    memset(r, 0, sizeof *r);
}
