/*
 * Datagrams to the server as fast as they go: netperf's UDP_STREAM. One operation is one datagram
 * that the server received, by its own count: what got lost on the way is sent again as a new one,
 * counted, and no part of the score.
 */
#include "net_client.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A batch that gets nothing through for the time-out, or takes this many of them, is given up. */
#define MOST_TIMEOUTS 12
/* Sent between two looks for the server's answer. */
#define AT_ONCE 64
/* Sent while an answer is under way; then it is waited for, so that a slow server can give it. */
#define MOST_AHEAD 8192

struct udp_stream {
    struct net_client client;
    int64_t bytes;
    int fd;
    uint32_t flow;
    int64_t sent;
    /* Of them, how many when the last question was asked. */
    int64_t sent_before;
    int64_t received;
    /* What all batches so far were asked for. */
    int64_t goal;
    uint8_t datagram[NET_MOST_DATAGRAM];
};

static int64_t udp_stream_open(struct probe *p) {
    struct net_report report;
    struct udp_stream *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->fd = -1;
    int64_t rc = probe_i64(p, "bytes", 1472, NET_UDP_HEADER, NET_MOST_DATAGRAM, &s->bytes);
    rc = rc < 0 ? rc : net_client_open(p, &s->client);
    rc = rc < 0 ? rc : net_client_report(p, &s->client, &report);
    rc = rc < 0 ? rc : net_client_datagrams(p, &s->client, s->client.timeout_ms);
    if (rc < 0) {
        return rc;
    }
    s->fd = (int)rc;
    const struct net_datagram header = {htobe32(NET_UDP_FLOW), 0, htobe32(report.flow)};
    memcpy(s->datagram, &header, sizeof header);
    return 0;
}

static int64_t send_some(struct probe *p, struct udp_stream *s) {
    for (int i = 0; i < AT_ONCE; i++) {
        uint32_t sequence = htobe32((uint32_t)s->sent);
        memcpy(s->datagram + offsetof(struct net_datagram, sequence), &sequence, sizeof sequence);
        ssize_t n = send(s->fd, s->datagram, (size_t)s->bytes, MSG_NOSIGNAL);
        if (n < 0 && errno != ENOBUFS && errno != EINTR) {
            return net_client_fail(p, &s->client, errno);
        }
        // One that the device's queue refused is sent and lost too.
        s->sent++;
    }
    return 0;
}

/* Asks the server how many arrived, and hears its last answer, if it is here. 0 or -errno. */
static int64_t account(struct probe *p, struct udp_stream *s) {
    struct net_report report;
    const int flags = s->sent - s->sent_before < MOST_AHEAD ? MSG_DONTWAIT : 0;
    int64_t rc = net_client_ask(p, &s->client);
    rc = rc < 0 ? rc : net_client_answered(p, &s->client, flags, &report);
    if (rc == 1) {
        s->received = (int64_t)report.datagrams;
        s->sent_before = s->sent;
    }
    return rc < 0 ? rc : 0;
}

/*
 * Returns the operations done: datagrams received by the server. Sending goes on while the answer is
 * under way, as it does in the tools that are compared with; what arrived beyond the goal counts for
 * the next batch.
 */
static int64_t udp_stream_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct udp_stream *s = p->state;
    const int64_t start = probe_now_ns();
    const int64_t wait_ns = s->client.timeout_ms * 1000000;
    int64_t progress_ns = start;
    int64_t rc = net_client_pin(p, &s->client);
    (void)ns;
    s->goal += ops;
    while (rc >= 0 && s->received < s->goal) {
        int64_t before = s->received;
        rc = send_some(p, s);
        rc = rc < 0 ? rc : account(p, s);
        int64_t now = probe_now_ns();
        progress_ns = s->received > before ? now : progress_ns;
        if (rc == 0 && s->received < s->goal &&
            (now - progress_ns > wait_ns || now - start > MOST_TIMEOUTS * wait_ns)) {
            rc = net_client_fail(p, &s->client, ETIMEDOUT);
        }
    }
    return rc < 0 ? rc : ops;
}

/* The server's count now, with all that is still under way. 0 or -errno. */
static int64_t settle(struct probe *p, struct udp_stream *s) {
    struct net_report report;
    int64_t rc = net_client_report(p, &s->client, &report);
    if (rc == 0) {
        s->received = (int64_t)report.datagrams;
    }
    return rc;
}

/* "lost": sent and not received by the server; "received": by the server. */
static int64_t udp_stream_counter(struct probe *p, const char *name) {
    struct udp_stream *s = p->state;
    const int lost = strcmp(name, "lost") == 0;
    if (!lost && strcmp(name, "received") != 0) {
        return net_client_counter(p, &s->client, -1, name);
    }
    int64_t rc = settle(p, s);
    return rc < 0 ? rc : lost ? s->sent - s->received : s->received;
}

static void udp_stream_close(struct probe *p) {
    struct udp_stream *s = p->state;
    if (s) {
        if (s->fd >= 0) {
            close(s->fd);
        }
        net_client_close(&s->client);
        free(s);
    }
}

static const struct probe_ops udp_stream = {
    .name = "udp-stream",
    .open = udp_stream_open,
    .batch = udp_stream_batch,
    .counter = udp_stream_counter,
    .close = udp_stream_close,
    .batch_only = 1,
};
PROBE(udp_stream);
