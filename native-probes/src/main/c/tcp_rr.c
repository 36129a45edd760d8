/* One request over one TCP connection, and the same bytes back: netperf's TCP_RR. */
#include "net_client.h"
#include "net_pace.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct tcp_rr {
    struct net_client client;
    struct net_pace pace;
    int64_t bytes;
    int fd;
    uint8_t mark;
    uint8_t *request;
    uint8_t *response;
};

static int64_t tcp_rr_open(struct probe *p) {
    struct tcp_rr *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->fd = -1;
    int64_t rc = probe_i64(p, "bytes", 1, 1, NET_MOST_BYTES, &s->bytes);
    rc = rc < 0 ? rc : net_pace_open(p, &s->pace);
    rc = rc < 0 ? rc : net_client_open(p, &s->client);
    rc = rc < 0 ? rc : net_client_connect(p, &s->client, NET_RR, s->bytes);
    if (rc < 0) {
        return rc;
    }
    s->fd = (int)rc;
    s->request = calloc(1, (size_t)s->bytes);
    s->response = calloc(1, (size_t)s->bytes);
    return s->request && s->response ? 0 : -ENOMEM;
}

/* One exchange; every response differs from the one before in its first and last byte. */
static int64_t exchange(struct probe *p, struct tcp_rr *s) {
    size_t bytes = (size_t)s->bytes;
    s->request[0] = s->request[bytes - 1] = s->mark++;
    int64_t rc = net_client_send(p, &s->client, s->fd, s->request, bytes);
    rc = rc < 0 ? rc : net_client_receive(p, &s->client, s->fd, s->response, bytes);
    if (rc == 0 && memcmp(s->request, s->response, bytes) != 0) {
        rc = probe_fail(p, EBADMSG, "%s port %d answered other bytes than it was sent",
                        s->client.host, (int)s->client.port);
    }
    return rc;
}

/* Returns the operations done. After an error the connection is of no more use. */
static int64_t tcp_rr_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct tcp_rr *s = p->state;
    int64_t rc = net_client_pin(p, &s->client);
    if (rc < 0) {
        return rc;
    }
    int64_t end = net_pace_enter(&s->pace);
    for (int64_t i = 0; i < ops; i++) {
        int64_t start = net_pace_start(&s->pace, end);
        rc = exchange(p, s);
        if (rc < 0) {
            shutdown(s->fd, SHUT_RDWR);
            return rc;
        }
        end = probe_now_ns();
        if (ns) {
            ns[i] = end - start;
        }
    }
    net_pace_leave(&s->pace, end);
    return ops;
}

static int64_t tcp_rr_counter(struct probe *p, const char *name) {
    struct tcp_rr *s = p->state;
    return net_client_counter(p, &s->client, s->fd, name);
}

static void tcp_rr_close(struct probe *p) {
    struct tcp_rr *s = p->state;
    if (s) {
        if (s->fd >= 0) {
            close(s->fd);
        }
        net_client_close(&s->client);
        free(s->request);
        free(s->response);
        free(s);
    }
}

static const struct probe_ops tcp_rr = {
    .name = "tcp-rr",
    .open = tcp_rr_open,
    .batch = tcp_rr_batch,
    .counter = tcp_rr_counter,
    .close = tcp_rr_close,
};
PROBE(tcp_rr);
