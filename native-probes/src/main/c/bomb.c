/* The caller's side of an explosion: what is allowed here, and the wait for the watchdog. */
#define _GNU_SOURCE
#include "bomb.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The watchdog itself may take that long to end what it cannot end at once. */
#define WATCHDOG_NS 30000000000LL
/* What a bomb may do where nothing but itself limits it. */
#define BARE_PROCESSES 1000
/* 1 GiB, and the margin that its outer bound has. */
#define BARE_BYTES ((1LL << 30) + (256LL << 20))
#define BARE_NS 30000000000LL
/* An id that no account has: what runs as it is the bomb's alone, so that RLIMIT_NPROC counts it alone. */
#define PRIVATE_UID 2000000000u
#define MOST_PIDS 4194304u

static int opened;

int bomb_fork(void) {
    return (int)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

void bomb_die_with(int parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(0);
    }
}

int bomb_over(const struct bomb *b) {
    return !b->inner_broken && probe_now_ns() >= b->deadline_ns;
}

static size_t shared_size(size_t kind_size) {
    return sizeof(struct bomb) + kind_size;
}

int64_t bomb_open(struct probe *p, size_t kind_size) {
    static const char *const broken[] = {"none", "inner", "rlimits", NULL};
    char why[128];
    int64_t ms, bare;
    /* Shared with the bomb, and therefore not in the heap that a bomb gives back. */
    char *shared = mmap(NULL, shared_size(kind_size) + BOMB_SCRATCH, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        return probe_fail(p, ENOMEM, "no memory for the figures that the bomb shares");
    }
    struct bomb *b = p->state = shared;
    b->kind = shared + sizeof *b;
    b->scratch = shared + shared_size(kind_size);
    b->kind_fd = b->caller_fd = b->pipe_read = b->pipe_write = -1;
    b->number = __atomic_fetch_add(&opened, 1, __ATOMIC_RELAXED);
    snprintf(b->name, sizeof b->name, "bomb-%d", getpid());
    snprintf(b->watchdog_name, sizeof b->watchdog_name, "bombdog-%d", getpid());
    int64_t rc = probe_choice(p, "broken", broken);
    b->inner_broken = rc >= 1;
    b->rlimits_broken = rc == 2;
    if (rc < 0 || (rc = probe_i64(p, "ms", 5000, 10, 600000, &ms)) < 0 ||
        (rc = probe_i64(p, "allowBare", 0, 0, 1, &bare)) < 0) {
        return rc;
    }
    b->duration_ns = ms * 1000000;
    b->bare_allowed = (int)bare;
    b->surrounded = bomb_surrounded(&b->group, why, sizeof why);
    if (!b->surrounded && !bare) {
        return probe_fail(p, EPERM,
                          "%s surrounds this process (cgroup): run it in an environment with both, "
                          "or allow a bounded bomb on this host with -Dtare.allowBareBombs=true",
                          why);
    }
    bomb_group_sweep(&b->group);
    return 0;
}

/* How the number of processes is held by RLIMIT_NPROC; root is exempt, so the bomb stops being root. */
static int64_t plan_nproc(struct probe *p, struct bomb *b) {
    if (geteuid() == 0) {
        b->uid = PRIVATE_UID + (uint32_t)b->number % 256 * MOST_PIDS + (uint32_t)getpid();
        b->nproc = b->limits.processes;
        return 0;
    }
    int64_t threads = bomb_user_threads();
    if (threads < 0) {
        return probe_fail(p, (int)-threads, "cannot count this user's threads: /proc is unreadable");
    }
    b->nproc = threads + b->limits.processes + 8;
    return 0;
}

static int64_t too_much(struct probe *p, const char *what, int64_t value, int64_t most) {
    return probe_fail(p, EPERM, "%s: %lld without limits around it, at most %lld", what,
                      (long long)value, (long long)most);
}

int64_t bomb_bound(struct probe *p) {
    struct bomb *b = p->state;
    if (!b->surrounded) {
        int64_t half = bomb_available_bytes() / 2;
        int64_t bytes = half < BARE_BYTES ? half : BARE_BYTES;
        if (b->limits.processes > BARE_PROCESSES + 1) {
            return too_much(p, "processes", b->limits.processes - 1, BARE_PROCESSES);
        }
        if (b->limits.memory_bytes > bytes) {
            return too_much(p, "bytes of memory", b->limits.memory_bytes, bytes);
        }
        if (b->limits.file_bytes > BARE_BYTES) {
            return too_much(p, "bytes of a file", b->limits.file_bytes, BARE_BYTES);
        }
        if (b->duration_ns > BARE_NS) {
            return too_much(p, "ns", b->duration_ns, BARE_NS);
        }
    }
    return plan_nproc(p, b);
}

