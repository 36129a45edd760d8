/*
 * Connect, one byte there and back, close: netperf's TCP_CRR. The server closes first, so the
 * waiting (TIME_WAIT) is its side's and the client's ports are free again at once.
 */
#include "net_client.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

/* How often the watcher looks in the time that one connection may take. */
#define LOOKS 4

struct tcp_crr {
    struct net_client client;
    /*
     * Ends what takes too long. A time-out on each socket would cost two calls and a timer for each
     * wait: 3 % of what is measured.
     */
    pthread_t watcher;
    int watching;
    /* Readable: the watcher ends. */
    int end;
    /* The connection under way, -1: none; how many there were; the last one was cut off. */
    atomic_int fd;
    atomic_uint_least64_t count;
    atomic_int cut;
};

static void *watch(void *argument) {
    struct tcp_crr *s = argument;
    struct pollfd end = {.fd = s->end, .events = POLLIN};
    uint64_t all = UINT64_MAX;
    uint64_t seen = UINT64_MAX;
    int looks = 0;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, NULL, sizeof all);
    while (poll(&end, 1, (int)(s->client.timeout_ms / LOOKS) + 1) <= 0) {
        uint64_t count = atomic_load(&s->count);
        int fd = atomic_load(&s->fd);
        looks = fd >= 0 && count == seen ? looks + 1 : 0;
        seen = count;
        if (looks > LOOKS) {
            atomic_store(&s->cut, 1);
            shutdown(fd, SHUT_RDWR);
            looks = 0;
        }
    }
    return NULL;
}

static int64_t start_watcher(struct probe *p, struct tcp_crr *s) {
    s->end = eventfd(0, EFD_CLOEXEC);
    if (s->end < 0) {
        return -errno;
    }
    int err = pthread_create(&s->watcher, NULL, watch, s);
    if (err) {
        return probe_fail(p, err, "no thread could be started: %s; is there a pids limit?",
                          strerror(err));
    }
    s->watching = 1;
    return 0;
}

static int64_t tcp_crr_open(struct probe *p) {
    struct tcp_crr *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->end = -1;
    s->fd = -1;
    int64_t rc = net_client_open(p, &s->client);
    return rc < 0 ? rc : start_watcher(p, s);
}

/* The reason of a failed call, or the time-out that cut it off. */
static int64_t failed(struct probe *p, struct tcp_crr *s, int err) {
    return net_client_fail(p, &s->client, atomic_exchange(&s->cut, 0) ? ETIMEDOUT : err);
}

/* One byte and, in the same call, the server's close. 0 or -errno with the reason. */
static int64_t byte_and_close(struct probe *p, struct tcp_crr *s, int fd) {
    const uint8_t ask = NET_CRR;
    uint8_t answer[2];
    ssize_t n;
    if (send(fd, &ask, 1, MSG_NOSIGNAL) < 0) {
        return failed(p, s, errno);
    }
    do {
        n = recv(fd, answer, sizeof answer, MSG_WAITALL);
    } while (n < 0 && errno == EINTR);
    if (n <= 0) {
        return failed(p, s, n == 0 ? ECONNRESET : errno);
    }
    return n == 1 && answer[0] == ask
               ? 0
               : probe_fail(p, EBADMSG, "%s port %d answered other bytes than it was sent",
                            s->client.host, (int)s->client.port);
}

/* One byte sent at once needs no TCP_NODELAY. */
static int64_t connect_once(struct probe *p, struct tcp_crr *s) {
    const struct net_client *c = &s->client;
    int fd = socket(c->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return net_client_fail(p, c, errno);
    }
    atomic_store_explicit(&s->fd, fd, memory_order_relaxed);
    int64_t rc = connect(fd, (const struct sockaddr *)&c->address, c->address_length) < 0
                     ? failed(p, s, errno)
                     : byte_and_close(p, s, fd);
    atomic_store_explicit(&s->fd, -1, memory_order_relaxed);
    atomic_fetch_add_explicit(&s->count, 1, memory_order_relaxed);
    close(fd);
    return rc;
}

/* Returns the operations done. */
static int64_t tcp_crr_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct tcp_crr *s = p->state;
    int64_t rc = net_client_pin(p, &s->client);
    int64_t end = probe_now_ns();
    for (int64_t i = 0; i < ops && rc >= 0; i++) {
        int64_t start = end;
        rc = connect_once(p, s);
        end = probe_now_ns();
        if (ns) {
            ns[i] = end - start;
        }
    }
    return rc < 0 ? rc : ops;
}

static int64_t tcp_crr_counter(struct probe *p, const char *name) {
    struct tcp_crr *s = p->state;
    return net_client_counter(p, &s->client, -1, name);
}

static void tcp_crr_close(struct probe *p) {
    struct tcp_crr *s = p->state;
    if (s) {
        if (s->watching) {
            (void)!write(s->end, &(uint64_t){1}, sizeof(uint64_t));
            pthread_join(s->watcher, NULL);
        }
        if (s->end >= 0) {
            close(s->end);
        }
        net_client_close(&s->client);
        free(s);
    }
}

static const struct probe_ops tcp_crr = {
    .name = "tcp-crr",
    .open = tcp_crr_open,
    .batch = tcp_crr_batch,
    .counter = tcp_crr_counter,
    .close = tcp_crr_close,
};
PROBE(tcp_crr);
