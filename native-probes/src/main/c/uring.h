/*
 * io_uring by its three system calls, as far as reads and writes of one file need it: one ring for
 * one thread, one entry submitted at a time. No probe of its own.
 */
#ifndef TARE_URING_H
#define TARE_URING_H

#include "probe.h"

#include <linux/io_uring.h>

struct uring {
    int fd;
    unsigned *sq_tail, *sq_mask, *sq_array;
    unsigned *cq_head, *cq_tail, *cq_mask;
    struct io_uring_sqe *sqes;
    struct io_uring_cqe *cqes;
    void *sq_map, *cq_map;
    size_t sq_bytes, cq_bytes, sqe_bytes;
};

/*
 * Makes a ring for up to entries operations in flight. Only the calling thread may use it. 0 or
 * -errno with the reason: absent, refused by a seccomp filter, or switched off by the sysctl.
 */
int64_t uring_open(struct probe *p, struct uring *r, int64_t entries);

/* Submits one read or write of the fd; tag comes back with its completion. wait: sleeps until at least one has completed. 0 or -errno. */
int64_t uring_submit(struct uring *r, int write, int fd, void *buffer, unsigned bytes,
                     int64_t offset, uint64_t tag, int wait);

/* Lets completions arrive; wait: sleeps until there is one. 0 or -errno. */
int64_t uring_enter(struct uring *r, int wait);

/* The oldest completion that was not taken, or NULL. */
static inline const struct io_uring_cqe *uring_peek(const struct uring *r) {
    unsigned head = *r->cq_head;
    return head == __atomic_load_n(r->cq_tail, __ATOMIC_ACQUIRE) ? NULL
                                                                 : &r->cqes[head & *r->cq_mask];
}

/* Takes the completion that uring_peek() showed. */
static inline void uring_taken(struct uring *r) {
    __atomic_store_n(r->cq_head, *r->cq_head + 1, __ATOMIC_RELEASE);
}

/* Also after a failed open. */
void uring_close(struct uring *r);

#endif
