/*
 * Connect, one byte there and back, close: netperf's TCP_CRR. The server closes first, so the
 * waiting (TIME_WAIT) is its side's and the client's ports are free again at once.
 */
#include "net_client.h"

#include <stdlib.h>
#include <unistd.h>

struct tcp_crr {
    struct net_client client;
    struct timeval wait;
};

static int64_t tcp_crr_open(struct probe *p) {
    struct tcp_crr *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    int64_t rc = net_client_open(p, &s->client);
    s->wait.tv_sec = s->client.timeout_ms / 1000;
    s->wait.tv_usec = s->client.timeout_ms % 1000 * 1000;
    return rc;
}

/* One byte and, in the same call, the server's close. 0 or -errno with the reason. */
static int64_t byte_and_close(struct probe *p, struct tcp_crr *s, int fd) {
    const uint8_t ask = NET_CRR;
    uint8_t answer[2];
    ssize_t n;
    if (send(fd, &ask, 1, MSG_NOSIGNAL) < 0) {
        return net_client_fail(p, &s->client, errno);
    }
    do {
        n = recv(fd, answer, sizeof answer, MSG_WAITALL);
    } while (n < 0 && errno == EINTR);
    if (n <= 0) {
        return net_client_fail(p, &s->client, n == 0 ? ECONNRESET : errno);
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
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &s->wait, sizeof s->wait);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &s->wait, sizeof s->wait);
    int64_t rc = connect(fd, (const struct sockaddr *)&c->address, c->address_length) < 0
                     ? net_client_fail(p, c, errno == EINPROGRESS ? ETIMEDOUT : errno)
                     : byte_and_close(p, s, fd);
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
        net_client_close(&s->client);
        free(s);
    }
}

static const struct probe_ops tcp_crr = {
    .name = "tcpCrr",
    .open = tcp_crr_open,
    .batch = tcp_crr_batch,
    .counter = tcp_crr_counter,
    .close = tcp_crr_close,
};
PROBE(tcp_crr);
