/*
 * One datagram there, the same back: netperf's UDP_RR, which a loss does not stop. A question
 * without an answer is asked again after retransmitMs and counted as lost; its duration includes
 * the wait. Late answers are told by their sequence number; a question too short for a whole one
 * is asked again from a new port, which no late answer reaches.
 */
#include "net_client.h"
#include "net_pace.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct udp_rr {
    struct net_client client;
    struct net_pace pace;
    int64_t bytes;
    int64_t retransmit_ms;
    int fd;
    uint32_t sequence;
    int64_t lost;
    int64_t stale;
    uint8_t question[NET_MOST_DATAGRAM];
    uint8_t expected[NET_MOST_DATAGRAM];
    uint8_t answer[NET_MOST_DATAGRAM + 1];
};

static int64_t udp_rr_open(struct probe *p) {
    struct udp_rr *s = calloc(1, sizeof *s);
    if (!s) {
        return -ENOMEM;
    }
    p->state = s;
    s->fd = -1;
    int64_t rc = probe_i64(p, "bytes", 1, 1, NET_MOST_DATAGRAM, &s->bytes);
    rc = rc < 0 ? rc : probe_i64(p, "retransmitMs", 200, 1, 60000, &s->retransmit_ms);
    rc = rc < 0 ? rc : net_pace_open(p, &s->pace);
    rc = rc < 0 ? rc : net_client_open(p, &s->client);
    rc = rc < 0 ? rc : net_client_datagrams(p, &s->client, s->retransmit_ms);
    s->fd = (int)rc;
    return rc < 0 ? rc : 0;
}

/* Writes the next question, and the answer that it must get. */
static void ask_next(struct udp_rr *s) {
    uint32_t sequence = ++s->sequence;
    if (s->bytes >= NET_UDP_HEADER) {
        struct net_datagram header = {htobe32(NET_UDP_ASK), htobe32(sequence), 0};
        memcpy(s->question, &header, sizeof header);
        header.kind = htobe32(NET_UDP_ANSWER);
        memcpy(s->expected, &header, sizeof header);
    } else {
        s->question[0] = (uint8_t)(NET_SHORT_ASK | (sequence & 0x0F));
        s->expected[0] = (uint8_t)(NET_SHORT_ANSWER | (sequence & 0x0F));
    }
}

/* Waits for the answer. 1, or 0 where it did not come in time, or -errno with the reason. */
static int64_t hear(struct probe *p, struct udp_rr *s) {
    int64_t until = 0;
    for (;;) {
        ssize_t n = recv(s->fd, s->answer, sizeof s->answer, 0);
        if (n == s->bytes && memcmp(s->answer, s->expected, (size_t)n) == 0) {
            return 1;
        }
        if (n < 0 && errno != EINTR) {
            return errno == EAGAIN ? 0 : net_client_fail(p, &s->client, errno);
        }
        s->stale += n >= 0;
        int64_t now = probe_now_ns();
        until = until ? until : now + s->retransmit_ms * 1000000;
        if (now > until) {
            return 0;
        }
    }
}

/* A question that carries only four bits of its number moves to a port of its own. */
static int64_t after_loss(struct probe *p, struct udp_rr *s) {
    s->lost++;
    if (s->bytes >= NET_UDP_HEADER) {
        return 0;
    }
    int64_t fd = net_client_datagrams(p, &s->client, s->retransmit_ms);
    if (fd < 0) {
        return fd;
    }
    close(s->fd);
    s->fd = (int)fd;
    return 0;
}

/* Whoever was answered before has a server, though perhaps one that many ask at the same time. */
static int64_t unanswered(struct probe *p, const struct udp_rr *s, int64_t tries) {
    if (s->sequence == 1) {
        return net_client_fail(p, &s->client, ETIMEDOUT);
    }
    return probe_fail(p, ETIMEDOUT,
                      "%s port %d had answered, then lost %lld questions of %lld B in a row: the "
                      "server is stopped, or its receive buffer overflows; try fewer connections or "
                      "smaller datagrams, or raise net.core.rmem_default there",
                      s->client.host, (int)s->client.port, (long long)tries, (long long)s->bytes);
}

static int64_t exchange(struct probe *p, struct udp_rr *s) {
    int64_t tries = s->client.timeout_ms / s->retransmit_ms + 1;
    ask_next(s);
    for (int64_t i = 0; i < tries; i++) {
        // A full queue of the device is a loss like any other.
        if (send(s->fd, s->question, (size_t)s->bytes, MSG_NOSIGNAL) < 0 && errno != ENOBUFS &&
            errno != EINTR) {
            return net_client_fail(p, &s->client, errno);
        }
        int64_t rc = hear(p, s);
        if (rc != 0) {
            return rc;
        }
        rc = after_loss(p, s);
        if (rc < 0) {
            return rc;
        }
    }
    return unanswered(p, s, tries);
}

/* Returns the operations done. */
static int64_t udp_rr_batch(struct probe *p, int64_t ops, int64_t *ns) {
    struct udp_rr *s = p->state;
    int64_t rc = net_client_pin(p, &s->client);
    int64_t end = net_pace_enter(&s->pace);
    for (int64_t i = 0; i < ops && rc >= 0; i++) {
        int64_t start = net_pace_start(&s->pace, end);
        rc = exchange(p, s);
        end = probe_now_ns();
        if (ns) {
            ns[i] = end - start;
        }
    }
    net_pace_leave(&s->pace, end);
    return rc < 0 ? rc : ops;
}

/* "lost": questions without an answer in time; "stale": answers that came late or were no answers. */
static int64_t udp_rr_counter(struct probe *p, const char *name) {
    struct udp_rr *s = p->state;
    if (strcmp(name, "lost") == 0) {
        return s->lost;
    }
    return strcmp(name, "stale") == 0 ? s->stale : net_client_counter(p, &s->client, -1, name);
}

static void udp_rr_close(struct probe *p) {
    struct udp_rr *s = p->state;
    if (s) {
        if (s->fd >= 0) {
            close(s->fd);
        }
        net_client_close(&s->client);
        free(s);
    }
}

static const struct probe_ops udp_rr = {
    .name = "udp-rr",
    .open = udp_rr_open,
    .batch = udp_rr_batch,
    .counter = udp_rr_counter,
    .close = udp_rr_close,
};
PROBE(udp_rr);
