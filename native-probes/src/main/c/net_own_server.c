/*
 * A server of one's own on loopback: a child process, small and pinned, that ends with the process
 * that opened it, however that ends (parent-death signal, and the end of a pipe that only the
 * parent holds). One batch does nothing but find it alive.
 */
#define _GNU_SOURCE
#include "net_cpus.h"
#include "net_loop.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_KEPT 8
/* Where the kernel has no close_range (before 5.9), the highest descriptor looked at. */
#define MOST_CLOSED 65536

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

struct own_server {
    struct net_loop *loop;
    pid_t pid;
    int64_t cpu;
    /* Closed by the end of this process, whatever ends it. */
    int lifeline;
};

static void close_between(unsigned first, unsigned last) {
    if (first > last || syscall(SYS_close_range, first, last, 0) == 0) {
        return;
    }
    for (unsigned fd = first; fd <= last && fd < MOST_CLOSED; fd++) {
        close((int)fd);
    }
}

/* Leaves the child nothing of its parent's but the descriptors that it serves with. */
static void keep_only(int *fds, int n) {
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; null >= 0 && fd < 3; fd++) {
        dup2(null, fd);
    }
    unsigned next = 3;
    for (int kept = 0; kept < n; kept++) {
        int lowest = -1;
        for (int i = 0; i < n; i++) {
            if (fds[i] >= (int)next && (lowest < 0 || fds[i] < lowest)) {
                lowest = fds[i];
            }
        }
        if (lowest < 0) {
            break;
        }
        close_between(next, (unsigned)lowest - 1);
        next = (unsigned)lowest + 1;
    }
    close_between(next, ~0U);
}

/* The child forgets the handlers and the mask of a process that it is no longer. */
static void forget_signals(void) {
    sigset_t none;
    for (int signal = 1; signal < NSIG; signal++) {
        struct sigaction plain = {.sa_handler = SIG_DFL};
        sigaction(signal, &plain, NULL);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void pin(int64_t cpu) {
    cpu_set_t set;
    if (cpu >= 0) {
        CPU_ZERO(&set);
        CPU_SET((size_t)cpu, &set);
        sched_setaffinity(0, sizeof set, &set);
    }
}

/* The child of a process of many threads: system calls only, until it ends. */
static void be_server(struct own_server *s, int lifeline, int ready, pid_t parent) {
    int fds[MOST_KEPT];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(0);
    }
    prctl(PR_SET_NAME, "tare-net-server");
    forget_signals();
    pin(s->cpu);
    (void)!write(ready, "", 1);
    int n = net_loop_fds(s->loop, fds, MOST_KEPT - 1);
    fds[n++] = lifeline;
    keep_only(fds, n);
    _exit(net_loop_run(s->loop, lifeline) < 0);
}

/* Whether this process may run on the CPU, found out before the child has no way to say so. */
static int64_t may_pin(struct probe *p, int64_t cpu) {
    cpu_set_t before;
    if (cpu < 0) {
        return 0;
    }
    if (sched_getaffinity(0, sizeof before, &before) < 0) {
        return -errno;
    }
    int64_t rc = probe_pin(p, (int)cpu);
    if (rc == 0) {
        sched_setaffinity(0, sizeof before, &before);
    }
    return rc;
}

/* Waits until the child is tied to this process. 0, or -errno where it ended before. */
static int64_t is_ready(struct probe *p, int ready) {
    char byte;
    ssize_t n;
    do {
        n = read(ready, &byte, 1);
    } while (n < 0 && errno == EINTR);
    return n == 1 ? 0 : probe_fail(p, ECHILD, "the server process ended at once");
}

static int64_t start(struct probe *p, struct own_server *s) {
    int lifeline[2];
    int ready[2];
    pid_t parent = getpid();
    if (pipe2(lifeline, O_CLOEXEC) < 0) {
        return -errno;
    }
    s->lifeline = lifeline[1];
    if (pipe2(ready, O_CLOEXEC) < 0) {
        int err = errno;
        close(lifeline[0]);
        return -err;
    }
    s->pid = fork();
    if (s->pid == 0) {
        be_server(s, lifeline[0], ready[1], parent);
    }
    int err = errno;
    close(lifeline[0]);
    close(ready[1]);
    int64_t rc = s->pid < 0 ? probe_fail(p, err, "cannot start the server process: %s; allow more "
                                                 "processes",
                                         strerror(err))
                            : is_ready(p, ready[0]);
    close(ready[0]);
    return rc;
}

static int64_t own_server_open(struct probe *p) {
    struct own_server *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->lifeline = -1;
    int64_t rc = net_cpu_of(p, NET_SERVER, &s->cpu);
    rc = rc < 0 ? rc : may_pin(p, s->cpu);
    rc = rc < 0 ? rc : net_loop_open(p, "127.0.0.1", 0, &s->loop);
    return rc < 0 ? rc : start(p, s);
}

/* Returns the server's process id. */
static int64_t own_server_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct own_server *s = p->state;
    (void)ops;
    (void)ns;
    if (s->pid > 0 && waitpid(s->pid, NULL, WNOHANG) == 0) {
        return s->pid;
    }
    s->pid = 0;
    return probe_fail(p, ESRCH, "the server process has ended: something killed it");
}

static int64_t own_server_counter(struct probe *p, const char *name) {
    const struct own_server *s = p->state;
    if (strcmp(name, "port") == 0) {
        return net_loop_port(s->loop);
    }
    if (strcmp(name, "cpu") == 0) {
        return s->cpu < 0 ? -ENODATA : s->cpu;
    }
    return -ENOENT;
}

static void own_server_close(struct probe *p) {
    struct own_server *s = p->state;
    if (!s) {
        return;
    }
    if (s->pid > 0) {
        kill(s->pid, SIGKILL);
        while (waitpid(s->pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    if (s->lifeline >= 0) {
        close(s->lifeline);
    }
    net_loop_close(s->loop);
    free(s);
}

static const struct probe_ops own_server = {
    .name = "net-own-server",
    .open = own_server_open,
    .batch = own_server_batch,
    .counter = own_server_counter,
    .close = own_server_close,
    .batch_only = 1,
};
PROBE(own_server);
