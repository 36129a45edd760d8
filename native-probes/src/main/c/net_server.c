/*
 * The server as the verb serve runs it: one batch serves until SIGTERM or SIGINT comes. While the
 * probe is open it answers these two signals itself; at most one is open in a process.
 */
#define _GNU_SOURCE
#include "net_cpus.h"
#include "net_loop.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct net_serve {
    struct net_loop *loop;
    int signals_taken;
    struct sigaction before[2];
};

static const int signals[2] = {SIGTERM, SIGINT};
static volatile int stop_fd = -1;

static void on_signal(int signal) {
    const uint64_t one = 1;
    int err = errno;
    (void)signal;
    (void)!write(stop_fd, &one, sizeof one);
    errno = err;
}

static int64_t take_signals(struct probe *p, struct net_serve *s) {
    if (stop_fd >= 0) {
        return probe_fail(p, EBUSY, "this process serves already: one server a process");
    }
    stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (stop_fd < 0) {
        return -errno;
    }
    s->signals_taken = 1;
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    for (int i = 0; i < 2; i++) {
        sigaction(signals[i], &action, &s->before[i]);
    }
    return 0;
}

static int64_t net_server_open(struct probe *p) {
    struct net_serve *s = calloc(1, sizeof *s);
    char address[256];
    int64_t port;
    int64_t cpu;
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    int64_t rc = probe_text(p, "bind", "127.0.0.1", address, sizeof address);
    rc = rc < 0 ? rc : probe_i64(p, "port", 0, 0, 65535, &port);
    rc = rc < 0 ? rc : probe_i64(p, "cpu", -1, -1, NET_MOST_CPU, &cpu);
    rc = rc < 0 || cpu < 0 ? rc : probe_pin(p, (int)cpu);
    rc = rc < 0 ? rc : net_loop_open(p, address, (int)port, &s->loop);
    return rc < 0 ? rc : take_signals(p, s);
}

/* Returns 0 once it was told to stop. */
static int64_t net_server_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct net_serve *s = p->state;
    (void)ops;
    (void)ns;
    int64_t rc = net_loop_run(s->loop, stop_fd);
    return rc < 0 ? probe_fail(p, (int)-rc, "the server's event loop ended: %s",
                               strerror((int)-rc))
                  : 0;
}

static int64_t net_server_counter(struct probe *p, const char *name) {
    const struct net_serve *s = p->state;
    return strcmp(name, "port") == 0 ? net_loop_port(s->loop) : -ENOENT;
}

static void net_server_release(struct probe *p) {
    struct net_serve *s = p->state;
    if (s && s->signals_taken) {
        for (int i = 0; i < 2; i++) {
            sigaction(signals[i], &s->before[i], NULL);
        }
        close(stop_fd);
        stop_fd = -1;
    }
    if (s) {
        net_loop_close(s->loop);
        free(s);
    }
}

static const struct probe_ops net_server = {
    .name = "net-server",
    .open = net_server_open,
    .batch = net_server_batch,
    .counter = net_server_counter,
    .close = net_server_release,
    .batch_only = 1,
};
PROBE(net_server);
