/*
 * The watchdog, and the start of the bomb below it. Everything here runs after a fork of a process
 * with many threads, with the heap given back: no allocation, no formatted output.
 */
#define _GNU_SOURCE
#include "bomb.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef MCL_ONFAULT
#define MCL_ONFAULT 4
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#define POLL_MS 5
/* What a process that does nothing may need: page tables, stack, and the kernel's own share. */
#define MARGIN_BYTES (8LL << 20)

static void close_span(unsigned first, unsigned last) {
    if (syscall(SYS_close_range, first, last, 0) < 0) {
        for (unsigned fd = first; fd <= last && fd < 65536; fd++) {
            close((int)fd);
        }
    }
}

/* All descriptors but two: else the caller's pipes would stay open after its death. */
static void close_others(int one, int other) {
    int kept[] = {one < other ? one : other, one < other ? other : one};
    unsigned first = 0;
    for (int i = 0; i < 2; i++) {
        if (kept[i] > (int)first) {
            close_span(first, (unsigned)kept[i] - 1);
        }
        first = kept[i] >= 0 ? (unsigned)kept[i] + 1 : first;
    }
    close_span(first, ~0u);
}

static void default_signals(void) {
    sigset_t none;
    stack_t no_stack = {.ss_flags = SS_DISABLE};
    for (int number = 1; number <= 64; number++) {
        signal(number, SIG_DFL);
    }
    sigaltstack(&no_stack, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void limit(int what, int64_t value) {
    struct rlimit at_most;
    if (getrlimit((__rlimit_resource_t)what, &at_most) == 0) {
        rlim_t wanted = (rlim_t)value < at_most.rlim_max ? (rlim_t)value : at_most.rlim_max;
        at_most.rlim_cur = at_most.rlim_max = wanted;
        setrlimit((__rlimit_resource_t)what, &at_most);
    }
}

/* Bytes of address space in use: the first figure of /proc/self/statm. */
static int64_t address_space(void) {
    char text[64] = "";
    int64_t pages = 0;
    int fd = open("/proc/self/statm", O_RDONLY);
    if (fd >= 0) {
        if (read(fd, text, sizeof text - 1) > 0) {
            for (const char *at = text; *at >= '0' && *at <= '9'; at++) {
                pages = pages * 10 + (*at - '0');
            }
        }
        close(fd);
    }
    return pages * sysconf(_SC_PAGESIZE);
}

static void set_rlimits(const struct bomb *b) {
    limit(RLIMIT_CORE, 0);
    if (b->rlimits_broken) {
        return;
    }
    limit(RLIMIT_AS, address_space() + b->limits.memory_bytes + MARGIN_BYTES);
    limit(RLIMIT_FSIZE, b->limits.file_bytes);
    limit(RLIMIT_NPROC, b->nproc);
    /* The one bound in time that needs no watchdog: seconds of CPU, for each process. */
    limit(RLIMIT_CPU, b->duration_ns / 1000000000 + 2);
    signal(SIGXFSZ, SIG_IGN);
}

/* Gives up root. Where the private id is not mapped (user namespace) the other bounds have to do. */
static void drop_root(const struct bomb *b) {
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (b->uid) {
        syscall(SYS_setgroups, 0, NULL);
        syscall(SYS_setresgid, b->uid, b->uid, b->uid);
        syscall(SYS_setresuid, b->uid, b->uid, b->uid);
    }
}

static void give_up(struct bomb *b, int64_t rc, const char *at) {
    if (rc < 0) {
        b->failed_at = at;
        b->failed = (int)-rc;
        _exit(1);
    }
}

static void be_bomb(struct bomb *b, int watchdog) __attribute__((noreturn));
static void be_bomb(struct bomb *b, int watchdog) {
    bomb_die_with(watchdog);
    setpgid(0, 0);
    prctl(PR_SET_NAME, b->name);
    close(b->pipe_read);
    give_up(b, bomb_write("/proc/self/oom_score_adj", "1000"), "raise its OOM score");
    if (*b->group.pids_procs) {
        give_up(b, bomb_write(b->group.pids_procs, "0"), "enter its pids cgroup");
    }
    if (*b->group.memory_procs) {
        give_up(b, bomb_write(b->group.memory_procs, "0"), "enter its memory cgroup");
    }
    set_rlimits(b);
    drop_root(b);
    int bounded = b->group.pids_limited || (!b->rlimits_broken && geteuid() != 0) || b->surrounded;
    give_up(b, bounded ? 0 : -EPERM, "be bounded in its number of processes");
    /* A change of user takes the signal back. */
    bomb_die_with(watchdog);
    give_up(b, b->explode(b), "explode");
    _exit(0);
}

/*
 * Whether the first process of the bomb has ended. It stays a zombie, so that the id of its group
 * cannot become another's; what the bomb orphaned is reaped, and its place is free again.
 */
static int ended(struct bomb *b, int leader, siginfo_t *how) {
    for (;;) {
        how->si_pid = 0;
        if (waitid(P_ALL, 0, how, WEXITED | WNOHANG | WNOWAIT) < 0 || how->si_pid == 0) {
            return 0;
        }
        if (how->si_pid == leader) {
            return 1;
        }
        syscall(SYS_wait4, how->si_pid, NULL, 0, NULL);
        bomb_add(&b->alive, -1);
    }
}

/* Ends the group with one signal, which no fork escapes, and waits. How many did not end in 10 s: 0 or 1. */
static int end_group(struct bomb *b, int leader) {
    int64_t until = probe_now_ns() + 10000000000LL;
    kill(-leader, SIGKILL);
    bomb_group_kill(&b->group);
    for (;;) {
        int64_t pid = syscall(SYS_wait4, -1, NULL, WNOHANG, NULL);
        if (pid < 0) {
            return 0;
        }
        if (pid == 0) {
            if (probe_now_ns() > until) {
                return 1;
            }
            poll(NULL, 0, 1);
        }
    }
}

/* Watches one bomb. 1: something else killed it, and there is time for another. */
static int watch_one(struct bomb *b) {
    int self = getpid();
    int leader = bomb_fork();
    if (leader == 0) {
        be_bomb(b, self);
    }
    if (leader < 0) {
        b->failed_at = "start";
        b->failed = errno;
        return 0;
    }
    setpgid(leader, leader);
    b->leader = leader;
    struct pollfd caller = {.fd = b->pipe_read};
    siginfo_t how;
    int orphaned = 0, over = 0;
    while (!orphaned && !over && probe_now_ns() < b->deadline_ns + BOMB_GRACE_NS) {
        orphaned = poll(&caller, 1, POLL_MS) > 0;
        over = ended(b, leader, &how);
    }
    int killed = over && how.si_code != CLD_EXITED;
    b->overran += !over && !orphaned;
    b->killed += killed;
    int left = end_group(b, leader);
    b->left += left;
    b->leader = 0;
    return killed && !left && !orphaned && probe_now_ns() < b->deadline_ns;
}

void bomb_watch(struct bomb *b) {
    setsid();
    default_signals();
    close_others(b->pipe_read, b->kind_fd);
    bomb_shed(b->scratch);
    prctl(PR_SET_NAME, b->watchdog_name);
    /* Best effort: without it memory pressure may delay the watchdog. */
    mlockall(MCL_CURRENT | MCL_ONFAULT);
    /* What the bomb orphans comes here, and is reaped before this ends. */
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    b->deadline_ns = probe_now_ns() + b->duration_ns;
    while (watch_one(b)) {
        b->alive = 0;
        poll(NULL, 0, POLL_MS);
    }
    int64_t rc = bomb_group_remove(&b->group);
    if (rc < 0 && !b->failed) {
        b->failed_at = "leave its cgroup";
        b->failed = (int)-rc;
    }
    b->finished = 1;
    _exit(0);
}