/* The caller's end of the explosion: its own cgroup made, the pipe that tells of its death open. */
static int64_t prepare(struct probe *p, struct bomb *b) {
    int ends[2];
    bomb_group_make(&b->group, &b->limits, b->number);
    if (b->rlimits_broken && !(b->group.pids_limited && b->group.memory_limited)) {
        bomb_group_remove(&b->group);
        return probe_fail(p, EPERM, "broken=rlimits: needs a cgroup of its own that limits pids and memory");
    }
    if (pipe2(ends, O_CLOEXEC) < 0) {
        int err = errno;
        bomb_group_remove(&b->group);
        return probe_fail(p, err, "no pipe to the watchdog: %s", strerror(err));
    }
    b->pipe_read = ends[0];
    b->pipe_write = ends[1];
    b->alive = 0;
    b->leader = b->finished = b->failed = 0;
    /* The watchdog sets it anew when it starts the bomb; until then the caller needs one. */
    b->deadline_ns = probe_now_ns() + b->duration_ns;
    return 0;
}

static void wait_for(int watchdog, const struct bomb *b) {
    while (syscall(SYS_wait4, watchdog, NULL, WNOHANG, NULL) == 0) {
        struct timespec pause = {.tv_nsec = 2000000};
        int64_t deadline_ns = __atomic_load_n(&b->deadline_ns, __ATOMIC_RELAXED);
        if (probe_now_ns() > deadline_ns + BOMB_GRACE_NS + WATCHDOG_NS) {
            kill(watchdog, SIGKILL);
        }
        nanosleep(&pause, NULL);
    }
}

static int64_t explosion(struct probe *p, struct bomb *b) {
    int64_t rc = prepare(p, b);
    if (rc < 0) {
        return rc;
    }
    int watchdog = bomb_fork();
    if (watchdog == 0) {
        bomb_watch(b);
    }
    int err = errno;
    close(b->pipe_read);
    if (watchdog > 0) {
        wait_for(watchdog, b);
    }
    close(b->pipe_write);
    b->pipe_read = b->pipe_write = -1;
    if (!b->finished) {
        /* Nobody else is there to do it. */
        if (b->leader > 0) {
            kill(-b->leader, SIGKILL);
        }
        bomb_group_kill(&b->group);
        bomb_group_remove(&b->group);
        return watchdog < 0 ? probe_fail(p, err, "cannot start a watchdog: %s", strerror(err))
                            : probe_fail(p, EIO, "the watchdog died; the bomb was killed");
    }
    if (b->failed) {
        return probe_fail(p, b->failed, "the bomb could not %s: %s", b->failed_at,
                          strerror(b->failed));
    }
    if (b->left) {
        return probe_fail(p, EBUSY, "%lld processes of the bomb could not be ended: look for %s",
                          (long long)b->left, b->name);
    }
    return 0;
}

int64_t bomb_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct bomb *b = p->state;
    int64_t before = b->done;
    (void)ns;
    for (int64_t i = 0; i < ops; i++) {
        int64_t rc = explosion(p, b);
        if (rc < 0) {
            return rc;
        }
    }
    return b->done - before;
}

int64_t bomb_counter(struct probe *p, const char *name) {
    const struct bomb *b = p->state;
    const struct {
        const char *name;
        int64_t value;
    } figures[] = {
        {"done", b->done},
        {"refused", b->refused},
        {"killed", b->killed},
        {"overran", b->overran},
        {"peak", b->peak},
        {"left", b->left},
        {"surrounded", b->surrounded},
        {"cgroup", b->group.version},
        {"pidsLimited", b->group.pids_limited},
        {"memoryLimited", b->group.memory_limited},
        {"nproc", b->nproc},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (strcmp(figures[i].name, name) == 0) {
            return figures[i].value;
        }
    }
    return -ENOENT;
}

void bomb_close(struct probe *p) {
    struct bomb *b = p->state;
    if (b) {
        if (b->kind_fd >= 0) {
            close(b->kind_fd);
        }
        if (b->caller_fd >= 0) {
            close(b->caller_fd);
        }
        munmap(b, (size_t)(b->scratch - (char *)b) + BOMB_SCRATCH);
    }
}
