/*
 * Datagrams of 64 bytes to one address, as fast as they go: to a socket of its own on loopback
 * that nobody reads, or to an address that is loopback or that the run itself made.
 */
#define _GNU_SOURCE
#include "bomb.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define DATAGRAM 64
#define BURST 64
#define MARGIN_BYTES (32LL << 20)

struct udp_bomb {
    int64_t datagrams, sent;
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } to;
    socklen_t to_size;
    char payload[DATAGRAM];
    struct iovec piece;
    struct mmsghdr burst[BURST];
};

static int64_t udp_explode(struct bomb *b) {
    struct udp_bomb *u = b->kind;
    u->sent = 0;
    while (!bomb_over(b) && (u->sent < u->datagrams || b->inner_broken)) {
        int64_t room = u->datagrams - u->sent;
        unsigned wanted = room < BURST && !b->inner_broken ? (unsigned)room : BURST;
        int sent = sendmmsg(b->kind_fd, u->burst, wanted, 0);
        if (sent > 0) {
            u->sent += sent;
            bomb_add(&b->done, sent);
        } else if (errno == ECONNREFUSED || errno == ENOBUFS || errno == EAGAIN || errno == EINTR) {
            /* Nobody listens, or a queue is full: it goes on, and counts it against the limit. */
            u->sent++;
            bomb_add(&b->refused, 1);
        } else {
            return -errno;
        }
    }
    return 0;
}

/* The address of target, where it is a fair one. 0 or -errno. */
static int64_t aim(struct probe *p, struct udp_bomb *u, const char *target, const char *targets) {
    int loopback = 0, many = 0;
    if (inet_pton(AF_INET, target, &u->to.v4.sin_addr) == 1) {
        uint32_t address = ntohl(u->to.v4.sin_addr.s_addr);
        u->to.v4.sin_family = AF_INET;
        u->to_size = sizeof u->to.v4;
        loopback = address >> 24 == 127 && address != 0x7fffffff;
        many = address >> 28 >= 14 || address == 0;
    } else if (inet_pton(AF_INET6, target, &u->to.v6.sin6_addr) == 1) {
        u->to.v6.sin6_family = AF_INET6;
        u->to_size = sizeof u->to.v6;
        loopback = IN6_IS_ADDR_LOOPBACK(&u->to.v6.sin6_addr);
        many = IN6_IS_ADDR_MULTICAST(&u->to.v6.sin6_addr) ||
               IN6_IS_ADDR_UNSPECIFIED(&u->to.v6.sin6_addr);
    } else {
        return probe_fail(p, EINVAL, "target=%s: must be an address, 127.0.0.1 or ::1", target);
    }
    if (many || (!loopback && !bomb_listed(targets, target))) {
        return probe_fail(p, EPERM,
                          "target=%s: neither loopback nor an address that this run made; "
                          "-Dtare.bombTargets=ADDRESS,... lists those",
                          target);
    }
    return loopback;
}

/* A socket that takes the datagrams and is never read; its queue, and no more, fills up. */
static int64_t open_sink(struct probe *p, struct bomb *b, struct udp_bomb *u) {
    socklen_t size = u->to_size;
    b->caller_fd = socket(u->to.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (b->caller_fd < 0 || bind(b->caller_fd, &u->to.any, u->to_size) < 0 ||
        getsockname(b->caller_fd, &u->to.any, &size) < 0) {
        int err = errno;
        return probe_fail(p, err, "no sink on the loopback address: %s", strerror(err));
    }
    return 0;
}

static int64_t open_gun(struct probe *p, struct bomb *b, struct udp_bomb *u) {
    b->kind_fd = socket(u->to.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (b->kind_fd < 0 || connect(b->kind_fd, &u->to.any, u->to_size) < 0) {
        int err = errno;
        return probe_fail(p, err, "no way to the target: %s", strerror(err));
    }
    u->piece = (struct iovec){.iov_base = u->payload, .iov_len = DATAGRAM};
    for (int i = 0; i < BURST; i++) {
        u->burst[i].msg_hdr = (struct msghdr){.msg_iov = &u->piece, .msg_iovlen = 1};
    }
    return 0;
}

static int64_t udp_open(struct probe *p) {
    char target[64], targets[1024];
    int64_t port;
    int64_t rc = bomb_open(p, sizeof(struct udp_bomb));
    if (rc < 0) {
        return rc;
    }
    struct bomb *b = p->state;
    struct udp_bomb *u = b->kind;
    if ((rc = probe_i64(p, "datagrams", 10000000, 1, 1000000000000LL, &u->datagrams)) < 0 ||
        (rc = probe_i64(p, "port", 0, 0, 65535, &port)) < 0 ||
        (rc = probe_text(p, "target", "127.0.0.1", target, sizeof target)) < 0 ||
        (rc = probe_text(p, "targets", "", targets, sizeof targets)) < 0 ||
        (rc = aim(p, u, target, targets)) < 0) {
        return rc;
    }
    if (port == 0 && !rc) {
        return probe_fail(p, EINVAL, "port: needed where the target is not loopback");
    }
    /* The port lies at the same place in both kinds of address. */
    u->to.v4.sin_port = htons((uint16_t)port);
    if ((port == 0 && (rc = open_sink(p, b, u)) < 0) || (rc = open_gun(p, b, u)) < 0) {
        return rc;
    }
    b->explode = udp_explode;
    b->limits.processes = 1;
    b->limits.memory_bytes = MARGIN_BYTES;
    return bomb_bound(p);
}

static const struct probe_ops bomb_udp_probe = {
    .name = "bomb-udp",
    .open = udp_open,
    .batch = bomb_batch,
    .counter = bomb_counter,
    .close = bomb_close,
    .batch_only = 1,
};
PROBE(bomb_udp_probe);
