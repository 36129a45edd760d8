/*
 * One round trip of a byte over two pipes between two threads: two context switches where both are
 * pinned to one CPU, two wake-ups across CPUs where they are pinned to two.
 */
#define _GNU_SOURCE
#include "worker.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { READ, WRITE };

struct context_switch {
    int seat;
    struct worker ping, pong;
    /* there[] carries the byte from ping to pong, back[] the other way; -1 where closed. */
    int there[2], back[2];
    int64_t ops;
    int64_t *ns;
    /* Whether pong has been told to send back what comes. */
    int answers;
};

/* Reads or writes one byte; not through read() and write(), which prepare for cancellation. */
static int64_t move(long call, int end, char *byte) {
    long moved = syscall(call, end, byte, 1L);
    return moved == 1 ? 0 : moved < 0 ? -errno : -EPIPE;
}

static void close_end(int *end) {
    if (*end >= 0) {
        close(*end);
        *end = -1;
    }
}

static int64_t round_trip(const struct context_switch *s, char byte) {
    char answer = 0;
    int64_t rc = move(SYS_write, s->there[WRITE], &byte);
    if (rc == 0) {
        rc = move(SYS_read, s->back[READ], &answer);
    }
    return rc < 0 ? rc : answer == byte ? 0 : -EPROTO;
}

/* One read of the clock ends a round trip and starts the next: two would be 1.5 % of it. */
static int64_t ping(void *argument) {
    struct context_switch *s = argument;
    int64_t rc = 0;
    int64_t end = s->ns ? probe_now_ns() : 0;
    for (int64_t i = 0; i < s->ops && rc == 0; i++) {
        int64_t start = end;
        rc = round_trip(s, (char)i);
        if (s->ns) {
            end = probe_now_ns();
            s->ns[i] = end - start;
        }
    }
    if (rc < 0) {
        close_end(&s->there[WRITE]);
    }
    return rc;
}

/* Sends back what comes, from one batch to the next, until the probe closes. */
static int64_t pong(void *argument) {
    struct context_switch *s = argument;
    int64_t rc = 0;
    while (rc == 0) {
        char byte;
        rc = move(SYS_read, s->there[READ], &byte);
        if (rc == 0) {
            rc = move(SYS_write, s->back[WRITE], &byte);
        }
    }
    close_end(&s->back[WRITE]);
    return rc;
}

/* The CPUs of both ends, by this probe's seat. 0 or -errno. */
static int64_t choose_cpus(struct probe *p, int seat, int two, int64_t *first, int64_t *second) {
    *first = probe_allowed_cpu(seat);
    *second = two ? probe_allowed_cpu(seat + 1) : *first;
    if (*first < 0 || *second < 0) {
        return probe_fail(p, ENODEV, "the CPUs allowed to this process cannot be read");
    }
    if (two && *first == *second) {
        return probe_fail(p, ENODEV, "cpus=two: only CPU %lld is allowed to this process; allow a second one",
                          (long long)*first);
    }
    return 0;
}

static int64_t context_switch_open(struct probe *p) {
    static const char *const cpus[] = {"same", "two", NULL};
    int64_t first, second, rc;
    struct context_switch *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->there[READ] = s->there[WRITE] = s->back[READ] = s->back[WRITE] = -1;
    s->seat = worker_take_seat();
    int64_t two = probe_choice(p, "cpus", cpus);
    if (two < 0 || (rc = choose_cpus(p, s->seat, (int)two, &first, &second)) < 0) {
        return two < 0 ? two : rc;
    }
    if (pipe2(s->there, O_CLOEXEC) < 0 || pipe2(s->back, O_CLOEXEC) < 0) {
        int err = errno;
        return probe_fail(p, err, "no pipe: %s; raise the limit of open files", strerror(err));
    }
    if ((rc = worker_start(p, &s->ping, (int)first)) < 0 ||
        (rc = worker_start(p, &s->pong, (int)second)) < 0) {
        return rc;
    }
    worker_run(&s->pong, pong, s);
    s->answers = 1;
    return 0;
}

/* Returns the round trips done; each brought its own byte back. */
static int64_t context_switch_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct context_switch *s = p->state;
    s->ops = ops;
    s->ns = ns;
    worker_run(&s->ping, ping, s);
    int64_t rc = worker_wait(&s->ping);
    if (rc < 0) {
        return probe_fail(p, (int)-rc, "a byte did not come back over the pipes: %s", strerror((int)-rc));
    }
    return ops;
}

static void context_switch_close(struct probe *p) {
    struct context_switch *s = p->state;
    if (!s) {
        return;
    }
    worker_stop(&s->ping);
    /* Nothing more comes: that ends the other one's job. */
    close_end(&s->there[WRITE]);
    if (s->answers) {
        worker_wait(&s->pong);
    }
    worker_stop(&s->pong);
    for (int end = READ; end <= WRITE; end++) {
        close_end(&s->there[end]);
        close_end(&s->back[end]);
    }
    worker_leave_seat(s->seat);
    free(s);
}

static const struct probe_ops context_switch = {
    .name = "context-switch",
    .open = context_switch_open,
    .batch = context_switch_batch,
    .close = context_switch_close,
};
PROBE(context_switch);
