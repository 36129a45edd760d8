/*
 * A fork bomb that stays within a count: every process keeps two children, each of which does the
 * same, until the count is reached; then those that may not fork end, their parents notice, and
 * fork again. So the table stays full and fork, exit and wait go on on all CPUs.
 */
#define _GNU_SOURCE
#include "bomb.h"

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILDREN 2
/* Of kernel memory for one process: stack, page tables, file table. */
#define PROCESS_BYTES (1LL << 20)
/* The kernel frees ended processes later, in batches (RCU): at 20,000/s tens of MiB are on their way. */
#define FREED_LATER_BYTES (256LL << 20)

struct fork_bomb {
    int64_t processes;
};

/* Takes one of the places; a place is free again when its process was reaped. */
static int take_place(struct bomb *b) {
    const struct fork_bomb *f = b->kind;
    int64_t alive = __atomic_add_fetch(&b->alive, 1, __ATOMIC_RELAXED);
    if (alive > f->processes && !b->inner_broken) {
        bomb_add(&b->alive, -1);
        return 0;
    }
    int64_t peak = __atomic_load_n(&b->peak, __ATOMIC_RELAXED);
    while (alive > peak && !__atomic_compare_exchange_n(&b->peak, &peak, alive, 0, __ATOMIC_RELAXED,
                                                        __ATOMIC_RELAXED)) {
    }
    return 1;
}

/* 0 in the child, 1 in the parent, -1 where no child came to be. */
static int spawn(struct bomb *b) {
    if (!take_place(b)) {
        return -1;
    }
    int parent = (int)syscall(SYS_getpid);
    int pid = bomb_fork();
    if (pid == 0) {
        bomb_die_with(parent);
        return 0;
    }
    bomb_add(pid > 0 ? &b->done : &b->refused, 1);
    bomb_add(&b->alive, pid > 0 ? 0 : -1);
    return pid > 0 ? 1 : -1;
}

static int64_t fork_explode(struct bomb *b) {
    int children = 0;
    int first = 1;
    while (!bomb_over(b)) {
        int what = children < CHILDREN ? spawn(b) : -1;
        if (what == 0) {
            first = children = 0;
        } else if (what == 1) {
            children++;
        } else if (children > 0) {
            if (syscall(SYS_wait4, -1, NULL, 0, NULL) > 0) {
                children--;
                bomb_add(&b->alive, -1);
            }
        } else if (!first) {
            _exit(0);
        } else {
            /* The outer bound refused even the first child: not a reason to spin. */
            struct timespec pause = {.tv_nsec = 1000000};
            nanosleep(&pause, NULL);
        }
    }
    return 0;
}

static int64_t fork_open(struct probe *p) {
    int64_t rc = bomb_open(p, sizeof(struct fork_bomb));
    if (rc < 0) {
        return rc;
    }
    struct bomb *b = p->state;
    struct fork_bomb *f = b->kind;
    rc = probe_i64(p, "processes", 200, 1, 100000, &f->processes);
    if (rc < 0) {
        return rc;
    }
    b->explode = fork_explode;
    /* One more: the first, which starts the others. */
    b->limits.processes = f->processes + 1;
    b->limits.memory_bytes = f->processes * PROCESS_BYTES + FREED_LATER_BYTES;
    return bomb_bound(p);
}

static const struct probe_ops bomb_fork_probe = {
    .name = "bomb-fork",
    .open = fork_open,
    .batch = bomb_batch,
    .counter = bomb_counter,
    .close = bomb_close,
    .batch_only = 1,
};
PROBE(bomb_fork_probe);
