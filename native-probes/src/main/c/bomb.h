/*
 * What the four bombs share: one explosion is a watchdog process, in its own session, which
 * starts the bomb in a process group of its own, limits it from outside, ends it in time and
 * leaves nothing behind.
 *
 *   caller --- watchdog (own session, locked in memory, usual OOM score, the caller's cgroup)
 *                 `--- bomb (own group and cgroup, OOM score 1000, rlimits, no root) --- ...
 *
 * The caller's death closes a pipe that the watchdog polls; the watchdog's death kills the bomb
 * (PR_SET_PDEATHSIG). After the first fork nothing may allocate: both processes give back the
 * memory that they inherited, the heap with it.
 */
#ifndef TARE_BOMB_H
#define TARE_BOMB_H

#include "probe.h"

#define BOMB_DIR_SIZE 512
#define BOMB_GRACE_NS 500000000LL

/* The cgroups that an explosion makes for itself; a folder is "" where none could be made. */
struct bomb_group {
    /* Where they are made: the caller's own cgroup. In a unified hierarchy both are the same. */
    char pids_parent[BOMB_DIR_SIZE], memory_parent[BOMB_DIR_SIZE];
    char pids_dir[BOMB_DIR_SIZE], memory_dir[BOMB_DIR_SIZE];
    char pids_procs[BOMB_DIR_SIZE + 16], memory_procs[BOMB_DIR_SIZE + 16];
    /* 1, 2, or 0 where there is none. */
    int version;
    /* Whether the limits were set and read back. */
    int pids_limited, memory_limited;
};

/* The outer bounds; what a bomb itself respects is the same or less. */
struct bomb_limits {
    int64_t processes;
    int64_t memory_bytes;
    int64_t file_bytes;
};

/* Lies in memory that all processes of an explosion share. */
struct bomb {
    int64_t duration_ns, deadline_ns;
    struct bomb_limits limits;
    struct bomb_group group;
    /* Tells this bomb from others of the same caller. */
    int number;
    /* For the tests: the bomb ignores its own bounds; and its rlimits are not set either. */
    int inner_broken, rlimits_broken;
    /* Whether limits surround the caller, and whether the user goes on without. */
    int surrounded, bare_allowed;
    /* RLIMIT_NPROC for the bomb, and the user it becomes; 0: stays who it is. */
    int64_t nproc;
    uint32_t uid;
    int pipe_read, pipe_write;
    char name[16], watchdog_name[16];
    char *scratch;

    /* What to do until bomb_over(), in the bomb's process; kind is the bomb's own. */
    int64_t (*explode)(struct bomb *b);
    void *kind;
    /* Descriptors of the bomb's own; the second stays with the caller. -1: none. */
    int kind_fd, caller_fd;

    /* What happened, over all explosions. */
    int64_t done, refused, killed, overran, left, peak;
    /* Of this explosion. */
    int64_t alive;
    int leader, finished, failed;
    const char *failed_at;
};

/*
 * Allocates p->state and reads what all bombs are configured with: ms, allowBare, broken. Refuses
 * where no limits surround the caller and bare bombs are not allowed. kind_size bytes of b->kind
 * are shared too. 0 or -errno.
 */
int64_t bomb_open(struct probe *p, size_t kind_size);

/* Checks the limits that the probe set against what is allowed here, once they are known. 0 or -errno. */
int64_t bomb_bound(struct probe *p);

/* ops explosions. What was done in them, or -errno. */
int64_t bomb_batch(struct probe *p, int64_t ops, int64_t *ns);

/*
 * done, refused (by an outer bound), killed (bombs that the OOM killer ended; another followed),
 * overran (ended by the watchdog), peak (most processes at once), left (processes that could not
 * be ended: 0); surrounded, cgroup (1, 2, 0: none), pidsLimited, memoryLimited, nproc: the bounds.
 */
int64_t bomb_counter(struct probe *p, const char *name);
void bomb_close(struct probe *p);

/* Whether the bomb is to stop: its time is over. */
int bomb_over(const struct bomb *b);

/* fork() without the C library's locks: allowed where another thread of the caller held one. */
int bomb_fork(void);

/* Dies with the parent, whose id is given; ends at once where that has died already. */
void bomb_die_with(int parent);

static inline void bomb_add(int64_t *counter, int64_t amount) {
    __atomic_fetch_add(counter, amount, __ATOMIC_RELAXED);
}

/* bomb_watch.c: the watchdog's whole life; does not return. */
void bomb_watch(struct bomb *b) __attribute__((noreturn));

/*
 * bomb_shed.c: gives back the memory that a fork inherited, apart from code, stack and what is
 * shared; scratch has BOMB_SCRATCH bytes and is shared. A fork of a JVM copies 600 KiB of page
 * tables, which this suite does not want to measure, and its limits start from the JVM's size.
 */
#define BOMB_SCRATCH (1 << 20)
void bomb_shed(char *scratch);

/* Writes text into a file, without the C library's buffers. 0 or -errno. */
int64_t bomb_write(const char *path, const char *text);

/* bomb_limits.c, for the caller's process only. */
/* Finds the caller's cgroups. 1: a pids and a memory limit surround it; 0: not, why says which. */
int bomb_surrounded(struct bomb_group *g, char *why, size_t size);
/* The first word of a file as a number; "max" and a missing file are INT64_MAX. */
int64_t bomb_number_in(const char *dir, const char *name);
/* Whether word is one of the comma-separated words of list. */
int bomb_listed(const char *list, const char *word);
/* MemAvailable of /proc/meminfo in bytes; 0 where that cannot be read. */
int64_t bomb_available_bytes(void);
/* Threads of the calling user, from /proc; -errno where that cannot be read. */
int64_t bomb_user_threads(void);

/* bomb_group.c; all but kill and remove are for the caller's process only. */
/* Removes the cgroups of dead callers. */
void bomb_group_sweep(struct bomb_group *g);
/* Makes the cgroups and limits them where it can; number tells bombs of one caller apart. */
void bomb_group_make(struct bomb_group *g, const struct bomb_limits *limits, int number);
/* Kills what is in the cgroups, until they are empty. How many processes were found. */
int64_t bomb_group_kill(const struct bomb_group *g);
/* 0 or -errno. */
int64_t bomb_group_remove(const struct bomb_group *g);

#endif
